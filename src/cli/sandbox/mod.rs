//! `wsrecycle sandbox`: what only AWS, users and time can do in a real account.

use super::CommandError;
use super::error::ErrorKind;
use super::exit;
use super::globals::Globals;
use crate::ledger::{Book, Control, MemoryLedger, Ticker};
use crate::output::Terminal;
use crate::recycle::{BundleId, DirectoryId, Limits, Owner, Rules, RunningMode, State, Tags, WorkspaceId};
use crate::sandbox::{Deployed, Fault, FaultKind, Heard, Kept, Machine, Sandbox, SimDesktop, Store, StoreError, World};
use crate::settings::{Settings, human, parse_duration, state_home};
use clap::{Args, Subcommand};
use jiff::{SignedDuration, Timestamp};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  wsrecycle sandbox launch alice bob
  wsrecycle sandbox connect alice
  wsrecycle sandbox disconnect alice
  wsrecycle sandbox advance 1h
  wsrecycle sandbox fault lose-event";

/// The time at which every sandbox begins.
const BEGINNING: &str = "2026-11-23T08:00:00Z";
/// The furthest that one command lets time pass.
const ADVANCE_MAX: SignedDuration = SignedDuration::from_hours(24 * 31);

/// Practise in a simulated account: launch desktops, let users come and go, let time pass, let things fail
///
/// The account is kept in a file between commands. Every other command works in it with --sandbox. Nothing in it costs
/// anything or can be lost.
#[derive(Debug, Clone, Args)]
#[command(before_help = EXAMPLES)]
pub struct SandboxArgs {
    #[command(subcommand)]
    deed: Deed,
}

#[derive(Debug, Clone, Subcommand)]
enum Deed {
    Launch(LaunchArgs),
    /// Let users connect to their desktops
    #[command(before_help = CONNECT_EXAMPLES)]
    Connect(UserArgs),
    /// End the sessions of users
    #[command(before_help = DISCONNECT_EXAMPLES)]
    Disconnect(UserArgs),
    Change(ChangeArgs),
    Advance(AdvanceArgs),
    Fault(FaultArgs),
    Reset(ResetArgs),
}

const LAUNCH_EXAMPLES: &str = "\
Examples:
  wsrecycle sandbox launch alice
  wsrecycle sandbox launch bob carol --directory d-90670a1b2d --tag lab=a --unguarded";

/// Launch a desktop for each user
#[derive(Debug, Clone, Args)]
#[command(before_help = LAUNCH_EXAMPLES)]
struct LaunchArgs {
    /// The users' names
    #[arg(required = true, value_name = "USER", value_parser = user_name)]
    users: Vec<String>,

    /// The directory of the users
    #[arg(long, value_name = "ID", default_value = "d-90670a1b2c")]
    directory: DirectoryId,

    /// The bundle to launch from
    #[arg(long, value_name = "ID", default_value = "wsb-standard1")]
    bundle: BundleId,

    /// A tag of the desktops (can be repeated)
    #[arg(long = "tag", value_name = "KEY=VALUE", value_parser = tag)]
    tags: Vec<(String, String)>,

    /// Tell no function of the launch, so that no alarm is made
    #[arg(long)]
    unguarded: bool,
}

const CONNECT_EXAMPLES: &str = "\
Examples:
  wsrecycle sandbox connect alice
  wsrecycle sandbox connect bob@d-90670a1b2d";

const DISCONNECT_EXAMPLES: &str = "\
Examples:
  wsrecycle sandbox disconnect alice
  wsrecycle sandbox disconnect bob@d-90670a1b2d";

#[derive(Debug, Clone, Args)]
struct UserArgs {
    /// The users, as a name or user@directory
    #[arg(required = true, value_name = "USER")]
    users: Vec<String>,
}

const CHANGE_EXAMPLES: &str = "\
Examples:
  wsrecycle sandbox change alice --state ADMIN_MAINTENANCE
  wsrecycle sandbox change alice --running-mode ALWAYS_ON";

/// Change a user's desktop as an administrator could in the console
#[derive(Debug, Clone, Args)]
#[command(before_help = CHANGE_EXAMPLES)]
struct ChangeArgs {
    /// The user, as a name or user@directory
    #[arg(value_name = "USER")]
    user: String,

    /// Put it into this state, in AWS's spelling
    #[arg(long, value_name = "STATE", value_parser = state)]
    state: Option<State>,

    /// Give it this running mode, in AWS's spelling
    #[arg(long, value_name = "MODE", value_parser = running_mode)]
    running_mode: Option<RunningMode>,

    /// Give it a standby in another Region
    #[arg(long)]
    standby: bool,

    /// Delete it
    #[arg(long)]
    delete: bool,

    /// Remove the user from the directory
    #[arg(long)]
    remove_user: bool,
}

const ADVANCE_EXAMPLES: &str = "\
Examples:
  wsrecycle sandbox advance 10m
  wsrecycle sandbox advance 1h30m";

/// Let time pass, and the deployed functions do their work
#[derive(Debug, Clone, Args)]
#[command(before_help = ADVANCE_EXAMPLES)]
struct AdvanceArgs {
    /// How much time
    #[arg(value_name = "DURATION", value_parser = advance)]
    time: SignedDuration,
}

const FAULT_EXAMPLES: &str = "\
Examples:
  wsrecycle sandbox fault lose-event
  wsrecycle sandbox fault throttle --times 20
  wsrecycle sandbox fault --clear";

/// Let something go wrong the next times it can, or list what can
#[derive(Debug, Clone, Args)]
#[command(before_help = FAULT_EXAMPLES)]
struct FaultArgs {
    /// What goes wrong; without it, the kinds are listed
    #[arg(value_name = "KIND", value_parser = |text: &str| text.parse::<FaultKind>())]
    kind: Option<FaultKind>,

    /// How many times
    #[arg(long, value_name = "N", default_value_t = 1)]
    times: u32,

    /// Let nothing go wrong any more
    #[arg(long, conflicts_with = "kind")]
    clear: bool,
}

const RESET_EXAMPLES: &str = "\
Examples:
  wsrecycle sandbox reset
  wsrecycle sandbox reset --bare";

/// Forget the simulated account
///
/// A new one begins with the whole stack deployed, as `wsrecycle setup` builds it.
#[derive(Debug, Clone, Args)]
#[command(before_help = RESET_EXAMPLES)]
struct ResetArgs {
    /// Begin again without a stack, to practise `setup`
    #[arg(long)]
    bare: bool,
}

fn user_name(text: &str) -> Result<String, String> {
    let good =
        !text.is_empty() && text.chars().count() <= 63 && !text.contains('@') && !text.contains(char::is_control);
    if good { Ok(text.to_owned()) } else { Err("expected 1 to 63 characters and no @".into()) }
}

fn tag(text: &str) -> Result<(String, String), String> {
    let (key, value) = text.split_once('=').unwrap_or((text, ""));
    if key.is_empty() { Err("the tag has no key".into()) } else { Ok((key.to_owned(), value.to_owned())) }
}

fn state(text: &str) -> Result<State, String> {
    known(State::from(text), State::KNOWN)
}

fn running_mode(text: &str) -> Result<RunningMode, String> {
    known(RunningMode::from(text), RunningMode::KNOWN)
}

fn known<T: PartialEq + ToString>(value: T, known: &[T]) -> Result<T, String> {
    if known.contains(&value) {
        return Ok(value);
    }
    Err(format!("expected one of {}", known.iter().map(T::to_string).collect::<Vec<_>>().join(", ")))
}

fn advance(text: &str) -> Result<SignedDuration, String> {
    let time = parse_duration(text)?;
    if time > ADVANCE_MAX {
        return Err(format!("{text} is too long: expected {} or less", human(ADVANCE_MAX)));
    }
    Ok(time)
}

/// A sandbox that a command works in.
pub struct Opened {
    store: Store,
    pub kept: Kept,
}

impl Opened {
    pub fn keep(&self, machine: &Machine) -> Result<(), CommandError> {
        let kept = Kept { world: machine.sandbox.world().clone(), ledger: machine.ledger.book().clone() };
        if kept != self.kept {
            self.store.keep(&kept)?;
        }
        Ok(())
    }
}

/// Open the sandbox that the flags name, or begin a new one.
pub fn open(globals: &Globals) -> Result<Opened, CommandError> {
    let environment = |name: &str| std::env::var(name).ok();
    let named = globals.sandbox.clone().flatten();
    let usual = || state_home(&environment).map(|home| home.join("wsrecycle").join("sandbox"));
    let dir: PathBuf = named.or_else(usual).ok_or_else(|| {
        let why = "neither XDG_STATE_HOME nor HOME names a folder by its whole path";
        CommandError::usage(format!("there is no place for the sandbox: {why}"))
            .hint("set HOME, or name a folder with --sandbox=DIR")
    })?;
    let (store, kept) = Store::open(&dir)?;
    Ok(Opened { store, kept: kept.unwrap_or_else(begin) })
}

fn begin() -> Kept {
    let now: Timestamp = BEGINNING.parse().expect("a time written by us");
    // The stack that is there at the beginning has been at work.
    let (holder, settings) = ("function".to_owned(), String::new());
    let ticker = Some(Ticker { holder, began_at: now, until: now, settings });
    let control = Control { ticker, ..Control::default() };
    Kept { world: World::new(1, now), ledger: Book { control, ..Book::default() } }
}

/// What the deployed functions go by: what they were deployed with, whatever is said here.
pub fn rules(settings: &Settings, world: &World) -> Rules {
    world.deployed.config().map_or_else(|| settings.rules(Limits::default()), |config| config.rules())
}

/// One thing that happened, for a person who watches.
pub fn line(at: Timestamp, heard: &Heard<'_>) -> String {
    let time = at.strftime("%a %H:%M:%S");
    match heard {
        Heard::World(text) => format!("{time}  {text}"),
        Heard::Row(row, event) => format!("{time}  {}: {}", row.owner, event.what),
        Heard::Function(text) => format!("{time}    {text}"),
    }
}

pub fn run(args: &SandboxArgs, globals: &Globals, terminal: &Terminal) -> Result<u8, CommandError> {
    let settings: Settings = globals.settings(&[], &|name| std::env::var(name).ok())?;
    let opened = open(globals)?;
    if let Deed::Reset(args) = &args.deed {
        if args.bare {
            let mut kept = begin();
            kept.world.deployed = Deployed::default();
            kept.ledger = Book::default();
            opened.store.keep(&kept)?;
            terminal.note("The sandbox is empty again, and nothing is deployed in it.");
        } else {
            opened.store.remove()?;
            terminal.note("The sandbox is empty again.");
        }
        return Ok(exit::DONE);
    }
    let sandbox = Sandbox::new(opened.kept.world.clone());
    let ledger = MemoryLedger::new(opened.kept.ledger.clone());
    let machine = Machine::new(sandbox, ledger, rules(&settings, &opened.kept.world));
    // What happens is the answer of these commands.
    let hear = |at: Timestamp, heard: Heard<'_>| drop(terminal.text(&format!("{}\n", line(at, &heard))));
    match &args.deed {
        Deed::Launch(args) => launch(args, &machine)?,
        Deed::Connect(args) => meet(&args.users, &machine, "connect", |world, owner| world.connect(owner))?,
        Deed::Disconnect(args) => meet(&args.users, &machine, "disconnect", |world, owner| world.disconnect(owner))?,
        Deed::Change(args) => change(args, &machine)?,
        Deed::Fault(args) => fault(args, &machine, terminal)?,
        Deed::Advance(args) => {
            let until = machine.now().saturating_add(args.time).unwrap_or(Timestamp::MAX);
            let runtime = tokio::runtime::Builder::new_current_thread().build();
            let runtime =
                runtime.map_err(|error| CommandError::failed(format!("cannot start the runtime: {error}")))?;
            runtime.block_on(machine.run_until(until, &hear));
            terminal.note(format!("It is {} in the sandbox.", machine.now().strftime("%a %H:%M:%S")));
        }
        Deed::Reset(_) => {}
    }
    machine.tell_world(&hear);
    opened.keep(&machine)?;
    Ok(exit::DONE)
}

fn launch(args: &LaunchArgs, machine: &Machine) -> Result<(), CommandError> {
    let mut world = machine.sandbox.world();
    let names = |ids: Vec<String>| ids.join(", ");
    if !world.directories.contains_key(&args.directory) {
        let all = names(world.directories.keys().map(ToString::to_string).collect());
        return Err(CommandError::failed(format!("the sandbox has no directory {}", args.directory))
            .hint(format!("it has {all}")));
    }
    if !world.bundles.contains_key(&args.bundle) {
        let all = names(world.bundles.keys().map(ToString::to_string).collect());
        return Err(
            CommandError::failed(format!("the sandbox has no bundle {}", args.bundle)).hint(format!("it has {all}"))
        );
    }
    let tags: Tags = args.tags.iter().cloned().collect();
    for user in &args.users {
        let owner = Owner::new(args.directory.clone(), user);
        if world.desktop_of(&owner).is_some() {
            return Err(CommandError::failed(format!("{owner} has a desktop already")).hint("launch for another user"));
        }
    }
    for user in &args.users {
        let owner = Owner::new(args.directory.clone(), user);
        world.launch(&owner, user, &args.bundle, tags.clone(), !args.unguarded);
    }
    Ok(())
}

/// The owner whom a person means, if there is exactly one.
fn owner(world: &World, text: &str) -> Result<Owner, CommandError> {
    if text.contains('@') {
        return text.parse().map_err(|error| CommandError::usage(format!("{error}")));
    }
    let owners: Vec<Owner> = world
        .directories
        .iter()
        .flat_map(|(id, directory)| directory.users.iter().map(|user| Owner::new(id.clone(), user)))
        .filter(|owner| owner.user.to_lowercase() == text.to_lowercase())
        .collect();
    match owners.as_slice() {
        [owner] => Ok(owner.clone()),
        [] => Err(CommandError::failed(format!("the sandbox has no user {text}"))
            .hint(format!("`wsrecycle sandbox launch {text}` gives them a desktop"))),
        _ => Err(CommandError::failed(format!("several directories have a user {text}"))
            .hint("name the user as user@directory")),
    }
}

fn meet(
    users: &[String],
    machine: &Machine,
    verb: &str,
    act: impl Fn(&mut World, &Owner) -> bool,
) -> Result<(), CommandError> {
    for user in users {
        let mut world = machine.sandbox.world();
        let owner = owner(&world, user)?;
        if !act(&mut world, &owner) {
            return Err(CommandError::failed(format!("{owner} cannot {verb} now"))
                .hint("`wsrecycle --sandbox status` shows the desktops"));
        }
    }
    Ok(())
}

fn change(args: &ChangeArgs, machine: &Machine) -> Result<(), CommandError> {
    let mut world = machine.sandbox.world();
    let owner = owner(&world, &args.user)?;
    let id: Option<WorkspaceId> = world.desktop_of(&owner).map(|desktop| desktop.id().clone());
    if args.remove_user
        && let Some(directory) = world.directories.get_mut(&owner.directory)
    {
        directory.users.retain(|user| user.to_lowercase() != owner.user.to_lowercase());
    }
    let Some(id) = id else {
        return if args.remove_user {
            Ok(())
        } else {
            Err(CommandError::failed(format!("{owner} has no desktop now")))
        };
    };
    world.change(&id, |desktop: &mut SimDesktop| {
        if let Some(state) = &args.state {
            desktop.shown.state = state.clone();
        }
        if let Some(mode) = &args.running_mode {
            desktop.shown.properties.auto_stop_min = (*mode == RunningMode::AutoStop).then_some(60);
            desktop.shown.properties.running_mode = Some(mode.clone());
        }
        desktop.shown.has_standby |= args.standby;
    });
    if args.delete {
        world.deleted_by_others(&id);
    }
    Ok(())
}

fn fault(args: &FaultArgs, machine: &Machine, terminal: &Terminal) -> Result<(), CommandError> {
    let mut world = machine.sandbox.world();
    match args.kind {
        Some(kind) => {
            world.faults.add(Fault { kind, per_mille: 1000, times: Some(args.times) });
            let times = if args.times == 1 { "once".to_owned() } else { format!("{} times", args.times) };
            terminal.note(format!("From now on, {times}: {}.", kind.meaning()));
        }
        None if args.clear => {
            world.faults.clear();
            terminal.note("Nothing goes wrong any more.");
        }
        None => {
            for kind in FaultKind::all() {
                let left: u32 = world.faults.list().iter().filter(|f| f.kind == kind).filter_map(|f| f.times).sum();
                let left = if left > 0 { format!(" ({left} to come)") } else { String::new() };
                terminal.text(&format!("{:<13} {}{left}\n", kind.name(), kind.meaning()))?;
            }
        }
    }
    Ok(())
}

impl From<StoreError> for CommandError {
    fn from(error: StoreError) -> Self {
        let source = std::error::Error::source(&error).map(ToString::to_string);
        let mut made = Self::new(ErrorKind::Failed, error.to_string());
        made.causes.extend(source);
        made.hint("nothing was changed; name another folder with --sandbox=DIR, or move the file away")
    }
}
