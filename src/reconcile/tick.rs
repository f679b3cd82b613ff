//! One tick of the deployed reconciler: turn what is due until nothing is or will be in a moment, once in a while
//! sweep, and tell people what they are needed for.
//!
//! One reconciler at a time has the tick, so that two do not make the same looks. It holds it for a short while and
//! holds it anew as long as it works: one that died is missed for no longer than that. Two at once would do no
//! harm, for it is the rows' versions that decide who acts.

use super::alert::Post;
use super::noted::look_into_notes;
use super::sweep::{Reach, SweepError, SweepReport, goes_on, sweep};
use super::tell::{Told, tell};
use super::turn::{Turn, turn};
use crate::cloud::{Clock, Cloud, PAGE};
use crate::ledger::{Control, Ledger, LedgerError, Ticker};
use crate::recycle::{Owner, Row, Rules, later};
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::future::poll_fn;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::Poll;

/// Rows in one turn: so many can be acted on before their intents are too old (`Limits::act_within`). The more there
/// are, the fuller the batches, and the more of them one listing of a directory serves.
const ROWS_MAX: usize = 1000;

/// Alarms written by the sweep in one tick: at 3 a second some three minutes of calls. The next sweep carries on.
const ALARM_WRITES_MAX: usize = 600;

/// No turn and no part of a sweep begins with less time left than this: a long turn, and a call that times out. The
/// next tick goes on within a minute. To be stopped in the middle would do no harm, but nobody would hear what was
/// done.
const RESERVE: SignedDuration = SignedDuration::from_secs(300);

/// For how long the tick is held at a time: about as long as a turn may take.
const HOLD: SignedDuration = SignedDuration::from_secs(300);

/// How often it is held anew, also in the middle of a turn: one beside a sweep may take twice as long as one alone.
const HOLD_EVERY: SignedDuration = SignedDuration::from_secs(100);

/// How often the schedule calls (EventBridge has no shorter rate).
const EVERY_S: i64 = 60;

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
    /// Disconnects that a function had left to the tick.
    pub noted: usize,
    pub turns: usize,
    /// Rows that were stepped, each as often as it was.
    pub rows: usize,
    pub closed: usize,
    /// Rows that somebody else saved meanwhile.
    pub conflicts: usize,
    /// Rows that the ledger does not take, though it takes the others, and why.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unsaved: Vec<String>,
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
    let began_at = turning.clock.now();
    let mut tick = Tick { turning, shift, began_at, report: TickReport::default() };
    if tick.hold().await? {
        let worked = tokio::select! {
            biased;
            worked = tick.work() => worked,
            never = keep_hold(turning, shift, began_at) => match never {},
        };
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
        hold_until(self.turning, self.shift, self.began_at, until).await
    }

    /// Take the tick, or keep it. `false`: another has it.
    async fn hold(&mut self) -> Result<bool, LedgerError> {
        let is_ours = self.hold_until(held_until(self.turning, self.shift)).await?;
        if !is_ours {
            self.report.held_by = self.turning.ledger.control().await?.ticker;
        }
        Ok(is_ours)
    }

    fn time_left(&self) -> SignedDuration {
        self.shift.deadline.duration_since(self.turning.clock.now())
    }

    /// Turn and sweep side by side: a sweep takes long, and nobody's desktop waits for it.
    async fn work(&mut self) -> Result<(), LedgerError> {
        let (turning, shift) = (self.turning, self.shift);
        let control = turning.ledger.control().await?;
        let rules = rules(turning, &control);
        let sweeps = self.sweep_is_due(&control, &rules);
        let (has_swept, is_ours) = (AtomicBool::new(!sweeps), AtomicBool::new(true));
        let sweeping = async {
            if !sweeps {
                return (None, Ok(()));
            }
            let mut report = None;
            let time_left = || shift.deadline.duration_since(turning.clock.now());
            let has_time = || is_ours.load(Ordering::Relaxed) && time_left() >= RESERVE;
            let reach = Reach { alarm_writes_max: ALARM_WRITES_MAX, has_time };
            let turn = Turn { rules: &rules, ..*turning };
            let swept = sweep(&turn, shift.topic_arn, control.sweep.clone(), reach, &mut report).await;
            has_swept.store(true, Ordering::Relaxed);
            (report, swept)
        };
        let turns = async {
            let turned = self.turn(&has_swept).await;
            is_ours.store(self.report.held_by.is_none() && turned.is_ok(), Ordering::Relaxed);
            turned
        };
        let (turned, (swept, sweep_ended)) = tokio::join!(biased; turns, sweeping);
        self.report.sweep = swept;
        match sweep_ended {
            Ok(()) => {}
            Err(SweepError::Ledger(error)) => return Err(error),
            Err(SweepError::Read(error)) => {
                let cause = std::error::Error::source(&error).map(|cause| format!(": {cause}"));
                self.report.sweep_failed = Some(format!("{error}{}", cause.unwrap_or_default()));
            }
        }
        if self.report.held_by.is_some() {
            return turned.map(drop);
        }
        let calling = turned?.into_values().collect();
        let trip = turning.ledger.control().await?.trip;
        self.report.alerts = tell(turning, &self.shift.post, trip.as_ref(), calling).await?;
        Ok(())
    }

    /// Turn what is due until nothing is. The rows that call for a person.
    async fn turn(&mut self, has_swept: &AtomicBool) -> Result<BTreeMap<Owner, Row>, LedgerError> {
        let ledger = self.turning.ledger;
        let mut turned_at: BTreeMap<Owner, Timestamp> = BTreeMap::new();
        let mut calling: BTreeMap<Owner, Row> = BTreeMap::new();
        loop {
            let now = self.turning.clock.now();
            let rules = rules(self.turning, &ledger.control().await?);
            let turning = &Turn { rules: &rules, ..*self.turning };

            self.report.noted += look_into_notes(turning).await?;
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
                let unsaved = turned.failed.iter().map(|(owner, error)| format!("{owner}: {}", error.in_full()));
                self.report.unsaved.extend(unsaved);
                for row in turned.rows {
                    self.report.closed += usize::from(row.phase.is_closed());
                    calling.insert(row.owner.clone(), row);
                }
                calling.retain(|_, row| row.attention.is_some() && !row.phase.is_closed());
            }
            if is_idle && !self.lingers(&rules, has_swept).await? {
                return Ok(calling);
            }
            // One piece of work is done in any case: whoever set a short time-out is served slowly, but is served.
            if self.time_left() < RESERVE && self.report.turns > 0 {
                self.report.handed_over = true;
                return Ok(calling);
            }
            if !self.hold().await? {
                return Ok(calling);
            }
        }
    }

    /// Wait a little, if something is due by then, unless the next tick comes sooner: whether it is so. While a sweep
    /// is under way there is no next tick.
    async fn lingers(&self, rules: &Rules, has_swept: &AtomicBool) -> Result<bool, LedgerError> {
        let (now, linger) = (self.turning.clock.now(), rules.limits.linger);
        if linger.is_zero() || self.time_left() < RESERVE + linger {
            return Ok(false);
        }
        let next_tick_s = EVERY_S - now.duration_since(self.began_at).as_secs().rem_euclid(EVERY_S);
        if !has_swept.load(Ordering::Relaxed) {
            self.turning.clock.sleep(linger).await;
            return Ok(self.turning.clock.now() > now);
        }
        if linger.as_secs() >= next_tick_s {
            return Ok(false);
        }
        let soon = self.turning.ledger.due(later(now, linger), ROWS_MAX).await?;
        // What is due already and was left alone is in other hands.
        if !soon.iter().any(|row| row.due_at > now) {
            return Ok(false);
        }
        self.turning.clock.sleep(linger).await;
        Ok(self.turning.clock.now() > now)
    }

    fn sweep_is_due(&self, control: &Control, rules: &Rules) -> bool {
        let now = self.turning.clock.now();
        control.sweep.as_ref().is_some_and(goes_on)
            || control.swept_at.is_none_or(|at| now.duration_since(at) >= rules.limits.sweep)
    }
}

/// The rules, with the pause as it stands.
fn rules<C, L, K>(turning: &Turn<'_, C, L, K>, control: &Control) -> Rules
where
    K: Clock,
{
    let paused = turning.rules.paused || control.is_paused(turning.clock.now());
    Rules { paused, ..turning.rules.clone() }
}

/// Until when a hold that is taken now is good.
fn held_until<C, L, K: Clock>(turning: &Turn<'_, C, L, K>, shift: &Shift<'_>) -> Timestamp {
    later(turning.clock.now(), HOLD).min(later(shift.deadline, MARGIN))
}

async fn hold_until<C, L: Ledger, K>(
    turning: &Turn<'_, C, L, K>,
    shift: &Shift<'_>,
    began_at: Timestamp,
    until: Timestamp,
) -> Result<bool, LedgerError> {
    let (holder, settings) = (shift.holder.to_owned(), shift.settings.to_owned());
    turning.ledger.take_tick(&Ticker { holder, began_at, until, settings }).await
}

/// Hold the tick anew from time to time, for as long as somebody works beside it: it does not wait itself, but sees
/// what time it is whenever a call has ended. What goes wrong here shows where it is held before the next piece of
/// work.
async fn keep_hold<C: Cloud, L: Ledger, K: Clock>(
    turning: &Turn<'_, C, L, K>,
    shift: &Shift<'_>,
    began_at: Timestamp,
) -> Infallible {
    loop {
        let until = later(turning.clock.now(), HOLD_EVERY);
        poll_fn(|_| if turning.clock.now() < until { Poll::Pending } else { Poll::Ready(()) }).await;
        drop(hold_until(turning, shift, began_at, held_until(turning, shift)).await);
    }
}

#[cfg(test)]
#[path = "tick_tests.rs"]
mod tests;
