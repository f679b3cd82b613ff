//! Five o'clock: everybody disconnects in the same minute. The product next to the guide's functions, in the simulated
//! account with AWS's documented rates enforced. What is compared, and what the bounds count, is told in
//! `src/sandbox/rush/mod.rs`.
//!
//! `cargo bench --no-default-features --bench rush [-- DESKTOPS [SEED]]`; 1,000 desktops and seed 1 unless given. The
//! same seed gives the same table.

use jiff::SignedDuration;
use std::collections::BTreeSet;
use std::time::Instant;
use wsrecycle::sandbox::rush::{Outcome, Removal, Rush, guide, ours};

fn main() {
    // Cargo adds `--bench`.
    let numbers = std::env::args().skip(1).filter(|arg| !arg.starts_with('-'));
    let mut numbers = numbers.map(|arg| arg.parse::<u64>().unwrap_or_else(|_| panic!("{arg:?} is not a number")));
    let desktops = usize::try_from(numbers.next().unwrap_or(1000)).expect("a number that fits");
    let rush = Rush { desktops, seed: numbers.next().unwrap_or(1) };
    println!("{desktops} desktops, seed {}", rush.seed);

    let began = Instant::now();
    let ours_alone = ours(rush);
    let peak = peak_memory();
    let columns = [
        ("ours", ours_alone),
        ("guide", guide(rush, Removal::Hoped)),
        ("guide, polling", guide(rush, Removal::Polled)),
    ];
    let Some((_, ours)) = columns.first() else { return };
    row("", columns.iter().map(|(name, _)| (*name).to_owned()));
    let each = |name: &str, cell: &dyn Fn(&Outcome) -> String| row(name, columns.iter().map(|(_, it)| cell(it)));
    each("last CreateWorkspaces, s", &|it| time(it.last_create));
    each("times the safe bound", &|it| ratio(it.ratio(ours.bounds.safe)));
    each("times the hard bound", &|it| ratio(it.ratio(ours.bounds.hard)));
    each("over after, s", &|it| time(Some(it.over)));
    each("lost", &|it| it.lost.to_string());
    each("still owed", &|it| it.owed.to_string());
    each("not recycled", &|it| it.dirty.to_string());
    each("not equal to the old one", &|it| it.unequal.to_string());
    each("without alarm", &|it| it.unguarded.to_string());
    each("broken promises", &|it| it.violations.len().to_string());
    println!("calls taken + throttled");
    let names: BTreeSet<&String> = columns.iter().flat_map(|(_, it)| it.calls.keys()).collect();
    for name in names {
        each(&format!("  {name}"), &|it| {
            it.calls.get(name).map_or("-".to_owned(), |meter| format!("{} + {}", meter.taken, meter.throttled))
        });
    }
    println!("safe bound {} s, hard bound {} s", time(Some(ours.bounds.safe)), time(Some(ours.bounds.hard)));
    if let Some(peak) = peak {
        println!("peak memory of our column, the simulated account included: {peak}");
    }
    for violation in ours.violations.iter().take(10) {
        println!("broken: {violation}");
    }
    println!("simulated in {:.1} s", began.elapsed().as_secs_f64());
}

/// Of this process so far, where Linux tells.
fn peak_memory() -> Option<String> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    Some(status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.trim().to_owned())
}

fn row(name: &str, cells: impl Iterator<Item = String>) {
    println!("{name:<38}{}", cells.map(|cell| format!("{cell:>18}")).collect::<String>());
}

fn time(time: Option<SignedDuration>) -> String {
    time.map_or("-".to_owned(), |time| format!("{:.0}", time.as_secs_f64()))
}

fn ratio(ratio: Option<f64>) -> String {
    ratio.map_or("-".to_owned(), |ratio| format!("{ratio:.3}"))
}
