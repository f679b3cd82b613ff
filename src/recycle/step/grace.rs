//! Grace: is the desktop still the one we were told of, in scope, dirty, and left alone for the whole grace period?
//! Everything that speaks against a termination (promises R3, R5, R6, R7) is asked here, and once more in [`confirm`].

use super::{Action, Stepper};
use crate::recycle::desktop::{Connection, ConnectionState, Desktop, Request, State, Tags};
use crate::recycle::event::Happening;
use crate::recycle::limits::Rules;
use crate::recycle::observation::{Answer, Ground, Look, Observation};
use crate::recycle::phase::{Attention, CancelReason, Phase};
use crate::recycle::row::{Cause, Row, later};
use crate::recycle::scope::{exclusion, is_held, postponement};
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
        // What we may have removed already is owed all the same.
        if self.rules.paused && self.row.terminate_asked.is_none() {
            return self.stand_by();
        }
        let desktop = match &seen.target {
            Look::Skipped => return self.wait(SOON),
            Look::Failed(failure) => return self.setback(failure),
            Look::Seen(None) => {
                self.row.absent_looks = self.row.absent_looks.saturating_add(1);
                if self.row.absent_looks >= 2 {
                    return self.disappeared();
                }
                return self.wait(limits.absent_gap);
            }
            Look::Seen(Some(desktop)) => desktop,
        };
        self.row.absent_looks = 0;
        if desktop.state.is_leaving() {
            return self.disappeared();
        }
        // A deletion takes minutes: a call of ours that has not shown by now came to nothing.
        if self.row.terminate_asked.is_some_and(|at| self.looked_at > later(at, limits.gone_max)) {
            self.row.terminate_asked = None;
        }
        if self.rules.paused {
            return self.stand_by();
        }
        let tags = match &seen.tags {
            Look::Skipped => return self.wait(SOON),
            Look::Failed(failure) => return self.setback(failure),
            Look::Seen(tags) => tags,
        };
        if let Some(why) = exclusion(desktop, tags, &self.rules.scope) {
            return self.let_be(CancelReason::Excluded(why));
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

    /// During a pause.
    fn stand_by(&mut self) -> Action {
        self.tell_once(Happening::Postponed { why: "paused".into() });
        // Not every minute, for there may be thousands; but soon after the pause has ended, however it ends.
        self.wait(SOON.max(self.rules.limits.grace / 2))
    }

    /// It goes, or is gone. If we may have asked for that, the owner is owed a desktop.
    fn disappeared(&mut self) -> Action {
        if self.row.terminate_asked.is_none() {
            return self.cancel(CancelReason::DeletedByOthers);
        }
        self.enter(Phase::Terminating);
        self.wait(self.rules.limits.absent_gap)
    }

    /// Let the desktop be, unless it may still disappear by a call of ours: then its row must be there.
    fn let_be(&mut self, reason: CancelReason) -> Action {
        if let Some(at) = self.row.terminate_asked {
            let why = format!("{reason}, but its termination was asked for at {at} and may still show");
            self.tell_once(Happening::Postponed { why });
            return self.wait(SOON);
        }
        self.cancel(reason)
    }

    fn stand_still(&mut self, cause: Attention) -> Action {
        self.call_person(cause);
        self.retry(SOON)
    }

    /// Whatever the user's presence, past or present, requires; `None` when the user has gone for good.
    fn stay_for_the_user(&mut self, seen: &Observation, desktop: &Desktop) -> Option<Action> {
        if is_forced(&self.row, self.now, self.rules) {
            return None;
        }
        let presence = match &seen.connection {
            Look::Skipped => return Some(self.wait(SOON)),
            Look::Failed(failure) => return Some(self.setback(failure)),
            Look::Seen(connection) => presence(&self.row, desktop, connection.as_ref(), self.now, self.rules),
        };
        match presence {
            Presence::Connected => return Some(self.let_be(CancelReason::UserConnected)),
            Presence::Never if !self.row.cause.is_by_hand() => return Some(self.let_be(CancelReason::NeverConnected)),
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
            // By hand there is no grace period in which a sample could grow old: it must be newer than what was seen.
            // On a stopped desktop there is nobody, whenever it was sampled.
            Look::Seen(Some(period))
                if self.row.cause.is_by_hand()
                    && desktop.state != State::Stopped
                    && sampled_at(seen) < later(*period, METRIC_PERIOD) =>
            {
                let until = later(*period, METRIC_PERIOD);
                let why = format!("UserConnected shows a user until {until}, and nobody has looked since");
                self.tell_once(Happening::Postponed { why });
                return Some(self.wait(SOON));
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

/// Whether a person's word still counts for whoever is connected. It was given when the row began to be one by hand.
fn is_forced(row: &Row, now: Timestamp, rules: &Rules) -> bool {
    row.cause == Cause::AdministratorForced && now <= later(row.away_since, rules.limits.force_within)
}

/// When the connection that was seen was sampled.
fn sampled_at(seen: &Observation) -> Timestamp {
    match &seen.connection {
        Look::Seen(Some(Connection { checked_at: Some(at), .. })) => *at,
        _ => Timestamp::MIN,
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
        // On a stopped desktop there is nobody, whenever the sample was taken.
        ConnectionState::Disconnected if connection.last_connected_at.is_some_and(|at| at > checked_at) => {
            Presence::Unknown(format!("somebody has connected since the connection status of {checked_at}"))
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

/// The last look at one target, right before TerminateWorkspaces is called on it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LastLook {
    pub desktop: Look<Option<Desktop>>,
    pub tags: Look<Tags>,
    pub connection: Look<Option<Connection>>,
}

/// Whether TerminateWorkspaces may be called on the row's target now; the answer that says why not.
pub fn confirm(row: &Row, last: &LastLook, now: Timestamp, rules: &Rules) -> Result<(), Answer> {
    let withdrawn = |why: String| Err(Answer::Withdrawn(why));
    if !is_in_time(row, now, rules) {
        return withdrawn("too much time has passed since it was decided".into());
    }
    if rules.paused {
        return withdrawn("paused".into());
    }
    let desktop = match seen(&last.desktop, "the desktop was") {
        Ok(Some(desktop)) => desktop,
        Ok(None) => return withdrawn("it is not there any more".into()),
        Err(why) => return withdrawn(why),
    };
    let tags = match seen(&last.tags, "its tags were") {
        Ok(tags) => tags,
        Err(why) => return withdrawn(why),
    };
    if row.target != row.old {
        // A successor that was born broken. It must never have been used, and whoever holds it looks into it.
        return match seen(&last.connection, "the connection was") {
            _ if desktop.state != State::Error => withdrawn(format!("it is {} by now", desktop.state)),
            _ if is_held(tags) => withdrawn("it is held".into()),
            Ok(Some(c)) if c.state == ConnectionState::Connected || c.last_connected_at.is_some() => {
                withdrawn("somebody has connected to it".into())
            }
            Ok(_) => Ok(()),
            Err(why) => withdrawn(why),
        };
    }
    if let Some(why) = exclusion(desktop, tags, &rules.scope) {
        return withdrawn(CancelReason::Excluded(why).to_string());
    }
    if let Some(why) = postponement(desktop) {
        return withdrawn(format!("the desktop {why}"));
    }
    if is_forced(row, now, rules) {
        return Ok(());
    }
    let connection = match seen(&last.connection, "the connection was") {
        Ok(connection) => connection.as_ref(),
        Err(why) => return withdrawn(why),
    };
    match presence(row, desktop, connection, now, rules) {
        Presence::Away => Ok(()),
        Presence::Never | Presence::CameBack(_) if row.cause.is_by_hand() => Ok(()),
        Presence::Never => withdrawn("nobody has ever connected to it".into()),
        Presence::Connected => withdrawn("the user is connected".into()),
        Presence::CameBack(_) => withdrawn("the user came back".into()),
        Presence::Unknown(why) => withdrawn(why),
    }
}

/// What a look has shown, or why it shows nothing.
fn seen<'a, T>(look: &'a Look<T>, what: &str) -> Result<&'a T, String> {
    match look {
        Look::Seen(seen) => Ok(seen),
        Look::Skipped => Err(format!("{what} not looked at")),
        Look::Failed(failure) => Err(failure.to_string()),
    }
}
