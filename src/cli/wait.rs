//! `wsrecycle wait`: for scripts that go on when a desktop is ready, gone, or free.

use super::context::Context;
use super::error::CommandError;
use super::exit;
use super::target::{Target, described, owned};
use crate::cloud::{Clock, Cloud};
use crate::ledger::Ledger;
use crate::output::{Answer, Cell, Sheet, Tone};
use crate::recycle::{ConnectionState, Desktop, Failure, FailureKind, Limits, Row, State, later};
use crate::settings::{human, parse_duration};
use clap::{Args, ValueEnum};
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

const EXAMPLES: &str = "\
Examples:
  wsrecycle wait alice@d-90670a1b2c --for available
  wsrecycle wait alice@d-90670a1b2c --for recycled --timeout 2h
  wsrecycle wait ws-0a1b2c3d4 --for gone --timeout 15m
  wsrecycle wait ws-0a1b2c3d4 --for disconnected --timeout 8h --every 2m";

/// Wait until a desktop is as wanted
///
/// A recreated desktop has a new id, so to wait across a recycle name its owner as user@directory. Ends with status 1
/// if the time is up or the desktop can no longer become what is waited for.
#[derive(Debug, Clone, Args)]
#[command(before_help = EXAMPLES)]
pub struct WaitArgs {
    /// The desktop, as ws-… or user@directory
    #[arg(value_name = "DESKTOP")]
    desktop: Target,

    /// What to wait for
    #[arg(long = "for", value_enum, value_name = "WHAT")]
    goal: Goal,

    /// Give up after this time, such as 90s, 10m or 1h30m
    #[arg(long, default_value = "45m", value_parser = parse_duration, value_name = "DURATION")]
    timeout: SignedDuration,

    /// Look this often; AWS itself looks at connections every few minutes
    #[arg(long, default_value = "30s", value_parser = at_least_1s, value_name = "DURATION")]
    every: SignedDuration,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Goal {
    /// It is AVAILABLE
    Available,
    /// It does not exist any more
    Gone,
    /// A user is connected
    Connected,
    /// Nobody is connected
    Disconnected,
    /// No recycle of it is under way: the ledger has no open row
    Recycled,
}

fn at_least_1s(text: &str) -> Result<SignedDuration, String> {
    let duration = parse_duration(text)?;
    if duration < SignedDuration::from_secs(1) {
        return Err(format!("{text} is too often: expected 1s or more"));
    }
    Ok(duration)
}

#[derive(Debug, Serialize)]
struct Waited {
    /// As it was named.
    target: String,
    /// Absent once it is gone.
    #[serde(skip_serializing_if = "Option::is_none")]
    desktop: Option<String>,
    state: String,
    waited_s: i64,
}

impl Answer for Waited {
    fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new(["target", "desktop", "state", "waited"]);
        sheet.push([
            self.target.as_str().into(),
            self.desktop.as_deref().unwrap_or_default().into(),
            Cell::toned(&self.state, Tone::Good),
            human(SignedDuration::from_secs(self.waited_s)).into(),
        ]);
        sheet
    }
}

/// What one look says.
#[derive(Debug, PartialEq, Eq)]
enum Seen {
    Reached,
    NotYet,
    /// It will never be.
    Never(String),
}

pub async fn run<C: Cloud, L: Ledger, K: Clock>(args: &WaitArgs, cx: &Context<C, L, K>) -> Result<u8, CommandError> {
    let started = cx.clock.now();
    let until = later(started, args.timeout);
    let progress = cx.terminal.progress(0);
    let mut was_there = false;
    let mut told = String::new();
    loop {
        let now = cx.clock.now();
        let line = match recycling(args, cx).await? {
            Some(line) => line,
            None => match look(args, cx).await {
                Ok((desktop, state)) => {
                    let visible_until = later(started, Limits::default().visible_max);
                    was_there |= desktop.is_some();
                    match judge(args, desktop.as_ref(), &state, was_there, now < visible_until) {
                        Seen::Reached => {
                            drop(progress);
                            let desktop = desktop.map(|desktop| desktop.id.to_string());
                            let waited_s = now.duration_since(started).as_secs();
                            cx.answer(&Waited { target: args.desktop.to_string(), desktop, state, waited_s })?;
                            return Ok(exit::DONE);
                        }
                        Seen::Never(why) => {
                            return Err(CommandError::failed(format!("{} {why}", args.desktop))
                                .hint("`wsrecycle status` shows how the desktops stand"));
                        }
                        Seen::NotYet => format!("{} is {state}", args.desktop),
                    }
                }
                // What passes by itself is waited out; the next look may be answered.
                Err(failure) if matches!(failure.kind, FailureKind::Throttled | FailureKind::Unclear) => {
                    format!("a look failed and is tried again: {failure}")
                }
                Err(failure) => {
                    return Err(CommandError::from_failure(&format!("look at {}", args.desktop), &failure));
                }
            },
        };
        if line != told {
            progress.event(&line);
            told.clone_from(&line);
        }
        progress.at(0, format!("{line}, giving up in {}", human(until.duration_since(now))));
        if now >= until {
            return Err(CommandError::failed(format!("the time is up after {}: {line}", human(args.timeout)))
                .hint("nothing was changed; give a longer --timeout to wait on"));
        }
        cx.clock.sleep(args.every.min(remaining(until, now))).await;
    }
}

fn remaining(until: Timestamp, now: Timestamp) -> SignedDuration {
    until.duration_since(now).max(SignedDuration::from_millis(100))
}

/// What the ledger knows of a recycle under way, if its end is waited for.
async fn recycling<C: Cloud, L: Ledger, K: Clock>(
    args: &WaitArgs,
    cx: &Context<C, L, K>,
) -> Result<Option<String>, CommandError> {
    if args.goal != Goal::Recycled {
        return Ok(None);
    }
    let ledger = cx.ledger().await?;
    let row = match &args.desktop {
        Target::Owner(owner) => ledger.get(owner).await?,
        Target::Id(id) => ledger.open_rows().await?.into_iter().find(|row| row.old == *id),
    };
    let line = |row: Row| {
        let why = row.attention.map(|attention| format!(": {attention}")).unwrap_or_default();
        format!("the recycle of {} stands in {}{why}", args.desktop, row.phase)
    };
    Ok(row.map(line))
}

/// The desktop, if it is there, and its state or its connection's, whichever is waited for.
async fn look<C: Cloud, L: Ledger, K: Clock>(
    args: &WaitArgs,
    cx: &Context<C, L, K>,
) -> Result<(Option<Desktop>, String), Failure> {
    let desktop = match &args.desktop {
        Target::Id(id) => described(&cx.cloud, std::slice::from_ref(id)).await?.into_values().next(),
        // Old and new may both be there for a while; the one that stays is meant.
        Target::Owner(owner) => owned(&cx.cloud, owner).await?.into_iter().min_by_key(|found| found.state.is_leaving()),
    };
    let Some(found) = &desktop else { return Ok((desktop, "gone".to_owned())) };
    if matches!(args.goal, Goal::Available | Goal::Gone | Goal::Recycled) {
        let state = found.state.to_string();
        return Ok((desktop, state));
    }
    let status = cx.cloud.connections(std::slice::from_ref(&found.id)).await?.remove(&found.id);
    let state = status.map_or(ConnectionState::Unknown, |status| status.state).to_string();
    Ok((desktop, state))
}

fn judge(args: &WaitArgs, desktop: Option<&Desktop>, state: &str, was_there: bool, may_appear: bool) -> Seen {
    let by_owner = matches!(args.desktop, Target::Owner(_));
    let Some(desktop) = desktop else {
        return match args.goal {
            Goal::Gone => Seen::Reached,
            // It went, and its owner has another one.
            Goal::Recycled if !by_owner => Seen::Reached,
            Goal::Recycled => Seen::Never("has no desktop, and no recycle is under way".to_owned()),
            // Its owner gets another one.
            _ if by_owner => Seen::NotYet,
            _ if was_there => Seen::Never("has gone".to_owned()),
            // A created desktop is not visible at once.
            _ if may_appear => Seen::NotYet,
            _ => Seen::Never("does not exist".to_owned()),
        };
    };
    let reached = match args.goal {
        Goal::Available => desktop.state == State::Available,
        Goal::Recycled => true,
        // Still shown for a moment after it went.
        Goal::Gone => desktop.state == State::Terminated,
        Goal::Connected => state == ConnectionState::Connected.as_str(),
        // AWS answers UNKNOWN for a stopped desktop: nobody can be on it.
        Goal::Disconnected => state == ConnectionState::Disconnected.as_str() || desktop.state == State::Stopped,
    };
    match &desktop.state {
        _ if reached => Seen::Reached,
        State::Error if args.goal == Goal::Available && !by_owner => {
            let why = desktop.error.as_ref().map(|(code, message)| format!(": {code} {message}")).unwrap_or_default();
            Seen::Never(format!("is in ERROR{why}"))
        }
        leaving if leaving.is_leaving() && args.goal != Goal::Gone && !by_owner => Seen::Never(format!("is {leaving}")),
        _ => Seen::NotYet,
    }
}

#[cfg(test)]
#[path = "wait_tests.rs"]
mod tests;
