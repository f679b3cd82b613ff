//! Five o'clock: everybody disconnects in the same minute, AWS takes calls at its documented rates, and each call takes
//! its time. What then becomes of the desktops, under the product's own functions and tick ([`ours`]), and under the
//! guide's, one sleeping worker for each desktop ([`guide`]), in the same account with the same seed.
//!
//! Nothing else goes wrong here, nobody comes back, and nothing is printed; the troubles are in `simulate/`.
//!
//! # The lower bound
//!
//! Two bounds, from the moment at which the first disconnects to the last CreateWorkspaces call. Each is the larger of
//! what time demands and what the rate demands, for n desktops in ⌈n/25⌉ full batches, at 2 calls a second after a
//! burst of 5:
//!
//! - **Time**, in both: for no desktop can it be sooner than its disconnect was known, plus the grace period, plus the
//!   time that AWS took to remove it. It is known when its alarm was delivered, half a minute to four minutes after it,
//!   or when a sweep saw it, if that was sooner. Whoever asked for the status of every desktop all the time would know
//!   sooner; a larger fleet has no calls for that.
//! - **Rate, [`Bounds::safe`]**: the calls that the promises demand. Of every batch: once DescribeWorkspaces, for the
//!   request that must be saved (any time after the first was known); then, once the first is due, twice the connection
//!   status (to decide, and again right before the act), TerminateWorkspaces, twice a look that finds them gone, of
//!   which the second also shows what their owners have, and CreateWorkspaces. All terminations come before the last
//!   creation, and so does the quickest removal.
//! - **Rate, [`Bounds::hard`]**: TerminateWorkspaces and CreateWorkspaces alone, as if nobody ever looked.
//!
//! What bundles, directories, new alarms, sweeps and polls cost is in neither, nor is the ledger, which takes the time
//! that a table of DynamoDB takes (`table.rs`).

mod guide;
mod ours;
mod table;

pub use guide::{Removal, guide};
pub use ours::ours;

use super::clockwork::Clockwork;
use super::cloud::{Line, Sandbox};
use super::delivery::Delivery;
use super::gate::{Gate, Meter, WORKSPACES};
use super::world::World;
use crate::cloud::{Clock, PAGE};
use crate::fleet::Alarm;
use crate::functions::Function;
use crate::functions::payload::notification;
use crate::recycle::{BundleId, DirectoryId, Limits, Owner, Request, Tags, WorkspaceId};
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;

/// How long the disconnects take.
const RUSH: SignedDuration = SignedDuration::from_secs(60);
/// From a call to its answer.
const LATENCY_MS: (i64, i64) = (50, 200);

/// Who leaves at five.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rush {
    pub desktops: usize,
    pub seed: u64,
}

/// The least time that it can take; see the module.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    pub safe: SignedDuration,
    pub hard: SignedDuration,
}

/// What became of the desktops.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    pub desktops: usize,
    /// From the first disconnect to the last CreateWorkspaces call that AWS took.
    pub last_create: Option<SignedDuration>,
    /// From the first disconnect until there was nothing left to do, or until nobody waited any longer.
    pub over: SignedDuration,
    pub bounds: Bounds,
    /// By API name.
    pub calls: BTreeMap<String, Meter>,
    /// Users without a desktop, for whom nobody keeps a record of it.
    pub lost: usize,
    /// Users without a ready desktop, for whom somebody does.
    pub owed: usize,
    /// Desktops that are still as their users left them.
    pub dirty: usize,
    /// Users whose new desktop is not equal to the old one.
    pub unequal: usize,
    /// Desktops without their alarm.
    pub unguarded: usize,
    /// Broken promises, if they were watched.
    pub violations: Vec<String>,
}

impl Outcome {
    /// How many times the bound it took.
    pub fn ratio(&self, bound: SignedDuration) -> Option<f64> {
        Some(self.last_create?.as_secs_f64() / bound.as_secs_f64())
    }
}

/// What answers the events of the account.
trait System {
    fn deliver(&mut self, clockwork: &mut Clockwork, delivery: Delivery);
    /// A full minute; `false` when there is nothing left to do.
    fn minute(&mut self, clockwork: &mut Clockwork) -> bool;
    /// Owners for whom a record is kept of what they are owed.
    fn owed(&self) -> Vec<Owner>;
    /// Since when it knows of each disconnect, if it keeps that.
    fn known(&self) -> BTreeMap<WorkspaceId, Timestamp>;
}

/// The account at five o'clock, and who was in it.
struct Scene {
    sandbox: Sandbox,
    start: Timestamp,
    before: BTreeMap<WorkspaceId, Request>,
    /// When each disconnect was told.
    told: BTreeMap<WorkspaceId, Timestamp>,
}

impl Scene {
    fn new(rush: Rush, tries_max: u32) -> Self {
        let start: Timestamp = "2026-11-23T17:00:00Z".parse().expect("a time written by us");
        let mut world = World::new(rush.seed, start - SignedDuration::from_hours(8));
        let directories: Vec<DirectoryId> = world.directories.keys().cloned().collect();
        let bundle = BundleId::from_aws("wsb-standard1");
        let topic_arn = world.topic_arn();
        let mut before = BTreeMap::new();
        for n in 0..rush.desktops {
            // The number first, so that names differ early and comparing them is quick.
            let user = format!("{n:05}.user");
            let owner = Owner::new(directories[n % directories.len()].clone(), &user);
            let id = world.launch(&owner, &user, &bundle, Tags::from([("lab".into(), "a".into())]), false);
            let now = world.now;
            world.change(&id, |desktop| desktop.connect(now));
            world.put_alarm(&Alarm::guarding(&id, &topic_arn));
            let desktop = &world.desktops[&id];
            before.insert(id, Request::capture(&desktop.shown, &desktop.tags));
        }
        world.advance(start);
        world.gate = Some(Gate::default());
        let line = Line { latency_ms: LATENCY_MS, tries_max };
        Self { sandbox: Sandbox::timed(world).over(line), start, before, told: BTreeMap::new() }
    }

    /// Everybody leaves within the minute.
    fn leave(&self, clockwork: &mut Clockwork) {
        let (sandbox, ids) = (self.sandbox.clone(), self.before.keys().cloned().collect::<Vec<_>>());
        let gap = RUSH / i32::try_from(ids.len().max(1)).unwrap_or(i32::MAX);
        clockwork.spawn(Box::pin(async move {
            for id in ids {
                sandbox.world().end_session(&id);
                sandbox.sleep(gap).await;
            }
        }));
    }

    /// Let it all happen, for `patience` at most.
    fn play(&mut self, system: &mut impl System, patience: SignedDuration) {
        let mut clockwork = Clockwork::new(self.sandbox.clone());
        self.leave(&mut clockwork);
        let (until, mut next_minute) = (self.start + patience, self.start);
        loop {
            let now = self.sandbox.now();
            let deliveries = self.sandbox.world().take_deliveries();
            for delivery in deliveries {
                if let Some(id) = disconnected(&delivery) {
                    self.told.entry(id).or_insert(now);
                }
                system.deliver(&mut clockwork, delivery);
            }
            if now >= next_minute {
                next_minute = now + SignedDuration::from_secs(60);
                self.sandbox.world().diary.clear();
                let is_over = !system.minute(&mut clockwork);
                if is_over || now >= until {
                    return;
                }
            }
            clockwork.step(next_minute);
        }
    }

    fn outcome(&self, system: &impl System) -> Outcome {
        let owed = system.owed();
        let world = self.sandbox.world();
        let topic_arn = world.topic_arn();
        let (mut lost, mut unequal, mut unguarded, mut dirty) = (0, 0, 0, 0);
        for request in self.before.values() {
            let owner = request.owner();
            match world.desktop_of(&owner) {
                None => lost += usize::from(!owed.contains(&owner)),
                Some(desktop) => {
                    dirty += usize::from(desktop.is_dirty());
                    unequal += usize::from(Request::capture(&desktop.shown, &desktop.tags) != *request);
                    let guard = Alarm::guarding(desktop.id(), &topic_arn);
                    let is_right = |alarm: &Alarm| alarm.faults(desktop.id(), &topic_arn).is_empty();
                    unguarded += usize::from(!world.alarms.get(&guard.name).is_some_and(is_right));
                }
            }
        }
        let calls = world.gate.as_ref().map(|gate| gate.meters.clone()).unwrap_or_default();
        let last_create = calls.get("CreateWorkspaces").and_then(|meter| meter.last_at);
        Outcome {
            desktops: self.before.len(),
            last_create: last_create.map(|at| at.duration_since(self.start)),
            over: world.now.duration_since(self.start),
            bounds: self.bounds(&world, system.known()),
            calls,
            lost,
            owed: owed.len(),
            dirty,
            unequal,
            unguarded,
            violations: world.truth.violations.clone(),
        }
    }

    /// See the module.
    fn bounds(&self, world: &World, mut known: BTreeMap<WorkspaceId, Timestamp>) -> Bounds {
        for (id, told_at) in &self.told {
            known.entry(id.clone()).and_modify(|at| *at = (*at).min(*told_at)).or_insert(*told_at);
        }
        let grace = Limits::default().grace;
        let since = |at: Timestamp| at.duration_since(self.start);
        let removal = |id| world.truth.removals.get(id).copied();
        let each = known.iter().filter_map(|(id, at)| Some(since(*at) + grace + removal(id)?));
        let time = each.max().unwrap_or_default();
        let quickest = known.keys().filter_map(removal).min().unwrap_or_default();
        let first = known.values().min().map(|at| since(*at)).unwrap_or_default();

        let (rate, batches) = (WORKSPACES, self.before.len().div_ceil(PAGE) as f64);
        let calls = |each: f64| SignedDuration::from_secs_f64((each * batches - rate.burst).max(0.0) / rate.per_s);
        let due = first + grace;
        let safe = [time, first + calls(7.0), due + calls(6.0), due + calls(3.0) + quickest];
        let hard = [time, due + calls(2.0), due + calls(1.0) + quickest];
        let most = |all: &[SignedDuration]| all.iter().max().copied().unwrap_or_default();
        Bounds { safe: most(&safe), hard: most(&hard) }
    }
}

/// Whose disconnect an event tells of.
fn disconnected(delivery: &Delivery) -> Option<WorkspaceId> {
    if delivery.function != Function::TermRebuild {
        return None;
    }
    let (_, message) = notification::alarms(&delivery.payload).ok()?.into_iter().next()?;
    message.ok()?.dimensions.into_iter().next()?.1.parse().ok()
}
