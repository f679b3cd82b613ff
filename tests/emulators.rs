//! AWS on this machine: moto and MiniStack, which others wrote, behind one endpoint that checks every request against
//! AWS's own service models.
//!
//! [`Emulators::start`] makes the Python environment on first use and starts the servers; they end with the value, and
//! with this process whichever way it ends. Where there is no Python, `start` says so on stderr and gives `None`,
//! unless `CI` or `WSRECYCLE_REQUIRE_EMULATORS=1` is set: then a test that cannot run is a test that failed.
//!
//! A test that ends well calls [`Emulators::finish`], which also asserts that the model check refused nothing.
//! What may be set from outside is listed in `tests/emulators/controls.py` and `gate.py`; how to start the servers by
//! hand, and what they are evidence of, in `tests/emulators/README.md`.

mod alone;
mod environment;
mod fleet;
mod http;
mod trials;

pub use alone::{alone, alone_with};
pub use environment::python;
pub use fleet::{Fleet, Member};

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// The region that the emulators play; the account is 123456789012.
pub const REGION: &str = "us-east-1";

/// Who plays AWS behind the gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cast {
    /// moto for WorkSpaces and what it stands on, MiniStack for everything else.
    Both,
    /// The same, and MiniStack asks IAM about every call. The key `test` may do anything.
    Enforcing,
    /// moto for everything, as a second opinion. It does not speak CloudWatch's protocol.
    Moto,
}

/// Running servers.
pub struct Emulators {
    server: Child,
    endpoint: String,
    /// What stands behind the gate for all but WorkSpaces.
    ministack: String,
    /// Temporary files and logs; goes with the servers.
    _folder: tempfile::TempDir,
}

/// One request that arrived at the gate.
#[derive(Debug)]
pub struct Call {
    /// The access key it was signed with.
    pub caller: String,
    /// As botocore spells it, such as `workspaces` or `resourcegroupstaggingapi`.
    pub service: String,
    pub operation: String,
    pub parameters: Value,
    /// What the model check found wrong with it.
    pub refused: Vec<String>,
}

impl Emulators {
    /// Servers of one's own, empty.
    pub fn start() -> Option<Self> {
        Self::start_as(Cast::Both)
    }

    /// The same with another cast.
    pub fn start_as(cast: Cast) -> Option<Self> {
        match environment::python().and_then(|python| Self::launch(&python, cast)) {
            Ok(emulators) => Some(emulators),
            Err(why) if environment::is_required() => {
                panic!("the emulators are required here and did not start: {why}")
            }
            Err(why) => {
                // Not eprintln!, which the test harness would swallow.
                let test = std::thread::current().name().unwrap_or("a test").to_owned();
                let _ = writeln!(std::io::stderr(), "\nNOT RUN: {test}: it needs the AWS emulators, and {why}\n");
                None
            }
        }
    }

    fn launch(python: &Path, cast: Cast) -> Result<Self, String> {
        let folder = tempfile::Builder::new()
            .prefix("emulators-run-")
            .tempdir_in(env!("CARGO_TARGET_TMPDIR"))
            .map_err(|error| format!("there is no place for their files: {error}"))?;
        let log = folder.path().join("serve.log");
        let stderr = std::fs::File::create(&log).map_err(|error| format!("{}: {error}", log.display()))?;
        let mut server = Command::new(python)
            .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/emulators/serve.py"))
            .arg(folder.path())
            .args(match cast {
                Cast::Both => None,
                Cast::Enforcing => Some("enforcing"),
                Cast::Moto => Some("moto"),
            })
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(stderr)
            .spawn()
            .map_err(|error| format!("{} does not run: {error}", python.display()))?;
        let mut line = String::new();
        let stdout = server.stdout.take().expect("stdout is piped");
        let read = BufReader::new(stdout).read_line(&mut line);
        match serde_json::from_str::<Value>(&line) {
            Ok(ready) => {
                let url = |name: &str| ready[name].as_str().expect("serve.py prints two URLs").to_owned();
                Ok(Self { server, endpoint: url("endpoint"), ministack: url("ministack"), _folder: folder })
            }
            Err(_) => {
                stop(&mut server);
                let said = |name| std::fs::read_to_string(folder.path().join(name)).unwrap_or_default();
                Err(format!("they did not start ({read:?}):\n{}{}", said("serve.log"), said("ministack.log")))
            }
        }
    }

    /// `http://127.0.0.1:<port>`, for all services.
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// `POST /control/<route>`.
    pub fn control(&self, route: &str, body: &Value) -> Value {
        let (status, answer) = http::post(&self.endpoint, &format!("/control/{route}"), &[], &body.to_string());
        assert_eq!(status, 200, "control {route} {body}: {answer}");
        serde_json::from_str(&answer).expect("controls answer JSON")
    }

    /// A JSON 1.1 call of AWS, such as `WorkspacesService.CreateWorkspaces` of the service signed as `workspaces`:
    /// the status and the answer.
    pub fn call(&self, signed_as: &str, target: &str, body: &Value) -> (u16, Value) {
        let headers = [("X-Amz-Target", target), ("Content-Type", "application/x-amz-json-1.1")];
        let (status, answer) = self.post(signed_as, "/", &headers, &body.to_string());
        (status, serde_json::from_str(&answer).unwrap_or(Value::String(answer)))
    }

    /// A call in any other wire format: the status and the answer.
    pub fn post(&self, signed_as: &str, path: &str, headers: &[(&str, &str)], body: &str) -> (u16, String) {
        self.send("POST", signed_as, path, headers, body)
    }

    /// The same with another method.
    pub fn send(
        &self,
        method: &str,
        signed_as: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> (u16, String) {
        let credential = format!("test/20261122/{REGION}/{signed_as}/aws4_request");
        let authorization = format!("AWS4-HMAC-SHA256 Credential={credential}, SignedHeaders=host, Signature=0");
        let signed = [&[("Authorization", authorization.as_str())], headers].concat();
        http::send(method, &self.endpoint, path, &signed, body)
    }

    /// Every call since the start, or since [`Emulators::forget_calls`].
    pub fn calls(&self) -> Vec<Call> {
        let Value::Array(calls) = self.control("calls", &json!({})) else { panic!("calls is a list") };
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        calls
            .into_iter()
            .map(|call| Call {
                caller: text(&call["Caller"]),
                service: text(&call["Service"]),
                operation: text(&call["Operation"]),
                parameters: call["Parameters"].clone(),
                refused: call["Refused"].as_array().into_iter().flatten().map(text).collect(),
            })
            .collect()
    }

    pub fn forget_calls(&self) {
        self.control("calls", &json!({ "Forget": true }));
    }

    /// From now on, whoever signs with this key may do what the policy allows.
    pub fn allow(&self, key: &str, policy: &Value) {
        self.control("policies", &json!({ key: policy }));
    }

    /// Assert that AWS's models allow every request that was sent.
    pub fn assert_calls_allowed(&self) {
        let refused: Vec<Call> = self.calls().into_iter().filter(|call| !call.refused.is_empty()).collect();
        assert!(refused.is_empty(), "AWS's service models refuse these requests: {refused:#?}");
    }

    /// The end of a test: all requests were allowed, and the servers stop.
    pub fn finish(self) {
        self.assert_calls_allowed();
    }
}

impl Drop for Emulators {
    fn drop(&mut self) {
        stop(&mut self.server);
    }
}

/// End the server in the way it expects, by closing its input, so that it takes MiniStack along.
fn stop(server: &mut Child) {
    drop(server.stdin.take());
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(10);
    while matches!(server.try_wait(), Ok(None)) {
        if std::time::Instant::now() > deadline {
            // MiniStack sees its own pipe close.
            let _ = server.kill();
            let _ = server.wait();
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
}
