//! `Workspace_Alarm_Del`: the alarms of desktops that a TerminateWorkspaces call has begun to delete go, in every
//! spelling. Deleting an alarm that does not exist is no failure, so nobody asks first which spelling there is.

use super::payload::trail;
use super::{Context, Deed, Function, FunctionError, Reason, Report};
use crate::cloud::{ALARM_PAGE, Clock, Cloud};
use crate::fleet::alarm::SPELLINGS;
use crate::ledger::Ledger;
use crate::recycle::WorkspaceId;
use serde_json::Value;

pub(super) async fn handle<C: Cloud, L: Ledger, K: Clock>(
    payload: &Value,
    cx: &Context<'_, C, L, K>,
) -> Result<Report, FunctionError> {
    let (mut report, items) = cx.take(Function::AlarmDelete, trail::terminated(payload)?);

    // The event may be forged, or the call withdrawn by AWS: only what is gone or going loses its alarm.
    let desktops = cx.desktops(&items).await?;
    let mut gone: Vec<WorkspaceId> = vec![];
    for id in items {
        match desktops.get(&id).filter(|desktop| !desktop.state.is_leaving()) {
            Some(desktop) => report.refuse(&id, Reason::Alive { state: desktop.state.clone() }),
            None => gone.push(id),
        }
    }
    for batch in gone.chunks(ALARM_PAGE / SPELLINGS.len()) {
        let names: Vec<String> =
            batch.iter().flat_map(|id| SPELLINGS.map(|spelling| format!("{spelling}{id}"))).collect();
        let deleted = cx.cloud.delete_alarms(&names).await;
        for desktop in batch.iter().cloned() {
            match &deleted {
                Ok(()) => report.done.push(Deed::AlarmsDeleted { desktop }),
                Err(failure) => report.fail(desktop, failure),
            }
        }
    }
    Ok(report)
}

#[cfg(test)]
mod tests {
    use super::super::payload::trail::tests::{failed_event, terminate_event};
    use super::super::tests::{call, report};
    use super::*;
    use crate::fleet::Alarm;
    use crate::fleet::account::Account;
    use crate::ledger::MemoryLedger;
    use crate::recycle::State;

    fn event_of(account: &Account, numbers: std::ops::Range<usize>, failed: &[usize]) -> Value {
        let ids: Vec<String> = numbers.map(|n| account.desktop(n).id.to_string()).collect();
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        terminate_event(&ids, &failed.iter().map(|n| ids[*n]).collect::<Vec<_>>())
    }

    #[tokio::test]
    async fn a_whole_batch_goes_in_two_calls_and_in_every_spelling() {
        let account = Account::with_desktops(25);
        for n in 0..25 {
            let id = account.desktop(n).id;
            let right = Alarm::guarding(&id, &account.topic_arn());
            account.put(Alarm { name: format!("{}{id}", SPELLINGS[1 + n % 3]), ..right });
            account.change(n, |desktop| desktop.state = State::Terminating);
        }
        let event = event_of(&account, 0..25, &[]);
        account.remove(24);
        let report = report(Function::AlarmDelete, &event, &account, &MemoryLedger::default(), "all").await;
        assert_eq!((report.done.len(), report.refused.len()), (25, 0));
        assert!(account.alarm_names().is_empty());
        assert_eq!(account.calls(), ["describe", "delete_alarms"]);
    }

    #[tokio::test]
    async fn a_living_desktop_keeps_its_alarm() {
        let account = Account::with_desktops(4);
        account.change(0, |desktop| desktop.state = State::Terminating);
        account.change(1, |desktop| desktop.state = State::Suspended);
        account.change(2, |desktop| desktop.state = State::Error);
        let event = event_of(&account, 0..4, &[1]);
        let report = report(Function::AlarmDelete, &event, &account, &MemoryLedger::default(), "all").await;
        let reasons: Vec<&Reason> = report.refused.iter().map(|refusal| &refusal.reason).collect();
        assert_eq!(
            reasons,
            [
                &Reason::NotCarriedOut { items: 1 },
                &Reason::Alive { state: State::Error },
                &Reason::Alive { state: State::Available },
            ]
        );
        assert_eq!(report.done, [Deed::AlarmsDeleted { desktop: account.desktop(0).id }]);
        assert_eq!(account.alarm_names().len(), 3);
    }

    #[tokio::test]
    async fn failed_calls_and_foreign_events_delete_nothing() {
        let (account, ledger) = (Account::default(), MemoryLedger::default());
        let failed = failed_event("TerminateWorkspaces");
        let refused = report(Function::AlarmDelete, &failed, &account, &ledger, "all").await;
        assert_eq!(refused.refused[0].reason, Reason::CallFailed { error_code: "ThrottlingException".into() });
        for (field, value) in [("account", "999999999999"), ("region", "eu-west-1")] {
            let mut event = terminate_event(&["ws-gonegone1"], &[]);
            event[field] = value.into();
            let foreign = report(Function::AlarmDelete, &event, &account, &ledger, "all").await;
            assert_eq!((foreign.done.len(), foreign.refused.len()), (0, 1));
        }
        assert!(account.calls().is_empty());
    }

    #[tokio::test]
    async fn without_a_look_up_nothing_is_deleted() {
        let (account, ledger) = (Account::with_desktops(1), MemoryLedger::default());
        let event = event_of(&account, 0..1, &[]);
        account.remove(0);
        account.deny("describe");
        let error = call(Function::AlarmDelete, &event, &account, &ledger, "all").await.unwrap_err();
        assert_eq!(error.kind(), "call_failed");
        assert_eq!(account.alarm_names().len(), 1);

        let account = Account::with_desktops(1);
        account.remove(0);
        account.deny("delete_alarms");
        let error = call(Function::AlarmDelete, &event, &account, &ledger, "all").await.unwrap_err();
        assert_eq!(error.kind(), "incomplete");
        assert!(error.to_string().contains("1 failed and 0 done"), "{error}");
    }
}
