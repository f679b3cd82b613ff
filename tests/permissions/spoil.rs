//! What others do to a stack and to its desktops, so that a command has something to put right.

use super::policy::ACCOUNT;
use crate::emulators::{Emulators, Member, REGION};
use serde_json::{Value, json};

/// Things are spoilt with the rights of root.
struct Others<'a> {
    emulators: &'a Emulators,
    stack: &'a str,
}

impl Others<'_> {
    fn json(&self, signed_as: &str, target: &str, body: &Value) {
        let (status, answer) = self.emulators.call(signed_as, target, body);
        assert_eq!(status, 200, "{target} {body}: {answer}");
    }

    /// A call of IAM, with parameters that need no escaping, and a policy.
    fn iam(&self, action: &str, parameters: &str, policy: Option<&Value>) {
        let policy = policy.map(|it| format!("&PolicyDocument={}", escaped(&it.to_string()))).unwrap_or_default();
        let role = self.name("Lambda_WorkSpaces_Functions");
        self.form("iam", &format!("Action={action}&Version=2010-05-08&RoleName={role}&{parameters}{policy}"));
    }

    fn form(&self, signed_as: &str, body: &str) {
        let form = [("Content-Type", "application/x-www-form-urlencoded")];
        let (status, answer) = self.emulators.post(signed_as, "/", &form, body);
        assert_eq!(status, 200, "{body}: {answer}");
    }

    fn name(&self, of: &str) -> String {
        format!("{of}_{}", self.stack)
    }
}

fn escaped(text: &str) -> String {
    text.bytes()
        .map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") })
        .collect()
}

/// Every setting that can be altered, in one resource of each kind.
pub fn stack(emulators: &Emulators, stack: &str, _: &Member) {
    let others = Others { emulators, stack };
    let trusts = json!({ "Version": "2012-10-17", "Statement": [
        { "Effect": "Allow", "Principal": { "Service": "ec2.amazonaws.com" }, "Action": "sts:AssumeRole" },
    ]});
    let allows = json!({ "Version": "2012-10-17", "Statement": [
        { "Effect": "Allow", "Action": "workspaces:RebuildWorkspaces", "Resource": "*" },
    ]});
    others.iam("UpdateRole", "Description=ours", None);
    others.iam("UpdateAssumeRolePolicy", "", Some(&trusts));
    others.iam("PutRolePolicy", "PolicyName=more", Some(&allows));
    let provisioned = json!({ "ReadCapacityUnits": 1, "WriteCapacityUnits": 1 });
    others.json(
        "dynamodb",
        "DynamoDB_20120810.UpdateTable",
        &json!({ "TableName": others.name("Workspace_Recycle_Ledger"), "BillingMode": "PROVISIONED",
            "ProvisionedThroughput": provisioned,
            "GlobalSecondaryIndexUpdates": [] }),
    );
    others.json(
        "cloudtrail",
        "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.UpdateTrail",
        &json!({ "Name": others.name("Workspace_Logging"), "EnableLogFileValidation": false }),
    );
    let target = format!("arn:aws:lambda:{REGION}:{ACCOUNT}:function:Other");
    others.json(
        "events",
        "AWSEvents.PutTargets",
        &json!({ "Rule": others.name("Workspace_Create"), "Targets": [{ "Id": "other", "Arn": target }] }),
    );
    let topic = format!("arn:aws:sns:{REGION}:{ACCOUNT}:{}", others.name("Workspace_Disconnected_Topic"));
    let subscription = format!("TopicArn={}&Protocol=lambda&Endpoint={}", escaped(&topic), escaped(&target));
    others.form("sns", &format!("Action=Subscribe&Version=2010-03-31&{subscription}"));
    let function = others.name("Workspace_Term_Rebuild");
    let bucket = format!("/workspace-logging-{ACCOUNT}-{REGION}-{}?tagging", stack.to_lowercase());
    let (status, answer) = emulators.send("DELETE", "s3", &bucket, &[], "");
    assert_eq!(status, 204, "{answer}");
    let path = format!("/2017-10-31/functions/{function}/concurrency");
    let none = json!({ "ReservedConcurrentExecutions": 0 });
    let (status, answer) =
        emulators.send("PUT", "lambda", &path, &[("Content-Type", "application/json")], &none.to_string());
    assert_eq!(status, 200, "{answer}");
    let permission = json!({ "StatementId": "other", "Action": "lambda:InvokeFunction",
        "Principal": "s3.amazonaws.com" });
    let path = format!("/2015-03-31/functions/{function}/policy");
    let (status, answer) =
        emulators.post("lambda", &path, &[("Content-Type", "application/json")], &permission.to_string());
    assert_eq!(status, 201, "{answer}");
}

/// The desktop has its alarm of this stack.
pub fn guard(emulators: &Emulators, stack: &str, member: &Member) {
    emulators.guard_for(&format!("Workspace_Disconnected_Topic_{stack}"), "WorkSpace_Disconnected_id_", &member.id);
}

/// The reconciler is at work, and yet nobody has noticed that the user of the desktop left long ago.
pub fn forgotten(emulators: &Emulators, stack: &str, member: &Member) {
    let others = Others { emulators, stack };
    let (began, until) = ("2026-11-22T17:00:00Z", "2999-01-01T00:00:00Z");
    let ticker = json!({ "holder": "function", "began_at": began, "until": until });
    let text = |text: &str| json!({ "S": text });
    let control = json!({ "pk": text("control"), "sk": text("control"), "schema": { "N": "1" },
        "ticker": text(&ticker.to_string()) });
    let table = others.name("Workspace_Recycle_Ledger");
    others.json("dynamodb", "DynamoDB_20120810.PutItem", &json!({ "TableName": table, "Item": control }));
    let left = json!({ "LastKnownUserConnectionTimestamp": 1_700_000_000 });
    emulators.control("connections", &json!({ member.id.as_str(): left }));
    guard(emulators, stack, member);
}

pub fn nothing(_: &Emulators, _: &str, _: &Member) {}
