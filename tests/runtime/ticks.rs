//! The reconciler, minute by minute, with machines that die.

use super::function::Function;
use super::{Stack, events, owner};
use crate::emulators::{Emulators, alone};
use crate::provision::over_aws::run;
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use wsrecycle::ledger::Ledger;
use wsrecycle::recycle::{Attention, Phase};
use wsrecycle::stack::Config;

fn start(stack: &Stack, key: &str) -> Function {
    Function::start(stack.emulators, key, &stack.names.term_rebuild, &Config::default())
}

#[test]
fn a_desktop_is_recycled_tick_by_tick() {
    if !alone("runtime::ticks::a_desktop_is_recycled_tick_by_tick") {
        return;
    }
    let Some(emulators) = Emulators::start() else { return };
    let fleet = emulators.fleet(1);
    let (member, owner) = (&fleet.desktops[0], owner(&fleet.desktops[0]));
    run(async {
        let stack = Stack::set_up(&emulators).await;
        let before = emulators.one_of(member);
        stack.leave(member);
        let mut function = start(&stack, "REBUILD");
        // Nobody has told of it: the sweep finds it.
        let answer = function.invoke(&events::tick()).response();
        assert_eq!(answer["sweep"]["opened"], json!([member.id.as_str()]), "{answer}");
        let mut phases = vec![];
        for _ in 0..12 {
            let Some(row) = stack.row(&owner).await else { break };
            phases.push(row.phase);
            stack.let_time_pass(&owner).await;
            // What was terminated is gone, and what was created is ready.
            emulators.control("settle", &json!({}));
            let answer = function.invoke(&events::tick()).response();
            assert_eq!((&answer["rows"], &answer["conflicts"]), (&json!(1), &json!(0)), "{answer}");
        }
        phases.dedup();
        // From Gone to Verifying is one turn: the creation is asked for and answered.
        assert_eq!(phases, [Phase::Grace, Phase::Terminating, Phase::Gone, Phase::Verifying]);
        let closed = stack.ledger.closed(1).await.expect("the ledger answers");
        assert_eq!((closed[0].phase, &closed[0].owner), (Phase::Done, &owner));
        let after = emulators.one_of(member);
        assert_eq!(after.request, before.request);
        assert_ne!(after.id, before.id);

        let told: Vec<Value> = function.logged("event").into_iter().map(|mut line| line["event"].take()).collect();
        for event in ["terminate_decided", "terminated", "absent", "create_decided", "created", "done"] {
            assert!(told.contains(&json!(event)), "{event}: {told:?}");
        }
        let ticks = function.logged("tick");
        assert!(ticks.iter().any(|line| line["calls"]["TerminateWorkspaces"] == 1), "{ticks:#?}");
        assert_eq!(stack.told(), Vec::<Value>::new());
    });
    emulators.finish();
}

#[test]
fn people_are_told_once_of_a_user_who_is_gone() {
    if !alone("runtime::ticks::people_are_told_once_of_a_user_who_is_gone") {
        return;
    }
    let Some(emulators) = Emulators::start() else { return };
    let fleet = emulators.fleet(1);
    let (member, owner) = (&fleet.desktops[0], owner(&fleet.desktops[0]));
    run(async {
        let stack = Stack::set_up(&emulators).await;
        stack.leave(member);
        let mut function = start(&stack, "REBUILD");
        function.invoke(&events::tick()).response();
        let user = json!({ "DirectoryId": member.directory.as_str(), "UserName": member.user });
        emulators.control("users", &json!({ "Missing": [user] }));
        // The first who is to be told of it hears nothing: the topic fails.
        let fault = json!({ "Operation": "Publish", "Code": "AuthorizationError", "Status": 403, "Times": 1 });
        emulators.control("faults", &json!([fault]));
        let mut failed = 0;
        for _ in 0..10 {
            stack.let_time_pass(&owner).await;
            emulators.control("settle", &json!({}));
            let answer = function.invoke(&events::tick()).response();
            failed += answer["alerts"]["failed"].as_array().map_or(0, Vec::len);
        }
        assert_eq!(failed, 1, "it was tried again");
        let row = stack.row(&owner).await.expect("an owed desktop stays in the ledger");
        assert_eq!((row.attention, row.alerted), (Some(Attention::UserMissing), Some(Attention::UserMissing)));
        let subject = format!("wsrecycle: {owner} needs a person: the user is not in the directory");
        assert_eq!(stack.told(), [json!(subject), json!(subject)], "once in vain, once heard");
        let message = emulators.calls().into_iter().rfind(|call| call.operation == "Publish");
        let message = message.expect("a message").parameters["Message"].take();
        assert!(message.as_str().is_some_and(|text| text.contains("rebuild --abandon")), "{message}");
    });
    emulators.assert_calls_allowed();
}

#[test]
fn one_tick_at_a_time_and_none_is_missed_for_long_when_a_machine_dies() {
    if !alone("runtime::ticks::one_tick_at_a_time_and_none_is_missed_for_long_when_a_machine_dies") {
        return;
    }
    let Some(emulators) = Emulators::start() else { return };
    let fleet = emulators.fleet(1);
    let (member, owner) = (&fleet.desktops[0], owner(&fleet.desktops[0]));
    run(async {
        let stack = Stack::set_up(&emulators).await;
        let before = emulators.one_of(member);
        stack.leave(member);
        let mut function = start(&stack, "DIES");
        function.invoke(&events::tick()).response();
        for (operation, phase) in [("TerminateWorkspaces", Phase::Terminating), ("CreateWorkspaces", Phase::Creating)] {
            // Up to the call, and not back from it.
            emulators.control("holds", &json!([{ "Caller": "DIES", "Operation": operation, "CarriedOut": true }]));
            let began = Instant::now();
            'ticks: loop {
                assert!(began.elapsed() < Duration::from_secs(120), "it never came to {operation}");
                stack.let_time_pass(&owner).await;
                emulators.control("settle", &json!({}));
                let id = function.send(events::tick().to_string().into_bytes(), 900_000);
                loop {
                    if emulators.control("held", &json!({})).as_array().is_some_and(|held| !held.is_empty()) {
                        break 'ticks;
                    }
                    if function.api.await_answer(&id, || true).is_some() {
                        break;
                    }
                    std::thread::sleep(Duration::from_millis(50));
                }
            }
            // While it is at it, another one does nothing, and says so.
            let mut another = start(&stack, "ANOTHER");
            let answer = another.invoke(&events::tick()).response();
            assert!(answer["held_by"]["holder"].is_string() && answer["rows"] == 0, "{answer}");

            function.kill_and_start_again();
            emulators.control("holds", &json!([{ "Caller": "DIES" }]));
            let row = stack.row(&owner).await.expect("the intent was saved");
            assert_eq!((row.phase, row.intent.is_some()), (phase, true));
            let answer = function.invoke(&events::tick()).response();
            assert!(answer["held_by"].is_object(), "the dead one still has it: {answer}");
        }
        for _ in 0..12 {
            stack.let_time_pass(&owner).await;
            emulators.control("settle", &json!({}));
            function.invoke(&events::tick()).response();
        }
        assert_eq!(stack.row(&owner).await, None, "closed");
        let after = emulators.one_of(member);
        assert_eq!(after.request, before.request);
        let writes = emulators.calls().into_iter().map(|call| call.operation);
        let writes: Vec<String> = writes.filter(|it| it.ends_with("teWorkspaces")).collect();
        assert_eq!(writes, ["TerminateWorkspaces", "CreateWorkspaces"], "each once, for both were carried out");
    });
    emulators.finish();
}
