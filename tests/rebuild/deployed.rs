//! Beside a deployed stack: several laptops, one ledger in the table, and whoever may not see the stack.

use super::shell::Shell;
use crate::emulators::{Emulators, Member};
use crate::permissions::program::program;
use serde_json::{Value, json};

const TABLE: &str = "Workspace_Recycle_Ledger";

/// The rows of the table under `open` or `closed`.
fn rows(emulators: &Emulators, pk: &str) -> Vec<Value> {
    let (status, answer) = emulators.call("dynamodb", "DynamoDB_20120810.Scan", &json!({ "TableName": TABLE }));
    assert_eq!(status, 200, "{answer}");
    let items = answer["Items"].as_array().into_iter().flatten().filter(|item| item["pk"]["S"] == pk);
    items.map(|item| serde_json::from_str(item["row"]["S"].as_str().expect("a row")).expect("JSON")).collect()
}

fn row_of(emulators: &Emulators, pk: &str, member: &Member) -> Option<Value> {
    rows(emulators, pk).into_iter().find(|row| row["old"] == member.id.as_str())
}

fn deploy(emulators: &Emulators, shell: &Shell) {
    let program = program(&shell.path("."), 1);
    let ran = shell.run(&format!("setup --scope all --yes --function-binary {}", program.display()));
    assert_eq!(ran.status, Some(0), "{ran:#?}");
    assert!(rows(emulators, "open").is_empty());
}

/// A rebuild by a terminal that dies in its next call of this operation.
fn killed_at(shell: &Shell, operation: &str, member: &Member) {
    shell.hold(&json!(operation), false);
    let mut child = shell.start(&format!("rebuild {} --yes", member.owner()));
    shell.await_hold(&mut child);
    child.kill().expect("our own child");
    child.wait().expect("our own child");
    shell.end_hold();
}

#[test]
fn one_ledger_for_all_laptops() {
    let Some(emulators) = Emulators::start() else { return };
    let fleet = emulators.fleet(3);
    let [early, detached, stopped, owed, ..] = fleet.desktops.as_slice() else { panic!("six desktops") };
    let (one, other) = (Shell::new(&emulators, "ONELAPTOP"), Shell::new(&emulators, "OTHERLAPTOP"));

    let before = emulators.one_of(early);
    killed_at(&one, "CreateWorkspaces", early);
    deploy(&emulators, &other);
    what_was_begun_before_the_stack_ends_in_its_ledger(&emulators, &one, early);
    assert_eq!(emulators.one_of(early).request, before.request);

    a_detached_row_is_seen_and_finished_elsewhere(&emulators, &one, &other, detached);

    let before = emulators.one_of(stopped);
    killed_at(&one, "DescribeWorkspaceBundles", stopped);
    let answer = other.rebuild(&format!("rebuild --resume {}", stopped.owner()), 0);
    assert_eq!((&answer["result"], &emulators.one_of(stopped).request), (&json!("done"), &before.request));

    killed_at(&one, "CreateWorkspaces", owed);
    what_is_owed_is_owed_everywhere(&emulators, &other, owed);
    emulators.finish();
}

fn what_was_begun_before_the_stack_ends_in_its_ledger(emulators: &Emulators, shell: &Shell, member: &Member) {
    // Longer than whatever drives beside functions waits for an answer.
    shell.let_time_pass(member);
    shell.let_time_pass(member);
    let ran = shell.run("status");
    assert!(ran.err.contains("this machine's ledger has open rows"), "{ran:#?}");
    let ran = shell.run("rebuild --resume --dry-run");
    assert!(shell.row(member).is_some() && rows(emulators, "open").is_empty(), "{ran:#?}");
    let answer = shell.rebuild("rebuild --resume", 0);
    assert_eq!(answer["result"], "done");
    assert_eq!(shell.row(member), None);
    let closed = row_of(emulators, "closed", member).expect("it ended in the table");
    assert_eq!(closed["phase"], "done");
}

fn a_detached_row_is_seen_and_finished_elsewhere(emulators: &Emulators, one: &Shell, other: &Shell, member: &Member) {
    let before = emulators.one_of(member);
    emulators.forget_calls();
    let answer = one.rebuild(&format!("rebuild {} --yes --detach", member.owner()), 0);
    assert_eq!(answer["result"], "begun");
    assert_eq!(one.calls().iter().filter(|call| *call == "GetFunctionConfiguration").count(), 1);
    assert_eq!((one.writes(), one.row(member)), (vec!["PutItem".to_owned()], None));
    let row = row_of(emulators, "open", member).expect("an open row");
    assert_eq!((&row["phase"], &row["cause"], row.get("lease")), (&json!("grace"), &json!("administrator"), None));

    // The program that was uploaded does nothing, so nobody ticks; both laptops say so, and see the same row.
    for shell in [one, other] {
        let answer = shell.json(&format!("status --id {}", member.id), 3);
        assert_eq!(answer["desktops"][0]["recycle"]["phase"], "grace", "{answer}");
        assert_eq!(answer["reconciler"]["stack"], "deployed");
        assert_eq!(answer["findings"][0]["code"], "no_tick");
    }
    let answer = other.rebuild(&format!("rebuild {} --yes", member.owner()), 0);
    let after = emulators.one_of(member);
    assert_eq!((&answer["result"], &after.request), (&json!("done"), &before.request));
    assert_ne!(after.id, before.id);
    assert_eq!(row_of(emulators, "closed", member).expect("it has ended")["phase"], "done");
}

fn what_is_owed_is_owed_everywhere(emulators: &Emulators, shell: &Shell, member: &Member) {
    assert_eq!(row_of(emulators, "open", member).expect("an open row")["phase"], "creating");
    let ran = shell.run(&format!("rebuild --abandon {} --yes", member.owner()));
    assert!(ran.status == Some(1) && ran.err.contains("in hand"), "{ran:#?}");
    let ran = shell.run("teardown --confirm default");
    assert!(ran.status == Some(1) && ran.err.contains("1 user is still owed a desktop"), "{ran:#?}");
    assert_eq!(row_of(emulators, "open", member).expect("it is open still")["phase"], "creating");
}

#[test]
fn who_cannot_see_the_stack_begins_nothing() {
    let Some(emulators) = Emulators::start() else { return };
    let fleet = emulators.fleet(1);
    let member = &fleet.desktops[0];
    let shell = Shell::new(&emulators, "DENIED");
    for (line, status) in
        [(format!("rebuild {} --yes", member.id), 1), ("rebuild --resume".into(), 1), ("pause --reason exam".into(), 1)]
    {
        shell.fault("GetFunctionConfiguration", "AccessDeniedException", 403, 1, false);
        let ran = shell.run(&line);
        assert_eq!(ran.status, Some(status), "{line}: {ran:#?}");
        assert!(ran.err.contains("cannot tell whether a stack is deployed here"), "{line}: {ran:#?}");
        assert!(ran.err.contains("allow lambda:GetFunctionConfiguration"), "{line}: {ran:#?}");
        assert_eq!(ran.err.contains("--standalone"), line.starts_with("rebuild"), "{ran:#?}");
    }
    shell.fault("GetFunctionConfiguration", "AccessDeniedException", 403, 1, false);
    let ran = shell.run("status");
    assert!(ran.status == Some(3) && ran.err.contains("warning: cannot tell"), "{ran:#?}");
    assert_eq!((shell.writes(), shell.row(member)), (vec![], None));

    shell.fault("GetFunctionConfiguration", "AccessDeniedException", 403, 1, false);
    let before = emulators.one_of(member);
    let answer = shell.rebuild(&format!("rebuild {} --yes --standalone", member.id), 0);
    assert_eq!((&answer["result"], &emulators.one_of(member).request), (&json!("done"), &before.request));
    emulators.finish();
}
