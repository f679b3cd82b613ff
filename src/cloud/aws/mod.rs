//! The real AWS, through its SDK. The only room that sees SDK types; none may leave it.
//!
//! One configuration, one client for each service, built when it is first needed. Nothing is paced here (see
//! `paced.rs`) and nothing is decided here: what AWS says is turned into our nouns, and what goes wrong into one
//! [`Failure`] that names the call.
//!
//! AWS may leave any member out of an answer, so nothing here may panic, and nothing that is missing may be read as
//! permission: a desktop without an owner gets a state that nobody acts on, a request that the answer does not mention
//! is `Unclear`, and tags that could not be read are a failure, not "no tags".
//!
//! To add a call: the function in the file of its service (`failure.rs` turns errors around), its line in the `impl
//! Cloud` below. To add a service: its crate in `Cargo.toml`, its client in [`AwsCloud`], a file. What only a stack is
//! made of is in `provision/`, and what is kept in the ledger's table in `ledger/`.

mod alarms;
#[cfg(test)]
mod canned;
mod clock;
mod convert;
mod failure;
mod identity;
mod late;
mod ledger;
mod logs;
mod metrics;
mod provision;
mod tags;
mod workspaces;

use super::{CALL_S_MAX, Cloud, Filter, Identity, Page, Skew};
use crate::fleet::Alarm;
use crate::recycle::{BundleId, Connection, Desktop, DirectoryId, Failure, Request, Tags, WorkspaceId};
use aws_config::environment::{EnvironmentVariableCredentialsProvider, EnvironmentVariableRegionProvider};
use aws_config::timeout::TimeoutConfig;
use aws_config::{AppName, BehaviorVersion, ConfigLoader, Region, SdkConfig, retry::RetryConfig};
use failure::Place;
use jiff::Timestamp;
pub use ledger::TableLedger;
use std::sync::{Arc, OnceLock};
use std::{collections::BTreeMap, time::Duration};

/// Tries of one call. A retry spends the same rate as a first try, and `Paced` does not see it, so only a few.
/// TerminateWorkspaces and CreateWorkspaces are tried again only where AWS surely did nothing (`failure::OnlyRefused`).
const ATTEMPTS_MAX: u32 = 4;
/// A server that takes longer than this to accept a connection is not there.
const CONNECT_S_MAX: u64 = 3;
/// One try. AWS answers a full batch in a second or two.
const ATTEMPT_S_MAX: u64 = 20;
/// Finding credentials: a credential process may ask a key or a person. The metadata service of EC2 gives up by itself
/// after a second or two where there is none.
const CREDENTIALS_S_MAX: u64 = 15;

/// Where and as whom to call, as typed. What is missing comes from the environment and from AWS's configuration files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    pub profile: Option<String>,
    pub region: Option<String>,
    pub endpoint_url: Option<String>,
}

/// [`Cloud`] and [`Provision`](super::Provision) in one account and region.
#[derive(Debug, Clone)]
pub struct AwsCloud {
    config: SdkConfig,
    place: Arc<Place>,
    workspaces: OnceLock<aws_sdk_workspaces::Client>,
    cloudwatch: OnceLock<aws_sdk_cloudwatch::Client>,
    tagging: OnceLock<aws_sdk_resourcegroupstagging::Client>,
    sts: OnceLock<aws_sdk_sts::Client>,
    clients: provision::Clients,
    identity: OnceLock<Identity>,
    clock: clock::Watch,
    waiting: provision::Waiting,
}

/// Read the configuration. AWS is not called yet, except for the metadata service of EC2 if no region is set.
///
/// A profile that was typed wins over keys in the environment, as with the AWS CLI: the SDK alone would take the keys,
/// and act on another account than the one that was named.
///
/// # Errors
/// No region is set anywhere, or the region or the endpoint cannot be one.
pub async fn connect(options: &Options) -> Result<AwsCloud, Failure> {
    let mut loader = settings(aws_config::defaults(BehaviorVersion::latest()));
    if let Some(region) = &options.region {
        loader = loader.region(Region::new(region.clone()));
    }
    if let Some(url) = &options.endpoint_url {
        loader = loader.endpoint_url(url);
    }
    if let Some(profile) = &options.profile {
        loader = loader.profile_name(profile).credentials_provider(identity::of_profile(profile, options).await);
    }
    AwsCloud::new(loader.load().await, options.profile.clone().or_else(|| std::env::var("AWS_PROFILE").ok()))
}

/// In Lambda: region, credentials and endpoints come from the environment, and who we are from the invocation. No file
/// is read and no metadata service asked, because whoever starts a function waits for it.
///
/// # Errors
/// The environment names no region, or region or endpoint cannot be one.
pub async fn in_lambda(identity: Identity) -> Result<AwsCloud, Failure> {
    let loader = settings(aws_config::defaults(BehaviorVersion::latest()))
        .profile_files(no_files())
        .region(EnvironmentVariableRegionProvider::new())
        .credentials_provider(EnvironmentVariableCredentialsProvider::new());
    let cloud = AwsCloud::new(loader.load().await, None)?;
    let _ = cloud.identity.set(identity);
    Ok(cloud)
}

/// Configuration files that are empty, so that none is looked for.
#[expect(deprecated, reason = "the new names are in a crate that nothing else here needs")]
fn no_files() -> aws_config::profile::profile_file::ProfileFiles {
    use aws_config::profile::profile_file::{ProfileFileKind, ProfileFiles};
    ProfileFiles::builder().with_contents(ProfileFileKind::Config, "").build()
}

/// Everything about calls that does not depend on the account.
fn settings(loader: ConfigLoader) -> ConfigLoader {
    let timeouts = TimeoutConfig::builder()
        .connect_timeout(Duration::from_secs(CONNECT_S_MAX))
        .operation_attempt_timeout(Duration::from_secs(ATTEMPT_S_MAX))
        .operation_timeout(Duration::from_secs(CALL_S_MAX))
        .build();
    let credentials = aws_config::identity::IdentityCache::lazy().load_timeout(Duration::from_secs(CREDENTIALS_S_MAX));
    loader
        .retry_config(RetryConfig::standard().with_max_attempts(ATTEMPTS_MAX))
        .timeout_config(timeouts)
        .identity_cache(credentials.build())
        // Shown in CloudTrail, so that an administrator can tell our calls from others.
        .app_name(AppName::new("wsrecycle").expect("the name has only allowed characters"))
}

impl AwsCloud {
    fn new(config: SdkConfig, profile: Option<String>) -> Result<Self, Failure> {
        let place = Arc::new(Place::of(&config, profile)?);
        Ok(Self {
            config,
            place,
            workspaces: OnceLock::new(),
            cloudwatch: OnceLock::new(),
            tagging: OnceLock::new(),
            sts: OnceLock::new(),
            clients: provision::Clients::default(),
            identity: OnceLock::new(),
            clock: clock::Watch::default(),
            waiting: provision::Waiting::default(),
        })
    }

    fn workspaces(&self) -> &aws_sdk_workspaces::Client {
        self.workspaces.get_or_init(|| aws_sdk_workspaces::Client::new(&self.config))
    }

    fn cloudwatch(&self) -> &aws_sdk_cloudwatch::Client {
        self.cloudwatch.get_or_init(|| aws_sdk_cloudwatch::Client::new(&self.config))
    }

    fn tagging(&self) -> &aws_sdk_resourcegroupstagging::Client {
        self.tagging.get_or_init(|| aws_sdk_resourcegroupstagging::Client::new(&self.config))
    }

    fn sts(&self) -> &aws_sdk_sts::Client {
        self.sts.get_or_init(|| aws_sdk_sts::Client::new(&self.config))
    }
}

impl Cloud for AwsCloud {
    async fn whoami(&self) -> Result<Identity, Failure> {
        identity::whoami(self).await
    }

    fn skew(&self) -> Option<Skew> {
        self.clock.skew()
    }

    async fn describe(&self, ids: &[WorkspaceId]) -> Result<Vec<Desktop>, Failure> {
        workspaces::describe(self, ids).await
    }

    async fn desktops(&self, filter: &Filter, token: Option<String>) -> Result<Page<Desktop>, Failure> {
        workspaces::desktops(self, filter, token).await
    }

    async fn connections(&self, ids: &[WorkspaceId]) -> Result<BTreeMap<WorkspaceId, Connection>, Failure> {
        workspaces::connections(self, ids).await
    }

    async fn tags(&self, ids: &[WorkspaceId]) -> Result<BTreeMap<WorkspaceId, Tags>, Failure> {
        tags::of(self, ids).await
    }

    async fn all_tags(&self, token: Option<String>) -> Result<Page<(WorkspaceId, Tags)>, Failure> {
        tags::all(self, token).await
    }

    async fn bundles(&self, ids: &[BundleId]) -> Result<BTreeMap<BundleId, bool>, Failure> {
        workspaces::bundles(self, ids).await
    }

    async fn directories(&self, ids: &[DirectoryId]) -> Result<BTreeMap<DirectoryId, bool>, Failure> {
        workspaces::directories(self, ids).await
    }

    async fn terminate(&self, ids: &[WorkspaceId]) -> Result<Vec<(WorkspaceId, Failure)>, Failure> {
        workspaces::terminate(self, ids).await
    }

    async fn create(&self, requests: &[Request]) -> Result<Vec<Result<WorkspaceId, Failure>>, Failure> {
        workspaces::create(self, requests).await
    }

    async fn tag(&self, id: &WorkspaceId, key: &str, value: &str) -> Result<(), Failure> {
        tags::add(self, id, key, value).await
    }

    async fn untag(&self, id: &WorkspaceId, key: &str) -> Result<(), Failure> {
        tags::remove(self, id, key).await
    }

    async fn alarms(&self, prefix: &str, token: Option<String>) -> Result<Page<Alarm>, Failure> {
        alarms::list(self, prefix, token).await
    }

    async fn put_alarm(&self, alarm: &Alarm) -> Result<(), Failure> {
        alarms::put(self, alarm).await
    }

    async fn delete_alarms(&self, names: &[String]) -> Result<(), Failure> {
        alarms::delete(self, names).await
    }

    async fn user_connected(
        &self,
        ids: &[WorkspaceId],
        from: Timestamp,
        to: Timestamp,
    ) -> Result<BTreeMap<WorkspaceId, Timestamp>, Failure> {
        metrics::user_connected(self, ids, from, to).await
    }

    async fn publish(&self, topic_arn: &str, subject: &str, message: &str) -> Result<(), Failure> {
        provision::publish(self, topic_arn, subject, message).await
    }
}
