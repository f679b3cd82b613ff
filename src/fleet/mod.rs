//! HOW desktops and alarms stand.
//!
//! [`census`] reads everything once and joins it; [`finding`] says, purely, what is worth saying about it; [`fix`]
//! plans, purely, what would put it right, and applies it. `status`, `status --fix` and the sweep are these three with
//! different endings.
//!
//! This room must never terminate or create a desktop, and never delete the alarm of a desktop that exists unless
//! another alarm guards it.
//!
//! To add a finding: see `finding/mod.rs`.

pub mod alarm;
pub mod census;
pub mod finding;
pub mod fix;
pub mod part;
mod read;

#[cfg(test)]
pub(crate) mod account;

pub use alarm::Alarm;
pub use census::{Census, Entry, UnreadableRow};
pub use finding::{Finding, Severity, TICK_MAX, findings, needs_attention, overall};
pub use fix::{Fix, FixReport, Outcome, Verdict, apply, plan};
pub(crate) use read::every_page;
pub use read::{Connections, Options, Progress, ReadError, read};
