//! Bad input over AWS: each ends with its exit status and the next step, and AWS sees no write call.

use super::shell::{Ran, Shell, run};
use crate::emulators::{Emulators, Member};
use serde_json::{Value, json};
use std::net::TcpListener;
use std::time::Duration;
use wsrecycle::recycle::DirectoryId;

/// Assert how it ended, that it says all of this on stderr, and that nothing was written.
#[track_caller]
fn assert_refused(shell: &Shell, ran: &Ran, status: i32, says: &[&str]) {
    assert_eq!(ran.status, Some(status), "{ran:#?}");
    assert!(says.iter().all(|says| ran.err.contains(says)), "expected {says:?}: {ran:#?}");
    assert!(ran.out.is_empty(), "an error is not an answer: {ran:#?}");
    assert_eq!(shell.writes(), Vec::<String>::new());
    assert!(!shell.path(".local").exists(), "nothing was begun");
}

#[test]
fn bad_input_changes_nothing_and_learns_the_next_step() {
    let Some(emulators) = Emulators::start() else { return };
    let fleet = emulators.fleet(4);
    let (left_alone, others) = fleet.desktops.split_at(6);
    std::thread::scope(|scope| {
        scope.spawn(|| what_is_not_there(&emulators, &others[0], &fleet.directories));
        scope.spawn(|| what_must_be_left_alone(&emulators, left_alone));
        scope.spawn(|| without_a_way_into_aws(&emulators, &others[0]));
        scope.spawn(|| junk_settings(&emulators, &others[0]));
    });
    emulators.finish();
}

fn what_is_not_there(emulators: &Emulators, member: &Member, directories: &[DirectoryId; 2]) {
    let shell = Shell::new(emulators, "NOTTHERE");
    let list = "hint: `wsrecycle status` lists the desktops";
    for (line, status, says) in [
        ("rebuild ws-nosuchdesktop --yes".to_owned(), 1, ["there is no ws-nosuchdesktop", list]),
        (format!("rebuild {} ws-nosuchdesktop --yes", member.id), 1, ["there is no ws-nosuchdesktop", list]),
        (format!("rebuild {} --yes --region eu-west-1", member.id), 1, ["region eu-west-1", list]),
        (format!("rebuild nobody@{} --yes", member.directory), 1, ["there is no desktop of nobody@", list]),
        ("rebuild alice@d-0000000000 --yes".to_owned(), 1, ["there is no desktop of alice@", list]),
        ("rebuild WS-123 --yes".to_owned(), 2, ["not a WorkSpace id: expected ws-", "such as ws-0a1b2c3d4"]),
        ("rebuild alice@corp --yes".to_owned(), 2, ["directory id", "--help"]),
        (format!("rebuild {}", member.id), 2, ["there is no terminal to ask on", "hint: look first with --dry-run"]),
        (format!("rebuild --resume {}", member.id), 2, ["may be gone by now", "hint: name the user as user@directory"]),
        (
            format!("rebuild --abandon {} --yes", member.owner()),
            1,
            ["has no open row", "hint: `wsrecycle status` lists what is owed"],
        ),
        (
            format!("rebuild --directory {0} --all --confirm {1}", directories[0], directories[1]),
            2,
            ["--confirm names", "hint: "],
        ),
        (
            format!("rebuild {} --yes --expect-account 210987654321", member.id),
            1,
            ["this is account 123456789012, not 210987654321", "hint: "],
        ),
    ] {
        assert_refused(&shell, &shell.run(&line), status, &says);
    }
}

fn what_must_be_left_alone(emulators: &Emulators, members: &[Member]) {
    let of = |number: usize| &members[number];
    let set = |member: &Member, field: &str, value: Value| {
        emulators.control("desktop", &json!({ "WorkspaceId": member.id.as_str(), field: value }));
    };
    let connected = json!({ of(0).id.as_str(): { "ConnectionState": "CONNECTED" } });
    emulators.control("connections", &connected);
    let hold = json!({ "ResourceId": of(1).id.as_str(), "Tags": [{ "Key": "wsrecycle:hold", "Value": "ticket" }] });
    assert_eq!(emulators.call("workspaces", "WorkspacesService.CreateTags", &hold).0, 200);
    set(of(2), "State", json!("SUSPENDED"));
    set(of(3), "State", json!("ADMIN_MAINTENANCE"));
    let standby = json!([{
        "WorkspaceId": "ws-standby00", "Region": "us-west-2", "State": "AVAILABLE", "Type": "STANDBY",
    }]);
    set(of(4), "RelatedWorkspaces", standby);
    set(of(5), "State", json!("REBOOTING"));
    let before: Vec<_> = members.iter().map(|member| emulators.held_by(member)).collect();

    let shell = Shell::new(emulators, "LEFTALONE");
    let says = [
        ["is in use: User000 is connected", "--force throws the user out"],
        ["is on hold", "` ends the hold"],
        ["is suspended while an image is made", "wait until the image has been made"],
        ["in maintenance by an administrator", "end the maintenance in the WorkSpaces console first"],
        ["is part of a standby pair", "remove the standby first"],
        ["is REBOOTING", "--for available` waits for it"],
    ];
    for (number, [why, hint]) in says.into_iter().enumerate() {
        let says = [why, "hint: ", hint];
        assert_refused(&shell, &shell.run(&format!("rebuild {} --yes", of(number).id)), 1, &says);
        // Force is about the user, and about nothing else.
        if number > 0 {
            assert_refused(&shell, &shell.run(&format!("rebuild {} --yes --force", of(number).owner())), 1, &says);
        }
    }
    let both = shell.run(&format!("rebuild {} {} --yes --force", of(0).id, of(1).id));
    assert_refused(&shell, &both, 1, &["one of several was refused, so none was begun"]);
    let after: Vec<_> = members.iter().map(|member| emulators.held_by(member)).collect();
    assert_eq!(after, before);

    // The user who is connected can be thrown out.
    assert_eq!(shell.rebuild(&format!("rebuild {} --yes --force", of(0).id), 0)["result"], "done");
    let new = emulators.one_of(of(0));
    assert_eq!(new.request, before[0][0].request);
    assert_ne!(new.id, of(0).id);
}

/// Seconds that a person waits for an error that is known from the start.
const SECONDS_MAX: u64 = 15;

fn without_a_way_into_aws(emulators: &Emulators, member: &Member) {
    let line = format!("rebuild {} --yes", member.id);
    let shell = Shell::new(emulators, "NOWAYIN");
    let soon = |what: &str, ran: &Ran| {
        println!("{what}: {:.1} s", ran.took.as_secs_f64());
        assert!(ran.took < Duration::from_secs(SECONDS_MAX), "{what}: {ran:#?}");
    };

    let mut command = shell.command(&line);
    command.env_remove("AWS_ACCESS_KEY_ID").env_remove("AWS_SECRET_ACCESS_KEY");
    let ran = run(command);
    assert_refused(&shell, &ran, 1, &["no AWS credentials were found", "Name a profile with --profile or AWS_PROFILE"]);
    soon("no credentials", &ran);

    // A metadata service that takes the connection and never answers, as behind some firewalls.
    let silent = TcpListener::bind("127.0.0.1:0").expect("a port");
    let silent_url = format!("http://{}", silent.local_addr().expect("an address"));
    let mut command = shell.command(&line);
    command.env_remove("AWS_ACCESS_KEY_ID").env_remove("AWS_SECRET_ACCESS_KEY");
    command.env_remove("AWS_EC2_METADATA_DISABLED").env("AWS_EC2_METADATA_SERVICE_ENDPOINT", &silent_url);
    let ran = run(command);
    assert_refused(&shell, &ran, 1, &["no AWS credentials were found"]);
    soon("no credentials, silent metadata service", &ran);

    let nobody = TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address");
    let ran = shell.run(&format!("{line} --endpoint-url http://{nobody}"));
    assert_refused(&shell, &ran, 1, &["nothing answers", "Check the endpoint and the network"]);
    soon("unreachable endpoint", &ran);

    shell.fault("GetCallerIdentity", "ExpiredToken", 403, 1, false);
    let ran = shell.run(&line);
    assert_refused(&shell, &ran, 1, &["ExpiredToken", "sign in with `aws sso login`"]);
    soon("expired credentials", &ran);
    shell.fault("DescribeWorkspaces", "ExpiredTokenException", 400, 1, false);
    assert_refused(&shell, &shell.run(&line), 1, &["DescribeWorkspaces: ExpiredToken", "sign in with `aws sso login`"]);
    shell.fault("DescribeWorkspaces", "AccessDeniedException", 400, 1, false);
    assert_refused(
        &shell,
        &shell.run(&line),
        1,
        &["AccessDenied", "hint: allow workspaces:DescribeWorkspaces in the policy"],
    );

    let ran = shell.run(&format!("{line} --profile nobody"));
    assert_refused(&shell, &ran, 1, &["profile nobody", "aws sso login --profile nobody"]);
}

fn junk_settings(emulators: &Emulators, member: &Member) {
    let line = format!("rebuild {} --yes --config", member.id);
    let shell = Shell::new(emulators, "JUNK");
    let file = shell.path("junk.toml");
    let path = file.display().to_string();
    for (text, says) in [
        ("\u{0}\u{1}{{{ not toml", ":1: "),
        ("grace = \"10m\"\ngrce = \"10m\"\n", ":2: there is no setting \"grce\""),
        ("grace = 10\n", "expected text in quotes"),
        ("[timing]\nsettle = \"1s\"\n", "settle (1s) must be longer than act_within and 1m 30s together"),
        ("[timing]\nlease = \"0s\"\n", "lease: 0s is out of bounds: expected 1s to 24h"),
    ] {
        std::fs::write(&file, text).expect("a file");
        assert_refused(&shell, &shell.run(&format!("{line} {path}")), 2, &[&path, says]);
    }
    let missing = shell.run(&format!("{line} {path}.not-there"));
    assert_refused(
        &shell,
        &missing,
        2,
        &["cannot read the configuration file", "hint: name another file with --config"],
    );
    assert!(shell.calls().is_empty(), "AWS was not asked");
}
