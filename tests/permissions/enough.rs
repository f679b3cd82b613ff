//! A day's work by users of IAM who have the printed policies and nothing else, in an account that asks IAM about every
//! call: MiniStack compares signatures, actions and resources, and the gate asks about what MiniStack leaves out.

use super::cases::{DAY, EVENING};
use super::policy::{actions, printed};
use super::stand::{Stand, Trial};
use crate::emulators::{Cast, Emulators, REGION, alone};
use crate::rebuild::shell::Shell;
use aws_sdk_iam::Client as Iam;
use serde_json::{Value, json};

/// Actions that MiniStack asks about another resource than AWS: it takes the ARN of a tagged thing and the name of a
/// new function for nothing, and writes the rules of the default bus with its name. The gate compares their resources.
const MISREAD: [&str; 15] = [
    "cloudtrail:AddTags",
    "dynamodb:ListTagsOfResource",
    "dynamodb:TagResource",
    "events:DeleteRule",
    "events:DescribeRule",
    "events:DisableRule",
    "events:ListTagsForResource",
    "events:ListTargetsByRule",
    "events:PutRule",
    "events:PutTargets",
    "events:RemoveTargets",
    "events:TagResource",
    "lambda:CreateFunction",
    "sns:ListTagsForResource",
    "sns:TagResource",
];

/// The policy for MiniStack: wherever it is allowed, a misread action is allowed on anything.
fn as_misread(mut policy: Value) -> Value {
    let misread = MISREAD.map(str::to_owned).into_iter().collect();
    let allowed: Vec<String> = actions(&policy).intersection(&misread).cloned().collect();
    if !allowed.is_empty() {
        let statement = json!({ "Effect": "Allow", "Action": allowed, "Resource": "*" });
        policy["Statement"].as_array_mut().expect("a policy has statements").push(statement);
    }
    policy
}

/// A user with this policy, attached as a managed one: its access key, and the secret of that.
async fn user(iam: &Iam, name: &str, policy: &Value) -> (String, String) {
    iam.create_user().user_name(name).send().await.expect("CreateUser");
    let made =
        iam.create_policy().policy_name(name).policy_document(as_misread(policy.clone()).to_string()).send().await;
    let arn = made.expect("CreatePolicy").policy.and_then(|policy| policy.arn).expect("a policy has an ARN");
    iam.attach_user_policy().user_name(name).policy_arn(arn).send().await.expect("AttachUserPolicy");
    let key = iam.create_access_key().user_name(name).send().await.expect("CreateAccessKey").access_key.expect("a key");
    (key.access_key_id, key.secret_access_key)
}

/// From now on the trial's user has the printed policy.
async fn become_user(iam: &Iam, stand: &Stand<'_>, trial: &mut Trial<'_>, whom: &str) {
    let policy = printed(&trial.user, whom, &trial.stack);
    let (key, secret) = user(iam, &format!("{whom}-{}", trial.stack), &policy).await;
    stand.emulators.allow(&key, &policy);
    (trial.user.key, trial.user.secret) = (key, secret);
}

#[test]
fn for_a_day() {
    if !alone("permissions::enough::for_a_day") {
        return;
    }
    let Some(emulators) = Emulators::start_as(Cast::Enforcing) else { return };
    let stand = Stand::new(&emulators);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let config = aws_config::defaults(aws_config::BehaviorVersion::latest())
        .region(aws_config::Region::new(REGION))
        .endpoint_url(emulators.endpoint());
    let iam = Iam::new(&runtime.block_on(config.load()));

    // Somebody without a policy is refused, so it is asked for one.
    let (key, secret) = runtime.block_on(user(
        &iam,
        "nobody",
        &json!({ "Version": "2012-10-17",
        "Statement": [{ "Effect": "Allow", "Action": ["s3:ListAllMyBuckets"], "Resource": "*" }] }),
    ));
    let mut nobody = Shell::new(&emulators, key);
    nobody.secret = secret;
    let ran = nobody.run("drift");
    assert!(ran.status == Some(3) && ran.out.contains("not authorized to perform: iam:GetRole"), "{ran:#?}");

    // One user for each command, and then one for all of them.
    for by_all in [false, true] {
        let (mut trial, mut is_now) = (stand.trial(), "");
        for (whom, line) in DAY.into_iter().chain([EVENING]) {
            let whom = if by_all { "all" } else { whom };
            if whom != is_now {
                runtime.block_on(become_user(&iam, &stand, &mut trial, whom));
                is_now = whom;
            }
            let ran = trial.user.run(&trial.filled(line));
            // The program that was uploaded does nothing, and `status` finds that out.
            let finds = line.starts_with("status") && ran.err.contains("does not tick");
            let ended_well = ran.status == Some(0) || ran.status == Some(3) && finds;
            let is_denied = [&ran.out, &ran.err].iter().any(|said| said.contains("not authorized to perform"));
            assert!(ended_well && !is_denied, "with the policy of {whom}, {line}: {ran:#?}");
        }
    }
    emulators.finish();
}
