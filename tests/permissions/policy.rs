//! Printed policies, and parts of them.

use crate::emulators::REGION;
use crate::rebuild::shell::Shell;
use serde_json::Value;
use std::collections::BTreeSet;

pub const ACCOUNT: &str = "123456789012";

/// The policy that `wsrecycle permissions` prints without asking anybody.
pub fn printed(shell: &Shell<'_>, whom: &str, stack: &str) -> Value {
    let ran = shell.run(&format!("permissions {whom} --stack {stack} --account {ACCOUNT} --region {REGION}"));
    assert_eq!(ran.status, Some(0), "{ran:#?}");
    serde_json::from_str(&ran.out).expect("a policy is JSON")
}

/// Every action of a policy.
pub fn actions(policy: &Value) -> BTreeSet<String> {
    let statements = policy["Statement"].as_array().expect("a policy has statements");
    let actions = statements.iter().flat_map(|statement| statement["Action"].as_array().expect("a list"));
    actions.map(|action| action.as_str().expect("a text").to_owned()).collect()
}

/// The policy with some of its actions only.
pub fn only(mut policy: Value, allowed: &BTreeSet<String>) -> Value {
    let statements = policy["Statement"].as_array_mut().expect("a policy has statements");
    for statement in statements.iter_mut() {
        let actions = statement["Action"].as_array_mut().expect("a list");
        actions.retain(|action| allowed.contains(action.as_str().unwrap_or_default()));
    }
    statements.retain(|statement| statement["Action"] != Value::Array(vec![]));
    policy
}
