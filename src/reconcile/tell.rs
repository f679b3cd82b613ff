//! Publish what people are to be told, and note that they were.
//!
//! At least once: it is noted after it was published, and a crash in between tells it twice. A topic that does not take
//! it must not stop the reconciler: the next tick tries again.

use super::alert::{About, Alert, Post, alerts};
use super::turn::Turn;
use crate::cloud::{Clock, Cloud};
use crate::ledger::{Ledger, LedgerError, Trip};
use crate::recycle::{Attention, Owner, Row};
use serde::Serialize;
use std::collections::BTreeSet;

/// What came of telling people.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Told {
    pub published: usize,
    /// What could not be published, and why.
    pub failed: Vec<String>,
}

/// Tell what is due. `turned` are rows of this tick that call for a person: all that is known if a row cannot be read.
///
/// # Errors
/// The ledger's, except conflicts and rows that cannot be read.
pub(super) async fn tell<C: Cloud, L: Ledger, K: Clock>(
    turn: &Turn<'_, C, L, K>,
    post: &Post<'_>,
    trip: Option<&Trip>,
    turned: Vec<Row>,
) -> Result<Told, LedgerError> {
    let (open, unreadable) = match ailing(turn.ledger).await {
        Ok(rows) => (rows, None),
        Err(error) if error.is_unreadable_row() => (turned, Some(error.to_string())),
        Err(error) => return Err(error),
    };
    let now = turn.clock.now();
    let mut told = Told::default();
    for Alert { subject, message, about } in alerts(&open, unreadable.as_deref(), trip, now, &turn.rules.limits, post) {
        if let Err(failure) = turn.cloud.publish(post.topic_arn, &subject, &message).await {
            told.failed.push(format!("{subject}: {failure}"));
            continue;
        }
        told.published += 1;
        match about {
            About::Breaker(trip) => turn.ledger.set_trip(trip.as_ref()).await?,
            About::Rows(rows) => {
                for (owner, cause) in rows {
                    note(turn.ledger, &owner, cause).await?;
                }
            }
        }
    }
    Ok(told)
}

/// The open rows that somebody may have to be told of, each once. All others are not read, for there may be very many.
async fn ailing<L: Ledger>(ledger: &L) -> Result<Vec<Row>, LedgerError> {
    let mut rows = ledger.failing().await?;
    let failing: BTreeSet<Owner> = rows.iter().map(|row| row.owner.clone()).collect();
    rows.extend(ledger.calling().await?.into_iter().filter(|row| !failing.contains(&row.owner)));
    Ok(rows)
}

/// Note in a row that people were told. Whoever saved it meanwhile comes first: then it may be told again.
async fn note<L: Ledger>(ledger: &L, owner: &Owner, cause: Attention) -> Result<(), LedgerError> {
    let row = match ledger.get(owner).await {
        Err(error) if error.is_unreadable_row() => return Ok(()),
        row => row?,
    };
    let Some(mut row) = row.filter(|row| row.attention == Some(cause) && row.intent.is_none()) else { return Ok(()) };
    row.alerted = Some(cause);
    match ledger.save(&mut row).await {
        Err(LedgerError::Conflict(_)) => Ok(()),
        saved => saved,
    }
}
