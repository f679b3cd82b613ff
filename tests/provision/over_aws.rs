//! The contract over AWS's SDK, against MiniStack and against moto, and what a caller sees who may not look.

use super::{Deviations, body, function, tags, unknown};
use crate::emulators::{Cast, Emulators, REGION, alone, alone_with};
use aws_sdk_iam::Client as Iam;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use std::time::Instant;
use wsrecycle::cloud::aws::{self, AwsCloud, Options};
use wsrecycle::cloud::{Cloud, Paced, Provision, Rates, SystemClock};
use wsrecycle::recycle::{Failure, FailureKind};
use wsrecycle::stack::Write;

/// The operations of AWS that stand behind the port.
const WHOLE_PORT: [&str; 78] = [
    "AddPermission",
    "AddTags",
    "AttachRolePolicy",
    "CreateBucket",
    "CreateFunction",
    "CreateLogGroup",
    "CreateRole",
    "CreateTable",
    "CreateTopic",
    "CreateTrail",
    "DeleteBucket",
    "DeleteFunction",
    "DeleteFunctionConcurrency",
    "DeleteRole",
    "DeleteRolePolicy",
    "DeleteRule",
    "DeleteTable",
    "DeleteTopic",
    "DeleteTrail",
    "DescribeContinuousBackups",
    "DescribeLogGroups",
    "DescribeRule",
    "DescribeTable",
    "DescribeTimeToLive",
    "DescribeTrails",
    "DetachRolePolicy",
    "DisableRule",
    "GetBucketEncryption",
    "GetBucketLifecycleConfiguration",
    "GetBucketOwnershipControls",
    "GetBucketPolicy",
    "GetBucketTagging",
    "GetCallerIdentity",
    "GetEventSelectors",
    "GetFunction",
    "GetFunctionConfiguration",
    "GetFunctionEventInvokeConfig",
    "GetPolicy",
    "GetPublicAccessBlock",
    "GetRole",
    "GetRolePolicy",
    "GetTopicAttributes",
    "GetTrailStatus",
    "ListAttachedRolePolicies",
    "ListRolePolicies",
    "ListSubscriptionsByTopic",
    "ListTags",
    "ListTagsForResource",
    "ListTagsOfResource",
    "ListTargetsByRule",
    "PutBucketEncryption",
    "PutBucketLifecycleConfiguration",
    "PutBucketOwnershipControls",
    "PutBucketPolicy",
    "PutBucketTagging",
    "PutEventSelectors",
    "PutFunctionEventInvokeConfig",
    "PutPublicAccessBlock",
    "PutRetentionPolicy",
    "PutRolePolicy",
    "PutRule",
    "PutTargets",
    "RemovePermission",
    "RemoveTargets",
    "SetTopicAttributes",
    "StartLogging",
    "Subscribe",
    "TagResource",
    "TagRole",
    "Unsubscribe",
    "UpdateAssumeRolePolicy",
    "UpdateContinuousBackups",
    "UpdateFunctionCode",
    "UpdateFunctionConfiguration",
    "UpdateRole",
    "UpdateTable",
    "UpdateTimeToLive",
    "UpdateTrail",
];

const MINISTACK: Deviations = Deviations {
    addresses_have_arns: true,
    first_asynchronous_stays: false,
    log_format_is_lost: false,
    architecture_stays: false,
    permissions_are_unchecked: false,
    bucket_tags_are_lost: false,
    trails_are_overwritten: false,
};

const MOTO: Deviations = Deviations {
    addresses_have_arns: true,
    first_asynchronous_stays: true,
    log_format_is_lost: true,
    architecture_stays: true,
    permissions_are_unchecked: true,
    bucket_tags_are_lost: true,
    trails_are_overwritten: true,
};

pub fn run(work: impl Future<Output = ()>) {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(work);
}

pub async fn connect(emulators: &Emulators, profile: Option<&str>) -> AwsCloud {
    connect_in(REGION, emulators, profile).await
}

async fn connect_in(region: &str, emulators: &Emulators, profile: Option<&str>) -> AwsCloud {
    let options = Options {
        profile: profile.map(str::to_owned),
        region: Some(region.into()),
        endpoint_url: Some(emulators.endpoint().to_owned()),
    };
    aws::connect(&options).await.expect("a region and an endpoint are all it needs")
}

#[test]
fn over_ministack() {
    if !alone("provision::over_aws::over_ministack") {
        return;
    }
    let Some(emulators) = Emulators::start() else { return };
    run(async {
        let paced = Paced::new(connect(&emulators, None).await, SystemClock, Rates::DOCUMENTED);
        body(&paced, MINISTACK).await;
        let called: BTreeSet<String> = emulators.calls().into_iter().map(|call| call.operation).collect();
        let called: Vec<&str> = called.iter().map(String::as_str).collect();
        assert_eq!(called, WHOLE_PORT, "the body leaves out a call of the port, or there is a new one");
        only_writes_are_selected(&emulators);
        waits_have_a_reason(&emulators).await;
        a_look_asks_at_once(&emulators).await;
    });
    emulators.finish();
}

/// A picture only says that the trail logs writes; what else it logs is money.
fn only_writes_are_selected(emulators: &Emulators) {
    let calls = emulators.calls();
    let call = calls.iter().find(|call| call.operation == "PutEventSelectors").expect("it was called");
    let expected = json!([{ "ReadWriteType": "WriteOnly", "IncludeManagementEvents": true,
        "ExcludeManagementEventSources": ["kms.amazonaws.com", "rdsdata.amazonaws.com"] }]);
    assert_eq!(call.parameters["EventSelectors"], expected);
}

#[test]
fn over_moto() {
    if !alone("provision::over_aws::over_moto") {
        return;
    }
    let Some(emulators) = Emulators::start_as(Cast::Moto) else { return };
    run(async {
        body(&connect(&emulators, None).await, MOTO).await;
        // Every Region but the first must be named when a bucket is made; moto refuses it otherwise.
        let elsewhere = connect_in("eu-central-1", &emulators, None).await;
        let create = Write::CreateBucket { bucket: "workspace-test-elsewhere".into(), tags: tags(&[]) };
        assert_eq!(elsewhere.write(&create, None).await, Ok(()));
        assert!(elsewhere.bucket("workspace-test-elsewhere").await.present().is_some());
    });
    emulators.finish();
}

/// A look costs its slowest call, not the sum of its calls.
async fn a_look_asks_at_once(emulators: &Emulators) {
    let slow = |operation| json!({ "Operation": operation, "DelaySeconds": 1 });
    let calls = ["GetFunction", "GetPolicy", "GetFunctionEventInvokeConfig"];
    emulators.control("faults", &Value::Array(calls.map(slow).to_vec()));
    let aws = connect(emulators, None).await;
    let started = Instant::now();
    assert!(aws.function("Workspace_Test").await.present().is_some());
    let took_ms = started.elapsed().as_millis();
    assert!((1_000..2_000).contains(&took_ms), "{took_ms} ms");
}

/// A role that Lambda does not know yet, as on every first set-up.
async fn waits_have_a_reason(emulators: &Emulators) {
    let heard = Arc::new(Mutex::new(Vec::new()));
    let ear = heard.clone();
    let aws = connect(emulators, None).await.on_waiting(move |why| ear.lock().unwrap().push(why.to_owned()));
    let message = "The role defined for the function cannot be assumed by Lambda.";
    let fault = json!({ "Operation": "CreateFunction", "Code": "InvalidParameterValueException", "Message": message,
        "Status": 400, "Times": 2 });
    emulators.control("faults", &json!([fault]));
    let (write, archive) = function::creation("arn:aws:iam::123456789012:role/New");
    emulators.forget_calls();
    assert_eq!(aws.write(&write, Some(&archive)).await, Ok(()));
    assert_eq!(emulators.calls().len(), 3);
    let expected = "Lambda function Workspace_Test: waiting up to 120 s, because AWS does not know the new role \
                    everywhere yet";
    assert_eq!(*heard.lock().unwrap(), [expected]);
}

/// What an administrator sees who may look at nothing, and one who may look at nearly everything.
#[test]
fn denied() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a place for keys");
    let keys = folder.path().join("credentials");
    let file = ("AWS_SHARED_CREDENTIALS_FILE", keys.as_os_str());
    if !alone_with("provision::over_aws::denied", &[file]) {
        return;
    }
    let Some(emulators) = Emulators::start_as(Cast::Enforcing) else { return };
    run(async {
        let iam = iam(&emulators).await;
        let all = json!({ "Effect": "Allow", "Action": "*", "Resource": "*" });
        let but = json!({ "Effect": "Deny", "Action": ["lambda:GetPolicy", "iam:GetRolePolicy", "s3:GetBucketTagging",
            "dynamodb:DescribeTimeToLive", "sns:ListSubscriptionsByTopic", "events:ListTargetsByRule",
            "logs:ListTagsForResource", "cloudtrail:GetEventSelectors"], "Resource": "*" });
        let (nobody, reader) = (user(&iam, "nobody", &[]).await, user(&iam, "reader", &[all, but]).await);
        let file = std::env::var_os("AWS_SHARED_CREDENTIALS_FILE").expect("it was set for this process");
        // To MiniStack, an account's number is the key of its root.
        let stranger = "[stranger]\naws_access_key_id = 210987654321\naws_secret_access_key = test\n";
        std::fs::write(file, nobody + &reader + stranger).expect("the file can be written");

        let root = connect(&emulators, None).await;
        everything(&root).await;
        let nobody = connect(&emulators, Some("nobody")).await;
        assert!(nobody.whoami().await.expect("anybody may ask this").arn.ends_with(":user/nobody"));
        for failure in looks(&nobody).await {
            assert_eq!(failure.kind, FailureKind::Denied, "{failure}");
        }
        assert_eq!(nobody.trails().await.unwrap_err().kind, FailureKind::Denied);
        let failure = nobody.write(&Write::DeleteRule { rule: "Test".into() }, None).await.unwrap_err();
        assert_eq!((failure.kind, failure.call.as_str()), (FailureKind::Denied, "DeleteRule"));
        assert!(root.rule("Test").await.present().is_some());

        // A single part that may not be seen makes the whole unknown, and its failure names what is missing.
        let reader = connect(&emulators, Some("reader")).await;
        let named: Vec<String> = looks(&reader).await.into_iter().map(|failure| failure.call).collect();
        let expected = [
            "ListSubscriptionsByTopic",
            "GetRolePolicy",
            "DescribeTimeToLive",
            "ListTagsForResource",
            "GetBucketTagging",
            "GetPolicy",
            "ListTargetsByRule",
        ];
        assert_eq!(named, expected);
        let failure = reader.trails().await.expect_err("what our own trail logs may not be seen");
        assert_eq!((failure.kind, failure.call.as_str()), (FailureKind::Denied, "GetEventSelectors"));

        // Bucket names are everybody's: one of another account is neither ours nor absent.
        let stranger = connect(&emulators, Some("stranger")).await;
        let taken = Write::CreateBucket { bucket: "taken".into(), tags: tags(&[]) };
        assert_eq!(stranger.write(&taken, None).await, Ok(()));
        let failure = unknown(root.bucket("taken").await);
        assert!(failure.message.contains("belongs to another account than 123456789012"), "{failure}");
        assert_eq!(root.write(&taken, None).await.unwrap_err().kind, FailureKind::Exists);
        let delete = Write::DeleteBucket { bucket: "taken".into() };
        assert_eq!(root.write(&delete, None).await.unwrap_err().kind, FailureKind::Denied);
        assert!(stranger.bucket("taken").await.present().is_some());
    });
    emulators.finish();
}

/// Whoever may make others.
pub async fn iam(emulators: &Emulators) -> Iam {
    let config = aws_config::defaults(aws_config::BehaviorVersion::latest()).region(aws_config::Region::new(REGION));
    Iam::new(&config.endpoint_url(emulators.endpoint()).load().await)
}

/// A user with these statements, and its part of a credentials file.
pub async fn user(iam: &Iam, name: &str, statements: &[Value]) -> String {
    iam.create_user().user_name(name).send().await.expect("CreateUser");
    if !statements.is_empty() {
        let policy = json!({ "Version": "2012-10-17", "Statement": statements }).to_string();
        let put = iam.put_user_policy().user_name(name).policy_name("all").policy_document(policy);
        put.send().await.expect("PutUserPolicy");
    }
    let key = iam.create_access_key().user_name(name).send().await.expect("CreateAccessKey").access_key.expect("a key");
    let (id, secret) = (key.access_key_id(), key.secret_access_key());
    format!("[{name}]\naws_access_key_id = {id}\naws_secret_access_key = {secret}\n")
}

/// One of each kind.
async fn everything(aws: &impl Provision) {
    let name = || "Test".to_owned();
    let allowed = json!([{ "Effect": "Allow", "Action": "logs:PutLogEvents", "Resource": "*" }]);
    let policy = json!({ "Version": "2012-10-17", "Statement": allowed });
    let (create_function, archive) = function::creation("arn:aws:iam::123456789012:role/Test");
    for write in [
        Write::CreateTopic { topic: name(), tags: tags(&[]) },
        Write::CreateRole {
            role: name(),
            description: name(),
            trust: super::trust("lambda.amazonaws.com"),
            tags: tags(&[]),
        },
        Write::PutRolePolicy { role: name(), policy: name(), document: policy.into() },
        Write::CreateTable { table: name(), tags: tags(&[]) },
        Write::CreateLogGroup { group: name(), tags: tags(&[]) },
        Write::CreateBucket { bucket: "test-bucket".into(), tags: tags(&[]) },
        create_function,
        Write::CreateTrail { trail: name(), bucket: "test-bucket".into(), tags: tags(&[]) },
        Write::PutRule {
            rule: name(),
            description: name(),
            trigger: wsrecycle::stack::picture::Trigger::Schedule("rate(1 minute)".into()),
            tags: tags(&[]),
        },
    ] {
        aws.write(&write, Some(&archive)).await.unwrap_or_else(|failure| panic!("{write:?}: {failure}"));
    }
}

async fn looks(aws: &impl Provision) -> [Failure; 7] {
    [
        unknown(aws.topic("Test").await),
        unknown(aws.role("Test").await),
        unknown(aws.table("Test").await),
        unknown(aws.log_group("Test").await),
        unknown(aws.bucket("test-bucket").await),
        unknown(aws.function("Workspace_Test").await),
        unknown(aws.rule("Test").await),
    ]
}
