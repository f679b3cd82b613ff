//! `teardown` beside a reconciler that works, and where not everything can be read.

use super::*;
use crate::ledger::{Pause, Ticker};
use crate::recycle::{Cause, Lease, Phase, Row};
use crate::stack::STACK_TAG;

const DOWN: &str = "teardown --confirm default";

fn now() -> Timestamp {
    StillClock::default().0
}

/// A row of the first desktop.
fn row(account: &Account, phase: Phase) -> Row {
    let desktop = account.desktop(0);
    Row { phase, ..Row::open(desktop.owner(), desktop.id, Cause::Sweep, now(), SignedDuration::ZERO) }
}

/// The reconciler has the tick for so long from now.
fn ticks(ledger: &MemoryLedger, seconds: i64) {
    let until = now() + SignedDuration::from_secs(seconds);
    ledger.book().control.ticker =
        Some(Ticker { holder: "function".into(), began_at: now(), until, settings: String::new() });
}

fn deletions(account: &Account) -> Vec<String> {
    account.calls().into_iter().filter(|call| call.starts_with("write Delete") || call == "delete_alarms").collect()
}

/// A clock under which the reconciler does something as soon as anybody waits.
struct Meanwhile<F>(WaitedClock, F);

impl<F: Fn(Timestamp) + Send + Sync> Clock for Meanwhile<F> {
    fn now(&self) -> Timestamp {
        self.0.now()
    }

    async fn sleep(&self, time: SignedDuration) {
        self.0.sleep(time).await;
        (self.1)(self.now());
    }
}

/// Run a command while somebody else works.
async fn run_beside<F: Fn(Timestamp) + Send + Sync>(
    account: Account,
    ledger: MemoryLedger,
    line: &str,
    meanwhile: F,
) -> (Result<u8, CommandError>, Captured, Account) {
    let cli = Cli::try_parse_from(["wsrecycle"].into_iter().chain(line.split(' '))).unwrap();
    let (terminal, said) = Terminal::captured(cli.globals.terminal_options(), None);
    let Command::InAccount(command) = &cli.command else { panic!("{line} needs no account") };
    let settings = cli.globals.settings(&command.flags(), &|_| None).unwrap();
    let open_ledger = Box::new(move |_: &_, _: &_| Ok(ledger.clone()));
    let clock = Meanwhile(WaitedClock::default(), meanwhile);
    let cx = Context::new(account, clock, settings, terminal, open_ledger);
    let ended = command.run(&cx).await;
    (ended, said, cx.cloud)
}

#[tokio::test]
async fn a_table_that_cannot_be_looked_at_may_owe_a_desktop() {
    let account = Account::with_desktops(1);
    deployed(&account);
    account.deny("look table");
    let ran = run(account, DOWN).await;
    let error = ran.error();
    assert!(error.message.starts_with("cannot tell whether a user is owed a desktop, for table"), "{error:?}");
    assert!(error.message.ends_with("nothing was taken away") && error.causes[0].contains("AccessDenied"), "{error:?}");
    assert!(error.hints.iter().any(|hint| hint.starts_with("--abandon-owed")), "{error:?}");
    assert!(ran.cx.cloud.writes().is_empty() && deletions(&ran.cx.cloud).is_empty());
    let ran = run(ran.cx.cloud, &format!("{DOWN} --abandon-owed")).await;
    assert_eq!(ran.ended.clone().unwrap(), exit::ATTENTION, "{}", ran.said.err());
    assert!(ran.said.err().contains("Nobody knows who is owed a desktop"), "{}", ran.said.err());
}

#[tokio::test]
async fn nothing_is_deleted_while_the_reconciler_ticks_nor_what_it_owes_then() {
    let account = Account::with_desktops(1);
    let ledger = deployed(&account);
    ticks(&ledger, 200);
    let (owing, late) = (ledger.clone(), row(&account, Phase::Creating));
    // The tick that had begun before terminates a desktop, and ends.
    let meanwhile = move |at: Timestamp| {
        let mut book = owing.book();
        assert_eq!(book.control.paused.as_ref().map(|pause| pause.reason.as_str()), Some("teardown"));
        if at >= now() + SignedDuration::from_secs(60) {
            book.control.ticker.as_mut().unwrap().until = at;
            book.open.insert(late.owner.clone(), late.clone());
        }
    };
    let (ended, said, account) = run_beside(account, ledger.clone(), DOWN, meanwhile).await;
    let error = ended.unwrap_err();
    assert_eq!(error.message, "1 user is still owed a desktop; nothing was deleted", "{error:?}");
    assert!(said.err().contains("Waiting up to 16 minutes: the reconciler works since"), "{}", said.err());
    assert!(error.hints[0].contains("`wsrecycle rebuild --resume`") && error.hints[1].contains("`wsrecycle resume`"));
    assert!(deletions(&account).is_empty(), "{:?}", deletions(&account));
    assert!(account.writes().contains(&"DisableRule".to_owned()), "nothing ticks again");
    assert!(ledger.book().control.paused.is_some(), "the pause stays");
    // What is owed was brought back: the same command goes on.
    ledger.book().open.clear();
    let ran = run_in(account, ledger.clone(), DOWN, None).await;
    assert_eq!(ran.ended.clone().unwrap(), exit::DONE, "{}", ran.said.err());
    assert!(ran.cx.cloud.deployed(|there| there.functions.is_empty() && there.tables.is_empty()));
    assert_eq!(ledger.book().control.paused, None, "the ledger of the simulated account is used on");
}

#[tokio::test]
async fn whoever_works_longer_than_anybody_may_is_named() {
    for is_ticking in [true, false] {
        let account = Account::with_desktops(1);
        let ledger = deployed(&account);
        if is_ticking {
            ticks(&ledger, 7200);
        } else {
            let lease = Some(Lease { holder: "laptop".into(), until: now() + SignedDuration::from_hours(2) });
            ledger.insert(&Row { lease, ..row(&account, Phase::Grace) }).await.unwrap();
        }
        let ran = run_in(account, ledger.clone(), DOWN, None).await;
        assert_eq!(ran.error().message, "somebody still works with the ledger; nothing was deleted");
        assert!(deletions(&ran.cx.cloud).is_empty());
        let waited = ran.cx.clock.now().duration_since(now());
        assert!((960..1000).contains(&waited.as_secs()), "{waited}");
    }
}

#[tokio::test]
async fn a_pause_of_somebody_else_is_kept_and_a_dry_run_sets_none() {
    let account = Account::with_desktops(1);
    let ledger = deployed(&account);
    let theirs = Pause { reason: "exam week".into(), ..Pause::default() };
    ledger.book().control.paused = Some(theirs.clone());
    account.deny("write DeleteTable");
    let ran = run_in(account, ledger.clone(), DOWN, None).await;
    assert!(ran.ended.is_err());
    assert_eq!(ledger.book().control.paused, Some(theirs));
    let account = Account::with_desktops(1);
    let ledger = deployed(&account);
    for line in ["teardown --dry-run", "teardown"] {
        let ran = run_in(Account::with_desktops(1), ledger.clone(), line, Some(&["no"])).await;
        assert!(ran.cx.cloud.writes().is_empty());
        assert_eq!(ledger.book().control.paused, None, "{line}");
    }
}

#[tokio::test]
async fn the_alarms_of_a_topic_that_is_not_ours_stay() {
    let account = Account::with_desktops(2);
    let ledger = deployed(&account);
    account.deployed(|there| there.topics.values_mut().for_each(|topic| drop(topic.tags.remove(STACK_TAG))));
    let ran = run_in(account, ledger, DOWN, None).await;
    assert_eq!(ran.ended.clone().unwrap(), exit::DONE, "{}", ran.said.err());
    assert_eq!(ran.cx.cloud.alarm_names().len(), 2, "they may be all that a hand-made stack has");
    assert!(ran.said.err().contains("the alarms that tell topic Workspace_Disconnected_Topic stay"));
    // Without any topic, what is named as ours goes, and nothing else.
    let account = ran.cx.cloud;
    let old = account.take_alarm(&name(&account, 1, 0)).unwrap();
    account.put(crate::fleet::Alarm { name: name(&account, 1, 2), ..old });
    account.deployed(|there| there.topics.clear());
    let ran = run(account, DOWN).await;
    assert_eq!(ran.ended.clone().unwrap(), exit::DONE, "{}", ran.said.err());
    assert_eq!(ran.cx.cloud.alarm_names(), [name(&ran.cx.cloud, 1, 2)]);
}
