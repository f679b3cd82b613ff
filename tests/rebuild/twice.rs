//! Several at once: two rebuilds of one desktop, and some of many.

use super::shell::{Shell, end};
use crate::emulators::Emulators;
use serde_json::json;

#[test]
fn two_rebuilds_of_one_desktop_make_one_successor() {
    let Some(emulators) = Emulators::start() else { return };
    let fleet = emulators.fleet(4);

    // Both begin at the same moment.
    let member = &fleet.desktops[0];
    let before = emulators.one_of(member);
    let shell = Shell::new(&emulators, "ATONCE");
    let line = format!("rebuild {} --yes --output json", member.id);
    let both = [shell.start(&line), shell.start(&line)].map(end);
    let ended: Vec<_> = both.iter().map(|ran| ran.status).collect();
    assert!(ended.contains(&Some(0)) && ended.iter().all(|it| matches!(it, Some(0 | 1))), "{both:#?}");
    assert!(both.iter().all(|ran| ran.status == Some(0) || ran.err.contains("hint: ")), "{both:#?}");
    let after = emulators.one_of(member);
    assert_eq!(after.request, before.request);
    let calls = shell.calls();
    let count = |call: &str| calls.iter().filter(|it| *it == call).count();
    assert_eq!((count("TerminateWorkspaces"), count("CreateWorkspaces")), (1, 1), "{both:#?}");

    // The second comes while the first one is at a call: before anything was done, and in the middle.
    for (member, at) in
        fleet.desktops[1..].iter().zip(["DescribeWorkspaceBundles", "TerminateWorkspaces", "CreateWorkspaces"])
    {
        let before = emulators.one_of(member);
        let first = Shell::new(&emulators, format!("FIRST{at}"));
        first.hold(&json!(at), true);
        let mut held = first.start(&format!("rebuild {} --yes", member.id));
        first.await_hold(&mut held);
        let mut second = first.command(&format!("rebuild {} --yes --output json", member.owner()));
        second.env("AWS_ACCESS_KEY_ID", format!("SECOND{at}"));
        let second = second.spawn().expect("the binary runs");
        if at == "DescribeWorkspaceBundles" {
            // Nothing is owed yet, so the second takes it over, and the first one watches.
            let second = end(second);
            assert_eq!(second.status, Some(0), "{second:#?}");
            first.end_hold();
            let first = end(held);
            assert_eq!(first.status, Some(0), "{first:#?}");
            assert!(first.out.contains("done by others"), "{first:#?}");
        } else {
            let second = end(second);
            assert_eq!(second.status, Some(1), "{second:#?}");
            let hint = "hint: `wsrecycle rebuild --resume";
            assert!(
                second.err.contains("is being recycled already") || second.err.contains("there is no"),
                "{second:#?}"
            );
            assert!(second.err.contains(hint), "{second:#?}");
            first.end_hold();
            held.kill().expect("our own child");
            assert_eq!(end(held).status, None);
            first.let_time_pass(member);
            first.rebuild("rebuild --resume", 0);
        }
        emulators.control("settle", &json!({}));
        let after = emulators.one_of(member);
        assert_eq!(after.request, before.request, "{at}");
        assert_ne!(after.id, before.id, "{at}");
    }
    emulators.finish();
}
