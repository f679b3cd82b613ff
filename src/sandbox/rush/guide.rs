//! The guide's functions at five o'clock, as plain workers: what they do well and badly is kept (facts of its Python
//! code).
//!
//! For each message one invocation sleeps through the grace period, asks whether its user has reconnected, terminates,
//! waits, and creates, one desktop a call, with fixed properties. boto3 tries a throttled call five times. Lambda ends
//! what takes longer than 15 minutes, and calls nothing again.

use super::super::Sandbox;
use super::super::clockwork::{Clockwork, within};
use super::super::delivery::Delivery;
use super::{Outcome, Rush, Scene, System, disconnected};
use crate::cloud::{Clock, Cloud};
use crate::fleet::Alarm;
use crate::functions::Function;
use crate::functions::payload::trail;
use crate::recycle::{Encryption, Failure, Owner, Properties, Request, RunningMode, Tags, WorkspaceId};
use jiff::SignedDuration;
use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Tries of one call (boto3, "Retries", legacy mode, seen 2026-11-22).
const TRIES_MAX: u32 = 5;
/// Invocations at once (Lambda quotas, seen 2026-11-22). New accounts have fewer, some only ten.
const CONCURRENCY: usize = 1000;
const TIMEOUT: SignedDuration = SignedDuration::from_mins(15);
const GRACE: SignedDuration = SignedDuration::from_mins(10);
const HOPE: SignedDuration = SignedDuration::from_mins(4);
const POLL: SignedDuration = SignedDuration::from_secs(15);
/// Minutes without work after which all is over: longer than an event takes.
const QUIET_MIN: u32 = 5;

/// How a worker waits until the old desktop is gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Removal {
    /// As in the guide: four minutes are hoped to be enough.
    Hoped,
    /// Kinder than the guide: it asks every 15 s.
    Polled,
}

/// The guide's functions.
pub fn guide(rush: Rush, removal: Removal) -> Outcome {
    let mut scene = Scene::new(rush, TRIES_MAX);
    let mut guide = Guide {
        sandbox: scene.sandbox.clone(),
        removal,
        waiting: VecDeque::new(),
        running: Arc::default(),
        quiet_min: 0,
    };
    let rounds = i32::try_from(rush.desktops.div_ceil(CONCURRENCY)).unwrap_or(i32::MAX / 900);
    scene.play(&mut guide, TIMEOUT * rounds + SignedDuration::from_hours(1));
    scene.outcome(&guide)
}

struct Guide {
    sandbox: Sandbox,
    removal: Removal,
    /// Lambda keeps events for later when too many are under way.
    waiting: VecDeque<WorkspaceId>,
    running: Arc<AtomicUsize>,
    quiet_min: u32,
}

impl Guide {
    fn start(&mut self, clockwork: &mut Clockwork) {
        while self.running.load(Ordering::Relaxed) < CONCURRENCY
            && let Some(id) = self.waiting.pop_front()
        {
            self.running.fetch_add(1, Ordering::Relaxed);
            let (sandbox, removal, running) = (self.sandbox.clone(), self.removal, self.running.clone());
            clockwork.spawn(Box::pin(async move {
                // What becomes of it, nobody hears.
                drop(within(&sandbox, TIMEOUT, rebuild(&sandbox, &id, removal)).await);
                running.fetch_sub(1, Ordering::Relaxed);
            }));
        }
    }
}

impl System for Guide {
    fn deliver(&mut self, clockwork: &mut Clockwork, delivery: Delivery) {
        let sandbox = self.sandbox.clone();
        match delivery.function {
            Function::TermRebuild => self.waiting.extend(disconnected(&delivery)),
            Function::AlarmCreate => {
                let created = trail::created(&delivery.payload).map(|event| event.items).unwrap_or_default();
                // Only the first of a call, which is all there ever is here.
                let first = created.into_iter().next();
                clockwork.spawn(Box::pin(async move {
                    if let Some(pending) = first {
                        let topic_arn = sandbox.world().topic_arn();
                        drop(sandbox.put_alarm(&Alarm::guarding(&pending.id, &topic_arn)).await);
                    }
                }));
            }
            Function::AlarmDelete => {
                let terminated = trail::terminated(&delivery.payload).map(|event| event.items).unwrap_or_default();
                clockwork.spawn(Box::pin(async move {
                    if let Some(id) = terminated.first() {
                        drop(sandbox.delete_alarms(&[Alarm::guarding(id, "").name]).await);
                    }
                }));
            }
        }
        self.start(clockwork);
    }

    fn minute(&mut self, clockwork: &mut Clockwork) -> bool {
        self.start(clockwork);
        self.quiet_min = if clockwork.is_idle() { self.quiet_min + 1 } else { 0 };
        self.quiet_min <= QUIET_MIN
    }

    /// Nobody keeps a record.
    fn owed(&self) -> Vec<Owner> {
        vec![]
    }
}

/// One invocation. A call that fails after all its tries ends it.
async fn rebuild(sandbox: &Sandbox, id: &WorkspaceId, removal: Removal) -> Result<(), Failure> {
    let Some(desktop) = sandbox.describe(std::slice::from_ref(id)).await?.pop() else { return Ok(()) };
    sandbox.sleep(GRACE).await;
    if has_reconnected(sandbox, id).await {
        return Ok(());
    }
    if let Some((_, failure)) = sandbox.terminate(std::slice::from_ref(id)).await?.pop() {
        return Err(failure);
    }
    match removal {
        Removal::Hoped => sandbox.sleep(HOPE).await,
        // A failed look ends nothing here: it looks again.
        Removal::Polled => {
            while sandbox.describe(std::slice::from_ref(id)).await.map_or(true, |found| !found.is_empty()) {
                sandbox.sleep(POLL).await;
            }
        }
    }
    let request = Request {
        directory: desktop.directory,
        user: desktop.user,
        bundle: desktop.bundle,
        properties: Properties {
            running_mode: Some(RunningMode::AutoStop),
            auto_stop_min: Some(60),
            root_volume_gib: Some(80),
            user_volume_gib: Some(10),
            compute_type: Some("VALUE".into()),
            ..Properties::default()
        },
        encryption: Encryption::default(),
        tags: Tags::new(),
    };
    sandbox.create(&[request]).await?.pop().map_or(Ok(()), |created| created.map(drop))
}

/// Whether `ConnectionSuccess` of the last 15 minutes has a one; "no" if the metric cannot be read.
async fn has_reconnected(sandbox: &Sandbox, id: &WorkspaceId) -> bool {
    let answer = sandbox
        .call("GetMetricStatistics", |world| {
            let from = world.now - SignedDuration::from_mins(15);
            let sessions = world.desktops.get(id).map(|desktop| desktop.sessions.as_slice()).unwrap_or_default();
            Ok(sessions.iter().any(|session| session.from >= from))
        })
        .await;
    answer.unwrap_or(false)
}
