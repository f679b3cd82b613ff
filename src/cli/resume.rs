//! `wsrecycle resume`: end a pause.

use super::context::Context;
use super::error::CommandError;
use super::exit;
use super::pause::Standing;
use super::skew;
use crate::cloud::{Clock, Cloud};
use crate::ledger::Ledger;
use clap::Args;

const EXAMPLES: &str = "\
Examples:
  wsrecycle resume
  wsrecycle resume --dry-run";

/// End a pause: desktops whose users have stayed away are recycled again
#[derive(Debug, Clone, Args)]
#[command(before_help = EXAMPLES)]
pub struct ResumeArgs {
    /// Show what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,
}

pub async fn run<C: Cloud, L: Ledger, K: Clock>(args: &ResumeArgs, cx: &Context<C, L, K>) -> Result<u8, CommandError> {
    cx.announce().await?;
    skew::warn(cx).await?;
    let ledger = cx.ledger_that_counts().await?;
    let control = ledger.control().await?;
    // A row that cannot be read is no reason for the others to wait.
    let rows = ledger.open_rows().await;
    let known = rows.as_ref().ok().map(Vec::as_slice);
    let unknown = || {
        if let Err(error) = &rows {
            cx.terminal.warn(format!("what goes on is not known: {}", error.in_full()));
        }
        if rows.is_ok() { exit::DONE } else { exit::ATTENTION }
    };
    let Some(pause) = control.paused.clone().filter(|_| control.is_paused(cx.clock.now())) else {
        cx.answer(&Standing::new(false, "not paused", known))?;
        cx.terminal.note("There is no pause to end.");
        return Ok(unknown());
    };
    if !args.dry_run {
        ledger.set_pause(None).await?;
    }
    let standing = Standing { ended: Some(pause.clone()), ..Standing::new(args.dry_run, "resumed", known) };
    cx.answer(&standing)?;
    if args.dry_run {
        cx.terminal.note(format!("It is {pause}."));
        cx.terminal.note("Nothing was changed, because of --dry-run.");
        return Ok(unknown());
    }
    cx.terminal.note(format!("It was {pause}."));
    if let Some(many) = standing.watched_desktops() {
        cx.terminal
            .note(format!("{many} in the grace period, and recycled if nobody has been connected for all of it."));
    }
    Ok(unknown())
}
