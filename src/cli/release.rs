//! `wsrecycle release`: let held desktops be recycled again.

use super::context::Context;
use super::error::CommandError;
use super::hold::{One, Tagged};
use super::target::{Target, resolve};
use crate::cloud::{Clock, Cloud, TAG_PAGE};
use crate::ledger::Ledger;
use crate::recycle::scope::HOLD_TAG;
use crate::recycle::{Failure, Tags, WorkspaceId};
use clap::Args;
use std::collections::BTreeMap;

const EXAMPLES: &str = "\
Examples:
  wsrecycle release ws-0a1b2c3d4
  wsrecycle release alice@d-90670a1b2c --dry-run";

/// Let held desktops be recycled again
///
/// Takes the tag wsrecycle:hold away, however its letters are spelled. If the user has left, the desktop is recycled
/// once the grace period has passed.
#[derive(Debug, Clone, Args)]
#[command(before_help = EXAMPLES)]
pub struct ReleaseArgs {
    /// The desktops, as ws-… or user@directory (can be repeated)
    #[arg(required = true, value_name = "DESKTOP")]
    desktops: Vec<Target>,

    /// Show what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,
}

pub async fn run<C: Cloud, L: Ledger, K: Clock>(args: &ReleaseArgs, cx: &Context<C, L, K>) -> Result<u8, CommandError> {
    cx.announce().await?;
    let desktops = resolve(cx, &args.desktops).await?;
    let ids: Vec<WorkspaceId> = desktops.iter().map(|desktop| desktop.id.clone()).collect();
    let mut tags: BTreeMap<WorkspaceId, Tags> = BTreeMap::new();
    for batch in ids.chunks(TAG_PAGE) {
        let found = cx.cloud.tags(batch).await;
        tags.extend(found.map_err(|failure| CommandError::from_failure("read the tags", &failure))?);
    }
    let mut tagged = Tagged { dry_run: args.dry_run, desktops: vec![] };
    for desktop in desktops {
        let holds = tags.get(&desktop.id).map(hold_keys).unwrap_or_default();
        let done = if args.dry_run { Ok(()) } else { untag(cx, &desktop.id, &holds).await };
        tagged.desktops.push(One {
            desktop: desktop.id.to_string(),
            owner: format!("{}@{}", desktop.user, desktop.directory),
            result: match &done {
                Err(_) => "failed",
                Ok(()) if holds.is_empty() => "not held",
                Ok(()) if args.dry_run => "planned",
                Ok(()) => "released",
            },
            why: done.err().map(|failure| failure.to_string()),
        });
    }
    cx.answer(&tagged)?;
    if args.dry_run {
        cx.terminal.note("Nothing was changed, because of --dry-run.");
    }
    Ok(tagged.exit_status())
}

fn hold_keys(tags: &Tags) -> Vec<String> {
    tags.keys().filter(|key| key.eq_ignore_ascii_case(HOLD_TAG)).cloned().collect()
}

async fn untag<C: Cloud, L: Ledger, K: Clock>(
    cx: &Context<C, L, K>,
    id: &WorkspaceId,
    keys: &[String],
) -> Result<(), Failure> {
    for key in keys {
        cx.cloud.untag(id, key).await?;
    }
    Ok(())
}
