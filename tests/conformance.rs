//! One contract for every [`Cloud`]: the same body runs over each world that stands behind the port.
//!
//! Over AWS's SDK against the emulators it shows that the adapter says what AWS reads and reads what AWS says; over
//! the sandbox, that the sandbox behaves as those emulators do. A difference between the two is a finding.
//!
//! To add a call of the port: a case in the file of its kind below. To add a world: implement [`Controls`] in
//! `conformance/over_<world>.rs` next to the others, and call [`body`] there in a test.

mod alarms;
mod births;
mod failures;
mod looks;
mod messages;
#[cfg(feature = "aws")]
mod over_aws;
mod over_sandbox;
mod removals;
mod tags;

use jiff::Timestamp;
use wsrecycle::cloud::{Cloud, Filter, PAGE};
use wsrecycle::recycle::desktop::{Encryption, Properties};
use wsrecycle::recycle::{
    BundleId, Connection, Desktop, DirectoryId, Failure, FailureKind, Owner, Request, RunningMode, State, WorkspaceId,
};

/// The operations of AWS that stand behind the port, in the order of the alphabet.
const WHOLE_PORT: [&str; 15] = [
    "CreateTags",
    "CreateWorkspaces",
    "DeleteAlarms",
    "DeleteTags",
    "DescribeAlarms",
    "DescribeWorkspaceBundles",
    "DescribeWorkspaceDirectories",
    "DescribeWorkspaces",
    "DescribeWorkspacesConnectionStatus",
    "GetCallerIdentity",
    "GetMetricData",
    "GetResources",
    "Publish",
    "PutMetricAlarm",
    "TerminateWorkspaces",
];

/// What the body must be able to do from outside: play the users, the administrator and time.
pub trait Controls {
    /// Two registered directories.
    fn directories(&self) -> [DirectoryId; 2];
    /// Two available bundles.
    fn bundles(&self) -> [BundleId; 2];
    /// The world's time.
    fn now(&self) -> Timestamp;
    /// Time passes until every creation and deletion is through. Without it, none gets through.
    fn settle(&mut self);
    /// What the status of this desktop will be; `None` is no status at all.
    fn set_connection(&mut self, id: &WorkspaceId, connection: Option<Connection>);
    fn set_state(&mut self, id: &WorkspaceId, state: State);
    /// The user is not in the directory any more.
    fn remove_user(&mut self, owner: &Owner);
    /// The next desktop of this owner ends in ERROR.
    fn spoil_birth(&mut self, owner: &Owner, code: &str, message: &str);
    /// TerminateWorkspaces fails for this desktop, once.
    fn refuse_removal(&mut self, id: &WorkspaceId, code: &str, message: &str);
    /// The next call of this operation is refused with this code, and not carried out.
    fn fail_next_call(&mut self, operation: &str, code: &str);
    /// The next call of this operation is carried out, and answered with a server error.
    fn lose_next_answer(&mut self, operation: &str);
    /// The bundle is there and not AVAILABLE.
    fn withdraw_bundle(&mut self, id: &BundleId);
    /// The directory is there and not REGISTERED.
    fn deregister_directory(&mut self, id: &DirectoryId);
    /// A value of the metric UserConnected.
    fn publish_user_connected(&mut self, id: &WorkspaceId, at: Timestamp, value: f64);
    /// A topic that is there: its ARN.
    fn topic(&mut self) -> String;
}

/// The contract. The world is empty at first but for two directories and two bundles.
pub async fn body<C: Cloud>(cloud: &C, world: &mut impl Controls) {
    caller(cloud).await;
    nothing_asked_is_nothing_answered(cloud, world).await;
    let desktops = births::creations(cloud, world).await;
    births::a_batch_with_refused_items(cloud, world).await;
    births::a_desktop_that_is_born_in_error(cloud, world).await;
    looks::listings(cloud, world, &desktops).await;
    looks::by_id(cloud, &desktops).await;
    looks::connections(cloud, world, &desktops).await;
    tags::of_desktops(cloud, &desktops).await;
    tags::of_all(cloud, &desktops).await;
    tags::changes(cloud, &desktops).await;
    failures::refused_calls(cloud, world, &desktops).await;
    failures::lost_answers(cloud, world).await;
    alarms::pages(cloud, &desktops).await;
    alarms::changes(cloud, &desktops).await;
    alarms::user_connected(cloud, world, &desktops).await;
    messages::published(cloud, world).await;
    removals::a_batch_with_refused_items(cloud, world, &desktops).await;
    removals::a_user_who_has_a_desktop_gets_no_other(cloud, world, &desktops).await;
    // Last, because nothing can be created afterwards.
    looks::ground(cloud, world).await;
}

async fn caller<C: Cloud>(cloud: &C) {
    let identity = cloud.whoami().await.expect("GetCallerIdentity");
    assert!(identity.account.len() == 12 && identity.account.bytes().all(|byte| byte.is_ascii_digit()), "{identity:?}");
    assert_eq!(identity.partition, "aws");
    assert!(identity.arn.contains(&identity.account), "{identity:?}");
    assert!(!identity.region.is_empty());
}

/// AWS takes an empty list for "all of them", or refuses it: it must not be sent.
async fn nothing_asked_is_nothing_answered<C: Cloud>(cloud: &C, world: &impl Controls) {
    assert_eq!(cloud.describe(&[]).await, Ok(vec![]));
    assert_eq!(cloud.connections(&[]).await.map(|found| found.len()), Ok(0));
    assert_eq!(cloud.tags(&[]).await.map(|found| found.len()), Ok(0));
    assert_eq!(cloud.bundles(&[]).await.map(|found| found.len()), Ok(0));
    assert_eq!(cloud.directories(&[]).await.map(|found| found.len()), Ok(0));
    assert_eq!(cloud.terminate(&[]).await, Ok(vec![]));
    assert_eq!(cloud.create(&[]).await, Ok(vec![]));
    assert_eq!(cloud.delete_alarms(&[]).await, Ok(()));
    let (to, from) = (world.now(), world.now() - jiff::SignedDuration::from_hours(1));
    assert_eq!(cloud.user_connected(&[], from, to).await.map(|found| found.len()), Ok(0));
}

/// A desktop that the body made, and how it was asked for.
pub struct Made {
    id: WorkspaceId,
    request: Request,
}

fn ids(desktops: &[Made]) -> Vec<WorkspaceId> {
    desktops.iter().map(|made| made.id.clone()).collect()
}

fn unknown_id() -> WorkspaceId {
    WorkspaceId::from_aws("ws-zzzzzzzzz")
}

/// A request in which every property that can be carried over is set, differently for each `number`.
fn request(world: &impl Controls, number: usize) -> Request {
    let auto_stop = number.is_multiple_of(2);
    let encrypted = number.is_multiple_of(3);
    let (sizes, computes) = ([80, 175], ["STANDARD", "PERFORMANCE"]);
    let properties = Properties {
        running_mode: Some(if auto_stop { RunningMode::AutoStop } else { RunningMode::AlwaysOn }),
        auto_stop_min: auto_stop.then_some(60 * (1 + number as i32 % 4)),
        root_volume_gib: Some(sizes[number % 2]),
        user_volume_gib: Some(sizes[number / 2 % 2]),
        compute_type: Some(computes[number / 3 % 2].to_owned()),
        protocols: vec![["WSP", "PCOIP"][number / 5 % 2].to_owned()],
        ..Properties::default()
    };
    let encryption = match encrypted {
        true => Encryption { key: Some("alias/aws/workspaces".into()), root: Some(true), user: Some(true) },
        false => Encryption::default(),
    };
    // Every tenth desktop has no tags.
    let tags = [("team", "Finance & Räte"), ("number", number.to_string().as_str())]
        .into_iter()
        .filter(|_| !number.is_multiple_of(10))
        .map(|(key, value)| (key.to_owned(), value.to_owned()))
        .collect();
    Request {
        directory: world.directories()[number % 2].clone(),
        user: format!("User{number:03}"),
        bundle: world.bundles()[number % 2].clone(),
        properties,
        encryption,
        tags,
    }
}

/// Every page of a listing, which must hold no row twice.
async fn every_desktop<C: Cloud>(cloud: &C, filter: &Filter) -> Vec<Desktop> {
    let (mut found, mut token): (Vec<Desktop>, _) = (Vec::new(), None);
    loop {
        let page = cloud.desktops(filter, token).await.expect("DescribeWorkspaces");
        assert!(page.items.len() <= PAGE);
        found.extend(page.items);
        token = page.next;
        if token.is_none() {
            break;
        }
    }
    let mut seen: Vec<&WorkspaceId> = found.iter().map(|desktop| &desktop.id).collect();
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), found.len(), "a desktop was listed twice");
    found
}

/// The one desktop with this id.
async fn one<C: Cloud>(cloud: &C, id: &WorkspaceId) -> Option<Desktop> {
    cloud.describe(std::slice::from_ref(id)).await.expect("DescribeWorkspaces").pop()
}

fn kinds<T>(answers: &[Result<T, Failure>]) -> Vec<Option<FailureKind>> {
    answers.iter().map(|answer| answer.as_ref().err().map(|failure| failure.kind)).collect()
}
