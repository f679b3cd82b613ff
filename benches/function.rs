//! What a function costs in Lambda: its start, its invocations, its processor time, its memory and its package, next to
//! a Python function on boto3 that does the same work (`function.py`).
//!
//! `cargo bench --bench function --profile dev -- PROGRAM [PAIRS]` measures the executable PROGRAM, as it would be
//! uploaded, in PAIRS runs of each, by turns; without them the one of this profile, 15 times. Both get the same events
//! from one kind of Runtime API, call the same emulators, and the calls that arrive there are asserted to be the same.
//! One run: the start, ten calls of `Workspace_Alarm_Create` about one new desktop, one about 25, as many as
//! CreateWorkspaces takes. Of the time of an invocation the emulators' own part, the same for both, is most; that of
//! the last is CloudWatch's rate. Numbers for a person, not a test.

// The tests' emulators and Runtime API have more to them than is used here.
#[allow(dead_code, unused_imports)]
#[path = "../tests"]
mod tests {
    #[path = "runtime/double.rs"]
    pub mod double;
    pub mod emulators;
    #[path = "runtime/events.rs"]
    pub mod events;
}

use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tests::double::{Invocation, RuntimeApi};
use tests::emulators::{Emulators, Fleet, Member, REGION, python};
use tests::events;
use wsrecycle::functions::package::archive;
use wsrecycle::stack::Config;

const NAME: &str = "Workspace_Alarm_Create";
const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/function.py");
const PAIRS: usize = 15;
/// Invocations for one desktop each.
const SINGLE: usize = 10;
/// Desktops in the last one.
const MANY: usize = 25;
/// Between invocations, so that none but the last comes to the rates that AWS documents (`Rates::DOCUMENTED`).
const PAUSE: Duration = Duration::from_millis(500);
/// Of `/proc/PID/stat`, ticks a second: the same on every Linux that Rust runs on.
const TICKS_PER_S: f64 = 100.0;

/// One of the two programs.
struct Program {
    name: &'static str,
    command: Vec<PathBuf>,
    /// The access key by which its calls are known.
    key: &'static str,
    package_bytes: usize,
    runs: Vec<Run>,
}

/// What one process took.
struct Run {
    start_ms: f64,
    first_ms: f64,
    last_ms: f64,
    many_ms: f64,
    processor_ms: f64,
    memory_mb: f64,
}

fn main() {
    // Cargo adds `--bench`.
    let mut arguments = std::env::args().skip(1).filter(|argument| !argument.starts_with('-'));
    let ours = PathBuf::from(arguments.next().unwrap_or_else(|| env!("CARGO_BIN_EXE_wsrecycle").to_owned()));
    let pairs = arguments.next().map_or(PAIRS, |number| number.parse().expect("PAIRS is a number"));
    let Some(emulators) = Emulators::start() else { return };
    let python = python().expect("the emulators run on it");
    let fleet = emulators.fleet(MANY.div_ceil(2));
    let zipped = |path: &Path| archive(&std::fs::read(path).expect("a file that can be read")).bytes.len();
    let mut programs = [
        Program { name: "this program", package_bytes: zipped(&ours), command: vec![ours], key: "RUST", runs: vec![] },
        Program {
            name: "Python, boto3",
            package_bytes: zipped(Path::new(SCRIPT)),
            command: vec![python, SCRIPT.into()],
            key: "PYTHON",
            runs: vec![],
        },
    ];
    // The first pair only fills the caches of files.
    for pair in 0..=pairs {
        let mut calls = vec![];
        for program in &mut programs {
            emulators.forget_calls();
            let run = program.run(&emulators, &fleet);
            calls.push(made_by(program.key, &emulators));
            if pair > 0 {
                program.runs.push(run);
            }
        }
        assert_eq!(calls[0].len(), SINGLE * 3 + MANY + 2, "{:?}", calls[0]);
        assert_eq!(calls[0], calls[1], "the two did not do the same work");
    }
    print(&programs);
    emulators.finish();
}

/// The calls that this key has made, as they arrived.
fn made_by(key: &str, emulators: &Emulators) -> Vec<(String, Value)> {
    let calls = emulators.calls().into_iter().filter(|call| call.caller == key);
    calls.map(|call| (call.operation, call.parameters)).collect()
}

impl Program {
    fn run(&self, emulators: &Emulators, fleet: &Fleet) -> Run {
        let api = RuntimeApi::start();
        let config = Config { scope: "all".parse().expect("a scope"), ..Config::default() };
        let begun = Instant::now();
        let mut child = Command::new(&self.command[0])
            .args(&self.command[1..])
            .env_clear()
            .envs(config.environment("default"))
            .env("AWS_LAMBDA_RUNTIME_API", api.address())
            .env("AWS_LAMBDA_FUNCTION_NAME", NAME)
            .env("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "256")
            .env("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST")
            .env("AWS_REGION", REGION)
            .env("AWS_DEFAULT_REGION", REGION)
            .env("AWS_ACCESS_KEY_ID", self.key)
            .env("AWS_SECRET_ACCESS_KEY", "test")
            .env("AWS_SESSION_TOKEN", "test")
            .env("AWS_ENDPOINT_URL", emulators.endpoint())
            .env("NO_PROXY", "127.0.0.1")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .spawn()
            .expect("the program runs");
        let ready = api.await_ready().unwrap_or_else(|| panic!("{} asks for no work", self.name));
        let singles: Vec<f64> = (0..SINGLE)
            .map(|number| {
                let took = self.invoke(&api, &mut child, &created(fleet, &fleet.desktops[number..=number]));
                std::thread::sleep(PAUSE);
                took
            })
            .collect();
        std::thread::sleep(PAUSE);
        let many_ms = self.invoke(&api, &mut child, &created(fleet, &fleet.desktops[..MANY]));
        let (memory_mb, processor_ms) = spent(child.id());
        child.kill().expect("our own child");
        child.wait().expect("our own child");
        let start_ms = ms(ready.duration_since(begun));
        Run { start_ms, first_ms: singles[0], last_ms: singles[SINGLE - 1], many_ms, processor_ms, memory_mb }
    }

    /// Milliseconds from handing it out to its answer.
    fn invoke(&self, api: &RuntimeApi, child: &mut Child, event: &Value) -> f64 {
        let arn = format!("arn:aws:lambda:{REGION}:123456789012:function:{NAME}");
        let begun = Instant::now();
        let id = api.send(Invocation { body: event.to_string().into_bytes(), arn, left_ms: 120_000 });
        let answer = api.await_answer(&id, || !matches!(child.try_wait(), Ok(None)));
        let took = begun.elapsed();
        answer.unwrap_or_else(|| panic!("{} gave no answer", self.name)).response();
        ms(took)
    }
}

/// One call of CreateWorkspaces has begun to create these.
fn created(fleet: &Fleet, desktops: &[Member]) -> Value {
    let asked = |member: &Member| {
        let (directory, bundle) = (member.directory.as_str(), fleet.bundles[0].as_str());
        json!({ "directoryId": directory, "bundleId": bundle, "userName": "HIDDEN_DUE_TO_SECURITY_REASONS" })
    };
    let pending = |member: &Member| {
        let mut row = asked(member);
        (row["workspaceId"], row["state"]) = (json!(member.id.as_str()), json!("PENDING"));
        row
    };
    let request: Vec<Value> = desktops.iter().map(asked).collect();
    let answer: Vec<Value> = desktops.iter().map(pending).collect();
    let answer = json!({ "pendingRequests": answer, "failedRequests": [] });
    events::call("CreateWorkspaces", json!({ "workspaces": request }), answer)
}

/// The most memory that a process has held, in MB, and its processor time so far, in milliseconds.
fn spent(process: u32) -> (f64, f64) {
    let read = |name: &str| std::fs::read_to_string(format!("/proc/{process}/{name}")).expect("this is Linux");
    let status = read("status");
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a peak");
    let kib: f64 = peak.trim().trim_end_matches(" kB").parse().expect("a number");
    let stat = read("stat");
    // The second field, the name in brackets, may hold blanks; user and system time are the 14th and 15th.
    let (_, fields) = stat.rsplit_once(')').expect("a name");
    let ticks = fields.split_whitespace().skip(11).take(2).map(|ticks| ticks.parse::<f64>().expect("a number"));
    (kib * 1024.0 / 1e6, ticks.sum::<f64>() / TICKS_PER_S * 1e3)
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// The value that so many percent of the runs do not exceed.
fn percentile(values: impl Iterator<Item = f64>, percent: usize) -> f64 {
    let mut sorted: Vec<f64> = values.collect();
    sorted.sort_by(f64::total_cmp);
    let rank = (sorted.len() * percent).div_ceil(100).max(1);
    sorted[rank - 1]
}

/// One number of a run.
type Figure = fn(&Run) -> f64;

fn print(programs: &[Program; 2]) {
    let columns = programs.each_ref().map(|program| format!("{:>20}", program.name)).concat();
    println!("{:<36}{columns}{:>16}", format!("p50 / p90 of {} runs", programs[0].runs.len()), "p50 of ratios");
    let rows: [(&str, Figure); 7] = [
        ("start to first `next`, ms", |run| run.start_ms),
        ("first invocation, 1 desktop, ms", |run| run.first_ms),
        ("start to first answer, ms", |run| run.start_ms + run.first_ms),
        ("tenth invocation, 1 desktop, ms", |run| run.last_ms),
        ("last invocation, 25 desktops, ms", |run| run.many_ms),
        ("processor time of it all, ms", |run| run.processor_ms),
        ("peak memory, MB", |run| run.memory_mb),
    ];
    for (name, value) in rows {
        let cell = |program: &Program| {
            let [half, most] = [50, 90].map(|percent| percentile(program.runs.iter().map(value), percent));
            format!("{:>20}", format!("{half:.1} / {most:.1}"))
        };
        let pairs = programs[0].runs.iter().zip(&programs[1].runs);
        let ratio = percentile(pairs.map(|(ours, theirs)| value(theirs) / value(ours)), 50);
        println!("{name:<36}{}{ratio:>16.1}", programs.each_ref().map(cell).concat());
    }
    let package = |program: &Program| format!("{:>20}", format!("{:.3}", program.package_bytes as f64 / 1e6));
    println!("{:<36}{}", "package, MB (zip)", programs.each_ref().map(package).concat());
    println!("Python's package is the handler alone: boto3 comes with Lambda's runtime.");
}
