//! `wsrecycle demo`: the whole cycle in a simulated account, told as it happens.

use super::CommandError;
use super::exit;
use super::sandbox::line;
use crate::ledger::MemoryLedger;
use crate::output::Terminal;
use crate::recycle::{BundleId, Owner, Request, Rules, Tags};
use crate::sandbox::{Fault, FaultKind, Heard, Machine, Sandbox, Watch, World};
use clap::Args;
use jiff::{SignedDuration, Timestamp};

const EXAMPLES: &str = "\
Examples:
  wsrecycle demo
  wsrecycle demo --seed 7";

/// Tell one whole cycle in a simulated account, a lost event, and a creation that fails and ends well
///
/// Needs no AWS account and changes nothing anywhere. Hours pass in a moment.
#[derive(Debug, Clone, Args)]
#[command(before_help = EXAMPLES)]
pub struct DemoArgs {
    /// Let times and ids vary
    #[arg(long, value_name = "SEED", default_value_t = 1)]
    seed: u64,
}

/// A simulated account that tells what happens.
struct Stage<'a> {
    machine: Machine,
    terminal: &'a Terminal,
}

impl Stage<'_> {
    fn say(&self, text: &str) -> Result<(), CommandError> {
        Ok(self.terminal.text(&format!("\n{text}\n"))?)
    }

    /// Let time pass.
    async fn pass(&self, minutes: i64) {
        let until = self.machine.now() + SignedDuration::from_mins(minutes);
        let hear = |at: Timestamp, heard: Heard<'_>| drop(self.terminal.text(&format!("  {}\n", line(at, &heard))));
        self.machine.tell_world(&hear);
        self.machine.run_until(until, &hear).await;
        self.machine.tell_world(&hear);
    }

    /// Let time pass until the owner has a new, ready desktop and nothing is open.
    async fn pass_until_recycled(&self, owner: &Owner, old: &Request) -> Result<(), CommandError> {
        for _ in 0..60 {
            self.pass(3).await;
            let world = self.machine.sandbox.world();
            let desktop = world.desktop_of(owner).filter(|desktop| !desktop.is_dirty());
            let is_equal = desktop.is_some_and(|desktop| Request::capture(&desktop.shown, &desktop.tags) == *old);
            if is_equal && self.machine.ledger.book().open.is_empty() {
                return Ok(());
            }
        }
        Err(CommandError::failed(format!("the desktop of {owner} was not recycled within three hours")))
    }

    fn request_of(&self, owner: &Owner) -> Result<Request, CommandError> {
        let world = self.machine.sandbox.world();
        let desktop = world.desktop_of(owner);
        let request = desktop.map(|desktop| Request::capture(&desktop.shown, &desktop.tags));
        request.ok_or_else(|| CommandError::failed(format!("{owner} has no desktop")))
    }

    fn connect(&self, owner: &Owner) {
        self.machine.sandbox.world().connect(owner);
    }

    fn disconnect(&self, owner: &Owner) {
        self.machine.sandbox.world().disconnect(owner);
    }

    fn fault(&self, kind: FaultKind) {
        self.machine.sandbox.world().faults.add(Fault { kind, per_mille: 1000, times: Some(1) });
    }
}

pub fn run(args: &DemoArgs, terminal: &Terminal) -> Result<u8, CommandError> {
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    let runtime = runtime.map_err(|error| CommandError::failed(format!("cannot start the runtime: {error}")))?;
    runtime.block_on(tell(args, terminal))
}

async fn tell(args: &DemoArgs, terminal: &Terminal) -> Result<u8, CommandError> {
    let now: Timestamp = "2026-11-23T08:00:00Z".parse().expect("a time written by us");
    let (ledger, rules) = (MemoryLedger::default(), Rules::default());
    let mut world = World::new(args.seed, now);
    world.truth.watch = Some(Watch { ledger: ledger.clone(), rules: rules.clone() });
    let stage = Stage { machine: Machine::new(Sandbox::new(world), ledger, rules), terminal };

    let users = ["alice", "bob", "carol"];
    let owners = users.map(|user| Owner::new("d-90670a1b2c".parse().expect("an id written by us"), user));
    let [alice, bob, carol] = &owners;
    terminal.text("A simulated account, on a Monday. Nothing here is real; hours pass in a moment.\n")?;

    stage.say("1. Three desktops are launched. Each is guarded by an alarm on its disconnects.")?;
    for (owner, user) in owners.iter().zip(users) {
        let tags = Tags::from([("room".to_owned(), "12".to_owned())]);
        stage.machine.sandbox.world().launch(owner, user, &BundleId::from_aws("wsb-standard1"), tags, true);
    }
    stage.pass(3).await;

    stage
        .say("2. Alice works, leaves, and is back within the ten minutes of grace: nothing happens to her desktop.")?;
    let before = stage.request_of(alice)?;
    stage.connect(alice);
    stage.pass(25).await;
    stage.disconnect(alice);
    stage.pass(7).await;
    stage.connect(alice);
    stage.pass(13).await;

    stage.say("3. Alice leaves for good. Her desktop is terminated and comes back blank, with every property kept.")?;
    stage.disconnect(alice);
    stage.pass_until_recycled(alice, &before).await?;

    stage.say("4. Bob leaves, but the message of his alarm is lost. The sweep finds his desktop.")?;
    let before = stage.request_of(bob)?;
    stage.connect(bob);
    stage.pass(20).await;
    stage.fault(FaultKind::LoseEvent);
    stage.disconnect(bob);
    stage.pass_until_recycled(bob, &before).await?;

    stage.say("5. Carol leaves, and her new desktop is born in ERROR. It is removed and another one created.")?;
    let before = stage.request_of(carol)?;
    stage.connect(carol);
    stage.pass(20).await;
    stage.fault(FaultKind::BornBroken);
    stage.disconnect(carol);
    stage.pass_until_recycled(carol, &before).await?;

    let world = stage.machine.sandbox.world();
    if !world.truth.violations.is_empty() {
        let broken = world.truth.violations.join("; ");
        return Err(CommandError::failed(format!("a promise was broken: {broken}"))
            .hint(format!("please report it with the seed {}", args.seed)));
    }
    let guarded = |owner: &&Owner| {
        let id = world.desktop_of(owner).map(|desktop| desktop.id());
        id.is_some_and(|id| world.alarms.values().any(|alarm| alarm.faults(id, &world.topic_arn()).is_empty()))
    };
    terminal.text(&format!(
        "\nThree users, three recycles ({} terminations, {} creations). Every user has a blank desktop equal to the \
         one before, {} of 3 are guarded again, and no promise was broken.\n",
        world.truth.terminations,
        world.truth.creations,
        owners.iter().filter(guarded).count(),
    ))?;
    terminal.note("Next: `wsrecycle sandbox launch alice` to try it yourself, or `wsrecycle simulate` for the proof.");
    Ok(exit::DONE)
}
