//! Which account stands behind the ports, and the runtime that a command runs on.

use super::deployed::Place;
use super::error::{CommandError, ErrorKind};
use super::globals::Globals;
use super::{Context, InAccount};
use crate::cloud::{Clock, Cloud, Identity, Logs, Provision};
use crate::ledger::{Ledger, MemoryLedger};
use crate::output::Terminal;
use crate::sandbox::{Heard, Machine, Sandbox, TerminalClock};
use crate::settings::Settings;
use jiff::Timestamp;

/// Run a command in the account that the flags and settings name.
pub fn run(command: &InAccount, globals: &Globals, terminal: Terminal) -> Result<u8, CommandError> {
    let settings = globals.settings(&command.flags(), &environment)?;
    for line in settings.lines() {
        terminal.detail(line);
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| CommandError::failed(format!("cannot start the runtime: {error}")))?;
    runtime.block_on(async {
        if globals.sandbox.is_some() {
            until_interrupted(command, in_sandbox(command, globals, settings, terminal)).await
        } else {
            until_interrupted(command, in_aws(command, globals, settings, terminal)).await
        }
    })
}

/// A command in the simulated account. While it waits, the deployed system goes on working there.
async fn in_sandbox(
    command: &InAccount,
    globals: &Globals,
    settings: Settings,
    terminal: Terminal,
) -> Result<u8, CommandError> {
    let opened = super::sandbox::open(globals)?;
    let machine = Machine::new(
        Sandbox::new(opened.kept.world.clone()),
        MemoryLedger::new(opened.kept.ledger.clone()),
        super::sandbox::rules(&settings, &opened.kept.world),
    );
    let told = Terminal::system(globals.terminal_options());
    let hear = |at: Timestamp, heard: Heard<'_>| told.detail(super::sandbox::line(at, &heard));
    let ledger = machine.ledger.clone();
    let open_ledger = move |_: &Identity, _: &Place| Ok(ledger.clone());
    let clock = TerminalClock { machine: &machine, hear: &hear };
    let cx = Context::new(machine.sandbox.clone(), clock, settings, terminal, Box::new(open_ledger));
    let ended = in_account(command, cx.in_sandbox()).await;
    opened.keep(&machine)?;
    ended
}

fn environment(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// Dropping a command is safe at any point: every change is one call, and what is under way goes on in AWS.
async fn until_interrupted(
    command: &InAccount,
    run: impl Future<Output = Result<u8, CommandError>>,
) -> Result<u8, CommandError> {
    tokio::select! {
        ended = run => ended,
        interrupt = tokio::signal::ctrl_c() => match interrupt {
            Ok(()) => {
                let message = format!("interrupted: {}", command.after_interrupt());
                Err(CommandError::new(ErrorKind::Interrupted, message))
            }
            Err(error) => Err(CommandError::failed(format!("cannot listen for Ctrl-C: {error}"))),
        },
    }
}

#[cfg(feature = "aws")]
async fn in_aws(
    command: &InAccount,
    globals: &Globals,
    settings: Settings,
    terminal: Terminal,
) -> Result<u8, CommandError> {
    use super::ledger::AnyLedger;
    use crate::cloud::{Paced, Rates, SystemClock, aws};
    use crate::ledger::FileLedger;
    use crate::settings::Source;
    use std::sync::Arc;

    // The SDK reads AWS_PROFILE itself. Only a profile that was named to us may win over keys in the environment, as
    // with the AWS CLI.
    let named = settings.profile.as_ref().filter(|profile| !matches!(profile.from, Source::Environment(_)));
    let options = aws::Options {
        profile: named.map(|profile| profile.value.clone()),
        region: settings.region.as_ref().map(|region| region.value.clone()),
        endpoint_url: globals.endpoint_url.clone(),
    };
    let cloud = aws::connect(&options).await;
    let cloud = cloud.map_err(|failure| CommandError::from_failure("connect to AWS", &failure))?;
    let tables = cloud.clone();
    let terminal = Arc::new(terminal);
    let told = terminal.clone();
    let cloud = cloud.on_waiting(move |why| told.note(format!("  {why}")));
    let cloud = Paced::new(cloud, SystemClock, Rates::DOCUMENTED);
    let open_ledger = move |identity: &Identity, place: &Place| match place {
        Place::Table(table) => Ok(AnyLedger::Table(tables.ledger(table))),
        Place::Here => match crate::settings::state_home(&environment) {
            Some(home) => Ok(AnyLedger::File(FileLedger::at(FileLedger::default_dir(&home, identity)))),
            None => {
                let why = "neither XDG_STATE_HOME nor HOME names a folder by its whole path";
                Err(CommandError::usage(format!("there is no place for this machine's ledger: {why}"))
                    .hint("set HOME or XDG_STATE_HOME"))
            }
        },
    };
    in_account(command, Context::new(cloud, SystemClock, settings, terminal, Box::new(open_ledger))).await
}

#[cfg(not(feature = "aws"))]
async fn in_aws(_: &InAccount, _: &Globals, _: Settings, _: Terminal) -> Result<u8, CommandError> {
    Err(CommandError::usage("this wsrecycle was built without AWS")
        .hint("practise with --sandbox, or build it with its default features: `cargo build --release`"))
}

/// The end of every way here: one command over the ports.
async fn in_account<C: Cloud + Logs + Provision, L: Ledger, K: Clock>(
    command: &InAccount,
    cx: Context<C, L, K>,
) -> Result<u8, CommandError> {
    command.run(&cx).await
}
