//! The integration tests: one binary, because the AWS SDK links slowly and a binary for each file would link it again.
//!
//! A new file `tests/<name>.rs` is listed here; the test below says so when it is forgotten. What needs the AWS SDK
//! is behind the feature `aws`, so that `cargo test --no-default-features` stays quick.

mod artefacts;
#[cfg(feature = "aws")]
mod commands;
mod conformance;
#[cfg(feature = "aws")]
mod deploy;
#[cfg(feature = "aws")]
mod emulators;
#[cfg(feature = "aws")]
mod ledger;
mod permissions;
mod provision;
#[cfg(feature = "aws")]
mod rebuild;
#[cfg(feature = "aws")]
mod runtime;
mod simulation;
mod stories;
mod tidy;
#[cfg(feature = "aws")]
mod whole;
mod words;

// The contract of the ledger is a file of the library, in whose words this is `crate::recycle`.
#[cfg(feature = "aws")]
use wsrecycle::recycle;

/// Cargo finds no tests by itself here (`autotests = false`): a file that is not listed would never run.
#[test]
fn every_file_is_listed() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests");
    let listed = include_str!("lib.rs");
    for entry in std::fs::read_dir(folder).expect("the folder of this file") {
        let name = entry.expect("an entry of the folder").file_name().into_string().expect("a name in UTF-8");
        if let Some(module) = name.strip_suffix(".rs").filter(|module| *module != "lib") {
            assert!(
                listed.lines().any(|line| line == format!("mod {module};")),
                "tests/{name} is not listed in tests/lib.rs: add \"mod {module};\""
            );
        }
    }
}
