//! Whether a stack is deployed, seen from a terminal: then its table is the ledger, and its functions' settings are
//! the rules. Otherwise this machine's ledger and settings count.
//!
//! The two must never be mistaken for each other: a row in each for one owner could end in two desktops. So "cannot
//! tell" is an answer of its own, and whoever begins a recycle by hand refuses it.

use super::error::CommandError;
use super::stack::Resolved;
use crate::recycle::{Failure, FailureKind, Limits, Rules};
use crate::settings::{Settings, Source, key};
use crate::stack::config::ConfigError;
use crate::stack::{Config, Seen};
use jiff::SignedDuration;
use std::collections::BTreeMap;
use std::fmt;

const ADOPT: &str = "`wsrecycle setup --adopt` makes that function part of the stack, with settings";

/// What one light look at the stack says.
#[derive(Debug, Clone, PartialEq)]
pub enum Deployment {
    /// Its functions go by these settings.
    Deployed(Box<Config>),
    Absent,
    Unknown(Unknown),
}

/// Why nobody can tell.
#[derive(Debug, Clone, PartialEq)]
pub enum Unknown {
    Unseen(Failure),
    /// The function of this name is there, but does not say what it goes by.
    Unreadable {
        function: String,
        why: String,
    },
}

/// Where a ledger is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// The table of a stack, by its name.
    Table(String),
    /// This machine.
    Here,
}

impl Deployment {
    /// From the environment of the function of this name.
    pub fn of(function: &str, seen: Seen<BTreeMap<String, String>>) -> Self {
        match seen {
            Seen::Absent => Self::Absent,
            Seen::Unknown(failure) => Self::Unknown(Unknown::Unseen(failure)),
            Seen::Present(environment) => match Config::to_act_under(&environment) {
                Ok(config) => Self::Deployed(Box::new(config)),
                Err(error) => {
                    let why = match error {
                        ConfigError::Missing => "it has none, so it was made by hand".to_owned(),
                        ConfigError::Unreadable { why } => format!("{why}; a newer wsrecycle may have written them"),
                    };
                    Self::Unknown(Unknown::Unreadable { function: function.to_owned(), why })
                }
            },
        }
    }

    /// Somebody turns the rows of the ledger, so opening one is enough for its desktop to be recycled.
    pub fn is_deployed(&self) -> bool {
        self.config().is_some()
    }

    pub fn config(&self) -> Option<&Config> {
        match self {
            Self::Deployed(config) => Some(config),
            Self::Absent | Self::Unknown(_) => None,
        }
    }
}

impl fmt::Display for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unseen(failure) => write!(f, "{failure}"),
            Self::Unreadable { function, why } => {
                write!(f, "function {function} is there, but its settings cannot be read: {why}")
            }
        }
    }
}

impl Unknown {
    /// The refusal of whatever must not work in the wrong ledger.
    pub fn refusal(&self) -> CommandError {
        let attempt = "tell whether a stack is deployed here, nor which ledger counts";
        match self {
            Self::Unseen(failure) => CommandError::from_failure(attempt, failure),
            Self::Unreadable { .. } => {
                let mut error = CommandError::failed(format!("cannot {attempt}"));
                error.causes.push(self.to_string());
                error.hint(ADOPT)
            }
        }
    }

    /// What would make it known, if anything but time would.
    pub fn remedy(&self) -> Option<&'static str> {
        match self {
            Self::Unseen(failure) if failure.kind == FailureKind::Denied => {
                Some("allow lambda:GetFunctionConfiguration in the policy of the caller")
            }
            Self::Unseen(_) => None,
            Self::Unreadable { .. } => Some(ADOPT),
        }
    }
}

/// The rules of whoever works beside the functions, or without them: what is given here, else what they were deployed
/// with, else the defaults.
pub fn rules(settings: &Settings, deployed: Option<&Config>, base: Limits) -> Rules {
    let Some(deployed) = deployed else { return settings.rules(base) };
    let Config { scope, grace_s, sweep_s, paused, .. } = Resolved::new(settings, Some(deployed)).config;
    let theirs = deployed.rules().limits;
    let (grace, sweep) = (SignedDuration::from_secs(grace_s), SignedDuration::from_secs(sweep_s));
    let mut limits = settings.limits(Limits { grace, sweep, ..base });
    // The functions believe that no call of ours is sent later than theirs would be, and we wait as long for theirs.
    limits.act_within = limits.act_within.min(theirs.act_within);
    limits.settle = limits.settle.max(theirs.settle);
    Rules { scope, paused, limits }
}

/// That a scope was given here which is not the one that the functions go by.
pub fn other_scope(settings: &Settings, deployed: &Config) -> Option<String> {
    let given = &settings.scope;
    (given.from != Source::Default && given.value != deployed.scope).then(|| {
        format!(
            "The {} {} ({}) counts for this command only: the functions go by {}. `wsrecycle setup` changes theirs.",
            key::SCOPE,
            given.value,
            given.from,
            deployed.scope
        )
    })
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::recycle::Scope;

    /// What these flags say, and nothing else.
    pub(in crate::cli) fn settings(flags: &[(&'static str, &'static str, &str)]) -> Settings {
        let flags: Vec<_> = flags.iter().map(|(key, flag, text)| (*key, *flag, (*text).to_owned())).collect();
        Settings::resolve(&flags, &|_| None, None).unwrap()
    }

    #[test]
    fn what_is_there_what_is_not_and_what_nobody_can_tell() {
        let deployed = Config { grace_s: 60, ..Config::default() };
        let seen = |it| Deployment::of("Workspace_Term_Rebuild", it);
        let there = seen(Seen::Present(deployed.environment("default")));
        assert_eq!((there.config(), there.is_deployed()), (Some(&deployed), true));
        assert_eq!(seen(Seen::Absent), Deployment::Absent);
        let denied = Failure::from_code("AccessDeniedException", "no").in_call("GetFunctionConfiguration");
        for (seen, cause, hint) in [
            (seen(Seen::Unknown(denied)), "GetFunctionConfiguration: Access", "allow lambda:GetFunctionConfiguration"),
            (seen(Seen::Present([].into())), "function Workspace_Term_Rebuild is there", "setup --adopt"),
            (
                seen(Seen::Present([("WSRECYCLE_SETTINGS".into(), "{\"scope\": {\"planet\": 1}}".into())].into())),
                "expected a string",
                "setup --adopt",
            ),
            (seen(Seen::Present([("WSRECYCLE_SETTINGS".into(), "{}".into())].into())), "no scope", "setup --adopt"),
        ] {
            let Deployment::Unknown(unknown) = seen else { panic!("{seen:?}") };
            let error = unknown.refusal().with_policy("rebuild");
            assert!(error.causes[0].contains(cause) && error.hints[0].contains(hint), "{error:?}");
            assert!(unknown.remedy().unwrap().contains(hint));
        }
    }

    #[test]
    fn rules_are_theirs_but_for_what_is_given_here() {
        let deployed = Config { scope: "tag=lab".parse().unwrap(), grace_s: 60, paused: true, ..Config::default() };
        let (plain, given) =
            (settings(&[]), settings(&[(key::SCOPE, "--scope", "all"), (key::GRACE, "--grace", "20m")]));
        let theirs = rules(&plain, Some(&deployed), Limits::at_a_terminal());
        assert_eq!((&theirs.scope, theirs.paused), (&deployed.scope, true));
        assert_eq!(
            (theirs.limits.grace, theirs.limits.gone_first),
            (SignedDuration::from_secs(60), SignedDuration::from_secs(30))
        );
        let ours = rules(&given, Some(&deployed), Limits::default());
        assert_eq!((&ours.scope, ours.limits.grace), (&Scope::All, SignedDuration::from_mins(20)));
        assert_eq!(rules(&given, None, Limits::default()), given.rules(Limits::default()));
        assert_eq!(other_scope(&plain, &deployed), None);
        assert!(other_scope(&given, &deployed).unwrap().contains("scope all (--scope) counts for this command only"));
        assert_eq!(other_scope(&given, &Config::default()), None);
    }

    #[test]
    fn nobody_believes_the_other_driver_too_soon() {
        let hasty = settings(&[("settle", "--settle", "151s"), ("act_within", "--act-within", "60s")]);
        let beside = rules(&hasty, Some(&Config::default()), Limits::default()).limits;
        assert_eq!((beside.settle, beside.act_within), (Limits::default().settle, Limits::default().act_within));
        let patient = settings(&[
            ("settle", "--settle", "10m"),
            ("act_within", "--act-within", "5m"),
            ("lease", "--lease", "5m"),
        ]);
        let beside = rules(&patient, Some(&Config::default()), Limits::default()).limits;
        assert_eq!((beside.settle, beside.act_within), (SignedDuration::from_mins(10), Limits::default().act_within));
        let timed = Config {
            timing_s: [("act_within".to_owned(), 20), ("settle".to_owned(), 900)].into(),
            ..Config::default()
        };
        let beside = rules(&patient, Some(&timed), Limits::default()).limits;
        assert_eq!((beside.settle, beside.act_within), (SignedDuration::from_mins(15), SignedDuration::from_secs(20)));
        assert_eq!(rules(&patient, None, Limits::default()).limits.act_within, SignedDuration::from_mins(5));
    }
}
