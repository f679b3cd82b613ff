//! One day of a fleet, from its set-up to its history.

use super::stand::{FUNCTIONS, Stand, until};
use crate::emulators::{Emulators, Member};
use crate::runtime::events;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::io::Write;
use std::time::{Duration, Instant};

const CREATE: &str = "Workspace_Alarm_Create";
const DELETE: &str = "Workspace_Alarm_Del";
const REBUILD: &str = "Workspace_Term_Rebuild";
/// Events that nobody understands, of this day.
const UNKNOWN: usize = 8;

fn alarm_of(member: &Member) -> String {
    format!("WorkSpace_Disconnected_id_{}", member.id)
}

#[test]
fn one_day_of_a_fleet() {
    let Some(emulators) = Emulators::start() else { return };
    let began = Instant::now();
    let stand = Stand::deploy(&emulators, "--sweep 10m");
    let set_up_s = began.elapsed().as_secs();
    let fleet = emulators.fleet(13);
    let members: Vec<(Member, Value)> =
        fleet.desktops.iter().map(|member| (member.clone(), emulators.one_of(member).request)).collect();
    let [gone, back, too, ..] = fleet.desktops.as_slice() else { panic!("26 desktops") };

    twenty_five_are_created_and_two_fail(&stand, &fleet.desktops[..25]);
    unknown_events_are_errors_and_change_nothing(&stand, gone);
    emulators.control("trail", &json!({ "Logs": true }));
    three_leave_and_one_comes_back(&stand, [gone, back, too]);
    let minute_s = the_schedule_turns_the_reconciler(&stand, [gone, too], back);
    let mut ticks = until_nobody_is_owed_anything(&stand);
    nobody_says_that_it_is_disconnected_again(&stand, back);
    ticks += until_nobody_is_owed_anything(&stand);

    stand.all_is_well(&members);
    let (terminated, created) = stand.acts();
    let expected = [gone, back, too].map(|member| member.id.to_string());
    assert_eq!(terminated.iter().collect::<BTreeSet<_>>(), expected.iter().collect());
    assert_eq!((terminated.len(), created.len()), (3, 3), "each once: {terminated:?} {created:?}");
    it_is_all_on_record(&stand, [gone, back, too]);
    let calls = emulators.calls().into_iter().filter(|call| call.caller == FUNCTIONS).count();
    let _ = writeln!(
        std::io::stderr(),
        "one day: set up in {set_up_s} s, the schedule {minute_s} s after the last one had left, {ticks} ticks sent, \
         {calls} calls of the functions, {} s in all",
        began.elapsed().as_secs()
    );
    emulators.finish();
}

/// One call, as CloudTrail tells of it. The 26th desktop was created without a word.
fn twenty_five_are_created_and_two_fail(stand: &Stand, created: &[Member]) {
    let asked =
        |directory: &str, user: &str| json!({ "directoryId": directory, "userName": user, "bundleId": "wsb-0" });
    let pending: Vec<Value> = created
        .iter()
        .map(|member| {
            let mut item = asked(member.directory.as_str(), "HIDDEN_DUE_TO_SECURITY_REASONS");
            (item["workspaceId"], item["state"]) = (json!(member.id.as_str()), json!("PENDING"));
            item
        })
        .collect();
    let failed: Vec<Value> = ["ResourceNotFound.User", "ResourceExists.WorkSpace"]
        .into_iter()
        .map(|code| json!({ "workspaceRequest": asked("d-0", "x"), "errorCode": code, "errorMessage": "No." }))
        .collect();
    let answer = json!({ "pendingRequests": pending, "failedRequests": failed });
    stand.emulators.control("events", &json!([events::call("CreateWorkspaces", json!({ "workspaces": [] }), answer)]));

    until("25 alarms", 180, || (stand.emulators.alarm_names().len() >= created.len()).then_some(()));
    let alarms: BTreeSet<String> = stand.emulators.alarm_names().into_iter().collect();
    assert!(created.iter().all(|member| alarms.contains(&alarm_of(member))) && alarms.len() <= 26, "{alarms:?}");
}

fn unknown_events_are_errors_and_change_nothing(stand: &Stand, member: &Member) {
    let launch = events::created(&member.id, member.directory.as_str(), "wsb-0a1b2c3d4");
    let mut foreign = events::tick();
    foreign["account"] = json!("999999999999");
    let unknown: [_; UNKNOWN] = [
        (CREATE, json!({ "hello": "world" }), "payload_malformed"),
        (DELETE, json!([1, 2]), "payload_malformed"),
        (REBUILD, json!({ "hello": "world" }), "payload_malformed"),
        (REBUILD, json!({ "Records": "none" }), "payload_malformed"),
        (REBUILD, json!("a text"), "payload_malformed"),
        (DELETE, launch.clone(), "payload_not_for_us"),
        (REBUILD, launch, "payload_not_for_us"),
        (REBUILD, foreign, "payload_not_for_us"),
    ];
    for (function, event, kind) in unknown {
        let answer = stand.invoke(function, &event);
        assert_eq!(answer["errorType"], kind, "{function} {event}: {answer}");
    }
    // Refused item by item, without an error: a message that is none, and one about no desktop of ours.
    let unknown = events::disconnected(&"ws-nobodys00".parse().expect("an id"));
    for (event, reason) in [(json!({ "Records": [{ "Sns": 1 }] }), "unreadable"), (unknown, "unknown_desktop")] {
        let answer = stand.invoke(REBUILD, &event);
        assert_eq!((&answer["done"], &answer["refused"][0]["reason"]), (&json!([]), &json!(reason)), "{answer}");
    }
    assert_eq!(stand.open(), Vec::<Value>::new());
    assert_eq!(stand.acts(), (vec![], vec![]));
}

fn three_leave_and_one_comes_back(stand: &Stand, members: [&Member; 3]) {
    for member in members {
        stand.leave(&member.id);
        stand.alarm(&member.id);
        // SNS may deliver twice.
        stand.alarm(&member.id);
    }
    until("three rows", 180, || (stand.open().len() == 3).then_some(()));
    let rows = stand.open();
    // A sweep of the schedule may have come first to one of them.
    let by_alarm = rows.iter().filter(|row| row["cause"] == "alarm").count();
    assert!(by_alarm > 0 && rows.iter().all(|row| row["phase"] == "grace"), "{rows:#?}");
    stand.come(&members[1].id);
    // The minute of grace.
    stand.let_time_pass(1);
}

/// MiniStack's own `rate(1 minute)`, and nobody else: how long it took.
fn the_schedule_turns_the_reconciler(stand: &Stand, gone: [&Member; 2], back: &Member) -> u64 {
    let began = Instant::now();
    until("a tick of the schedule", 240, || {
        let rows = stand.open();
        let has_begun =
            |member: &&Member| rows.iter().any(|row| row["old"] == member.id.as_str() && row["phase"] != "grace");
        (rows.len() == 2 && gone.iter().all(has_begun)).then_some(())
    });
    let minute_s = began.elapsed().as_secs();
    let closed = stand.closed();
    assert_eq!(closed[0]["old"], back.id.as_str());
    assert_eq!((closed.len(), &closed[0]["phase"]), (1, &json!({ "cancelled": "user_connected" })));
    // TerminateWorkspaces, CloudTrail, the rule, the function.
    until("their alarms are deleted", 180, || {
        let alarms = stand.emulators.alarm_names();
        gone.iter().all(|member| !alarms.contains(&alarm_of(member))).then_some(())
    });
    minute_s
}

/// Ticks without an answer, as the schedule sends them, but sooner: how many.
fn until_nobody_is_owed_anything(stand: &Stand) -> usize {
    let mut ticks = 0;
    while !stand.open().is_empty() {
        assert!(ticks < 90, "this does not come to an end: {:#?}", stand.open());
        stand.send(REBUILD, &events::tick());
        ticks += 1;
        std::thread::sleep(Duration::from_secs(1));
    }
    ticks
}

/// The alarm has not gone back to OK, so it cannot go off: the sweep finds it.
fn nobody_says_that_it_is_disconnected_again(stand: &Stand, member: &Member) {
    stand.leave(&member.id);
    // A tick that is still under way keeps others out, and may note a sweep of its own after the clock was moved.
    let row = until("a row by the sweep", 180, || {
        stand.let_time_pass(6);
        stand.tick();
        stand.open().pop()
    });
    assert_eq!((&row["old"], &row["cause"]), (&json!(member.id.as_str()), &json!("sweep")));
    stand.let_time_pass(1);
}

fn it_is_all_on_record(stand: &Stand, recycled: [&Member; 3]) {
    let history = stand.shell.json("history", 0);
    let entries = history["recycles"].as_array().expect("a list");
    let outcomes: Vec<&Value> = entries.iter().map(|entry| &entry["outcome"]).collect();
    assert_eq!(outcomes.iter().filter(|outcome| **outcome == "done").count(), 3, "{history:#}");
    assert_eq!((outcomes.len(), &entries[3]["old"]), (4, &json!(recycled[1].id.as_str())), "the oldest was cancelled");
    for member in recycled {
        let entry = entries.iter().find(|entry| entry["old"] == member.id.as_str() && entry["outcome"] == "done");
        let entry = entry.unwrap_or_else(|| panic!("{member:?}: {history:#}"));
        assert_eq!(entry["new"], stand.emulators.one_of(member).id.as_str());
        assert_eq!(entry["differs"], json!([]));
        assert!(entry["old_terminated_at"].is_string() && entry["old_absent_at"].is_string(), "{entry:#}");
    }

    let status = stand.shell.json("status", 0);
    let desktops = status["desktops"].as_array().expect("a list");
    assert!(desktops.len() == 26 && desktops.iter().all(|desktop| desktop["guarded"] == true), "{status:#}");
    assert_eq!(status["reconciler"]["stack"], "deployed");

    // A line may lie in MiniStack's hands until the next invocation, so it is asked for in the evening.
    let logged = stand.shell.json("logs --limit 5000", 0)["lines"].take();
    let lines = logged.as_array().expect("lines");
    let all = |name: &str| -> BTreeSet<&str> { lines.iter().filter_map(|line| line[name].as_str()).collect() };
    assert_eq!(all("function"), [CREATE, DELETE, REBUILD].into());
    let (events, expected) =
        (all("event"), ["terminate_decided", "terminated", "absent", "created", "cancelled", "done"]);
    assert!(expected.iter().all(|event| events.contains(event)), "{events:?}");
    let errors: Vec<&Value> = lines.iter().filter(|line| line["level"] == "error").collect();
    assert_eq!(errors.len(), UNKNOWN, "{errors:#?}");
    let morning = lines.iter().map(|line| &line["line"]).find(|line| line["refused"][0]["reason"] == "not_carried_out");
    let morning = morning.expect("a report about the call of the morning");
    let guarded = morning["done"].as_array().expect("a list").iter().filter(|deed| deed["did"] == "alarm_put").count();
    assert_eq!((guarded, &morning["refused"][0]["items"]), (25, &json!(2)), "{morning:#}");
}
