//! CloudTrail: the trails that are seen here, whoever owns them, and our own.

use super::super::AwsCloud;
use super::super::identity::whoami;
use super::refusal::gone;
use super::{selectors, together};
use crate::cloud::Identity;
use crate::recycle::{Failure, FailureKind};
use crate::stack::picture::{Tags, Trail};
use aws_sdk_cloudtrail::types::{Tag, Trail as Described};
use std::collections::BTreeMap;

/// ARNs in one ListTags call (CloudTrail, API reference, seen 2026-11-22).
const TAG_PAGE: usize = 20;

pub(super) async fn trails(aws: &AwsCloud) -> Result<Vec<Trail>, Failure> {
    let who = whoami(aws).await?;
    let answer = aws.cloudtrail().describe_trails().include_shadow_trails(true).send().await;
    let answer = answer.map_err(|error| aws.refused("DescribeTrails", error))?;
    let found = answer.trail_list.unwrap_or_default();
    let ours: Vec<&str> =
        found.iter().filter(|trail| is_ours(trail, &who)).filter_map(|trail| trail.trail_arn()).collect();
    let (looks, tags) =
        tokio::join!(together::all(found.iter().map(|trail| look(aws, &who, trail))), tags_of(aws, &ours));
    let mut tags = tags?;
    let mut trails = looks.into_iter().collect::<Result<Vec<_>, _>>()?;
    for trail in &mut trails {
        trail.tags = tags.remove(&trail.arn).unwrap_or_default();
    }
    Ok(trails)
}

/// Whether the trail was made in this account and Region: only such a one has tags that can be asked for here.
fn is_ours(trail: &Described, who: &Identity) -> bool {
    trail.home_region() == Some(&who.region) && account(trail) == Some(&who.account)
}

fn account(trail: &Described) -> Option<&str> {
    trail.trail_arn()?.split(':').nth(4)
}

async fn look(aws: &AwsCloud, who: &Identity, trail: &Described) -> Result<Trail, Failure> {
    let arn = trail.trail_arn().unwrap_or_default();
    let looks = (is_logging(aws, who, trail, arn), selected(aws, who, trail, arn));
    let (is_logging, selected) = tokio::try_join!(looks.0, looks.1)?;
    let (logs_writes, logs_more) = selected.map_or((None, false), |(writes, more)| (Some(writes), more));
    let is_here = trail.is_multi_region_trail() == Some(true) || trail.home_region() == Some(&who.region);
    Ok(Trail {
        arn: arn.to_owned(),
        name: trail.name().unwrap_or_default().to_owned(),
        bucket: trail.s3_bucket_name().unwrap_or_default().to_owned(),
        is_multi_region: trail.is_multi_region_trail().unwrap_or(false),
        is_organization: trail.is_organization_trail().unwrap_or(false),
        validates_logs: trail.log_file_validation_enabled().unwrap_or(false),
        is_logging: is_logging.unwrap_or(true),
        // What is not known to log does not count, and a trail of another Region logs nothing here.
        logs_writes: if is_here { is_logging.and(logs_writes) } else { Some(false) },
        logs_more,
        tags: Tags::new(),
    })
}

/// By ARN, because the name of a shadow trail is not known here. A member of an organization may be kept from its
/// trail's status; such a trail is there to log.
async fn is_logging(aws: &AwsCloud, who: &Identity, trail: &Described, arn: &str) -> Result<Option<bool>, Failure> {
    let answer = aws.cloudtrail().get_trail_status().name(arn).send().await;
    match answer.map_err(|error| aws.refused("GetTrailStatus", error)) {
        Ok(status) => Ok(Some(status.is_logging == Some(true))),
        Err(failure) if is_hidden(&failure) && account(trail) != Some(&who.account) => Ok(None),
        Err(failure) => Err(failure),
    }
}

/// Whether write events are logged, and whether more than they are; nothing if we may not know that of somebody else's
/// trail. Of our own it is a failure, which says what to allow.
async fn selected(
    aws: &AwsCloud,
    who: &Identity,
    trail: &Described,
    arn: &str,
) -> Result<Option<(bool, bool)>, Failure> {
    let answer = aws.cloudtrail().get_event_selectors().trail_name(arn).send().await;
    match answer.map_err(|error| aws.refused("GetEventSelectors", error)) {
        Ok(found) => {
            let (basic, advanced) = (found.event_selectors(), found.advanced_event_selectors());
            Ok(Some((selectors::log_writes(basic, advanced), !selectors::are_ours(basic, advanced))))
        }
        Err(failure) if failure.kind == FailureKind::NotFound => Ok(None),
        Err(failure) if is_hidden(&failure) && account(trail) != Some(&who.account) => Ok(None),
        Err(failure) => Err(failure),
    }
}

fn is_hidden(failure: &Failure) -> bool {
    matches!(failure.kind, FailureKind::Denied | FailureKind::NotFound)
}

async fn tags_of(aws: &AwsCloud, arns: &[&str]) -> Result<BTreeMap<String, Tags>, Failure> {
    let mut found = BTreeMap::new();
    for page in arns.chunks(TAG_PAGE) {
        let list = page.iter().map(|arn| (*arn).to_owned()).collect();
        let answer = aws.cloudtrail().list_tags().set_resource_id_list(Some(list)).send().await;
        let answer = answer.map_err(|error| aws.refused("ListTags", error))?;
        for row in answer.resource_tag_list.unwrap_or_default() {
            let tags = row.tags_list.unwrap_or_default().into_iter();
            let tags = tags.map(|tag| (tag.key, tag.value.unwrap_or_default())).collect();
            found.insert(row.resource_id.unwrap_or_default(), tags);
        }
    }
    Ok(found)
}

/// One Region is enough, and the events of global services are logged elsewhere already or not wanted.
pub(super) async fn create(aws: &AwsCloud, trail: &str, bucket: &str, tags: &Tags) -> Result<(), Failure> {
    let call = aws
        .cloudtrail()
        .create_trail()
        .name(trail)
        .s3_bucket_name(bucket)
        .is_multi_region_trail(false)
        .include_global_service_events(false)
        .enable_log_file_validation(true)
        .set_tags_list(Some(list(tags)));
    call.send().await.map(drop).map_err(|error| aws.refused("CreateTrail", error))
}

pub(super) async fn update(aws: &AwsCloud, trail: &str, bucket: &str) -> Result<(), Failure> {
    let call = aws
        .cloudtrail()
        .update_trail()
        .name(trail)
        .s3_bucket_name(bucket)
        .is_multi_region_trail(false)
        .include_global_service_events(false)
        .enable_log_file_validation(true);
    call.send().await.map(drop).map_err(|error| aws.refused("UpdateTrail", error))
}

/// Write management events and nothing else.
pub(super) async fn select_writes(aws: &AwsCloud, trail: &str) -> Result<(), Failure> {
    let call = aws.cloudtrail().put_event_selectors().trail_name(trail).event_selectors(selectors::ours());
    call.send().await.map(drop).map_err(|error| aws.refused("PutEventSelectors", error))
}

pub(super) async fn start(aws: &AwsCloud, trail: &str) -> Result<(), Failure> {
    let answer = aws.cloudtrail().start_logging().name(trail).send().await;
    answer.map(drop).map_err(|error| aws.refused("StartLogging", error))
}

pub(super) async fn tag(aws: &AwsCloud, trail: &str, tags: &Tags) -> Result<(), Failure> {
    let who = whoami(aws).await?;
    let arn = format!("arn:{}:cloudtrail:{}:{}:trail/{trail}", who.partition, who.region, who.account);
    let call = aws.cloudtrail().add_tags().resource_id(arn).set_tags_list(Some(list(tags)));
    call.send().await.map(drop).map_err(|error| aws.refused("AddTags", error))
}

pub(super) async fn delete(aws: &AwsCloud, trail: &str) -> Result<(), Failure> {
    let answer = aws.cloudtrail().delete_trail().name(trail).send().await;
    gone(answer.map_err(|error| aws.refused("DeleteTrail", error)))
}

fn list(tags: &Tags) -> Vec<Tag> {
    let tag = |(key, value)| Tag::builder().key(key).value(value).build().expect("the key is set");
    tags.iter().map(tag).collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::canned::{self, Answer};
    use super::*;

    const WHO: Answer = Answer(
        200,
        "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><GetCallerIdentityResult>\
         <Arn>arn:aws:iam::123456789012:root</Arn><Account>123456789012</Account></GetCallerIdentityResult>\
         </GetCallerIdentityResponse>",
    );
    const DENIED: Answer = Answer(400, r#"{"__type": "AccessDeniedException", "Message": "Not allowed."}"#);

    #[tokio::test]
    async fn what_an_organization_hides_from_its_members_is_taken_to_log() {
        let theirs = Answer(
            200,
            r#"{"trailList": [{"Name": "org", "S3BucketName": "logs", "IsMultiRegionTrail": true,
                "IsOrganizationTrail": true, "HomeRegion": "eu-west-1",
                "TrailARN": "arn:aws:cloudtrail:eu-west-1:210987654321:trail/org"}]}"#,
        );
        let (aws, asked) = canned::aws(vec![WHO, theirs, DENIED, DENIED]).await;
        let expected = Trail {
            arn: "arn:aws:cloudtrail:eu-west-1:210987654321:trail/org".into(),
            name: "org".into(),
            bucket: "logs".into(),
            is_multi_region: true,
            is_organization: true,
            validates_logs: false,
            is_logging: true,
            logs_writes: None,
            logs_more: false,
            tags: Tags::new(),
        };
        assert_eq!(trails(&aws).await, Ok(vec![expected]));
        // Its status is asked for by ARN, and its tags not at all.
        let asked = asked.lock().unwrap().clone();
        assert_eq!(asked[1], r#"{"includeShadowTrails":true}"#);
        assert_eq!(asked.iter().filter(|body| body.contains("arn:aws:cloudtrail:eu-west-1:2109")).count(), 2);
        assert_eq!(asked.len(), 4);
    }

    #[tokio::test]
    async fn what_is_denied_of_our_own_trail_is_a_failure() {
        let ours = Answer(
            200,
            r#"{"trailList": [{"Name": "t", "S3BucketName": "logs", "HomeRegion": "us-east-1",
                "TrailARN": "arn:aws:cloudtrail:us-east-1:123456789012:trail/t"}]}"#,
        );
        let (aws, _) = canned::aws(vec![WHO, ours, DENIED, DENIED, DENIED]).await;
        assert_eq!(trails(&aws).await.unwrap_err().kind, FailureKind::Denied);
        let logging = Answer(200, r#"{"IsLogging": true}"#);
        let (aws, _) = canned::aws(vec![WHO, ours, logging, DENIED, Answer(200, "{}")]).await;
        assert_eq!(trails(&aws).await.unwrap_err().call, "GetEventSelectors");
    }
}
