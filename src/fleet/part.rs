//! The census part by part: for a sweep, which must work in a fleet whose listing takes longer than a function lives.
//!
//! What AWS gives out in large pages is read whole ([`Surroundings`]): the tags and the alarms, a hundred to a call,
//! and whose rows are open. The desktops, 25 to a call and as many again for their connections, are read [`part`] by
//! part. 20,000 desktops are 800 calls to list and at most 800 for their connections, at 1.8 calls a second a quarter
//! of an hour; each part is 80 of them, three quarters of a minute.
//!
//! Rows themselves are not kept: at that size they are most of what there is.

use super::alarm::{Alarm, SEARCH_PREFIXES};
use super::census::{Census, Listing, UnreadableRow};
use super::read::{Connections, ReadError, about, connections_of, every_page, repeated, wanted_connections};
use crate::cloud::{Clock, Cloud, Filter, Identity};
use crate::ledger::{Ledger, Unreadable};
use crate::recycle::{Owner, Row, Rules, Tags, WorkspaceId};
use std::collections::{BTreeMap, BTreeSet};

/// Pages of desktops in one part.
const PAGES: usize = 40;

/// What stands around the desktops.
#[derive(Debug, Default)]
pub struct Surroundings {
    tags: BTreeMap<WorkspaceId, Tags>,
    alarms: BTreeMap<WorkspaceId, Vec<Alarm>>,
    watched: BTreeSet<Owner>,
    /// Desktops that rows know of, though they may not be listed yet.
    expected: BTreeSet<WorkspaceId>,
    pub unreadable: Vec<UnreadableRow>,
}

/// Read what stands around the desktops, with the fewest calls that the API allows.
///
/// # Errors
/// The first listing that failed.
pub async fn surroundings<C: Cloud, L: Ledger>(cloud: &C, ledger: &L) -> Result<Surroundings, ReadError> {
    let (tags, alarms, (watched, expected, unreadable)) = tokio::try_join!(
        async {
            let tags = every_page(|token| cloud.all_tags(token), |_| {}).await;
            Ok(tags.map_err(about("the tags"))?.into_iter().collect())
        },
        async {
            let mut alarms: BTreeMap<WorkspaceId, Vec<Alarm>> = BTreeMap::new();
            for prefix in SEARCH_PREFIXES {
                let found = every_page(|token| cloud.alarms(prefix, token), |_| {}).await;
                for alarm in found.map_err(about("the alarms"))? {
                    if let Some(id) = alarm.desktop() {
                        alarms.entry(id).or_default().push(alarm);
                    }
                }
            }
            Ok(alarms)
        },
        watched(ledger),
    )?;
    Ok(Surroundings { tags, alarms, watched, expected, unreadable })
}

type Watched = (BTreeSet<Owner>, BTreeSet<WorkspaceId>, Vec<UnreadableRow>);

/// Who has an open row, which desktops the rows know of, and which rows cannot be read.
async fn watched<L: Ledger>(ledger: &L) -> Result<Watched, ReadError> {
    let (mut watched, mut expected, mut unreadable) = (BTreeSet::new(), BTreeSet::new(), vec![]);
    let mut visit = |row: Result<Row, Unreadable>| match row {
        Ok(row) => {
            watched.insert(row.owner);
            expected.extend(row.successor.map(|successor| successor.id));
        }
        Err(row) => {
            // Whatever it says: there is one.
            watched.extend(row.owner.clone());
            unreadable.push(row.into());
        }
    };
    ledger.visit_open(&mut visit).await.map_err(ReadError::Ledger)?;
    Ok((watched, expected, unreadable))
}

impl Surroundings {
    pub fn watches(&self, owner: &Owner) -> bool {
        self.watched.contains(owner)
    }

    /// The alarms of desktops that are not `known` and that no row knows of, in the order of the desktops.
    pub fn strays(&self, known: &BTreeSet<WorkspaceId>) -> impl Iterator<Item = (&WorkspaceId, &[Alarm])> {
        let is_stray = |id: &WorkspaceId| !known.contains(id) && !self.expected.contains(id);
        self.alarms.iter().filter(move |(id, _)| is_stray(id)).map(|(id, alarms)| (id, alarms.as_slice()))
    }
}

/// Some desktops with all that belongs to them but their rows, and the token of those that come after them.
///
/// # Errors
/// The first listing that failed.
pub async fn part<C: Cloud, K: Clock>(
    cloud: &C,
    clock: &K,
    rules: &Rules,
    (identity, topic_arn): (&Identity, &str),
    surroundings: &Surroundings,
    from: Option<String>,
) -> Result<(Census, Option<String>), ReadError> {
    let (mut desktops, mut next) = (vec![], from);
    for _ in 0..PAGES {
        let page = cloud.desktops(&Filter::All, next.clone()).await.map_err(about("the desktops"))?;
        desktops.extend(page.items);
        if page.next.is_some() && page.next == next {
            return Err(about("the desktops")(repeated()));
        }
        next = page.next;
        if next.is_none() {
            break;
        }
    }
    let ids: BTreeSet<&WorkspaceId> = desktops.iter().map(|desktop| &desktop.id).collect();
    let of = |id: &&WorkspaceId| Some(((*id).clone(), surroundings.tags.get(*id)?.clone()));
    let tags: BTreeMap<WorkspaceId, Tags> = ids.iter().filter_map(of).collect();
    let alarms = ids.iter().filter_map(|id| surroundings.alarms.get(*id)).flatten().cloned().collect();
    let is_watched = |owner: &Owner| surroundings.watches(owner);
    let wanted = wanted_connections(&desktops, &tags, is_watched, rules, Connections::Unwatched);
    let connections = connections_of(cloud, &wanted, |_| {}).await?;
    let listing = Listing {
        identity: identity.clone(),
        taken_at: clock.now(),
        topic_arn: topic_arn.to_owned(),
        // Only the alarms of these desktops are in it, so none is taken for an orphan.
        filter: Filter::All,
        desktops,
        tags,
        connections,
        alarms,
        rows: vec![],
        unreadable: vec![],
    };
    Ok((Census::join(listing, &rules.scope), next))
}
