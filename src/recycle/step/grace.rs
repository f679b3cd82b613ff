//! Grace: is the desktop still the one we were told of, in scope, dirty, and left alone for the whole grace period?
//! Everything that speaks against a termination (promises R3, R5, R6, R7) is asked here, and once more in [`confirm`].

use super::{Action, Stepper};
use crate::recycle::desktop::{Connection, ConnectionState, Desktop, Request, State};
use crate::recycle::event::Happening;
use crate::recycle::limits::Rules;
use crate::recycle::observation::{Answer, Ground, Look, Observation};
use crate::recycle::phase::{Attention, CancelReason};
use crate::recycle::row::{Cause, Row, later};
use crate::recycle::scope::{exclusion, postponement};
use jiff::{SignedDuration, Timestamp};

/// CloudWatch's grain for WorkSpaces metrics.
const METRIC_PERIOD: SignedDuration = SignedDuration::from_secs(300);
/// How soon to look again when nothing but time is missing.
const SOON: SignedDuration = SignedDuration::from_secs(60);

/// What a connection status says about a desktop that may be terminated.
enum Presence {
    Away,
    Connected,
    /// Connected since the row last knew, but away again.
    CameBack(Timestamp),
    Never,
    /// It does not say, or not freshly enough.
    Unknown(String),
}

impl Stepper<'_> {
    pub(super) fn grace(&mut self, seen: &Observation) -> Action {
        let limits = &self.rules.limits;
        if self.rules.paused {
            self.tell_once(Happening::Postponed { why: "paused".into() });
            // Not every minute, for there may be thousands; but soon after the pause has ended, however it ends.
            return self.wait(SOON.max(limits.grace / 2));
        }
        let desktop = match &seen.target {
            Look::Skipped => return self.wait(SOON),
            Look::Failed(failure) => return self.setback(failure),
            Look::Seen(None) => {
                self.row.absent_looks = self.row.absent_looks.saturating_add(1);
                if self.row.absent_looks >= 2 {
                    return self.cancel(CancelReason::DeletedByOthers);
                }
                return self.wait(limits.absent_gap);
            }
            Look::Seen(Some(desktop)) => desktop,
        };
        self.row.absent_looks = 0;
        if desktop.state.is_leaving() {
            return self.cancel(CancelReason::DeletedByOthers);
        }
        let tags = match &seen.tags {
            Look::Skipped => return self.wait(SOON),
            Look::Failed(failure) => return self.setback(failure),
            Look::Seen(tags) => tags,
        };
        if let Some(why) = exclusion(desktop, tags, &self.rules.scope) {
            return self.cancel(CancelReason::Excluded(why));
        }
        if let Some(why) = postponement(desktop) {
            self.tell_once(Happening::Postponed { why: format!("the desktop {why}") });
            return self.wait(SOON);
        }
        if let Some(action) = self.stay_for_the_user(seen, desktop) {
            return action;
        }
        match &seen.ground {
            Look::Skipped => return self.wait(SOON),
            Look::Failed(failure) => return self.setback(failure),
            Look::Seen(Ground::Firm) => {}
            // Nothing is lost yet: the user keeps the old desktop until a new one can be made.
            Look::Seen(Ground::BundleMissing) => return self.stand_still(Attention::BundleMissing),
            Look::Seen(Ground::DirectoryMissing) => return self.stand_still(Attention::DirectoryMissing),
        }
        if let Some(why) = &seen.breaker {
            self.tell_once(Happening::HeldBack { why: why.clone() });
            return self.wait(SOON);
        }
        self.dismiss_person(&[Attention::BundleMissing, Attention::DirectoryMissing]);
        self.row.request = Some(Request::capture(desktop, tags));
        self.row.target = desktop.id.clone();
        self.terminate()
    }

    fn stand_still(&mut self, cause: Attention) -> Action {
        self.call_person(cause);
        self.retry(SOON)
    }

    /// Whatever the user's presence, past or present, requires; `None` when the user has gone for good.
    fn stay_for_the_user(&mut self, seen: &Observation, desktop: &Desktop) -> Option<Action> {
        if self.row.cause == Cause::AdministratorForced {
            return None;
        }
        let presence = match &seen.connection {
            Look::Skipped => return Some(self.wait(SOON)),
            Look::Failed(failure) => return Some(self.setback(failure)),
            Look::Seen(connection) => presence(&self.row, desktop, connection.as_ref(), self.now, self.rules),
        };
        match presence {
            Presence::Connected => return Some(self.cancel(CancelReason::UserConnected)),
            Presence::Never if !self.row.cause.is_by_hand() => return Some(self.cancel(CancelReason::NeverConnected)),
            Presence::CameBack(at) if !self.row.cause.is_by_hand() => {
                return Some(self.restart_grace(format!("the user came back at {at} and left again")));
            }
            Presence::Unknown(why) => {
                self.tell_once(Happening::Postponed { why });
                return Some(self.wait(SOON));
            }
            Presence::Never | Presence::CameBack(_) | Presence::Away => {}
        }
        match &seen.metric {
            Look::Skipped => return Some(self.wait(SOON)),
            Look::Failed(failure) => return Some(self.setback(failure)),
            // The period began after the user had left, so somebody has been connected since.
            Look::Seen(Some(period)) if *period >= self.row.away_since => {
                let until = later(*period, METRIC_PERIOD);
                return Some(self.restart_grace(format!("UserConnected shows a user between {period} and {until}")));
            }
            Look::Seen(_) => {}
        }
        let end = later(self.row.away_since, self.rules.limits.grace);
        if self.now < end && !self.row.cause.is_by_hand() {
            self.row.due_at = end;
            return Some(Action::Wait);
        }
        None
    }

    fn restart_grace(&mut self, why: String) -> Action {
        self.tell(Happening::GraceRestarted { why });
        self.row.away_since = self.now;
        self.wait(self.rules.limits.grace)
    }
}

/// Read a connection status with all the doubt it deserves: it is a sample, it may be old, and it may be missing.
fn presence(row: &Row, desktop: &Desktop, connection: Option<&Connection>, now: Timestamp, rules: &Rules) -> Presence {
    let Some(connection) = connection else {
        return Presence::Unknown("there is no connection status".into());
    };
    let Some(checked_at) = connection.checked_at else {
        return Presence::Unknown("the connection status has no time".into());
    };
    let by_hand = row.cause.is_by_hand();
    // A sample from before the user left says nothing about what came after.
    let is_stale = !by_hand && checked_at <= row.away_since;
    let is_old = now.duration_since(checked_at) > rules.limits.status_age_max;
    match &connection.state {
        ConnectionState::Connected if is_stale => {
            Presence::Unknown(format!("the connection status is from {checked_at}, before the user left"))
        }
        ConnectionState::Connected => Presence::Connected,
        ConnectionState::Disconnected if is_stale || is_old => {
            Presence::Unknown(format!("the connection status is from {checked_at}"))
        }
        // UNKNOWN is AWS's answer for a stopped desktop (DescribeWorkspacesConnectionStatus, API reference); on a
        // running one it means that nobody knows.
        ConnectionState::Unknown if desktop.state != State::Stopped => {
            Presence::Unknown(format!("the connection status is UNKNOWN while the desktop is {}", desktop.state))
        }
        ConnectionState::Disconnected | ConnectionState::Unknown => match connection.last_connected_at {
            None => Presence::Never,
            Some(at) if at > row.away_since => Presence::CameBack(at),
            Some(_) => Presence::Away,
        },
        ConnectionState::Other(state) => Presence::Unknown(format!("the connection status is {state}")),
    }
}

/// Whether the intent in the row may still be acted on: others will soon stop believing in it.
pub fn is_in_time(row: &Row, now: Timestamp, rules: &Rules) -> bool {
    row.intent.is_some_and(|intent| now <= later(intent.since, rules.limits.act_within))
}

/// The last look, right before TerminateWorkspaces is called on the row's target: why it must not be called.
///
/// `desktop` is the target as it was seen in this turn (a successor that was born broken need not be), `connection` its
/// status as of now.
pub fn confirm(
    row: &Row,
    desktop: Option<&Desktop>,
    connection: &Look<Option<Connection>>,
    now: Timestamp,
    rules: &Rules,
) -> Result<(), Answer> {
    let withdrawn = |why: &str| Err(Answer::Withdrawn(why.to_owned()));
    if !is_in_time(row, now, rules) {
        return withdrawn("too much time has passed since it was decided");
    }
    let connection = match connection {
        _ if row.cause == Cause::AdministratorForced && row.target == row.old => return Ok(()),
        Look::Seen(connection) => connection.as_ref(),
        Look::Skipped => return withdrawn("the connection was not looked at"),
        Look::Failed(failure) => return withdrawn(&failure.to_string()),
    };
    if row.target != row.old {
        // A successor that was born broken. It must never have been used.
        return match connection {
            Some(c) if c.state == ConnectionState::Connected || c.last_connected_at.is_some() => {
                withdrawn("somebody has connected to it")
            }
            _ => Ok(()),
        };
    }
    let Some(desktop) = desktop else { return withdrawn("the desktop was not seen") };
    match presence(row, desktop, connection, now, rules) {
        Presence::Away => Ok(()),
        Presence::Never | Presence::CameBack(_) if row.cause.is_by_hand() => Ok(()),
        Presence::Never => withdrawn("nobody has ever connected to it"),
        Presence::Connected => withdrawn("the user is connected"),
        Presence::CameBack(_) => withdrawn("the user came back"),
        Presence::Unknown(why) => withdrawn(&why),
    }
}
