//! The ledger of a deployed stack: one DynamoDB table, whose keys `stack::picture::LEDGER_KEYS` says.
//!
//! ```text
//! pk       sk                             what
//! open     alice@d-90670a1b2c             an owner's open row; the index `open` has it under `due_at`
//! closed   <phase_since>#<owner>#<old>    a closed row, kept for 90 days
//! ailing   alice@d-90670a1b2c             a copy of an open row whose creation failed or that calls for a person
//! control  control                        pause, sweep, tick and breaker, an attribute each
//! noted    ws-0a1b2c3d4                   a disconnect that was told, until it is looked into
//! ```
//!
//! A row is kept whole, as JSON text in `row`; the attributes beside it serve conditions and the index only. `item.rs`
//! makes and reads items, `save.rs` writes rows, `control.rs` the control, `notes.rs`
//! notes, `ailing.rs` says what the copies are for and what they are worth, `passing.rs` which refusals pass.
//!
//! What keeps two drivers apart: every write of a row is conditional on the row that it was made from, so what was read
//! may be old, and is found out at the save. What a lost answer can do: nothing. The SDK sends a write again whose
//! answer it did not see, and the second one is refused because of the first; so every write leaves a mark of its own
//! in the item, and a refusal that shows this very mark is a success. A mark and not the content, because two drivers
//! may want to write the same.
//!
//! What a damaged item, or one of a newer program, can do: nobody who reads it so overwrites or removes it. `get`,
//! `insert` and `save` of its owner, `open_rows` and `failing` answer with the error that names it; `due` leaves it
//! out, so that everybody else's desktop goes on. Two limits: `failing` does not read rows whose attributes say that no
//! creation has failed, nor, while this process has not come across one that it cannot read, any row that has no copy;
//! and a driver that had a row in hand before its `row` was broken by hand, and nothing beside it, saves over that.
//! Whoever edits a row raises its `version`, in the row and beside it, and no driver does.
//!
//! Facts (DynamoDB Developer Guide and API Reference, seen 2026-11-22): a Query reads at most 1 MB before its filter is
//! applied and costs the same with and without one ("Filter expressions for the Query operation"); an index is read
//! eventually consistent only ("Query", `ConsistentRead`); an item holds 400 KB and a sort key 1,024 bytes ("Quotas");
//! what has expired is shown until it is deleted, within days ("UpdateTimeToLive").

mod ailing;
mod control;
mod item;
mod notes;
mod passing;
mod save;

use super::AwsCloud;
use super::failure::Place;
use crate::ledger::{Control, Ledger, LedgerError, Note, Pause, Sweeping, Ticker, Trip, Unreadable, Visit};
use crate::recycle::{Owner, Row};
use aws_sdk_dynamodb::config::http::HttpResponse;
use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_dynamodb::operation::query::builders::QueryFluentBuilder;
use item::{CLOSED, Item, OPEN, sortable, text};
use jiff::Timestamp;
use std::error::Error;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// What was done when a call failed, for people.
const READ: &str = "read";
const WRITE: &str = "write to";

/// The ledger in a table of DynamoDB. Cheap to clone; a clone is the same ledger.
#[derive(Debug, Clone)]
pub struct TableLedger {
    client: aws_sdk_dynamodb::Client,
    place: Arc<Place>,
    table: String,
    /// This process has seen that every open row that ails has its copy.
    has_all_copies: Arc<AtomicBool>,
}

impl AwsCloud {
    /// The ledger in this table. Nothing is asked yet: whether the table is there shows at the first use.
    pub fn ledger(&self, table: &str) -> TableLedger {
        let client = aws_sdk_dynamodb::Client::clone(self.dynamodb());
        TableLedger { client, place: self.place.clone(), table: table.to_owned(), has_all_copies: Arc::default() }
    }
}

impl TableLedger {
    /// The name of the table.
    pub fn table(&self) -> &str {
        &self.table
    }

    /// By this name, because a test finds the calls that need permissions by it.
    fn dynamodb(&self) -> &aws_sdk_dynamodb::Client {
        &self.client
    }

    fn failed<E>(&self, doing: &'static str, call: &str, error: SdkError<E, HttpResponse>) -> LedgerError
    where
        E: ProvideErrorMetadata + Error + Send + Sync + 'static,
    {
        let source = Box::new(self.place.refusal(call, error));
        LedgerError::Call { doing, table: self.table.clone(), source }
    }

    /// One item as it is now, not as it was a moment ago.
    async fn item(&self, pk: &str, sk: &str) -> Result<Option<Item>, LedgerError> {
        let call = self.dynamodb().get_item().table_name(&self.table).consistent_read(true);
        let answer = call.key("pk", text(pk)).key("sk", text(sk)).send().await;
        Ok(answer.map_err(|error| self.failed(READ, "GetItem", error))?.item)
    }

    /// A query of the table for everything under one `pk`, as it is now.
    fn query(&self, pk: &str) -> QueryFluentBuilder {
        let query = self.dynamodb().query().table_name(&self.table).consistent_read(true);
        query.key_condition_expression("pk = :pk").expression_attribute_values(":pk", text(pk))
    }

    /// At most `limit` rows that a query finds, page by page.
    async fn rows(
        &self,
        query: QueryFluentBuilder,
        limit: usize,
        read: impl Fn(&Item) -> Result<Option<Row>, LedgerError> + Send,
    ) -> Result<Vec<Row>, LedgerError> {
        let (mut rows, mut pages) = (vec![], query.into_paginator().send());
        while rows.len() < limit {
            // A page may be empty although there are more: what the filter takes away was read all the same.
            let Some(page) = pages.next().await else { break };
            for item in page.map_err(|error| self.failed(READ, "Query", error))?.items() {
                rows.extend(read(item)?);
            }
        }
        rows.truncate(limit);
        Ok(rows)
    }

    /// An open row. If it cannot be read, nobody vouches for the copies any more.
    fn readable(&self, item: &Item) -> Result<Row, LedgerError> {
        let row = item::row(&self.table, item);
        if row.is_err() {
            self.has_all_copies.store(false, Ordering::Relaxed);
        }
        row
    }
}

impl Ledger for TableLedger {
    async fn get(&self, owner: &Owner) -> Result<Option<Row>, LedgerError> {
        let item = self.item(OPEN, &owner.key()).await?;
        item.map(|item| item::row(&self.table, &item)).transpose()
    }

    /// From the index, which knows a write some moments later. That is harmless: a row that has been saved meanwhile
    /// cannot be saved from what is answered here, and one that is not shown yet is shown a minute later.
    async fn due(&self, now: Timestamp, limit: usize) -> Result<Vec<Row>, LedgerError> {
        if limit == 0 {
            return Ok(vec![]);
        }
        let query = self.dynamodb().query().table_name(&self.table).index_name("open");
        let query = query.key_condition_expression("#open = :open AND due_at <= :now");
        let query = query.expression_attribute_names("#open", "open").expression_attribute_values(":open", text(OPEN));
        let query = query.expression_attribute_values(":now", text(sortable(now)));
        let query = query.limit(i32::try_from(limit).unwrap_or(i32::MAX));
        self.rows(query, limit, |item| Ok(self.readable(item).ok())).await
    }

    async fn visit_open(&self, visit: Visit<'_>) -> Result<(), LedgerError> {
        let mut pages = self.query(OPEN).into_paginator().send();
        while let Some(page) = pages.next().await {
            for item in page.map_err(|error| self.failed(READ, "Query", error))?.items() {
                let row = self.readable(item);
                visit(row.map_err(|error| Unreadable { owner: item::owner(item), error }));
            }
        }
        Ok(())
    }

    /// From the table, because nobody may believe that nothing is owed when something is. A row that is opened while
    /// the pages are read may be left out.
    async fn open_rows(&self) -> Result<Vec<Row>, LedgerError> {
        let mut rows = self.rows(self.query(OPEN), usize::MAX, |item| self.readable(item).map(Some)).await?;
        rows.sort_by(|a, b| a.owner.cmp(&b.owner));
        Ok(rows)
    }

    async fn failing(&self) -> Result<Vec<Row>, LedgerError> {
        ailing::failing(self).await
    }

    async fn calling(&self) -> Result<Vec<Row>, LedgerError> {
        ailing::calling(self).await
    }

    async fn insert(&self, row: &Row) -> Result<bool, LedgerError> {
        save::insert(self, row).await
    }

    async fn save(&self, row: &mut Row) -> Result<(), LedgerError> {
        save::save(self, row).await
    }

    async fn visit_closed(&self, limit: usize, visit: Visit<'_>) -> Result<(), LedgerError> {
        if limit == 0 {
            return Ok(());
        }
        let query = self.query(CLOSED).scan_index_forward(false).limit(i32::try_from(limit).unwrap_or(i32::MAX));
        let (mut left, mut pages) = (limit, query.into_paginator().send());
        while left > 0 {
            let Some(page) = pages.next().await else { break };
            for item in page.map_err(|error| self.failed(READ, "Query", error))?.items().iter().take(left) {
                left -= 1;
                visit(item::row(&self.table, item).map_err(|error| Unreadable { owner: None, error }));
            }
        }
        Ok(())
    }

    async fn closed(&self, limit: usize) -> Result<Vec<Row>, LedgerError> {
        let mut rows = vec![];
        self.visit_closed(limit, &mut |row| rows.push(row.map_err(|unreadable| unreadable.error))).await?;
        rows.into_iter().collect()
    }

    async fn control(&self) -> Result<Control, LedgerError> {
        control::read(self).await
    }

    async fn set_pause(&self, pause: Option<&Pause>) -> Result<(), LedgerError> {
        control::set(self, "paused", pause.map(item::json)).await
    }

    async fn set_swept(&self, at: Timestamp) -> Result<(), LedgerError> {
        control::set(self, "swept_at", Some(item::json(&at))).await
    }

    async fn set_sweeping(&self, sweep: &Sweeping) -> Result<(), LedgerError> {
        control::set(self, "sweep", Some(item::json(sweep))).await
    }

    async fn take_tick(&self, ticker: &Ticker) -> Result<bool, LedgerError> {
        control::take_tick(self, ticker).await
    }

    async fn set_trip(&self, trip: Option<&Trip>) -> Result<(), LedgerError> {
        control::set(self, "trip", trip.map(item::json)).await
    }

    async fn note(&self, note: &Note) -> Result<bool, LedgerError> {
        notes::write(self, note).await.map(|()| true)
    }

    async fn noted(&self, limit: usize) -> Result<Vec<Note>, LedgerError> {
        notes::read(self, limit).await
    }

    async fn drop_note(&self, note: &Note) -> Result<(), LedgerError> {
        notes::remove(self, note).await
    }
}
