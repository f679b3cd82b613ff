//! Terminating and Gone: TerminateWorkspaces has been asked for; is the id really gone?
//!
//! AWS hardly ever shows TERMINATED; an id is gone when DescribeWorkspaces no longer returns it (TerminateWorkspaces,
//! API reference). Because an answer may be stale, it must be absent twice.

use super::{Action, Stepper};
use crate::recycle::desktop::{Desktop, State};
use crate::recycle::event::Happening;
use crate::recycle::failure::{Failure, FailureKind};
use crate::recycle::observation::{Answer, Look, Observation};
use crate::recycle::phase::{Attention, Phase};
use crate::recycle::row::{Act, Successor};

impl Stepper<'_> {
    pub(super) fn terminating(&mut self, seen: &Observation) -> Action {
        let limits = &self.rules.limits;
        match &seen.answer {
            Some(Answer::Terminated) => {
                self.row.intent = None;
                self.row.setbacks = 0;
                self.dismiss_person(&[Attention::Denied, Attention::CallsFail]);
                let desktop = self.row.target.clone();
                self.tell(Happening::Terminated { desktop });
                return self.wait(limits.gone_first);
            }
            Some(Answer::Withdrawn(why)) => {
                self.tell_once(Happening::TerminateWithdrawn { why: why.clone() });
                return self.withdrawn(why);
            }
            Some(Answer::Failed(failure)) => return self.terminate_failed(failure),
            Some(Answer::Created(_)) | None => {}
        }
        let desktop = match &seen.target {
            Look::Skipped => return self.wait(limits.gone_poll),
            Look::Failed(failure) => return self.setback(failure),
            Look::Seen(desktop) => desktop.as_ref(),
        };
        match desktop {
            None => {
                let desktop = self.row.target.clone();
                self.enter(Phase::Gone);
                self.row.absent_looks = 1;
                self.tell(Happening::Absent { desktop });
                self.wait(limits.absent_gap)
            }
            Some(desktop) if desktop.state.is_leaving() => {
                self.row.intent = None;
                self.row.setbacks = 0;
                if self.in_phase() > limits.gone_max {
                    self.call_person(Attention::DeletionStuck);
                }
                self.wait(limits.gone_poll)
            }
            // What AWS shows may be older than our call.
            Some(_) if self.is_unsettled() || self.in_phase() < limits.settle => self.wait(limits.absent_gap),
            Some(desktop) => self.still_there(desktop),
        }
    }

    fn terminate_failed(&mut self, failure: &Failure) -> Action {
        match failure.kind {
            FailureKind::Unclear => {
                self.tell_once(Happening::CallFailed { failure: failure.clone() });
                self.row.last_failure = Some(failure.clone());
                self.wait(self.rules.limits.absent_gap)
            }
            // It was there a moment ago. An earlier try of the SDK may have been ours, so it counts as ours.
            FailureKind::NotFound => {
                self.row.intent = None;
                self.wait(self.rules.limits.absent_gap)
            }
            // Surely refused.
            _ => {
                self.row.terminate_asked = None;
                self.not_terminated(Some(failure))
            }
        }
    }

    /// Surely not called.
    fn withdrawn(&mut self, why: &str) -> Action {
        self.row.terminate_asked = None;
        if self.row.target == self.row.old {
            return self.not_terminated(None);
        }
        // A successor that was born broken is held, or somebody has come to it as it is. If that lasts, a person must
        // say what becomes of it.
        self.not_terminated(Some(&Failure::new(FailureKind::NotSent, "", why).in_call("TerminateWorkspaces")))
    }

    /// The target lives.
    fn not_terminated(&mut self, failure: Option<&Failure>) -> Action {
        let setbacks = self.row.setbacks;
        if self.row.target == self.row.old {
            // Every reason to terminate must be found anew.
            self.enter(Phase::Grace);
            self.row.setbacks = setbacks;
        } else {
            self.row.intent = None;
        }
        match failure {
            Some(failure) => self.setback(failure),
            None => self.retry(self.rules.limits.absent_gap),
        }
    }

    /// The target lives although its termination was asked for long ago.
    fn still_there(&mut self, desktop: &Desktop) -> Action {
        self.tell_once(Happening::StillThere { desktop: desktop.id.clone() });
        if self.row.target == self.row.old {
            let failure =
                Failure::new(FailureKind::WrongState, "", format!("{} is still {}", desktop.id, desktop.state));
            return self.not_terminated(Some(&failure));
        }
        if desktop.state == State::Error {
            return self.terminate();
        }
        // The successor that was born broken has recovered: somebody repaired it.
        self.row.successor = Some(Successor { id: desktop.id.clone(), ours: true });
        self.enter(Phase::Verifying);
        self.wait(self.rules.limits.absent_gap)
    }

    pub(super) fn gone(&mut self, seen: &Observation) -> Action {
        match &seen.target {
            Look::Skipped => return self.wait(self.rules.limits.absent_gap),
            Look::Failed(failure) => return self.setback(failure),
            Look::Seen(Some(_)) => {
                self.enter(Phase::Terminating);
                return self.wait(self.rules.limits.absent_gap);
            }
            Look::Seen(None) => self.row.absent_looks = self.row.absent_looks.saturating_add(1),
        }
        if self.row.absent_looks < 2 {
            return self.wait(self.rules.limits.absent_gap);
        }
        match &seen.owned {
            Look::Skipped => self.wait(self.rules.limits.absent_gap),
            Look::Failed(failure) => self.setback(failure),
            Look::Seen(owned) => {
                self.dismiss_person(&[Attention::DeletionStuck]);
                self.enter(Phase::Creating);
                // A failed creation is not repeated at once.
                match self.row.attempts {
                    0 => self.create_or_adopt(owned),
                    attempts => self.retry(self.rules.limits.backoff(attempts)),
                }
            }
        }
    }

    /// A desktop of the owner in the place of the old one.
    pub(super) fn another<'d>(&self, owned: &'d [Desktop]) -> Option<&'d Desktop> {
        owned.iter().find(|desktop| desktop.id != self.row.old && !desktop.state.is_leaving())
    }

    /// With the old id gone: create, unless the owner has a desktop.
    pub(super) fn create_or_adopt(&mut self, owned: &[Desktop]) -> Action {
        if owned.iter().any(|desktop| desktop.id == self.row.target) {
            // Not gone after all; there it is decided what to do about it.
            self.enter(Phase::Terminating);
            return self.wait(self.rules.limits.absent_gap);
        }
        if let Some(other) = self.another(owned) {
            return self.adopt(other);
        }
        // One that is leaving, or a call whose answer we never saw, may still turn into one or the other.
        if !owned.is_empty() || self.is_unsettled() {
            return self.wait(self.rules.limits.absent_gap);
        }
        let Some(request) = self.row.request.clone() else {
            // Only a damaged ledger can bring us here: no row leaves Grace without its request.
            self.call_person(Attention::CreationFails);
            return self.retry(self.rules.limits.backoff_max);
        };
        self.intend(Act::Create);
        self.tell(Happening::CreateDecided);
        Action::Create(Box::new(request))
    }
}
