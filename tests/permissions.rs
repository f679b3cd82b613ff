//! The printed policies: that they name every call that is made, that a command can run with them to its end, and that
//! nothing in them is too much.
//!
//! `calls.rs` reads the sources: calls without a row, rows without a call. The rest asks the real binary, as users of
//! the emulators who have what the binary printed: all of it (`enough.rs`), and only what its errors asked for
//! (`least.rs`). To add a command: its line in `cases.rs`.

mod calls;
#[cfg(feature = "aws")]
mod cases;
#[cfg(feature = "aws")]
mod enough;
#[cfg(feature = "aws")]
mod least;
#[cfg(feature = "aws")]
mod policy;
#[cfg(feature = "aws")]
pub mod program;
#[cfg(feature = "aws")]
mod spoil;
#[cfg(feature = "aws")]
mod stand;
