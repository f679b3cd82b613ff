//! Every setting spoilt by hand, one after the other: `drift` names it and nothing else, `setup` repairs it and touches
//! nothing else. The cases are in `damage.py`.

use super::stand::Stand;
use crate::emulators::Emulators;
use serde_json::{Value, json};

/// Settings that are not the defaults, so that a stack that forgot them would be seen.
const SETUP: &str = "setup --yes --scope all --grace 15m --notify ops@example.com";

#[test]
fn topics_role_table_logs_and_rules() {
    repaired(&["topics", "role", "table", "groups", "rules"], 60);
}

#[test]
fn functions_bucket_and_trail() {
    repaired(&["functions", "bucket", "trail"], 60);
}

/// `cases_min` keeps a list that came to nothing from passing.
fn repaired(kinds: &[&str], cases_min: usize) {
    let Some(emulators) = Emulators::start() else { return };
    let stand = Stand::new(&emulators);
    stand.ends(SETUP, 0);
    let cases = stand.outside.ask("damage.cases", json!({ "kinds": kinds }));
    let cases = cases.as_array().expect("a list");
    assert!(cases.len() >= cases_min, "{} cases", cases.len());
    for (number, case) in cases.iter().enumerate() {
        stand.outside.ask("damage.apply", json!({ "number": number }));
        is_named(&stand, case);
        is_repaired(&stand, case);
        let wrong = stand.outside.ask("damage.after", json!({ "number": number }));
        assert_eq!(wrong, json!([]), "{}", case["name"]);
    }
    // What the next case finds besides its own damage, this one left; the last one has nobody behind it.
    assert_eq!(stand.drift(0), Vec::<Value>::new());
    stand.check(json!({ "settings": { "grace_s": 900, "notify": ["ops@example.com"] } }));
    emulators.finish();
}

#[track_caller]
fn is_named(stand: &Stand, case: &Value) {
    let is_fine = case["standing"] == "ok";
    let expected = json!([case["kind"], case["resource"], case["standing"], case["fields"]]);
    let expected = if is_fine { vec![] } else { vec![expected] };
    assert_eq!(stand.drift(if is_fine { 0 } else { 3 }), expected, "{}", case["name"]);
}

#[track_caller]
fn is_repaired(stand: &Stand, case: &Value) {
    let resource = case["resource"].as_str().expect("a name");
    let writes = case["writes"].as_array().expect("a list").iter();
    let mut expected: Vec<String> =
        writes.map(|write| format!("{} {resource}", write.as_str().expect("an operation"))).collect();
    stand.forget();
    if case["adopt"] == true {
        let ran = stand.ends("setup --yes", 1);
        let says = format!("{resource} is there and does not carry the tag wsrecycle:stack=default");
        assert!(ran.err.contains(&says) && ran.err.contains("hint: --adopt takes over"), "{ran:#?}");
        assert_eq!(stand.writes(), Vec::<String>::new(), "{}", case["name"]);
        stand.ends("setup --yes --adopt", 0);
    } else {
        stand.ends("setup --yes", 0);
    }
    let mut writes = stand.writes();
    writes.sort();
    expected.sort();
    assert_eq!(writes, expected, "{}", case["name"]);
}

/// What no call can change is said, and is not called "as it should be".
#[test]
fn what_no_call_repairs_is_left_to_a_person() {
    let Some(emulators) = Emulators::start() else { return };
    let stand = Stand::new(&emulators);
    stand.ends(SETUP, 0);
    let table = json!({ "name": "Workspace_Recycle_Ledger" });
    stand.outside.ask("hand.delete_table", table.clone());
    stand.outside.ask("hand.table", table);
    // What can be put right is; the keys are somebody's data.
    let fields = json!(["keys", "point-in-time recovery", "time to live"]);
    assert_eq!(stand.drift(3), [json!(["table", "Workspace_Recycle_Ledger", "changed", fields])]);
    for _ in 0..2 {
        let ran = stand.ends("setup --yes", 3);
        assert!(
            ran.err
                .contains("This must be put right by hand: DynamoDB table Workspace_Recycle_Ledger: keys: id HASH S")
        );
        assert!(!ran.err.contains("everything is as it should be"), "{ran:#?}");
    }
    assert_eq!(stand.drift(3), [json!(["table", "Workspace_Recycle_Ledger", "changed", ["keys"]])]);
    emulators.finish();
}
