//! What should be in the account: every row of the guide's set-up and of ours, with its settings. Pure.

use super::config::{Config, Policies};
use super::document::Document;
use super::kinds::role::GUIDE_POLICIES;
use super::kinds::table::keys;
use super::permissions;
use super::picture::{
    Asynchronous, Bucket, Code, Function, LEDGER_TTL, LogGroup, Permission, Picture, Role, Rule, Seen, Subscription,
    Table, Tags, Topic, Trail, Trigger,
};
use super::{Names, STACK_TAG};
use crate::cloud::Identity;
use crate::functions::Function as Face;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// The guide: 15 minutes. Lambda allows no more.
const TERM_REBUILD_TIMEOUT_S: i32 = 900;
/// Alarms of 25 desktops at CloudWatch's 3 a second, with reserve.
const ALARM_TIMEOUT_S: i32 = 120;
/// The guide: retry attempts 0. Two reconcilers would do no harm, but the next tick is soon enough.
const RETRY_ATTEMPTS: i32 = 0;
/// Events wait this long for a function that is throttled. Lambda's longest.
const EVENT_AGE_S_MAX: i32 = 21_600;
/// Days that the trail's files are kept; they are read by nobody but EventBridge, which does not read files.
const TRAIL_DAYS: i32 = 90;
/// The id of a rule's only target.
const TARGET_ID: &str = "function";

/// What the stack is made from.
pub struct Wanted<'a> {
    pub names: &'a Names,
    pub identity: &'a Identity,
    pub config: &'a Config,
    /// The addresses that some function was deployed with.
    pub former_addresses: &'a BTreeSet<String>,
    /// Base 64 of the SHA-256 of the archive.
    pub code_sha256: &'a str,
    /// Whether the trail and its bucket are ours to make.
    pub own_trail: bool,
}

/// The whole picture.
pub fn desired(wanted: &Wanted<'_>) -> Picture {
    let Wanted { names, config, own_trail, .. } = wanted;
    let present = |name: &str| name.to_owned();
    let mut picture = Picture::default();
    picture.topics.insert(present(&names.topic), Seen::Present(wanted.disconnects()));
    picture.topics.insert(present(&names.alerts), Seen::Present(wanted.alerts()));
    picture.roles.insert(present(&names.role), Seen::Present(wanted.role()));
    picture.tables.insert(present(&names.table), Seen::Present(wanted.table()));
    for face in Face::ALL {
        let group = LogGroup { retention_days: Some(config.retention_days), tags: wanted.tags() };
        picture.log_groups.insert(names.log_group(face), Seen::Present(group));
        picture.functions.insert(present(names.function(face)), Seen::Present(wanted.function(face)));
    }
    let rules = [
        (
            &names.rule_create,
            wanted.calls("CreateWorkspaces"),
            Face::AlarmCreate,
            "Triggers the function that creates the alarm of a new WorkSpace",
        ),
        (
            &names.rule_term,
            wanted.calls("TerminateWorkspaces"),
            Face::AlarmDelete,
            "Deletes the alarm of a WorkSpace once it is terminated",
        ),
        (
            &names.rule_reconcile,
            Trigger::Schedule("rate(1 minute)".into()),
            Face::TermRebuild,
            "The clock of the reconciler",
        ),
    ];
    for (name, trigger, face, description) in rules {
        let rule = Rule {
            arn: wanted.rule_arn(name),
            description: description.into(),
            trigger,
            is_enabled: true,
            targets: [(TARGET_ID.to_owned(), wanted.function_arn(face))].into(),
            tags: wanted.tags(),
        };
        picture.rules.insert(name.clone(), Seen::Present(rule));
    }
    if *own_trail {
        picture.buckets.insert(present(&names.bucket), Seen::Present(wanted.bucket()));
        let trail = Trail {
            arn: names.trail_arn.clone(),
            name: names.trail.clone(),
            bucket: names.bucket.clone(),
            is_multi_region: false,
            is_organization: false,
            validates_logs: true,
            is_logging: true,
            logs_writes: Some(true),
            logs_more: false,
            tags: wanted.tags(),
        };
        picture.trails.insert(present(&names.trail), Seen::Present(trail));
    }
    picture
}

impl Wanted<'_> {
    fn tags(&self) -> Tags {
        [(STACK_TAG.to_owned(), self.names.stack.clone())].into()
    }

    fn arn(&self, service: &str, resource: &str) -> String {
        let Identity { partition, region, account, .. } = self.identity;
        format!("arn:{partition}:{service}:{region}:{account}:{resource}")
    }

    pub fn function_arn(&self, face: Face) -> String {
        self.arn("lambda", &format!("function:{}", self.names.function(face)))
    }

    fn rule_arn(&self, name: &str) -> String {
        self.arn("events", &format!("rule/{name}"))
    }

    fn role_arn(&self) -> String {
        format!("arn:{}:iam::{}:role/{}", self.identity.partition, self.identity.account, self.names.role)
    }

    /// Where alarms publish to; only CloudWatch of this account may.
    fn disconnects(&self) -> Topic {
        let arn = self.identity.topic_arn(&self.names.topic);
        let policy = json!({
            "Version": "2012-10-17",
            "Statement": [{
                "Sid": "AlarmsOfThisAccount",
                "Effect": "Allow",
                "Principal": {"Service": "cloudwatch.amazonaws.com"},
                "Action": "sns:Publish",
                "Resource": arn,
                "Condition": {
                    "StringEquals": {"aws:SourceAccount": self.identity.account},
                    "ArnLike": {"aws:SourceArn": self.arn("cloudwatch", "alarm:*")},
                },
            }],
        });
        let endpoint = self.function_arn(Face::TermRebuild);
        let subscription = Subscription { protocol: "lambda".into(), endpoint, arn: None };
        Topic {
            arn,
            policy: Some(policy.into()),
            tags: self.tags(),
            subscriptions: vec![subscription],
            key: None,
            unwanted: BTreeSet::new(),
        }
    }

    /// Where what needs a person is published.
    fn alerts(&self) -> Topic {
        let to = |address: &String| Subscription { protocol: "email".into(), endpoint: address.clone(), arn: None };
        Topic {
            arn: self.identity.topic_arn(&self.names.alerts),
            policy: None,
            tags: self.tags(),
            subscriptions: self.config.notify.iter().map(to).collect(),
            key: None,
            unwanted: self.former_addresses.iter().filter(|it| !self.config.notify.contains(it)).cloned().collect(),
        }
    }

    fn role(&self) -> Role {
        let trust = json!({
            "Version": "2012-10-17",
            "Statement": [{
                "Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole",
            }],
        });
        let partition = &self.identity.partition;
        let functions = permissions::functions(self.identity, self.names);
        let (inline, attached): (BTreeMap<String, Document>, BTreeSet<String>) = match self.config.policies {
            Policies::Least => ([(self.names.policy.clone(), functions)].into(), BTreeSet::new()),
            // The guide's two policies lack the ledger, the alerts, the tags and the logs.
            Policies::Guide => (
                [(self.names.policy.clone(), permissions::beside_the_guide(self.identity, self.names))].into(),
                GUIDE_POLICIES.map(|policy| format!("arn:{partition}:iam::aws:policy/{policy}")).into(),
            ),
        };
        Role {
            arn: self.role_arn(),
            description: "Allows the wsrecycle functions to recycle WorkSpaces".into(),
            trust: trust.into(),
            inline,
            attached,
            tags: self.tags(),
        }
    }

    fn table(&self) -> Table {
        Table {
            arn: self.arn("dynamodb", &format!("table/{}", self.names.table)),
            status: "ACTIVE".into(),
            keys: keys(),
            is_on_demand: true,
            recovers_to_a_point_in_time: true,
            ttl_attribute: Some(LEDGER_TTL.into()),
            tags: self.tags(),
        }
    }

    fn function(&self, face: Face) -> Function {
        let (description, timeout_s) = match face {
            Face::AlarmCreate => ("Creates the alarm of a new WorkSpace", ALARM_TIMEOUT_S),
            Face::AlarmDelete => ("Deletes the alarm of a terminated WorkSpace", ALARM_TIMEOUT_S),
            Face::TermRebuild => ("Takes disconnects in and turns the reconciler", TERM_REBUILD_TIMEOUT_S),
        };
        let alerts = self.identity.topic_arn(&self.names.alerts);
        let asynchronous = Asynchronous {
            retry_attempts: if face == Face::TermRebuild { RETRY_ATTEMPTS } else { 2 },
            event_age_s_max: EVENT_AGE_S_MAX,
            on_failure: Some(alerts),
        };
        let called_by = |principal: &str, source_arn: String| Permission {
            principal: principal.into(),
            action: "lambda:InvokeFunction".into(),
            source_arn: Some(source_arn),
            source_account: None,
            rest: String::new(),
        };
        let by_rule = |rule: &String| (rule.clone(), called_by("events.amazonaws.com", self.rule_arn(rule)));
        let permissions = match face {
            Face::AlarmCreate => vec![by_rule(&self.names.rule_create)],
            Face::AlarmDelete => vec![by_rule(&self.names.rule_term)],
            Face::TermRebuild => {
                let topic = self.identity.topic_arn(&self.names.topic);
                let by_topic = (self.names.topic.clone(), called_by("sns.amazonaws.com", topic));
                vec![by_rule(&self.names.rule_reconcile), by_topic]
            }
        };
        Function {
            arn: self.function_arn(face),
            description: description.into(),
            code: Code { sha256: self.code_sha256.to_owned(), architecture: self.config.architecture.clone() },
            runtime: "provided.al2023".into(),
            handler: face.aws_name().into(),
            role_arn: self.role_arn(),
            memory_mb: self.config.memory_mb,
            timeout_s,
            environment: self.config.environment(&self.names.stack),
            log_format: "JSON".into(),
            tags: self.tags(),
            asynchronous: Some(asynchronous),
            permissions: permissions.into_iter().collect(),
            reserved: None,
        }
    }

    /// The pattern of the guide for one API call.
    fn calls(&self, name: &str) -> Trigger {
        let pattern: Value = json!({
            "source": ["aws.workspaces"],
            "detail-type": ["AWS API Call via CloudTrail"],
            "detail": {"eventSource": ["workspaces.amazonaws.com"], "eventName": [name]},
        });
        Trigger::Pattern(pattern.into())
    }

    /// What CloudTrail needs and nothing else ("Amazon S3 bucket policy for CloudTrail", seen 2026-11-22).
    fn bucket(&self) -> Bucket {
        let Identity { partition, account, .. } = self.identity;
        let bucket = format!("arn:{partition}:s3:::{}", self.names.bucket);
        let trail = json!({"aws:SourceArn": self.names.trail_arn});
        let policy = json!({
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Sid": "AWSCloudTrailAclCheck20150319",
                    "Effect": "Allow",
                    "Principal": {"Service": "cloudtrail.amazonaws.com"},
                    "Action": "s3:GetBucketAcl",
                    "Resource": bucket,
                    "Condition": {"StringEquals": trail},
                },
                {
                    "Sid": "AWSCloudTrailWrite20150319",
                    "Effect": "Allow",
                    "Principal": {"Service": "cloudtrail.amazonaws.com"},
                    "Action": "s3:PutObject",
                    "Resource": format!("{bucket}/AWSLogs/{account}/*"),
                    "Condition": {
                        "StringEquals": {
                            "s3:x-amz-acl": "bucket-owner-full-control",
                            "aws:SourceArn": self.names.trail_arn,
                        },
                    },
                },
                {
                    "Sid": "OnlyOverTls",
                    "Effect": "Deny",
                    "Principal": "*",
                    "Action": "s3:*",
                    "Resource": [bucket.clone(), format!("{bucket}/*")],
                    "Condition": {"Bool": {"aws:SecureTransport": "false"}},
                },
            ],
        });
        Bucket {
            policy: Some(policy.into()),
            is_private: true,
            encryption: Some("AES256".into()),
            expires_days: Some(TRAIL_DAYS),
            ownership: Some("BucketOwnerEnforced".into()),
            tags: self.tags(),
        }
    }
}
