//! Many disconnects at once over a sandbox that takes calls at AWS's rates.

use super::*;
use crate::cloud::{Clock, PAGE};
use crate::functions::payload::notification::tests::{event, message};
use crate::functions::{self, Deed, Function, Handled};
use crate::ledger::{MemoryLedger, ailing::Ailing};
use crate::reconcile::DirectorySizes;
use crate::recycle::scope::HOLD_TAG;
use crate::recycle::{Owner, Phase, Rules, Tags, WorkspaceId};
use crate::sandbox::{Fault, FaultKind, Gate, Sandbox, World};
use jiff::{SignedDuration, Timestamp};

/// An account with so many desktops, whose calls are throttled.
fn account(desktops: usize) -> (Sandbox, Vec<WorkspaceId>) {
    let mut world = World::new(1, "2026-11-23T17:00:00Z".parse().unwrap());
    let launch = |n| {
        let owner = Owner::new("d-90670a1b2c".parse().unwrap(), &format!("user{n}"));
        world.launch(&owner, &owner.user, &"wsb-standard1".parse().unwrap(), Tags::new(), false)
    };
    let ids = (0..desktops).map(launch).collect();
    world.gate = Some(Gate::default());
    (Sandbox::new(world), ids)
}

/// The function is told of a disconnect.
async fn told(sandbox: &Sandbox, ledger: &MemoryLedger, id: &WorkspaceId) -> Deed {
    let identity = sandbox.world().identity.clone();
    let context = functions::Context {
        cloud: sandbox,
        ledger,
        clock: sandbox,
        rules: &Rules::default(),
        identity: &identity,
        topic_arn: "arn",
    };
    let payload = event(&[message(id.as_str())]);
    match functions::handle(Function::TermRebuild, &payload, &context).await.unwrap() {
        Handled::Event(mut report) => report.done.remove(0),
        Handled::Tick => panic!("a disconnect is no tick"),
    }
}

async fn look(sandbox: &Sandbox, ledger: &impl Ledger) -> usize {
    let (rules, identity) = (Rules::default(), sandbox.world().identity.clone());
    let turn = Turn {
        cloud: sandbox,
        ledger,
        clock: sandbox,
        rules: &rules,
        identity: &identity,
        holder: "function",
        keeps_rows: false,
        sizes: &DirectorySizes::default(),
        tell: &|_, _| {},
    };
    look_into_notes(&turn).await.unwrap()
}

fn pass(sandbox: &Sandbox, minutes: i64) -> Timestamp {
    let mut world = sandbox.world();
    let to = world.now + SignedDuration::from_mins(minutes);
    world.advance(to);
    to
}

fn describes(sandbox: &Sandbox) -> u64 {
    sandbox.world().calls["DescribeWorkspaces"]
}

#[tokio::test]
async fn whoever_is_throttled_leaves_it_to_the_tick_and_loses_no_time() {
    let (sandbox, ids) = account(40);
    let ledger = MemoryLedger::default();
    let began_at = sandbox.now();
    let mut noted = 0;
    for id in &ids {
        noted += usize::from(matches!(told(&sandbox, &ledger, id).await, Deed::Noted { .. }));
    }
    // Five are looked up at once, the sixth is throttled, and the others do not ask.
    assert_eq!((ledger.book().open.len(), noted, describes(&sandbox)), (5, 35, 6));

    pass(&sandbox, 1);
    assert_eq!(look(&sandbox, &ledger).await, 35);
    assert_eq!(describes(&sandbox), 6 + 35_u64.div_ceil(PAGE as u64));
    let book = ledger.book().clone();
    assert!(book.noted.is_empty() && book.open.len() == 40);
    // The grace period began when the disconnect was told, not when somebody had time to look.
    let due = began_at + SignedDuration::from_mins(10);
    assert!(book.open.values().all(|row| row.phase == Phase::Grace && row.due_at == due));
    drop(book);
    assert!(matches!(told(&sandbox, &ledger, &ids[0]).await, Deed::RowWasOpen { .. }), "as before");
}

#[tokio::test]
async fn what_is_not_ours_to_watch_is_dropped_and_what_is_not_answered_stays_noted() {
    let (sandbox, ids) = account(4);
    let ledger = MemoryLedger::default();
    let at = sandbox.now();
    let gone: WorkspaceId = "ws-gonegone1".parse().unwrap();
    for desktop in ids.iter().chain([&gone]) {
        ledger.note(&Note { desktop: desktop.clone(), at }).await.unwrap();
    }
    {
        let mut world = sandbox.world();
        world.change(&ids[0], |desktop| drop(desktop.tags.insert(HOLD_TAG.into(), "exam".into())));
        world.remove(&ids[1]);
        world.faults.add(Fault { kind: FaultKind::Throttle, per_mille: 1000, times: Some(1) });
    }
    assert_eq!(look(&sandbox, &ledger).await, 0);
    let book = ledger.book().clone();
    assert_eq!((book.noted.len(), book.open.len()), (5, 0));
    assert_eq!(look(&sandbox, &ledger).await, 5);
    let watched: Vec<_> = ledger.book().open.values().map(|row| row.old.clone()).collect();
    assert_eq!(watched, ids[2..]);
    assert!(ledger.book().noted.is_empty());
}

/// Before anything is turned the notes are looked into: one that stopped that would have nobody's desktop created.
#[tokio::test]
async fn a_row_that_cannot_be_read_keeps_nobody_waiting() {
    let (sandbox, ids) = account(3);
    let ledger = MemoryLedger::default();
    for desktop in &ids {
        ledger.note(&Note { desktop: desktop.clone(), at: sandbox.now() }).await.unwrap();
    }
    let damaged: Owner = "user0@d-90670a1b2c".parse().unwrap();
    let ledger = Ailing::row(ledger, damaged, || LedgerError::Newer { path: "a row".into(), found: 9, known: 1 });
    assert_eq!(look(&sandbox, &ledger).await, 3);
    let book = ledger.ledger.book();
    assert!(book.noted.is_empty() && book.open.len() == 2);
}
