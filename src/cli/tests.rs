//! Commands over an account that stands still. What needs time to pass is told as stories in `tests/stories/`.

use super::*;
use crate::fleet::account::{Account, StillClock};
use crate::fleet::alarm::SPELLINGS;
use crate::ledger::MemoryLedger;
use crate::output::{Captured, TerminalOptions};
use crate::recycle::{ConnectionState, State};
use crate::settings::Settings;
use jiff::{SignedDuration, Timestamp};
use std::sync::Mutex;

/// A clock on which only waiting makes time pass.
#[derive(Default)]
struct WaitedClock(Mutex<SignedDuration>);

impl Clock for WaitedClock {
    fn now(&self) -> Timestamp {
        StillClock::default().0 + *self.0.lock().unwrap()
    }

    async fn sleep(&self, time: SignedDuration) {
        *self.0.lock().unwrap() += time;
    }
}

struct Ran {
    ended: Result<u8, CommandError>,
    said: Captured,
    cx: Context<Account, MemoryLedger, WaitedClock>,
}

impl Ran {
    fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.said.out()).unwrap()
    }

    fn error(&self) -> &CommandError {
        self.ended.as_ref().unwrap_err()
    }
}

/// The default stack stands there, and a ledger whose reconciler has just ticked.
fn deployed(account: &Account) -> MemoryLedger {
    let identity = account.identity();
    account.deployed(|there| *there = crate::sandbox::Deployed::default_stack(&identity));
    let (began_at, until) = (StillClock::default().0, StillClock::default().0);
    let ticker = crate::ledger::Ticker { holder: "function".into(), began_at, until, settings: String::new() };
    let ledger = MemoryLedger::default();
    ledger.book().control.ticker = Some(ticker);
    ledger
}

/// Run a command line over an account; answers to questions come from the script.
async fn run_with(account: Account, line: &str, script: Option<&[&str]>) -> Ran {
    run_in(account, MemoryLedger::default(), line, script).await
}

async fn run_in(account: Account, ledger: MemoryLedger, line: &str, script: Option<&[&str]>) -> Ran {
    let words = ["wsrecycle"].into_iter().chain(line.split(' '));
    let cli = Cli::try_parse_from(words).unwrap_or_else(|error| panic!("{line}: {error}"));
    let options: TerminalOptions = cli.globals.terminal_options();
    let (terminal, said) = Terminal::captured(options, script);
    let Command::InAccount(command) = &cli.command else { panic!("{line} needs no account") };
    let settings: Settings = cli.globals.settings(&command.flags(), &|_| None).unwrap();
    let open_ledger = Box::new(move |_: &_, _: &_| Ok(ledger.clone()));
    let cx = Context::new(account, WaitedClock::default(), settings, terminal, open_ledger).in_sandbox();
    let ended = command.run(&cx).await;
    Ran { ended, said, cx }
}

async fn run(account: Account, line: &str) -> Ran {
    run_with(account, line, None).await
}

fn name(account: &Account, n: usize, spelling: usize) -> String {
    format!("{}{}", SPELLINGS[spelling], account.desktop(n).id)
}

/// Three desktops: guarded, unguarded, guarded under an old name.
fn mixed() -> Account {
    let account = Account::with_desktops(3);
    account.take_alarm(&name(&account, 1, 0));
    let alarm = account.take_alarm(&name(&account, 2, 0)).unwrap();
    account.put(crate::fleet::Alarm { name: name(&account, 2, 1), ..alarm });
    account
}

#[tokio::test]
async fn another_account_is_refused_before_anything_is_read() {
    for line in ["status", "alarm list", "hold ws-000000000", "wait ws-000000000 --for gone"] {
        let ran = run(mixed(), &format!("{line} --expect-account 210987654321")).await;
        assert_eq!(ran.error().message, "this is account 123456789012, not 210987654321");
        assert_eq!(ran.error().exit_status(), exit::FAILED);
        assert_eq!(ran.cx.cloud.calls(), ["whoami"]);
        let ran = run(mixed(), &format!("{line} --expect-account 123456789012 --quiet")).await;
        assert!(ran.ended.is_ok() || line.starts_with("wait"), "{line}");
    }
}

#[tokio::test]
async fn alarms_are_put_right_and_the_right_ones_left_alone() {
    let ran = run(mixed(), "alarm create --all --yes -o json").await;
    assert_eq!(ran.ended.clone().unwrap(), exit::DONE);
    let results: Vec<String> =
        ran.json()["alarms"].as_array().unwrap().iter().map(|it| it["result"].to_string()).collect();
    assert_eq!(results, ["\"done\"", "\"done\""]);
    let account = &ran.cx.cloud;
    assert_eq!(account.alarm_names(), [name(account, 0, 0), name(account, 1, 0), name(account, 2, 0)]);
    assert_eq!(account.calls().iter().filter(|call| *call == "put_alarm").count(), 2);
}

#[tokio::test]
async fn a_dry_run_and_a_no_change_nothing() {
    for (line, script, asks) in [
        ("alarm create --all --dry-run", None, false),
        ("alarm create --all", Some(["n"].as_slice()), true),
        ("alarm delete --all", Some(["n"].as_slice()), true),
        ("alarm delete ws-000000000 --dry-run", None, false),
        ("status --fix --dry-run", None, false),
        ("status --fix", Some([""].as_slice()), true),
        ("hold ws-000000000 --dry-run", None, false),
        ("release ws-000000000 --dry-run", None, false),
    ] {
        let ran = run_with(mixed(), line, script).await;
        let expected = if asks { [exit::FAILED; 2] } else { [exit::DONE, exit::ATTENTION] };
        assert!(expected.contains(ran.ended.as_ref().unwrap()), "{line}");
        assert_eq!(ran.said.out().is_empty(), asks, "{line}: the plan is the answer of a dry run only");
        assert_eq!(ran.said.err().contains("[y/N]"), asks, "{line}: {}", ran.said.err());
        let calls = ran.cx.cloud.calls();
        assert!(!calls.iter().any(|call| ["put_alarm", "delete_alarms", "tag", "untag"].contains(&call.as_str())));
        let nobody = run(mixed(), line).await;
        if asks {
            assert_eq!(nobody.error().exit_status(), exit::USAGE, "{line}");
            assert!(nobody.error().hints[0].contains("--yes"));
        }
    }
}

#[tokio::test]
async fn some_alarms_by_name() {
    let account = mixed();
    account.set_tag(2, "wsrecycle:hold");
    let ran = run(account, "alarm create user001@d-90670a1b2c ws-000000002 --yes").await;
    assert_eq!(ran.ended.clone().unwrap(), exit::DONE);
    assert!(ran.said.err().contains("ws-000000002 of user002@d-90670a1b2c is skipped: on hold."));
    let account = &ran.cx.cloud;
    assert_eq!(account.alarm_names(), [name(account, 2, 1), name(account, 0, 0), name(account, 1, 0)]);
    let ran = run(mixed(), "alarm delete ws-000000002 --yes").await;
    assert_eq!(ran.said.out(), format!("{}\tdeleted\t\n", name(&ran.cx.cloud, 2, 1)));
    assert_eq!(ran.cx.cloud.alarm_names().len(), 1);
}

#[tokio::test]
async fn a_slip_among_many_names_changes_nothing() {
    for line in ["hold ws-000000000 ws-00000000x", "release nobody@d-90670a1b2c", "alarm create ws-00000000x --yes"] {
        let ran = run(mixed(), line).await;
        assert_eq!(ran.error().exit_status(), exit::FAILED);
        assert!(ran.error().message.starts_with("there is no "), "{}", ran.error().message);
        assert!(!ran.cx.cloud.calls().iter().any(|call| ["tag", "untag", "put_alarm"].contains(&call.as_str())));
    }
}

#[tokio::test]
async fn alarms_are_listed_with_their_faults() {
    let account = mixed();
    account.put(crate::fleet::Alarm::guarding(&"ws-gonegone1".parse().unwrap(), &account.topic_arn()));
    let ran = run(account, "alarm list").await;
    let lines: Vec<String> = ran.said.out().lines().map(str::to_owned).collect();
    assert_eq!(
        lines[0],
        "WorkSpace_Disconnected_id_ws-000000000\tws-000000000\tuser000@d-90670a1b2c\tINSUFFICIENT_DATA\t"
    );
    assert!(
        lines[1].ends_with("name: WorkSpace_Disconnected_Id_ws-000000002 → WorkSpace_Disconnected_id_ws-000000002")
    );
    assert!(lines[2].ends_with("ws-gonegone1\t\tINSUFFICIENT_DATA\tthe desktop does not exist"));
    let other_stack = run(mixed(), "alarm list ws-000000000 --stack lab").await;
    assert!(
        other_stack.said.out().contains("Topic → arn:aws:sns:us-east-1:123456789012:Workspace_Disconnected_Topic_lab")
    );
}

#[tokio::test]
async fn holds_come_and_go_in_any_spelling() {
    let account = mixed();
    account.set_tag(2, "WSRecycle:HOLD");
    let ran = run(account, "hold user000@d-90670a1b2c --reason evidence").await;
    assert_eq!(ran.said.out(), "ws-000000000\tuser000@d-90670a1b2c\theld\t\n");
    assert_eq!(ran.cx.cloud.tags_of(0)["wsrecycle:hold"], "evidence");
    let ran = run(ran.cx.cloud, "release ws-000000000 ws-000000001 ws-000000002").await;
    let results: Vec<String> = ran.said.out().lines().map(|line| line.split('\t').nth(2).unwrap().to_owned()).collect();
    assert_eq!(results, ["released", "not held", "released"]);
    assert!((0..3).all(|n| !crate::recycle::is_held(&ran.cx.cloud.tags_of(n))));
    let account = mixed();
    account.deny("tag");
    let denied = run(account, "hold ws-000000000").await;
    assert_eq!(denied.ended.unwrap(), exit::FAILED);
    assert!(denied.said.out().contains("AccessDeniedException"));
}

#[tokio::test]
async fn status_says_what_needs_attention() {
    let ran = run(mixed(), "status -o json").await;
    assert_eq!(ran.ended.clone().unwrap(), exit::ATTENTION);
    let json = ran.json();
    assert_eq!((&json["schema_version"], &json["account"]), (&1.into(), &"123456789012".into()));
    assert_eq!(json["desktops"][1]["findings"], serde_json::json!(["unguarded", "overdue"]));
    assert_eq!(json["findings"][1]["can_be_fixed"], true);
    let one = run(mixed(), "status --finding unguarded --user USER001 --directory d-90670a1b2c").await;
    assert_eq!(one.said.out(), "ws-000000001\tuser001\td-90670a1b2c\tAVAILABLE\tDISCONNECTED\tnone\t\tunguarded\n");
    assert!(one.said.err().contains("problem: ws-000000001 of user001@d-90670a1b2c has no alarm"));
    let none = run(mixed(), "status --id ws-000000000 --finding unguarded").await;
    assert_eq!((none.said.out().as_str(), none.ended.unwrap()), ("", exit::DONE));
}

#[tokio::test]
async fn status_does_not_drown_its_reader() {
    let many = || {
        let account = Account::with_desktops(30);
        for n in 0..30 {
            account.take_alarm(&name(&account, n, 0));
        }
        account
    };
    let sentences = |said: &Captured| said.err().matches("has no alarm that watches").count();
    let ran = run(many(), "status").await;
    assert_eq!(sentences(&ran.said), 5);
    assert!(ran.said.err().contains("And 25 more of unguarded: `wsrecycle status --finding unguarded` says which."));
    for line in ["status --verbose", "status --finding unguarded"] {
        let ran = run(many(), line).await;
        assert_eq!((sentences(&ran.said), ran.said.err().contains("more of")), (30, false), "{line}");
    }
}

#[tokio::test]
async fn status_fix_leaves_nothing_to_fix() {
    let account = mixed();
    let ledger = deployed(&account);
    let ran = run_in(account, ledger, "status --fix --yes -o csv", None).await;
    assert_eq!(ran.ended.clone().unwrap(), exit::DONE, "{}", ran.said.err());
    assert_eq!(ran.said.out().lines().count(), 1 + 5, "a header, two alarms and three forgotten desktops");
    assert!(ran.cx.cloud.calls().iter().any(|call| call == "put_alarm"));
    let undriven = run(mixed(), "status --fix --yes").await;
    assert_eq!(undriven.ended.clone().unwrap(), exit::ATTENTION);
    assert!(undriven.said.err().contains("left to you: ws-000000000 of user000@d-90670a1b2c was used"));
    assert!(undriven.cx.ledger().await.unwrap().book().open.is_empty(), "nobody would turn the row");
    let account = mixed();
    account.deny("put_alarm");
    let ledger = deployed(&account);
    let denied = run_in(account, ledger, "status --fix --yes", None).await;
    assert_eq!(denied.ended.unwrap(), exit::ATTENTION, "rows were opened, alarms were not put");
    let account = mixed();
    account.change(0, |desktop| desktop.state = State::Error);
    let left = run(account, "status --fix --yes").await;
    assert_eq!(left.ended.unwrap(), exit::ATTENTION);
    assert!(left.said.err().contains("left to you: ws-000000000 of user000@d-90670a1b2c is ERROR."));
}

#[tokio::test]
async fn waiting_ends_when_it_is_so_when_it_cannot_be_and_when_time_is_up() {
    let ran = run(mixed(), "wait ws-000000000 --for disconnected").await;
    assert_eq!(ran.said.out(), "ws-000000000\tws-000000000\tDISCONNECTED\t0s\n");
    let ran = run(mixed(), "wait ws-000000000 --for connected --timeout 1h").await;
    assert_eq!(ran.error().message, "the time is up after 1h: ws-000000000 is DISCONNECTED");
    assert_eq!(ran.said.err().matches("DISCONNECTED").count(), 1, "a state is told once");
    assert_eq!(ran.cx.clock.now().duration_since(StillClock::default().0), SignedDuration::from_hours(1));
    let ran = run(mixed(), "wait ws-00000000x --for available").await;
    assert_eq!(ran.error().message, "ws-00000000x does not exist");
    let account = mixed();
    account.change_connection(0, |connection| connection.state = ConnectionState::Connected);
    let ran = run(account, "wait user000@d-90670a1b2c --for connected -o json").await;
    assert_eq!(ran.json()["desktop"], "ws-000000000");
    let account = mixed();
    account.deny("describe");
    let ran = run(account, "wait ws-000000000 --for gone").await;
    assert_eq!(ran.error().message, "cannot look at ws-000000000");
}

#[path = "rebuild_tests.rs"]
mod rebuild;
#[path = "record_tests.rs"]
mod record;
#[path = "stack_tests.rs"]
mod stack;

#[path = "deployed_tests.rs"]
mod beside_a_stack;
#[path = "teardown_tests.rs"]
mod taking_down;
