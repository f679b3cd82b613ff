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
    impatient: Option<Impatient>,
}

/// An administrator who tries by hand to create what a user is owed, until it works.
struct Impatient {
    request: Request,
    at: Timestamp,
    until: Timestamp,
}

/// How long somebody goes on trying.
const PATIENCE: SignedDuration = SignedDuration::from_mins(20);

impl People {
    pub fn new(owners: Vec<(Owner, String)>, chance: &mut Chance, start: Timestamp) -> Self {
        let mut at = || start + SignedDuration::from_secs(chance.between(60, 3600));
        let users = owners.into_iter().map(|(owner, user)| (at(), owner, user)).collect();
        Self { users, administrator_at: at(), impatient: None }
    }

    pub fn owners(&self) -> impl Iterator<Item = (&Owner, &str)> {
        self.users.iter().map(|(_, owner, user)| (owner, user.as_str()))
    }

    pub fn next_at(&self) -> Option<Timestamp> {
        let impatient = self.impatient.as_ref().map(|impatient| impatient.at);
        self.users.iter().map(|(at, ..)| *at).chain([self.administrator_at]).chain(impatient).min()
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
        self.try_by_hand(plant, chance, now);
        if self.administrator_at > now {
            return None;
        }
        self.administrator_at = now + SignedDuration::from_secs(chance.between(300, 5400));
        let (_, owner, user) = chance.pick(&self.users)?.clone();
        self.interfere(plant, chance, owner, &user)
    }

    fn try_by_hand(&mut self, plant: &Plant, chance: &mut Chance, now: Timestamp) {
        let Some(impatient) = self.impatient.as_mut().filter(|impatient| impatient.at <= now) else { return };
        let (mut request, mut world) = (impatient.request.clone(), plant.sandbox.world());
        if chance.strikes(700) {
            request.bundle = BundleId::from_aws("wsb-power0001");
            request.tags.insert("made".into(), "by hand".into());
        }
        let (owner, broken) = (request.owner(), chance.strikes(500));
        if broken {
            let (code, message) = ("InternalError".to_owned(), String::new());
            world.mishaps.push(Mishap::SpoilBirth { owner, code, message });
        }
        let created = world.created_by_others(&request);
        world.mishaps.clear();
        if let Some(id) = &created {
            plant.tell(&format!("an administrator creates {id} for {} (broken: {broken})", request.user));
        }
        impatient.at = now + SignedDuration::from_secs(chance.between(5, 30));
        if created.is_some() || now > impatient.until {
            self.impatient = None;
        }
    }

    fn interfere(
        &mut self,
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
                let waiting: Vec<Request> = world.truth.owed.values().cloned().collect();
                if let Some(request) = chance.pick(&waiting).cloned() {
                    plant.tell(&format!("an administrator loses patience with the desktop of {}", request.user));
                    self.impatient = Some(Impatient { request, at: world.now, until: world.now + PATIENCE });
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
