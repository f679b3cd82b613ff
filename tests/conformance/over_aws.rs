//! The contract over AWS's SDK, against moto and MiniStack.

use super::{Controls, WHOLE_PORT, body};
use crate::emulators::{Emulators, REGION, alone};
use jiff::Timestamp;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use wsrecycle::cloud::aws::{self, Options};
use wsrecycle::recycle::{BundleId, Connection, DirectoryId, Owner, State, WorkspaceId};

/// The emulators with the ground to stand on.
struct World<'a> {
    emulators: &'a Emulators,
    directories: [DirectoryId; 2],
    bundles: [BundleId; 2],
}

#[test]
fn over_aws() {
    if !alone("conformance::over_aws::over_aws") {
        return;
    }
    let Some(emulators) = Emulators::start() else { return };
    let fleet = emulators.fleet(0);
    let held = json!({ "held": true });
    emulators.control("pace", &json!({ "create": held, "terminate": held }));
    let mut world = World { emulators: &emulators, directories: fleet.directories, bundles: fleet.bundles };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let options = Options {
            region: Some(REGION.into()),
            endpoint_url: Some(emulators.endpoint().to_owned()),
            ..Options::default()
        };
        let cloud = aws::connect(&options).await.expect("a region and an endpoint are all it needs");
        body(&cloud, &mut world).await;
    });
    assert_eq!(operations(&emulators), WHOLE_PORT, "the body leaves out a call of the port, or there is a new one");
    emulators.finish();
}

/// What the adapter asked for, each once; PutMetricData and CreateTopic are the test's own.
fn operations(emulators: &Emulators) -> Vec<String> {
    let called = emulators.calls().into_iter().map(|call| call.operation);
    called.filter(|it| it != "PutMetricData" && it != "CreateTopic").collect::<BTreeSet<_>>().into_iter().collect()
}

impl World<'_> {
    fn control(&self, route: &str, body: Value) {
        self.emulators.control(route, &body);
    }
}

fn seconds(at: Timestamp) -> f64 {
    at.as_millisecond() as f64 / 1000.0
}

impl Controls for World<'_> {
    fn directories(&self) -> [DirectoryId; 2] {
        self.directories.clone()
    }

    fn bundles(&self) -> [BundleId; 2] {
        self.bundles.clone()
    }

    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    fn settle(&mut self) {
        self.control("settle", json!({}));
    }

    fn set_connection(&mut self, id: &WorkspaceId, connection: Option<Connection>) {
        let row = connection.map(|connection| {
            let mut row = json!({ "ConnectionState": connection.state.as_str() });
            for (member, at) in [
                ("ConnectionStateCheckTimestamp", connection.checked_at),
                ("LastKnownUserConnectionTimestamp", connection.last_connected_at),
            ] {
                if let Some(at) = at {
                    row[member] = json!(seconds(at));
                }
            }
            row
        });
        self.control("connections", json!({ id.as_str(): row }));
    }

    fn set_state(&mut self, id: &WorkspaceId, state: State) {
        self.control("desktop", json!({ "WorkspaceId": id.as_str(), "State": state.as_str() }));
    }

    fn remove_user(&mut self, owner: &Owner) {
        let user = json!({ "DirectoryId": owner.directory.as_str(), "UserName": owner.user });
        self.control("users", json!({ "Missing": [user] }));
    }

    fn spoil_birth(&mut self, owner: &Owner, code: &str, message: &str) {
        let birth = json!({
            "DirectoryId": owner.directory.as_str(),
            "UserName": owner.user,
            "ErrorCode": code,
            "ErrorMessage": message,
        });
        self.control("births", json!([birth]));
    }

    fn refuse_removal(&mut self, id: &WorkspaceId, code: &str, message: &str) {
        let refusal = json!({
            "Operation": "TerminateWorkspaces",
            "Item": id.as_str(),
            "ErrorCode": code,
            "ErrorMessage": message,
        });
        self.control("refusals", json!([refusal]));
    }

    fn fail_next_call(&mut self, operation: &str, code: &str) {
        self.control("faults", json!([{ "Operation": operation, "Code": code }]));
    }

    fn lose_next_answer(&mut self, operation: &str) {
        let fault =
            json!({ "Operation": operation, "Code": "InternalServerException", "Status": 500, "CarriedOut": true });
        self.control("faults", json!([fault]));
    }

    fn withdraw_bundle(&mut self, id: &BundleId) {
        self.control("bundles", json!({ id.as_str(): { "State": "ERROR" } }));
    }

    fn deregister_directory(&mut self, id: &DirectoryId) {
        self.control("directories", json!({ id.as_str(): "DEREGISTERED" }));
    }

    fn topic(&mut self) -> String {
        let name = "Workspace_Recycle_Alerts";
        let form = format!("Action=CreateTopic&Version=2010-03-31&Name={name}");
        let header = ("Content-Type", "application/x-www-form-urlencoded");
        let (status, answer) = self.emulators.post("sns", "/", &[header], &form);
        assert_eq!(status, 200, "{answer}");
        format!("arn:aws:sns:{REGION}:123456789012:{name}")
    }

    fn publish_user_connected(&mut self, id: &WorkspaceId, at: Timestamp, value: f64) {
        let datum = json!({
            "MetricName": "UserConnected",
            "Dimensions": [{ "Name": "WorkspaceId", "Value": id.as_str() }],
            "Timestamp": seconds(at),
            "Value": value,
        });
        let asked = json!({ "Namespace": "AWS/WorkSpaces", "MetricData": [datum] });
        let (status, answer) = self.emulators.call("monitoring", "GraniteServiceVersion20100801.PutMetricData", &asked);
        assert_eq!(status, 200, "{answer}");
    }
}
