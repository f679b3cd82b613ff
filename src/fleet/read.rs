//! Reading the census with the fewest calls that the API allows.
//!
//! For N desktops of a whole Region: N/25 DescribeWorkspaces, N/25 DescribeWorkspacesConnectionStatus (only desktops
//! whose connection says something), N/100 GetResources and N/100 DescribeAlarms, plus one call each for the caller,
//! the second alarm spelling and the ledger. The listings run at the same time; each service has a rate of its own.
//! The sweep does not read so, but part by part: `part.rs`.

use super::alarm::{Alarm, SEARCH_PREFIXES, SPELLINGS, TOPIC};
use super::census::{Census, Listing, UnreadableRow};
use crate::cloud::{Clock, Cloud, Filter, Identity, PAGE, Page, TAG_PAGE};
use crate::ledger::{Ledger, LedgerError, Unreadable};
use crate::recycle::{
    Connection, Desktop, Failure, FailureKind, Owner, Row, Rules, State, Tags, WorkspaceId, exclusion,
};
use std::collections::{BTreeMap, BTreeSet};
use std::future::Future;
use std::sync::Mutex;

/// Whose connection status is asked for. Half of the WorkSpaces calls of a census go there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Connections {
    /// Nobody's.
    None,
    /// Every managed desktop's.
    Managed,
    /// Every managed desktop's without an open row; the others are looked at by the reconciler anyway. So does the
    /// sweep.
    Unwatched,
}

/// What to read.
#[derive(Debug, Clone)]
pub struct Options {
    pub filter: Filter,
    pub connections: Connections,
    /// If the caller is known already, a call is saved.
    pub identity: Option<Identity>,
    /// Where alarms should publish to, if not to [`TOPIC`] of the same account and Region.
    pub topic_arn: Option<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self { filter: Filter::All, connections: Connections::Managed, identity: None, topic_arn: None }
    }
}

/// How far the reading has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    pub desktops: usize,
    pub tags: usize,
    pub alarms: usize,
    pub connections: usize,
    /// How many connection statuses will be asked for; 0 until the listings have ended.
    pub connections_wanted: usize,
}

/// Why there is no census.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    #[error("cannot read {what}")]
    Cloud {
        what: &'static str,
        #[source]
        failure: Failure,
    },
    #[error("cannot read the open rows of the ledger")]
    Ledger(#[source] LedgerError),
}

impl ReadError {
    /// The failed call, if AWS failed it.
    pub fn failure(&self) -> Option<&Failure> {
        match self {
            Self::Cloud { failure, .. } => Some(failure),
            Self::Ledger(LedgerError::Call { source, .. }) => Some(source),
            Self::Ledger(_) => None,
        }
    }
}

type Counter<'a, F> = Mutex<(Progress, &'a mut F)>;

/// Read and join everything.
///
/// # Errors
/// The first listing that failed. Half a census would call desktops unguarded that are not.
pub async fn read<C: Cloud, L: Ledger, K: Clock>(
    cloud: &C,
    ledger: &L,
    clock: &K,
    rules: &Rules,
    options: &Options,
    mut on_progress: impl FnMut(Progress) + Send,
) -> Result<Census, ReadError> {
    let counter = Mutex::new((Progress::default(), &mut on_progress));
    let filter = &options.filter;
    // Tags can be listed whole, or by id once the ids are known, which is fewer calls for a part of the Region.
    let lists_all_tags = *filter == Filter::All;
    // The alarms of one owner are found by name; everybody else's need not be read.
    let lists_all_alarms = !matches!(filter, Filter::Owner(_));

    let (identity, desktops, mut tags, mut alarms, (rows, unreadable)) = tokio::try_join!(
        caller(cloud, options),
        async {
            let page = |token| cloud.desktops(filter, token);
            every_page(page, |n| count(&counter, |progress| progress.desktops += n))
                .await
                .map_err(about("the desktops"))
        },
        async {
            if !lists_all_tags {
                return Ok(BTreeMap::new());
            }
            let page = |token| cloud.all_tags(token);
            let tags = every_page(page, |n| count(&counter, |progress| progress.tags += n)).await;
            Ok(tags.map_err(about("the tags"))?.into_iter().collect::<BTreeMap<_, _>>())
        },
        async {
            if lists_all_alarms {
                alarms_like(cloud, &counter, SEARCH_PREFIXES.map(str::to_owned)).await
            } else {
                Ok(vec![])
            }
        },
        open_rows(ledger),
    )?;

    let ids: BTreeSet<WorkspaceId> = desktops.iter().map(|desktop| desktop.id.clone()).collect();
    if !lists_all_tags {
        tags = tags_of(cloud, &counter, &ids).await?;
    }
    if !lists_all_alarms {
        let names: Vec<String> =
            ids.iter().flat_map(|id| SPELLINGS.map(|spelling| format!("{spelling}{id}"))).collect();
        alarms = alarms_like(cloud, &counter, names).await?;
    }
    let watched = rows.iter().map(|row| &row.owner).chain(unreadable.iter().filter_map(|row| row.owner.as_ref()));
    let watched: BTreeSet<&Owner> = watched.collect();
    let wanted = wanted_connections(&desktops, &tags, |owner| watched.contains(owner), rules, options.connections);
    count(&counter, |progress| progress.connections_wanted = wanted.len());
    let told = |n| count(&counter, |progress| progress.connections += n);
    let connections = connections_of(cloud, &wanted, told).await?;

    let topic_arn = options.topic_arn.clone().unwrap_or_else(|| identity.topic_arn(TOPIC));
    let listing = Listing {
        identity,
        taken_at: clock.now(),
        topic_arn,
        filter: filter.clone(),
        desktops,
        tags,
        connections,
        alarms,
        rows,
        unreadable,
    };
    Ok(Census::join(listing, &rules.scope))
}

async fn caller<C: Cloud>(cloud: &C, options: &Options) -> Result<Identity, ReadError> {
    match &options.identity {
        Some(identity) => Ok(identity.clone()),
        None => cloud.whoami().await.map_err(about("the caller's identity")),
    }
}

/// The open rows, and those that cannot be read.
async fn open_rows<L: Ledger>(ledger: &L) -> Result<(Vec<Row>, Vec<UnreadableRow>), ReadError> {
    let (mut rows, mut unreadable) = (vec![], vec![]);
    let mut visit = |row: Result<Row, Unreadable>| match row {
        Ok(row) => rows.push(row),
        Err(row) => unreadable.push(row.into()),
    };
    ledger.visit_open(&mut visit).await.map_err(ReadError::Ledger)?;
    rows.sort_by(|a, b| a.owner.cmp(&b.owner));
    Ok((rows, unreadable))
}

async fn tags_of<C: Cloud, F: FnMut(Progress) + Send>(
    cloud: &C,
    counter: &Counter<'_, F>,
    ids: &BTreeSet<WorkspaceId>,
) -> Result<BTreeMap<WorkspaceId, Tags>, ReadError> {
    let ids: Vec<WorkspaceId> = ids.iter().cloned().collect();
    let mut tags = BTreeMap::new();
    for batch in ids.chunks(TAG_PAGE) {
        tags.extend(cloud.tags(batch).await.map_err(about("the tags"))?);
        count(counter, |progress| progress.tags += batch.len());
    }
    Ok(tags)
}

async fn alarms_like<C: Cloud, F: FnMut(Progress) + Send>(
    cloud: &C,
    counter: &Counter<'_, F>,
    prefixes: impl IntoIterator<Item = String>,
) -> Result<Vec<Alarm>, ReadError> {
    let mut alarms = vec![];
    for prefix in prefixes {
        let page = |token| cloud.alarms(&prefix, token);
        let found = every_page(page, |n| count(counter, |progress| progress.alarms += n)).await;
        alarms.extend(found.map_err(about("the alarms"))?);
    }
    Ok(alarms)
}

pub(super) async fn connections_of<C: Cloud>(
    cloud: &C,
    ids: &[WorkspaceId],
    mut on_items: impl FnMut(usize),
) -> Result<BTreeMap<WorkspaceId, Connection>, ReadError> {
    let mut connections = BTreeMap::new();
    for batch in ids.chunks(PAGE) {
        connections.extend(cloud.connections(batch).await.map_err(about("the connection status"))?);
        on_items(batch.len());
    }
    Ok(connections)
}

/// The desktops whose connection status says something and is asked for.
pub(super) fn wanted_connections(
    desktops: &[Desktop],
    tags: &BTreeMap<WorkspaceId, Tags>,
    is_watched: impl Fn(&Owner) -> bool,
    rules: &Rules,
    whose: Connections,
) -> Vec<WorkspaceId> {
    let untagged = Tags::new();
    let wanted: BTreeSet<&WorkspaceId> = desktops
        .iter()
        .filter(|desktop| match whose {
            Connections::None => false,
            Connections::Managed => true,
            Connections::Unwatched => !is_watched(&desktop.owner()),
        })
        .filter(|desktop| desktop.state != State::Pending && !desktop.state.is_leaving())
        .filter(|desktop| exclusion(desktop, tags.get(&desktop.id).unwrap_or(&untagged), &rules.scope).is_none())
        .map(|desktop| &desktop.id)
        .collect();
    wanted.into_iter().cloned().collect()
}

/// Turn pages until there is no more. An empty page may have a next one.
pub(crate) async fn every_page<T, F: Future<Output = Result<Page<T>, Failure>>>(
    mut page: impl FnMut(Option<String>) -> F,
    mut on_items: impl FnMut(usize),
) -> Result<Vec<T>, Failure> {
    let mut items = vec![];
    let mut token = None;
    loop {
        let Page { items: found, next } = page(token.clone()).await?;
        on_items(found.len());
        items.extend(found);
        match next {
            None => return Ok(items),
            Some(_) if next == token => return Err(repeated()),
            Some(_) => token = next,
        }
    }
}

pub(super) fn repeated() -> Failure {
    let why = "the same page came twice, so the listing would never end";
    Failure::new(FailureKind::Unclear, "RepeatedPage", why)
}

fn count<F: FnMut(Progress)>(counter: &Counter<'_, F>, change: impl FnOnce(&mut Progress)) {
    let mut counter = counter.lock().expect("no panic happens while the counter is held");
    let (progress, on_progress) = &mut *counter;
    change(progress);
    on_progress(*progress);
}

pub(super) fn about(what: &'static str) -> impl FnOnce(Failure) -> ReadError {
    move |failure| ReadError::Cloud { what, failure }
}

#[cfg(test)]
mod tests {
    use super::super::account::{Account, StillClock};
    use super::*;
    use crate::fleet::census::tests::row;
    use crate::ledger::{MemoryLedger, ailing::Ailing};

    async fn census(account: &Account, ledger: &MemoryLedger, options: &Options) -> Census {
        let mut last = Progress::default();
        let census =
            read(account, ledger, &StillClock::default(), &Rules::default(), options, |progress| last = progress).await;
        assert_eq!(last.connections, last.connections_wanted);
        census.unwrap()
    }

    #[tokio::test]
    async fn a_region_is_read_in_the_fewest_calls() {
        let account = Account::with_desktops(60);
        let census = census(&account, &MemoryLedger::default(), &Options::default()).await;
        assert_eq!(census.desktops.len(), 60);
        assert!(census.desktops.iter().all(|entry| entry.connection.is_some() && entry.is_guarded()));
        assert!(census.desktops.iter().all(|entry| entry.tags.contains_key("lab")));
        let calls = account.calls();
        let times = |call: &str| calls.iter().filter(|made| made.as_str() == call).count();
        assert_eq!(
            ["whoami", "desktops", "all_tags", "alarms", "connections"].map(times),
            [1, 3, 1, 2, 3],
            "{calls:?}"
        );
        assert_eq!(calls.len(), 10);
    }

    #[tokio::test]
    async fn one_owner_costs_nothing_for_the_rest_of_the_region() {
        let account = Account::with_desktops(60);
        let owner = account.desktop(7).owner();
        let options = Options { filter: Filter::Owner(owner), ..Options::default() };
        let census = census(&account, &MemoryLedger::default(), &options).await;
        assert_eq!(census.desktops.len(), 1);
        assert!(census.desktops[0].is_guarded() && census.orphans.is_empty());
        assert!(census.desktops[0].tags.contains_key("lab"));
        assert_eq!(account.calls().len(), 1 + 1 + 1 + SPELLINGS.len() + 1, "{:?}", account.calls());
    }

    #[tokio::test]
    async fn connections_are_asked_for_only_where_they_say_something() {
        let account = Account::with_desktops(4);
        account.change(0, |desktop| desktop.state = State::Pending);
        account.change(1, |desktop| desktop.has_standby = true);
        let (owner, id) = (account.desktop(2).owner(), account.desktop(2).id);
        let ledger = MemoryLedger::default();
        ledger.insert(&row(&owner.to_string(), id.as_str())).await.unwrap();
        for (connections, asked) in
            [(Connections::None, vec![]), (Connections::Managed, vec![2, 3]), (Connections::Unwatched, vec![3])]
        {
            let census = census(&account, &ledger, &Options { connections, ..Options::default() }).await;
            let seen: Vec<usize> = (0..4)
                .filter(|n| {
                    let id = account.desktop(*n).id;
                    census.desktops.iter().any(|entry| entry.desktop.id == id && entry.connection.is_some())
                })
                .collect();
            assert_eq!(seen, asked);
        }
    }

    #[tokio::test]
    async fn a_failed_listing_is_no_census() {
        for (call, what) in [
            ("whoami", "the caller's identity"),
            ("desktops", "the desktops"),
            ("all_tags", "the tags"),
            ("alarms", "the alarms"),
            ("connections", "the connection status"),
        ] {
            let account = Account::with_desktops(3);
            account.deny(call);
            let (ledger, clock) = (MemoryLedger::default(), StillClock::default());
            let error =
                read(&account, &ledger, &clock, &Rules::default(), &Options::default(), |_| {}).await.unwrap_err();
            assert_eq!(error.to_string(), format!("cannot read {what}"));
            assert_eq!(error.failure().unwrap().kind, FailureKind::Denied);
        }
    }

    /// What `status` shows of everybody else does not depend on it.
    #[tokio::test]
    async fn a_row_that_cannot_be_read_hides_nobody_else() {
        let account = Account::with_desktops(3);
        let ledger = MemoryLedger::default();
        let owners = [0, 1].map(|n| account.desktop(n).owner());
        for owner in &owners {
            ledger.insert(&row(&owner.to_string(), "ws-0a1b2c3d4")).await.unwrap();
        }
        let newer = || LedgerError::Newer { path: "a row".into(), found: 9, known: 1 };
        let ledger = Ailing::row(ledger, owners[1].clone(), newer);
        let options = Options { connections: Connections::Unwatched, ..Options::default() };
        let rules = Rules::default();
        let census = read(&account, &ledger, &StillClock::default(), &rules, &options, |_| {}).await.unwrap();
        let watched: Vec<bool> = census.desktops.iter().map(|entry| entry.is_watched()).collect();
        assert_eq!((watched, census.rows().len()), (vec![true, true, false], 1));
        assert_eq!(census.unreadable[0].owner, Some(owners[1].clone()));
        let asked: Vec<bool> = census.desktops.iter().map(|entry| entry.connection.is_some()).collect();
        assert_eq!(asked, [false, false, true], "whoever has a row is not asked for, whatever it says");
    }

    #[test]
    fn a_reading_can_be_handed_to_another_thread() {
        fn handed_over<T: Send>(_: T) {}
        let (account, ledger, clock) = (Account::default(), MemoryLedger::default(), StillClock::default());
        let (rules, options) = (Rules::default(), Options::default());
        handed_over(read(&account, &ledger, &clock, &rules, &options, |_| {}));
        handed_over(crate::fleet::apply(&account, &ledger, &clock, &rules, &[], |_| {}));
    }

    #[tokio::test]
    async fn empty_pages_are_turned_and_endless_ones_are_not() {
        let pages = [(vec![1], Some("a")), (vec![], Some("b")), (vec![2, 3], None)];
        let mut turn = pages.into_iter();
        let next = |_| {
            let (items, next) = turn.next().unwrap();
            std::future::ready(Ok(Page { items, next: next.map(str::to_owned) }))
        };
        assert_eq!(every_page(next, |_| {}).await.unwrap(), [1, 2, 3]);
        let stuck = |_| std::future::ready(Ok(Page { items: vec![1], next: Some("a".to_owned()) }));
        assert_eq!(every_page(stuck, |_| {}).await.unwrap_err().code, "RepeatedPage");
    }
}
