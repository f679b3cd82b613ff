//! Many rows, many drivers, and one row that is as long as rows get.

use super::conformance::{at, row};
use super::{Ledger, LedgerError, TableLedger, ledger};
use crate::emulators::{Emulators, alone};
use crate::provision::over_aws::run;
use std::time::Instant;
use tokio::task::JoinSet;
use wsrecycle::recycle::{Event, Happening, Row};

const ROWS: usize = 1_000;

#[test]
fn many() {
    if !alone("ledger::many::many") {
        return;
    }
    let Some(emulators) = Emulators::start() else { return };
    run(async {
        let ledger = ledger(&emulators).await;
        of_many_at_once_one_wins(&ledger).await;
        the_longest_row_is_kept(&ledger).await;
        a_thousand_rows_are_read_by_pages(&emulators, &ledger).await;
    });
    emulators.finish();
}

/// With a history that makes it so many bytes long.
fn long(user: &str, events: usize, bytes_each: usize) -> Row {
    let mut row = row(user, 0);
    for _ in 0..events {
        row.record(Event { at: at(1), what: Happening::Postponed { why: "x".repeat(bytes_each) } });
    }
    row
}

/// All want to write the very same.
async fn of_many_at_once_one_wins(ledger: &TableLedger) {
    let mut inserts = JoinSet::new();
    for _ in 0..20 {
        let ledger = ledger.clone();
        inserts.spawn(async move { ledger.insert(&row("alice", 0)).await.unwrap() });
    }
    assert_eq!(inserts.join_all().await.into_iter().filter(|won| *won).count(), 1);
    for closes in [false, true] {
        let read = ledger.get(&row("alice", 0).owner).await.unwrap().unwrap();
        let mut saves = JoinSet::new();
        for _ in 0..20 {
            let (ledger, mut mine) = (ledger.clone(), read.clone());
            saves.spawn(async move {
                if closes {
                    mine.phase = wsrecycle::recycle::Phase::Done;
                }
                match ledger.save(&mut mine).await {
                    Ok(()) => true,
                    Err(LedgerError::Conflict(_)) => false,
                    Err(error) => panic!("{error:?}"),
                }
            });
        }
        assert_eq!(saves.join_all().await.into_iter().filter(|won| *won).count(), 1);
    }
    assert_eq!(ledger.closed(10).await.unwrap().len(), 1);
}

/// Sixty events of 5 KB are far more than AWS says; an item holds 400 KB. What does not fit is refused and loses
/// nothing.
async fn the_longest_row_is_kept(ledger: &TableLedger) {
    let mut mine = long("zoe", 60, 5_000);
    assert!(ledger.insert(&mine).await.unwrap());
    ledger.save(&mut mine).await.unwrap();
    let kept = ledger.get(&mine.owner).await.unwrap().unwrap();
    assert_eq!((&kept, kept.history.len()), (&mine, 60));
    let mut larger = Row { history: long("zoe", 60, 8_000).history, ..kept.clone() };
    let error = ledger.save(&mut larger).await.unwrap_err();
    assert_eq!(error.kind(), "ledger_refused", "{error:?}");
    assert_eq!(ledger.get(&mine.owner).await.unwrap(), Some(kept));
    mine.phase = wsrecycle::recycle::Phase::Done;
    ledger.save(&mut mine).await.unwrap();
}

async fn a_thousand_rows_are_read_by_pages(emulators: &Emulators, ledger: &TableLedger) {
    let mut inserts = JoinSet::new();
    for number in 0..ROWS {
        let ledger = ledger.clone();
        inserts.spawn(async move {
            let mut row = long(&format!("user{number:04}"), 20, 80);
            // Due in the opposite order of the names.
            row.due_at = at(ROWS as i64 - number as i64);
            row.attempts = u32::from(number % 100 == 0);
            ledger.insert(&row).await.unwrap()
        });
        if inserts.len() >= 8 {
            assert!(inserts.join_next().await.expect("eight are on their way").unwrap());
        }
    }
    assert!(inserts.join_all().await.into_iter().all(|inserted| inserted));

    let user = |row: &Row| row.owner.user.clone();
    emulators.forget_calls();
    let (rows, queries) = measured(emulators, "open_rows", ledger.open_rows()).await;
    let queries_of_all = queries;
    let names: Vec<String> = (0..ROWS).map(|number| format!("user{number:04}")).collect();
    assert_eq!(rows.iter().map(user).collect::<Vec<_>>(), names);
    let kilobytes = rows.iter().map(|row| serde_json::to_string(row).expect("a row").len()).sum::<usize>() / 1000;
    assert!(kilobytes > 2_000 && queries > 2, "{kilobytes} kB in {queries} pages of 1 MB");

    let (due, queries) = measured(emulators, "due, all", ledger.due(at(ROWS as i64), ROWS * 2)).await;
    assert!(due.iter().map(user).eq(names.iter().rev().cloned()) && queries > 2);
    let (due, queries) = measured(emulators, "due, 10", ledger.due(at(ROWS as i64), 10)).await;
    assert_eq!((due.iter().map(user).collect::<Vec<_>>(), queries), (names[990..].iter().rev().cloned().collect(), 1));
    let (due, _) = measured(emulators, "due, half", ledger.due(at(ROWS as i64 / 2), ROWS)).await;
    assert_eq!(due.len(), ROWS / 2);
    let ailing = names.into_iter().step_by(100).collect::<Vec<_>>();
    // The first time in a process the rows are read as well.
    for (what, of_rows) in [("failing, first", queries_of_all), ("failing", 0)] {
        let (failing, queries) = measured(emulators, what, ledger.failing()).await;
        assert_eq!(failing.iter().map(user).collect::<Vec<_>>(), ailing);
        assert_eq!(queries, 1 + of_rows);
    }
}

/// What a question answers, and how many queries it took; the time is printed, for people.
async fn measured<T>(
    emulators: &Emulators,
    what: &str,
    work: impl Future<Output = Result<T, LedgerError>>,
) -> (T, usize) {
    emulators.forget_calls();
    let started = Instant::now();
    let answer = work.await.unwrap();
    let took_ms = started.elapsed().as_millis();
    let queries = emulators.calls().iter().filter(|call| call.operation == "Query").count();
    println!("{what}: {took_ms} ms, {queries} queries");
    (answer, queries)
}
