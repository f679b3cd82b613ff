//! Which alarms go with a stack: those that publish to its topic, as far as the topic is its own.

use super::super::context::Context;
use super::super::error::CommandError;
use super::super::stack::Stack;
use crate::cloud::{Clock, Cloud};
use crate::fleet::alarm::{ALARM_PREFIX, SEARCH_PREFIXES};
use crate::fleet::{Alarm, every_page};
use crate::ledger::Ledger;
use crate::stack::STACK_TAG;
use crate::stack::picture::{Seen, Topic};

/// Whose alarms those are that publish to the topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// The topic is ours, and so is every alarm that tells it, however it is spelled.
    Ours,
    /// There is no topic any more: only what is named as we name alarms is surely ours.
    OfNoTopic,
    /// The topic is somebody else's, or nobody can tell.
    Others,
}

impl Whose {
    pub fn of(stack: &Stack) -> Self {
        Self::told_by(stack.observed.picture.topics.get(&stack.names.topic), &stack.names.stack)
    }

    fn told_by(topic: Option<&Seen<Topic>>, stack: &str) -> Self {
        match topic {
            None | Some(Seen::Absent) => Self::OfNoTopic,
            Some(Seen::Unknown(_)) => Self::Others,
            Some(Seen::Present(topic)) if topic.tags.get(STACK_TAG).is_some_and(|it| it == stack) => Self::Ours,
            Some(Seen::Present(_)) => Self::Others,
        }
    }

    fn goes(self, alarm: &Alarm, topic_arn: &str) -> bool {
        let tells_the_topic = alarm.actions.iter().any(|action| action == topic_arn);
        match self {
            Self::Ours => tells_the_topic,
            Self::OfNoTopic => tells_the_topic && alarm.name.starts_with(ALARM_PREFIX) && alarm.desktop().is_some(),
            Self::Others => false,
        }
    }
}

/// The names of the alarms that go.
pub async fn names<C: Cloud, L: Ledger, K: Clock>(
    stack: &Stack,
    whose: Whose,
    cx: &Context<C, L, K>,
) -> Result<Vec<String>, CommandError> {
    let mut names = vec![];
    if whose == Whose::Others {
        return Ok(names);
    }
    let topic = stack.identity.topic_arn(&stack.names.topic);
    for prefix in SEARCH_PREFIXES {
        let found = every_page(|token| cx.cloud.alarms(prefix, token), |_| {}).await;
        let found = found.map_err(|failure| CommandError::from_failure("read the alarms", &failure))?;
        names.extend(found.into_iter().filter(|it| whose.goes(it, &topic)).map(|alarm| alarm.name));
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recycle::Failure;

    #[test]
    fn only_what_is_surely_ours_goes() {
        let arn = "arn:aws:sns:us-east-1:123456789012:Workspace_Disconnected_Topic";
        let topic = |tags: &[(&str, &str)]| {
            let tags = tags.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
            Seen::Present(Topic {
                arn: arn.into(),
                policy: None,
                tags,
                subscriptions: vec![],
                key: None,
                unwanted: [].into(),
            })
        };
        let ours = Alarm::guarding(&"ws-000000001".parse().unwrap(), arn);
        let old = Alarm { name: "Workspace_Disconnected_id_ws-000000001".into(), ..ours.clone() };
        let elsewhere = Alarm { actions: vec!["arn:other".into()], ..ours.clone() };
        let denied = Failure::from_code("AuthorizationError", "no");
        for (topic, expected) in [
            (Some(topic(&[(STACK_TAG, "default")])), [true, true, false]),
            (Some(topic(&[])), [false; 3]),
            (Some(topic(&[(STACK_TAG, "lab")])), [false; 3]),
            (Some(Seen::Unknown(denied)), [false; 3]),
            (Some(Seen::Absent), [true, false, false]),
            (None, [true, false, false]),
        ] {
            let whose = Whose::told_by(topic.as_ref(), "default");
            assert_eq!([&ours, &old, &elsewhere].map(|alarm| whose.goes(alarm, arn)), expected, "{topic:?}");
        }
    }
}
