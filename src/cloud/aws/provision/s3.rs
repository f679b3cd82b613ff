//! The bucket of the trail's logs.
//!
//! Bucket names are shared by all accounts, so every call says whose bucket it means: one of somebody else is refused
//! by S3 and never read, changed or taken for ours.

use super::super::{AwsCloud, identity::whoami};
use super::refusal::{gone, if_any};
use crate::recycle::{Failure, FailureKind};
use crate::stack::Document;
use crate::stack::picture::{Bucket, Tags};
use aws_sdk_s3::types::{
    BucketLifecycleConfiguration, BucketLocationConstraint, CreateBucketConfiguration, ExpirationStatus,
    LifecycleExpiration, LifecycleRule, LifecycleRuleFilter, ObjectOwnership, OwnershipControls, OwnershipControlsRule,
    PublicAccessBlockConfiguration, ServerSideEncryption, ServerSideEncryptionByDefault,
    ServerSideEncryptionConfiguration, ServerSideEncryptionRule, Tag, Tagging,
};

/// The one Region that CreateBucket takes no name for (CreateBucket, API reference, seen 2026-11-22).
const UNNAMED_REGION: &str = "us-east-1";
/// The name of our lifecycle rule.
const RULE: &str = "wsrecycle-expire";

pub(super) async fn bucket(aws: &AwsCloud, name: &str) -> Result<Option<Bucket>, Failure> {
    let account = whoami(aws).await?.account;
    let at = At { aws, account: &account, bucket: name };
    let answers =
        tokio::join!(at.policy(), at.is_private(), at.encryption(), at.expires_days(), at.ownership(), at.tags());
    let parts: Result<Bucket, Failure> = (|| {
        Ok(Bucket {
            policy: answers.0?,
            is_private: answers.1?.unwrap_or(false),
            encryption: answers.2?.flatten(),
            expires_days: answers.3?.flatten(),
            ownership: answers.4?.flatten(),
            tags: answers.5?.unwrap_or_default(),
        })
    })();
    match parts {
        Err(failure) if failure.code == "NoSuchBucket" => Ok(None),
        parts => parts.map(Some),
    }
}

/// One bucket, of our account.
struct At<'a> {
    aws: &'a AwsCloud,
    account: &'a str,
    bucket: &'a str,
}

impl At<'_> {
    async fn policy(&self) -> Result<Option<Document>, Failure> {
        let call = self.aws.s3().get_bucket_policy().bucket(self.bucket).expected_bucket_owner(self.account);
        let answer = self.part(call.send().await.map_err(|error| self.aws.refused("GetBucketPolicy", error)))?;
        Ok(answer.and_then(|answer| answer.policy).map(|text| Document::parse(&text)))
    }

    async fn is_private(&self) -> Result<Option<bool>, Failure> {
        let call = self.aws.s3().get_public_access_block().bucket(self.bucket).expected_bucket_owner(self.account);
        let answer = self.part(call.send().await.map_err(|error| self.aws.refused("GetPublicAccessBlock", error)))?;
        Ok(answer.and_then(|answer| answer.public_access_block_configuration).map(|block| {
            [
                block.block_public_acls,
                block.ignore_public_acls,
                block.block_public_policy,
                block.restrict_public_buckets,
            ]
            .iter()
            .all(|setting| *setting == Some(true))
        }))
    }

    async fn encryption(&self) -> Result<Option<Option<String>>, Failure> {
        let call = self.aws.s3().get_bucket_encryption().bucket(self.bucket).expected_bucket_owner(self.account);
        let answer = self.part(call.send().await.map_err(|error| self.aws.refused("GetBucketEncryption", error)))?;
        let rules = answer.and_then(|answer| answer.server_side_encryption_configuration).map(|all| all.rules);
        Ok(rules.map(|rules| {
            let mut defaults = rules.into_iter().filter_map(|rule| rule.apply_server_side_encryption_by_default);
            defaults.next().map(|default| default.sse_algorithm.as_str().to_owned())
        }))
    }

    async fn expires_days(&self) -> Result<Option<Option<i32>>, Failure> {
        let call = self.aws.s3().get_bucket_lifecycle_configuration().bucket(self.bucket);
        let call = call.expected_bucket_owner(self.account).send().await;
        let answer = self.part(call.map_err(|error| self.aws.refused("GetBucketLifecycleConfiguration", error)))?;
        Ok(answer.map(|answer| expiration(answer.rules.as_deref().unwrap_or_default())))
    }

    async fn ownership(&self) -> Result<Option<Option<String>>, Failure> {
        let call = self.aws.s3().get_bucket_ownership_controls().bucket(self.bucket);
        let call = call.expected_bucket_owner(self.account).send().await;
        let answer = self.part(call.map_err(|error| self.aws.refused("GetBucketOwnershipControls", error)))?;
        let rules = answer.and_then(|answer| answer.ownership_controls).map(|controls| controls.rules);
        Ok(rules.map(|rules| rules.first().map(|rule| rule.object_ownership.as_str().to_owned())))
    }

    async fn tags(&self) -> Result<Option<Tags>, Failure> {
        let call = self.aws.s3().get_bucket_tagging().bucket(self.bucket).expected_bucket_owner(self.account);
        let answer = self.part(call.send().await.map_err(|error| self.aws.refused("GetBucketTagging", error)))?;
        Ok(answer.map(|answer| answer.tag_set.into_iter().map(|tag| (tag.key, tag.value)).collect()))
    }

    /// A part of the bucket. That the part is missing is no failure; that the bucket is, is one.
    fn part<T>(&self, answer: Result<T, Failure>) -> Result<Option<T>, Failure> {
        match answer {
            Err(failure) if failure.code == "NoSuchBucket" => Err(failure),
            answer => if_any(answer.map_err(|failure| self.explained(failure))),
        }
    }

    /// S3 refuses a bucket of another account, or of another Region, without saying why.
    fn explained(&self, mut failure: Failure) -> Failure {
        let bucket = self.bucket;
        match failure.code.as_str() {
            // Where the caller's own policy is the reason, the message names the action.
            _ if failure.kind == FailureKind::Denied && !failure.message.contains("not authorized to perform") => {
                failure.message += &format!(
                    " (bucket {bucket} belongs to another account than {}, or the policy does not allow the call)",
                    self.account
                );
            }
            "PermanentRedirect" | "AuthorizationHeaderMalformed" | "IllegalLocationConstraintException" => {
                failure.message += &format!(" (bucket {bucket} is in another Region than {})", self.aws.place.region);
            }
            _ => {}
        }
        failure
    }
}

/// Days after which every object expires: the shortest, as in S3, of the rules that hold for the whole bucket.
fn expiration(rules: &[LifecycleRule]) -> Option<i32> {
    #[expect(deprecated, reason = "rules that were made long ago have their prefix here")]
    let prefix = |rule: &LifecycleRule| rule.prefix.clone().unwrap_or_default();
    let is_empty = |filter: &LifecycleRuleFilter| {
        let sizes = (filter.object_size_greater_than, filter.object_size_less_than);
        let is_by_name = filter.prefix().is_some_and(|prefix| !prefix.is_empty());
        !is_by_name && filter.tag.is_none() && filter.and.is_none() && sizes == (None, None)
    };
    let is_whole = |rule: &&LifecycleRule| {
        let is_filtered = rule.filter().is_some_and(|filter| !is_empty(filter)) || !prefix(rule).is_empty();
        rule.status == ExpirationStatus::Enabled && !is_filtered
    };
    rules.iter().filter(is_whole).filter_map(|rule| rule.expiration.as_ref()?.days).min()
}

/// With its tags from the first moment on (CreateBucketConfiguration, API reference, seen 2026-11-25).
pub(super) async fn create(aws: &AwsCloud, bucket: &str, tags: &Tags) -> Result<(), Failure> {
    let region = aws.place.region.as_str();
    let place = (region != UNNAMED_REGION).then(|| BucketLocationConstraint::from(region));
    let configuration =
        CreateBucketConfiguration::builder().set_location_constraint(place).set_tags(Some(list(tags))).build();
    let answer = aws.s3().create_bucket().bucket(bucket).create_bucket_configuration(configuration).send().await;
    answer.map(drop).map_err(|error| aws.refused("CreateBucket", error))
}

pub(super) async fn block_public_access(aws: &AwsCloud, bucket: &str) -> Result<(), Failure> {
    let block = PublicAccessBlockConfiguration::builder()
        .block_public_acls(true)
        .ignore_public_acls(true)
        .block_public_policy(true)
        .restrict_public_buckets(true)
        .build();
    let call = aws.s3().put_public_access_block().bucket(bucket).public_access_block_configuration(block);
    let call = call.expected_bucket_owner(whoami(aws).await?.account);
    call.send().await.map(drop).map_err(|error| aws.refused("PutPublicAccessBlock", error))
}

pub(super) async fn set_policy(aws: &AwsCloud, bucket: &str, policy: &Document) -> Result<(), Failure> {
    let call = aws.s3().put_bucket_policy().bucket(bucket).policy(policy.to_string());
    let call = call.expected_bucket_owner(whoami(aws).await?.account);
    call.send().await.map(drop).map_err(|error| aws.refused("PutBucketPolicy", error))
}

pub(super) async fn set_encryption(aws: &AwsCloud, bucket: &str) -> Result<(), Failure> {
    let default = ServerSideEncryptionByDefault::builder().sse_algorithm(ServerSideEncryption::Aes256);
    let default = default.build().expect("the algorithm is set");
    let rule = ServerSideEncryptionRule::builder().apply_server_side_encryption_by_default(default).build();
    let all = ServerSideEncryptionConfiguration::builder().rules(rule).build().expect("there is a rule");
    let call = aws.s3().put_bucket_encryption().bucket(bucket).server_side_encryption_configuration(all);
    let call = call.expected_bucket_owner(whoami(aws).await?.account);
    call.send().await.map(drop).map_err(|error| aws.refused("PutBucketEncryption", error))
}

/// Replaces every lifecycle rule of the bucket by ours.
pub(super) async fn set_lifecycle(aws: &AwsCloud, bucket: &str, days: i32) -> Result<(), Failure> {
    let rule = LifecycleRule::builder()
        .id(RULE)
        .status(ExpirationStatus::Enabled)
        .filter(LifecycleRuleFilter::builder().prefix("").build())
        .expiration(LifecycleExpiration::builder().days(days).build());
    let rules = BucketLifecycleConfiguration::builder().rules(rule.build().expect("the status is set"));
    let rules = rules.build().expect("there is a rule");
    let call = aws.s3().put_bucket_lifecycle_configuration().bucket(bucket).lifecycle_configuration(rules);
    let call = call.expected_bucket_owner(whoami(aws).await?.account);
    call.send().await.map(drop).map_err(|error| aws.refused("PutBucketLifecycleConfiguration", error))
}

pub(super) async fn set_ownership(aws: &AwsCloud, bucket: &str) -> Result<(), Failure> {
    let rule = OwnershipControlsRule::builder().object_ownership(ObjectOwnership::BucketOwnerEnforced);
    let controls = OwnershipControls::builder().rules(rule.build().expect("the ownership is set"));
    let controls = controls.build().expect("there is a rule");
    let call = aws.s3().put_bucket_ownership_controls().bucket(bucket).ownership_controls(controls);
    let call = call.expected_bucket_owner(whoami(aws).await?.account);
    call.send().await.map(drop).map_err(|error| aws.refused("PutBucketOwnershipControls", error))
}

/// Adds these tags. PutBucketTagging replaces all that there are, so those are looked up first and kept.
pub(super) async fn tag(aws: &AwsCloud, bucket: &str, tags: &Tags) -> Result<(), Failure> {
    let account = whoami(aws).await?.account;
    let mut all = At { aws, account: &account, bucket }.tags().await?.unwrap_or_default();
    all.extend(tags.clone());
    let set = Tagging::builder().set_tag_set(Some(list(&all))).build().expect("the set is set");
    let call = aws.s3().put_bucket_tagging().bucket(bucket).tagging(set).expected_bucket_owner(account);
    call.send().await.map(drop).map_err(|error| aws.refused("PutBucketTagging", error))
}

pub(super) async fn delete(aws: &AwsCloud, bucket: &str) -> Result<(), Failure> {
    let call = aws.s3().delete_bucket().bucket(bucket).expected_bucket_owner(whoami(aws).await?.account);
    gone(call.send().await.map_err(|error| aws.refused("DeleteBucket", error)))
}

fn list(tags: &Tags) -> Vec<Tag> {
    let tag = |(key, value): (&String, &String)| Tag::builder().key(key).value(value).build().expect("both are set");
    tags.iter().map(tag).collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::canned::{self, Answer};
    use super::*;

    fn rule(days: i32, status: ExpirationStatus, filter: Option<LifecycleRuleFilter>) -> LifecycleRule {
        let expiration = LifecycleExpiration::builder().days(days).build();
        LifecycleRule::builder().status(status).set_filter(filter).expiration(expiration).build().unwrap()
    }

    #[test]
    fn what_expires_is_told_by_the_rules_for_the_whole_bucket() {
        let on = || ExpirationStatus::Enabled;
        let prefix = |text: &str| Some(LifecycleRuleFilter::builder().prefix(text).build());
        let large = || Some(LifecycleRuleFilter::builder().object_size_greater_than(1).build());
        for (rules, expected) in [
            (vec![], None),
            (vec![rule(90, on(), prefix(""))], Some(90)),
            (vec![rule(90, on(), None), rule(30, on(), None)], Some(30)),
            (vec![rule(90, ExpirationStatus::Disabled, None)], None),
            (vec![rule(90, on(), prefix("AWSLogs/")), rule(7, on(), large())], None),
        ] {
            assert_eq!(expiration(&rules), expected, "{rules:?}");
        }
        #[expect(deprecated, reason = "rules that were made long ago have their prefix here")]
        let old = LifecycleRule::builder()
            .status(on())
            .prefix("old/")
            .expiration(LifecycleExpiration::builder().days(9).build())
            .build()
            .unwrap();
        assert_eq!(expiration(&[old]), None);
    }

    #[tokio::test]
    async fn a_bucket_of_somebody_else_is_unknown_and_says_so() {
        let who = Answer(
            200,
            "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><GetCallerIdentityResult>\
             <Arn>arn:aws:iam::123456789012:root</Arn><Account>123456789012</Account></GetCallerIdentityResult>\
             </GetCallerIdentityResponse>",
        );
        let denied = Answer(403, "<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>");
        let (aws, _) = canned::aws([vec![who], vec![denied; 6]].concat()).await;
        let failure = bucket(&aws, "logs").await.unwrap_err();
        assert_eq!(failure.kind, FailureKind::Denied);
        assert!(failure.message.contains("bucket logs belongs to another account than 123456789012"), "{failure}");

        let missing = Answer(404, "<Error><Code>NoSuchBucket</Code><Message>None.</Message></Error>");
        let (aws, _) = canned::aws([vec![who], vec![denied; 5], vec![missing]].concat()).await;
        assert!(bucket(&aws, "logs").await.is_err());
        let (aws, _) = canned::aws([vec![who], vec![missing; 6]].concat()).await;
        assert_eq!(bucket(&aws, "logs").await, Ok(None));
    }
}
