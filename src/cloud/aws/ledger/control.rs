//! The control: one item, whose every part is an attribute of its own, so that whoever writes one leaves the others.

use super::item::{self, Item, number, sortable, text};
use super::{TableLedger, WRITE};
use crate::ledger::{Control, LedgerError, Ticker};
use crate::recycle::row::SCHEMA;
use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::operation::update_item::builders::UpdateItemFluentBuilder;
use aws_sdk_dynamodb::types::ReturnValuesOnConditionCheckFailure;

/// Both keys of the item.
const CONTROL: &str = "control";
/// The control of a newer program is not changed.
const IS_KNOWN: &str = "(attribute_not_exists(#schema) OR #schema <= :schema)";

pub(super) async fn read(ledger: &TableLedger) -> Result<Control, LedgerError> {
    let Some(item) = ledger.item(CONTROL, CONTROL).await? else { return Ok(Control::default()) };
    let table = &ledger.table;
    item::check_schema(table, &item)?;
    Ok(Control {
        paused: item::content(table, &item, "paused")?,
        swept_at: item::content(table, &item, "swept_at")?,
        sweep: item::content(table, &item, "sweep")?,
        ticker: item::content(table, &item, "ticker")?,
        trip: item::content(table, &item, "trip")?,
    })
}

/// Give one part this content, or take it away.
pub(super) async fn set(ledger: &TableLedger, part: &'static str, content: Option<String>) -> Result<(), LedgerError> {
    let call = update(ledger).condition_expression(IS_KNOWN).expression_attribute_names("#part", part);
    let call = match content {
        Some(content) => call
            .update_expression("SET #schema = :schema, #part = :part")
            .expression_attribute_values(":part", text(content)),
        None => call.update_expression("SET #schema = :schema REMOVE #part"),
    };
    match send(ledger, call).await? {
        None => Ok(()),
        Some(found) => Err(item::damaged(&ledger.table, &found, "its `schema` cannot be compared")),
    }
}

/// [`Control::admits`], in DynamoDB's words: whether it holds and the change are one.
pub(super) async fn take_tick(ledger: &TableLedger, ticker: &Ticker) -> Result<bool, LedgerError> {
    let is_admitted = "(attribute_not_exists(#holder) OR #holder = :holder OR #until <= :began)";
    let call = update(ledger)
        .condition_expression(format!("{IS_KNOWN} AND {is_admitted}"))
        .update_expression("SET #schema = :schema, #ticker = :ticker, #holder = :holder, #until = :until")
        .expression_attribute_names("#ticker", "ticker")
        .expression_attribute_names("#holder", "ticker_holder")
        .expression_attribute_names("#until", "ticker_until")
        .expression_attribute_values(":ticker", text(item::json(ticker)))
        .expression_attribute_values(":holder", text(&ticker.holder))
        .expression_attribute_values(":until", text(sortable(ticker.until)))
        .expression_attribute_values(":began", text(sortable(ticker.began_at)));
    Ok(send(ledger, call).await?.is_none())
}

fn update(ledger: &TableLedger) -> UpdateItemFluentBuilder {
    let call = ledger.dynamodb().update_item().table_name(&ledger.table);
    let call = call.key("pk", text(CONTROL)).key("sk", text(CONTROL));
    let call = call.expression_attribute_names("#schema", "schema");
    call.expression_attribute_values(":schema", number(SCHEMA))
        .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
}

/// Send an update: `None` if it was made, else the item that its condition did not hold for.
///
/// Sent twice it does the same: a lost answer needs no mark here. Even a tick that was taken admits its own holder.
async fn send(ledger: &TableLedger, call: UpdateItemFluentBuilder) -> Result<Option<Item>, LedgerError> {
    let Err(error) = call.send().await else { return Ok(None) };
    match error.as_service_error() {
        Some(UpdateItemError::ConditionalCheckFailedException(refused)) => {
            let found = refused.item.clone().unwrap_or_default();
            item::check_schema(&ledger.table, &found)?;
            Ok(Some(found))
        }
        _ => Err(ledger.failed(WRITE, "UpdateItem", error)),
    }
}
