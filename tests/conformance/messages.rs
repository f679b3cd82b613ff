//! What people are told: any text, to a topic that is there.

use super::Controls;
use wsrecycle::cloud::{Cloud, SUBJECT_MAX};
use wsrecycle::recycle::FailureKind;

pub async fn published<C: Cloud>(cloud: &C, world: &mut impl Controls) {
    const CALL: &str = "Publish";
    let topic = world.topic();
    let longest = "wsrecycle: ".to_owned() + &"x".repeat(SUBJECT_MAX - 11);
    let message = format!("Räte & <others>:\n  one\n{}", "two\n".repeat(10_000));
    cloud.publish(&topic, &longest, &message).await.expect(CALL);

    let failure = cloud.publish(&format!("{topic}_of_nobody"), "a", "b").await.expect_err("nobody has this topic");
    assert_eq!((failure.kind, failure.call.as_str()), (FailureKind::NotFound, CALL), "{failure:?}");
    world.fail_next_call(CALL, "AccessDenied");
    let failure = cloud.publish(&topic, "a", "b").await.expect_err("the call was refused");
    assert_eq!((failure.kind, failure.call.as_str()), (FailureKind::Denied, CALL), "{failure:?}");
    cloud.publish(&topic, "a", "b").await.expect("only once");
}
