//! Look at what many rows need to see, in the fewest calls that AWS allows.
//!
//! Ids are described 25 at a time, metrics asked for 500 at a time, tags 100 at a time. What a user owns can only be
//! asked for one user at a time, or by listing the whole directory, which answers for ids as well; whichever takes
//! fewer calls is done.

use super::failing::Failing;
use super::turn::Turn;
use crate::cloud::{Clock, Cloud, Filter, METRIC_PAGE, PAGE, TAG_PAGE};
use crate::ledger::{Ledger, LedgerError};
use crate::recycle::{
    BundleId, Connection, Desktop, DirectoryId, Failure, Ground, LastLook, Look, Observation, Owner, Phase, Row, Tags,
    Wants, WorkspaceId, later, wants,
};
use jiff::{SignedDuration, Timestamp};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

/// Metrics are not asked for further back than this: what was before shows in the connection status.
const METRIC_WINDOW: SignedDuration = SignedDuration::from_hours(3);
/// The grain of WorkSpaces metrics; GetMetricData wants aligned times.
const METRIC_PERIOD_S: i64 = 300;

/// Calls for what owners have, in one turn, those for a listing that was given up included. With all that a thousand
/// rows need besides (40 to describe, 40 for connections, 5 for bundles and directories, 40 to create, 120 to look
/// again and terminate) they are 525, at 1.8 a second less than the five minutes that a turn may take (`tick.rs`). A
/// turn that took longer than a function may work would be begun anew for ever.
const CALLS_MAX: usize = 280;

/// How many pages each directory has at least, learnt while listing, so that no driver lists a large one in vain.
pub type DirectorySizes = Mutex<BTreeMap<DirectoryId, usize>>;

/// Look on behalf of all `rows`: one observation for each, in their order.
pub(super) async fn observe<C: Cloud, L: Ledger, K: Clock>(
    turn: &Turn<'_, C, L, K>,
    rows: &[Row],
) -> Result<Vec<Observation>, LedgerError> {
    let looked_at = Some(turn.clock.now());
    let mut seen = vec![Observation { looked_at, ..Observation::default() }; rows.len()];
    // During a pause nothing speaks for a termination, so nobody need look. What may be owed is looked at all the same.
    let is_put_off = |row: &Row| turn.rules.paused && row.phase == Phase::Grace && !row.is_owed();
    let wanted: Vec<_> = rows.iter().map(|row| if is_put_off(row) { Wants::default() } else { wants(row) }).collect();

    let mut asked = BTreeMap::<DirectoryId, Asked>::new();
    for (row, wants) in rows.iter().zip(&wanted) {
        let asked = asked.entry(row.owner.directory.clone()).or_default();
        if wants.owned {
            asked.owners.insert(row.owner.clone());
        }
        // What the owner has tells about the target as well.
        if wants.target && !wants.owned {
            asked.ids.insert(row.target.clone());
        }
        if wants.successor {
            asked.ids.extend(row.successor.iter().map(|successor| successor.id.clone()));
        }
    }
    let (owned, described) = look_up(turn, asked).await;
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
    // By hand even an older sample is believed, so the metric is asked for the time since then.
    let (now, age_max) = (turn.clock.now(), turn.rules.limits.status_age_max);
    let since = |row: &Row| if row.cause.is_by_hand() { later(now, -age_max) } else { row.away_since };
    let since = candidates.iter().map(|(n, _)| since(&rows[*n])).min().unwrap_or(now);
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

/// Give every id of a chunk its share of one call's answer: a call that failed is no other id's failure (promise R8).
fn share<I: Ord + Clone, T>(looks: &mut BTreeMap<I, Look<T>>, ids: &[I], answer: Result<impl Fn(&I) -> T, Failure>) {
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

/// The last look at targets, right before they are terminated.
pub(super) async fn last_looks<C: Cloud>(cloud: &C, ids: &[WorkspaceId]) -> BTreeMap<WorkspaceId, LastLook> {
    let (mut desktops, mut tags, mut connections) =
        tokio::join!(describe(cloud, ids.to_vec()), tags(cloud, ids), connections(cloud, ids));
    let mut look = |id: &WorkspaceId| LastLook {
        desktop: desktops.remove(id).unwrap_or_default(),
        tags: tags.remove(id).unwrap_or_default(),
        connection: connections.remove(id).unwrap_or_default(),
    };
    ids.iter().map(|id| (id.clone(), look(id))).collect()
}

/// The connection status of desktops.
async fn connections<C: Cloud>(cloud: &C, ids: &[WorkspaceId]) -> Looks<Option<Connection>> {
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
    let (mut usable_bundles, mut usable_directories) = (BTreeMap::new(), BTreeMap::new());
    for chunk in Vec::from_iter(bundles).chunks(PAGE) {
        let answer = cloud.bundles(chunk).await;
        share(&mut usable_bundles, chunk, answer.map(|found| move |id: &BundleId| found.get(id) == Some(&true)));
    }
    for chunk in Vec::from_iter(directories).chunks(PAGE) {
        let answer = cloud.directories(chunk).await;
        share(&mut usable_directories, chunk, answer.map(|found| move |id: &DirectoryId| found.get(id) == Some(&true)));
    }
    // Whatever is known to be missing is missing, whether the other could be looked at or not.
    let of = |desktop: &Desktop| match (&usable_directories[&desktop.directory], &usable_bundles[&desktop.bundle]) {
        (Look::Seen(false), _) => Look::Seen(Ground::DirectoryMissing),
        (_, Look::Seen(false)) => Look::Seen(Ground::BundleMissing),
        (Look::Failed(failure), _) | (_, Look::Failed(failure)) => Look::Failed(failure.clone()),
        (Look::Skipped, _) | (_, Look::Skipped) => Look::Skipped,
        (Look::Seen(true), Look::Seen(true)) => Look::Seen(Ground::Firm),
    };
    candidates.iter().map(|(_, desktop)| (desktop.id.clone(), of(desktop))).collect()
}

/// What is asked about the desktops of one directory.
#[derive(Default)]
struct Asked {
    /// What they have, all of it.
    owners: BTreeSet<Owner>,
    ids: BTreeSet<WorkspaceId>,
}

impl Asked {
    /// The calls that it takes to ask for each owner and each page of ids.
    fn calls(&self) -> usize {
        self.owners.len() + self.ids.len().div_ceil(PAGE)
    }
}

/// What each owner has, and each desktop. A directory about which much is asked is listed, once for all of it. Owners
/// for whom there is no call left are not looked at this time.
async fn look_up<C: Cloud, L: Ledger, K: Clock>(
    turn: &Turn<'_, C, L, K>,
    asked: BTreeMap<DirectoryId, Asked>,
) -> (BTreeMap<Owner, Look<Vec<Desktop>>>, Looks<Option<Desktop>>) {
    let (mut owned, mut described, mut left) = (BTreeMap::new(), Looks::new(), vec![]);
    let mut calls_left = CALLS_MAX;
    for (directory, asked) in asked {
        let (pages, listed) = list_directory(turn, &directory, asked.calls().min(calls_left)).await;
        calls_left = calls_left.saturating_sub(pages);
        let listed = match listed {
            Some(Ok(listed)) => listed,
            Some(Err(failure)) => {
                owned.extend(asked.owners.into_iter().map(|owner| (owner, Look::Failed(failure.clone()))));
                described.extend(asked.ids.into_iter().map(|id| (id, Look::Failed(failure.clone()))));
                continue;
            }
            None => {
                for owner in asked.owners.into_iter().take(calls_left) {
                    calls_left -= 1;
                    let look = ask_for(turn.cloud, &owner).await;
                    owned.insert(owner, look);
                }
                left.extend(asked.ids);
                continue;
            }
        };
        let mut by_owner: BTreeMap<Owner, Vec<Desktop>> = BTreeMap::new();
        let mut by_id: BTreeMap<WorkspaceId, Desktop> = BTreeMap::new();
        for desktop in listed {
            let owner = desktop.owner();
            if asked.ids.contains(&desktop.id) {
                by_id.insert(desktop.id.clone(), desktop.clone());
            }
            if asked.owners.contains(&owner) {
                by_owner.entry(owner).or_default().push(desktop);
            }
        }
        let of = |owner: Owner| (owner.clone(), Look::Seen(by_owner.remove(&owner).unwrap_or_default()));
        owned.extend(asked.owners.into_iter().map(of));
        described.extend(asked.ids.into_iter().map(|id| (id.clone(), Look::Seen(by_id.remove(&id)))));
    }
    described.extend(describe(turn.cloud, left).await);
    (owned, described)
}

async fn ask_for<C: Cloud>(cloud: &C, owner: &Owner) -> Look<Vec<Desktop>> {
    let (filter, mut desktops, mut token) = (Filter::Owner(owner.clone()), vec![], None);
    loop {
        match cloud.desktops(&filter, token.take()).await {
            Ok(page) => {
                desktops.extend(page.items.into_iter().filter(|desktop| desktop.belongs_to(owner)));
                token = page.next;
            }
            Err(failure) => return Look::Failed(failure),
        }
        if token.is_none() {
            return Look::Seen(desktops);
        }
    }
}

/// How many pages were read, and the whole directory, if listing it takes fewer calls than asking for each, which takes
/// `calls`.
async fn list_directory<C: Cloud, L: Ledger, K: Clock>(
    turn: &Turn<'_, C, L, K>,
    directory: &DirectoryId,
    calls: usize,
) -> (usize, Option<Result<Vec<Desktop>, Failure>>) {
    let known = |pages: usize| {
        let mut sizes = turn.sizes.lock().expect("no panic happens while the sizes are held");
        let size = sizes.entry(directory.clone()).or_default();
        *size = (*size).max(pages);
        *size
    };
    let (filter, mut desktops, mut token) = (Filter::Directory(directory.clone()), vec![], None);
    for pages in 1.. {
        // It has at least this many pages: to ask for each is as cheap.
        if known(pages) >= calls {
            return (pages - 1, None);
        }
        match turn.cloud.desktops(&filter, token.take()).await {
            Ok(page) => {
                desktops.extend(page.items);
                token = page.next;
            }
            // To ask for each after that is what AWS could bear least of all.
            Err(failure) => return (pages, Some(Err(failure))),
        }
        if token.is_none() {
            return (pages, Some(Ok(desktops)));
        }
    }
    (0, None)
}

#[cfg(test)]
#[path = "observe_tests.rs"]
mod tests;
