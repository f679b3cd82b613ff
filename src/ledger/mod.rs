//! WHERE a row lives: what is owed, kept so that no crash can lose it.
//!
//! [`Ledger`] is the port: one open row per owner, conditional writes on the row's version, closed rows kept as
//! history. Adapters: memory (tests, sandbox), file (a terminal without a deployed stack), and the table of a deployed
//! stack, which is in `cloud/aws/ledger/` because it sees the SDK.
//!
//! An adapter must never overwrite a row that it could not read, and never drop an open row.
//!
//! To add an adapter: implement the port and run `ledger::conformance` over it.

#[cfg(test)]
pub(crate) mod ailing;
#[cfg(test)]
pub(crate) mod conformance;
mod disk;
mod error;
mod file;
mod memory;

pub use error::LedgerError;
pub use file::FileLedger;
pub use memory::{Book, MemoryLedger};

use crate::recycle::{Owner, Row, WorkspaceId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::{fmt, future::Future};

/// What holds for the whole ledger.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Control {
    /// No desktop is terminated while this stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paused: Option<Pause>,
    /// When everything was last looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub swept_at: Option<Timestamp>,
    /// How far the sweep has come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sweep: Option<Sweeping>,
    /// Who ticks, or ticked last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticker: Option<Ticker>,
    /// The breaker, as people were last told of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trip: Option<Trip>,
}

/// A sweep, which is done part by part, so that one that was stopped is gone on with and not begun anew.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sweeping {
    #[serde(default)]
    pub is_under_way: bool,
    /// AWS's token of the next part of the desktops; absent at the first one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// Ticks that have tried to go on since the last part that was done.
    #[serde(default)]
    pub tries: u32,
    /// Alarms of desktops up to this one were looked into last, where there are too many to look into at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alarms_up_to: Option<WorkspaceId>,
}

/// A row that cannot be read: damaged, or of a newer program.
#[derive(Debug)]
pub struct Unreadable {
    /// Whose it is, where the name that it is filed under says so.
    pub owner: Option<Owner>,
    pub error: LedgerError,
}

/// Sees rows one by one, so that nobody has to keep all of them.
pub type Visit<'a> = &'a mut (dyn FnMut(Result<Row, Unreadable>) + Send);

/// A reconciler that ticks: one at a time, so that two do not make the same looks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticker {
    pub holder: String,
    pub began_at: Timestamp,
    /// Another may begin then.
    pub until: Timestamp,
    /// A digest of the settings that it goes by.
    #[serde(default)]
    pub settings: String,
}

/// The breaker holds desktops back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trip {
    pub since: Timestamp,
    /// A sentence for each thing that creations fail for.
    pub causes: Vec<String>,
}

/// Somebody was told of a disconnect and did not look into it: whoever ticks does, for many at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    pub desktop: WorkspaceId,
    /// When it was told.
    pub at: Timestamp,
}

/// A pause: until when, and why.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pause {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
    #[serde(default)]
    pub reason: String,
    /// Who paused: the ARN of the caller. Empty in a pause of an older program.
    #[serde(default)]
    pub by: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Timestamp>,
}

/// `paused since … by … until …: why`, as far as it is known.
impl fmt::Display for Pause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("paused")?;
        if let Some(since) = self.since {
            write!(f, " since {since}")?;
        }
        if !self.by.is_empty() {
            write!(f, " by {}", self.by)?;
        }
        match self.until {
            Some(until) => write!(f, " until {until}")?,
            None => f.write_str(" until somebody resumes")?,
        }
        if self.reason.is_empty() { Ok(()) } else { write!(f, ": {}", self.reason) }
    }
}

impl Control {
    /// Whether this ticker may begin: nobody else has the tick.
    pub fn admits(&self, ticker: &Ticker) -> bool {
        self.ticker.as_ref().is_none_or(|now| now.holder == ticker.holder || now.until <= ticker.began_at)
    }

    pub fn is_paused(&self, now: Timestamp) -> bool {
        self.paused.as_ref().is_some_and(|pause| pause.until.is_none_or(|until| until > now))
    }
}

/// The port.
pub trait Ledger: Send + Sync {
    /// The open row of an owner.
    fn get(&self, owner: &Owner) -> impl Future<Output = Result<Option<Row>, LedgerError>> + Send;

    /// Open rows whose time has come, the longest overdue first, at most `limit`. It may lag behind what was saved a
    /// moment ago: what is done with such a row ends at its save.
    fn due(&self, now: Timestamp, limit: usize) -> impl Future<Output = Result<Vec<Row>, LedgerError>> + Send;

    /// All open rows, in no order; those that cannot be read as well.
    fn visit_open(&self, visit: Visit<'_>) -> impl Future<Output = Result<(), LedgerError>> + Send;

    /// All open rows, by owner.
    ///
    /// # Errors
    /// Also if one cannot be read: without it the list would say that nothing is owed.
    fn open_rows(&self) -> impl Future<Output = Result<Vec<Row>, LedgerError>> + Send;

    /// Open rows with a failed creation, for the breaker: asked for before each batch of terminations.
    fn failing(&self) -> impl Future<Output = Result<Vec<Row>, LedgerError>> + Send;

    /// Open rows that call for a person.
    fn calling(&self) -> impl Future<Output = Result<Vec<Row>, LedgerError>> + Send;

    /// Add an open row. `false`: the owner has one already, and it was left as it is.
    fn insert(&self, row: &Row) -> impl Future<Output = Result<bool, LedgerError>> + Send;

    /// Save a row if nobody saved it since it was read ([`Row::is_save_of`]), and raise its version. A closed row moves
    /// to the history.
    ///
    /// # Errors
    /// [`LedgerError::Conflict`] if it was saved meanwhile; nothing is written then.
    fn save(&self, row: &mut Row) -> impl Future<Output = Result<(), LedgerError>> + Send;

    /// The latest closed rows, the newest first, at most `limit`; those that cannot be read as well.
    fn visit_closed(&self, limit: usize, visit: Visit<'_>) -> impl Future<Output = Result<(), LedgerError>> + Send;

    /// The latest closed rows, the newest first, at most `limit`.
    ///
    /// # Errors
    /// Also if one of them cannot be read.
    fn closed(&self, limit: usize) -> impl Future<Output = Result<Vec<Row>, LedgerError>> + Send;

    fn control(&self) -> impl Future<Output = Result<Control, LedgerError>> + Send;

    /// Begin or end a pause. Nothing else of the control changes, so that no pause is lost to a sweep.
    fn set_pause(&self, pause: Option<&Pause>) -> impl Future<Output = Result<(), LedgerError>> + Send;

    /// Note a sweep; nothing else of the control changes.
    fn set_swept(&self, at: Timestamp) -> impl Future<Output = Result<(), LedgerError>> + Send;

    /// Note how far the sweep has come; nothing else of the control changes.
    fn set_sweeping(&self, sweep: &Sweeping) -> impl Future<Output = Result<(), LedgerError>> + Send;

    /// Take the tick, or, with an `until` that is over, give it back. `false`: another has it ([`Control::admits`]),
    /// and nothing was changed. Nothing else of the control changes.
    fn take_tick(&self, ticker: &Ticker) -> impl Future<Output = Result<bool, LedgerError>> + Send;

    /// Note what people were told of the breaker; nothing else of the control changes.
    fn set_trip(&self, trip: Option<&Trip>) -> impl Future<Output = Result<(), LedgerError>> + Send;

    /// Keep a note; a later one of the same desktop replaces it. `false`: this ledger keeps none, as where no function
    /// works, and whoever was told must look into it.
    fn note(&self, _note: &Note) -> impl Future<Output = Result<bool, LedgerError>> + Send {
        async { Ok(false) }
    }

    /// Some notes, at most `limit`.
    fn noted(&self, _limit: usize) -> impl Future<Output = Result<Vec<Note>, LedgerError>> + Send {
        async { Ok(vec![]) }
    }

    /// Drop a note that was looked into, unless a later one has replaced it.
    fn drop_note(&self, _note: &Note) -> impl Future<Output = Result<(), LedgerError>> + Send {
        async { Ok(()) }
    }
}
