//! `status` over more desktops than a page has, and `status --fix`.

use super::shell::Shell;
use crate::emulators::Emulators;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// Calls by operation.
fn counted(shell: &Shell) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for call in shell.calls() {
        *counts.entry(call).or_default() += 1;
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

    // One is guarded under another spelling of the name, by an alarm that works: it is not left without one.
    emulators.guard("Workspace_Disconnected_Id_", &fleet.desktops[7].id);
    // One alarm watches nobody.
    emulators.guard("WorkSpace_Disconnected_id_", &"ws-nobodys00".parse().expect("an id"));
    let fixed = shell.json("status --fix --yes", 0);
    let verdicts = fixed["outcomes"].as_array().expect("outcomes").iter().map(|outcome| &outcome["verdict"]);
    assert_eq!(verdicts.filter(|verdict| **verdict == "done").count(), 61, "{fixed}");

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

/// A person's eyes: the table names whom it is about, and what to type next.
#[test]
fn what_is_unguarded_is_said_in_sentences_too() {
    let Some(emulators) = Emulators::start() else { return };
    let fleet = emulators.fleet(1);
    let [first, second] = fleet.desktops.as_slice() else { panic!("two desktops") };
    emulators.guard("WorkSpace_Disconnected_id_", &first.id);
    let shell = Shell::new(&emulators, "SENTENCES");
    let ran = shell.run("status");
    assert_eq!(ran.status, Some(3));
    let about = |id: &str| ran.err.lines().find(|line| line.contains(id)).map(str::to_owned);
    assert!(about(second.id.as_str()).is_some_and(|line| line.contains(&second.user)), "{}", ran.err);
    assert_eq!(about(first.id.as_str()), None, "{}", ran.err);
    assert!(shell.writes().is_empty());

    // Looked at only: nothing is changed, and it still says that something is wrong.
    let planned = shell.json("status --fix --dry-run", 3);
    assert_eq!(planned["planned"].as_array().map(Vec::len), Some(1));
    assert_eq!((shell.writes(), emulators.alarm_names().len()), (vec![], 1));

    // A desktop whose alarm cannot be put does not hold up the other one.
    emulators.call(
        "monitoring",
        "GraniteServiceVersion20100801.DeleteAlarms",
        &json!({ "AlarmNames": emulators.alarm_names() }),
    );
    shell.fault("PutMetricAlarm", "AccessDenied", 403, 1, false);
    let fixed = shell.json("status --fix --yes", 3);
    let mut verdicts: Vec<_> =
        fixed["outcomes"].as_array().expect("two").iter().map(|outcome| outcome["verdict"].as_str()).collect();
    verdicts.sort();
    assert_eq!(verdicts, [Some("done"), Some("failed")]);
    emulators.finish();
}
