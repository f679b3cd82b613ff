//! `wsrecycle changelog`: what changed, without a network.

use super::error::CommandError;
use super::exit;
use crate::output::Terminal;
use clap::Args;

const EXAMPLES: &str = "\
Examples:
  wsrecycle changelog";

/// The changes of every version, as they were when this program was built.
pub const CHANGELOG: &str = include_str!("../../CHANGELOG.md");

/// Show what changed in each version
#[derive(Debug, Clone, Args)]
#[command(before_help = EXAMPLES)]
pub struct ChangelogArgs {}

pub fn run(ChangelogArgs {}: &ChangelogArgs, terminal: &Terminal) -> Result<u8, CommandError> {
    terminal.text(CHANGELOG)?;
    Ok(exit::DONE)
}
