//! The account as callers see it: the port `Cloud` over the world, with the faults that calls suffer.

use super::desktop::SimDesktop;
use super::fault::{FaultKind, Mishap};
use super::world::World;
use crate::cloud::{ALARM_PAGE, Clock, Cloud, Filter, Identity, METRIC_PAGE, PAGE, Page, TAG_PAGE};
use crate::fleet::Alarm;
use crate::functions::Function;
use crate::recycle::{
    BundleId, Connection, ConnectionState, Desktop, DirectoryId, Failure, FailureKind, Request, State, Tags,
    WorkspaceId,
};
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;
use std::future::poll_fn;
use std::ops::Bound;
use std::sync::{Arc, Mutex, MutexGuard};
use std::task::Poll;

/// How time passes for those who call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pace {
    /// Whoever sleeps moves the world on.
    Direct,
    /// Somebody else moves the world on, and every call can be interrupted after it took effect.
    Stepped,
    /// Somebody else moves the world on, to the moment that whoever waits has named; calls take their time.
    Timed,
}

/// How callers get through to the account: how long it takes, and how often they try when they are throttled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// From the call to its answer, in milliseconds: the shortest and the longest.
    pub latency_ms: (i64, i64),
    /// Tries of one call. Between two it waits as the SDKs do: a random part of 1 s, 2 s, 4 s and so on.
    pub tries_max: u32,
}

/// The longest pause between two tries (AWS SDKs, "Retry behavior", seen 2026-11-22).
const PAUSE_MS_MAX: i64 = 20_000;

/// A handle on the world. Clones share it.
#[derive(Debug, Clone)]
pub struct Sandbox {
    world: Arc<Mutex<World>>,
    pace: Pace,
    /// Who calls; nobody is the administrator, who may do everything.
    caller: Option<Function>,
    line: Line,
    /// The earliest moment that somebody waits for.
    alarm_clock: Arc<Mutex<Option<Timestamp>>>,
}

impl Sandbox {
    pub fn new(world: World) -> Self {
        let line = Line { latency_ms: (0, 0), tries_max: 1 };
        let world = Arc::new(Mutex::new(world));
        Self { world, pace: Pace::Direct, caller: None, line, alarm_clock: Arc::default() }
    }

    /// A handle whose callers can be stopped at every call; for the simulator, which polls them by hand.
    pub fn stepped(world: World) -> Self {
        Self { pace: Pace::Stepped, ..Self::new(world) }
    }

    /// A handle whose callers wait for moments and take their time; for [`Clockwork`](super::clockwork::Clockwork).
    pub(super) fn timed(world: World) -> Self {
        Self { pace: Pace::Timed, ..Self::new(world) }
    }

    /// The same account over another line. Only callers of a timed account notice.
    pub(super) fn over(&self, line: Line) -> Self {
        Self { line, ..self.clone() }
    }

    /// The moment that those who were polled since it was last asked for are waiting for.
    pub(super) fn take_wake_at(&self) -> Option<Timestamp> {
        self.alarm_clock.lock().expect("nobody panics while setting the alarm clock").take()
    }

    /// Ready at `until`.
    pub(super) fn poll_until(&self, until: Timestamp) -> Poll<()> {
        if self.now() >= until {
            return Poll::Ready(());
        }
        let mut wake_at = self.alarm_clock.lock().expect("nobody panics while setting the alarm clock");
        *wake_at = Some(wake_at.map_or(until, |at| at.min(until)));
        Poll::Pending
    }

    /// The same account for a function, which may do what its role allows.
    pub fn as_function(&self, function: Function) -> Self {
        Self { caller: Some(function), ..self.clone() }
    }

    pub fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().expect("no panic happens while the world is held")
    }

    /// The time, unless the caller holds the world.
    pub fn try_now(&self) -> Option<Timestamp> {
        self.world.try_lock().ok().map(|world| world.now)
    }

    fn may(&self, world: &World, call: &str) -> Result<(), Failure> {
        self.caller.map_or(Ok(()), |function| world.deployed.function_may(&world.identity, function, call))
    }

    async fn pause(&self) {
        if self.pace == Pace::Stepped {
            let mut paused = false;
            poll_fn(|_| if std::mem::replace(&mut paused, true) { Poll::Ready(()) } else { Poll::Pending }).await;
        }
    }

    /// Wait for a random part of this.
    async fn delay(&self, low_ms: i64, high_ms: i64) {
        let ms = self.world().chance.between(low_ms, high_ms);
        self.sleep(SignedDuration::from_millis(ms)).await;
    }

    /// Half the way to the account, or back.
    async fn travel(&self) {
        if self.pace == Pace::Timed {
            let (low, high) = self.line.latency_ms;
            self.delay(low / 2, high / 2).await;
        }
    }

    /// Get a call through to the account, as often as it takes or the line allows.
    async fn reach(&self, name: &str) -> Result<(), Failure> {
        for tries in 0.. {
            self.travel().await;
            if self.world().takes(name) {
                break;
            }
            if tries + 1 >= self.line.tries_max {
                return Err(throttled(name));
            }
            self.travel().await;
            self.delay(0, (1000 << tries.min(10)).min(PAUSE_MS_MAX)).await;
        }
        Ok(())
    }

    /// One call: it may be throttled or lost before it takes effect, and its answer may be lost after. Its caller can
    /// be stopped when it has taken effect; to be stopped before is the same as to be stopped after the call before.
    pub(super) async fn call<T>(
        &self,
        name: &str,
        act: impl FnOnce(&mut World) -> Result<T, Failure> + Send,
    ) -> Result<T, Failure> {
        let reached = self.reach(name).await;
        let answer = match reached {
            Err(failure) => Err(failure),
            Ok(()) => {
                let mut world = self.world();
                if world.strikes(FaultKind::Throttle) {
                    Err(throttled(name))
                } else if world.strikes(FaultKind::LoseCall) {
                    Err(lost(name))
                } else if let Some(Mishap::RefuseCall { code, message, .. }) =
                    world.takes_mishap(|mishap| matches!(mishap, Mishap::RefuseCall { call, .. } if call == name))
                {
                    Err(Failure::from_code(&code, message).in_call(name))
                } else if let Err(denied) = self.may(&world, name) {
                    Err(denied)
                } else {
                    let answer = act(&mut world);
                    let mishap =
                        world.takes_mishap(|mishap| matches!(mishap, Mishap::LoseAnswer { call } if call == name));
                    if mishap.is_some() || world.strikes(FaultKind::LoseAnswer) { Err(lost(name)) } else { answer }
                }
            }
        };
        self.travel().await;
        self.pause().await;
        answer
    }
}

fn throttled(name: &str) -> Failure {
    Failure::from_code("ThrottlingException", "Rate exceeded").in_call(name)
}

fn lost(name: &str) -> Failure {
    Failure::new(FailureKind::Unclear, "", "no answer").in_call(name)
}

impl Clock for Sandbox {
    fn now(&self) -> Timestamp {
        self.world().now
    }

    async fn sleep(&self, time: SignedDuration) {
        let until = self.now().saturating_add(time).unwrap_or(Timestamp::MAX);
        match self.pace {
            Pace::Direct => {
                self.world().advance(until);
                // Whoever works beside the sleeper gets on, too.
                let mut has_yielded = false;
                poll_fn(|context| {
                    context.waker().wake_by_ref();
                    if std::mem::replace(&mut has_yielded, true) { Poll::Ready(()) } else { Poll::Pending }
                })
                .await;
            }
            Pace::Stepped => {
                poll_fn(|_| if self.now() >= until { Poll::Ready(()) } else { Poll::Pending }).await;
            }
            Pace::Timed => poll_fn(|_| self.poll_until(until)).await,
        }
    }
}

/// A page of a listing; the token is the key that the next page begins after.
fn page<T>(all: Vec<(String, T)>, size: usize, token: Option<String>, name: &str) -> Result<Page<T>, Failure> {
    let start = match &token {
        None => 0,
        Some(token) => {
            let position = all.iter().position(|(key, _)| key > token);
            position.unwrap_or(all.len())
        }
    };
    if token.is_some_and(|token| token.is_empty()) {
        return Err(Failure::from_code("InvalidParameterValuesException", "The NextToken is invalid.").in_call(name));
    }
    let rest = all.len() - start;
    let items: Vec<(String, T)> = all.into_iter().skip(start).take(size).collect();
    let next = (rest > size).then(|| items.last().map(|(key, _)| key.clone())).flatten();
    Ok(Page { items: items.into_iter().map(|(_, item)| item).collect(), next })
}

fn too_many(name: &str, given: usize, most: usize) -> Result<(), Failure> {
    if given <= most {
        return Ok(());
    }
    Err(Failure::from_code("ValidationException", format!("{given} items, expected at most {most}")).in_call(name))
}

impl Cloud for Sandbox {
    async fn whoami(&self) -> Result<Identity, Failure> {
        self.call("GetCallerIdentity", |world| Ok(world.identity.clone())).await
    }

    async fn describe(&self, ids: &[WorkspaceId]) -> Result<Vec<Desktop>, Failure> {
        if ids.is_empty() {
            return Ok(vec![]);
        }
        self.call("DescribeWorkspaces", |world| {
            too_many("DescribeWorkspaces", ids.len(), PAGE)?;
            Ok(ids.iter().filter_map(|id| world.look(id)).collect())
        })
        .await
    }

    async fn desktops(&self, filter: &Filter, token: Option<String>) -> Result<Page<Desktop>, Failure> {
        self.call("DescribeWorkspaces", |world| {
            let fits = |desktop: &Desktop| match filter {
                Filter::All => true,
                Filter::Directory(id) => desktop.directory == *id,
                Filter::Bundle(id) => desktop.bundle == *id,
                Filter::Owner(owner) => desktop.belongs_to(owner),
            };
            let mut after = token.as_deref().map_or(Bound::Unbounded, |id| Bound::Excluded(WorkspaceId::from_aws(id)));
            let fits = |(_, desktop): &(&WorkspaceId, &SimDesktop)| fits(&desktop.shown);
            let mut shown = vec![];
            // One more than fits on the page tells whether there is another.
            while shown.len() <= PAGE
                && let Some((id, _)) = world.desktops.range((after.as_ref(), Bound::Unbounded)).find(&fits)
            {
                let id = id.clone();
                shown.extend(world.look(&id).map(|desktop| (id.to_string(), desktop)));
                after = Bound::Excluded(id);
            }
            page(shown, PAGE, token, "DescribeWorkspaces")
        })
        .await
    }

    async fn connections(&self, ids: &[WorkspaceId]) -> Result<BTreeMap<WorkspaceId, Connection>, Failure> {
        const NAME: &str = "DescribeWorkspacesConnectionStatus";
        if ids.is_empty() {
            return Ok(BTreeMap::new());
        }
        self.call(NAME, |world| {
            too_many(NAME, ids.len(), PAGE)?;
            let mut found = BTreeMap::new();
            for id in ids {
                let stale_s = if world.strikes(FaultKind::StaleLook) { world.chance.between(60, 3600) } else { 0 };
                let missed = world.strikes(FaultKind::MissInLook);
                let unknown = world.strikes(FaultKind::MissInLook);
                let now = world.now;
                let at = now - SignedDuration::from_secs(stale_s);
                let (every_s, starts) = (world.temper.sample_every_s, world.temper.last_known_is_start);
                let Some(desktop) = world.desktops.get_mut(id).filter(|d| d.is_there() && !d.is_silent && !missed)
                else {
                    continue;
                };
                let mut sample = desktop.connection(at, every_s, starts);
                if unknown {
                    sample.state = ConnectionState::Unknown;
                }
                let is_away = sample.state == ConnectionState::Disconnected || desktop.shown.state == State::Stopped;
                if is_away {
                    desktop.sample_given = desktop.sample_given.max(sample.checked_at);
                    desktop.told_away_at = Some(now);
                }
                found.insert(id.clone(), sample);
            }
            Ok(found)
        })
        .await
    }

    async fn tags(&self, ids: &[WorkspaceId]) -> Result<BTreeMap<WorkspaceId, Tags>, Failure> {
        if ids.is_empty() {
            return Ok(BTreeMap::new());
        }
        self.call("GetResources", |world| {
            too_many("GetResources", ids.len(), TAG_PAGE)?;
            let tags = |id| world.desktops.get(id).map(|desktop| desktop.tags.clone()).unwrap_or_default();
            Ok(ids.iter().map(|id| (id.clone(), tags(id))).collect())
        })
        .await
    }

    async fn all_tags(&self, token: Option<String>) -> Result<Page<(WorkspaceId, Tags)>, Failure> {
        self.call("GetResources", |world| {
            let tagged = world.desktops.values().filter(|desktop| desktop.is_there() && !desktop.tags.is_empty());
            let all = tagged.map(|d| (d.id().to_string(), (d.id().clone(), d.tags.clone()))).collect();
            page(all, TAG_PAGE, token, "GetResources")
        })
        .await
    }

    async fn bundles(&self, ids: &[BundleId]) -> Result<BTreeMap<BundleId, bool>, Failure> {
        if ids.is_empty() {
            return Ok(BTreeMap::new());
        }
        self.call("DescribeWorkspaceBundles", |world| {
            too_many("DescribeWorkspaceBundles", ids.len(), PAGE)?;
            Ok(ids.iter().filter_map(|id| Some((id.clone(), *world.bundles.get(id)?))).collect())
        })
        .await
    }

    async fn directories(&self, ids: &[DirectoryId]) -> Result<BTreeMap<DirectoryId, bool>, Failure> {
        if ids.is_empty() {
            return Ok(BTreeMap::new());
        }
        self.call("DescribeWorkspaceDirectories", |world| {
            too_many("DescribeWorkspaceDirectories", ids.len(), PAGE)?;
            Ok(ids.iter().filter_map(|id| Some((id.clone(), world.directories.get(id)?.is_registered))).collect())
        })
        .await
    }

    async fn terminate(&self, ids: &[WorkspaceId]) -> Result<Vec<(WorkspaceId, Failure)>, Failure> {
        const NAME: &str = "TerminateWorkspaces";
        if ids.is_empty() {
            return Ok(vec![]);
        }
        self.call(NAME, |world| {
            too_many(NAME, ids.len(), PAGE)?;
            let mut failed = vec![];
            for id in ids {
                let state = world.desktops.get(id).filter(|d| d.is_there()).map(|d| d.shown.state.clone());
                let refused = match state {
                    None => Some(("ResourceNotFound.Workspace", "The specified WorkSpace was not found.")),
                    Some(State::Suspended) => Some(("OperationNotSupported", "Not allowed in state SUSPENDED.")),
                    Some(_) if world.strikes(FaultKind::FailItem) => Some(("InternalServerError.Item", "Try again.")),
                    Some(_) => None,
                };
                let here = |mishap: &Mishap| matches!(mishap, Mishap::RefuseRemoval { desktop, .. } if desktop == id);
                let mut refuse = |code: &str, message: &str| {
                    failed.push((id.clone(), Failure::from_code(code, message).in_call(NAME)));
                };
                if let Some((code, message)) = refused {
                    refuse(code, message);
                } else if let Some(Mishap::RefuseRemoval { code, message, .. }) = world.takes_mishap(here) {
                    refuse(&code, &message);
                } else if world.desktops.get(id).is_some_and(|desktop| desktop.is_living()) {
                    world.check_termination(id);
                    world.remove(id);
                }
            }
            world.tell_terminated(ids, &failed);
            Ok(failed)
        })
        .await
    }

    async fn create(&self, requests: &[Request]) -> Result<Vec<Result<WorkspaceId, Failure>>, Failure> {
        const NAME: &str = "CreateWorkspaces";
        if requests.is_empty() {
            return Ok(vec![]);
        }
        self.call(NAME, |world| {
            too_many(NAME, requests.len(), PAGE)?;
            let mut answers = vec![];
            for request in requests {
                let answer = if world.strikes(FaultKind::FailItem) {
                    Err(Failure::from_code("InternalServerError.Item", "Try again.").in_call(NAME))
                } else {
                    world.create(request)
                };
                if let Ok(id) = &answer {
                    world.check_creation(id, request);
                }
                answers.push(answer);
            }
            let items: Vec<_> = requests.iter().cloned().zip(answers.iter().cloned()).collect();
            world.tell_created(&items);
            Ok(answers)
        })
        .await
    }

    async fn tag(&self, id: &WorkspaceId, key: &str, value: &str) -> Result<(), Failure> {
        self.call("CreateTags", |world| {
            found(world, id, "CreateTags")?;
            world.change(id, |desktop| drop(desktop.tags.insert(key.to_owned(), value.to_owned())));
            Ok(())
        })
        .await
    }

    async fn untag(&self, id: &WorkspaceId, key: &str) -> Result<(), Failure> {
        self.call("DeleteTags", |world| {
            found(world, id, "DeleteTags")?;
            world.change(id, |desktop| drop(desktop.tags.remove(key)));
            Ok(())
        })
        .await
    }

    async fn alarms(&self, prefix: &str, token: Option<String>) -> Result<Page<Alarm>, Failure> {
        self.call("DescribeAlarms", |world| {
            let named = world.alarms.iter().filter(|(name, _)| name.starts_with(prefix));
            let all = named.map(|(name, alarm)| (name.clone(), alarm.clone())).collect();
            page(all, ALARM_PAGE, token, "DescribeAlarms")
        })
        .await
    }

    async fn put_alarm(&self, alarm: &Alarm) -> Result<(), Failure> {
        self.call("PutMetricAlarm", |world| {
            world.put_alarm(alarm);
            Ok(())
        })
        .await
    }

    async fn delete_alarms(&self, names: &[String]) -> Result<(), Failure> {
        if names.is_empty() {
            return Ok(());
        }
        self.call("DeleteAlarms", |world| {
            too_many("DeleteAlarms", names.len(), ALARM_PAGE)?;
            for name in names {
                world.alarms.remove(name);
            }
            Ok(())
        })
        .await
    }

    async fn user_connected(
        &self,
        ids: &[WorkspaceId],
        from: Timestamp,
        to: Timestamp,
    ) -> Result<BTreeMap<WorkspaceId, Timestamp>, Failure> {
        if ids.is_empty() {
            return Ok(BTreeMap::new());
        }
        self.call("GetMetricData", |world| {
            too_many("GetMetricData", ids.len(), METRIC_PAGE)?;
            let latest = |id| world.desktops.get(id)?.user_connected(from, to, world.now);
            Ok(ids.iter().filter_map(|id| Some((id.clone(), latest(id)?))).collect())
        })
        .await
    }

    async fn publish(&self, topic_arn: &str, subject: &str, message: &str) -> Result<(), Failure> {
        self.call("Publish", |world| world.publish(topic_arn, subject, message)).await
    }
}

fn found(world: &World, id: &WorkspaceId, call: &str) -> Result<(), Failure> {
    if world.desktops.get(id).is_some_and(|desktop| desktop.is_there()) {
        return Ok(());
    }
    Err(Failure::from_code("ResourceNotFoundException", "The resource could not be found.").in_call(call))
}
