//! Two rebuilds of one desktop at once: one successor, and both end sensibly.

use super::shell::{Shell, end};
use crate::emulators::{Emulators, Member};
use serde_json::json;

#[test]
fn two_rebuilds_of_one_desktop_make_one_successor() {
    let Some(emulators) = Emulators::start() else { return };
    let fleet = emulators.fleet(3);
    let [one, two, three, four, ..] = fleet.desktops.as_slice() else { panic!("six desktops") };
    let before: Vec<_> = fleet.desktops.iter().map(|member| emulators.one_of(member)).collect();
    std::thread::scope(|scope| {
        scope.spawn(|| at_the_same_moment(&emulators, one));
        scope.spawn(|| before_anything_is_owed(&emulators, two));
        scope.spawn(|| in_the_middle(&emulators, three, "TerminateWorkspaces"));
        scope.spawn(|| in_the_middle(&emulators, four, "CreateWorkspaces"));
    });
    emulators.control("settle", &json!({}));
    for (member, before) in fleet.desktops.iter().zip(before).take(4) {
        let after = emulators.one_of(member);
        assert_eq!(after.request, before.request);
        assert_ne!(after.id, before.id);
    }
    emulators.finish();
}

fn at_the_same_moment(emulators: &Emulators, member: &Member) {
    let shell = Shell::new(emulators, "ATONCE");
    let line = format!("rebuild {} --yes --output json", member.id);
    let both = [shell.start(&line), shell.start(&line)].map(end);
    assert!(both.iter().any(|ran| ran.status == Some(0)), "{both:#?}");
    let is_sensible = |ran: &super::shell::Ran| match ran.status {
        Some(0) => ran.out.contains("\"done"),
        status => status == Some(1) && ran.err.contains("hint: "),
    };
    assert!(both.iter().all(is_sensible), "{both:#?}");
    let calls = shell.calls();
    let count = |call: &str| calls.iter().filter(|it| *it == call).count();
    assert_eq!((count("TerminateWorkspaces"), count("CreateWorkspaces")), (1, 1), "{both:#?}");
}

/// Nothing is owed yet, so the second takes the row over, and the first one watches.
fn before_anything_is_owed(emulators: &Emulators, member: &Member) {
    let first = Shell::new(emulators, "FIRSTGRACE");
    first.hold(&json!("DescribeWorkspaceBundles"), false);
    let mut held = first.start(&format!("rebuild {} --yes", member.id));
    first.await_hold(&mut held);
    let mut second = first.command(&format!("rebuild {} --yes", member.owner()));
    second.env("AWS_ACCESS_KEY_ID", "SECONDGRACE");
    let second = end(second.spawn().expect("the binary runs"));
    assert!(second.status == Some(0) && second.out.contains("\tdone\t"), "{second:#?}");
    first.end_hold();
    let ended = end(held);
    assert!(ended.status == Some(0) && ended.out.contains("done by others"), "{ended:#?}");
    let writes = first.writes();
    assert!(!writes.iter().any(|call| call == "TerminateWorkspaces" || call == "CreateWorkspaces"), "{writes:?}");
}

/// The first one is at this call, so the second is told how to go on with what was begun.
fn in_the_middle(emulators: &Emulators, member: &Member, at: &str) {
    let first = Shell::new(emulators, format!("FIRST{at}"));
    first.hold(&json!(at), true);
    let mut held = first.start(&format!("rebuild {} --yes", member.id));
    first.await_hold(&mut held);
    for name in [member.owner(), member.id.to_string()] {
        let mut second = first.command(&format!("rebuild {name} --yes"));
        second.env("AWS_ACCESS_KEY_ID", format!("SECOND{at}"));
        let second = end(second.spawn().expect("the binary runs"));
        assert_eq!(second.status, Some(1), "{second:#?}");
        assert!(second.err.contains("is being recycled already"), "{second:#?}");
        assert!(second.err.contains(&format!("hint: `wsrecycle rebuild --resume {}`", member.owner())), "{second:#?}");
    }
    held.kill().expect("our own child");
    held.wait().expect("our own child");
    first.end_hold();
    first.let_time_pass(member);
    assert_eq!(first.rebuild("rebuild --resume", 0)["result"], "done");
}
