//! Seeded schedules: users, administrators, drivers and faults, all drawn from one number.
//!
//! What runs is the product's own code: functions, turns, sweeps and the terminal's drive. Only AWS, the clock and the
//! scheduler are simulated. A run has two parts. In the first everything goes wrong that the seed wants, and after
//! every poll the promises R1 to R8 are checked (`sandbox/truth.rs`). In the second nothing goes wrong any more, users
//! stay away, and within a bound all must be clean: every user has a blank, guarded desktop, and no row is open. A
//! failure names its seed, and the seed replays it, event by event.
//!
//! To add a kind of trouble: a fault in `fault.rs` or an administrator's deed in `people.rs`, and its share here.

mod clocks;
mod people;
mod plant;

pub use clocks::Clocks;

use super::desktop::SimDesktop;
use super::fault::{Fault, FaultKind, Faults};
use super::truth::{Truth, Watch};
use super::world::{Temper, World};
use super::{Chance, Sandbox};
use crate::ledger::MemoryLedger;
use crate::recycle::{BundleId, DirectoryId, Limits, Owner, Rules, Scope, State, Tags};
use jiff::{SignedDuration, Timestamp};
use people::People;
use plant::Plant;
use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Waker};

/// How long everything may go wrong.
const TROUBLE: SignedDuration = SignedDuration::from_hours(5);
/// How long it may take after that until all is clean: a slow retry, a deletion, a creation, a sweep, and reserve.
const CALM_MAX: SignedDuration = SignedDuration::from_hours(8);
/// Polls in one run; more means that something goes round in circles.
const POLLS_MAX: u64 = 400_000;

/// What one seed came to.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    pub seed: u64,
    /// Broken promises, and what was not clean in the end. Empty is good.
    pub violations: Vec<String>,
    pub terminations: u64,
    pub creations: u64,
    /// Drivers that died between two calls.
    pub crashes: u64,
    pub polls: u64,
    pub calls: u64,
    /// How often each fault struck.
    pub struck: BTreeMap<FaultKind, u64>,
    /// What happened, if it was asked for.
    pub diary: Vec<(Timestamp, String)>,
}

/// What the seed makes of the account, beyond its users.
struct Mood {
    crash_per_mille: u32,
    stall_per_mille: u32,
    twins_per_mille: u32,
}

/// A driver's work in progress.
struct Task {
    work: Pin<Box<dyn Future<Output = ()> + Send>>,
    /// Not polled before then: the machine it runs on has stalled.
    stalled_until: Timestamp,
}

/// Run one seed.
pub fn simulate(seed: u64, keep_diary: bool) -> Outcome {
    simulate_on(seed, Clocks::BEARABLE, keep_diary)
}

/// Run one seed on machines whose clocks are as far off as this.
pub fn simulate_on(seed: u64, clocks: Clocks, keep_diary: bool) -> Outcome {
    let start: Timestamp = "2026-11-22T08:00:00Z".parse().expect("a time written by us");
    let mut chance = Chance::new(seed ^ 0x5eed);
    let (world, owners, mood) = account(seed, start, &mut chance);
    let rules = Rules { scope: scope(&mut chance), paused: false, limits: Limits::default() };
    let ledger = MemoryLedger::default();
    let sandbox = Sandbox::stepped(world);
    let mut watched = rules.clone();
    watched.limits.grace -= clocks.early();
    sandbox.world().truth = Truth { watch: Some(Watch { ledger: ledger.clone(), rules: watched }), ..Truth::default() };
    let plant = Plant::new(sandbox.clone(), ledger.clone(), rules.clone(), keep_diary);
    let mut run = Run {
        plant,
        people: People::new(owners, &mut chance, start),
        chance,
        mood,
        clocks,
        tasks: vec![],
        next_tick: start,
        outcome: Outcome { seed, ..Outcome::default() },
    };

    run.until(start + TROUBLE, true);
    run.calm_down();
    let calm_at = sandbox.world().now;
    let mut checked_at = calm_at;
    loop {
        checked_at += SignedDuration::from_mins(30);
        run.until(checked_at, false);
        run.remove_broken_foreigners();
        if !run.outcome.violations.is_empty() {
            break;
        }
        let unclean = sandbox.world().unclean(&rules, &ledger.book(), calm_at + SignedDuration::from_secs(1));
        if unclean.is_empty() && run.tasks.is_empty() {
            break;
        }
        if checked_at > calm_at + CALM_MAX {
            run.outcome.violations.extend(unclean.into_iter().map(|why| format!("R4 in the end: {why}")));
            break;
        }
    }
    run.finish()
}

fn scope(chance: &mut Chance) -> Scope {
    match chance.between(0, 3) {
        0 => Scope::Directories([DirectoryId::from_aws("d-90670a1b2c")].into()),
        1 => Scope::Tag("wsrecycle".into(), Some("yes".into())),
        _ => Scope::All,
    }
}

/// The account of a seed: its desktops and users, how AWS behaves, and what goes wrong.
fn account(seed: u64, start: Timestamp, chance: &mut Chance) -> (World, Vec<(Owner, String)>, Mood) {
    let mut world = World::new(seed, start);
    world.temper = Temper {
        sample_every_s: chance.between(1, 5) * 60,
        last_known_is_start: chance.strikes(300),
        alarm_lasts_min: chance.between(1, 15),
        stops_after_min: chance.strikes(500).then_some(60),
    };
    let mut share = |most| if chance.strikes(500) { chance.between(0, most) as u32 } else { 0 };
    let shares = FaultKind::all().map(|kind| {
        let most = match kind {
            FaultKind::LoseEvent => 500,
            FaultKind::DoubleEvent | FaultKind::DelayEvent => 300,
            FaultKind::BornBroken | FaultKind::StaleLook => 200,
            FaultKind::Throttle | FaultKind::FailItem => 150,
            FaultKind::LoseAnswer | FaultKind::LoseCall => 60,
            FaultKind::MissInLook => 150,
        };
        Fault { kind, per_mille: share(most), times: None }
    });
    world.faults = Faults::new(shares.collect());
    let mood = Mood { crash_per_mille: share(15), stall_per_mille: share(30), twins_per_mille: share(500) };

    let directories: Vec<DirectoryId> = world.directories.keys().cloned().collect();
    let bundles: Vec<BundleId> = world.bundles.keys().cloned().collect();
    let mut owners = vec![];
    for n in 0..chance.between(2, 7) {
        let user = format!("User{n}");
        let directory = chance.pick(&directories).unwrap_or(&directories[0]).clone();
        let bundle = chance.pick(&bundles).unwrap_or(&bundles[0]).clone();
        let owner = Owner::new(directory, &user);
        let mut tags = Tags::from([("lab".to_owned(), "a".to_owned())]);
        if chance.strikes(800) {
            tags.insert("wsrecycle".into(), if chance.strikes(800) { "yes" } else { "no" }.into());
        }
        let told = chance.strikes(700);
        world.launch(&owner, &user, &bundle, tags, told);
        owners.push((owner, user));
    }
    (world, owners, mood)
}

struct Run {
    plant: Plant,
    people: People,
    chance: Chance,
    mood: Mood,
    clocks: Clocks,
    tasks: Vec<Task>,
    next_tick: Timestamp,
    outcome: Outcome,
}

impl Run {
    /// Let everything happen until then.
    fn until(&mut self, until: Timestamp, trouble: bool) {
        loop {
            let now = self.plant.now();
            if now >= until || !self.outcome.violations.is_empty() {
                return;
            }
            self.start_tasks(trouble, now);
            if self.poll_one(trouble) {
                // A call takes its time.
                let ms = self.chance.between(10, 900);
                self.plant.advance(now + SignedDuration::from_millis(ms));
            } else {
                self.plant.advance(self.next_moment(now, until, trouble));
            }
            if self.outcome.polls > POLLS_MAX {
                self.outcome.violations.push("something goes round in circles".into());
            }
        }
    }

    /// What has come due: deliveries, the tick of every minute, and people.
    fn start_tasks(&mut self, trouble: bool, now: Timestamp) {
        for delivery in self.plant.take_deliveries() {
            let function = self.function();
            self.spawn(function.deliver(delivery));
        }
        if now >= self.next_tick {
            self.next_tick = now + SignedDuration::from_secs(60);
            if self.plant.has_work(now) {
                let function = self.function();
                self.spawn(function.tick("function", false));
                if trouble && self.chance.strikes(self.mood.twins_per_mille) {
                    let another = self.function();
                    self.spawn(another.tick("another function", true));
                }
            }
        }
        if trouble {
            let terminal = self.plant.on(self.clocks.terminal(&mut self.chance));
            let work = self.people.act(&terminal, &mut self.chance, now);
            work.into_iter().for_each(|work| self.spawn(work));
        }
    }

    /// One more machine of Lambda.
    fn function(&mut self) -> Plant {
        self.plant.on(self.clocks.function(&mut self.chance))
    }

    fn spawn(&mut self, work: Pin<Box<dyn Future<Output = ()> + Send>>) {
        self.tasks.push(Task { work, stalled_until: Timestamp::MIN });
    }

    /// Poll some task; `false` if all of them wait for time to pass.
    fn poll_one(&mut self, trouble: bool) -> bool {
        let now = self.plant.now();
        let ready: Vec<usize> = (0..self.tasks.len()).filter(|n| self.tasks[*n].stalled_until <= now).collect();
        let Some(&first) = self.chance.pick(&ready) else { return false };
        // Begin with one of them, but take the next if it only waits.
        let order = ready.iter().position(|n| *n == first).unwrap_or(0);
        for n in ready.iter().cycle().skip(order).take(ready.len()).copied() {
            if trouble && self.chance.strikes(self.mood.crash_per_mille) {
                self.tasks.remove(n);
                self.outcome.crashes += 1;
                self.plant.tell("a driver dies");
                return true;
            }
            let calls = self.plant.calls();
            let done = {
                let mut context = Context::from_waker(Waker::noop());
                self.tasks[n].work.as_mut().poll(&mut context).is_ready()
            };
            self.outcome.polls += 1;
            let moved = done || self.plant.calls() != calls;
            if done {
                drop(self.tasks.remove(n));
            } else if trouble && self.chance.strikes(self.mood.stall_per_mille) {
                let stall = SignedDuration::from_secs(self.chance.between(10, 900));
                self.tasks[n].stalled_until = now + stall;
            }
            self.check();
            if moved {
                return true;
            }
        }
        false
    }

    fn check(&mut self) {
        let mut world = self.plant.sandbox.world();
        world.check_debts();
        let violations = std::mem::take(&mut world.truth.violations);
        self.outcome.violations.extend(violations.into_iter().filter(|violation| self.clocks.promise(violation)));
    }

    fn next_moment(&self, now: Timestamp, until: Timestamp, trouble: bool) -> Timestamp {
        let soon = now + SignedDuration::from_secs(60);
        let tick = self.next_tick.max(now + SignedDuration::from_secs(1));
        let world = self.plant.sandbox.world().next_at();
        let people = trouble.then(|| self.people.next_at()).flatten();
        let busy = (!self.tasks.is_empty()).then_some(now + SignedDuration::from_secs(5));
        let moments = [Some(soon), Some(tick), world, people, busy, Some(until)];
        moments.into_iter().flatten().filter(|at| *at > now).min().unwrap_or(soon)
    }

    /// Nothing goes wrong any more, nobody interferes, everybody goes home.
    fn calm_down(&mut self) {
        {
            let mut world = self.plant.sandbox.world();
            world.faults.clear();
            world.mishaps.clear();
            world.truth.missing_since.clear();
            world.truth.paused_since = None;
            world.bundles.values_mut().for_each(|available| *available = true);
            world.directories.values_mut().for_each(|directory| {
                (directory.is_registered, directory.is_full) = (true, false);
            });
            let ids: Vec<_> = world.desktops.values().map(|desktop| desktop.id().clone()).collect();
            for id in ids {
                world.change(&id, |desktop: &mut SimDesktop| {
                    if people::AWAY.contains(&desktop.shown.state) {
                        desktop.shown.state = State::Available;
                    }
                    desktop.shown.modifying.clear();
                });
            }
        }
        self.plant.ledger.book().control.paused = None;
        for (owner, _) in self.people.owners() {
            self.plant.sandbox.world().disconnect(owner);
        }
        for task in &mut self.tasks {
            task.stalled_until = Timestamp::MIN;
        }
    }

    /// Whoever created a desktop by hand looks after it.
    fn remove_broken_foreigners(&mut self) {
        let mut world = self.plant.sandbox.world();
        for id in world.truth.foreign.clone() {
            if world.desktops.get(&id).is_some_and(|desktop| desktop.shown.state == State::Error) {
                world.deleted_by_others(&id);
            }
        }
    }

    fn finish(mut self) -> Outcome {
        let world = self.plant.sandbox.world();
        self.outcome.terminations = world.truth.terminations;
        self.outcome.creations = world.truth.creations;
        self.outcome.calls = world.calls.values().sum();
        self.outcome.struck = world.truth.struck.clone();
        drop(world);
        self.outcome.diary = self.plant.diary();
        self.outcome
    }
}
