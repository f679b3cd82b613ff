//! For tests: an account that stands still. It answers the port from lists, counts the calls, and denies what it is
//! told to. Whatever needs time to pass is tested over the simulated account instead.

mod deployed;
mod logged;

use super::alarm::{Alarm, TOPIC};
use crate::cloud::{ALARM_PAGE, Clock, Cloud, Filter, Identity, PAGE, Page, Skew, TAG_PAGE};
use crate::recycle::desktop::tests::desktop;
use crate::recycle::{
    BundleId, Connection, ConnectionState, Desktop, DirectoryId, Failure, Request, Tags, WorkspaceId,
};
use jiff::{SignedDuration, Timestamp};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

pub(crate) struct StillClock(pub Timestamp);

impl Default for StillClock {
    fn default() -> Self {
        Self(super::census::tests::NOW.parse().unwrap())
    }
}

impl Clock for StillClock {
    fn now(&self) -> Timestamp {
        self.0
    }

    async fn sleep(&self, _: SignedDuration) {}
}

#[derive(Default)]
pub(crate) struct Account(Mutex<Content>);

#[derive(Default)]
struct Content {
    desktops: Vec<Desktop>,
    tags: BTreeMap<WorkspaceId, Tags>,
    connections: BTreeMap<WorkspaceId, Connection>,
    alarms: BTreeMap<String, Alarm>,
    deployed: crate::sandbox::Deployed,
    logs: BTreeMap<String, Vec<crate::cloud::LogLine>>,
    calls: Vec<String>,
    denied: BTreeSet<String>,
    writes_left: Option<usize>,
    told: Vec<String>,
    skew: Option<Skew>,
}

impl Account {
    /// Desktops that were used, are guarded, and have nobody on them.
    pub fn with_desktops(number: usize) -> Self {
        let account = Self::default();
        for n in 0..number {
            account.add(desktop(&format!("ws-{n:09}"), &format!("user{n:03}")));
        }
        account
    }

    pub fn add(&self, desktop: Desktop) {
        let id = desktop.id.clone();
        self.put(Alarm::guarding(&id, &self.topic_arn()));
        let mut content = self.content();
        content.tags.insert(id.clone(), Tags::from([("lab".into(), "a".into())]));
        let connection = Connection {
            state: ConnectionState::Disconnected,
            checked_at: Some("2026-11-22T16:59:00Z".parse().unwrap()),
            last_connected_at: Some("2026-11-22T09:00:00Z".parse().unwrap()),
        };
        content.connections.insert(id, connection);
        content.desktops.push(desktop);
    }

    fn content(&self) -> std::sync::MutexGuard<'_, Content> {
        self.0.lock().unwrap()
    }

    fn call(&self, name: &str) -> Result<std::sync::MutexGuard<'_, Content>, Failure> {
        let mut content = self.content();
        content.calls.push(name.to_owned());
        if content.denied.contains(name) {
            return Err(Failure::from_code("AccessDeniedException", "not authorized").in_call(name));
        }
        Ok(content)
    }

    /// A call that one of its ids can have denied: `<call> <id>`.
    fn call_about<I: Ord + Clone + ToString>(&self, name: &str, ids: &[I]) -> Result<BTreeMap<I, bool>, Failure> {
        let content = self.call(name)?;
        if ids.iter().any(|id| content.denied.contains(&format!("{name} {}", id.to_string()))) {
            return Err(Failure::from_code("ThrottlingException", "Rate exceeded").in_call(name));
        }
        Ok(ids.iter().map(|id| (id.clone(), true)).collect())
    }

    pub fn identity(&self) -> Identity {
        super::census::tests::listing().identity
    }

    pub fn topic_arn(&self) -> String {
        self.identity().topic_arn(TOPIC)
    }

    pub fn desktop(&self, n: usize) -> Desktop {
        self.content().desktops[n].clone()
    }

    pub fn change(&self, n: usize, change: impl FnOnce(&mut Desktop)) {
        change(&mut self.content().desktops[n]);
    }

    pub fn change_connection(&self, n: usize, change: impl FnOnce(&mut Connection)) {
        let id = self.desktop(n).id;
        change(self.content().connections.get_mut(&id).unwrap());
    }

    pub fn set_tag(&self, n: usize, key: &str) {
        let id = self.desktop(n).id;
        self.content().tags.entry(id).or_default().insert(key.to_owned(), String::new());
    }

    pub fn tags_of(&self, n: usize) -> Tags {
        let id = self.desktop(n).id;
        self.content().tags.get(&id).cloned().unwrap_or_default()
    }

    pub fn remove(&self, n: usize) -> Desktop {
        self.content().desktops.remove(n)
    }

    pub fn put(&self, alarm: Alarm) {
        self.content().alarms.insert(alarm.name.clone(), alarm);
    }

    pub fn take_alarm(&self, name: &str) -> Option<Alarm> {
        self.content().alarms.remove(name)
    }

    pub fn alarm_names(&self) -> Vec<String> {
        self.content().alarms.keys().cloned().collect()
    }

    pub fn alarm(&self, name: &str) -> Option<Alarm> {
        self.content().alarms.get(name).cloned()
    }

    pub fn calls(&self) -> Vec<String> {
        self.content().calls.clone()
    }

    /// The subjects of what people were told.
    pub fn told(&self) -> Vec<String> {
        self.content().told.clone()
    }

    pub fn forget_calls(&self) {
        self.content().calls.clear();
    }

    pub fn allow(&self) {
        let mut content = self.content();
        content.denied.clear();
        content.writes_left = None;
    }

    /// Our clock is so far ahead of its.
    pub fn is_behind(&self, by: SignedDuration) {
        let now = StillClock::default().0;
        self.content().skew = Some(Skew::of(now, now, now - by));
    }

    pub fn deny(&self, call: &str) {
        self.content().denied.insert(call.to_owned());
    }
}

/// The page that begins at `token`.
fn page<T>(mut items: impl Iterator<Item = T>, token: Option<String>, size: usize) -> Page<T> {
    let from: usize = token.map_or(0, |token| token.parse().unwrap());
    let found = items.by_ref().skip(from).take(size).collect();
    Page { items: found, next: items.next().is_some().then(|| (from + size).to_string()) }
}

impl Cloud for Account {
    async fn whoami(&self) -> Result<Identity, Failure> {
        self.call("whoami").map(|_| self.identity())
    }

    fn skew(&self) -> Option<Skew> {
        self.content().skew
    }

    async fn describe(&self, ids: &[WorkspaceId]) -> Result<Vec<Desktop>, Failure> {
        assert!((1..=PAGE).contains(&ids.len()), "{} ids in one call", ids.len());
        Ok(self.call("describe")?.desktops.iter().filter(|desktop| ids.contains(&desktop.id)).cloned().collect())
    }

    async fn desktops(&self, filter: &Filter, token: Option<String>) -> Result<Page<Desktop>, Failure> {
        let wanted = |desktop: &&Desktop| match filter {
            Filter::All => true,
            Filter::Directory(directory) => desktop.directory == *directory,
            Filter::Bundle(bundle) => desktop.bundle == *bundle,
            Filter::Owner(owner) => desktop.owner() == *owner,
        };
        let content = self.call("desktops")?;
        let Page { items, next } = page(content.desktops.iter().filter(wanted), token, PAGE);
        Ok(Page { items: items.into_iter().cloned().collect(), next })
    }

    async fn connections(&self, ids: &[WorkspaceId]) -> Result<BTreeMap<WorkspaceId, Connection>, Failure> {
        assert!((1..=PAGE).contains(&ids.len()), "{} ids in one call", ids.len());
        let content = self.call("connections")?;
        Ok(ids.iter().filter_map(|id| Some((id.clone(), content.connections.get(id)?.clone()))).collect())
    }

    async fn tags(&self, ids: &[WorkspaceId]) -> Result<BTreeMap<WorkspaceId, Tags>, Failure> {
        assert!((1..=TAG_PAGE).contains(&ids.len()), "{} ids in one call", ids.len());
        let content = self.call("tags")?;
        Ok(ids.iter().map(|id| (id.clone(), content.tags.get(id).cloned().unwrap_or_default())).collect())
    }

    async fn all_tags(&self, token: Option<String>) -> Result<Page<(WorkspaceId, Tags)>, Failure> {
        let content = self.call("all_tags")?;
        let Page { items, next } = page(content.tags.iter(), token, TAG_PAGE);
        Ok(Page { items: items.into_iter().map(|(id, tags)| (id.clone(), tags.clone())).collect(), next })
    }

    /// All of them are usable.
    async fn bundles(&self, ids: &[BundleId]) -> Result<BTreeMap<BundleId, bool>, Failure> {
        self.call_about("bundles", ids)
    }

    async fn directories(&self, ids: &[DirectoryId]) -> Result<BTreeMap<DirectoryId, bool>, Failure> {
        self.call_about("directories", ids)
    }

    async fn terminate(&self, _: &[WorkspaceId]) -> Result<Vec<(WorkspaceId, Failure)>, Failure> {
        unreachable!("nothing here may terminate a desktop")
    }

    async fn create(&self, _: &[Request]) -> Result<Vec<Result<WorkspaceId, Failure>>, Failure> {
        unreachable!("nothing here may create a desktop")
    }

    async fn tag(&self, id: &WorkspaceId, key: &str, value: &str) -> Result<(), Failure> {
        self.call("tag")?.tags.entry(id.clone()).or_default().insert(key.to_owned(), value.to_owned());
        Ok(())
    }

    async fn untag(&self, id: &WorkspaceId, key: &str) -> Result<(), Failure> {
        self.call("untag")?.tags.entry(id.clone()).or_default().remove(key);
        Ok(())
    }

    async fn alarms(&self, prefix: &str, token: Option<String>) -> Result<Page<Alarm>, Failure> {
        let content = self.call("alarms")?;
        let found = content.alarms.values().filter(|alarm| alarm.name.starts_with(prefix));
        let Page { items, next } = page(found, token, ALARM_PAGE);
        Ok(Page { items: items.into_iter().cloned().collect(), next })
    }

    async fn put_alarm(&self, alarm: &Alarm) -> Result<(), Failure> {
        // One desktop's alarm can be denied by `put_alarm <id>`.
        let id = alarm.desktop().map(|id| id.to_string()).unwrap_or_default();
        if self.content().denied.contains(&format!("put_alarm {id}")) {
            return Err(Failure::from_code("ThrottlingException", "Rate exceeded").in_call("put_alarm"));
        }
        self.call("put_alarm")?.alarms.insert(alarm.name.clone(), alarm.clone());
        Ok(())
    }

    async fn delete_alarms(&self, names: &[String]) -> Result<(), Failure> {
        assert!((1..=ALARM_PAGE).contains(&names.len()), "{} names in one call", names.len());
        let mut content = self.call("delete_alarms")?;
        content.alarms.retain(|name, _| !names.contains(name));
        Ok(())
    }

    async fn user_connected(
        &self,
        _: &[WorkspaceId],
        _: Timestamp,
        _: Timestamp,
    ) -> Result<BTreeMap<WorkspaceId, Timestamp>, Failure> {
        unreachable!("nothing here asks for metrics")
    }

    async fn publish(&self, topic_arn: &str, subject: &str, message: &str) -> Result<(), Failure> {
        assert!(topic_arn.starts_with("arn:") && !message.is_empty(), "{topic_arn}: {message}");
        self.call("publish")?.told.push(subject.to_owned());
        Ok(())
    }
}
