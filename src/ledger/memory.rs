//! The ledger in memory: for the sandbox, which keeps it in its own file, and for tests.

use super::{Control, Ledger, LedgerError, Note, Pause, Sweeping, Ticker, Trip, Visit};
use crate::recycle::{Owner, Row, WorkspaceId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard};

/// Closed rows kept. The deployed ledger keeps them for 90 days instead.
const CLOSED_MAX: usize = 10_000;

/// The content of a ledger.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Book {
    /// By owner; a list in the file, because JSON keys are text.
    #[serde(with = "rows")]
    pub open: BTreeMap<Owner, Row>,
    /// The newest last.
    pub closed: Vec<Row>,
    pub control: Control,
    /// When each desktop's disconnect was told, of those that nobody has looked into.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub noted: BTreeMap<WorkspaceId, Timestamp>,
}

/// A ledger that several drivers may share.
#[derive(Debug, Clone, Default)]
pub struct MemoryLedger(Arc<Mutex<Book>>);

impl MemoryLedger {
    pub fn new(book: Book) -> Self {
        Self(Arc::new(Mutex::new(book)))
    }

    /// Look at the whole content, or change it as no driver would.
    pub fn book(&self) -> MutexGuard<'_, Book> {
        self.0.lock().expect("no panic happens while the book is held")
    }
}

impl Ledger for MemoryLedger {
    async fn get(&self, owner: &Owner) -> Result<Option<Row>, LedgerError> {
        Ok(self.book().open.get(owner).cloned())
    }

    async fn due(&self, now: Timestamp, limit: usize) -> Result<Vec<Row>, LedgerError> {
        let book = self.book();
        let mut rows: Vec<&Row> = book.open.values().filter(|row| row.due_at <= now).collect();
        rows.sort_by_key(|row| row.due_at);
        Ok(rows.into_iter().take(limit).cloned().collect())
    }

    async fn visit_open(&self, visit: Visit<'_>) -> Result<(), LedgerError> {
        let rows: Vec<Row> = self.book().open.values().cloned().collect();
        rows.into_iter().for_each(|row| visit(Ok(row)));
        Ok(())
    }

    async fn open_rows(&self) -> Result<Vec<Row>, LedgerError> {
        Ok(self.book().open.values().cloned().collect())
    }

    async fn failing(&self) -> Result<Vec<Row>, LedgerError> {
        Ok(self.book().open.values().filter(|row| row.attempts > 0).cloned().collect())
    }

    async fn calling(&self) -> Result<Vec<Row>, LedgerError> {
        Ok(self.book().open.values().filter(|row| row.attention.is_some()).cloned().collect())
    }

    async fn insert(&self, row: &Row) -> Result<bool, LedgerError> {
        let mut book = self.book();
        if book.open.contains_key(&row.owner) {
            return Ok(false);
        }
        book.open.insert(row.owner.clone(), row.clone());
        Ok(true)
    }

    async fn save(&self, row: &mut Row) -> Result<(), LedgerError> {
        let mut book = self.book();
        if book.open.get(&row.owner).is_none_or(|stored| !row.is_save_of(stored)) {
            return Err(LedgerError::Conflict(row.owner.clone()));
        }
        row.version += 1;
        if row.phase.is_closed() {
            book.open.remove(&row.owner);
            book.closed.push(row.clone());
            let surplus = book.closed.len().saturating_sub(CLOSED_MAX);
            book.closed.drain(..surplus);
        } else {
            book.open.insert(row.owner.clone(), row.clone());
        }
        Ok(())
    }

    async fn visit_closed(&self, limit: usize, visit: Visit<'_>) -> Result<(), LedgerError> {
        self.closed(limit).await?.into_iter().for_each(|row| visit(Ok(row)));
        Ok(())
    }

    async fn closed(&self, limit: usize) -> Result<Vec<Row>, LedgerError> {
        Ok(self.book().closed.iter().rev().take(limit).cloned().collect())
    }

    async fn control(&self) -> Result<Control, LedgerError> {
        Ok(self.book().control.clone())
    }

    async fn set_pause(&self, pause: Option<&Pause>) -> Result<(), LedgerError> {
        self.book().control.paused = pause.cloned();
        Ok(())
    }

    async fn set_swept(&self, at: Timestamp) -> Result<(), LedgerError> {
        self.book().control.swept_at = Some(at);
        Ok(())
    }

    async fn set_sweeping(&self, sweep: &Sweeping) -> Result<(), LedgerError> {
        self.book().control.sweep = Some(sweep.clone());
        Ok(())
    }

    async fn take_tick(&self, ticker: &Ticker) -> Result<bool, LedgerError> {
        let mut book = self.book();
        let is_admitted = book.control.admits(ticker);
        if is_admitted {
            book.control.ticker = Some(ticker.clone());
        }
        Ok(is_admitted)
    }

    async fn set_trip(&self, trip: Option<&Trip>) -> Result<(), LedgerError> {
        self.book().control.trip = trip.cloned();
        Ok(())
    }

    async fn note(&self, note: &Note) -> Result<bool, LedgerError> {
        self.book().noted.insert(note.desktop.clone(), note.at);
        Ok(true)
    }

    async fn noted(&self, limit: usize) -> Result<Vec<Note>, LedgerError> {
        let book = self.book();
        Ok(book.noted.iter().take(limit).map(|(desktop, at)| Note { desktop: desktop.clone(), at: *at }).collect())
    }

    async fn drop_note(&self, note: &Note) -> Result<(), LedgerError> {
        let mut book = self.book();
        if book.noted.get(&note.desktop) == Some(&note.at) {
            book.noted.remove(&note.desktop);
        }
        Ok(())
    }
}

mod rows {
    use super::{BTreeMap, Owner, Row};
    use serde::{Deserialize, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(rows: &BTreeMap<Owner, Row>, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(rows.values())
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<BTreeMap<Owner, Row>, D::Error> {
        let rows = Vec::<Row>::deserialize(from)?;
        Ok(rows.into_iter().map(|row| (row.owner.clone(), row)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn it_keeps_its_word() {
        super::super::conformance::a_ledger_keeps_its_word(&MemoryLedger::default()).await;
    }
}
