//! Whatever is wrong is an error with a type, and the process goes on serving.

use super::events;
use super::function::Function;
use crate::emulators::{Emulators, alone};
use serde_json::json;
use std::collections::BTreeMap;
use wsrecycle::stack::Config;

#[test]
fn events_that_nobody_understands_are_typed_errors() {
    if !alone("runtime::errors::events_that_nobody_understands_are_typed_errors") {
        return;
    }
    let Some(emulators) = Emulators::start() else { return };
    let mut function = Function::start(&emulators, "JUNK", "Workspace_Term_Rebuild", &Config::default());
    assert!(function.api.await_ready().is_some(), "{:?}", function.lines());
    assert!(emulators.calls().iter().all(|call| call.caller != "JUNK"), "AWS is asked only when there is work");
    let large = json!({ "Records": "x".repeat(6 * 1024 * 1024) }).to_string();
    let deep = format!("{}1{}", "[".repeat(5000), "]".repeat(5000));
    let another = events::terminated(&["ws-0a1b2c3d4"]).to_string();
    let foreign = events::tick().to_string().replace("123456789012", "999999999999");
    let cases = [
        ("{\"hello\": \"world\"}", "payload_malformed"),
        ("null", "payload_malformed"),
        ("{", "payload_malformed"),
        ("", "payload_malformed"),
        (deep.as_str(), "payload_malformed"),
        (large.as_str(), "payload_too_large"),
        (another.as_str(), "payload_not_for_us"),
        (foreign.as_str(), "payload_not_for_us"),
    ];
    for (body, kind) in cases {
        let (error_type, message) = function.invoke_with(body.into(), 900_000).error();
        assert_eq!(error_type, kind, "{message}");
        assert!(message.starts_with("the event cannot be used: ") && message.len() < 400, "{message}");
    }
    let junk = function.invoke_with(vec![0xff, 0xfe, b'{'], 900_000).error();
    assert_eq!(junk.0, "payload_malformed");

    // No time is left: nothing is begun.
    let (error_type, message) = function.invoke_with(events::tick().to_string().into_bytes(), -5_000).error();
    assert_eq!(error_type, "deadline_over", "{message}");
    // There is no table.
    let (error_type, message) = function.invoke(&events::tick()).error();
    assert_eq!(error_type, "ledger_table_missing", "{message}");
    let errors = function.logged("error");
    let types: Vec<_> = errors.iter().filter_map(|line| line["error_type"].as_str()).collect();
    assert_eq!((types.len(), types.last()), (cases.len() + 3, Some(&"ledger_table_missing")));
    assert!(errors.iter().all(|line| line["level"] == "ERROR" && line["function"] == "Workspace_Term_Rebuild"));
    assert!(function.api.init_errors().is_empty());
    emulators.assert_calls_allowed();
}

#[test]
fn nothing_is_done_under_settings_that_cannot_be_read() {
    if !alone("runtime::errors::nothing_is_done_under_settings_that_cannot_be_read") {
        return;
    }
    let Some(emulators) = Emulators::start() else { return };
    let good = Config::default().environment("default");
    let with = |name: &str, value: &str| {
        let mut environment = good.clone();
        environment.insert(name.to_owned(), value.to_owned());
        environment
    };
    let cases = [
        (BTreeMap::new(), "Workspace_Term_Rebuild", "settings_missing"),
        (with("WSRECYCLE_SETTINGS", "{}"), "Workspace_Term_Rebuild", "settings_unreadable"),
        (with("WSRECYCLE_SETTINGS", "{\"scope\": \"alll\"}"), "Workspace_Term_Rebuild", "settings_unreadable"),
        (with("WSRECYCLE_STACK", "lab"), "Workspace_Term_Rebuild", "function_unknown"),
        (good.clone(), "something-else", "function_unknown"),
    ];
    for (settings, name, kind) in cases {
        let mut function = Function::start_in(&emulators, "BARE", name, settings);
        for _ in 0..2 {
            let (error_type, message) = function.invoke(&events::tick()).error();
            assert_eq!(error_type, kind, "{message}");
            assert!(message.contains("`wsrecycle setup`"), "{message}");
        }
        assert!(function.api.init_errors().is_empty());
    }
    assert!(emulators.calls().is_empty(), "{:#?}", emulators.calls());

    // A function that was renamed goes by its handler.
    let renamed = with("_HANDLER", "Workspace_Alarm_Del");
    let mut function = Function::start_in(&emulators, "RENAMED", "our-own-name", renamed);
    let answer = function.invoke(&events::terminated(&["ws-gonegone1"])).response();
    assert_eq!(answer["function"], "Workspace_Alarm_Del", "{answer}");
    emulators.finish();
}
