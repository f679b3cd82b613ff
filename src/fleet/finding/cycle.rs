//! Findings about the recycle cycle: overdue, under way, failed.

use super::Finding;
use crate::fleet::census::Entry;
use crate::recycle::{Limits, Row, later};
use jiff::Timestamp;

/// A desktop that two sweeps should have found and did not.
pub(super) fn of_desktop(entry: &Entry, now: Timestamp, limits: &Limits) -> Option<Finding> {
    let last_connected_at = entry.connection.as_ref()?.last_connected_at?;
    let overdue_at = later(later(later(last_connected_at, limits.grace), limits.sweep), limits.sweep);
    let is_overdue = entry.is_managed() && entry.is_vacant() && !entry.is_watched() && overdue_at < now;
    is_overdue.then(|| Finding::Overdue {
        desktop: entry.desktop.id.clone(),
        owner: entry.desktop.owner(),
        last_connected_at,
    })
}

/// A row is failed, or under way, or (in Grace) not worth a word.
pub(super) fn of_row(row: &Row) -> Option<Finding> {
    if row.attention.is_some() || row.attempts > 0 {
        return Some(Finding::FailedRecycle {
            desktop: row.old.clone(),
            owner: row.owner.clone(),
            phase: row.phase,
            attention: row.attention,
            attempts: row.attempts,
            last_failure: row.last_failure.clone(),
        });
    }
    row.is_owed().then(|| Finding::Owed {
        desktop: row.old.clone(),
        owner: row.owner.clone(),
        phase: row.phase,
        since: row.phase_since,
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::{alice, codes, listing_of};
    use super::super::{Finding, Severity};
    use super::of_row;
    use crate::fleet::census::tests::row;
    use crate::recycle::{Attention, ConnectionState, Desktop, Phase, Row, State};

    /// NOW is 17:00; grace and two sweeps are 40 minutes.
    #[test]
    fn overdue_after_grace_and_two_sweeps() {
        assert!(codes(listing_of(alice(), Some("2026-11-22T16:20:00Z"))).is_empty());
        assert_eq!(codes(listing_of(alice(), Some("2026-11-22T16:19:59Z"))), ["overdue"]);
        let stopped = Desktop { state: State::Stopped, ..alice() };
        let mut unknown = listing_of(stopped, Some("2026-11-22T09:00:00Z"));
        unknown.connections.get_mut(&alice().id).unwrap().state = ConnectionState::Unknown;
        assert_eq!(codes(unknown.clone()), ["overdue"]);
        unknown.desktops[0].state = State::Available;
        assert!(codes(unknown).is_empty(), "an unknown connection of a running desktop says nothing");
    }

    #[test]
    fn not_overdue_while_used_watched_or_leaving() {
        let long_ago = Some("2026-11-22T09:00:00Z");
        let mut used = listing_of(alice(), long_ago);
        used.connections.get_mut(&alice().id).unwrap().state = ConnectionState::Connected;
        assert!(codes(used).is_empty());
        let mut watched = listing_of(alice(), long_ago);
        watched.rows = vec![row("alice@d-90670a1b2c", "ws-0a1b2c3d4")];
        assert!(codes(watched).is_empty());
        assert!(codes(listing_of(Desktop { state: State::Terminating, ..alice() }, long_ago)).is_empty());
    }

    #[test]
    fn rows_by_phase_and_trouble() {
        let grace = row("alice@d-90670a1b2c", "ws-0a1b2c3d4");
        assert_eq!(of_row(&grace), None);
        for phase in [Phase::Terminating, Phase::Gone, Phase::Creating, Phase::Verifying] {
            let finding = of_row(&Row { phase, ..grace.clone() }).unwrap();
            assert_eq!((finding.code(), finding.severity()), ("owed", Severity::Note));
        }
        let failing = of_row(&Row { phase: Phase::Creating, attempts: 1, ..grace.clone() }).unwrap();
        assert_eq!((failing.code(), failing.severity()), ("failed_recycle", Severity::Warning));
        assert!(failing.to_string().ends_with("after 1 failed creation."), "{failing}");
        let called = Row { phase: Phase::Creating, attempts: 5, attention: Some(Attention::Quota), ..grace };
        let called = of_row(&called).unwrap();
        assert_eq!((called.code(), called.severity()), ("failed_recycle", Severity::Problem));
        assert!(called.to_string().contains(Attention::Quota.remedy()));
        assert!(matches!(called, Finding::FailedRecycle { attempts: 5, .. }));
    }
}
