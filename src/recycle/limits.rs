//! Every bound of the recycle cycle, in one place, with its reason.

use super::scope::Scope;
use jiff::SignedDuration;
use std::fmt;

/// From the last moment at which an act is still in time ([`Limits::act_within`]) until its call has ended for sure: it
/// waits for a token and then times out (`cloud::paced::ACT_WAIT_S_MAX`, `cloud::CALL_S_MAX`).
pub const ACT_TAKES_MAX: SignedDuration = SignedDuration::from_secs(90);

/// How long, how often, how many times.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// How long nobody may be connected before a dirty desktop is due. The guide's ten minutes.
    pub grace: SignedDuration,
    /// A connection status sampled longer ago than this says nothing about now. AWS does not document how often it
    /// samples; users see a few minutes.
    pub status_age_max: SignedDuration,
    /// How long after an intent was saved its call may still be sent. Whoever finds the intent later waits for
    /// [`Limits::settle`], so two drivers cannot both act on it.
    pub act_within: SignedDuration,
    /// How long an unanswered call, or a stale answer, may take to show in what AWS says. Longer than
    /// `act_within` plus the SDK's own time-outs.
    pub settle: SignedDuration,
    /// Between the first time a terminated id is absent and the look that confirms it.
    pub absent_gap: SignedDuration,
    /// First look after TerminateWorkspaces. Deletion takes about 5 minutes (Administration Guide, delete-workspaces).
    pub gone_first: SignedDuration,
    pub gone_poll: SignedDuration,
    /// A deletion that takes longer needs a person.
    pub gone_max: SignedDuration,
    /// A created id may not be visible at once (DescribeWorkspaces, API reference).
    pub visible_max: SignedDuration,
    /// First look after CreateWorkspaces. Creation takes up to 20 minutes, rarely less than 10.
    pub ready_first: SignedDuration,
    pub ready_poll: SignedDuration,
    /// A creation that takes longer needs a person. Encrypted root volumes take up to an hour.
    pub ready_max: SignedDuration,
    /// First pause after a set-back; doubled each time.
    pub backoff_first: SignedDuration,
    pub backoff_max: SignedDuration,
    /// Set-backs in a row before a person is called.
    pub setbacks_max: u32,
    /// Failed creations before a person is called.
    pub attempts_max: u32,
    /// How often a row that waits for a person is tried again.
    pub attention_poll: SignedDuration,
    /// Rows with an unexplained failed creation in one directory before the breaker trips for it. A failure that names
    /// its cause trips it at once.
    pub breaker_rows: usize,
    /// How long a person's `--force` counts. After that, as when the breaker has held the desktop for a day, somebody
    /// may have begun to work on it of whom that person knew nothing.
    pub force_within: SignedDuration,
    /// How long a driver keeps a row to itself.
    pub lease: SignedDuration,
    /// How often the sweep looks at everything.
    pub sweep: SignedDuration,
    /// A tick that has nothing to do waits so long for what is due by then, instead of leaving it to the next minute's.
    /// What comes due meanwhile is looked at together.
    pub linger: SignedDuration,
}

type Field = fn(&mut Limits) -> &mut SignedDuration;

/// The bounds that may be set by their names, beside the grace period and the sweep.
pub const TIMING: [(&str, Field); 16] = [
    ("status_age_max", |l| &mut l.status_age_max),
    ("act_within", |l| &mut l.act_within),
    ("settle", |l| &mut l.settle),
    ("absent_gap", |l| &mut l.absent_gap),
    ("gone_first", |l| &mut l.gone_first),
    ("gone_poll", |l| &mut l.gone_poll),
    ("gone_max", |l| &mut l.gone_max),
    ("visible_max", |l| &mut l.visible_max),
    ("ready_first", |l| &mut l.ready_first),
    ("ready_poll", |l| &mut l.ready_poll),
    ("ready_max", |l| &mut l.ready_max),
    ("backoff_first", |l| &mut l.backoff_first),
    ("backoff_max", |l| &mut l.backoff_max),
    ("attention_poll", |l| &mut l.attention_poll),
    ("lease", |l| &mut l.lease),
    ("linger", |l| &mut l.linger),
];

/// A bound with which two drivers could act on one row: see [`Limits::settle`] and [`Limits::lease`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clash {
    /// Its name in [`TIMING`].
    pub bound: &'static str,
    is: SignedDuration,
    least: SignedDuration,
}

impl fmt::Display for Clash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { bound, is, least } = self;
        match *bound {
            "lease" => write!(f, "lease ({is:#}) must not be shorter than act_within ({least:#})"),
            bound => {
                write!(f, "{bound} ({is:#}) must be longer than act_within and {ACT_TAKES_MAX:#} together ({least:#})")
            }
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        let s = SignedDuration::from_secs;
        Self {
            grace: s(600),
            status_age_max: s(1800),
            act_within: s(60),
            settle: s(180),
            absent_gap: s(20),
            gone_first: s(150),
            gone_poll: s(60),
            gone_max: s(1800),
            visible_max: s(600),
            ready_first: s(600),
            ready_poll: s(120),
            ready_max: s(5400),
            backoff_first: s(60),
            backoff_max: s(900),
            setbacks_max: 10,
            attempts_max: 5,
            attention_poll: s(1800),
            breaker_rows: 2,
            force_within: s(900),
            lease: s(120),
            sweep: s(900),
            linger: s(15),
        }
    }
}

impl Limits {
    /// For a person who waits at a terminal for a handful of desktops: the same bounds, looked at more often.
    pub fn at_a_terminal() -> Self {
        let s = SignedDuration::from_secs;
        Self {
            gone_first: s(30),
            gone_poll: s(20),
            ready_first: s(120),
            ready_poll: s(30),
            backoff_first: s(15),
            ..Self::default()
        }
    }

    /// Set a bound of [`TIMING`]. `false`: there is none of this name.
    pub fn set(&mut self, name: &str, to: SignedDuration) -> bool {
        let field = TIMING.iter().find(|(known, _)| *known == name);
        field.map(|(_, field)| *field(self) = to).is_some()
    }

    /// Why nobody must act under these.
    pub fn clash(&self) -> Option<Clash> {
        let least = self.act_within + ACT_TAKES_MAX;
        if self.settle <= least {
            return Some(Clash { bound: "settle", is: self.settle, least });
        }
        let is_short = self.lease < self.act_within;
        is_short.then_some(Clash { bound: "lease", is: self.lease, least: self.act_within })
    }

    /// `backoff_first` doubled for each earlier try, up to `backoff_max`.
    pub fn backoff(&self, tries: u32) -> SignedDuration {
        let doubled = self.backoff_first.checked_mul(1 << tries.saturating_sub(1).min(16));
        doubled.unwrap_or(self.backoff_max).min(self.backoff_max)
    }
}

/// What the administrator has decided: the scope, the pause, and the limits.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rules {
    pub scope: Scope,
    /// No desktop is terminated; what is owed is still created.
    pub paused: bool,
    pub limits: Limits,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn backoff_doubles_and_stops() {
        let limits = Limits::default();
        let tries: Vec<i64> = [0, 1, 2, 3, 4, 5, 6, 40].iter().map(|n| limits.backoff(*n).as_secs()).collect();
        assert_eq!(tries, [60, 60, 120, 240, 480, 900, 900, 900]);
    }

    #[test]
    fn an_intent_is_dead_before_it_is_disbelieved() {
        for limits in [Limits::default(), Limits::at_a_terminal()] {
            assert_eq!(limits.clash(), None);
        }
    }
}
