//! Users who come and go, and an administrator who interferes.

use super::super::{Chance, Mishap};
use super::plant::Plant;
use crate::recycle::scope::HOLD_TAG;
use crate::recycle::{BundleId, Owner, Request, State};
use jiff::{SignedDuration, Timestamp};
use std::future::Future;
use std::pin::Pin;

/// States in which a desktop is left alone, and which end when an administrator says so.
pub const AWAY: [State; 4] = [State::AdminMaintenance, State::Suspended, State::Maintenance, State::Rebooting];

/// Everybody, and when each acts next.
pub struct People {
    users: Vec<(Timestamp, Owner, String)>,
    administrator_at: Timestamp,
}

impl People {
    pub fn new(owners: Vec<(Owner, String)>, chance: &mut Chance, start: Timestamp) -> Self {
        let mut at = || start + SignedDuration::from_secs(chance.between(60, 3600));
        let users = owners.into_iter().map(|(owner, user)| (at(), owner, user)).collect();
        Self { users, administrator_at: at() }
    }

    pub fn owners(&self) -> impl Iterator<Item = (&Owner, &str)> {
        self.users.iter().map(|(_, owner, user)| (owner, user.as_str()))
    }

    pub fn next_at(&self) -> Option<Timestamp> {
        self.users.iter().map(|(at, ..)| *at).chain([self.administrator_at]).min()
    }

    /// Let those act whose time has come. What an administrator starts at a terminal is a driver of its own.
    pub fn act(
        &mut self,
        plant: &Plant,
        chance: &mut Chance,
        now: Timestamp,
    ) -> Option<Pin<Box<dyn Future<Output = ()> + Send>>> {
        for (at, owner, _) in &mut self.users {
            if *at <= now {
                let mut world = plant.sandbox.world();
                let connected = world.disconnect(owner) || world.connect(owner);
                // Many short absences, so that some end inside the grace period.
                let minutes = if chance.strikes(400) { chance.between(1, 12) } else { chance.between(10, 90) };
                let seconds = minutes * 60 + chance.between(0, 59);
                *at = now + SignedDuration::from_secs(if connected { seconds } else { 120 + seconds % 300 });
            }
        }
        if self.administrator_at > now {
            return None;
        }
        self.administrator_at = now + SignedDuration::from_secs(chance.between(300, 5400));
        let (_, owner, user) = chance.pick(&self.users)?.clone();
        self.interfere(plant, chance, owner, &user)
    }

    fn interfere(
        &self,
        plant: &Plant,
        chance: &mut Chance,
        owner: Owner,
        user: &str,
    ) -> Option<Pin<Box<dyn Future<Output = ()> + Send>>> {
        let deed = chance.between(0, 14);
        let mut world = plant.sandbox.world();
        let id = world.desktop_of(&owner).map(|desktop| desktop.id().clone());
        match deed {
            0 => {
                if let Some(id) = id.filter(|_| chance.strikes(300)) {
                    plant.tell(&format!("an administrator deletes {id}"));
                    world.deleted_by_others(&id);
                }
            }
            1 => {
                if let Some(id) = id {
                    plant.tell(&format!("an administrator changes the hold of {id}"));
                    world.change(&id, |desktop| {
                        if desktop.tags.remove(HOLD_TAG).is_none() {
                            desktop.tags.insert(HOLD_TAG.into(), "exam".into());
                        }
                    });
                }
            }
            2 => {
                if let Some(id) = id {
                    let state = chance.pick(&AWAY).cloned().unwrap_or(State::Suspended);
                    plant.tell(&format!("an administrator toggles {state} of {id}"));
                    world.change(&id, |desktop| match &desktop.shown.state {
                        State::Available => desktop.shown.state = state,
                        away if AWAY.contains(away) => desktop.shown.state = State::Available,
                        _ => {}
                    });
                }
            }
            3 => {
                let bundles: Vec<_> = world.bundles.keys().cloned().collect();
                if let Some(bundle) = chance.pick(&bundles) {
                    let available = world.bundles.get(bundle) != Some(&true);
                    plant.tell(&format!("bundle {bundle} becomes available: {available}"));
                    world.bundles.insert(bundle.clone(), available);
                    world.goes_missing(bundle.as_str(), !available);
                }
            }
            4 => {
                let names: Vec<String> = world.alarms.keys().cloned().collect();
                if let Some(name) = chance.pick(&names) {
                    plant.tell(&format!("an administrator spoils the alarm {name}"));
                    if chance.strikes(500) {
                        world.alarms.remove(name);
                    } else if let Some(alarm) = world.alarms.get_mut(name) {
                        alarm.actions_enabled = false;
                    }
                }
            }
            5 => {
                if let Some(directory) = world.directories.get_mut(&owner.directory).filter(|_| chance.strikes(300)) {
                    plant.tell(&format!("{user} is removed from the directory, or comes back"));
                    if !directory.users.remove(user) {
                        directory.users.insert(user.to_owned());
                    }
                }
            }
            6 => {
                // Whoever waits for a desktop, and whose administrator loses patience.
                let waits = |(owner, _): &(&Owner, &Request)| world.desktop_of(owner).is_none();
                let waiting: Vec<Request> =
                    world.truth.owed.iter().filter(waits).map(|(_, request)| request.clone()).collect();
                if let Some(mut request) = chance.pick(&waiting).cloned() {
                    if chance.strikes(700) {
                        request.bundle = BundleId::from_aws("wsb-power0001");
                        request.tags.insert("made".into(), "by hand".into());
                    }
                    let broken = chance.strikes(500);
                    if broken {
                        let (owner, code) = (request.owner(), "InternalError".to_owned());
                        world.mishaps.push(Mishap::SpoilBirth { owner, code, message: String::new() });
                    }
                    let created = world.created_by_others(&request);
                    if created.is_none() {
                        world.mishaps.clear();
                    }
                    plant.tell(&format!(
                        "an administrator creates a desktop for {} (broken: {broken}): {created:?}",
                        request.user
                    ));
                }
            }
            8 => {
                let name = owner.directory.as_str();
                if let Some(directory) = world.directories.get_mut(&owner.directory).filter(|_| chance.strikes(300)) {
                    directory.is_registered = !directory.is_registered;
                    let is_registered = directory.is_registered;
                    plant.tell(&format!("directory {name} becomes registered: {is_registered}"));
                    world.goes_missing(name, !is_registered);
                }
            }
            9 => {
                if let Some(directory) = world.directories.get_mut(&owner.directory) {
                    directory.is_full = !directory.is_full;
                    plant.tell(&format!("directory {} becomes full: {}", owner.directory, directory.is_full));
                }
            }
            10 => {
                if let Some(id) = id {
                    plant.tell(&format!("an administrator modifies {id}, or is done with it"));
                    let gib = 10 * chance.between(1, 20) as i32;
                    world.change(&id, |desktop| {
                        if desktop.shown.modifying.pop().is_none() {
                            desktop.shown.modifying.push("USER_VOLUME".into());
                            desktop.shown.properties.user_volume_gib = Some(gib);
                        }
                    });
                }
            }
            11 => {
                if let Some(id) = id.filter(|id| world.desktops[id].shown.state == State::Error) {
                    plant.tell(&format!("an administrator repairs {id}"));
                    world.change(&id, |desktop| {
                        desktop.shown.state = State::Available;
                        desktop.is_silent = false;
                    });
                }
            }
            7 => {
                drop(world);
                let pauses = chance.strikes(500);
                plant.pause(pauses);
            }
            _ => {
                drop(world);
                return id.map(|id| plant.rebuild(owner, id));
            }
        }
        None
    }
}
