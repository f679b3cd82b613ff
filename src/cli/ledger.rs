//! The ledger that a command works in: the table of a deployed stack, or this machine's files. It only hands on.

use crate::ledger::{Control, FileLedger, Ledger, LedgerError, Note, Pause, Sweeping, Ticker, Trip, Visit};
use crate::recycle::{Owner, Row};
use jiff::Timestamp;

/// One of both. Which one is decided in `deployed.rs`.
#[derive(Debug, Clone)]
pub enum AnyLedger<T> {
    Table(T),
    File(FileLedger),
}

/// The same call to whichever it is.
macro_rules! either {
    ($self:ident, $ledger:ident => $call:expr) => {
        match $self {
            Self::Table($ledger) => $call.await,
            Self::File($ledger) => $call.await,
        }
    };
}

impl<T: Ledger> Ledger for AnyLedger<T> {
    async fn get(&self, owner: &Owner) -> Result<Option<Row>, LedgerError> {
        either!(self, ledger => ledger.get(owner))
    }

    async fn due(&self, now: Timestamp, limit: usize) -> Result<Vec<Row>, LedgerError> {
        either!(self, ledger => ledger.due(now, limit))
    }

    async fn visit_open(&self, visit: Visit<'_>) -> Result<(), LedgerError> {
        either!(self, ledger => ledger.visit_open(visit))
    }

    async fn open_rows(&self) -> Result<Vec<Row>, LedgerError> {
        either!(self, ledger => ledger.open_rows())
    }

    async fn failing(&self) -> Result<Vec<Row>, LedgerError> {
        either!(self, ledger => ledger.failing())
    }

    async fn calling(&self) -> Result<Vec<Row>, LedgerError> {
        either!(self, ledger => ledger.calling())
    }

    async fn insert(&self, row: &Row) -> Result<bool, LedgerError> {
        either!(self, ledger => ledger.insert(row))
    }

    async fn save(&self, row: &mut Row) -> Result<(), LedgerError> {
        either!(self, ledger => ledger.save(row))
    }

    async fn visit_closed(&self, limit: usize, visit: Visit<'_>) -> Result<(), LedgerError> {
        either!(self, ledger => ledger.visit_closed(limit, visit))
    }

    async fn closed(&self, limit: usize) -> Result<Vec<Row>, LedgerError> {
        either!(self, ledger => ledger.closed(limit))
    }

    async fn control(&self) -> Result<Control, LedgerError> {
        either!(self, ledger => ledger.control())
    }

    async fn set_pause(&self, pause: Option<&Pause>) -> Result<(), LedgerError> {
        either!(self, ledger => ledger.set_pause(pause))
    }

    async fn set_swept(&self, at: Timestamp) -> Result<(), LedgerError> {
        either!(self, ledger => ledger.set_swept(at))
    }

    async fn set_sweeping(&self, sweep: &Sweeping) -> Result<(), LedgerError> {
        either!(self, ledger => ledger.set_sweeping(sweep))
    }

    async fn take_tick(&self, ticker: &Ticker) -> Result<bool, LedgerError> {
        either!(self, ledger => ledger.take_tick(ticker))
    }

    async fn set_trip(&self, trip: Option<&Trip>) -> Result<(), LedgerError> {
        either!(self, ledger => ledger.set_trip(trip))
    }

    async fn note(&self, note: &Note) -> Result<bool, LedgerError> {
        either!(self, ledger => ledger.note(note))
    }

    async fn noted(&self, limit: usize) -> Result<Vec<Note>, LedgerError> {
        either!(self, ledger => ledger.noted(limit))
    }

    async fn drop_note(&self, note: &Note) -> Result<(), LedgerError> {
        either!(self, ledger => ledger.drop_note(note))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::{MemoryLedger, conformance};

    #[tokio::test]
    async fn whichever_it_is_it_keeps_its_word() {
        let table = AnyLedger::Table(MemoryLedger::default());
        conformance::a_ledger_keeps_its_word(&table).await;
        // What the port does by itself where a ledger keeps no notes would be lost in silence here.
        let note = Note { desktop: "ws-0a1b2c3d4".parse().unwrap(), at: conformance::at(0) };
        assert!(table.note(&note).await.unwrap());
        let dir = tempfile::tempdir().unwrap();
        conformance::a_ledger_keeps_its_word(&AnyLedger::<MemoryLedger>::File(FileLedger::at(dir.path()))).await;
    }
}
