//! The terminal's driver: turn until some rows are closed.
//!
//! To stop it, drop it: a turn may die between any two calls, so Ctrl-C needs no other care. The rows stay in the
//! ledger, and whoever drives next goes on.

use super::turn::{Turn, turn};
use crate::cloud::{Clock, Cloud};
use crate::ledger::{Ledger, LedgerError};
use crate::recycle::{Owner, Row, Rules};
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeSet;

/// The longest sleep: another driver may close a row of ours meanwhile.
const NAP_MAX: SignedDuration = SignedDuration::from_secs(60);

/// What to drive, and when to stop.
#[derive(Debug, Clone)]
pub struct Drive {
    pub owners: BTreeSet<Owner>,
    /// Give up watching then; the rows stay open.
    pub until: Option<Timestamp>,
    /// Stop watching a row that calls for a person.
    pub stops_at_attention: bool,
}

/// How far it came.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Driven {
    /// Closed while we drove, as they were saved last.
    pub closed: Vec<Row>,
    /// Open rows that call for a person.
    pub attention: Vec<Row>,
    /// Open rows left when the time was up.
    pub open: Vec<Row>,
    /// Rows left in the grace period because a pause stands: nothing is terminated while it does.
    pub paused: Vec<Row>,
    /// Owners whose row was closed by another driver.
    pub closed_by_others: Vec<Owner>,
}

/// Turn the rows of `drive.owners` until each is closed, calls for a person, is held up by a pause, or the time is up.
/// Somebody may pause at any time; what is owed is driven to its end all the same.
///
/// # Errors
/// The ledger's, except conflicts.
pub async fn drive<C: Cloud, L: Ledger, K: Clock>(
    turning: &Turn<'_, C, L, K>,
    drive: &Drive,
) -> Result<Driven, LedgerError> {
    let mut driven = Driven::default();
    let mut pending = drive.owners.clone();
    loop {
        let now = turning.clock.now();
        let paused = turning.rules.paused || turning.ledger.control().await?.is_paused(now);
        let rules = Rules { paused, ..turning.rules.clone() };
        let turning = &Turn { rules: &rules, ..*turning };
        let mut due = vec![];
        let mut next: Option<Timestamp> = None;
        for owner in pending.clone() {
            match turning.ledger.get(&owner).await? {
                None => {
                    pending.remove(&owner);
                    driven.closed_by_others.push(owner);
                }
                Some(row) if drive.stops_at_attention && row.attention.is_some() => {
                    pending.remove(&owner);
                    driven.attention.push(row);
                }
                Some(row) if paused && !row.is_owed() => {
                    pending.remove(&owner);
                    driven.paused.push(row);
                }
                Some(row) if drive.until.is_some_and(|until| now >= until) => driven.open.push(row),
                Some(row) => {
                    next = Some(next.map_or(row.due_at, |next| next.min(row.due_at)));
                    if row.due_at <= now {
                        due.push(row);
                    }
                }
            }
        }
        if pending.is_empty() || !driven.open.is_empty() {
            return Ok(driven);
        }
        if due.is_empty() {
            let nap = next.map_or(NAP_MAX, |next| next.duration_since(now)).clamp(SignedDuration::ZERO, NAP_MAX);
            let nap = drive.until.map_or(nap, |until| nap.min(until.duration_since(now)));
            turning.clock.sleep(nap.max(SignedDuration::from_millis(100))).await;
            continue;
        }
        let asked = due.len();
        let report = turn(turning, due).await?;
        let turned = report.rows.len();
        let refused = report.failed.into_iter().find(|(owner, _)| drive.owners.contains(owner));
        for row in report.rows {
            if row.phase.is_closed() && pending.remove(&row.owner) {
                driven.closed.push(row);
            }
        }
        // A person is there, and can see to it.
        if let Some((_, error)) = refused {
            return Err(error);
        }
        if turned < asked {
            // Another driver has some of them in hand.
            turning.clock.sleep(SignedDuration::from_secs(5)).await;
        }
    }
}
