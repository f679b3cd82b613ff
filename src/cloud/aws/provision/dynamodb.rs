//! The ledger's table in DynamoDB: how it is described, made and set. What is in it is the ledger's.

use super::super::convert::repeated;
use super::super::{AwsCloud, identity::whoami};
use super::refusal::{gone, if_any};
use super::schema::{Schema, keys};
use crate::recycle::{Failure, FailureKind};
use crate::stack::picture::{LEDGER_KEYS, Table, Tags};
use aws_sdk_dynamodb::types::{
    BillingMode, PointInTimeRecoverySpecification, PointInTimeRecoveryStatus, TableDescription, TableStatus, Tag,
    TimeToLiveSpecification, TimeToLiveStatus,
};

pub(super) async fn table(aws: &AwsCloud, name: &str) -> Result<Option<Table>, Failure> {
    let arn = arn(aws, name).await?;
    let (table, recovers, ttl, tags) =
        tokio::join!(describe(aws, name), recovers(aws, name), ttl(aws, name), tags_of(aws, &arn));
    let Some(table) = if_any(table)?.flatten() else { return Ok(None) };
    // What is being deleted cannot be kept; whoever makes it anew waits until it is gone.
    if table.table_status == Some(TableStatus::Deleting) {
        return Ok(None);
    }
    Ok(Some(Table {
        keys: keys(&table),
        status: table.table_status.as_ref().map(|status| status.as_str().to_owned()).unwrap_or_default(),
        is_on_demand: table
            .billing_mode_summary
            .is_some_and(|billing| billing.billing_mode == Some(BillingMode::PayPerRequest)),
        arn: table.table_arn.unwrap_or(arn),
        recovers_to_a_point_in_time: recovers?,
        ttl_attribute: ttl?,
        tags: tags?,
    }))
}

async fn describe(aws: &AwsCloud, name: &str) -> Result<Option<TableDescription>, Failure> {
    let answer = aws.dynamodb().describe_table().table_name(name).send().await;
    Ok(answer.map_err(|error| aws.refused("DescribeTable", error))?.table)
}

/// Whether the table is being made or changed, so that the next write must wait.
pub(super) async fn is_in_progress(aws: &AwsCloud, name: &str) -> bool {
    let status = describe(aws, name).await.ok().flatten().and_then(|table| table.table_status);
    matches!(status, Some(TableStatus::Creating | TableStatus::Updating))
}

/// A table that is still being made has no answer to this question and to the next two: that is "no".
async fn recovers(aws: &AwsCloud, name: &str) -> Result<bool, Failure> {
    let answer = aws.dynamodb().describe_continuous_backups().table_name(name).send().await;
    let answer = if_any(answer.map_err(|error| aws.refused("DescribeContinuousBackups", error)))?;
    let recovery = answer
        .and_then(|answer| answer.continuous_backups_description)
        .and_then(|backups| backups.point_in_time_recovery_description)
        .and_then(|recovery| recovery.point_in_time_recovery_status);
    Ok(recovery == Some(PointInTimeRecoveryStatus::Enabled))
}

async fn ttl(aws: &AwsCloud, name: &str) -> Result<Option<String>, Failure> {
    let answer = aws.dynamodb().describe_time_to_live().table_name(name).send().await;
    let answer = if_any(answer.map_err(|error| aws.refused("DescribeTimeToLive", error)))?;
    let ttl = answer.and_then(|answer| answer.time_to_live_description);
    let is_on = |status: &TimeToLiveStatus| matches!(status, TimeToLiveStatus::Enabled | TimeToLiveStatus::Enabling);
    Ok(ttl.filter(|ttl| ttl.time_to_live_status.as_ref().is_some_and(is_on)).and_then(|ttl| ttl.attribute_name))
}

async fn tags_of(aws: &AwsCloud, arn: &str) -> Result<Tags, Failure> {
    const CALL: &str = "ListTagsOfResource";
    let (mut found, mut token) = (Tags::new(), None);
    loop {
        let call = aws.dynamodb().list_tags_of_resource().resource_arn(arn).set_next_token(token.clone());
        let Some(answer) = if_any(call.send().await.map_err(|error| aws.refused(CALL, error)))? else {
            return Ok(found);
        };
        found.extend(answer.tags.unwrap_or_default().into_iter().map(|tag| (tag.key, tag.value)));
        token = repeated(CALL, token, answer.next_token)?;
        if token.is_none() {
            return Ok(found);
        }
    }
}

pub(super) async fn create(aws: &AwsCloud, table: &str, tags: &Tags) -> Result<(), Failure> {
    let schema = Schema::of(&LEDGER_KEYS);
    let call = aws.dynamodb().create_table().table_name(table).billing_mode(BillingMode::PayPerRequest);
    let call = call.set_attribute_definitions(Some(schema.attributes)).set_key_schema(Some(schema.keys));
    let call = call.set_global_secondary_indexes(Some(schema.indexes)).set_tags(Some(list(tags)));
    call.send().await.map(drop).map_err(|error| aws.refused("CreateTable", error))
}

pub(super) async fn set_on_demand(aws: &AwsCloud, table: &str) -> Result<(), Failure> {
    let call = aws.dynamodb().update_table().table_name(table).billing_mode(BillingMode::PayPerRequest);
    call.send().await.map(drop).map_err(|error| aws.refused("UpdateTable", error))
}

pub(super) async fn recover(aws: &AwsCloud, table: &str) -> Result<(), Failure> {
    let how = PointInTimeRecoverySpecification::builder().point_in_time_recovery_enabled(true);
    let how = how.build().expect("whether it is enabled is set");
    let call = aws.dynamodb().update_continuous_backups().table_name(table).point_in_time_recovery_specification(how);
    call.send().await.map(drop).map_err(|error| aws.refused("UpdateContinuousBackups", error))
}

pub(super) async fn set_ttl(aws: &AwsCloud, table: &str, attribute: &str) -> Result<(), Failure> {
    let ttl = TimeToLiveSpecification::builder().enabled(true).attribute_name(attribute);
    let ttl = ttl.build().expect("both members are set");
    let call = aws.dynamodb().update_time_to_live().table_name(table).time_to_live_specification(ttl);
    call.send().await.map(drop).map_err(|error| aws.refused("UpdateTimeToLive", error))
}

pub(super) async fn tag(aws: &AwsCloud, table: &str, tags: &Tags) -> Result<(), Failure> {
    let call = aws.dynamodb().tag_resource().resource_arn(arn(aws, table).await?).set_tags(Some(list(tags)));
    call.send().await.map(drop).map_err(|error| aws.refused("TagResource", error))
}

pub(super) async fn delete(aws: &AwsCloud, table: &str) -> Result<(), Failure> {
    let answer = aws.dynamodb().delete_table().table_name(table).send().await;
    match answer.map_err(|error| aws.refused("DeleteTable", error)) {
        Err(failure) if failure.kind == FailureKind::WrongState && failure.message.contains("being deleted") => Ok(()),
        answer => gone(answer),
    }
}

async fn arn(aws: &AwsCloud, table: &str) -> Result<String, Failure> {
    let who = whoami(aws).await?;
    Ok(format!("arn:{}:dynamodb:{}:{}:table/{table}", who.partition, who.region, who.account))
}

fn list(tags: &Tags) -> Vec<Tag> {
    let tag = |(key, value)| Tag::builder().key(key).value(value).build().expect("key and value are set");
    tags.iter().map(tag).collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::canned::{self, Answer};
    use super::*;

    #[tokio::test]
    async fn a_table_that_is_being_deleted_is_not_there() {
        let who = Answer(
            200,
            "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><GetCallerIdentityResult>\
             <Arn>arn:aws:iam::123456789012:root</Arn><Account>123456789012</Account></GetCallerIdentityResult>\
             </GetCallerIdentityResponse>",
        );
        for (status, is_there) in [("DELETING", false), ("ACTIVE", true), ("UPDATING", true)] {
            let text = format!(r#"{{"Table": {{"TableName": "T", "TableStatus": "{status}"}}}}"#);
            // Every question gets the same answer, whichever comes first.
            let described = Answer(200, Box::leak(text.into_boxed_str()));
            let (aws, _) = canned::aws(vec![who, described, described, described, described]).await;
            assert_eq!(table(&aws, "T").await.unwrap().is_some(), is_there, "{status}");
        }
    }
}
