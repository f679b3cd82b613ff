//! One row of the ledger: all that must be known to bring one desktop back.
//!
//! The row is a file format and outlives the program that wrote it. Before you change a field: new fields get
//! `#[serde(default)]`, old ones are never reused with another meaning, and what an older program could not
//! understand raises [`SCHEMA`]. `tests` at the bottom reads a row of schema 1.

use super::desktop::Request;
use super::event::{Event, Happening};
use super::failure::Failure;
use super::ids::{Owner, WorkspaceId};
use super::phase::{Attention, Phase};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The version of the row's format that this program writes. It reads this one and all before it.
pub const SCHEMA: u32 = 1;

/// Events kept in a row. A quiet cycle writes about ten.
const HISTORY_MAX: usize = 60;

/// Why a row was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// A SessionDisconnect alarm.
    Alarm,
    /// The sweep found it dirty with nobody connected.
    Sweep,
    /// A person asked for it: no grace, but never under a connected user.
    Administrator,
    /// A person asked for it whoever is connected.
    AdministratorForced,
}

impl Cause {
    pub fn is_by_hand(&self) -> bool {
        matches!(self, Self::Administrator | Self::AdministratorForced)
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Alarm => "its user disconnected",
            Self::Sweep => "used, and nobody is connected",
            Self::Administrator => "asked for by an administrator",
            Self::AdministratorForced => "forced by an administrator",
        })
    }
}

/// A call that may be under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Intent {
    pub act: Act,
    pub since: Timestamp,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    Terminate,
    Create,
}

/// The desktop that takes the old one's place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Successor {
    pub id: WorkspaceId,
    /// We created it, so we may remove it if it was born broken. Somebody else's is never touched.
    pub ours: bool,
}

/// Which driver has the row to itself, and until when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lease {
    pub holder: String,
    pub until: Timestamp,
}

/// One recycle of one owner's desktop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    pub schema: u32,
    pub owner: Owner,
    /// The desktop that is recycled.
    pub old: WorkspaceId,
    pub cause: Cause,
    /// Who asked for it by hand: the ARN of the caller. Absent if nobody did, and in a row of an older program.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked_by: Option<String>,
    /// Who gave up what it owes, likewise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub abandoned_by: Option<String>,
    pub phase: Phase,
    pub opened_at: Timestamp,
    pub phase_since: Timestamp,
    /// When to look next.
    pub due_at: Timestamp,
    /// Nobody has been connected since then, as far as we know.
    pub away_since: Timestamp,
    /// The whole request, saved before the desktop is terminated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<Request>,
    /// The id that is being removed: `old`, or a successor that was born broken.
    pub target: WorkspaceId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intent: Option<Intent>,
    /// When TerminateWorkspaces may last have been called on `old`. Taken back only by the certainty that it was not,
    /// or that it came to nothing: clocks differ, and a call that others had given up may still arrive. While it
    /// stands, a desktop that disappears counts as removed by us.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub terminate_asked: Option<Timestamp>,
    /// Looks in a row in which the awaited id was absent.
    #[serde(default)]
    pub absent_looks: u32,
    /// CreateWorkspaces has been called for this row, so a desktop that is as asked for may be ours, whatever we were
    /// told: an answer can be lost, and the SDK's second try then hears that the desktop exists.
    #[serde(default)]
    pub create_asked: bool,
    /// Creations that failed, or that nobody knows the outcome of. Never falls.
    #[serde(default)]
    pub attempts: u32,
    /// Of these, the first so many no longer count: whatever they had failed for is over.
    #[serde(default)]
    pub forgiven: u32,
    /// Set-backs in a row: failed looks and calls.
    #[serde(default)]
    pub setbacks: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub successor: Option<Successor>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attention: Option<Attention>,
    /// What people were last told that they are called for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alerted: Option<Attention>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_failure: Option<Failure>,
    /// Why the last creation failed: what the breaker goes by. Whatever else fails later does not hide it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub creation_failure: Option<Failure>,
    #[serde(default)]
    pub history: Vec<Event>,
    /// Raised by every save; a save of a version that is not the latest is refused. See [`Row::is_save_of`].
    #[serde(default)]
    pub version: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lease: Option<Lease>,
}

impl Row {
    /// A row that waits out the grace period, or, by hand, is looked at right away.
    pub fn open(owner: Owner, desktop: WorkspaceId, cause: Cause, now: Timestamp, grace: SignedDuration) -> Self {
        let due_at = if cause.is_by_hand() { now } else { later(now, grace) };
        let mut row = Self {
            schema: SCHEMA,
            owner,
            old: desktop.clone(),
            cause,
            asked_by: None,
            abandoned_by: None,
            phase: Phase::Grace,
            opened_at: now,
            phase_since: now,
            due_at,
            away_since: now,
            request: None,
            target: desktop.clone(),
            intent: None,
            terminate_asked: None,
            absent_looks: 0,
            create_asked: false,
            attempts: 0,
            forgiven: 0,
            setbacks: 0,
            successor: None,
            attention: None,
            alerted: None,
            last_failure: None,
            creation_failure: None,
            history: vec![],
            version: 0,
            lease: None,
        };
        row.record(Event { at: now, what: Happening::Opened { desktop, cause } });
        row
    }

    /// Whether this is the very state of the very row that `stored` is, so that it may be saved over it.
    ///
    /// The version alone is not enough: a driver that slept while the row was closed and the owner's next one opened
    /// could hold the same number.
    pub fn is_save_of(&self, stored: &Self) -> bool {
        (self.version, self.opened_at, &self.old) == (stored.version, stored.opened_at, &stored.old)
    }

    /// We have asked for the termination of the old desktop, or may have, so the owner is owed a desktop.
    pub fn is_owed(&self) -> bool {
        self.phase.is_owed() || (!self.phase.is_closed() && self.terminate_asked.is_some())
    }

    /// The intent of this row is acted on now: it is as old as its save, not as the decision, which may have waited for
    /// many others.
    pub fn intends_now(&mut self, now: Timestamp, settle: SignedDuration) {
        let Some(intent) = &mut self.intent else { return };
        intent.since = now;
        // Should the driver die before it saves the answer, the next one looks after the call has settled.
        self.due_at = later(now, settle);
        if intent.act == Act::Terminate && self.target == self.old {
            self.terminate_asked = Some(now);
        }
    }

    /// Keep an event, dropping the oldest that can be missed: how it began stays known, and so does the end of the old
    /// desktop, because the history is the evidence of it.
    pub fn record(&mut self, event: Event) {
        if self.history.len() >= HISTORY_MAX {
            let is_evidence = |event: &Event| match &event.what {
                Happening::Opened { .. } => true,
                Happening::Terminated { desktop } | Happening::Absent { desktop } => *desktop == self.old,
                _ => false,
            };
            let dropped = self.history.iter().position(|event| !is_evidence(event)).unwrap_or(1);
            self.history.remove(dropped);
        }
        self.history.push(event);
    }

    /// Whether another driver has it.
    pub fn is_leased_by_another(&self, holder: &str, now: Timestamp) -> bool {
        self.lease.as_ref().is_some_and(|lease| lease.holder != holder && lease.until > now)
    }
}

/// A moment after another, never past the end of time.
pub fn later(at: Timestamp, by: SignedDuration) -> Timestamp {
    at.saturating_add(by).unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn t(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_row_written_by_schema_1_can_be_read() {
        // Written by version 0.1.0. Keep it as it is: a recycle may be in flight across an upgrade.
        let text = r#"{
          "schema": 1, "owner": {"directory": "d-90670a1b2c", "user": "alice"}, "old": "ws-0a1b2c3d4",
          "cause": "alarm", "phase": {"cancelled": {"excluded": "held"}},
          "opened_at": "2026-11-22T17:00:00Z", "phase_since": "2026-11-22T17:10:00Z",
          "due_at": "2026-11-22T17:12:30Z", "away_since": "2026-11-22T17:00:00Z",
          "request": {"directory": "d-90670a1b2c", "user": "Alice", "bundle": "wsb-0a1b2c3d4",
            "properties": {"running_mode": "AUTO_STOP", "auto_stop_min": 60}, "tags": {"lab": "a"}},
          "target": "ws-0a1b2c3d4", "intent": {"act": "terminate", "since": "2026-11-22T17:10:00Z"},
          "history": [{"at": "2026-11-22T17:00:00Z", "event": "opened", "desktop": "ws-0a1b2c3d4", "cause": "alarm"}],
          "version": 3, "a_field_of_a_later_version": {"is": "ignored"}
        }"#;
        let row: Row = serde_json::from_str(text).unwrap();
        assert_eq!(row.request.as_ref().unwrap().owner(), row.owner);
        assert_eq!(row.intent.unwrap().act, Act::Terminate);
        assert_eq!(row.history.len(), 1);
        assert_eq!((&row.asked_by, &row.abandoned_by), (&None, &None));
        let again: Row = serde_json::from_str(&serde_json::to_string(&row).unwrap()).unwrap();
        assert_eq!(again, row);
    }

    #[test]
    fn history_is_bounded_and_keeps_its_beginning() {
        let now = t("2026-11-22T17:00:00Z");
        let mut row = Row::open(
            "alice@d-90670a1b2c".parse().unwrap(),
            "ws-0a1b2c3d4".parse().unwrap(),
            Cause::Alarm,
            now,
            SignedDuration::from_secs(600),
        );
        for n in 0..500 {
            row.record(Event { at: now, what: Happening::Postponed { why: n.to_string() } });
        }
        assert_eq!(row.history.len(), HISTORY_MAX);
        assert!(matches!(row.history[0].what, Happening::Opened { .. }));
        assert!(matches!(&row.history[HISTORY_MAX - 1].what, Happening::Postponed { why } if why == "499"));
    }

    #[test]
    fn the_end_of_the_old_desktop_is_never_dropped() {
        let now = t("2026-11-22T17:00:00Z");
        let id = |text: &str| text.parse::<WorkspaceId>().unwrap();
        let owner = "alice@d-90670a1b2c".parse().unwrap();
        let mut row = Row::open(owner, id("ws-0a1b2c3d4"), Cause::Alarm, now, SignedDuration::from_secs(600));
        let evidence =
            [Happening::Terminated { desktop: id("ws-0a1b2c3d4") }, Happening::Absent { desktop: id("ws-0a1b2c3d4") }];
        evidence.iter().for_each(|what| row.record(Event { at: now, what: what.clone() }));
        for _ in 0..HISTORY_MAX {
            row.record(Event { at: now, what: Happening::CreateDecided });
            row.record(Event { at: now, what: Happening::Absent { desktop: id("ws-bornbroken") } });
        }
        assert_eq!(row.history.len(), HISTORY_MAX);
        assert_eq!([&row.history[1].what, &row.history[2].what], [&evidence[0], &evidence[1]]);
        // Even if there is nothing else to drop, the bound holds.
        for _ in 0..2 * HISTORY_MAX {
            row.record(Event { at: now, what: evidence[0].clone() });
        }
        assert_eq!(row.history.len(), HISTORY_MAX);
        assert!(matches!(row.history[0].what, Happening::Opened { .. }));
    }

    #[test]
    fn by_hand_there_is_no_grace() {
        let now = t("2026-11-22T17:00:00Z");
        let open = |cause| {
            let (owner, id) = ("a@d-90670a1b2c".parse().unwrap(), "ws-0a1b2c3d4".parse().unwrap());
            Row::open(owner, id, cause, now, SignedDuration::from_secs(600)).due_at
        };
        assert_eq!(open(Cause::Alarm), t("2026-11-22T17:10:00Z"));
        assert_eq!(open(Cause::Administrator), now);
    }
}
