//! Functions: code, settings, asynchronous invocation, permissions.

use super::{Stand, present, tags, trust};
use serde_json::json;
use wsrecycle::cloud::{Archive, Provision};
use wsrecycle::recycle::FailureKind;
use wsrecycle::stack::picture::{Asynchronous, Code, Function, Permission};
use wsrecycle::stack::{FunctionSettings, Seen, Write};

const FUNCTION: &str = "Workspace_Test";
const ROLE: &str = "Workspace_Test_Function_Role";

/// A zip file with an executable `bootstrap` of three lines, which ends with this digit; and what Lambda says of it.
fn archive(digit: char, checksum: &str, sha256: &str) -> Archive {
    let hex = format!(
        "504b03041400000000000000215a{checksum}110000001100000009000000626f6f74737472617023212f62696e2f73680a6563686f20\
         3{digit}0a504b010214031400000000000000215a{checksum}11000000110000000900000000000000000000\
         00ed8100000000626f6f747374726170504b0506000000000100010037000000380000000000"
    );
    let byte = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).expect("two digits");
    Archive { bytes: (0..hex.len()).step_by(2).map(byte).collect(), sha256: sha256.to_owned() }
}

fn archives() -> [Archive; 2] {
    [
        archive('1', "d5bc3709", "ECL4gX7VuFsXKLqy+FTNmCfrqoRUfdDgiaJeMw4r4PM="),
        archive('2', "16ef1a22", "jSkIoVkNtMOHdNNPYThLuC9vch8LhKPspY92jiRT5JQ="),
    ]
}

fn settings(role_arn: &str) -> FunctionSettings {
    FunctionSettings {
        description: "before".into(),
        runtime: "provided.al2023".into(),
        handler: "bootstrap".into(),
        role_arn: role_arn.to_owned(),
        memory_mb: 128,
        timeout_s: 60,
        environment: [("NOTE".to_owned(), "{\"a\": \"ä\"}".to_owned())].into(),
        log_format: "JSON".into(),
    }
}

/// A function, and what it is created with.
pub fn creation(role_arn: &str) -> (Write, Archive) {
    let (function, architecture) = (FUNCTION.to_owned(), "x86_64".to_owned());
    let [archive, _] = archives();
    (Write::CreateFunction { function, settings: settings(role_arn), architecture, tags: tags(&[]) }, archive)
}

/// The function with these settings as a look shows it.
fn shown<P: Provision>(stand: &Stand<'_, P>, of: &FunctionSettings, archive: &Archive, architecture: &str) -> Function {
    Function {
        arn: stand.arn("lambda", &format!("function:{FUNCTION}")),
        description: of.description.clone(),
        code: Code { sha256: archive.sha256.clone(), architecture: architecture.into() },
        runtime: of.runtime.clone(),
        handler: of.handler.clone(),
        role_arn: of.role_arn.clone(),
        memory_mb: of.memory_mb,
        timeout_s: of.timeout_s,
        environment: of.environment.clone(),
        log_format: if stand.deviations.log_format_is_lost { "Text".into() } else { of.log_format.clone() },
        tags: tags(&[]),
        asynchronous: None,
        permissions: [].into(),
        reserved: None,
    }
}

pub async fn life<P: Provision>(stand: &Stand<'_, P>) {
    let function = || FUNCTION.to_owned();
    let [old, new] = archives();
    let role_arn = format!("arn:{}:iam::{}:role/{ROLE}", stand.identity.partition, stand.identity.account);
    let role = Write::CreateRole {
        role: ROLE.into(),
        description: String::new(),
        trust: trust("lambda.amazonaws.com"),
        tags: tags(&[]),
    };
    stand.write(role).await;
    // Without this, Lambda refuses a destination (Developer Guide, "Adding a destination", seen 2026-11-22).
    let publishes = json!({ "Effect": "Allow", "Action": "sns:Publish", "Resource": "*" });
    let document = json!({ "Version": "2012-10-17", "Statement": [publishes] }).into();
    let policy = || "alerts".to_owned();
    stand.write(Write::PutRolePolicy { role: ROLE.into(), policy: policy(), document }).await;
    assert_eq!(stand.aws.function(FUNCTION).await, Seen::Absent);
    stand.write(Write::DeleteFunction { function: function() }).await;
    if !stand.deviations.permissions_are_unchecked {
        stand.write(Write::RemovePermission { function: function(), id: "topic".into() }).await;
    }

    let (architecture, settings) = ("arm64".to_owned(), settings(&role_arn));
    let mut expected = shown(stand, &settings, &old, &architecture);
    let create = Write::CreateFunction { function: function(), settings, architecture, tags: tags(&[]) };
    stand.is_refused(create.clone(), None, FailureKind::NotSent).await;
    stand.upload(create.clone(), Some(&old)).await;
    assert_eq!(present(stand.aws.function(FUNCTION).await), expected);
    assert_eq!(stand.aws.settings_of(FUNCTION).await, Seen::Present(expected.environment.clone()));
    stand.is_refused(create, Some(&old), FailureKind::Exists).await;

    altered(stand, &new, &mut expected).await;
    permitted(stand, &mut expected).await;
    stand.write_twice(Write::RemoveReservation { function: function() }).await;
    assert_eq!(present(stand.aws.function(FUNCTION).await), expected);

    stand.write_twice(Write::DeleteFunction { function: function() }).await;
    assert_eq!(stand.aws.function(FUNCTION).await, Seen::Absent);
    assert_eq!(stand.aws.settings_of(FUNCTION).await, Seen::Absent);
    stand.write(Write::DeleteRolePolicy { role: ROLE.into(), policy: policy() }).await;
    stand.write(Write::DeleteRole { role: ROLE.into() }).await;
}

async fn altered<P: Provision>(stand: &Stand<'_, P>, new: &Archive, expected: &mut Function) {
    let function = || FUNCTION.to_owned();
    let code = Write::UpdateCode { function: function(), architecture: "x86_64".into() };
    stand.upload(code.clone(), Some(new)).await;
    stand.upload(code, Some(new)).await;
    let settings = FunctionSettings {
        description: "Recycles.".into(),
        memory_mb: 256,
        timeout_s: 900,
        environment: [("OTHER".to_owned(), "1".to_owned())].into(),
        log_format: "Text".into(),
        ..settings(&expected.role_arn)
    };
    stand.write_twice(Write::UpdateSettings { function: function(), settings: settings.clone() }).await;
    let architecture = if stand.deviations.architecture_stays { "arm64" } else { "x86_64" };
    *expected = shown(stand, &settings, new, architecture);
    assert_eq!(present(stand.aws.function(FUNCTION).await), *expected);

    stand.write_twice(Write::TagFunction { function: function(), tags: tags(&[("team", "finance")]) }).await;
    expected.tags = tags(&[("team", "finance")]);
    for on_failure in [Some(stand.identity.topic_arn("Workspace_Test_Alerts")), None] {
        let asynchronous = Asynchronous { retry_attempts: 0, event_age_s_max: 3600, on_failure };
        let set = Write::SetAsynchronous { function: function(), asynchronous: asynchronous.clone() };
        stand.write_twice(set).await;
        if expected.asynchronous.is_none() || !stand.deviations.first_asynchronous_stays {
            expected.asynchronous = Some(asynchronous);
        }
        assert_eq!(present(stand.aws.function(FUNCTION).await), *expected);
    }
}

async fn permitted<P: Provision>(stand: &Stand<'_, P>, expected: &mut Function) {
    let function = || FUNCTION.to_owned();
    let permission = |service: &str, source_arn: String| Permission {
        principal: format!("{service}.amazonaws.com"),
        action: "lambda:InvokeFunction".into(),
        source_arn: Some(source_arn),
        source_account: None,
        rest: String::new(),
    };
    let rule = Permission {
        source_account: Some(stand.identity.account.clone()),
        ..permission("events", stand.arn("events", "rule/Workspace_Test"))
    };
    expected.permissions = [
        ("topic".to_owned(), permission("sns", stand.identity.topic_arn("Workspace_Test_Topic"))),
        ("rule".to_owned(), rule),
    ]
    .into();
    for (id, permission) in &expected.permissions {
        let add = Write::AddPermission { function: function(), id: id.clone(), permission: permission.clone() };
        stand.write(add.clone()).await;
        if !stand.deviations.permissions_are_unchecked {
            stand.is_refused(add, None, FailureKind::Exists).await;
        }
    }
    assert_eq!(present(stand.aws.function(FUNCTION).await), *expected);
    for id in ["rule", "topic"] {
        stand.write_twice(Write::RemovePermission { function: function(), id: id.into() }).await;
        expected.permissions.remove(id);
        assert_eq!(present(stand.aws.function(FUNCTION).await), *expected);
    }
}
