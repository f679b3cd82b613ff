//! Notes of disconnects: an item each, so that a thousand functions can write at once and none waits for another.
//!
//! Nothing is owed because of a note. So one that cannot be read is left out, and one that nobody looked into for a day
//! may go: the sweep has found its desktop long before.

use super::item::{Item, number, sortable, text};
use super::{READ, TableLedger, WRITE};
use crate::ledger::{LedgerError, Note};
use crate::recycle::row::later;
use crate::stack::picture::LEDGER_TTL;
use aws_sdk_dynamodb::operation::delete_item::DeleteItemError;
use jiff::SignedDuration;

/// The `pk` of notes; the desktop is the `sk`.
const NOTED: &str = "noted";
const KEPT: SignedDuration = SignedDuration::from_hours(24);

/// Sent twice it does the same: a lost answer needs no mark here.
pub(super) async fn write(ledger: &TableLedger, note: &Note) -> Result<(), LedgerError> {
    let call = ledger.dynamodb().put_item().table_name(&ledger.table);
    let call = call.item("pk", text(NOTED)).item("sk", text(note.desktop.as_str()));
    let call = call.item("at", text(sortable(note.at)));
    let call = call.item(LEDGER_TTL, number(later(note.at, KEPT).as_second()));
    call.send().await.map_err(|error| ledger.failed(WRITE, "PutItem", error))?;
    Ok(())
}

/// Those of one page at most: the others come when these have gone.
pub(super) async fn read(ledger: &TableLedger, limit: usize) -> Result<Vec<Note>, LedgerError> {
    if limit == 0 {
        return Ok(vec![]);
    }
    let query = ledger.query(NOTED).limit(i32::try_from(limit).unwrap_or(i32::MAX));
    let page = query.send().await.map_err(|error| ledger.failed(READ, "Query", error))?;
    Ok(page.items().iter().filter_map(note).collect())
}

fn note(item: &Item) -> Option<Note> {
    let part = |name: &str| item.get(name)?.as_s().ok();
    Some(Note { desktop: part("sk")?.parse().ok()?, at: part("at")?.parse().ok()? })
}

pub(super) async fn remove(ledger: &TableLedger, note: &Note) -> Result<(), LedgerError> {
    let call = ledger.dynamodb().delete_item().table_name(&ledger.table);
    let call = call.key("pk", text(NOTED)).key("sk", text(note.desktop.as_str()));
    let call = call.condition_expression("#at = :at").expression_attribute_names("#at", "at");
    let Err(error) = call.expression_attribute_values(":at", text(sortable(note.at))).send().await else {
        return Ok(());
    };
    match error.as_service_error() {
        // It has gone, or a later one stands in its place.
        Some(DeleteItemError::ConditionalCheckFailedException(_)) => Ok(()),
        _ => Err(ledger.failed(WRITE, "DeleteItem", error)),
    }
}
