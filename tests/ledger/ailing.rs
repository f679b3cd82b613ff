//! Who ails, in a table: what it costs to ask, and what programs from before there were copies leave behind.

use super::conformance::row;
use super::{Ledger, TABLE, by_hand, item, ledger};
use crate::emulators::{Emulators, alone};
use crate::provision::over_aws::{connect, run};
use serde_json::{Value, json};
use wsrecycle::recycle::{Attention, Row};

const ALICE: &str = "alice@d-90670a1b2c";

#[test]
fn ailing() {
    if !alone("ledger::ailing::ailing") {
        return;
    }
    let Some(emulators) = Emulators::start() else { return };
    run(async {
        ledger(&emulators).await;
        an_older_program_leaves_no_copy(&emulators).await;
        what_is_left_behind_holds_nobody_back(&emulators).await;
        what_cannot_be_read_ends_the_trust(&emulators).await;
    });
    emulators.finish();
}

fn failed() -> Row {
    Row { attempts: 1, attention: Some(Attention::Quota), ..row("alice", 0) }
}

/// The items that a question reads, and under which keys.
async fn asked(emulators: &Emulators, ledger: &impl Ledger) -> (usize, Vec<String>) {
    emulators.forget_calls();
    let failing = ledger.failing().await.unwrap().len();
    let queries = emulators.calls().into_iter().filter(|call| call.operation == "Query");
    let key = |parameters: &Value| parameters["ExpressionAttributeValues"][":pk"]["S"].as_str().map(str::to_owned);
    (failing, queries.filter_map(|call| key(&call.parameters)).collect())
}

async fn an_older_program_leaves_no_copy(emulators: &Emulators) {
    let aws = connect(emulators, None).await;
    let old = aws.ledger(TABLE);
    assert!(old.insert(&failed()).await.unwrap());
    let key = json!({ "pk": { "S": "ailing" }, "sk": { "S": ALICE } });
    by_hand(emulators, "DeleteItem", json!({ "Key": key }));

    let new = connect(emulators, None).await.ledger(TABLE);
    for _ in 0..2 {
        assert_eq!(asked(emulators, &new).await, (1, vec!["ailing".to_owned(), "open".to_owned()]), "by the rows");
        assert_eq!(new.calling().await.unwrap(), [failed()]);
    }
    let mut mine = new.get(&row("alice", 0).owner).await.unwrap().unwrap();
    new.save(&mut mine).await.unwrap();
    assert_eq!(asked(emulators, &new).await, (1, vec!["ailing".to_owned(), "open".to_owned()]), "once more");
    assert_eq!(asked(emulators, &new).await, (1, vec!["ailing".to_owned()]), "the copies alone");
    assert_eq!(new.failing().await.unwrap(), [mine]);
}

/// An older program closes a row and knows of no copy: nobody would ever be terminated again.
async fn what_is_left_behind_holds_nobody_back(emulators: &Emulators) {
    let copy = item(emulators, "ailing", ALICE);
    let open = json!({ "pk": { "S": "open" }, "sk": { "S": ALICE } });
    by_hand(emulators, "DeleteItem", json!({ "Key": open }));
    assert!(copy["row"]["S"].is_string());
    let new = connect(emulators, None).await.ledger(TABLE);
    assert!(new.failing().await.unwrap().is_empty());
    assert!(item(emulators, "ailing", ALICE).is_null(), "it was removed");
    asked(emulators, &new).await;
    assert_eq!(asked(emulators, &new).await, (0, vec!["ailing".to_owned()]));
}

async fn what_cannot_be_read_ends_the_trust(emulators: &Emulators) {
    let ledger = connect(emulators, None).await.ledger(TABLE);
    assert!(ledger.failing().await.unwrap().is_empty());
    assert!(ledger.insert(&row("alice", 0)).await.unwrap());
    let mut newer = item(emulators, "open", ALICE);
    newer["schema"] = json!({ "N": "2" });
    by_hand(emulators, "PutItem", json!({ "Item": newer }));
    assert!(ledger.failing().await.unwrap().is_empty(), "nobody has come across it");
    assert!(ledger.due(row("alice", 60).due_at, 10).await.unwrap().is_empty());
    assert_eq!(ledger.failing().await.unwrap_err().kind(), "ledger_row_newer");
}
