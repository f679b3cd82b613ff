//! The ledger as a table of DynamoDB: that in memory, and the time that a table takes.
//!
//! A call takes some milliseconds (3 to 8 here; AWS says "single-digit" and no more). What is under one key of a table
//! or an index is in one partition, which reads 3,000 units a second, 4 KB each as it is now or 8 KB as it was a
//! moment ago, and writes 1,000 units of 1 KB ("Best practices for designing and using partition keys", DynamoDB
//! Developer Guide, seen 2026-11-25). A transaction costs twice that ("DynamoDB on-demand capacity mode", from
//! memory). Who comes too fast waits here, where DynamoDB would refuse and the SDK try again. The one read of all open
//! rows in each new process (`cloud/aws/ledger/ailing.rs`) is left out.

use super::super::Sandbox;
use crate::cloud::Clock;
use crate::ledger::{Control, Ledger, LedgerError, MemoryLedger, Note, Pause, Sweeping, Ticker, Trip, Visit};
use crate::recycle::{Owner, Row};
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

/// From a call to its answer, beside what the partition takes.
const LATENCY_MS: (i64, i64) = (3, 8);

/// What a partition is asked for, in bytes a second.
#[derive(Clone, Copy)]
enum Ask {
    Read = 3_000 * 4_096,
    ReadStale = 3_000 * 8_192,
    Write = 1_000 * 1_024,
    WriteAll = 500 * 1_024,
}

/// The ledger of the whole account. Cheap to clone; a clone is the same ledger.
#[derive(Clone)]
pub struct Table {
    pub memory: MemoryLedger,
    sandbox: Sandbox,
    /// Until when each partition is busy.
    busy: Arc<Mutex<BTreeMap<&'static str, Timestamp>>>,
}

fn bytes(content: &impl Serialize) -> usize {
    serde_json::to_vec(content).map_or(0, |text| text.len())
}

impl Table {
    pub fn new(memory: MemoryLedger, sandbox: Sandbox) -> Self {
        Self { memory, sandbox, busy: Arc::default() }
    }

    /// Let the time pass that a call takes.
    async fn takes(&self, partition: &'static str, ask: Ask, bytes: usize) {
        let (low, high) = LATENCY_MS;
        let latency_ms = self.sandbox.world().chance.between(low, high);
        let now = self.sandbox.now();
        let until = {
            let mut busy = self.busy.lock().expect("nobody panics while the partitions are held");
            let until = busy.get(partition).copied().unwrap_or(now).max(now);
            // No answer is smaller than a unit.
            let took = SignedDuration::from_secs_f64(bytes.max(1_024) as f64 / f64::from(ask as i32));
            busy.insert(partition, until + took);
            until + took
        };
        self.sandbox.sleep(until.duration_since(now) + SignedDuration::from_millis(latency_ms)).await;
    }

    async fn rows(&self, partition: &'static str, ask: Ask, rows: Vec<Row>) -> Result<Vec<Row>, LedgerError> {
        self.takes(partition, ask, rows.iter().map(bytes).sum()).await;
        Ok(rows)
    }

    /// A row is written to its table and to the index, or with its copy, or closed.
    async fn wrote(&self, row: &Row) {
        let bytes = bytes(row);
        let is_transaction = row.phase.is_closed() || row.attempts > 0 || row.attention.is_some();
        let ask = if is_transaction { Ask::WriteAll } else { Ask::Write };
        self.takes("open", ask, bytes).await;
    }
}

impl Ledger for Table {
    async fn get(&self, owner: &Owner) -> Result<Option<Row>, LedgerError> {
        let row = self.memory.get(owner).await?;
        self.takes("open", Ask::Read, row.as_ref().map_or(0, bytes)).await;
        Ok(row)
    }

    async fn due(&self, now: Timestamp, limit: usize) -> Result<Vec<Row>, LedgerError> {
        self.rows("index", Ask::ReadStale, self.memory.due(now, limit).await?).await
    }

    async fn visit_open(&self, visit: Visit<'_>) -> Result<(), LedgerError> {
        let rows = self.memory.open_rows().await?;
        let rows = self.rows("open", Ask::Read, rows).await?;
        rows.into_iter().for_each(|row| visit(Ok(row)));
        Ok(())
    }

    async fn open_rows(&self) -> Result<Vec<Row>, LedgerError> {
        self.rows("open", Ask::Read, self.memory.open_rows().await?).await
    }

    async fn failing(&self) -> Result<Vec<Row>, LedgerError> {
        self.rows("ailing", Ask::Read, self.memory.failing().await?).await
    }

    async fn calling(&self) -> Result<Vec<Row>, LedgerError> {
        self.rows("ailing", Ask::Read, self.memory.calling().await?).await
    }

    async fn insert(&self, row: &Row) -> Result<bool, LedgerError> {
        let is_new = self.memory.insert(row).await;
        self.wrote(row).await;
        is_new
    }

    async fn save(&self, row: &mut Row) -> Result<(), LedgerError> {
        let saved = self.memory.save(row).await;
        self.wrote(row).await;
        saved
    }

    async fn visit_closed(&self, limit: usize, visit: Visit<'_>) -> Result<(), LedgerError> {
        self.closed(limit).await?.into_iter().for_each(|row| visit(Ok(row)));
        Ok(())
    }

    async fn closed(&self, limit: usize) -> Result<Vec<Row>, LedgerError> {
        self.rows("closed", Ask::Read, self.memory.closed(limit).await?).await
    }

    async fn control(&self) -> Result<Control, LedgerError> {
        let control = self.memory.control().await;
        self.takes("control", Ask::Read, 0).await;
        control
    }

    async fn set_pause(&self, pause: Option<&Pause>) -> Result<(), LedgerError> {
        self.takes("control", Ask::Write, 0).await;
        self.memory.set_pause(pause).await
    }

    async fn set_swept(&self, at: Timestamp) -> Result<(), LedgerError> {
        self.takes("control", Ask::Write, 0).await;
        self.memory.set_swept(at).await
    }

    async fn set_sweeping(&self, sweep: &Sweeping) -> Result<(), LedgerError> {
        self.takes("control", Ask::Write, 0).await;
        self.memory.set_sweeping(sweep).await
    }

    async fn take_tick(&self, ticker: &Ticker) -> Result<bool, LedgerError> {
        self.takes("control", Ask::Write, 0).await;
        self.memory.take_tick(ticker).await
    }

    async fn set_trip(&self, trip: Option<&Trip>) -> Result<(), LedgerError> {
        self.takes("control", Ask::Write, 0).await;
        self.memory.set_trip(trip).await
    }

    async fn note(&self, note: &Note) -> Result<bool, LedgerError> {
        self.takes("noted", Ask::Write, 0).await;
        self.memory.note(note).await
    }

    async fn noted(&self, limit: usize) -> Result<Vec<Note>, LedgerError> {
        let notes = self.memory.noted(limit).await?;
        self.takes("noted", Ask::Read, notes.iter().map(bytes).sum()).await;
        Ok(notes)
    }

    async fn drop_note(&self, note: &Note) -> Result<(), LedgerError> {
        self.takes("noted", Ask::Write, 0).await;
        self.memory.drop_note(note).await
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::World;
    use super::super::super::clockwork::{Clockwork, Work};
    use super::*;
    use crate::ledger::conformance::{a_ledger_keeps_its_word, row};

    /// How long it took.
    fn took(work: impl FnOnce(Table) -> Work) -> SignedDuration {
        let start = Timestamp::UNIX_EPOCH;
        let sandbox = Sandbox::timed(World::new(1, start));
        let mut clockwork = Clockwork::new(sandbox.clone());
        let (ended, clock) = (Arc::new(Mutex::new(start)), sandbox.clone());
        let (work, ended_at) = (work(Table::new(MemoryLedger::default(), sandbox.clone())), ended.clone());
        clockwork.spawn(Box::pin(async move {
            work.await;
            *ended_at.lock().unwrap() = clock.now();
        }));
        while !clockwork.is_idle() {
            clockwork.step(start + SignedDuration::from_hours(1));
        }
        let ended = *ended.lock().unwrap();
        ended.duration_since(start)
    }

    #[test]
    fn it_keeps_its_word() {
        took(|table| Box::pin(async move { a_ledger_keeps_its_word(&table).await }));
    }

    #[test]
    fn all_rows_take_what_a_partition_takes() {
        let mut row = row("alice", 0);
        row.history = vec![row.history[0].clone(); 40];
        let (rows, each) = (1_000, bytes(&row));
        let long = move |table: Table| -> Work {
            Box::pin(async move {
                for n in 0..rows {
                    let mut row = row.clone();
                    row.owner.user = format!("user{n:04}");
                    assert!(table.memory.insert(&row).await.unwrap());
                }
                assert_eq!(table.open_rows().await.unwrap().len(), rows);
            })
        };
        let least_ms = (rows * each) as f64 / (3_000.0 * 4.096);
        let took_ms = took(long).as_secs_f64() * 1_000.0;
        assert!((least_ms..least_ms + 20.0).contains(&took_ms), "{took_ms} ms of {least_ms}");
    }
}
