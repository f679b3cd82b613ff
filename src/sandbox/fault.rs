//! What can go wrong in the sandbox, by rule.
//!
//! A [`Fault`] strikes by chance, a [`Mishap`] by appointment: once, at a place that is named.
//!
//! To add a fault: a kind here, its line in `KINDS`, the place in `world.rs` or `cloud.rs` that asks for it, and a
//! share in `simulate/mod.rs`, so that the simulator uses it.

use super::chance::Chance;
use crate::recycle::{Owner, WorkspaceId};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A way in which AWS, or the way to it, misbehaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FaultKind {
    /// An event never arrives.
    LoseEvent,
    /// An event arrives twice.
    DoubleEvent,
    /// An event arrives up to half an hour late.
    DelayEvent,
    /// A call is refused because there are too many.
    Throttle,
    /// A call is carried out, but its answer is lost.
    LoseAnswer,
    /// A call is lost on its way.
    LoseCall,
    /// One item of a batch fails in a 200 answer.
    FailItem,
    /// A new desktop ends in ERROR.
    BornBroken,
    /// A look shows a state of up to a minute and a half ago.
    StaleLook,
    /// A look leaves out a desktop that is there.
    MissInLook,
}

const KINDS: [(FaultKind, &str, &str); 10] = [
    (FaultKind::LoseEvent, "lose-event", "an event never arrives"),
    (FaultKind::DoubleEvent, "double-event", "an event arrives twice"),
    (FaultKind::DelayEvent, "delay-event", "an event arrives up to half an hour late"),
    (FaultKind::Throttle, "throttle", "a call is refused because there are too many"),
    (FaultKind::LoseAnswer, "lose-answer", "a call is carried out, but its answer is lost"),
    (FaultKind::LoseCall, "lose-call", "a call is lost on its way"),
    (FaultKind::FailItem, "fail-item", "one item of a batch fails in a 200 answer"),
    (FaultKind::BornBroken, "born-broken", "a new desktop ends in ERROR"),
    (FaultKind::StaleLook, "stale-look", "a look shows an earlier state"),
    (FaultKind::MissInLook, "miss-in-look", "a look leaves out a desktop that is there"),
];

impl FaultKind {
    pub fn all() -> impl Iterator<Item = Self> {
        KINDS.iter().map(|(kind, ..)| *kind)
    }

    pub fn name(&self) -> &'static str {
        KINDS.iter().find(|(kind, ..)| kind == self).map_or("", |(_, name, _)| name)
    }

    pub fn meaning(&self) -> &'static str {
        KINDS.iter().find(|(kind, ..)| kind == self).map_or("", |(.., meaning)| meaning)
    }
}

impl fmt::Display for FaultKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for FaultKind {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let found = KINDS.iter().find(|(_, name, _)| *name == text).map(|(kind, ..)| *kind);
        found.ok_or_else(|| format!("expected one of {}", KINDS.map(|(_, name, _)| name).join(", ")))
    }
}

/// When a fault strikes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    pub kind: FaultKind,
    /// Of a thousand occasions.
    pub per_mille: u32,
    /// How often it may still strike; `None` is for ever.
    pub times: Option<u32>,
}

/// The rules in force.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Faults(Vec<Fault>);

impl Faults {
    pub fn new(faults: Vec<Fault>) -> Self {
        Self(faults)
    }

    pub fn add(&mut self, fault: Fault) {
        self.0.push(fault);
    }

    pub fn clear(&mut self) {
        self.0.clear();
    }

    pub fn list(&self) -> &[Fault] {
        &self.0
    }

    /// Whether a fault of this kind strikes on this occasion.
    pub fn strikes(&mut self, kind: FaultKind, chance: &mut Chance) -> bool {
        for fault in self.0.iter_mut().filter(|fault| fault.kind == kind && fault.times != Some(0)) {
            if chance.strikes(fault.per_mille) {
                fault.times = fault.times.map(|times| times - 1);
                return true;
            }
        }
        false
    }
}

/// Something that goes wrong once, at a place that is named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "mishap", rename_all = "kebab-case")]
pub enum Mishap {
    /// The next call of this name is refused with this code.
    RefuseCall { call: String, code: String, message: String },
    /// The next call of this name is carried out, and its answer is lost.
    LoseAnswer { call: String },
    /// TerminateWorkspaces fails for this desktop, in a 200 answer.
    RefuseRemoval { desktop: WorkspaceId, code: String, message: String },
    /// The next desktop of this owner ends in ERROR and says why.
    SpoilBirth { owner: Owner, code: String, message: String },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_round_trip_and_times_run_out() {
        for kind in FaultKind::all() {
            assert_eq!(kind.name().parse::<FaultKind>().unwrap(), kind);
            assert!(!kind.meaning().is_empty());
        }
        assert!("sabotage".parse::<FaultKind>().unwrap_err().contains("lose-event"));
        let mut faults = Faults::default();
        faults.add(Fault { kind: FaultKind::Throttle, per_mille: 1000, times: Some(2) });
        let mut chance = Chance::new(1);
        let strikes: Vec<bool> = (0..4).map(|_| faults.strikes(FaultKind::Throttle, &mut chance)).collect();
        assert_eq!(strikes, [true, true, false, false]);
        assert!(!faults.strikes(FaultKind::LoseCall, &mut chance));
    }
}
