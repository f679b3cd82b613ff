//! `status` over more desktops than a page has, and `status --fix`.

use super::shell::Shell;
use crate::emulators::Emulators;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Calls by operation.
fn counted(shell: &Shell) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for call in shell.calls() {
        *counts.entry(call).or_default() += 1;
    }
    counts
}

/// What came of the fixes.
fn verdicts(fixed: &Value) -> BTreeMap<&str, usize> {
    let mut counts = BTreeMap::new();
    for outcome in fixed["outcomes"].as_array().expect("outcomes") {
        *counts.entry(outcome["verdict"].as_str().expect("a verdict")).or_default() += 1;
    }
    counts
}

#[test]
fn sixty_desktops_are_joined_found_unguarded_and_guarded() {
    let Some(emulators) = Emulators::start() else { return };
    let fleet = emulators.fleet(30);
    let shell = Shell::new(&emulators, "STATUS");
    let status = shell.json("status", 3);

    // 60 desktops: 3 pages of 25, 3 of their connections, 30 with tags, no alarm.
    let fewest = [
        ("DescribeAlarms", 2),
        ("DescribeWorkspaces", 3),
        ("DescribeWorkspacesConnectionStatus", 3),
        ("GetCallerIdentity", 1),
        // Whether a stack is deployed; there is none, so its table is not asked.
        ("GetFunctionConfiguration", 1),
        ("GetResources", 1),
    ]
    .map(|(call, times)| (call.to_owned(), times));
    assert_eq!(counted(&shell), BTreeMap::from(fewest.clone()));

    let desktops = status["desktops"].as_array().expect("desktops");
    let shown: BTreeSet<_> =
        desktops.iter().map(|row| ["id", "user", "directory"].map(|name| row[name].as_str())).collect();
    assert_eq!((desktops.len(), shown.len()), (60, 60));
    for member in &fleet.desktops {
        let row = [member.id.as_str(), &member.user, member.directory.as_str()].map(Some);
        assert!(shown.contains(&row), "{member:?} is not shown");
    }
    assert!(desktops.iter().all(|row| row["guarded"] == false && row["findings"] == json!(["unguarded"])));
    let text = shell.run("status --finding unguarded");
    let named = fleet.desktops.iter().filter(|member| text.out.contains(member.id.as_str())).count();
    assert_eq!((text.status, named), (Some(3), 60), "{text:?}");
    assert!(text.err.contains("`wsrecycle status --fix`"), "{}", text.err);
    let sentence = format!("problem: {} of {} has no alarm", fleet.desktops[0].id, fleet.desktops[0].owner());
    assert!(text.err.contains(&sentence), "{}", text.err);

    // Looked at only: nothing is changed, and it still says that something is wrong.
    let planned = shell.json("status --fix --dry-run", 3);
    assert_eq!((planned["planned"].as_array().map(Vec::len), shell.writes()), (Some(60), vec![]));

    // One is guarded under another spelling of the name, by an alarm that works: it is not left without one.
    emulators.guard("Workspace_Disconnected_Id_", &fleet.desktops[7].id);
    // One alarm watches nobody.
    emulators.guard("WorkSpace_Disconnected_id_", &"ws-nobodys00".parse().expect("an id"));
    // One cannot be put, which does not hold up the others; the same command tries it again.
    shell.fault("PutMetricAlarm", "AccessDenied", 403, 1, false);
    let fixed = shell.json("status --fix --yes", 3);
    assert_eq!(verdicts(&fixed), BTreeMap::from([("done", 60), ("failed", 1)]));
    assert_eq!(verdicts(&shell.json("status --fix --yes", 0)), BTreeMap::from([("done", 1)]));

    let names: BTreeSet<String> = emulators.alarm_names().into_iter().collect();
    let expected = fleet.desktops.iter().map(|member| format!("WorkSpace_Disconnected_id_{}", member.id)).collect();
    assert_eq!(names, expected);

    emulators.forget_calls();
    let status = shell.json("status", 0);
    assert_eq!(counted(&shell), BTreeMap::from(fewest), "the fewest calls with 60 alarms too");
    let codes: BTreeSet<_> =
        status["findings"].as_array().expect("findings").iter().map(|finding| finding["code"].as_str()).collect();
    assert_eq!(codes, BTreeSet::from([Some("always_on")]), "notes alone");
    assert!(status["desktops"].as_array().is_some_and(|rows| rows.iter().all(|row| row["guarded"] == true)));
    emulators.finish();
}
