//! The ledger's files in other hands: newer programs, broken disks, people with editors.

use super::shell::Shell;
use crate::emulators::{Emulators, Member};
use serde_json::json;

/// An open row of a desktop that is still there, as an interrupted rebuild leaves it.
fn begun(shell: &Shell, member: &Member) {
    shell.hold(&json!("DescribeWorkspaceBundles"), false);
    let mut child = shell.start(&format!("rebuild {} --yes", member.owner()));
    shell.await_hold(&mut child);
    child.kill().expect("our own child");
    child.wait().expect("our own child");
    shell.end_hold();
    shell.let_time_pass(member);
}

#[test]
fn files_in_other_hands() {
    let Some(emulators) = Emulators::start() else { return };
    let fleet = emulators.fleet(2);
    let [one, damaged, other, _] = fleet.desktops.as_slice() else { panic!("four desktops") };
    std::thread::scope(|scope| {
        scope.spawn(|| fields_that_nobody_knows_are_ignored(&emulators, one));
        scope.spawn(|| what_cannot_be_read_is_named_and_stops_what_depends_on_it(&emulators, damaged, other));
    });
    emulators.finish();
}

fn fields_that_nobody_knows_are_ignored(emulators: &Emulators, member: &Member) {
    let before = emulators.one_of(member);
    let shell = Shell::new(emulators, "UNKNOWNFIELDS");
    begun(&shell, member);
    let mut row = shell.row(member).expect("an open row");
    row["a_field_of_a_later_version"] = json!({ "is": ["ignored"] });
    row["history"][0]["mood"] = json!("good");
    shell.write_row(member, &row);
    let answer = shell.rebuild("rebuild --resume", 0);
    let after = emulators.one_of(member);
    assert_eq!((&answer["result"], &after.request), (&json!("done"), &before.request));
    assert_ne!(after.id, before.id);
}

fn what_cannot_be_read_is_named_and_stops_what_depends_on_it(emulators: &Emulators, damaged: &Member, other: &Member) {
    let held = [damaged, other].map(|member| emulators.one_of(member));
    let shell = Shell::new(emulators, "DAMAGED");
    begun(&shell, damaged);
    let whole = shell.row(damaged).expect("an open row").to_string();
    let newer = whole.replacen("\"schema\":1", "\"schema\":2", 1);
    assert_ne!(whole, newer);
    let path = shell.row_path(damaged);
    let half = &whole[..whole.len() / 2];
    for (text, hint) in [
        (half, "nothing was changed; repair the file"),
        ("", "nothing was changed; repair"),
        (&newer, "use the newer wsrecycle"),
    ] {
        std::fs::write(&path, text).expect("a file");
        for line in [
            format!("rebuild {} --yes", damaged.owner()),
            format!("rebuild {} --yes", other.id),
            format!("rebuild --resume {}", damaged.owner()),
            format!("rebuild --abandon {} --yes", damaged.owner()),
            format!("rebuild --directory {} --all --confirm {}", other.directory, other.directory),
            "rebuild --resume".to_owned(),
        ] {
            let ran = shell.run(&line);
            assert_eq!(ran.status, Some(1), "{line}: {ran:#?}");
            assert!(ran.err.contains(&path.display().to_string()), "{line}: {ran:#?}");
            assert!(ran.err.contains(&format!("hint: {hint}")), "{line}: {ran:#?}");
        }
        // Who only looks is shown everything else, and whose row it is.
        let status = shell.json("status", 3);
        let findings = status["findings"].as_array().expect("a list");
        let unreadable: Vec<_> = findings.iter().filter(|finding| finding["code"] == "unreadable_row").collect();
        assert_eq!(unreadable.len(), 1, "{status:#}");
        assert!(unreadable[0].to_string().contains(&path.display().to_string()), "{status:#}");
        assert_eq!(std::fs::read_to_string(&path).expect("it is there"), text, "left as it was");
        assert_eq!((shell.writes(), shell.row(other)), (vec![], None), "nothing was begun");
    }
    assert_eq!([damaged, other].map(|member| emulators.one_of(member)), held);

    // Who is owed a desktop gets it all the same.
    let text = "{ broken";
    std::fs::write(&path, text).expect("a file");
    let aside = path.with_extension("aside");
    std::fs::rename(&path, &aside).expect("moved away");
    shell.hold(&json!("CreateWorkspaces"), false);
    let mut child = shell.start(&format!("rebuild {} --yes", other.owner()));
    shell.await_hold(&mut child);
    child.kill().expect("our own child");
    child.wait().expect("our own child");
    shell.end_hold();
    shell.let_time_pass(other);
    std::fs::rename(&aside, &path).expect("moved back");
    let answer = shell.rebuild(&format!("rebuild --resume {}", other.owner()), 0);
    assert_eq!((&answer["result"], &emulators.one_of(other).request), (&json!("done"), &held[1].request));
    assert_eq!(std::fs::read_to_string(&path).expect("it is there"), text);
}
