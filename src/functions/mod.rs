//! The three functions that AWS calls, as plain functions over the ports.
//!
//! Events only make us look sooner; nothing rests on them. So whatever an event says is either looked up or refused:
//! from an event we believe the ids of desktops and nothing else, and the worst that a forged one can do is to have a
//! desktop watched, an alarm put, or the alarm of a desktop deleted that does not exist.
//!
//! This room must never terminate or create a desktop: that is the reconciler's, which a tick turns.
//!
//! To add a function: a name in [`Function`], its payload in `payload/`, its handler in a file of its own, and what it
//! does and refuses in `report.rs`.

mod alarm_create;
mod alarm_delete;
mod disconnect;
pub mod face;
pub mod invoke;
pub mod log;
pub mod package;
pub mod payload;
mod report;
#[cfg(feature = "aws")]
pub mod serve;

use payload::trail::TrailEvent;
pub use payload::{PayloadError, PayloadErrorKind};
pub use report::{Deed, FailedItem, Reason, Refusal, Report};

use crate::cloud::{Clock, Cloud, Identity, PAGE};
use crate::ledger::Ledger;
use crate::recycle::{Desktop, Failure, FailureKind, Rules, Tags, WorkspaceId};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt;

/// The functions, by the names that the guide gives them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Function {
    #[serde(rename = "Workspace_Alarm_Create")]
    AlarmCreate,
    #[serde(rename = "Workspace_Alarm_Del")]
    AlarmDelete,
    #[serde(rename = "Workspace_Term_Rebuild")]
    TermRebuild,
}

impl Function {
    pub const ALL: [Self; 3] = [Self::AlarmCreate, Self::AlarmDelete, Self::TermRebuild];

    /// Its name in AWS.
    pub fn aws_name(self) -> &'static str {
        match self {
            Self::AlarmCreate => "Workspace_Alarm_Create",
            Self::AlarmDelete => "Workspace_Alarm_Del",
            Self::TermRebuild => "Workspace_Term_Rebuild",
        }
    }

    pub fn from_aws_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|function| function.aws_name() == name)
    }
}

impl fmt::Display for Function {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.aws_name())
    }
}

/// What a function works with.
pub struct Context<'a, C, L, K> {
    pub cloud: &'a C,
    pub ledger: &'a L,
    pub clock: &'a K,
    pub rules: &'a Rules,
    pub identity: &'a Identity,
    /// Where alarms publish to.
    pub topic_arn: &'a str,
}

/// What came of a call.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "handled", rename_all = "snake_case")]
pub enum Handled {
    /// Time has passed: the caller turns the reconciler.
    Tick,
    Event(Report),
}

/// Why a function failed. AWS calls it again then, where that is set; every handler may be called twice.
#[derive(Debug, thiserror::Error)]
pub enum FunctionError {
    #[error(transparent)]
    Payload(#[from] PayloadError),
    #[error("cannot {doing}")]
    Call {
        doing: &'static str,
        #[source]
        failure: Failure,
    },
    /// Some desktops failed; the others are done.
    #[error("{}", incomplete(.0))]
    Incomplete(Box<Report>),
}

impl FunctionError {
    fn is_throttled(&self) -> bool {
        matches!(self, Self::Call { failure, .. } if failure.kind == FailureKind::Throttled)
    }

    /// A stable name for metrics and alarms.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Payload(error) => error.kind.as_str(),
            Self::Call { .. } => "call_failed",
            Self::Incomplete(_) => "incomplete",
        }
    }
}

fn incomplete(report: &Report) -> String {
    let (failed, done) = (report.failed.len(), report.done.len());
    let first = report.failed.first().map(|item| format!(": {item}")).unwrap_or_default();
    format!("{failed} failed and {done} done by {}{first}", report.function)
}

/// Do what a function is for.
///
/// # Errors
/// A payload that cannot be read as a whole, a look-up that failed, or single desktops that failed after all the
/// others were done.
pub async fn handle<C: Cloud, L: Ledger, K: Clock>(
    function: Function,
    payload: &Value,
    cx: &Context<'_, C, L, K>,
) -> Result<Handled, FunctionError> {
    let report = match function {
        Function::AlarmCreate => alarm_create::handle(payload, cx).await?,
        Function::AlarmDelete => alarm_delete::handle(payload, cx).await?,
        Function::TermRebuild if payload.get("Records").is_some() => disconnect::handle(payload, cx).await?,
        Function::TermRebuild => {
            let tick = payload::schedule::tick(payload)?;
            if tick.account != cx.identity.account {
                return Err(PayloadError::not_for_us("account", &tick.account, &cx.identity.account).into());
            }
            return Ok(Handled::Tick);
        }
    };
    if report.failed.is_empty() { Ok(Handled::Event(report)) } else { Err(FunctionError::Incomplete(Box::new(report))) }
}

impl<C: Cloud, L: Ledger, K: Clock> Context<'_, C, L, K> {
    /// Why an event of this account and Region is not ours.
    fn foreign(&self, account: &str, region: &str) -> Option<Reason> {
        if account != self.identity.account {
            return Some(Reason::WrongAccount { is: payload::shortened(account) });
        }
        (region != self.identity.region).then(|| Reason::WrongRegion { is: payload::shortened(region) })
    }

    /// What an API call's event leaves to be done, and the report that says what of it is refused. Of an event that is
    /// not for us nothing is left.
    fn take<T>(&self, function: Function, event: TrailEvent<T>) -> (Report, Vec<T>) {
        let mut report = Report::new(function);
        if let Some(reason) = self.foreign(&event.account, &event.region) {
            report.refuse("event", reason);
            return (report, vec![]);
        }
        if let Some(error_code) = event.error_code {
            report.refuse("event", Reason::CallFailed { error_code });
        }
        if let items @ 1.. = event.failed_items {
            report.refuse("detail.responseElements.failedRequests", Reason::NotCarriedOut { items });
        }
        report.refuse_unreadable(event.unreadable);
        (report, event.items)
    }

    /// The desktops of these ids that exist.
    async fn desktops(&self, ids: &[WorkspaceId]) -> Result<BTreeMap<WorkspaceId, Desktop>, FunctionError> {
        let mut found = BTreeMap::new();
        for batch in ids.chunks(PAGE) {
            let answer = self.cloud.describe(batch).await;
            let desktops = answer.map_err(|failure| FunctionError::Call { doing: "look the desktops up", failure })?;
            found.extend(desktops.into_iter().map(|desktop| (desktop.id.clone(), desktop)));
        }
        Ok(found)
    }

    /// The tags of these ids, whether they are visible yet or not.
    async fn tags(&self, ids: &[WorkspaceId]) -> Result<BTreeMap<WorkspaceId, Tags>, FunctionError> {
        let mut found = BTreeMap::new();
        for batch in ids.chunks(crate::cloud::TAG_PAGE) {
            let answer = self.cloud.tags(batch).await;
            found.extend(answer.map_err(|failure| FunctionError::Call { doing: "read the desktops' tags", failure })?);
        }
        Ok(found)
    }
}

#[cfg(test)]
#[path = "reordered_tests.rs"]
mod reordered;

#[cfg(test)]
pub(crate) mod tests {
    use super::payload::notification::tests::{event, message};
    use super::payload::schedule::tests::tick_event;
    use super::payload::tests::junk;
    use super::payload::trail::tests::{create_event, terminate_event};
    use super::*;
    use crate::fleet::account::{Account, StillClock};
    use crate::ledger::MemoryLedger;
    use crate::recycle::Scope;

    /// One call of a function on an account that stands still.
    pub(crate) async fn call(
        function: Function,
        payload: &Value,
        account: &Account,
        ledger: &MemoryLedger,
        scope: &str,
    ) -> Result<Handled, FunctionError> {
        let rules = Rules { scope: scope.parse::<Scope>().unwrap(), ..Rules::default() };
        let (identity, topic_arn) = (account.identity(), account.topic_arn());
        let cx = Context {
            cloud: account,
            ledger,
            clock: &StillClock::default(),
            rules: &rules,
            identity: &identity,
            topic_arn: &topic_arn,
        };
        handle(function, payload, &cx).await
    }

    /// The report of a call that did not fail.
    pub(crate) async fn report(
        function: Function,
        payload: &Value,
        account: &Account,
        ledger: &MemoryLedger,
        scope: &str,
    ) -> Report {
        match call(function, payload, account, ledger, scope).await.unwrap() {
            Handled::Event(report) => report,
            Handled::Tick => panic!("a tick is no event"),
        }
    }

    #[test]
    fn names_round_trip() {
        for function in Function::ALL {
            assert_eq!(Function::from_aws_name(function.aws_name()), Some(function));
            assert_eq!(serde_json::to_value(function).unwrap(), function.aws_name());
        }
        assert_eq!(Function::from_aws_name("workspace_alarm_create"), None);
    }

    #[tokio::test]
    async fn a_schedule_ticks_for_its_own_account_only() {
        let (account, ledger) = (Account::default(), MemoryLedger::default());
        let ticked = call(Function::TermRebuild, &tick_event(), &account, &ledger, "all").await.unwrap();
        assert_eq!(ticked, Handled::Tick);
        let mut foreign = tick_event();
        foreign["account"] = "999999999999".into();
        let error = call(Function::TermRebuild, &foreign, &account, &ledger, "all").await.unwrap_err();
        assert_eq!(error.kind(), "payload_not_for_us");
        assert!(account.calls().is_empty());
    }

    #[tokio::test]
    async fn junk_and_events_of_others_reach_nothing() {
        let (account, ledger) = (Account::with_desktops(1), MemoryLedger::default());
        let id = account.desktop(0).id.to_string();
        let events = [create_event(&[&id], 0), terminate_event(&[&id], &[]), event(&[message(&id)]), tick_event()];
        let mine = |function: Function| match function {
            Function::AlarmCreate => vec![0],
            Function::AlarmDelete => vec![1],
            Function::TermRebuild => vec![2, 3],
        };
        for function in Function::ALL {
            for payload in junk() {
                let error = call(function, &payload, &account, &ledger, "all").await.unwrap_err();
                assert!(error.kind().starts_with("payload_"), "{error}");
            }
            for (n, payload) in events.iter().enumerate().filter(|(n, _)| !mine(function).contains(n)) {
                let error = call(function, payload, &account, &ledger, "all").await.unwrap_err();
                assert!(error.kind().starts_with("payload_"), "{function} took event {n}: {error}");
            }
        }
        assert!(account.calls().is_empty() && ledger.book().open.is_empty());
    }
}
