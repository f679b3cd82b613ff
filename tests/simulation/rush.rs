//! Five o'clock, with fewer desktops than in `benches/rush.rs`: what the bench shows must hold in every build.

use wsrecycle::sandbox::rush::{Removal, Rush, guide, ours};

/// How much longer than the bound it may take.
const RATIO_MAX: f64 = 1.2;

#[test]
fn nothing_is_lost_and_little_time_where_the_guide_loses_desktops() {
    for seed in [1, 2] {
        let rush = Rush { desktops: 200, seed };
        let ours = ours(rush);
        let ratio = ours.ratio(ours.bounds.safe).expect("desktops were created");
        println!("seed {seed}: {ratio:.3} times the bound of {:.0} s", ours.bounds.safe.as_secs_f64());
        assert!((1.0..=RATIO_MAX).contains(&ratio), "seed {seed}: {ratio}");
        assert!(ours.bounds.hard <= ours.bounds.safe);
        assert_eq!((ours.lost, ours.owed, ours.dirty, ours.unequal, ours.unguarded), (0, 0, 0, 0, 0), "{ours:?}");
        assert!(ours.violations.is_empty(), "{:?}", ours.violations);
        // Full batches at best, and no batch of one.
        let creates = ours.calls["CreateWorkspaces"].taken;
        assert!((8..=60).contains(&creates), "{creates} CreateWorkspaces calls");
        for removal in [Removal::Hoped, Removal::Polled] {
            let guide = guide(rush, removal);
            assert!(guide.lost > 0, "{removal:?}: {guide:?}");
        }
    }
}

#[test]
fn the_same_seed_is_the_same_afternoon() {
    let rush = Rush { desktops: 60, seed: 7 };
    assert_eq!(ours(rush), ours(rush));
    assert_eq!(guide(rush, Removal::Polled), guide(rush, Removal::Polled));
    assert_ne!(ours(rush).last_create, ours(Rush { seed: 8, ..rush }).last_create);
}
