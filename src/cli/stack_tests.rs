//! `setup`, `drift`, `teardown` and `permissions` over an account that stands still.

use super::*;
use crate::recycle::{Cause, Phase, Row};
use crate::stack::STACK_TAG;
use crate::stack::picture::Trail;

const ALL: &str = "setup --scope all --yes";

/// The account after a command that ended well.
async fn after(account: Account, line: &str) -> Account {
    let ran = run(account, line).await;
    assert_eq!(ran.ended.clone().unwrap(), exit::DONE, "{line}: {}", ran.said.err());
    ran.cx.cloud.forget_calls();
    ran.cx.cloud
}

fn trail(name: &str) -> Trail {
    Trail {
        arn: format!("arn:aws:cloudtrail:us-east-1:123456789012:trail/{name}"),
        name: name.into(),
        bucket: "others".into(),
        is_multi_region: true,
        is_organization: true,
        validates_logs: true,
        is_logging: true,
        logs_writes: Some(true),
        logs_more: true,
        tags: [].into(),
    }
}

#[tokio::test]
async fn an_empty_account_gets_everything_once() {
    let ran = run(Account::default(), "setup --yes -o json").await;
    assert_eq!(ran.ended.clone().unwrap(), exit::DONE, "{}", ran.said.err());
    let json = ran.json();
    let writes = ran.cx.cloud.writes();
    assert_eq!(json["writes"], writes.len());
    assert!(json["changes"].as_array().unwrap().iter().all(|change| change["result"] == "done"));
    assert!(ran.said.err().contains(&format!("{} writes were made in account 123456789012", writes.len())));
    let account = ran.cx.cloud;
    account.forget_calls();
    let drift = run(account, "drift -o json").await;
    assert_eq!((drift.ended.clone().unwrap(), &drift.json()["is_clean"]), (exit::DONE, &true.into()));
    assert!(drift.cx.cloud.writes().is_empty());
    let again = run(drift.cx.cloud, "setup --yes").await;
    assert_eq!(again.ended.clone().unwrap(), exit::DONE);
    assert!(again.said.err().contains("No write was needed"), "{}", again.said.err());
    assert!(again.cx.cloud.writes().is_empty());
}

#[tokio::test]
async fn a_dry_run_says_what_would_be_done_and_does_nothing() {
    let ran = run(Account::default(), "setup --dry-run").await;
    assert_eq!(ran.ended.clone().unwrap(), exit::DONE);
    assert!(ran.said.out().contains("SNS topic Workspace_Disconnected_Topic\tresource\tmissing\tpresent\t\tplanned"));
    assert!(ran.cx.cloud.writes().is_empty());
    let no = run_with(Account::default(), "setup", Some(&["n"])).await;
    assert_eq!(no.ended.clone().unwrap(), exit::FAILED);
    assert!(no.said.err().contains("Workspace_Term_Rebuild: resource: missing → present"), "{}", no.said.err());
    assert!(no.cx.cloud.writes().is_empty());
    let nobody = run(Account::default(), "setup").await;
    assert_eq!(nobody.error().exit_status(), exit::USAGE);
    assert!(nobody.error().hints[0].contains("--yes"));
}

#[tokio::test]
async fn whatever_is_altered_is_named_and_only_that_is_written() {
    let mut account = after(Account::default(), ALL).await;
    type Harm = fn(&mut crate::sandbox::Deployed);
    let harms: [(&str, Harm, &[&str]); 8] = [
        (
            "timeout\t3 s\t900 s",
            |d| d.functions.get_mut("Workspace_Term_Rebuild").unwrap().timeout_s = 3,
            &["UpdateFunctionConfiguration"],
        ),
        ("state\tdisabled\tenabled", |d| d.rules.get_mut("Workspace_Create").unwrap().is_enabled = false, &["PutRule"]),
        (
            "subscription\tnone\tlambda",
            |d| d.topics.get_mut("Workspace_Disconnected_Topic").unwrap().subscriptions.clear(),
            &["Subscribe"],
        ),
        (
            "retention\tnever expire\t30 days",
            |d| d.log_groups.values_mut().next().unwrap().retention_days = None,
            &["PutRetentionPolicy"],
        ),
        (
            "public access\tpossible\tblocked",
            |d| d.buckets.values_mut().next().unwrap().is_private = false,
            &["PutPublicAccessBlock"],
        ),
        ("logging\t", |d| d.trails.values_mut().next().unwrap().is_logging = false, &["StartLogging"]),
        (
            "attached policy\tarn:aws:iam::aws:policy/AdministratorAccess\tnone",
            |d| {
                d.roles
                    .values_mut()
                    .next()
                    .unwrap()
                    .attached
                    .insert("arn:aws:iam::aws:policy/AdministratorAccess".into());
            },
            &["DetachRolePolicy"],
        ),
        (
            "EventBridge rule Workspace_Reconcile\tmissing\t",
            |d| {
                d.rules.remove("Workspace_Reconcile");
            },
            &["PutRule", "PutTargets"],
        ),
    ];
    for (says, harm, writes) in harms {
        account.deployed(harm);
        let drift = run(account, "drift").await;
        assert_eq!(drift.ended.clone().unwrap(), exit::ATTENTION, "{says}");
        assert!(drift.said.out().contains(says), "{says}: {}", drift.said.out());
        assert!(drift.cx.cloud.writes().is_empty());
        let setup = run(drift.cx.cloud, "setup --yes").await;
        assert_eq!(setup.ended.clone().unwrap(), exit::DONE, "{says}");
        assert_eq!(setup.cx.cloud.writes(), writes, "{says}");
        setup.cx.cloud.forget_calls();
        account = setup.cx.cloud;
    }
}

#[tokio::test]
async fn settings_stay_as_they_are_deployed() {
    let account =
        after(Account::default(), "setup --yes --scope tag=lab --grace 20m --memory 512 --notify a@b.example").await;
    let shown = run(account, "setup --show-config --sweep 30m").await;
    let text = shown.said.out();
    for line in [
        "scope\ttag=lab\tdeployed",
        "grace\t20m\tdeployed",
        "sweep\t30m\t--sweep",
        "notify\ta@b.example\tdeployed",
        "stack\tdefault\tdefault",
    ] {
        assert!(text.lines().any(|shown| shown == line), "{line}: {text}");
    }
    assert!(shown.cx.cloud.writes().is_empty());
    let clean = run(shown.cx.cloud, "drift").await;
    assert_eq!(clean.ended.clone().unwrap(), exit::DONE, "{}", clean.said.out());
    let other = run(clean.cx.cloud, "setup --yes --grace 5m").await;
    assert_eq!(other.cx.cloud.writes(), ["UpdateFunctionConfiguration"; 3]);
    let text = run(other.cx.cloud, "setup --show-config -o csv").await.said.out();
    assert!(text.contains("grace,5m,deployed") && text.contains("scope,tag=lab,deployed"), "{text}");
}

#[tokio::test]
async fn timing_that_clashes_with_what_is_deployed_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let path = dir.path().join(name);
        std::fs::write(&path, format!("[timing]\n{text}\n")).unwrap();
        path.display().to_string()
    };
    let quick = file("quick.toml", "act_within = \"20s\"\nsettle = \"150s\"");
    let account = after(Account::default(), &format!("{ALL} --config {quick}")).await;
    let shown = run(account, "setup --show-config").await;
    assert!(shown.said.out().contains("\nsettle\t2m30s\tdeployed\n"), "{}", shown.said.out());
    // Well by itself: the settling time is three minutes unless it is set.
    let slow = file("slow.toml", "act_within = \"80s\"");
    let ran = run(shown.cx.cloud, &format!("setup --yes --config {slow}")).await;
    let error = ran.error();
    assert!(
        error.message.starts_with("nothing was changed: settle (2m 30s) must be longer than act_within"),
        "{error:?}"
    );
    assert_eq!(error.hints, ["set settle under [timing] in the configuration file; now it is from: deployed"]);
    assert!(ran.cx.cloud.writes().is_empty());
}

#[tokio::test]
async fn with_desktops_there_the_scope_is_chosen_knowingly() {
    let ran = run(Account::with_desktops(30), "setup --yes").await;
    assert_eq!(ran.error().exit_status(), exit::USAGE);
    assert_eq!(ran.error().message, "there are 30 desktops here already: choose with --scope which are managed");
    assert_eq!(ran.error().hints[0], "--scope all puts 30 desktops at risk");
    assert_eq!(ran.error().hints[1], "--scope directories=d-90670a1b2c puts 30 desktops at risk");
    assert!(ran.cx.cloud.writes().is_empty());
    let unguarded = || {
        let account = Account::with_desktops(3);
        account.take_alarm(&name(&account, 1, 0));
        account
    };
    let without = run(unguarded(), ALL).await;
    assert_eq!(without.ended.clone().unwrap(), exit::DONE);
    assert!(without.said.err().contains("1 desktop in scope is not guarded"), "{}", without.said.err());
    assert!(without.said.err().contains("`wsrecycle status --fix`"));
    assert_eq!(without.cx.cloud.alarm_names().len(), 2);
    let guarded = run(unguarded(), &format!("{ALL} --guard-existing -o json")).await;
    assert_eq!(guarded.ended.clone().unwrap(), exit::DONE);
    assert_eq!(guarded.json()["alarms"][0]["desktop"], "ws-000000001");
    assert_eq!(guarded.cx.cloud.alarm_names().len(), 3);
    let out_of_scope = run(unguarded(), "setup --scope tag=nobody --yes --guard-existing").await;
    assert_eq!(out_of_scope.cx.cloud.alarm_names().len(), 2);
}

#[tokio::test]
async fn what_is_not_ours_is_left_alone_until_it_is_adopted() {
    let by_hand = || async {
        let account = after(Account::default(), ALL).await;
        account.deployed(|deployed| {
            let role = deployed.roles.values_mut().next().unwrap();
            role.tags.clear();
            role.description = "by hand".into();
        });
        account
    };
    let refused = run(by_hand().await, "setup --yes").await;
    assert_eq!(refused.error().exit_status(), exit::FAILED);
    assert_eq!(
        refused.error().causes,
        ["IAM role Lambda_WorkSpaces_Functions is there and does not carry the tag wsrecycle:stack=default"]
    );
    assert!(refused.error().hints[0].starts_with("--adopt takes over"));
    assert!(refused.cx.cloud.writes().is_empty());
    let drift = run(refused.cx.cloud, "drift").await;
    assert!(drift.said.out().contains("IAM role Lambda_WorkSpaces_Functions\tforeign\t"));
    let adopted = run(drift.cx.cloud, "setup --yes --adopt").await;
    assert_eq!(adopted.ended.clone().unwrap(), exit::DONE, "{}", adopted.said.err());
    assert_eq!(adopted.cx.cloud.writes(), ["UpdateRole", "TagRole"]);
    let account = by_hand().await;
    account.deployed(|d| d.roles.values_mut().next().unwrap().tags.insert(STACK_TAG.into(), "lab".into()));
    let anothers = run(account, "setup --yes --adopt").await;
    assert!(anothers.error().hints[0].contains("--stack"), "{:?}", anothers.error());
}

#[tokio::test]
async fn what_cannot_be_read_is_no_reason_to_write() {
    for (look, says) in [
        ("look role", "IAM role Lambda_WorkSpaces_Functions cannot be read: look role: AccessDenied"),
        ("look trails", "CloudTrail trail Workspace_Logging cannot be read"),
    ] {
        let account = Account::default();
        account.deny(look);
        let ran = run(account, "setup --yes").await;
        assert!(ran.error().causes[0].starts_with(says), "{:?}", ran.error());
        assert!(ran.error().hints[0].contains("`wsrecycle permissions setup`"));
        assert!(ran.cx.cloud.writes().is_empty());
        let drift = run(ran.cx.cloud, "drift").await;
        assert_eq!(drift.ended.clone().unwrap(), exit::ATTENTION);
        assert!(drift.said.out().contains("\tunknown\t"));
    }
}

#[tokio::test]
async fn a_failed_write_stops_it_and_the_next_run_goes_on() {
    for call in ["CreateRole", "CreateFunction", "PutBucketPolicy", "PutTargets", "Subscribe"] {
        let account = Account::default();
        account.deny(&format!("write {call}"));
        let ran = run(account, "setup --yes").await;
        let error = ran.error();
        assert!(error.causes[0].contains("AccessDeniedException"), "{error:?}");
        let [rest, allow] = error.hints.as_slice() else { panic!("{error:?}") };
        assert_eq!(rest, "what was done stays; the same command goes on with the rest");
        assert!(allow.starts_with("allow ") && allow.contains("`wsrecycle permissions setup`"), "{allow}");
        assert!(ran.said.out().contains("\tfailed\n"), "{call}: {}", ran.said.out());
        ran.cx.cloud.allow();
        let again = after(ran.cx.cloud, "setup --yes").await;
        assert_eq!(run(again, "drift").await.ended.unwrap(), exit::DONE, "{call}");
    }
}

#[tokio::test]
async fn killed_at_any_write_it_converges_and_so_does_its_reverse() {
    let all = run(Account::default(), "setup --yes").await.cx.cloud.writes().len();
    for n in 0..all {
        let account = Account::default();
        account.dies_after(n);
        let killed = run(account, "setup --yes").await;
        assert_eq!(killed.cx.cloud.writes().len(), n);
        killed.cx.cloud.allow();
        let account = after(killed.cx.cloud, "setup --yes").await;
        assert_eq!(run(account, "drift").await.ended.unwrap(), exit::DONE, "killed after {n} writes");
    }
    let down = "teardown --confirm default --trail --bucket";
    let whole = || async { after(Account::default(), "setup --yes").await };
    let all = run(whole().await, down).await.cx.cloud.writes().len();
    for n in 0..all {
        let account = whole().await;
        account.dies_after(n);
        let killed = run(account, down).await;
        killed.cx.cloud.allow();
        let account = after(killed.cx.cloud, down).await;
        let is_gone = |d: &mut crate::sandbox::Deployed| {
            d.rules.is_empty() && d.functions.is_empty() && d.roles.is_empty() && d.buckets.is_empty()
        };
        assert!(account.deployed(is_gone), "killed after {n} writes");
    }
}

#[tokio::test]
async fn a_trail_of_others_is_used_and_never_touched() {
    let account = Account::default();
    account.deployed(|d| d.trails.insert("Org".into(), trail("Org")));
    let ran = run(account, "setup --yes").await;
    assert!(ran.said.err().contains("CloudTrail trail Org tells of API calls already"), "{}", ran.said.err());
    assert!(!ran.cx.cloud.writes().iter().any(|call| call.contains("Bucket") || call.contains("Trail")));
    let drift = run(ran.cx.cloud, "drift").await;
    assert_eq!(drift.ended.clone().unwrap(), exit::DONE);
    assert!(drift.said.out().contains("CloudTrail trail Org\treused\t"));
    let named = run(Account::default(), "setup --yes --trail Org").await;
    assert_eq!(
        named.error().causes,
        ["CloudTrail trail Org: resource: missing → present (without it no launch and no termination is heard of)"]
    );
    assert!(named.error().hints[0].contains("--trail auto"));
    let gone = run(drift.cx.cloud, "teardown --confirm default").await;
    assert_eq!(gone.ended.clone().unwrap(), exit::DONE, "{}", gone.said.err());
    assert!(gone.cx.cloud.deployed(|d| d.trails.contains_key("Org")));
}

#[tokio::test]
async fn teardown_leaves_nothing_but_what_others_may_need() {
    let account = after(Account::with_desktops(3), ALL).await;
    let other =
        crate::fleet::Alarm::guarding(&"ws-00000000x".parse().unwrap(), "arn:aws:sns:us-east-1:123456789012:other");
    account.put(other.clone());
    let dry = run(account, "teardown --dry-run").await;
    assert_eq!(dry.ended.clone().unwrap(), exit::DONE);
    assert!(dry.said.out().contains("CloudWatch alarm WorkSpace_Disconnected_id_ws-000000000\tplanned\t\n"));
    assert!(dry.cx.cloud.writes().is_empty() && dry.cx.cloud.alarm_names().len() == 4);
    for (script, line) in [(Some(["no"].as_slice()), "teardown"), (None, "teardown --confirm lab")] {
        let ran = run_with(after(Account::default(), ALL).await, line, script).await;
        assert!(ran.ended.is_err() || ran.ended.as_ref().is_ok_and(|status| *status == exit::FAILED));
        assert!(ran.cx.cloud.writes().is_empty());
    }
    let nobody = run(after(Account::default(), ALL).await, "teardown").await;
    assert_eq!(nobody.error().hints, ["look first with --dry-run, then give --confirm default"]);
    let ran = run_with(dry.cx.cloud, "teardown --bucket --trail", Some(&["default"])).await;
    assert_eq!(ran.ended.clone().unwrap(), exit::DONE, "{}", ran.said.err());
    let account = ran.cx.cloud;
    assert_eq!(account.alarm_names(), [other.name]);
    let calls = account.calls();
    let at = |call: &str| calls.iter().position(|made| made == call).unwrap();
    assert!(at("write DisableRule") < at("delete_alarms") && at("delete_alarms") < at("write DeleteFunction"));
    assert!(at("write Unsubscribe") < at("delete_alarms"), "no sweep and no function puts one again");
    account.deployed(|d| {
        assert_eq!(d.log_groups.len(), 3, "logs stay");
        assert!(d.topics.is_empty() && d.roles.is_empty() && d.functions.is_empty() && d.rules.is_empty());
        assert!(d.tables.is_empty() && d.trails.is_empty() && d.buckets.is_empty());
    });
    account.forget_calls();
    let again = run(account, "teardown --confirm default").await;
    assert_eq!(again.ended.clone().unwrap(), exit::DONE);
    assert!(again.said.err().contains("There is nothing to take away of stack default."));
    assert!(again.cx.cloud.writes().is_empty());
}

#[tokio::test]
async fn teardown_waits_for_whoever_is_owed_a_desktop() {
    let owed = || async {
        let account = after(Account::with_desktops(1), ALL).await;
        let desktop = account.desktop(0);
        let mut row =
            Row::open(desktop.owner(), desktop.id, Cause::Sweep, StillClock::default().0, SignedDuration::ZERO);
        row.phase = Phase::Creating;
        let ledger = MemoryLedger::default();
        ledger.insert(&row).await.unwrap();
        (account, ledger)
    };
    let (account, ledger) = owed().await;
    let ran = run_in(account, ledger, "teardown --confirm default", None).await;
    assert_eq!(ran.error().message, "1 user is still owed a desktop; nothing was taken away");
    assert!(ran.error().causes[0].starts_with("user000@d-90670a1b2c"));
    assert!(ran.cx.cloud.writes().is_empty());
    let (account, ledger) = owed().await;
    let ran = run_in(account, ledger, "teardown --confirm default --abandon-owed", None).await;
    assert_eq!(ran.ended.clone().unwrap(), exit::DONE, "{}", ran.said.err());
    assert!(ran.said.err().contains("will not get their desktops back: user000@d-90670a1b2c"));
}

#[tokio::test]
async fn a_teardown_that_fails_half_way_goes_on_later() {
    let account = after(Account::with_desktops(1), ALL).await;
    account.deny("write DeleteFunction");
    let ran = run(account, "teardown --confirm default").await;
    assert!(ran.error().causes[0].contains("DeleteFunction"), "{:?}", ran.error());
    assert!(ran.said.out().contains("Workspace_Term_Rebuild\tfailed\t"));
    assert!(ran.said.out().contains("Workspace_Recycle_Ledger\tnot begun\t"), "{}", ran.said.out());
    ran.cx.cloud.allow();
    let account = after(ran.cx.cloud, "teardown --confirm default").await;
    assert!(account.deployed(|d| d.functions.is_empty() && d.tables.is_empty()));
    account.deny("delete_alarms");
    account.put(crate::fleet::Alarm::guarding(&"ws-00000000x".parse().unwrap(), &account.topic_arn()));
    let ran = run(after(account, ALL).await, "teardown --confirm default").await;
    assert!(ran.error().causes[0].contains("delete_alarms"));
    let deleted = ran.cx.cloud.writes().into_iter().find(|write| write.starts_with("Delete"));
    assert_eq!(deleted, None, "an alarm that fires would tell a topic that has gone");
}

#[tokio::test]
async fn permissions_are_printed_as_one_document() {
    let ran = run(Account::default(), "permissions setup").await;
    let json: serde_json::Value = serde_json::from_str(&ran.said.out()).unwrap();
    assert_eq!(json["Version"], "2012-10-17");
    let text = ran.said.out();
    assert!(text.contains("\"iam:PassRole\"") && !text.contains("iam:DeleteRole\""));
    let functions = run(Account::default(), "permissions functions --stack lab").await.said.out();
    assert!(functions.contains("Workspace_Recycle_Ledger_lab") && !functions.contains("iam:"));
}

#[tokio::test]
async fn one_altered_function_does_not_widen_the_scope() {
    const TAMPERED: &str = r#"{"grace_s": 600}"#;
    let told = |account: &Account, name: &str, text: &str| {
        account.deployed(|there| {
            let environment = &mut there.functions.get_mut(name).unwrap().environment;
            environment.insert("WSRECYCLE_SETTINGS".into(), text.into());
        });
    };
    let scopes = |account: &Account| -> Vec<String> {
        let scope = |function: &crate::stack::picture::Function| {
            crate::stack::Config::to_act_under(&function.environment).map(|config| config.scope.to_string())
        };
        account.deployed(|there| there.functions.values().map(|it| scope(it).unwrap_or_default()).collect())
    };
    // Without a scope, and with a wider one: the others know better.
    for text in [TAMPERED, r#"{"scope": "all"}"#] {
        let account = after(Account::default(), "setup --scope tag=lab --yes").await;
        told(&account, "Workspace_Term_Rebuild", text);
        let drift = run(account, "drift").await;
        assert_eq!(drift.ended.clone().unwrap(), exit::ATTENTION);
        assert!(drift.said.out().contains("Workspace_Term_Rebuild\tchanged\tenvironment"), "{}", drift.said.out());
        assert!(drift.said.out().contains("Workspace_Alarm_Create\tok"), "{}", drift.said.out());
        let account = after(drift.cx.cloud, "setup --yes").await;
        assert_eq!(scopes(&account), ["tag=lab"; 3], "{text}");
    }
    // None of them knows: a person decides, even where no desktop is at risk yet.
    let account = after(Account::default(), "setup --scope tag=lab --yes").await;
    for name in ["Workspace_Term_Rebuild", "Workspace_Alarm_Create", "Workspace_Alarm_Del"] {
        told(&account, name, TAMPERED);
    }
    let refused = run(account, "setup --yes").await;
    assert!(refused.error().message.starts_with("nothing was changed: nobody knows the settings"));
    assert!(refused.cx.cloud.writes().is_empty());
    let account = after(refused.cx.cloud, "setup --yes --scope tag=lab").await;
    assert_eq!(scopes(&account), ["tag=lab"; 3]);
    // Two that disagree, and no third.
    told(&account, "Workspace_Term_Rebuild", r#"{"scope": "all"}"#);
    account.deployed(|there| drop(there.functions.remove("Workspace_Alarm_Del")));
    let refused = run(account, "setup --yes").await;
    assert_eq!(refused.error().causes[0], "Workspace_Term_Rebuild goes by scope=all");
    let drift = run(refused.cx.cloud, "drift").await;
    assert!(drift.said.err().contains("the functions do not agree on their settings"), "{}", drift.said.err());
    let account = after(drift.cx.cloud, "setup --yes --scope tag=lab").await;
    assert_eq!(scopes(&account), ["tag=lab"; 3]);
}

/// A trail that was made in another Region for all of them shows here under the same name.
#[tokio::test]
async fn a_shadow_under_our_name_is_not_our_trail() {
    let account = Account::default();
    let shadow = Trail {
        arn: "arn:aws:cloudtrail:eu-west-1:123456789012:trail/Workspace_Logging".into(),
        is_organization: false,
        ..trail("Workspace_Logging")
    };
    account.deployed(|there| there.trails.insert("shadow".into(), shadow));
    let ran = run(account, "setup --yes").await;
    assert_eq!(ran.ended.clone().unwrap(), exit::DONE, "{}", ran.said.err());
    assert!(ran.said.err().contains("CloudTrail trail Workspace_Logging tells of API calls already"));
    assert!(!ran.cx.cloud.writes().iter().any(|call| call.contains("Trail") || call.contains("Bucket")));
    let down = run(ran.cx.cloud, "teardown --confirm default --trail").await;
    assert_eq!(down.ended.clone().unwrap(), exit::DONE, "{}", down.said.err());
    assert!(!down.cx.cloud.writes().contains(&"DeleteTrail".to_owned()));
}

#[tokio::test]
async fn what_aws_allows_later_is_said_and_the_rest_is_done() {
    let account = Account::default();
    account.deny("later UpdateTimeToLive");
    let ran = run(account, "setup --yes -o json").await;
    assert_eq!(ran.ended.clone().unwrap(), exit::ATTENTION, "{}", ran.said.err());
    assert!(ran.said.err().contains("AWS allows this later, within an hour: UpdateTimeToLive"), "{}", ran.said.err());
    let json = ran.json();
    let results = |result: &str| json["changes"].as_array().unwrap().iter().filter(|it| it["result"] == result).count();
    assert_eq!((results("later"), results("failed"), results("left")), (1, 0, 0), "{json:#}");
    ran.cx.cloud.allow();
    let again = after(ran.cx.cloud, "setup --yes").await;
    assert_eq!(run(again, "drift").await.ended.unwrap(), exit::DONE);
}

#[tokio::test]
async fn the_pause_that_is_shown_is_the_ledgers() {
    let account = after(Account::default(), ALL).await;
    let ledger = MemoryLedger::default();
    let shown = run_in(account, ledger.clone(), "setup --show-config", None).await;
    assert!(shown.said.out().lines().any(|line| line == "paused\tfalse\tledger"), "{}", shown.said.out());
    let pause = crate::ledger::Pause { reason: "exam week".into(), ..Default::default() };
    ledger.book().control.paused = Some(pause);
    let paused = ledger.clone();
    let shown = run_in(shown.cx.cloud, ledger, "setup --show-config", None).await;
    let line = "paused\tpaused until somebody resumes: exam week\tledger";
    assert!(shown.said.out().lines().any(|shown| shown == line), "{}", shown.said.out());
    let again = run_in(shown.cx.cloud, paused, "setup --yes", None).await;
    assert!(again.said.err().contains("exam week. `wsrecycle resume` ends the pause."), "{}", again.said.err());
    let none = run(Account::default(), "setup --show-config").await;
    assert!(none.said.out().lines().any(|line| line == "paused\tfalse\tdefault"), "{}", none.said.out());
}

#[tokio::test]
async fn an_address_that_is_not_confirmed_is_a_note_and_no_drift() {
    let account = after(Account::default(), "setup --yes --scope all --notify a@b.example").await;
    let drift = run(account, "drift").await;
    assert_eq!(drift.ended.clone().unwrap(), exit::DONE, "{}", drift.said.out());
    assert!(drift.said.err().contains("a@b.example hears of nothing yet"), "{}", drift.said.err());
}
