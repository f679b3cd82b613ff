//! WHO turns the crank: load what is due, look, step, save the intent, act, save the answer.
//!
//! [`turn`] is the one body of every driver; drivers differ only in which rows they bring and how they wait: the
//! terminal ([`drive`]) until its rows are closed, the functions once a minute ([`tick`]), the simulator on a virtual
//! clock. A turn may die between any two calls, and two turns may run at once: the row's version decides who acts, and
//! an intent without an answer is looked into before it is believed. [`sweep`] looks at everything once in a while and
//! finds what no event told; it opens rows and repairs alarms, and never terminates or creates a desktop.
//!
//! This room must never decide anything about a desktop (that is `recycle/`), and never call AWS outside a batch.
//!
//! To add a look: a field in `recycle::Observation`, filled in `observe.rs`, in batches as large as AWS allows.

mod alert;
mod drive;
mod failing;
mod noted;
mod observe;
mod sweep;
mod tell;
mod tick;
mod turn;

pub use alert::{About, Alert, Post, alerts};
pub use drive::{Drive, Driven, drive};
pub use observe::DirectorySizes;
pub use sweep::{Reach, SweepError, SweepReport, sweep};
pub use tell::Told;
pub use tick::{Shift, TickReport, tick};
pub use turn::{Tell, Turn, TurnReport, turn};
