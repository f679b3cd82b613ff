//! Answers that were lost: the write was made, the SDK sends it again, and the second one meets the first.

use super::conformance::{at, row};
use super::{Ledger, LedgerError, Ticker, fail, item, ledger};
use crate::emulators::{Cast, Emulators, alone};
use crate::provision::over_aws::run;
use serde_json::json;
use wsrecycle::recycle::Phase;

#[test]
fn over_ministack() {
    if alone("ledger::lost::over_ministack") {
        answers_are_lost(Cast::Both);
    }
}

/// moto does not know a transaction again by its token, so here the closed row tells.
#[test]
fn over_moto() {
    if alone("ledger::lost::over_moto") {
        answers_are_lost(Cast::Moto);
    }
}

/// The next call of this operation is carried out, and its answer is a server error.
fn lose(emulators: &Emulators, operation: &str) {
    emulators.forget_calls();
    let code = "InternalServerError";
    fail(emulators, json!({ "Operation": operation, "Code": code, "Status": 500, "CarriedOut": true }));
}

fn tries(emulators: &Emulators, operation: &str) -> usize {
    emulators.calls().iter().filter(|call| call.operation == operation).count()
}

fn answers_are_lost(cast: Cast) {
    let Some(emulators) = Emulators::start_as(cast) else { return };
    run(async {
        let ledger = ledger(&emulators).await;
        let mut mine = row("alice", 0);
        let late = mine.clone();

        lose(&emulators, "PutItem");
        assert!(ledger.insert(&mine).await.unwrap(), "it was this very insert");
        assert_eq!(tries(&emulators, "PutItem"), 2);
        assert!(!ledger.insert(&mine).await.unwrap(), "the same row again is another insert");

        lose(&emulators, "PutItem");
        mine.setbacks = 1;
        ledger.save(&mut mine).await.unwrap();
        assert_eq!((mine.version, tries(&emulators, "PutItem")), (1, 2));
        assert_eq!(ledger.get(&mine.owner).await.unwrap().as_ref(), Some(&mine));
        // Whoever wants to write exactly this and comes later has not written it.
        let mut same = late;
        same.setbacks = 1;
        assert!(matches!(ledger.save(&mut same).await, Err(LedgerError::Conflict(_))));

        // A row that ails is saved with its copy.
        lose(&emulators, "TransactWriteItems");
        let mut same = mine.clone();
        mine.attempts = 1;
        ledger.save(&mut mine).await.unwrap();
        assert_eq!((mine.version, tries(&emulators, "TransactWriteItems")), (2, 2));
        same.attempts = 1;
        assert!(matches!(ledger.save(&mut same).await, Err(LedgerError::Conflict(_))));
        assert_eq!(ledger.failing().await.unwrap(), std::slice::from_ref(&mine));

        let mut rival = mine.clone();
        lose(&emulators, "TransactWriteItems");
        mine.phase = Phase::Done;
        mine.phase_since = at(5);
        ledger.save(&mut mine).await.unwrap();
        assert_eq!((mine.version, tries(&emulators, "TransactWriteItems")), (3, 2));
        let tokens: Vec<_> = emulators
            .calls()
            .into_iter()
            .filter(|call| call.operation == "TransactWriteItems")
            .map(|call| call.parameters["ClientRequestToken"].clone())
            .collect();
        assert!(tokens[0].is_string() && tokens[0] == tokens[1]);
        assert_eq!(ledger.get(&mine.owner).await.unwrap(), None);
        assert_eq!(ledger.closed(10).await.unwrap(), [mine.clone()]);
        // Another driver that closes the very same row did not close it.
        rival.phase = Phase::Done;
        rival.phase_since = at(5);
        assert!(matches!(ledger.save(&mut rival).await, Err(LedgerError::Conflict(_))));
        assert_eq!(rival.version, 2);

        lose(&emulators, "UpdateItem");
        let ticker = Ticker { holder: "a".into(), began_at: at(0), until: at(15), settings: "a-digest".into() };
        assert!(ledger.take_tick(&ticker).await.unwrap());
        assert_eq!(tries(&emulators, "UpdateItem"), 2);
        assert_eq!(item(&emulators, "control", "control")["ticker_holder"]["S"], "a");
    });
    emulators.finish();
}
