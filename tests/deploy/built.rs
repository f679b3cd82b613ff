//! In an account without a stack: everything is built, and then there is nothing left to do.

use super::stand::Stand;
use crate::emulators::Emulators;
use serde_json::json;

#[test]
fn everything_is_built_and_then_nothing_is_left_to_do() {
    let Some(emulators) = Emulators::start() else { return };
    emulators.fleet(1);
    let stand = Stand::new(&emulators);

    // Two desktops are there: nobody puts them at risk without knowing.
    let guessed = stand.ends("setup --yes", 2);
    assert!(guessed.err.contains("there are 2 desktops here already: choose with --scope"), "{guessed:#?}");
    let looked = stand.ends("setup --dry-run --scope all", 0);
    assert!(looked.err.contains("40 writes would be made."), "{looked:#?}");
    assert_eq!(stand.writes(), Vec::<String>::new());

    let ran = stand.ends("setup --yes --scope all", 0);
    assert!(ran.err.contains("40 writes were made in account 123456789012, region us-east-1."), "{ran:#?}");
    assert_eq!(stand.writes().len(), 40);
    stand.check(json!({}));
    assert_eq!(stand.drift(0), Vec::<serde_json::Value>::new());

    stand.forget();
    let again = stand.ends("setup --yes", 0);
    assert!(again.err.contains("No write was needed: everything is as it should be."), "{again:#?}");
    assert_eq!(stand.writes(), Vec::<String>::new());

    // A setting that is given changes what it is about, and those that are not given stay.
    stand.ends("setup --yes --grace 15m --notify ops@example.com", 0);
    let functions = ["Workspace_Alarm_Create", "Workspace_Alarm_Del", "Workspace_Term_Rebuild"];
    let mut expected: Vec<String> = functions.map(|name| format!("UpdateFunctionConfiguration {name}")).into();
    expected.push("Subscribe Workspace_Recycle_Alerts".into());
    let mut writes = stand.writes();
    expected.sort();
    writes.sort();
    assert_eq!(writes, expected);
    stand.ends("setup --yes --grace 10m", 0);
    stand.check(json!({ "settings": { "notify": ["ops@example.com"] } }));
    emulators.finish();
}

/// Desktops that were there before get their alarms when that is asked for, and only then.
#[test]
fn desktops_that_are_there_are_guarded_if_asked() {
    let Some(emulators) = Emulators::start() else { return };
    let fleet = emulators.fleet(2);
    let stand = Stand::new(&emulators);
    let told = stand.ends("setup --yes --scope all", 0);
    assert!(told.err.contains("4 desktops in scope are not guarded by an alarm of this stack"), "{told:#?}");
    assert_eq!(emulators.alarm_names(), Vec::<String>::new());
    stand.forget();
    stand.ends("setup --yes --guard-existing", 0);
    let mut names: Vec<String> =
        fleet.desktops.iter().map(|desktop| format!("WorkSpace_Disconnected_id_{}", desktop.id)).collect();
    names.sort();
    assert_eq!(emulators.alarm_names(), names);
    assert!(stand.writes().iter().all(|write| write.starts_with("PutMetricAlarm")), "{:?}", stand.writes());
    emulators.finish();
}
