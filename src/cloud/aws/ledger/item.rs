//! Rows as items of the table, and back.
//!
//! The items are a file format, like the rows in them. To add an attribute: give it to [`open`], and to `BESIDE` if it
//! must say the same as the row; an item that lacks it is then damaged, so that needs a new schema of the row.

use super::ailing::AILING;
use crate::ledger::LedgerError;
use crate::recycle::row::{SCHEMA, later};
use crate::recycle::{Owner, Row};
use crate::stack::picture::LEDGER_TTL;
use aws_sdk_dynamodb::types::AttributeValue;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};

pub(super) type Item = HashMap<String, AttributeValue>;

/// The `pk` of open rows, and the one value of the attribute `open`, which only they have.
pub(super) const OPEN: &str = "open";
/// The `pk` of closed rows.
pub(super) const CLOSED: &str = "closed";

/// What an open row's item says beside the row, and must say as the row does: otherwise the row would never be found
/// due, or never be saved, and nobody would know why.
const BESIDE: [&str; 9] = ["pk", "sk", "open", "due_at", "version", "opened_at", "old", "attempts", "schema"];

/// How long a closed row is kept.
const CLOSED_KEPT: SignedDuration = SignedDuration::from_hours(90 * 24);

/// How every row begins, whatever its schema.
#[derive(Deserialize)]
struct Head {
    schema: u32,
}

pub(super) fn text(text: impl Into<String>) -> AttributeValue {
    AttributeValue::S(text.into())
}

pub(super) fn number(number: impl ToString) -> AttributeValue {
    AttributeValue::N(number.to_string())
}

pub(super) fn json(content: &impl Serialize) -> String {
    serde_json::to_string(content).expect("what the ledger holds has no map with keys that are not text")
}

/// A moment as text of one length, to the nanosecond, so that the order of texts is the order of time.
pub(super) fn sortable(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S%.9fZ").to_string()
}

/// A name for one write, which no other write has.
pub(super) fn mark() -> String {
    // Every `RandomState` has keys of its own.
    [0, 1].map(|half| format!("{:016x}", RandomState::new().hash_one(half))).concat()
}

pub(super) fn mark_of(item: &Item) -> Option<String> {
    string(item, "mark").map(str::to_owned)
}

/// Whether an item was left by the write of this mark.
pub(super) fn is_marked(item: &Item, mark: &str) -> bool {
    string(item, "mark") == Some(mark)
}

/// The item of an open row.
pub(super) fn open(row: &Row, mark: &str) -> Item {
    let mut item = kept(row, mark, OPEN, row.owner.key());
    let beside = [
        ("open", text(OPEN)),
        ("due_at", text(sortable(row.due_at))),
        ("version", number(row.version)),
        ("opened_at", text(sortable(row.opened_at))),
        ("old", text(row.old.as_str())),
        ("attempts", number(row.attempts)),
    ];
    item.extend(beside.map(|(name, value)| (name.to_owned(), value)));
    item
}

/// The copy of an open row that ails: its `pk` keeps it out of the index.
pub(super) fn copy(row: &Row, mark: &str) -> Item {
    kept(row, mark, AILING, row.owner.key())
}

/// The item of a closed row.
pub(super) fn closed(row: &Row, mark: &str) -> Item {
    let mut item = kept(row, mark, CLOSED, closed_sk(row));
    item.insert(LEDGER_TTL.to_owned(), number(later(row.phase_since, CLOSED_KEPT).as_second()));
    item
}

/// The newest is the last.
pub(super) fn closed_sk(row: &Row) -> String {
    format!("{}#{}#{}", sortable(row.phase_since), row.owner.key(), row.old)
}

fn kept(row: &Row, mark: &str, pk: &str, sk: String) -> Item {
    let all = [
        ("pk", text(pk)),
        ("sk", text(sk)),
        ("schema", number(row.schema)),
        ("row", text(json(row))),
        ("mark", text(mark)),
    ];
    all.map(|(name, value)| (name.to_owned(), value)).into()
}

/// The row in an item.
///
/// # Errors
/// It is of a newer program, or does not say what an item must.
pub(super) fn row(table: &str, item: &Item) -> Result<Row, LedgerError> {
    check_schema(table, item)?;
    let text = string(item, "row").ok_or_else(|| damaged(table, item, "it has no text `row`"))?;
    let head: Head = serde_json::from_str(text).map_err(|why| damaged(table, item, why))?;
    known(table, item, head.schema)?;
    let row: Row = serde_json::from_str(text).map_err(|why| damaged(table, item, why))?;
    let (expected, said): (Item, &[&str]) = match string(item, "pk") {
        Some(CLOSED) => (closed(&row, ""), &BESIDE[..2]),
        Some(AILING) => (copy(&row, ""), &BESIDE[..2]),
        _ => (open(&row, ""), &BESIDE),
    };
    match said.iter().find(|name| item.get(**name) != expected.get(**name)) {
        Some(name) => Err(damaged(table, item, format!("its `{name}` does not say what its `row` says"))),
        None => Ok(row),
    }
}

/// What an attribute holds as JSON text.
///
/// # Errors
/// It holds something else.
pub(super) fn content<T: DeserializeOwned>(table: &str, item: &Item, name: &str) -> Result<Option<T>, LedgerError> {
    if !item.contains_key(name) {
        return Ok(None);
    }
    let wrong = |why: String| damaged(table, item, format!("its `{name}`: {why}"));
    let text = string(item, name).ok_or_else(|| wrong("not a text".into()))?;
    serde_json::from_str(text).map(Some).map_err(|why| wrong(why.to_string()))
}

/// Whether this program may read and replace the item, by what stands beside its content.
///
/// # Errors
/// It is of a newer program, or its schema is not a number.
pub(super) fn check_schema(table: &str, item: &Item) -> Result<(), LedgerError> {
    let Some(schema) = item.get("schema") else { return Ok(()) };
    let found = schema.as_n().ok().and_then(|number| number.parse().ok());
    known(table, item, found.ok_or_else(|| damaged(table, item, "its `schema` is not a number"))?)
}

fn known(table: &str, item: &Item, found: u32) -> Result<(), LedgerError> {
    if found <= SCHEMA {
        return Ok(());
    }
    Err(LedgerError::NewerItem { table: table.to_owned(), item: name(item), found, known: SCHEMA })
}

pub(super) fn damaged(table: &str, item: &Item, why: impl ToString) -> LedgerError {
    LedgerError::DamagedItem { table: table.to_owned(), item: name(item), why: why.to_string() }
}

/// What an item is called.
fn name(item: &Item) -> String {
    ["pk", "sk"].map(|key| string(item, key).unwrap_or_default()).join("/")
}

/// Whose open row the item is, by its key.
pub(super) fn owner(item: &Item) -> Option<Owner> {
    string(item, "sk")?.parse().ok()
}

fn string<'a>(item: &'a Item, name: &str) -> Option<&'a str> {
    item.get(name)?.as_s().ok().map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::conformance::{at, row as opened};
    use crate::recycle::Phase;

    #[test]
    fn moments_sort_as_texts_and_keep_their_nanoseconds() {
        let moments = ["1970-01-01T00:00:00Z", "2026-11-22T17:00:00Z", "2026-11-22T17:00:00.000000001Z"]
            .map(|text| text.parse::<Timestamp>().unwrap());
        let texts = moments.map(sortable);
        assert!(texts.is_sorted() && texts.iter().all(|text| text.len() == texts[0].len()), "{texts:?}");
        assert_eq!(texts[1], "2026-11-22T17:00:00.000000000Z");
        assert_eq!(texts[2].parse::<Timestamp>().unwrap(), moments[2]);
    }

    #[test]
    fn a_row_comes_back_as_it_went() {
        let mut row = opened("Alice", 0);
        row.opened_at = "2026-11-22T17:00:00.123456789Z".parse().unwrap();
        assert_eq!(super::row("t", &open(&row, "m")).unwrap(), row);
        row.phase = Phase::Done;
        let item = closed(&row, "m");
        assert_eq!(super::row("t", &item).unwrap(), row);
        assert_eq!(item[LEDGER_TTL], number(at(0).as_second() + 90 * 86_400));
        assert!(is_marked(&item, "m") && !is_marked(&item, "n"));
    }

    #[test]
    fn marks_differ() {
        let marks: std::collections::BTreeSet<String> = (0..1000).map(|_| mark()).collect();
        assert_eq!(marks.len(), 1000);
        // DynamoDB takes 1 to 36 characters as a transaction's token (API Reference, TransactWriteItems).
        assert!(marks.iter().all(|mark| mark.len() == 32));
    }

    #[test]
    fn what_stands_beside_the_row_must_agree_with_it() {
        let whole = open(&opened("alice", 0), "m");
        for name in BESIDE.into_iter().filter(|name| !["pk", "sk"].contains(name)) {
            for wrong in [None, Some(text("9")), Some(number(9))] {
                let mut item = whole.clone();
                item.remove(name);
                item.extend(wrong.map(|value| (name.to_owned(), value)));
                let error = row("t", &item).unwrap_err();
                let is_newer = name == "schema" && item.get(name) == Some(&number(9));
                let expected = if is_newer { "ledger_row_newer" } else { "ledger_row_damaged" };
                assert_eq!(error.kind(), expected, "{name}: {error}");
                assert!(error.to_string().contains("open/alice@d-90670a1b2c"), "{error}");
            }
        }
    }
}
