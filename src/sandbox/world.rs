//! The simulated account: directories, bundles, desktops, users, alarms, and what is going to happen.
//!
//! Everything that varies comes from the seed, and time moves only by [`World::advance`]. Life-cycle times are AWS's
//! (creation 10 to 22 minutes, deletion 3 to 7, metrics on a 5-minute grain); see `cloud.rs` for what callers see.

use super::agenda::Agenda;
use super::chance::Chance;
use super::delivery::{Delivery, alarm_arn, alarm_message, created, terminated};
use super::desktop::{METRIC_PERIOD_S, SimDesktop};
use super::fault::{FaultKind, Faults, Mishap};
use super::gate::Gate;
use super::journal::Journal;
use super::stack::{Deployed, Route};
use super::truth::Truth;
use crate::cloud::{Identity, SUBJECT_MAX};
use crate::fleet::{Alarm, alarm};
use crate::recycle::{
    BundleId, Desktop, DirectoryId, Encryption, Failure, Owner, Properties, Request, RunningMode, State, Tags,
    WorkspaceId,
};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// How long a stale look may lag behind. Shorter than `Limits::settle`, which is there to outwait it.
const STALE_S_MAX: i64 = 90;
/// How often desktops are cleared away that nobody can see any more.
const CLEARED_EVERY: SignedDuration = SignedDuration::from_secs(60);

/// How long a deletion takes: about 5 minutes (Administration Guide, delete-workspaces).
const REMOVAL_S: (i64, i64) = (180, 420);
/// Bytes of a message (Publish, SNS API reference, seen 2026-11-22).
const MESSAGE_MAX: usize = 262_144;
/// Messages kept.
const PUBLISHED_MAX: usize = 100;

/// Something that the world does by itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
enum Happens {
    Born(WorkspaceId),
    /// With AWS's code and message.
    BornBroken(WorkspaceId, String, String),
    Removed(WorkspaceId),
    Stops(WorkspaceId),
    /// The metric SessionDisconnect of a desktop reaches its alarm.
    Evaluate(WorkspaceId),
    AlarmOk(String),
    Arrives(Delivery),
}

/// How this account behaves where AWS's documentation leaves it open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Temper {
    /// Seconds between two samples of the connection status.
    pub sample_every_s: i64,
    /// LastKnownUserConnectionTimestamp is the beginning of the last connection, not its last sighting.
    pub last_known_is_start: bool,
    /// Minutes that an alarm stays in ALARM after the last disconnect.
    pub alarm_lasts_min: i64,
    /// Stopped desktops are part of this account: minutes until a disconnected one stops.
    pub stops_after_min: Option<i64>,
}

impl Default for Temper {
    fn default() -> Self {
        Self { sample_every_s: 60, last_known_is_start: false, alarm_lasts_min: 6, stops_after_min: Some(60) }
    }
}

/// A user directory registered with WorkSpaces.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Directory {
    pub is_registered: bool,
    /// No address is free in its subnets.
    #[serde(default)]
    pub is_full: bool,
    /// Users that can have a desktop, as they are spelled.
    pub users: BTreeSet<String>,
}

impl Directory {
    /// Whether it has this user; names do not distinguish case.
    pub fn has(&self, name: &str) -> bool {
        self.users.iter().any(|user| user.to_lowercase() == name.to_lowercase())
    }
}

/// A message that a topic was given for its subscribers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    pub at: Timestamp,
    pub topic_arn: String,
    pub subject: String,
    pub message: String,
}

/// The simulated account.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct World {
    pub now: Timestamp,
    pub identity: Identity,
    pub temper: Temper,
    pub faults: Faults,
    /// What goes wrong by appointment.
    #[serde(default)]
    pub mishaps: Vec<Mishap>,
    pub directories: BTreeMap<DirectoryId, Directory>,
    /// Whether each bundle is AVAILABLE.
    pub bundles: BTreeMap<BundleId, bool>,
    pub desktops: BTreeMap<WorkspaceId, SimDesktop>,
    pub alarms: BTreeMap<String, Alarm>,
    /// Everything that `setup` builds. Older files know of none, and the functions ran in them.
    #[serde(default = "whole")]
    pub deployed: Deployed,
    /// What people were told by topics, the newest last.
    #[serde(default)]
    pub published: Vec<Published>,
    /// What the functions have logged.
    #[serde(default)]
    pub journal: Journal,
    /// Calls so far, by API name.
    pub calls: BTreeMap<String, u64>,
    pub chance: Chance,
    /// How fast calls are taken; without it, as fast as they come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gate: Option<Gate>,
    agenda: Agenda<Happens>,
    /// Deliveries that have arrived and wait for their function.
    inbox: Vec<Delivery>,
    next_number: u64,
    #[serde(skip)]
    pub truth: Truth,
    #[serde(skip)]
    pub diary: Vec<(Timestamp, String)>,
    /// When desktops that nobody can see any more were last cleared away.
    #[serde(skip)]
    cleared_at: Option<Timestamp>,
}

/// The account that every sandbox is.
fn identity() -> Identity {
    Identity {
        account: "123456789012".into(),
        arn: "arn:aws:iam::123456789012:user/sandbox".into(),
        partition: "aws".into(),
        region: "us-east-1".into(),
    }
}

fn whole() -> Deployed {
    Deployed::default_stack(&identity())
}

impl World {
    /// An account with two directories and two bundles, the default stack, and no desktop.
    pub fn new(seed: u64, now: Timestamp) -> Self {
        let identity = identity();
        let deployed = whole();
        let directory = || Directory { is_registered: true, ..Directory::default() };
        Self {
            now,
            identity,
            temper: Temper::default(),
            faults: Faults::default(),
            mishaps: vec![],
            directories: ["d-90670a1b2c", "d-90670a1b2d"].map(|id| (DirectoryId::from_aws(id), directory())).into(),
            bundles: ["wsb-standard1", "wsb-power0001"].map(|id| (BundleId::from_aws(id), true)).into(),
            desktops: BTreeMap::new(),
            alarms: BTreeMap::new(),
            deployed,
            published: vec![],
            journal: Journal::default(),
            calls: BTreeMap::new(),
            chance: Chance::new(seed),
            gate: None,
            agenda: Agenda::default(),
            inbox: vec![],
            next_number: 1,
            truth: Truth::default(),
            diary: vec![],
            cleared_at: None,
        }
    }

    pub fn topic_arn(&self) -> String {
        self.identity.topic_arn(alarm::TOPIC)
    }

    pub fn strikes(&mut self, kind: FaultKind) -> bool {
        let strikes = self.faults.strikes(kind, &mut self.chance);
        if strikes {
            *self.truth.struck.entry(kind).or_default() += 1;
        }
        strikes
    }

    /// Whether a call is taken, or refused because there are too many.
    pub fn takes(&mut self, call: &str) -> bool {
        *self.calls.entry(call.to_owned()).or_default() += 1;
        let now = self.now;
        self.gate.as_mut().is_none_or(|gate| gate.admits(call, now))
    }

    fn note(&mut self, text: String) {
        self.diary.push((self.now, text));
    }

    fn in_s(&self, seconds: i64) -> Timestamp {
        self.now.saturating_add(SignedDuration::from_secs(seconds)).unwrap_or(self.now)
    }

    fn in_s_between(&mut self, low: i64, high: i64) -> Timestamp {
        let seconds = self.chance.between(low, high);
        self.in_s(seconds)
    }

    fn expect(&mut self, at: Timestamp, what: Happens) {
        self.next_number += 1;
        self.agenda.add(at, self.next_number, what);
    }

    /// When something happens next by itself.
    pub fn next_at(&self) -> Option<Timestamp> {
        self.agenda.next_at()
    }

    /// Let time pass.
    pub fn advance(&mut self, to: Timestamp) {
        while let Some((at, what)) = self.agenda.take_until(to) {
            self.now = self.now.max(at);
            self.happen(what);
        }
        self.now = self.now.max(to);
        if self.cleared_at.is_none_or(|at| self.now.duration_since(at) >= CLEARED_EVERY) {
            self.cleared_at = Some(self.now);
            let horizon = self.now - SignedDuration::from_secs(2 * STALE_S_MAX);
            self.desktops.retain(|_, desktop| desktop.removed_at.is_none_or(|at| at > horizon));
        }
    }

    /// A message for whoever subscribes to a topic (Publish, SNS API reference, seen 2026-11-22).
    pub fn publish(&mut self, topic_arn: &str, subject: &str, message: &str) -> Result<(), Failure> {
        let refuse = |code: &str, message: &str| Err(Failure::from_code(code, message).in_call("Publish"));
        if !self.deployed.topics.values().any(|topic| topic.arn == topic_arn) {
            return refuse("NotFound", "Topic does not exist");
        }
        let is_subject = |c: char| c.is_ascii() && !c.is_ascii_control();
        if subject.is_empty() || subject.len() > SUBJECT_MAX || !subject.chars().all(is_subject) {
            return refuse("InvalidParameter", "Invalid parameter: Subject");
        }
        if message.is_empty() || message.len() > MESSAGE_MAX {
            return refuse("InvalidParameter", "Invalid parameter: Message");
        }
        self.note(format!("told to people: {subject}"));
        let (topic_arn, subject, message) = (topic_arn.to_owned(), subject.to_owned(), message.to_owned());
        self.published.push(Published { at: self.now, topic_arn, subject, message });
        let surplus = self.published.len().saturating_sub(PUBLISHED_MAX);
        self.published.drain(..surplus);
        Ok(())
    }

    /// The deliveries that have arrived.
    pub fn take_deliveries(&mut self) -> Vec<Delivery> {
        std::mem::take(&mut self.inbox)
    }

    fn happen(&mut self, what: Happens) {
        let now = self.now;
        match what {
            Happens::Born(id) => {
                if let Some(desktop) = self.desktops.get_mut(&id) {
                    desktop.is_silent = false;
                }
                self.becomes(&id, State::Pending, State::Available);
            }
            Happens::BornBroken(id, code, message) => {
                if let Some(desktop) = self.desktops.get_mut(&id) {
                    desktop.shown.error = Some((code, message));
                }
                self.becomes(&id, State::Pending, State::Error);
            }
            Happens::Removed(id) => {
                if let Some(desktop) = self.desktops.get_mut(&id) {
                    desktop.removed_at = Some(now);
                    self.note(format!("{id} is removed"));
                }
            }
            Happens::Stops(id) => {
                let after = SignedDuration::from_mins(self.temper.stops_after_min.unwrap_or_default());
                let left_at = self.desktops.get(&id).and_then(|desktop| desktop.sessions.last()?.to);
                if left_at.is_some_and(|at| now.duration_since(at) >= after) {
                    self.becomes(&id, State::Available, State::Stopped);
                }
            }
            Happens::Evaluate(id) => self.evaluate(&id),
            Happens::AlarmOk(name) => {
                if let Some(alarm) = self.alarms.get_mut(&name) {
                    alarm.state = "OK".into();
                }
            }
            Happens::Arrives(delivery) if self.deployed.runs(delivery.function) => self.inbox.push(delivery),
            Happens::Arrives(delivery) => self.note(format!("an event finds no function {}", delivery.function)),
        }
    }

    fn becomes(&mut self, id: &WorkspaceId, from: State, to: State) {
        let now = self.now;
        if let Some(desktop) = self.desktops.get_mut(id).filter(|d| d.is_there() && d.shown.state == from) {
            desktop.set_state(to.clone(), now);
            self.note(format!("{id} is {to}"));
        }
    }

    /// CloudWatch tells only of transitions: an alarm that is in ALARM says nothing more.
    fn evaluate(&mut self, id: &WorkspaceId) {
        let lasts_s = self.temper.alarm_lasts_min * 60;
        let (now, identity) = (self.now, self.identity.clone());
        let names: Vec<String> = self
            .alarms
            .values()
            .filter(|alarm| alarm.metric == alarm::METRIC && alarm.dimensions.iter().any(|(_, of)| of == id.as_str()))
            .map(|alarm| alarm.name.clone())
            .collect();
        for name in names {
            let Some(alarm) = self.alarms.get_mut(&name) else { continue };
            let goes_off = alarm.state != "ALARM";
            alarm.state = "ALARM".into();
            let alarm = alarm.clone();
            let topics: Vec<&String> = alarm.actions.iter().filter(|arn| arn.contains(":sns:")).collect();
            if goes_off && alarm.actions_enabled && !topics.is_empty() {
                self.note(format!("alarm {name} goes off"));
                for topic in topics {
                    let payload = alarm_message(&identity, now, &alarm, topic);
                    let route = self.deployed.hears_alarm(&identity, &alarm_arn(&identity, &alarm), topic);
                    self.send(route, &payload, 1, 5);
                }
            }
            let ok_at = self.in_s(lasts_s);
            self.agenda.retain(|what| !matches!(what, Happens::AlarmOk(of) if *of == name));
            self.expect(ok_at, Happens::AlarmOk(name));
        }
    }

    /// Put an event on its way to those who hear of it.
    fn send(&mut self, route: Route, payload: &Value, low_s: i64, high_s: i64) {
        for why in route.broken {
            self.note(format!("an event goes nowhere: {why}"));
        }
        for function in route.to {
            self.send_one(Delivery { function, payload: payload.clone() }, low_s, high_s);
        }
    }

    /// Delivery is best effort.
    fn send_one(&mut self, delivery: Delivery, low_s: i64, high_s: i64) {
        if self.strikes(FaultKind::LoseEvent) {
            self.note(format!("an event for {} is lost", delivery.function));
            return;
        }
        let mut copies = 1;
        if self.strikes(FaultKind::DoubleEvent) {
            copies = 2;
        }
        for _ in 0..copies {
            let late_s = if self.strikes(FaultKind::DelayEvent) { self.chance.between(60, 1800) } else { 0 };
            let at = self.in_s_between(low_s + late_s, high_s + late_s);
            self.expect(at, Happens::Arrives(delivery.clone()));
        }
    }

    // What users and administrators do.

    /// A desktop that is there from the beginning; `told` if the functions hear of its creation.
    pub fn launch(&mut self, owner: &Owner, user: &str, bundle: &BundleId, tags: Tags, told: bool) -> WorkspaceId {
        if let Some(directory) = self.directories.get_mut(&owner.directory) {
            directory.users.insert(user.to_owned());
        }
        let sizes = [(80, 10, "VALUE"), (80, 50, "STANDARD"), (175, 100, "POWER")];
        let (root, volume, compute) = *self.chance.pick(&sizes).unwrap_or(&sizes[0]);
        let encrypted = self.chance.strikes(300);
        let request = Request {
            directory: owner.directory.clone(),
            user: user.to_owned(),
            bundle: bundle.clone(),
            properties: Properties {
                running_mode: Some(RunningMode::AutoStop),
                auto_stop_min: Some(60),
                root_volume_gib: Some(root),
                user_volume_gib: Some(volume),
                compute_type: Some(compute.into()),
                protocols: vec!["WSP".into()],
                ..Properties::default()
            },
            encryption: Encryption {
                key: encrypted.then(|| "alias/aws/workspaces".into()),
                root: encrypted.then_some(true),
                user: encrypted.then_some(true),
            },
            tags,
        };
        let id = self.add(&request, State::Available);
        self.note(format!("{id} of {user} is launched"));
        if told {
            self.tell_created(&[(request, Ok(id.clone()))]);
        }
        id
    }

    fn add(&mut self, request: &Request, state: State) -> WorkspaceId {
        self.next_number += 1;
        let is_silent = state == State::Pending;
        let id = WorkspaceId::from_aws(format!("ws-{:05x}{:04x}", self.next_number, self.chance.draw() & 0xffff));
        let shown = Desktop {
            id: id.clone(),
            directory: request.directory.clone(),
            user: request.user.clone(),
            bundle: request.bundle.clone(),
            state,
            properties: request.properties.clone(),
            encryption: request.encryption.clone(),
            workspace_name: None,
            computer_name: Some(format!("WSAMZN-{:06X}", self.next_number)),
            operating_system: Some("WINDOWS_SERVER_2022".into()),
            error: None,
            modifying: vec![],
            has_standby: false,
            is_replicated: false,
        };
        let now = self.now;
        let desktop = SimDesktop {
            shown,
            tags: request.tags.clone(),
            sessions: vec![],
            visible_at: now,
            before: None,
            removed_at: None,
            touched_at: now,
            is_silent,
            sample_given: None,
            told_away_at: None,
        };
        self.desktops.insert(id.clone(), desktop);
        id
    }

    /// The desktop that an owner has now.
    pub fn desktop_of(&self, owner: &Owner) -> Option<&SimDesktop> {
        self.desktops.values().find(|desktop| desktop.is_living() && desktop.shown.belongs_to(owner))
    }

    /// Log a user in, if there is a desktop to log in to.
    pub fn connect(&mut self, owner: &Owner) -> bool {
        let now = self.now;
        let Some(id) = self.desktop_of(owner).map(|desktop| desktop.id().clone()) else { return false };
        self.becomes(&id, State::Stopped, State::Available);
        let Some(desktop) = self.desktops.get_mut(&id).filter(|desktop| desktop.shown.state == State::Available) else {
            return false;
        };
        desktop.connect(now);
        self.note(format!("{} connects to {id}", owner.user));
        true
    }

    /// End a user's session, in whatever way.
    pub fn disconnect(&mut self, owner: &Owner) -> bool {
        let connected = |desktop: &&SimDesktop| desktop.is_connected() && desktop.shown.belongs_to(owner);
        let id = self.desktops.values().find(connected).map(|desktop| desktop.id().clone());
        id.is_some_and(|id| self.end_session(&id))
    }

    /// The same, by desktop.
    pub fn end_session(&mut self, id: &WorkspaceId) -> bool {
        let now = self.now;
        let Some(desktop) = self.desktops.get_mut(id).filter(|desktop| desktop.is_connected()) else { return false };
        desktop.disconnect(now);
        let user = desktop.shown.owner().user;
        self.note(format!("{user} disconnects from {id}"));
        let evaluated = self.in_s_between(30, 240);
        self.expect(evaluated, Happens::Evaluate(id.clone()));
        if let Some(minutes) = self.temper.stops_after_min {
            let at = self.in_s(minutes * 60);
            self.expect(at, Happens::Stops(id.clone()));
        }
        true
    }

    /// Change a desktop as an administrator could.
    pub fn change(&mut self, id: &WorkspaceId, change: impl FnOnce(&mut SimDesktop)) {
        let now = self.now;
        if let Some(desktop) = self.desktops.get_mut(id) {
            change(desktop);
            desktop.touched_at = now;
        }
    }

    /// Begin to remove a desktop, as TerminateWorkspaces does.
    pub fn remove(&mut self, id: &WorkspaceId) {
        let now = self.now;
        let Some(desktop) = self.desktops.get_mut(id).filter(|desktop| desktop.is_living()) else { return };
        desktop.disconnect(now);
        desktop.set_state(State::Terminating, now);
        let at = self.in_s_between(REMOVAL_S.0, REMOVAL_S.1);
        if self.gate.is_some() {
            self.truth.removals.insert(id.clone(), at.duration_since(now));
        }
        self.expect(at, Happens::Removed(id.clone()));
    }

    /// CreateWorkspaces for one item.
    pub fn create(&mut self, request: &Request) -> Result<WorkspaceId, Failure> {
        let failed = |code: &str, message: &str| Err(Failure::from_code(code, message).in_call("CreateWorkspaces"));
        let Some(directory) = self.directories.get(&request.directory).filter(|directory| directory.is_registered)
        else {
            return failed("ResourceNotFound.Directory", "The specified directory could not be found.");
        };
        let owner = request.owner();
        if !directory.has(&request.user) {
            return failed("ResourceNotFound.User", "The specified user could not be found in the directory.");
        }
        if self.bundles.get(&request.bundle) != Some(&true) {
            return failed("ResourceNotFound.Bundle", "The specified bundle could not be found.");
        }
        if directory.is_full {
            return failed("InsufficientAddresses.Subnet", "There are no free IP addresses in the subnets.");
        }
        if self.desktops.values().any(|desktop| desktop.is_there() && desktop.shown.belongs_to(&owner)) {
            return failed("ResourceExists.WorkSpace", "A WorkSpace already exists for the specified user.");
        }
        let id = self.add(request, State::Pending);
        if self.strikes(FaultKind::StaleLook) {
            let visible_at = self.in_s_between(1, STALE_S_MAX);
            self.change(&id, |desktop| desktop.visible_at = visible_at);
        }
        let at = self.in_s_between(600, 1320);
        let why = self.spoils_birth(&owner);
        let birth = why.map(|(code, message)| Happens::BornBroken(id.clone(), code, message));
        self.expect(at, birth.unwrap_or_else(|| Happens::Born(id.clone())));
        Ok(id)
    }

    /// Why the desktop that is being created for this owner ends in ERROR, if it does.
    fn spoils_birth(&mut self, of: &Owner) -> Option<(String, String)> {
        let mishap = self.takes_mishap(|mishap| matches!(mishap, Mishap::SpoilBirth { owner, .. } if owner == of));
        if let Some(Mishap::SpoilBirth { code, message, .. }) = mishap {
            return Some((code, message));
        }
        let why = ("InternalError", "The WorkSpace could not be created.");
        self.strikes(FaultKind::BornBroken).then(|| (why.0.to_owned(), why.1.to_owned()))
    }

    /// What goes wrong by appointment at this place, which it does once.
    pub fn takes_mishap(&mut self, is_here: impl Fn(&Mishap) -> bool) -> Option<Mishap> {
        self.mishaps.iter().position(is_here).map(|at| self.mishaps.remove(at))
    }

    /// CloudTrail tells the rules of a call.
    pub fn tell_created(&mut self, items: &[(Request, Result<WorkspaceId, Failure>)]) {
        let event = created(&self.identity, self.now, items);
        self.send(self.deployed.hears_call(&event), &event, 20, 90);
    }

    pub fn tell_terminated(&mut self, ids: &[WorkspaceId], failed: &[(WorkspaceId, Failure)]) {
        let event = terminated(&self.identity, self.now, ids, failed);
        self.send(self.deployed.hears_call(&event), &event, 20, 90);
    }

    /// A new alarm also sees what was before it was made (CloudWatch, "Using alarms": data points from before).
    pub fn put_alarm(&mut self, alarm: &Alarm) {
        let before = self.alarms.get(&alarm.name).map(|alarm| alarm.state.clone());
        let state = before.unwrap_or_else(|| "INSUFFICIENT_DATA".into());
        self.alarms.insert(alarm.name.clone(), Alarm { state, ..alarm.clone() });
        let recent = self.now - SignedDuration::from_secs(2 * METRIC_PERIOD_S);
        let Some(desktop) = alarm.desktop().and_then(|id| self.desktops.get(&id)) else { return };
        let ended = desktop.sessions.last().and_then(|session| session.to);
        if ended.is_some_and(|at| at > recent) {
            let (id, at) = (desktop.id().clone(), self.in_s(60));
            self.expect(at, Happens::Evaluate(id));
        }
    }

    /// What a look shows of a desktop now, which may be what was a moment ago.
    pub fn look(&mut self, id: &WorkspaceId) -> Option<Desktop> {
        let stale = self.strikes(FaultKind::StaleLook);
        let missed = self.strikes(FaultKind::MissInLook);
        let now = self.now;
        let is_recent = |at: Timestamp| now.duration_since(at).as_secs() < STALE_S_MAX;
        let desktop = self.desktops.get(id)?;
        if missed || desktop.visible_at > now {
            return None;
        }
        let mut shown = desktop.shown.clone();
        match (&desktop.before, desktop.removed_at) {
            (_, Some(at)) => return (stale && is_recent(at)).then_some(shown),
            (Some((state, at)), None) if stale && is_recent(*at) => shown.state = state.clone(),
            _ => {}
        }
        Some(shown)
    }
}
