//! The one predicate that says which desktops may be recycled (promise R5).
//!
//! Every command, function and driver asks [`exclusion`] and [`postponement`]; nobody decides it elsewhere.
//! To add a reason: a variant here, its sentence in `Display`, a row in the table below.

use super::desktop::{Desktop, State, Tags};
use super::ids::{BundleId, DirectoryId};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeSet, fmt, str::FromStr};

/// A desktop with this tag, whatever its value, is left alone. Compared without case.
pub const HOLD_TAG: &str = "wsrecycle:hold";

/// Which desktops are managed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Scope {
    #[default]
    All,
    Directories(BTreeSet<DirectoryId>),
    Bundles(BTreeSet<BundleId>),
    /// Desktops with this tag key, and this value if one is given.
    Tag(String, Option<String>),
}

impl Scope {
    pub fn contains(&self, desktop: &Desktop, tags: &Tags) -> bool {
        match self {
            Self::All => true,
            Self::Directories(ids) => ids.contains(&desktop.directory),
            Self::Bundles(ids) => ids.contains(&desktop.bundle),
            Self::Tag(key, None) => tags.contains_key(key),
            Self::Tag(key, Some(value)) => tags.get(key) == Some(value),
        }
    }
}

/// Text that is not a scope.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "\"{text}\" is not a scope: {why}; expected all, directories=d-…,d-…, bundles=wsb-…,wsb-… or \
     tag=KEY or tag=KEY=VALUE"
)]
pub struct NotAScope {
    text: String,
    why: String,
}

impl FromStr for Scope {
    type Err = NotAScope;

    fn from_str(text: &str) -> Result<Self, NotAScope> {
        fn ids<T: FromStr<Err = super::ids::NotAnId> + Ord>(list: &str) -> Result<BTreeSet<T>, String> {
            list.split(',').map(|id| id.trim().parse().map_err(|e: super::ids::NotAnId| e.to_string())).collect()
        }
        let parsed = match text.split_once('=') {
            None if text == "all" => Ok(Self::All),
            Some(("directories", list)) => ids(list).map(Self::Directories),
            Some(("bundles", list)) => ids(list).map(Self::Bundles),
            Some(("tag", tag)) => match tag.split_once('=') {
                _ if tag.is_empty() || tag.starts_with('=') => Err("the tag has no key".to_owned()),
                None => Ok(Self::Tag(tag.to_owned(), None)),
                Some((key, value)) => Ok(Self::Tag(key.to_owned(), Some(value.to_owned()))),
            },
            _ => Err("unknown kind".to_owned()),
        };
        parsed.map_err(|why| NotAScope { text: text.to_owned(), why })
    }
}

impl TryFrom<String> for Scope {
    type Error = NotAScope;
    fn try_from(text: String) -> Result<Self, NotAScope> {
        text.parse()
    }
}

impl From<Scope> for String {
    fn from(scope: Scope) -> String {
        scope.to_string()
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fn list<T: fmt::Display>(ids: &BTreeSet<T>) -> String {
            ids.iter().map(T::to_string).collect::<Vec<_>>().join(",")
        }
        match self {
            Self::All => f.write_str("all"),
            Self::Directories(ids) => write!(f, "directories={}", list(ids)),
            Self::Bundles(ids) => write!(f, "bundles={}", list(ids)),
            Self::Tag(key, None) => write!(f, "tag={key}"),
            Self::Tag(key, Some(value)) => write!(f, "tag={key}={value}"),
        }
    }
}

/// Why a desktop is not to be recycled until somebody changes something about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Exclusion {
    OutOfScope,
    Held,
    UserDecoupled,
    Standby,
    Replicated,
    Suspended,
    AdminMaintenance,
}

impl fmt::Display for Exclusion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::OutOfScope => "out of scope",
            Self::Held => "on hold",
            Self::UserDecoupled => "has no user of its own (user-decoupled)",
            Self::Standby => "is part of a standby pair",
            Self::Replicated => "replicates its data to a standby",
            Self::Suspended => "is suspended while an image is made from it",
            Self::AdminMaintenance => "is in maintenance by an administrator (ADMIN_MAINTENANCE)",
        })
    }
}

/// Whether the hold tag is among the tags.
pub fn is_held(tags: &Tags) -> bool {
    tags.keys().any(|key| key.eq_ignore_ascii_case(HOLD_TAG))
}

/// The first reason not to touch this desktop.
pub fn exclusion(desktop: &Desktop, tags: &Tags, scope: &Scope) -> Option<Exclusion> {
    // AWS gives the user name `[UNDEFINED]` to desktops that belong to nobody (WorkSpaces API, CreateWorkspaces).
    if desktop.workspace_name.is_some() || desktop.user == "[UNDEFINED]" {
        return Some(Exclusion::UserDecoupled);
    }
    if !scope.contains(desktop, tags) {
        return Some(Exclusion::OutOfScope);
    }
    if is_held(tags) {
        return Some(Exclusion::Held);
    }
    if desktop.has_standby {
        return Some(Exclusion::Standby);
    }
    if desktop.is_replicated {
        return Some(Exclusion::Replicated);
    }
    match desktop.state {
        State::Suspended => Some(Exclusion::Suspended),
        State::AdminMaintenance => Some(Exclusion::AdminMaintenance),
        _ => None,
    }
}

/// Why a desktop cannot be recycled at this moment, though it may be soon.
///
/// Terminate works in every state but SUSPENDED (TerminateWorkspaces, API reference); we still wait for whatever is
/// under way, because something unfinished may be somebody's work.
pub fn postponement(desktop: &Desktop) -> Option<String> {
    match &desktop.state {
        State::Available | State::Stopped | State::Impaired | State::Unhealthy | State::Error => {}
        other => return Some(format!("is {other}")),
    }
    match desktop.modifying.as_slice() {
        [] => None,
        resources => Some(format!("is being modified ({})", resources.join(", "))),
    }
}

#[cfg(test)]
mod tests {
    use super::super::desktop::tests::desktop;
    use super::*;

    #[test]
    fn scopes_round_trip_and_bad_ones_say_why() {
        for text in ["all", "directories=d-90670a1b2c,d-90670a1b2d", "bundles=wsb-0a1b2c3d4", "tag=lab", "tag=lab=a=b"]
        {
            assert_eq!(text.parse::<Scope>().unwrap().to_string(), text);
        }
        for text in ["", "everything", "directories=", "directories=ws-0a1b2c3d4", "tag=", "tag==x", "All"] {
            assert!(text.parse::<Scope>().is_err(), "{text}");
        }
    }

    #[test]
    fn each_reason_excludes() {
        let all = Scope::All;
        let plain = desktop("ws-0a1b2c3d4", "alice");
        let none = Tags::new();
        assert_eq!(exclusion(&plain, &none, &all), None);
        type Change = fn(&mut Desktop);
        let cases: [(Change, Exclusion); 6] = [
            (|d| d.workspace_name = Some("kiosk".into()), Exclusion::UserDecoupled),
            (|d| d.user = "[UNDEFINED]".into(), Exclusion::UserDecoupled),
            (|d| d.has_standby = true, Exclusion::Standby),
            (|d| d.is_replicated = true, Exclusion::Replicated),
            (|d| d.state = State::Suspended, Exclusion::Suspended),
            (|d| d.state = State::AdminMaintenance, Exclusion::AdminMaintenance),
        ];
        for (change, reason) in cases {
            let mut changed = plain.clone();
            change(&mut changed);
            assert_eq!(exclusion(&changed, &none, &all), Some(reason));
        }
        let held = Tags::from([("WSRecycle:Hold".to_owned(), String::new())]);
        assert_eq!(exclusion(&plain, &held, &all), Some(Exclusion::Held));
        for scope in ["directories=d-00000000aa", "bundles=wsb-00000000aa", "tag=lab", "tag=wsrecycle=yes"] {
            let scope = scope.parse().unwrap();
            assert_eq!(exclusion(&plain, &none, &scope), Some(Exclusion::OutOfScope));
        }
    }

    #[test]
    fn unfinished_business_postpones() {
        let mut busy = desktop("ws-0a1b2c3d4", "alice");
        assert_eq!(postponement(&busy), None);
        busy.modifying = vec!["COMPUTE_TYPE".into()];
        assert!(postponement(&busy).unwrap().contains("COMPUTE_TYPE"));
        for state in [State::Pending, State::Starting, State::Stopping, State::Updating, State::Other("NEW".into())] {
            assert!(postponement(&Desktop { state, ..desktop("ws-0a1b2c3d4", "alice") }).is_some());
        }
    }
}
