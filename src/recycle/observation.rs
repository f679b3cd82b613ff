//! What a driver saw before it asks for the next step, and what it should look at.
//!
//! A look that failed is an observation like any other: whether to try again or to stop is decided in `step`, once,
//! and not by each driver in its own way.

use super::desktop::{Connection, Desktop, Tags};
use super::failure::Failure;
use super::ids::WorkspaceId;
use super::phase::Phase;
use super::row::Row;
use jiff::Timestamp;

/// One thing looked at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Look<T> {
    /// Nobody looked.
    #[default]
    Skipped,
    Seen(T),
    Failed(Failure),
}

/// Whether the place to create the new desktop in is still there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ground {
    Firm,
    /// The bundle is gone or not AVAILABLE.
    BundleMissing,
    /// The directory is not REGISTERED with WorkSpaces.
    DirectoryMissing,
}

/// What came of the call that `step` asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    Terminated,
    Created(WorkspaceId),
    Failed(Failure),
    /// The last look before the call said no, so it was not made.
    Withdrawn(String),
}

/// All that is known about one row at this moment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Observation {
    /// When the looking began. A driver may be held up between a look and the step: what was seen is as old as this.
    /// Absent if nobody looked.
    pub looked_at: Option<Timestamp>,
    /// The id that is being removed; `Seen(None)` is "absent".
    pub target: Look<Option<Desktop>>,
    /// The connection status of the target; `Seen(None)` is "no row for it".
    pub connection: Look<Option<Connection>>,
    /// Start of the latest 5-minute period in which the metric UserConnected was 1, if any.
    pub metric: Look<Option<Timestamp>>,
    pub tags: Look<Tags>,
    pub ground: Look<Ground>,
    /// Why the breaker holds this desktop back.
    pub breaker: Option<String>,
    /// Every desktop that the owner has.
    pub owned: Look<Vec<Desktop>>,
    pub successor: Look<Option<Desktop>>,
    pub answer: Option<Answer>,
}

/// What `step` needs to see to decide about a row.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Wants {
    pub target: bool,
    /// Connection status, metric, tags, ground and breaker: all that speaks for or against a termination.
    pub safety: bool,
    pub owned: bool,
    pub successor: bool,
}

/// The fewest looks that the row's phase needs.
pub fn wants(row: &Row) -> Wants {
    let none = Wants::default();
    match row.phase {
        Phase::Grace => Wants { target: true, safety: true, ..none },
        Phase::Terminating => Wants { target: true, ..none },
        Phase::Gone => Wants { target: true, owned: true, ..none },
        Phase::Creating => Wants { owned: true, ..none },
        // Once absent, it may have another id by now.
        Phase::Verifying => Wants { successor: true, owned: row.absent_looks > 0, ..none },
        Phase::Done | Phase::Cancelled(_) => none,
    }
}
