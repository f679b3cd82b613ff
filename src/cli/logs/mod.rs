//! `wsrecycle logs`: what the functions have logged, one readable line for each thing.

mod line;
mod read;
mod tail;

use super::context::Context;
use super::error::CommandError;
use super::exit;
use super::when::When;
use crate::cloud::{Clock, Cloud, Logs};
use crate::functions::Function;
use crate::ledger::Ledger;
use crate::output::{Answer, Cell, Format, Sheet, Tone};
use crate::recycle::{Failure, FailureKind, WorkspaceId};
use clap::{Args, ValueEnum};
use jiff::{SignedDuration, Timestamp};
use line::Shown;
use read::{Found, Group, Read};
use serde::Serialize;
use tail::Tail;

const EXAMPLES: &str = "\
Examples:
  wsrecycle logs
  wsrecycle logs rebuild --since 1d --desktop ws-0a1b2c3d4
  wsrecycle logs --follow
  wsrecycle logs --since 2026-11-23T08:00:00Z -o json";

/// Between two looks with --follow: three calls in so many seconds, of the 5 a second that AWS takes from an account.
const POLL: SignedDuration = SignedDuration::from_secs(3);
const LIMIT_MAX: usize = 10_000;

/// Show what the functions have logged
///
/// Reads the log groups of the stack's three functions in the order of time. The table leaves out what is routine: that
/// calls began and ended well, and how many rows each tick turned. -v shows it, and JSON and CSV have it.
#[derive(Debug, Clone, Args)]
#[command(before_help = EXAMPLES)]
pub struct LogsArgs {
    /// Only this function: create (puts alarms), delete (deletes alarms) or rebuild (recycles); without it, all three
    #[arg(value_enum, value_name = "FUNCTION")]
    function: Option<Which>,

    /// From when: a time, or how long ago, such as 15m or 7d
    #[arg(long, value_name = "TIME|DURATION", default_value = "1h")]
    since: When,

    /// Show new lines as they come, until interrupted
    #[arg(short, long)]
    follow: bool,

    /// Only lines that name this desktop
    #[arg(long, value_name = "ID")]
    desktop: Option<WorkspaceId>,

    /// At most so many lines, the newest; with --follow, to begin with
    #[arg(long, value_name = "N", default_value_t = 500, value_parser = limit)]
    limit: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Which {
    /// Puts the alarm of a new desktop
    Create,
    /// Deletes the alarm of a terminated desktop
    Delete,
    /// Takes disconnects in and recycles
    Rebuild,
}

impl Which {
    fn of(function: Function) -> Self {
        match function {
            Function::AlarmCreate => Self::Create,
            Function::AlarmDelete => Self::Delete,
            Function::TermRebuild => Self::Rebuild,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Delete => "delete",
            Self::Rebuild => "rebuild",
        }
    }
}

fn limit(text: &str) -> Result<usize, String> {
    let limit = text.parse().ok().filter(|limit| (1..=LIMIT_MAX).contains(limit));
    limit.ok_or_else(|| format!("expected a number from 1 to {LIMIT_MAX}"))
}

/// The answer of `logs`. With --follow, one for each look that brings something.
#[derive(Debug, Serialize)]
struct Logged {
    since: Timestamp,
    /// There are older lines, which are left out.
    is_cut: bool,
    lines: Vec<Shown>,
}

impl Answer for Logged {
    fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new(["time", "function", "desktop", "what"]);
        for line in &self.lines {
            let tone = match line.level.as_deref() {
                Some("error" | "fatal") => Tone::Bad,
                Some("warn" | "warning") => Tone::Warn,
                _ if line.is_routine => Tone::Dim,
                _ => Tone::Plain,
            };
            sheet.push([
                line.at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string().into(),
                Which::of(line.function).name().into(),
                line.desktop.as_deref().unwrap_or_default().into(),
                Cell::toned(&line.sentence, tone),
            ]);
        }
        sheet
    }
}

pub async fn run<C: Cloud + Logs, L: Ledger, K: Clock>(
    args: &LogsArgs,
    cx: &Context<C, L, K>,
) -> Result<u8, CommandError> {
    let since = args.since.ago(cx.clock.now()).map_err(|why| {
        CommandError::usage(format!("--since: {why}")).hint("name a time that is over, or how long ago, such as 7d")
    })?;
    refuse_to_follow(args, cx)?;
    let names = cx.names().await?;
    let is_meant = |function: &Function| args.function.is_none_or(|which| which == Which::of(*function));
    let groups: Vec<Group> = Function::ALL.into_iter().filter(is_meant).map(|it| (it, names.log_group(it))).collect();
    let hides = cx.terminal.format() == Format::Table && !cx.terminal.is_verbose();
    let is_wanted = |line: &Shown| !(hides && line.is_routine);
    let read = Read { cloud: &cx.cloud, groups: &groups, desktop: args.desktop.as_ref() };
    let progress = cx.terminal.progress(0);
    progress.at(0, "Reading the logs");
    let found = read.newest(since, args.limit, &is_wanted).await;
    drop(progress);
    let Found { lines, is_cut, missing } = found.map_err(|(function, failure)| unread(function, &failure))?;
    if missing.len() == groups.len() {
        return Err(no_group(&missing, cx).await?);
    }
    for group in &missing {
        cx.terminal.warn(format!("there is no log group {group}: `wsrecycle setup` makes it"));
    }
    let floor = lines.first().filter(|_| is_cut).map_or(since, |line| line.at);
    let mut tail = Tail::new(floor);
    let mut lines = tail.fresh(floor, lines);
    let all = lines.len();
    lines.retain(is_wanted);
    let (shown, hidden) = (lines.len(), all - lines.len());
    show(&Logged { since, is_cut, lines }, cx)?;
    if hidden > 0 {
        let many = if hidden == 1 { "1 routine line".to_owned() } else { format!("{hidden} routine lines") };
        cx.terminal.note(format!("{many} left out; -v shows them."));
    }
    if shown == 0 {
        cx.terminal.note(format!("Nothing was logged since {since}."));
    }
    if is_cut {
        cx.terminal.note(format!("Only the newest {shown} lines are shown; --limit shows more."));
    }
    if args.follow {
        follow(&read, tail, &is_wanted, cx).await?;
    }
    Ok(if missing.is_empty() { exit::DONE } else { exit::ATTENTION })
}

/// What cannot be followed, and how.
fn refuse_to_follow<C: Cloud, L: Ledger, K: Clock>(args: &LogsArgs, cx: &Context<C, L, K>) -> Result<(), CommandError> {
    if args.follow && cx.is_sandbox {
        return Err(CommandError::usage("nothing happens in the sandbox while you look")
            .hint("let time pass with `wsrecycle sandbox advance 10m`, then look again without --follow"));
    }
    if args.follow && cx.terminal.format() == Format::Csv {
        return Err(
            CommandError::usage("CSV has one header, and --follow no end").hint("leave --follow out, or give -o json")
        );
    }
    Ok(())
}

fn unread(function: Function, failure: &Failure) -> CommandError {
    let error = CommandError::from_failure(&format!("read the log of {function}"), failure);
    if failure.kind == FailureKind::Denied {
        return error.hint("`wsrecycle permissions logs` prints a policy that is enough");
    }
    error
}

async fn no_group<C: Cloud, L: Ledger, K: Clock>(
    missing: &[String],
    cx: &Context<C, L, K>,
) -> Result<CommandError, CommandError> {
    let identity = cx.identity().await?;
    let (groups, account, region) = (missing.join(", no "), &identity.account, &identity.region);
    Ok(CommandError::failed(format!("there is no log group {groups} in account {account}, region {region}"))
        .hint("`wsrecycle setup` builds the stack with its log groups; `wsrecycle drift` shows what is missing"))
}

/// On a terminal line by line, because a table would be as wide as its widest line and end with the look.
fn show<C: Cloud, L: Ledger, K: Clock>(logged: &Logged, cx: &Context<C, L, K>) -> Result<(), CommandError> {
    if cx.terminal.format() != Format::Table || !cx.terminal.out_is_terminal() {
        return cx.answer(logged);
    }
    let line = |row: &Vec<Cell>| match row.as_slice() {
        [time, function, desktop, what] => {
            format!("{}  {:<7}  {:<12}  {}\n", time.text, function.text, desktop.text, what.text)
        }
        _ => String::new(),
    };
    Ok(cx.terminal.text(&logged.sheet().rows.iter().map(line).collect::<String>())?)
}

/// Until somebody interrupts it.
async fn follow<C: Cloud + Logs, L: Ledger, K: Clock>(
    read: &Read<'_, C>,
    mut tail: Tail,
    is_wanted: &(dyn Fn(&Shown) -> bool + Sync),
    cx: &Context<C, L, K>,
) -> Result<(), CommandError> {
    loop {
        cx.clock.sleep(POLL).await;
        let from = tail.from(cx.clock.now());
        match read.all(from).await {
            Ok(found) => {
                let mut lines = tail.fresh(from, found.lines);
                lines.retain(is_wanted);
                if !lines.is_empty() {
                    show(&Logged { since: from, is_cut: false, lines }, cx)?;
                }
            }
            // The next look may be answered, and begins where this one did.
            Err((_, failure)) if matches!(failure.kind, FailureKind::Throttled | FailureKind::Unclear) => {
                cx.terminal.detail(format!("a look failed and is tried again: {failure}"));
            }
            Err((function, failure)) => return Err(unread(function, &failure)),
        }
    }
}
