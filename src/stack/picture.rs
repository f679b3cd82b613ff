//! What there is, or should be: one shape for both, so that they can be compared.
//!
//! A [`Picture`] of what should be is made by `desired.rs`; one of what is, by the port `Provision`. Only what matters
//! to us is in it. To add a setting: a field here, its value in `desired.rs`, its line in the kind's `diff`, the call
//! that sets it in `write.rs`, and both in the adapters.

use super::document::Document;
use crate::recycle::Failure;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Key to value.
pub type Tags = BTreeMap<String, String>;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Topic {
    pub arn: String,
    pub policy: Option<Document>,
    pub tags: Tags,
    pub subscriptions: Vec<Subscription>,
    /// The KMS key that what is published is encrypted with.
    #[serde(default)]
    pub key: Option<String>,
    /// E-mail addresses that were wanted once and are not any more; only of what should be.
    #[serde(skip)]
    pub unwanted: BTreeSet<String>,
}

/// A subscription of a topic. E-mail subscriptions have no ARN until they are confirmed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Subscription {
    pub protocol: String,
    pub endpoint: String,
    #[serde(default)]
    pub arn: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Role {
    pub arn: String,
    pub description: String,
    pub trust: Document,
    /// Inline policies by name.
    pub inline: BTreeMap<String, Document>,
    /// ARNs of managed policies.
    pub attached: BTreeSet<String>,
    pub tags: Tags,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogGroup {
    /// Days; absent is for ever.
    pub retention_days: Option<i32>,
    pub tags: Tags,
}

/// Where a function's code comes from, as far as it can be compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Code {
    /// Base 64 of the SHA-256 of the archive, as Lambda shows it.
    pub sha256: String,
    /// `x86_64` or `arm64`.
    pub architecture: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Function {
    pub arn: String,
    pub description: String,
    pub code: Code,
    pub runtime: String,
    pub handler: String,
    pub role_arn: String,
    pub memory_mb: i32,
    pub timeout_s: i32,
    pub environment: BTreeMap<String, String>,
    /// `JSON` or `Text`.
    pub log_format: String,
    pub tags: Tags,
    /// The asynchronous invocation's settings; absent if none were ever put.
    pub asynchronous: Option<Asynchronous>,
    /// Statements of the resource policy, by id.
    pub permissions: BTreeMap<String, Permission>,
    /// So many may run at once, and that many always; absent is as many as the account has left.
    #[serde(default)]
    pub reserved: Option<i32>,
}

/// `FunctionEventInvokeConfig`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asynchronous {
    pub retry_attempts: i32,
    pub event_age_s_max: i32,
    /// The ARN of what is told of failures.
    pub on_failure: Option<String>,
}

/// One statement that lets a service call a function.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Permission {
    /// The service, such as `sns.amazonaws.com`, or whatever principal the statement names.
    pub principal: String,
    pub action: String,
    pub source_arn: Option<String>,
    pub source_account: Option<String>,
    /// Anything else that the statement says, as JSON; empty in ours.
    #[serde(default)]
    pub rest: String,
}

/// What sets a rule off.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Trigger {
    Pattern(Document),
    Schedule(String),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Rule {
    pub arn: String,
    pub description: String,
    pub trigger: Trigger,
    pub is_enabled: bool,
    /// Target ARNs by target id. One that is sent something else than the event has that behind its ARN.
    pub targets: BTreeMap<String, String>,
    pub tags: Tags,
}

/// The keys of the ledger's table, in the words of [`Table::keys`]; its index `open` finds what is due.
pub const LEDGER_KEYS: [&str; 3] = ["pk HASH S", "sk RANGE S", "index open: open HASH S, due_at RANGE S"];
/// The attribute of the ledger's table that tells when a closed row may be forgotten.
pub const LEDGER_TTL: &str = "expires_at";

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    pub arn: String,
    /// `ACTIVE`, `CREATING` …
    pub status: String,
    /// Attribute names with their key role and type, such as `pk HASH S`; indexes as `index NAME: pk HASH S, due RANGE
    /// S`, and with their projection behind it where that is not everything.
    pub keys: BTreeSet<String>,
    pub is_on_demand: bool,
    pub recovers_to_a_point_in_time: bool,
    /// The attribute that tells when an item may be forgotten.
    pub ttl_attribute: Option<String>,
    pub tags: Tags,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Bucket {
    pub policy: Option<Document>,
    /// All four settings of the public access block.
    pub is_private: bool,
    /// `AES256` or `aws:kms`.
    pub encryption: Option<String>,
    /// Days after which objects expire.
    pub expires_days: Option<i32>,
    /// `BucketOwnerEnforced` …
    pub ownership: Option<String>,
    pub tags: Tags,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Trail {
    pub arn: String,
    pub name: String,
    pub bucket: String,
    pub is_multi_region: bool,
    pub is_organization: bool,
    pub validates_logs: bool,
    pub is_logging: bool,
    /// Whether it logs write management events here; `None` if we may not know.
    pub logs_writes: Option<bool>,
    /// It logs more than ours does: reads, data events, or the many calls of KMS and of RDS's data API.
    #[serde(default)]
    pub logs_more: bool,
    pub tags: Tags,
}

/// Something looked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Seen<T> {
    Absent,
    Present(T),
    /// We could not look: denied, or the call failed.
    Unknown(Failure),
}

impl<T> Seen<T> {
    pub fn present(&self) -> Option<&T> {
        match self {
            Self::Present(it) => Some(it),
            Self::Absent | Self::Unknown(_) => None,
        }
    }
}

/// Every resource of a stack by its name, as it is or as it should be.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Picture {
    pub topics: BTreeMap<String, Seen<Topic>>,
    pub roles: BTreeMap<String, Seen<Role>>,
    pub log_groups: BTreeMap<String, Seen<LogGroup>>,
    pub functions: BTreeMap<String, Seen<Function>>,
    pub rules: BTreeMap<String, Seen<Rule>>,
    pub tables: BTreeMap<String, Seen<Table>>,
    pub buckets: BTreeMap<String, Seen<Bucket>>,
    pub trails: BTreeMap<String, Seen<Trail>>,
}
