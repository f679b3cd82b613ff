//! Carrying out the plan, and what is said about it.

use super::super::context::Context;
use super::super::error::CommandError;
use super::super::stack::Stack;
use super::super::stack::view::{counted, short};
use crate::cloud::{Archive, Clock, Cloud, Provision};
use crate::fleet::{self, Fix, Verdict};
use crate::ledger::{Ledger, MemoryLedger};
use crate::output::{Answer, Cell, Sheet, Tone};
use crate::recycle::Failure;
use crate::stack::{Change, Item, Order, Plan, ResourceId, Write, apply, is_taken_later};
use serde::Serialize;
use std::sync::Mutex;

/// What was done, or would be.
#[derive(Debug, Serialize)]
pub struct SetUp {
    stack: String,
    account: String,
    region: String,
    dry_run: bool,
    changes: Vec<ChangeView>,
    alarms: Vec<AlarmView>,
    /// Calls that changed something.
    writes: usize,
}

#[derive(Debug, Serialize)]
struct ChangeView {
    resource: ResourceId,
    #[serde(flatten)]
    change: Change,
    result: Ended,
    #[serde(skip_serializing_if = "Option::is_none")]
    failure: Option<String>,
}

#[derive(Debug, Serialize)]
struct AlarmView {
    desktop: String,
    alarm: String,
    result: Ended,
    #[serde(skip_serializing_if = "Option::is_none")]
    failure: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Ended {
    Planned,
    Done,
    Failed,
    /// AWS refuses it now and takes it later.
    Later,
    /// Not begun, because something before it failed.
    Left,
}

impl Ended {
    fn cell(self) -> Cell {
        match self {
            Self::Planned => "planned".into(),
            Self::Done => Cell::toned("done", Tone::Good),
            Self::Failed => Cell::toned("failed", Tone::Bad),
            Self::Later => Cell::toned("later", Tone::Warn),
            Self::Left => Cell::toned("left", Tone::Warn),
        }
    }
}

impl Answer for SetUp {
    fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new(["resource", "field", "is", "should", "why", "result"]);
        for ChangeView { resource, change, result, .. } in &self.changes {
            sheet.push([
                resource.to_string().into(),
                change.field.as_str().into(),
                short(&change.is).into(),
                short(&change.should).into(),
                change.why.unwrap_or_default().into(),
                result.cell(),
            ]);
        }
        for AlarmView { desktop, alarm, result, .. } in &self.alarms {
            let resource = format!("CloudWatch alarm {alarm}");
            let why = format!("guards {desktop}");
            sheet.push([
                resource.into(),
                "resource".into(),
                "missing".into(),
                "present".into(),
                why.into(),
                result.cell(),
            ]);
        }
        sheet
    }
}

/// How one write ended.
type Told = Vec<(Write, Option<Failure>)>;

impl SetUp {
    /// What would be done.
    pub fn planned(stack: &Stack, plan: &Plan, guards: &[Fix], dry_run: bool) -> Self {
        let alarms = guards.iter().map(|fix| alarm(fix, Ended::Planned, None)).collect();
        Self { dry_run, ..Self::new(stack, plan, alarms, 0, |_, _| (Ended::Planned, None)) }
    }

    fn new(
        stack: &Stack,
        plan: &Plan,
        alarms: Vec<AlarmView>,
        writes: usize,
        ended: impl Fn(&Item, &Change) -> (Ended, Option<String>),
    ) -> Self {
        let of_item = |item: &Item| -> Vec<ChangeView> {
            let view = |change: &Change| {
                let (result, failure) = ended(item, change);
                ChangeView { resource: item.id.clone(), change: change.clone(), result, failure }
            };
            item.changes.iter().map(view).collect()
        };
        Self {
            stack: stack.names.stack.clone(),
            account: stack.identity.account.clone(),
            region: stack.identity.region.clone(),
            dry_run: false,
            changes: plan.items.iter().flat_map(of_item).collect(),
            alarms,
            writes,
        }
    }
}

fn alarm(fix: &Fix, result: Ended, failure: Option<String>) -> AlarmView {
    let name = match fix {
        Fix::PutAlarm { alarm, .. } => alarm.name.clone(),
        other => other.to_string(),
    };
    AlarmView { desktop: fix.desktop().to_string(), alarm: name, result, failure }
}

/// How a change ended: by its own writes, or by those of its resource where one call does for several changes.
fn ended(item: &Item, change: &Change, told: &Told) -> (Ended, Option<String>) {
    let own: Vec<&Write> =
        if change.writes.is_empty() { item.writes().collect() } else { change.writes.iter().collect() };
    let ends: Vec<_> = own.iter().filter_map(|write| told.iter().find(|(other, _)| other == *write)).collect();
    match ends.iter().find_map(|(write, failure)| Some((write, failure.as_ref()?))) {
        Some((write, failure)) if is_taken_later(write, failure) => (Ended::Later, Some(failure.to_string())),
        Some((_, failure)) => (Ended::Failed, Some(failure.to_string())),
        None if ends.len() == own.len() => (Ended::Done, None),
        None => (Ended::Left, None),
    }
}

/// Carry out the plan, then put the alarms, and say what came of it.
///
/// # Errors
/// If anything failed. What was done stays, and the same command goes on with the rest.
pub async fn carry_out<C: Cloud + Provision, L: Ledger, K: Clock>(
    stack: &Stack,
    plan: &Plan,
    order: &Order,
    archive: Option<&Archive>,
    guards: &[Fix],
    cx: &Context<C, L, K>,
) -> Result<(), CommandError> {
    let all = order.len() + guards.len();
    let progress = cx.terminal.progress(all as u64);
    let told: Mutex<Told> = Mutex::default();
    let tell = |write: &Write, failure: Option<&Failure>| {
        let mut told = told.lock().expect("nobody panics while it is held");
        told.push((write.clone(), failure.cloned()));
        let (call, about) = (write.call(), write.about());
        match failure {
            None => progress.event(format!("  done    {call} for {about}")),
            Some(failure) => {
                let ended = if is_taken_later(write, failure) { "later " } else { "failed" };
                progress.event(format!("  {ended}  {call} for {about}: {failure}"));
            }
        }
        progress.at(told.len() as u64, format!("{call} for {about}"));
    };
    let applied = apply(&cx.cloud, order, archive, &tell).await;
    let stack_failed = !applied.failed.is_empty();
    let mut alarms = vec![];
    if stack_failed {
        alarms.extend(guards.iter().map(|fix| alarm(fix, Ended::Left, None)));
    } else {
        let rules = stack.config().rules();
        // No fix among them is about a row.
        let ledger = MemoryLedger::default();
        let report = fleet::apply(&cx.cloud, &ledger, &cx.clock, &rules, guards, |outcome| {
            progress.event(format!("  {}: {}", outcome.fix.desktop(), outcome.fix));
        })
        .await;
        alarms.extend(report.outcomes.iter().map(|outcome| match &outcome.verdict {
            Verdict::Failed(why) => alarm(&outcome.fix, Ended::Failed, Some(why.clone())),
            Verdict::Done | Verdict::Unneeded(_) => alarm(&outcome.fix, Ended::Done, None),
        }));
    }
    drop(progress);
    let told = told.into_inner().expect("nobody panics while it is held");
    let count = |ended: Ended| alarms.iter().filter(|alarm| alarm.result == ended).count();
    let (done, failed) = (applied.done + count(Ended::Done), applied.failed.len() + count(Ended::Failed));
    let left = applied.left.len() + count(Ended::Left);
    for (write, _) in &applied.later {
        cx.terminal.warn(format!("AWS allows this later, within an hour: {} for {}", write.call(), write.about()));
    }
    let mut causes: Vec<String> =
        applied.failed.iter().map(|(write, failure)| format!("{}: {failure}", write.about())).collect();
    causes.extend(alarms.iter().filter_map(|alarm| Some(format!("{}: {}", alarm.alarm, alarm.failure.as_ref()?))));
    cx.answer(&SetUp::new(stack, plan, alarms, done, |item, change| ended(item, change, &told)))?;
    if failed == 0 {
        let were = if done == 1 { "was" } else { "were" };
        cx.terminal.note(format!("{} {were} made in {}.", counted(done, "write"), stack.place()));
        return Ok(());
    }
    let mut error =
        CommandError::failed(format!("{} of {all} failed, {done} done, {left} not begun", counted(failed, "write")));
    error.causes = causes;
    let error = error.lacking(applied.failed.iter().map(|(_, failure)| failure));
    Err(error.hint("what was done stays; the same command goes on with the rest"))
}
