//! Items in other hands: newer programs, people with a console.

use super::conformance::{at, row};
use super::{Ledger, by_hand, item, ledger};
use crate::emulators::{Emulators, alone};
use crate::provision::over_aws::run;
use serde_json::{Value, json};
use wsrecycle::recycle::Phase;

const ALICE: &str = "alice@d-90670a1b2c";

#[test]
fn foreign() {
    if !alone("ledger::foreign::foreign") {
        return;
    }
    let Some(emulators) = Emulators::start() else { return };
    run(async {
        let ledger = ledger(&emulators).await;
        what_cannot_be_read_is_left_alone(&emulators, &ledger).await;
        fields_that_nobody_knows_are_ignored(&emulators, &ledger).await;
        closed_rows_are_no_exception(&emulators, &ledger).await;
        the_control_of_a_newer_program_stays(&emulators, &ledger).await;
    });
    emulators.finish();
}

/// A row's item as it is, with one thing otherwise.
fn with(whole: &Value, name: &str, value: Value) -> Value {
    let mut item = whole.clone();
    match value {
        Value::Null => drop(item.as_object_mut().expect("an item").remove(name)),
        value => item[name] = value,
    }
    item
}

async fn what_cannot_be_read_is_left_alone(emulators: &Emulators, ledger: &impl Ledger) {
    let mut carol = row("carol", 0);
    assert!(ledger.insert(&row("alice", 0)).await.unwrap() && ledger.insert(&carol).await.unwrap());
    let whole = item(emulators, "open", ALICE);
    let text = whole["row"]["S"].as_str().expect("a text");
    let newer_text = text.replacen("\"schema\":1", "\"schema\":2", 1);
    let newer = with(&whole, "schema", json!({ "N": "2" }));
    for (damage, kind) in [
        (with(&newer, "row", json!({ "S": newer_text })), "ledger_row_newer"),
        (with(&newer, "row", json!({ "B": "AAAA" })), "ledger_row_newer"),
        (with(&whole, "row", Value::Null), "ledger_row_damaged"),
        (with(&whole, "row", json!({ "S": text[..text.len() / 2] })), "ledger_row_damaged"),
        (with(&whole, "row", json!({ "S": text.replace("alice", "bob") })), "ledger_row_damaged"),
        (with(&whole, "version", json!({ "N": "7" })), "ledger_row_damaged"),
        (with(&whole, "due_at", json!({ "S": "2026-11-22T17:10:00Z" })), "ledger_row_damaged"),
        (with(&whole, "attempts", json!({ "S": "0" })), "ledger_row_damaged"),
        (with(&whole, "schema", Value::Null), "ledger_row_damaged"),
    ] {
        by_hand(emulators, "PutItem", json!({ "Item": damage }));
        let mut of_old = row("alice", 0);
        of_old.version = 6;
        let mut refusals = vec![
            ledger.get(&of_old.owner).await.unwrap_err(),
            ledger.insert(&of_old).await.unwrap_err(),
            ledger.save(&mut of_old).await.unwrap_err(),
            ledger.open_rows().await.unwrap_err(),
        ];
        let mut closing = of_old.clone();
        closing.phase = Phase::Done;
        refusals.push(ledger.save(&mut closing).await.unwrap_err());
        // The breaker reads what its attributes do not vouch for.
        if damage["schema"]["N"] != "1" || damage["attempts"]["N"] != "0" {
            refusals.push(ledger.failing().await.unwrap_err());
        }
        for error in refusals {
            assert_eq!(error.kind(), kind, "{damage}: {error}");
            assert!(error.to_string().contains(&format!("open/{ALICE}")), "{error}");
        }
        assert_eq!(item(emulators, "open", ALICE), damage, "nothing was changed");
        // Everybody else's desktop goes on.
        assert_eq!(ledger.due(at(99), 10).await.unwrap(), [carol.clone()]);
        assert_eq!(ledger.due(at(99), 1).await.unwrap(), [carol.clone()]);
        ledger.save(&mut carol).await.unwrap();
    }
    by_hand(emulators, "PutItem", json!({ "Item": whole }));
    assert_eq!(ledger.open_rows().await.unwrap(), [row("alice", 0), carol]);
}

async fn fields_that_nobody_knows_are_ignored(emulators: &Emulators, ledger: &impl Ledger) {
    let whole = item(emulators, "open", ALICE);
    let text = whole["row"]["S"].as_str().expect("a text").replacen('{', "{\"mood\":[\"good\"],", 1);
    let later = with(&with(&whole, "row", json!({ "S": text })), "mood", json!({ "S": "good" }));
    by_hand(emulators, "PutItem", json!({ "Item": later }));
    let mut mine = ledger.get(&row("alice", 0).owner).await.unwrap().unwrap();
    ledger.save(&mut mine).await.unwrap();
    assert_eq!(mine, {
        let mut saved = row("alice", 0);
        saved.version = 1;
        saved
    });
}

async fn closed_rows_are_no_exception(emulators: &Emulators, ledger: &impl Ledger) {
    let mut mine = ledger.get(&row("alice", 0).owner).await.unwrap().unwrap();
    mine.phase = Phase::Done;
    mine.phase_since = at(7);
    ledger.save(&mut mine).await.unwrap();
    let sk = format!("2026-11-22T17:07:00.000000000Z#{ALICE}#ws-0a1b2c3d4");
    let whole = item(emulators, "closed", &sk);
    assert_eq!(ledger.closed(10).await.unwrap(), [mine]);
    by_hand(emulators, "PutItem", json!({ "Item": with(&whole, "schema", json!({ "N": "2" })) }));
    let error = ledger.closed(10).await.unwrap_err();
    assert_eq!(error.kind(), "ledger_row_newer");
    assert!(error.to_string().contains(&format!("closed/{sk}")), "{error}");
}

async fn the_control_of_a_newer_program_stays(emulators: &Emulators, ledger: &impl Ledger) {
    ledger.set_swept(at(1)).await.unwrap();
    let whole = item(emulators, "control", "control");
    let ticker = super::Ticker { holder: "a".into(), began_at: at(0), until: at(15), settings: String::new() };
    for (damage, kind) in [
        (with(&whole, "schema", json!({ "N": "2" })), "ledger_row_newer"),
        (with(&whole, "schema", json!({ "S": "one" })), "ledger_row_damaged"),
    ] {
        by_hand(emulators, "PutItem", json!({ "Item": damage }));
        for error in [
            ledger.control().await.unwrap_err(),
            ledger.set_pause(None).await.unwrap_err(),
            ledger.set_swept(at(2)).await.unwrap_err(),
            ledger.set_trip(None).await.unwrap_err(),
            ledger.take_tick(&ticker).await.unwrap_err(),
        ] {
            assert_eq!(error.kind(), kind, "{damage}: {error}");
            assert!(error.to_string().contains("control/control"), "{error}");
        }
        assert_eq!(item(emulators, "control", "control"), damage, "nothing was changed");
    }
    // What one part says wrongly is an error of the whole, until somebody says that part anew.
    by_hand(emulators, "PutItem", json!({ "Item": with(&whole, "paused", json!({ "S": "for ever" })) }));
    let error = ledger.control().await.unwrap_err();
    assert!(error.to_string().contains("its `paused`: "), "{error}");
    ledger.set_pause(None).await.unwrap();
    assert_eq!(ledger.control().await.unwrap().swept_at, Some(at(1)));
}
