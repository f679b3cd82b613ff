//! A desktop of the sandbox: what AWS would show of it, and what is really so.

use crate::recycle::{Connection, ConnectionState, Desktop, State, Tags, WorkspaceId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// CloudWatch's grain for WorkSpaces metrics.
pub const METRIC_PERIOD_S: i64 = 300;
/// How long after its end a period's metric can be read.
const METRIC_DELAY_S: i64 = 60;
/// Sessions remembered. Metrics and status never look further back.
const SESSIONS_MAX: usize = 12;

/// Somebody was connected from then to then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    pub from: Timestamp,
    pub to: Option<Timestamp>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SimDesktop {
    pub shown: Desktop,
    pub tags: Tags,
    pub sessions: Vec<Session>,
    /// Not found by any look before then.
    pub visible_at: Timestamp,
    /// The state before the present one, and when it ended: what a stale look shows.
    pub before: Option<(State, Timestamp)>,
    /// Removed then; kept a while, because stale looks may still find it.
    pub removed_at: Option<Timestamp>,
    /// When a scope, a hold or a state last made a difference to whether it may be recycled.
    pub touched_at: Timestamp,
    /// AWS has no connection status for it: it is still being created, or was born broken
    /// (cloud-custodian/cloud-custodian#7248, seen 2026-11-22).
    #[serde(default)]
    pub is_silent: bool,
    /// The newest sample that told anybody that nobody is connected.
    pub sample_given: Option<Timestamp>,
    /// When anybody was last told that nobody is connected.
    #[serde(default)]
    pub told_away_at: Option<Timestamp>,
}

impl SimDesktop {
    pub fn id(&self) -> &WorkspaceId {
        &self.shown.id
    }

    pub fn is_there(&self) -> bool {
        self.removed_at.is_none()
    }

    /// There, and not on its way out.
    pub fn is_living(&self) -> bool {
        self.is_there() && !self.shown.state.is_leaving()
    }

    pub fn is_connected(&self) -> bool {
        self.sessions.last().is_some_and(|session| session.to.is_none())
    }

    pub fn is_dirty(&self) -> bool {
        !self.sessions.is_empty()
    }

    pub fn set_state(&mut self, state: State, now: Timestamp) {
        let before = std::mem::replace(&mut self.shown.state, state);
        self.before = Some((before, now));
    }

    pub fn connect(&mut self, now: Timestamp) {
        if !self.is_connected() {
            self.sessions.push(Session { from: now, to: None });
            if self.sessions.len() > SESSIONS_MAX {
                self.sessions.remove(0);
            }
        }
    }

    pub fn disconnect(&mut self, now: Timestamp) {
        if let Some(session) = self.sessions.last_mut() {
            session.to.get_or_insert(now);
        }
    }

    /// What DescribeWorkspacesConnectionStatus tells: a sample taken every `every_s` seconds, not the truth of now.
    pub fn connection(&self, now: Timestamp, every_s: i64, starts: bool) -> Connection {
        let phase = self.id().as_str().bytes().map(i64::from).sum::<i64>() % every_s;
        let checked_s = (now.as_second() - phase).div_euclid(every_s) * every_s + phase;
        let checked_at = Timestamp::from_second(checked_s).unwrap_or(now);
        let covers = |session: &&Session| session.from <= checked_at && session.to.is_none_or(|to| to > checked_at);
        let connected = self.sessions.iter().any(|session| covers(&session));
        // AWS does not say whether the time is that of the connection's beginning or of its last sighting.
        let last = self.sessions.iter().rev().find(|session| session.from <= checked_at);
        let last_connected_at = last
            .map(|session| if starts { session.from } else { session.to.map_or(checked_at, |to| to.min(checked_at)) });
        let state = match (&self.shown.state, connected) {
            (State::Stopped, _) => ConnectionState::Unknown,
            (_, true) => ConnectionState::Connected,
            (_, false) => ConnectionState::Disconnected,
        };
        Connection { state, checked_at: Some(checked_at), last_connected_at }
    }

    /// The start of the latest published 5-minute period in `[from, to)` in which somebody was connected.
    pub fn user_connected(&self, from: Timestamp, to: Timestamp, now: Timestamp) -> Option<Timestamp> {
        let published_s = now.as_second() - METRIC_PERIOD_S - METRIC_DELAY_S;
        let last = (to.as_second() - 1).min(published_s).div_euclid(METRIC_PERIOD_S) * METRIC_PERIOD_S;
        let mut start_s = last;
        while start_s >= from.as_second() {
            let start = Timestamp::from_second(start_s).ok()?;
            let end = Timestamp::from_second(start_s + METRIC_PERIOD_S).ok()?;
            if self.sessions.iter().any(|session| session.from < end && session.to.is_none_or(|to| to > start)) {
                return Some(start);
            }
            start_s -= METRIC_PERIOD_S;
        }
        None
    }
}
