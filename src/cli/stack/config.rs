//! The settings of a stack, each from the strongest layer that gives it: flag, environment, file, what is deployed,
//! default. Pure.

use crate::settings::{Settings, Source, Sourced, TIMING, human, key};
use crate::stack::Config;
use jiff::SignedDuration;
use std::collections::BTreeMap;

/// The settings in force, and where each came from.
#[derive(Debug, Clone, PartialEq)]
pub struct Resolved {
    pub config: Config,
    origins: BTreeMap<&'static str, Source>,
}

impl Resolved {
    pub fn new(settings: &Settings, deployed: Option<&Config>) -> Self {
        let below = if deployed.is_some() { Source::Deployed } else { Source::Default };
        let mut made = Self { config: deployed.cloned().unwrap_or_default(), origins: BTreeMap::new() };
        let Self { config, origins } = &mut made;
        let mut layer = Layer { below, origins };
        let of_stack = &settings.of_stack;
        let scope = Some(&settings.scope).filter(|scope| scope.from != Source::Default);
        layer.put(key::SCOPE, &mut config.scope, scope);
        layer.put(key::GRACE, &mut config.grace_s, seconds(settings, key::GRACE).as_ref());
        layer.put(key::SWEEP, &mut config.sweep_s, seconds(settings, key::SWEEP).as_ref());
        layer.put(key::RETENTION_DAYS, &mut config.retention_days, of_stack.retention_days.as_ref());
        layer.put(key::NOTIFY, &mut config.notify, of_stack.notify.as_ref());
        layer.put(key::POLICIES, &mut config.policies, of_stack.policies.as_ref());
        layer.put(key::TRAIL, &mut config.trail, of_stack.trail.as_ref());
        layer.put(key::ARCHITECTURE, &mut config.architecture, of_stack.architecture.as_ref());
        layer.put(key::MEMORY_MB, &mut config.memory_mb, of_stack.memory_mb.as_ref());
        for (name, _) in TIMING {
            if let Some(given) = seconds(settings, name) {
                layer.put(name, config.timing_s.entry(name.to_owned()).or_default(), Some(&given));
            } else if config.timing_s.contains_key(name) {
                layer.origins.insert(name, layer.below.clone());
            }
        }
        made
    }

    pub fn origin(&self, key: &str) -> &Source {
        self.origins.get(key).unwrap_or(&Source::Default)
    }

    /// Every setting as name, value and source; of the timing, what was set.
    pub fn rows(&self) -> Vec<(&'static str, String, Source)> {
        let Config {
            scope,
            grace_s,
            sweep_s,
            retention_days,
            notify,
            policies,
            trail,
            architecture,
            memory_mb,
            // Not a setting: `pause` and `resume` write it to the ledger.
            paused: _,
            timing_s,
        } = &self.config;
        let time = |seconds: &i64| human(SignedDuration::from_secs(*seconds));
        let timing = TIMING.iter().filter_map(|(name, _)| Some((*name, time(timing_s.get(*name)?))));
        [
            (key::SCOPE, scope.to_string()),
            (key::GRACE, time(grace_s)),
            (key::SWEEP, time(sweep_s)),
            (key::RETENTION_DAYS, retention_days.to_string()),
            (key::NOTIFY, if notify.is_empty() { "nobody".to_owned() } else { notify.join(",") }),
            (key::POLICIES, policies.as_str().to_owned()),
            (key::TRAIL, trail.as_str().to_owned()),
            (key::ARCHITECTURE, architecture.clone()),
            (key::MEMORY_MB, memory_mb.to_string()),
        ]
        .into_iter()
        .chain(timing)
        .map(|(key, value)| (key, value, self.origin(key).clone()))
        .collect()
    }
}

fn seconds(settings: &Settings, key: &str) -> Option<Sourced<i64>> {
    let Sourced { value, from } = settings.durations.get(key)?;
    Some(Sourced { value: value.as_secs(), from: from.clone() })
}

struct Layer<'a> {
    /// Where a value is from that nobody gave.
    below: Source,
    origins: &'a mut BTreeMap<&'static str, Source>,
}

impl Layer<'_> {
    fn put<T: Clone>(&mut self, key: &'static str, field: &mut T, given: Option<&Sourced<T>>) {
        let from = match given {
            Some(Sourced { value, from }) => {
                field.clone_from(value);
                from.clone()
            }
            None => self.below.clone(),
        };
        self.origins.insert(key, from);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_given_wins_over_what_is_deployed_and_that_over_the_defaults() {
        let flags = [(key::GRACE, "--grace", "20m".to_owned()), (key::MEMORY_MB, "--memory", "512".to_owned())];
        let settings = Settings::resolve(&flags, &|_| None, None).unwrap();
        let deployed = Config { scope: "tag=lab".parse().unwrap(), grace_s: 60, paused: true, ..Config::default() };
        let over = Resolved::new(&settings, Some(&deployed));
        assert_eq!(over.config, Config { grace_s: 1200, memory_mb: 512, ..deployed });
        let shown: Vec<String> = over.rows().iter().map(|(key, value, from)| format!("{key}={value} {from}")).collect();
        assert_eq!(shown[..3], ["scope=tag=lab deployed", "grace=20m --grace", "sweep=15m deployed"]);
        let fresh = Resolved::new(&settings, None);
        assert_eq!((fresh.origin(key::SCOPE), fresh.rows().len()), (&Source::Default, 9));
    }

    #[test]
    fn of_the_timing_what_was_set_is_known_and_where() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("w.toml");
        std::fs::write(&path, "[timing]\nlease = \"5m\"\nready_max = \"2h\"\n").unwrap();
        let settings = Settings::resolve(&[], &|_| None, Some(&path)).unwrap();
        let timing_s = [("gone_poll", 30), ("lease", 300), ("of_later", 1)].map(|(name, s)| (name.to_owned(), s));
        let deployed = Config { timing_s: timing_s.into(), ..Config::default() };
        let over = Resolved::new(&settings, Some(&deployed));
        let mut expected = deployed.timing_s.clone();
        expected.insert("ready_max".to_owned(), 7200);
        assert_eq!(over.config.timing_s, expected, "what a newer version has set stays");
        let shown: Vec<_> = over.rows().into_iter().skip(9).map(|(key, value, _)| format!("{key}={value}")).collect();
        assert_eq!(shown, ["gone_poll=30s", "ready_max=2h", "lease=5m"]);
        assert_eq!(
            (over.origin("gone_poll"), over.origin("lease").to_string()),
            (&Source::Deployed, format!("{}:2", path.display()))
        );
    }
}
