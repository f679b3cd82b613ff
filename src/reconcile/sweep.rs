//! The sweep: look at everything, open the rows that no event opened, and repair alarms.
//!
//! Correctness rests on it: with every event lost, a desktop that was used and has nobody on it is watched after at
//! most one sweep (promise R4), and a desktop in scope is guarded. It must never terminate or create a desktop.

use crate::cloud::{Clock, Cloud, Filter, Identity};
use crate::fleet::{self, Census, Connections, Finding, Fix, FixReport, Options, Outcome, ReadError, Verdict};
use crate::ledger::Ledger;
use crate::recycle::{Rules, WorkspaceId};
use jiff::Timestamp;
use serde::Serialize;

/// What a sweep saw and did.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SweepReport {
    pub taken_at: Timestamp,
    /// Desktops of the Region.
    pub desktops: usize,
    /// Those that are in scope, not excluded and not leaving.
    pub managed: usize,
    /// Desktops that are watched from now on.
    pub opened: Vec<WorkspaceId>,
    pub alarms_put: usize,
    pub alarms_deleted: usize,
    /// Alarm fixes that the budget did not reach; the next sweep carries on.
    pub left_over: usize,
    pub failed: Vec<Outcome>,
}

/// Sweep once, and begin no alarm fix after `alarm_writes_max` alarms were written: CloudWatch takes three a second,
/// and a function's time is short. Rows are opened whatever the budget is.
///
/// # Errors
/// A listing that failed; nothing was changed then. Single fixes that failed are in the report.
pub async fn sweep<C: Cloud, L: Ledger, K: Clock>(
    cloud: &C,
    ledger: &L,
    clock: &K,
    rules: &Rules,
    identity: &Identity,
    topic_arn: &str,
    alarm_writes_max: usize,
) -> Result<SweepReport, ReadError> {
    let options = Options {
        filter: Filter::All,
        connections: Connections::Unwatched,
        identity: Some(identity.clone()),
        topic_arn: Some(topic_arn.to_owned()),
    };
    let census = fleet::read(cloud, ledger, clock, rules, &options, |_| {}).await?;
    let (fixes, left_over) = plan(&census, rules, alarm_writes_max);
    let report = fleet::apply(cloud, ledger, clock, rules, &fixes, |_| {}).await;
    Ok(summary(&census, report, left_over))
}

/// The rows to open, and as many alarm fixes as the budget allows. Pure.
fn plan(census: &Census, rules: &Rules, alarm_writes_max: usize) -> (Vec<Fix>, usize) {
    let mut fixes: Vec<Fix> = census
        .desktops
        .iter()
        .filter(|entry| entry.is_managed() && entry.is_dirty() && entry.is_vacant() && entry.row.is_none())
        .map(|entry| Fix::OpenRow { owner: entry.desktop.owner(), desktop: entry.desktop.id.clone() })
        .collect();
    // Overdue desktops are among those above.
    let findings: Vec<Finding> = fleet::findings(census, rules)
        .into_iter()
        .filter(|finding| !matches!(finding, Finding::Overdue { .. }))
        .collect();
    let (mut writes, mut left_over) = (0, 0);
    for fix in fleet::plan(&findings) {
        if writes >= alarm_writes_max {
            left_over += 1;
        } else {
            writes += fix.alarm_writes();
            fixes.push(fix);
        }
    }
    (fixes, left_over)
}

fn summary(census: &Census, report: FixReport, left_over: usize) -> SweepReport {
    let mut summary = SweepReport {
        taken_at: census.taken_at,
        desktops: census.desktops.len(),
        managed: census.desktops.iter().filter(|entry| entry.is_managed()).count(),
        opened: vec![],
        alarms_put: 0,
        alarms_deleted: 0,
        left_over,
        failed: vec![],
    };
    for outcome in report.outcomes {
        match (&outcome.verdict, &outcome.fix) {
            (Verdict::Failed(_), _) => summary.failed.push(outcome),
            (Verdict::Unneeded(_), _) => {}
            (Verdict::Done, Fix::OpenRow { desktop, .. }) => summary.opened.push(desktop.clone()),
            (Verdict::Done, Fix::PutAlarm { .. }) => summary.alarms_put += 1,
            (Verdict::Done, Fix::ReplaceAlarm { delete, .. }) => {
                summary.alarms_put += 1;
                summary.alarms_deleted += delete.len();
            }
            (Verdict::Done, Fix::DeleteAlarm { .. }) => summary.alarms_deleted += 1,
        }
    }
    summary
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fleet::Alarm;
    use crate::fleet::account::{Account, StillClock};
    use crate::fleet::alarm::{ALARM_PREFIX, SPELLINGS};
    use crate::fleet::census::tests::row;
    use crate::ledger::MemoryLedger;
    use crate::recycle::{Cause, ConnectionState, State};

    async fn swept(account: &Account, ledger: &MemoryLedger, budget: usize) -> SweepReport {
        let (identity, topic_arn) = (account.identity(), account.topic_arn());
        let (clock, rules) = (StillClock::default(), Rules::default());
        sweep(account, ledger, &clock, &rules, &identity, &topic_arn, budget).await.unwrap()
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
        let (identity, topic_arn) = (account.identity(), account.topic_arn());
        let (clock, rules) = (StillClock::default(), Rules::default());
        assert!(sweep(&account, &ledger, &clock, &rules, &identity, &topic_arn, 100).await.is_err());
        assert!(ledger.book().open.is_empty());
        assert_eq!(account.alarm_names().len(), 2);
    }
}
