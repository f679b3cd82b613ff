//! Each function with the events that AWS calls it with.

use super::function::Function;
use super::{Stack, events, owner};
use crate::emulators::{Emulators, alone};
use crate::provision::over_aws::run;
use serde_json::{Value, json};
use wsrecycle::recycle::Phase;
use wsrecycle::stack::Config;

#[test]
fn the_alarm_functions_guard_what_comes_and_forget_what_has_gone() {
    if !alone("runtime::answers::the_alarm_functions_guard_what_comes_and_forget_what_has_gone") {
        return;
    }
    let Some(emulators) = Emulators::start() else { return };
    let fleet = emulators.fleet(2);
    let (member, bundle) = (&fleet.desktops[0], fleet.bundles[0].as_str());
    let scope = format!("directories={}", member.directory);
    let config = Config { scope: scope.parse().expect("a scope"), ..Config::default() };
    let mut create = Function::start(&emulators, "CREATE", "Workspace_Alarm_Create", &config);
    let mut delete = Function::start(&emulators, "DELETE", "Workspace_Alarm_Del", &config);

    let event = events::created(&member.id, member.directory.as_str(), bundle);
    let guarded = format!("WorkSpace_Disconnected_id_{}", member.id);
    for _ in 0..2 {
        // Twice is once.
        let answer = create.invoke(&event).response();
        assert_eq!(answer["done"], json!([{ "did": "alarm_put", "desktop": member.id.as_str(), "alarm": guarded }]));
        assert_eq!(emulators.alarm_names(), [guarded.as_str()]);
    }
    // The scope is the stack's: a desktop of the other directory is not guarded.
    let other = fleet.desktops.iter().find(|it| it.directory != member.directory).expect("two directories");
    let answer = create.invoke(&events::created(&other.id, other.directory.as_str(), bundle)).response();
    assert_eq!(answer["refused"][0]["why"], "out_of_scope", "{answer}");

    emulators.guard("Workspace_Disconnected_id_", &"ws-gonegone1".parse().expect("an id"));
    let answer = delete.invoke(&events::terminated(&["ws-gonegone1", member.id.as_str()])).response();
    assert_eq!(answer["done"], json!([{ "did": "alarms_deleted", "desktop": "ws-gonegone1" }]), "{answer}");
    assert_eq!(answer["refused"][0]["reason"], "alive");
    assert_eq!(emulators.alarm_names(), [guarded]);

    let lines = create.logged("report");
    assert_eq!((lines.len(), &lines[0]["function"]), (3, &json!("Workspace_Alarm_Create")));
    assert!(lines.iter().all(|line| line["duration_ms"].is_u64() && line["level"] == "INFO"), "{lines:#?}");
    let asked: Vec<String> = emulators.calls().into_iter().map(|call| call.operation).collect();
    assert!(!asked.contains(&"GetCallerIdentity".to_owned()), "the invocation says who we are: {asked:?}");
    assert!(create.api.init_errors().is_empty() && delete.api.init_errors().is_empty());
    emulators.finish();
}

#[test]
fn a_disconnect_is_watched_once() {
    if !alone("runtime::answers::a_disconnect_is_watched_once") {
        return;
    }
    let Some(emulators) = Emulators::start() else { return };
    let fleet = emulators.fleet(1);
    let member = &fleet.desktops[0];
    run(async {
        let stack = Stack::set_up(&emulators).await;
        let mut function = Function::start(&emulators, "REBUILD", &stack.names.term_rebuild, &Config::default());
        let did = |answer: Value| answer["done"][0]["did"].as_str().map(str::to_owned);
        let event = events::disconnected(&member.id);
        assert_eq!(did(function.invoke(&event).response()).as_deref(), Some("row_opened"));
        let row = stack.row(&owner(member)).await.expect("a row");
        assert_eq!((row.phase, &row.old), (Phase::Grace, &member.id));
        assert_eq!(did(function.invoke(&event).response()).as_deref(), Some("row_was_open"));
        // Another machine of Lambda's, with nothing but the ledger in common.
        let mut another = Function::start(&emulators, "ANOTHER", &stack.names.term_rebuild, &Config::default());
        assert_eq!(did(another.invoke(&event).response()).as_deref(), Some("row_was_open"));
        assert_eq!(stack.row(&owner(member)).await, Some(row));
        let told = &function.logged("report")[0]["done"][0]["owner"];
        assert_eq!((&told["user"], &told["directory"]), (&json!(member.user), &json!(member.directory.as_str())));
    });
    emulators.finish();
}
