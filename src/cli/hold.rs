//! `wsrecycle hold`: keep desktops from being recycled.

use super::context::Context;
use super::error::CommandError;
use super::exit;
use super::target::{Target, resolve};
use crate::cloud::{Clock, Cloud};
use crate::ledger::Ledger;
use crate::output::{Answer, Cell, Sheet, Tone};
use crate::recycle::scope::HOLD_TAG;
use clap::Args;
use serde::Serialize;

const EXAMPLES: &str = "\
Examples:
  wsrecycle hold ws-0a1b2c3d4
  wsrecycle hold alice@d-90670a1b2c bob@d-90670a1b2c --reason \"keeps evidence, ticket 4711\"";

/// The longest value of a tag (WorkSpaces API model, `TagValue`, seen 2026-11-22).
const REASON_MAX: usize = 255;

/// Keep desktops from being recycled
///
/// Puts the tag wsrecycle:hold on each. A held desktop is left alone by every part of wsrecycle until it is released.
/// If its user has left already, the recycle is cancelled, unless AWS has been told to terminate the desktop by then.
#[derive(Debug, Clone, Args)]
#[command(before_help = EXAMPLES)]
pub struct HoldArgs {
    /// The desktops, as ws-… or user@directory (can be repeated)
    #[arg(required = true, value_name = "DESKTOP")]
    desktops: Vec<Target>,

    /// Why, for whoever finds the tag
    #[arg(long, default_value = "", hide_default_value = true, value_name = "TEXT", value_parser = reason)]
    reason: String,

    /// Show what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,
}

fn reason(text: &str) -> Result<String, String> {
    let length = text.chars().count();
    if length > REASON_MAX {
        return Err(format!("{length} characters are too many: a tag holds {REASON_MAX}"));
    }
    Ok(text.to_owned())
}

/// What became of each desktop. `release` answers in the same shape.
#[derive(Debug, Serialize)]
pub(super) struct Tagged {
    pub dry_run: bool,
    pub desktops: Vec<One>,
}

#[derive(Debug, Serialize)]
pub(super) struct One {
    pub desktop: String,
    pub owner: String,
    /// `planned`, `held`, `released`, `not held` or `failed`.
    pub result: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

impl Tagged {
    pub fn exit_status(&self) -> u8 {
        let failed = self.desktops.iter().filter(|one| one.result == "failed").count();
        exit::of_many(self.desktops.len() - failed, failed)
    }
}

impl Answer for Tagged {
    fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new(["desktop", "owner", "result", "why"]);
        for One { desktop, owner, result, why } in &self.desktops {
            let tone = if *result == "failed" { Tone::Bad } else { Tone::Plain };
            let why = why.as_deref().unwrap_or_default();
            sheet.push([desktop.into(), owner.into(), Cell::toned(result, tone), why.into()]);
        }
        sheet
    }
}

pub async fn run<C: Cloud, L: Ledger, K: Clock>(args: &HoldArgs, cx: &Context<C, L, K>) -> Result<u8, CommandError> {
    cx.announce().await?;
    let mut tagged = Tagged { dry_run: args.dry_run, desktops: vec![] };
    for desktop in resolve(cx, &args.desktops).await? {
        let done = if args.dry_run { Ok(()) } else { cx.cloud.tag(&desktop.id, HOLD_TAG, &args.reason).await };
        tagged.desktops.push(One {
            desktop: desktop.id.to_string(),
            owner: format!("{}@{}", desktop.user, desktop.directory),
            result: match &done {
                Ok(()) if args.dry_run => "planned",
                Ok(()) => "held",
                Err(_) => "failed",
            },
            why: done.err().map(|failure| failure.to_string()),
        });
    }
    cx.answer(&tagged)?;
    if args.dry_run {
        cx.terminal.note("Nothing was changed, because of --dry-run.");
    } else if tagged.desktops.iter().any(|one| one.result == "held") {
        cx.terminal.note("A held desktop keeps what its users leave on it. `wsrecycle release` ends that.");
    }
    Ok(tagged.exit_status())
}
