//! `pause`, `resume`, `history` and `logs` over an account that stands still.

use super::*;
use crate::ledger::{FileLedger, Pause};
use crate::recycle::{Attention, CancelReason, Cause, Event, Happening, Phase, Row, Successor, later};

fn now() -> Timestamp {
    StillClock::default().0
}

async fn paused() -> MemoryLedger {
    let ledger = MemoryLedger::default();
    let pause = Pause { reason: "theirs".into(), by: "arn:them".into(), ..Pause::default() };
    ledger.set_pause(Some(&pause)).await.unwrap();
    ledger
}

fn reason(ledger: &MemoryLedger) -> Option<String> {
    ledger.book().control.paused.clone().map(|pause| pause.reason)
}

#[tokio::test]
async fn a_pause_says_who_and_when_and_needs_no_answer() {
    let ledger = MemoryLedger::default();
    let ran = run_in(Account::default(), ledger.clone(), "pause --until 2h --reason patching -o json", None).await;
    assert_eq!(ran.ended.clone().unwrap(), exit::DONE);
    let pause = ledger.book().control.paused.clone().unwrap();
    let by = ran.cx.cloud.identity().arn;
    let until = Some(later(now(), SignedDuration::from_hours(2)));
    assert_eq!(pause, Pause { until, reason: "patching".into(), by, since: Some(now()) });
    assert_eq!(ran.json()["pause"]["reason"], "patching");
    let undriven = run_in(Account::default(), ledger.clone(), "resume --stack lab", None).await;
    assert_eq!((undriven.ended.unwrap(), reason(&ledger)), (exit::DONE, None));
    let undriven = run_in(Account::default(), ledger, "pause --stack lab", None).await;
    assert!(undriven.said.err().contains("the ledger on this computer"), "{}", undriven.said.err());
}

#[tokio::test]
async fn somebody_elses_pause_is_replaced_only_if_that_is_wanted() {
    for (line, script, status, stands) in [
        ("pause --reason mine", Some(["y"].as_slice()), Ok(exit::DONE), "mine"),
        ("pause --reason mine", Some(["n"].as_slice()), Ok(exit::FAILED), "theirs"),
        ("pause --reason mine", None, Err(exit::USAGE), "theirs"),
        ("pause --reason mine --dry-run", None, Ok(exit::DONE), "theirs"),
        ("pause --reason mine --yes", None, Ok(exit::DONE), "mine"),
        ("resume --dry-run", None, Ok(exit::DONE), "theirs"),
    ] {
        let ledger = paused().await;
        let ran = run_in(Account::default(), ledger.clone(), line, script).await;
        assert_eq!(ran.ended.clone().map_err(|error| error.exit_status()), status, "{line} {script:?}");
        assert_eq!(reason(&ledger).as_deref(), Some(stands), "{line} {script:?}");
        assert!(ran.said.err().contains("It is paused by arn:them until somebody resumes: theirs."), "{line}");
    }
}

#[tokio::test]
async fn a_pause_that_is_over_is_none() {
    let ledger = MemoryLedger::default();
    let pause = Pause { until: Some(now()), reason: "over".into(), ..Pause::default() };
    ledger.set_pause(Some(&pause)).await.unwrap();
    let ran = run_in(Account::default(), ledger.clone(), "resume -o json", None).await;
    assert_eq!((ran.json()["result"].as_str(), ran.ended.unwrap()), (Some("not paused"), exit::DONE));
    let ran = run_in(Account::default(), ledger.clone(), "pause --reason next", None).await;
    assert_eq!((ran.ended.unwrap(), reason(&ledger)), (exit::DONE, Some("next".into())));
}

#[tokio::test]
async fn what_goes_on_in_a_pause_is_said() {
    let ledger = MemoryLedger::default();
    for (n, phase) in [Phase::Grace, Phase::Verifying].into_iter().enumerate() {
        let owner = format!("user{n}@d-90670a1b2c").parse().unwrap();
        let mut row =
            Row::open(owner, format!("ws-00000000{n}").parse().unwrap(), Cause::Alarm, now(), SignedDuration::ZERO);
        row.phase = phase;
        row.attention = (n == 1).then_some(Attention::CreationSlow);
        ledger.insert(&row).await.unwrap();
    }
    let ran = run_in(Account::default(), ledger, "pause", None).await;
    let said = ran.said.err();
    let owed = "user1@d-90670a1b2c is owed a desktop for ws-000000001 (Verifying) and still gets it. It needs a \
                person: the creation does not end.";
    assert!(said.contains(owed) && said.contains("1 desktop is in the grace period"), "{said}");
}

#[tokio::test]
async fn a_row_that_cannot_be_read_keeps_nobody_from_stopping() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(dir.path().join("open")).unwrap();
    std::fs::write(dir.path().join("open/x.json"), "{").unwrap();
    let ledger = FileLedger::at(dir.path());
    let Command::InAccount(command) = Cli::try_parse_from(["wsrecycle", "pause", "-o", "json"]).unwrap().command else {
        panic!("it works in an account");
    };
    let options = TerminalOptions { format: crate::output::Format::Json, ..TerminalOptions::default() };
    let (terminal, said) = Terminal::captured(options, None);
    let settings = Settings::resolve(&[], &|_| None, None).unwrap();
    let opened = ledger.clone();
    let open_ledger = Box::new(move |_: &crate::cloud::Identity, _: &super::super::deployed::Place| Ok(opened.clone()));
    let cx = Context::new(Account::default(), WaitedClock::default(), settings, terminal, open_ledger);
    assert_eq!(command.run(&cx).await.unwrap(), exit::ATTENTION);
    assert!(ledger.control().await.unwrap().is_paused(now()));
    let json: serde_json::Value = serde_json::from_str(&said.out()).unwrap();
    assert_eq!((&json["result"], &json["owed"]), (&"paused".into(), &serde_json::Value::Null));
    assert!(said.err().contains("warning: what goes on meanwhile is not known: the ledger file"), "{}", said.err());
}

/// Closed rows, one every hour, the last one an hour ago; every tenth was cancelled.
async fn closed(count: i64) -> MemoryLedger {
    let ledger = MemoryLedger::default();
    for n in 0..count {
        let at = later(now(), SignedDuration::from_hours(n - count));
        let (owner, old) = (format!("user{}@d-90670a1b2c", n % 3), format!("ws-{n:09}"));
        let old: crate::recycle::WorkspaceId = old.parse().unwrap();
        let mut row = Row::open(owner.parse().unwrap(), old.clone(), Cause::Sweep, at, SignedDuration::ZERO);
        ledger.insert(&row).await.unwrap();
        let minute = |n| later(at, SignedDuration::from_mins(n));
        let new: crate::recycle::WorkspaceId = format!("ws-new{n:06}").parse().unwrap();
        let (phase, what) = if n % 10 == 0 {
            let reason = CancelReason::UserConnected;
            (Phase::Cancelled(reason), Happening::Cancelled { reason })
        } else {
            row.record(Event { at: minute(1), what: Happening::Terminated { desktop: old.clone() } });
            row.record(Event { at: minute(5), what: Happening::Absent { desktop: old } });
            row.successor = Some(Successor { id: new.clone(), ours: true });
            (Phase::Done, Happening::Done { desktop: new, took_s: 1800, differs: vec![] })
        };
        row.phase = phase;
        row.phase_since = minute(30);
        row.record(Event { at: minute(30), what });
        ledger.save(&mut row).await.unwrap();
    }
    ledger
}

#[tokio::test]
async fn history_finds_what_lies_far_back_and_says_what_it_leaves_out() {
    let ledger = closed(1200).await;
    for (filter, count, is_cut) in [
        ("", 100, true),
        ("--limit 1200", 1200, false),
        ("--since 10h", 10, false),
        ("--since 2000h --limit 10000", 1200, false),
        ("--outcome cancelled --limit 1000", 120, false),
        ("--outcome cancelled --limit 119", 119, true),
        ("--desktop ws-000000001", 1, false),
        ("--desktop ws-new000001", 1, false),
        ("--user USER1 --limit 400", 400, false),
        ("--directory d-90670a1b2d", 0, false),
        ("--outcome abandoned --outcome attention", 0, false),
    ] {
        let line = format!("history {filter} -o json");
        let ran = run_in(Account::default(), ledger.clone(), line.replace("  ", " ").as_str(), None).await;
        assert_eq!(ran.ended.clone().unwrap(), exit::DONE);
        let json = ran.json();
        assert_eq!(json["recycles"].as_array().unwrap().len(), count, "{line}");
        assert_eq!(json["is_cut"], is_cut, "{line}");
        assert_eq!(ran.said.err().contains("--limit shows more"), is_cut, "{line}");
    }
}

#[tokio::test]
async fn history_is_evidence_of_what_was_observed_and_no_more() {
    let ran = run_in(Account::default(), closed(2).await, "history -o json", None).await;
    let json = ran.json();
    let [done, cancelled] = [&json["recycles"][0], &json["recycles"][1]];
    let absent_at = later(now(), SignedDuration::from_mins(-55)).to_string();
    assert_eq!(done["old_absent_at"].as_str(), Some(absent_at.as_str()));
    assert!(done["evidence"].as_str().unwrap().ends_with(&format!("it was observed absent at {absent_at}.")));
    assert_eq!(done["events"].as_array().unwrap().len(), 4);
    assert_eq!((&cancelled["outcome"], &cancelled["reason"]), (&"cancelled".into(), &"the user is connected".into()));
    assert!(cancelled.get("old_absent_at").is_none());
    assert!(cancelled["evidence"].as_str().unwrap().ends_with("it was never observed absent."));
    assert_eq!((&json["statistics"]["done"], &json["statistics"]["deletion"]["p95_s"]), (&1.into(), &240.into()));
}

const GROUPS: [&str; 3] =
    ["/aws/lambda/Workspace_Alarm_Create", "/aws/lambda/Workspace_Alarm_Del", "/aws/lambda/Workspace_Term_Rebuild"];

fn logged(groups: &[&str]) -> Account {
    let account = Account::default();
    for group in groups {
        account.log(group, later(now(), SignedDuration::from_mins(-2)), "START RequestId: r-1 Version: $LATEST\n");
        account.log(
            group,
            later(now(), SignedDuration::from_mins(-1)),
            "\x1b]0;owned\x07\x1b[2Jws-0a1b2c3d4\nis \u{9b}31mred",
        );
    }
    account
}

#[tokio::test]
async fn logs_cannot_move_the_cursor_and_leave_lambdas_routine_out() {
    let ran = run(logged(&GROUPS), "logs").await;
    assert_eq!(ran.ended.clone().unwrap(), exit::DONE, "{}", ran.said.err());
    assert_eq!(ran.said.out().lines().count(), 3, "{}", ran.said.out());
    assert!(!ran.said.out().contains(|c: char| c.is_control() && c != '\n' && c != '\t'), "{:?}", ran.said.out());
    assert!(ran.said.err().contains("3 routine lines left out; -v shows them."));
    assert_eq!(run(logged(&GROUPS), "logs -v").await.said.out().lines().count(), 6);
    assert_eq!(run(logged(&GROUPS), "logs rebuild -o csv").await.said.out().lines().count(), 3);
    let desktop = run(logged(&GROUPS), "logs delete --desktop ws-0a1b2c3d4 -o json").await.json();
    assert_eq!(desktop["lines"].as_array().unwrap().len(), 1);
    assert_eq!(desktop["lines"][0]["function"], "Workspace_Alarm_Del");
}

#[tokio::test]
async fn logs_that_are_missing_or_denied_say_what_to_type() {
    let ran = run(logged(&GROUPS[1..]), "logs").await;
    assert_eq!(ran.ended.clone().unwrap(), exit::ATTENTION);
    assert!(ran.said.err().contains(&format!("there is no log group {}: `wsrecycle setup` makes it", GROUPS[0])));
    let ran = run(logged(&GROUPS[1..]), "logs create").await;
    assert_eq!(ran.error().exit_status(), exit::FAILED);
    assert!(ran.error().hints[0].contains("`wsrecycle setup`"));
    let account = logged(&GROUPS);
    account.deny("log_lines");
    let ran = run(account, "logs").await;
    assert_eq!(ran.error().message, "cannot read the log of Workspace_Alarm_Create");
    assert!(ran.error().hints[1].contains("`wsrecycle permissions logs`"));
    let ran = run(logged(&GROUPS), "logs --follow").await;
    assert_eq!((ran.error().exit_status(), ran.cx.cloud.calls().len()), (exit::USAGE, 0));
}

#[tokio::test]
async fn a_clock_that_is_off_writes_no_times_that_others_judge() {
    let off = |by_s| {
        let account = mixed();
        account.is_behind(SignedDuration::from_secs(by_s));
        account
    };
    for line in [
        "rebuild ws-000000000 --yes",
        "rebuild --resume",
        "rebuild --abandon user000@d-90670a1b2c --yes",
        "status --fix --yes",
        "pause --until 2h",
    ] {
        let ledger = MemoryLedger::default();
        let ran = run_in(off(60), ledger.clone(), line, None).await;
        let error = ran.error();
        assert_eq!((error.message.as_str(), error.exit_status()), ("this machine's clock is 60 s ahead of AWS's", 1));
        assert!(error.causes[0].contains("two of them could act on one desktop"), "{error:?}");
        assert_eq!(error.hints, [super::super::skew::REMEDY], "{line}");
        assert_eq!(ran.cx.cloud.calls(), ["whoami"], "{line}");
        assert_eq!((reason(&ledger), ledger.book().open.len()), (None, 0), "{line}");
    }
    for line in ["status", "rebuild ws-000000000 --dry-run", "status --fix --dry-run", "pause", "resume"] {
        let ran = run(off(-60), line).await;
        assert!(ran.ended.is_ok(), "{line}: {:?}", ran.ended);
        let said = ran.said.err();
        assert!(said.contains("warning: this machine's clock is 61 s behind AWS's"), "{line}: {said}");
        assert!(!run(off(5), line).await.said.err().contains("clock"), "{line}");
    }
    let account = off(-7200);
    account.deny("whoami");
    let ran = run(account, "status").await;
    assert!(ran.error().hints.iter().any(|hint| hint.contains("clock is 7201 s behind AWS's")), "{:?}", ran.error());
}
