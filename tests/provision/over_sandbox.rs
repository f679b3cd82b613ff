//! The contract over the sandbox: what holds for AWS's emulators must hold there too, or practising in it teaches
//! wrong.

use super::{Deviations, body, function, unknown};
use std::collections::BTreeSet;
use wsrecycle::cloud::Provision;
use wsrecycle::recycle::FailureKind;
use wsrecycle::sandbox::{Deployed, Mishap, Sandbox, World};
use wsrecycle::stack::permissions::{Who, actions};

fn bare() -> Sandbox {
    let mut world = World::new(1, "2026-11-22T08:00:00Z".parse().expect("a time"));
    world.deployed = Deployed::default();
    Sandbox::new(world)
}

#[tokio::test]
async fn over_sandbox() {
    let sandbox = bare();
    body(&sandbox, Deviations::default()).await;
    let calls: BTreeSet<String> = sandbox.world().calls.keys().cloned().collect();
    let missing: Vec<&String> = calls
        .iter()
        .filter(|call| *call != "GetCallerIdentity")
        .filter(|call| [Who::Setup, Who::Status, Who::Teardown].iter().all(|who| actions(call, *who).is_empty()))
        .collect();
    assert_eq!(missing, Vec::<&String>::new(), "no printed policy allows these calls");
}

#[tokio::test]
async fn who_may_not_look_sees_neither_something_nor_nothing() {
    let sandbox = bare();
    for (call, code) in [("GetTopicAttributes", "AuthorizationError"), ("GetTopicAttributes", "AccessDenied")] {
        let mishap = Mishap::RefuseCall { call: call.into(), code: code.into(), message: "not authorized".into() };
        sandbox.world().mishaps.push(mishap);
        assert_eq!(unknown(sandbox.topic("Workspace_Test_Topic").await).code, code);
    }
}

#[tokio::test]
async fn a_function_needs_a_role_that_lambda_can_assume() {
    let sandbox = bare();
    let (create, archive) = function::creation("arn:aws:iam::123456789012:role/Nobody");
    let failure = sandbox.write(&create, Some(&archive)).await.expect_err("there is no such role");
    assert_eq!((failure.kind, failure.code.as_str()), (FailureKind::Invalid, "InvalidParameterValueException"));
    assert!(failure.message.contains("cannot be assumed by Lambda"), "{failure}");
}
