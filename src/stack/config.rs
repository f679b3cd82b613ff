//! What the administrator decides about a stack, and how it travels: with the functions, so that every laptop sees the
//! same.

use crate::recycle::{Limits, Rules, Scope};
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// The environment variable of the functions that holds the settings.
pub const VARIABLE: &str = "WSRECYCLE_SETTINGS";

/// Which policies the functions' role has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Policies {
    /// One inline policy with what the functions call and nothing else.
    #[default]
    Least,
    /// `AmazonWorkSpacesAdmin` and `CloudWatchFullAccess`, as the guide attaches them.
    Guide,
}

impl Policies {
    /// As it is typed.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Least => "least",
            Self::Guide => "guide",
        }
    }
}

/// Which trail tells EventBridge of API calls.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TrailChoice {
    /// One that already logs write management events here, else ours: a second copy of the events is billed.
    #[default]
    Auto,
    /// Ours, whatever else there is.
    Create,
    /// This one, which is never changed by us.
    Named(String),
}

impl TrailChoice {
    /// As it is typed.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Auto => "auto",
            Self::Create => "create",
            Self::Named(name) => name,
        }
    }
}

/// The settings of a stack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Config {
    pub scope: Scope,
    pub grace_s: i64,
    pub sweep_s: i64,
    pub retention_days: i32,
    /// E-mail addresses that hear of what needs a person.
    pub notify: Vec<String>,
    pub policies: Policies,
    pub trail: TrailChoice,
    /// `x86_64` or `arm64`.
    pub architecture: String,
    pub memory_mb: i32,
    pub paused: bool,
    /// Seconds of the bounds that were set by hand, by their names in [`TIMING`](crate::recycle::TIMING).
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub timing_s: BTreeMap<String, i64>,
}

impl Default for Config {
    fn default() -> Self {
        let limits = Limits::default();
        Self {
            scope: Scope::All,
            grace_s: limits.grace.as_secs(),
            sweep_s: limits.sweep.as_secs(),
            retention_days: 30,
            notify: vec![],
            policies: Policies::Least,
            trail: TrailChoice::Auto,
            architecture: "x86_64".into(),
            memory_mb: 256,
            paused: false,
            timing_s: BTreeMap::new(),
        }
    }
}

impl Config {
    /// What the functions go by.
    pub fn rules(&self) -> Rules {
        let mut limits = Limits {
            grace: SignedDuration::from_secs(self.grace_s),
            sweep: SignedDuration::from_secs(self.sweep_s),
            ..Limits::default()
        };
        for (name, seconds) in &self.timing_s {
            // One that we do not know is of a newer version.
            limits.set(name, SignedDuration::from_secs(*seconds));
        }
        Rules { scope: self.scope.clone(), paused: self.paused, limits }
    }

    /// The functions' environment. Lambda allows 4 KB in all.
    pub fn environment(&self, stack: &str) -> BTreeMap<String, String> {
        let settings = serde_json::to_string(self).expect("plain data");
        [(VARIABLE.to_owned(), settings), ("WSRECYCLE_STACK".to_owned(), stack.to_owned())].into()
    }

    /// Read the settings back, to act under them or to deploy them again. What is not said is not made up: without a
    /// scope nothing may be touched. Unknown fields are of a newer version and ignored.
    ///
    /// # Errors
    /// They are absent, or cannot be read.
    pub fn to_act_under(environment: &BTreeMap<String, String>) -> Result<Self, ConfigError> {
        let text = environment.get(VARIABLE).ok_or(ConfigError::Missing)?;
        let unreadable = |why: String| ConfigError::Unreadable { why };
        let value: Value = serde_json::from_str(text).map_err(|error| unreadable(error.to_string()))?;
        if value.get("scope").is_none() {
            return Err(unreadable("it names no scope".into()));
        }
        let config: Self = serde_json::from_value(value).map_err(|error| unreadable(error.to_string()))?;
        let timing = config.timing_s.iter().map(|(name, seconds)| (name.as_str(), *seconds, 1));
        for (name, seconds, least) in
            [("grace_s", config.grace_s, 0), ("sweep_s", config.sweep_s, 1)].into_iter().chain(timing)
        {
            if seconds < least {
                return Err(unreadable(format!("{name} is {seconds}, expected {least} or more")));
            }
        }
        match config.rules().limits.clash() {
            Some(clash) => Err(unreadable(clash.to_string())),
            None => Ok(config),
        }
    }
}

/// Why a function has no settings to act under.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    #[error("the function has no settings: {VARIABLE} is not set. `wsrecycle setup` sets it")]
    Missing,
    #[error("the function's settings cannot be read: {VARIABLE}: {why}. `wsrecycle setup` sets it anew")]
    Unreadable { why: String },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_travel_with_the_functions() {
        let config = Config { scope: "tag=lab=a".parse().unwrap(), grace_s: 900, paused: true, ..Config::default() };
        let environment = config.environment("default");
        assert_eq!(Config::to_act_under(&environment), Ok(config.clone()));
        assert_eq!(config.rules().limits.grace, SignedDuration::from_mins(15));
        assert!(config.rules().paused);
        assert!(!environment[VARIABLE].contains("timing"), "what nobody has set is not told");
        let timed = Config { timing_s: [("gone_first".to_owned(), 30), ("of_later".to_owned(), 1)].into(), ..config };
        let environment = timed.environment("default");
        assert_eq!(Config::to_act_under(&environment), Ok(timed.clone()));
        let expected = Limits { gone_first: SignedDuration::from_secs(30), ..timed.rules().limits };
        assert_eq!((timed.rules().limits, expected.gone_poll), (expected.clone(), Limits::default().gone_poll));
        let text = "{\"scope\": \"all\", \"grace_s\": 60, \"of_a_later_version\": 1}".to_owned();
        assert_eq!(Config::to_act_under(&[(VARIABLE.to_owned(), text)].into()).unwrap().grace_s, 60);
    }

    #[test]
    fn nobody_acts_under_settings_that_do_not_say_what_they_are_about() {
        let config = Config { scope: "directories=d-90670a1b2c".parse().unwrap(), ..Config::default() };
        assert_eq!(Config::to_act_under(&config.environment("default")), Ok(config));
        assert_eq!(Config::to_act_under(&BTreeMap::new()), Err(ConfigError::Missing));
        let all = r#"{"scope": "all"}"#;
        assert_eq!(Config::to_act_under(&[(VARIABLE.to_owned(), all.to_owned())].into()), Ok(Config::default()));
        for bad in [
            "",
            "{}",
            "null",
            "[]",
            "\"all\"",
            "{\"scope\": null}",
            "{\"scope\": \"directories=\"}",
            "{\"grace_s\": 600}",
            "{\"scope\": \"all\", \"grace_s\": -1}",
            "{\"scope\": \"all\", \"grace_s\": \"10m\"}",
            "{\"scope\": \"all\", \"sweep_s\": 0}",
            "{\"scope\": \"all\", \"timing_s\": {\"gone_poll\": 0}}",
            "{\"scope\": \"all\", \"timing_s\": {\"settle\": 120}}",
            "{\"scope\": \"all\", \"timing_s\": {\"lease\": 30}}",
            "{\"scope\": \"all\"",
        ] {
            let error = Config::to_act_under(&[(VARIABLE.to_owned(), bad.to_owned())].into()).unwrap_err();
            assert!(matches!(error, ConfigError::Unreadable { .. }), "{bad}: {error}");
        }
    }
}
