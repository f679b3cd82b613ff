//! A fleet to start from: two directories, and desktops that differ in everything that must be carried over.

use super::Emulators;
use serde_json::{Value, json};
use wsrecycle::recycle::{BundleId, DirectoryId, WorkspaceId};

/// What [`Emulators::fleet`] made.
#[derive(Debug)]
pub struct Fleet {
    pub directories: [DirectoryId; 2],
    pub bundles: [BundleId; 2],
    /// In the order of creation, first directory first.
    pub desktops: Vec<Member>,
}

/// One desktop of the fleet.
#[derive(Debug, Clone)]
pub struct Member {
    pub id: WorkspaceId,
    pub directory: DirectoryId,
    pub user: String,
}

impl Member {
    /// From a row of DescribeWorkspaces.
    pub fn of(row: &Value) -> Self {
        let text = |name: &str| row[name].as_str().expect("a desktop is described").to_owned();
        Self {
            id: WorkspaceId::from_aws(text("WorkspaceId")),
            directory: DirectoryId::from_aws(text("DirectoryId")),
            user: text("UserName"),
        }
    }

    /// `user@directory`.
    pub fn owner(&self) -> String {
        format!("{}@{}", self.user, self.directory)
    }
}

impl Emulators {
    /// Register two directories, offer two bundles, and create `per_directory` desktops in each, all AVAILABLE.
    ///
    /// By the number of its user, a desktop is AUTO_STOP or ALWAYS_ON, has one of two bundles, larger volumes, another
    /// compute type, encryption with a key, and tags.
    pub fn fleet(&self, per_directory: usize) -> Fleet {
        let directories = ["corp.example.com", "lab.example.com"].map(|name| {
            let made = self.control("directory", &json!({ "Name": name }));
            DirectoryId::from_aws(made["DirectoryId"].as_str().expect("the id of a new directory"))
        });
        let bundles = ["wsb-0a1b2c3d4", "wsb-5e6f7a8b9"].map(BundleId::from_aws);
        for bundle in &bundles {
            self.control("bundles", &json!({ bundle.as_str(): {} }));
        }
        let mut desktops = Vec::new();
        for directory in &directories {
            let requests: Vec<Value> =
                (0..per_directory).map(|number| request(directory, &bundles[number % 2], number)).collect();
            for batch in requests.chunks(wsrecycle::cloud::PAGE) {
                let asked = json!({ "Workspaces": batch });
                let (status, answer) = self.call("workspaces", "WorkspacesService.CreateWorkspaces", &asked);
                assert!(status == 200 && answer["FailedRequests"] == json!([]), "{answer}");
                desktops.extend(answer["PendingRequests"].as_array().into_iter().flatten().map(Member::of));
            }
        }
        self.control("settle", &json!({}));
        self.forget_calls();
        Fleet { directories, bundles, desktops }
    }
}

fn request(directory: &DirectoryId, bundle: &BundleId, number: usize) -> Value {
    let mut properties = match number % 2 {
        0 => json!({ "RunningMode": "AUTO_STOP", "RunningModeAutoStopTimeoutInMinutes": 60 * (1 + number % 3) }),
        _ => json!({ "RunningMode": "ALWAYS_ON" }),
    };
    if number.is_multiple_of(3) {
        properties["RootVolumeSizeGib"] = json!(175);
        properties["UserVolumeSizeGib"] = json!(100);
        properties["ComputeTypeName"] = json!("PERFORMANCE");
    }
    if number.is_multiple_of(5) {
        properties["Protocols"] = json!(["PCOIP"]);
    }
    let mut request = json!({
        "DirectoryId": directory.as_str(),
        "UserName": format!("User{number:03}"),
        "BundleId": bundle.as_str(),
        "WorkspaceProperties": properties,
    });
    if number.is_multiple_of(4) {
        request["VolumeEncryptionKey"] = json!("alias/aws/workspaces");
        request["RootVolumeEncryptionEnabled"] = json!(true);
        request["UserVolumeEncryptionEnabled"] = json!(true);
    }
    if number.is_multiple_of(2) {
        let number = number.to_string();
        request["Tags"] = json!([{ "Key": "team", "Value": "finance" }, { "Key": "number", "Value": number }]);
    }
    request
}
