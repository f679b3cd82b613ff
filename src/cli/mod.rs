//! The administrator's command line. The tree of this folder is the help page.
//!
//! One file per command: the arguments, whose doc comments are the help, and below them `run`, generic over the ports.
//! A command looks, shows what it would change, asks, changes, and hands its answer to `output/`.
//!
//! This room must never decide which desktops may be recycled (that is `recycle/`), and never print but through
//! [`crate::output::Terminal`].
//!
//! To add a command:
//! 1. its file, with `EXAMPLES` that parse;
//! 2. its variant in [`InAccount`], or in [`Command`] if it needs no account, and its line in `run`;
//! 3. a story in `tests/stories/`;
//! 4. `UPDATE=1 cargo test --test tests artefacts` renews `man/` and `completions/`.

mod alarm;
mod changelog;
mod completions;
mod context;
mod demo;
mod deployed;
mod drift;
mod error;
pub mod exit;
mod globals;
mod history;
mod hold;
#[cfg(any(feature = "aws", test))]
mod ledger;
mod left_here;
mod logs;
pub mod man;
mod pause;
mod permissions;
mod rebuild;
mod release;
mod resume;
mod sandbox;
mod setup;
mod simulate;
mod skew;
mod stack;
mod status;
mod target;
mod teardown;
mod wait;
mod when;
mod world;

pub use completions::generate as generate_completions;
pub use context::{Consent, Context};
pub use error::{CommandError, ErrorKind};

use crate::cloud::{Clock, Cloud, Logs, Provision};
use crate::ledger::Ledger;
use crate::output::{Format, Terminal};
use clap::{Parser, Subcommand};
use globals::{Flag, Globals};
use std::ffi::OsString;

const EXAMPLES: &str = "\
Examples:
  wsrecycle setup --scope directories=d-90670a1b2c --dry-run
  wsrecycle drift
  wsrecycle status
  wsrecycle status --fix --dry-run
  wsrecycle rebuild alice@d-90670a1b2c --dry-run
  wsrecycle hold ws-0a1b2c3d4 --reason \"patching until Friday\"
  wsrecycle wait alice@d-90670a1b2c --for available
  wsrecycle --sandbox status
  wsrecycle demo";

/// Make Amazon WorkSpaces desktops non-persistent
///
/// When a user has disconnected and stays away for the grace period, the desktop is terminated and an equal one is
/// created for the same user. Nothing that the user left on its disks survives, and no user is left without a desktop.
#[derive(Debug, Parser)]
#[command(name = "wsrecycle", version, before_help = EXAMPLES)]
#[command(subcommand_required = true, arg_required_else_help = true)]
pub struct Cli {
    #[command(flatten)]
    pub globals: Globals,

    #[command(subcommand)]
    pub command: Command,
}

impl Cli {
    /// Refuse a format that the command has not: a program that asks for it would choke on what it got.
    fn check_output(&self) -> Result<(), CommandError> {
        let told = match &self.command {
            Command::Demo(_) => "demo tells a story",
            Command::Sandbox(_) => "sandbox tells what happens",
            Command::Changelog(_) => "changelog prints a text",
            Command::Completions(_) => "completions prints a script",
            Command::Man(_) => "man prints a page",
            Command::InAccount(InAccount::Permissions(_)) if self.globals.output == Format::Csv => {
                "permissions prints a policy in JSON"
            }
            Command::Simulate(_) | Command::InAccount(_) => return Ok(()),
        };
        let asked = match self.globals.output {
            Format::Table => return Ok(()),
            Format::Json => "JSON",
            Format::Csv => "CSV",
        };
        Err(CommandError::usage(format!("{told}, and has no {asked}")).hint("leave --output out"))
    }
}

#[derive(Debug, Subcommand)]
pub enum Command {
    #[command(flatten)]
    InAccount(InAccount),
    Demo(demo::DemoArgs),
    Sandbox(sandbox::SandboxArgs),
    Simulate(simulate::SimulateArgs),
    Changelog(changelog::ChangelogArgs),
    Completions(completions::CompletionsArgs),
    Man(man::ManArgs),
}

/// Commands that work in an account, real or simulated.
#[derive(Debug, Subcommand)]
pub enum InAccount {
    Setup(setup::SetupArgs),
    Drift(drift::DriftArgs),
    Teardown(teardown::TeardownArgs),
    Status(status::StatusArgs),
    Rebuild(rebuild::RebuildArgs),
    Alarm(alarm::AlarmArgs),
    Hold(hold::HoldArgs),
    Release(release::ReleaseArgs),
    Pause(pause::PauseArgs),
    Resume(resume::ResumeArgs),
    Wait(wait::WaitArgs),
    History(history::HistoryArgs),
    Logs(logs::LogsArgs),
    Permissions(permissions::PermissionsArgs),
}

impl InAccount {
    /// One command in the account behind the context: its exit status.
    pub async fn run<C: Cloud + Logs + Provision, L: Ledger, K: Clock>(
        &self,
        cx: &Context<C, L, K>,
    ) -> Result<u8, CommandError> {
        self.carry_out(cx).await.map_err(|error| error.with_policy(self.policy()))
    }

    async fn carry_out<C: Cloud + Logs + Provision, L: Ledger, K: Clock>(
        &self,
        cx: &Context<C, L, K>,
    ) -> Result<u8, CommandError> {
        cx.check_account().await?;
        match self {
            Self::Setup(args) => setup::run(args, cx).await,
            Self::Drift(args) => drift::run(args, cx).await,
            Self::Teardown(args) => teardown::run(args, cx).await,
            Self::Status(args) => status::run(args, cx).await,
            Self::Rebuild(args) => rebuild::run(args, cx).await,
            Self::Alarm(args) => alarm::run(args, cx).await,
            Self::Hold(args) => hold::run(args, cx).await,
            Self::Release(args) => release::run(args, cx).await,
            Self::Pause(args) => pause::run(args, cx).await,
            Self::Resume(args) => resume::run(args, cx).await,
            Self::Wait(args) => wait::run(args, cx).await,
            Self::History(args) => history::run(args, cx).await,
            Self::Logs(args) => logs::run(args, cx).await,
            Self::Permissions(args) => permissions::run(args, cx).await,
        }
    }

    /// The policy that is enough for it, as `permissions` calls it.
    fn policy(&self) -> &'static str {
        match self {
            Self::Setup(_) => "setup",
            Self::Drift(_) => "drift",
            Self::Teardown(_) => "teardown",
            Self::Status(args) if args.fix => "fix",
            Self::Alarm(args) if args.changes() => "fix",
            Self::Status(_) | Self::Alarm(_) | Self::Wait(_) | Self::Permissions(_) => "status",
            Self::Rebuild(_) => "rebuild",
            Self::Hold(_) | Self::Release(_) => "hold",
            Self::Pause(_) | Self::Resume(_) => "pause",
            Self::History(_) => "history",
            Self::Logs(_) => "logs",
        }
    }

    /// The settings that a command's own flags give.
    fn flags(&self) -> Vec<Flag> {
        match self {
            Self::Setup(args) => args.flags(),
            _ => vec![],
        }
    }

    /// What holds after Ctrl-C.
    fn after_interrupt(&self) -> &'static str {
        match self {
            Self::Status(args) if args.fix => "what was put right so far stays; the same command goes on with the rest",
            Self::Rebuild(args) => args.after_interrupt(),
            Self::Status(_) | Self::Wait(_) | Self::Drift(_) | Self::Permissions(_) => "nothing was changed",
            Self::History(_) | Self::Logs(_) => "nothing was changed",
            Self::Pause(_) | Self::Resume(_) => "`wsrecycle status` shows whether a pause stands",
            Self::Setup(_) => "what was built so far stays; the same command goes on with the rest",
            Self::Teardown(_) => "what was deleted so far is gone; the same command goes on with the rest",
            Self::Alarm(_) => "alarms changed so far stay so; the same command goes on with the rest",
            Self::Hold(_) | Self::Release(_) => {
                "desktops tagged so far stay so; the same command goes on with the rest"
            }
        }
    }
}

/// The whole program as the terminal sees it: its exit status.
pub fn main(words: impl IntoIterator<Item = OsString>) -> u8 {
    let cli = match Cli::try_parse_from(words) {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are answers and go to stdout; a closed pipe is nobody's error.
            let _ = error.print();
            return u8::try_from(error.exit_code()).unwrap_or(exit::USAGE);
        }
    };
    let terminal = || Terminal::system(cli.globals.terminal_options());
    if let Err(error) = cli.check_output() {
        error.print(&terminal());
        return error.exit_status();
    }
    let ended = match &cli.command {
        Command::Demo(args) => demo::run(args, &terminal()),
        Command::Sandbox(args) => sandbox::run(args, &cli.globals, &terminal()),
        Command::Simulate(args) => simulate::run(args, &terminal()),
        Command::Changelog(args) => changelog::run(args, &terminal()),
        Command::Completions(args) => completions::run(args, &terminal()),
        Command::Man(args) => man::run(args, &terminal()),
        Command::InAccount(InAccount::Permissions(args)) if args.is_offline() => {
            permissions::run_offline(args, &cli.globals, &terminal())
        }
        Command::InAccount(command) => world::run(command, &cli.globals, terminal()),
    };
    ended.unwrap_or_else(|error| {
        error.print(&terminal());
        error.exit_status()
    })
}

#[cfg(test)]
mod tests;
