//! `wsrecycle simulate`: prove the promises over many seeds, or replay one.

use super::CommandError;
use super::exit;
use crate::output::{Answer, Sheet, Terminal};
use crate::sandbox::{Outcome, simulate};
use clap::Args;
use serde::Serialize;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

const EXAMPLES: &str = "\
Examples:
  wsrecycle simulate --seeds 10000
  wsrecycle simulate --seed 4711 -v";

/// Failing seeds that are shown in full.
const SHOWN_MAX: usize = 10;

/// Check the promises over many seeded schedules of users, faults and crashes
///
/// Each seed is a simulated account with a handful of users for some hours: they come and go, events are lost, doubled
/// and delayed, calls fail, drivers die between two calls, and an administrator interferes. The promises are checked
/// after every step; in the end all must be clean. A seed that fails is printed and can be replayed.
#[derive(Debug, Clone, Args)]
#[command(before_help = EXAMPLES)]
pub struct SimulateArgs {
    /// How many seeds
    #[arg(long, value_name = "N", default_value_t = 1000, conflicts_with = "seed")]
    #[arg(value_parser = clap::value_parser!(u64).range(1..))]
    seeds: u64,

    /// The first of them
    #[arg(long, value_name = "SEED", default_value_t = 0)]
    from: u64,

    /// Run this one; with -v, tell all that happens
    #[arg(long, value_name = "SEED")]
    seed: Option<u64>,

    /// How many threads; as many as there are processors, if not given
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=256))]
    jobs: Option<u64>,
}

/// What all seeds came to.
#[derive(Debug, Default, Serialize)]
struct Simulated {
    seeds: u64,
    from: u64,
    terminations: u64,
    creations: u64,
    crashes: u64,
    calls: u64,
    failed: Vec<Failed>,
}

#[derive(Debug, Serialize)]
struct Failed {
    seed: u64,
    violations: Vec<String>,
}

impl Simulated {
    fn add(&mut self, outcome: Outcome) {
        self.seeds += 1;
        self.terminations += outcome.terminations;
        self.creations += outcome.creations;
        self.crashes += outcome.crashes;
        self.calls += outcome.calls;
        if !outcome.violations.is_empty() {
            self.failed.push(Failed { seed: outcome.seed, violations: outcome.violations });
        }
    }
}

impl Answer for Simulated {
    fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new(["seeds", "from", "terminations", "creations", "crashes", "calls", "failed"]);
        let Self { seeds, from, terminations, creations, crashes, calls, failed } = self;
        let counts = [*seeds, *from, *terminations, *creations, *crashes, *calls, failed.len() as u64];
        sheet.push(counts.map(|count| count.to_string().into()));
        sheet
    }
}

pub fn run(args: &SimulateArgs, terminal: &Terminal) -> Result<u8, CommandError> {
    let (from, seeds) = args.seed.map_or((args.from, args.seeds), |seed| (seed, 1));
    let end = from.checked_add(seeds).ok_or_else(|| CommandError::usage("there are not that many seeds"))?;
    terminal.note(format!("Seeds {from} to {}", end - 1));
    let all = Mutex::new(Simulated { from, ..Simulated::default() });
    let next = AtomicU64::new(from);
    let jobs = args.jobs.unwrap_or_else(|| thread::available_parallelism().map_or(1, |n| n.get() as u64)).min(seeds);
    let progress = terminal.progress(seeds);
    thread::scope(|scope| {
        for _ in 0..jobs {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= end {
                        return;
                    }
                    let outcome = simulate(seed, args.seed.is_some() && terminal.is_verbose());
                    for (at, what) in &outcome.diary {
                        terminal.detail(format!("{}  {what}", at.strftime("%H:%M:%S")));
                    }
                    let mut all = all.lock().expect("nobody panics while counting");
                    all.add(outcome);
                    progress.at(all.seeds, "seeds");
                }
            });
        }
    });
    drop(progress);
    let mut all = all.into_inner().expect("nobody panics while counting");
    all.failed.sort_by_key(|failed| failed.seed);
    terminal.answer(&all)?;
    for Failed { seed, violations } in all.failed.iter().take(SHOWN_MAX) {
        terminal.warn(format!("seed {seed}: {}", violations.join("; ")));
        terminal.note(format!("`wsrecycle simulate --seed {seed} -v` replays it."));
    }
    Ok(if all.failed.is_empty() { exit::DONE } else { exit::FAILED })
}
