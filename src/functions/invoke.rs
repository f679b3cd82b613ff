//! One invocation of a function, from the event to the log: the handler, and the tick if it was one.
//!
//! Whatever goes wrong ends as an [`InvokeError`] with a stable kind, which AWS shows as `errorType` and counts in the
//! metric `Errors`. An event that nobody here understands is one too: it must be seen that something calls in vain.

use super::face::{Face, FaceError};
use super::log::{Heading, chain};
use super::{Context, FunctionError, Handled, PayloadError, handle};
use crate::cloud::{Clock, Cloud};
use crate::ledger::{Ledger, LedgerError};
use crate::reconcile::{DirectorySizes, Post, Shift, TickReport, Turn, tick};
use crate::recycle::{Event, Failure, Row};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The name in the lease of the rows that the functions have in hand.
const HOLDER: &str = "function";

/// What an invocation works with.
pub struct Ports<'a, C, L, K> {
    pub cloud: &'a C,
    pub ledger: &'a L,
    pub clock: &'a K,
    pub sizes: &'a DirectorySizes,
    /// How often each API was called so far.
    pub calls: &'a (dyn Fn() -> BTreeMap<&'static str, u64> + Sync),
    /// Where lines of the log go.
    pub log: &'a (dyn Fn(&Value) + Sync),
}

/// What Lambda says about an invocation.
#[derive(Debug, Clone, Copy)]
pub struct Invocation<'a> {
    pub request_id: &'a str,
    /// Lambda stops the process then.
    pub deadline: Timestamp,
}

/// Why an invocation failed.
#[derive(Debug, thiserror::Error)]
pub enum InvokeError {
    #[error(transparent)]
    Face(#[from] FaceError),
    #[error("cannot connect to AWS")]
    Connect(#[source] Failure),
    #[error(transparent)]
    Event(#[from] FunctionError),
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    #[error("the invocation's time was over {over_s} s before it began: is the clock right?")]
    DeadlineOver { over_s: i64 },
}

impl From<PayloadError> for InvokeError {
    fn from(error: PayloadError) -> Self {
        Self::Event(error.into())
    }
}

impl InvokeError {
    /// A stable name: add, never rename.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Face(error) => error.kind(),
            Self::Connect(_) => "not_connected",
            Self::Event(error) => error.kind(),
            Self::Ledger(error) => error.kind(),
            Self::DeadlineOver { .. } => "deadline_over",
        }
    }

    /// With all that caused it.
    pub fn text(&self) -> String {
        chain(self)
    }
}

/// Do what the event asks for, and answer with what was done.
///
/// # Errors
/// See [`InvokeError`]. What was done before is done, and every event may come twice.
pub async fn invoke<C: Cloud, L: Ledger, K: Clock>(
    face: &Face,
    invocation: &Invocation<'_>,
    payload: &Value,
    ports: &Ports<'_, C, L, K>,
) -> Result<Value, InvokeError> {
    let began_at = ports.clock.now();
    let heading = Heading { request_id: invocation.request_id, function: Some(face.function) };
    let took = || (ports.clock.now(), ports.clock.now().duration_since(began_at));
    let topic_arn = face.topic_arn();
    let cx = Context {
        cloud: ports.cloud,
        ledger: ports.ledger,
        clock: ports.clock,
        rules: &face.rules,
        identity: &face.identity,
        topic_arn: &topic_arn,
    };
    let told = |report| {
        let (now, took) = took();
        (ports.log)(&heading.report(now, report, took));
    };
    match handle(face.function, payload, &cx).await {
        Ok(Handled::Tick) => {
            let before = (ports.calls)();
            let report = ticked(face, invocation, ports, &heading, &topic_arn).await?;
            let (now, took) = took();
            (ports.log)(&heading.tick(now, &report, took, since(&before, (ports.calls)())));
            let mut answer = serde_json::to_value(&report).expect("plain data");
            answer["handled"] = json!("tick");
            Ok(answer)
        }
        Ok(handled) => {
            if let Handled::Event(report) = &handled {
                told(report);
            }
            Ok(serde_json::to_value(&handled).expect("plain data"))
        }
        Err(error) => {
            if let FunctionError::Incomplete(report) = &error {
                told(report);
            }
            Err(error.into())
        }
    }
}

async fn ticked<C: Cloud, L: Ledger, K: Clock>(
    face: &Face,
    invocation: &Invocation<'_>,
    ports: &Ports<'_, C, L, K>,
    heading: &Heading<'_>,
    topic_arn: &str,
) -> Result<TickReport, InvokeError> {
    let left = invocation.deadline.duration_since(ports.clock.now());
    if left <= SignedDuration::ZERO {
        return Err(InvokeError::DeadlineOver { over_s: -left.as_secs() });
    }
    let tell = |row: &Row, event: &Event| (ports.log)(&heading.event(row, event));
    let turn = Turn {
        cloud: ports.cloud,
        ledger: ports.ledger,
        clock: ports.clock,
        rules: &face.rules,
        identity: &face.identity,
        holder: HOLDER,
        keeps_rows: false,
        sizes: ports.sizes,
        tell: &tell,
    };
    let alerts_arn = face.alerts_arn();
    let shift = Shift {
        holder: invocation.request_id,
        settings: &face.settings,
        deadline: invocation.deadline,
        topic_arn,
        post: Post { identity: &face.identity, stack: &face.names.stack, topic_arn: &alerts_arn },
    };
    Ok(tick(&turn, &shift).await?)
}

/// The calls since a count was taken.
fn since(before: &BTreeMap<&'static str, u64>, now: BTreeMap<&'static str, u64>) -> BTreeMap<&'static str, u64> {
    let new = now.into_iter().map(|(call, times)| (call, times - before.get(call).copied().unwrap_or(0)));
    new.filter(|(_, times)| *times > 0).collect()
}

#[cfg(test)]
mod tests {
    use super::super::Function;
    use super::super::face::tests::{arn, environment};
    use super::super::payload::notification::tests::{event, message};
    use super::super::payload::schedule::tests::tick_event;
    use super::super::payload::trail::tests::create_event;
    use super::*;
    use crate::fleet::account::{Account, StillClock};
    use crate::ledger::{MemoryLedger, ailing::Ailing};
    use std::sync::Mutex;

    /// One invocation and the lines it logged.
    async fn invoked<L: Ledger>(
        function: Function,
        payload: &Value,
        (account, ledger): (&Account, &L),
        left_s: i64,
    ) -> (Result<Value, InvokeError>, Vec<Value>) {
        let face = Face::of(&environment(function.aws_name(), "default", "all"), &arn("x")).unwrap();
        let (clock, lines) = (StillClock::default(), Mutex::new(vec![]));
        let calls = || {
            let mut counts = BTreeMap::new();
            counts.insert("every call", account.calls().len() as u64);
            counts
        };
        let ports = Ports {
            cloud: account,
            ledger,
            clock: &clock,
            sizes: &DirectorySizes::default(),
            calls: &calls,
            log: &|line| lines.lock().unwrap().push(line.clone()),
        };
        let invocation = Invocation { request_id: "r-1", deadline: clock.now() + SignedDuration::from_secs(left_s) };
        let answer = invoke(&face, &invocation, payload, &ports).await;
        (answer, lines.into_inner().unwrap())
    }

    #[tokio::test]
    async fn an_event_is_answered_and_logged() {
        let (account, ledger) = (Account::with_desktops(1), MemoryLedger::default());
        let id = account.desktop(0).id.to_string();
        let (answer, lines) = invoked(Function::TermRebuild, &event(&[message(&id)]), (&account, &ledger), 900).await;
        let answer = answer.unwrap();
        assert_eq!((&answer["handled"], &answer["done"][0]["did"]), (&json!("event"), &json!("row_opened")));
        assert_eq!((lines.len(), &lines[0]["log"], &lines[0]["done"]), (1, &json!("report"), &answer["done"]));

        account.deny(&format!("put_alarm {id}"));
        let (failed, lines) = invoked(Function::AlarmCreate, &create_event(&[&id], 0), (&account, &ledger), 900).await;
        assert_eq!(failed.unwrap_err().kind(), "incomplete");
        assert_eq!((lines.len(), &lines[0]["level"]), (1, &json!("WARN")), "what was done is told all the same");
    }

    #[tokio::test]
    async fn a_tick_turns_the_reconciler_once() {
        let (account, ledger) = (Account::with_desktops(2), MemoryLedger::default());
        let on = (&account, &ledger);
        let (answer, lines) = invoked(Function::TermRebuild, &tick_event(), on, 900).await;
        let answer = answer.unwrap();
        assert_eq!((&answer["handled"], &answer["turns"]), (&json!("tick"), &json!(0)));
        assert_eq!(answer["sweep"]["opened"].as_array().map(Vec::len), Some(2), "{answer}");
        let line = lines.last().unwrap();
        assert_eq!((&line["log"], &line["calls"]["every call"]), (&json!("tick"), &json!(account.calls().len())));
        assert_eq!(ledger.book().control.ticker.as_ref().unwrap().holder, "r-1");

        let (over, lines) = invoked(Function::TermRebuild, &tick_event(), on, 0).await;
        assert_eq!((over.unwrap_err().kind(), lines.len()), ("deadline_over", 0));
        let (unknown, _) = invoked(Function::TermRebuild, &json!({"hello": "world"}), on, 900).await;
        assert_eq!(unknown.unwrap_err().kind(), "payload_malformed");
        let gone = Ailing::new(MemoryLedger::default(), "take_tick", || LedgerError::Call {
            doing: "read",
            table: "Workspace_Recycle_Ledger".into(),
            source: Box::new(Failure::from_code("ResourceNotFoundException", "no")),
        });
        let (failed, _) = invoked(Function::TermRebuild, &tick_event(), (&account, &gone), 900).await;
        let error = failed.unwrap_err();
        assert_eq!(error.kind(), "ledger_table_missing");
        assert!(error.text().ends_with("ResourceNotFoundException: no"), "{}", error.text());
    }
}
