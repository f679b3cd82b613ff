//! The promises R1 to R8 under seeded schedules, and proof that their checker can fail.
//!
//! `WSRECYCLE_SEEDS=100000` runs more seeds, `WSRECYCLE_SEED=42` that one alone, both together so many from there on.

mod rush;
mod sabotage;

use jiff::SignedDuration;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use wsrecycle::sandbox::{Clocks, FaultKind, Outcome, simulate, simulate_on};

/// About half a minute on two cores.
const SEEDS: u64 = 1500;
/// Fewer seeds need not have met everything.
const SEEDS_ENOUGH: u64 = 500;

/// What many seeds came to.
#[derive(Default)]
struct Total {
    seeds: u64,
    terminations: u64,
    creations: u64,
    crashes: u64,
    /// Strikes, and terminations and creations in the seeds in which it struck.
    under: BTreeMap<FaultKind, [u64; 3]>,
    failures: Vec<String>,
}

impl Total {
    fn add(&mut self, outcome: &Outcome) {
        self.seeds += 1;
        self.terminations += outcome.terminations;
        self.creations += outcome.creations;
        self.crashes += outcome.crashes;
        for (kind, struck) in &outcome.struck {
            let [times, terminations, creations] = self.under.entry(*kind).or_default();
            *times += struck;
            *terminations += outcome.terminations;
            *creations += outcome.creations;
        }
        if !outcome.violations.is_empty() {
            let seed = outcome.seed;
            let why = outcome.violations.join("\n    ");
            self.failures.push(format!("seed {seed}: replay it with `wsrecycle simulate --seed {seed} -v`\n    {why}"));
        }
    }
}

/// Run them all, on as many threads as there are cores.
fn run(seeds: Range<u64>, clocks: Clocks) -> Total {
    let next = AtomicU64::new(seeds.start);
    let total = Mutex::new(Total::default());
    let threads = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= seeds.end {
                        return;
                    }
                    let outcome = simulate_on(seed, clocks, false);
                    total.lock().expect("no thread panics while it adds").add(&outcome);
                }
            });
        }
    });
    total.into_inner().expect("no thread panicked")
}

fn number(variable: &str) -> Option<u64> {
    let text = std::env::var(variable).ok()?;
    Some(text.parse().unwrap_or_else(|_| panic!("{variable} is {text:?}, expected a number")))
}

#[test]
fn no_seed_breaks_a_promise() {
    let first = number("WSRECYCLE_SEED");
    let many = number("WSRECYCLE_SEEDS").unwrap_or(if first.is_some() { 1 } else { SEEDS });
    let seeds = first.unwrap_or(0)..first.unwrap_or(0).saturating_add(many);
    println!("first seed {}, {many} in all", seeds.start);
    let mut total = run(seeds, Clocks::BEARABLE);
    println!(
        "{} seeds: {} terminations, {} creations, {} crashes",
        total.seeds, total.terminations, total.creations, total.crashes
    );
    total.failures.sort();
    assert!(total.failures.is_empty(), "{} seeds fail\n{}", total.failures.len(), total.failures.join("\n"));
    if many >= SEEDS_ENOUGH {
        met_everything(&total);
    }
}

/// Whatever the clocks say, nothing is lost and nothing is doubled, and in the end all is clean.
#[test]
fn clocks_minutes_apart_lose_nothing() {
    let minutes = SignedDuration::from_mins(12);
    let total = run(0..SEEDS / 3, Clocks { functions: minutes, terminals: minutes });
    assert!(total.terminations > total.seeds && total.creations > total.seeds);
    assert!(total.failures.is_empty(), "{} seeds fail\n{}", total.failures.len(), total.failures.join("\n"));
}

/// Seeds in which nothing happens prove nothing.
fn met_everything(total: &Total) {
    let Total { seeds, terminations, creations, crashes, under, .. } = total;
    assert!(terminations >= seeds, "{terminations} terminations in {seeds} seeds");
    assert!(creations >= seeds, "{creations} creations in {seeds} seeds");
    assert!(crashes * 10 >= *seeds, "{crashes} crashes in {seeds} seeds");
    for kind in FaultKind::all() {
        let [times, terminations, creations] = under.get(&kind).copied().unwrap_or_default();
        println!("{kind}: struck {times} times, among {terminations} terminations and {creations} creations");
        assert!(times > 0 && terminations > 0 && creations > 0, "{kind} was hardly met");
    }
}

/// Whoever replays a seed sees what happened.
#[test]
fn a_seed_is_the_same_every_time() {
    for seed in [3, 42, 1_000_003] {
        let (once, again) = (simulate(seed, true), simulate(seed, true));
        assert!(!once.diary.is_empty());
        assert_eq!(once.diary, again.diary, "seed {seed}");
        assert_eq!((once.polls, once.calls, &once.struck), (again.polls, again.calls, &again.struck));
        let unwatched = simulate(seed, false);
        assert_eq!((once.polls, once.calls), (unwatched.polls, unwatched.calls), "to watch it changes nothing");
    }
    assert_ne!(simulate(3, true).diary, simulate(4, true).diary);
}
