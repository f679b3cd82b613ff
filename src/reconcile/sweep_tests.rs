//! The sweep over an account that stands still.

use super::*;
use crate::fleet::account::{Account, StillClock};
use crate::fleet::alarm::{ALARM_PREFIX, SPELLINGS};
use crate::fleet::census::tests::row;
use crate::ledger::MemoryLedger;
use crate::ledger::ailing::Ailing;
use crate::reconcile::DirectorySizes;
use crate::recycle::{Cause, ConnectionState, State};

async fn tried(
    account: &Account,
    ledger: &impl Ledger,
    reach: Reach<impl Fn() -> bool>,
) -> (Option<SweepReport>, Result<(), SweepError>) {
    let turn = Turn {
        cloud: account,
        ledger,
        clock: &StillClock::default(),
        rules: &Rules::default(),
        identity: &account.identity(),
        holder: "function",
        keeps_rows: false,
        sizes: &DirectorySizes::default(),
        tell: &|_, _| {},
    };
    let mut report = None;
    let so_far = ledger.control().await.unwrap().sweep;
    let swept = sweep(&turn, &account.topic_arn(), so_far, reach, &mut report).await;
    (report, swept)
}

async fn swept(account: &Account, ledger: &impl Ledger, alarm_writes_max: usize) -> SweepReport {
    let (report, swept) = tried(account, ledger, Reach { alarm_writes_max, has_time: || true }).await;
    swept.unwrap();
    report.unwrap()
}

/// A tick that has time for one part only.
async fn swept_in_part(account: &Account, ledger: &impl Ledger) -> SweepReport {
    let (report, swept) = tried(account, ledger, Reach { alarm_writes_max: 100, has_time: || false }).await;
    swept.unwrap();
    report.unwrap()
}

#[tokio::test]
async fn rows_are_opened_for_used_desktops_that_nobody_is_on() {
    let account = Account::with_desktops(10);
    account.change_connection(0, |connection| connection.state = ConnectionState::Connected);
    account.change_connection(1, |connection| connection.last_connected_at = None);
    account.change_connection(2, |connection| connection.state = ConnectionState::Unknown);
    account.change_connection(3, |connection| connection.state = ConnectionState::Unknown);
    account.change(3, |desktop| desktop.state = State::Stopped);
    account.set_tag(4, "wsrecycle:hold");
    account.change(5, |desktop| desktop.state = State::Terminating);
    account.change(6, |desktop| desktop.is_replicated = true);
    let ledger = MemoryLedger::default();
    let watched = account.desktop(7);
    ledger.insert(&row(&watched.owner().to_string(), watched.id.as_str())).await.unwrap();
    // Left a moment ago: the grace period begins now, so this is no reason to wait for another sweep.
    account.change_connection(8, |connection| {
        connection.last_connected_at = Some("2026-11-22T16:59:30Z".parse().unwrap());
    });

    let report = swept(&account, &ledger, 100).await;
    let opened: Vec<WorkspaceId> = [3, 8, 9].map(|n| account.desktop(n).id).into();
    assert_eq!(report.opened, opened);
    assert_eq!((report.desktops, report.managed, report.failed.len()), (10, 7, 0));
    let rows = ledger.open_rows().await.unwrap();
    assert_eq!(rows.iter().filter(|row| row.cause == Cause::Sweep).count(), 3);
    assert!(rows.iter().all(|row| row.due_at == "2026-11-22T17:10:00Z".parse().unwrap()));

    let again = swept(&account, &ledger, 100).await;
    assert!(again.opened.is_empty());
    assert_eq!(ledger.open_rows().await.unwrap(), rows);
}

#[tokio::test]
async fn alarms_are_repaired_within_the_budget_and_rows_regardless() {
    let account = Account::with_desktops(6);
    for n in 0..4 {
        account.take_alarm(&format!("{ALARM_PREFIX}{}", account.desktop(n).id));
    }
    let old = account.desktop(3).id;
    let spelled = format!("{}{old}", SPELLINGS[1]);
    account.put(Alarm { name: spelled.clone(), ..Alarm::guarding(&old, &account.topic_arn()) });
    let orphan = Alarm::guarding(&"ws-gonegone1".parse().unwrap(), &account.topic_arn());
    account.put(orphan.clone());

    let ledger = MemoryLedger::default();
    let report = swept(&account, &ledger, 3).await;
    assert_eq!((report.opened.len(), report.alarms_put, report.alarms_deleted, report.left_over), (6, 3, 0, 2));
    assert!(account.alarm(&spelled).is_some() && account.alarm(&orphan.name).is_some());
    let report = swept(&account, &ledger, 3).await;
    assert_eq!((report.opened.len(), report.alarms_put, report.alarms_deleted, report.left_over), (0, 1, 2, 0));
    assert_eq!(account.alarm_names().len(), 6);
    let report = swept(&account, &ledger, 3).await;
    assert_eq!((report.alarms_put, report.alarms_deleted, report.left_over), (0, 0, 0));
}

#[tokio::test]
async fn one_failure_holds_up_nothing_and_a_failed_listing_changes_nothing() {
    let account = Account::with_desktops(3);
    for n in 0..3 {
        account.take_alarm(&format!("{ALARM_PREFIX}{}", account.desktop(n).id));
    }
    account.deny(&format!("put_alarm {}", account.desktop(0).id));
    let ledger = MemoryLedger::default();
    let report = swept(&account, &ledger, 100).await;
    assert_eq!((report.opened.len(), report.alarms_put, report.failed.len()), (3, 2, 1));
    assert_eq!(serde_json::to_value(&report.failed[0]).unwrap()["verdict"], "failed");

    let (account, ledger) = (Account::with_desktops(3), MemoryLedger::default());
    account.take_alarm(&format!("{ALARM_PREFIX}{}", account.desktop(0).id));
    account.deny("connections");
    let (_, failed) = tried(&account, &ledger, Reach { alarm_writes_max: 100, has_time: || true }).await;
    assert!(matches!(failed, Err(SweepError::Read(_))), "{failed:?}");
    assert!(ledger.book().open.is_empty());
    assert_eq!(account.alarm_names().len(), 2);
}

/// With one listing of the whole, none of them would ever be watched where that takes longer than a function lives.
#[tokio::test]
async fn a_sweep_that_is_stopped_goes_on_where_it_was() {
    let account = Account::with_desktops(2_100);
    let ledger = MemoryLedger::default();
    let mut opened = vec![];
    for (desktops, goes_on) in [(1_000, true), (1_000, true), (100, false)] {
        account.forget_calls();
        let report = swept_in_part(&account, &ledger).await;
        assert_eq!((report.desktops, report.opened.len(), report.goes_on), (desktops, desktops, goes_on));
        let calls = account.calls();
        let many = |name: &str| calls.iter().filter(|call| *call == name).count();
        assert_eq!((many("desktops"), many("connections")), (desktops / PAGE, desktops / PAGE));
        let sweep = ledger.book().control.sweep.clone().unwrap();
        assert_eq!((sweep.is_under_way, sweep.next.is_some(), sweep.tries), (goes_on, goes_on, 0));
        opened.extend(report.opened);
    }
    opened.sort();
    opened.dedup();
    assert_eq!(opened.len(), 2_100);
    assert_eq!(account.alarm_names().len(), 2_100, "no alarm was taken for an orphan");
}

/// A killed tick notes nothing more; one that can never get further must not keep the others from working.
#[tokio::test]
async fn what_fails_again_and_again_is_left_until_its_time_has_come() {
    let account = Account::with_desktops(3);
    account.deny("connections");
    let ledger = MemoryLedger::default();
    let unlimited = || Reach { alarm_writes_max: 100, has_time: || true };
    for tries in 1..=TRIES_MAX {
        assert!(tried(&account, &ledger, unlimited()).await.1.is_err());
        let sweep = ledger.book().control.sweep.clone().unwrap();
        assert_eq!((sweep.tries, goes_on(&sweep)), (tries, tries < TRIES_MAX));
    }
    // When it is due again it begins anew, and not where it could not get further.
    ledger.book().control.sweep.as_mut().unwrap().next = Some("a token that has expired".into());
    account.allow();
    assert_eq!(swept(&account, &ledger, 100).await.opened.len(), 3);
    assert_eq!(ledger.book().control.sweep, Some(Sweeping::default()));
}

/// Only what was looked up by its id and was not there.
#[tokio::test]
async fn orphans_are_found_also_where_no_tick_sees_everything() {
    let account = Account::with_desktops(2_600);
    let orphans = ["ws-000000000x", "ws-000001400x", "ws-gonegone1"]
        .map(|id| Alarm::guarding(&id.parse().unwrap(), &account.topic_arn()));
    orphans.iter().for_each(|alarm| account.put(alarm.clone()));
    let ledger = MemoryLedger::default();
    let mut deleted = vec![];
    for _ in 0..9 {
        deleted.push(swept_in_part(&account, &ledger).await.alarms_deleted);
    }
    // The last 600 desktops were seen by the tick that looks the others up: 1,250 of 2,000, then the rest.
    assert_eq!(deleted, [0, 0, 1, 0, 0, 2, 0, 0, 0]);
    assert_eq!(account.alarm_names().len(), 2_600);
}

/// Whoever has a row has one, whatever it says: a second one would be refused, and nobody else waits for it.
#[tokio::test]
async fn a_row_that_cannot_be_read_stops_no_sweep() {
    let account = Account::with_desktops(3);
    let ledger = MemoryLedger::default();
    let damaged = account.desktop(1);
    ledger.insert(&row(&damaged.owner().to_string(), damaged.id.as_str())).await.unwrap();
    let newer = || LedgerError::Newer { path: "a row".into(), found: 9, known: 1 };
    let ledger = Ailing::row(ledger, damaged.owner(), newer);
    let report = swept(&account, &ledger, 100).await;
    assert_eq!(report.opened, [account.desktop(0).id, account.desktop(2).id]);
    assert_eq!((report.unreadable.len(), report.failed.len()), (1, 0));
    assert!(report.unreadable[0].contains("a row was written by a newer"), "{report:?}");
}
