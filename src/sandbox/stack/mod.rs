//! What is deployed in the simulated account: the port `Provision`, and what the stack's resources do there.
//!
//! - `writes.rs` one write at a time, with the refusals of AWS;
//! - `policy.rs` what policies allow; `pattern.rs` what event patterns match;
//! - `routes.rs` the consequences: which function hears of what, and what it may do.
//!
//! To add a setting: it is in `stack::picture` already; its write in `writes.rs` and, if it matters to what happens,
//! its consequence in `routes.rs`.

mod pattern;
mod policy;
#[cfg(test)]
mod role_tests;
mod routes;
#[cfg(test)]
mod tests;
mod writes;

pub use routes::Route;

use super::Sandbox;
use super::world::World;
use crate::cloud::{Archive, Identity, Provision};
use crate::recycle::{Failure, FailureKind};
use crate::stack::picture::{Bucket, Function, LogGroup, Picture, Role, Rule, Seen, Table, Topic, Trail};
use crate::stack::{Adoption, Config, DEFAULT_STACK, Names, Order, Wanted, Write, desired, plan};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Everything that stands in the account beside desktops and alarms, by name.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Deployed {
    pub topics: BTreeMap<String, Topic>,
    pub roles: BTreeMap<String, Role>,
    pub tables: BTreeMap<String, Table>,
    pub log_groups: BTreeMap<String, LogGroup>,
    pub buckets: BTreeMap<String, Bucket>,
    pub functions: BTreeMap<String, Function>,
    pub trails: BTreeMap<String, Trail>,
    pub rules: BTreeMap<String, Rule>,
    /// Subscriptions so far, so that each has an ARN of its own.
    subscriptions: u64,
}

/// What stands for the functions' code: in the sandbox they are part of this executable.
pub fn archive() -> Archive {
    Archive { bytes: b"the functions of the sandbox".to_vec(), sha256: CODE_SHA256.into() }
}

/// Base 64 of the SHA-256 of the archive above.
const CODE_SHA256: &str = "SbKlHnDF+BL8z5ERG4zGff9WAjJO9C0ucZ1U9pPYPEY=";

impl Deployed {
    /// The default stack as `setup` builds it.
    pub fn default_stack(identity: &Identity) -> Self {
        let names = Names::of(DEFAULT_STACK, identity);
        let config = Config::default();
        let wanted = Wanted {
            names: &names,
            identity,
            config: &config,
            former_addresses: &BTreeSet::new(),
            code_sha256: CODE_SHA256,
            own_trail: true,
        };
        let plan = plan(&desired(&wanted), &Picture::default(), &names, Adoption::Refuse);
        let mut deployed = Self::default();
        let archive = archive();
        for write in Order::of(&plan, &names).writes() {
            deployed.write(identity, write, Some(&archive)).expect("an empty account takes every write of a plan");
        }
        deployed
    }
}

impl Sandbox {
    /// The calls that one look takes; the first finds the thing or does not.
    async fn look_at<T: Send>(&self, calls: &[&str], find: impl Fn(&World) -> Option<T> + Send + Sync) -> Seen<T> {
        for (nth, call) in calls.iter().enumerate() {
            match self.call(call, |world| Ok(find(world))).await {
                Ok(Some(it)) if nth + 1 == calls.len() => return Seen::Present(it),
                Ok(Some(_)) => {}
                Ok(None) => return Seen::Absent,
                Err(failure) => return Seen::Unknown(failure),
            }
        }
        Seen::Absent
    }
}

impl Provision for Sandbox {
    async fn topic(&self, name: &str) -> Seen<Topic> {
        let calls = ["GetTopicAttributes", "ListSubscriptionsByTopic", "ListTagsForResource"];
        self.look_at(&calls, |world| world.deployed.topics.get(name).cloned()).await
    }

    async fn role(&self, name: &str) -> Seen<Role> {
        let calls = ["GetRole", "ListRolePolicies", "GetRolePolicy", "ListAttachedRolePolicies"];
        self.look_at(&calls, |world| world.deployed.roles.get(name).cloned()).await
    }

    async fn table(&self, name: &str) -> Seen<Table> {
        let calls = ["DescribeTable", "DescribeContinuousBackups", "DescribeTimeToLive", "ListTagsOfResource"];
        self.look_at(&calls, |world| world.deployed.tables.get(name).cloned()).await
    }

    async fn log_group(&self, name: &str) -> Seen<LogGroup> {
        let calls = ["DescribeLogGroups", "ListTagsForResource"];
        self.look_at(&calls, |world| world.deployed.log_groups.get(name).cloned()).await
    }

    async fn bucket(&self, name: &str) -> Seen<Bucket> {
        let calls = [
            "GetBucketPolicy",
            "GetPublicAccessBlock",
            "GetBucketEncryption",
            "GetBucketLifecycleConfiguration",
            "GetBucketOwnershipControls",
            "GetBucketTagging",
        ];
        self.look_at(&calls, |world| world.deployed.buckets.get(name).cloned()).await
    }

    async fn function(&self, name: &str) -> Seen<Function> {
        let calls = ["GetFunction", "GetPolicy", "GetFunctionEventInvokeConfig"];
        self.look_at(&calls, |world| world.deployed.functions.get(name).cloned()).await
    }

    async fn settings_of(&self, function: &str) -> Seen<BTreeMap<String, String>> {
        let environment = |world: &World| Some(world.deployed.functions.get(function)?.environment.clone());
        self.look_at(&["GetFunctionConfiguration"], environment).await
    }

    async fn rule(&self, name: &str) -> Seen<Rule> {
        let calls = ["DescribeRule", "ListTargetsByRule", "ListTagsForResource"];
        self.look_at(&calls, |world| world.deployed.rules.get(name).cloned()).await
    }

    async fn trails(&self) -> Result<Vec<Trail>, Failure> {
        let trails = self.call("DescribeTrails", |world| Ok(world.deployed.trails.clone())).await?;
        for _ in &trails {
            self.call("GetTrailStatus", |_| Ok(())).await?;
            self.call("GetEventSelectors", |_| Ok(())).await?;
        }
        if !trails.is_empty() {
            self.call("ListTags", |_| Ok(())).await?;
        }
        Ok(trails.into_values().collect())
    }

    async fn write(&self, write: &Write, archive: Option<&Archive>) -> Result<(), Failure> {
        let answer = self.call(write.call(), |world| world.deployed.write(&world.identity, write, archive)).await;
        match answer {
            // Over AWS as well: to take away what is not there is to have nothing left to do.
            Err(failure) if failure.kind == FailureKind::NotFound && takes_away(write) => Ok(()),
            answer => answer,
        }
    }
}

fn takes_away(write: &Write) -> bool {
    ["Delete", "Detach", "Remove", "Unsubscribe"].iter().any(|verb| write.call().starts_with(verb))
}
