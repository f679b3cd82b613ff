//! Tests of the emulators themselves: that the gate refuses what AWS would, and that no server is left behind.

use super::Emulators;
use serde_json::json;
use std::net::TcpStream;

/// The check that all other tests lean on must be able to fail.
#[test]
fn the_gate_refuses_what_the_models_refuse() {
    let Some(emulators) = Emulators::start() else { return };
    let ids: Vec<String> = (0..26).map(|number| format!("ws-{number:09}")).collect();
    let (status, answer) =
        emulators.call("workspaces", "WorkspacesService.DescribeWorkspaces", &json!({ "WorkspaceIds": ids }));
    assert_eq!((status, &answer["__type"]), (400, &json!("ValidationException")), "{answer}");
    let (status, _) = emulators.call("workspaces", "WorkspacesService.DescribeWorkspaces", &json!({ "Colour": "red" }));
    assert_eq!(status, 400);
    let refused: Vec<String> = emulators.calls().into_iter().flat_map(|call| call.refused).collect();
    assert_eq!(
        refused,
        ["DescribeWorkspaces.WorkspaceIds: 26 is outside 1..25", "DescribeWorkspaces.Colour: no such member"]
    );
}

#[test]
fn a_fault_is_told_once_and_the_call_is_on_record() {
    let Some(emulators) = Emulators::start() else { return };
    let fleet = emulators.fleet(1);
    let asked = json!({ "TerminateWorkspaceRequests": [{ "WorkspaceId": fleet.desktops[0].id.as_str() }] });
    let terminate = || emulators.call("workspaces", "WorkspacesService.TerminateWorkspaces", &asked);
    let fault = json!({ "Operation": "TerminateWorkspaces", "Code": "InternalServerException", "Status": 500 });
    emulators.control("faults", &json!([fault]));
    assert_eq!(terminate().0, 500);
    assert_eq!(terminate(), (200, json!({ "FailedRequests": [] })));
    assert!(emulators.calls().iter().all(|call| call.parameters == asked && call.service == "workspaces"));
    emulators.finish();
}

#[test]
fn no_server_is_left_behind() {
    let Some(emulators) = Emulators::start() else { return };
    let sockets = ports(&emulators);
    assert!(sockets.iter().all(|address| TcpStream::connect(address).is_ok()));
    drop(emulators);
    for address in &sockets {
        assert!(TcpStream::connect(address).is_err(), "{address} still listens");
    }

    // The gate is killed and cannot clean up: MiniStack sees it.
    let Some(mut emulators) = Emulators::start() else { return };
    let sockets = ports(&emulators);
    emulators.server.kill().expect("our own child");
    emulators.server.wait().expect("our own child");
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(10);
    while sockets.iter().any(|address| TcpStream::connect(address).is_ok()) {
        assert!(std::time::Instant::now() < deadline, "a server outlived the gate");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
}

/// The addresses of the gate and of MiniStack.
fn ports(emulators: &Emulators) -> [String; 2] {
    [&emulators.endpoint, &emulators.ministack].map(|url| url.replace("http://", ""))
}

/// The paging that moto lacks, and a fleet in which nothing is alike.
#[test]
fn a_fleet_is_listed_by_pages() {
    let Some(emulators) = Emulators::start() else { return };
    let fleet = emulators.fleet(30);
    let (mut rows, mut pages, mut asked) = (Vec::new(), Vec::new(), json!({}));
    loop {
        let (status, mut answer) = emulators.call("workspaces", "WorkspacesService.DescribeWorkspaces", &asked);
        assert_eq!(status, 200, "{answer}");
        let page = answer["Workspaces"].take().as_array().cloned().expect("a list");
        pages.push(page.len());
        rows.extend(page);
        if answer["NextToken"].is_null() {
            break;
        }
        asked = json!({ "NextToken": answer["NextToken"] });
    }
    assert_eq!(pages, [25, 25, 10]);
    for (member, row) in fleet.desktops.iter().zip(&rows) {
        assert_eq!(row["WorkspaceId"], member.id.as_str());
        assert_eq!(row["DirectoryId"], member.directory.as_str());
        assert_eq!(row["UserName"], member.user.as_str());
        assert_eq!(row["State"], "AVAILABLE");
    }
    for property in ["RunningMode", "RootVolumeSizeGib", "ComputeTypeName", "Protocols"] {
        let first = &rows[0]["WorkspaceProperties"][property];
        assert!(rows.iter().any(|row| row["WorkspaceProperties"][property] != *first), "{property} is the same in all");
    }
    assert_eq!(rows.iter().filter(|row| row["BundleId"] == fleet.bundles[0].as_str()).count(), 30);
    assert_eq!(rows.iter().filter(|row| row["DirectoryId"] == fleet.directories[1].as_str()).count(), 30);
    emulators.finish();
}
