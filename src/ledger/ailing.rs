//! For tests: a ledger in memory of which one part fails.

use super::{Control, Ledger, LedgerError, MemoryLedger, Note, Pause, Sweeping, Ticker, Trip, Unreadable, Visit};
use crate::recycle::{Owner, Row};
use jiff::Timestamp;
use std::sync::Mutex;

pub(crate) struct Ailing {
    pub ledger: MemoryLedger,
    /// The method that fails.
    ails: &'static str,
    error: fn() -> LedgerError,
    /// Whose row alone cannot be read or written, if not all of a method fails.
    of: Option<Owner>,
    /// That row can be read, though.
    only_refuses: bool,
    /// The control at each failure.
    pub seen: Mutex<Vec<Control>>,
}

impl Ailing {
    pub fn new(ledger: MemoryLedger, ails: &'static str, error: fn() -> LedgerError) -> Self {
        Self { ledger, ails, error, of: None, only_refuses: false, seen: Mutex::default() }
    }

    /// The row of this owner is damaged: whoever comes across it hears so.
    pub fn row(ledger: MemoryLedger, of: Owner, error: fn() -> LedgerError) -> Self {
        Self { of: Some(of), ..Self::new(ledger, "", error) }
    }

    /// The row of this owner can be read, and not be saved.
    pub fn refusing(ledger: MemoryLedger, of: Owner, error: fn() -> LedgerError) -> Self {
        Self { only_refuses: true, ..Self::row(ledger, of, error) }
    }

    fn of(&self, owner: &Owner) -> Result<&MemoryLedger, LedgerError> {
        let is_damaged = !self.only_refuses && self.of.as_ref() == Some(owner);
        if is_damaged { Err((self.error)()) } else { Ok(&self.ledger) }
    }

    fn of_all(&self) -> Result<&MemoryLedger, LedgerError> {
        if self.of.is_some() && !self.only_refuses { Err((self.error)()) } else { Ok(&self.ledger) }
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
        self.of(owner)?;
        self.unless_ailing("get")?.get(owner).await
    }

    async fn due(&self, now: Timestamp, limit: usize) -> Result<Vec<Row>, LedgerError> {
        let mut due = self.unless_ailing("due")?.due(now, limit).await?;
        due.retain(|row| self.of(&row.owner).is_ok());
        Ok(due)
    }

    async fn visit_open(&self, visit: Visit<'_>) -> Result<(), LedgerError> {
        let ledger = self.unless_ailing("visit_open")?;
        let mut unless_damaged = |row: Result<Row, Unreadable>| {
            visit(row.and_then(|row| match self.of(&row.owner) {
                Ok(_) => Ok(row),
                Err(error) => Err(Unreadable { owner: Some(row.owner), error }),
            }));
        };
        ledger.visit_open(&mut unless_damaged).await
    }

    async fn open_rows(&self) -> Result<Vec<Row>, LedgerError> {
        self.of_all()?;
        self.unless_ailing("open_rows")?.open_rows().await
    }

    async fn failing(&self) -> Result<Vec<Row>, LedgerError> {
        self.of_all()?;
        self.unless_ailing("failing")?.failing().await
    }

    async fn calling(&self) -> Result<Vec<Row>, LedgerError> {
        self.of_all()?;
        self.unless_ailing("calling")?.calling().await
    }

    async fn insert(&self, row: &Row) -> Result<bool, LedgerError> {
        self.of(&row.owner)?;
        self.unless_ailing("insert")?.insert(row).await
    }

    async fn save(&self, row: &mut Row) -> Result<(), LedgerError> {
        if self.of.as_ref() == Some(&row.owner) {
            return Err((self.error)());
        }
        self.unless_ailing("save")?.save(row).await
    }

    async fn visit_closed(&self, limit: usize, visit: Visit<'_>) -> Result<(), LedgerError> {
        self.unless_ailing("visit_closed")?.visit_closed(limit, visit).await
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

    async fn set_sweeping(&self, sweep: &Sweeping) -> Result<(), LedgerError> {
        self.unless_ailing("set_sweeping")?.set_sweeping(sweep).await
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
