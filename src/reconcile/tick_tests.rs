//! The tick over the ledger in memory and a sandbox: who has it, until when it works, and whom it tells.

use super::*;
use crate::cloud::{Identity, Paced, Rate, Rates};
use crate::fleet::account::{Account, StillClock};
use crate::functions::Function;
use crate::ledger::{MemoryLedger, ailing::Ailing};
use crate::reconcile::DirectorySizes;
use crate::recycle::{Attention, Cause, Failure, Limits, Phase, Request, Tags, WorkspaceId};
use crate::sandbox::{Sandbox, World};
use crate::stack::DEFAULT_STACK;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

/// One tick by `holder` with so much time.
async fn ticked<C: Cloud, L: Ledger, K: Clock>(
    (cloud, ledger, clock): (&C, &L, &K),
    identity: &Identity,
    holder: &str,
    left: SignedDuration,
) -> Result<TickReport, LedgerError> {
    ticked_by(&Rules::default(), (cloud, ledger, clock), identity, holder, left).await
}

async fn ticked_by<C: Cloud, L: Ledger, K: Clock>(
    rules: &Rules,
    (cloud, ledger, clock): (&C, &L, &K),
    identity: &Identity,
    holder: &str,
    left: SignedDuration,
) -> Result<TickReport, LedgerError> {
    let [topic_arn, alerts_arn] =
        ["Workspace_Disconnected_Topic", "Workspace_Recycle_Alerts"].map(|topic| identity.topic_arn(topic));
    let turn = Turn {
        cloud,
        ledger,
        clock,
        rules,
        identity,
        holder: "function",
        keeps_rows: false,
        sizes: &DirectorySizes::default(),
        tell: &|_, _| {},
    };
    let shift = Shift {
        holder,
        settings: "0a1b2c3d",
        deadline: clock.now() + left,
        topic_arn: &topic_arn,
        post: Post { identity, stack: DEFAULT_STACK, topic_arn: &alerts_arn },
    };
    tick(&turn, &shift).await
}

const LONG: SignedDuration = SignedDuration::from_mins(15);

/// A sandbox with desktops that were used and left, and the time at which all of them are due.
fn left_alone(users: usize) -> (Sandbox, MemoryLedger) {
    let mut world = World::new(1, "2026-11-23T08:00:00Z".parse().unwrap());
    let ledger = MemoryLedger::default();
    let mut owners: Vec<(Owner, WorkspaceId)> = vec![];
    for n in 0..users {
        let owner = Owner::new("d-90670a1b2c".parse().unwrap(), &format!("user{n:04}"));
        let id = world.launch(&owner, &owner.user, &"wsb-standard1".parse().unwrap(), Tags::new(), true);
        owners.push((owner, id));
    }
    let passes = |world: &mut World, minutes: i64| world.advance(world.now + SignedDuration::from_mins(minutes));
    passes(&mut world, 30);
    owners.iter().for_each(|(owner, _)| assert!(world.connect(owner)));
    passes(&mut world, 5);
    owners.iter().for_each(|(owner, _)| assert!(world.disconnect(owner)));
    passes(&mut world, 10);
    for (owner, _) in &owners {
        let id = world.desktop_of(owner).unwrap().id().clone();
        let row = Row::open(owner.clone(), id, Cause::Alarm, world.now, SignedDuration::from_mins(10));
        ledger.book().open.insert(row.owner.clone(), row);
    }
    passes(&mut world, 15);
    world.take_deliveries();
    (Sandbox::new(world), ledger)
}

/// A row that calls for a person, and is not due.
fn calling(user: &str, cause: Attention) -> Row {
    let desktop = crate::recycle::desktop::tests::desktop("ws-0a1b2c3d4", user);
    let now = StillClock::default().now();
    let mut row = Row::open(desktop.owner(), desktop.id.clone(), Cause::Alarm, now, SignedDuration::from_hours(1));
    (row.phase, row.attention) = (Phase::Creating, Some(cause));
    row.request = Some(Request::capture(&desktop, &Tags::new()));
    row
}

fn swept() -> MemoryLedger {
    let ledger = MemoryLedger::default();
    ledger.book().control.swept_at = Some(StillClock::default().now());
    ledger
}

#[tokio::test]
async fn one_at_a_time_and_a_stale_one_for_not_much_longer() {
    let (account, clock) = (Account::default(), StillClock::default());
    let (ledger, now) = (swept(), clock.now());
    let run =
        async |holder: &str| ticked((&account, &ledger, &clock), &account.identity(), holder, LONG).await.unwrap();
    let until = |seconds| Ticker {
        holder: "another".into(),
        began_at: now - SignedDuration::from_mins(1),
        until: now + SignedDuration::from_secs(seconds),
        settings: String::new(),
    };
    ledger.book().control.ticker = Some(until(1));
    let report = run("r-1").await;
    assert_eq!(report.held_by, Some(until(1)));
    assert_eq!(ledger.book().control.ticker, Some(until(1)), "nothing was changed");

    ledger.book().control.ticker = Some(until(0));
    assert_eq!(run("r-1").await.held_by, None);
    let left = ledger.book().control.ticker.clone().unwrap();
    assert_eq!((left.holder.as_str(), left.until, left.settings.as_str()), ("r-1", now, "0a1b2c3d"));
    assert_eq!(run("r-2").await.held_by, None, "it was given back");
}

/// The hold on a tick is as long as a turn, and no longer than whoever has it may live.
#[tokio::test]
async fn it_is_held_while_somebody_works_and_given_back_after_a_failure() {
    let (account, clock) = (Account::default(), StillClock::default());
    let ledger = Ailing::new(swept(), "due", || LedgerError::Conflict("alice@d-90670a1b2c".parse().unwrap()));
    let now = clock.now();
    for (left, held) in [(LONG, HOLD), (SignedDuration::from_secs(60), SignedDuration::from_secs(60) + MARGIN)] {
        assert!(ticked((&account, &ledger, &clock), &account.identity(), "r-1", left).await.is_err());
        let during = ledger.seen.lock().unwrap().pop().unwrap();
        assert_eq!(during.ticker.unwrap().until, now + held);
        assert_eq!(ledger.ledger.book().control.ticker.as_ref().unwrap().until, now, "given back");
    }
}

#[tokio::test]
async fn it_works_until_nothing_is_due() {
    let (sandbox, ledger) = left_alone(30);
    let cloud = sandbox.as_function(Function::TermRebuild);
    let identity = sandbox.world().identity.clone();
    let report = ticked((&cloud, &ledger, &sandbox), &identity, "r-1", LONG).await.unwrap();
    assert_eq!((report.turns, report.rows, report.conflicts), (1, 30, 0));
    assert!(!report.handed_over && report.sweep.is_some(), "{report:?}");
    assert!(ledger.book().open.values().all(|row| row.phase == Phase::Terminating));
    assert!(ledger.book().open.values().all(|row| row.due_at > sandbox.now()));

    let report = ticked((&cloud, &ledger, &sandbox), &identity, "r-2", LONG).await.unwrap();
    assert_eq!((report.turns, report.sweep), (0, None), "due within the next minute is the next tick's");
}

#[tokio::test]
async fn what_is_due_in_a_moment_is_waited_for_and_the_rest_is_not() {
    let (sandbox, ledger) = left_alone(30);
    let cloud = sandbox.as_function(Function::TermRebuild);
    let identity = sandbox.world().identity.clone();
    let linger = Rules::default().limits.linger;
    for (due_in, rows) in [(linger, 30), (linger + SignedDuration::from_secs(1), 0)] {
        let began_at = sandbox.now();
        ledger.book().control.swept_at = Some(began_at);
        ledger.book().open.values_mut().for_each(|row| row.due_at = began_at + due_in);
        let report = ticked((&cloud, &ledger, &sandbox), &identity, "r-1", LONG).await.unwrap();
        assert_eq!(report.rows, rows, "all of them together");
        let waited = sandbox.now().duration_since(began_at);
        assert_eq!(waited, if rows > 0 { linger } else { SignedDuration::ZERO });
    }
    // Whoever has no time left for a turn waits for nothing.
    let now = sandbox.now();
    ledger.book().open.values_mut().for_each(|row| row.due_at = now + linger);
    let report = ticked((&cloud, &ledger, &sandbox), &identity, "r-2", RESERVE).await.unwrap();
    assert_eq!((report.rows, sandbox.now()), (0, now));
}

/// A cloud whose calls take time.
struct Slow(Sandbox, SignedDuration, AtomicUsize);

impl Clock for Slow {
    fn now(&self) -> Timestamp {
        self.0.now() + self.1 * i32::try_from(self.2.fetch_add(1, Ordering::Relaxed)).unwrap()
    }

    async fn sleep(&self, _: SignedDuration) {}
}

#[tokio::test]
async fn what_it_has_no_time_for_is_the_next_ticks() {
    let (sandbox, ledger) = left_alone(60);
    let cloud = sandbox.as_function(Function::TermRebuild);
    let identity = sandbox.world().identity.clone();
    ledger.book().control.swept_at = Some(sandbox.now());
    // Less than the reserve from the beginning: one page, and no more.
    let clock = Slow(sandbox.clone(), SignedDuration::from_millis(1), AtomicUsize::new(0));
    let short = SignedDuration::from_secs(100);
    let report = ticked((&cloud, &ledger, &clock), &identity, "r-1", short).await.unwrap();
    assert_eq!((report.turns, report.rows, report.handed_over), (1, PAGE, true));
    let report = ticked((&cloud, &ledger, &clock), &identity, "r-2", LONG).await.unwrap();
    assert_eq!((report.rows, report.handed_over), (60 - PAGE, false));
}

#[tokio::test]
async fn people_are_told_once_and_a_topic_that_refuses_is_tried_again() {
    let (account, clock) = (Account::default(), StillClock::default());
    let ledger = swept();
    let row = calling("alice", Attention::UserMissing);
    ledger.insert(&row).await.unwrap();
    let run = async || ticked((&account, &ledger, &clock), &account.identity(), "r-1", LONG).await.unwrap().alerts;

    account.deny("publish");
    let told = run().await;
    assert_eq!((told.published, told.failed.len()), (0, 1));
    assert!(told.failed[0].contains("not authorized"), "{told:?}");
    assert_eq!(ledger.get(&row.owner).await.unwrap().unwrap().alerted, None);

    account.allow();
    assert_eq!(run().await.published, 1);
    assert_eq!(run().await.published, 0);
    assert_eq!(account.told(), ["wsrecycle: alice@d-90670a1b2c needs a person: the user is not in the directory"]);
    let saved = ledger.get(&row.owner).await.unwrap().unwrap();
    assert_eq!((saved.alerted, saved.due_at), (Some(Attention::UserMissing), row.due_at));

    ledger.book().open.get_mut(&row.owner).unwrap().attention = Some(Attention::Quota);
    assert_eq!(run().await.published, 1, "another cause");
    for n in 0..7 {
        ledger.insert(&calling(&format!("user{n}"), Attention::Quota)).await.unwrap();
    }
    assert_eq!((run().await.published, run().await.published), (1, 0), "many at once are one message");
    assert!(ledger.book().open.values().all(|row| row.alerted == row.attention));
}

#[tokio::test]
async fn people_hear_of_the_breaker_from_its_beginning_to_its_end() {
    let (account, clock) = (Account::default(), StillClock::default());
    let ledger = swept();
    let mut row = Row { attention: None, ..calling("alice", Attention::Quota) };
    (row.attempts, row.last_failure) = (1, Some(Failure::from_code("ResourceLimitExceededException", "")));
    ledger.insert(&row).await.unwrap();
    let run = async || ticked((&account, &ledger, &clock), &account.identity(), "r-1", LONG).await.unwrap().alerts;
    assert_eq!((run().await.published, run().await.published), (1, 0));
    assert_eq!(ledger.book().control.trip.as_ref().unwrap().since, clock.now());
    ledger.book().open.clear();
    assert_eq!((run().await.published, run().await.published), (1, 0));
    assert_eq!(ledger.book().control.trip, None);
    let [begins, ends] = ["desktops are held back: creations fail", "desktops are terminated again: creations succeed"]
        .map(|words| format!("wsrecycle: {words}"));
    assert_eq!(account.told(), [begins, ends]);
}

/// A row that only a newer program can read may be one that the breaker should know of (promise R7).
#[tokio::test]
async fn a_row_that_cannot_be_read_holds_terminations_back_and_nothing_else() {
    let (sandbox, ledger) = left_alone(2);
    let cloud = sandbox.as_function(Function::TermRebuild);
    let identity = sandbox.world().identity.clone();
    ledger.book().control.swept_at = Some(sandbox.now());
    // One of them is owed a desktop already.
    let owed = {
        let mut book = ledger.book();
        let row = book.open.values_mut().next().unwrap();
        let desktop = sandbox.world().desktop_of(&row.owner).unwrap().shown.clone();
        row.request = Some(Request::capture(&desktop, &Tags::new()));
        row.phase = Phase::Creating;
        sandbox.world().deleted_by_others(&desktop.id);
        row.owner.clone()
    };
    let passes = |minutes| {
        let until = sandbox.now() + SignedDuration::from_mins(minutes);
        sandbox.world().advance(until);
    };
    passes(20);
    let newer = || LedgerError::Newer { path: "a row".into(), found: 9, known: 1 };
    let ailing = Ailing::new(ledger.clone(), "failing", newer);
    let report = ticked((&cloud, &ailing, &sandbox), &identity, "r-1", LONG).await.unwrap();
    let rows: BTreeMap<Owner, Row> = ledger.book().open.clone();
    assert!(report.alerts.failed.is_empty(), "{report:?}");
    assert_eq!((report.rows, rows[&owed].phase), (2, Phase::Verifying));
    let other = rows.values().find(|row| row.owner != owed).unwrap();
    assert_eq!(other.phase, Phase::Grace);
    let last = other.history.last().unwrap().what.to_string();
    assert!(last.contains("held back by the breaker: nobody knows whether creations fail"), "{last}");
    // People hear that nobody knows.
    assert_eq!(report.alerts.published, 1);
    assert!(ledger.book().control.trip.as_ref().unwrap().causes[0].contains("written by a newer"));
    let gone = Ailing::new(ledger, "failing", || {
        let source = std::io::Error::other("no");
        LedgerError::Io { doing: "read", path: "table".into(), source }
    });
    passes(5);
    let error = ticked((&cloud, &gone, &sandbox), &identity, "r-1", LONG).await.unwrap_err();
    assert_eq!(error.kind(), "ledger_io");
}

/// A clock that only waiting moves, and that lets others go on meanwhile.
#[derive(Clone, Default)]
struct Waits(Arc<Mutex<SignedDuration>>);

impl Clock for Waits {
    fn now(&self) -> Timestamp {
        StillClock::default().0 + *self.0.lock().unwrap()
    }

    async fn sleep(&self, time: SignedDuration) {
        *self.0.lock().unwrap() += time;
        tokio::task::yield_now().await;
    }
}

/// As at 20,000 desktops, with a quarter of them and of AWS's rate: all calls together take as long as a function
/// lives. Read as a whole, no sweep would ever end, and no tick would tell what it did.
#[tokio::test]
async fn a_fleet_that_takes_longer_than_a_tick_is_swept_all_the_same() {
    let (desktops, rate) = (5_000, Rate { per_s: 1.8 / 4.0, burst: 1.0 });
    let account = Account::with_desktops(desktops);
    let (clock, ledger) = (Waits::default(), MemoryLedger::default());
    let identity = account.identity();
    let rates = Rates { workspaces: rate, ..Rates::DOCUMENTED };
    let cloud = Paced::new(account, clock.clone(), rates);
    // It would move the clock, too.
    let limits = Limits { linger: SignedDuration::ZERO, ..Limits::default() };
    let rules = Rules { limits, ..Rules::default() };
    let tick =
        async |holder: &str| ticked_by(&rules, (&cloud, &ledger, &clock), &identity, holder, LONG).await.unwrap();
    let began_at = clock.now();
    let mut watched = vec![];
    for n in 0..2 {
        let deadline = clock.now() + LONG;
        let report = tick(&format!("r-{n}")).await;
        assert!(clock.now() < deadline, "it was over in time");
        let swept = report.sweep.unwrap();
        assert_eq!(swept.goes_on, n == 0);
        watched.extend(swept.opened);
        // Who is due meanwhile is no matter here.
        ledger.book().open.values_mut().for_each(|row| row.due_at = Timestamp::MAX);
    }
    assert_eq!(watched.len(), desktops);
    // The calls of the parts take a quarter of an hour; at this rate, looking up whose alarms they are two minutes
    // more.
    assert!(clock.now().duration_since(began_at) < SignedDuration::from_mins(18));
    let report = tick("r-9").await;
    assert!(report.sweep.is_none_or(|sweep| sweep.opened.is_empty()));
}

/// At five o'clock there are 20,000 open rows, 24 MB of them. Nobody may ask for all of them every minute.
#[tokio::test]
async fn no_tick_reads_all_open_rows_but_the_sweeps() {
    let (account, clock) = (Account::default(), StillClock::default());
    let ledger = swept();
    ledger.insert(&calling("alice", Attention::Quota)).await.unwrap();
    for all in ["open_rows", "visit_open"] {
        let ledger = Ailing::new(ledger.clone(), all, || panic!("it was asked for all open rows"));
        ticked((&account, &ledger, &clock), &account.identity(), "r-1", LONG).await.unwrap();
    }
    assert_eq!(account.told().len(), 1, "who calls for a person is known all the same");
}

#[tokio::test]
async fn a_pause_costs_no_calls_and_is_over_soon_after_its_end() {
    let (sandbox, ledger) = left_alone(30);
    let cloud = sandbox.as_function(Function::TermRebuild);
    let identity = sandbox.world().identity.clone();
    let now = sandbox.now();
    ledger.book().control.swept_at = Some(now);
    ledger.book().control.paused = Some(crate::ledger::Pause::default());
    let before = sandbox.world().calls.clone();
    let report = ticked((&cloud, &ledger, &sandbox), &identity, "r-1", LONG).await.unwrap();
    assert_eq!((report.rows, &sandbox.world().calls), (30, &before));
    let half = Rules::default().limits.grace / 2;
    assert!(ledger.book().open.values().all(|row| row.phase == Phase::Grace && row.due_at == now + half));
    // Somebody ends it by hand.
    ledger.book().control.paused = None;
    sandbox.world().advance(now + half);
    ticked((&cloud, &ledger, &sandbox), &identity, "r-2", LONG).await.unwrap();
    assert!(ledger.book().open.values().all(|row| row.phase == Phase::Terminating));
}

/// Such as one that has grown too large for an item: it comes first each time, because nobody can save when to look
/// next.
#[tokio::test]
async fn one_row_that_the_ledger_does_not_take_stops_nobody_else() {
    let (sandbox, ledger) = left_alone(3);
    let cloud = sandbox.as_function(Function::TermRebuild);
    let identity = sandbox.world().identity.clone();
    ledger.book().control.swept_at = Some(sandbox.now());
    let refused = ledger.book().open.keys().next().unwrap().clone();
    let too_large = || LedgerError::Call {
        doing: "write to",
        table: "t".into(),
        source: Box::new(Failure::from_code("ValidationException", "Item size has exceeded the maximum")),
    };
    let ledger = Ailing::refusing(ledger, refused.clone(), too_large);
    let report = ticked((&cloud, &ledger, &sandbox), &identity, "r-1", LONG).await.unwrap();
    assert_eq!((report.rows, report.unsaved.len()), (2, 1));
    assert!(
        report.unsaved[0].starts_with("user0000@d-90670a1b2c: cannot write to the ledger table t: V"),
        "{report:?}"
    );
    let book = ledger.ledger.book();
    for row in book.open.values() {
        assert_eq!(row.phase == Phase::Terminating, row.owner != refused, "nothing is done that was not saved");
    }
}
