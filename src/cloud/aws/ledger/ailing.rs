//! Open rows with a failed creation, or that call for a person: few, and asked for often.
//!
//! A Query reads all that is under its `pk` before it filters, and 20,000 open rows are some 24 MB, which one partition
//! gives out in two seconds. So each of these rows has a second item under a `pk` of its own, a copy, which is written
//! in the transaction that saves the row and removed in the one that closes it: the breaker may not be late (promise
//! R7).
//!
//! - While `attempts`, which never falls, is above zero, every save writes the copy: it is the row as it stands.
//! - A row that only called for a person may have been put right since, and is saved without its copy then. So whoever
//!   was not told yet is looked up before he is.
//!
//! A program from before there were copies leaves none, and does not remove one. So the first time, and until all is
//! found to agree, a process reads the open rows themselves and believes those; it removes a copy whose row has gone.
//! It does so again once it has come across a row that it cannot read.

use super::item::{self, Item, number, text};
use super::{READ, TableLedger, WRITE};
use crate::ledger::LedgerError;
use crate::recycle::Row;
use crate::recycle::row::SCHEMA;
use aws_sdk_dynamodb::operation::delete_item::DeleteItemError;
use std::collections::BTreeMap;
use std::sync::atomic::Ordering;

/// The `pk` of the copies; their `sk` is that of the row.
pub(super) const AILING: &str = "ailing";

/// Whether a row has a copy.
pub(super) fn has_copy(row: &Row) -> bool {
    row.attempts > 0 || row.attention.is_some()
}

/// Open rows with a failed creation, as they are now.
pub(super) async fn failing(ledger: &TableLedger) -> Result<Vec<Row>, LedgerError> {
    let mut rows = all(ledger).await?;
    rows.retain(|row| row.attempts > 0);
    Ok(rows)
}

/// Open rows that call for a person.
pub(super) async fn calling(ledger: &TableLedger) -> Result<Vec<Row>, LedgerError> {
    let mut calling = vec![];
    for row in all(ledger).await?.into_iter().filter(|row| row.attention.is_some()) {
        if row.attempts > 0 || row.alerted == row.attention {
            calling.push(row);
        } else {
            let found = ledger.item(item::OPEN, &row.owner.key()).await?;
            let found = found.map(|found| item::row(&ledger.table, &found)).transpose()?;
            calling.extend(found.filter(|row| row.attention.is_some()));
        }
    }
    Ok(calling)
}

/// By owner.
async fn all(ledger: &TableLedger) -> Result<Vec<Row>, LedgerError> {
    // First the copies, then the rows: what is missing among the later ones has gone since.
    let copies = copies(ledger).await?;
    let rows = if ledger.has_all_copies.load(Ordering::Relaxed) {
        copies.into_values().map(|(row, _)| row).collect()
    } else {
        compared(ledger, copies).await?
    };
    let mut rows: Vec<Row> = rows;
    rows.sort_by(|a, b| a.owner.cmp(&b.owner));
    Ok(rows)
}

/// By key, each with its mark.
type Copies = BTreeMap<String, (Row, Option<String>)>;

async fn copies(ledger: &TableLedger) -> Result<Copies, LedgerError> {
    let (mut copies, mut pages) = (Copies::new(), ledger.query(AILING).into_paginator().send());
    while let Some(page) = pages.next().await {
        for item in page.map_err(|error| ledger.failed(READ, "Query", error))?.items() {
            let row = item::row(&ledger.table, item)?;
            copies.insert(row.owner.key(), (row, item::mark_of(item)));
        }
    }
    Ok(copies)
}

/// What the rows themselves say, next to their copies.
async fn compared(ledger: &TableLedger, copies: Copies) -> Result<Vec<Row>, LedgerError> {
    // What this program does not understand is answered as well, and is then an error.
    let filter = "#attempts > :zero OR contains(#row, :attention) OR #schema > :known \
                  OR NOT (attribute_type(#attempts, :number) AND attribute_type(#schema, :number))";
    let query = ledger.query(item::OPEN).filter_expression(filter);
    let query = query.expression_attribute_names("#attempts", "attempts").expression_attribute_names("#row", "row");
    let query = query.expression_attribute_names("#schema", "schema");
    let query = query.expression_attribute_values(":zero", number(0));
    let query = query.expression_attribute_values(":attention", text("\"attention\":"));
    let query = query.expression_attribute_values(":known", number(SCHEMA));
    let query = query.expression_attribute_values(":number", text("N"));
    let read = |item: &Item| item::row(&ledger.table, item).map(|row| Some(row).filter(has_copy));
    let rows = ledger.rows(query, usize::MAX, read).await?;

    let have_copies = rows.iter().all(|row| copies.contains_key(&row.owner.key()));
    let is_left_behind = |copy: &Row| copy.attempts > 0 && !rows.iter().any(|row| row.owner == copy.owner);
    let mut are_true = true;
    for (copy, mark) in copies.values().filter(|(copy, _)| is_left_behind(copy)) {
        are_true = false;
        remove(ledger, copy, mark.as_deref()).await?;
    }
    ledger.has_all_copies.store(have_copies && are_true, Ordering::Relaxed);
    Ok(rows)
}

/// Remove a copy, unless it was written anew.
async fn remove(ledger: &TableLedger, copy: &Row, mark: Option<&str>) -> Result<(), LedgerError> {
    let call = ledger.dynamodb().delete_item().table_name(&ledger.table);
    let call = call.key("pk", text(AILING)).key("sk", text(copy.owner.key()));
    let call = call.condition_expression("#mark = :mark").expression_attribute_names("#mark", "mark");
    let Err(error) = call.expression_attribute_values(":mark", text(mark.unwrap_or_default())).send().await else {
        return Ok(());
    };
    match error.as_service_error() {
        Some(DeleteItemError::ConditionalCheckFailedException(_)) => Ok(()),
        _ => Err(ledger.failed(WRITE, "DeleteItem", error)),
    }
}
