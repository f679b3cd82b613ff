//! Turns over the sandbox in which AWS refuses, hangs or is slow.

use super::*;
use crate::ledger::MemoryLedger;
use crate::recycle::{Attention, Cause, Owner, Phase, Tags};
use crate::sandbox::{Mishap, Sandbox, World};
use jiff::SignedDuration;

/// A sandbox with so many desktops that nobody has ever used, and a row by hand for each.
fn by_hand(users: usize) -> (Sandbox, MemoryLedger) {
    let mut world = World::new(1, "2026-11-23T08:00:00Z".parse().unwrap());
    let ledger = MemoryLedger::default();
    let owners: Vec<Owner> =
        (0..users).map(|n| Owner::new("d-90670a1b2c".parse().unwrap(), &format!("user{n}"))).collect();
    for owner in &owners {
        world.launch(owner, &owner.user, &"wsb-standard1".parse().unwrap(), Tags::new(), true);
    }
    world.advance(world.now + SignedDuration::from_mins(60));
    for owner in owners {
        let id = world.desktop_of(&owner).unwrap().id().clone();
        let row = Row::open(owner, id, Cause::Administrator, world.now, SignedDuration::ZERO);
        ledger.book().open.insert(row.owner.clone(), row);
    }
    (Sandbox::new(world), ledger)
}

/// Turn once over all open rows.
async fn turned((sandbox, ledger): &(Sandbox, MemoryLedger)) -> Vec<Row> {
    let identity = sandbox.world().identity.clone();
    let turn = Turn {
        cloud: sandbox,
        ledger,
        clock: sandbox,
        rules: &Rules::default(),
        identity: &identity,
        holder: "function",
        keeps_rows: false,
        sizes: &DirectorySizes::default(),
        tell: &|_, _| {},
    };
    let rows = ledger.open_rows().await.unwrap();
    super::turn(&turn, rows).await.unwrap();
    ledger.open_rows().await.unwrap()
}

fn calls(sandbox: &Sandbox, name: &str) -> u64 {
    sandbox.world().calls.get(name).copied().unwrap_or_default()
}

fn refuse_once(sandbox: &Sandbox, call: &str, code: &str) {
    let refusal = Mishap::RefuseCall { call: call.into(), code: code.into(), message: "No.".into() };
    sandbox.world().mishaps.push(refusal);
}

fn pass(sandbox: &Sandbox, minutes: i64) {
    let mut world = sandbox.world();
    let to = world.now + SignedDuration::from_mins(minutes);
    world.advance(to);
}

/// AWS may refuse a whole batch for one item in it: the others get theirs all the same (promise R8).
#[tokio::test]
async fn a_batch_that_is_refused_goes_one_by_one() {
    let account = by_hand(4);
    refuse_once(&account.0, "TerminateWorkspaces", "InvalidParameterValuesException");
    let rows = turned(&account).await;
    assert!(rows.iter().all(|row| row.phase == Phase::Terminating && row.intent.is_none()), "{rows:#?}");

    pass(&account.0, 20);
    let rows = turned(&account).await;
    assert!(rows.iter().all(|row| row.phase == Phase::Gone), "{rows:#?}");
    pass(&account.0, 1);
    refuse_once(&account.0, "CreateWorkspaces", "ResourceLimitExceededException");
    let rows = turned(&account).await;
    assert!(rows.iter().all(|row| row.phase == Phase::Verifying && row.attempts == 0), "{rows:#?}");
    assert_eq!(calls(&account.0, "CreateWorkspaces"), 5, "the one that was refused, and one for each");
}

/// To be throttled, or not to know, is nobody's fault: to ask once more for each would make it worse, or twice.
#[tokio::test]
async fn a_batch_that_is_throttled_or_unclear_is_left_alone() {
    for code in ["ThrottlingException", "InternalServerException", "ExpiredTokenException"] {
        let account = by_hand(4);
        refuse_once(&account.0, "TerminateWorkspaces", code);
        let rows = turned(&account).await;
        assert_eq!(calls(&account.0, "TerminateWorkspaces"), 1, "{code}");
        let is_unclear = code == "InternalServerException";
        let expected = if is_unclear { Phase::Terminating } else { Phase::Grace };
        assert!(rows.iter().all(|row| row.phase == expected && row.is_owed() == is_unclear), "{code}: {rows:#?}");
    }
}

/// One that is denied stops the others before they are terminated (promise R7).
#[tokio::test]
async fn a_denied_creation_holds_everybody_back() {
    let account = by_hand(2);
    let (first, second) = {
        let mut book = account.1.book();
        let owners: Vec<Owner> = book.open.keys().cloned().collect();
        let second = book.open.remove(&owners[1]).unwrap();
        (owners[0].clone(), second)
    };
    turned(&account).await;
    pass(&account.0, 20);
    turned(&account).await;
    pass(&account.0, 1);
    refuse_once(&account.0, "CreateWorkspaces", "AccessDeniedException");
    let rows = turned(&account).await;
    assert_eq!((rows[0].owner.clone(), rows[0].attempts), (first, 1));

    account.1.book().open.insert(second.owner.clone(), second.clone());
    let rows = turned(&account).await;
    let held = rows.iter().find(|row| row.owner == second.owner).unwrap();
    assert_eq!((held.phase, held.terminate_asked), (Phase::Grace, None));
    let why = held.history.last().unwrap().what.to_string();
    assert!(why.contains("creations for this account fail"), "{why}");
    assert_eq!(held.attention, None::<Attention>);
}
