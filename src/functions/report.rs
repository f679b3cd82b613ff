//! What a function did, and what it refused and why: its log line, and its answer to whoever called it.

use super::{Function, PayloadError};
use crate::recycle::{Exclusion, Owner, State, WorkspaceId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What came of one event.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    pub function: Function,
    pub done: Vec<Deed>,
    pub refused: Vec<Refusal>,
    /// What should have been done and failed; AWS calls again.
    pub failed: Vec<FailedItem>,
}

/// Something done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "did", rename_all = "snake_case")]
pub enum Deed {
    AlarmPut {
        desktop: WorkspaceId,
        alarm: String,
    },
    /// Every spelling of its alarm is gone.
    AlarmsDeleted {
        desktop: WorkspaceId,
    },
    /// It is watched, and recycled if its user stays away.
    RowOpened {
        desktop: WorkspaceId,
        owner: Owner,
        disconnected_at: Option<Timestamp>,
    },
    /// AWS throttles our looks: the next tick looks it up, with others, and watches it from now on.
    Noted {
        desktop: WorkspaceId,
        disconnected_at: Option<Timestamp>,
    },
    /// It is watched already: nothing was changed.
    RowWasOpen {
        desktop: WorkspaceId,
        owner: Owner,
    },
}

/// Something not done, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// A desktop, or a place in the event.
    pub about: String,
    #[serde(flatten)]
    pub reason: Reason,
}

/// Why something was not done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum Reason {
    Unreadable {
        why: String,
    },
    WrongAccount {
        is: String,
    },
    WrongRegion {
        is: String,
    },
    /// The reported call failed as a whole.
    CallFailed {
        error_code: String,
    },
    /// Items of the reported call that AWS did not carry out.
    NotCarriedOut {
        items: usize,
    },
    WrongNamespace {
        is: String,
    },
    WrongMetric {
        is: String,
    },
    WrongState {
        is: String,
    },
    /// The alarm is not about one WorkSpace.
    NoDesktop,
    UnknownDesktop,
    Leaving,
    /// The desktop exists, so its alarm stays.
    Alive {
        state: State,
    },
    Excluded {
        why: Exclusion,
    },
    /// AWS does not show it yet and the event does not tell whether it is in scope. The sweep guards it.
    NotVisibleYet,
}

/// Something that failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FailedItem {
    pub desktop: WorkspaceId,
    pub why: String,
}

impl Report {
    pub(super) fn new(function: Function) -> Self {
        Self { function, done: vec![], refused: vec![], failed: vec![] }
    }

    /// What was done and refused, a sentence each.
    pub fn lines(&self) -> Vec<String> {
        let done = self.done.iter().map(ToString::to_string);
        done.chain(self.refused.iter().map(ToString::to_string)).collect()
    }

    pub(super) fn refuse(&mut self, about: impl fmt::Display, reason: Reason) {
        self.refused.push(Refusal { about: about.to_string(), reason });
    }

    pub(super) fn refuse_unreadable(&mut self, errors: Vec<PayloadError>) {
        for PayloadError { at, why, .. } in errors {
            self.refuse(at, Reason::Unreadable { why });
        }
    }

    pub(super) fn fail(&mut self, desktop: WorkspaceId, why: &impl fmt::Display) {
        self.failed.push(FailedItem { desktop, why: why.to_string() });
    }
}

impl fmt::Display for FailedItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.desktop, self.why)
    }
}

impl fmt::Display for Deed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AlarmPut { desktop, alarm } => write!(f, "{desktop} is guarded by {alarm}"),
            Self::AlarmsDeleted { desktop } => write!(f, "the alarms of {desktop} are deleted"),
            Self::RowOpened { desktop, owner, .. } => write!(f, "{desktop} of {owner} is watched"),
            Self::Noted { desktop, .. } => write!(f, "{desktop} is looked up by the next tick: AWS throttles"),
            Self::RowWasOpen { desktop, owner } => write!(f, "{desktop} of {owner} was watched already"),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.about, self.reason)
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { why } => write!(f, "cannot be read: {why}"),
            Self::WrongAccount { is } => write!(f, "is of account {is}"),
            Self::WrongRegion { is } => write!(f, "is of Region {is}"),
            Self::CallFailed { error_code } => write!(f, "the call had failed: {error_code}"),
            Self::NotCarriedOut { items } => write!(f, "{items} of the call were not carried out by AWS"),
            Self::WrongNamespace { is } => write!(f, "is an alarm of namespace {is}"),
            Self::WrongMetric { is } => write!(f, "is an alarm of metric {is}"),
            Self::WrongState { is } => write!(f, "the alarm went into state {is}"),
            Self::NoDesktop => f.write_str("the alarm is not about one WorkSpace"),
            Self::UnknownDesktop => f.write_str("no such desktop"),
            Self::Leaving => f.write_str("is being deleted"),
            Self::Alive { state } => write!(f, "exists ({state}), so its alarm stays"),
            Self::Excluded { why } => write!(f, "is left alone: {why}"),
            Self::NotVisibleYet => f.write_str("cannot be seen yet; the sweep will guard it if it is in scope"),
        }
    }
}
