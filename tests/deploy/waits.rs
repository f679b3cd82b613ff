//! "Not yet": what AWS refuses now and takes later is waited for, with the reason on stderr.

use super::stand::Stand;
use crate::emulators::Emulators;
use serde_json::json;

fn refuse(stand: &Stand, operation: &str, code: &str, message: &str, times: usize) {
    let fault = json!({
        "Operation": operation, "Caller": stand.shell.key, "Code": code, "Message": message, "Status": 400,
        "Times": times,
    });
    stand.emulators.control("faults", &json!([fault]));
}

#[test]
fn a_role_that_is_not_known_everywhere_and_a_change_under_way() {
    let Some(emulators) = Emulators::start() else { return };
    let stand = Stand::new(&emulators);
    let message = "The role defined for the function cannot be assumed by Lambda.";
    refuse(&stand, "CreateFunction", "InvalidParameterValueException", message, 4);
    let message = "Incorrect S3 bucket policy is detected for bucket: b";
    refuse(&stand, "CreateTrail", "InsufficientS3BucketPolicyException", message, 1);
    let ran = stand.ends("setup --yes --scope all", 0);
    for says in [
        "Lambda function Workspace_Alarm_Create: waiting up to 120 s, because AWS does not know the new role",
        "CloudTrail trail Workspace_Logging: waiting up to 120 s, because CloudTrail does not see the bucket's policy",
    ] {
        assert!(ran.err.contains(says), "{says}: {ran:#?}");
    }
    let creations = stand.writes().iter().filter(|write| write.starts_with("CreateFunction")).count();
    assert_eq!(creations, 3 + 4);
    stand.check(json!({}));

    let message = "The operation cannot be performed at this time. An update is in progress for resource: arn";
    refuse(&stand, "UpdateFunctionConfiguration", "ResourceConflictException", message, 2);
    let ran = stand.ends("setup --yes --memory 512", 0);
    assert!(ran.err.contains("because an earlier change of the function is still in progress"), "{ran:#?}");
    stand.ends("drift", 0);
    emulators.finish();
}

/// What does not pass is not waited for: it is told, what was done stays, and the same command goes on.
#[test]
fn a_refusal_ends_it_and_the_next_one_goes_on() {
    let Some(emulators) = Emulators::start() else { return };
    let stand = Stand::new(&emulators);
    let denied = "User is not authorized to perform: dynamodb:CreateTable";
    refuse(&stand, "CreateTable", "AccessDeniedException", denied, 1);
    let ran = stand.ends("setup --yes --scope all", 1);
    for says in [denied, "DynamoDB table Workspace_Recycle_Ledger", "the same command goes on with the rest"] {
        assert!(ran.err.contains(says), "{says}: {ran:#?}");
    }
    stand.ends("setup --yes --scope all", 0);
    stand.check(json!({}));
    let tables = stand.writes().iter().filter(|write| write.starts_with("CreateTable")).count();
    assert_eq!(tables, 2, "one that was refused and one that was not");
    emulators.finish();
}
