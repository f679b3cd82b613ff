//! WHAT the administrator has set, and where: flags, then the environment, then one file, then the defaults.
//!
//! Every value keeps its source, so an error can say which line or variable to change and `-v` can show what is in
//! force. The file is the one named by `--config` or `WSRECYCLE_CONFIG`, else `wsrecycle/config.toml` under the user's
//! configuration directory. A file in the working directory is never read by itself: a folder that somebody else
//! filled must not change which desktops are deleted.
//!
//! This room decides nothing about desktops; it only reads text. To add a setting: its name in [`key`], its variable in
//! [`ENVIRONMENT`] if it has one, its meaning in [`Settings::resolve`].

mod duration;
mod file;
mod nearest;
mod paths;
mod stack;

pub use duration::{human, parse_duration};
pub use nearest::nearest;
pub use paths::{config_file, state_home};
pub use stack::StackSettings;

pub use crate::recycle::TIMING;

use crate::recycle::{Limits, Rules, Scope};
use crate::stack::{DEFAULT_STACK, check_stack_name};
use jiff::SignedDuration;
use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

/// The names of the settings, as they stand in the file.
pub mod key {
    pub const PROFILE: &str = "profile";
    pub const REGION: &str = "region";
    pub const EXPECT_ACCOUNT: &str = "expect_account";
    pub const STACK: &str = "stack";
    pub const SCOPE: &str = "scope";
    pub const GRACE: &str = "grace";
    pub const SWEEP: &str = "sweep";
    pub const RETENTION_DAYS: &str = "retention_days";
    pub const NOTIFY: &str = "notify";
    pub const POLICIES: &str = "policies";
    pub const TRAIL: &str = "trail";
    pub const ARCHITECTURE: &str = "architecture";
    pub const MEMORY_MB: &str = "memory_mb";

    pub const ALL: [&str; 13] = [
        PROFILE,
        REGION,
        EXPECT_ACCOUNT,
        STACK,
        SCOPE,
        GRACE,
        SWEEP,
        RETENTION_DAYS,
        NOTIFY,
        POLICIES,
        TRAIL,
        ARCHITECTURE,
        MEMORY_MB,
    ];
    /// Those that may be numbers in the file.
    pub const NUMBERS: [&str; 2] = [RETENTION_DAYS, MEMORY_MB];
    /// Those that may be lists in the file.
    pub const LISTS: [&str; 1] = [NOTIFY];
}

/// Environment variables and the setting that each one gives, the stronger first.
pub const ENVIRONMENT: [(&str, &str); 8] = [
    ("AWS_PROFILE", key::PROFILE),
    ("AWS_REGION", key::REGION),
    ("AWS_DEFAULT_REGION", key::REGION),
    ("WSRECYCLE_EXPECT_ACCOUNT", key::EXPECT_ACCOUNT),
    ("WSRECYCLE_STACK", key::STACK),
    ("WSRECYCLE_SCOPE", key::SCOPE),
    ("WSRECYCLE_GRACE", key::GRACE),
    ("WSRECYCLE_SWEEP", key::SWEEP),
];

/// Where a value came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    Flag(&'static str),
    Environment(&'static str),
    File {
        path: PathBuf,
        line: usize,
    },
    /// The functions that are deployed have it.
    Deployed,
    Default,
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag(name) | Self::Environment(name) => f.write_str(name),
            Self::File { path, line } => write!(f, "{}:{line}", path.display()),
            Self::Deployed => f.write_str("deployed"),
            Self::Default => f.write_str("default"),
        }
    }
}

/// A value and where it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sourced<T> {
    pub value: T,
    pub from: Source,
}

/// Why the settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    #[error("cannot read the configuration file {path}")]
    Unreadable {
        path: PathBuf,
        #[source]
        source: std::io::Error,
    },
    #[error("{path}:{line}: {why}")]
    Syntax { path: PathBuf, line: usize, why: String },
    #[error("{path}:{line}: there is no setting \"{key}\"")]
    UnknownKey { path: PathBuf, line: usize, key: String, nearest: Option<String> },
    #[error("{}: {why}", place(key, from))]
    Wrong { key: &'static str, from: Source, why: String },
}

/// The settings in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    pub profile: Option<Sourced<String>>,
    pub region: Option<Sourced<String>>,
    /// Twelve digits: the only account in which anything may be done.
    pub expect_account: Option<Sourced<String>>,
    pub stack: Sourced<String>,
    pub scope: Sourced<Scope>,
    /// `grace`, `sweep` and the durations of `[timing]` that somebody has set.
    pub durations: BTreeMap<&'static str, Sourced<SignedDuration>>,
    /// What only `setup` and `drift` go by.
    pub of_stack: StackSettings,
}

impl Settings {
    /// Bring the layers together. `flags` are what was typed, as name of the setting, flag and text.
    pub fn resolve(
        flags: &[(&'static str, &'static str, String)],
        environment: &dyn Fn(&str) -> Option<String>,
        file: Option<&Path>,
    ) -> Result<Self, SettingsError> {
        let mut given: BTreeMap<&'static str, Sourced<String>> = BTreeMap::new();
        for (key, flag, text) in flags {
            given.entry(key).or_insert(Sourced { value: text.clone(), from: Source::Flag(flag) });
        }
        for (name, key) in ENVIRONMENT {
            if let Some(value) = environment(name).filter(|text| !text.is_empty()) {
                given.entry(key).or_insert(Sourced { value, from: Source::Environment(name) });
            }
        }
        if let Some(path) = file {
            for (key, value, line) in file::read(path)? {
                given.entry(key).or_insert(Sourced { value, from: Source::File { path: path.to_owned(), line } });
            }
        }
        Self::understand(&mut given)
    }

    fn understand(given: &mut BTreeMap<&'static str, Sourced<String>>) -> Result<Self, SettingsError> {
        let expect_account = given.remove(key::EXPECT_ACCOUNT);
        if let Some(Sourced { value, from }) = &expect_account
            && !(value.len() == 12 && value.bytes().all(|b| b.is_ascii_digit()))
        {
            let why = format!("\"{value}\" is not an account: expected 12 digits");
            return Err(SettingsError::Wrong { key: key::EXPECT_ACCOUNT, from: from.clone(), why });
        }
        let stack = given
            .remove(key::STACK)
            .unwrap_or_else(|| Sourced { value: DEFAULT_STACK.to_owned(), from: Source::Default });
        if let Err(why) = check_stack_name(&stack.value) {
            return Err(SettingsError::Wrong { key: key::STACK, from: stack.from, why });
        }
        let scope = match given.remove(key::SCOPE) {
            None => Sourced { value: Scope::All, from: Source::Default },
            Some(Sourced { value, from }) => match value.parse() {
                Ok(value) => Sourced { value, from },
                Err(error) => return Err(wrong(key::SCOPE, from, error)),
            },
        };
        let mut settings = Self {
            profile: given.remove(key::PROFILE),
            region: given.remove(key::REGION),
            expect_account,
            stack,
            scope,
            durations: BTreeMap::new(),
            of_stack: StackSettings::understand(given)?,
        };
        for (key, Sourced { value, from }) in std::mem::take(given) {
            let bounds = if key == key::GRACE || key == key::SWEEP { duration::PATIENCE } else { duration::TIMING };
            match duration::within(&value, bounds) {
                Ok(value) => settings.durations.insert(key, Sourced { value, from }),
                Err(why) => return Err(SettingsError::Wrong { key, from, why }),
            };
        }
        settings.check_safety()?;
        Ok(settings)
    }

    /// Two drivers must not be able to act on one row.
    fn check_safety(&self) -> Result<(), SettingsError> {
        let Some(clash) = self.limits(Limits::default()).clash() else { return Ok(()) };
        let named = [clash.bound, "act_within"].into_iter().find_map(|key| Some((key, self.durations.get(key)?)));
        let (key, from) = named.map_or((clash.bound, Source::Default), |(key, given)| (key, given.from.clone()));
        Err(wrong(key, from, clash))
    }

    /// These limits with what was set put over them.
    pub fn limits(&self, mut base: Limits) -> Limits {
        for (key, Sourced { value, .. }) in &self.durations {
            match *key {
                key::GRACE => base.grace = *value,
                key::SWEEP => base.sweep = *value,
                key => assert!(base.set(key, *value), "only known keys are kept"),
            }
        }
        base
    }

    /// The rules for a driver that starts from these limits.
    pub fn rules(&self, base: Limits) -> Rules {
        Rules { scope: self.scope.value.clone(), paused: false, limits: self.limits(base) }
    }

    /// What is in force and where it came from, for `-v`.
    pub fn lines(&self) -> Vec<String> {
        let text = |name: &str, value: &Option<Sourced<String>>| {
            value.as_ref().map(|sourced| format!("{name} = {} ({})", sourced.value, sourced.from))
        };
        let mut lines: Vec<String> = [
            text(key::PROFILE, &self.profile),
            text(key::REGION, &self.region),
            text(key::EXPECT_ACCOUNT, &self.expect_account),
            text(key::STACK, &Some(self.stack.clone())),
            Some(format!("{} = {} ({})", key::SCOPE, self.scope.value, self.scope.from)),
        ]
        .into_iter()
        .flatten()
        .collect();
        lines.extend(self.durations.iter().map(|(key, s)| format!("{key} = {} ({})", human(s.value), s.from)));
        lines.extend(self.of_stack.lines());
        lines
    }
}

/// What to change: a flag says by itself which setting it gives.
fn place(key: &str, from: &Source) -> String {
    match from {
        Source::Flag(name) => (*name).to_owned(),
        from => format!("{from}: {key}"),
    }
}

fn wrong(key: &'static str, from: Source, why: impl fmt::Display) -> SettingsError {
    SettingsError::Wrong { key, from, why: why.to_string() }
}

#[cfg(test)]
mod tests;
