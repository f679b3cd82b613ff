//! Somebody at a terminal who may do exactly what a printed policy says.

use crate::emulators::{Emulators, REGION};
use crate::rebuild::shell::{Ran, Shell};
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

/// The policy without one of its actions.
pub fn without(mut policy: Value, action: &str) -> Value {
    let statements = policy["Statement"].as_array_mut().expect("a policy has statements");
    for statement in statements.iter_mut() {
        statement["Action"].as_array_mut().expect("a list").retain(|it| it != action);
    }
    statements.retain(|statement| statement["Action"] != Value::Array(vec![]));
    policy
}

/// A user of the gate, which asks [`Emulators::allow`]'s policy about every call.
pub struct User<'a> {
    emulators: &'a Emulators,
    shell: Shell<'a>,
}

impl<'a> User<'a> {
    pub fn new(emulators: &'a Emulators, name: &str, policy: &Value) -> Self {
        emulators.allow(name, policy);
        Self { emulators, shell: Shell::new(emulators, name) }
    }

    pub fn run(&self, line: &str) -> Ran {
        self.shell.run(line)
    }

    /// The actions that this user was asked about, in the order of the calls.
    pub fn asked(&self) -> Vec<String> {
        let calls = self.emulators.calls().into_iter().filter(|call| call.caller == self.shell.key);
        let mut found = vec![];
        for action in calls.flat_map(|call| call.asked) {
            if !found.contains(&action) {
                found.push(action);
            }
        }
        found
    }
}
