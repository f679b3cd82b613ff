//! What `teardown` leaves: nothing of ours, the logs, and what others need.

use super::stand::Stand;
use crate::emulators::Emulators;
use serde_json::{Value, json};

const BUCKET: &str = "workspace-logging-123456789012-us-east-1";

#[test]
fn nothing_of_ours_is_left_but_the_logs_and_the_trail() {
    let Some(emulators) = Emulators::start() else { return };
    let stand = Stand::new(&emulators);
    let nothing = stand.ends("teardown --yes", 0);
    assert!(nothing.err.contains("There is nothing to take away of stack default."), "{nothing:#?}");

    stand.ends("setup --yes --scope all --notify ops@example.com", 0);
    let topic = "Workspace_Disconnected_Topic";
    for (name, topic) in
        [("WorkSpace_Disconnected_id_ws-000000001", topic), ("WorkSpace_Disconnected_id_ws-2", "Other")]
    {
        stand.outside.ask("hand.alarm", json!({ "name": name, "topic": topic }));
    }
    stand.outside.ask("hand.file", json!({ "bucket": BUCKET, "key": "AWSLogs/1.json.gz" }));
    stand.forget();
    let planned = stand.ends("teardown --dry-run --yes", 0);
    assert!(planned.out.contains("planned") && stand.writes().is_empty(), "{planned:#?}");

    stand.ends("teardown --yes", 0);
    let groups = stand.outside.ask("check.logs", json!({}));
    assert_eq!(groups.as_array().map(Vec::len), Some(3), "{groups}");
    // An alarm that tells another topic is somebody else's.
    let stays = json!(["WorkSpace_Disconnected_id_ws-2", "Workspace_Logging", BUCKET]);
    assert_eq!(stand.left(), stays);
    assert_eq!(stand.outside.ask("check.logging", json!({ "name": "Workspace_Logging" })), json!(true));
    let first = stand.writes();
    let at = |call: &str| first.iter().position(|write| write.starts_with(call)).unwrap_or_else(|| panic!("{call}"));
    let order = ["UpdateItem", "DisableRule", "DeleteAlarms", "DeleteFunction", "DeleteTable"].map(at);
    assert!(order.is_sorted(), "paused and silent first: {first:?}");

    stand.forget();
    let again = stand.ends("teardown --yes", 0);
    assert!(again.err.contains("There is nothing to take away of stack default."), "{again:#?}");
    assert_eq!(stand.writes(), Vec::<String>::new());

    // A bucket with files is not emptied behind anybody's back.
    let full = stand.ends("teardown --yes --trail --bucket", 1);
    assert!(full.err.contains("BucketNotEmpty") && full.err.contains("goes on with the rest"), "{full:#?}");
    assert_eq!(stand.left(), json!(["WorkSpace_Disconnected_id_ws-2", BUCKET]));
    stand.outside.ask("hand.delete_file", json!({ "bucket": BUCKET, "key": "AWSLogs/1.json.gz" }));
    stand.ends("teardown --yes --trail --bucket", 0);
    assert_eq!(stand.left(), json!(["WorkSpace_Disconnected_id_ws-2"]));

    // And everything can be built again over the logs that stayed.
    stand.ends("setup --yes --scope all", 0);
    stand.check(json!({}));
    emulators.finish();
}

/// A trail that logged before is used as it is, and belongs to somebody else for good.
#[test]
fn a_trail_of_others_is_used_and_never_touched() {
    let Some(emulators) = Emulators::start() else { return };
    let stand = Stand::new(&emulators);
    stand.outside.ask("hand.trail", json!({ "name": "Organization" }));
    let ran = stand.ends("setup --yes --scope all", 0);
    assert!(ran.err.contains("CloudTrail trail Organization tells of API calls already"), "{ran:#?}");
    stand.check(json!({ "own_trail": false }));
    assert_eq!(stand.drift(0), Vec::<Value>::new());
    stand.ends("teardown --yes --trail --bucket", 0);
    assert_eq!(stand.left(), json!(["Organization", "organization-logs"]));
    assert_eq!(stand.outside.ask("check.logging", json!({ "name": "Organization" })), json!(true));
    assert!(!stand.writes().iter().any(|write| write.contains("rganization")), "{:?}", stand.writes());

    // Once it stops, ours is needed: drift and setup see it.
    stand.ends("setup --yes --scope all", 0);
    stand.outside.ask("hand.stop_trail", json!({ "name": "Organization" }));
    let missing = stand.drift(3);
    assert_eq!(missing.iter().map(|item| &item[2]).collect::<Vec<_>>(), ["missing", "missing"], "{missing:?}");
    stand.ends("setup --yes", 0);
    stand.check(json!({}));
    emulators.finish();
}
