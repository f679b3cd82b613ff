//! WHO turns the crank: what drives the pure step, and how it looks, saves, calls and waits.
//!
//! [`mod@sweep`] looks at everything once in a while and finds what no event told. It opens rows and repairs alarms; it
//! never terminates or creates a desktop.

pub mod sweep;

pub use sweep::{SweepReport, sweep};
