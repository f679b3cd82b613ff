//! Calls that are refused: for a while, or for good.

use super::conformance::row;
use super::{Ledger, LedgerError, TABLE, fail, ledger};
use crate::emulators::{Emulators, alone};
use crate::provision::over_aws::{connect, run};
use serde_json::json;
use wsrecycle::recycle::Phase;

#[test]
fn refusals() {
    if !alone("ledger::refused::refusals") {
        return;
    }
    let Some(emulators) = Emulators::start() else { return };
    run(async {
        a_missing_table_is_named_by_every_call(&emulators).await;
        let ledger = ledger(&emulators).await;
        what_passes_is_tried_again(&emulators, &ledger).await;
        what_lasts_has_a_kind(&emulators, &ledger).await;
    });
    emulators.finish();
}

async fn a_missing_table_is_named_by_every_call(emulators: &Emulators) {
    let ledger = connect(emulators, None).await.ledger(TABLE);
    let mut closing = row("alice", 0);
    closing.phase = Phase::Done;
    let errors = [
        ledger.get(&closing.owner).await.unwrap_err(),
        ledger.due(closing.due_at, 1).await.unwrap_err(),
        ledger.open_rows().await.unwrap_err(),
        ledger.failing().await.unwrap_err(),
        ledger.closed(1).await.unwrap_err(),
        ledger.control().await.unwrap_err(),
        ledger.insert(&row("alice", 0)).await.unwrap_err(),
        ledger.save(&mut row("alice", 0)).await.unwrap_err(),
        ledger.save(&mut closing).await.unwrap_err(),
        ledger.set_pause(None).await.unwrap_err(),
    ];
    for error in errors {
        assert_eq!(error.kind(), "ledger_table_missing", "{error:?}");
        assert!(error.to_string().ends_with(&format!("the ledger table {TABLE}")), "{error}");
    }
    assert_eq!(closing.version, 0);
}

/// A transaction of somebody else's, or a moment of too many calls.
async fn what_passes_is_tried_again(emulators: &Emulators, ledger: &impl Ledger) {
    let fault = |operation: &str, code: &str| json!({ "Operation": operation, "Code": code, "Status": 400 });
    fail(emulators, fault("PutItem", "TransactionConflictException"));
    let mut mine = row("alice", 0);
    assert!(ledger.insert(&mine).await.unwrap());
    fail(emulators, fault("Query", "ProvisionedThroughputExceededException"));
    assert_eq!(ledger.open_rows().await.unwrap().len(), 1);
    fail(emulators, fault("TransactWriteItems", "TransactionInProgressException"));
    mine.phase = Phase::Done;
    ledger.save(&mut mine).await.unwrap();
    assert_eq!(ledger.open_rows().await.unwrap(), []);
}

/// At the same time, because the SDK waits for seconds before it gives up.
async fn what_lasts_has_a_kind(emulators: &Emulators, ledger: &impl Ledger) {
    let lasting = |operation: &str, code: &str, status: u16| {
        let times = 4;
        json!({ "Operation": operation, "Code": code, "Status": status, "Times": times })
    };
    let faults = [
        lasting("PutItem", "TransactionConflictException", 400),
        lasting("Query", "ThrottlingException", 400),
        lasting("GetItem", "InternalServerError", 500),
        lasting("UpdateItem", "ProvisionedThroughputExceededException", 400),
        lasting("TransactWriteItems", "RequestLimitExceeded", 400),
    ];
    emulators.control("faults", &json!(faults));
    let (mut mine, mut closing) = (row("bob", 0), row("bob", 0));
    closing.phase = Phase::Done;
    let (saved, asked, got, paused, closed) = tokio::join!(
        ledger.save(&mut mine),
        ledger.failing(),
        ledger.control(),
        ledger.set_pause(None),
        ledger.save(&mut closing),
    );
    assert!(matches!(saved, Err(LedgerError::Conflict(_))), "somebody is writing it: {saved:?}");
    assert_eq!(asked.unwrap_err().kind(), "ledger_throttled");
    assert_eq!(got.unwrap_err().kind(), "ledger_unclear");
    assert_eq!(paused.unwrap_err().kind(), "ledger_throttled");
    assert_eq!(closed.unwrap_err().kind(), "ledger_throttled");
    assert_eq!((mine.version, closing.version), (0, 0));

    emulators.control("faults", &json!([lasting("PutItem", "TransactionConflictException", 400)]));
    let error = ledger.insert(&row("bob", 0)).await.unwrap_err();
    assert_eq!(error.kind(), "ledger_refused", "whether he has one cannot be said: {error}");
}
