//! `wsrecycle completions`: what a shell needs to complete our words.

use super::error::CommandError;
use super::{Cli, exit};
use crate::output::Terminal;
use clap::{Args, CommandFactory};
use clap_complete::Shell;

const EXAMPLES: &str = "\
Examples:
  wsrecycle completions bash > ~/.local/share/bash-completion/completions/wsrecycle
  wsrecycle completions zsh > ~/.zfunc/_wsrecycle
  wsrecycle completions fish > ~/.config/fish/completions/wsrecycle.fish";

/// Print the completion script of a shell
#[derive(Debug, Clone, Args)]
#[command(before_help = EXAMPLES)]
pub struct CompletionsArgs {
    /// The shell that reads the script
    #[arg(value_enum)]
    shell: Shell,
}

pub fn run(args: &CompletionsArgs, terminal: &Terminal) -> Result<u8, CommandError> {
    terminal.text(&generate(args.shell))?;
    Ok(exit::DONE)
}

/// The script of one shell. The same bytes on every machine.
pub fn generate(shell: Shell) -> String {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "wsrecycle", &mut script);
    String::from_utf8(script).expect("scripts are text")
}
