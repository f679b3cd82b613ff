//! Every write that a stack can need: one variant is one call to AWS, so a plan is exactly the calls it will make.
//!
//! To add one: a variant here, its line in [`Write::call`] and [`Write::about`], and its arm in both adapters;
//! its permission in `permissions.rs`, which a test demands.

use super::document::Document;
use super::picture::{Asynchronous, Permission, Tags, Trigger};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// The kind of a resource, in the order in which a stack is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Topic,
    Role,
    Table,
    LogGroup,
    Bucket,
    Function,
    Trail,
    Rule,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Topic => "SNS topic",
            Self::Role => "IAM role",
            Self::Table => "DynamoDB table",
            Self::LogGroup => "log group",
            Self::Bucket => "S3 bucket",
            Self::Function => "Lambda function",
            Self::Trail => "CloudTrail trail",
            Self::Rule => "EventBridge rule",
        })
    }
}

/// One resource of a stack.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ResourceId {
    pub kind: Kind,
    pub name: String,
}

impl ResourceId {
    pub fn new(kind: Kind, name: impl Into<String>) -> Self {
        Self { kind, name: name.into() }
    }
}

impl fmt::Display for ResourceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{} {}", self.kind, self.name))
    }
}

/// What a function is created with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FunctionSettings {
    pub description: String,
    pub runtime: String,
    pub handler: String,
    pub role_arn: String,
    pub memory_mb: i32,
    pub timeout_s: i32,
    pub environment: BTreeMap<String, String>,
    pub log_format: String,
}

/// One call that changes something.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Write {
    CreateTopic {
        topic: String,
        tags: Tags,
    },
    SetTopicPolicy {
        topic: String,
        policy: Document,
    },
    /// What is published is not encrypted with a key of its own any more.
    RemoveTopicKey {
        topic: String,
    },
    Subscribe {
        topic: String,
        protocol: String,
        endpoint: String,
    },
    Unsubscribe {
        topic: String,
        subscription_arn: String,
    },
    TagTopic {
        topic: String,
        tags: Tags,
    },
    DeleteTopic {
        topic: String,
    },

    CreateRole {
        role: String,
        description: String,
        trust: Document,
        tags: Tags,
    },
    SetRoleDescription {
        role: String,
        description: String,
    },
    SetTrust {
        role: String,
        trust: Document,
    },
    PutRolePolicy {
        role: String,
        policy: String,
        document: Document,
    },
    DeleteRolePolicy {
        role: String,
        policy: String,
    },
    AttachPolicy {
        role: String,
        arn: String,
    },
    DetachPolicy {
        role: String,
        arn: String,
    },
    TagRole {
        role: String,
        tags: Tags,
    },
    DeleteRole {
        role: String,
    },

    /// Keys as in `picture::Table::keys`.
    CreateTable {
        table: String,
        tags: Tags,
    },
    SetBilling {
        table: String,
    },
    RecoverToAPointInTime {
        table: String,
    },
    SetTtl {
        table: String,
        attribute: String,
    },
    TagTable {
        table: String,
        tags: Tags,
    },
    DeleteTable {
        table: String,
    },

    CreateLogGroup {
        group: String,
        tags: Tags,
    },
    SetRetention {
        group: String,
        days: i32,
    },
    TagLogGroup {
        group: String,
        tags: Tags,
    },

    CreateBucket {
        bucket: String,
        tags: Tags,
    },
    BlockPublicAccess {
        bucket: String,
    },
    SetBucketPolicy {
        bucket: String,
        policy: Document,
    },
    SetEncryption {
        bucket: String,
    },
    SetLifecycle {
        bucket: String,
        days: i32,
    },
    SetOwnership {
        bucket: String,
    },
    TagBucket {
        bucket: String,
        tags: Tags,
    },
    DeleteBucket {
        bucket: String,
    },

    /// The archive itself is known to the adapter.
    CreateFunction {
        function: String,
        settings: FunctionSettings,
        architecture: String,
        tags: Tags,
    },
    UpdateCode {
        function: String,
        architecture: String,
    },
    UpdateSettings {
        function: String,
        settings: FunctionSettings,
    },
    SetAsynchronous {
        function: String,
        asynchronous: Asynchronous,
    },
    /// As many may run as the account has left.
    RemoveReservation {
        function: String,
    },
    AddPermission {
        function: String,
        id: String,
        permission: Permission,
    },
    RemovePermission {
        function: String,
        id: String,
    },
    TagFunction {
        function: String,
        tags: Tags,
    },
    DeleteFunction {
        function: String,
    },

    CreateTrail {
        trail: String,
        bucket: String,
        tags: Tags,
    },
    UpdateTrail {
        trail: String,
        bucket: String,
    },
    SelectWrites {
        trail: String,
    },
    StartLogging {
        trail: String,
    },
    TagTrail {
        trail: String,
        tags: Tags,
    },
    DeleteTrail {
        trail: String,
    },

    /// Creates or overwrites; enables.
    PutRule {
        rule: String,
        description: String,
        trigger: Trigger,
        tags: Tags,
    },
    DisableRule {
        rule: String,
    },
    PutTarget {
        rule: String,
        id: String,
        arn: String,
    },
    RemoveTargets {
        rule: String,
        ids: Vec<String>,
    },
    TagRule {
        rule: String,
        tags: Tags,
    },
    DeleteRule {
        rule: String,
    },
}

impl Write {
    /// The API call that it is.
    pub fn call(&self) -> &'static str {
        match self {
            Self::CreateTopic { .. } => "CreateTopic",
            Self::SetTopicPolicy { .. } | Self::RemoveTopicKey { .. } => "SetTopicAttributes",
            Self::Subscribe { .. } => "Subscribe",
            Self::Unsubscribe { .. } => "Unsubscribe",
            Self::TagTrail { .. } => "AddTags",
            Self::DeleteTopic { .. } => "DeleteTopic",
            Self::CreateRole { .. } => "CreateRole",
            Self::SetRoleDescription { .. } => "UpdateRole",
            Self::SetTrust { .. } => "UpdateAssumeRolePolicy",
            Self::PutRolePolicy { .. } => "PutRolePolicy",
            Self::DeleteRolePolicy { .. } => "DeleteRolePolicy",
            Self::AttachPolicy { .. } => "AttachRolePolicy",
            Self::DetachPolicy { .. } => "DetachRolePolicy",
            Self::TagRole { .. } => "TagRole",
            Self::DeleteRole { .. } => "DeleteRole",
            Self::CreateTable { .. } => "CreateTable",
            Self::SetBilling { .. } => "UpdateTable",
            Self::RecoverToAPointInTime { .. } => "UpdateContinuousBackups",
            Self::SetTtl { .. } => "UpdateTimeToLive",
            Self::TagTopic { .. }
            | Self::TagTable { .. }
            | Self::TagLogGroup { .. }
            | Self::TagFunction { .. }
            | Self::TagRule { .. } => "TagResource",
            Self::DeleteTable { .. } => "DeleteTable",
            Self::CreateLogGroup { .. } => "CreateLogGroup",
            Self::SetRetention { .. } => "PutRetentionPolicy",
            Self::CreateBucket { .. } => "CreateBucket",
            Self::BlockPublicAccess { .. } => "PutPublicAccessBlock",
            Self::SetBucketPolicy { .. } => "PutBucketPolicy",
            Self::SetEncryption { .. } => "PutBucketEncryption",
            Self::SetLifecycle { .. } => "PutBucketLifecycleConfiguration",
            Self::SetOwnership { .. } => "PutBucketOwnershipControls",
            Self::TagBucket { .. } => "PutBucketTagging",
            Self::DeleteBucket { .. } => "DeleteBucket",
            Self::CreateFunction { .. } => "CreateFunction",
            Self::UpdateCode { .. } => "UpdateFunctionCode",
            Self::UpdateSettings { .. } => "UpdateFunctionConfiguration",
            Self::SetAsynchronous { .. } => "PutFunctionEventInvokeConfig",
            Self::RemoveReservation { .. } => "DeleteFunctionConcurrency",
            Self::AddPermission { .. } => "AddPermission",
            Self::RemovePermission { .. } => "RemovePermission",
            Self::DeleteFunction { .. } => "DeleteFunction",
            Self::CreateTrail { .. } => "CreateTrail",
            Self::UpdateTrail { .. } => "UpdateTrail",
            Self::SelectWrites { .. } => "PutEventSelectors",
            Self::StartLogging { .. } => "StartLogging",
            Self::DeleteTrail { .. } => "DeleteTrail",
            Self::PutRule { .. } => "PutRule",
            Self::DisableRule { .. } => "DisableRule",
            Self::PutTarget { .. } => "PutTargets",
            Self::RemoveTargets { .. } => "RemoveTargets",
            Self::DeleteRule { .. } => "DeleteRule",
        }
    }

    /// The resource that it changes.
    pub fn about(&self) -> ResourceId {
        let (kind, name) = match self {
            Self::CreateTopic { topic, .. }
            | Self::SetTopicPolicy { topic, .. }
            | Self::RemoveTopicKey { topic }
            | Self::Subscribe { topic, .. }
            | Self::Unsubscribe { topic, .. }
            | Self::TagTopic { topic, .. }
            | Self::DeleteTopic { topic } => (Kind::Topic, topic),
            Self::CreateRole { role, .. }
            | Self::SetRoleDescription { role, .. }
            | Self::SetTrust { role, .. }
            | Self::PutRolePolicy { role, .. }
            | Self::DeleteRolePolicy { role, .. }
            | Self::AttachPolicy { role, .. }
            | Self::DetachPolicy { role, .. }
            | Self::TagRole { role, .. }
            | Self::DeleteRole { role } => (Kind::Role, role),
            Self::CreateTable { table, .. }
            | Self::SetBilling { table }
            | Self::RecoverToAPointInTime { table }
            | Self::SetTtl { table, .. }
            | Self::TagTable { table, .. }
            | Self::DeleteTable { table } => (Kind::Table, table),
            Self::CreateLogGroup { group, .. } | Self::SetRetention { group, .. } | Self::TagLogGroup { group, .. } => {
                (Kind::LogGroup, group)
            }
            Self::CreateBucket { bucket, .. }
            | Self::BlockPublicAccess { bucket }
            | Self::SetBucketPolicy { bucket, .. }
            | Self::SetEncryption { bucket }
            | Self::SetLifecycle { bucket, .. }
            | Self::SetOwnership { bucket }
            | Self::TagBucket { bucket, .. }
            | Self::DeleteBucket { bucket } => (Kind::Bucket, bucket),
            Self::CreateFunction { function, .. }
            | Self::UpdateCode { function, .. }
            | Self::UpdateSettings { function, .. }
            | Self::SetAsynchronous { function, .. }
            | Self::RemoveReservation { function }
            | Self::AddPermission { function, .. }
            | Self::RemovePermission { function, .. }
            | Self::TagFunction { function, .. }
            | Self::DeleteFunction { function } => (Kind::Function, function),
            Self::CreateTrail { trail, .. }
            | Self::UpdateTrail { trail, .. }
            | Self::SelectWrites { trail }
            | Self::StartLogging { trail }
            | Self::TagTrail { trail, .. }
            | Self::DeleteTrail { trail } => (Kind::Trail, trail),
            Self::PutRule { rule, .. }
            | Self::DisableRule { rule }
            | Self::PutTarget { rule, .. }
            | Self::RemoveTargets { rule, .. }
            | Self::TagRule { rule, .. }
            | Self::DeleteRule { rule } => (Kind::Rule, rule),
        };
        ResourceId::new(kind, name)
    }
}
