//! A function as Lambda runs it: the real executable with Lambda's variables, started again when it has died.

use super::double::{Answer, Invocation, RuntimeApi};
use crate::emulators::{Emulators, REGION};
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use wsrecycle::stack::Config;

/// The time that `setup` gives the reconciler.
const LEFT_MS: i64 = 900_000;

pub struct Function {
    pub api: RuntimeApi,
    name: String,
    environment: BTreeMap<String, String>,
    child: Child,
    lines: Arc<Mutex<Vec<String>>>,
}

impl Function {
    /// The function of this name with the settings of a stack. Its calls are known by the key `key`.
    pub fn start(emulators: &Emulators, key: &str, name: &str, config: &Config) -> Self {
        Self::start_in(emulators, key, name, config.environment("default"))
    }

    /// With these variables beside Lambda's own.
    pub fn start_in(emulators: &Emulators, key: &str, name: &str, settings: BTreeMap<String, String>) -> Self {
        let api = RuntimeApi::start();
        let own = [
            ("AWS_LAMBDA_RUNTIME_API", api.address()),
            ("AWS_LAMBDA_FUNCTION_NAME", name),
            ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "256"),
            ("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST"),
            ("AWS_REGION", REGION),
            ("AWS_ACCESS_KEY_ID", key),
            ("AWS_SECRET_ACCESS_KEY", "test"),
            ("AWS_SESSION_TOKEN", "test"),
            ("AWS_ENDPOINT_URL", emulators.endpoint()),
            ("NO_PROXY", "127.0.0.1"),
        ];
        let mut environment = settings;
        environment.extend(own.map(|(name, value)| (name.to_owned(), value.to_owned())));
        let lines: Arc<Mutex<Vec<String>>> = Arc::default();
        let child = run(&environment, &lines);
        Self { api, name: name.to_owned(), environment, child, lines }
    }

    /// One invocation and its answer.
    #[track_caller]
    pub fn invoke(&mut self, payload: &Value) -> Answer {
        self.invoke_with(payload.to_string().into_bytes(), LEFT_MS)
    }

    #[track_caller]
    pub fn invoke_with(&mut self, body: Vec<u8>, left_ms: i64) -> Answer {
        let id = self.send(body, left_ms);
        let child = &mut self.child;
        let answer = self.api.await_answer(&id, || !matches!(child.try_wait(), Ok(None)));
        answer.unwrap_or_else(|| panic!("{} gave no answer to {id}: {:#?}", self.name, self.lines()))
    }

    /// Only hand it out.
    pub fn send(&mut self, body: Vec<u8>, left_ms: i64) -> String {
        let arn = format!("arn:aws:lambda:{REGION}:123456789012:function:{}", self.name);
        self.api.send(Invocation { body, arn, left_ms })
    }

    /// Kill it without a word, as a machine that fails does, and start it anew, as Lambda does.
    pub fn kill_and_start_again(&mut self) {
        self.end();
        self.child = run(&self.environment, &self.lines);
    }

    fn end(&mut self) {
        self.child.kill().expect("our own child");
        self.child.wait().expect("our own child");
    }

    /// What it logged so far. Every line is JSON with a time, a level and a kind.
    pub fn lines(&self) -> Vec<Value> {
        let lines = self.lines.lock().expect("nobody panics with it");
        let line = |text: &String| {
            let line: Value = serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"));
            for field in ["time", "level", "log", "request_id", "message"] {
                assert!(line[field].is_string(), "{field} is missing: {text}");
            }
            line
        };
        lines.iter().map(line).collect()
    }

    /// The lines of one kind.
    pub fn logged(&self, kind: &str) -> Vec<Value> {
        self.lines().into_iter().filter(|line| line["log"] == kind).collect()
    }
}

impl Drop for Function {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn run(environment: &BTreeMap<String, String>, lines: &Arc<Mutex<Vec<String>>>) -> Child {
    let mut child = Command::new(env!("CARGO_BIN_EXE_wsrecycle"))
        .env_clear()
        .envs(environment)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    let stdout = BufReader::new(child.stdout.take().expect("stdout is a pipe"));
    let lines = lines.clone();
    std::thread::spawn(move || {
        for line in stdout.lines().map_while(Result::ok) {
            lines.lock().expect("nobody panics with it").push(line);
        }
    });
    child
}
