//! The file ledger: what it shares with every ledger, and what only a disk can do to it.

use super::super::conformance::{a_ledger_keeps_its_word, at, row};
use super::*;
use crate::recycle::Phase;
use std::fs;
use std::process::{Command, Stdio};
use std::time::Duration;

fn ledger() -> (tempfile::TempDir, FileLedger) {
    let dir = tempfile::tempdir().unwrap();
    let ledger = FileLedger::at(dir.path().join("ledger"));
    (dir, ledger)
}

fn owner(user: &str) -> Owner {
    row(user, 0).owner
}

#[tokio::test]
async fn it_keeps_its_word() {
    let dir = tempfile::tempdir().unwrap();
    a_ledger_keeps_its_word(&FileLedger::at(dir.path().join("a/b"))).await;
}

#[test]
fn names_stay_in_the_folder_and_apart() {
    assert_eq!(name_of(&owner("alice.b")), "alice.b@d-90670a1b2c");
    assert_eq!(name_of(&owner("../etc")), "..%2fetc@d-90670a1b2c");
    assert_eq!(name_of(&owner("corp\\zoë")), "corp%5czo%c3%ab@d-90670a1b2c");
    let (one, two) = (name_of(&owner(&"é".repeat(63))), name_of(&owner(&format!("{}e", "é".repeat(62)))));
    assert!(one.len() <= NAME_MAX && two.len() <= NAME_MAX);
    assert_ne!(one, two);
}

#[tokio::test]
async fn long_and_odd_names_are_kept() {
    let (_dir, ledger) = ledger();
    for user in ["..", "con", "a/b", "%41", "~", &"ü".repeat(200)] {
        assert!(ledger.insert(&row(user, 0)).await.unwrap(), "{user}");
        assert_eq!(ledger.get(&owner(user)).await.unwrap(), Some(row(user, 0)));
    }
    assert_eq!(ledger.open_rows().await.unwrap().len(), 6);
}

#[tokio::test]
async fn reading_makes_no_folder() {
    let (_dir, ledger) = ledger();
    ledger.get(&owner("alice")).await.unwrap();
    ledger.open_rows().await.unwrap();
    assert!(!ledger.dir().exists());
}

#[cfg(unix)]
/// As with a stale mount, or a folder that this user may not look into: what is owed is not known, which is not
/// "nothing".
#[tokio::test]
async fn a_folder_that_cannot_be_looked_into_is_not_empty() {
    let (dir, _) = ledger();
    let file = dir.path().join("a file");
    fs::write(&file, "").unwrap();
    let ledger = FileLedger::at(file.join("ledger"));
    for error in [ledger.open_rows().await.unwrap_err(), ledger.control().await.unwrap_err()] {
        assert_eq!(error.kind(), "ledger_io", "{error}");
    }
}

#[test]
fn names_are_read_back() {
    for user in ["alice", "O'Brien, ä", "50%", "a@b", "%20"] {
        let owner = owner(user);
        let path = PathBuf::from(format!("{}.json", name_of(&owner)));
        assert_eq!(owner_of(&path), Some(owner));
    }
    for odd in ["alice.json", "%zz@d-90670a1b2c.json", "%c3@d-90670a1b2c.json", "Alice@d-90670a1b2c.json"] {
        assert_eq!(owner_of(Path::new(odd)), None, "{odd}");
    }
    let long = name_of(&owner(&"x".repeat(400)));
    assert_eq!(owner_of(Path::new(&format!("{long}.json"))), None);
}

#[tokio::test]
async fn others_cannot_read_it() {
    use std::os::unix::fs::PermissionsExt;
    let (_dir, ledger) = ledger();
    ledger.insert(&row("alice", 0)).await.unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(ledger.dir()), 0o700);
    assert_eq!(mode(&ledger.open_dir()), 0o700);
    assert_eq!(mode(&ledger.open_path(&owner("alice"))), 0o600);
    assert_eq!(mode(&ledger.dir().join("lock")), 0o600);
}

/// What stands in a damaged row's file stays, the other rows work on, and no list leaves it out in silence.
#[tokio::test]
async fn a_file_that_cannot_be_read_is_left_alone() {
    let newer = format!(r#"{{"schema": {}, "rows": "are different now"}}"#, SCHEMA + 1);
    let row_of_bob = serde_json::to_string(&row("bob", 0)).unwrap();
    for (text, says) in [
        ("", "cannot be read"),
        ("{\"schema\": 1, \"owner\": ", "cannot be read"),
        ("{\"schema\": 1}", "cannot be read"),
        (&newer, "newer wsrecycle"),
        (&row_of_bob, "row of bob"),
    ] {
        let (_dir, ledger) = ledger();
        ledger.insert(&row("carol", 0)).await.unwrap();
        let path = ledger.open_path(&owner("alice"));
        fs::write(&path, text).unwrap();
        let refusals = [
            ledger.get(&owner("alice")).await.unwrap_err(),
            ledger.insert(&row("alice", 0)).await.unwrap_err(),
            ledger.save(&mut row("alice", 0)).await.unwrap_err(),
            ledger.open_rows().await.unwrap_err(),
            ledger.due(at(99), 1).await.unwrap_err(),
            ledger.failing().await.unwrap_err(),
        ];
        for error in refusals {
            let error = error.to_string();
            assert!(error.contains(says) && error.contains("alice@d-90670a1b2c.json"), "{text}: {error}");
        }
        let (mut read, mut unread) = (vec![], vec![]);
        let mut visit = |row: Result<Row, Unreadable>| match row {
            Ok(row) => read.push(row.owner),
            Err(row) => unread.push(row.owner),
        };
        ledger.visit_open(&mut visit).await.unwrap();
        assert_eq!((read, unread), (vec![owner("carol")], vec![Some(owner("alice"))]));
        assert_eq!(fs::read_to_string(&path).unwrap(), text);
        let mut carol = ledger.get(&owner("carol")).await.unwrap().unwrap();
        ledger.save(&mut carol).await.unwrap();
        assert!(ledger.insert(&row("dave", 0)).await.unwrap());
    }
}

#[tokio::test]
async fn damaged_history_and_control_are_left_alone() {
    let (_dir, ledger) = ledger();
    let mut closing = row("alice", 0);
    ledger.insert(&closing).await.unwrap();
    closing.phase = Phase::Done;
    for path in [ledger.closed_path(&closing), ledger.control_path()] {
        fs::write(&path, "not json").unwrap();
    }
    assert!(matches!(ledger.save(&mut closing).await, Err(LedgerError::Damaged { .. })));
    assert!(matches!(ledger.closed(1).await, Err(LedgerError::Damaged { .. })));
    let (mut read, mut unread) = (0, 0);
    let mut visit = |row: Result<Row, Unreadable>| if row.is_ok() { read += 1 } else { unread += 1 };
    fs::copy(ledger.open_path(&closing.owner), ledger.closed_path(&row("bob", 0))).unwrap();
    ledger.visit_closed(10, &mut visit).await.unwrap();
    assert_eq!((read, unread), (1, 1), "the others are shown");
    fs::remove_file(ledger.closed_path(&row("bob", 0))).unwrap();
    assert!(matches!(ledger.control().await, Err(LedgerError::Damaged { .. })));
    assert!(matches!(ledger.set_pause(None).await, Err(LedgerError::Damaged { .. })));
    assert!(matches!(ledger.set_swept(at(1)).await, Err(LedgerError::Damaged { .. })));
    assert!(ledger.get(&closing.owner).await.unwrap().is_some());
    for path in [ledger.closed_path(&closing), ledger.control_path()] {
        assert_eq!(fs::read_to_string(&path).unwrap(), "not json");
    }
}

/// A crash between writing the closed file and removing the open one.
#[tokio::test]
async fn a_row_can_be_closed_again() {
    let (_dir, ledger) = ledger();
    let mut closing = row("alice", 0);
    ledger.insert(&closing).await.unwrap();
    let open = fs::read(ledger.open_path(&closing.owner)).unwrap();
    closing.phase = Phase::Done;
    ledger.save(&mut closing).await.unwrap();
    fs::write(ledger.open_path(&closing.owner), open).unwrap();
    fs::write(ledger.open_dir().join("next.tmp"), "half a ro").unwrap();
    let mut again = ledger.get(&closing.owner).await.unwrap().unwrap();
    again.phase = Phase::Done;
    ledger.save(&mut again).await.unwrap();
    assert!(ledger.open_rows().await.unwrap().is_empty());
    assert_eq!(ledger.closed(10).await.unwrap().len(), 1);
}

#[test]
fn of_many_at_once_one_wins() {
    let (_dir, ledger) = ledger();
    let block = |work: &mut dyn FnMut() -> bool| (0..20).filter(|_| work()).count();
    let wins: Vec<(usize, usize)> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4)
            .map(|_| {
                let ledger = ledger.clone();
                scope.spawn(move || {
                    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
                    let inserted = block(&mut || runtime.block_on(ledger.insert(&row("alice", 0))).unwrap());
                    let saved = block(&mut || {
                        let mut row = runtime.block_on(ledger.get(&owner("alice"))).unwrap().unwrap();
                        runtime.block_on(ledger.save(&mut row)).is_ok()
                    });
                    (inserted, saved)
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert_eq!(wins.iter().map(|(inserted, _)| inserted).sum::<usize>(), 1);
    let row = ledger.stored(&owner("alice")).unwrap().unwrap();
    assert_eq!(wins.iter().map(|(_, saved)| saved).sum::<usize>() as u64, row.version);
}

const VICTIM_DIR: &str = "WSRECYCLE_TEST_VICTIM_DIR";

/// Not a test by itself: the process that the next test kills.
#[tokio::test]
async fn victim() {
    let Some(dir) = std::env::var_os(VICTIM_DIR) else { return };
    let ledger = FileLedger::at(dir);
    for n in 0.. {
        let mut row = match ledger.get(&owner("alice")).await.unwrap() {
            Some(row) => row,
            None => {
                ledger.insert(&row("alice", n)).await.unwrap();
                continue;
            }
        };
        row.attempts += 1;
        if row.attempts.is_multiple_of(5) {
            row.phase = Phase::Done;
        }
        ledger.save(&mut row).await.unwrap();
    }
}

#[tokio::test]
async fn a_killed_process_leaves_whole_rows() {
    let (_dir, ledger) = ledger();
    let mut furthest = 0;
    for round in 0..8 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "ledger::file::tests::victim"])
            .env(VICTIM_DIR, ledger.dir())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(60 + round * 7));
        child.kill().unwrap();
        child.wait().unwrap();
        for row in ledger.open_rows().await.unwrap() {
            assert_eq!(u64::from(row.attempts), row.version);
        }
        let closed = ledger.closed(CLOSED_MAX).await.unwrap();
        assert!(closed.iter().all(|row| row.version == 5));
        assert!(closed.len() >= furthest);
        furthest = closed.len();
    }
    assert!(furthest > 0, "the victims were killed before they wrote anything");
}
