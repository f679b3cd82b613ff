//! Looking on behalf of many, in an account that stands still: how many calls it takes, and whose failure is whose.

use super::*;
use crate::fleet::account::{Account, StillClock};
use crate::ledger::MemoryLedger;
use crate::recycle::desktop::tests::desktop;
use crate::recycle::{Cause, Phase, Rules};

/// A turn's worst case must be over before another one may take the tick.
#[tokio::test]
async fn pages_that_were_listed_in_vain_are_calls_too() {
    const PAGES: usize = CALLS_MAX;
    let account = Account::with_desktops(PAGES * PAGE);
    let owners = PAGES - 10;
    let rows: Vec<Row> = (0..owners)
        .map(|n| {
            let desktop = account.desktop(n);
            let now = StillClock::default().now();
            let row = Row::open(desktop.owner(), desktop.id, Cause::Alarm, now, SignedDuration::ZERO);
            Row { phase: Phase::Gone, ..row }
        })
        .collect();
    let turn = Turn {
        cloud: &account,
        ledger: &MemoryLedger::default(),
        clock: &StillClock::default(),
        rules: &Rules::default(),
        identity: &account.identity(),
        holder: "function",
        keeps_rows: false,
        sizes: &DirectorySizes::default(),
        tell: &|_, _| {},
    };
    // There are fewer pages than owners for all it knows, until it has seen that there are not.
    let seen = observe(&turn, &rows).await.unwrap();
    let were_asked = |seen: &[Observation]| seen.iter().filter(|seen| matches!(seen.owned, Look::Seen(_))).count();
    assert_eq!((account.calls().len(), were_asked(&seen)), (CALLS_MAX, CALLS_MAX - owners + 1));
    account.forget_calls();
    let seen = observe(&turn, &rows).await.unwrap();
    assert_eq!((account.calls().len(), were_asked(&seen)), (owners, owners), "now it knows");
}

#[tokio::test]
async fn one_page_of_bundles_or_directories_that_fails_is_no_other_desktops_failure() {
    let account = Account::default();
    let candidates: Vec<(usize, Desktop)> = (0..=PAGE)
        .map(|n| {
            let mut desktop = desktop(&format!("ws-{n:09}"), &format!("user{n:03}"));
            desktop.bundle = format!("wsb-{n:09}").parse().unwrap();
            desktop.directory = format!("d-{n:010}").parse().unwrap();
            (n, desktop)
        })
        .collect();
    for denied in [format!("bundles {}", candidates[PAGE].1.bundle), "directories d-0000000025".to_owned()] {
        account.allow();
        account.deny(&denied);
        let ground = ground(&account, &candidates).await;
        let failed: Vec<usize> =
            candidates.iter().filter(|(_, it)| matches!(ground[&it.id], Look::Failed(_))).map(|(n, _)| *n).collect();
        assert_eq!(failed, [PAGE], "{denied}");
        let firm = ground.values().filter(|look| **look == Look::Seen(Ground::Firm)).count();
        assert_eq!(firm, PAGE, "{denied}");
    }
}
