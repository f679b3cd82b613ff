//! The promises of `rebuild` and `status`, by the real binary over real HTTP: equal desktops, nothing lost and nothing
//! doubled wherever it is stopped, and no write call after bad input.
//!
//! Every test has emulators of its own. What runs side by side in one test is told apart by its access key
//! ([`shell::Shell`]), has a ledger and desktops of its own, and so can be held, failed and counted by itself.
//!
//! An intent that nobody answered is believed for more than a minute (`recycle::Limits::settle`); a test that would
//! have to wait for that lets the ledger's files grow older instead ([`shell::Shell::let_time_pass`]).

mod account;
mod crashes;
mod deployed;
mod equal;
mod failures;
mod fleet;
mod ledgers;
mod refusals;
pub mod shell;
mod twice;
