//! What is only looked at: listings, desktops by id, connections, and the ground that desktops stand on.

use super::{Controls, Made, every_desktop, ids, one, unknown_id};
use jiff::SignedDuration;
use wsrecycle::cloud::{Cloud, Filter, PAGE};
use wsrecycle::recycle::{BundleId, Connection, ConnectionState, DirectoryId, Owner, State, WorkspaceId};

/// Each filter shows what it names, over more than two pages, and nothing else.
pub async fn listings<C: Cloud>(cloud: &C, world: &impl Controls, desktops: &[Made]) {
    let of = |wanted: &dyn Fn(&Made) -> bool| {
        let mut found: Vec<_> = desktops.iter().filter(|made| wanted(made)).map(|made| made.id.clone()).collect();
        found.sort();
        found
    };
    let [directory, _] = world.directories();
    let [_, bundle] = world.bundles();
    assert_eq!(listed(cloud, &Filter::All).await, of(&|_| true));
    let there = listed(cloud, &Filter::Directory(directory.clone())).await;
    assert!(there.len() > 60);
    assert_eq!(there, of(&|made| made.request.directory == directory));
    assert_eq!(listed(cloud, &Filter::Bundle(bundle.clone())).await, of(&|made| made.request.bundle == bundle));

    let first = &desktops[0];
    assert_eq!(
        listed(cloud, &Filter::Owner(first.request.owner())).await,
        std::slice::from_ref(&first.id),
        "case does not matter"
    );
    assert!(listed(cloud, &Filter::Owner(Owner::new(directory, "nobody"))).await.is_empty());
    assert!(listed(cloud, &Filter::Bundle(BundleId::from_aws("wsb-999999999"))).await.is_empty());
}

async fn listed<C: Cloud>(cloud: &C, filter: &Filter) -> Vec<WorkspaceId> {
    let mut found: Vec<_> = every_desktop(cloud, filter).await.into_iter().map(|desktop| desktop.id).collect();
    found.sort();
    found
}

/// A full page of ids; those that do not exist are left out.
pub async fn by_id<C: Cloud>(cloud: &C, desktops: &[Made]) {
    let mut asked = ids(&desktops[..PAGE]);
    let mut wanted = asked.split_off(1);
    asked = wanted.clone();
    asked.push(unknown_id());
    let mut found: Vec<_> =
        cloud.describe(&asked).await.expect("DescribeWorkspaces").into_iter().map(|it| it.id).collect();
    found.sort();
    wanted.sort();
    assert_eq!(found, wanted);
    assert_eq!(one(cloud, &unknown_id()).await, None);
}

/// Every state of a connection, with and without its times.
pub async fn connections<C: Cloud>(cloud: &C, world: &mut impl Controls, desktops: &[Made]) {
    let [connected, left, fresh, stopped, silent] = [1, 2, 3, 4, 5].map(|number: usize| desktops[number].id.clone());
    // AWS gives seconds and milliseconds; whole seconds are the same everywhere.
    let now = jiff::Timestamp::from_second(world.now().as_second()).expect("a time of today");
    let status = |state, last_connected_at| Connection { state, checked_at: Some(now), last_connected_at };
    let used = status(ConnectionState::Connected, Some(now - SignedDuration::from_mins(1)));
    let away = status(ConnectionState::Disconnected, Some(now - SignedDuration::from_hours(3)));
    let unused = status(ConnectionState::Disconnected, None);
    let asleep = status(ConnectionState::Unknown, Some(now - SignedDuration::from_hours(30)));
    world.set_state(&stopped, State::Stopped);
    world.set_connection(&connected, Some(used.clone()));
    world.set_connection(&left, Some(away.clone()));
    world.set_connection(&fresh, Some(unused.clone()));
    world.set_connection(&stopped, Some(asleep.clone()));
    world.set_connection(&silent, None);

    let mut asked = vec![unknown_id(), silent.clone()];
    asked.extend([&connected, &left, &fresh, &stopped].map(Clone::clone));
    let found = cloud.connections(&asked).await.expect("DescribeWorkspacesConnectionStatus");
    let wanted = [(connected, used), (left, away), (fresh, unused), (stopped.clone(), asleep)];
    assert_eq!(found, wanted.into_iter().collect());
    assert_eq!(one(cloud, &stopped).await.map(|desktop| desktop.state), Some(State::Stopped));

    let full = ids(&desktops[6..6 + PAGE]);
    let found = cloud.connections(&full).await.expect("DescribeWorkspacesConnectionStatus");
    assert_eq!(found.len(), PAGE);
    assert!(found.values().all(|it| it.state == ConnectionState::Disconnected && it.last_connected_at.is_none()));
}

/// Bundles and directories: there and usable, there and not, or not there.
pub async fn ground<C: Cloud>(cloud: &C, world: &mut impl Controls) {
    let (bundles, directories) = (world.bundles(), world.directories());
    world.withdraw_bundle(&bundles[1]);
    world.deregister_directory(&directories[1]);
    let asked = [&bundles[0], &bundles[1], &BundleId::from_aws("wsb-999999999")].map(Clone::clone);
    let [usable, withdrawn] = bundles;
    let found = cloud.bundles(&asked).await.expect("DescribeWorkspaceBundles");
    assert_eq!(found, [(usable, true), (withdrawn, false)].into_iter().collect());

    let asked = [&directories[0], &directories[1], &DirectoryId::from_aws("d-9999999999")].map(Clone::clone);
    let [registered, deregistered] = directories;
    let found = cloud.directories(&asked).await.expect("DescribeWorkspaceDirectories");
    assert_eq!(found, [(registered, true), (deregistered, false)].into_iter().collect());
}
