//! The deployed system in the simulator: the functions, the tick, and an administrator's terminal, each as a piece of
//! work that can be polled, stalled and dropped.

use super::super::Sandbox;
use super::super::delivery::Delivery;
use super::clocks::Skewed;
use crate::cloud::{Clock, Identity};
use crate::fleet::alarm;
use crate::functions::{self, Function, Handled};
use crate::ledger::{Ledger, MemoryLedger, Pause};
use crate::reconcile::{DirectorySizes, Drive, Post, Shift, Turn, drive, tick};
use crate::recycle::{Cause, Event, Limits, Owner, Row, Rules, WorkspaceId, later};
use crate::stack::{DEFAULT_STACK, Names};
use jiff::{SignedDuration, Timestamp};
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex};

type Diary = Vec<(Timestamp, String)>;
type Work = Pin<Box<dyn Future<Output = ()> + Send>>;

/// Everything that a driver needs. Clones share it.
#[derive(Clone)]
pub struct Plant {
    pub sandbox: Sandbox,
    pub ledger: MemoryLedger,
    /// Of the machine that its drivers run on.
    clock: Skewed,
    rules: Arc<Rules>,
    identity: Identity,
    sizes: Arc<DirectorySizes>,
    /// Present if somebody wants to read it.
    diary: Option<Arc<Mutex<Diary>>>,
}

impl Plant {
    pub fn new(sandbox: Sandbox, ledger: MemoryLedger, rules: Rules, keep_diary: bool) -> Self {
        let diary = keep_diary.then(Arc::default);
        let identity = sandbox.world().identity.clone();
        let clock = Skewed { sandbox: sandbox.clone(), by: SignedDuration::ZERO };
        Self { sandbox, ledger, clock, rules: Arc::new(rules), identity, sizes: Arc::default(), diary }
    }

    /// The same on a machine whose clock is off by so much.
    pub fn on(&self, by: SignedDuration) -> Self {
        Self { clock: Skewed { by, ..self.clock.clone() }, ..self.clone() }
    }

    pub fn now(&self) -> Timestamp {
        self.sandbox.world().now
    }

    pub fn calls(&self) -> u64 {
        self.sandbox.world().calls.values().sum()
    }

    /// Let time pass, and write down what the world did.
    pub fn advance(&self, to: Timestamp) {
        let mut world = self.sandbox.world();
        world.advance(to);
        let written = std::mem::take(&mut world.diary);
        if let Some(diary) = &self.diary {
            diary.lock().expect("nobody panics while writing").extend(written);
        }
    }

    pub fn tell(&self, text: &str) {
        if let Some(diary) = &self.diary {
            // The world may be held by whoever tells: its time is taken from the last entry if so.
            let mut diary = diary.lock().expect("nobody panics while writing");
            let now = self.sandbox.try_now().or(diary.last().map(|(at, _)| *at)).unwrap_or(Timestamp::MIN);
            diary.push((now, text.to_owned()));
        }
    }

    pub fn diary(&self) -> Diary {
        self.diary.as_ref().map_or_else(Vec::new, |diary| diary.lock().expect("nobody panics while writing").clone())
    }

    pub fn take_deliveries(&self) -> Vec<Delivery> {
        self.sandbox.world().take_deliveries()
    }

    /// Whether a tick would find anything to do; the others are left out to save time.
    pub fn has_work(&self, now: Timestamp) -> bool {
        let book = self.ledger.book();
        let sweep = self.rules.limits.sweep;
        book.control.swept_at.is_none_or(|at| now.duration_since(at) >= sweep)
            || book.control.trip.is_some()
            || !book.noted.is_empty()
            || book
                .open
                .values()
                .any(|row| row.due_at <= now || row.attention.is_some_and(|cause| row.alerted != Some(cause)))
    }

    pub fn pause(&self, pauses: bool) {
        self.tell(if pauses { "an administrator pauses" } else { "an administrator resumes" });
        let mut world = self.sandbox.world();
        world.truth.paused_since = pauses.then_some(world.truth.paused_since.unwrap_or(world.now));
        drop(world);
        self.ledger.book().control.paused = pauses.then(|| Pause { reason: "maintenance".into(), ..Pause::default() });
    }

    fn turn<'a>(
        &'a self,
        cloud: &'a Sandbox,
        holder: &'a str,
        rules: &'a Rules,
        tell: &'a (dyn Fn(&Row, &Event) + Sync),
    ) -> Turn<'a, Sandbox, MemoryLedger, Skewed> {
        Turn {
            cloud,
            ledger: &self.ledger,
            clock: &self.clock,
            rules,
            identity: &self.identity,
            holder,
            keeps_rows: false,
            sizes: &self.sizes,
            tell,
        }
    }

    /// The reconciler's tick. One whose hold on it `is_over` works beside the one that has it.
    pub fn tick(&self, holder: &'static str, is_over: bool) -> Work {
        let plant = self.clone();
        Box::pin(async move {
            let now = plant.clock.now();
            if is_over {
                plant.ledger.book().control.ticker = None;
            }
            let tell = |row: &Row, event: &Event| plant.tell(&format!("{holder}: {}: {}", row.owner, event.what));
            let rules = plant.rules.clone();
            let cloud = plant.sandbox.as_function(Function::TermRebuild);
            let names = Names::of(DEFAULT_STACK, &plant.identity);
            let [topic_arn, alerts_arn] = [&names.topic, &names.alerts].map(|name| plant.identity.topic_arn(name));
            let shift = Shift {
                holder: &format!("{holder} {now}"),
                settings: "",
                deadline: later(now, SignedDuration::from_mins(15)),
                topic_arn: &topic_arn,
                post: Post { identity: &plant.identity, stack: DEFAULT_STACK, topic_arn: &alerts_arn },
            };
            let report = tick(&plant.turn(&cloud, holder, &rules, &tell), &shift).await;
            if let Ok(report) = report {
                let sweeps = [report.sweep.map(|sweep| format!("{sweep:?}")), report.sweep_failed];
                sweeps.iter().flatten().for_each(|text| plant.tell(&format!("{holder}: sweep: {text}")));
            }
        })
    }

    /// A function is given an event.
    pub fn deliver(&self, delivery: Delivery) -> Work {
        let plant = self.clone();
        Box::pin(async move {
            let context = functions::Context {
                cloud: &plant.sandbox.as_function(delivery.function),
                ledger: &plant.ledger,
                clock: &plant.clock,
                rules: &plant.rules,
                identity: &plant.identity,
                topic_arn: &plant.identity.topic_arn(alarm::TOPIC),
            };
            let handled = functions::handle(delivery.function, &delivery.payload, &context).await;
            plant.tell(&match handled {
                Ok(Handled::Tick) => "a tick".to_owned(),
                Ok(handled) => format!("{}: {handled:?}", delivery.function),
                Err(error) => format!("{} fails: {error}", delivery.function),
            });
        })
    }

    /// An administrator at a terminal rebuilds one desktop.
    pub fn rebuild(&self, owner: Owner, desktop: WorkspaceId) -> Work {
        let plant = self.clone();
        Box::pin(async move {
            let rules = Rules { limits: Limits::at_a_terminal(), ..(*plant.rules).clone() };
            plant.tell(&format!("an administrator rebuilds {desktop}"));
            let now = plant.clock.now();
            let row = Row::open(owner.clone(), desktop, Cause::Administrator, now, rules.limits.grace);
            if !matches!(plant.ledger.insert(&row).await, Ok(true)) {
                return;
            }
            let tell = |row: &Row, event: &Event| plant.tell(&format!("terminal: {}: {}", row.owner, event.what));
            let turn = Turn { keeps_rows: true, ..plant.turn(&plant.sandbox, "terminal", &rules, &tell) };
            let until = Some(now + SignedDuration::from_hours(2));
            let what = Drive { owners: [owner].into(), until, stops_at_attention: true };
            drop(drive(&turn, &what).await);
        })
    }
}
