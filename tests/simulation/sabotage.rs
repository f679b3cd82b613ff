//! A driver that slips on purpose: the checker must say which promise it broke, and must praise the one that does not.

use jiff::{SignedDuration, Timestamp};
use wsrecycle::cloud::Cloud;
use wsrecycle::ledger::{Ledger, MemoryLedger};
use wsrecycle::recycle::scope::HOLD_TAG;
use wsrecycle::recycle::{
    Act, BundleId, Cause, DirectoryId, Event, Failure, Happening, Intent, Owner, Phase, Request, Row, Rules, Scope,
    State, Successor, Tags, WorkspaceId,
};
use wsrecycle::sandbox::{Sandbox, Truth, Watch, World};

/// What the driver does wrong.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Slip {
    Nothing,
    OpensNoRow,
    SavesNoIntent,
    SavesNoRequest,
    SavesAnotherRequest,
    NeverLooks,
    LooksTooEarly,
    LooksBeforeTheUserLeft,
    ComesUnderTheUser,
    ComesInTheGracePeriod,
    ComesDuringAHold,
    ComesDuringMaintenance,
    ComesOutOfScope,
    ComesWhileTheBundleIsMissing,
    ForgetsTheRow,
    CreatesWithoutARow,
    CreatesBeforeItSaysSo,
    CreatesSomethingElse,
    CreatesWhatOthersDeleted,
    CreatesForANewcomer,
    RemovesAUsedSuccessor,
    RemovesSomebodyElses,
    LeavesItDirty,
}

/// Each slip, the promise that it breaks, and the words that say so.
const SLIPS: [(Slip, &str, &str); 22] = [
    (Slip::OpensNoRow, "R1", "without a row"),
    (Slip::SavesNoIntent, "R1", "without a saved intent"),
    (Slip::SavesNoRequest, "R1", "before its request is saved"),
    (Slip::SavesAnotherRequest, "R1", "before its request is saved"),
    (Slip::NeverLooks, "R3", "nobody looked"),
    (Slip::LooksTooEarly, "R3", "last looked at"),
    (Slip::LooksBeforeTheUserLeft, "R3", "on a sample of"),
    (Slip::ComesUnderTheUser, "R3", "last looked at"),
    (Slip::ComesInTheGracePeriod, "R3", "within the grace period"),
    (Slip::ComesDuringAHold, "R5", "held: true"),
    (Slip::ComesDuringMaintenance, "R5", "ADMIN_MAINTENANCE"),
    (Slip::ComesOutOfScope, "R5", "in scope: false"),
    (Slip::ComesWhileTheBundleIsMissing, "R7", "waits: bundle missing"),
    (Slip::ForgetsTheRow, "R1", "stands in no row"),
    (Slip::CreatesWithoutARow, "R2", "without a row that asks"),
    (Slip::CreatesBeforeItSaysSo, "R2", "without a row that asks"),
    (Slip::CreatesSomethingElse, "R1", "is not what was there"),
    (Slip::CreatesWhatOthersDeleted, "R6", "comes back"),
    (Slip::CreatesForANewcomer, "R2", "owed nothing"),
    (Slip::RemovesAUsedSuccessor, "R2", "has been used"),
    (Slip::RemovesSomebodyElses, "R2", "somebody else created"),
    (Slip::LeavesItDirty, "R4", "dirty and idle"),
];

#[tokio::test]
async fn every_slip_is_found() {
    for (slip, promise, words) in SLIPS {
        let violations = Driver::new(slip).run().await;
        assert!(
            violations.iter().any(|violation| violation.starts_with(promise) && violation.contains(words)),
            "{slip:?} should break {promise} ({words}): {violations:?}"
        );
    }
}

#[tokio::test]
async fn who_does_nothing_wrong_is_not_blamed() {
    assert_eq!(Driver::new(Slip::Nothing).run().await, [""; 0]);
}

/// A driver of its own, much simpler than the product's, over an account with one user.
struct Driver {
    slip: Slip,
    sandbox: Sandbox,
    ledger: MemoryLedger,
    rules: Rules,
    owner: Owner,
    old: WorkspaceId,
    row: Row,
}

impl Driver {
    fn new(slip: Slip) -> Self {
        let start: Timestamp = "2026-11-22T08:00:00Z".parse().expect("a time");
        let mut world = World::new(7, start);
        world.temper.stops_after_min = None;
        let owner = Owner::new(DirectoryId::from_aws("d-90670a1b2c"), "Alice");
        let old = world.launch(&owner, "Alice", &BundleId::from_aws("wsb-standard1"), Tags::new(), false);
        let scope = match slip {
            Slip::ComesOutOfScope => Scope::Tag("lab".into(), None),
            _ => Scope::All,
        };
        let (rules, ledger) = (Rules { scope, ..Rules::default() }, MemoryLedger::default());
        world.truth = Truth { watch: Some(Watch { ledger: ledger.clone(), rules: rules.clone() }), ..Truth::default() };
        let row = Row::open(owner.clone(), old.clone(), Cause::Alarm, start, rules.limits.grace);
        Self { slip, sandbox: Sandbox::new(world), ledger, rules, owner, old, row }
    }

    fn slips(&self, slip: Slip) -> bool {
        self.slip == slip
    }

    fn pass(&self, minutes: i64) {
        let mut world = self.sandbox.world();
        let to = world.now + SignedDuration::from_mins(minutes);
        world.advance(to);
        world.check_debts();
    }

    fn now(&self) -> Timestamp {
        self.sandbox.world().now
    }

    async fn save(&mut self) {
        self.ledger.save(&mut self.row).await.expect("nobody else saves");
    }

    async fn look(&self) {
        self.sandbox.connections(std::slice::from_ref(&self.old)).await.expect("nothing fails here");
    }

    async fn end(&self, id: &WorkspaceId) {
        let failed = self.sandbox.terminate(std::slice::from_ref(id)).await;
        assert_eq!(failed, Ok(vec![]), "{:?}", self.slip);
    }

    async fn run(mut self) -> Vec<String> {
        self.come_and_go().await;
        if self.slips(Slip::LeavesItDirty) {
            self.pass(600);
            let world = self.sandbox.world();
            let unclean = world.unclean(&self.rules, &self.ledger.book(), world.now);
            return unclean.into_iter().map(|why| format!("R4: {why}")).collect();
        }
        self.remove().await;
        self.replace().await;
        self.sandbox.world().check_debts();
        self.sandbox.world().truth.violations.clone()
    }

    /// The user works for an hour and leaves; the grace period passes.
    async fn come_and_go(&mut self) {
        assert!(self.sandbox.world().connect(&self.owner));
        self.pass(60);
        self.sandbox.world().disconnect(&self.owner);
        self.row.away_since = self.now();
        if !self.slips(Slip::OpensNoRow) {
            assert_eq!(self.ledger.insert(&self.row).await.ok(), Some(true));
        }
        if self.slips(Slip::LooksTooEarly) {
            self.pass(2);
            self.look().await;
        }
        self.pass(if self.slips(Slip::ComesInTheGracePeriod) { 5 } else { 15 });
    }

    async fn remove(&mut self) {
        match self.slip {
            Slip::ComesDuringAHold => {
                self.sandbox.tag(&self.old, HOLD_TAG, "exam").await.expect("nothing fails here");
                self.pass(10);
            }
            Slip::ComesDuringMaintenance => {
                self.sandbox.world().change(&self.old, |desktop| desktop.shown.state = State::AdminMaintenance);
                self.pass(10);
            }
            Slip::ComesUnderTheUser => {
                self.look().await;
                assert!(self.sandbox.world().connect(&self.owner));
                self.pass(3);
                self.look().await;
            }
            Slip::ComesWhileTheBundleIsMissing => self.let_another_creation_fail().await,
            Slip::LooksBeforeTheUserLeft => {
                // What remains of an answer that was old when it was given.
                let (sampled_at, now) = (self.row.away_since - SignedDuration::from_secs(1), self.now());
                self.sandbox.world().change(&self.old, |desktop| {
                    (desktop.sample_given, desktop.told_away_at) = (Some(sampled_at), Some(now));
                });
            }
            Slip::NeverLooks | Slip::LooksTooEarly => {}
            _ => self.look().await,
        }
        let (shown, tags) = {
            let world = self.sandbox.world();
            let desktop = &world.desktops[&self.old];
            (desktop.shown.clone(), desktop.tags.clone())
        };
        let mut request = Request::capture(&shown, &tags);
        if self.slips(Slip::SavesAnotherRequest) {
            request.properties.user_volume_gib = Some(10_000);
        }
        self.row.phase = Phase::Terminating;
        self.row.request = (!self.slips(Slip::SavesNoRequest)).then_some(request);
        self.row.intent = (!self.slips(Slip::SavesNoIntent)).then(|| Intent { act: Act::Terminate, since: self.now() });
        if !self.slips(Slip::OpensNoRow) {
            self.save().await;
        }
        if self.slips(Slip::CreatesWhatOthersDeleted) {
            // Others are quicker: it is theirs, for all that the ledger knows.
            self.row.phase = Phase::Grace;
            self.save().await;
            self.sandbox.world().deleted_by_others(&self.old);
        } else {
            self.look_unless_it_slips().await;
            self.end(&self.old.clone()).await;
        }
        self.sandbox.world().check_debts();
        self.pass(10);
    }

    /// The hold and the maintenance are slept through, so the last look is old by now.
    async fn look_unless_it_slips(&self) {
        if matches!(
            self.slip,
            Slip::ComesDuringAHold | Slip::ComesDuringMaintenance | Slip::ComesWhileTheBundleIsMissing
        ) {
            self.look().await;
        }
    }

    /// Another user of the same bundle is owed a desktop, and the bundle is known to be missing.
    async fn let_another_creation_fail(&self) {
        let (other, id) = (Owner::new(self.owner.directory.clone(), "Bob"), WorkspaceId::from_aws("ws-bobsold00"));
        let mut row = Row::open(other, id, Cause::Alarm, self.now(), self.rules.limits.grace);
        let failure = Failure::from_code("ResourceNotFound.Bundle", "").in_call("CreateWorkspaces");
        row.phase = Phase::Creating;
        row.attempts = 1;
        row.request = Some(Request { user: "Bob".into(), ..self.request() });
        row.creation_failure = Some(failure.clone());
        row.record(Event { at: self.now(), what: Happening::CreateFailed { failure } });
        assert_eq!(self.ledger.insert(&row).await.ok(), Some(true));
        self.pass(10);
    }

    fn request(&self) -> Request {
        let world = self.sandbox.world();
        let desktop = &world.desktops[&self.old];
        Request::capture(&desktop.shown, &desktop.tags)
    }

    async fn replace(&mut self) {
        let Some(mut request) = self.row.request.clone() else { return };
        match self.slip {
            Slip::ForgetsTheRow => {
                self.ledger.book().open.clear();
                return self.pass(1);
            }
            Slip::CreatesWithoutARow => self.ledger.book().open.clear(),
            Slip::CreatesSomethingElse => request.encryption.key = Some("alias/another".into()),
            Slip::CreatesForANewcomer => {
                let mut world = self.sandbox.world();
                world.directories.values_mut().for_each(|directory| directory.users.extend(["Eve".to_owned()]));
                request.user = "Eve".into();
            }
            _ => {}
        }
        let keeps_row = !matches!(self.slip, Slip::OpensNoRow | Slip::CreatesWithoutARow);
        if keeps_row && !self.slips(Slip::CreatesBeforeItSaysSo) {
            self.row.phase = Phase::Creating;
            self.row.create_asked = true;
            self.row.intent = Some(Intent { act: Act::Create, since: self.now() });
            self.save().await;
        }
        let made = self.sandbox.create(&[request]).await.expect("nothing fails here").remove(0);
        let new = made.expect("the old one is gone");
        self.pass(30);
        if !keeps_row {
            return;
        }
        match self.slip {
            Slip::RemovesAUsedSuccessor => {
                assert!(self.sandbox.world().connect(&self.owner));
                self.pass(20);
                self.sandbox.world().disconnect(&self.owner);
                self.remove_successor(&new).await;
            }
            Slip::RemovesSomebodyElses => {
                self.give_away(&new);
                self.remove_successor(&new).await;
            }
            _ => {
                self.row.phase = Phase::Done;
                self.save().await;
                self.pass(1);
            }
        }
    }

    /// It is not what was asked for, and somebody else made it.
    fn give_away(&self, new: &WorkspaceId) {
        let mut world = self.sandbox.world();
        world.truth.foreign.insert(new.clone());
        world.change(new, |desktop| desktop.shown.bundle = BundleId::from_aws("wsb-power0001"));
    }

    async fn remove_successor(&mut self, new: &WorkspaceId) {
        self.row.phase = Phase::Terminating;
        self.row.successor = Some(Successor { id: new.clone(), ours: true });
        self.row.target = new.clone();
        self.row.intent = Some(Intent { act: Act::Terminate, since: self.now() });
        self.save().await;
        self.end(new).await;
    }
}
