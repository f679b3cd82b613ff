//! The printed policies: that they name every call that is made, that a command can run with them to its end, and that
//! it cannot without any single action of them.
//!
//! `calls.rs` reads the sources: calls without a row, rows without a call. The rest asks who may do what: `role.rs`
//! of the functions' policy as a text, the others of the real binary, as a user of the emulators with nothing but the
//! policy that the binary printed (`user.rs`). To add a command to those: its case in `cases.rs`.

mod calls;
#[cfg(feature = "aws")]
mod cases;
#[cfg(feature = "aws")]
mod least;
#[cfg(feature = "aws")]
pub mod program;
#[cfg(feature = "aws")]
mod spoil;
#[cfg(feature = "aws")]
mod user;
