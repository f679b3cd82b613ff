//! The functions' IAM role: who may take it, and what it may do.

use super::{created, or_none, tags};
use crate::stack::picture::Role;
use crate::stack::plan::Change;
use crate::stack::write::Write;

pub fn diff(name: &str, should: &Role, is: Option<&Role>) -> Vec<Change> {
    let role = || name.to_owned();
    let mut changes = vec![];
    match is {
        None => {
            let (description, trust) = (should.description.clone(), should.trust.clone());
            changes.push(created(Write::CreateRole { role: role(), description, trust, tags: should.tags.clone() }));
        }
        Some(is) => {
            if is.trust != should.trust {
                let write = Write::SetTrust { role: role(), trust: should.trust.clone() };
                changes
                    .push(Change::new("trust", &is.trust, &should.trust, write).because("only Lambda takes the role"));
            }
            if is.description != should.description {
                let description = should.description.clone();
                let write = Write::SetRoleDescription { role: role(), description };
                changes.push(Change::new("description", &is.description, &should.description, write));
            }
        }
    }
    changes.extend(tags(&should.tags, is.map(|is| &is.tags), |tags| Write::TagRole { role: role(), tags }));
    for (policy, document) in &should.inline {
        let present = is.and_then(|is| is.inline.get(policy));
        if present != Some(document) {
            let write = Write::PutRolePolicy { role: role(), policy: policy.clone(), document: document.clone() };
            changes.push(
                Change::new(format!("policy {policy}"), or_none(present), document, write)
                    .because("the functions may do what they do, and nothing else"),
            );
        }
    }
    for arn in &should.attached {
        if is.is_none_or(|is| !is.attached.contains(arn)) {
            let write = Write::AttachPolicy { role: role(), arn: arn.clone() };
            changes.push(Change::new("attached policy", "none", arn, write).because("the guide attaches it"));
        }
    }
    let Some(is) = is else { return changes };
    for policy in is.inline.keys().filter(|policy| !should.inline.contains_key(*policy)) {
        let write = Write::DeleteRolePolicy { role: role(), policy: policy.clone() };
        changes.push(Change::extra("policy", policy, write));
    }
    for arn in is.attached.difference(&should.attached) {
        changes.push(Change::extra("attached policy", arn, Write::DetachPolicy { role: role(), arn: arn.clone() }));
    }
    changes
}
