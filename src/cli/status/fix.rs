//! `wsrecycle status --fix`: the plan that the findings make, shown, agreed to, and carried out.

use super::super::context::{Consent, Context, Go};
use super::super::error::CommandError;
use super::super::exit;
use crate::cloud::{Clock, Cloud};
use crate::fleet::{Finding, Fix, Outcome, Verdict, apply, needs_attention, plan};
use crate::ledger::Ledger;
use crate::output::{Answer, Cell, Sheet, Tone};
use crate::recycle::Limits;
use serde::Serialize;

/// What was done, or would be.
#[derive(Debug, Serialize)]
struct Fixed {
    dry_run: bool,
    /// What would be done; empty once it was done.
    planned: Vec<Fix>,
    outcomes: Vec<Outcome>,
}

impl Answer for Fixed {
    fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new(["desktop", "fix", "result", "why"]);
        for fix in &self.planned {
            sheet.push([fix.desktop().to_string().into(), fix.to_string().into(), "planned".into(), "".into()]);
        }
        for Outcome { fix, verdict } in &self.outcomes {
            let (result, why) = match verdict {
                Verdict::Done => (Cell::toned("done", Tone::Good), ""),
                Verdict::Unneeded(why) => (Cell::new("unneeded"), why.as_str()),
                Verdict::Failed(why) => (Cell::toned("failed", Tone::Bad), why.as_str()),
            };
            sheet.push([fix.desktop().to_string().into(), fix.to_string().into(), result, why.into()]);
        }
        sheet
    }
}

pub async fn run<C: Cloud, L: Ledger, K: Clock>(
    found: &[Finding],
    consent: &Consent,
    cx: &Context<C, L, K>,
) -> Result<u8, CommandError> {
    // A row that nobody turns would only look like help.
    let is_driven = cx.deployment().await?.is_deployed();
    let can_fix = |finding: &&Finding| match finding.fix() {
        Some(Fix::OpenRow { .. }) => is_driven,
        fix => fix.is_some(),
    };
    let (found, left): (Vec<&Finding>, Vec<&Finding>) = found.iter().partition(can_fix);
    let fixes = plan(&found.into_iter().cloned().collect::<Vec<_>>());
    let left = left.into_iter().filter(|finding| needs_attention(std::slice::from_ref(finding)));
    let left: Vec<String> = left.map(|finding| format!("left to you: {finding}")).collect();
    for line in &left {
        cx.terminal.note(line);
    }
    let ended_well = if left.is_empty() { exit::DONE } else { exit::ATTENTION };
    if fixes.is_empty() {
        cx.terminal.note("Nothing to put right.");
        cx.answer(&Fixed { dry_run: consent.dry_run, planned: vec![], outcomes: vec![] })?;
        return Ok(ended_well);
    }
    let lines: Vec<String> = fixes.iter().map(|fix| format!("{}: {fix}", fix.desktop())).collect();
    let question = if fixes.len() == 1 { "Do this?".to_owned() } else { format!("Do these {}?", fixes.len()) };
    match cx.consent(consent, &lines, &question)? {
        Go::Ahead => {}
        Go::Back => return Ok(exit::FAILED),
        Go::DryRun => {
            cx.answer(&Fixed { dry_run: true, planned: fixes, outcomes: vec![] })?;
            // Looked, and something is wrong still.
            return Ok(exit::ATTENTION);
        }
    }
    let progress = cx.terminal.progress(fixes.len() as u64);
    let mut done = 0;
    let rules = cx.rules(Limits::default()).await?;
    let report = apply(&cx.cloud, cx.ledger().await?, &cx.clock, &rules, &fixes, |outcome| {
        done += 1;
        progress.at(done, outcome.fix.to_string());
    })
    .await;
    drop(progress);
    let failed = report.failed().count();
    let all = report.outcomes.len();
    cx.answer(&Fixed { dry_run: false, planned: vec![], outcomes: report.outcomes })?;
    if failed > 0 {
        cx.terminal.warn(format!("{failed} of {all} failed; the same command tries them again."));
        return Ok(exit::of_many(all - failed, failed));
    }
    Ok(ended_well)
}
