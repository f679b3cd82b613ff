//! The ledger in DynamoDB, over AWS's SDK, against MiniStack and against moto: the contract of every ledger, and what
//! only a table can do to one.

mod ailing;
#[path = "../src/ledger/conformance.rs"]
mod conformance;
mod foreign;
mod lost;
mod many;
mod permitted;
mod refused;

use crate::emulators::{Cast, Emulators, alone};
use crate::provision::over_aws::{connect, run};
use conformance::a_ledger_keeps_its_word;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use wsrecycle::cloud::aws::{AwsCloud, TableLedger};
use wsrecycle::cloud::{Paced, Provision, Rates, SystemClock};
// What the contract, which is a file of the library, finds one level up.
use wsrecycle::ledger::{Control, Ledger, LedgerError, Note, Pause, Sweeping, Ticker, Trip};
use wsrecycle::recycle::Row;
use wsrecycle::stack::{Seen, Write};

const TABLE: &str = "Workspace_Test_Ledger";

/// A new table, made as `setup` makes it.
async fn ledger(emulators: &Emulators) -> TableLedger {
    let aws = connect(emulators, None).await;
    let create = Write::CreateTable { table: TABLE.into(), tags: Default::default() };
    aws.write(&create, None).await.expect("CreateTable");
    for _ in 0..100 {
        if matches!(aws.table(TABLE).await, Seen::Present(table) if table.status == "ACTIVE") {
            emulators.forget_calls();
            return aws.ledger(TABLE);
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    panic!("the table is not active after ten seconds");
}

/// A call of DynamoDB past the ledger, as a person with a console makes it.
fn by_hand(emulators: &Emulators, operation: &str, body: Value) -> Value {
    let mut body = body;
    body["TableName"] = json!(TABLE);
    let (status, answer) = emulators.call("dynamodb", &format!("DynamoDB_20120810.{operation}"), &body);
    assert_eq!(status, 200, "{operation} {body}: {answer}");
    answer
}

fn item(emulators: &Emulators, pk: &str, sk: &str) -> Value {
    by_hand(emulators, "GetItem", json!({ "Key": { "pk": { "S": pk }, "sk": { "S": sk } } }))["Item"].take()
}

fn fail(emulators: &Emulators, fault: Value) {
    emulators.control("faults", &json!([fault]));
}

#[test]
fn over_ministack() {
    if !alone("ledger::over_ministack") {
        return;
    }
    let Some(emulators) = Emulators::start() else { return };
    run(async {
        ledger(&emulators).await;
        let paced = Paced::new(connect(&emulators, None).await, SystemClock, Rates::DOCUMENTED);
        a_ledger_keeps_its_word(&paced.cloud().ledger(TABLE)).await;
        let called: BTreeSet<String> = emulators.calls().into_iter().map(|call| call.operation).collect();
        let called: Vec<&str> = called.iter().map(String::as_str).collect();
        assert_eq!(called, ["DeleteItem", "GetItem", "PutItem", "Query", "TransactWriteItems", "UpdateItem"]);
        reads_are_as_fresh_as_they_must_be(&emulators);
        closed_rows_expire(&emulators);
    });
    emulators.finish();
}

#[test]
fn over_moto() {
    if !alone("ledger::over_moto") {
        return;
    }
    let Some(emulators) = Emulators::start_as(Cast::Moto) else { return };
    run(async { a_ledger_keeps_its_word(&ledger(&emulators).await).await });
    emulators.finish();
}

/// The emulators are never stale, so this is read off the calls: everything is asked of the table as it is now, but
/// for what is due, which only the index knows.
fn reads_are_as_fresh_as_they_must_be(emulators: &Emulators) {
    let calls = emulators.calls();
    let reads: Vec<_> = calls.iter().filter(|call| ["GetItem", "Query"].contains(&call.operation.as_str())).collect();
    let (of_index, of_table): (Vec<_>, Vec<_>) =
        reads.into_iter().partition(|call| call.parameters["IndexName"] == "open");
    assert!(of_index.len() >= 4 && of_index.iter().all(|call| call.parameters["ConsistentRead"].is_null()));
    assert!(of_table.len() >= 10 && of_table.iter().all(|call| call.parameters["ConsistentRead"] == true));
}

/// Ninety days after it was closed a row may go; open ones never may.
fn closed_rows_expire(emulators: &Emulators) {
    let items = by_hand(emulators, "Scan", json!({}))["Items"].take();
    let items = items.as_array().expect("a list");
    let (closed, others): (Vec<_>, Vec<_>) = items.iter().partition(|item| item["pk"]["S"] == "closed");
    assert!(closed.len() >= 3 && others.iter().all(|item| item["expires_at"].is_null() && !item["pk"].is_null()));
    for item in closed {
        let row: Row = serde_json::from_str(item["row"]["S"].as_str().expect("a text")).expect("a row");
        let expires = row.phase_since.as_second() + 90 * 86_400;
        assert_eq!(item["expires_at"]["N"], expires.to_string());
    }
}

/// The ledger is handed to tasks, drivers and functions, and outlives the cloud that it came from.
#[test]
fn it_goes_anywhere() {
    fn goes_anywhere<T: Ledger + Clone + Send + Sync + 'static>() {}
    goes_anywhere::<TableLedger>();
    fn outlives(aws: AwsCloud) -> TableLedger {
        aws.ledger(TABLE)
    }
    let _: fn(AwsCloud) -> TableLedger = outlives;
}
