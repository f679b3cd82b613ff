//! The functions' IAM role: who may take it, and what it may do.
//!
//! IAM knows no Regions. A stack in another Region of the account uses the same role and keeps its own inline policy in
//! it, which is not ours to judge.

use super::{created, or_none, tags};
use crate::stack::Document;
use crate::stack::names::is_policy_of_a_region;
use crate::stack::picture::Role;
use crate::stack::plan::Change;
use crate::stack::write::Write;

/// The policies of AWS that the guide attaches.
pub const GUIDE_POLICIES: [&str; 2] = ["AmazonWorkSpacesAdmin", "CloudWatchFullAccess"];

/// Characters of all inline policies of a role together, without blanks (IAM User Guide, "IAM and AWS STS quotas", seen
/// 2026-11-22).
pub const INLINE_MAX: usize = 10_240;

/// How many characters the role's inline policies would have with ours in it, and the other Regions whose stacks have
/// one there; only if that is more than a role holds.
pub fn overfull(should: &Role, is: &Role) -> Option<(usize, Vec<String>)> {
    // Our documents are written without blanks outside of their values.
    let size = |document: &Document| document.to_string().chars().filter(|c| !c.is_whitespace()).count();
    let others = || is.inline.iter().filter(|(name, _)| !should.inline.contains_key(*name));
    let stays: Vec<_> = others().filter(|(name, _)| is_policy_of_a_region(name)).collect();
    let all = should.inline.values().chain(stays.iter().map(|(_, document)| *document)).map(size).sum();
    (all > INLINE_MAX).then(|| (all, stays.into_iter().map(|(name, _)| name.clone()).collect()))
}

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
    let (others, extra): (Vec<&String>, Vec<&String>) = is
        .inline
        .keys()
        .filter(|policy| !should.inline.contains_key(*policy))
        .partition(|it| is_policy_of_a_region(it));
    for policy in extra {
        let write = Write::DeleteRolePolicy { role: role(), policy: policy.clone() };
        changes.push(Change::extra("policy", policy, write));
    }
    // The other Region may have been set up with `--policies guide`.
    let may_be_others = |arn: &&String| !others.is_empty() && GUIDE_POLICIES.iter().any(|name| arn.ends_with(name));
    for arn in is.attached.difference(&should.attached).filter(|arn| !may_be_others(arn)) {
        changes.push(Change::extra("attached policy", arn, Write::DetachPolicy { role: role(), arn: arn.clone() }));
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn role(inline: &[&str], attached: &[&str]) -> Role {
        let arn = |name: &&str| format!("arn:aws:iam::aws:policy/{name}");
        Role {
            arn: "arn:aws:iam::123456789012:role/r".into(),
            description: "d".into(),
            trust: json!({}).into(),
            inline: inline.iter().map(|name| ((*name).to_owned(), json!({ "of": name }).into())).collect(),
            attached: attached.iter().map(arn).collect(),
            tags: Default::default(),
        }
    }

    #[test]
    fn a_role_holds_the_policies_of_so_many_regions() {
        let mut is = role(&[], &[]);
        let should = Role { inline: [("wsrecycle-us-east-1".to_owned(), large())].into(), ..role(&[], &[]) };
        for n in 1..=4 {
            is.inline.insert(format!("wsrecycle-eu-west-{n}"), large());
            assert_eq!(overfull(&should, &is), None, "{n}");
        }
        // What is nobody's goes anyway, and our own is replaced.
        is.inline.extend([("mine".to_owned(), large()), ("wsrecycle-us-east-1".to_owned(), large())]);
        assert_eq!(overfull(&should, &is), None);
        is.inline.insert("wsrecycle-eu-west-5".to_owned(), large());
        let (size, regions) = overfull(&should, &is).unwrap();
        assert!(size > INLINE_MAX && regions.len() == 5, "{size} {regions:?}");
    }

    /// Of 2,012 characters.
    fn large() -> Document {
        json!({ "of": "x".repeat(2003) }).into()
    }

    #[test]
    fn what_a_stack_in_another_region_needs_is_not_extra() {
        let should = role(&["wsrecycle-us-east-1"], &[]);
        let both = ["wsrecycle-us-east-1", "wsrecycle-eu-west-1"];
        let fields = |is: &Role| -> Vec<String> {
            diff("r", &should, Some(is)).iter().map(|change| format!("{} {}", change.field, change.is)).collect()
        };
        assert_eq!(fields(&role(&both, &GUIDE_POLICIES)), Vec::<String>::new());
        let alone = fields(&role(&both[..1], &GUIDE_POLICIES));
        assert_eq!(alone.len(), 2, "nobody else needs the guide's policies: {alone:?}");
        let more = fields(&role(&[both[0], both[1], "mine"], &["AdministratorAccess"]));
        assert_eq!(more, ["policy mine", "attached policy arn:aws:iam::aws:policy/AdministratorAccess"]);
    }
}
