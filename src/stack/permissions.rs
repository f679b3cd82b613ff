//! Who must be allowed to do what: the functions, and an administrator for each command.
//!
//! One table names every API call that the adapters make, the IAM actions it needs and on what. The role's policy, the
//! printed policies and the tests are made from it. Source of actions and resource types: the Service Authorization
//! Reference (seen 2026-11-22), and the API reference of a call where its row says so. GetCallerIdentity is not in it:
//! AWS answers it to whoever has credentials, whatever their policies say (STS API reference, seen 2026-11-22).
//!
//! What cannot be narrowed, and why:
//! - "Only managed desktops": AWS knows the condition `aws:ResourceTag` for desktops, but a scope may as well be a
//!   directory or a bundle, and one call ends up to 25 desktops and is allowed or denied as a whole: one without the
//!   tag would hold up the others. The scope is kept by `recycle/scope.rs`; what AWS limits here is account and Region.
//! - WorkSpaces' looks and its tag calls, GetResources, GetMetricData, DescribeTrails, DescribeLogGroups and
//!   Unsubscribe have no resource types, so AWS allows them on `*` or not at all.
//! - DescribeAlarms without the names of alarms is asked about all of them.
//! - The status, the selectors and the tags of trails are read of all trails, for one of somebody else may be reused.
//! - The keys of encrypted volumes are known to their desktops only; they may be used through WorkSpaces alone.
//! - An action that looks more than the product needs (GetFunction hands out the program) has no smaller one.
//!
//! To add a call: its rows in `TABLE`; the sandbox denies a function every call that is not in it, and
//! `tests/permissions.rs` finds a call without a row, a row without a call, and a row that no command needs.

use super::document::Document;
use super::names::Names;
use crate::cloud::Identity;
use crate::functions::Function;
use crate::recycle::{Failure, FailureKind};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Who needs a permission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    /// The role of the functions.
    Functions,
    Status,
    /// `status --fix`, `alarm`.
    Fix,
    Rebuild,
    /// `hold`, `release`.
    Hold,
    /// `pause`, `resume`.
    Pause,
    History,
    Logs,
    Setup,
    Drift,
    Teardown,
}

/// On what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum On {
    Everything,
    Desktops,
    /// CreateWorkspaces is asked about the directory, the bundle and the new desktop.
    Creation,
    Alarms,
    Topics,
    Role,
    Table,
    LogGroups,
    Bucket,
    Functions,
    Trail,
    Rules,
    /// The managed policies of the guide may be attached, and no other.
    GuidePolicies,
    Alerts,
    LogStreams,
    Keys,
}

use On::*;
use Who::{Drift, Fix, History, Hold, Logs, Pause, Rebuild, Setup, Status, Teardown};
const FUNCTIONS: Who = Who::Functions;

/// API call, IAM action, on what, and for whom.
type Row = (&'static str, &'static str, On, &'static [Who]);

const TABLE: &[Row] = &[
    (
        "DescribeWorkspaces",
        "workspaces:DescribeWorkspaces",
        Everything,
        &[FUNCTIONS, Status, Fix, Rebuild, Hold, Setup],
    ),
    (
        "DescribeWorkspacesConnectionStatus",
        "workspaces:DescribeWorkspacesConnectionStatus",
        Everything,
        &[FUNCTIONS, Status, Fix, Rebuild],
    ),
    ("DescribeWorkspaceBundles", "workspaces:DescribeWorkspaceBundles", Everything, &[FUNCTIONS, Rebuild]),
    ("DescribeWorkspaceDirectories", "workspaces:DescribeWorkspaceDirectories", Everything, &[FUNCTIONS, Rebuild]),
    ("TerminateWorkspaces", "workspaces:TerminateWorkspaces", Desktops, &[FUNCTIONS, Rebuild]),
    ("CreateWorkspaces", "workspaces:CreateWorkspaces", Creation, &[FUNCTIONS, Rebuild]),
    ("CreateWorkspaces", "workspaces:CreateTags", Everything, &[FUNCTIONS, Rebuild]),
    ("CreateTags", "workspaces:CreateTags", Everything, &[Hold]),
    ("DeleteTags", "workspaces:DeleteTags", Everything, &[Hold]),
    ("GetResources", "tag:GetResources", Everything, &[FUNCTIONS, Status, Fix, Rebuild, Hold, Setup]),
    // Encrypted volumes: WorkSpaces makes a grant on the key with the rights of the caller (Administration Guide,
    // "Encrypted WorkSpaces").
    ("CreateWorkspaces", "kms:CreateGrant", Keys, &[FUNCTIONS, Rebuild]),
    ("CreateWorkspaces", "kms:DescribeKey", Keys, &[FUNCTIONS, Rebuild]),
    ("CreateWorkspaces", "kms:Decrypt", Keys, &[FUNCTIONS, Rebuild]),
    ("CreateWorkspaces", "kms:GenerateDataKey", Keys, &[FUNCTIONS, Rebuild]),
    ("DescribeAlarms", "cloudwatch:DescribeAlarms", Everything, &[FUNCTIONS, Status, Fix, Rebuild, Setup, Teardown]),
    ("PutMetricAlarm", "cloudwatch:PutMetricAlarm", Alarms, &[FUNCTIONS, Fix, Rebuild, Setup]),
    ("DeleteAlarms", "cloudwatch:DeleteAlarms", Alarms, &[FUNCTIONS, Fix, Rebuild, Teardown]),
    ("GetMetricData", "cloudwatch:GetMetricData", Everything, &[FUNCTIONS, Rebuild]),
    ("GetItem", "dynamodb:GetItem", Table, &[FUNCTIONS, Status, Fix, Rebuild, Pause, Setup, Teardown]),
    ("Query", "dynamodb:Query", Table, &[FUNCTIONS, Status, Fix, Rebuild, Teardown, Pause, History]),
    ("PutItem", "dynamodb:PutItem", Table, &[FUNCTIONS, Fix, Rebuild]),
    ("DeleteItem", "dynamodb:DeleteItem", Table, &[FUNCTIONS]),
    // A transaction has no action of its own: each of its parts is asked about as what it does (DynamoDB Developer
    // Guide, "Using IAM with DynamoDB transactions", seen 2026-11-22). This one closes a row.
    ("TransactWriteItems", "dynamodb:DeleteItem", Table, &[FUNCTIONS, Rebuild]),
    ("TransactWriteItems", "dynamodb:PutItem", Table, &[FUNCTIONS, Rebuild]),
    ("UpdateItem", "dynamodb:UpdateItem", Table, &[FUNCTIONS, Pause, Teardown]),
    ("Publish", "sns:Publish", Alerts, &[FUNCTIONS]),
    ("PutLogEvents", "logs:CreateLogStream", LogStreams, &[FUNCTIONS]),
    ("PutLogEvents", "logs:PutLogEvents", LogStreams, &[FUNCTIONS]),
    ("GetTopicAttributes", "sns:GetTopicAttributes", Topics, &[Setup, Drift, Teardown]),
    ("ListSubscriptionsByTopic", "sns:ListSubscriptionsByTopic", Topics, &[Setup, Drift, Teardown]),
    ("ListTagsForResource", "sns:ListTagsForResource", Topics, &[Setup, Drift, Teardown]),
    ("CreateTopic", "sns:CreateTopic", Topics, &[Setup]),
    // A thing that is created with tags needs the right to tag it besides (the API reference of each of these calls).
    ("CreateTopic", "sns:TagResource", Topics, &[Setup]),
    ("SetTopicAttributes", "sns:SetTopicAttributes", Topics, &[Setup]),
    ("Subscribe", "sns:Subscribe", Topics, &[Setup]),
    // Subscriptions are no resource type, so a topic's ARN would allow nothing.
    ("Unsubscribe", "sns:Unsubscribe", Everything, &[Setup, Teardown]),
    ("TagResource", "sns:TagResource", Topics, &[Setup]),
    ("DeleteTopic", "sns:DeleteTopic", Topics, &[Teardown]),
    ("GetRole", "iam:GetRole", Role, &[Setup, Drift, Teardown]),
    ("ListRolePolicies", "iam:ListRolePolicies", Role, &[Setup, Drift, Teardown]),
    ("GetRolePolicy", "iam:GetRolePolicy", Role, &[Setup, Drift, Teardown]),
    ("ListAttachedRolePolicies", "iam:ListAttachedRolePolicies", Role, &[Setup, Drift, Teardown]),
    ("CreateRole", "iam:CreateRole", Role, &[Setup]),
    ("CreateRole", "iam:TagRole", Role, &[Setup]),
    ("UpdateRole", "iam:UpdateRole", Role, &[Setup]),
    ("UpdateAssumeRolePolicy", "iam:UpdateAssumeRolePolicy", Role, &[Setup]),
    ("PutRolePolicy", "iam:PutRolePolicy", Role, &[Setup]),
    ("DeleteRolePolicy", "iam:DeleteRolePolicy", Role, &[Setup, Teardown]),
    ("AttachRolePolicy", "iam:AttachRolePolicy", GuidePolicies, &[Setup]),
    ("DetachRolePolicy", "iam:DetachRolePolicy", Role, &[Setup, Teardown]),
    ("TagRole", "iam:TagRole", Role, &[Setup]),
    ("DeleteRole", "iam:DeleteRole", Role, &[Teardown]),
    ("CreateFunction", "iam:PassRole", Role, &[Setup]),
    // Asked for wherever the call names a role, also if it is the one that the function has (aws/chalice#479).
    ("UpdateFunctionConfiguration", "iam:PassRole", Role, &[Setup]),
    ("DescribeTable", "dynamodb:DescribeTable", Table, &[Setup, Drift, Teardown]),
    ("DescribeContinuousBackups", "dynamodb:DescribeContinuousBackups", Table, &[Setup, Drift, Teardown]),
    ("DescribeTimeToLive", "dynamodb:DescribeTimeToLive", Table, &[Setup, Drift, Teardown]),
    ("ListTagsOfResource", "dynamodb:ListTagsOfResource", Table, &[Setup, Drift, Teardown]),
    ("CreateTable", "dynamodb:CreateTable", Table, &[Setup]),
    ("CreateTable", "dynamodb:TagResource", Table, &[Setup]),
    ("UpdateTable", "dynamodb:UpdateTable", Table, &[Setup]),
    ("UpdateContinuousBackups", "dynamodb:UpdateContinuousBackups", Table, &[Setup]),
    ("UpdateTimeToLive", "dynamodb:UpdateTimeToLive", Table, &[Setup]),
    ("TagResource", "dynamodb:TagResource", Table, &[Setup]),
    ("DeleteTable", "dynamodb:DeleteTable", Table, &[Teardown]),
    ("DescribeLogGroups", "logs:DescribeLogGroups", Everything, &[Setup, Drift, Teardown]),
    ("ListTagsForResource", "logs:ListTagsForResource", LogGroups, &[Setup, Drift, Teardown]),
    ("FilterLogEvents", "logs:FilterLogEvents", LogGroups, &[Logs]),
    ("CreateLogGroup", "logs:CreateLogGroup", LogGroups, &[Setup]),
    ("CreateLogGroup", "logs:TagResource", LogGroups, &[Setup]),
    ("PutRetentionPolicy", "logs:PutRetentionPolicy", LogGroups, &[Setup]),
    ("TagResource", "logs:TagResource", LogGroups, &[Setup]),
    ("GetBucketPolicy", "s3:GetBucketPolicy", Bucket, &[Setup, Drift, Teardown]),
    ("GetPublicAccessBlock", "s3:GetBucketPublicAccessBlock", Bucket, &[Setup, Drift, Teardown]),
    ("GetBucketEncryption", "s3:GetEncryptionConfiguration", Bucket, &[Setup, Drift, Teardown]),
    ("GetBucketLifecycleConfiguration", "s3:GetLifecycleConfiguration", Bucket, &[Setup, Drift, Teardown]),
    ("GetBucketOwnershipControls", "s3:GetBucketOwnershipControls", Bucket, &[Setup, Drift, Teardown]),
    ("GetBucketTagging", "s3:GetBucketTagging", Bucket, &[Setup, Drift, Teardown]),
    ("CreateBucket", "s3:CreateBucket", Bucket, &[Setup]),
    ("CreateBucket", "s3:TagResource", Bucket, &[Setup]),
    ("PutPublicAccessBlock", "s3:PutBucketPublicAccessBlock", Bucket, &[Setup]),
    ("PutBucketPolicy", "s3:PutBucketPolicy", Bucket, &[Setup]),
    ("PutBucketEncryption", "s3:PutEncryptionConfiguration", Bucket, &[Setup]),
    ("PutBucketLifecycleConfiguration", "s3:PutLifecycleConfiguration", Bucket, &[Setup]),
    ("PutBucketOwnershipControls", "s3:PutBucketOwnershipControls", Bucket, &[Setup]),
    ("PutBucketTagging", "s3:PutBucketTagging", Bucket, &[Setup]),
    ("DeleteBucket", "s3:DeleteBucket", Bucket, &[Teardown]),
    ("GetFunction", "lambda:GetFunction", Functions, &[Setup, Drift, Teardown]),
    // Without it the answer has no tags (GetFunction, API reference).
    ("GetFunction", "lambda:ListTags", Functions, &[Setup, Drift, Teardown]),
    ("GetFunctionConfiguration", "lambda:GetFunctionConfiguration", Functions, &[Status, Fix, Rebuild, Pause, History]),
    ("GetPolicy", "lambda:GetPolicy", Functions, &[Setup, Drift, Teardown]),
    ("GetFunctionEventInvokeConfig", "lambda:GetFunctionEventInvokeConfig", Functions, &[Setup, Drift, Teardown]),
    ("CreateFunction", "lambda:CreateFunction", Functions, &[Setup]),
    ("CreateFunction", "lambda:TagResource", Functions, &[Setup]),
    ("UpdateFunctionCode", "lambda:UpdateFunctionCode", Functions, &[Setup]),
    ("UpdateFunctionConfiguration", "lambda:UpdateFunctionConfiguration", Functions, &[Setup]),
    ("PutFunctionEventInvokeConfig", "lambda:PutFunctionEventInvokeConfig", Functions, &[Setup]),
    ("DeleteFunctionConcurrency", "lambda:DeleteFunctionConcurrency", Functions, &[Setup]),
    ("AddPermission", "lambda:AddPermission", Functions, &[Setup]),
    ("RemovePermission", "lambda:RemovePermission", Functions, &[Setup]),
    ("TagResource", "lambda:TagResource", Functions, &[Setup]),
    ("DeleteFunction", "lambda:DeleteFunction", Functions, &[Teardown]),
    ("DescribeTrails", "cloudtrail:DescribeTrails", Everything, &[Setup, Drift, Teardown]),
    ("GetTrailStatus", "cloudtrail:GetTrailStatus", Everything, &[Setup, Drift, Teardown]),
    ("GetEventSelectors", "cloudtrail:GetEventSelectors", Everything, &[Setup, Drift, Teardown]),
    ("ListTags", "cloudtrail:ListTags", Everything, &[Setup, Drift, Teardown]),
    ("CreateTrail", "cloudtrail:CreateTrail", Trail, &[Setup]),
    // The other dependent actions of CreateTrail concern trails of an organization, which are never made here.
    ("CreateTrail", "cloudtrail:AddTags", Trail, &[Setup]),
    ("UpdateTrail", "cloudtrail:UpdateTrail", Trail, &[Setup]),
    ("PutEventSelectors", "cloudtrail:PutEventSelectors", Trail, &[Setup]),
    ("StartLogging", "cloudtrail:StartLogging", Trail, &[Setup]),
    ("AddTags", "cloudtrail:AddTags", Trail, &[Setup]),
    ("DeleteTrail", "cloudtrail:DeleteTrail", Trail, &[Teardown]),
    ("DescribeRule", "events:DescribeRule", Rules, &[Setup, Drift, Teardown]),
    ("ListTargetsByRule", "events:ListTargetsByRule", Rules, &[Setup, Drift, Teardown]),
    ("ListTagsForResource", "events:ListTagsForResource", Rules, &[Setup, Drift, Teardown]),
    ("PutRule", "events:PutRule", Rules, &[Setup]),
    ("PutRule", "events:TagResource", Rules, &[Setup]),
    ("DisableRule", "events:DisableRule", Rules, &[Teardown]),
    ("PutTargets", "events:PutTargets", Rules, &[Setup]),
    ("RemoveTargets", "events:RemoveTargets", Rules, &[Setup, Teardown]),
    ("TagResource", "events:TagResource", Rules, &[Setup]),
    ("DeleteRule", "events:DeleteRule", Rules, &[Teardown]),
];

/// What one service asks of another while it serves a call: to use a key, to be handed a role. No call of ours is one.
const ASKED_BY_OTHERS: [&str; 2] = ["kms:", "iam:PassRole"];

/// The service of a row's call, spelled as in actions.
fn service(action: &'static str) -> Option<&'static str> {
    let is_call = !ASKED_BY_OTHERS.iter().any(|begin| action.starts_with(begin));
    action.split_once(':').map(|(service, _)| service).filter(|_| is_call)
}

/// Every call of the table, with its service as actions spell it (`tag` for the tagging API).
pub fn calls() -> BTreeSet<(&'static str, &'static str)> {
    TABLE.iter().filter_map(|(call, action, ..)| Some((service(action)?, *call))).collect()
}

/// The IAM actions that an API call needs of somebody. Several services have a call `TagResource`: all of theirs.
pub fn actions(call: &str, who: Who) -> BTreeSet<&'static str> {
    TABLE.iter().filter(|(of, .., whom)| *of == call && whom.contains(&who)).map(|(_, action, ..)| *action).collect()
}

/// The IAM actions that the call of one service needs, whoever makes it.
pub fn demanded(of_service: &str, call: &str) -> BTreeSet<&'static str> {
    let is_its = |action: &'static str| service(action).is_none_or(|service| service == of_service);
    TABLE.iter().filter(|(of, action, ..)| *of == call && is_its(action)).map(|(_, action, ..)| *action).collect()
}

/// The IAM action (or actions) that a failed call lacks: the one that AWS's words name, else the one that the table
/// knows for the call. A call that several services have is not guessed at; their denials name the action.
pub fn lacking(failure: &Failure) -> Option<String> {
    if failure.kind != FailureKind::Denied {
        return None;
    }
    if let Some(action) = failure.denied_action() {
        return Some(action.to_owned());
    }
    let rows = TABLE.iter().filter(|(call, ..)| *call == failure.call);
    let own: Vec<(&str, &str)> = rows.filter_map(|(_, action, ..)| Some((service(action)?, *action))).collect();
    let (of, _) = own.first()?;
    if own.iter().any(|(service, _)| service != of) {
        return None;
    }
    // What a call asks for besides its own action is named by AWS.
    let same = own.iter().find(|(_, action)| action.split_once(':').is_some_and(|(_, name)| name == failure.call));
    let all: BTreeSet<&str> = own.iter().map(|(_, action)| *action).collect();
    Some(same.map_or_else(|| all.into_iter().collect::<Vec<_>>().join(", "), |(_, action)| (*action).to_owned()))
}

/// The policy that is enough for some, and for nothing else.
pub fn policy(who: &[Who], identity: &Identity, names: &Names) -> Document {
    let mut by_resource: BTreeMap<On, BTreeSet<&str>> = BTreeMap::new();
    for (_, action, on, whom) in TABLE {
        if who.iter().any(|who| whom.contains(who)) {
            by_resource.entry(*on).or_default().insert(action);
        }
    }
    let statements: Vec<Value> = by_resource
        .into_iter()
        .flat_map(|(on, actions)| {
            let passes = actions.contains("iam:PassRole");
            let rest: Vec<&str> = actions.into_iter().filter(|action| *action != "iam:PassRole").collect();
            let mut made = vec![];
            if !rest.is_empty() {
                made.push(statement(on, &rest, identity, names));
            }
            if passes {
                let mut pass = statement(on, &["iam:PassRole"], identity, names);
                pass["Condition"] = json!({"StringEquals": {"iam:PassedToService": "lambda.amazonaws.com"}});
                made.push(pass);
            }
            made
        })
        .collect();
    json!({"Version": "2012-10-17", "Statement": statements}).into()
}

/// The inline policy of the functions' role.
pub fn functions(identity: &Identity, names: &Names) -> Document {
    policy(&[Who::Functions], identity, names)
}

/// What the guide's two managed policies lack: the ledger, alerts, tags, logs and keys.
pub fn beside_the_guide(identity: &Identity, names: &Names) -> Document {
    let Document(mut all) = functions(identity, names);
    let has = |action: &Value| {
        let action = action.as_str().unwrap_or_default();
        action.starts_with("workspaces:") || action.starts_with("cloudwatch:")
    };
    if let Some(statements) = all["Statement"].as_array_mut() {
        for statement in statements.iter_mut() {
            if let Some(actions) = statement["Action"].as_array_mut() {
                actions.retain(|action| !has(action));
            }
        }
        statements.retain(|statement| statement["Action"].as_array().is_some_and(|actions| !actions.is_empty()));
    }
    all.into()
}

fn statement(on: On, actions: &[&str], identity: &Identity, names: &Names) -> Value {
    let Identity { partition, region, account, .. } = identity;
    let arn = |service: &str, resource: &str| format!("arn:{partition}:{service}:{region}:{account}:{resource}");
    let role = || format!("arn:{partition}:iam::{account}:role/{}", names.role);
    let resources: Vec<String> = match on {
        Everything => vec!["*".into()],
        Desktops => vec![arn("workspaces", "workspace/*")],
        Creation => ["workspace/*", "directory/*"]
            .map(|resource| arn("workspaces", resource))
            .into_iter()
            // Bundles of Amazon belong to no account of ours.
            .chain([format!("arn:{partition}:workspaces:{region}:*:workspacebundle/*")])
            .collect(),
        Alarms => ["WorkSpace_Disconnected_*", "Workspace_Disconnected_*"]
            .map(|name| arn("cloudwatch", &format!("alarm:{name}")))
            .into(),
        Topics => [&names.topic, &names.alerts].map(|topic| arn("sns", topic)).into(),
        Alerts => vec![arn("sns", &names.alerts)],
        Role | GuidePolicies => vec![role()],
        Table => vec![
            arn("dynamodb", &format!("table/{}", names.table)),
            arn("dynamodb", &format!("table/{}/index/*", names.table)),
        ],
        LogGroups => Function::ALL
            .into_iter()
            .flat_map(|f| {
                let group = arn("logs", &format!("log-group:{}", names.log_group(f)));
                [format!("{group}:*"), group]
            })
            .collect(),
        LogStreams => Function::ALL.map(|f| arn("logs", &format!("log-group:{}:*", names.log_group(f)))).into(),
        Bucket => vec![format!("arn:{partition}:s3:::{}", names.bucket)],
        Functions => Function::ALL.map(|f| arn("lambda", &format!("function:{}", names.function(f)))).into(),
        Trail => vec![arn("cloudtrail", &format!("trail/{}", names.trail))],
        Rules => [&names.rule_create, &names.rule_term, &names.rule_reconcile]
            .map(|rule| arn("events", &format!("rule/{rule}")))
            .into(),
        Keys => vec![arn("kms", "key/*")],
    };
    let mut statement = json!({"Effect": "Allow", "Action": actions, "Resource": resources});
    match on {
        GuidePolicies => {
            let guide = ["AmazonWorkSpacesAdmin", "CloudWatchFullAccess"]
                .map(|policy| format!("arn:{partition}:iam::aws:policy/{policy}"));
            statement["Condition"] = json!({"ArnEquals": {"iam:PolicyARN": guide}});
        }
        Keys => {
            let via = format!(
                "workspaces.{region}.{}",
                if partition == "aws-cn" { "amazonaws.com.cn" } else { "amazonaws.com" }
            );
            statement["Condition"] = json!({"StringEquals": {"kms:ViaService": via}});
        }
        _ => {}
    }
    statement
}

#[cfg(test)]
mod tests {
    use super::*;

    fn identity() -> Identity {
        Identity {
            account: "123456789012".into(),
            arn: "arn:aws:iam::123456789012:user/a".into(),
            partition: "aws".into(),
            region: "eu-west-1".into(),
        }
    }

    #[test]
    fn the_functions_may_not_do_what_they_never_call() {
        let names = Names::of("default", &identity());
        let text = functions(&identity(), &names).to_string();
        for needed in ["workspaces:TerminateWorkspaces", "dynamodb:Query", "logs:PutLogEvents", "sns:Publish"] {
            assert!(text.contains(needed), "{needed}");
        }
        for never in ["RebuildWorkspaces", "ModifyWorkspace", "iam:", "s3:", "lambda:", "\"*:*\"", "DeleteTable"] {
            assert!(!text.contains(never), "{never}");
        }
        assert!(text.len() < 10_240, "an inline policy of a role holds 10,240 characters: {}", text.len());
    }

    #[test]
    fn beside_the_guide_only_what_it_lacks() {
        let names = Names::of("default", &identity());
        let text = beside_the_guide(&identity(), &names).to_string();
        assert!(text.contains("dynamodb:Query") && text.contains("tag:GetResources"));
        assert!(!text.contains("workspaces:") || text.contains("workspaces.eu-west-1"), "{text}");
        assert!(!text.contains("cloudwatch:"));
    }

    #[test]
    fn roles_are_passed_to_lambda_only() {
        let names = Names::of("default", &identity());
        let Document(all) = policy(&[Who::Setup], &identity(), &names);
        let pass = all["Statement"].as_array().unwrap().iter().find(|s| s["Action"][0] == "iam:PassRole").unwrap();
        assert_eq!(pass["Condition"]["StringEquals"]["iam:PassedToService"], "lambda.amazonaws.com");
        assert!(text_of(&all).contains("iam:PolicyARN"));
    }

    #[test]
    fn all_of_it_fits_a_managed_policy() {
        let everybody = [Status, Fix, Rebuild, Hold, Pause, History, Logs, Setup, Who::Drift, Teardown];
        let identity = Identity { region: "ap-southeast-2".into(), ..identity() };
        let length = policy(&everybody, &identity, &Names::of("default", &identity)).to_string().len();
        assert!(length <= 6144, "{length} characters, and a managed policy holds 6,144");
    }

    fn text_of(value: &Value) -> String {
        value.to_string()
    }

    #[test]
    fn a_denied_call_lacks_an_action() {
        let failure = |kind, call: &str, message: &str| Failure::new(kind, "", message).in_call(call);
        for (call, message, expected) in [
            ("GetBucketPolicy", "Access Denied", Some("s3:GetBucketPolicy")),
            ("GetPublicAccessBlock", "", Some("s3:GetBucketPublicAccessBlock")),
            ("CreateFunction", "", Some("lambda:CreateFunction")),
            ("TransactWriteItems", "", Some("dynamodb:DeleteItem, dynamodb:PutItem")),
            ("CreateWorkspaces", "", Some("workspaces:CreateWorkspaces")),
            (
                "CreateFunction",
                "User: u is not authorized to perform: iam:PassRole on resource: r",
                Some("iam:PassRole"),
            ),
            ("TagResource", "Access Denied", None),
            ("Unknown", "Access Denied", None),
        ] {
            let found = lacking(&failure(FailureKind::Denied, call, message));
            assert_eq!(found.as_deref(), expected, "{call} {message}");
        }
        assert_eq!(lacking(&failure(FailureKind::Invalid, "GetBucketPolicy", "")), None);
    }

    #[test]
    fn drift_changes_nothing() {
        for (call, action, _, whom) in TABLE {
            if whom.contains(&Who::Drift) || whom.contains(&Who::Status) {
                let verb = action.split(':').nth(1).unwrap();
                let reads = ["Get", "List", "Describe", "Query"].iter().any(|read| verb.starts_with(read));
                assert!(reads, "{call} needs {action}");
            }
        }
    }
}
