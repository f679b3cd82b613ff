//! `Workspace_Term_Rebuild`, its intake: a SessionDisconnect alarm has a desktop watched. Whether it is recycled is
//! decided by the reconciler from what it sees, so a forged or late message can at most open a row in its grace period.

use super::payload::notification::{self, AlarmMessage};
use super::{Context, Deed, Function, FunctionError, Reason, Report, payload};
use crate::cloud::{Clock, Cloud, Identity};
use crate::fleet::alarm::{DIMENSION, METRIC, NAMESPACE};
use crate::ledger::{Ledger, Note};
use crate::recycle::{Cause, Desktop, Failure, FailureKind, Row, Scope, Tags, WorkspaceId, exclusion};
use jiff::Timestamp;
use serde_json::Value;
use std::collections::BTreeMap;

pub(super) async fn handle<C: Cloud, L: Ledger, K: Clock>(
    payload: &Value,
    cx: &Context<'_, C, L, K>,
) -> Result<Report, FunctionError> {
    let mut report = Report::new(Function::TermRebuild);
    let mut disconnected: BTreeMap<WorkspaceId, Option<Timestamp>> = BTreeMap::new();
    for (at, message) in notification::alarms(payload)? {
        match message {
            Err(error) => report.refuse_unreadable(vec![error]),
            Ok(message) => match desktop_of(&message, cx.identity) {
                Ok(id) => {
                    let changed_at = disconnected.entry(id).or_default();
                    *changed_at = (*changed_at).max(message.changed_at);
                }
                Err(reason) => report.refuse(format!("{at} ({})", message.alarm), reason),
            },
        }
    }
    let ids: Vec<WorkspaceId> = disconnected.keys().cloned().collect();
    let (desktops, tags) = match look_up(cx, &ids).await {
        Ok(seen) => seen,
        Err(error) if error.is_throttled() => return noted(cx, report, disconnected, error).await,
        Err(error) => return Err(error),
    };
    let untagged = Tags::new();
    for (id, disconnected_at) in disconnected {
        let tags = tags.get(&id).unwrap_or(&untagged);
        let desktop = match admitted(desktops.get(&id), tags, &cx.rules.scope) {
            Ok(desktop) => desktop,
            Err(reason) => {
                report.refuse(&id, reason);
                continue;
            }
        };
        let (owner, grace) = (desktop.owner(), cx.rules.limits.grace);
        let row = Row::open(owner.clone(), id.clone(), Cause::Alarm, cx.clock.now(), grace);
        match cx.ledger.insert(&row).await {
            Ok(true) => report.done.push(Deed::RowOpened { desktop: id, owner, disconnected_at }),
            Ok(false) => report.done.push(Deed::RowWasOpen { desktop: id, owner }),
            Err(error) => report.fail(id, &error),
        }
    }
    Ok(report)
}

/// The desktops and their tags, unless others wait for the tick to look them up: then AWS is throttling, and we need
/// not hear it again.
async fn look_up<C: Cloud, L: Ledger, K: Clock>(
    cx: &Context<'_, C, L, K>,
    ids: &[WorkspaceId],
) -> Result<(BTreeMap<WorkspaceId, Desktop>, BTreeMap<WorkspaceId, Tags>), FunctionError> {
    if cx.ledger.noted(1).await.is_ok_and(|notes| !notes.is_empty()) {
        let failure = Failure::new(FailureKind::Throttled, "", "others wait for the next tick");
        return Err(FunctionError::Call { doing: "look the desktops up", failure });
    }
    Ok((cx.desktops(ids).await?, cx.tags(ids).await?))
}

/// Leave it to the next tick to look the desktops up, 25 to a call: when a thousand users leave at once, a function for
/// each would ask AWS for one desktop a call, and AWS answers two a second.
async fn noted<C: Cloud, L: Ledger, K: Clock>(
    cx: &Context<'_, C, L, K>,
    mut report: Report,
    disconnected: BTreeMap<WorkspaceId, Option<Timestamp>>,
    throttled: FunctionError,
) -> Result<Report, FunctionError> {
    let at = cx.clock.now();
    for (desktop, disconnected_at) in disconnected {
        match cx.ledger.note(&Note { desktop: desktop.clone(), at }).await {
            Ok(true) => report.done.push(Deed::Noted { desktop, disconnected_at }),
            Ok(false) => return Err(throttled),
            Err(error) => report.fail(desktop, &error),
        }
    }
    Ok(report)
}

/// The desktop that an alarm says was disconnected. Pure. The dimension decides, never the alarm's name.
fn desktop_of(message: &AlarmMessage, identity: &Identity) -> Result<WorkspaceId, Reason> {
    let is = |text: &Option<String>| text.as_deref().map_or_else(|| "(none)".to_owned(), payload::shortened);
    if message.account.as_deref() != Some(&identity.account) {
        return Err(Reason::WrongAccount { is: is(&message.account) });
    }
    if message.region.as_deref() != Some(&identity.region) {
        return Err(Reason::WrongRegion { is: is(&message.region) });
    }
    if message.state.as_deref() != Some("ALARM") {
        return Err(Reason::WrongState { is: is(&message.state) });
    }
    if message.namespace.as_deref() != Some(NAMESPACE) {
        return Err(Reason::WrongNamespace { is: is(&message.namespace) });
    }
    if message.metric.as_deref() != Some(METRIC) {
        return Err(Reason::WrongMetric { is: is(&message.metric) });
    }
    match message.dimensions.as_slice() {
        [(name, id)] if name == DIMENSION => id.parse().map_err(|_| Reason::NoDesktop),
        _ => Err(Reason::NoDesktop),
    }
}

/// The desktop, if it may be watched. Pure.
fn admitted<'d>(desktop: Option<&'d Desktop>, tags: &Tags, scope: &Scope) -> Result<&'d Desktop, Reason> {
    let desktop = desktop.ok_or(Reason::UnknownDesktop)?;
    if desktop.state.is_leaving() {
        return Err(Reason::Leaving);
    }
    match exclusion(desktop, tags, scope) {
        Some(why) => Err(Reason::Excluded { why }),
        None => Ok(desktop),
    }
}

#[cfg(test)]
mod tests {
    use super::super::payload::notification::tests::{event, message};
    use super::super::tests::{call, report};
    use super::*;
    use crate::fleet::account::Account;
    use crate::ledger::MemoryLedger;
    use crate::recycle::{Exclusion, Phase, State};
    use serde_json::json;

    #[tokio::test]
    async fn a_disconnect_opens_one_row_in_its_grace_period() {
        let (account, ledger) = (Account::with_desktops(2), MemoryLedger::default());
        let id = account.desktop(0).id;
        let payload = event(&[message(id.as_str()), message(id.as_str())]);
        let first = report(Function::TermRebuild, &payload, &account, &ledger, "all").await;
        let owner = account.desktop(0).owner();
        let disconnected_at = Some("2015-06-03T17:43:27.123Z".parse().unwrap());
        assert_eq!(first.done, [Deed::RowOpened { desktop: id.clone(), owner: owner.clone(), disconnected_at }]);
        let row = ledger.get(&owner).await.unwrap().unwrap();
        assert_eq!((row.phase, row.cause, &row.old), (Phase::Grace, Cause::Alarm, &id));
        assert_eq!(row.due_at, "2026-11-22T17:10:00Z".parse().unwrap(), "grace counts from now, not from the message");

        let again = report(Function::TermRebuild, &payload, &account, &ledger, "all").await;
        assert_eq!(again.done, [Deed::RowWasOpen { desktop: id, owner: owner.clone() }]);
        assert_eq!(ledger.get(&owner).await.unwrap().unwrap(), row);
        assert_eq!(account.calls(), ["describe", "tags", "describe", "tags"]);
    }

    #[test]
    fn only_our_own_alarm_about_one_desktop_counts() {
        let identity = Account::default().identity();
        let id = "ws-0a1b2c3d4";
        let read = |message: &Value| {
            let (_, alarm) = notification::alarms(&event(std::slice::from_ref(message))).unwrap().remove(0);
            desktop_of(&alarm.unwrap(), &identity)
        };
        let text = |text: &str| text.to_owned();
        assert_eq!(read(&message(id)), Ok(id.parse().unwrap()));
        for (place, value, reason) in [
            ("/AWSAccountId", json!("999999999999"), Reason::WrongAccount { is: text("999999999999") }),
            ("/AWSAccountId", json!(null), Reason::WrongAccount { is: text("(none)") }),
            (
                "/AlarmArn",
                json!("arn:aws:cloudwatch:eu-west-1:123456789012:alarm:x"),
                Reason::WrongRegion { is: text("eu-west-1") },
            ),
            ("/AlarmArn", json!("x"), Reason::WrongRegion { is: text("(none)") }),
            ("/NewStateValue", json!("OK"), Reason::WrongState { is: text("OK") }),
            ("/NewStateValue", json!("INSUFFICIENT_DATA"), Reason::WrongState { is: text("INSUFFICIENT_DATA") }),
            ("/Trigger/Namespace", json!("AWS/EC2"), Reason::WrongNamespace { is: text("AWS/EC2") }),
            ("/Trigger/MetricName", json!("UserConnected"), Reason::WrongMetric { is: text("UserConnected") }),
            ("/Trigger/Dimensions", json!([]), Reason::NoDesktop),
            ("/Trigger/Dimensions", json!(null), Reason::NoDesktop),
            ("/Trigger/Dimensions", json!([{"name": "DirectoryId", "value": "d-90670a1b2c"}]), Reason::NoDesktop),
            ("/Trigger/Dimensions", json!([{"name": "WorkspaceId", "value": "ws-*"}]), Reason::NoDesktop),
            ("/Trigger/Dimensions", json!([{"name": "WorkspaceId", "value": null}]), Reason::NoDesktop),
        ] {
            let mut message = message(id);
            *message.pointer_mut(place).unwrap() = value;
            assert_eq!(read(&message), Err(reason), "{place}");
        }
        // A name that speaks of another desktop decides nothing.
        let mut misnamed = message(id);
        misnamed["AlarmName"] = json!("WorkSpace_Disconnected_id_ws-someother");
        assert_eq!(read(&misnamed), Ok(id.parse().unwrap()));
    }

    #[tokio::test]
    async fn desktops_that_must_not_be_recycled_are_not_watched() {
        let (account, ledger) = (Account::with_desktops(4), MemoryLedger::default());
        account.change(0, |desktop| desktop.state = State::AdminMaintenance);
        account.change(1, |desktop| desktop.state = State::Terminating);
        account.set_tag(2, "wsrecycle:hold");
        let ids = (0..4).map(|n| account.desktop(n).id.to_string()).chain(["ws-gonegone1".into()]);
        let payload = event(&ids.map(|id| message(&id)).collect::<Vec<_>>());
        let report = report(Function::TermRebuild, &payload, &account, &ledger, "tag=lab=a").await;
        let reasons: Vec<&Reason> = report.refused.iter().map(|refusal| &refusal.reason).collect();
        assert_eq!(
            reasons,
            [
                &Reason::Excluded { why: Exclusion::AdminMaintenance },
                &Reason::Leaving,
                &Reason::Excluded { why: Exclusion::Held },
                &Reason::UnknownDesktop,
            ]
        );
        assert_eq!(report.done.len(), 1);
        assert_eq!(ledger.book().open.len(), 1);
    }

    #[tokio::test]
    async fn what_cannot_be_looked_up_is_not_watched() {
        let (account, ledger) = (Account::with_desktops(1), MemoryLedger::default());
        account.deny("tags");
        let payload = event(&[message(account.desktop(0).id.as_str())]);
        let error = call(Function::TermRebuild, &payload, &account, &ledger, "all").await.unwrap_err();
        assert_eq!(error.to_string(), "cannot read the desktops' tags");
        assert!(ledger.book().open.is_empty());
    }

    #[tokio::test]
    async fn bad_records_are_refused_beside_good_ones() {
        let (account, ledger) = (Account::with_desktops(1), MemoryLedger::default());
        let mut payload = event(&[message(account.desktop(0).id.as_str()), message("ws-0a1b2c3d4")]);
        payload["Records"][1]["Sns"]["Message"] = json!("ALARM!");
        let report = report(Function::TermRebuild, &payload, &account, &ledger, "all").await;
        assert_eq!((report.done.len(), report.refused.len()), (1, 1));
        assert_eq!(report.refused[0].about, "Records[1].Sns.Message");
        let line = serde_json::to_value(&report).unwrap();
        assert_eq!(line["refused"][0]["reason"], "unreadable");
        assert_eq!(line["done"][0]["did"], "row_opened");
    }
}
