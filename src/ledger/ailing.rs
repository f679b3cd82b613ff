//! For tests: a ledger in memory of which one part fails.

use super::{Control, Ledger, LedgerError, MemoryLedger, Note, Pause, Ticker, Trip};
use crate::recycle::{Owner, Row};
use jiff::Timestamp;
use std::sync::Mutex;

pub(crate) struct Ailing {
    pub ledger: MemoryLedger,
    /// The method that fails.
    ails: &'static str,
    error: fn() -> LedgerError,
    /// The control at each failure.
    pub seen: Mutex<Vec<Control>>,
}

impl Ailing {
    pub fn new(ledger: MemoryLedger, ails: &'static str, error: fn() -> LedgerError) -> Self {
        Self { ledger, ails, error, seen: Mutex::default() }
    }

    fn unless_ailing(&self, method: &str) -> Result<&MemoryLedger, LedgerError> {
        if method != self.ails {
            return Ok(&self.ledger);
        }
        self.seen.lock().unwrap().push(self.ledger.book().control.clone());
        Err((self.error)())
    }
}

impl Ledger for Ailing {
    async fn get(&self, owner: &Owner) -> Result<Option<Row>, LedgerError> {
        self.unless_ailing("get")?.get(owner).await
    }

    async fn due(&self, now: Timestamp, limit: usize) -> Result<Vec<Row>, LedgerError> {
        self.unless_ailing("due")?.due(now, limit).await
    }

    async fn open_rows(&self) -> Result<Vec<Row>, LedgerError> {
        self.unless_ailing("open_rows")?.open_rows().await
    }

    async fn failing(&self) -> Result<Vec<Row>, LedgerError> {
        self.unless_ailing("failing")?.failing().await
    }

    async fn insert(&self, row: &Row) -> Result<bool, LedgerError> {
        self.unless_ailing("insert")?.insert(row).await
    }

    async fn save(&self, row: &mut Row) -> Result<(), LedgerError> {
        self.unless_ailing("save")?.save(row).await
    }

    async fn closed(&self, limit: usize) -> Result<Vec<Row>, LedgerError> {
        self.unless_ailing("closed")?.closed(limit).await
    }

    async fn control(&self) -> Result<Control, LedgerError> {
        self.unless_ailing("control")?.control().await
    }

    async fn set_pause(&self, pause: Option<&Pause>) -> Result<(), LedgerError> {
        self.unless_ailing("set_pause")?.set_pause(pause).await
    }

    async fn set_swept(&self, at: Timestamp) -> Result<(), LedgerError> {
        self.unless_ailing("set_swept")?.set_swept(at).await
    }

    async fn take_tick(&self, ticker: &Ticker) -> Result<bool, LedgerError> {
        self.unless_ailing("take_tick")?.take_tick(ticker).await
    }

    async fn set_trip(&self, trip: Option<&Trip>) -> Result<(), LedgerError> {
        self.unless_ailing("set_trip")?.set_trip(trip).await
    }

    async fn note(&self, note: &Note) -> Result<bool, LedgerError> {
        self.unless_ailing("note")?.note(note).await
    }

    async fn noted(&self, limit: usize) -> Result<Vec<Note>, LedgerError> {
        self.unless_ailing("noted")?.noted(limit).await
    }

    async fn drop_note(&self, note: &Note) -> Result<(), LedgerError> {
        self.unless_ailing("drop_note")?.drop_note(note).await
    }
}
