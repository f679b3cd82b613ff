//! Findings about the ledger as a whole: who turns its rows, and what holds all of them up.

use super::Finding;
use crate::fleet::census::Census;
use crate::ledger::Control;
use crate::recycle::{Row, Rules, held_back, later};
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeSet;

/// A deployed reconciler ticks once a minute. One that has not for this long does not.
pub const TICK_MAX: SignedDuration = SignedDuration::from_mins(5);

/// What the census and the ledger's control say together. `is_driven`: functions turn the rows of this ledger.
pub fn overall(census: &Census, control: &Control, is_driven: bool, rules: &Rules) -> Vec<Finding> {
    let now = census.taken_at;
    let mut findings = vec![];
    findings.extend(pause(control, rules, now));
    findings.extend(is_driven.then(|| silence(control, now)).flatten());
    findings.extend(breaker(census, control, rules));
    if !is_driven {
        findings.extend(census.rows().into_iter().filter_map(|row| stall(row, now)));
    }
    findings
}

fn pause(control: &Control, rules: &Rules, now: Timestamp) -> Option<Finding> {
    match &control.paused {
        Some(pause) if control.is_paused(now) => {
            Some(Finding::Paused { until: pause.until, reason: pause.reason.clone() })
        }
        _ if rules.paused => {
            Some(Finding::Paused { until: None, reason: "the settings of the stack say so".to_owned() })
        }
        _ => None,
    }
}

fn silence(control: &Control, now: Timestamp) -> Option<Finding> {
    let Some(ticker) = &control.ticker else { return Some(Finding::NoTick { ticked_at: None }) };
    // A long tick is one as long as it is held, and says when it was given back.
    let alive_at = ticker.until.max(ticker.began_at);
    (later(alive_at, TICK_MAX) < now).then_some(Finding::NoTick { ticked_at: Some(ticker.began_at) })
}

fn breaker(census: &Census, control: &Control, rules: &Rules) -> Option<Finding> {
    let held: Vec<String> = census
        .desktops
        .iter()
        .filter(|entry| entry.is_managed())
        .filter_map(|entry| held_back(&entry.desktop, &census.failing, &rules.limits))
        .collect();
    // What people were told may be over by now: without a failed creation nothing is held back.
    let told = control.trip.as_ref().filter(|_| !census.failing.is_empty());
    let causes: BTreeSet<&String> = if held.is_empty() { &told?.causes } else { &held }.iter().collect();
    Some(Finding::Breaker {
        since: told.map(|trip| trip.since),
        causes: causes.into_iter().cloned().collect(),
        held_back: held.len(),
    })
}

/// Nobody is at it, and nobody comes by.
fn stall(row: &Row, now: Timestamp) -> Option<Finding> {
    let is_in_hand = row.lease.as_ref().is_some_and(|lease| lease.until > now);
    (!is_in_hand && later(row.due_at, TICK_MAX) < now).then(|| Finding::Stalled {
        desktop: row.old.clone(),
        owner: row.owner.clone(),
        phase: row.phase,
        due_at: row.due_at,
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::{alice, listing_of};
    use super::*;
    use crate::fleet::census::Listing;
    use crate::fleet::census::tests::row;
    use crate::ledger::{Pause, Ticker, Trip};
    use crate::recycle::desktop::tests::desktop;
    use crate::recycle::{Failure, Lease, Phase, Request, Scope, Tags};

    /// NOW is 17:00.
    fn at(time: &str) -> Timestamp {
        format!("2026-11-22T{time}Z").parse().unwrap()
    }

    fn ticked(began: &str, until: &str) -> Control {
        let ticker = Ticker { holder: "f".into(), began_at: at(began), until: at(until), settings: String::new() };
        Control { ticker: Some(ticker), ..Control::default() }
    }

    fn codes(listing: Listing, control: &Control, is_driven: bool) -> Vec<&'static str> {
        let found = overall(&Census::join(listing, &Scope::All), control, is_driven, &Rules::default());
        found.iter().map(Finding::code).collect()
    }

    #[test]
    fn a_deployed_reconciler_that_does_not_tick() {
        let healthy = || listing_of(alice(), None);
        assert_eq!(codes(healthy(), &Control::default(), true), ["no_tick"], "never");
        assert!(codes(healthy(), &Control::default(), false).is_empty(), "nobody would");
        assert!(codes(healthy(), &ticked("16:54:30", "16:55:00"), true).is_empty());
        assert_eq!(codes(healthy(), &ticked("16:54:30", "16:54:59"), true), ["no_tick"]);
        assert!(codes(healthy(), &ticked("16:46:00", "17:01:00"), true).is_empty(), "a long one");
    }

    #[test]
    fn a_row_that_nobody_turns() {
        let due = |due: &str| Row { due_at: at(due), phase: Phase::Gone, ..row("alice@d-90670a1b2c", "ws-0a1b2c3d4") };
        let with = |row: Row| Listing { rows: vec![row], ..listing_of(alice(), None) };
        assert!(codes(with(due("16:55:00")), &Control::default(), false).is_empty());
        assert_eq!(codes(with(due("16:54:00")), &Control::default(), false), ["stalled"]);
        assert!(codes(with(due("16:54:00")), &ticked("16:59:00", "16:59:30"), true).is_empty(), "its turn will come");
        let lease = |until| Some(Lease { holder: "terminal 1".into(), until: at(until) });
        let in_hand = Row { lease: lease("17:01:00"), ..due("16:54:00") };
        assert!(codes(with(in_hand), &Control::default(), false).is_empty());
        let left = Row { lease: lease("16:59:00"), ..due("16:54:00") };
        assert_eq!(codes(with(left), &Control::default(), false), ["stalled"]);
    }

    #[test]
    fn a_pause_until_it_is_over() {
        let paused = |json: &str| {
            let pause: Pause = serde_json::from_str(json).unwrap();
            let control = Control { paused: Some(pause), ..Control::default() };
            overall(&Census::join(listing_of(alice(), None), &Scope::All), &control, false, &Rules::default())
        };
        assert_eq!(
            paused(r#"{"until": "2026-11-22T18:00:00Z", "reason": "exam week."}"#)[0].to_string(),
            "Paused until 2026-11-22T18:00:00Z (exam week): nothing is terminated; what is owed is still created."
        );
        assert!(paused(r#"{"reason": ""}"#)[0].to_string().starts_with("Paused until further notice: nothing"));
        assert!(paused(r#"{"until": "2026-11-22T17:00:00Z"}"#).is_empty());
        let by_stack = Rules { paused: true, ..Rules::default() };
        let census = Census::join(listing_of(alice(), None), &Scope::All);
        assert_eq!(overall(&census, &Control::default(), false, &by_stack)[0].code(), "paused");
    }

    #[test]
    fn the_breaker_with_those_it_holds_back() {
        let failing = |code: &str| {
            let failed = desktop("ws-failed000", "bob");
            let request = Some(Request::capture(&failed, &Tags::new()));
            let last_failure = Some(Failure::from_code(code, ""));
            Row {
                phase: Phase::Creating,
                attempts: 1,
                request,
                last_failure,
                ..row("bob@d-90670a1b2c", "ws-failed000")
            }
        };
        let find = |row: Row, trip: Option<Trip>| {
            let listing = Listing { rows: vec![row], ..listing_of(alice(), None) };
            let control = Control { trip, ..ticked("16:59:00", "16:59:30") };
            overall(&Census::join(listing, &Scope::All), &control, true, &Rules::default())
        };
        let trip = || Some(Trip { since: at("16:30:00"), causes: vec!["creations for bundle x fail".into()] });
        let found = find(failing("ResourceLimitExceededException"), trip());
        let [Finding::Breaker { since, causes, held_back: 1 }] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!((since, causes.len()), (&Some(at("16:30:00")), 1));
        assert!(causes[0].starts_with("creations for this account fail (bob@d-90670a1b2c"), "{causes:?}");
        let found = find(failing("ResourceNotFound.User"), trip());
        assert!(matches!(found.as_slice(), [Finding::Breaker { held_back: 0, .. }]), "told and not taken back");
        assert!(find(failing("ResourceNotFound.User"), None).is_empty());
        assert!(find(Row { attempts: 0, ..failing("") }, trip()).is_empty(), "it is over");
    }
}
