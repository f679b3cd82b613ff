//! The deployed system in a calm sandbox: functions that answer events, and a tick every minute.
//!
//! For people who practise, and for the demo. Nothing runs at once here and nothing dies; that is the simulator's.

use super::Sandbox;
use crate::cloud::{Clock, Identity};
use crate::fleet::alarm;
use crate::functions::{self, Handled};
use crate::ledger::{Ledger, MemoryLedger};
use crate::reconcile::{DirectorySizes, SweepReport, Turn, tick};
use crate::recycle::{Event, Row, Rules};
use jiff::{SignedDuration, Timestamp};

const TICK_S: i64 = 60;

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
}

impl Machine {
    pub fn new(sandbox: Sandbox, ledger: MemoryLedger, rules: Rules) -> Self {
        let identity = sandbox.world().identity.clone();
        Self { sandbox, ledger, rules, identity, sizes: DirectorySizes::default() }
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
            if next == tick_at {
                self.tick(hear).await;
            }
        }
    }

    async fn deliver(&self, hear: Hear<'_>) {
        let deliveries = self.sandbox.world().take_deliveries();
        for delivery in deliveries {
            let context = functions::Context {
                cloud: &self.sandbox,
                ledger: &self.ledger,
                clock: &self.sandbox,
                rules: &self.rules,
                identity: &self.identity,
                topic_arn: &self.identity.topic_arn(alarm::TOPIC),
            };
            match functions::handle(delivery.function, &delivery.payload, &context).await {
                Ok(Handled::Tick) => {}
                Ok(Handled::Event(report)) => {
                    for line in report.lines() {
                        hear(self.now(), Heard::Function(&line));
                    }
                }
                Err(error) => hear(self.now(), Heard::Function(&format!("{}: {error}", delivery.function))),
            }
            self.tell_world(hear);
        }
    }

    async fn tick(&self, hear: Hear<'_>) {
        let tell = |row: &Row, event: &Event| hear(event.at, Heard::Row(row, event));
        let turn = Turn {
            cloud: &self.sandbox,
            ledger: &self.ledger,
            clock: &self.sandbox,
            rules: &self.rules,
            identity: &self.identity,
            holder: "function",
            keeps_rows: false,
            sizes: &self.sizes,
            tell: &tell,
        };
        let due = self.ledger.due(self.now(), 1).await.is_ok_and(|rows| !rows.is_empty());
        let swept_at = self.ledger.book().control.swept_at;
        let sweeps = swept_at.is_none_or(|at| self.now().duration_since(at) >= self.rules.limits.sweep);
        if !due && !sweeps {
            return;
        }
        // The memory ledger never fails, and a failed look is in the rows.
        if let Ok(report) = tick(&turn).await
            && let Some(sweep) = report.sweep
        {
            match sweep {
                Ok(sweep) => {
                    if let Some(text) = told(&sweep) {
                        hear(self.now(), Heard::Function(&text));
                    }
                }
                Err(error) => hear(self.now(), Heard::Function(&format!("the sweep failed: {error}"))),
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
