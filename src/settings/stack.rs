//! Settings that only the stack goes by: how its functions run, where its logs go, and who hears of trouble.

use super::{SettingsError, Sourced, key};
use crate::stack::{Policies, TrailChoice};
use std::collections::BTreeMap;

/// Days that CloudWatch Logs can keep logs (API reference, PutRetentionPolicy, seen 2026-11-22).
const RETENTION_DAYS: [i32; 22] =
    [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];
/// MB of a function (Lambda Developer Guide, "Lambda quotas", seen 2026-11-22).
const MEMORY_MB: std::ops::RangeInclusive<i32> = 128..=10_240;

/// What somebody has set; everything else stays as it is deployed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StackSettings {
    pub retention_days: Option<Sourced<i32>>,
    /// E-mail addresses.
    pub notify: Option<Sourced<Vec<String>>>,
    pub policies: Option<Sourced<Policies>>,
    pub trail: Option<Sourced<TrailChoice>>,
    pub architecture: Option<Sourced<String>>,
    pub memory_mb: Option<Sourced<i32>>,
}

impl StackSettings {
    /// Take ours out of what was given.
    pub(super) fn understand(given: &mut BTreeMap<&'static str, Sourced<String>>) -> Result<Self, SettingsError> {
        Ok(Self {
            retention_days: take(given, key::RETENTION_DAYS, retention)?,
            notify: take(given, key::NOTIFY, addresses)?,
            policies: take(given, key::POLICIES, policies)?,
            trail: take(given, key::TRAIL, trail)?,
            architecture: take(given, key::ARCHITECTURE, architecture)?,
            memory_mb: take(given, key::MEMORY_MB, memory)?,
        })
    }

    /// What is set, with its source.
    pub fn lines(&self) -> Vec<String> {
        fn line<T>(name: &str, sourced: &Option<Sourced<T>>, text: impl Fn(&T) -> String) -> Option<String> {
            sourced.as_ref().map(|it| format!("{name} = {} ({})", text(&it.value), it.from))
        }
        [
            line(key::RETENTION_DAYS, &self.retention_days, i32::to_string),
            line(key::NOTIFY, &self.notify, |to| to.join(",")),
            line(key::POLICIES, &self.policies, |it| it.as_str().to_owned()),
            line(key::TRAIL, &self.trail, |it| it.as_str().to_owned()),
            line(key::ARCHITECTURE, &self.architecture, String::clone),
            line(key::MEMORY_MB, &self.memory_mb, i32::to_string),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

fn take<T>(
    given: &mut BTreeMap<&'static str, Sourced<String>>,
    key: &'static str,
    understand: impl Fn(&str) -> Result<T, String>,
) -> Result<Option<Sourced<T>>, SettingsError> {
    let Some(Sourced { value, from }) = given.remove(key) else { return Ok(None) };
    match understand(value.trim()) {
        Ok(value) => Ok(Some(Sourced { value, from })),
        Err(why) => Err(SettingsError::Wrong { key, from, why }),
    }
}

fn retention(text: &str) -> Result<i32, String> {
    let days: i32 = text.parse().map_err(|_| format!("\"{text}\" is not a number of days, such as 30"))?;
    if RETENTION_DAYS.contains(&days) {
        return Ok(days);
    }
    let known = RETENTION_DAYS.map(|days| days.to_string()).join(", ");
    Err(format!("CloudWatch Logs keeps no logs for {days} days: expected one of {known}"))
}

fn memory(text: &str) -> Result<i32, String> {
    let (least, most) = MEMORY_MB.into_inner();
    text.parse()
        .ok()
        .filter(|memory| (least..=most).contains(memory))
        .ok_or_else(|| format!("\"{text}\" is out of bounds: expected {least} to {most} MB"))
}

/// An empty list is one too: nobody is told.
fn addresses(text: &str) -> Result<Vec<String>, String> {
    let addresses = text.split(',').map(str::trim).filter(|address| !address.is_empty());
    addresses
        .map(|address| {
            let is_plain = |c: char| c.is_ascii_graphic() && !"<>()[]\\\",;:".contains(c);
            match address.split_once('@') {
                Some((name, host))
                    if !name.is_empty()
                        && host.contains('.')
                        && !host.contains('@')
                        && address.chars().all(is_plain) =>
                {
                    Ok(address.to_owned())
                }
                _ => Err(format!("\"{address}\" is not an e-mail address")),
            }
        })
        .collect()
}

fn policies(text: &str) -> Result<Policies, String> {
    [Policies::Least, Policies::Guide]
        .into_iter()
        .find(|policies| policies.as_str() == text)
        .ok_or_else(|| format!("\"{text}\" is unknown: expected least or guide"))
}

/// CloudTrail API reference, CreateTrail, `Name` (seen 2026-11-22).
fn trail(text: &str) -> Result<TrailChoice, String> {
    let good = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    let ends = |c: char| c.is_ascii_alphanumeric();
    match text {
        "auto" => Ok(TrailChoice::Auto),
        "create" => Ok(TrailChoice::Create),
        name if (3..=128).contains(&name.len())
            && name.chars().all(good)
            && name.starts_with(ends)
            && name.ends_with(ends) =>
        {
            Ok(TrailChoice::Named(name.to_owned()))
        }
        other => Err(format!("\"{other}\" cannot name a trail: expected auto, create, or the name of a trail")),
    }
}

fn architecture(text: &str) -> Result<String, String> {
    match text {
        "x86_64" | "arm64" => Ok(text.to_owned()),
        other => Err(format!("\"{other}\" is unknown: expected x86_64 or arm64")),
    }
}
