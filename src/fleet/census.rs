//! The census: every desktop with its tags, its connection, its alarms and its open row.
//!
//! Pure. [`Census::join`] gives the same census for the same listing, whatever order AWS answered in. What is said
//! about the census is decided in `finding/`, never here.

use super::alarm::Alarm;
use crate::cloud::{Filter, Identity};
use crate::ledger::Unreadable;
use crate::recycle::{
    Connection, ConnectionState, Desktop, Exclusion, Owner, Row, Scope, State, Tags, WorkspaceId, exclusion,
};
use jiff::Timestamp;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What was read, before it is joined.
#[derive(Debug, Clone)]
pub struct Listing {
    pub identity: Identity,
    pub taken_at: Timestamp,
    /// Where alarms should publish to.
    pub topic_arn: String,
    /// Which desktops were listed.
    pub filter: Filter,
    pub desktops: Vec<Desktop>,
    pub tags: BTreeMap<WorkspaceId, Tags>,
    pub connections: BTreeMap<WorkspaceId, Connection>,
    pub alarms: Vec<Alarm>,
    pub rows: Vec<Row>,
    pub unreadable: Vec<UnreadableRow>,
}

/// An open row that cannot be read. Its owner has one, and what it says nobody knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnreadableRow {
    /// Absent where the name that it is filed under does not say whose it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<Owner>,
    /// Which file or item it is, and what is wrong with it.
    pub why: String,
}

impl From<Unreadable> for UnreadableRow {
    fn from(row: Unreadable) -> Self {
        Self { owner: row.owner, why: row.error.to_string() }
    }
}

/// How everything stands at one moment.
#[derive(Debug, Clone, Serialize)]
pub struct Census {
    pub identity: Identity,
    pub taken_at: Timestamp,
    pub topic_arn: String,
    /// Every desktop of the Region was listed, not only those of one directory, bundle or owner.
    pub is_complete: bool,
    /// By directory, user and id.
    pub desktops: Vec<Entry>,
    /// Alarms of desktops that do not exist. Always empty if the census is not complete: an alarm whose desktop was
    /// not asked for says nothing.
    pub orphans: Vec<Alarm>,
    /// Open rows whose owner has no desktop at this moment.
    pub absent: Vec<Row>,
    /// Open rows with a failed creation, whatever was asked for: what they lack, others may lack too.
    pub failing: Vec<Row>,
    /// Whatever was asked for, too.
    pub unreadable: Vec<UnreadableRow>,
}

/// One desktop and all that belongs to it.
#[derive(Debug, Clone, Serialize)]
pub struct Entry {
    pub desktop: Desktop,
    pub tags: Tags,
    /// Absent if AWS gave none, or if nobody asked.
    pub connection: Option<Connection>,
    /// The alarms that bear this desktop's id, by name.
    pub alarms: Vec<Alarm>,
    /// The open row of its owner.
    pub row: Option<Row>,
    /// Its owner has an open row, but it cannot be read.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub has_unreadable_row: bool,
    pub exclusion: Option<Exclusion>,
}

impl Entry {
    /// Ours to look after: not excluded, and not on its way out.
    pub fn is_managed(&self) -> bool {
        self.exclusion.is_none() && !self.desktop.state.is_leaving()
    }

    /// Somebody sees to it, or has to see to its row first.
    pub fn is_watched(&self) -> bool {
        self.row.is_some() || self.has_unreadable_row
    }

    /// Some user has connected to it.
    pub fn is_dirty(&self) -> bool {
        self.connection.as_ref().is_some_and(|connection| connection.last_connected_at.is_some())
    }

    /// Nobody is connected, as far as AWS knows. It answers UNKNOWN for a stopped desktop; UNKNOWN while a desktop runs
    /// is no answer.
    pub fn is_vacant(&self) -> bool {
        match self.connection.as_ref().map(|connection| &connection.state) {
            Some(ConnectionState::Disconnected) => true,
            Some(ConnectionState::Unknown) => self.desktop.state == State::Stopped,
            Some(ConnectionState::Connected | ConnectionState::Other(_)) | None => false,
        }
    }

    /// Some alarm watches its disconnects.
    pub fn is_guarded(&self) -> bool {
        self.alarms.iter().any(|alarm| alarm.watches(&self.desktop.id))
    }
}

impl Census {
    pub fn join(listing: Listing, scope: &Scope) -> Self {
        let Listing { identity, taken_at, topic_arn, filter, desktops, alarms, rows, unreadable, .. } = listing;
        let (mut tags, mut connections) = (listing.tags, listing.connections);
        let is_complete = filter == Filter::All;
        let failing = rows.iter().filter(|row| row.attempts > 0).cloned().collect();
        let rows: BTreeMap<Owner, Row> =
            rows.into_iter().filter(|row| covers(&filter, row)).map(|row| (row.owner.clone(), row)).collect();

        let mut alarms_of: BTreeMap<WorkspaceId, BTreeMap<String, Alarm>> = BTreeMap::new();
        for alarm in alarms {
            if let Some(id) = alarm.desktop() {
                alarms_of.entry(id).or_default().insert(alarm.name.clone(), alarm);
            }
        }
        // Pages shift while they are read, so a desktop may come twice.
        let desktops: BTreeMap<(Owner, WorkspaceId), Desktop> =
            desktops.into_iter().map(|desktop| ((desktop.owner(), desktop.id.clone()), desktop)).collect();

        let unread: BTreeSet<&Owner> = unreadable.iter().filter_map(|row| row.owner.as_ref()).collect();
        let mut owners = BTreeSet::new();
        let desktops: Vec<Entry> = desktops
            .into_iter()
            .map(|((owner, id), desktop)| {
                let tags = tags.remove(&id).unwrap_or_default();
                let entry = Entry {
                    exclusion: exclusion(&desktop, &tags, scope),
                    tags,
                    connection: connections.remove(&id),
                    alarms: alarms_of.remove(&id).unwrap_or_default().into_values().collect(),
                    row: rows.get(&owner).cloned(),
                    has_unreadable_row: unread.contains(&owner),
                    desktop,
                };
                owners.insert(owner);
                entry
            })
            .collect();
        // A desktop that was only just created may not be listed yet, but its row knows of it.
        let expected: BTreeSet<&WorkspaceId> =
            rows.values().filter_map(|row| row.successor.as_ref()).map(|successor| &successor.id).collect();
        let orphans = alarms_of
            .into_iter()
            .filter(|(id, _)| is_complete && !expected.contains(id))
            .flat_map(|(_, alarms)| alarms.into_values())
            .collect();
        let absent = rows.values().filter(|row| !owners.contains(&row.owner)).cloned().collect();
        Self { identity, taken_at, topic_arn, is_complete, desktops, orphans, absent, failing, unreadable }
    }

    /// Every open row once, by owner.
    pub fn rows(&self) -> Vec<&Row> {
        let rows = self.desktops.iter().filter_map(|entry| entry.row.as_ref()).chain(&self.absent);
        rows.map(|row| (&row.owner, row)).collect::<BTreeMap<_, _>>().into_values().collect()
    }
}

/// Whether a row belongs to what was listed.
fn covers(filter: &Filter, row: &Row) -> bool {
    match filter {
        Filter::All => true,
        Filter::Directory(directory) => row.owner.directory == *directory,
        // Before its request is captured a row does not know its bundle, but nothing is owed then either.
        Filter::Bundle(bundle) => row.request.as_ref().is_some_and(|request| request.bundle == *bundle),
        Filter::Owner(owner) => row.owner == *owner,
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::recycle::desktop::tests::desktop;
    use crate::recycle::{Cause, Successor};
    use jiff::SignedDuration;

    pub(crate) const NOW: &str = "2026-11-22T17:00:00Z";

    pub(crate) fn listing() -> Listing {
        let identity = Identity {
            account: "123456789012".into(),
            arn: "arn:aws:iam::123456789012:user/admin".into(),
            partition: "aws".into(),
            region: "us-east-1".into(),
        };
        Listing {
            topic_arn: identity.topic_arn(crate::fleet::alarm::TOPIC),
            identity,
            taken_at: NOW.parse().unwrap(),
            filter: Filter::All,
            desktops: vec![],
            tags: BTreeMap::new(),
            connections: BTreeMap::new(),
            alarms: vec![],
            rows: vec![],
            unreadable: vec![],
        }
    }

    pub(crate) fn row(owner: &str, id: &str) -> Row {
        let grace = SignedDuration::from_secs(600);
        Row::open(owner.parse().unwrap(), id.parse().unwrap(), Cause::Alarm, NOW.parse().unwrap(), grace)
    }

    fn alarm(id: &str) -> Alarm {
        Alarm::guarding(&id.parse().unwrap(), &listing().topic_arn)
    }

    #[test]
    fn the_order_of_the_answers_does_not_matter() {
        let desktops = vec![
            desktop("ws-bbbbbbbbb", "bob"),
            desktop("ws-aaaaaaaa2", "Alice"),
            desktop("ws-aaaaaaaa1", "alice"),
            desktop("ws-bbbbbbbbb", "bob"),
        ];
        let alarms = vec![alarm("ws-bbbbbbbbb"), alarm("ws-gonegone1"), alarm("ws-aaaaaaaa1"), alarm("ws-gonegone0")];
        let rows = vec![row("bob@d-90670a1b2c", "ws-bbbbbbbbb"), row("carol@d-90670a1b2c", "ws-ccccccccc")];
        let forward = Listing { desktops, alarms, rows, ..listing() };
        let mut backward = forward.clone();
        backward.desktops.reverse();
        backward.alarms.reverse();
        backward.rows.reverse();
        let (forward, backward) = (Census::join(forward, &Scope::All), Census::join(backward, &Scope::All));
        assert_eq!(serde_json::to_value(&forward).unwrap(), serde_json::to_value(&backward).unwrap());

        let ids: Vec<&str> = forward.desktops.iter().map(|entry| entry.desktop.id.as_str()).collect();
        assert_eq!(ids, ["ws-aaaaaaaa1", "ws-aaaaaaaa2", "ws-bbbbbbbbb"]);
        let orphans: Vec<_> = forward.orphans.iter().map(|alarm| alarm.desktop().unwrap().to_string()).collect();
        assert_eq!(orphans, ["ws-gonegone0", "ws-gonegone1"]);
        assert_eq!(forward.absent.len(), 1);
        assert_eq!(forward.rows().len(), 2);
        assert!(forward.desktops[2].row.is_some() && forward.desktops[0].row.is_none());
    }

    #[test]
    fn a_filtered_listing_calls_no_alarm_an_orphan_and_drops_rows_of_others() {
        for (filter, rows) in [
            (Filter::Directory("d-90670a1b2c".parse().unwrap()), 1),
            (Filter::Owner("bob@d-90670a1b2c".parse().unwrap()), 0),
            (Filter::Bundle("wsb-0a1b2c3d4".parse().unwrap()), 0),
        ] {
            let rows_in = vec![row("carol@d-90670a1b2c", "ws-ccccccccc"), row("dave@d-00000000aa", "ws-ddddddddd")];
            let census = Census::join(
                Listing { filter, alarms: vec![alarm("ws-elsewhere")], rows: rows_in, ..listing() },
                &Scope::All,
            );
            assert!(census.orphans.is_empty() && !census.is_complete);
            assert_eq!(census.absent.len(), rows);
        }
    }

    #[test]
    fn the_alarm_of_a_successor_that_is_not_listed_yet_is_no_orphan() {
        let mut open = row("carol@d-90670a1b2c", "ws-ccccccccc");
        open.successor = Some(Successor { id: "ws-newnewnew".parse().unwrap(), ours: true });
        let alarms = vec![alarm("ws-newnewnew"), alarm("ws-ccccccccc")];
        let census = Census::join(Listing { alarms, rows: vec![open], ..listing() }, &Scope::All);
        let orphans: Vec<_> = census.orphans.iter().map(|alarm| alarm.desktop().unwrap().to_string()).collect();
        assert_eq!(orphans, ["ws-ccccccccc"]);
    }

    #[test]
    fn vacant_means_known_to_be_without_a_user() {
        use ConnectionState::*;
        for (connection, state, vacant) in [
            (Some(Disconnected), State::Available, true),
            (Some(Disconnected), State::Stopped, true),
            (Some(Unknown), State::Stopped, true),
            (Some(Unknown), State::Available, false),
            (Some(Unknown), State::Stopping, false),
            (Some(Connected), State::Available, false),
            (Some(Other("NEW".into())), State::Stopped, false),
            (None, State::Stopped, false),
        ] {
            let connection = connection.map(|state| Connection { state, checked_at: None, last_connected_at: None });
            let entry = Entry {
                desktop: Desktop { state, ..desktop("ws-0a1b2c3d4", "alice") },
                tags: Tags::new(),
                connection,
                alarms: vec![],
                row: None,
                has_unreadable_row: false,
                exclusion: None,
            };
            assert_eq!(entry.is_vacant(), vacant, "{entry:?}");
            assert!(!entry.is_dirty());
        }
    }
}
