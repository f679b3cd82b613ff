//! Creating and Verifying: the owner is owed a desktop until a new one is ready.
//!
//! CreateWorkspaces has no client token. What keeps a user from getting two desktops is AWS's own rule of one desktop
//! per user and directory (`ResourceExists.WorkSpace`), and that we look before we ask again.

use super::{Action, Stepper};
use crate::recycle::desktop::{Desktop, State};
use crate::recycle::event::Happening;
use crate::recycle::failure::{Failure, FailureKind};
use crate::recycle::observation::{Answer, Look, Observation};
use crate::recycle::phase::{Attention, Phase};
use crate::recycle::row::Successor;

/// So often a creation that AWS refuses because there is a desktop is tried again soon: it may take a moment longer
/// until the old one is forgotten.
const EXISTS_SOON: u32 = 3;

impl Stepper<'_> {
    pub(super) fn creating(&mut self, seen: &Observation) -> Action {
        match &seen.answer {
            Some(Answer::Created(id)) => {
                self.enter(Phase::Verifying);
                self.forgive_the_call();
                self.row.successor = Some(Successor { id: id.clone(), ours: true });
                self.tell(Happening::Created { desktop: id.clone() });
                return self.wait(self.rules.limits.ready_first);
            }
            Some(Answer::Failed(failure)) => return self.create_failed(failure),
            // Nobody withdraws a creation: it harms nobody.
            Some(Answer::Withdrawn(_) | Answer::Terminated) | None => {}
        }
        match &seen.owned {
            Look::Skipped => self.wait(self.rules.limits.absent_gap),
            Look::Failed(failure) => self.setback(failure),
            Look::Seen(owned) => self.create_or_adopt(owned),
        }
    }

    fn create_failed(&mut self, failure: &Failure) -> Action {
        match failure.kind {
            // It may have been carried out, which the next look shows. Until then nobody knows whether creations fail.
            FailureKind::Unclear => {
                self.tell_once(Happening::CallFailed { failure: failure.clone() });
                self.attempt_failed(failure);
                self.wait(self.rules.limits.absent_gap)
            }
            // "Not yet" while the old one is leaving, "already there" if one was made meanwhile. The next look tells;
            // if it never does, as when a desktop stands in the way that is not shown, a person must.
            FailureKind::Exists => {
                self.row.intent = None;
                if self.row.setbacks >= EXISTS_SOON {
                    return self.setback(failure);
                }
                self.row.setbacks += 1;
                self.row.last_failure = Some(failure.clone());
                self.retry(self.rules.limits.absent_gap)
            }
            FailureKind::Throttled | FailureKind::NotSent | FailureKind::Credentials => {
                self.row.intent = None;
                self.setback(failure)
            }
            _ => {
                self.row.intent = None;
                self.tell_once(Happening::CreateFailed { failure: failure.clone() });
                self.attempt_failed(failure)
            }
        }
    }

    /// One creation more has come to nothing.
    fn attempt_failed(&mut self, failure: &Failure) -> Action {
        self.row.attempts = self.row.attempts.saturating_add(1);
        self.row.last_failure = Some(failure.clone());
        // No answer says less than an earlier one did.
        if failure.kind != FailureKind::Unclear || self.row.creation_failure.is_none() {
            self.row.creation_failure = Some(failure.clone());
        }
        let is_hopeless = failure.kind == FailureKind::UserMissing;
        let counts = self.row.attempts.saturating_sub(self.row.forgiven);
        if is_hopeless || counts >= self.rules.limits.attempts_max {
            self.call_person(Attention::from_failure(failure, Attention::CreationFails));
        }
        self.retry(self.rules.limits.backoff(self.row.attempts))
    }

    /// There is a desktop, so the call was allowed and was carried out: what only the call had failed for is over.
    /// Whether the desktop is any good, and so whether there are addresses or a key, shows later.
    fn forgive_the_call(&mut self) {
        let is_of_the_call = |failure: &Failure| matches!(failure.kind, FailureKind::Unclear | FailureKind::Denied);
        if self.row.creation_failure.take_if(|failure| is_of_the_call(failure)).is_some() {
            self.row.forgiven = self.row.attempts;
            self.dismiss_person(&[Attention::Denied, Attention::CreationFails]);
        }
    }

    /// The owner has a desktop that this row does not know of.
    pub(super) fn adopt(&mut self, desktop: &Desktop) -> Action {
        let is_as_asked = self.row.request.as_ref().is_some_and(|request| request.differences(desktop).is_empty());
        let ours = self.row.create_asked && is_as_asked;
        self.enter(Phase::Verifying);
        self.forgive_the_call();
        self.row.successor = Some(Successor { id: desktop.id.clone(), ours });
        self.tell(Happening::Adopted { desktop: desktop.id.clone(), ours });
        self.wait(self.rules.limits.absent_gap)
    }

    pub(super) fn verifying(&mut self, seen: &Observation) -> Action {
        let limits = &self.rules.limits;
        let Some(successor) = self.row.successor.clone() else {
            self.enter(Phase::Creating);
            return self.wait(limits.absent_gap);
        };
        let desktop = match &seen.successor {
            Look::Skipped => return self.wait(limits.ready_poll),
            Look::Failed(failure) => return self.setback(failure),
            Look::Seen(None) => return self.successor_absent(&successor, seen),
            Look::Seen(Some(desktop)) => desktop,
        };
        self.row.absent_looks = 0;
        self.row.setbacks = 0;
        match &desktop.state {
            State::Error if successor.ours && self.rules.paused => {
                self.tell_once(Happening::Postponed { why: "paused".into() });
                self.wait(limits.ready_poll)
            }
            State::Error if successor.ours => {
                let (code, message) = desktop.error.clone().unwrap_or_default();
                let failure = Failure::from_code(&code, message.clone()).in_call("CreateWorkspaces");
                let failure = if code.is_empty() {
                    Failure { message: "the new desktop is in state ERROR".into(), ..failure }
                } else {
                    failure
                };
                self.tell(Happening::BornBroken { desktop: desktop.id.clone(), code, message });
                self.attempt_failed(&failure);
                self.row.target = desktop.id.clone();
                self.row.successor = None;
                self.terminate()
            }
            State::Error => {
                self.call_person(Attention::ForeignBroken);
                self.retry(limits.ready_poll)
            }
            State::Terminating | State::Terminated => {
                if self.in_phase() > limits.ready_max {
                    self.call_person(Attention::DeletionStuck);
                }
                self.retry(limits.gone_poll)
            }
            State::Pending | State::Unhealthy | State::Impaired | State::Other(_) => {
                if self.in_phase() > limits.ready_max {
                    self.call_person(Attention::CreationSlow);
                }
                self.wait(limits.ready_poll)
            }
            _ => self.done(desktop),
        }
    }

    /// Not visible yet, or deleted by somebody: the owner is owed a desktop either way.
    fn successor_absent(&mut self, successor: &Successor, seen: &Observation) -> Action {
        let limits = &self.rules.limits;
        self.row.absent_looks = self.row.absent_looks.saturating_add(1);
        if self.in_phase() < limits.visible_max || self.row.absent_looks < 2 {
            return self.wait(limits.absent_gap);
        }
        let owned = match &seen.owned {
            Look::Skipped => return self.wait(limits.absent_gap),
            Look::Failed(failure) => return self.setback(failure),
            Look::Seen(owned) => owned,
        };
        if let Some(other) = self.another(owned) {
            return self.adopt(other);
        }
        self.tell(Happening::SuccessorVanished { desktop: successor.id.clone() });
        self.enter(Phase::Creating);
        self.row.successor = None;
        let failure = Failure::new(FailureKind::NotFound, "", format!("{} has vanished", successor.id));
        self.attempt_failed(&failure)
    }

    fn done(&mut self, desktop: &Desktop) -> Action {
        let differs = match &self.row.request {
            Some(request) => request.differences(desktop).into_iter().map(str::to_owned).collect(),
            None => vec![],
        };
        if self.row.attention.take().is_some() {
            self.tell(Happening::AttentionEnded);
        }
        self.enter(Phase::Done);
        let took_s = self.now.duration_since(self.row.opened_at).as_secs();
        self.tell(Happening::Done { desktop: desktop.id.clone(), took_s, differs });
        Action::Wait
    }
}
