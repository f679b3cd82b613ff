//! How long the program takes to start, next to programs that everybody knows. Numbers for a person, not a test.
//!
//! `cargo bench --bench start` builds the release binary and prints, in milliseconds, half and nine tenths of
//! [`RUNS`] runs. What matters is the distance from `/bin/true`, which is the cost of a process on this machine.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const RUNS: usize = 30;
/// The first runs read the file from the disk.
const WARM_UP: usize = 3;
/// Desktops that `status` looks at.
const FLEET: usize = 500;

fn main() {
    let ours = env!("CARGO_BIN_EXE_wsrecycle");
    println!("{:<32} {:>9} {:>9}", format!("{RUNS} runs"), "p50 ms", "p90 ms");
    measure("/bin/true", "/bin/true", &[], None);
    measure("wsrecycle --version", ours, &["--version"], None);
    measure("wsrecycle --help", ours, &["--help"], None);
    status_of_a_fleet(ours);
    measure("aws --version", "aws", &["--version"], None);
}

/// `status` over a sandbox with a fleet: what the program itself costs, without AWS's answers.
fn status_of_a_fleet(ours: &str) {
    let folder = tempfile::tempdir().expect("a folder for what is tried out");
    let home = folder.path().to_str().expect("a path in UTF-8");
    let sandbox = format!("--sandbox={home}");
    let users: Vec<String> = (0..FLEET).map(|number| format!("user{number}")).collect();
    let launch: Vec<&str> =
        ["sandbox", "launch", &sandbox].into_iter().chain(users.iter().map(String::as_str)).collect();
    assert!(command(ours, &launch, Some(home)).status().is_ok_and(|status| status.success()), "no fleet to look at");
    measure(&format!("wsrecycle status, {FLEET} desktops"), ours, &["status", &sandbox], Some(home));
}

/// Run, and print how long it took; a program that is not there is left out.
fn measure(name: &str, program: &str, args: &[&str], home: Option<&str>) {
    let mut times = Vec::with_capacity(RUNS);
    for run in 0..WARM_UP + RUNS {
        let Some(time) = time(program, args, home) else { return println!("{name:<32} {:>9} {:>9}", "-", "-") };
        if run >= WARM_UP {
            times.push(time);
        }
    }
    times.sort();
    let ms = |share: usize| times[(times.len() - 1) * share / 100].as_secs_f64() * 1000.0;
    println!("{name:<32} {:>9.1} {:>9.1}", ms(50), ms(90));
}

fn time(program: &str, args: &[&str], home: Option<&str>) -> Option<Duration> {
    let mut command = command(program, args, home);
    let start = Instant::now();
    command.status().ok()?;
    Some(start.elapsed())
}

fn command(program: &str, args: &[&str], home: Option<&str>) -> Command {
    let mut command = Command::new(program);
    command.args(args).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    if let Some(home) = home {
        command.env("HOME", home).env_remove("XDG_CONFIG_HOME").env_remove("XDG_STATE_HOME");
    }
    command
}
