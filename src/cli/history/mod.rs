//! `wsrecycle history`: what was recycled, how long it took, and when each old desktop was seen to be gone.

mod spans;
mod view;

use super::context::Context;
use super::error::CommandError;
use super::exit;
use super::when::When;
use crate::cloud::{Clock, Cloud};
use crate::ledger::{Ledger, Unreadable};
use crate::output::Format;
use crate::recycle::{CancelReason, DirectoryId, Happening, Owner, Phase, Row, WorkspaceId};
use clap::{Args, ValueEnum};
use jiff::Timestamp;
use spans::Moments;
use view::{History, Recycle, Statistics};

const EXAMPLES: &str = "\
Examples:
  wsrecycle history
  wsrecycle history --since 7d --outcome attention
  wsrecycle history --desktop ws-0a1b2c3d4
  wsrecycle history --since 2026-11-01 --limit 10000 -o json";

/// Rows that are read at first if there is something to choose among them. Four times as many each further time.
const FIRST_READ: usize = 500;
/// As many as a ledger in files keeps.
const LIMIT_MAX: usize = 10_000;
/// Rows that cannot be read and are named.
const SAID_MAX: usize = 5;

/// Show what was recycled, and when each old desktop was seen to be gone
///
/// Lists the closed rows of the ledger, the newest first: the old desktop and the new one, why it was recycled, how it
/// ended, and how long each part took; below, what is usual. "Old gone" is the time at which AWS no longer knew the old
/// desktop's id, as it was observed. JSON has every event, and the ARN of whoever asked by hand. The deployed ledger
/// keeps closed rows for 90 days, one in files or in the sandbox the latest 10,000.
#[derive(Debug, Clone, Args)]
#[command(before_help = EXAMPLES)]
pub struct HistoryArgs {
    /// Only what was closed since: a time, or how long ago, such as 12h or 7d
    #[arg(long, value_name = "TIME|DURATION")]
    since: Option<When>,

    /// Only desktops of these users (can be repeated)
    #[arg(long, value_name = "NAME")]
    user: Vec<String>,

    /// Only desktops in these directories (can be repeated)
    #[arg(long, value_name = "ID")]
    directory: Vec<DirectoryId>,

    /// Only recycles of or to these desktops (can be repeated)
    #[arg(long, value_name = "ID")]
    desktop: Vec<WorkspaceId>,

    /// Only those that ended like this: done, cancelled, abandoned by a person, or with attention called for on the
    /// way (can be repeated)
    #[arg(long, value_enum, value_name = "OUTCOME")]
    outcome: Vec<Outcome>,

    /// At most so many, the newest
    #[arg(long, value_name = "N", default_value_t = 100, value_parser = limit)]
    limit: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Outcome {
    /// The user has a new desktop
    Done,
    /// The old desktop was left alone, or somebody else deleted it
    Cancelled,
    /// A person gave up what was owed
    Abandoned,
    /// A person was called for, however it ended
    Attention,
}

fn limit(text: &str) -> Result<usize, String> {
    let limit = text.parse().ok().filter(|limit| (1..=LIMIT_MAX).contains(limit));
    limit.ok_or_else(|| format!("expected a number from 1 to {LIMIT_MAX}"))
}

impl Outcome {
    fn is_of(self, row: &Row) -> bool {
        match self {
            Self::Done => row.phase == Phase::Done,
            Self::Cancelled => matches!(row.phase, Phase::Cancelled(_)),
            Self::Abandoned => row.phase == Phase::Cancelled(CancelReason::Abandoned),
            Self::Attention => row.history.iter().any(|event| matches!(event.what, Happening::AttentionCalled { .. })),
        }
    }
}

impl HistoryArgs {
    fn wants(&self, row: &Row, since: Option<Timestamp>) -> bool {
        let new = row.successor.as_ref().map(|successor| &successor.id);
        since.is_none_or(|since| Moments::of(row).closed_at >= since)
            && (self.user.is_empty()
                || self.user.iter().any(|user| Owner::new(row.owner.directory.clone(), user) == row.owner))
            && (self.directory.is_empty() || self.directory.contains(&row.owner.directory))
            && (self.desktop.is_empty() || self.desktop.iter().any(|id| *id == row.old || Some(id) == new))
            && (self.outcome.is_empty() || self.outcome.iter().any(|outcome| outcome.is_of(row)))
    }

    /// Whether every closed row is wanted.
    fn wants_all(&self) -> bool {
        self.since.is_none()
            && self.user.is_empty()
            && self.directory.is_empty()
            && self.desktop.is_empty()
            && self.outcome.is_empty()
    }
}

pub async fn run<C: Cloud, L: Ledger, K: Clock>(args: &HistoryArgs, cx: &Context<C, L, K>) -> Result<u8, CommandError> {
    let since = args.since.as_ref().map(|when| when.ago(cx.clock.now())).transpose();
    let since = since.map_err(|why| {
        CommandError::usage(format!("--since: {why}")).hint("name a time that is over, or how long ago, such as 7d")
    })?;
    let (rows, is_cut, unreadable) = read(args, since, cx).await?;
    let recycles: Vec<Recycle> = rows.iter().map(Recycle::of).collect();
    let history = History { since, is_cut, statistics: Statistics::of(&recycles), recycles };
    cx.answer(&history)?;
    // It is evidence: what is missing is told, and what is there is shown all the same.
    for why in unreadable.iter().take(SAID_MAX) {
        cx.terminal.warn(format!("left out: {why}"));
    }
    if unreadable.len() > SAID_MAX {
        cx.terminal.warn(format!("left out: {} more that cannot be read", unreadable.len() - SAID_MAX));
    }
    let status = if unreadable.is_empty() { exit::DONE } else { exit::ATTENTION };
    if !cx.deployment().await?.is_deployed() {
        cx.terminal.note("This is the ledger on this computer: it knows what was rebuilt from here.");
    }
    if history.recycles.is_empty() {
        let any = if args.wants_all() { "Nothing was recycled yet." } else { "No recycle is like that." };
        cx.terminal.note(any);
        return Ok(status);
    }
    for recycle in &history.recycles {
        // Whoever asks for one desktop asks what became of it.
        if args.desktop.is_empty() || cx.terminal.format() != Format::Table {
            cx.terminal.detail(&recycle.evidence);
        } else {
            cx.terminal.note(&recycle.evidence);
        }
    }
    history.statistics.lines().iter().for_each(|line| cx.terminal.note(line));
    if is_cut {
        cx.terminal.note(format!(
            "Only the newest {} are shown, and these numbers are about them; --limit shows more.",
            history.recycles.len()
        ));
    }
    Ok(status)
}

/// The wanted rows, the newest first, whether there may be more, and why some could not be read.
async fn read<C: Cloud, L: Ledger, K: Clock>(
    args: &HistoryArgs,
    since: Option<Timestamp>,
    cx: &Context<C, L, K>,
) -> Result<(Vec<Row>, bool, Vec<String>), CommandError> {
    let ledger = cx.ledger().await?;
    let mut asked = if args.wants_all() { args.limit + 1 } else { FIRST_READ.max(args.limit + 1) };
    loop {
        let (mut closed, mut unreadable) = (vec![], vec![]);
        let mut visit = |row: Result<Row, Unreadable>| match row {
            Ok(row) => closed.push(row),
            Err(row) => unreadable.push(row.error.to_string()),
        };
        ledger.visit_closed(asked, &mut visit).await?;
        let is_whole = closed.len() + unreadable.len() < asked;
        let is_beyond = closed.last().is_some_and(|row| since.is_some_and(|since| Moments::of(row).closed_at < since));
        let mut wanted: Vec<Row> = closed.into_iter().filter(|row| args.wants(row, since)).collect();
        if is_whole || is_beyond || wanted.len() > args.limit || asked > LIMIT_MAX {
            let is_cut = wanted.len() > args.limit || !(is_whole || is_beyond);
            wanted.truncate(args.limit);
            return Ok((wanted, is_cut, unreadable));
        }
        asked = (asked * 4).min(LIMIT_MAX + 1);
    }
}
