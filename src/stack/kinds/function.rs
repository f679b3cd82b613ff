//! The Lambda functions: code, settings, retries, and who may call them.

use super::{created, or_none, tags};
use crate::stack::config::VARIABLE;
use crate::stack::picture::{Asynchronous, Function, Permission};
use crate::stack::plan::Change;
use crate::stack::write::{FunctionSettings, Write};
use serde_json::Value;
use std::collections::BTreeMap;

pub fn diff(name: &str, should: &Function, is: Option<&Function>) -> Vec<Change> {
    let function = || name.to_owned();
    let mut changes = vec![];
    match is {
        None => changes.push(created(Write::CreateFunction {
            function: function(),
            settings: settings(should),
            architecture: should.code.architecture.clone(),
            tags: should.tags.clone(),
        })),
        Some(is) => {
            changes.extend(settings_diff(name, should, is));
            if is.code != should.code {
                let text = |of: &Function| format!("{} ({})", of.code.sha256, of.code.architecture);
                let write = Write::UpdateCode { function: function(), architecture: should.code.architecture.clone() };
                changes.push(Change::new("code", text(is), text(should), write));
            }
        }
    }
    changes.extend(tags(&should.tags, is.map(|is| &is.tags), |tags| Write::TagFunction { function: function(), tags }));
    let present = is.and_then(|is| is.asynchronous.as_ref());
    if let Some(wanted) = should.asynchronous.as_ref().filter(|wanted| present != Some(wanted)) {
        let text = |it: &Asynchronous| {
            let on_failure = or_none(it.on_failure.as_ref());
            format!("{} retries, {} s, failures to {on_failure}", it.retry_attempts, it.event_age_s_max)
        };
        let write = Write::SetAsynchronous { function: function(), asynchronous: wanted.clone() };
        changes.push(Change::new("asynchronous invocation", or_none(present.map(text)), text(wanted), write).because(
            match wanted.retry_attempts {
                0 => "the guide: retry attempts 0; what fails must be told to somebody",
                _ => "what fails must be told to somebody",
            },
        ));
    }
    // What a person has reserved is theirs to decide, but for nothing at all.
    if is.is_some_and(|is| is.reserved == Some(0)) {
        let write = Write::RemoveReservation { function: function() };
        let change = Change::new("reserved concurrency", "0", or_none(should.reserved), write);
        changes.push(change.because("a function of which none may run does nothing"));
    }
    changes.extend(permissions(name, should, is));
    changes
}

fn settings(of: &Function) -> FunctionSettings {
    FunctionSettings {
        description: of.description.clone(),
        runtime: of.runtime.clone(),
        handler: of.handler.clone(),
        role_arn: of.role_arn.clone(),
        memory_mb: of.memory_mb,
        timeout_s: of.timeout_s,
        environment: of.environment.clone(),
        log_format: of.log_format.clone(),
    }
}

/// All wrong settings are named, and put right by one call.
fn settings_diff(name: &str, should: &Function, is: &Function) -> Vec<Change> {
    let (environment, wanted_environment) = environments(&is.environment, &should.environment);
    let fields = [
        ("description", is.description.clone(), should.description.clone(), None),
        ("runtime", is.runtime.clone(), should.runtime.clone(), Some("the guide's python3.7 can no longer be updated")),
        ("handler", is.handler.clone(), should.handler.clone(), None),
        ("role", is.role_arn.clone(), should.role_arn.clone(), None),
        ("memory", format!("{} MB", is.memory_mb), format!("{} MB", should.memory_mb), None),
        ("timeout", format!("{} s", is.timeout_s), format!("{} s", should.timeout_s), Some("the guide: 15 minutes")),
        ("environment", environment, wanted_environment, None),
        ("log format", is.log_format.clone(), should.log_format.clone(), None),
    ];
    let write = Write::UpdateSettings { function: name.to_owned(), settings: settings(should) };
    let mut changes: Vec<Change> = fields
        .into_iter()
        .filter(|(_, is, should, _)| is != should)
        .map(|(field, is, should, why)| Change { why, ..Change::new(field, is, should, write.clone()) })
        .collect();
    changes.iter_mut().skip(1).for_each(|change| change.writes.clear());
    changes
}

/// Both environments, as far as they differ. The settings in them are told apart one by one.
fn environments(is: &BTreeMap<String, String>, should: &BTreeMap<String, String>) -> (String, String) {
    let flat = |environment: &BTreeMap<String, String>| {
        let mut flat: BTreeMap<String, String> = BTreeMap::new();
        for (name, text) in environment {
            match serde_json::from_str(text) {
                Ok(Value::Object(fields)) if name == VARIABLE => {
                    flat.extend(fields.into_iter().map(|(field, value)| (field, value.to_string())));
                }
                _ => drop(flat.insert(name.clone(), text.clone())),
            }
        }
        flat
    };
    let (is, should) = (flat(is), flat(should));
    let only = |of: &BTreeMap<String, String>, other: &BTreeMap<String, String>| {
        let differing = of.iter().filter(|(name, value)| other.get(*name) != Some(value));
        let text = differing.map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join(" ");
        if text.is_empty() { "none".to_owned() } else { text }
    };
    if is == should { Default::default() } else { (only(&is, &should), only(&should, &is)) }
}

fn permissions(name: &str, should: &Function, is: Option<&Function>) -> Vec<Change> {
    let function = || name.to_owned();
    let text = |it: &Permission| {
        let from = or_none(it.source_arn.as_ref().or(it.source_account.as_ref()));
        format!("{} by {} from {from} {}", it.action, it.principal, it.rest).trim_end().to_owned()
    };
    let mut changes = vec![];
    for (id, wanted) in &should.permissions {
        let present = is.and_then(|is| is.permissions.get(id));
        if present == Some(wanted) {
            continue;
        }
        let add = Write::AddPermission { function: function(), id: id.clone(), permission: wanted.clone() };
        let mut change = Change::new(format!("permission {id}"), or_none(present.map(text)), text(wanted), add)
            .because("without it the function is not called");
        if present.is_some() {
            // A statement cannot be changed, and its id cannot be used twice.
            change.writes.insert(0, Write::RemovePermission { function: function(), id: id.clone() });
        }
        changes.push(change);
    }
    let known = |id: &String| should.permissions.contains_key(id);
    for (id, there) in is.iter().flat_map(|is| &is.permissions).filter(|(id, _)| !known(id)) {
        let write = Write::RemovePermission { function: function(), id: id.clone() };
        changes.push(Change::extra(format!("permission {id}"), text(there), write));
    }
    changes
}
