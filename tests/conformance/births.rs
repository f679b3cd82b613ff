//! CreateWorkspaces: desktops that are what was asked for, items that are refused, and desktops born in ERROR.

use super::{Controls, Made, every_desktop, kinds, one, request};
use wsrecycle::cloud::{Cloud, Filter, PAGE};
use wsrecycle::recycle::{BundleId, DirectoryId, Failure, FailureKind, Owner, State, WorkspaceId};

/// More than a page of tags, and more than two pages of desktops in each directory.
const FLEET: usize = 130;

/// Create a fleet and see each desktop come to life as it was asked for.
pub async fn creations<C: Cloud>(cloud: &C, world: &mut impl Controls) -> Vec<Made> {
    let requests: Vec<_> = (0..FLEET).map(|number| request(world, number)).collect();
    let mut made = Vec::new();
    for batch in requests.chunks(PAGE) {
        let answers = cloud.create(batch).await.expect("CreateWorkspaces");
        assert_eq!(answers.len(), batch.len());
        for (answer, request) in answers.into_iter().zip(batch) {
            made.push(Made { id: answer.expect("nothing is wrong with the request"), request: request.clone() });
        }
    }
    assert_eq!(one(cloud, &made[0].id).await.map(|desktop| desktop.state), Some(State::Pending));
    world.settle();
    let found = every_desktop(cloud, &Filter::All).await;
    assert_eq!(found.len(), FLEET);
    for Made { id, request } in &made {
        let desktop = found.iter().find(|desktop| desktop.id == *id).expect("it was created");
        assert_eq!(desktop.state, State::Available);
        assert_eq!(request.differences(desktop), [""; 0], "{desktop:?}");
        assert_eq!(desktop.user, request.user, "the spelling is kept");
        assert_eq!(desktop.encryption.key, request.encryption.key);
        assert_eq!((&desktop.error, desktop.has_standby, desktop.is_replicated), (&None, false, false));
        assert!(desktop.modifying.is_empty());
    }
    made
}

/// Every item has its own answer, in the order of the requests.
pub async fn a_batch_with_refused_items<C: Cloud>(cloud: &C, world: &mut impl Controls) {
    let before = every_desktop(cloud, &Filter::All).await.len();
    let mut batch: Vec<_> = (500..500 + PAGE).map(|number| request(world, number)).collect();
    world.remove_user(&batch[3].owner());
    batch[7].bundle = BundleId::from_aws("wsb-999999999");
    batch[11].directory = DirectoryId::from_aws("d-9999999999");
    // Its user has a desktop already, under another spelling.
    batch[15].user = "USER001".into();
    batch[15].directory = request(world, 1).directory;
    // The same user twice in one call.
    batch[24] = batch[20].clone();

    let mut wanted = vec![None; PAGE];
    wanted[3] = Some(FailureKind::UserMissing);
    wanted[7] = Some(FailureKind::BundleMissing);
    wanted[11] = Some(FailureKind::DirectoryMissing);
    wanted[15] = Some(FailureKind::Exists);
    wanted[24] = Some(FailureKind::Exists);
    let answers = cloud.create(&batch).await.expect("a failed item is a value");
    assert_eq!(kinds(&answers), wanted, "{answers:?}");
    let exists = answers[15].as_ref().expect_err("the user has a desktop");
    assert_eq!((exists.code.as_str(), exists.call.as_str()), ("ResourceExists.WorkSpace", "CreateWorkspaces"));

    world.settle();
    let born: Vec<_> =
        answers.into_iter().zip(&batch).filter_map(|(answer, asked)| Some((answer.ok()?, asked))).collect();
    for (id, asked) in &born {
        let desktop = one(cloud, id).await.expect("it was created");
        assert_eq!((desktop.owner(), asked.differences(&desktop)), (asked.owner(), vec![]));
    }
    assert_eq!(every_desktop(cloud, &Filter::All).await.len(), before + born.len());
    remove(cloud, world, &born.into_iter().map(|(id, _)| id).collect::<Vec<_>>()).await;
}

/// A creation that was accepted may still fail: then the desktop is there, in ERROR, and says why.
pub async fn a_desktop_that_is_born_in_error<C: Cloud>(cloud: &C, world: &mut impl Controls) {
    let asked = request(world, 600);
    let (code, message) = ("ResourceLimitExceeded.IPAddress", "There are no free IP addresses in the subnet.");
    world.spoil_birth(&asked.owner(), code, message);
    let id = created(cloud.create(std::slice::from_ref(&asked)).await);
    let pending = one(cloud, &id).await.expect("it was accepted");
    assert_eq!((pending.state, pending.error), (State::Pending, None));
    world.settle();
    let spoiled = one(cloud, &id).await.expect("it stays until it is terminated");
    assert_eq!(spoiled.state, State::Error);
    assert_eq!(spoiled.error, Some((code.to_owned(), message.to_owned())));
    remove(cloud, world, &[id]).await;

    // Only that one.
    let again = created(cloud.create(std::slice::from_ref(&asked)).await);
    world.settle();
    assert_eq!(one(cloud, &again).await.map(|desktop| desktop.state), Some(State::Available));
    remove(cloud, world, &[again]).await;
    assert!(every_desktop(cloud, &Filter::Owner(Owner::new(asked.directory, &asked.user))).await.is_empty());
}

fn created(answers: Result<Vec<Result<wsrecycle::recycle::WorkspaceId, Failure>>, Failure>) -> WorkspaceId {
    let mut answers = answers.expect("CreateWorkspaces");
    assert_eq!(answers.len(), 1);
    answers.remove(0).expect("nothing is wrong with the request")
}

async fn remove<C: Cloud>(cloud: &C, world: &mut impl Controls, ids: &[WorkspaceId]) {
    assert_eq!(cloud.terminate(ids).await, Ok(vec![]));
    world.settle();
    assert_eq!(cloud.describe(ids).await, Ok(vec![]));
}
