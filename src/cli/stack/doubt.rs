//! What is done where the functions leave it open which settings the stack should have. Pure.
//!
//! Nobody chooses for the administrator: a scope that is too wide deletes desktops. What is given here decides; as far
//! as nothing is given, nothing is changed.

use super::Resolved;
use crate::cli::error::CommandError;
use crate::settings::{Settings, Source, key};
use crate::stack::Agreed;
use crate::stack::config::ConfigError;
use std::fmt;

/// Why nobody knows.
#[derive(Debug, Clone, PartialEq)]
pub enum Doubt {
    /// What each function says where they differ, and the names of those settings.
    Split {
        said: Vec<(String, String)>,
        settings: Vec<&'static str>,
    },
    Unreadable(Vec<(String, ConfigError)>),
}

/// The settings in force, from what is given and what the functions say; and why they must not be deployed, if so.
pub fn settle(settings: &Settings, agreed: Agreed) -> (Resolved, Option<Doubt>) {
    match agreed {
        Agreed::Nowhere => (Resolved::new(settings, None), None),
        Agreed::On(config) => (Resolved::new(settings, Some(&config)), None),
        Agreed::Split(said) => {
            let each: Vec<(String, Resolved)> =
                said.into_iter().map(|(name, config)| (name, Resolved::new(settings, Some(&config)))).collect();
            let doubt = split(&each);
            let (_, resolved) = each.into_iter().next().expect("a split has parts");
            (resolved, doubt)
        }
        Agreed::Unreadable(unreadable) => {
            let resolved = Resolved::new(settings, None);
            let is_scoped = *resolved.origin(key::SCOPE) != Source::Default;
            (resolved, (!is_scoped).then_some(Doubt::Unreadable(unreadable)))
        }
    }
}

/// What of the settings still differs when all is counted that is given here.
fn split(each: &[(String, Resolved)]) -> Option<Doubt> {
    let (_, first) = each.first()?;
    if each.iter().all(|(_, other)| other.config == first.config) {
        return None;
    }
    let rows: Vec<_> = each.iter().map(|(name, resolved)| (name, resolved.rows())).collect();
    let value = |rows: &[(&'static str, String, Source)], of: &str| {
        rows.iter().find(|(key, ..)| *key == of).map_or_else(|| "not set".to_owned(), |(_, value, _)| value.clone())
    };
    let mut settings: Vec<&'static str> = rows.iter().flat_map(|(_, rows)| rows.iter().map(|(key, ..)| *key)).collect();
    settings.sort_unstable();
    settings.dedup();
    settings.retain(|key| rows.iter().any(|(_, other)| value(other, key) != value(&rows[0].1, key)));
    let said = rows.iter().map(|(name, rows)| {
        let text = settings.iter().map(|key| format!("{key}={}", value(rows, key))).collect::<Vec<_>>().join(" ");
        ((*name).clone(), text)
    });
    Some(Doubt::Split { said: said.collect(), settings })
}

impl Doubt {
    /// Of whoever was about to deploy settings.
    pub fn refusal(&self) -> CommandError {
        let mut error = CommandError::failed(format!("nothing was changed: {}", self.what()));
        error.causes = self.who();
        match self {
            Self::Split { settings, .. } => error.hint(format!(
                "say what is right ({}) by flag or in the configuration file; `wsrecycle drift` names what differs",
                settings.join(", ")
            )),
            Self::Unreadable(_) => {
                error.hint("say with --scope which desktops are managed, and with other flags what else was set")
            }
        }
    }

    fn what(&self) -> &'static str {
        match self {
            Self::Split { .. } => "the functions do not agree on their settings",
            Self::Unreadable(_) => "nobody knows the settings of this stack",
        }
    }

    fn who(&self) -> Vec<String> {
        match self {
            Self::Split { said, .. } => said.iter().map(|(name, says)| format!("{name} goes by {says}")).collect(),
            Self::Unreadable(all) => all.iter().map(|(name, error)| format!("{name}: {error}")).collect(),
        }
    }
}

impl fmt::Display for Doubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.what(), self.who().join("; "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::deployed::tests::settings;
    use crate::stack::Config;

    #[test]
    fn what_is_given_decides_and_nothing_else_does() {
        let of = |scope: &str, grace_s| Config { scope: scope.parse().unwrap(), grace_s, ..Config::default() };
        let split = || Agreed::Split(vec![("A".into(), of("all", 600)), ("B".into(), of("tag=lab", 300))]);
        let (_, doubt) = settle(&settings(&[]), split());
        let doubt = doubt.unwrap();
        assert_eq!(doubt.refusal().causes, ["A goes by grace=10m scope=all", "B goes by grace=5m scope=tag=lab"]);
        assert!(doubt.refusal().hints[0].contains("(grace, scope)"), "{doubt:?}");
        let scope = (key::SCOPE, "--scope", "tag=lab");
        let (_, doubt) = settle(&settings(&[scope]), split());
        assert!(matches!(doubt, Some(Doubt::Split { settings, .. }) if settings == [key::GRACE]));
        let (resolved, doubt) = settle(&settings(&[scope, (key::GRACE, "--grace", "5m")]), split());
        assert_eq!((resolved.config, doubt), (of("tag=lab", 300), None));

        let unreadable = || Agreed::Unreadable(vec![("A".into(), ConfigError::Missing)]);
        let (_, doubt) = settle(&settings(&[]), unreadable());
        assert!(doubt.unwrap().refusal().hints[0].contains("--scope"));
        let (resolved, doubt) = settle(&settings(&[scope]), unreadable());
        assert_eq!((resolved.config.scope, doubt), ("tag=lab".parse().unwrap(), None));
        assert_eq!(settle(&settings(&[]), Agreed::Nowhere).1, None);
    }
}
