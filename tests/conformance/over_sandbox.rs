//! The contract over the sandbox: what the emulators showed of AWS must hold there too, or the simulator proves
//! nothing.

use super::{Controls, WHOLE_PORT, body};
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeSet;
use wsrecycle::recycle::{BundleId, Connection, ConnectionState, DirectoryId, Owner, State, WorkspaceId};
use wsrecycle::sandbox::{Mishap, Sandbox, Session, SimDesktop, Temper, World};

/// The sandbox from outside.
struct Account {
    sandbox: Sandbox,
    /// Desktops whose sessions are those of the metric.
    measured: BTreeSet<WorkspaceId>,
}

#[tokio::test]
async fn over_sandbox() {
    // Two minutes into a period, so that the one before is published.
    let start = "2026-11-22T08:02:00Z".parse().expect("a time");
    let mut world = World::new(1, start);
    // Status is sampled all the time, and names the beginning of a connection: so a test can tell what it will say.
    world.temper = Temper { sample_every_s: 1, last_known_is_start: true, ..Temper::default() };
    for directory in world.directories.values_mut() {
        directory.users = (0..1000).map(|number| format!("User{number:03}")).collect();
    }
    let mut account = Account { sandbox: Sandbox::new(world), measured: BTreeSet::new() };
    let cloud = account.sandbox.clone();
    body(&cloud, &mut account).await;
    let calls: Vec<String> = account.sandbox.world().calls.keys().cloned().collect();
    assert_eq!(calls, WHOLE_PORT, "the body leaves out a call of the port, or there is a new one");
    assert_eq!(account.sandbox.world().mishaps, [], "something was to go wrong and did not");
}

impl Account {
    fn change(&mut self, id: &WorkspaceId, change: impl FnOnce(&mut SimDesktop)) {
        self.sandbox.world().change(id, change);
    }

    fn expect(&mut self, mishap: Mishap) {
        self.sandbox.world().mishaps.push(mishap);
    }

    fn first_two<T: Clone>(of: impl Iterator<Item = T>) -> [T; 2] {
        of.take(2).collect::<Vec<_>>().try_into().unwrap_or_else(|_| panic!("the sandbox begins with two of each"))
    }
}

impl Controls for Account {
    fn directories(&self) -> [DirectoryId; 2] {
        Self::first_two(self.sandbox.world().directories.keys().cloned())
    }

    fn bundles(&self) -> [BundleId; 2] {
        Self::first_two(self.sandbox.world().bundles.keys().cloned())
    }

    fn now(&self) -> Timestamp {
        self.sandbox.world().now
    }

    fn settle(&mut self) {
        let later = self.now() + SignedDuration::from_hours(2);
        self.sandbox.world().advance(later);
    }

    fn set_connection(&mut self, id: &WorkspaceId, connection: Option<Connection>) {
        self.change(id, |desktop| {
            desktop.is_silent = connection.is_none();
            let Some(connection) = connection else { return };
            // Gone a second later, or still there.
            let to =
                |from| (connection.state != ConnectionState::Connected).then(|| from + SignedDuration::from_secs(1));
            desktop.sessions =
                connection.last_connected_at.map(|from| Session { from, to: to(from) }).into_iter().collect();
        });
    }

    fn set_state(&mut self, id: &WorkspaceId, state: State) {
        self.change(id, |desktop| desktop.shown.state = state);
    }

    fn remove_user(&mut self, owner: &Owner) {
        let mut world = self.sandbox.world();
        let directory = world.directories.get_mut(&owner.directory).expect("a directory of the sandbox");
        directory.users.retain(|user| Owner::new(owner.directory.clone(), user) != *owner);
    }

    fn spoil_birth(&mut self, owner: &Owner, code: &str, message: &str) {
        self.expect(Mishap::SpoilBirth { owner: owner.clone(), code: code.into(), message: message.into() });
    }

    fn refuse_removal(&mut self, id: &WorkspaceId, code: &str, message: &str) {
        self.expect(Mishap::RefuseRemoval { desktop: id.clone(), code: code.into(), message: message.into() });
    }

    fn fail_next_call(&mut self, operation: &str, code: &str) {
        let message = format!("{operation} is not allowed today.");
        self.expect(Mishap::RefuseCall { call: operation.into(), code: code.into(), message });
    }

    fn lose_next_answer(&mut self, operation: &str) {
        self.expect(Mishap::LoseAnswer { call: operation.into() });
    }

    fn withdraw_bundle(&mut self, id: &BundleId) {
        self.sandbox.world().bundles.insert(id.clone(), false);
    }

    fn deregister_directory(&mut self, id: &DirectoryId) {
        self.sandbox.world().directories.get_mut(id).expect("a directory of the sandbox").is_registered = false;
    }

    fn topic(&mut self) -> String {
        self.sandbox.world().topic_arn()
    }

    fn publish_user_connected(&mut self, id: &WorkspaceId, at: Timestamp, value: f64) {
        // Here status and metric tell the same truth: what a status was set to before ends with the first value.
        let is_first = self.measured.insert(id.clone());
        self.change(id, |desktop| {
            if is_first {
                desktop.sessions.clear();
            }
            if value > 0.0 {
                desktop.sessions.push(Session { from: at, to: Some(at + SignedDuration::from_secs(1)) });
            }
        });
    }
}
