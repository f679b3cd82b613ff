//! Where a test stands: emulators, a terminal, a small program for the functions, and somebody outside.

use super::outside::Outside;
use super::program;
use crate::emulators::{Emulators, REGION};
use crate::rebuild::shell::{Ran, Shell, is_write, run};
use serde_json::{Value, json};
use std::process::{Child, Command};

/// Where the parameters of a call say what it is about, the more telling before the less.
const ABOUT: [&str; 15] = [
    "TopicArn",
    "SubscriptionArn",
    "RoleName",
    "TableName",
    "logGroupName",
    "Bucket",
    "FunctionName",
    "TrailName",
    "Rule",
    "ResourceArn",
    "resourceArn",
    "ResourceARN",
    "Resource",
    "ResourceId",
    "Name",
];

pub struct Stand<'a> {
    pub emulators: &'a Emulators,
    pub shell: Shell<'a>,
    pub outside: Outside,
}

impl<'a> Stand<'a> {
    pub fn new(emulators: &'a Emulators) -> Self {
        let shell = Shell::new(emulators, "PRODUCT");
        std::fs::write(shell.path("program"), program::of(program::X86_64)).expect("a file");
        Self { emulators, shell, outside: Outside::start(emulators) }
    }

    /// `setup` and `drift` with the small program; any other command as it stands.
    pub fn command(&self, line: &str) -> Command {
        let mut command = self.shell.command(line);
        if line.starts_with("setup") || line.starts_with("drift") {
            command.arg("--function-binary").arg(self.shell.path("program"));
        }
        command
    }

    pub fn run(&self, line: &str) -> Ran {
        run(self.command(line))
    }

    pub fn start(&self, line: &str) -> Child {
        self.command(line).spawn().expect("the binary runs")
    }

    /// A command that must end with this status.
    #[track_caller]
    pub fn ends(&self, line: &str, status: i32) -> Ran {
        let ran = self.run(line);
        assert_eq!(ran.status, Some(status), "{line}: {ran:#?}");
        ran
    }

    /// The answer of `drift`, which must end with this status: kind, name, standing and fields of what is wrong.
    #[track_caller]
    pub fn drift(&self, status: i32) -> Vec<Value> {
        let ran = self.ends("drift --output json", status);
        let answer: Value = serde_json::from_str(&ran.out).expect("JSON");
        let resources = answer["resources"].as_array().expect("a list").iter();
        let wrong = resources.filter(|item| item["standing"] != "ok" && item["standing"] != "reused");
        wrong
            .map(|item| {
                let changes = item["changes"].as_array().expect("a list").iter();
                let fields: Vec<&Value> = changes.map(|change| &change["field"]).collect();
                json!([item["id"]["kind"], item["id"]["name"], item["standing"], fields])
            })
            .collect()
    }

    /// The calls of the product that change something, since the record was forgotten, as `Operation name`.
    pub fn writes(&self) -> Vec<String> {
        let calls = self.emulators.calls().into_iter();
        calls
            .filter(|call| call.caller == self.shell.key)
            .filter(|call| is_write(&call.operation))
            .map(|call| format!("{} {}", call.operation, about(&call.parameters)))
            .collect()
    }

    pub fn forget(&self) {
        self.emulators.forget_calls();
    }

    /// Assert from outside that the default stack is what it should be.
    #[track_caller]
    pub fn check(&self, with: Value) {
        self.check_in(REGION, with);
    }

    #[track_caller]
    pub fn check_in(&self, region: &str, with: Value) {
        let wrong = self.outside.ask_in(region, "check.stack", with);
        assert_eq!(wrong, json!([]), "seen from outside, this is wrong: {wrong:#}");
    }

    /// What there is of ours, but for the logs.
    pub fn left(&self) -> Value {
        self.outside.ask("check.left", json!({}))
    }

    /// Empty the account.
    pub fn reset(&self) {
        self.emulators.control("reset", &json!({}));
    }

    /// Run a command that is stopped for good at its write of this number: before it takes effect, or after.
    /// False if it ended before it came so far.
    pub fn killed_at(&self, line: &str, write: usize, carried_out: bool) -> bool {
        let hold = json!({ "Caller": self.shell.key, "Write": write, "CarriedOut": carried_out });
        self.emulators.control("holds", &json!([hold]));
        let mut child = self.start(line);
        let is_held = loop {
            let held = self.emulators.control("held", &json!({}));
            if held.as_array().is_some_and(|held| !held.is_empty()) {
                break true;
            }
            if child.try_wait().expect("our own child").is_some() {
                break false;
            }
            std::thread::sleep(std::time::Duration::from_millis(10));
        };
        let _ = child.kill();
        child.wait().expect("our own child");
        self.shell.end_hold();
        is_held
    }
}

/// The name of the resource that a call is about.
fn about(parameters: &Value) -> String {
    let Some(text) = ABOUT.iter().find_map(|name| parameters[name].as_str()) else {
        return parameters.to_string();
    };
    if !text.starts_with("arn:") {
        return text.to_owned();
    }
    let name = text.splitn(6, ':').nth(5).unwrap_or(text);
    let kinds = ["function:", "log-group:", "rule/", "table/", "trail/"];
    let name = kinds.iter().find_map(|kind| name.strip_prefix(kind)).unwrap_or(name);
    // A subscription has the topic's name in front of its own.
    name.split(':').next().unwrap_or(name).to_owned()
}
