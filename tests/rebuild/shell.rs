//! A terminal: the real binary with a home, an access key and settings of its own.

use crate::emulators::{Emulators, Member, REGION};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Waits of seconds instead of minutes. `act_within` stays long: on a busy machine a call may take its time.
const TIMING: &str = r#"
[timing]
act_within = "25s"
settle = "116s"
lease = "30s"
linger = "1s"
absent_gap = "1s"
gone_first = "1s"
gone_poll = "1s"
visible_max = "2s"
ready_first = "1s"
ready_poll = "1s"
backoff_first = "1s"
backoff_max = "2s"
"#;

/// Longer than `settle`, and than any lease.
const A_WHILE: SignedDuration = SignedDuration::from_secs(120);

/// Calls that change nothing.
const READS: [&str; 8] = ["BatchGet", "Describe", "Filter", "Get", "Head", "List", "Query", "Scan"];

/// One terminal, whose calls are known by its access key.
pub struct Shell<'a> {
    emulators: &'a Emulators,
    pub key: String,
    /// What it signs with; only emulators that ask IAM compare it.
    pub secret: String,
    home: tempfile::TempDir,
}

/// How a command ended.
#[derive(Debug)]
pub struct Ran {
    pub status: Option<i32>,
    pub out: String,
    pub err: String,
    pub took: Duration,
}

impl<'a> Shell<'a> {
    pub fn new(emulators: &'a Emulators, key: impl Into<String>) -> Self {
        let home = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
        std::fs::write(home.path().join("timing.toml"), TIMING).expect("a file");
        Self { emulators, key: key.into(), secret: "test".to_owned(), home }
    }

    /// A file at home.
    pub fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    /// The command, in an environment that has nothing but what it needs.
    pub fn command(&self, line: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_wsrecycle"));
        command
            .args(line.split(' '))
            .env_clear()
            .env("HOME", self.home.path())
            .env("WSRECYCLE_CONFIG", self.path("timing.toml"))
            .env("AWS_ACCESS_KEY_ID", &self.key)
            .env("AWS_SECRET_ACCESS_KEY", &self.secret)
            .env("AWS_EC2_METADATA_DISABLED", "true")
            .env("AWS_REGION", REGION)
            .env("AWS_ENDPOINT_URL", self.emulators.endpoint())
            .env("NO_PROXY", "127.0.0.1")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    pub fn start(&self, line: &str) -> Child {
        self.command(line).spawn().expect("the binary runs")
    }

    pub fn run(&self, line: &str) -> Ran {
        run(self.command(line))
    }

    /// The answer of a command that ends with this status.
    #[track_caller]
    pub fn json(&self, line: &str, status: i32) -> Value {
        let ran = self.run(&format!("{line} --output json"));
        assert_eq!(ran.status, Some(status), "{line}: {ran:#?}");
        serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{line}: {error}: {ran:#?}"))
    }

    /// The one desktop that a rebuild answers about.
    #[track_caller]
    pub fn rebuild(&self, line: &str, status: i32) -> Value {
        let mut answer = self.json(line, status);
        let desktops = answer["desktops"].as_array().map(Vec::len);
        assert_eq!(desktops, Some(1), "{line}: {answer}");
        answer["desktops"][0].take()
    }

    /// The operations that were called, in order.
    pub fn calls(&self) -> Vec<String> {
        let mine = self.emulators.calls().into_iter().filter(|call| call.caller == self.key);
        mine.map(|call| call.operation).collect()
    }

    /// The calls that would change something.
    pub fn writes(&self) -> Vec<String> {
        self.calls().into_iter().filter(|call| is_write(call)).collect()
    }

    /// Have this operation fail for this terminal.
    pub fn fault(&self, operation: &str, code: &str, status: u16, times: usize, carried_out: bool) {
        let fault = json!({
            "Operation": operation, "Caller": self.key, "Code": code, "Status": status, "Times": times,
            "CarriedOut": carried_out,
        });
        self.emulators.control("faults", &json!([fault]));
    }

    /// Have a call wait: the one with this number, or the next one of this operation.
    pub fn hold(&self, at: &Value, carried_out: bool) {
        let mut hold = json!({ "Caller": self.key, "CarriedOut": carried_out });
        hold[if at.is_number() { "Call" } else { "Operation" }] = at.clone();
        self.emulators.control("holds", &json!([hold]));
    }

    pub fn end_hold(&self) {
        self.emulators.control("holds", &json!([{ "Caller": self.key }]));
    }

    /// Wait until the call waits.
    pub fn await_hold(&self, child: &mut Child) {
        let deadline = Instant::now() + Duration::from_secs(60);
        loop {
            let held = self.emulators.control("held", &json!({}));
            if held.as_array().is_some_and(|held| held.iter().any(|key| *key == self.key)) {
                return;
            }
            let ended = child.try_wait().expect("our own child");
            assert!(ended.is_none(), "{} ended before it came to the call: {ended:?}", self.key);
            assert!(Instant::now() < deadline, "{} did not come to the call", self.key);
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    fn ledger(&self) -> PathBuf {
        self.path(&format!(".local/state/wsrecycle/123456789012-{REGION}/ledger"))
    }

    /// Where the open row of a desktop's owner lies.
    pub fn row_path(&self, member: &Member) -> PathBuf {
        self.ledger().join(format!("open/{}@{}.json", member.user.to_lowercase(), member.directory))
    }

    /// The open row, as it lies in the file.
    pub fn row(&self, member: &Member) -> Option<Value> {
        let text = std::fs::read_to_string(self.row_path(member)).ok()?;
        Some(serde_json::from_str(&text).expect("a row is JSON"))
    }

    pub fn write_row(&self, member: &Member, row: &Value) {
        let path = self.row_path(member);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, row.to_string()).expect("a file");
    }

    /// Make the open row older, as if nobody had touched it for a while.
    pub fn let_time_pass(&self, member: &Member) {
        if let Some(mut row) = self.row(member) {
            age(&mut row);
            self.write_row(member, &row);
        }
    }
}

/// Whether an operation changes something.
pub fn is_write(operation: &str) -> bool {
    !READS.iter().any(|read| operation.starts_with(read))
}

/// Run to the end.
pub fn run(mut command: Command) -> Ran {
    let started = Instant::now();
    let child = command.spawn().expect("the binary runs");
    Ran { took: started.elapsed(), ..end(child) }.since(started)
}

/// What a started command said, once it has ended.
pub fn end(child: Child) -> Ran {
    let output = child.wait_with_output().expect("our own child");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Ran { status: output.status.code(), out: text(&output.stdout), err: text(&output.stderr), took: Duration::ZERO }
}

impl Ran {
    fn since(self, started: Instant) -> Self {
        Self { took: started.elapsed(), ..self }
    }
}

/// Let everything in it have happened a while earlier.
pub fn age(value: &mut Value) {
    match value {
        Value::String(text) => {
            if let Ok(time) = text.parse::<Timestamp>() {
                *text = (time - A_WHILE).to_string();
            }
        }
        Value::Array(values) => values.iter_mut().for_each(age),
        Value::Object(fields) => fields.values_mut().for_each(age),
        _ => {}
    }
}
