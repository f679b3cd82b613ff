//! `rebuild` while somebody pauses, and who asked for what: over a simulated account in which nothing is deployed.

use super::*;
use crate::ledger::Pause;
use crate::reconcile::{DirectorySizes, Turn, turn};
use crate::recycle::{Cause, Owner, Phase, Row, Rules, Tags};
use crate::sandbox::{Deployed, Machine, Sandbox, TerminalClock, World};
use serde_json::{Value, json};

/// The clock of a terminal, at whose first sleep somebody pauses.
struct PausedClock<'a> {
    inner: TerminalClock<'a>,
    pauses: bool,
}

impl Clock for PausedClock<'_> {
    fn now(&self) -> Timestamp {
        self.inner.now()
    }

    async fn sleep(&self, time: SignedDuration) {
        if self.pauses {
            pause(&self.inner.machine.ledger);
        }
        self.inner.sleep(time).await;
    }
}

fn pause(ledger: &MemoryLedger) {
    ledger.book().control.paused = Some(Pause { reason: "exam".into(), ..Pause::default() });
}

fn owner(user: &str) -> Owner {
    Owner::new("d-90670a1b2c".parse().unwrap(), user)
}

/// Desktops that are ready, and nobody but a terminal to recycle them.
fn machine(users: &[&str]) -> Machine {
    let mut world = World::new(1, "2026-11-23T08:00:00Z".parse().unwrap());
    world.deployed = Deployed::default();
    for user in users {
        world.launch(&owner(user), user, &"wsb-standard1".parse().unwrap(), Tags::new(), true);
    }
    world.advance(world.now + SignedDuration::from_hours(1));
    Machine::new(Sandbox::new(world), MemoryLedger::default(), Rules::default())
}

fn id_of(machine: &Machine, user: &str) -> String {
    machine.sandbox.world().desktop_of(&owner(user)).unwrap().id().to_string()
}

/// The answer of a command line, what it said, and its status.
async fn answer(machine: &Machine, pauses: bool, line: &str) -> (Value, String, u8) {
    let cli = Cli::try_parse_from(format!("wsrecycle {line} -o json").split(' ')).unwrap();
    let Command::InAccount(command) = &cli.command else { panic!("{line} needs no account") };
    let (terminal, said) = Terminal::captured(cli.globals.terminal_options(), None);
    let settings = cli.globals.settings(&command.flags(), &|_| None).unwrap();
    let ledger = machine.ledger.clone();
    let open_ledger = Box::new(move |_: &_, _: &_| Ok(ledger.clone()));
    let clock = PausedClock { inner: TerminalClock { machine, hear: &|_, _| {} }, pauses };
    let cx = Context::new(machine.sandbox.clone(), clock, settings, terminal, open_ledger).in_sandbox();
    let ended = command.run(&cx).await;
    let status = ended.unwrap_or_else(|error| panic!("{line}: {error:?}"));
    (serde_json::from_str(&said.out()).unwrap(), said.err(), status)
}

fn results(answer: &Value) -> Vec<(&str, &str)> {
    let desktops = answer["desktops"].as_array().unwrap().iter();
    desktops.map(|one| (one["owner"].as_str().unwrap(), one["result"].as_str().unwrap())).collect()
}

#[test]
fn one_desktop_is_never_taken_for_a_whole_directory() {
    for line in [
        "alice@d-90670a1b2c --directory d-90670a1b2c",
        "alice@d-90670a1b2c --directory d-90670a1b2c --confirm d-90670a1b2c",
        "ws-0a1b2c3d4 --confirm d-90670a1b2c",
        "ws-0a1b2c3d4 --all --directory d-90670a1b2c",
        "--resume --directory d-90670a1b2c",
        "--abandon alice@d-90670a1b2c --directory d-90670a1b2c",
        "--directory d-90670a1b2c",
        "ws-0a1b2c3d4 --max-failures 3",
        "--resume --batch-size 3",
    ] {
        let words = format!("wsrecycle rebuild --yes {line}");
        assert!(Cli::try_parse_from(words.split(' ')).is_err(), "{line}");
    }
    let whole = "wsrecycle rebuild --all --directory d-90670a1b2c --confirm d-90670a1b2c";
    assert!(Cli::try_parse_from(whole.split(' ')).is_ok());
}

#[tokio::test]
async fn whoever_pauses_during_a_rebuild_is_heard() {
    let machine = machine(&["alice", "bob"]);
    let [alice, bob] = ["alice", "bob"].map(|user| id_of(&machine, user));
    let line = "rebuild --directory d-90670a1b2c --all --confirm d-90670a1b2c --batch-size 1";
    let (ended, said, status) = answer(&machine, true, line).await;
    assert_eq!(results(&ended), [("alice@d-90670a1b2c", "done"), ("bob@d-90670a1b2c", "not_begun")], "{said}");
    assert_eq!(status, exit::ATTENTION);
    assert_ne!(id_of(&machine, "alice"), alice, "what was owed is created");
    assert_eq!((id_of(&machine, "bob"), machine.ledger.book().open.len()), (bob, 0));
    assert!(said.contains("not begun, because of the pause") && said.contains("exam"), "{said}");
}

#[tokio::test]
async fn resume_terminates_nothing_while_a_pause_stands_and_creates_what_is_owed() {
    let machine = machine(&["alice", "bob"]);
    let [alice, bob] = ["alice", "bob"].map(|user| id_of(&machine, user));
    let (ended, ..) = answer(&machine, false, "rebuild alice@d-90670a1b2c --yes --timeout 1m").await;
    assert_eq!(results(&ended), [("alice@d-90670a1b2c", "open")]);
    let row = Row::open(owner("bob"), bob.parse().unwrap(), Cause::Administrator, machine.now(), SignedDuration::ZERO);
    machine.ledger.insert(&row).await.unwrap();
    pause(&machine.ledger);
    let (planned, said, status) = answer(&machine, false, "rebuild --resume --dry-run").await;
    assert_eq!(results(&planned), [("alice@d-90670a1b2c", "planned"), ("bob@d-90670a1b2c", "paused")]);
    assert_eq!((status, said.contains("It is paused until somebody resumes: exam.")), (exit::DONE, true), "{said}");

    let (ended, said, status) = answer(&machine, false, "rebuild --resume").await;
    assert_eq!(results(&ended), [("alice@d-90670a1b2c", "done"), ("bob@d-90670a1b2c", "paused")], "{said}");
    assert_eq!(status, exit::ATTENTION);
    assert_ne!(id_of(&machine, "alice"), alice);
    assert_eq!(id_of(&machine, "bob"), bob);
    let left = machine.ledger.get(&owner("bob")).await.unwrap().unwrap();
    assert_eq!((left.phase, left.lease), (Phase::Grace, None));
    assert!(said.contains("`wsrecycle resume` ends the pause"), "{said}");

    machine.ledger.set_pause(None).await.unwrap();
    let (ended, ..) = answer(&machine, false, "rebuild --resume").await;
    assert_eq!(results(&ended), [("bob@d-90670a1b2c", "done")]);
}

#[tokio::test]
async fn a_pause_is_heard_between_the_intent_and_the_call() {
    let machine = machine(&["alice"]);
    let alice = id_of(&machine, "alice");
    let row =
        Row::open(owner("alice"), alice.parse().unwrap(), Cause::Administrator, machine.now(), SignedDuration::ZERO);
    machine.ledger.insert(&row).await.unwrap();
    pause(&machine.ledger);
    let identity = machine.sandbox.world().identity.clone();
    let turning = Turn {
        cloud: &machine.sandbox,
        ledger: &machine.ledger,
        clock: &TerminalClock { machine: &machine, hear: &|_, _| {} },
        // As it was when this turn began.
        rules: &Rules::default(),
        identity: &identity,
        holder: "terminal",
        keeps_rows: true,
        sizes: &DirectorySizes::default(),
        tell: &|_, _| {},
    };
    let report = turn(&turning, vec![row]).await.unwrap();
    assert_eq!((report.rows[0].phase, id_of(&machine, "alice")), (Phase::Grace, alice));
    assert!(!machine.sandbox.world().calls.contains_key("TerminateWorkspaces"), "nothing was called");
}

#[tokio::test]
async fn the_history_names_who_asked_and_who_gave_up() {
    let machine = machine(&["alice", "bob"]);
    let me = machine.sandbox.world().identity.arn.clone();
    answer(&machine, false, "rebuild alice@d-90670a1b2c --yes --force").await;
    let bob = id_of(&machine, "bob").parse().unwrap();
    let alarm = Row::open(owner("bob"), bob, Cause::Alarm, machine.now(), SignedDuration::ZERO);
    machine.ledger.insert(&alarm).await.unwrap();
    answer(&machine, false, "rebuild --abandon bob@d-90670a1b2c --yes").await;
    let (history, ..) = answer(&machine, false, "history").await;
    let [given_up, forced] = [&history["recycles"][0], &history["recycles"][1]];
    assert_eq!((&given_up["abandoned_by"], given_up.get("asked_by")), (&json!(me), None), "{given_up}");
    assert_eq!((&forced["asked_by"], forced.get("abandoned_by")), (&json!(me), None), "{forced}");
    assert_eq!(forced["cause"], "administrator_forced");
    assert!(forced["evidence"].as_str().unwrap().ends_with(&format!(" Asked for by {me}.")), "{forced}");
    assert!(given_up["evidence"].as_str().unwrap().ends_with(&format!(" Given up by {me}.")), "{given_up}");
}
