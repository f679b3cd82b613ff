//! The deployed system at five o'clock: the product's functions and its tick, each in a container with a pace of its
//! own, as Lambda runs them. No container knows what the others ask for: only AWS does.

use super::super::clockwork::{Clockwork, within};
use super::super::delivery::Delivery;
use super::super::truth::{Truth, Watch};
use super::table::Table;
use super::{Outcome, Rush, Scene, System};
use crate::cloud::{Clock, Identity, Paced, Rates};
use crate::fleet::{Alarm, alarm};
use crate::functions::{self, Function};
use crate::ledger::MemoryLedger;
use crate::reconcile::{DirectorySizes, Post, Shift, Turn, tick};
use crate::recycle::{Owner, Rules, WorkspaceId};
use crate::sandbox::Sandbox;
use crate::stack::{DEFAULT_STACK, Names};
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

/// Tries of one call: those of `cloud/aws/`.
const TRIES_MAX: u32 = 4;
/// What becomes of one desktop takes an hour, and each of so many more waits a second longer.
const PATIENCE: SignedDuration = SignedDuration::from_hours(2);

/// The product, as it is deployed.
pub fn ours(rush: Rush) -> Outcome {
    let mut scene = Scene::new(rush, TRIES_MAX);
    let mut ours = Ours::new(&scene.sandbox);
    let patience = PATIENCE + SignedDuration::from_secs(i64::try_from(rush.desktops).unwrap_or(i64::MAX / 2));
    scene.play(&mut ours, patience);
    let mut outcome = scene.outcome(&ours);
    outcome.violations.append(&mut ours.violations());
    outcome
}

/// A place in which one call of a function at a time is carried out. It is used again.
struct Container {
    name: String,
    cloud: Paced<Sandbox, Sandbox>,
    sizes: DirectorySizes,
}

/// What all calls share.
#[derive(Clone)]
struct Shared {
    sandbox: Sandbox,
    ledger: Table,
    rules: Arc<Rules>,
    identity: Identity,
    idle: Arc<Mutex<BTreeMap<Function, Vec<Container>>>>,
}

struct Ours {
    shared: Shared,
    started_at: Timestamp,
}

impl Ours {
    fn new(sandbox: &Sandbox) -> Self {
        let (ledger, rules) = (MemoryLedger::default(), Rules::default());
        let mut world = sandbox.world();
        world.truth = Truth { watch: Some(Watch { ledger: ledger.clone(), rules: rules.clone() }), ..Truth::default() };
        // The last sweep was some time ago.
        let ago = world.chance.between(0, rules.limits.sweep.as_secs());
        ledger.book().control.swept_at = Some(world.now - SignedDuration::from_secs(ago));
        let shared = Shared {
            sandbox: sandbox.clone(),
            ledger: Table::new(ledger, sandbox.clone()),
            rules: Arc::new(rules),
            identity: world.identity.clone(),
            idle: Arc::default(),
        };
        Self { shared, started_at: world.now }
    }

    fn violations(&self) -> Vec<String> {
        let mut world = self.shared.sandbox.world();
        world.check_debts();
        std::mem::take(&mut world.truth.violations)
    }
}

impl System for Ours {
    fn deliver(&mut self, clockwork: &mut Clockwork, delivery: Delivery) {
        let shared = self.shared.clone();
        clockwork.spawn(Box::pin(async move { shared.call(delivery).await }));
    }

    fn minute(&mut self, clockwork: &mut Clockwork) -> bool {
        let shared = self.shared.clone();
        clockwork.spawn(Box::pin(async move { shared.tick().await }));
        let world = self.shared.sandbox.world();
        let everybody_left = world.now.duration_since(self.started_at) > self.shared.rules.limits.grace;
        let topic_arn = world.topic_arn();
        let is_done = |desktop: &crate::sandbox::SimDesktop| {
            let guard = Alarm::guarding(desktop.id(), &topic_arn);
            !desktop.is_dirty() && world.alarms.contains_key(&guard.name)
        };
        let is_over = everybody_left
            && self.shared.ledger.memory.book().open.is_empty()
            && world.desktops.values().filter(|desktop| desktop.is_living()).all(is_done);
        !is_over
    }

    fn owed(&self) -> Vec<Owner> {
        let book = self.shared.ledger.memory.book();
        book.open.values().filter(|row| row.is_owed()).map(|row| row.owner.clone()).collect()
    }

    fn known(&self) -> BTreeMap<WorkspaceId, Timestamp> {
        let book = self.shared.ledger.memory.book();
        book.closed.iter().chain(book.open.values()).map(|row| (row.old.clone(), row.opened_at)).collect()
    }
}

impl Shared {
    fn container(&self, function: Function) -> Container {
        let mut idle = self.idle.lock().expect("nobody panics while taking a container");
        let idle = idle.entry(function).or_default();
        idle.pop().unwrap_or_else(|| {
            let cloud = Paced::new(self.sandbox.as_function(function), self.sandbox.clone(), Rates::DOCUMENTED);
            Container { name: format!("{function} {}", self.sandbox.now()), cloud, sizes: DirectorySizes::default() }
        })
    }

    fn give_back(&self, function: Function, container: Container) {
        let mut idle = self.idle.lock().expect("nobody panics while giving a container back");
        idle.entry(function).or_default().push(container);
    }

    /// How long a call of a function may take, and how often it is called again when it fails.
    fn settings(&self, function: Function) -> (SignedDuration, i32) {
        let world = self.sandbox.world();
        let deployed = world.deployed.functions.get(function.aws_name());
        deployed.map_or((SignedDuration::ZERO, 0), |it| {
            let retries = it.asynchronous.as_ref().map_or(2, |asynchronous| asynchronous.retry_attempts);
            (SignedDuration::from_secs(it.timeout_s.into()), retries)
        })
    }

    /// Lambda calls a function with an event, and again a minute and two later if it fails, where that is set.
    async fn call(&self, delivery: Delivery) {
        let (timeout, retries) = self.settings(delivery.function);
        for tries in 0..=retries {
            let container = self.container(delivery.function);
            let context = functions::Context {
                cloud: &container.cloud,
                ledger: &self.ledger,
                clock: &self.sandbox,
                rules: &self.rules,
                identity: &self.identity,
                topic_arn: &self.identity.topic_arn(alarm::TOPIC),
            };
            let handled = functions::handle(delivery.function, &delivery.payload, &context);
            let handled = within(&self.sandbox, timeout, handled).await;
            self.give_back(delivery.function, container);
            if handled.is_some_and(|handled| handled.is_ok()) {
                return;
            }
            self.sandbox.sleep(SignedDuration::from_secs(60 << tries)).await;
        }
    }

    /// The schedule calls the reconciler.
    async fn tick(&self) {
        let (timeout, _) = self.settings(Function::TermRebuild);
        let container = self.container(Function::TermRebuild);
        let turn = Turn {
            cloud: &container.cloud,
            ledger: &self.ledger,
            clock: &self.sandbox,
            rules: &self.rules,
            identity: &self.identity,
            holder: &container.name,
            keeps_rows: false,
            sizes: &container.sizes,
            tell: &|_, _| {},
        };
        let names = Names::of(DEFAULT_STACK, &self.identity);
        let [topic_arn, alerts_arn] = [&names.topic, &names.alerts].map(|name| self.identity.topic_arn(name));
        let shift = Shift {
            holder: &container.name,
            settings: "",
            deadline: self.sandbox.now() + timeout,
            topic_arn: &topic_arn,
            post: Post { identity: &self.identity, stack: DEFAULT_STACK, topic_arn: &alerts_arn },
        };
        // What came of it is in the ledger.
        drop(within(&self.sandbox, timeout, tick(&turn, &shift)).await);
        self.give_back(Function::TermRebuild, container);
    }
}
