//! A desktop as AWS shows it, and the request that brings an equal one back.
//!
//! [`Request::capture`] is the promise "with every property kept": whatever `CreateWorkspaces` accepts and
//! `DescribeWorkspaces` shows is carried over. To add a property that AWS has added: give it a field here, read and
//! write it in `cloud/aws/workspaces.rs`, and the property test in this file holds you to the rest.
//!
//! Source of the shapes: the WorkSpaces API model, version 2015-04-08 (botocore 1.44.5, seen 2026-11-22).

use super::ids::{BundleId, DirectoryId, Owner, WorkspaceId};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, fmt};

/// Tags of a resource, key to value.
pub type Tags = BTreeMap<String, String>;

macro_rules! wire_enum {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $wire:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(from = "String", into = "String")]
        pub enum $name {
            $($variant,)*
            /// A value that is newer than this program.
            Other(String),
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                match text.as_str() {
                    $($wire => Self::$variant,)*
                    _ => Self::Other(text),
                }
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self::from(text.to_owned())
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.as_str().to_owned()
            }
        }

        impl $name {
            /// Every value that this program knows.
            pub const KNOWN: &'static [$name] = &[$(Self::$variant),*];

            /// The spelling on the wire.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $wire,)*
                    Self::Other(text) => text,
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }
    };
}

wire_enum!(
    /// `WorkspaceState`: where a desktop is in its life.
    State {
        Pending = "PENDING",
        Available = "AVAILABLE",
        Impaired = "IMPAIRED",
        Unhealthy = "UNHEALTHY",
        Rebooting = "REBOOTING",
        Starting = "STARTING",
        Rebuilding = "REBUILDING",
        Restoring = "RESTORING",
        Maintenance = "MAINTENANCE",
        AdminMaintenance = "ADMIN_MAINTENANCE",
        Terminating = "TERMINATING",
        Terminated = "TERMINATED",
        Suspended = "SUSPENDED",
        Updating = "UPDATING",
        Stopping = "STOPPING",
        Stopped = "STOPPED",
        Error = "ERROR",
    }
);

impl State {
    /// On its way out, or briefly shown after it went.
    pub fn is_leaving(&self) -> bool {
        matches!(self, Self::Terminating | Self::Terminated)
    }
}

wire_enum!(
    /// `RunningMode`: how a desktop is billed and whether it stops by itself.
    RunningMode {
        AutoStop = "AUTO_STOP",
        AlwaysOn = "ALWAYS_ON",
        Manual = "MANUAL",
    }
);

/// `WorkspaceProperties`, the part that `CreateWorkspaces` accepts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Properties {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub running_mode: Option<RunningMode>,
    /// Minutes, in steps of 60. AWS accepts it only with `AUTO_STOP`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub auto_stop_min: Option<i32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub root_volume_gib: Option<i32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_volume_gib: Option<i32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub compute_type: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub protocols: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub global_accelerator: Option<GlobalAccelerator>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nested_virtualization: Option<bool>,
}

/// `GlobalAcceleratorForWorkSpace`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GlobalAccelerator {
    pub mode: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preferred_protocol: Option<String>,
}

/// Volume encryption. It cannot be added to a desktop later, so losing it would silently store data in the clear.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Encryption {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub root: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user: Option<bool>,
}

/// One WorkSpace of WorkSpaces Personal, as `DescribeWorkspaces` shows it (which shows neither tags nor age).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Desktop {
    pub id: WorkspaceId,
    pub directory: DirectoryId,
    /// As AWS spells it; compare through [`Desktop::owner`].
    pub user: String,
    pub bundle: BundleId,
    pub state: State,
    #[serde(default)]
    pub properties: Properties,
    #[serde(default)]
    pub encryption: Encryption,
    /// Given only to user-decoupled desktops.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub workspace_name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub computer_name: Option<String>,
    /// A fact of the bundle; never sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operating_system: Option<String>,
    /// Why a creation ended in `ERROR`: AWS's code and message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<(String, String)>,
    /// Modifications under way, such as `COMPUTE_TYPE`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub modifying: Vec<String>,
    /// Has a standby, or is one (multi-Region resilience).
    #[serde(default)]
    pub has_standby: bool,
    /// Replicates its data to a standby.
    #[serde(default)]
    pub is_replicated: bool,
}

impl Desktop {
    pub fn owner(&self) -> Owner {
        Owner::new(self.directory.clone(), &self.user)
    }

    pub fn belongs_to(&self, owner: &Owner) -> bool {
        self.directory == owner.directory && owner.is_named(&self.user)
    }
}

/// The whole `CreateWorkspaces` request of one desktop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    pub directory: DirectoryId,
    pub user: String,
    pub bundle: BundleId,
    #[serde(default)]
    pub properties: Properties,
    #[serde(default)]
    pub encryption: Encryption,
    #[serde(default)]
    pub tags: Tags,
}

impl Request {
    /// What must be sent to get an equal desktop.
    ///
    /// Two things AWS shows but refuses to take back are left out: minutes of a mode that does not stop by itself,
    /// and tags under the reserved prefix `aws:`.
    pub fn capture(desktop: &Desktop, tags: &Tags) -> Self {
        let mut properties = desktop.properties.clone();
        if properties.running_mode != Some(RunningMode::AutoStop) {
            properties.auto_stop_min = None;
        }
        let tags = tags
            .iter()
            .filter(|(key, _)| !key.to_ascii_lowercase().starts_with("aws:"))
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect();
        Self {
            directory: desktop.directory.clone(),
            user: desktop.user.clone(),
            bundle: desktop.bundle.clone(),
            properties,
            encryption: desktop.encryption.clone(),
            tags,
        }
    }

    pub fn owner(&self) -> Owner {
        Owner::new(self.directory.clone(), &self.user)
    }

    /// The fields in which a desktop differs from what was asked for. Tags are not shown by `DescribeWorkspaces`
    /// and are not compared.
    pub fn differences(&self, desktop: &Desktop) -> Vec<&'static str> {
        let got = Self::capture(desktop, &Tags::new());
        let (p, q) = (&self.properties, &got.properties);
        // A field we did not ask for may come back filled by the bundle: that is no difference.
        fn unequal<T: PartialEq>(asked: &Option<T>, got: &Option<T>) -> bool {
            asked.is_some() && asked != got
        }
        [
            ("directory", self.directory != got.directory),
            ("user", self.owner() != got.owner()),
            ("bundle", self.bundle != got.bundle),
            ("running mode", unequal(&p.running_mode, &q.running_mode)),
            ("auto-stop minutes", unequal(&p.auto_stop_min, &q.auto_stop_min)),
            ("root volume", unequal(&p.root_volume_gib, &q.root_volume_gib)),
            ("user volume", unequal(&p.user_volume_gib, &q.user_volume_gib)),
            ("compute type", unequal(&p.compute_type, &q.compute_type)),
            ("protocols", !p.protocols.is_empty() && p.protocols != q.protocols),
            ("global accelerator", unequal(&p.global_accelerator, &q.global_accelerator)),
            ("nested virtualization", unequal(&p.nested_virtualization, &q.nested_virtualization)),
            ("encryption key", unequal(&self.encryption.key, &got.encryption.key)),
            ("root volume encryption", self.encryption.root == Some(true) && got.encryption.root != Some(true)),
            ("user volume encryption", self.encryption.user == Some(true) && got.encryption.user != Some(true)),
        ]
        .into_iter()
        .filter_map(|(field, differs)| differs.then_some(field))
        .collect()
    }
}

wire_enum!(
    /// `ConnectionState` of a desktop. AWS answers `UNKNOWN` for a stopped one.
    ConnectionState {
        Connected = "CONNECTED",
        Disconnected = "DISCONNECTED",
        Unknown = "UNKNOWN",
    }
);

/// One row of `DescribeWorkspacesConnectionStatus`: a sample that AWS took, not the truth of this moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Connection {
    pub state: ConnectionState,
    /// When AWS took the sample.
    pub checked_at: Option<jiff::Timestamp>,
    /// The last time a user is known to have been connected; absent while nobody ever was.
    pub last_connected_at: Option<jiff::Timestamp>,
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use proptest::prelude::*;

    pub(crate) fn desktop(id: &str, user: &str) -> Desktop {
        Desktop {
            id: id.parse().unwrap(),
            directory: "d-90670a1b2c".parse().unwrap(),
            user: user.to_owned(),
            bundle: "wsb-0a1b2c3d4".parse().unwrap(),
            state: State::Available,
            properties: Properties {
                running_mode: Some(RunningMode::AutoStop),
                auto_stop_min: Some(60),
                root_volume_gib: Some(80),
                user_volume_gib: Some(50),
                compute_type: Some("STANDARD".into()),
                protocols: vec!["WSP".into()],
                ..Properties::default()
            },
            encryption: Encryption::default(),
            workspace_name: None,
            computer_name: None,
            operating_system: None,
            error: None,
            modifying: vec![],
            has_standby: false,
            is_replicated: false,
        }
    }

    /// What AWS does with a request: an equal desktop under a new id.
    fn created_from(request: &Request) -> Desktop {
        Desktop {
            id: "ws-newnewnew".parse().unwrap(),
            directory: request.directory.clone(),
            user: request.user.clone(),
            bundle: request.bundle.clone(),
            properties: request.properties.clone(),
            encryption: request.encryption.clone(),
            ..desktop("ws-newnewnew", &request.user)
        }
    }

    fn properties() -> impl Strategy<Value = Properties> {
        let accelerator = ("[A-Z]{4,8}", prop::option::of("[A-Z]{3,9}"))
            .prop_map(|(mode, preferred_protocol)| GlobalAccelerator { mode, preferred_protocol });
        (
            prop::option::of(prop::sample::select(RunningMode::KNOWN)),
            prop::option::of((1..8i32).prop_map(|hours| hours * 60)),
            prop::option::of(80..2000i32),
            prop::option::of(10..2000i32),
            prop::option::of("[A-Z_0-9]{4,20}"),
            prop::collection::vec("PCOIP|WSP", 0..2),
            prop::option::of(accelerator),
            prop::option::of(any::<bool>()),
        )
            .prop_map(|(mode, minutes, root, user, compute, protocols, accelerator, nested)| Properties {
                auto_stop_min: minutes.filter(|_| mode == Some(RunningMode::AutoStop)),
                running_mode: mode,
                root_volume_gib: root,
                user_volume_gib: user,
                compute_type: compute,
                protocols,
                global_accelerator: accelerator,
                nested_virtualization: nested,
            })
    }

    proptest! {
        /// Capture, create, capture again: nothing may be lost on the way, however often it goes round.
        #[test]
        fn the_new_desktop_equals_the_old_one(
            properties in properties(),
            key in prop::option::of("arn:aws:kms:[a-z]{4}:[0-9]{12}:key/[a-f0-9]{8}"),
            root in prop::option::of(any::<bool>()),
            user in prop::option::of(any::<bool>()),
            tags in prop::collection::btree_map("[a-zA-Z:]{1,20}", "[ -~]{0,20}", 0..5),
            name in "[a-zA-Z.]{1,20}",
        ) {
            let encryption = Encryption { key, root, user };
            let old = Desktop { properties, encryption, ..desktop("ws-oldoldold", &name) };
            let request = Request::capture(&old, &tags);
            let new = created_from(&request);
            prop_assert_eq!(&request.differences(&new), &Vec::<&str>::new());
            prop_assert_eq!(&new.properties, &old.properties);
            prop_assert_eq!(&new.encryption, &old.encryption);
            prop_assert_eq!(Request::capture(&new, &request.tags), request.clone());
            for (key, value) in &tags {
                let is_ours = !key.to_ascii_lowercase().starts_with("aws:");
                prop_assert_eq!(request.tags.get(key), is_ours.then_some(value));
            }
            let text = serde_json::to_string(&request).unwrap();
            prop_assert_eq!(serde_json::from_str::<Request>(&text).unwrap(), request);
        }
    }

    #[test]
    fn every_lost_property_is_named() {
        let mut old = desktop("ws-oldoldold", "alice");
        old.encryption = Encryption { key: Some("key".into()), root: Some(true), user: Some(true) };
        old.properties.nested_virtualization = Some(true);
        old.properties.global_accelerator =
            Some(GlobalAccelerator { mode: "DISABLED".into(), preferred_protocol: None });
        let request = Request::capture(&old, &Tags::new());
        let mut bare = created_from(&request);
        bare.properties = Properties::default();
        bare.encryption = Encryption::default();
        assert_eq!(request.differences(&bare).len(), 11, "{:?}", request.differences(&bare));
    }

    #[test]
    fn unknown_values_survive_a_round_trip() {
        let state: State = serde_json::from_str("\"HIBERNATING\"").unwrap();
        assert_eq!(state, State::Other("HIBERNATING".into()));
        assert_eq!(serde_json::to_string(&state).unwrap(), "\"HIBERNATING\"");
    }
}
