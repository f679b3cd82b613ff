//! What happened to a desktop: the one vocabulary of the progress bar, the plain lines, the JSON lines, the
//! functions' log, the ledger's history and the simulator's log.
//!
//! To add an event: a variant, its sentence in `Display`. Readers must ignore kinds they do not know.

use super::failure::Failure;
use super::ids::WorkspaceId;
use super::phase::{Attention, CancelReason};
use super::row::Cause;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Something that happened, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    pub at: Timestamp,
    #[serde(flatten)]
    pub what: Happening,
}

/// Something that happened to one row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Happening {
    Opened {
        desktop: WorkspaceId,
        cause: Cause,
    },
    GraceRestarted {
        why: String,
    },
    /// Not now; said once per reason.
    Postponed {
        why: String,
    },
    /// The breaker holds it back.
    HeldBack {
        why: String,
    },
    Cancelled {
        reason: CancelReason,
    },
    /// The request is saved and TerminateWorkspaces is about to be called.
    TerminateDecided {
        desktop: WorkspaceId,
    },
    /// The last look before the call said no.
    TerminateWithdrawn {
        why: String,
    },
    Terminated {
        desktop: WorkspaceId,
    },
    /// The call was lost: the desktop is still there.
    StillThere {
        desktop: WorkspaceId,
    },
    Absent {
        desktop: WorkspaceId,
    },
    CreateDecided,
    Created {
        desktop: WorkspaceId,
    },
    /// The owner already has a desktop: ours from a call whose answer was lost, or somebody else's.
    Adopted {
        desktop: WorkspaceId,
        ours: bool,
    },
    CreateFailed {
        failure: Failure,
    },
    BornBroken {
        desktop: WorkspaceId,
        code: String,
        message: String,
    },
    SuccessorVanished {
        desktop: WorkspaceId,
    },
    CallFailed {
        failure: Failure,
    },
    AttentionCalled {
        cause: Attention,
    },
    AttentionEnded,
    Done {
        desktop: WorkspaceId,
        took_s: i64,
        differs: Vec<String>,
    },
}

impl fmt::Display for Happening {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Opened { desktop, cause } => write!(f, "watching {desktop}: {cause}"),
            Self::GraceRestarted { why } => write!(f, "the grace period starts again: {why}"),
            Self::Postponed { why } => write!(f, "postponed: {why}"),
            Self::HeldBack { why } => write!(f, "held back by the breaker: {why}"),
            Self::Cancelled { reason } => write!(f, "cancelled: {reason}"),
            Self::TerminateDecided { desktop } => write!(f, "request saved, terminating {desktop}"),
            Self::TerminateWithdrawn { why } => write!(f, "not terminated after all: {why}"),
            Self::Terminated { desktop } => write!(f, "termination of {desktop} accepted"),
            Self::StillThere { desktop } => write!(f, "{desktop} is still there"),
            Self::Absent { desktop } => write!(f, "{desktop} is gone"),
            Self::CreateDecided => f.write_str("creating the new desktop"),
            Self::Created { desktop } => write!(f, "creation of {desktop} accepted"),
            Self::Adopted { desktop, ours: true } => write!(f, "found our new desktop {desktop}"),
            Self::Adopted { desktop, ours: false } => write!(f, "the user already has desktop {desktop}"),
            Self::CreateFailed { failure } => write!(f, "creation failed: {failure}"),
            Self::BornBroken { desktop, code, message } => write!(f, "{desktop} was born in ERROR: {code} {message}"),
            Self::SuccessorVanished { desktop } => write!(f, "{desktop} has vanished"),
            Self::CallFailed { failure } => write!(f, "a call failed: {failure}"),
            Self::AttentionCalled { cause } => write!(f, "needs a person: {cause}"),
            Self::AttentionEnded => f.write_str("no longer needs a person"),
            Self::Done { desktop, took_s, differs } => {
                write!(f, "done: {desktop} is ready after {} min", (took_s + 30) / 60)?;
                if !differs.is_empty() {
                    write!(f, ", but differs in {}", differs.join(", "))?;
                }
                Ok(())
            }
        }
    }
}
