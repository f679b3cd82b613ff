//! Events that come late, early or about what is over: each is a reason to look, and what is seen decides.

use super::payload::notification::tests::{event, message};
use super::payload::trail::tests::{create_event, terminate_event};
use super::tests::report;
use super::*;
use crate::fleet::account::{Account, StillClock};
use crate::fleet::alarm::ALARM_PREFIX;
use crate::fleet::{self, Options};
use crate::ledger::MemoryLedger;
use crate::recycle::{Cause, Phase, Row, State, Successor};
use jiff::SignedDuration;

fn ids(account: &Account, number: usize) -> Vec<String> {
    (0..number).map(|n| account.desktop(n).id.to_string()).collect()
}

#[tokio::test]
async fn the_end_of_a_desktop_is_told_before_its_beginning() {
    let (account, ledger) = (Account::with_desktops(1), MemoryLedger::default());
    let id = ids(&account, 1).remove(0);
    let name = format!("{ALARM_PREFIX}{id}");
    account.take_alarm(&name);
    account.change(0, |desktop| desktop.state = State::Terminating);
    let (ended, began) = (terminate_event(&[&id], &[]), create_event(&[&id], 0));
    let first = report(Function::AlarmDelete, &ended, &account, &ledger, "all").await;
    assert_eq!(first.done, [Deed::AlarmsDeleted { desktop: id.parse().unwrap() }]);
    // While it goes it is seen to go.
    let late = report(Function::AlarmCreate, &began, &account, &ledger, "all").await;
    assert_eq!((late.done.len(), &late.refused[0].reason), (0, &Reason::Leaving));
    assert_eq!(account.alarm_names(), Vec::<String>::new());

    // Once it is gone it cannot be told from one that is not shown yet. Its alarm harms nobody, and the next sweep
    // takes it away.
    account.remove(0);
    let later = report(Function::AlarmCreate, &began, &account, &ledger, "all").await;
    assert_eq!((later.done.len(), account.alarm_names()), (1, vec![name]));
    let (clock, rules) = (StillClock::default(), Rules::default());
    let options =
        Options { identity: Some(account.identity()), topic_arn: Some(account.topic_arn()), ..Options::default() };
    let census = fleet::read(&account, &ledger, &clock, &rules, &options, |_| {}).await.unwrap();
    let fixes = fleet::plan(&fleet::findings(&census, &rules));
    fleet::apply(&account, &ledger, &clock, &rules, &fixes, |_| {}).await;
    assert_eq!(account.alarm_names(), Vec::<String>::new());
    // Its disconnect would have opened nothing.
    let disconnect = report(Function::TermRebuild, &event(&[message(&id)]), &account, &ledger, "all").await;
    assert_eq!(disconnect.refused[0].reason, Reason::UnknownDesktop);
    assert!(ledger.book().open.is_empty());
}

#[tokio::test]
async fn a_beginning_that_is_told_after_the_end_puts_no_alarm_out_of_scope() {
    let (account, ledger) = (Account::default(), MemoryLedger::default());
    for scope in ["tag=lab", "directories=d-00000000aa", "bundles=wsb-00000000aa"] {
        let late = report(Function::AlarmCreate, &create_event(&["ws-gonegone1"], 0), &account, &ledger, scope).await;
        assert_eq!((late.done.len(), late.refused.len()), (0, 1), "{scope}");
    }
    assert_eq!(account.alarm_names(), Vec::<String>::new());
}

#[tokio::test]
async fn an_alarm_about_a_desktop_that_was_recycled_opens_nothing() {
    let (account, ledger) = (Account::with_desktops(1), MemoryLedger::default());
    let (new, owner) = (account.desktop(0), account.desktop(0).owner());
    let old: WorkspaceId = "ws-gonegone1".parse().unwrap();
    let mut row = Row::open(owner.clone(), old.clone(), Cause::Alarm, StillClock::default().0, SignedDuration::ZERO);
    ledger.insert(&row).await.unwrap();
    row.phase = Phase::Done;
    row.successor = Some(Successor { id: new.id.clone(), ours: true });
    ledger.save(&mut row).await.unwrap();
    let late = report(Function::TermRebuild, &event(&[message(old.as_str())]), &account, &ledger, "all").await;
    assert_eq!((late.done.len(), &late.refused[0].reason), (0, &Reason::UnknownDesktop));
    assert_eq!((ledger.get(&owner).await.unwrap(), ledger.closed(9).await.unwrap()), (None, vec![row]));
}

#[tokio::test]
async fn an_alarm_in_the_middle_of_a_recycle_changes_nothing() {
    let (account, ledger) = (Account::with_desktops(1), MemoryLedger::default());
    let desktop = account.desktop(0);
    let now = StillClock::default().0;
    let mut row = Row::open(desktop.owner(), desktop.id.clone(), Cause::Alarm, now, SignedDuration::ZERO);
    row.phase = Phase::Terminating;
    ledger.insert(&row).await.unwrap();
    let payload = event(&[message(desktop.id.as_str())]);
    // AWS's answer may be stale: it shows the desktop as if nothing had happened.
    for state in [State::Available, State::Terminating] {
        account.change(0, |desktop| desktop.state = state.clone());
        report(Function::TermRebuild, &payload, &account, &ledger, "all").await;
        assert_eq!(ledger.get(&desktop.owner()).await.unwrap().as_ref(), Some(&row), "{state}");
    }
}
