//! What is not certain: calls that may still arrive, failures that hide each other, and what never comes to an end.

use super::*;
use crate::recycle::breaker::held_back;

/// What may have been our doing is never taken for somebody else's: clocks differ, and a call that another driver has
/// given up may still arrive.
#[test]
fn a_desktop_that_disappears_after_we_may_have_asked_is_owed() {
    let alive = Observation { target: Look::Seen(Some(old(State::Available))), ..Observation::default() };
    let given_up = run(terminating(), &alive, 14).row;
    assert_eq!((given_up.phase, given_up.is_owed()), (Phase::Grace, true));
    let at_15 = |change: fn(&mut Observation)| {
        let mut seen = Observation { connection: connection(ConnectionState::Disconnected, 14, Some(-30)), ..clear() };
        change(&mut seen);
        run(given_up.clone(), &seen, 15).row
    };
    let leaving = at_15(|seen| seen.target = Look::Seen(Some(old(State::Terminating))));
    assert_eq!((leaving.phase, leaving.request.is_some()), (Phase::Terminating, true));
    let absent = Observation { target: Look::Seen(None), owned: Look::Seen(vec![]), ..Observation::default() };
    let once = run(given_up.clone(), &absent, 15).row;
    let row = run(once, &absent, 16).row;
    assert_eq!(row.phase, Phase::Terminating);
    let row = run(run(row, &absent, 17).row, &absent, 18).row;
    assert_eq!(row.phase, Phase::Creating);

    // A pause is for terminations, not for what is owed.
    let paused = Rules { paused: true, ..Rules::default() };
    let seen = Observation { target: Look::Seen(Some(old(State::Terminating))), ..Observation::default() };
    assert_eq!(step(given_up.clone(), &seen, at(15), &paused).row.phase, Phase::Terminating);
    assert_eq!(step(given_up.clone(), &clear(), at(15), &paused).row.phase, Phase::Grace);

    // Whatever else would close the row waits until the call has surely come to nothing.
    let closing: [fn(&mut Observation); 3] = [
        |seen| seen.connection = connection(ConnectionState::Connected, 14, Some(14)),
        |seen| seen.connection = connection(ConnectionState::Disconnected, 14, None),
        |seen| seen.tags = Look::Seen(Tags::from([("wsrecycle:hold".into(), "".into())])),
    ];
    for close in closing {
        let waits = at_15(close);
        assert_eq!((waits.phase, waits.due_at), (Phase::Grace, at(16)));
        let mut seen = Observation { connection: connection(ConnectionState::Disconnected, 44, Some(-30)), ..clear() };
        close(&mut seen);
        if let Look::Seen(Some(connection)) = &mut seen.connection {
            connection.checked_at = Some(at(44));
        }
        assert!(run(waits, &seen, 45).row.phase.is_closed());
    }
    // What is certain is believed at once.
    for sure in [failed("AccessDeniedException"), answer(Answer::Withdrawn("no".into()))] {
        let row = run(terminating(), &sure, 10).row;
        assert_eq!((row.phase, row.terminate_asked), (Phase::Grace, None));
        let leaving = Observation { target: Look::Seen(Some(old(State::Terminating))), ..Observation::default() };
        assert_eq!(run(row, &leaving, 12).row.phase, Phase::Cancelled(CancelReason::DeletedByOthers));
    }
}

/// The breaker must know of every way in which a creation fails, and of nothing else.
#[test]
fn creations_fail_in_the_breakers_eyes() {
    let candidate = desktop("ws-candidate", "bob");
    let limits = Rules::default().limits;
    let holds = |rows: &[Row]| held_back(&candidate, rows, &limits).is_some();
    let denied = run(creating(), &failed("AccessDeniedException"), 16).row;
    assert!(denied.attempts == 1 && holds(std::slice::from_ref(&denied)), "{denied:?}");
    let unclear = run(creating(), &failed("InternalServerException"), 16).row;
    assert_eq!((unclear.attempts, unclear.intent.is_some()), (1, true), "it may have been carried out");
    assert!(!holds(std::slice::from_ref(&unclear)) && holds(&[unclear.clone(), unclear.clone()]));
    // What fails later hides nothing, and what succeeds is forgiven.
    let addresses = run(creating(), &failed("InsufficientIpAddresses"), 16).row;
    let throttled =
        Observation { owned: Look::Failed(Failure::from_code("ThrottlingException", "")), ..Observation::default() };
    let later = run(addresses, &throttled, 18).row;
    assert_eq!(later.last_failure.as_ref().unwrap().kind, FailureKind::Throttled);
    assert!(holds(std::slice::from_ref(&later)));
    let found = Observation { owned: Look::Seen(vec![new(State::Pending)]), ..Observation::default() };
    for row in [denied, unclear] {
        let row = run(row, &found, 20).row;
        assert_eq!((row.phase, row.attempts), (Phase::Verifying, 1));
        assert!(!holds(&[row.clone(), row]));
    }
    assert!(holds(&[run(later, &found, 20).row]), "whether there are addresses shows when it is ready");
    // Nobody hears for ever that AWS does not know.
    let mut row = creating();
    let empty = Observation { owned: Look::Seen(vec![]), ..Observation::default() };
    for minute in (16..).step_by(5).take(limits.attempts_max as usize) {
        row = run(row, &failed("InternalServerException"), minute).row;
        row = run(row, &empty, minute + 4).row;
    }
    assert_eq!(row.attention, Some(Attention::CreationFails));
}

#[test]
fn what_never_ends_calls_for_a_person() {
    let mut row = creating();
    let empty = Observation { owned: Look::Seen(vec![]), ..Observation::default() };
    for minute in (16..).step_by(20).take(Rules::default().limits.setbacks_max as usize + 1) {
        row = run(row, &failed("ResourceExists.WorkSpace"), minute).row;
        row = run(row, &empty, minute + 15).row;
    }
    assert_eq!(row.attention, Some(Attention::CallsFail), "a desktop that is not shown stands in the way");

    let leaving = Observation { successor: Look::Seen(Some(new(State::Terminating))), ..Observation::default() };
    assert_eq!(run(verifying(), &leaving, 30).row.attention, None);
    assert_eq!(run(verifying(), &leaving, 200).row.attention, Some(Attention::DeletionStuck));

    let broken = Observation {
        successor: Look::Seen(Some(new(State::Error))),
        target: Look::Seen(Some(new(State::Error))),
        ..Observation::default()
    };
    let mut row = run(verifying(), &broken, 26).row;
    for minute in (26..).step_by(20).take(Rules::default().limits.setbacks_max as usize) {
        row = run(row, &answer(Answer::Withdrawn("it is held".into())), minute).row;
        assert_eq!(row.phase, Phase::Terminating);
        row = run(row, &broken, minute + 19).row;
    }
    assert_eq!(row.attention, Some(Attention::CallsFail));
}

/// By hand there is no grace period in which an old sample could be found out.
#[test]
fn by_hand_a_sample_must_be_newer_than_what_the_metric_shows() {
    let by_hand = Row { cause: Cause::Administrator, away_since: at(60), due_at: at(60), ..row() };
    let go_in = |state, sampled, last, metric: Option<i64>| {
        let seen = Observation {
            target: Look::Seen(Some(old(state))),
            connection: connection(ConnectionState::Disconnected, sampled, last),
            metric: Look::Seen(metric.map(at)),
            ..clear()
        };
        run(by_hand.clone(), &seen, 60).action
    };
    let go = |sampled, last, metric| go_in(State::Available, sampled, last, metric);
    assert!(matches!(go(35, Some(-30), None), Action::Terminate(_)));
    assert_eq!(go(35, Some(-30), Some(40)), Action::Wait, "connected after the sample");
    assert_eq!(go(35, Some(-30), Some(35)), Action::Wait, "or in the same period");
    assert!(matches!(go(45, Some(-30), Some(40)), Action::Terminate(_)), "sampled after that");
    assert!(matches!(go_in(State::Stopped, 35, Some(-30), Some(35)), Action::Terminate(_)), "stopped since");
    assert_eq!(go(35, Some(36), None), Action::Wait, "AWS itself knows of a later connection");
}

/// Whoever forced it looked at that moment, and not days later.
#[test]
fn force_does_not_last() {
    let forced = Row { cause: Cause::AdministratorForced, ..row() };
    let seen = Observation { connection: connection(ConnectionState::Connected, 9, Some(9)), ..clear() };
    assert!(matches!(run(forced.clone(), &seen, 10).action, Action::Terminate(_)));
    assert_eq!(run(forced, &seen, 16).row.phase, Phase::Cancelled(CancelReason::UserConnected));
}
