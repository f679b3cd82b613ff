//! What every ledger must do, whatever it is made of. Run it over a new adapter before anything else uses it.
//!
//! `tests/ledger.rs` includes this file to run it over the table in DynamoDB.

use super::{Control, Ledger, LedgerError, Note, Pause, Sweeping, Ticker, Trip};
use crate::recycle::{Attention, Cause, Owner, Phase, Row};
use jiff::{SignedDuration, Timestamp};

pub fn at(minute: i64) -> Timestamp {
    "2026-11-22T17:00:00Z".parse::<Timestamp>().unwrap() + SignedDuration::from_mins(minute)
}

/// An open row whose grace ends ten minutes after `minute`.
pub fn row(user: &str, minute: i64) -> Row {
    let owner = Owner::new("d-90670a1b2c".parse().unwrap(), user);
    let desktop = "ws-0a1b2c3d4".parse().unwrap();
    Row::open(owner, desktop, Cause::Alarm, at(minute), SignedDuration::from_mins(10))
}

fn users(rows: &[Row]) -> Vec<&str> {
    rows.iter().map(|row| row.owner.user.as_str()).collect()
}

/// The whole contract, over an empty ledger.
pub async fn a_ledger_keeps_its_word(ledger: &impl Ledger) {
    nothing_is_there_yet(ledger).await;
    one_open_row_per_owner(ledger).await;
    only_the_latest_version_is_saved(ledger).await;
    what_is_due_comes_in_its_order(ledger).await;
    a_closed_row_moves_to_the_history(ledger).await;
    who_ails_is_known_at_once(ledger).await;
    control_is_kept(ledger).await;
    a_row_is_not_saved_over_its_successor(ledger).await;
    notes_are_kept_until_they_are_looked_into(ledger).await;
}

async fn nothing_is_there_yet(ledger: &impl Ledger) {
    assert_eq!(ledger.get(&row("alice", 0).owner).await.unwrap(), None);
    assert!(ledger.open_rows().await.unwrap().is_empty());
    assert!(ledger.due(at(999), 10).await.unwrap().is_empty());
    assert!(ledger.failing().await.unwrap().is_empty());
    assert!(ledger.closed(10).await.unwrap().is_empty());
    assert_eq!(ledger.control().await.unwrap(), Control::default());
    let mut never_inserted = row("alice", 0);
    assert!(matches!(ledger.save(&mut never_inserted).await, Err(LedgerError::Conflict(_))));
    assert_eq!(never_inserted.version, 0);
}

async fn one_open_row_per_owner(ledger: &impl Ledger) {
    let first = row("alice", 0);
    assert!(ledger.insert(&first).await.unwrap());
    assert!(!ledger.insert(&row("alice", 5)).await.unwrap());
    assert!(!ledger.insert(&row("ALICE", 5)).await.unwrap());
    assert_eq!(ledger.get(&row("Alice", 0).owner).await.unwrap(), Some(first));
}

async fn only_the_latest_version_is_saved(ledger: &impl Ledger) {
    let owner = row("alice", 0).owner;
    let mut mine = ledger.get(&owner).await.unwrap().unwrap();
    let mut yours = mine.clone();
    mine.attempts = 1;
    ledger.save(&mut mine).await.unwrap();
    assert_eq!(mine.version, 1);
    yours.attempts = 7;
    assert!(matches!(ledger.save(&mut yours).await, Err(LedgerError::Conflict(of)) if of == owner));
    assert_eq!((yours.version, yours.attempts), (0, 7));
    assert_eq!(ledger.get(&owner).await.unwrap(), Some(mine.clone()));
    ledger.save(&mut mine).await.unwrap();
    assert_eq!(mine.version, 2);
}

/// A driver that slept while a row was closed and the next one opened may hold the right version of the wrong row.
async fn a_row_is_not_saved_over_its_successor(ledger: &impl Ledger) {
    let first = row("zoe", 0);
    assert!(ledger.insert(&first).await.unwrap());
    let mut closed = Row { phase: Phase::Cancelled(crate::recycle::CancelReason::UserConnected), ..first.clone() };
    ledger.save(&mut closed).await.unwrap();
    let mut second = row("zoe", 30);
    assert!(ledger.insert(&second).await.unwrap());
    let mut slept = first;
    assert_eq!(slept.version, second.version);
    assert!(matches!(ledger.save(&mut slept).await, Err(LedgerError::Conflict(_))));
    second.phase = Phase::Done;
    ledger.save(&mut second).await.unwrap();
}

async fn notes_are_kept_until_they_are_looked_into(ledger: &impl Ledger) {
    let note = |desktop: &str, minute| Note { desktop: desktop.parse().unwrap(), at: at(minute) };
    let (first, later, other) = (note("ws-0a1b2c3d4", 0), note("ws-0a1b2c3d4", 1), note("ws-0a1b2c3d5", 0));
    assert!(ledger.noted(10).await.unwrap().is_empty());
    if !ledger.note(&first).await.unwrap() {
        assert!(ledger.noted(10).await.unwrap().is_empty(), "it keeps none");
        return;
    }
    assert!(ledger.note(&other).await.unwrap() && ledger.note(&later).await.unwrap());
    assert_eq!(ledger.noted(1).await.unwrap().len(), 1);
    assert_eq!(ledger.noted(10).await.unwrap(), [later.clone(), other.clone()]);
    // Whoever looked into the first does not know of the later one.
    ledger.drop_note(&first).await.unwrap();
    ledger.drop_note(&other).await.unwrap();
    ledger.drop_note(&other).await.unwrap();
    assert_eq!(ledger.noted(10).await.unwrap(), std::slice::from_ref(&later));
    ledger.drop_note(&later).await.unwrap();
    assert!(ledger.noted(10).await.unwrap().is_empty());
}

async fn what_is_due_comes_in_its_order(ledger: &impl Ledger) {
    for (user, minute) in [("carol", -20), ("bob", -10), ("dave", 30)] {
        assert!(ledger.insert(&row(user, minute)).await.unwrap());
    }
    let open = ledger.open_rows().await.unwrap();
    assert_eq!(users(&open), ["alice", "bob", "carol", "dave"]);
    let mut visited = vec![];
    ledger.visit_open(&mut |row| visited.push(row.expect("it can be read"))).await.unwrap();
    visited.sort_by(|a, b| a.owner.cmp(&b.owner));
    assert_eq!(visited, open);
    assert_eq!(users(&ledger.due(at(10), 10).await.unwrap()), ["carol", "bob", "alice"]);
    assert_eq!(users(&ledger.due(at(10), 2).await.unwrap()), ["carol", "bob"]);
    assert_eq!(users(&ledger.due(at(-11), 10).await.unwrap()), Vec::<&str>::new());
    assert_eq!(users(&ledger.failing().await.unwrap()), ["alice"]);
}

async fn a_closed_row_moves_to_the_history(ledger: &impl Ledger) {
    for (minute, user) in [(40, "bob"), (41, "alice")] {
        let mut closing = ledger.get(&row(user, 0).owner).await.unwrap().unwrap();
        closing.phase = Phase::Done;
        closing.phase_since = at(minute);
        ledger.save(&mut closing).await.unwrap();
        assert_eq!(ledger.get(&closing.owner).await.unwrap(), None);
        assert!(matches!(ledger.save(&mut closing).await, Err(LedgerError::Conflict(_))));
    }
    assert_eq!(users(&ledger.open_rows().await.unwrap()), ["carol", "dave"]);
    assert_eq!(users(&ledger.closed(10).await.unwrap()), ["alice", "bob"]);
    assert_eq!(users(&ledger.closed(1).await.unwrap()), ["alice"]);
    for limit in 0..=3 {
        let mut visited = vec![];
        ledger.visit_closed(limit, &mut |row| visited.push(row.expect("it can be read"))).await.unwrap();
        assert_eq!(visited, ledger.closed(limit).await.unwrap());
        assert_eq!(visited.len(), limit.min(2));
    }
    // The owner may disconnect again: a second recycle does not replace the first in the history.
    let mut again = row("alice", 60);
    assert!(ledger.insert(&again).await.unwrap());
    again.phase = Phase::Done;
    again.phase_since = at(90);
    ledger.save(&mut again).await.unwrap();
    assert_eq!(users(&ledger.closed(10).await.unwrap()), ["alice", "alice", "bob"]);
    assert_eq!(ledger.closed(1).await.unwrap()[0].opened_at, at(60));
}

/// The breaker may not be late, and nobody is called for what is over.
async fn who_ails_is_known_at_once(ledger: &impl Ledger) {
    let ailing = async || {
        let (failing, calling) = (ledger.failing().await.unwrap(), ledger.calling().await.unwrap());
        [failing, calling].map(|rows| users(&rows).into_iter().map(str::to_owned).collect::<Vec<_>>().join(" "))
    };
    assert_eq!(ailing().await, ["", ""]);
    let mut mine = row("erin", 0);
    mine.attempts = 1;
    assert!(ledger.insert(&mine).await.unwrap());
    assert!(!ledger.insert(&mine).await.unwrap());
    let mut yours = ledger.get(&row("carol", 0).owner).await.unwrap().unwrap();
    yours.attention = Some(Attention::BundleMissing);
    ledger.save(&mut yours).await.unwrap();
    assert_eq!(ailing().await, ["erin", "carol"]);
    let mut old = Row { version: mine.version, ..mine.clone() };
    (mine.attempts, mine.attention) = (2, Some(Attention::Quota));
    ledger.save(&mut mine).await.unwrap();
    assert!(matches!(ledger.save(&mut old).await, Err(LedgerError::Conflict(_))));
    assert_eq!(ledger.failing().await.unwrap(), [mine.clone()]);
    assert_eq!(ailing().await, ["erin", "carol erin"]);
    // A missing bundle is there again; a failed creation stays one.
    yours.attention = None;
    ledger.save(&mut yours).await.unwrap();
    mine.attention = None;
    ledger.save(&mut mine).await.unwrap();
    assert_eq!(ailing().await, ["erin", ""]);
    mine.phase = Phase::Done;
    ledger.save(&mut mine).await.unwrap();
    assert_eq!(ailing().await, ["", ""]);
    // The next one of the same owner begins anew.
    let mut again = row("erin", 90);
    assert!(ledger.insert(&again).await.unwrap());
    assert_eq!(ailing().await, ["", ""]);
    again.phase = Phase::Done;
    ledger.save(&mut again).await.unwrap();
}

async fn control_is_kept(ledger: &impl Ledger) {
    let by = "arn:aws:iam::123456789012:user/ops".into();
    let pause = Pause { until: Some(at(60)), reason: "patch day".into(), by, since: Some(at(0)) };
    ledger.set_pause(Some(&pause)).await.unwrap();
    ledger.set_swept(at(1)).await.unwrap();
    let trip = Trip { since: at(2), causes: vec!["creations for bundle wsb-0a1b2c3d4 fail".into()] };
    ledger.set_trip(Some(&trip)).await.unwrap();
    let sweep = Sweeping { is_under_way: true, next: Some("token".into()), tries: 1, alarms_up_to: None };
    ledger.set_sweeping(&sweep).await.unwrap();
    let (swept_at, sweep) = (Some(at(1)), Some(sweep));
    let control = Control { paused: Some(pause), swept_at, sweep, trip: Some(trip), ticker: None };
    assert_eq!(ledger.control().await.unwrap(), control);
    ledger.set_pause(None).await.unwrap();
    assert_eq!(ledger.control().await.unwrap(), Control { paused: None, ..control.clone() });
    ledger.set_trip(None).await.unwrap();

    let ticker = |holder: &str, began, until| Ticker {
        holder: holder.into(),
        began_at: at(began),
        until: at(until),
        settings: "a-digest".into(),
    };
    let first = ticker("a", 0, 15);
    assert!(ledger.take_tick(&first).await.unwrap());
    assert!(!ledger.take_tick(&ticker("b", 14, 29)).await.unwrap(), "one at a time");
    let control = Control { paused: None, trip: None, ticker: Some(first), ..control };
    assert_eq!(ledger.control().await.unwrap(), control);
    assert!(ledger.take_tick(&ticker("a", 0, 3)).await.unwrap(), "given back");
    assert!(!ledger.take_tick(&ticker("b", 2, 17)).await.unwrap(), "not in its own time");
    assert!(ledger.take_tick(&ticker("b", 3, 18)).await.unwrap());
    assert_eq!(ledger.control().await.unwrap().ticker, Some(ticker("b", 3, 18)));
}
