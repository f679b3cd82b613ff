//! `Workspace_Alarm_Create`: every desktop that a CreateWorkspaces call has begun to create, and that is in scope, gets
//! its alarm. Putting an alarm twice changes nothing.

use super::payload::trail::{self, Pending};
use super::{Context, Deed, Function, FunctionError, Reason, Report};
use crate::cloud::{Clock, Cloud};
use crate::fleet::Alarm;
use crate::ledger::Ledger;
use crate::recycle::{Desktop, Exclusion, FailureKind, Scope, Tags, WorkspaceId, exclusion, is_held};
use jiff::SignedDuration;
use serde_json::Value;

/// When many desktops are created at once, several of these functions share CloudWatch's three alarms a second: one
/// that is throttled waits, rather than to fail and be called again for the whole batch.
const PAUSE: SignedDuration = SignedDuration::from_secs(4);
/// Pauses in one call, which may take two minutes in all.
const PAUSES_MAX: u32 = 12;

pub(super) async fn handle<C: Cloud, L: Ledger, K: Clock>(
    payload: &Value,
    cx: &Context<'_, C, L, K>,
) -> Result<Report, FunctionError> {
    let (mut report, items) = cx.take(Function::AlarmCreate, trail::created(payload)?);

    let ids: Vec<WorkspaceId> = items.iter().map(|pending| pending.id.clone()).collect();
    let (desktops, mut tags) = (cx.desktops(&ids).await?, cx.tags(&ids).await?);
    let mut pauses_left = PAUSES_MAX;
    for pending in items {
        let tags = tags.remove(&pending.id).unwrap_or_default();
        if let Some(reason) = refusal(&pending, desktops.get(&pending.id), &tags, &cx.rules.scope) {
            report.refuse(&pending.id, reason);
            continue;
        }
        let alarm = Alarm::guarding(&pending.id, cx.topic_arn);
        let mut put = cx.cloud.put_alarm(&alarm).await;
        while put.as_ref().is_err_and(|failure| failure.kind == FailureKind::Throttled) && pauses_left > 0 {
            pauses_left -= 1;
            cx.clock.sleep(PAUSE).await;
            put = cx.cloud.put_alarm(&alarm).await;
        }
        match put {
            Ok(()) => report.done.push(Deed::AlarmPut { desktop: pending.id, alarm: alarm.name }),
            Err(failure) => report.fail(pending.id, &failure),
        }
    }
    Ok(report)
}

/// Why a new desktop gets no alarm. Pure.
fn refusal(pending: &Pending, desktop: Option<&Desktop>, tags: &Tags, scope: &Scope) -> Option<Reason> {
    match desktop {
        Some(desktop) if desktop.state.is_leaving() => Some(Reason::Leaving),
        Some(desktop) => exclusion(desktop, tags, scope).map(|why| Reason::Excluded { why }),
        None if is_held(tags) => Some(Reason::Excluded { why: Exclusion::Held }),
        // A created desktop may not be shown at once (DescribeWorkspaces, API reference). If it turns out to be
        // excluded for what it is, its disconnects are refused, so an alarm does no harm.
        None => match is_in_scope(pending, scope) {
            Some(true) => None,
            Some(false) => Some(Reason::Excluded { why: Exclusion::OutOfScope }),
            None => Some(Reason::NotVisibleYet),
        },
    }
}

/// Whether the event alone puts a desktop in scope. Its tags are not in the answer of the call.
fn is_in_scope(pending: &Pending, scope: &Scope) -> Option<bool> {
    match scope {
        Scope::All => Some(true),
        Scope::Directories(ids) => pending.directory.as_ref().map(|id| ids.contains(id)),
        Scope::Bundles(ids) => pending.bundle.as_ref().map(|id| ids.contains(id)),
        Scope::Tag(..) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::payload::trail::tests::{create_event, failed_event};
    use super::super::tests::{call, report};
    use super::*;
    use crate::fleet::account::Account;
    use crate::fleet::alarm::ALARM_PREFIX;
    use crate::ledger::MemoryLedger;
    use crate::recycle::State;

    fn unguarded(number: usize) -> (Account, Vec<String>) {
        let account = Account::with_desktops(number);
        let ids: Vec<String> = (0..number).map(|n| account.desktop(n).id.to_string()).collect();
        for id in &ids {
            account.take_alarm(&format!("{ALARM_PREFIX}{id}"));
        }
        (account, ids)
    }

    fn event_of(ids: &[String], failed: usize) -> Value {
        create_event(&ids.iter().map(String::as_str).collect::<Vec<_>>(), failed)
    }

    #[tokio::test]
    async fn twenty_five_desktops_get_alarms_in_two_look_ups() {
        let (account, ids) = unguarded(25);
        let ledger = MemoryLedger::default();
        let first = report(Function::AlarmCreate, &event_of(&ids, 2), &account, &ledger, "all").await;
        assert_eq!((first.done.len(), first.refused.len()), (25, 1));
        assert_eq!(first.refused[0].reason, Reason::NotCarriedOut { items: 2 });
        assert_eq!(account.alarm_names().len(), 25);
        assert_eq!(account.calls().len(), 27, "{:?}", account.calls());
        let id = ids[24].parse().unwrap();
        let alarm = account.alarm(&format!("{ALARM_PREFIX}{id}")).unwrap();
        assert!(alarm.faults(&id, &account.topic_arn()).is_empty());

        let again = report(Function::AlarmCreate, &event_of(&ids, 2), &account, &ledger, "all").await;
        assert_eq!(again, first);
        assert_eq!(account.alarm_names().len(), 25);
    }

    #[tokio::test]
    async fn what_must_not_be_recycled_is_not_guarded() {
        let (account, ids) = unguarded(5);
        account.change(0, |desktop| desktop.has_standby = true);
        account.change(1, |desktop| desktop.state = State::Terminating);
        account.set_tag(2, "wsrecycle:hold");
        account.change(3, |desktop| desktop.directory = "d-00000000aa".parse().unwrap());
        let ledger = MemoryLedger::default();
        let report =
            report(Function::AlarmCreate, &event_of(&ids, 0), &account, &ledger, "directories=d-90670a1b2c").await;
        let reasons: Vec<&Reason> = report.refused.iter().map(|refusal| &refusal.reason).collect();
        assert_eq!(
            reasons,
            [
                &Reason::Excluded { why: Exclusion::Standby },
                &Reason::Leaving,
                &Reason::Excluded { why: Exclusion::Held },
                &Reason::Excluded { why: Exclusion::OutOfScope },
            ]
        );
        assert_eq!(account.alarm_names(), [format!("{ALARM_PREFIX}{}", ids[4])]);
    }

    #[test]
    fn a_desktop_that_cannot_be_seen_yet_is_judged_by_the_event() {
        let whole = Pending {
            id: "ws-0a1b2c3d4".parse().unwrap(),
            directory: Some("d-90670a1b2c".parse().unwrap()),
            bundle: Some("wsb-0a1b2c3d4".parse().unwrap()),
        };
        let bare = Pending { directory: None, bundle: None, ..whole.clone() };
        let out = Some(Reason::Excluded { why: Exclusion::OutOfScope });
        for (pending, scope, expected) in [
            (&whole, "all", None),
            (&bare, "all", None),
            (&whole, "directories=d-90670a1b2c", None),
            (&whole, "directories=d-00000000aa", out.clone()),
            (&bare, "directories=d-90670a1b2c", Some(Reason::NotVisibleYet)),
            (&whole, "bundles=wsb-0a1b2c3d4", None),
            (&whole, "bundles=wsb-00000000aa", out),
            (&bare, "bundles=wsb-0a1b2c3d4", Some(Reason::NotVisibleYet)),
            (&whole, "tag=lab", Some(Reason::NotVisibleYet)),
        ] {
            assert_eq!(refusal(pending, None, &Tags::new(), &scope.parse().unwrap()), expected, "{scope}");
        }
        let held = Tags::from([("wsrecycle:hold".to_owned(), String::new())]);
        assert_eq!(refusal(&whole, None, &held, &Scope::All), Some(Reason::Excluded { why: Exclusion::Held }));
    }

    #[tokio::test]
    async fn failed_calls_and_foreign_events_put_nothing() {
        let (account, ids) = unguarded(1);
        let ledger = MemoryLedger::default();
        let failed = report(Function::AlarmCreate, &failed_event("CreateWorkspaces"), &account, &ledger, "all").await;
        assert_eq!(failed.refused[0].reason, Reason::CallFailed { error_code: "ThrottlingException".into() });
        for (field, value) in [("account", "999999999999"), ("region", "eu-west-1")] {
            let mut event = event_of(&ids, 0);
            event[field] = value.into();
            let foreign = report(Function::AlarmCreate, &event, &account, &ledger, "all").await;
            assert_eq!((foreign.done.len(), foreign.refused.len()), (0, 1));
        }
        assert!(account.calls().is_empty());
    }

    #[tokio::test]
    async fn one_failure_is_reported_after_the_others_are_done() {
        let (account, ids) = unguarded(3);
        account.deny(&format!("put_alarm {}", ids[1]));
        let ledger = MemoryLedger::default();
        let error = call(Function::AlarmCreate, &event_of(&ids, 0), &account, &ledger, "all").await.unwrap_err();
        assert_eq!(error.kind(), "incomplete");
        let FunctionError::Incomplete(report) = error else { panic!("{error}") };
        assert_eq!((report.done.len(), report.failed.len()), (2, 1));
        assert_eq!(account.alarm_names().len(), 2);

        account.deny("describe");
        let error = call(Function::AlarmCreate, &event_of(&ids, 0), &account, &ledger, "all").await.unwrap_err();
        assert_eq!((error.kind(), error.to_string().as_str()), ("call_failed", "cannot look the desktops up"));
    }
}
