//! Bad input: a clear error, its exit status, the next step, and no write call.

use super::program::{self, ARM64, X86_64};
use super::stand::Stand;
use crate::emulators::Emulators;
use crate::rebuild::shell::{Ran, run};
use serde_json::{Value, json};

#[track_caller]
fn is_refused(stand: &Stand, line: &str, ran: &Ran, status: i32, says: &[&str]) {
    assert_eq!(ran.status, Some(status), "{line}: {ran:#?}");
    assert!(says.iter().all(|says| ran.err.contains(says)), "{line}: expected {says:?}: {ran:#?}");
    assert!(ran.out.is_empty(), "an error is not an answer: {ran:#?}");
    assert_eq!(stand.writes(), Vec::<String>::new(), "{line}");
}

#[test]
fn bad_input_changes_nothing() {
    let Some(emulators) = Emulators::start() else { return };
    let stand = Stand::new(&emulators);
    on_an_empty_account(&stand);
    assert_eq!(stand.left(), json!([]));
    stand.ends("setup --yes --scope all", 0);
    stand.forget();
    on_a_stack(&stand);
    assert_eq!(stand.drift(0), Vec::<Value>::new());
    emulators.finish();
}

fn on_an_empty_account(stand: &Stand) {
    for (line, status, says) in [
        ("setup --yes --stack under_score", 2, ["\"under_score\" cannot name a stack", "1 to 15 letters"]),
        ("setup --yes --stack a23456789012345x", 2, ["cannot name a stack", "inner hyphens"]),
        ("drift --stack -a", 2, ["", ""]),
        ("setup --yes --expect-account 210987654321", 1, ["this is account 123456789012, not 210987654321", "hint: "]),
        ("setup --yes --expect-account x", 2, ["--expect-account", "12 digits"]),
        ("setup --yes --grace 0", 2, ["--grace: ", "expected"]),
        ("setup --yes --grace 0s", 2, ["--grace: 0s is out of bounds", "expected 1m to 24h"]),
        ("setup --yes --grace 3d", 2, ["--grace: ", "expected"]),
        ("setup --yes --grace 72h", 2, ["--grace: 72h is out of bounds", "expected 1m to 24h"]),
        ("setup --yes --scope everything", 2, ["\"everything\" is not a scope", "tag=KEY=VALUE"]),
        ("setup --yes --scope directories=corp", 2, ["--scope: ", "corp"]),
        ("setup --yes --retention 31", 2, ["--retention: CloudWatch Logs keeps no logs for 31 days", "30, 60"]),
        ("setup --yes --trail Nowhere", 1, ["CloudTrail trail Nowhere: resource: missing", "hint: name another trail"]),
        ("setup", 2, ["there is no terminal to ask on", "hint: look first with --dry-run, then give --yes"]),
        ("setup --no-input", 2, ["hint: look first with --dry-run, then give --yes", ""]),
        ("setup --yes --region nowhere-1x!", 1, ["\"nowhere-1x!\" is not an AWS region", "--region us-east-1"]),
    ] {
        is_refused(stand, line, &stand.run(line), status, &says);
    }
    let arm = program::of(ARM64);
    let new = program::asking_for(X86_64, "GLIBC_2.38");
    for (what, bytes, says) in [
        ("other-machine", Some(arm), ["is for arm64, and the functions are to run on x86_64", "--architecture arm64"]),
        ("no-program", Some(b"#!/bin/sh\n".to_vec()), ["does not begin as an ELF file", "cargo zigbuild --release"]),
        ("new-glibc", Some(new), ["needs glibc 2.38, and Lambda has 2.34", "x86_64-unknown-linux-gnu.2.34"]),
        ("cut-short", Some(program::of(X86_64)[..20].to_vec()), ["is no program that Lambda can run", "hint: "]),
        ("empty", Some(vec![]), ["is no program that Lambda can run", "hint: "]),
        ("missing", None, ["cannot read the functions' program", "hint: name the functions' program"]),
    ] {
        let path = stand.shell.path(what);
        if let Some(bytes) = bytes {
            std::fs::write(&path, bytes).expect("a file");
        }
        let mut command = stand.shell.command("setup --yes --scope all --function-binary");
        command.arg(&path);
        is_refused(stand, what, &run(command), 2, &says);
    }
    // The same program is welcome where its machine is asked for, and so is one for the glibc that there is.
    let mut command = stand.shell.command("setup --dry-run --scope all --architecture arm64 --function-binary");
    command.arg(stand.shell.path("other-machine"));
    assert_eq!(run(command).status, Some(0));
    std::fs::write(stand.shell.path("old-glibc"), program::asking_for(X86_64, "GLIBC_2.34")).expect("a file");
    let mut command = stand.shell.command("setup --dry-run --scope all --function-binary");
    command.arg(stand.shell.path("old-glibc"));
    assert_eq!(run(command).status, Some(0));
    assert_eq!(stand.writes(), Vec::<String>::new());
}

fn on_a_stack(stand: &Stand) {
    for (line, status, says) in [
        ("teardown", 2, ["there is no terminal to ask on", "then give --confirm default"]),
        ("teardown --confirm lab", 2, ["--confirm names lab, not default", "--stack"]),
        ("teardown --yes --expect-account 210987654321", 1, ["this is account 123456789012", "hint: "]),
        ("teardown --yes --stack under_score", 2, ["cannot name a stack", ""]),
        ("setup --grace 20m", 2, ["there is no terminal to ask on", "hint: "]),
        ("drift --expect-account 210987654321", 1, ["this is account 123456789012", "hint: "]),
    ] {
        is_refused(stand, line, &stand.run(line), status, &says);
    }
    // An answer that is denied is not "not there": nothing is built over what may exist.
    stand.shell.fault("GetFunction", "AccessDeniedException", 403, 3, false);
    let ran = stand.run("setup --yes --scope all");
    is_refused(stand, "denied", &ran, 1, &["3 resources are in the way", "`wsrecycle permissions setup`"]);
    stand.shell.fault("GetRole", "AccessDenied", 403, 1, false);
    assert_eq!(stand.drift(3), [json!(["role", "Lambda_WorkSpaces_Functions", "unknown", []])]);
}
