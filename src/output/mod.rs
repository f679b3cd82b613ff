//! HOW it looks: the answer as a table, JSON or CSV on stdout, and everything else on stderr.
//!
//! A command returns data that implements [`Answer`]; what a terminal, a pipe or a spreadsheet needs is decided here
//! and nowhere else. Table and piped lines are for people and may change; JSON is the interface for programs and says
//! its `schema_version`; CSV is the sheet with its header.
//!
//! This room must never ask AWS anything, and must never write anything but the answer to stdout.
//!
//! To add a format: a variant of [`Format`], a file with its `render`, and a case in `tests.rs`.

mod csv;
mod json;
mod progress;
mod sheet;
mod table;
mod terminal;

pub use json::SCHEMA_VERSION;
pub use progress::Progress;
pub use sheet::{Cell, Sheet, Tone, clean};
pub use terminal::{Captured, NoPrompt, Terminal, TerminalOptions};

use serde::Serialize;

/// What a command found out.
///
/// JSON shows the fields of the value itself, so it must serialise as a map.
pub trait Answer: Serialize {
    /// The same for people: one record per row.
    fn sheet(&self) -> Sheet;
}

/// How the answer is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// Columns on a terminal; one record per line, separated by tabs, in a pipe
    #[default]
    Table,
    /// One document with a schema_version
    Json,
    /// A header and one record per line, safe to open in a spreadsheet
    Csv,
}

#[cfg(test)]
mod tests;
