//! Whole calls that fail: the failure names the call and its kind, and is told once.

use super::{Controls, Made, every_desktop, one, request};
use wsrecycle::cloud::{Cloud, Filter};
use wsrecycle::fleet::Alarm;
use wsrecycle::recycle::{Failure, FailureKind, State};

/// A refusal, in each of the protocols that the services speak.
pub async fn refused_calls<C: Cloud>(cloud: &C, world: &mut impl Controls, desktops: &[Made]) {
    let id = std::slice::from_ref(&desktops[0].id);
    let alarm = Alarm::guarding(&id[0], "arn:aws:sns:us-east-1:123456789012:Workspace_Disconnected_Topic");
    world.fail_next_call("DescribeWorkspaces", "AccessDeniedException");
    is_denied(cloud.describe(id).await, "DescribeWorkspaces");
    assert!(one(cloud, &id[0]).await.is_some(), "only once");

    world.fail_next_call("GetResources", "AccessDeniedException");
    is_denied(cloud.tags(id).await, "GetResources");

    world.fail_next_call("PutMetricAlarm", "AccessDenied");
    is_denied(cloud.put_alarm(&alarm).await, "PutMetricAlarm");
    let listed = cloud.alarms(&alarm.name, None).await.expect("DescribeAlarms");
    assert_eq!(listed.items, [], "a refused call does nothing");
}

fn is_denied<T: std::fmt::Debug>(answer: Result<T, Failure>, call: &str) {
    let failure = answer.expect_err("the call was refused");
    assert_eq!((failure.kind, failure.call.as_str()), (FailureKind::Denied, call), "{failure:?}");
    assert!(!failure.message.is_empty(), "AWS's own words are kept: {failure:?}");
}

/// The two calls that must not be made twice: without a good answer they count as perhaps carried out, and here they
/// were.
pub async fn lost_answers<C: Cloud>(cloud: &C, world: &mut impl Controls) {
    let asked = request(world, 700);
    world.lose_next_answer("CreateWorkspaces");
    let failure = cloud.create(std::slice::from_ref(&asked)).await.expect_err("the answer was lost");
    assert_eq!((failure.kind, failure.call.as_str()), (FailureKind::Unclear, "CreateWorkspaces"), "{failure:?}");
    let born = every_desktop(cloud, &Filter::Owner(asked.owner())).await;
    assert_eq!(born.len(), 1, "it was carried out, once");
    world.settle();

    world.lose_next_answer("TerminateWorkspaces");
    let failure = cloud.terminate(std::slice::from_ref(&born[0].id)).await.expect_err("the answer was lost");
    assert_eq!((failure.kind, failure.call.as_str()), (FailureKind::Unclear, "TerminateWorkspaces"), "{failure:?}");
    assert_eq!(one(cloud, &born[0].id).await.map(|desktop| desktop.state), Some(State::Terminating));
    world.settle();
    assert_eq!(one(cloud, &born[0].id).await, None);
}
