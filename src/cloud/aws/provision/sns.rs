//! SNS topics and their subscriptions.

use super::super::convert::repeated;
use super::super::{AwsCloud, identity::whoami};
use super::refusal::{gone, if_any};
use crate::recycle::Failure;
use crate::stack::Document;
use crate::stack::picture::{Subscription, Tags, Topic};
use aws_sdk_sns::types::{Subscription as Subscribed, Tag};

/// What SNS puts in the place of the ARN until an address is confirmed (Subscribe, API reference, seen 2026-11-22).
const PENDING: &str = "PendingConfirmation";
/// The attribute with the key (SetTopicAttributes, API reference, from memory).
const KEY: &str = "KmsMasterKeyId";

pub(super) async fn topic(aws: &AwsCloud, name: &str) -> Result<Option<Topic>, Failure> {
    let arn = arn(aws, name).await?;
    let (attributes, tags, subscriptions) =
        tokio::join!(attributes(aws, &arn), tags_of(aws, &arn), subscriptions(aws, &arn));
    let Some((policy, key)) = if_any(attributes)? else { return Ok(None) };
    Ok(Some(Topic { arn, policy, tags: tags?, subscriptions: subscriptions?, key, unwanted: [].into() }))
}

/// The policy, and the key. An empty key is none.
async fn attributes(aws: &AwsCloud, arn: &str) -> Result<(Option<Document>, Option<String>), Failure> {
    let call = aws.sns().get_topic_attributes().topic_arn(arn);
    let answer = call.send().await.map_err(|error| aws.refused("GetTopicAttributes", error))?;
    let mut attributes = answer.attributes.unwrap_or_default();
    let key = attributes.remove(KEY).filter(|key| !key.is_empty());
    Ok((attributes.get("Policy").map(|text| Document::parse(text)), key))
}

async fn tags_of(aws: &AwsCloud, arn: &str) -> Result<Tags, Failure> {
    let call = aws.sns().list_tags_for_resource().resource_arn(arn);
    let answer = call.send().await.map_err(|error| aws.refused("ListTagsForResource", error))?;
    Ok(answer.tags.unwrap_or_default().into_iter().map(|tag| (tag.key, tag.value)).collect())
}

async fn subscriptions(aws: &AwsCloud, arn: &str) -> Result<Vec<Subscription>, Failure> {
    const CALL: &str = "ListSubscriptionsByTopic";
    let (mut found, mut token) = (Vec::new(), None);
    loop {
        let call = aws.sns().list_subscriptions_by_topic().topic_arn(arn).set_next_token(token.clone());
        let answer = call.send().await.map_err(|error| aws.refused(CALL, error))?;
        found.extend(answer.subscriptions.unwrap_or_default().into_iter().filter_map(subscription));
        token = repeated(CALL, token, answer.next_token)?;
        if token.is_none() {
            found.sort();
            return Ok(found);
        }
    }
}

/// A subscription that was ended stays in the list as "Deleted" for a while.
fn subscription(from: Subscribed) -> Option<Subscription> {
    let arn = match from.subscription_arn {
        Some(text) if text == "Deleted" => return None,
        arn => arn.filter(|text| text != PENDING),
    };
    Some(Subscription { protocol: from.protocol.unwrap_or_default(), endpoint: from.endpoint.unwrap_or_default(), arn })
}

pub(super) async fn create(aws: &AwsCloud, topic: &str, tags: &Tags) -> Result<(), Failure> {
    let call = aws.sns().create_topic().name(topic).set_tags(Some(list(tags)));
    call.send().await.map(drop).map_err(|error| aws.refused("CreateTopic", error))
}

pub(super) async fn set_policy(aws: &AwsCloud, topic: &str, policy: &Document) -> Result<(), Failure> {
    let call = aws.sns().set_topic_attributes().topic_arn(arn(aws, topic).await?);
    let call = call.attribute_name("Policy").attribute_value(policy.to_string());
    call.send().await.map(drop).map_err(|error| aws.refused("SetTopicAttributes", error))
}

/// An empty name turns the encryption with a key off.
pub(super) async fn remove_key(aws: &AwsCloud, topic: &str) -> Result<(), Failure> {
    let call = aws.sns().set_topic_attributes().topic_arn(arn(aws, topic).await?);
    let call = call.attribute_name(KEY).attribute_value("");
    call.send().await.map(drop).map_err(|error| aws.refused("SetTopicAttributes", error))
}

pub(super) async fn subscribe(aws: &AwsCloud, topic: &str, protocol: &str, endpoint: &str) -> Result<(), Failure> {
    let call = aws.sns().subscribe().topic_arn(arn(aws, topic).await?).protocol(protocol).endpoint(endpoint);
    call.send().await.map(drop).map_err(|error| aws.refused("Subscribe", error))
}

pub(super) async fn unsubscribe(aws: &AwsCloud, subscription_arn: &str) -> Result<(), Failure> {
    let call = aws.sns().unsubscribe().subscription_arn(subscription_arn);
    gone(call.send().await.map_err(|error| aws.refused("Unsubscribe", error)))
}

pub(super) async fn tag(aws: &AwsCloud, topic: &str, tags: &Tags) -> Result<(), Failure> {
    let call = aws.sns().tag_resource().resource_arn(arn(aws, topic).await?).set_tags(Some(list(tags)));
    call.send().await.map(drop).map_err(|error| aws.refused("TagResource", error))
}

pub(super) async fn delete(aws: &AwsCloud, topic: &str) -> Result<(), Failure> {
    let call = aws.sns().delete_topic().topic_arn(arn(aws, topic).await?);
    gone(call.send().await.map_err(|error| aws.refused("DeleteTopic", error)))
}

/// The one call of a topic that the functions make.
pub(in super::super) async fn publish(
    aws: &AwsCloud,
    topic_arn: &str,
    subject: &str,
    message: &str,
) -> Result<(), Failure> {
    let call = aws.sns().publish().topic_arn(topic_arn).subject(subject).message(message);
    call.send().await.map(drop).map_err(|error| aws.refused("Publish", error))
}

async fn arn(aws: &AwsCloud, topic: &str) -> Result<String, Failure> {
    Ok(whoami(aws).await?.topic_arn(topic))
}

fn list(tags: &Tags) -> Vec<Tag> {
    let tag = |(key, value)| Tag::builder().key(key).value(value).build().expect("key and value are set");
    tags.iter().map(tag).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_is_not_confirmed_has_no_arn() {
        let of = |arn: &str| {
            let it = Subscribed::builder().protocol("email").endpoint("admin@example.com").subscription_arn(arn);
            subscription(it.build())
        };
        assert_eq!(of(PENDING).unwrap().arn, None);
        assert_eq!(of("arn:aws:sns:us-east-1:123456789012:t:1").unwrap().arn.as_deref().map(str::len), Some(38));
        assert_eq!(of("Deleted"), None);
    }
}
