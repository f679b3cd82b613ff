//! The one pure step: where a row stands, what was seen, what follows.
//!
//! [`step`] is total: every phase takes every observation, and what it does not understand makes it wait. A call is
//! asked for by an [`Action`] and never made here. Before an action is carried out the driver saves the returned row,
//! which then holds the intent; afterwards it comes back with an [`Answer`](super::Answer).
//!
//! Each phase has its file: `grace.rs` (may it be terminated?), `removal.rs` (is it gone?), `creation.rs` (is the new
//! one there?). This file holds what they share: waiting, set-backs, and calling for a person.

mod creation;
mod grace;
mod removal;

pub use grace::{LastLook, confirm, is_in_time};

use super::desktop::Request;
use super::event::{Event, Happening};
use super::failure::{Failure, FailureKind};
use super::ids::WorkspaceId;
use super::limits::Rules;
use super::observation::Observation;
use super::phase::{Attention, CancelReason, Phase};
use super::row::{Act, Intent, Row, later};
use jiff::{SignedDuration, Timestamp};

/// The call to make now. The row that came with it must be saved first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Nothing before `row.due_at`.
    Wait,
    /// Look at the connection once more ([`confirm`]), then TerminateWorkspaces.
    Terminate(WorkspaceId),
    /// CreateWorkspaces.
    Create(Box<Request>),
}

/// What one step came to.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// The row to save. Its history already holds the events.
    pub row: Row,
    pub action: Action,
    pub events: Vec<Event>,
}

/// Decide.
pub fn step(row: Row, seen: &Observation, now: Timestamp, rules: &Rules) -> Step {
    let mut stepper = Stepper { row, now, looked_at: seen.looked_at.unwrap_or(now), rules, events: vec![] };
    let action = match stepper.row.phase {
        Phase::Grace => stepper.grace(seen),
        Phase::Terminating => stepper.terminating(seen),
        Phase::Gone => stepper.gone(seen),
        Phase::Creating => stepper.creating(seen),
        Phase::Verifying => stepper.verifying(seen),
        Phase::Done | Phase::Cancelled(_) => Action::Wait,
    };
    let Stepper { mut row, events, .. } = stepper;
    for event in &events {
        row.record(event.clone());
    }
    Step { row, action, events }
}

/// A row while it is being stepped.
struct Stepper<'a> {
    row: Row,
    now: Timestamp,
    /// The time that what was seen is good for.
    looked_at: Timestamp,
    rules: &'a Rules,
    events: Vec<Event>,
}

impl Stepper<'_> {
    fn tell(&mut self, what: Happening) {
        self.events.push(Event { at: self.now, what });
    }

    /// Tell something that may be seen at every look, but only when it is not what was told last.
    fn tell_once(&mut self, what: Happening) {
        let last = self.events.last().or(self.row.history.last());
        if last.is_none_or(|event| event.what != what) {
            self.tell(what);
        }
    }

    /// How long it had been in this phase when it was looked at.
    fn in_phase(&self) -> SignedDuration {
        self.looked_at.duration_since(self.row.phase_since)
    }

    fn wait(&mut self, time: SignedDuration) -> Action {
        self.row.due_at = later(self.now, time);
        Action::Wait
    }

    /// Wait before trying again what may fail again: slowly once a person has been called.
    fn retry(&mut self, time: SignedDuration) -> Action {
        let slow = self.rules.limits.attention_poll;
        self.wait(if self.row.attention.is_some() { time.max(slow) } else { time })
    }

    fn enter(&mut self, phase: Phase) {
        self.row.phase = phase;
        self.row.phase_since = self.now;
        self.row.absent_looks = 0;
        self.row.setbacks = 0;
        self.row.intent = None;
    }

    fn cancel(&mut self, reason: CancelReason) -> Action {
        self.enter(Phase::Cancelled(reason));
        self.row.attention = None;
        self.tell(Happening::Cancelled { reason });
        Action::Wait
    }

    /// A look or a call failed and nothing was changed: try again later, and call for a person if it goes on.
    fn setback(&mut self, failure: &Failure) -> Action {
        self.row.setbacks = self.row.setbacks.saturating_add(1);
        self.tell_once(Happening::CallFailed { failure: failure.clone() });
        self.row.last_failure = Some(failure.clone());
        // To be throttled is no fault of the desktop: it never calls for a person.
        if self.row.setbacks >= self.rules.limits.setbacks_max && failure.kind != FailureKind::Throttled {
            self.call_person(Attention::from_failure(failure, Attention::CallsFail));
        }
        let backoff = self.rules.limits.backoff(self.row.setbacks);
        self.retry(backoff)
    }

    fn call_person(&mut self, cause: Attention) {
        if self.row.attention != Some(cause) {
            self.row.attention = Some(cause);
            self.tell(Happening::AttentionCalled { cause });
        }
    }

    /// Whatever a person was called for among `causes` is over.
    fn dismiss_person(&mut self, causes: &[Attention]) {
        if self.row.attention.is_some_and(|cause| causes.contains(&cause)) {
            self.row.attention = None;
            self.tell(Happening::AttentionEnded);
        }
    }

    fn intend(&mut self, act: Act) {
        self.row.create_asked |= act == Act::Create;
        self.row.intent = Some(Intent { act, since: self.now });
        self.row.intends_now(self.now, self.rules.limits.settle);
    }

    /// An unanswered call may still take effect, or show later than we looked.
    fn is_unsettled(&self) -> bool {
        self.row.intent.is_some_and(|intent| self.looked_at < later(intent.since, self.rules.limits.settle))
    }

    /// Terminate the target, whatever it is: the row goes to `Terminating` with its intent.
    fn terminate(&mut self) -> Action {
        let setbacks = self.row.setbacks;
        self.enter(Phase::Terminating);
        // Until the call is answered well, what went wrong before still counts.
        self.row.setbacks = setbacks;
        self.intend(Act::Terminate);
        let desktop = self.row.target.clone();
        self.tell(Happening::TerminateDecided { desktop: desktop.clone() });
        Action::Terminate(desktop)
    }
}

#[cfg(test)]
mod tests;
