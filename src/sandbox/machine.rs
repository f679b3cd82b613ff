//! The deployed system in a calm sandbox: functions that answer events, and a tick every minute.
//!
//! For people who practise, and for the demo. Nothing runs at once here and nothing dies; that is the simulator's.

use super::Sandbox;
use super::world::World;
use crate::cloud::{Clock, Identity};
use crate::fleet::alarm;
use crate::functions::log::Heading;
use crate::functions::{self, Function, Handled};
use crate::ledger::MemoryLedger;
use crate::reconcile::{DirectorySizes, Post, Shift, SweepReport, Turn, tick};
use crate::recycle::{Event, Failure, Limits, Row, Rules, later};
use crate::stack::{DEFAULT_STACK, Names};
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use std::collections::BTreeMap;
use std::error::Error;
use std::sync::Mutex;

const TICK_S: i64 = 60;
/// How long a call of the reconciler may take, as `setup` sets it.
const TIMEOUT_S: i64 = 900;

/// Something that a watcher may want to tell.
#[derive(Debug)]
pub enum Heard<'a> {
    /// The account: a user, an alarm, a state.
    World(&'a str),
    /// A row of the ledger.
    Row(&'a Row, &'a Event),
    /// A function or the sweep.
    Function(&'a str),
}

/// Hears what happens, and when.
pub type Hear<'a> = &'a (dyn Fn(Timestamp, Heard<'_>) + Sync);

/// The deployed system.
pub struct Machine {
    pub sandbox: Sandbox,
    pub ledger: MemoryLedger,
    pub rules: Rules,
    identity: Identity,
    sizes: DirectorySizes,
    /// Why nothing turned the reconciler the last time; told once.
    stands_still: Mutex<Option<String>>,
    /// What people could not be told the last time; told once.
    untold: Mutex<Vec<String>>,
}

impl Machine {
    pub fn new(sandbox: Sandbox, ledger: MemoryLedger, rules: Rules) -> Self {
        let identity = sandbox.world().identity.clone();
        let (sizes, stands_still, untold) = Default::default();
        Self { sandbox, ledger, rules, identity, sizes, stands_still, untold }
    }

    pub fn now(&self) -> Timestamp {
        self.sandbox.now()
    }

    /// Tell what the world has written down since.
    pub fn tell_world(&self, hear: Hear<'_>) {
        let diary = std::mem::take(&mut self.sandbox.world().diary);
        for (at, what) in diary {
            hear(at, Heard::World(&what));
        }
    }

    /// Let time pass, and the system do its work.
    pub async fn run_until(&self, until: Timestamp, hear: Hear<'_>) {
        while self.now() < until {
            let now = self.now();
            let tick_at = next_tick(now);
            let world_at = self.sandbox.world().next_at().filter(|at| *at > now);
            let next = [Some(tick_at), world_at, Some(until)].into_iter().flatten().min().unwrap_or(until);
            self.sandbox.world().advance(next);
            self.tell_world(hear);
            self.deliver(hear).await;
            if next == tick_at && self.is_called(hear) {
                self.tick(hear).await;
            }
        }
    }

    /// Whether the schedule calls the reconciler in this minute, and the ledger answers it.
    fn is_called(&self, hear: Hear<'_>) -> bool {
        let now = self.now();
        let (is_called, why) = {
            let world = self.sandbox.world();
            let why = world.deployed.ticks().and_then(|()| self.ledger_answers(&world, Function::TermRebuild));
            (world.deployed.hears_minute(now).to.contains(&Function::TermRebuild), why.err())
        };
        let mut told = self.stands_still.lock().expect("nobody panics while telling");
        if let Some(why) = why.as_ref().filter(|why| told.as_ref() != Some(why)) {
            hear(now, Heard::Function(&format!("the reconciler stands still: {why}")));
        }
        *told = why;
        is_called && told.is_none()
    }

    fn ledger_answers(&self, world: &World, function: Function) -> Result<(), String> {
        let answers: Result<(), Failure> = world.deployed.ledger_answers(&world.identity, function);
        answers.map_err(|failure| failure.to_string())
    }

    /// A function logs a line, under the request of this moment.
    fn log(&self, function: Function, line: impl FnOnce(&Heading<'_>) -> Value) {
        let request_id = format!("sandbox-{}", self.now().as_second());
        let line = line(&Heading { request_id: &request_id, function: Some(function) });
        self.sandbox.world().log(function, &line);
    }

    fn log_error(&self, function: Function, kind: &str, error: &dyn Error) {
        self.log(function, |heading| heading.error(self.now(), kind, error));
    }

    async fn deliver(&self, hear: Hear<'_>) {
        let deliveries = self.sandbox.world().take_deliveries();
        for delivery in deliveries {
            let answers = {
                let world = self.sandbox.world();
                // The others need no ledger.
                let needs = delivery.function == Function::TermRebuild;
                if needs { self.ledger_answers(&world, delivery.function) } else { Ok(()) }
            };
            if let Err(why) = answers {
                self.log_error(delivery.function, "ledger_refused", &*Box::<dyn Error>::from(why.as_str()));
                hear(self.now(), Heard::Function(&format!("{}: {why}", delivery.function)));
                continue;
            }
            let context = functions::Context {
                cloud: &self.sandbox.as_function(delivery.function),
                ledger: &self.ledger,
                clock: &self.sandbox,
                rules: &self.rules,
                identity: &self.identity,
                topic_arn: &self.identity.topic_arn(alarm::TOPIC),
            };
            match functions::handle(delivery.function, &delivery.payload, &context).await {
                Ok(Handled::Tick) => {}
                Ok(Handled::Event(report)) => {
                    self.log(delivery.function, |heading| heading.report(self.now(), &report, SignedDuration::ZERO));
                    for line in report.lines() {
                        hear(self.now(), Heard::Function(&line));
                    }
                }
                Err(error) => {
                    self.log_error(delivery.function, error.kind(), &error);
                    hear(self.now(), Heard::Function(&format!("{}: {error}", delivery.function)));
                }
            }
            self.tell_world(hear);
        }
    }

    async fn tick(&self, hear: Hear<'_>) {
        let tell = |row: &Row, event: &Event| {
            self.log(Function::TermRebuild, |heading| heading.event(row, event));
            hear(event.at, Heard::Row(row, event));
        };
        let cloud = self.sandbox.as_function(Function::TermRebuild);
        let turn = Turn {
            cloud: &cloud,
            ledger: &self.ledger,
            clock: &self.sandbox,
            rules: &self.rules,
            identity: &self.identity,
            holder: "function",
            keeps_rows: false,
            sizes: &self.sizes,
            tell: &tell,
        };
        // Whoever waits in here lets the world go on without us.
        let rules = Rules {
            limits: Limits { linger: SignedDuration::ZERO, ..self.rules.limits.clone() },
            ..self.rules.clone()
        };
        let turn = Turn { rules: &rules, ..turn };
        let (now, names) = (self.now(), Names::of(DEFAULT_STACK, &self.identity));
        let [topic_arn, alerts_arn] = [&names.topic, &names.alerts].map(|name| self.identity.topic_arn(name));
        let shift = Shift {
            holder: &format!("the tick of {now}"),
            settings: "",
            deadline: later(now, SignedDuration::from_secs(TIMEOUT_S)),
            topic_arn: &topic_arn,
            post: Post { identity: &self.identity, stack: DEFAULT_STACK, topic_arn: &alerts_arn },
        };
        // The memory ledger never fails, and a failed look is in the rows.
        if let Ok(report) = tick(&turn, &shift).await {
            // In AWS every tick is logged; here those that changed nothing beside rows would fill the file.
            if report.sweep_failed.is_some() || report.sweep.as_ref().and_then(told).is_some() {
                let calls = BTreeMap::new();
                self.log(Function::TermRebuild, |it| it.tick(self.now(), &report, SignedDuration::ZERO, calls));
            }
            if let Some(text) = report.sweep.as_ref().and_then(told) {
                hear(self.now(), Heard::Function(&text));
            }
            if let Some(why) = &report.sweep_failed {
                hear(self.now(), Heard::Function(&format!("the sweep failed: {why}")));
            }
            let mut untold = self.untold.lock().expect("nobody panics while telling");
            if report.alerts.failed != *untold {
                for why in &report.alerts.failed {
                    hear(self.now(), Heard::Function(&format!("nobody could be told: {why}")));
                }
                *untold = report.alerts.failed;
            }
        }
        self.tell_world(hear);
    }
}

/// What a sweep changed; nothing if it changed nothing.
fn told(sweep: &SweepReport) -> Option<String> {
    let opened = sweep.opened.iter().map(|id| format!("watches {id}"));
    let put = (sweep.alarms_put > 0).then(|| format!("puts {} alarms", sweep.alarms_put));
    let deleted = (sweep.alarms_deleted > 0).then(|| format!("deletes {} alarms", sweep.alarms_deleted));
    let deeds: Vec<String> = opened.chain(put).chain(deleted).collect();
    (!deeds.is_empty()).then(|| format!("the sweep {}", deeds.join(", ")).replace(" 1 alarms", " 1 alarm"))
}

/// The next full minute.
fn next_tick(now: Timestamp) -> Timestamp {
    let next_s = (now.as_second().div_euclid(TICK_S) + 1) * TICK_S;
    Timestamp::from_second(next_s).unwrap_or(now)
}

/// The clock of somebody who sits at a terminal of the sandbox: while they wait, the system goes on working.
pub struct TerminalClock<'a> {
    pub machine: &'a Machine,
    pub hear: Hear<'a>,
}

impl Clock for TerminalClock<'_> {
    fn now(&self) -> Timestamp {
        self.machine.now()
    }

    async fn sleep(&self, time: SignedDuration) {
        let until = self.now().saturating_add(time).unwrap_or(Timestamp::MAX);
        self.machine.run_until(until, self.hear).await;
    }
}
