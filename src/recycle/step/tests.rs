//! Cases of the step: tables of what follows from what, and an enumeration of everything.

mod doubt;

use super::*;
use crate::recycle::desktop::{Connection, ConnectionState, Desktop, State, Tags, tests::desktop};
use crate::recycle::observation::{Answer, Ground, Look};
use crate::recycle::row::{Cause, Successor};
use crate::recycle::scope::{Exclusion, Scope};

const OLD: &str = "ws-oldoldold";
const NEW: &str = "ws-newnewnew";

fn at(minute: i64) -> Timestamp {
    "2026-11-22T17:00:00Z".parse::<Timestamp>().unwrap() + SignedDuration::from_mins(minute)
}

fn old(state: State) -> Desktop {
    Desktop { state, ..desktop(OLD, "alice") }
}

fn new(state: State) -> Desktop {
    Desktop { state, ..desktop(NEW, "alice") }
}

/// Opened at minute 0 by an alarm.
fn row() -> Row {
    let rules = Rules::default();
    Row::open(old(State::Available).owner(), OLD.parse().unwrap(), Cause::Alarm, at(0), rules.limits.grace)
}

fn connection(state: ConnectionState, checked: i64, last: Option<i64>) -> Look<Option<Connection>> {
    Look::Seen(Some(Connection { state, checked_at: Some(at(checked)), last_connected_at: last.map(at) }))
}

/// Everything speaks for the termination: used before minute 0, away since, sampled at minute 9.
fn clear() -> Observation {
    Observation {
        target: Look::Seen(Some(old(State::Available))),
        connection: connection(ConnectionState::Disconnected, 9, Some(-30)),
        metric: Look::Seen(None),
        tags: Look::Seen(Tags::from([("lab".to_owned(), "a".to_owned())])),
        ground: Look::Seen(Ground::Firm),
        ..Observation::default()
    }
}

/// The last look at a desktop without tags.
fn last(desktop: Desktop, connection: Look<Option<Connection>>) -> LastLook {
    LastLook { desktop: Look::Seen(Some(desktop)), tags: Look::Seen(Tags::new()), connection }
}

fn answer(answer: Answer) -> Observation {
    Observation { answer: Some(answer), ..Observation::default() }
}

fn failed(code: &str) -> Observation {
    answer(Answer::Failed(Failure::from_code(code, "")))
}

fn run(row: Row, seen: &Observation, minute: i64) -> Step {
    step(row, seen, at(minute), &Rules::default())
}

fn terminating() -> Row {
    run(row(), &clear(), 10).row
}

fn creating() -> Row {
    let mut row = run(terminating(), &answer(Answer::Terminated), 10).row;
    let absent = Observation { target: Look::Seen(None), owned: Look::Seen(vec![]), ..Observation::default() };
    row = run(row, &absent, 15).row;
    run(row, &absent, 16).row
}

fn verifying() -> Row {
    run(creating(), &answer(Answer::Created(NEW.parse().unwrap())), 16).row
}

#[test]
fn a_quiet_cycle() {
    let Step { row, action, .. } = run(row(), &clear(), 10);
    assert_eq!((row.phase, &action), (Phase::Terminating, &Action::Terminate(OLD.parse().unwrap())));
    let request = row.request.clone().expect("saved before the call");
    assert_eq!(request.tags["lab"], "a");

    let row = creating();
    assert_eq!(row.phase, Phase::Creating);
    assert_eq!(row.intent.unwrap().act, Act::Create);

    let pending = Observation { successor: Look::Seen(Some(new(State::Pending))), ..Observation::default() };
    let Step { row, action, .. } = run(verifying(), &pending, 26);
    assert_eq!((row.phase, action), (Phase::Verifying, Action::Wait));
    let ready = Observation { successor: Look::Seen(Some(new(State::Available))), ..Observation::default() };
    let Step { row, events, .. } = run(row, &ready, 36);
    assert_eq!(row.phase, Phase::Done);
    assert!(
        matches!(&events[..], [Event { what: Happening::Done { took_s: 2160, differs, .. }, .. }] if differs.is_empty())
    );
}

/// What keeps a desktop from being terminated, and what becomes of the row.
#[test]
fn what_speaks_against_a_termination() {
    use ConnectionState::{Connected, Disconnected, Unknown};
    type Change = fn(&mut Observation, &mut Rules);
    let cancelled = |reason| Some(Phase::Cancelled(reason));
    let waits = Some(Phase::Grace);
    let goes = None;
    let held =
        |s: &mut Observation, _: &mut Rules| s.tags = Look::Seen(Tags::from([("wsrecycle:hold".into(), "".into())]));
    let cases: Vec<(&str, Change, Option<Phase>)> = vec![
        ("nothing", |_, _| {}, goes),
        ("connected", |s, _| s.connection = connection(Connected, 9, Some(9)), cancelled(CancelReason::UserConnected)),
        (
            "connected, but sampled before the user left",
            |s, _| s.connection = connection(Connected, -1, Some(-1)),
            waits,
        ),
        (
            "disconnected, but sampled before the user left",
            |s, _| s.connection = connection(Disconnected, -1, Some(-9)),
            waits,
        ),
        ("came back and left again", |s, _| s.connection = connection(Disconnected, 9, Some(5)), waits),
        (
            "never used",
            |s, _| s.connection = connection(Disconnected, 9, None),
            cancelled(CancelReason::NeverConnected),
        ),
        ("unknown while running", |s, _| s.connection = connection(Unknown, 9, Some(-30)), waits),
        (
            "unknown while stopped",
            |s, _| {
                s.connection = connection(Unknown, 9, Some(-30));
                s.target = Look::Seen(Some(old(State::Stopped)));
            },
            goes,
        ),
        ("no status", |s, _| s.connection = Look::Seen(None), waits),
        (
            "a status without a time",
            |s, _| {
                let c = Connection { state: Disconnected, checked_at: None, last_connected_at: Some(at(-30)) };
                s.connection = Look::Seen(Some(c));
            },
            waits,
        ),
        ("status denied", |s, _| s.connection = Look::Failed(Failure::from_code("AccessDeniedException", "")), waits),
        ("a connection in the metric", |s, _| s.metric = Look::Seen(Some(at(5))), waits),
        ("the metric period in which the user left", |s, _| s.metric = Look::Seen(Some(at(-1))), goes),
        ("metric unreadable", |s, _| s.metric = Look::Failed(Failure::from_code("ThrottlingException", "")), waits),
        ("tags unreadable", |s, _| s.tags = Look::Failed(Failure::from_code("ThrottlingException", "")), waits),
        ("held", held, cancelled(CancelReason::Excluded(Exclusion::Held))),
        (
            "out of scope",
            |_, r| r.scope = Scope::Tag("x".into(), None),
            cancelled(CancelReason::Excluded(Exclusion::OutOfScope)),
        ),
        (
            "suspended",
            |s, _| s.target = Look::Seen(Some(old(State::Suspended))),
            cancelled(CancelReason::Excluded(Exclusion::Suspended)),
        ),
        ("starting", |s, _| s.target = Look::Seen(Some(old(State::Starting))), waits),
        (
            "being deleted",
            |s, _| s.target = Look::Seen(Some(old(State::Terminating))),
            cancelled(CancelReason::DeletedByOthers),
        ),
        ("absent once", |s, _| s.target = Look::Seen(None), waits),
        ("bundle missing", |s, _| s.ground = Look::Seen(Ground::BundleMissing), waits),
        ("directory missing", |s, _| s.ground = Look::Seen(Ground::DirectoryMissing), waits),
        ("the breaker", |s, _| s.breaker = Some("creations fail".into()), waits),
        ("a pause", |_, r| r.paused = true, waits),
        ("nobody looked at the connection", |s, _| s.connection = Look::Skipped, waits),
        ("nobody looked at the metric", |s, _| s.metric = Look::Skipped, waits),
        ("nobody looked at the tags", |s, _| s.tags = Look::Skipped, waits),
        ("nobody looked at the ground", |s, _| s.ground = Look::Skipped, waits),
        ("nobody looked at all", |s, _| s.target = Look::Skipped, waits),
    ];
    for (name, change, expected) in cases {
        let (mut seen, mut rules) = (clear(), Rules::default());
        change(&mut seen, &mut rules);
        let Step { row, action, .. } = step(row(), &seen, at(10), &rules);
        match expected {
            None => assert_eq!(action, Action::Terminate(OLD.parse().unwrap()), "{name}"),
            Some(phase) => {
                assert_eq!((row.phase, &action), (phase, &Action::Wait), "{name}");
                assert!(row.phase.is_closed() || row.due_at > at(10), "{name}: looks again later");
            }
        }
    }
}

#[test]
fn grace_lasts_and_restarts() {
    let early = run(row(), &clear(), 9).row;
    assert_eq!((early.phase, early.due_at), (Phase::Grace, at(10)));

    let back = Observation { connection: connection(ConnectionState::Disconnected, 9, Some(5)), ..clear() };
    let row = run(row(), &back, 10).row;
    assert_eq!((row.away_since, row.due_at), (at(10), at(20)));
    let fresh = Observation { connection: connection(ConnectionState::Disconnected, 19, Some(5)), ..clear() };
    assert!(matches!(run(row, &fresh, 20).action, Action::Terminate(_)));
}

#[test]
fn by_hand_there_is_no_grace_but_never_under_a_user() {
    let open = |cause| Row { cause, due_at: at(0), ..row() };
    let go = |cause, state, last| {
        let seen = Observation { connection: connection(state, -1, last), ..clear() };
        run(open(cause), &seen, 0)
    };
    use Cause::{Administrator, AdministratorForced};
    use ConnectionState::{Connected, Disconnected, Unknown};
    assert!(matches!(go(Administrator, Disconnected, Some(-30)).action, Action::Terminate(_)));
    assert!(matches!(go(Administrator, Disconnected, None).action, Action::Terminate(_)), "never used");
    assert_eq!(go(Administrator, Connected, Some(-1)).row.phase, Phase::Cancelled(CancelReason::UserConnected));
    assert_eq!(go(Administrator, Unknown, Some(-30)).row.phase, Phase::Grace);
    assert!(matches!(go(AdministratorForced, Connected, Some(-1)).action, Action::Terminate(_)));
}

#[test]
fn a_failed_call_is_not_a_termination() {
    for code in ["AccessDeniedException", "ThrottlingException", "ExpiredToken", "OperationNotSupportedException"] {
        let row = run(terminating(), &failed(code), 10).row;
        assert_eq!((row.phase, row.intent), (Phase::Grace, None), "{code}");
        assert!(row.due_at > at(10));
    }
    let row = run(terminating(), &answer(Answer::Withdrawn("the user came back".into())), 10).row;
    assert_eq!(row.phase, Phase::Grace);
    // These may have been carried out, so the desktop counts as owed.
    for code in ["InternalServerException", "ResourceNotFound.Workspace"] {
        assert_eq!(run(terminating(), &failed(code), 10).row.phase, Phase::Terminating, "{code}");
    }
}

#[test]
fn to_be_denied_for_long_calls_for_a_person() {
    let mut row = row();
    let mut minute = 10;
    for _ in 0..Rules::default().limits.setbacks_max {
        let fresh =
            Observation { connection: connection(ConnectionState::Disconnected, minute - 1, Some(-30)), ..clear() };
        let intent = run(row, &fresh, minute);
        assert!(matches!(intent.action, Action::Terminate(_)));
        row = run(intent.row, &failed("AccessDeniedException"), minute).row;
        minute += 20;
    }
    assert_eq!((row.phase, row.attention), (Phase::Grace, Some(Attention::Denied)));
    assert!(row.due_at >= at(minute - 20 + 30), "slowly from now on");
}

#[test]
fn a_crash_after_the_intent_is_settled_before_it_is_believed() {
    let alive = Observation { target: Look::Seen(Some(old(State::Available))), ..Observation::default() };
    let waiting = run(terminating(), &alive, 11).row;
    assert_eq!(waiting.phase, Phase::Terminating);
    let disbelieved = run(waiting, &alive, 14).row;
    assert_eq!(disbelieved.phase, Phase::Grace, "the call was lost: everything is asked anew");

    let leaving = Observation { target: Look::Seen(Some(old(State::Terminating))), ..Observation::default() };
    assert_eq!(run(terminating(), &leaving, 11).row.intent, None);
}

/// A driver that is held up after it has looked decides late about what was so early.
#[test]
fn a_look_is_as_old_as_its_beginning() {
    let looked_at = |minute| Observation { looked_at: Some(at(minute)), ..clear() };
    let row = run(terminating(), &answer(Answer::Terminated), 10).row;
    let early = run(row.clone(), &looked_at(11), 30).row;
    assert_eq!(early.phase, Phase::Terminating, "it may have been terminated since");
    assert_eq!(run(row, &looked_at(30), 30).row.phase, Phase::Grace, "it is still there");
    let unanswered = terminating();
    assert_eq!(run(unanswered, &looked_at(12), 30).row.phase, Phase::Terminating);
}

#[test]
fn absent_must_be_seen_twice() {
    let absent = Observation { target: Look::Seen(None), owned: Look::Seen(vec![]), ..Observation::default() };
    let row = run(terminating(), &absent, 15).row;
    assert_eq!(row.phase, Phase::Gone);
    let flicker = Observation { target: Look::Seen(Some(old(State::Terminating))), ..Observation::default() };
    assert_eq!(run(row.clone(), &flicker, 16).row.phase, Phase::Terminating);
    assert!(matches!(run(row, &absent, 16).action, Action::Create(_)));
}

#[test]
fn a_deletion_that_never_ends_calls_for_a_person() {
    let leaving = Observation { target: Look::Seen(Some(old(State::Terminating))), ..Observation::default() };
    assert_eq!(run(terminating(), &leaving, 30).row.attention, None);
    assert_eq!(run(terminating(), &leaving, 41).row.attention, Some(Attention::DeletionStuck));
}

/// What the owner has decides between creating, waiting and adopting.
#[test]
fn never_a_second_desktop() {
    let look = |owned: Vec<Desktop>, minute| {
        let seen = Observation { owned: Look::Seen(owned), ..Observation::default() };
        run(creating(), &seen, minute)
    };
    // The intent of minute 16 is not answered yet: the desktop may be on its way.
    assert_eq!(look(vec![], 17).action, Action::Wait);
    assert!(matches!(look(vec![], 20).action, Action::Create(_)));
    let found = look(vec![new(State::Pending)], 17).row;
    assert_eq!((found.phase, found.successor.unwrap().ours), (Phase::Verifying, true));
    let mut foreign = new(State::Available);
    foreign.bundle = "wsb-other0000".parse().unwrap();
    assert!(!look(vec![foreign], 17).row.successor.unwrap().ours);
    assert_eq!(look(vec![new(State::Terminating)], 20).action, Action::Wait);
    assert_eq!(look(vec![old(State::Available)], 20).row.phase, Phase::Terminating, "the old one is not gone");

    let exists = run(creating(), &failed("ResourceExists.WorkSpace"), 16).row;
    assert_eq!((exists.phase, exists.intent, exists.attempts), (Phase::Creating, None, 0));
}

#[test]
fn failed_creations_back_off_and_then_call_for_a_person() {
    let mut row = creating();
    let limits = Rules::default().limits;
    let empty = Observation { owned: Look::Seen(vec![]), ..Observation::default() };
    for attempt in 1..=limits.attempts_max {
        row = run(row, &failed("ResourceLimitExceededException"), 16).row;
        assert_eq!(row.attempts, attempt);
        assert!(row.due_at >= later(at(16), limits.backoff(attempt)));
        row = run(row, &empty, 16).row;
    }
    assert_eq!((row.phase, row.attention), (Phase::Creating, Some(Attention::Quota)));
    assert!(row.intent.is_some(), "and it is tried again");
    let missing = run(creating(), &failed("ResourceNotFound.User"), 16).row;
    assert_eq!(missing.attention, Some(Attention::UserMissing), "at once: trying again does not bring a user back");
    assert_eq!(missing.due_at, later(at(16), limits.attention_poll));
    let throttled = run(creating(), &failed("ThrottlingException"), 16).row;
    assert_eq!((throttled.attempts, throttled.setbacks), (0, 1));
}

#[test]
fn born_broken_is_removed_and_tried_again() {
    let mut broken = new(State::Error);
    broken.error = Some(("InsufficientIps".into(), "no free IP addresses".into()));
    let seen = Observation { successor: Look::Seen(Some(broken.clone())), ..Observation::default() };
    let Step { row, action, .. } = run(verifying(), &seen, 26);
    assert_eq!((row.phase, action), (Phase::Terminating, Action::Terminate(NEW.parse().unwrap())));
    assert_eq!((row.attempts, row.last_failure.as_ref().unwrap().kind), (1, FailureKind::Addresses));
    let ask = |change: fn(&mut LastLook)| {
        let mut look = last(broken.clone(), Look::Seen(None));
        change(&mut look);
        confirm(&row, &look, at(26), &Rules::default())
    };
    assert!(ask(|_| {}).is_ok());
    assert!(ask(|look| look.connection = connection(ConnectionState::Disconnected, 26, Some(25))).is_err(), "used");
    assert!(ask(|look| look.desktop = Look::Seen(Some(new(State::Available)))).is_err(), "it has recovered");
    assert!(ask(|look| look.tags = Look::Seen(Tags::from([("wsrecycle:hold".into(), "".into())]))).is_err(), "held");
    let paused = Rules { paused: true, ..Rules::default() };
    assert!(confirm(&row, &last(broken.clone(), Look::Seen(None)), at(26), &paused).is_err());
    let waits = step(verifying(), &seen, at(26), &paused);
    assert_eq!((waits.row.phase, waits.action), (Phase::Verifying, Action::Wait), "a pause is for every termination");

    let row = run(row, &answer(Answer::Terminated), 26).row;
    let absent = Observation { target: Look::Seen(None), owned: Look::Seen(vec![]), ..Observation::default() };
    let row = run(run(row, &absent, 31).row, &absent, 32).row;
    assert_eq!((row.phase, row.due_at > at(32)), (Phase::Creating, true), "after a pause");
    assert!(matches!(run(row, &absent, 40).action, Action::Create(_)));

    let mut foreign = verifying();
    foreign.successor = Some(Successor { id: NEW.parse().unwrap(), ours: false });
    let row = run(foreign, &seen, 26);
    assert_eq!((row.action, row.row.attention), (Action::Wait, Some(Attention::ForeignBroken)), "not ours to remove");
}

#[test]
fn a_vanished_successor_is_still_owed() {
    let absent = Observation { successor: Look::Seen(None), owned: Look::Seen(vec![]), ..Observation::default() };
    let row = run(verifying(), &absent, 17).row;
    assert_eq!(row.phase, Phase::Verifying, "it may not be visible yet");
    let row = run(row, &absent, 30).row;
    assert_eq!((row.phase, row.successor), (Phase::Creating, None));
}

#[test]
fn the_last_look_can_say_no() {
    use ConnectionState::{Connected, Disconnected, Unknown};
    let ask = |row: &Row, look, minute| confirm(row, &last(old(State::Available), look), at(minute), &Rules::default());
    let row = terminating();
    assert!(ask(&row, connection(Disconnected, 9, Some(-30)), 10).is_ok());
    for no in [
        connection(Connected, 10, Some(10)),
        connection(Disconnected, 10, Some(10)),
        connection(Unknown, 10, Some(-30)),
        Look::Seen(None),
        Look::Skipped,
        Look::Failed(Failure::from_code("ThrottlingException", "")),
    ] {
        assert!(ask(&row, no.clone(), 10).is_err(), "{no:?}");
    }
    assert!(ask(&row, connection(Disconnected, 9, Some(-30)), 12).is_err(), "the intent has grown old");
    let forced = Row { cause: Cause::AdministratorForced, ..row.clone() };
    assert!(ask(&forced, connection(Connected, 10, Some(10)), 10).is_ok());

    type Change = fn(&mut LastLook, &mut Rules);
    let noes: [(&str, Change); 9] = [
        ("started meanwhile", |l, _| l.desktop = Look::Seen(Some(old(State::Starting)))),
        ("in maintenance meanwhile", |l, _| l.desktop = Look::Seen(Some(old(State::AdminMaintenance)))),
        ("gone meanwhile", |l, _| l.desktop = Look::Seen(None)),
        ("desktop not looked at", |l, _| l.desktop = Look::Skipped),
        ("desktop unreadable", |l, _| l.desktop = Look::Failed(Failure::from_code("ThrottlingException", ""))),
        ("held meanwhile", |l, _| l.tags = Look::Seen(Tags::from([("wsrecycle:hold".into(), "".into())]))),
        ("tags not looked at", |l, _| l.tags = Look::Skipped),
        ("out of scope meanwhile", |_, r| r.scope = Scope::Tag("x".into(), None)),
        ("paused meanwhile", |_, r| r.paused = true),
    ];
    for (name, change) in noes {
        for row in [&row, &forced] {
            let (mut look, mut rules) =
                (last(old(State::Available), connection(Disconnected, 9, Some(-30))), Rules::default());
            assert!(confirm(row, &look, at(10), &rules).is_ok());
            change(&mut look, &mut rules);
            assert!(confirm(row, &look, at(10), &rules).is_err(), "{name}, {}", row.cause);
        }
    }
    // It was STOPPED when the turn began; its user has started it since, and nobody has sampled it yet.
    let unknown = connection(Unknown, 9, Some(-30));
    assert!(confirm(&row, &last(old(State::Stopped), unknown.clone()), at(10), &Rules::default()).is_ok());
    assert!(confirm(&row, &last(old(State::Available), unknown), at(10), &Rules::default()).is_err());
}

/// Every phase meets every observation: no panic, closed stays closed, every wait ends, no call without its intent and
/// its request, and no termination without every witness.
#[test]
fn everything_meets_everything() {
    let desktops = |id: &str| {
        let mut all: Vec<Look<Option<Desktop>>> = vec![Look::Skipped, Look::Seen(None)];
        all.push(Look::Failed(Failure::from_code("ThrottlingException", "")));
        for state in State::KNOWN {
            all.push(Look::Seen(Some(Desktop { state: state.clone(), ..desktop(id, "alice") })));
        }
        all
    };
    let connections: Vec<_> = ConnectionState::KNOWN
        .iter()
        .flat_map(|state| {
            [(9, Some(-30)), (-1, Some(-30)), (9, Some(5)), (9, None)].map(|(c, l)| (state.clone(), c, l))
        })
        .map(|(state, checked, last)| connection(state, checked, last))
        .chain([Look::Skipped, Look::Seen(None)])
        .collect();
    let failures =
        ["ThrottlingException", "AccessDenied", "ResourceExists.WorkSpace", "ResourceNotFound.User", "InternalFailure"];
    let answers: Vec<Option<Answer>> = [None, Some(Answer::Terminated), Some(Answer::Created(NEW.parse().unwrap()))]
        .into_iter()
        .chain([Some(Answer::Withdrawn("no".into()))])
        .chain(failures.map(|code| Some(Answer::Failed(Failure::from_code(code, "")))))
        .collect();
    let owned = [
        Look::Skipped,
        Look::Seen(vec![]),
        Look::Seen(vec![old(State::Available)]),
        Look::Seen(vec![new(State::Pending)]),
    ];

    let mut rows = vec![row(), terminating(), creating(), verifying()];
    rows.push(Row { phase: Phase::Gone, absent_looks: 1, ..terminating() });
    rows.push(Row { target: NEW.parse().unwrap(), ..terminating() });
    rows.push(Row { phase: Phase::Done, ..verifying() });
    rows.push(Row { phase: Phase::Cancelled(CancelReason::UserConnected), ..row() });
    for broken in [Row { successor: None, ..verifying() }, Row { request: None, ..creating() }] {
        rows.push(broken);
    }
    let more: Vec<Row> = rows
        .iter()
        .flat_map(|row| {
            let called =
                Row { attention: Some(Attention::Denied), setbacks: u32::MAX, attempts: u32::MAX, ..row.clone() };
            [called, Row { intent: None, absent_looks: u32::MAX, ..row.clone() }]
        })
        .collect();
    rows.extend(more);

    let mut steps = 0_u64;
    for row in &rows {
        let targets = if row.phase == Phase::Verifying { vec![Look::Skipped] } else { desktops(row.target.as_str()) };
        for target in &targets {
            for connection in if row.phase == Phase::Grace { &connections[..] } else { &connections[..1] } {
                for owned in &owned {
                    for successor in if row.phase == Phase::Verifying { desktops(NEW) } else { vec![Look::Skipped] } {
                        for answer in &answers {
                            for minute in [-1_000, 10, 5_000] {
                                let seen = Observation {
                                    target: target.clone(),
                                    connection: connection.clone(),
                                    owned: owned.clone(),
                                    successor: successor.clone(),
                                    answer: answer.clone(),
                                    ..clear()
                                };
                                check(row, &seen, minute);
                                steps += 1;
                            }
                        }
                    }
                }
            }
        }
    }
    assert!(steps > 50_000, "{steps}");
}

fn check(before: &Row, seen: &Observation, minute: i64) {
    let Step { row, action, .. } = run(before.clone(), seen, minute);
    if before.phase.is_closed() {
        assert_eq!((&row, &action), (before, &Action::Wait));
        return;
    }
    assert_eq!((&row.owner, &row.old, row.opened_at), (&before.owner, &before.old, before.opened_at));
    match &action {
        Action::Wait => assert!(row.phase.is_closed() || row.due_at > at(minute), "{before:?}\n{seen:?}\n{row:?}"),
        Action::Terminate(id) => {
            assert_eq!((row.phase, id, row.intent.unwrap().act), (Phase::Terminating, &row.target, Act::Terminate));
            assert!(row.request.is_some() || before.request.is_none() && before.phase != Phase::Grace);
            if before.phase == Phase::Grace {
                let Look::Seen(Some(c)) = &seen.connection else { panic!("terminated blindly: {seen:?}") };
                assert_ne!(c.state, ConnectionState::Connected);
                assert!(minute >= 10, "before the grace was over");
            }
        }
        Action::Create(request) => {
            assert_eq!((row.phase, row.intent.unwrap().act), (Phase::Creating, Act::Create));
            assert_eq!(Some(&**request), row.request.as_ref());
            assert_eq!(seen.owned, Look::Seen(vec![]));
        }
    }
    // Once the desktop may be gone, the row is closed only with a desktop in its place.
    if before.phase.is_owed() && row.phase.is_closed() {
        assert_eq!(row.phase, Phase::Done);
    }
}
