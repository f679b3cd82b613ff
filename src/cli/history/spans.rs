//! How long each part of a recycle took, read from the events of its row, and what is usual. Pure.

use crate::recycle::{Event, Happening, Row, WorkspaceId};
use jiff::Timestamp;
use serde::Serialize;

/// The moments of a recycle. What is missing did not happen, or is not among the events that the row has kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Moments {
    /// AWS accepted the termination of the old desktop, or, if that answer was lost, it was decided. Not one after
    /// which the desktop was still there.
    pub terminated_at: Option<Timestamp>,
    /// The old desktop's id was observed absent: the event `absent`, of the last time if there are several.
    pub absent_at: Option<Timestamp>,
    /// AWS accepted the creation of the desktop that stayed, or it was found.
    pub created_at: Option<Timestamp>,
    pub done_at: Option<Timestamp>,
    pub closed_at: Timestamp,
}

/// Seconds. A part that did not happen has none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Spans {
    /// From the opening of the row until the termination.
    pub waiting_s: Option<i64>,
    /// From the termination until the old id was absent.
    pub deletion_s: Option<i64>,
    /// From the accepted creation until the new desktop was ready.
    pub creation_s: Option<i64>,
    /// From the termination until the new desktop was ready: how long the user had none.
    pub without_desktop_s: Option<i64>,
    /// From the opening of the row until it was closed.
    pub total_s: i64,
}

impl Moments {
    pub fn of(row: &Row) -> Self {
        let last = |is_meant: &dyn Fn(&Happening) -> bool, before: Option<Timestamp>| {
            let events = row.history.iter().rev().filter(|event| before.is_none_or(|before| event.at <= before));
            events.clone().find(|event| is_meant(&event.what)).map(|event: &Event| event.at)
        };
        let is_old = |desktop: &WorkspaceId| *desktop == row.old;
        let absent_at = last(&|what| matches!(what, Happening::Absent { desktop } if is_old(desktop)), None);
        let is_accepted = |what: &Happening| matches!(what, Happening::Terminated { desktop } if is_old(desktop));
        let is_disproved = |what: &Happening| matches!(what, Happening::StillThere { desktop } if is_old(desktop));
        let accepted = last(&is_accepted, absent_at)
            .filter(|at| last(&is_disproved, absent_at).is_none_or(|disproved_at| disproved_at < *at));
        let decided =
            last(&|what| matches!(what, Happening::TerminateDecided { desktop } if is_old(desktop)), absent_at);
        let new = row.successor.as_ref().map(|successor| &successor.id);
        let created_at = last(
            &|what| match what {
                Happening::Created { desktop } | Happening::Adopted { desktop, .. } => Some(desktop) == new,
                _ => false,
            },
            None,
        );
        let done_at = last(&|what| matches!(what, Happening::Done { .. }), None);
        let cancelled_at = last(&|what| matches!(what, Happening::Cancelled { .. }), None);
        Self {
            terminated_at: accepted.or(decided.filter(|_| absent_at.is_some())),
            absent_at,
            created_at,
            done_at,
            closed_at: done_at.or(cancelled_at).unwrap_or(row.phase_since),
        }
    }

    pub fn spans(&self, opened_at: Timestamp) -> Spans {
        let between = |from: Option<Timestamp>, to: Option<Timestamp>| Some(to?.duration_since(from?).as_secs());
        Spans {
            waiting_s: between(Some(opened_at), self.terminated_at),
            deletion_s: between(self.terminated_at, self.absent_at),
            creation_s: between(self.created_at, self.done_at),
            without_desktop_s: between(self.terminated_at, self.done_at),
            total_s: self.closed_at.duration_since(opened_at).as_secs(),
        }
    }
}

/// What is usual among some durations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Usual {
    pub count: usize,
    pub p50_s: i64,
    pub p95_s: i64,
    pub longest_s: i64,
}

impl Usual {
    /// `None` without any.
    pub fn of(durations_s: impl IntoIterator<Item = i64>) -> Option<Self> {
        let mut sorted: Vec<i64> = durations_s.into_iter().collect();
        sorted.sort_unstable();
        Some(Self {
            count: sorted.len(),
            p50_s: nearest_rank(&sorted, 50)?,
            p95_s: nearest_rank(&sorted, 95)?,
            longest_s: *sorted.last()?,
        })
    }
}

/// The percentile by nearest rank: the least of the values that is not less than `percent` of them. Always one of the
/// values, never between two.
fn nearest_rank(sorted: &[i64], percent: usize) -> Option<i64> {
    let rank = (sorted.len() * percent).div_ceil(100).max(1);
    sorted.get(rank - 1).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recycle::{Cause, Phase, Successor};
    use jiff::SignedDuration;

    #[test]
    fn nearest_rank_is_one_of_the_values() {
        for (values, p50, p95) in [
            (vec![7], 7, 7),
            (vec![1, 9], 1, 9),
            (vec![15, 20, 35, 40, 50], 35, 50),
            ((1..=20).collect(), 10, 19),
            ((1..=100).collect(), 50, 95),
            ((1..=101).collect(), 51, 96),
        ] {
            let usual = Usual::of(values.iter().rev().copied()).unwrap();
            assert_eq!((usual.p50_s, usual.p95_s), (p50, p95), "{values:?}");
            assert_eq!((usual.count, usual.longest_s), (values.len(), *values.last().unwrap()));
        }
        assert_eq!(Usual::of([]), None);
        assert_eq!(nearest_rank(&[3, 4], 0), Some(3));
    }

    fn at(minute: i64) -> Timestamp {
        "2026-11-22T17:00:00Z".parse::<Timestamp>().unwrap() + SignedDuration::from_mins(minute)
    }

    fn id(text: &str) -> WorkspaceId {
        text.parse().unwrap()
    }

    /// A row with these events at these minutes.
    pub fn row(events: &[(i64, Happening)]) -> Row {
        let (owner, old) = ("alice@d-90670a1b2c".parse().unwrap(), id("ws-old000000"));
        let mut row = Row::open(owner, old, Cause::Alarm, at(0), SignedDuration::from_mins(10));
        for (minute, what) in events {
            row.record(Event { at: at(*minute), what: what.clone() });
        }
        row
    }

    fn done(minute: i64, new: &str) -> (i64, Happening) {
        (minute, Happening::Done { desktop: id(new), took_s: minute * 60, differs: vec![] })
    }

    #[test]
    fn a_quiet_recycle() {
        let mut row = row(&[
            (10, Happening::TerminateDecided { desktop: id("ws-old000000") }),
            (11, Happening::Terminated { desktop: id("ws-old000000") }),
            (15, Happening::Absent { desktop: id("ws-old000000") }),
            (16, Happening::Created { desktop: id("ws-new000000") }),
            done(34, "ws-new000000"),
        ]);
        row.successor = Some(Successor { id: id("ws-new000000"), ours: true });
        let moments = Moments::of(&row);
        let expected = Spans {
            waiting_s: Some(660),
            deletion_s: Some(240),
            creation_s: Some(1080),
            without_desktop_s: Some(23 * 60),
            total_s: 34 * 60,
        };
        assert_eq!(moments.spans(row.opened_at), expected);
        assert_eq!((moments.absent_at, moments.closed_at), (Some(at(15)), at(34)));
    }

    #[test]
    fn only_what_counted_is_measured() {
        // A first termination that was lost, an answer that was lost, an id that came back, a desktop born broken.
        let mut row = row(&[
            (10, Happening::Terminated { desktop: id("ws-old000000") }),
            (20, Happening::StillThere { desktop: id("ws-old000000") }),
            (30, Happening::TerminateDecided { desktop: id("ws-old000000") }),
            (33, Happening::Absent { desktop: id("ws-old000000") }),
            (35, Happening::Absent { desktop: id("ws-old000000") }),
            (36, Happening::Created { desktop: id("ws-broken000") }),
            (50, Happening::Terminated { desktop: id("ws-broken000") }),
            (55, Happening::Absent { desktop: id("ws-broken000") }),
            (56, Happening::Adopted { desktop: id("ws-new000000"), ours: true }),
            done(70, "ws-new000000"),
        ]);
        row.successor = Some(Successor { id: id("ws-new000000"), ours: true });
        let moments = Moments::of(&row);
        assert_eq!(moments.absent_at, Some(at(35)));
        assert_eq!(moments.terminated_at, Some(at(30)), "after the first one it was still there");
        let spans = moments.spans(row.opened_at);
        assert_eq!((spans.deletion_s, spans.creation_s), (Some(5 * 60), Some(14 * 60)));
    }

    #[test]
    fn what_did_not_happen_has_no_length() {
        let reason = crate::recycle::CancelReason::UserConnected;
        let mut row = row(&[
            (10, Happening::TerminateDecided { desktop: id("ws-old000000") }),
            (10, Happening::TerminateWithdrawn { why: "the user is back".into() }),
            (12, Happening::Cancelled { reason }),
        ]);
        row.phase = Phase::Cancelled(reason);
        let expected = Spans { total_s: 720, ..Spans::default() };
        assert_eq!(Moments::of(&row).spans(row.opened_at), expected);
    }
}
