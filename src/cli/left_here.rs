//! Rows that this machine's ledger holds from the time before a stack was deployed. No function reads them, so they are
//! moved to the table before anything else is begun: an owner must have one open row, not one in each ledger.

use super::context::Context;
use super::deployed::Place;
use super::error::CommandError;
use crate::cloud::{Clock, Cloud};
use crate::ledger::Ledger;
use crate::recycle::{CancelReason, Event, Happening, Phase, Row};
use jiff::Timestamp;

/// This machine's ledger and its open rows, where another one counts.
async fn found<C: Cloud, L: Ledger, K: Clock>(cx: &Context<C, L, K>) -> Result<Option<(L, Vec<Row>)>, CommandError> {
    // A sandbox has one ledger, whatever is deployed in it.
    if cx.is_sandbox || !cx.deployment().await?.is_deployed() {
        return Ok(None);
    }
    // Where there is no place for a ledger there is none.
    let Ok(here) = cx.ledger_at(&Place::Here).await else { return Ok(None) };
    let rows = here.open_rows().await?;
    Ok((!rows.is_empty()).then_some((here, rows)))
}

fn named(rows: &[Row]) -> String {
    rows.iter().map(|row| format!("{} ({})", row.owner, row.phase)).collect::<Vec<_>>().join(", ")
}

/// Say that there are some.
pub async fn warn<C: Cloud, L: Ledger, K: Clock>(cx: &Context<C, L, K>) {
    match found(cx).await {
        Ok(None) => {}
        Ok(Some((_, rows))) => cx.terminal.warn(format!(
            "this machine's ledger has open rows from before the stack was deployed: {}. `wsrecycle rebuild --resume` \
             moves them to the stack's.",
            named(&rows)
        )),
        Err(error) => cx.terminal.warn(format!("{}: {}", error.message, error.causes.join(": "))),
    }
}

/// Move them to the ledger that counts.
///
/// # Errors
/// Nothing was changed for the row that it names: a terminal has it in hand, or its owner has another one there.
pub async fn move_in<C: Cloud, L: Ledger, K: Clock>(cx: &Context<C, L, K>) -> Result<(), CommandError> {
    let Some((here, rows)) = found(cx).await? else { return Ok(()) };
    let all = named(&rows);
    moved(rows, &here, cx.ledger().await?, cx.clock.now()).await?;
    cx.terminal.note(format!("Moved from this machine's ledger to the stack's: {all}."));
    Ok(())
}

/// First there, then not here: whoever dies in between leaves a row in both, which is known by its beginning.
async fn moved<L: Ledger>(rows: Vec<Row>, here: &L, there: &L, now: Timestamp) -> Result<(), CommandError> {
    for mut row in rows {
        let owner = row.owner.clone();
        if let Some(lease) = row.lease.as_ref().filter(|lease| lease.until > now) {
            let message = format!("{} works on the desktop of {owner} with this machine's ledger", lease.holder);
            return Err(CommandError::failed(message).hint("try again when it has ended, or in two minutes"));
        }
        if !there.insert(&Row { lease: None, ..row.clone() }).await? {
            let open = there.get(&owner).await?;
            if open.is_none_or(|open| (open.opened_at, &open.old) != (row.opened_at, &row.old)) {
                let message = format!("{owner} has an open row in the stack's ledger and another in this machine's");
                return Err(CommandError::failed(message)
                    .hint("the stack's goes on by itself; try again when `wsrecycle status` shows that it has ended"));
            }
        }
        row.phase = Phase::Cancelled(CancelReason::Moved);
        row.phase_since = now;
        row.record(Event { at: now, what: Happening::Cancelled { reason: CancelReason::Moved } });
        here.save(&mut row).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::MemoryLedger;
    use crate::ledger::conformance::{at, row};
    use crate::recycle::{Lease, WorkspaceId};

    #[tokio::test]
    async fn rows_change_the_ledger_and_are_never_in_neither() {
        let (here, there) = (MemoryLedger::default(), MemoryLedger::default());
        let owed = Row { phase: Phase::Creating, attempts: 2, ..row("alice", 0) };
        here.insert(&owed).await.unwrap();
        moved(vec![owed.clone()], &here, &there, at(5)).await.unwrap();
        assert_eq!(there.open_rows().await.unwrap(), std::slice::from_ref(&owed));
        assert!(here.open_rows().await.unwrap().is_empty());
        assert_eq!(here.closed(1).await.unwrap()[0].phase, Phase::Cancelled(CancelReason::Moved));

        // Killed in between: it is in both, and taken for what it is.
        let (here, there) = (MemoryLedger::default(), MemoryLedger::default());
        here.insert(&owed).await.unwrap();
        let mut further = owed.clone();
        there.insert(&further).await.unwrap();
        further.attempts = 3;
        there.save(&mut further).await.unwrap();
        moved(vec![owed.clone()], &here, &there, at(5)).await.unwrap();
        assert_eq!(there.open_rows().await.unwrap(), [further]);
        assert!(here.open_rows().await.unwrap().is_empty());
    }

    #[tokio::test]
    async fn what_is_in_other_hands_stays_where_it_is() {
        let (here, there) = (MemoryLedger::default(), MemoryLedger::default());
        let lease = Some(Lease { holder: "terminal 7".into(), until: at(6) });
        let held = Row { lease, ..row("alice", 0) };
        here.insert(&held).await.unwrap();
        let error = moved(vec![held.clone()], &here, &there, at(5)).await.unwrap_err();
        assert!(error.message.starts_with("terminal 7 works on"), "{error:?}");
        assert!(there.open_rows().await.unwrap().is_empty());
        let other: WorkspaceId = "ws-another00".parse().unwrap();
        there.insert(&Row { old: other, ..row("alice", 3) }).await.unwrap();
        let error = moved(vec![held], &here, &there, at(9)).await.unwrap_err();
        assert!(error.message.contains("has an open row in the stack's ledger"), "{error:?}");
        assert_eq!(here.open_rows().await.unwrap().len(), 1);
    }
}
