//! `wsrecycle alarm create`: one right alarm for each desktop, whatever it has now.

use super::super::context::{Consent, Context, Go};
use super::super::error::CommandError;
use super::super::exit;
use super::{Selection, census_of, title, whole_census};
use crate::cloud::{Clock, Cloud};
use crate::fleet::{Census, Finding, Fix, Verdict, apply, findings, plan};
use crate::ledger::Ledger;
use crate::output::{Answer, Cell, Sheet, Tone};
use crate::recycle::Limits;
use clap::Args;
use serde::Serialize;

const EXAMPLES: &str = "\
Examples:
  wsrecycle alarm create ws-0a1b2c3d4
  wsrecycle alarm create alice@d-90670a1b2c --dry-run
  wsrecycle alarm create --all --yes";

/// Create or correct the alarms of desktops
///
/// An alarm that is right is left alone; one with wrong settings or a wrong name is replaced, the new one first, so
/// that no desktop is unguarded in between.
#[derive(Debug, Clone, Args)]
#[command(before_help = EXAMPLES)]
pub struct CreateArgs {
    #[command(flatten)]
    selection: Selection,

    #[command(flatten)]
    consent: Consent,
}

/// What was done, or would be.
#[derive(Debug, Serialize)]
struct Created {
    dry_run: bool,
    alarms: Vec<Change>,
}

#[derive(Debug, Serialize)]
struct Change {
    desktop: String,
    change: String,
    /// `planned`, `done`, `unneeded` or `failed`.
    result: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<String>,
}

impl Answer for Created {
    fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new(["desktop", "change", "result", "why"]);
        for Change { desktop, change, result, why } in &self.alarms {
            let tone = match *result {
                "done" => Tone::Good,
                "failed" => Tone::Bad,
                _ => Tone::Plain,
            };
            let why = why.as_deref().unwrap_or_default();
            sheet.push([desktop.into(), change.into(), Cell::toned(result, tone), why.into()]);
        }
        sheet
    }
}

pub async fn run<C: Cloud, L: Ledger, K: Clock>(args: &CreateArgs, cx: &Context<C, L, K>) -> Result<u8, CommandError> {
    cx.announce().await?;
    let selection = &args.selection;
    let census = if selection.all { whole_census(cx).await? } else { census_of(cx, &selection.desktops).await? };
    if !selection.all {
        tell_skipped(&census, cx);
    }
    let rules = cx.rules(Limits::default()).await?;
    let wanted: Vec<Finding> = findings(&census, &rules).into_iter().filter(is_about_guarding).collect();
    let fixes = plan(&wanted);
    if fixes.is_empty() {
        cx.terminal.note("Nothing to do: every managed desktop among them has its alarm.");
        cx.answer(&Created { dry_run: args.consent.dry_run, alarms: vec![] })?;
        return Ok(exit::DONE);
    }
    let lines: Vec<String> = fixes.iter().map(|fix| format!("{}: {fix}", fix.desktop())).collect();
    let question = format!("Change the alarms of {}?", counted(fixes.len(), "desktop"));
    match cx.consent(&args.consent, &lines, &question)? {
        Go::Ahead => {}
        Go::Back => return Ok(exit::FAILED),
        Go::DryRun => {
            let planned = fixes.iter().map(|fix| change(fix, "planned", None)).collect();
            cx.answer(&Created { dry_run: true, alarms: planned })?;
            return Ok(exit::DONE);
        }
    }
    let progress = cx.terminal.progress(fixes.len() as u64);
    let mut done = 0;
    let report = apply(&cx.cloud, cx.ledger().await?, &cx.clock, &rules, &fixes, |outcome| {
        done += 1;
        progress.at(done, outcome.fix.to_string());
    })
    .await;
    drop(progress);
    let alarms = report
        .outcomes
        .iter()
        .map(|outcome| match &outcome.verdict {
            Verdict::Done => change(&outcome.fix, "done", None),
            Verdict::Unneeded(why) => change(&outcome.fix, "unneeded", Some(why)),
            Verdict::Failed(why) => change(&outcome.fix, "failed", Some(why)),
        })
        .collect();
    cx.answer(&Created { dry_run: false, alarms })?;
    let failed = report.failed().count();
    if failed > 0 {
        cx.terminal.warn(format!("{} failed; the same command tries again.", counted(failed, "change")));
    }
    Ok(exit::of_many(report.outcomes.len() - failed, failed))
}

/// Findings that this command puts right. Overdue desktops and orphan alarms are for `status --fix`.
fn is_about_guarding(finding: &Finding) -> bool {
    matches!(finding, Finding::Unguarded { .. } | Finding::WrongAlarm { .. } | Finding::DuplicateAlarm { .. })
}

fn tell_skipped<C: Cloud, L: Ledger, K: Clock>(census: &Census, cx: &Context<C, L, K>) {
    for entry in &census.desktops {
        let (id, owner) = (&entry.desktop.id, title(&entry.desktop));
        if let Some(why) = entry.exclusion {
            cx.terminal.warn(format!("{id} of {owner} is skipped: {why}."));
        } else if entry.desktop.state.is_leaving() {
            cx.terminal.warn(format!("{id} of {owner} is skipped: it is {}.", entry.desktop.state));
        }
    }
}

fn change(fix: &Fix, result: &'static str, why: Option<&String>) -> Change {
    Change { desktop: fix.desktop().to_string(), change: fix.to_string(), result, why: why.cloned() }
}

fn counted(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}
