//! One tick of the deployed reconciler: turn what is due until nothing is, once in a while sweep, and tell people what
//! they are needed for.
//!
//! One reconciler at a time has the tick, so that two do not make the same looks. It holds it for a short while and
//! holds it anew before each piece of work: one that died is missed for no longer than that. Two at once would do no
//! harm, for it is the rows' versions that decide who acts.

use super::alert::Post;
use super::sweep::{SweepReport, sweep};
use super::tell::{Told, tell};
use super::turn::{Turn, turn};
use crate::cloud::{Clock, Cloud, PAGE};
use crate::ledger::{Control, Ledger, LedgerError, Ticker};
use crate::recycle::{Owner, Row, Rules, later};
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use std::collections::BTreeMap;

/// Rows in one turn: at AWS's rates about half a minute of calls, or four minutes if each owner is asked for alone.
const ROWS_MAX: usize = 500;

/// Alarms written in one sweep: at 3 a second about half a minute of calls. The next sweep carries on.
const ALARM_WRITES_MAX: usize = 100;

/// No turn and no sweep begins with less time left than this: the longest turn, and a call that times out. The next
/// tick goes on within a minute. To be stopped in the middle would do no harm, but nobody would hear what was done.
const RESERVE: SignedDuration = SignedDuration::from_secs(300);

/// For how long the tick is held at a time: about as long as a turn may take.
const HOLD: SignedDuration = SignedDuration::from_secs(300);

/// The tick is not held for longer after the deadline: whoever holds it has been stopped by then, and clocks differ by
/// less.
const MARGIN: SignedDuration = SignedDuration::from_secs(10);

/// One call of the reconciler: who it is, until when it may work, and where it reports to.
#[derive(Debug, Clone, Copy)]
pub struct Shift<'a> {
    /// Nobody else's name, such as the id of the request.
    pub holder: &'a str,
    /// A digest of the settings that it goes by.
    pub settings: &'a str,
    /// It is stopped then.
    pub deadline: Timestamp,
    /// Where alarms publish to.
    pub topic_arn: &'a str,
    pub post: Post<'a>,
}

/// What came of a tick.
#[derive(Debug, Clone, Default, Serialize)]
pub struct TickReport {
    /// Another reconciler has the tick: nothing was done, or not all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub held_by: Option<Ticker>,
    pub turns: usize,
    /// Rows that were stepped, each as often as it was.
    pub rows: usize,
    pub closed: usize,
    /// Rows that somebody else saved meanwhile.
    pub conflicts: usize,
    /// Time was short; the next tick goes on.
    pub handed_over: bool,
    /// Present if a sweep was due.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sweep: Option<SweepReport>,
    /// Why a sweep that was due could not look. It is tried again in time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sweep_failed: Option<String>,
    pub alerts: Told,
}

/// Turn what is due, sweep if the last sweep is long enough ago, and tell people.
///
/// # Errors
/// The ledger's, except conflicts, and except rows that cannot be read where the others can.
pub async fn tick<C: Cloud, L: Ledger, K: Clock>(
    turning: &Turn<'_, C, L, K>,
    shift: &Shift<'_>,
) -> Result<TickReport, LedgerError> {
    let mut tick = Tick { turning, shift, began_at: turning.clock.now(), report: TickReport::default() };
    if tick.hold().await? {
        let worked = tick.work().await;
        // Whatever happened, the next one need not wait.
        let given_back = tick.hold_until(turning.clock.now()).await;
        worked.and(given_back)?;
    }
    Ok(tick.report)
}

/// A tick in progress.
struct Tick<'a, 't, C, L, K> {
    turning: &'a Turn<'t, C, L, K>,
    shift: &'a Shift<'a>,
    began_at: Timestamp,
    report: TickReport,
}

impl<C: Cloud, L: Ledger, K: Clock> Tick<'_, '_, C, L, K> {
    async fn hold_until(&self, until: Timestamp) -> Result<bool, LedgerError> {
        let Shift { holder, settings, .. } = *self.shift;
        let (holder, settings) = (holder.to_owned(), settings.to_owned());
        self.turning.ledger.take_tick(&Ticker { holder, began_at: self.began_at, until, settings }).await
    }

    /// Take the tick, or keep it. `false`: another has it.
    async fn hold(&mut self) -> Result<bool, LedgerError> {
        let until = later(self.turning.clock.now(), HOLD).min(later(self.shift.deadline, MARGIN));
        let is_ours = self.hold_until(until).await?;
        if !is_ours {
            self.report.held_by = self.turning.ledger.control().await?.ticker;
        }
        Ok(is_ours)
    }

    fn time_left(&self) -> SignedDuration {
        self.shift.deadline.duration_since(self.turning.clock.now())
    }

    async fn work(&mut self) -> Result<(), LedgerError> {
        let ledger = self.turning.ledger;
        let mut turned_at: BTreeMap<Owner, Timestamp> = BTreeMap::new();
        let mut calling: BTreeMap<Owner, Row> = BTreeMap::new();
        let control = loop {
            let now = self.turning.clock.now();
            let control = ledger.control().await?;
            let rules =
                Rules { paused: self.turning.rules.paused || control.is_paused(now), ..self.turning.rules.clone() };
            let turning = &Turn { rules: &rules, ..*self.turning };

            let rows_max = if self.time_left() < RESERVE { PAGE } else { ROWS_MAX };
            let mut rows = ledger.due(now, rows_max).await?;
            // A row that was turned and is due all the same is in other hands, or has nothing new to see.
            rows.retain(|row| turned_at.get(&row.owner).is_none_or(|at| row.due_at > *at));
            let is_idle = rows.is_empty();
            if !is_idle {
                turned_at.extend(rows.iter().map(|row| (row.owner.clone(), now)));
                let turned = turn(turning, rows).await?;
                self.report.turns += 1;
                self.report.rows += turned.rows.len();
                self.report.conflicts += turned.conflicts;
                for row in turned.rows {
                    self.report.closed += usize::from(row.phase.is_closed());
                    calling.insert(row.owner.clone(), row);
                }
                calling.retain(|_, row| row.attention.is_some() && !row.phase.is_closed());
            }
            let sweeps = self.sweep_is_due(&control, &rules);
            if is_idle && !sweeps {
                break control;
            }
            // One piece of work is done in any case: whoever set a short time-out is served slowly, but is served.
            if self.time_left() < RESERVE && self.report.turns > 0 {
                self.report.handed_over = true;
                break control;
            }
            if !self.hold().await? {
                return Ok(());
            }
            if sweeps {
                self.sweep(turning).await?;
            }
        };
        let calling = calling.into_values().collect();
        self.report.alerts = tell(self.turning, &self.shift.post, control.trip.as_ref(), calling).await?;
        Ok(())
    }

    fn sweep_is_due(&self, control: &Control, rules: &Rules) -> bool {
        let now = self.turning.clock.now();
        self.report.sweep.is_none()
            && self.report.sweep_failed.is_none()
            && control.swept_at.is_none_or(|at| now.duration_since(at) >= rules.limits.sweep)
    }

    async fn sweep(&mut self, turning: &Turn<'_, C, L, K>) -> Result<(), LedgerError> {
        let Turn { cloud, ledger, clock, rules, identity, .. } = *turning;
        // Noted before it begins: a sweep that dies is not begun again every minute.
        ledger.set_swept(clock.now()).await?;
        let swept = sweep(cloud, ledger, clock, rules, identity, self.shift.topic_arn, ALARM_WRITES_MAX).await;
        match swept {
            Ok(report) => self.report.sweep = Some(report),
            Err(error) => {
                let cause = std::error::Error::source(&error).map(|cause| format!(": {cause}"));
                self.report.sweep_failed = Some(format!("{error}{}", cause.unwrap_or_default()));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
#[path = "tick_tests.rs"]
mod tests;
