//! A test in a process of its own, whose environment names nobody's AWS account.
//!
//! The SDK finds credentials in the environment and in files at home. A test must find only dummies, whatever the
//! machine has, and the environment of a process with threads cannot be changed safely.

use std::ffi::OsStr;
use std::process::Command;

const MARK: &str = "WSRECYCLE_TEST_ALONE";

/// Whether this process is the test's own. If not, the test is run in such a process now, and must succeed there.
///
/// Call it first, with the test's full name: `if !alone("conformance::over_aws") { return; }`.
pub fn alone(test: &str) -> bool {
    alone_with(test, &[])
}

/// The same, with these variables besides.
pub fn alone_with(test: &str, variables: &[(&str, &OsStr)]) -> bool {
    if std::env::var(MARK).is_ok_and(|name| name == test) {
        return true;
    }
    let mut child = Command::new(std::env::current_exe().expect("a test binary knows its path"));
    child.args([test, "--exact", "--nocapture"]).env(MARK, test);
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("AWS_") {
            child.env_remove(name);
        }
    }
    // stderr is not captured: it carries what was not run, and why.
    let output = child
        .env("AWS_ACCESS_KEY_ID", "test")
        .env("AWS_SECRET_ACCESS_KEY", "test")
        .env("AWS_EC2_METADATA_DISABLED", "true")
        .env("AWS_CONFIG_FILE", "/nonexistent/config")
        .env("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent/credentials")
        .env("NO_PROXY", "127.0.0.1")
        .envs(variables.iter().copied())
        .stderr(std::process::Stdio::inherit())
        .output()
        .expect("a test binary can start itself");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{test} failed in its own process:\n{said}");
    assert!(said.contains("1 passed"), "there is no test called {test}:\n{said}");
    false
}
