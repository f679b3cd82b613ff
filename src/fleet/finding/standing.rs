//! Findings about how a desktop stands: broken, left alone, expensive.

use super::Finding;
use crate::fleet::census::Entry;
use crate::recycle::{Exclusion, RunningMode, State};

pub(super) fn of_desktop(entry: &Entry) -> Vec<Finding> {
    let (desktop, owner) = (entry.desktop.id.clone(), entry.desktop.owner());
    let stuck = || Finding::StuckState {
        desktop: desktop.clone(),
        owner: owner.clone(),
        state: entry.desktop.state.clone(),
        error: entry.desktop.error.clone(),
    };
    match entry.exclusion {
        Some(Exclusion::Suspended) => return vec![stuck()],
        Some(Exclusion::Held) => return vec![Finding::Held { desktop, owner }],
        Some(why) => return vec![Finding::Excluded { desktop, owner, why }],
        None => {}
    }
    let mut findings = vec![];
    // While a row is owed the reconciler is on it: a successor that was born in ERROR is replaced.
    let is_being_replaced = entry.row.as_ref().is_some_and(|row| row.is_owed());
    if is_stuck(&entry.desktop.state) && !is_being_replaced {
        findings.push(stuck());
    }
    if entry.is_managed() && entry.is_guarded() && is_always_on(entry) {
        findings.push(Finding::AlwaysOn { desktop, owner });
    }
    findings
}

/// States that do not pass by themselves.
fn is_stuck(state: &State) -> bool {
    matches!(state, State::Error | State::Unhealthy | State::Impaired)
}

fn is_always_on(entry: &Entry) -> bool {
    entry.desktop.properties.running_mode == Some(RunningMode::AlwaysOn)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{alice, codes, found, listing_of};
    use super::super::{Finding, Severity};
    use super::*;
    use crate::fleet::census::tests::row;
    use crate::recycle::{Desktop, Phase, Row, Scope, Tags};

    #[test]
    fn each_state_that_does_not_pass() {
        for (state, severity) in [
            (State::Error, Some(Severity::Problem)),
            (State::Unhealthy, Some(Severity::Warning)),
            (State::Impaired, Some(Severity::Warning)),
            (State::Suspended, Some(Severity::Note)),
            (State::Pending, None),
            (State::Rebuilding, None),
            (State::Stopped, None),
            (State::Other("NEW".into()), None),
        ] {
            let error = Some(("NoIps".to_owned(), "No addresses.".to_owned()));
            let listing = listing_of(Desktop { state: state.clone(), error, ..alice() }, None);
            let found = found(listing, &Scope::All);
            assert_eq!(found.first().map(Finding::severity), severity, "{state}");
            assert!(found.iter().all(|finding| finding.to_string().ends_with("(NoIps: No addresses).")), "{found:?}");
        }
    }

    #[test]
    fn a_broken_successor_is_the_reconcilers_business() {
        let mut listing = listing_of(Desktop { state: State::Error, ..alice() }, None);
        listing.rows = vec![Row { phase: Phase::Verifying, ..row("alice@d-90670a1b2c", "ws-0a1b2c3d4") }];
        assert_eq!(codes(listing), ["owed"]);
    }

    #[test]
    fn held_excluded_and_always_on() {
        let mut held = listing_of(alice(), None);
        held.tags.insert(alice().id, Tags::from([("wsrecycle:hold".into(), String::new())]));
        assert_eq!(codes(held), ["held"]);
        assert_eq!(codes(listing_of(Desktop { has_standby: true, ..alice() }, None)), ["excluded"]);

        let mut always_on = alice();
        always_on.properties.running_mode = Some(RunningMode::AlwaysOn);
        assert_eq!(codes(listing_of(always_on.clone(), None)), ["always_on"]);
        let mut unguarded = listing_of(always_on.clone(), None);
        unguarded.alarms.clear();
        assert_eq!(codes(unguarded), ["unguarded"]);
        assert_eq!(codes(listing_of(Desktop { has_standby: true, ..always_on }, None)), ["excluded"]);
    }
}
