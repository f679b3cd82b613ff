//! AWS's shapes to our nouns and back, and what every listing needs.

use crate::recycle::desktop::{Encryption, GlobalAccelerator, Properties};
use crate::recycle::{
    BundleId, Connection, ConnectionState, Desktop, DirectoryId, Failure, FailureKind, Request, State, WorkspaceId,
};
use aws_sdk_workspaces::primitives::DateTime;
use aws_sdk_workspaces::types::{
    AgaModeForWorkSpaceEnum, AgaPreferredProtocolForWorkSpace, Compute, DataReplication, GlobalAcceleratorForWorkSpace,
    ModificationStateEnum, Protocol, RunningMode, Tag, Workspace, WorkspaceConnectionStatus, WorkspaceProperties,
    WorkspaceRequest,
};
use jiff::Timestamp;

/// The state of a desktop that AWS shows without its owner, bundle or state. It could not be brought back, so it must
/// not be touched; nobody acts on a state that is not known.
const INCOMPLETE: &str = "INCOMPLETE";

/// A desktop as we know it. `None`: it has no id, so nothing can be said about it.
pub(super) fn desktop(from: Workspace) -> Option<Desktop> {
    let id = WorkspaceId::from_aws(from.workspace_id?);
    let state = match (&from.directory_id, &from.user_name, &from.bundle_id, &from.state) {
        (Some(_), Some(_), Some(_), Some(state)) => State::from(state.as_str()),
        _ => State::from(INCOMPLETE),
    };
    let is_under_way = |state: &Option<ModificationStateEnum>| {
        matches!(state, Some(ModificationStateEnum::UpdateInitiated | ModificationStateEnum::UpdateInProgress))
    };
    let modifying = from.modification_states.unwrap_or_default().into_iter().filter(|one| is_under_way(&one.state));
    let has_any = |related: Option<usize>| related.is_some_and(|count| count > 0);
    let replication = from.data_replication_settings.and_then(|settings| settings.data_replication);
    let operating_system = from.workspace_properties.as_ref().and_then(|p| p.operating_system_name.as_ref());
    Some(Desktop {
        id,
        directory: DirectoryId::from_aws(from.directory_id.unwrap_or_default()),
        user: from.user_name.unwrap_or_default(),
        bundle: BundleId::from_aws(from.bundle_id.unwrap_or_default()),
        state,
        operating_system: operating_system.map(|name| name.as_str().to_owned()),
        properties: from.workspace_properties.map(properties).unwrap_or_default(),
        encryption: Encryption {
            key: from.volume_encryption_key,
            root: from.root_volume_encryption_enabled,
            user: from.user_volume_encryption_enabled,
        },
        workspace_name: from.workspace_name,
        computer_name: from.computer_name,
        error: match (from.error_code, from.error_message) {
            (None, None) => None,
            (code, message) => Some((code.unwrap_or_default(), message.unwrap_or_default())),
        },
        modifying: modifying
            .map(|one| one.resource.map_or_else(|| "UNKNOWN".to_owned(), |resource| resource.as_str().to_owned()))
            .collect(),
        has_standby: has_any(from.related_workspaces.map(|list| list.len()))
            || has_any(from.standby_workspaces_properties.map(|list| list.len())),
        is_replicated: replication == Some(DataReplication::PrimaryAsSource),
    })
}

fn properties(from: WorkspaceProperties) -> Properties {
    Properties {
        running_mode: from.running_mode.map(|mode| mode.as_str().into()),
        auto_stop_min: from.running_mode_auto_stop_timeout_in_minutes,
        root_volume_gib: from.root_volume_size_gib,
        user_volume_gib: from.user_volume_size_gib,
        compute_type: from.compute_type_name.map(|name| name.as_str().to_owned()),
        protocols: from.protocols.unwrap_or_default().iter().map(|protocol| protocol.as_str().to_owned()).collect(),
        global_accelerator: from.global_accelerator.map(|accelerator| GlobalAccelerator {
            mode: accelerator.mode.as_str().to_owned(),
            preferred_protocol: accelerator.preferred_protocol.map(|protocol| protocol.as_str().to_owned()),
        }),
        nested_virtualization: from.nested_virtualization_enabled,
    }
}

/// One entry of CreateWorkspaces. `OperatingSystemName` is a fact of the bundle and is never sent.
pub(super) fn request(from: &Request) -> WorkspaceRequest {
    let tags =
        from.tags.iter().map(|(key, value)| Tag::builder().key(key).value(value).build().expect("the key is set"));
    let tags: Vec<_> = tags.collect();
    WorkspaceRequest::builder()
        .directory_id(from.directory.as_str())
        .user_name(&from.user)
        .bundle_id(from.bundle.as_str())
        .set_volume_encryption_key(from.encryption.key.clone())
        .set_root_volume_encryption_enabled(from.encryption.root)
        .set_user_volume_encryption_enabled(from.encryption.user)
        .set_workspace_properties(Some(&from.properties).filter(|p| **p != Properties::default()).map(wire_properties))
        .set_tags(Some(tags).filter(|tags| !tags.is_empty()))
        .build()
        .expect("directory, user and bundle are set")
}

fn wire_properties(from: &Properties) -> WorkspaceProperties {
    let protocols: Vec<_> = from.protocols.iter().map(|protocol| Protocol::from(protocol.as_str())).collect();
    let accelerator = from.global_accelerator.as_ref().map(|accelerator| {
        let preferred = accelerator.preferred_protocol.as_deref().map(AgaPreferredProtocolForWorkSpace::from);
        GlobalAcceleratorForWorkSpace::builder()
            .mode(AgaModeForWorkSpaceEnum::from(accelerator.mode.as_str()))
            .set_preferred_protocol(preferred)
            .build()
            .expect("the mode is set")
    });
    WorkspaceProperties::builder()
        .set_running_mode(from.running_mode.as_ref().map(|mode| RunningMode::from(mode.as_str())))
        .set_running_mode_auto_stop_timeout_in_minutes(from.auto_stop_min)
        .set_root_volume_size_gib(from.root_volume_gib)
        .set_user_volume_size_gib(from.user_volume_gib)
        .set_compute_type_name(from.compute_type.as_deref().map(Compute::from))
        .set_protocols(Some(protocols).filter(|list| !list.is_empty()))
        .set_global_accelerator(accelerator)
        .set_nested_virtualization_enabled(from.nested_virtualization)
        .build()
}

/// One row of the connection status. A row without a state says that AWS does not know.
pub(super) fn connection(from: WorkspaceConnectionStatus) -> Option<(WorkspaceId, Connection)> {
    let id = WorkspaceId::from_aws(from.workspace_id?);
    let connection = Connection {
        state: from.connection_state.map_or(ConnectionState::Unknown, |state| state.as_str().into()),
        checked_at: from.connection_state_check_timestamp.as_ref().and_then(timestamp),
        last_connected_at: from.last_known_user_connection_timestamp.as_ref().and_then(timestamp),
    };
    Some((id, connection))
}

/// `None` where AWS's time is beyond the end of ours.
pub(super) fn timestamp(from: &DateTime) -> Option<Timestamp> {
    Timestamp::from_nanosecond(from.as_nanos()).ok()
}

pub(super) fn aws_time(from: Timestamp) -> DateTime {
    DateTime::from_nanos(from.as_nanosecond()).expect("our times are within AWS's")
}

/// The desktop in an ARN such as `arn:aws:workspaces:us-east-1:123456789012:workspace/ws-0a1b2c3d4`.
pub(super) fn arn_desktop(arn: &str) -> Option<WorkspaceId> {
    arn.rsplit_once(":workspace/").map(|(_, id)| WorkspaceId::from_aws(id))
}

/// A token that leads on. Some services send an empty one at the end.
pub(super) fn next_token(token: Option<String>) -> Option<String> {
    token.filter(|token| !token.is_empty())
}

/// The token of the page after this one.
///
/// # Errors
/// AWS gave back the token that it was given: to follow it would never end.
pub(super) fn repeated(call: &str, given: Option<String>, next: Option<String>) -> Result<Option<String>, Failure> {
    let next = next_token(next);
    if next.is_some() && next == given {
        let message = "AWS answered with the page token that it was given, so the list cannot be read to its end";
        return Err(Failure::new(FailureKind::Unclear, "", message).in_call(call));
    }
    Ok(next)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recycle::Tags;
    use aws_sdk_workspaces::types::{
        DataReplicationSettings, ModificationResourceEnum, ModificationState, OperatingSystemName,
        RelatedWorkspaceProperties, StandbyWorkspacesProperties, WorkspaceState,
    };
    use proptest::prelude::*;

    /// What AWS shows of a desktop that was created by this request.
    fn shown(from: WorkspaceRequest) -> Workspace {
        Workspace::builder()
            .workspace_id("ws-0a1b2c3d4")
            .directory_id(from.directory_id)
            .user_name(from.user_name)
            .bundle_id(from.bundle_id)
            .state(WorkspaceState::Available)
            .set_volume_encryption_key(from.volume_encryption_key)
            .set_root_volume_encryption_enabled(from.root_volume_encryption_enabled)
            .set_user_volume_encryption_enabled(from.user_volume_encryption_enabled)
            .set_workspace_properties(from.workspace_properties)
            .build()
    }

    fn any_properties() -> impl Strategy<Value = Properties> {
        let accelerator = ("ENABLED_AUTO|DISABLED|INHERITED|LATER", prop::option::of("TCP|NONE|INHERITED"))
            .prop_map(|(mode, preferred_protocol)| GlobalAccelerator { mode, preferred_protocol });
        (
            prop::option::of("AUTO_STOP|ALWAYS_ON|MANUAL|LATER"),
            prop::option::of((1..8i32).prop_map(|hours| hours * 60)),
            prop::option::of(80..2000i32),
            prop::option::of(10..2000i32),
            prop::option::of("VALUE|POWERPRO|GRAPHICS_G4DN|LATER_[0-9]"),
            prop::collection::vec("PCOIP|WSP|LATER", 0..3),
            prop::option::of(accelerator),
            prop::option::of(any::<bool>()),
        )
            .prop_map(|(mode, minutes, root, user, compute, protocols, global_accelerator, nested)| {
                Properties {
                    auto_stop_min: minutes.filter(|_| mode.as_deref() == Some("AUTO_STOP")),
                    running_mode: mode.map(|mode| mode.as_str().into()),
                    root_volume_gib: root,
                    user_volume_gib: user,
                    compute_type: compute,
                    protocols,
                    global_accelerator,
                    nested_virtualization: nested,
                }
            })
    }

    proptest! {
        /// Through the SDK's own types and back: nothing may be lost, not even values newer than the SDK.
        #[test]
        fn a_request_comes_back_whole(
            properties in any_properties(),
            key in prop::option::of("alias/[a-z]{1,9}"),
            root in prop::option::of(any::<bool>()),
            user_volume in prop::option::of(any::<bool>()),
            user in "[a-zA-Z.@]{1,20}",
            tags in prop::collection::btree_map("[a-zA-Z:]{1,20}", "[ -~]{0,20}", 0..5),
        ) {
            let asked = Request {
                directory: "d-90670a1b2c".parse().unwrap(),
                user,
                bundle: "wsb-0a1b2c3d4".parse().unwrap(),
                properties,
                encryption: Encryption { key, root, user: user_volume },
                tags,
            };
            let sent = request(&asked);
            let mut sent_tags = Tags::new();
            for tag in sent.tags.clone().unwrap_or_default() {
                sent_tags.insert(tag.key, tag.value.unwrap_or_default());
            }
            prop_assert_eq!(&sent_tags, &asked.tags);
            let new = desktop(shown(sent)).unwrap();
            prop_assert_eq!(Request { tags: asked.tags.clone(), ..Request::capture(&new, &Tags::new()) }, asked);
        }
    }

    #[test]
    fn everything_that_aws_shows_is_read() {
        let properties = WorkspaceProperties::builder().operating_system_name(OperatingSystemName::Windows11).build();
        let modification = |resource, state| ModificationState::builder().resource(resource).state(state).build();
        let from = Workspace::builder()
            .workspace_id("ws-0a1b2c3d4")
            .directory_id("d-90670a1b2c")
            .user_name("Alice")
            .bundle_id("wsb-0a1b2c3d4")
            .state(WorkspaceState::Error)
            .computer_name("WSAMZN-1")
            .workspace_name("lab")
            .error_code("ResourceLimit")
            .workspace_properties(properties)
            .modification_states(modification(
                ModificationResourceEnum::ComputeType,
                ModificationStateEnum::UpdateInProgress,
            ))
            .modification_states(modification(
                ModificationResourceEnum::RootVolume,
                ModificationStateEnum::UpdateFailed,
            ))
            .related_workspaces(RelatedWorkspaceProperties::builder().build())
            .data_replication_settings(
                DataReplicationSettings::builder().data_replication(DataReplication::PrimaryAsSource).build(),
            );
        let read = desktop(from.clone().build()).unwrap();
        assert_eq!(read.state, State::Error);
        assert_eq!(read.operating_system.as_deref(), Some("WINDOWS_11"));
        assert_eq!((read.computer_name.as_deref(), read.workspace_name.as_deref()), (Some("WSAMZN-1"), Some("lab")));
        assert_eq!(read.error, Some(("ResourceLimit".into(), String::new())));
        assert_eq!(read.modifying, ["COMPUTE_TYPE"]);
        assert!(read.has_standby && read.is_replicated);
        let alone = desktop(from.set_related_workspaces(Some(vec![])).set_data_replication_settings(None).build());
        assert!(alone.is_some_and(|desktop| !desktop.has_standby && !desktop.is_replicated));
        let standby = Workspace::builder()
            .workspace_id("ws-0a1b2c3d4")
            .standby_workspaces_properties(StandbyWorkspacesProperties::builder().build());
        assert!(desktop(standby.build()).unwrap().has_standby);
        let request = request(&Request::capture(&read, &Tags::new()));
        assert_eq!(request.workspace_properties, None, "the operating system is not sent");
    }

    #[test]
    fn what_cannot_be_brought_back_has_a_state_that_nobody_acts_on() {
        assert_eq!(desktop(Workspace::builder().build()), None);
        let whole = Workspace::builder()
            .workspace_id("ws-0a1b2c3d4")
            .directory_id("d-90670a1b2c")
            .user_name("alice")
            .bundle_id("wsb-0a1b2c3d4")
            .state(WorkspaceState::Available);
        assert_eq!(desktop(whole.clone().build()).unwrap().state, State::Available);
        for lacking in [
            whole.clone().set_directory_id(None),
            whole.clone().set_user_name(None),
            whole.clone().set_bundle_id(None),
            whole.set_state(None),
        ] {
            assert_eq!(desktop(lacking.build()).unwrap().state, State::Other(INCOMPLETE.into()));
        }
    }

    #[test]
    fn connection_rows_are_read_with_their_times() {
        let at = |secs| DateTime::from_secs(secs);
        let row = WorkspaceConnectionStatus::builder()
            .workspace_id("ws-0a1b2c3d4")
            .connection_state(aws_sdk_workspaces::types::ConnectionState::Disconnected)
            .connection_state_check_timestamp(at(600))
            .last_known_user_connection_timestamp(at(300));
        let (_, read) = connection(row.clone().build()).unwrap();
        assert_eq!(read.state, ConnectionState::Disconnected);
        let seconds = [read.checked_at, read.last_connected_at].map(|at| at.map(Timestamp::as_second));
        assert_eq!(seconds, [Some(600), Some(300)]);
        let bare = row.set_connection_state(None).connection_state_check_timestamp(at(i64::MAX));
        let (_, read) = connection(bare.build()).unwrap();
        assert_eq!((read.state, read.checked_at), (ConnectionState::Unknown, None));
        assert_eq!(connection(WorkspaceConnectionStatus::builder().build()), None);
    }

    #[test]
    fn times_go_both_ways() {
        for text in ["2026-11-22T17:00:00.123456789Z", "1969-12-31T23:59:59.5Z", "9999-12-30T00:00:00Z"] {
            let time: Timestamp = text.parse().unwrap();
            assert_eq!(timestamp(&aws_time(time)), Some(time));
        }
    }

    #[test]
    fn arns_name_desktops() {
        let arn = "arn:aws-us-gov:workspaces:us-gov-west-1:123456789012:workspace/ws-0a1b2c3d4";
        assert_eq!(arn_desktop(arn), Some("ws-0a1b2c3d4".parse().unwrap()));
        assert_eq!(arn_desktop("arn:aws:workspaces:us-east-1:123456789012:workspacebundle/wsb-0a1b2c3d4"), None);
    }

    #[test]
    fn a_listing_ends_and_does_not_go_round() {
        let token = |text: &str| Some(text.to_owned());
        assert_eq!(repeated("X", None, token("a")), Ok(token("a")));
        assert_eq!(repeated("X", token("a"), token("b")), Ok(token("b")));
        assert_eq!(repeated("X", token("a"), token("")), Ok(None));
        assert_eq!(repeated("X", token("a"), None), Ok(None));
        assert_eq!(repeated("X", token("a"), token("a")).unwrap_err().kind, FailureKind::Unclear);
    }
}
