//! WHAT we ask of AWS, in our own nouns.
//!
//! [`Cloud`] is the port. Two worlds stand behind it: `cloud/aws/` (the only place that sees the SDK) and `sandbox/`.
//! [`Paced`] stands in front of AWS and spends the documented rates, so no caller ever thinks of them.
//!
//! Rules of the port: one method is one API call (more only where AWS cuts an answer short); batches never exceed
//! AWS's limit (the caller splits, see [`PAGE`]); a whole call that fails is an `Err`, a failed item of a batch is a
//! value; nothing is retried here except by the SDK, whose policy is set in `cloud/aws/`.
//!
//! To add a call: a method here, its line in `paced.rs` (with the service whose rate it spends), its
//! implementation in `cloud/aws/` and in `sandbox/`, and a case in `tests/conformance.rs`, which runs over both.

#[cfg(feature = "aws")]
pub mod aws;
mod clock;
mod logs;
mod pace;
mod paced;
mod provision;

pub use clock::{Clock, Skew, SystemClock};
pub use logs::{LogLine, Logs};
pub use pace::{Bucket, Rate, Rates};
pub use paced::{ACT_WAIT_S_MAX, Paced};
pub use provision::{Archive, Provision};

use crate::fleet::Alarm;
use crate::recycle::{BundleId, Connection, Desktop, DirectoryId, Failure, Owner, Request, Tags, WorkspaceId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::future::Future;

/// Ids in one Describe, ConnectionStatus, Create or Terminate call, and rows in one page of DescribeWorkspaces
/// (WorkSpaces API model: `WorkspaceIdList`, `WorkspaceRequestList`, `Limit`).
pub const PAGE: usize = 25;
/// Names in one DeleteAlarms call and rows in a page of DescribeAlarms (CloudWatch API reference).
pub const ALARM_PAGE: usize = 100;
/// ARNs in one GetResources call (Resource Groups Tagging API reference).
pub const TAG_PAGE: usize = 100;
/// Queries in one GetMetricData call (CloudWatch API reference).
pub const METRIC_PAGE: usize = 500;
/// Characters in the subject of a message: fewer than 100 (Publish, SNS API reference, seen 2026-11-22).
pub const SUBJECT_MAX: usize = 99;
/// The longest that one call may take, with all its tries.
pub const CALL_S_MAX: u64 = 60;

/// Who we are to AWS.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// Twelve digits.
    pub account: String,
    /// The caller's ARN.
    pub arn: String,
    /// `aws`, `aws-us-gov` or `aws-cn`.
    pub partition: String,
    pub region: String,
}

impl Identity {
    pub fn workspace_arn(&self, id: &WorkspaceId) -> String {
        format!("arn:{}:workspaces:{}:{}:workspace/{id}", self.partition, self.region, self.account)
    }

    pub fn topic_arn(&self, topic: &str) -> String {
        format!("arn:{}:sns:{}:{}:{topic}", self.partition, self.region, self.account)
    }
}

/// One page of a listing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    pub items: Vec<T>,
    /// Present while there is more. An empty page may have one.
    pub next: Option<String>,
}

/// Which desktops to list. AWS takes one filter at a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filter {
    All,
    Directory(DirectoryId),
    Bundle(BundleId),
    /// AWS does not say whether it minds the case of the user's name: an owner keeps its spelling.
    Owner(Owner),
}

/// What we ask of AWS. Every method is one call.
pub trait Cloud: Send + Sync {
    /// GetCallerIdentity.
    fn whoami(&self) -> impl Future<Output = Result<Identity, Failure>> + Send;

    /// How far this machine's clock is from AWS's, as the answer to [`Cloud::whoami`] told, also if it was a refusal.
    /// No call. `None`: nobody has asked yet, the answer has no date, or there is only one clock, as in the sandbox.
    fn skew(&self) -> Option<Skew> {
        None
    }

    /// DescribeWorkspaces by id, at most [`PAGE`]. Ids that do not exist are left out of the answer.
    fn describe(&self, ids: &[WorkspaceId]) -> impl Future<Output = Result<Vec<Desktop>, Failure>> + Send;

    /// One page of DescribeWorkspaces.
    fn desktops(
        &self,
        filter: &Filter,
        token: Option<String>,
    ) -> impl Future<Output = Result<Page<Desktop>, Failure>> + Send;

    /// DescribeWorkspacesConnectionStatus, at most [`PAGE`] ids. Desktops without a status are left out.
    fn connections(
        &self,
        ids: &[WorkspaceId],
    ) -> impl Future<Output = Result<BTreeMap<WorkspaceId, Connection>, Failure>> + Send;

    /// GetResources of the tagging API by ARN, at most [`TAG_PAGE`]. Every id asked for is in the answer.
    fn tags(&self, ids: &[WorkspaceId]) -> impl Future<Output = Result<BTreeMap<WorkspaceId, Tags>, Failure>> + Send;

    /// One page of all tagged desktops.
    fn all_tags(
        &self,
        token: Option<String>,
    ) -> impl Future<Output = Result<Page<(WorkspaceId, Tags)>, Failure>> + Send;

    /// DescribeWorkspaceBundles, at most [`PAGE`] ids: those that exist, and whether each is AVAILABLE.
    fn bundles(&self, ids: &[BundleId]) -> impl Future<Output = Result<BTreeMap<BundleId, bool>, Failure>> + Send;

    /// DescribeWorkspaceDirectories, at most [`PAGE`] ids: those that exist, and whether each is REGISTERED.
    fn directories(
        &self,
        ids: &[DirectoryId],
    ) -> impl Future<Output = Result<BTreeMap<DirectoryId, bool>, Failure>> + Send;

    /// TerminateWorkspaces, at most [`PAGE`]: the items that failed.
    fn terminate(
        &self,
        ids: &[WorkspaceId],
    ) -> impl Future<Output = Result<Vec<(WorkspaceId, Failure)>, Failure>> + Send;

    /// CreateWorkspaces, at most [`PAGE`]: one answer for each request, in its order.
    fn create(
        &self,
        requests: &[Request],
    ) -> impl Future<Output = Result<Vec<Result<WorkspaceId, Failure>>, Failure>> + Send;

    /// CreateTags.
    fn tag(&self, id: &WorkspaceId, key: &str, value: &str) -> impl Future<Output = Result<(), Failure>> + Send;

    /// DeleteTags.
    fn untag(&self, id: &WorkspaceId, key: &str) -> impl Future<Output = Result<(), Failure>> + Send;

    /// One page of DescribeAlarms whose names begin with `prefix` (case matters).
    fn alarms(&self, prefix: &str, token: Option<String>) -> impl Future<Output = Result<Page<Alarm>, Failure>> + Send;

    /// PutMetricAlarm: creates or overwrites.
    fn put_alarm(&self, alarm: &Alarm) -> impl Future<Output = Result<(), Failure>> + Send;

    /// DeleteAlarms, at most [`ALARM_PAGE`]. Names that do not exist are no failure.
    fn delete_alarms(&self, names: &[String]) -> impl Future<Output = Result<(), Failure>> + Send;

    /// GetMetricData of `UserConnected` (Maximum, 300 s), at most [`METRIC_PAGE`] ids, in `[from, to)`: the start of
    /// the latest period in which somebody was connected. Desktops without such a period are left out.
    fn user_connected(
        &self,
        ids: &[WorkspaceId],
        from: Timestamp,
        to: Timestamp,
    ) -> impl Future<Output = Result<BTreeMap<WorkspaceId, Timestamp>, Failure>> + Send;

    /// Publish of SNS, to whoever subscribes to the topic. The subject is ASCII without control characters, at most
    /// [`SUBJECT_MAX`].
    fn publish(
        &self,
        topic_arn: &str,
        subject: &str,
        message: &str,
    ) -> impl Future<Output = Result<(), Failure>> + Send;
}
