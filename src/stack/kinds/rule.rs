//! EventBridge rules and their targets.

use super::{created, or_none, tags};
use crate::stack::picture::{Rule, Trigger};
use crate::stack::plan::Change;
use crate::stack::write::Write;
use std::fmt;

impl fmt::Display for Trigger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Pattern(pattern) => pattern.fmt(f),
            Self::Schedule(schedule) => f.write_str(schedule),
        }
    }
}

pub fn diff(name: &str, should: &Rule, is: Option<&Rule>) -> Vec<Change> {
    let rule = || name.to_owned();
    let put = || Write::PutRule {
        rule: rule(),
        description: should.description.clone(),
        trigger: should.trigger.clone(),
        // PutRule ignores tags for a rule that exists.
        tags: if is.is_none() { should.tags.clone() } else { Default::default() },
    };
    let mut changes = vec![];
    match is {
        None => changes.push(created(put())),
        Some(is) => {
            let mut wrong = vec![];
            if is.trigger != should.trigger {
                wrong.push(Change::new("trigger", &is.trigger, &should.trigger, put()));
            }
            if is.is_enabled != should.is_enabled {
                let text = |enabled| if enabled { "enabled" } else { "disabled" };
                let change = Change::new("state", text(is.is_enabled), text(should.is_enabled), put());
                wrong.push(change.because("a disabled rule calls nothing"));
            }
            if is.description != should.description {
                wrong.push(Change::new("description", &is.description, &should.description, put()));
            }
            wrong.iter_mut().skip(1).for_each(|change| change.writes.clear());
            changes.extend(wrong);
        }
    }
    changes.extend(tags(&should.tags, is.map(|is| &is.tags), |tags| Write::TagRule { rule: rule(), tags }));
    for (id, arn) in &should.targets {
        let present = is.and_then(|is| is.targets.get(id));
        if present != Some(arn) {
            let write = Write::PutTarget { rule: rule(), id: id.clone(), arn: arn.clone() };
            changes
                .push(Change::new("target", or_none(present), arn, write).because("without it the rule calls nothing"));
        }
    }
    for (id, arn) in is.iter().flat_map(|is| &is.targets).filter(|(id, _)| !should.targets.contains_key(*id)) {
        changes.push(Change::extra("target", arn, Write::RemoveTargets { rule: rule(), ids: vec![id.clone()] }));
    }
    changes
}
