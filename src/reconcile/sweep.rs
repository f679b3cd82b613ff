//! The sweep: look at everything, open the rows that no event opened, and repair alarms.
//!
//! Correctness rests on it: with every event lost, a desktop that was used and has nobody on it is watched after at
//! most one sweep (promise R4), and a desktop in scope is guarded. It must never terminate or create a desktop.
//!
//! It goes part by part, a thousand desktops each: looks at one, puts it right, and notes in the ledger's control where
//! the next begins. A tick whose time is up leaves the rest to the next one, and one that is killed loses a part. At
//! 20,000 desktops a sweep is at most 1,600 calls of WorkSpaces (`fleet/part.rs`), which take a quarter of an hour in
//! two or three ticks while nothing else is done, and half an hour beside turns that take every second call. So a
//! desktop whose every event was lost is watched after the time between sweeps and these.
//!
//! An alarm is deleted only after its desktop was looked up by its id and was not there (`fleet/fix.rs`). Who to look
//! up is known when all desktops have been listed. A tick that has not seen all of them looks up 1,250 of those that it
//! has not seen, each sweep the next ones: at 20,000 desktops it has been through them after 16 sweeps.

use super::turn::Turn;
use crate::cloud::{Clock, Cloud, PAGE};
use crate::fleet::part::{Surroundings, part, surroundings};
use crate::fleet::{self, Alarm, Census, Finding, Fix, FixReport, Outcome, ReadError, Verdict};
use crate::ledger::{Ledger, LedgerError, Sweeping};
use crate::recycle::{Rules, WorkspaceId};
use jiff::Timestamp;
use serde::Serialize;
use std::collections::BTreeSet;

/// Ticks that may try one part in vain, before the whole is left until its time has come again. A token of AWS, for
/// one, may be good for no longer than AWS says, and it does not say.
pub const TRIES_MAX: u32 = 3;

/// Desktops looked up because of their alarms, in a tick that has not seen all.
const STRAYS_MAX: usize = 50 * PAGE;

/// What a sweep saw and did in one tick.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SweepReport {
    pub taken_at: Timestamp,
    /// Desktops that were looked at.
    pub desktops: usize,
    /// Those that are in scope, not excluded and not leaving.
    pub managed: usize,
    /// Desktops that are watched from now on.
    pub opened: Vec<WorkspaceId>,
    pub alarms_put: usize,
    pub alarms_deleted: usize,
    /// Alarm fixes that the budget did not reach; the next sweep carries on.
    pub left_over: usize,
    pub failed: Vec<Outcome>,
    /// Open rows that cannot be read, and why. Their owners are left to whoever repairs them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unreadable: Vec<String>,
    /// There are desktops that were not looked at; the next tick goes on with them.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub goes_on: bool,
}

/// Why a sweep did not get further.
#[derive(Debug, thiserror::Error)]
pub enum SweepError {
    /// A listing failed; nothing was changed after it.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// How far it has come could not be noted.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
}

/// How far a sweep may go.
#[derive(Debug, Clone, Copy)]
pub struct Reach<F> {
    /// No alarm fix is begun after so many alarms were written: CloudWatch takes three a second, and a function's time
    /// is short. Rows are opened whatever the budget is.
    pub alarm_writes_max: usize,
    /// Whether there is time for another part. One is done in any case.
    pub has_time: F,
}

/// Begin a sweep, or go on with the one that is under way, as far as it may go. What was done is in the report, also
/// after an error.
///
/// # Errors
/// A listing that failed, or the ledger's. Single fixes that failed are in the report.
pub async fn sweep<C: Cloud, L: Ledger, K: Clock>(
    turn: &Turn<'_, C, L, K>,
    topic_arn: &str,
    so_far: Option<Sweeping>,
    reach: Reach<impl Fn() -> bool>,
    report: &mut Option<SweepReport>,
) -> Result<(), SweepError> {
    let Turn { cloud, ledger, clock, rules, identity, .. } = *turn;
    let mut so_far = so_far.unwrap_or_default();
    let begins = !goes_on(&so_far);
    if begins {
        so_far = Sweeping { is_under_way: true, alarms_up_to: so_far.alarms_up_to, ..Sweeping::default() };
    }
    so_far.tries += 1;
    // Noted before anything is asked: a sweep that dies is not begun again every minute.
    ledger.set_sweeping(&so_far).await?;
    if begins {
        ledger.set_swept(clock.now()).await?;
    }

    let around = surroundings(cloud, ledger).await?;
    let report = report.insert(SweepReport::begun(clock.now(), &around));
    let mut budget = reach.alarm_writes_max;
    let mut seen = BTreeSet::new();
    let sees_all = so_far.next.is_none();
    loop {
        let from = so_far.next.take();
        let (census, next) = part(cloud, clock, rules, (identity, topic_arn), &around, from).await?;
        let (fixes, left_over) = plan(&census, &around, rules, &mut budget);
        report.add(&census, left_over);
        report.note(fleet::apply(cloud, ledger, clock, rules, &fixes, |_| {}).await);
        seen.extend(census.desktops.into_iter().map(|entry| entry.desktop.id));
        so_far.next = next;
        if so_far.next.is_none() {
            break;
        }
        so_far.tries = 0;
        ledger.set_sweeping(&so_far).await?;
        if !(reach.has_time)() {
            report.goes_on = true;
            return Ok(());
        }
    }

    let after = if sees_all { None } else { Some(so_far.alarms_up_to.as_ref()) };
    let (strays, up_to) = strays(&around, &seen, after);
    // Most of those that were not seen are there: to look them up is no change.
    let (fixes, left_over) =
        if sees_all { within(fleet::plan(&strays), &mut budget) } else { (fleet::plan(&strays), 0) };
    report.left_over += left_over;
    report.note(fleet::apply(cloud, ledger, clock, rules, &fixes, |_| {}).await);
    ledger.set_sweeping(&Sweeping { alarms_up_to: up_to, ..Sweeping::default() }).await?;
    Ok(())
}

/// Whether a sweep is under way and worth going on with.
pub fn goes_on(so_far: &Sweeping) -> bool {
    so_far.is_under_way && so_far.tries < TRIES_MAX
}

/// The rows to open, and as many alarm fixes as the budget allows. Pure.
fn plan(census: &Census, around: &Surroundings, rules: &Rules, budget: &mut usize) -> (Vec<Fix>, usize) {
    let mut fixes: Vec<Fix> = census
        .desktops
        .iter()
        .filter(|entry| entry.is_managed() && entry.is_dirty() && entry.is_vacant())
        .filter(|entry| !around.watches(&entry.desktop.owner()))
        .map(|entry| Fix::OpenRow { owner: entry.desktop.owner(), desktop: entry.desktop.id.clone() })
        .collect();
    // Overdue desktops are among those above.
    let findings: Vec<Finding> = fleet::findings(census, rules)
        .into_iter()
        .filter(|finding| !matches!(finding, Finding::Overdue { .. }))
        .collect();
    let (alarms, left_over) = within(fleet::plan(&findings), budget);
    fixes.extend(alarms);
    (fixes, left_over)
}

/// As many fixes as the budget allows, and how many it does not.
fn within(fixes: Vec<Fix>, budget: &mut usize) -> (Vec<Fix>, usize) {
    let (mut begun, mut left_over) = (vec![], 0);
    for fix in fixes {
        if *budget == 0 {
            left_over += 1;
        } else {
            *budget = budget.saturating_sub(fix.alarm_writes());
            begun.push(fix);
        }
    }
    (begun, left_over)
}

/// Alarms whose desktops were not `seen`: all of them, or the next ones `after` those that were looked into last. And
/// up to where they go, unless that was the end.
fn strays(
    around: &Surroundings,
    seen: &BTreeSet<WorkspaceId>,
    after: Option<Option<&WorkspaceId>>,
) -> (Vec<Finding>, Option<WorkspaceId>) {
    let (max, after) = after.map_or((usize::MAX, None), |after| (STRAYS_MAX, after));
    let mut of: Vec<(&WorkspaceId, &[Alarm])> =
        around.strays(seen).filter(|(id, _)| after.is_none_or(|after| *id > after)).collect();
    let are_more = of.len() > max;
    of.truncate(max);
    let up_to = of.last().filter(|_| are_more).map(|(id, _)| (*id).clone());
    let finding =
        |id: &WorkspaceId, alarm: &Alarm| Finding::OrphanAlarm { desktop: id.clone(), alarm: alarm.name.clone() };
    let findings = of.into_iter().flat_map(|(id, alarms)| alarms.iter().map(move |alarm| finding(id, alarm)));
    (findings.collect(), up_to)
}

impl SweepReport {
    fn begun(taken_at: Timestamp, around: &Surroundings) -> Self {
        Self {
            taken_at,
            desktops: 0,
            managed: 0,
            opened: vec![],
            alarms_put: 0,
            alarms_deleted: 0,
            left_over: 0,
            failed: vec![],
            unreadable: around.unreadable.iter().map(|row| row.why.clone()).collect(),
            goes_on: false,
        }
    }

    fn add(&mut self, census: &Census, left_over: usize) {
        self.desktops += census.desktops.len();
        self.managed += census.desktops.iter().filter(|entry| entry.is_managed()).count();
        self.left_over += left_over;
    }

    fn note(&mut self, report: FixReport) {
        for outcome in report.outcomes {
            match (&outcome.verdict, &outcome.fix) {
                (Verdict::Failed(_), _) => self.failed.push(outcome),
                (Verdict::Unneeded(_), _) => {}
                (Verdict::Done, Fix::OpenRow { desktop, .. }) => self.opened.push(desktop.clone()),
                (Verdict::Done, Fix::PutAlarm { .. }) => self.alarms_put += 1,
                (Verdict::Done, Fix::ReplaceAlarm { delete, .. }) => {
                    self.alarms_put += 1;
                    self.alarms_deleted += delete.len();
                }
                (Verdict::Done, Fix::DeleteAlarm { .. }) => self.alarms_deleted += 1,
            }
        }
    }
}

#[cfg(test)]
#[path = "sweep_tests.rs"]
mod tests;
