//! Commands beside a deployed stack, without one, and where nobody can tell.

use super::*;
use crate::recycle::{Cause, Lease, Owner, Phase, Row};
use crate::stack::{Config, Names};

fn owner(n: usize) -> Owner {
    Account::with_desktops(n + 1).desktop(n).owner()
}

fn function(account: &Account) -> String {
    Names::of("default", &account.identity()).term_rebuild
}

/// What the functions were deployed with.
fn deploy_with(account: &Account, config: &Config) {
    let name = function(account);
    account.deployed(|there| there.functions.get_mut(&name).unwrap().environment = config.environment("default"));
}

#[tokio::test]
async fn detached_rows_are_left_to_the_functions() {
    let account = mixed();
    let ledger = deployed(&account);
    let line = "rebuild user000@d-90670a1b2c ws-000000001 --detach --yes -o json";
    let ran = run_in(account, ledger.clone(), line, None).await;
    assert_eq!(ran.ended.clone().unwrap(), exit::DONE, "{}", ran.said.err());
    let results: Vec<_> = ran.json()["desktops"].as_array().unwrap().iter().map(|it| it["result"].clone()).collect();
    assert_eq!(results, ["begun", "begun"]);
    for command in ["status", "wait user000@d-90670a1b2c --for recycled", "history"] {
        assert!(ran.said.err().contains(&format!("`wsrecycle {command}`")), "{}", ran.said.err());
    }
    let rows = ledger.open_rows().await.unwrap();
    assert!(
        rows.iter().all(|row| row.phase == Phase::Grace && row.cause == Cause::Administrator && row.lease.is_none())
    );
    assert_eq!(rows.len(), 2);
    let forced = run_in(ran.cx.cloud, ledger.clone(), "rebuild ws-000000002 --detach --force --yes", None).await;
    assert_eq!(forced.ended.unwrap(), exit::DONE);
    assert_eq!(ledger.get(&owner(2)).await.unwrap().unwrap().cause, Cause::AdministratorForced);
}

#[tokio::test]
async fn a_whole_directory_is_detached_only_by_its_name() {
    let all = "rebuild --directory d-90670a1b2c --all --detach";
    let account = mixed();
    let ledger = deployed(&account);
    let ran = run_in(account, ledger.clone(), all, Some(&["d-90670a1b2c"])).await;
    assert_eq!((ran.error().exit_status(), ledger.book().open.len()), (exit::USAGE, 0));
    let ran = run_in(ran.cx.cloud, ledger.clone(), &format!("{all} --dry-run"), None).await;
    assert_eq!((ran.ended.unwrap(), ledger.book().open.len()), (exit::DONE, 0));
    let ran = run_in(ran.cx.cloud, ledger.clone(), &format!("{all} --confirm d-90670a1b2c"), None).await;
    assert_eq!((ran.ended.unwrap(), ledger.book().open.len()), (exit::DONE, 3));
    assert!(Cli::try_parse_from(format!("wsrecycle {all} --batch-size 5").split(' ')).is_err());
}

#[tokio::test]
async fn without_a_stack_nobody_takes_what_is_detached() {
    let ran = run(mixed(), "rebuild ws-000000000 --detach --yes").await;
    assert!(ran.error().message.starts_with("nobody is here to leave it to"), "{:?}", ran.error());
    assert!(ran.error().hints[0].contains("wsrecycle setup"));
    assert!(ran.cx.ledger().await.unwrap().book().open.is_empty());
}

#[tokio::test]
async fn which_ledger_counts_is_not_guessed() {
    let denied = || {
        let account = mixed();
        account.deny("GetFunctionConfiguration");
        account
    };
    let by_hand = || {
        let account = mixed();
        deployed(&account);
        let name = function(&account);
        account.deployed(|there| there.functions.get_mut(&name).unwrap().environment.clear());
        account
    };
    for (account, hint) in [(denied(), "lambda:GetFunctionConfiguration"), (by_hand(), "`wsrecycle setup --adopt`")] {
        let mut account = account;
        for line in ["ws-000000000 --yes", "ws-000000000 --dry-run", "--resume", "ws-000000000 --yes --detach"] {
            let ran = run(account, &format!("rebuild {line}")).await;
            let error = ran.error();
            assert_eq!(error.exit_status(), exit::FAILED);
            assert!(error.hints.iter().any(|it| it.contains(hint)), "{line}: {error:?}");
            assert!(error.hints.iter().any(|it| it.contains("--standalone")), "{line}: {error:?}");
            assert!(ran.cx.ledger().await.unwrap().book().open.is_empty());
            account = ran.cx.cloud;
        }
        let ran = run(account, "rebuild ws-000000000 --dry-run --standalone").await;
        assert_eq!(ran.ended.clone().unwrap(), exit::DONE);
        assert!(ran.said.err().contains("warning: cannot tell whether a stack is deployed here"), "{}", ran.said.err());
        let ran = run(ran.cx.cloud, "status -o json").await;
        assert_eq!(ran.json()["reconciler"]["stack"], "unknown");
        assert_eq!(ran.said.err().matches("cannot tell whether a stack is deployed here").count(), 1);
    }
    for line in ["pause --reason exam", "resume"] {
        let ran = run(denied(), line).await;
        assert!(ran.error().message.contains("nor which ledger counts"), "{line}: {:?}", ran.error());
    }
    let account = mixed();
    let ledger = deployed(&account);
    let ran = run_in(account, ledger, "rebuild ws-000000000 --yes --standalone", None).await;
    assert!(ran.error().message.contains("a stack is deployed here"), "{:?}", ran.error());
}

#[tokio::test]
async fn scope_and_grace_are_those_of_the_functions() {
    let account = mixed();
    let ledger = deployed(&account);
    deploy_with(&account, &Config { scope: "tag=other".parse().unwrap(), ..Config::default() });
    let ran = run_in(account, ledger.clone(), "status", None).await;
    assert_eq!((ran.ended.clone().unwrap(), ran.said.out().matches("excluded").count()), (exit::DONE, 3));
    let ran = run_in(ran.cx.cloud, ledger.clone(), "alarm create ws-000000001 --yes", None).await;
    assert!(ran.said.err().contains("ws-000000001 of user001@d-90670a1b2c is skipped"), "{}", ran.said.err());
    let ran = run_in(ran.cx.cloud, ledger.clone(), "status --scope all", None).await;
    assert_eq!(ran.ended.clone().unwrap(), exit::ATTENTION);
    assert_eq!(ran.said.err().matches("the functions go by tag=other").count(), 1, "{}", ran.said.err());
    // Forty hours of grace: what was used this morning is not overdue.
    deploy_with(&ran.cx.cloud, &Config { grace_s: 40 * 3600, ..Config::default() });
    let ran = run_in(ran.cx.cloud, ledger, "status --finding overdue", None).await;
    assert_eq!((ran.ended.clone().unwrap(), ran.said.out().as_str()), (exit::DONE, ""));
}

#[tokio::test]
async fn status_says_who_ticks_what_waits_and_that_it_is_paused() {
    let account = Account::default();
    account.add(mixed().desktop(0));
    let ledger = deployed(&account);
    let row = Row::open(
        owner(0),
        account.desktop(0).id,
        Cause::Alarm,
        StillClock::default().0 - SignedDuration::from_mins(4),
        SignedDuration::from_mins(10),
    );
    ledger.insert(&row).await.unwrap();
    let paused = r#"{"until": "2026-11-22T18:00:00Z", "reason": "exam week"}"#;
    ledger.book().control.paused = Some(serde_json::from_str(paused).unwrap());
    ledger.book().control.swept_at = Some(StillClock::default().0 - SignedDuration::from_mins(12));
    let ran = run_in(account, ledger.clone(), "status", None).await;
    assert_eq!(ran.ended.clone().unwrap(), exit::DONE, "{}", ran.said.err());
    assert!(ran.said.out().contains("\tGrace for 4m, next look in 6m\t"), "{}", ran.said.out());
    let err = ran.said.err();
    assert!(err.starts_with("warning: Paused until 2026-11-22T18:00:00Z (exam week): nothing is terminated"), "{err}");
    assert!(err.contains("The reconciler has ticked 0s ago and swept 12m ago."), "{err}");
    let json = run_in(ran.cx.cloud, ledger.clone(), "status -o json", None).await;
    assert_eq!(json.json()["pause"]["reason"], "exam week");
    assert_eq!(json.json()["reconciler"]["stack"], "deployed");
    assert_eq!(json.json()["reconciler"]["ticked_at"], "2026-11-22T17:00:00Z");
    assert_eq!(json.json()["findings"][0]["code"], "paused");

    ledger.book().control.ticker = None;
    let silent = run_in(json.cx.cloud, ledger, "status --id ws-000000000", None).await;
    assert_eq!(silent.ended.clone().unwrap(), exit::ATTENTION);
    assert!(silent.said.err().contains("problem: The reconciler does not tick"), "{}", silent.said.err());
}

#[tokio::test]
async fn a_row_in_hand_is_not_given_up() {
    let ledger = MemoryLedger::default();
    let now = StillClock::default().0;
    let lease = Some(Lease { holder: "function".into(), until: now + SignedDuration::from_mins(1) });
    let row = Row::open(owner(0), "ws-000000000".parse().unwrap(), Cause::Alarm, now, SignedDuration::ZERO);
    ledger.insert(&Row { lease, phase: Phase::Creating, ..row }).await.unwrap();
    let ran = run_in(mixed(), ledger.clone(), "rebuild --abandon user000@d-90670a1b2c --yes", None).await;
    assert!(ran.error().message.starts_with("function has the desktop of user000@d-90670a1b2c in hand"));
    assert_eq!(ledger.book().open.len(), 1);
}

#[tokio::test]
async fn a_teardown_asks_the_table_even_without_its_functions() {
    let account = mixed();
    let ledger = deployed(&account);
    let row = Row::open(
        owner(0),
        "ws-000000000".parse().unwrap(),
        Cause::Alarm,
        StillClock::default().0,
        SignedDuration::ZERO,
    );
    ledger.insert(&Row { phase: Phase::Creating, ..row }).await.unwrap();
    account.deployed(|there| there.functions.clear());
    let ran = run_in(account, ledger, "teardown --confirm default", None).await;
    assert!(ran.error().message.starts_with("1 user is still owed a desktop"), "{:?}", ran.error());
    assert!(ran.cx.cloud.writes().is_empty());
    assert!(
        !ran.cx.cloud.calls().iter().any(|call| call == "GetFunctionConfiguration"),
        "the table is there: nothing else counts"
    );
}
