//! A tick whose ledger fails in the middle, and a tick during a pause: nothing more is terminated than what was saved,
//! nothing is lost, and what is owed is created.

use super::function::Function;
use super::{Stack, events, owner};
use crate::emulators::{Emulators, Member, alone};
use crate::provision::over_aws::run;
use serde_json::{Value, json};
use wsrecycle::ledger::{Ledger, Pause};
use wsrecycle::recycle::{Happening, Owner, Phase};
use wsrecycle::stack::Config;

const KEY: &str = "TROUBLED";
const DENIED: &str = "AccessDeniedException";
const THROTTLED: &str = "ProvisionedThroughputExceededException";

fn start(stack: &Stack) -> Function {
    Function::start(stack.emulators, KEY, &stack.names.term_rebuild, &Config::default())
}

/// Calls of the function that end or make a desktop.
fn acts(emulators: &Emulators) -> Vec<String> {
    let calls = emulators.calls().into_iter().filter(|call| call.caller == KEY).map(|call| call.operation);
    calls.filter(|operation| operation.ends_with("teWorkspaces")).collect()
}

/// From now on, the calls of this operation fail, all but the first so many.
fn fail(emulators: &Emulators, operation: &str, code: &str, spared: usize) {
    let fault = |times: usize| json!({ "Operation": operation, "Caller": KEY, "Times": times });
    let mut failing = fault(1000);
    (failing["Code"], failing["Status"]) = (json!(code), json!(400));
    let faults = if spared > 0 { json!([fault(spared), failing]) } else { json!([failing]) };
    emulators.control("faults", &faults);
}

/// The grace period is over.
async fn come_to_an_end(stack: &Stack<'_>, owner: &Owner) {
    // Each time some minutes pass.
    for _ in 0..4 {
        stack.let_time_pass(owner).await;
    }
}

async fn tick(stack: &Stack<'_>, function: &mut Function, owners: &[&Owner]) -> Value {
    for owner in owners {
        stack.let_time_pass(owner).await;
    }
    stack.emulators.control("settle", &json!({}));
    function.invoke(&events::tick()).response()
}

/// Tick until the row is closed.
async fn finish(stack: &Stack<'_>, function: &mut Function, owner: &Owner) {
    for _ in 0..12 {
        if stack.row(owner).await.is_none() {
            return;
        }
        tick(stack, function, &[owner]).await;
    }
    panic!("{owner} is not done: {:?}", stack.row(owner).await);
}

#[test]
fn a_ledger_that_fails_in_the_middle_of_a_tick_loses_nothing() {
    if !alone("runtime::troubled::a_ledger_that_fails_in_the_middle_of_a_tick_loses_nothing") {
        return;
    }
    let Some(emulators) = Emulators::start() else { return };
    let fleet = emulators.fleet(1);
    run(async {
        let stack = Stack::set_up(&emulators).await;
        for (member, code, kind) in
            [(&fleet.desktops[0], DENIED, "ledger_denied"), (&fleet.desktops[1], THROTTLED, "ledger_throttled")]
        {
            fails_in_the_middle(&stack, member, code, kind).await;
        }
    });
    emulators.finish();
}

async fn fails_in_the_middle(stack: &Stack<'_>, member: &Member, code: &str, kind: &str) {
    let (emulators, owner) = (stack.emulators, owner(member));
    let before = emulators.one_of(member);
    stack.leave(member);
    // The sweep is long due again, for the first tick of the second round.
    stack.ledger.set_swept("2026-01-01T00:00:00Z".parse().expect("a time")).await.expect("the ledger answers");
    let mut function = start(stack);
    let answer = function.invoke(&events::tick()).response();
    assert_eq!(answer["sweep"]["opened"], json!([member.id.as_str()]), "{answer}");
    emulators.forget_calls();

    // The intent cannot be saved, or the rows cannot be read: nothing is called.
    for operation in ["PutItem", "Query", "GetItem", "UpdateItem"] {
        come_to_an_end(stack, &owner).await;
        let row = stack.row(&owner).await;
        fail(emulators, operation, code, 0);
        let (error_type, message) = function.invoke(&events::tick()).error();
        emulators.control("faults", &json!([]));
        assert_eq!(error_type, kind, "{operation}: {message}");
        assert!(message.contains("the ledger table Workspace_Recycle_Ledger") && message.contains(code), "{message}");
        assert_eq!(stack.row(&owner).await, row, "{operation}");
        assert_eq!(acts(emulators), Vec::<String>::new(), "{operation}");
    }

    // The intent is saved and the desktop terminated, but what came of it cannot be saved.
    come_to_an_end(stack, &owner).await;
    fail(emulators, "PutItem", code, 1);
    let (error_type, message) = function.invoke(&events::tick()).error();
    emulators.control("faults", &json!([]));
    assert_eq!((error_type.as_str(), acts(emulators)), (kind, vec!["TerminateWorkspaces".to_owned()]), "{message}");
    let row = stack.row(&owner).await.expect("who is owed a desktop stands in the ledger");
    assert_eq!((row.phase, row.intent.is_some(), row.request.is_some()), (Phase::Terminating, true, true));

    finish(stack, &mut function, &owner).await;
    let after = emulators.one_of(member);
    assert_eq!(after.request, before.request);
    assert_ne!(after.id, before.id);
    assert_eq!(acts(emulators), ["TerminateWorkspaces", "CreateWorkspaces"], "each once");
    let errors = function.logged("error");
    assert_eq!(errors.iter().filter(|line| line["error_type"] == kind).count(), 5, "{errors:#?}");
}

#[test]
fn a_paused_function_terminates_nothing_and_creates_what_is_owed() {
    if !alone("runtime::troubled::a_paused_function_terminates_nothing_and_creates_what_is_owed") {
        return;
    }
    let Some(emulators) = Emulators::start() else { return };
    let fleet = emulators.fleet(1);
    let [owed, watched] = [&fleet.desktops[0], &fleet.desktops[1]];
    let [owed_owner, watched_owner] = [owner(owed), owner(watched)];
    run(async {
        let stack = Stack::set_up(&emulators).await;
        let before = emulators.one_of(owed);
        stack.leave(owed);
        let mut function = start(&stack);
        function.invoke(&events::tick()).response();
        come_to_an_end(&stack, &owed_owner).await;
        function.invoke(&events::tick()).response();
        assert_eq!(stack.row(&owed_owner).await.expect("a row").phase, Phase::Terminating);
        stack.leave(watched);
        let pause = Pause { reason: "exam".into(), ..Pause::default() };
        stack.ledger.set_pause(Some(&pause)).await.expect("the ledger answers");
        stack.ledger.set_swept("2026-01-01T00:00:00Z".parse().expect("a time")).await.expect("the ledger answers");
        emulators.forget_calls();

        for _ in 0..12 {
            tick(&stack, &mut function, &[&owed_owner, &watched_owner]).await;
        }
        assert_eq!(stack.row(&owed_owner).await, None, "what was owed is created");
        assert_eq!(emulators.one_of(owed).request, before.request);
        assert_eq!(acts(&emulators), ["CreateWorkspaces"]);
        let waits = stack.row(&watched_owner).await.expect("it is watched all the same");
        assert_eq!(waits.phase, Phase::Grace);
        let says = |what: &Happening| matches!(what, Happening::Postponed { why } if why == "paused");
        assert_eq!(waits.history.iter().filter(|event| says(&event.what)).count(), 1, "{:?}", waits.history);
        assert_eq!(emulators.one_of(watched).id, watched.id);

        stack.ledger.set_pause(None).await.expect("the ledger answers");
        emulators.forget_calls();
        stack.leave(watched);
        finish(&stack, &mut function, &watched_owner).await;
        assert_eq!(acts(&emulators), ["TerminateWorkspaces", "CreateWorkspaces"]);
    });
    emulators.finish();
}
