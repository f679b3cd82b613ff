//! What is there already: somebody else's, left alone; made by hand from the guide, taken over when that is asked for.

use super::stand::Stand;
use crate::emulators::Emulators;
use serde_json::{Value, json};

/// Everything that the guide tells to click together, by its names.
const GUIDE: [&str; 10] = [
    "SNS topic Workspace_Disconnected_Topic",
    "IAM role Lambda_WorkSpaces_Functions",
    "Lambda function Workspace_Alarm_Create",
    "Lambda function Workspace_Alarm_Del",
    "Lambda function Workspace_Term_Rebuild",
    "CloudTrail trail Workspace_Logging",
    "EventBridge rule Workspace_Create",
    "EventBridge rule Workspace_Term",
    "S3 bucket workspace-logging-123456789012-us-east-1",
    "9 resources are in the way; nothing was changed",
];

#[test]
fn a_stack_made_by_hand_from_the_guide_is_taken_over() {
    let Some(emulators) = Emulators::start() else { return };
    let stand = Stand::new(&emulators);
    stand.outside.ask("hand.guide", json!({}));
    let refused = stand.ends("setup --yes --scope all", 1);
    assert!(GUIDE.iter().all(|name| refused.err.contains(name)), "{refused:#?}");
    assert!(refused.err.contains("hint: --adopt takes over what was made by hand"), "{refused:#?}");
    let looked = stand.ends("setup --adopt --dry-run --scope all", 0);
    for (resource, field, is, should) in [
        ("Lambda function Workspace_Term_Rebuild", "runtime", "python3.12", "provided.al2023"),
        ("Lambda function Workspace_Alarm_Create", "timeout", "3 s", "120 s"),
        ("SNS topic Workspace_Disconnected_Topic", "tags", "none", "wsrecycle:stack=default"),
        ("CloudTrail trail Workspace_Logging", "log validation", "false", "true"),
    ] {
        assert!(looked.out.contains(&format!("{resource}\t{field}\t{is}\t{should}")), "{field}: {looked:#?}");
    }
    assert_eq!(stand.writes(), Vec::<String>::new());

    stand.ends("setup --adopt --yes --scope all", 0);
    stand.check(json!({}));
    assert_eq!(stand.drift(0), Vec::<Value>::new());
    // What is right already is not made again.
    let writes = stand.writes();
    let made = ["CreateFunction ", "CreateRole ", "CreateBucket ", "CreateTrail ", "StartLogging ", "DeleteRole "];
    assert!(!writes.iter().any(|write| made.iter().any(|call| write.starts_with(call))), "{writes:?}");
    assert!(!writes.contains(&"CreateTopic Workspace_Disconnected_Topic".to_owned()), "{writes:?}");
    stand.ends("teardown --yes --trail --bucket", 0);
    assert_eq!(stand.left(), json!([]));
    emulators.finish();
}

#[test]
fn what_belongs_to_somebody_else_is_left_alone() {
    let Some(emulators) = Emulators::start() else { return };
    let stand = Stand::new(&emulators);
    stand.outside.ask("hand.topic", json!({ "name": "Workspace_Recycle_Alerts" }));
    let foreign = stand.ends("setup --yes --scope all", 1);
    let says = "SNS topic Workspace_Recycle_Alerts is there and does not carry the tag wsrecycle:stack=default";
    assert!(foreign.err.contains(says), "{foreign:#?}");

    // One of another stack is not even adopted.
    let tags = json!({ "wsrecycle:stack": "other" });
    stand.outside.ask("hand.topic", json!({ "name": "Workspace_Disconnected_Topic", "tags": tags }));
    let others = stand.ends("setup --adopt --yes --scope all", 1);
    assert!(others.err.contains("they carry the tag of another stack"), "{others:#?}");
    assert_eq!(stand.writes(), Vec::<String>::new());
    stand.ends("teardown --yes --trail --bucket", 0);
    assert_eq!(stand.left(), json!(["Workspace_Disconnected_Topic", "Workspace_Recycle_Alerts"]));

    // A stack of another name stands beside them, and goes without them.
    stand.ends("setup --stack lab --yes --scope all", 0);
    let all = stand.left().to_string();
    assert!(all.contains("Workspace_Recycle_Ledger_lab") && all.contains("Lambda_WorkSpaces_Functions_lab"), "{all}");
    stand.ends("teardown --stack lab --yes --trail --bucket", 0);
    assert_eq!(stand.left(), json!(["Workspace_Disconnected_Topic", "Workspace_Recycle_Alerts"]));
    emulators.finish();
}
