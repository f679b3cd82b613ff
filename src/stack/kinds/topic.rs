//! SNS topics: the policy, and who is subscribed.

use super::{created, or_none, tags};
use crate::stack::picture::{Subscription, Topic};
use crate::stack::plan::Change;
use crate::stack::write::Write;

pub fn diff(name: &str, should: &Topic, is: Option<&Topic>) -> Vec<Change> {
    let topic = || name.to_owned();
    let mut changes = vec![];
    if is.is_none() {
        changes.push(created(Write::CreateTopic { topic: topic(), tags: should.tags.clone() }));
    }
    if let Some(policy) = should.policy.as_ref().filter(|policy| is.and_then(|is| is.policy.as_ref()) != Some(policy)) {
        let write = Write::SetTopicPolicy { topic: topic(), policy: policy.clone() };
        let change = Change::new("policy", or_none(is.and_then(|is| is.policy.as_ref())), policy, write);
        changes.push(change.because("only CloudWatch of this account may publish here"));
    }
    if let Some(key) = is.and_then(|is| is.key.as_ref()).filter(|_| should.key.is_none()) {
        // Whether somebody may publish under a key is in the key's policy, which cannot be seen here: CloudWatch needs
        // a statement there, AWS's own key of SNS has none, and the functions' role has no right to any key (SNS
        // Developer Guide, "Key management", from memory).
        let change = Change::new("encryption key", key, "none", Write::RemoveTopicKey { topic: topic() });
        changes.push(change.because("whoever may not use the key publishes nothing, and nobody is told"));
    }
    changes.extend(tags(&should.tags, is.map(|is| &is.tags), |tags| Write::TagTopic { topic: topic(), tags }));
    let same = |a: &Subscription, b: &Subscription| a.protocol == b.protocol && a.endpoint == b.endpoint;
    let present: &[Subscription] = is.map_or(&[], |is| &is.subscriptions);
    for wanted in &should.subscriptions {
        let Subscription { protocol, endpoint, .. } = wanted.clone();
        if !present.iter().any(|there| same(there, wanted)) {
            let text = format!("{protocol} {endpoint}");
            let write = Write::Subscribe { topic: topic(), protocol, endpoint };
            let why = match wanted.protocol.as_str() {
                "lambda" => "without it no disconnect arrives",
                _ => "what needs a person must reach one",
            };
            changes.push(Change::new("subscription", "none", text, write).because(why));
        }
    }
    for there in present {
        let is_wanted = should.subscriptions.iter().any(|wanted| same(there, wanted));
        // People may add addresses of their own to hear of what needs a person; a function may not be added.
        let was_wanted = there.protocol == "email" && should.unwanted.contains(&there.endpoint);
        let is_harmless =
            !was_wanted && there.protocol != "lambda" && should.subscriptions.iter().all(|s| s.protocol != "lambda");
        if let Some(arn) = there.arn.as_ref().filter(|_| !is_wanted && !is_harmless) {
            let write = Write::Unsubscribe { topic: topic(), subscription_arn: arn.clone() };
            changes.push(Change::extra("subscription", format!("{} {}", there.protocol, there.endpoint), write));
        }
    }
    changes
}
