//! Look at what many rows need to see, in the fewest calls that AWS allows.
//!
//! Ids are described 25 at a time, metrics asked for 500 at a time, tags 100 at a time. What a user owns can only be
//! asked for one user at a time, or by listing the whole directory; whichever takes fewer calls is done.

use super::failing::Failing;
use super::turn::Turn;
use crate::cloud::{Clock, Cloud, Filter, METRIC_PAGE, PAGE, TAG_PAGE};
use crate::ledger::{Ledger, LedgerError};
use crate::recycle::{
    Connection, Desktop, DirectoryId, Failure, Ground, Look, Observation, Owner, Row, Tags, WorkspaceId, wants,
};
use jiff::{SignedDuration, Timestamp};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

/// Metrics are not asked for further back than this: what was before shows in the connection status.
const METRIC_WINDOW: SignedDuration = SignedDuration::from_hours(3);
/// The grain of WorkSpaces metrics; GetMetricData wants aligned times.
const METRIC_PERIOD_S: i64 = 300;

/// How many pages each directory has at least, learnt while listing, so that no driver lists a large one in vain.
pub type DirectorySizes = Mutex<BTreeMap<DirectoryId, usize>>;

/// Look on behalf of all `rows`: one observation for each, in their order.
pub(super) async fn observe<C: Cloud, L: Ledger, K: Clock>(
    turn: &Turn<'_, C, L, K>,
    rows: &[Row],
) -> Result<Vec<Observation>, LedgerError> {
    let looked_at = Some(turn.clock.now());
    let mut seen = vec![Observation { looked_at, ..Observation::default() }; rows.len()];
    let wanted: Vec<_> = rows.iter().map(wants).collect();

    let owners = rows.iter().zip(&wanted).filter(|(_, wants)| wants.owned).map(|(row, _)| row.owner.clone());
    let owned = owned(turn, owners.collect()).await;

    let mut ids = BTreeSet::new();
    for (row, wants) in rows.iter().zip(&wanted) {
        // What the owner has tells about the target as well.
        if wants.target && !wants.owned {
            ids.insert(row.target.clone());
        }
        if wants.successor {
            ids.extend(row.successor.iter().map(|successor| successor.id.clone()));
        }
    }
    let described = describe(turn.cloud, ids.into_iter().collect()).await;
    let look = |id: &WorkspaceId| described.get(id).cloned().unwrap_or_default();

    for ((row, wants), seen) in rows.iter().zip(&wanted).zip(&mut seen) {
        if wants.owned {
            seen.owned = owned.get(&row.owner).cloned().unwrap_or_default();
        }
        if wants.target {
            seen.target = if wants.owned { among(&seen.owned, &row.target) } else { look(&row.target) };
        }
        if let Some(successor) = row.successor.as_ref().filter(|_| wants.successor) {
            seen.successor = look(&successor.id);
        }
    }
    look_for_safety(turn, rows, &wanted.iter().map(|wants| wants.safety).collect::<Vec<_>>(), &mut seen).await?;
    Ok(seen)
}

fn among(owned: &Look<Vec<Desktop>>, id: &WorkspaceId) -> Look<Option<Desktop>> {
    match owned {
        Look::Skipped => Look::Skipped,
        Look::Failed(failure) => Look::Failed(failure.clone()),
        Look::Seen(desktops) => Look::Seen(desktops.iter().find(|desktop| desktop.id == *id).cloned()),
    }
}

/// All that speaks for or against a termination, for those rows whose desktop is there.
async fn look_for_safety<C: Cloud, L: Ledger, K: Clock>(
    turn: &Turn<'_, C, L, K>,
    rows: &[Row],
    wanted: &[bool],
    seen: &mut [Observation],
) -> Result<(), LedgerError> {
    let candidates: Vec<(usize, Desktop)> = (0..rows.len())
        .filter(|n| wanted[*n])
        .filter_map(|n| match &seen[n].target {
            Look::Seen(Some(desktop)) if !desktop.state.is_leaving() => Some((n, desktop.clone())),
            _ => None,
        })
        .collect();
    if candidates.is_empty() {
        return Ok(());
    }
    let ids: Vec<WorkspaceId> = candidates.iter().map(|(_, desktop)| desktop.id.clone()).collect();
    let since = candidates.iter().map(|(n, _)| rows[*n].away_since).min().unwrap_or(turn.clock.now());
    let failing = Failing::of(turn.ledger).await?;
    let (tags, metric, ground, connections) = tokio::join!(
        tags(turn.cloud, &ids),
        metric(turn.cloud, &ids, since, turn.clock.now()),
        ground(turn.cloud, &candidates),
        connections(turn.cloud, &ids),
    );
    for (n, desktop) in candidates {
        let id = &desktop.id;
        seen[n].connection = connections.get(id).cloned().unwrap_or_default();
        seen[n].tags = tags.get(id).cloned().unwrap_or_default();
        seen[n].metric = metric.get(id).cloned().unwrap_or_default();
        seen[n].ground = ground.get(id).cloned().unwrap_or_default();
        seen[n].breaker = failing.held_back(&desktop, &turn.rules.limits);
    }
    Ok(())
}

type Looks<T> = BTreeMap<WorkspaceId, Look<T>>;

/// Give every id of a chunk its share of one call's answer.
fn share<T>(looks: &mut Looks<T>, ids: &[WorkspaceId], answer: Result<impl Fn(&WorkspaceId) -> T, Failure>) {
    for id in ids {
        let look = match &answer {
            Ok(of) => Look::Seen(of(id)),
            Err(failure) => Look::Failed(failure.clone()),
        };
        looks.insert(id.clone(), look);
    }
}

async fn describe<C: Cloud>(cloud: &C, ids: Vec<WorkspaceId>) -> Looks<Option<Desktop>> {
    let mut looks = Looks::new();
    for chunk in ids.chunks(PAGE) {
        let answer = cloud.describe(chunk).await;
        let answer =
            answer.map(|found| move |id: &WorkspaceId| found.iter().find(|desktop| desktop.id == *id).cloned());
        share(&mut looks, chunk, answer);
    }
    looks
}

/// The connection status of desktops; also the last look before a termination.
pub(super) async fn connections<C: Cloud>(cloud: &C, ids: &[WorkspaceId]) -> Looks<Option<Connection>> {
    let mut looks = Looks::new();
    for chunk in ids.chunks(PAGE) {
        let answer = cloud.connections(chunk).await;
        share(&mut looks, chunk, answer.map(|found| move |id: &WorkspaceId| found.get(id).cloned()));
    }
    looks
}

async fn tags<C: Cloud>(cloud: &C, ids: &[WorkspaceId]) -> Looks<Tags> {
    let mut looks = Looks::new();
    for chunk in ids.chunks(TAG_PAGE) {
        let answer = cloud.tags(chunk).await;
        share(
            &mut looks,
            chunk,
            answer.map(|found| move |id: &WorkspaceId| found.get(id).cloned().unwrap_or_default()),
        );
    }
    looks
}

async fn metric<C: Cloud>(
    cloud: &C,
    ids: &[WorkspaceId],
    since: Timestamp,
    now: Timestamp,
) -> Looks<Option<Timestamp>> {
    let from = since.max(now.saturating_sub(METRIC_WINDOW).unwrap_or(since));
    let from = Timestamp::from_second(from.as_second().div_euclid(METRIC_PERIOD_S) * METRIC_PERIOD_S).unwrap_or(from);
    let mut looks = Looks::new();
    for chunk in ids.chunks(METRIC_PAGE) {
        let answer = cloud.user_connected(chunk, from, now).await;
        share(&mut looks, chunk, answer.map(|found| move |id: &WorkspaceId| found.get(id).copied()));
    }
    looks
}

/// Whether bundle and directory of each desktop are still there to create from.
async fn ground<C: Cloud>(cloud: &C, candidates: &[(usize, Desktop)]) -> Looks<Ground> {
    let bundles: BTreeSet<_> = candidates.iter().map(|(_, desktop)| desktop.bundle.clone()).collect();
    let directories: BTreeSet<_> = candidates.iter().map(|(_, desktop)| desktop.directory.clone()).collect();
    let mut usable_bundles = BTreeMap::new();
    let mut usable_directories = BTreeMap::new();
    let mut failure = None;
    for chunk in Vec::from_iter(bundles).chunks(PAGE) {
        match cloud.bundles(chunk).await {
            Ok(found) => usable_bundles.extend(found),
            Err(error) => failure = Some(error),
        }
    }
    for chunk in Vec::from_iter(directories).chunks(PAGE) {
        match cloud.directories(chunk).await {
            Ok(found) => usable_directories.extend(found),
            Err(error) => failure = Some(error),
        }
    }
    let of = |desktop: &Desktop| match &failure {
        Some(failure) => Look::Failed(failure.clone()),
        None if usable_directories.get(&desktop.directory) != Some(&true) => Look::Seen(Ground::DirectoryMissing),
        None if usable_bundles.get(&desktop.bundle) != Some(&true) => Look::Seen(Ground::BundleMissing),
        None => Look::Seen(Ground::Firm),
    };
    candidates.iter().map(|(_, desktop)| (desktop.id.clone(), of(desktop))).collect()
}

/// Every desktop of each owner.
async fn owned<C: Cloud, L: Ledger, K: Clock>(
    turn: &Turn<'_, C, L, K>,
    owners: Vec<Owner>,
) -> BTreeMap<Owner, Look<Vec<Desktop>>> {
    let mut looks = BTreeMap::new();
    let mut by_directory: BTreeMap<DirectoryId, Vec<Owner>> = BTreeMap::new();
    for owner in owners {
        by_directory.entry(owner.directory.clone()).or_default().push(owner);
    }
    for (directory, owners) in by_directory {
        let listed = list_directory(turn, &directory, owners.len()).await;
        for owner in owners {
            let look = match &listed {
                Some(desktops) => Look::Seen(desktops.iter().filter(|d| d.owner() == owner).cloned().collect()),
                None => look_up(turn.cloud, &owner).await,
            };
            looks.insert(owner, look);
        }
    }
    looks
}

async fn look_up<C: Cloud>(cloud: &C, owner: &Owner) -> Look<Vec<Desktop>> {
    let (filter, mut desktops, mut token) = (Filter::Owner(owner.clone()), vec![], None);
    loop {
        match cloud.desktops(&filter, token.take()).await {
            Ok(page) => {
                desktops.extend(page.items.into_iter().filter(|desktop| desktop.owner() == *owner));
                token = page.next;
            }
            Err(failure) => return Look::Failed(failure),
        }
        if token.is_none() {
            return Look::Seen(desktops);
        }
    }
}

/// The whole directory, if listing it takes fewer calls than asking for `owners` one by one.
async fn list_directory<C: Cloud, L: Ledger, K: Clock>(
    turn: &Turn<'_, C, L, K>,
    directory: &DirectoryId,
    owners: usize,
) -> Option<Vec<Desktop>> {
    let known = |pages: usize| {
        let mut sizes = turn.sizes.lock().expect("no panic happens while the sizes are held");
        let size = sizes.entry(directory.clone()).or_default();
        *size = (*size).max(pages);
        *size
    };
    let (filter, mut desktops, mut token) = (Filter::Directory(directory.clone()), vec![], None);
    for pages in 1.. {
        // It has at least this many pages: one by one is as cheap.
        if known(pages) >= owners {
            return None;
        }
        let page = cloud_page(turn.cloud, &filter, token.take()).await?;
        desktops.extend(page.0);
        token = page.1;
        if token.is_none() {
            break;
        }
    }
    Some(desktops)
}

/// A page, or nothing if the call fails: the caller then asks one by one and sees the failure there.
async fn cloud_page<C: Cloud>(
    cloud: &C,
    filter: &Filter,
    token: Option<String>,
) -> Option<(Vec<Desktop>, Option<String>)> {
    cloud.desktops(filter, token).await.ok().map(|page| (page.items, page.next))
}
