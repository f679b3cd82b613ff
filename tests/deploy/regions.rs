//! Two Regions of one account: a stack in each, and one role for both, because IAM knows no Regions.

use super::stand::Stand;
use crate::emulators::{Emulators, REGION};
use serde_json::json;

const OTHER: &str = "eu-west-1";

#[test]
fn a_stack_in_each_region_does_the_other_no_harm() {
    let Some(emulators) = Emulators::start() else { return };
    let stand = Stand::new(&emulators);
    let both = json!({ "regions": [REGION, OTHER] });
    stand.ends("setup --yes --scope all", 0);
    stand.check(json!({}));
    stand.forget();
    stand.ends("setup --yes --scope all --region eu-west-1", 0);
    let place = |name: &str| {
        let calls = emulators.calls().into_iter();
        let mut calls = calls.filter(|call| call.operation == "CreateBucket" && call.parameters["Bucket"] == name);
        calls.next().map(|call| call.parameters["CreateBucketConfiguration"]["LocationConstraint"].clone())
    };
    // Every Region but the first must be named.
    assert_eq!(place("workspace-logging-123456789012-eu-west-1"), Some(json!(OTHER)));
    stand.check_in(REGION, both.clone());
    stand.check_in(OTHER, both.clone());
    for line in ["drift", "drift --region eu-west-1"] {
        stand.ends(line, 0);
    }

    // Nor does one that goes take away what the other needs.
    stand.forget();
    let ran = stand.ends("teardown --yes --trail --bucket", 0);
    assert!(ran.err.contains("IAM role Lambda_WorkSpaces_Functions stays: stacks in other Regions use it"), "{ran:#?}");
    let of_role = stand.writes().into_iter().filter(|write| write.contains("Role"));
    assert_eq!(of_role.collect::<Vec<_>>(), ["DeleteRolePolicy Lambda_WorkSpaces_Functions"]);
    stand.check_in(OTHER, json!({ "regions": [OTHER] }));
    stand.ends("drift --region eu-west-1", 0);
    let again = stand.ends("teardown --yes --trail --bucket", 0);
    assert!(again.err.contains("There is nothing to take away"), "{again:#?}");
    stand.ends("teardown --yes --trail --bucket --region eu-west-1", 0);
    assert_eq!(stand.left(), json!([]));
    emulators.finish();
}

/// The first Region takes no name.
#[test]
fn the_first_region_is_not_named_when_a_bucket_is_made() {
    let Some(emulators) = Emulators::start() else { return };
    let stand = Stand::new(&emulators);
    stand.ends("setup --yes --scope all", 0);
    let calls = emulators.calls();
    let made = calls.iter().find(|call| call.operation == "CreateBucket").expect("a bucket is made");
    let how = &made.parameters["CreateBucketConfiguration"];
    assert!(how["LocationConstraint"].is_null() && how["Tags"][0]["Key"] == "wsrecycle:stack", "{made:?}");
    emulators.finish();
}
