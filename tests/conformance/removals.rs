//! TerminateWorkspaces: items that are refused, and a user whose old desktop is still on its way out.

use super::{Controls, Made, kinds, one, unknown_id};
use wsrecycle::cloud::{Cloud, PAGE};
use wsrecycle::recycle::{FailureKind, State};

/// Every refused item is told, and only those; the others go.
pub async fn a_batch_with_refused_items<C: Cloud>(cloud: &C, world: &mut impl Controls, desktops: &[Made]) {
    // From the far end, which no other case looks at.
    let mut batch: Vec<_> = desktops[desktops.len() - PAGE..].iter().map(|made| made.id.clone()).collect();
    let (suspended, refused) = (batch[5].clone(), batch[6].clone());
    batch[4] = unknown_id();
    world.set_state(&suspended, State::Suspended);
    world.refuse_removal(&refused, "OperationInProgressException", "A modification is under way.");

    let failed = cloud.terminate(&batch).await.expect("a failed item is a value");
    let mut failed: Vec<_> = failed.into_iter().map(|(id, failure)| (id, failure.kind, failure.call)).collect();
    let mut wanted = vec![
        (unknown_id(), FailureKind::NotFound, "TerminateWorkspaces".to_owned()),
        (suspended.clone(), FailureKind::WrongState, "TerminateWorkspaces".to_owned()),
        (refused.clone(), FailureKind::WrongState, "TerminateWorkspaces".to_owned()),
    ];
    failed.sort();
    wanted.sort();
    assert_eq!(failed, wanted);

    let going = cloud.describe(&batch).await.expect("DescribeWorkspaces");
    assert_eq!(going.iter().filter(|desktop| desktop.state == State::Terminating).count(), PAGE - 3);
    world.settle();
    let mut left: Vec<_> =
        cloud.describe(&batch).await.expect("DescribeWorkspaces").into_iter().map(|it| it.id).collect();
    let mut wanted = vec![suspended, refused];
    left.sort();
    wanted.sort();
    assert_eq!(left, wanted);
}

/// The user's name is free only when the old desktop is gone.
pub async fn a_user_who_has_a_desktop_gets_no_other<C: Cloud>(cloud: &C, world: &mut impl Controls, desktops: &[Made]) {
    let Made { id, request } = &desktops[0];
    let again = || async { cloud.create(std::slice::from_ref(request)).await.expect("a failed item is a value") };
    assert_eq!(kinds(&again().await), [Some(FailureKind::Exists)]);
    assert_eq!(cloud.terminate(std::slice::from_ref(id)).await, Ok(vec![]));
    assert_eq!(one(cloud, id).await.map(|desktop| desktop.state), Some(State::Terminating));
    assert_eq!(kinds(&again().await), [Some(FailureKind::Exists)]);
    world.settle();
    assert_eq!(one(cloud, id).await, None);
    let new = again().await.remove(0).expect("the name is free");
    assert_ne!(new, *id);
    world.settle();
    let desktop = one(cloud, &new).await.expect("it was created");
    assert_eq!((desktop.state.clone(), request.differences(&desktop)), (State::Available, vec![]));
}
