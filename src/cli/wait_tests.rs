//! `wait`, over a clock that only the test moves.

use super::*;
use crate::recycle::desktop::tests::desktop;

fn args(target: &str, goal: Goal) -> WaitArgs {
    let (timeout, every) = (SignedDuration::from_mins(45), SignedDuration::from_secs(30));
    WaitArgs { desktop: target.parse().unwrap(), goal, timeout, every }
}

const ID: &str = "ws-0a1b2c3d4";
const OWNER: &str = "alice@d-90670a1b2c";

#[test]
fn each_goal_is_reached_where_it_should_be() {
    use Goal::*;
    for (goal, state, connection, reached) in [
        (Available, State::Available, "AVAILABLE", true),
        (Available, State::Pending, "PENDING", false),
        (Gone, State::Terminating, "TERMINATING", false),
        (Gone, State::Terminated, "TERMINATED", true),
        (Connected, State::Available, "CONNECTED", true),
        (Connected, State::Available, "UNKNOWN", false),
        (Disconnected, State::Available, "DISCONNECTED", true),
        (Disconnected, State::Available, "UNKNOWN", false),
        (Disconnected, State::Stopped, "UNKNOWN", true),
        (Disconnected, State::Available, "CONNECTED", false),
        (Recycled, State::Stopped, "STOPPED", true),
    ] {
        let found = Desktop { state, ..desktop(ID, "alice") };
        for target in [ID, OWNER] {
            let seen = judge(&args(target, goal), Some(&found), connection, true, true);
            assert_eq!(seen == Seen::Reached, reached, "{goal:?} {found:?} {connection}");
        }
    }
}

#[test]
fn an_absent_desktop_may_appear_may_have_gone_or_was_never_there() {
    use Goal::*;
    for (target, goal, was_there, may_appear, expected) in [
        (ID, Gone, true, false, Seen::Reached),
        (ID, Gone, false, false, Seen::Reached),
        (OWNER, Gone, false, false, Seen::Reached),
        (ID, Available, false, true, Seen::NotYet),
        (ID, Available, false, false, Seen::Never("does not exist".into())),
        (ID, Available, true, true, Seen::Never("has gone".into())),
        (OWNER, Available, true, false, Seen::NotYet),
        (OWNER, Connected, false, false, Seen::NotYet),
        (ID, Recycled, true, false, Seen::Reached),
        (OWNER, Recycled, true, false, Seen::Never("has no desktop, and no recycle is under way".into())),
    ] {
        assert_eq!(judge(&args(target, goal), None, "gone", was_there, may_appear), expected, "{target} {goal:?}");
    }
}

#[test]
fn what_can_never_be_is_not_waited_for() {
    let broken =
        Desktop { state: State::Error, error: Some(("Quota".into(), "no more".into())), ..desktop(ID, "alice") };
    let never = Seen::Never("is in ERROR: Quota no more".into());
    assert_eq!(judge(&args(ID, Goal::Available), Some(&broken), "ERROR", true, true), never);
    assert_eq!(judge(&args(OWNER, Goal::Available), Some(&broken), "ERROR", true, true), Seen::NotYet);
    let leaving = Desktop { state: State::Terminating, ..desktop(ID, "alice") };
    let never = Seen::Never("is TERMINATING".into());
    assert_eq!(judge(&args(ID, Goal::Disconnected), Some(&leaving), "UNKNOWN", true, true), never);
    assert_eq!(judge(&args(OWNER, Goal::Disconnected), Some(&leaving), "UNKNOWN", true, true), Seen::NotYet);
}
