//! The Python environment of the emulators: made once, under the target folder, from `requirements.txt`.
//!
//! Its name carries a hash of that file, so a changed pin makes a new one. A file lock lets parallel test processes
//! wait for the one that makes it, and a marker, written last, tells a whole one from one that was interrupted.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

const REQUIREMENTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/emulators/requirements.txt");
/// The oldest that MiniStack runs on.
const OLDEST: &str = "import sys; sys.exit(sys.version_info < (3, 10))";

/// Whether a test that needs the emulators must not be left out.
pub fn is_required() -> bool {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty() && value != "0");
    is_set("CI") || is_set("WSRECYCLE_REQUIRE_EMULATORS")
}

/// The interpreter of the environment, made if need be; tried once in a process, for pip is slow to see that there is
/// no network.
///
/// # Errors
/// Why there is none, as the end of a sentence.
pub fn python() -> Result<PathBuf, String> {
    static FOUND: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    FOUND.get_or_init(find).clone()
}

fn find() -> Result<PathBuf, String> {
    if cfg!(not(unix)) {
        return Err("they are started with inherited sockets, which only Unix has.".into());
    }
    let wanted = fs::read_to_string(REQUIREMENTS).map_err(|error| format!("{REQUIREMENTS}: {error}"))?;
    let mut hash = DefaultHasher::new();
    wanted.hash(&mut hash);
    let home = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("emulators-{:016x}", hash.finish()));

    let lock = File::create(home.with_extension("lock")).map_err(|error| format!("no lock file: {error}"))?;
    lock.lock().map_err(|error| format!("no lock: {error}"))?;
    let python = home.join("bin/python");
    let complete = home.join("complete");
    if !complete.exists() {
        make(&home, &python)?;
        File::create(&complete).map_err(|error| format!("{}: {error}", complete.display()))?;
    }
    Ok(python)
}

fn make(home: &Path, python: &Path) -> Result<(), String> {
    let _ = fs::remove_dir_all(home);
    let system = Path::new("python3");
    run(system, ["-c", OLDEST]).map_err(|_| "there is no python3 of version 3.10 or later.".to_owned())?;
    run(system, [OsStr::new("-m"), OsStr::new("venv"), home.as_os_str()])
        .map_err(|said| format!("python3 cannot make a virtual environment (on Debian: python3-venv).\n{said}"))?;
    let install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement", REQUIREMENTS];
    run(python, install).map_err(|said| format!("pip cannot install {REQUIREMENTS}.\n{said}"))
}

/// Run to the end and in silence; what was said is in the error.
fn run<S: AsRef<OsStr>>(program: &Path, args: impl IntoIterator<Item = S>) -> Result<(), String> {
    let output: Output = Command::new(program).args(args).output().map_err(|error| error.to_string())?;
    if output.status.success() {
        return Ok(());
    }
    Err([output.stdout, output.stderr].map(|said| String::from_utf8_lossy(&said).into_owned()).concat())
}
