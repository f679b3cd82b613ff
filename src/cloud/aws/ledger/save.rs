//! The writes of rows. Each is conditional, and each leaves its mark, so that a refusal can be told from the echo of a
//! write whose answer was lost.

use super::ailing::{AILING, has_copy};
use super::item::{self, CLOSED, Item, OPEN, closed_sk, is_marked, number, sortable, text};
use super::passing::{CONDITION, CONFLICT, Passing, told};
use super::{TableLedger, WRITE};
use crate::cloud::aws::provision::of_item;
use crate::ledger::LedgerError;
use crate::recycle::Row;
use crate::recycle::row::SCHEMA;
use aws_sdk_dynamodb::config::Builder;
use aws_sdk_dynamodb::operation::put_item::PutItemError;
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::types::error::TransactionCanceledException;
use aws_sdk_dynamodb::types::{AttributeValue, Delete, Put, ReturnValuesOnConditionCheckFailure, TransactWriteItem};
use std::collections::HashMap;

/// What became of a conditional write.
enum Outcome {
    Done,
    /// The condition did not hold; and what stands there.
    Refused(Option<Item>),
    /// Others are writing the item, and did not end while the call was tried again.
    Busy(LedgerError),
}

/// What must hold for a write.
struct Condition {
    expression: &'static str,
    names: HashMap<String, String>,
    values: HashMap<String, AttributeValue>,
}

impl Condition {
    /// There is nothing.
    fn absent() -> Self {
        Self { expression: "attribute_not_exists(pk)", names: HashMap::new(), values: HashMap::new() }
    }

    /// There is the very state that this row was made from: [`Row::is_save_of`], in DynamoDB's words.
    fn is_save_of(row: &Row) -> Self {
        let names = ["version", "opened_at", "old", "schema"].map(|name| (format!("#{name}"), name.to_owned()));
        let values = [
            (":version", number(row.version)),
            (":opened_at", text(sortable(row.opened_at))),
            (":old", text(row.old.as_str())),
            (":schema", number(SCHEMA)),
        ];
        Self {
            expression: "#version = :version AND #opened_at = :opened_at AND #old = :old AND #schema <= :schema",
            names: names.into(),
            values: values.map(|(name, value)| (name.to_owned(), value)).into(),
        }
    }

    /// DynamoDB takes no empty map.
    fn names(&self) -> Option<HashMap<String, String>> {
        Some(self.names.clone()).filter(|names| !names.is_empty())
    }

    fn values(&self) -> Option<HashMap<String, AttributeValue>> {
        Some(self.values.clone()).filter(|values| !values.is_empty())
    }
}

pub(super) async fn insert(ledger: &TableLedger, row: &Row) -> Result<bool, LedgerError> {
    let mark = item::mark();
    match write(ledger, row, &mark, &Condition::absent()).await? {
        Outcome::Done => Ok(true),
        Outcome::Refused(Some(found)) if is_marked(&found, &mark) => Ok(true),
        Outcome::Refused(Some(found)) => item::row(&ledger.table, &found).map(|_| false),
        Outcome::Refused(None) => Ok(false),
        Outcome::Busy(error) => Err(error),
    }
}

pub(super) async fn save(ledger: &TableLedger, row: &mut Row) -> Result<(), LedgerError> {
    let next = Row { version: row.version + 1, ..row.clone() };
    let (mark, condition) = (item::mark(), Condition::is_save_of(row));
    let outcome = if next.phase.is_closed() {
        close(ledger, &next, &mark, &condition).await?
    } else {
        write(ledger, &next, &mark, &condition).await?
    };
    match outcome {
        Outcome::Done => {}
        Outcome::Refused(Some(found)) if is_marked(&found, &mark) => {}
        Outcome::Refused(found) => {
            // What cannot be read is not a change to look at again.
            found.map(|found| item::row(&ledger.table, &found)).transpose()?;
            return Err(LedgerError::Conflict(row.owner.clone()));
        }
        Outcome::Busy(_) => return Err(LedgerError::Conflict(row.owner.clone())),
    }
    *row = next;
    Ok(())
}

/// The open row, with its copy if it has one.
async fn write(ledger: &TableLedger, row: &Row, mark: &str, condition: &Condition) -> Result<Outcome, LedgerError> {
    let item = item::open(row, mark);
    if !has_copy(row) {
        return put(ledger, item, condition).await;
    }
    let put = Put::builder().table_name(&ledger.table).set_item(Some(item));
    let put = put.condition_expression(condition.expression);
    let put = put.set_expression_attribute_names(condition.names());
    let put = put.set_expression_attribute_values(condition.values());
    let put = put.return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld);
    let put = TransactWriteItem::builder().put(put.build().expect("table and item are set")).build();
    transact(ledger, [put, put_also(ledger, item::copy(row, mark))].into(), row, mark).await
}

fn put_also(ledger: &TableLedger, item: Item) -> TransactWriteItem {
    let put = Put::builder().table_name(&ledger.table).set_item(Some(item));
    TransactWriteItem::builder().put(put.build().expect("table and item are set")).build()
}

async fn put(ledger: &TableLedger, item: Item, condition: &Condition) -> Result<Outcome, LedgerError> {
    let call = ledger.dynamodb().put_item().table_name(&ledger.table).set_item(Some(item));
    let call = call.condition_expression(condition.expression);
    let call = call.set_expression_attribute_names(condition.names());
    let call = call.set_expression_attribute_values(condition.values());
    let call = call.return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld);
    let call = call.customize().config_override(Builder::new().retry_classifier(Passing));
    let Err(error) = call.send().await else { return Ok(Outcome::Done) };
    match error.as_service_error() {
        Some(PutItemError::ConditionalCheckFailedException(refused)) => Ok(Outcome::Refused(refused.item.clone())),
        Some(PutItemError::TransactionConflictException(_)) => {
            Ok(Outcome::Busy(ledger.failed(WRITE, "PutItem", error)))
        }
        _ => Err(ledger.failed(WRITE, "PutItem", error)),
    }
}

/// The open row goes and the closed one comes, both or neither. Whether there is a copy the row does not say.
async fn close(ledger: &TableLedger, next: &Row, mark: &str, condition: &Condition) -> Result<Outcome, LedgerError> {
    let delete = Delete::builder().table_name(&ledger.table).key("pk", text(OPEN)).key("sk", text(next.owner.key()));
    let delete = delete.condition_expression(condition.expression);
    let delete = delete.set_expression_attribute_names(condition.names());
    let delete = delete.set_expression_attribute_values(condition.values());
    let delete = delete.return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld);
    let copy = Delete::builder().table_name(&ledger.table).key("pk", text(AILING)).key("sk", text(next.owner.key()));
    let [delete, copy] = [delete, copy]
        .map(|delete| TransactWriteItem::builder().delete(delete.build().expect("table and key are set")).build());
    transact(ledger, vec![delete, put_also(ledger, item::closed(next, mark)), copy], next, mark).await
}

/// All or nothing. The first part is the one with a condition, about the open row.
async fn transact(
    ledger: &TableLedger,
    parts: Vec<TransactWriteItem>,
    next: &Row,
    mark: &str,
) -> Result<Outcome, LedgerError> {
    const CALL: &str = "TransactWriteItems";
    let call = ledger
        .dynamodb()
        .transact_write_items()
        .set_transact_items(Some(parts))
        // For ten minutes a second try of the same transaction is answered as the first was (API Reference,
        // TransactWriteItems, `ClientRequestToken`). The mark is for what comes later, and for others' DynamoDB.
        .client_request_token(mark);
    let call = call.customize().config_override(Builder::new().retry_classifier(Passing));
    let Err(error) = call.send().await else { return Ok(Outcome::Done) };
    match error.as_service_error() {
        Some(TransactWriteItemsError::TransactionCanceledException(cancelled)) => {
            let cancelled = cancelled.clone();
            after_cancellation(ledger, next, mark, &cancelled, ledger.failed(WRITE, CALL, error)).await
        }
        _ => Err(ledger.failed(WRITE, CALL, error)),
    }
}

/// What the cancellation of a transaction means.
async fn after_cancellation(
    ledger: &TableLedger,
    next: &Row,
    mark: &str,
    cancelled: &TransactionCanceledException,
    whole: LedgerError,
) -> Result<Outcome, LedgerError> {
    let reasons = cancelled.cancellation_reasons();
    let open = reasons.first();
    if open.is_some_and(|reason| reason.code() == Some(CONDITION)) {
        // The echo of one that closed a row is found in the history, that of any other where the row stands.
        let closed = if next.phase.is_closed() { ledger.item(CLOSED, &closed_sk(next)).await? } else { None };
        return Ok(match closed.filter(|closed| is_marked(closed, mark)) {
            Some(_) => Outcome::Done,
            None => Outcome::Refused(open.and_then(|reason| reason.item.clone())),
        });
    }
    // The reason says more than the words for the whole; the number of the request is only with the whole.
    let LedgerError::Call { doing, table, source } = whole else { return Err(whole) };
    let Some(reason) = told(reasons).next() else { return Err(LedgerError::Call { doing, table, source }) };
    let (code, message) = (reason.code().unwrap_or_default(), reason.message().unwrap_or_default());
    let mut failure = of_item(code, message.to_owned()).in_call(&source.call);
    failure.request_id = source.request_id;
    let error = LedgerError::Call { doing, table, source: Box::new(failure) };
    if code == CONFLICT { Ok(Outcome::Busy(error)) } else { Err(error) }
}
