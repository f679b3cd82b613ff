//! Log groups of CloudWatch Logs.

use super::super::convert::repeated;
use super::super::{AwsCloud, identity::whoami};
use crate::recycle::Failure;
use crate::stack::picture::{LogGroup, Tags};
use aws_sdk_cloudwatchlogs::types::LogGroup as Described;

pub(super) async fn log_group(aws: &AwsCloud, name: &str) -> Result<Option<LogGroup>, Failure> {
    let arn = arn(aws, name).await?;
    let (group, tags) = tokio::join!(describe(aws, name), tags_of(aws, &arn));
    let Some(group) = group? else { return Ok(None) };
    Ok(Some(LogGroup { retention_days: group.retention_in_days, tags: tags? }))
}

/// AWS finds groups by how their names begin; ours is the one that ends there too.
async fn describe(aws: &AwsCloud, name: &str) -> Result<Option<Described>, Failure> {
    const CALL: &str = "DescribeLogGroups";
    let mut token = None;
    loop {
        let call = aws.logs().describe_log_groups().log_group_name_prefix(name).set_next_token(token.clone());
        let answer = call.send().await.map_err(|error| aws.refused(CALL, error))?;
        let mut groups = answer.log_groups.unwrap_or_default().into_iter();
        if let Some(group) = groups.find(|group| group.log_group_name.as_deref() == Some(name)) {
            return Ok(Some(group));
        }
        token = repeated(CALL, token, answer.next_token)?;
        if token.is_none() {
            return Ok(None);
        }
    }
}

async fn tags_of(aws: &AwsCloud, arn: &str) -> Result<Tags, Failure> {
    let answer = aws.logs().list_tags_for_resource().resource_arn(arn).send().await;
    let answer = answer.map_err(|error| aws.refused("ListTagsForResource", error))?;
    Ok(answer.tags.unwrap_or_default().into_iter().collect())
}

pub(super) async fn create(aws: &AwsCloud, group: &str, tags: &Tags) -> Result<(), Failure> {
    let tags = (!tags.is_empty()).then(|| tags.clone().into_iter().collect());
    let call = aws.logs().create_log_group().log_group_name(group).set_tags(tags);
    call.send().await.map(drop).map_err(|error| aws.refused("CreateLogGroup", error))
}

pub(super) async fn set_retention(aws: &AwsCloud, group: &str, days: i32) -> Result<(), Failure> {
    let call = aws.logs().put_retention_policy().log_group_name(group).retention_in_days(days);
    call.send().await.map(drop).map_err(|error| aws.refused("PutRetentionPolicy", error))
}

pub(super) async fn tag(aws: &AwsCloud, group: &str, tags: &Tags) -> Result<(), Failure> {
    let tags = tags.clone().into_iter().collect();
    let call = aws.logs().tag_resource().resource_arn(arn(aws, group).await?).set_tags(Some(tags));
    call.send().await.map(drop).map_err(|error| aws.refused("TagResource", error))
}

/// For tags, AWS takes the ARN without the `:*` at its end (TagResource, API reference, seen 2026-11-22).
async fn arn(aws: &AwsCloud, group: &str) -> Result<String, Failure> {
    let who = whoami(aws).await?;
    Ok(format!("arn:{}:logs:{}:{}:log-group:{group}", who.partition, who.region, who.account))
}
