//! EventBridge rules on the default bus, where CloudTrail's events arrive.

use super::super::convert::repeated;
use super::super::{AwsCloud, identity::whoami};
use super::refusal::{gone, if_any, of_item};
use crate::recycle::Failure;
use crate::stack::Document;
use crate::stack::picture::{Rule, Tags, Trigger};
use aws_sdk_eventbridge::types::{PutTargetsResultEntry, RemoveTargetsResultEntry, RuleState, Tag, Target};
use serde_json::json;
use std::collections::BTreeMap;

pub(super) async fn rule(aws: &AwsCloud, name: &str) -> Result<Option<Rule>, Failure> {
    let arn = arn(aws, name).await?;
    let call = async {
        let answer = aws.events().describe_rule().name(name).send().await;
        answer.map_err(|error| aws.refused("DescribeRule", error))
    };
    let (rule, targets, tags) = tokio::join!(call, targets(aws, name), tags_of(aws, &arn));
    let Some(rule) = if_any(rule)? else { return Ok(None) };
    Ok(Some(Rule {
        arn: rule.arn.unwrap_or(arn),
        description: rule.description.unwrap_or_default(),
        trigger: trigger(rule.event_pattern, rule.schedule_expression),
        is_enabled: rule.state.is_some_and(|state| state != RuleState::Disabled),
        targets: targets?,
        tags: tags?,
    }))
}

/// A rule may have both, which none of ours has: that is a pattern like no other.
fn trigger(pattern: Option<String>, schedule: Option<String>) -> Trigger {
    match (pattern.filter(|text| !text.is_empty()), schedule.filter(|text| !text.is_empty())) {
        (Some(pattern), None) => Trigger::Pattern(Document::parse(&pattern)),
        (None, Some(schedule)) => Trigger::Schedule(schedule),
        (pattern, schedule) => Trigger::Pattern(json!({ "pattern": pattern, "schedule": schedule }).into()),
    }
}

async fn targets(aws: &AwsCloud, rule: &str) -> Result<BTreeMap<String, String>, Failure> {
    const CALL: &str = "ListTargetsByRule";
    let (mut found, mut token) = (BTreeMap::new(), None);
    loop {
        let call = aws.events().list_targets_by_rule().rule(rule).set_next_token(token.clone());
        let answer = call.send().await.map_err(|error| aws.refused(CALL, error))?;
        found.extend(answer.targets.unwrap_or_default().into_iter().map(target));
        token = repeated(CALL, token, answer.next_token)?;
        if token.is_none() {
            return Ok(found);
        }
    }
}

fn target(from: Target) -> (String, String) {
    let altered = [
        ("Input", from.input.is_some()),
        ("InputPath", from.input_path.is_some()),
        ("InputTransformer", from.input_transformer.is_some()),
    ];
    let altered = altered.iter().find(|(_, is_set)| *is_set).map(|(name, _)| format!(" with {name}"));
    (from.id, from.arn + altered.as_deref().unwrap_or_default())
}

async fn tags_of(aws: &AwsCloud, arn: &str) -> Result<Tags, Failure> {
    let answer = aws.events().list_tags_for_resource().resource_arn(arn).send().await;
    let answer = answer.map_err(|error| aws.refused("ListTagsForResource", error))?;
    Ok(answer.tags.unwrap_or_default().into_iter().map(|tag| (tag.key, tag.value)).collect())
}

/// Creates or overwrites; of a rule that exists, AWS leaves the tags as they are.
pub(super) async fn put(
    aws: &AwsCloud,
    rule: &str,
    description: &str,
    trigger: &Trigger,
    tags: &Tags,
) -> Result<(), Failure> {
    let call = aws.events().put_rule().name(rule).description(description).state(RuleState::Enabled);
    let call = match trigger {
        Trigger::Pattern(pattern) => call.event_pattern(pattern.to_string()),
        Trigger::Schedule(schedule) => call.schedule_expression(schedule),
    };
    let answer = call.set_tags(Some(list(tags))).send().await;
    answer.map(drop).map_err(|error| aws.refused("PutRule", error))
}

pub(super) async fn disable(aws: &AwsCloud, rule: &str) -> Result<(), Failure> {
    let answer = aws.events().disable_rule().name(rule).send().await;
    answer.map(drop).map_err(|error| aws.refused("DisableRule", error))
}

pub(super) async fn put_target(aws: &AwsCloud, rule: &str, id: &str, arn: &str) -> Result<(), Failure> {
    const CALL: &str = "PutTargets";
    let target = Target::builder().id(id).arn(arn).build().expect("id and ARN are set");
    let answer = aws.events().put_targets().rule(rule).targets(target).send().await;
    let answer = answer.map_err(|error| aws.refused(CALL, error))?;
    let item = |it: PutTargetsResultEntry| (it.target_id, it.error_code, it.error_message);
    let first = answer.failed_entries.unwrap_or_default().into_iter().map(item).next();
    whole(CALL, answer.failed_entry_count, first)
}

pub(super) async fn remove_targets(aws: &AwsCloud, rule: &str, ids: &[String]) -> Result<(), Failure> {
    const CALL: &str = "RemoveTargets";
    let answer = aws.events().remove_targets().rule(rule).set_ids(Some(ids.to_vec())).send().await;
    let answer = match answer.map_err(|error| aws.refused(CALL, error)) {
        Ok(answer) => answer,
        Err(failure) => return gone::<()>(Err(failure)),
    };
    let item = |it: RemoveTargetsResultEntry| (it.target_id, it.error_code, it.error_message);
    let first = answer.failed_entries.unwrap_or_default().into_iter().map(item).next();
    gone(whole(CALL, answer.failed_entry_count, first))
}

/// Id, code and message of a target that failed.
type Failed = (Option<String>, Option<String>, Option<String>);

/// A target that failed inside a good answer fails the call.
fn whole(call: &str, failed: i32, first: Option<Failed>) -> Result<(), Failure> {
    if failed == 0 && first.is_none() {
        return Ok(());
    }
    let (id, code, message) = first.unwrap_or_default();
    let (id, code) = (id.unwrap_or_default(), code.unwrap_or_default());
    let message = format!("target {id}: {}", message.unwrap_or_else(|| "no reason given".into()));
    Err(of_item(&code, message).in_call(call))
}

pub(super) async fn tag(aws: &AwsCloud, rule: &str, tags: &Tags) -> Result<(), Failure> {
    let call = aws.events().tag_resource().resource_arn(arn(aws, rule).await?).set_tags(Some(list(tags)));
    call.send().await.map(drop).map_err(|error| aws.refused("TagResource", error))
}

pub(super) async fn delete(aws: &AwsCloud, rule: &str) -> Result<(), Failure> {
    let answer = aws.events().delete_rule().name(rule).send().await;
    gone(answer.map_err(|error| aws.refused("DeleteRule", error)))
}

async fn arn(aws: &AwsCloud, rule: &str) -> Result<String, Failure> {
    let who = whoami(aws).await?;
    Ok(format!("arn:{}:events:{}:{}:rule/{rule}", who.partition, who.region, who.account))
}

fn list(tags: &Tags) -> Vec<Tag> {
    let tag = |(key, value)| Tag::builder().key(key).value(value).build().expect("key and value are set");
    tags.iter().map(tag).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_with_both_triggers_is_like_none_of_ours() {
        let (pattern, schedule) = (Some("{}".to_owned()), Some("rate(1 minute)".to_owned()));
        assert_eq!(trigger(pattern.clone(), None), Trigger::Pattern(json!({}).into()));
        assert_eq!(trigger(Some(String::new()), schedule.clone()), Trigger::Schedule("rate(1 minute)".into()));
        let both = trigger(pattern, schedule);
        assert_eq!(both, Trigger::Pattern(json!({ "pattern": "{}", "schedule": "rate(1 minute)" }).into()));
        assert!(matches!(trigger(None, None), Trigger::Pattern(_)));
    }

    #[test]
    fn a_target_that_gets_something_else_is_seen() {
        let of = |input: Option<&str>| {
            let it = Target::builder().id("1").arn("arn").set_input(input.map(str::to_owned));
            target(it.build().unwrap()).1
        };
        assert_eq!((of(None).as_str(), of(Some("{}")).as_str()), ("arn", "arn with Input"));
    }

    #[test]
    fn a_failed_target_fails_the_call() {
        let item = |code: &str| Some((Some("1".into()), Some(code.to_owned()), Some("No.".into())));
        assert_eq!(whole("PutTargets", 0, None), Ok(()));
        let failure = whole("PutTargets", 1, item("ConcurrentModificationException")).unwrap_err();
        assert_eq!(failure.to_string(), "PutTargets: ConcurrentModificationException: target 1: No.");
        assert!(whole("PutTargets", 1, None).is_err());
        let missing = whole("RemoveTargets", 1, item("ResourceNotFoundException"));
        assert_eq!(gone(missing), Ok(()));
    }
}
