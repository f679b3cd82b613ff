//! `wsrecycle pause`: no desktop is terminated any more, until somebody resumes or the time is up.

use super::context::{Consent, Context, Go};
use super::error::CommandError;
use super::exit;
use super::skew;
use super::when::When;
use crate::cloud::{Clock, Cloud};
use crate::ledger::{Ledger, Pause};
use crate::output::{Answer, Cell, Sheet, Tone};
use crate::recycle::{Phase, Row};
use clap::Args;
use serde::Serialize;

const EXAMPLES: &str = "\
Examples:
  wsrecycle pause --reason \"exam week\"
  wsrecycle pause --until 2h --reason \"image is being patched\"
  wsrecycle pause --until 2026-11-27T17:00:00Z";

/// Longer than any sentence, and short enough for a line of `status`.
const REASON_MAX: usize = 200;

/// Stop recycling: no desktop of the stack is terminated while the pause stands
///
/// What was terminated already is still created anew, and desktops stay watched: when the pause ends, those whose users
/// have stayed away are recycled. `rebuild` is refused meanwhile, and one that has begun at a terminal terminates
/// nothing more. A pause that stands already is shown, and replaced if you agree.
#[derive(Debug, Clone, Args)]
#[command(before_help = EXAMPLES)]
pub struct PauseArgs {
    /// When it ends by itself: a time such as 2026-11-27T17:00:00Z or "2026-11-27 18:00" in local time, or how long
    /// from now, such as 2h or 3d
    #[arg(long, value_name = "TIME|DURATION")]
    until: Option<When>,

    /// Why, for whoever finds everything standing still
    #[arg(long, value_name = "TEXT", value_parser = reason)]
    reason: Option<String>,

    #[command(flatten)]
    consent: Consent,
}

fn reason(text: &str) -> Result<String, String> {
    let text = text.trim();
    if text.is_empty() {
        return Err("say why, or leave --reason out".to_owned());
    }
    if text.contains(char::is_control) {
        return Err("it has line breaks or other control characters: expected one line of text".to_owned());
    }
    match text.chars().count() {
        length if length > REASON_MAX => {
            Err(format!("{length} characters are too many: expected {REASON_MAX} or fewer"))
        }
        _ => Ok(text.to_owned()),
    }
}

/// How the stack stands, and what goes on meanwhile. `resume` answers in the same shape.
#[derive(Debug, Serialize)]
pub(super) struct Standing {
    pub dry_run: bool,
    /// `planned`, `paused`, `resumed` or `not paused`.
    pub result: &'static str,
    /// The pause that stands now, or would.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pause: Option<Pause>,
    /// The pause that stood before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended: Option<Pause>,
    /// Owners who are owed a desktop: they get it, pause or not. `null` if the rows cannot be read.
    pub owed: Option<Vec<Owed>>,
    /// Desktops that wait for their grace period to end: they are not terminated while a pause stands.
    pub watched: Option<usize>,
}

#[derive(Debug, Serialize)]
pub(super) struct Owed {
    owner: String,
    old: String,
    phase: Phase,
    #[serde(skip_serializing_if = "Option::is_none")]
    attention: Option<String>,
}

impl Standing {
    /// Without rows it is not known what goes on.
    pub fn new(dry_run: bool, result: &'static str, rows: Option<&[Row]>) -> Self {
        let owed = |row: &Row| Owed {
            owner: row.owner.to_string(),
            old: row.old.to_string(),
            phase: row.phase,
            attention: row.attention.map(|cause| cause.to_string()),
        };
        Self {
            dry_run,
            result: if dry_run { "planned" } else { result },
            pause: None,
            ended: None,
            owed: rows.map(|rows| rows.iter().filter(|row| row.is_owed()).map(owed).collect()),
            watched: rows.map(|rows| rows.iter().filter(|row| row.phase == Phase::Grace).count()),
        }
    }

    fn told<C: Cloud, L: Ledger, K: Clock>(&self, cx: &Context<C, L, K>) {
        for Owed { owner, old, phase, attention } in self.owed.iter().flatten() {
            let needs = attention.as_ref().map(|cause| format!(" It needs a person: {cause}.")).unwrap_or_default();
            cx.terminal.note(format!("{owner} is owed a desktop for {old} ({phase}) and still gets it.{needs}"));
        }
        if let Some(many) = self.watched_desktops() {
            cx.terminal.note(format!("{many} in the grace period and not terminated while the pause stands."));
        }
    }

    /// How many are watched, if any are.
    pub fn watched_desktops(&self) -> Option<String> {
        match self.watched? {
            0 => None,
            1 => Some("1 desktop is".to_owned()),
            many => Some(format!("{many} desktops are")),
        }
    }
}

impl Answer for Standing {
    fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new(["result", "since", "until", "by", "reason"]);
        let pause = self.pause.clone().or_else(|| self.ended.clone()).unwrap_or_default();
        let time = |at: Option<jiff::Timestamp>| at.map(|at| at.to_string()).unwrap_or_default();
        let tone = if self.result == "paused" { Tone::Warn } else { Tone::Plain };
        let result = Cell::toned(self.result, tone);
        sheet.push([result, time(pause.since).into(), time(pause.until).into(), pause.by.into(), pause.reason.into()]);
        sheet
    }
}

pub async fn run<C: Cloud, L: Ledger, K: Clock>(args: &PauseArgs, cx: &Context<C, L, K>) -> Result<u8, CommandError> {
    let now = cx.clock.now();
    let until = args.until.as_ref().map(|when| when.to_come(now)).transpose();
    let until = until.map_err(|why| {
        CommandError::usage(format!("--until: {why}")).hint("name a time to come, or how long from now, such as 2h")
    })?;
    cx.announce().await?;
    // Whoever stops everything until further notice is not kept from it by a clock.
    if until.is_some() && !args.consent.dry_run {
        skew::check(cx).await?
    } else {
        skew::warn(cx).await?
    }
    let pause = Pause {
        until,
        reason: args.reason.clone().unwrap_or_default(),
        by: cx.identity().await?.arn.clone(),
        since: Some(now),
    };
    let ledger = cx.ledger_that_counts().await?;
    let control = ledger.control().await?;
    let ended = control.paused.clone().filter(|_| control.is_paused(now));
    if let Some(present) = &ended {
        cx.terminal.note(format!("It is {present}."));
    }
    // To stop is harmless, so only what somebody else has decided is asked about.
    if args.consent.dry_run || ended.is_some() {
        match cx.consent(&args.consent, &[format!("it will be {pause}")], "Replace that pause?")? {
            Go::Ahead | Go::DryRun => {}
            Go::Back => return Ok(exit::FAILED),
        }
    }
    if !args.consent.dry_run {
        ledger.set_pause(Some(&pause)).await?;
    }
    // Read last: a row that cannot be read must not keep anybody from stopping.
    let rows = ledger.open_rows().await;
    let known = rows.as_ref().ok().map(Vec::as_slice);
    let standing = Standing { pause: Some(pause), ended, ..Standing::new(args.consent.dry_run, "paused", known) };
    cx.answer(&standing)?;
    standing.told(cx);
    if let Err(error) = &rows {
        cx.terminal.warn(format!("what goes on meanwhile is not known: {}", error.in_full()));
    }
    if !cx.deployment().await?.is_deployed() {
        cx.terminal.warn("this is the ledger on this computer: nothing else goes by it than `rebuild` from here");
    }
    if !args.consent.dry_run {
        cx.terminal.note("`wsrecycle resume` ends the pause.");
    }
    Ok(if rows.is_ok() { exit::DONE } else { exit::ATTENTION })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_one_line_that_says_something() {
        assert_eq!(reason(" exam week ").unwrap(), "exam week");
        assert_eq!(reason(&"ä".repeat(REASON_MAX)).unwrap().chars().count(), REASON_MAX);
        for (bad, why) in [
            ("", "say why"),
            ("  ", "say why"),
            ("a\nb", "control characters"),
            ("a\x1b[2J", "control characters"),
            (&"ä".repeat(REASON_MAX + 1), "201 characters are too many"),
        ] {
            assert!(reason(bad).unwrap_err().contains(why), "{bad:?}");
        }
    }
}
