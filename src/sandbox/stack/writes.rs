//! One write at a time, each as AWS carries it out or refuses it.
//!
//! Refusals are those of the services' API references (seen 2026-11-22). What AWS does over some time, such as a role
//! that is not known everywhere yet, happens at once here.

use super::Deployed;
use super::policy::{Asked, allows};
use crate::cloud::{Archive, Identity};
use crate::recycle::{Failure, FailureKind};
use crate::stack::document::Document;
use crate::stack::kinds::role::INLINE_MAX;
use crate::stack::kinds::table::keys;
use crate::stack::picture::{Bucket, Code, Function, LogGroup, Role, Rule, Subscription, Table, Topic, Trail};
use crate::stack::{FunctionSettings, Write};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// The days that a log group may keep (CloudWatch Logs API reference, PutRetentionPolicy, seen 2026-11-22).
const RETENTION_DAYS: [i32; 22] =
    [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];
/// Targets of one rule (EventBridge User Guide, "Quotas", seen 2026-11-22).
const TARGETS_MAX: usize = 5;

impl Deployed {
    /// Carry out one write, or refuse it and change nothing.
    pub(crate) fn write(
        &mut self,
        identity: &Identity,
        write: &Write,
        archive: Option<&Archive>,
    ) -> Result<(), Failure> {
        self.apply(identity, write, archive).map_err(|failure| failure.in_call(write.call()))
    }

    fn apply(&mut self, identity: &Identity, write: &Write, archive: Option<&Archive>) -> Result<(), Failure> {
        let Identity { partition, region, account, .. } = identity;
        let arn = |service: &str, resource: String| format!("arn:{partition}:{service}:{region}:{account}:{resource}");
        match write {
            Write::CreateTopic { topic, tags } => match self.topics.get(topic) {
                Some(there) if there.tags != *tags => {
                    return refuse(
                        "InvalidParameter",
                        "Invalid parameter: Tags Reason: Topic already exists with different tags",
                    );
                }
                Some(_) => {}
                None => {
                    let arn = identity.topic_arn(topic);
                    let policy = Some(policy_of_a_new_topic(&arn, account));
                    let new = Topic {
                        arn,
                        policy,
                        tags: tags.clone(),
                        subscriptions: vec![],
                        key: None,
                        unwanted: BTreeSet::new(),
                    };
                    self.topics.insert(topic.clone(), new);
                }
            },
            Write::SetTopicPolicy { topic, policy } => self.topic(topic)?.policy = Some(policy.clone()),
            Write::RemoveTopicKey { topic } => self.topic(topic)?.key = None,
            Write::Subscribe { topic, protocol, endpoint } => {
                let number = self.subscriptions + 1;
                let topic = self.topic(topic)?;
                if !topic.subscriptions.iter().any(|there| there.protocol == *protocol && there.endpoint == *endpoint) {
                    // An address has to be confirmed by whoever reads it, and nobody does here.
                    let arn = (!protocol.starts_with("email"))
                        .then(|| format!("{}:00000000-0000-4000-8000-{number:012x}", topic.arn));
                    topic.subscriptions.push(Subscription {
                        protocol: protocol.clone(),
                        endpoint: endpoint.clone(),
                        arn,
                    });
                    topic.subscriptions.sort();
                    self.subscriptions = number;
                }
            }
            Write::Unsubscribe { topic, subscription_arn } => {
                let topic = self.topic(topic)?;
                let count = topic.subscriptions.len();
                topic.subscriptions.retain(|there| there.arn.as_ref() != Some(subscription_arn));
                if topic.subscriptions.len() == count {
                    return missing("NotFound", "Subscription does not exist");
                }
            }
            Write::TagTopic { topic, tags } => self.topic(topic)?.tags.extend(tags.clone()),
            // "This action is idempotent" (SNS API reference, DeleteTopic).
            Write::DeleteTopic { topic } => drop(self.topics.remove(topic)),

            Write::CreateRole { role, description, trust, tags } => {
                let new = Role {
                    arn: format!("arn:{partition}:iam::{account}:role/{role}"),
                    description: description.clone(),
                    trust: trust.clone(),
                    inline: BTreeMap::new(),
                    attached: BTreeSet::new(),
                    tags: tags.clone(),
                };
                let message = format!("Role with name {role} already exists.");
                create(&mut self.roles, role, new, "EntityAlreadyExists", &message)?;
            }
            Write::SetRoleDescription { role, description } => self.role(role)?.description = description.clone(),
            Write::SetTrust { role, trust } => self.role(role)?.trust = trust.clone(),
            Write::PutRolePolicy { role, policy, document } => {
                let there = self.role(role)?;
                let others = there.inline.iter().filter(|(name, _)| *name != policy).map(|(_, document)| document);
                let size: usize = others.chain([document]).map(|document| document.to_string().len()).sum();
                if size > INLINE_MAX {
                    let message = format!("Maximum policy size of {INLINE_MAX} bytes exceeded for role {role}");
                    return refuse("LimitExceeded", &message);
                }
                there.inline.insert(policy.clone(), document.clone());
            }
            Write::DeleteRolePolicy { role, policy } => {
                if self.role(role)?.inline.remove(policy).is_none() {
                    return missing("NoSuchEntity", &format!("The role policy with name {policy} cannot be found."));
                }
            }
            Write::AttachPolicy { role, arn } => drop(self.role(role)?.attached.insert(arn.clone())),
            Write::DetachPolicy { role, arn } => {
                if !self.role(role)?.attached.remove(arn) {
                    return missing("NoSuchEntity", &format!("Policy {arn} was not found."));
                }
            }
            Write::TagRole { role, tags } => self.role(role)?.tags.extend(tags.clone()),
            Write::DeleteRole { role } => {
                let there = self.role(role)?;
                if !there.inline.is_empty() || !there.attached.is_empty() {
                    return refuse("DeleteConflict", "Cannot delete entity, must delete policies first.");
                }
                self.roles.remove(role);
            }

            Write::CreateTable { table, tags } => {
                let new = Table {
                    arn: arn("dynamodb", format!("table/{table}")),
                    status: "ACTIVE".into(),
                    keys: keys(),
                    is_on_demand: true,
                    recovers_to_a_point_in_time: false,
                    ttl_attribute: None,
                    tags: tags.clone(),
                };
                let message = format!("Table already exists: {table}");
                create(&mut self.tables, table, new, "ResourceInUseException", &message)?;
            }
            Write::SetBilling { table } => self.table(table)?.is_on_demand = true,
            Write::RecoverToAPointInTime { table } => self.table(table)?.recovers_to_a_point_in_time = true,
            Write::SetTtl { table, attribute } => {
                let there = &mut self.table(table)?.ttl_attribute;
                if let Some(active) = there {
                    let message = if active == attribute {
                        "TimeToLive is already enabled".to_owned()
                    } else {
                        format!("TimeToLive is active on a different AttributeName: current AttributeName is {active}")
                    };
                    return refuse("ValidationException", &message);
                }
                *there = Some(attribute.clone());
            }
            Write::TagTable { table, tags } => self.table(table)?.tags.extend(tags.clone()),
            Write::DeleteTable { table } => {
                self.table(table)?;
                self.tables.remove(table);
            }

            Write::CreateLogGroup { group, tags } => {
                let new = LogGroup { retention_days: None, tags: tags.clone() };
                let message = "The specified log group already exists";
                create(&mut self.log_groups, group, new, "ResourceAlreadyExistsException", message)?;
            }
            Write::SetRetention { group, days } => {
                let there = self.log_group(group)?;
                if !RETENTION_DAYS.contains(days) {
                    return refuse("InvalidParameterException", &format!("{days} days cannot be kept"));
                }
                there.retention_days = Some(*days);
            }
            Write::TagLogGroup { group, tags } => self.log_group(group)?.tags.extend(tags.clone()),

            Write::CreateBucket { bucket, tags } => {
                // In us-east-1 a bucket of one's own can be created again and stays as it is (S3 API reference).
                if self.buckets.contains_key(bucket) && region == "us-east-1" {
                    return Ok(());
                }
                // What every new bucket has ("Default settings for new S3 buckets", seen 2026-11-22).
                let new = Bucket {
                    policy: None,
                    is_private: true,
                    encryption: Some("AES256".into()),
                    expires_days: None,
                    ownership: Some("BucketOwnerEnforced".into()),
                    tags: tags.clone(),
                };
                let message = "Your previous request to create the named bucket succeeded and you already own it.";
                create(&mut self.buckets, bucket, new, "BucketAlreadyOwnedByYou", message)?;
            }
            Write::BlockPublicAccess { bucket } => self.bucket(bucket)?.is_private = true,
            Write::SetBucketPolicy { bucket, policy } => self.bucket(bucket)?.policy = Some(policy.clone()),
            Write::SetEncryption { bucket } => self.bucket(bucket)?.encryption = Some("AES256".into()),
            Write::SetLifecycle { bucket, days } => self.bucket(bucket)?.expires_days = Some(*days),
            Write::SetOwnership { bucket } => self.bucket(bucket)?.ownership = Some("BucketOwnerEnforced".into()),
            Write::TagBucket { bucket, tags } => self.bucket(bucket)?.tags.extend(tags.clone()),
            Write::DeleteBucket { bucket } => {
                self.bucket(bucket)?;
                self.buckets.remove(bucket);
            }

            Write::CreateFunction { function, settings, architecture, tags } => {
                self.check_role(&settings.role_arn)?;
                let FunctionSettings { description, runtime, handler, role_arn, .. } = settings.clone();
                let new = Function {
                    arn: arn("lambda", format!("function:{function}")),
                    description,
                    code: Code { sha256: uploaded(archive)?, architecture: architecture.clone() },
                    runtime,
                    handler,
                    role_arn,
                    memory_mb: settings.memory_mb,
                    timeout_s: settings.timeout_s,
                    environment: settings.environment.clone(),
                    log_format: settings.log_format.clone(),
                    tags: tags.clone(),
                    asynchronous: None,
                    permissions: BTreeMap::new(),
                    reserved: None,
                };
                let message = format!("Function already exist: {function}");
                create(&mut self.functions, function, new, "ResourceConflictException", &message)?;
            }
            Write::UpdateCode { function, architecture } => {
                let there = self.function(function)?;
                there.code = Code { sha256: uploaded(archive)?, architecture: architecture.clone() };
            }
            Write::UpdateSettings { function, settings } => {
                self.check_role(&settings.role_arn)?;
                let FunctionSettings {
                    description,
                    runtime,
                    handler,
                    role_arn,
                    memory_mb,
                    timeout_s,
                    environment,
                    log_format,
                } = settings.clone();
                let there = self.function(function)?;
                *there = Function {
                    description,
                    runtime,
                    handler,
                    role_arn,
                    memory_mb,
                    timeout_s,
                    environment,
                    log_format,
                    ..there.clone()
                };
            }
            Write::SetAsynchronous { function, asynchronous } => {
                let role_arn = self.function(function)?.role_arn.clone();
                if let Some(destination) = &asynchronous.on_failure
                    && !self.role_may(&role_arn, "sns:Publish")
                {
                    let message = format!(
                        "The function's execution role does not have permissions to call Publish on {destination}"
                    );
                    return refuse("InvalidParameterValueException", &message);
                }
                self.function(function)?.asynchronous = Some(asynchronous.clone());
            }
            Write::RemoveReservation { function } => self.function(function)?.reserved = None,
            Write::AddPermission { function, id, permission } => {
                let message = format!("The statement id ({id}) provided already exists.");
                let there = &mut self.function(function)?.permissions;
                create(there, id, permission.clone(), "ResourceConflictException", &message)?;
            }
            Write::RemovePermission { function, id } => {
                if self.function(function)?.permissions.remove(id).is_none() {
                    let message = format!("Statement {id} is not found in resource policy.");
                    return missing("ResourceNotFoundException", &message);
                }
            }
            Write::TagFunction { function, tags } => self.function(function)?.tags.extend(tags.clone()),
            Write::DeleteFunction { function } => {
                self.function(function)?;
                self.functions.remove(function);
            }

            Write::CreateTrail { trail, bucket, tags } => {
                let new = Trail {
                    arn: arn("cloudtrail", format!("trail/{trail}")),
                    name: trail.clone(),
                    bucket: bucket.clone(),
                    is_multi_region: false,
                    is_organization: false,
                    validates_logs: true,
                    is_logging: false,
                    // A new trail selects all management events.
                    logs_writes: Some(true),
                    logs_more: true,
                    tags: tags.clone(),
                };
                self.check_trail_bucket(&new.arn, bucket)?;
                let message = format!("Trail {trail} already exists for customer: {account}");
                create(&mut self.trails, trail, new, "TrailAlreadyExistsException", &message)?;
            }
            Write::UpdateTrail { trail, bucket } => {
                let arn = self.trail(trail)?.arn.clone();
                self.check_trail_bucket(&arn, bucket)?;
                let there = self.trail(trail)?;
                *there =
                    Trail { bucket: bucket.clone(), is_multi_region: false, validates_logs: true, ..there.clone() };
            }
            Write::SelectWrites { trail } => {
                let trail = self.trail(trail)?;
                (trail.logs_writes, trail.logs_more) = (Some(true), false);
            }
            Write::StartLogging { trail } => self.trail(trail)?.is_logging = true,
            Write::TagTrail { trail, tags } => self.trail(trail)?.tags.extend(tags.clone()),
            Write::DeleteTrail { trail } => {
                self.trail(trail)?;
                self.trails.remove(trail);
            }

            Write::PutRule { rule, description, trigger, tags } => {
                let new = Rule {
                    arn: arn("events", format!("rule/{rule}")),
                    description: String::new(),
                    trigger: trigger.clone(),
                    is_enabled: true,
                    targets: BTreeMap::new(),
                    tags: tags.clone(),
                };
                let there = self.rules.entry(rule.clone()).or_insert(new);
                there.description = description.clone();
                there.trigger = trigger.clone();
                there.is_enabled = true;
            }
            Write::DisableRule { rule } => self.rule(rule)?.is_enabled = false,
            Write::PutTarget { rule, id, arn } => {
                let targets = &mut self.rule(rule)?.targets;
                if targets.len() == TARGETS_MAX && !targets.contains_key(id) {
                    return refuse(
                        "LimitExceededException",
                        "The requested resource exceeds the maximum number allowed.",
                    );
                }
                targets.insert(id.clone(), arn.clone());
            }
            Write::RemoveTargets { rule, ids } => self.rule(rule)?.targets.retain(|id, _| !ids.contains(id)),
            Write::TagRule { rule, tags } => self.rule(rule)?.tags.extend(tags.clone()),
            Write::DeleteRule { rule } => {
                if self.rules.get(rule).is_some_and(|rule| !rule.targets.is_empty()) {
                    return refuse("ValidationException", "Rule can't be deleted since it has targets.");
                }
                self.rules.remove(rule);
            }
        }
        Ok(())
    }

    fn topic(&mut self, name: &str) -> Result<&mut Topic, Failure> {
        find(&mut self.topics, name, "NotFound", "Topic does not exist")
    }

    fn role(&mut self, name: &str) -> Result<&mut Role, Failure> {
        find(&mut self.roles, name, "NoSuchEntity", &format!("The role with name {name} cannot be found."))
    }

    fn table(&mut self, name: &str) -> Result<&mut Table, Failure> {
        let message = format!("Requested resource not found: Table: {name} not found");
        find(&mut self.tables, name, "ResourceNotFoundException", &message)
    }

    fn log_group(&mut self, name: &str) -> Result<&mut LogGroup, Failure> {
        let message = "The specified log group does not exist.";
        find(&mut self.log_groups, name, "ResourceNotFoundException", message)
    }

    fn bucket(&mut self, name: &str) -> Result<&mut Bucket, Failure> {
        find(&mut self.buckets, name, "NoSuchBucket", "The specified bucket does not exist")
    }

    fn function(&mut self, name: &str) -> Result<&mut Function, Failure> {
        find(&mut self.functions, name, "ResourceNotFoundException", &format!("Function not found: {name}"))
    }

    fn trail(&mut self, name: &str) -> Result<&mut Trail, Failure> {
        find(&mut self.trails, name, "TrailNotFoundException", &format!("Unknown trail: {name}"))
    }

    fn rule(&mut self, name: &str) -> Result<&mut Rule, Failure> {
        let message = format!("Rule {name} does not exist on EventBus default.");
        find(&mut self.rules, name, "ResourceNotFoundException", &message)
    }

    /// Lambda takes no function whose role it cannot assume.
    fn check_role(&self, arn: &str) -> Result<(), Failure> {
        if self.assumable(arn).is_some() {
            return Ok(());
        }
        refuse("InvalidParameterValueException", "The role defined for the function cannot be assumed by Lambda.")
    }

    /// CloudTrail tries whether it may write before it takes a bucket.
    fn check_trail_bucket(&self, trail_arn: &str, bucket: &str) -> Result<(), Failure> {
        let Some(there) = self.buckets.get(bucket) else {
            return missing("S3BucketDoesNotExistException", &format!("S3 bucket {bucket} does not exist!"));
        };
        let context = [("aws:SourceArn", trail_arn), ("s3:x-amz-acl", "bucket-owner-full-control")];
        let may = |action| {
            let asked =
                Asked { principal: Some("cloudtrail.amazonaws.com"), action, resource: None, context: &context };
            there.policy.as_ref().is_some_and(|policy| allows([policy], &asked))
        };
        if may("s3:GetBucketAcl") && may("s3:PutObject") {
            return Ok(());
        }
        let message = format!("Incorrect S3 bucket policy is detected for bucket: {bucket}");
        refuse("InsufficientS3BucketPolicyException", &message)
    }
}

/// The policy that SNS gives a new topic: whatever the account asks for (SNS Developer Guide, seen 2026-11-22).
fn policy_of_a_new_topic(arn: &str, account: &str) -> Document {
    let actions = ["GetTopicAttributes", "SetTopicAttributes", "Subscribe", "Publish", "DeleteTopic"];
    json!({
        "Version": "2008-10-17",
        "Id": "__default_policy_ID",
        "Statement": [{
            "Sid": "__default_statement_ID",
            "Effect": "Allow",
            "Principal": {"AWS": "*"},
            "Action": actions.map(|action| format!("SNS:{action}")),
            "Resource": arn,
            "Condition": {"StringEquals": {"AWS:SourceOwner": account}},
        }],
    })
    .into()
}

fn uploaded(archive: Option<&Archive>) -> Result<String, Failure> {
    match archive {
        Some(archive) => Ok(archive.sha256.clone()),
        None => Err(Failure::new(FailureKind::NotSent, "", "there is no archive to upload")),
    }
}

fn refuse<T>(code: &str, message: &str) -> Result<T, Failure> {
    let kind = match code {
        "DeleteConflict" | "InsufficientS3BucketPolicyException" => FailureKind::WrongState,
        "LimitExceeded" | "LimitExceededException" => FailureKind::Quota,
        _ => FailureKind::Invalid,
    };
    Err(Failure::new(kind, code, message))
}

fn missing<T>(code: &str, message: &str) -> Result<T, Failure> {
    Err(Failure::new(FailureKind::NotFound, code, message))
}

fn find<'a, T>(all: &'a mut BTreeMap<String, T>, name: &str, code: &str, message: &str) -> Result<&'a mut T, Failure> {
    all.get_mut(name).ok_or_else(|| Failure::new(FailureKind::NotFound, code, message))
}

fn create<T>(all: &mut BTreeMap<String, T>, name: &str, new: T, code: &str, message: &str) -> Result<(), Failure> {
    if all.contains_key(name) {
        return Err(Failure::new(FailureKind::Exists, code, message));
    }
    all.insert(name.to_owned(), new);
    Ok(())
}
