//! Whoever else works in the account: boto3, in a process that answers line by line.

use crate::emulators::{Emulators, REGION, python};
use serde_json::{Value, json};
use std::cell::RefCell;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// `outside.py`, started.
pub struct Outside(RefCell<Process>);

struct Process {
    child: Child,
    ask: ChildStdin,
    said: BufReader<ChildStdout>,
}

impl Outside {
    pub fn start(emulators: &Emulators) -> Self {
        let python = python().expect("the emulators run, so there is Python");
        let mut child = Command::new(python)
            .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/deploy/outside.py"))
            .arg(emulators.endpoint())
            .env_clear()
            .env("AWS_EC2_METADATA_DISABLED", "true")
            .env("AWS_CONFIG_FILE", "/nonexistent/config")
            .env("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent/credentials")
            .env("NO_PROXY", "127.0.0.1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("Python runs");
        let ask = child.stdin.take().expect("stdin is piped");
        let said = BufReader::new(child.stdout.take().expect("stdout is piped"));
        Self(RefCell::new(Process { child, ask, said }))
    }

    /// Have a deed done in the Region of the emulators.
    #[track_caller]
    pub fn ask(&self, deed: &str, about: Value) -> Value {
        self.ask_in(REGION, deed, about)
    }

    #[track_caller]
    pub fn ask_in(&self, region: &str, deed: &str, mut about: Value) -> Value {
        about["Do"] = json!(deed);
        about["Region"] = json!(region);
        let mut process = self.0.borrow_mut();
        writeln!(process.ask, "{about}").expect("it listens");
        let mut line = String::new();
        process.said.read_line(&mut line).expect("it answers");
        assert!(!line.is_empty(), "{about}: Python ended; what it said is above");
        serde_json::from_str(&line).expect("it answers JSON")
    }
}

impl Drop for Outside {
    fn drop(&mut self) {
        let process = self.0.get_mut();
        // It reads until it is killed; it holds nothing that could be left half done.
        let _ = process.child.kill();
        let _ = process.child.wait();
    }
}
