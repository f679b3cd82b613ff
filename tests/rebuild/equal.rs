//! One desktop goes, an equal one comes: every field of the request, and the alarm.

use super::shell::{Shell, end};
use crate::emulators::{Emulators, Member};
use serde_json::{Value, json};

/// Desktops that differ in everything a request may hold.
fn requests(emulators: &Emulators) -> Vec<Value> {
    let fleet = emulators.fleet(0);
    let (directory, bundle) = (fleet.directories[0].as_str(), fleet.bundles[0].as_str());
    let request = |user: &str, more: &[(&str, Value)]| {
        let mut request = json!({ "DirectoryId": directory, "UserName": user, "BundleId": bundle });
        more.iter().for_each(|(name, value)| request[name] = value.clone());
        request
    };
    let mut tags: Vec<Value> = (0..49).map(|n| json!({ "Key": format!("key {n} ü"), "Value": "" })).collect();
    tags.push(json!({ "Key": "k".repeat(127), "Value": "v/+=@ ".repeat(40) }));
    vec![
        request("bare", &[]),
        request(
            "Auto.Stop",
            &[
                (
                    "WorkspaceProperties",
                    json!({
                        "RunningMode": "AUTO_STOP", "RunningModeAutoStopTimeoutInMinutes": 180,
                        "RootVolumeSizeGib": 175, "UserVolumeSizeGib": 100, "ComputeTypeName": "POWERPRO",
                        "Protocols": ["PCOIP", "WSP"],
                        "GlobalAccelerator": { "Mode": "ENABLED_AUTO", "PreferredProtocol": "TCP" },
                    }),
                ),
                (
                    "VolumeEncryptionKey",
                    json!("arn:aws:kms:us-east-1:123456789012:key/0a1b2c3d-1111-2222-3333-444455556666"),
                ),
                ("RootVolumeEncryptionEnabled", json!(true)),
                ("UserVolumeEncryptionEnabled", json!(true)),
                ("Tags", json!([{ "Key": "team", "Value": "finance" }, { "Key": "empty", "Value": "" }])),
            ],
        ),
        request(
            "always_on",
            &[
                ("WorkspaceProperties", json!({ "RunningMode": "ALWAYS_ON", "ComputeTypeName": "GRAPHICS_G4DN" })),
                ("VolumeEncryptionKey", json!("alias/aws/workspaces")),
                ("UserVolumeEncryptionEnabled", json!(true)),
                ("Tags", json!(tags)),
            ],
        ),
        request("manual-mode", &[("WorkspaceProperties", json!({ "RunningMode": "MANUAL" }))]),
    ]
}

#[test]
fn the_new_desktop_is_equal_and_guarded_like_the_old_one() {
    let Some(emulators) = Emulators::start() else { return };
    let members: Vec<Member> = requests(&emulators).iter().map(|request| emulators.create(request)).collect();
    let before: Vec<_> = members.iter().map(|member| emulators.one_of(member)).collect();
    // All but one are guarded, one of them by the guide's own spelling.
    let prefixes = ["WorkSpace_Disconnected_id_", "Workspace_Disconnected_id_", "WorkSpace_Disconnected_id_"];
    for (prefix, member) in prefixes.iter().zip(&members) {
        emulators.guard(prefix, &member.id);
    }

    // By id and by owner, in another spelling of the name.
    let shells: Vec<Shell> = ["BARE", "AUTO", "ALWAYS", "MANUAL"].map(|key| Shell::new(&emulators, key)).into();
    let named = |n: usize| match n % 2 {
        0 => members[n].id.to_string(),
        _ => members[n].owner().replace(&members[n].user, &members[n].user.to_uppercase()),
    };
    let children: Vec<_> =
        (0..4).map(|n| shells[n].start(&format!("rebuild {} --yes --output json", named(n)))).collect();
    for (n, child) in children.into_iter().enumerate() {
        let ran = end(child);
        assert_eq!(ran.status, Some(0), "{ran:#?}");
        let answer: Value = serde_json::from_str(&ran.out).expect("one document");
        let after = emulators.one_of(&members[n]);
        assert_eq!(after.request, before[n].request);
        assert_ne!(after.id, before[n].id);
        let took = answer["desktops"][0]["took_s"].as_i64().expect("how long it took");
        assert!((1..60).contains(&took), "{answer}");
        let expected = json!({
            "schema_version": 1,
            "dry_run": false,
            "desktops": [{
                "owner": members[n].owner(), "old": before[n].id.as_str(), "new": after.id.as_str(), "result": "done",
                "took_s": took,
            }],
        });
        assert_eq!(answer, expected);
        let says = ["request saved, terminating", "is gone", "creating the new desktop", "is ready after"];
        assert!(says.iter().all(|says| ran.err.contains(says)), "{}", ran.err);
        assert_eq!(shells[n].row(&members[n]), None, "the row is closed");
        let calls = shells[n].calls();
        let count = |call: &str| calls.iter().filter(|it| *it == call).count();
        assert_eq!((count("TerminateWorkspaces"), count("CreateWorkspaces")), (1, 1));
    }

    let mut names = emulators.alarm_names();
    names.sort();
    let mut expected: Vec<String> = members[..3]
        .iter()
        .map(|member| format!("WorkSpace_Disconnected_id_{}", emulators.one_of(member).id))
        .collect();
    expected.sort();
    assert_eq!(names, expected, "the alarms are handed over, and who had none has none");
    emulators.finish();
}
