//! The promises R1 to R8, checked against what is really so.
//!
//! The world knows what no driver can know: who is connected at this moment, and what was there before it was
//! terminated. So it can tell, at every call, whether a promise is broken. A violation is a sentence; the simulator
//! prints it with the seed.

use super::desktop::SimDesktop;
use super::fault::FaultKind;
use super::world::World;
use crate::ledger::{Book, MemoryLedger};
use crate::recycle::{
    Act, Event, Failure, FailureKind, Happening, Owner, Phase, Request, Row, Rules, Scope, State, Tags, WorkspaceId,
    exclusion, is_held, later,
};
use jiff::{SignedDuration, Timestamp};
use std::collections::{BTreeMap, BTreeSet};

/// A hold, a scope or a failure that is younger than this may not have been seen yet.
const UNSEEN: SignedDuration = SignedDuration::from_secs(300);

/// What the checker knows. Without a [`Watch`] it checks nothing.
#[derive(Debug, Clone, Default)]
pub struct Truth {
    pub watch: Option<Watch>,
    /// What each owner is owed since we terminated the last desktop.
    pub owed: BTreeMap<Owner, Request>,
    /// Owners whose desktop somebody else deleted, so that none is owed: which, and when.
    pub given_up: BTreeMap<Owner, (WorkspaceId, Timestamp)>,
    /// Debts that were paid with a desktop that somebody deleted before a driver could see it.
    pub paid: BTreeMap<Owner, Request>,
    /// Desktops that somebody else created.
    pub foreign: BTreeSet<WorkspaceId>,
    /// Since when a bundle or directory, by its id, cannot be created from.
    pub missing_since: BTreeMap<String, Timestamp>,
    pub paused_since: Option<Timestamp>,
    /// How long AWS takes to remove each desktop whose removal has begun.
    pub removals: BTreeMap<WorkspaceId, SignedDuration>,
    pub violations: Vec<String>,
    pub terminations: u64,
    pub creations: u64,
    /// How often each fault struck.
    pub struck: BTreeMap<FaultKind, u64>,
}

/// The ledger and the rules of those whom the checker watches.
#[derive(Debug, Clone)]
pub struct Watch {
    pub ledger: MemoryLedger,
    pub rules: Rules,
}

impl PartialEq for Truth {
    /// The checker is no part of the account.
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// All that a desktop was made with, in words of its own, so that a slip in the product's capture shows.
fn whole_request(desktop: &SimDesktop) -> Request {
    let shown = desktop.shown.clone();
    Request {
        directory: shown.directory,
        user: shown.user,
        bundle: shown.bundle,
        properties: shown.properties,
        encryption: shown.encryption,
        tags: desktop.tags.clone(),
    }
}

/// Whether nobody can tell a desktop from one that was made for this row. Its tags are not shown.
fn could_be_ours(row: &Row, made_with: &Request) -> bool {
    let shown = |request: &Request| Request { tags: Tags::new(), ..request.clone() };
    row.create_asked && row.request.as_ref().is_some_and(|asked| shown(asked) == shown(made_with))
}

impl World {
    fn violated(&mut self, promise: &str, what: String) {
        self.truth.violations.push(format!("{promise} at {}: {what}", self.now));
    }

    /// TerminateWorkspaces by us is about to take effect on a living desktop.
    pub fn check_termination(&mut self, id: &WorkspaceId) {
        let Some(Watch { ledger, rules }) = self.truth.watch.clone() else { return };
        let Some(desktop) = self.desktops.get(id).cloned() else { return };
        let owner = desktop.shown.owner();
        let book = ledger.book();
        self.truth.terminations += 1;
        let Some(row) = book.open.get(&owner) else {
            return self.violated("R1", format!("{id} of {owner} is terminated without a row"));
        };
        if row.intent.is_none_or(|intent| intent.act != Act::Terminate) || row.target != *id {
            // Somebody else has given this intent up, but the row remembers it: nothing is lost by that.
            let is_known = row.terminate_asked.is_some() && row.old == *id;
            let promise = if is_known { "R3" } else { "R1" };
            self.violated(promise, format!("{id} is terminated without a saved intent: {row:?}"));
        }
        let request = whole_request(&desktop);
        let is_first = row.target == row.old;
        if is_first && row.request.as_ref() != Some(&request) && self.now.duration_since(desktop.touched_at) > UNSEEN {
            self.violated("R1", format!("{id} is terminated before its request is saved: {row:?}, wanted {request:?}"));
        }
        if is_first {
            self.check_users(&desktop, row, &rules);
            self.check_scope(&desktop, &rules);
            self.check_ground(&desktop, &book);
        } else if self.truth.foreign.contains(id) && !could_be_ours(row, &request) {
            self.violated("R2", format!("{id}, which somebody else created, is terminated as if it were ours"));
        } else if desktop.is_dirty() {
            self.violated("R2", format!("the successor {id}, which has been used, is terminated"));
        }
        self.truth.owed.insert(owner, row.request.clone().unwrap_or(request));
    }

    fn check_users(&mut self, desktop: &SimDesktop, row: &Row, rules: &Rules) {
        if row.cause == crate::recycle::Cause::AdministratorForced {
            return;
        }
        let id = desktop.id();
        let (Some(sample), Some(told_at)) = (desktop.sample_given, desktop.told_away_at) else {
            return self.violated("R3", format!("{id} is terminated although nobody looked at its connection"));
        };
        if self.now > later(told_at, rules.limits.act_within) {
            self.violated("R3", format!("{id} is terminated although its connection was last looked at {told_at}"));
        }
        // On a stopped desktop there is nobody, whenever the sample was taken; AWS may not even sample it.
        if !row.cause.is_by_hand() && sample <= row.away_since && desktop.shown.state != State::Stopped {
            let away = row.away_since;
            self.violated("R3", format!("{id} is terminated on a sample of {sample}, not after {away}"));
        }
        if self.now > later(sample, rules.limits.status_age_max + UNSEEN) && desktop.shown.state != State::Stopped {
            self.violated("R3", format!("{id} is terminated on a sample as old as {sample}"));
        }
        if desktop.sessions.is_empty() && !row.cause.is_by_hand() {
            self.violated("R4", format!("{id} is terminated although nobody has ever used it"));
        }
        // A session that began after the last sample cannot be seen by anybody. Among the others none may be open, and
        // the last must have ended before the sample and a whole grace ago.
        let Some(last) = desktop.sessions.iter().rfind(|session| session.from <= sample) else { return };
        match last.to {
            None => self.violated("R3", format!("{id} is terminated under its user, connected since {}", last.from)),
            Some(to) if to > sample && desktop.shown.state != State::Stopped => {
                self.violated(
                    "R3",
                    format!("{id} is terminated on a sample of {sample}, before the user left at {to}"),
                );
            }
            Some(to) => {
                let grace = rules.limits.grace;
                let knows_sightings = !self.temper.last_known_is_start;
                if knows_sightings && !row.cause.is_by_hand() && later(to, grace) > self.now {
                    self.violated("R3", format!("{id} is terminated within the grace period: the user left at {to}"));
                }
            }
        }
    }

    fn check_scope(&mut self, desktop: &SimDesktop, rules: &Rules) {
        let paused = self.truth.paused_since.filter(|since| self.now.duration_since(*since) > UNSEEN);
        if let Some(since) = paused {
            self.violated("R5", format!("{} is terminated during the pause since {since}", desktop.id()));
        }
        if self.now.duration_since(desktop.touched_at) < UNSEEN {
            return;
        }
        // Asked in words of its own, so that a slip in the product's predicate shows.
        let held = desktop.tags.keys().any(|key| key.to_lowercase() == "wsrecycle:hold");
        let in_scope = match &rules.scope {
            Scope::All => true,
            Scope::Directories(ids) => ids.iter().any(|id| *id == desktop.shown.directory),
            Scope::Bundles(ids) => ids.iter().any(|id| *id == desktop.shown.bundle),
            Scope::Tag(key, value) => {
                desktop.tags.iter().any(|(k, v)| k == key && value.as_ref().is_none_or(|of| of == v))
            }
        };
        let may_go = [State::Available, State::Stopped, State::Impaired, State::Unhealthy, State::Error];
        let hands_off = !may_go.contains(&desktop.shown.state) || !desktop.shown.modifying.is_empty();
        if held || !in_scope || hands_off {
            let state = &desktop.shown.state;
            let modifying = &desktop.shown.modifying;
            let what =
                format!("{} is terminated (held: {held}, in scope: {in_scope}, {state} {modifying:?})", desktop.id());
            self.violated("R5", what);
        }
    }

    /// Nothing is terminated for which no other could be created, as far as anybody could know.
    fn check_ground(&mut self, desktop: &SimDesktop, book: &Book) {
        let (bundle, directory) = (&desktop.shown.bundle, &desktop.shown.directory);
        for id in [bundle.as_str(), directory.as_str()] {
            let since = self.truth.missing_since.get(id).copied();
            if let Some(since) = since.filter(|since| self.now.duration_since(*since) > UNSEEN) {
                self.violated("R7", format!("{} is terminated although {id} is missing since {since}", desktop.id()));
            }
        }
        let concerns = |row: &Row, failure: &Failure| {
            row.request.as_ref().is_some_and(|request| match failure.kind {
                FailureKind::BundleMissing => request.bundle == *bundle,
                FailureKind::DirectoryMissing | FailureKind::Addresses => request.directory == *directory,
                _ => false,
            })
        };
        let is_known = |row: &Row| {
            row.history.iter().any(|event| {
                matches!(&event.what, Happening::CreateFailed { failure } if concerns(row, failure))
                    && self.now.duration_since(event.at) > UNSEEN
            })
        };
        let fails = |row: &&Row| {
            row.phase == Phase::Creating && row.creation_failure.as_ref().is_some_and(|failure| concerns(row, failure))
        };
        if let Some(row) = book.open.values().filter(fails).find(|row| is_known(row)) {
            let why = row.creation_failure.as_ref().map(|failure| failure.kind.to_string()).unwrap_or_default();
            let what = format!("{} is terminated while {} waits: {why}", desktop.id(), row.owner);
            self.violated("R7", what);
        }
    }

    /// A bundle or directory stops being there to create from, or is there again.
    pub fn goes_missing(&mut self, id: &str, missing: bool) {
        if missing {
            self.truth.missing_since.insert(id.to_owned(), self.now);
        } else {
            self.truth.missing_since.remove(id);
        }
    }

    /// CreateWorkspaces by us has made a desktop.
    pub fn check_creation(&mut self, id: &WorkspaceId, request: &Request) {
        let Some(Watch { ledger, .. }) = self.truth.watch.clone() else { return };
        self.truth.creations += 1;
        let owner = request.owner();
        let row = ledger.book().open.get(&owner).cloned();
        if row.as_ref().is_none_or(|row| !row.create_asked || row.phase != Phase::Creating) {
            self.violated("R2", format!("{id} is created for {owner} without a row that asks for it"));
        }
        if let Some((deleted, at)) = self.truth.given_up.get(&owner) {
            // Whoever deletes a desktop in the minute in which we do cannot be told from us: nothing lost comes first.
            let at_once = |event: &Event| {
                event.what == Happening::TerminateDecided { desktop: deleted.clone() }
                    && event.at.duration_since(*at).abs() < UNSEEN
            };
            if row.is_some_and(|row| row.history.iter().any(at_once)) {
                self.truth.given_up.remove(&owner);
                return;
            }
            self.violated("R6", format!("the desktop of {owner}, deleted by somebody else, comes back as {id}"));
        }
        let paid = self.truth.paid.remove(&owner);
        match self.truth.owed.get(&owner).or(paid.as_ref()) {
            Some(owed) if owed == request => {}
            Some(owed) => self.violated("R1", format!("{id} is not what was there: {request:?}, owed {owed:?}")),
            None => self.violated("R2", format!("{id} is created for {owner}, who is owed nothing")),
        }
    }

    /// Every owner without a desktop whose last one we terminated stands in the ledger with the whole request.
    pub fn check_debts(&mut self) {
        let Some(Watch { ledger, .. }) = self.truth.watch.clone() else { return };
        let book = ledger.book();
        let served: Vec<Owner> = self
            .truth
            .owed
            .keys()
            .filter(|owner| {
                let ready = self.desktop_of(owner).is_some_and(|desktop| desktop.shown.state == State::Available);
                ready && !book.open.contains_key(owner)
            })
            .cloned()
            .collect();
        for owner in served {
            self.truth.owed.remove(&owner);
        }
        let lost: Vec<String> = self
            .truth
            .owed
            .iter()
            .filter(|(owner, request)| {
                let row = book.open.get(owner);
                let has = self.desktops.values().any(|desktop| desktop.is_living() && desktop.shown.belongs_to(owner));
                !has && !row.is_some_and(|row| row.is_owed() && row.request.as_ref() == Some(request))
            })
            .map(|(owner, _)| format!("{owner} is owed a desktop and stands in no row"))
            .collect();
        for what in lost {
            self.violated("R1", what);
        }
        let mut living: BTreeMap<Owner, u32> = BTreeMap::new();
        for desktop in self.desktops.values().filter(|desktop| desktop.is_living()) {
            *living.entry(desktop.shown.owner()).or_default() += 1;
        }
        for (owner, count) in living.into_iter().filter(|(_, count)| *count > 1) {
            self.violated("R2", format!("{owner} has {count} desktops"));
        }
    }

    /// An administrator creates a desktop by hand for an owner who has none.
    pub fn created_by_others(&mut self, request: &Request) -> Option<WorkspaceId> {
        let id = self.create(request).ok()?;
        let owner = request.owner();
        self.truth.foreign.insert(id.clone());
        self.truth.given_up.remove(&owner);
        self.tell_created(&[(request.clone(), Ok(id.clone()))]);
        Some(id)
    }

    /// An administrator deletes a desktop. It must not come back, unless it was one that we owe.
    pub fn deleted_by_others(&mut self, id: &WorkspaceId) {
        let Some(owner) = self.desktops.get(id).filter(|d| d.is_living()).map(|d| d.shown.owner()) else { return };
        let row = self.truth.watch.as_ref().and_then(|watch| watch.ledger.book().open.get(&owner).cloned());
        let was_ready = self.desktops.get(id).is_some_and(|desktop| desktop.shown.state == State::Available);
        match row.filter(|row| row.is_owed()) {
            // Once it was ready the debt was paid, whether or not a driver has seen it: either answer is right then.
            Some(row) if was_ready && row.old != *id => {
                self.truth.owed.remove(&owner);
                self.truth.paid.extend(row.request.map(|request| (owner, request)));
            }
            // Our own call may have been lost: nobody can tell whose it was, and nothing lost comes first.
            Some(row) => self.truth.owed.extend(row.request.map(|request| (owner, request))),
            None => {
                self.truth.owed.remove(&owner);
                self.truth.given_up.insert(owner, (id.clone(), self.now));
            }
        }
        self.remove(id);
    }

    /// How the account should look once all is calm; the reasons why it does not.
    pub fn unclean(&self, rules: &Rules, book: &Book, since: Timestamp) -> Vec<String> {
        let mut reasons = vec![];
        for row in book.open.values() {
            let user_is_there =
                self.directories.get(&row.owner.directory).is_some_and(|directory| directory.has(&row.owner.user));
            // A successor that was born broken, and that a person holds, waits for that person.
            let target = self.desktops.get(&row.target).filter(|_| row.target != row.old && row.attention.is_some());
            let is_held = target.is_some_and(|desktop| is_held(&desktop.tags));
            if user_is_there && !is_held {
                let last = row.history.last().map(|event| event.what.to_string()).unwrap_or_default();
                reasons.push(format!(
                    "{} is still open in {} (attention: {:?}): {last}",
                    row.owner, row.phase, row.attention
                ));
            }
        }
        for owner in self.truth.owed.keys() {
            if self.desktop_of(owner).is_none() && !book.open.contains_key(owner) {
                reasons.push(format!("{owner} has no desktop"));
            }
        }
        for desktop in self.desktops.values().filter(|desktop| desktop.is_living()) {
            let excluded = exclusion(&desktop.shown, &desktop.tags, &rules.scope).is_some();
            let idle = !desktop.is_connected()
                && desktop.sessions.last().and_then(|session| session.to).is_some_and(|to| to < since);
            if !excluded && idle {
                reasons.push(format!("{} of {} is dirty and idle", desktop.id(), desktop.shown.user));
            }
            let guarded = self.alarms.values().any(|alarm| alarm.faults(desktop.id(), &self.topic_arn()).is_empty());
            if !excluded && !guarded {
                reasons.push(format!("{} has no right alarm", desktop.id()));
            }
        }
        for alarm in self.alarms.values() {
            if alarm.desktop().is_some_and(|id| !self.desktops.get(&id).is_some_and(SimDesktop::is_there)) {
                reasons.push(format!("alarm {} guards nothing", alarm.name));
            }
        }
        reasons
    }
}
