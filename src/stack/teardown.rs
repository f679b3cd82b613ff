//! The plan's reverse: take away what is ours, so that nothing fires half-way. Pure.

use super::Names;
use super::STACK_TAG;
use super::names::is_policy_of_a_region;
use super::order::Order;
use super::picture::{Picture, Seen};
use super::write::{Kind, ResourceId, Write};
use serde::Serialize;

/// What is taken away, and what is left.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Teardown {
    /// First of all: what sets the functions off falls silent, and nothing is lost by it.
    #[serde(skip)]
    pub quiet: Order,
    /// The deletions, once nobody works any more and nobody is owed a desktop.
    #[serde(skip)]
    pub order: Order,
    /// Resources that go.
    pub removed: Vec<ResourceId>,
    /// Resources that stay, and why.
    pub left: Vec<(ResourceId, String)>,
}

impl Teardown {
    /// Nothing of the stack is there to be taken away.
    pub fn is_empty(&self) -> bool {
        self.quiet.is_empty() && self.order.is_empty()
    }

    pub fn len(&self) -> usize {
        self.quiet.len() + self.order.len()
    }

    /// Every write, in its order.
    pub fn writes(&self) -> impl Iterator<Item = &Write> {
        self.quiet.writes().chain(self.order.writes())
    }
}

/// What others share goes only if it is asked for by name.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Also {
    /// The trail that is ours.
    pub trail: bool,
    /// The trail's bucket; AWS refuses while it holds files.
    pub bucket: bool,
}

/// Rules and subscriptions first, then what they called, then what that used.
pub fn teardown(is: &Picture, names: &Names, also: Also) -> Teardown {
    let mut down = Teardown::default();
    let mut stages: [Vec<Write>; 5] = Default::default();
    let ours = |tags: &super::picture::Tags| tags.get(STACK_TAG) == Some(&names.stack);
    macro_rules! each {
        ($field:ident, $kind:ident, |$name:ident, $it:ident| $body:block) => {
            for ($name, seen) in &is.$field {
                let id = ResourceId::new(Kind::$kind, $name);
                match seen {
                    Seen::Absent => {}
                    Seen::Unknown(failure) => down.left.push((id, format!("cannot be read: {failure}"))),
                    Seen::Present($it) if !ours(&$it.tags) => {
                        down.left.push((id, "does not carry the tag of this stack".into()));
                    }
                    Seen::Present($it) => $body,
                }
            }
        };
    }
    each!(rules, Rule, |name, rule| {
        let rule_name = || name.clone();
        if rule.is_enabled {
            stages[0].push(Write::DisableRule { rule: rule_name() });
        }
        if !rule.targets.is_empty() {
            let ids = rule.targets.keys().cloned().collect();
            stages[1].push(Write::RemoveTargets { rule: rule_name(), ids });
        }
        stages[2].push(Write::DeleteRule { rule: rule_name() });
        down.removed.push(ResourceId::new(Kind::Rule, name));
    });
    each!(topics, Topic, |name, topic| {
        for subscription in &topic.subscriptions {
            if let Some(arn) = &subscription.arn {
                stages[0].push(Write::Unsubscribe { topic: name.clone(), subscription_arn: arn.clone() });
            }
        }
        stages[2].push(Write::DeleteTopic { topic: name.clone() });
        down.removed.push(ResourceId::new(Kind::Topic, name));
    });
    each!(functions, Function, |name, _function| {
        stages[2].push(Write::DeleteFunction { function: name.clone() });
        down.removed.push(ResourceId::new(Kind::Function, name));
    });
    each!(tables, Table, |name, _table| {
        stages[3].push(Write::DeleteTable { table: name.clone() });
        down.removed.push(ResourceId::new(Kind::Table, name));
    });
    each!(roles, Role, |name, role| {
        let id = ResourceId::new(Kind::Role, name);
        if role.inline.keys().any(|policy| *policy != names.policy && is_policy_of_a_region(policy)) {
            if role.inline.contains_key(&names.policy) {
                stages[3].push(Write::DeleteRolePolicy { role: name.clone(), policy: names.policy.clone() });
            }
            down.left.push((id, "stacks in other Regions use it; only this Region's policy is taken away".into()));
            continue;
        }
        for policy in role.inline.keys() {
            stages[3].push(Write::DeleteRolePolicy { role: name.clone(), policy: policy.clone() });
        }
        for arn in &role.attached {
            stages[3].push(Write::DetachPolicy { role: name.clone(), arn: arn.clone() });
        }
        stages[4].push(Write::DeleteRole { role: name.clone() });
        down.removed.push(id);
    });
    each!(trails, Trail, |name, _trail| {
        let id = ResourceId::new(Kind::Trail, name);
        if also.trail {
            stages[3].push(Write::DeleteTrail { trail: name.clone() });
            down.removed.push(id);
        } else {
            down.left.push((id, "others may read its events; --trail takes it away too".into()));
        }
    });
    each!(buckets, Bucket, |name, _bucket| {
        let id = ResourceId::new(Kind::Bucket, name);
        if also.bucket {
            stages[4].push(Write::DeleteBucket { bucket: name.clone() });
            down.removed.push(id);
        } else {
            down.left.push((id, "holds the trail's log files; --bucket takes it away once it is empty".into()));
        }
    });
    each!(log_groups, LogGroup, |name, _group| {
        let id = ResourceId::new(Kind::LogGroup, name);
        down.left.push((id, "the functions' log may be evidence; delete it in the CloudWatch console".into()));
    });
    let mut stages = stages.into_iter();
    down.quiet = Order::of_stages(stages.next());
    down.order = Order::of_stages(stages);
    down
}
