//! Disconnects that were told and noted: looked up here, 25 to a call, and watched from when they were told.
//!
//! A function that is told of a disconnect while AWS throttles its looks notes it. Who has a row because of a note is
//! watched like everybody else; what is decided about a desktop is not decided here.

use super::turn::Turn;
use crate::cloud::{Clock, Cloud, PAGE};
use crate::ledger::{Ledger, LedgerError, Note};
use crate::recycle::{Cause, Desktop, Row, exclusion};

/// Notes looked into at a time: in four of these lots, at AWS's rates, a quarter of a minute of calls.
const NOTES_MAX: usize = 500;

/// Open the rows of what is noted: how many notes were looked into. What AWS does not answer for stays noted.
///
/// # Errors
/// The ledger's.
pub(super) async fn look_into_notes<C: Cloud, L: Ledger, K: Clock>(
    turn: &Turn<'_, C, L, K>,
) -> Result<usize, LedgerError> {
    let mut looked_into = 0;
    for notes in turn.ledger.noted(NOTES_MAX).await?.chunks(PAGE) {
        let ids: Vec<_> = notes.iter().map(|note| note.desktop.clone()).collect();
        let (Ok(desktops), Ok(tags)) = tokio::join!(turn.cloud.describe(&ids), turn.cloud.tags(&ids)) else { break };
        for note in notes {
            let desktop = desktops.iter().find(|desktop| desktop.id == note.desktop);
            let tags = tags.get(&note.desktop).cloned().unwrap_or_default();
            let is_ours = |desktop: &&Desktop| {
                !desktop.state.is_leaving() && exclusion(desktop, &tags, &turn.rules.scope).is_none()
            };
            if let Some(desktop) = desktop.filter(is_ours) {
                open(turn, desktop, note).await?;
            }
            // Only now: a tick that dies in between looks into it again.
            turn.ledger.drop_note(note).await?;
            looked_into += 1;
        }
    }
    Ok(looked_into)
}

/// Watch a desktop, unless it is watched. Whoever has a row that cannot be read has one: the note says no more than a
/// sweep sees once the row is repaired, and nobody else may wait for it.
async fn open<C: Cloud, L: Ledger, K: Clock>(
    turn: &Turn<'_, C, L, K>,
    desktop: &Desktop,
    note: &Note,
) -> Result<(), LedgerError> {
    let row = Row::open(desktop.owner(), desktop.id.clone(), Cause::Alarm, note.at, turn.rules.limits.grace);
    match turn.ledger.insert(&row).await {
        Ok(true) => row.history.iter().for_each(|event| (turn.tell)(&row, event)),
        Ok(false) => {}
        Err(error) if error.is_unreadable_row() => {}
        Err(error) => return Err(error),
    }
    Ok(())
}

#[cfg(test)]
#[path = "noted_tests.rs"]
mod tests;
