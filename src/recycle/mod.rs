//! WHAT to do with one desktop. Pure: no IO, no clock, no chance, no async, no printing.
//!
//! [`step`](step()) is the whole decision: it takes a row of the ledger, what a driver has just seen, the time and the
//! rules, and returns the row as it must be saved, the one call to make, and the events to tell. Drivers (`reconcile/`)
//! only look, save, call and wait.
//!
//! This room must never call anything, read a clock, print, or iterate over a `HashMap`; `tests/tidy.rs` reads the
//! sources and says so when it is broken.
//!
//! To add a phase or a decision:
//! 1. the place or reason in `phase.rs`, and what it needs to see in `observation.rs` (`wants`);
//! 2. the decision in `step/`, with a row in the table at the bottom of that file;
//! 3. its event in `event.rs`; its bound in `limits.rs`;
//! 4. run `wsrecycle simulate`: the promises R1 to R8 are checked after every event.

pub mod breaker;
pub mod desktop;
pub mod event;
pub mod failure;
pub mod ids;
pub mod limits;
pub mod observation;
pub mod phase;
pub mod row;
pub mod scope;
pub mod step;

pub use breaker::{causes, held_back};
pub use desktop::{
    Connection, ConnectionState, Desktop, Encryption, GlobalAccelerator, Properties, Request, RunningMode, State, Tags,
};
pub use event::{Event, Happening};
pub use failure::{Failure, FailureKind};
pub use ids::{BundleId, DirectoryId, NotAnId, Owner, WorkspaceId};
pub use limits::{ACT_TAKES_MAX, Clash, Limits, Rules, TIMING};
pub use observation::{Answer, Ground, Look, Observation, Wants, wants};
pub use phase::{Attention, CancelReason, Phase};
pub use row::{Act, Cause, Intent, Lease, Row, Successor, later};
pub use scope::{Exclusion, Scope, exclusion, is_held, postponement};
pub use step::{Action, LastLook, Step, confirm, is_in_time, step};
