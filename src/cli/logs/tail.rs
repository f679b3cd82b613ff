//! Which lines are new, when the same stretch of a log is read again and again. Pure.
//!
//! Lines reach CloudWatch Logs late and not in their order, so each look begins before the newest line that is known,
//! and what was seen before is left out by its id.

use super::line::Shown;
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;

/// How late a line may come after newer ones of the same or another group.
const LATE: SignedDuration = SignedDuration::from_secs(60);
/// The furthest that a look goes back, so that a quiet log is not searched in ever longer stretches.
const BACK_MAX: SignedDuration = SignedDuration::from_mins(10);

/// What was seen.
#[derive(Debug)]
pub struct Tail {
    seen: BTreeMap<String, Timestamp>,
    /// Nothing older is wanted.
    floor: Timestamp,
    newest: Timestamp,
}

impl Tail {
    pub fn new(floor: Timestamp) -> Self {
        Self { seen: BTreeMap::new(), floor, newest: floor }
    }

    /// Where the next look begins.
    pub fn from(&self, now: Timestamp) -> Timestamp {
        let before = |at: Timestamp, by| at.checked_sub(by).unwrap_or(Timestamp::MIN);
        before(self.newest, LATE).max(before(now, BACK_MAX)).max(self.floor)
    }

    /// The lines that were not seen before; `from` is where this look began.
    pub fn fresh(&mut self, from: Timestamp, lines: Vec<Shown>) -> Vec<Shown> {
        self.seen.retain(|_, at| *at >= from);
        let mut fresh = vec![];
        for line in lines {
            self.newest = self.newest.max(line.at);
            if self.seen.insert(format!("{} {}", line.function, line.id), line.at).is_none() {
                fresh.push(line);
            }
        }
        fresh
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cloud::LogLine;
    use crate::functions::Function;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + second).unwrap()
    }

    fn line(id: &str, second: i64) -> Shown {
        Shown::of(Function::TermRebuild, LogLine { id: id.into(), at: at(second), text: id.into() })
    }

    #[test]
    fn nothing_twice_and_nothing_that_comes_late_is_missed() {
        let mut tail = Tail::new(at(0));
        let ids = |lines: Vec<Shown>| lines.into_iter().map(|line| line.id).collect::<Vec<_>>();
        assert_eq!(ids(tail.fresh(at(0), vec![line("a", 100), line("b", 200)])), ["a", "b"]);
        let from = tail.from(at(205));
        assert_eq!(from, at(140));
        // "late" is older than what was shown already.
        assert_eq!(ids(tail.fresh(from, vec![line("late", 150), line("b", 200), line("c", 201)])), ["late", "c"]);
        assert_eq!(ids(tail.fresh(from, vec![line("late", 150), line("b", 200), line("c", 201)])), [""; 0]);
        // Two groups may use the same id.
        let mut other = line("b", 200);
        other.function = Function::AlarmCreate;
        assert_eq!(tail.fresh(from, vec![other]).len(), 1);
    }

    #[test]
    fn what_is_remembered_and_searched_is_bounded() {
        let mut tail = Tail::new(at(0));
        tail.fresh(at(0), vec![line("a", 0)]);
        assert_eq!(tail.from(at(30)), at(0), "never before what was asked for");
        assert_eq!(tail.from(at(7200)), at(6600), "a quiet log is not searched from its last line on");
        tail.fresh(at(6600), vec![line("b", 6700)]);
        assert_eq!(tail.seen.len(), 1);
    }
}
