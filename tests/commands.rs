//! The real binary over the emulators: that flags, environment, settings, runtime, pacing and the AWS adapter are wired
//! together. What the commands do in detail is tested in `src/cli/tests.rs`.

mod clock;
mod logs;

use crate::emulators::{Emulators, REGION, alone};
use serde_json::Value;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Command, Output, Stdio};

struct Shell<'a> {
    emulators: &'a Emulators,
    home: &'a Path,
}

impl Shell<'_> {
    fn command(&self, line: &str) -> Command {
        // Credentials are the dummies that `alone` has put into the environment.
        let mut command = Command::new(env!("CARGO_BIN_EXE_wsrecycle"));
        command
            .args(line.split(' '))
            .args(["--region", REGION, "--endpoint-url", self.emulators.endpoint()])
            .env("HOME", self.home)
            .env_remove("XDG_CONFIG_HOME")
            .env_remove("XDG_STATE_HOME");
        command
    }

    fn run(&self, line: &str) -> Output {
        self.command(line).output().expect("the binary runs")
    }

    /// Run until it says something, then press Ctrl-C: all that it said, and its status.
    fn interrupt(&self, line: &str) -> (String, Option<i32>) {
        let mut child = self.command(line).stderr(Stdio::piped()).spawn().expect("the binary runs");
        let mut said = BufReader::new(child.stderr.take().expect("stderr is a pipe"));
        let mut text = String::new();
        said.read_line(&mut text).expect("a line");
        let pressed = Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill runs");
        assert!(pressed.success());
        said.read_to_string(&mut text).expect("text");
        (text, child.wait().expect("it ends").code())
    }

    /// The answer of a command that ends with this status.
    fn json(&self, line: &str, status: i32) -> Value {
        let ran = self.run(&format!("{line} --output json"));
        assert_eq!(ran.status.code(), Some(status), "{line}: {}", String::from_utf8_lossy(&ran.stderr));
        serde_json::from_slice(&ran.stdout).expect("one document")
    }
}

#[test]
fn an_administrator_at_work() {
    if !alone("commands::an_administrator_at_work") {
        return;
    }
    let Some(emulators) = Emulators::start() else { return };
    let fleet = emulators.fleet(3);
    let home = tempfile::tempdir().expect("a folder");
    let shell = Shell { emulators: &emulators, home: home.path() };
    let first = &fleet.desktops[0];
    let (id, owner) = (first.id.to_string(), format!("{}@{}", first.user.to_uppercase(), first.directory));

    let status = shell.json("status", 3);
    assert_eq!(status["desktops"].as_array().unwrap().len(), 6);
    assert_eq!(status["findings"].as_array().unwrap().iter().filter(|it| it["code"] == "unguarded").count(), 6);

    let held = shell.json(&format!("hold {owner} --reason ticket-4711"), 0);
    assert_eq!((&held["desktops"][0]["desktop"], &held["desktops"][0]["result"]), (&id.clone().into(), &"held".into()));
    let created = shell.json("alarm create --all --yes", 0);
    assert_eq!(created["alarms"].as_array().unwrap().len(), 5, "all but the held one");
    assert_eq!(shell.json(&format!("release {id}"), 0)["desktops"][0]["result"], "released");
    let fixed = shell.json(&format!("status --id {id} --fix --yes"), 0);
    assert_eq!(fixed["outcomes"][0]["verdict"], "done");
    assert_eq!(shell.json("alarm list", 0)["alarms"].as_array().unwrap().len(), 6);

    assert_eq!(shell.json(&format!("wait {id} --for available"), 0)["state"], "AVAILABLE");
    shell.json(&format!("alarm delete {owner} --yes"), 0);
    assert_eq!(
        shell.json(&format!("status --finding unguarded --directory {}", first.directory), 3)["desktops"][0]["id"],
        id
    );

    let (said, status) = shell.interrupt(&format!("wait {id} --for gone"));
    let expected = format!("{id} is AVAILABLE\nerror: interrupted: nothing was changed\n");
    assert_eq!((said, status), (expected, Some(130)));

    emulators.forget_calls();
    let refused = shell.run("status --expect-account 210987654321");
    assert_eq!(refused.status.code(), Some(1));
    let asked: Vec<String> = emulators.calls().into_iter().map(|call| call.operation).collect();
    assert_eq!(asked, ["GetCallerIdentity"]);
    emulators.finish();
}
