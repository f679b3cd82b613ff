//! One write is one call: which function makes it.

use super::super::AwsCloud;
use super::{cloudtrail, dynamodb, events, iam, lambda, logs, s3, sns};
use crate::cloud::Archive;
use crate::recycle::Failure;
use crate::stack::Write;

/// Make the call, once.
pub(super) async fn once(aws: &AwsCloud, write: &Write, archive: Option<&Archive>) -> Result<(), Failure> {
    use Write::*;
    match write {
        CreateTopic { topic, tags } => sns::create(aws, topic, tags).await,
        SetTopicPolicy { topic, policy } => sns::set_policy(aws, topic, policy).await,
        RemoveTopicKey { topic } => sns::remove_key(aws, topic).await,
        Subscribe { topic, protocol, endpoint } => sns::subscribe(aws, topic, protocol, endpoint).await,
        Unsubscribe { topic: _, subscription_arn } => sns::unsubscribe(aws, subscription_arn).await,
        TagTopic { topic, tags } => sns::tag(aws, topic, tags).await,
        DeleteTopic { topic } => sns::delete(aws, topic).await,

        CreateRole { role, description, trust, tags } => iam::create(aws, role, description, trust, tags).await,
        SetRoleDescription { role, description } => iam::describe(aws, role, description).await,
        SetTrust { role, trust } => iam::set_trust(aws, role, trust).await,
        PutRolePolicy { role, policy, document } => iam::put_policy(aws, role, policy, document).await,
        DeleteRolePolicy { role, policy } => iam::delete_policy(aws, role, policy).await,
        AttachPolicy { role, arn } => iam::attach(aws, role, arn).await,
        DetachPolicy { role, arn } => iam::detach(aws, role, arn).await,
        TagRole { role, tags } => iam::tag(aws, role, tags).await,
        DeleteRole { role } => iam::delete(aws, role).await,

        CreateTable { table, tags } => dynamodb::create(aws, table, tags).await,
        SetBilling { table } => dynamodb::set_on_demand(aws, table).await,
        RecoverToAPointInTime { table } => dynamodb::recover(aws, table).await,
        SetTtl { table, attribute } => dynamodb::set_ttl(aws, table, attribute).await,
        TagTable { table, tags } => dynamodb::tag(aws, table, tags).await,
        DeleteTable { table } => dynamodb::delete(aws, table).await,

        CreateLogGroup { group, tags } => logs::create(aws, group, tags).await,
        SetRetention { group, days } => logs::set_retention(aws, group, *days).await,
        TagLogGroup { group, tags } => logs::tag(aws, group, tags).await,

        CreateBucket { bucket, tags } => s3::create(aws, bucket, tags).await,
        BlockPublicAccess { bucket } => s3::block_public_access(aws, bucket).await,
        SetBucketPolicy { bucket, policy } => s3::set_policy(aws, bucket, policy).await,
        SetEncryption { bucket } => s3::set_encryption(aws, bucket).await,
        SetLifecycle { bucket, days } => s3::set_lifecycle(aws, bucket, *days).await,
        SetOwnership { bucket } => s3::set_ownership(aws, bucket).await,
        TagBucket { bucket, tags } => s3::tag(aws, bucket, tags).await,
        DeleteBucket { bucket } => s3::delete(aws, bucket).await,

        CreateFunction { function, settings, architecture, tags } => {
            lambda::create(aws, function, settings, architecture, tags, archive).await
        }
        UpdateCode { function, architecture } => lambda::update_code(aws, function, architecture, archive).await,
        UpdateSettings { function, settings } => lambda::update_settings(aws, function, settings).await,
        SetAsynchronous { function, asynchronous } => lambda::set_asynchronous(aws, function, asynchronous).await,
        RemoveReservation { function } => lambda::remove_reservation(aws, function).await,
        AddPermission { function, id, permission } => lambda::permit(aws, function, id, permission).await,
        RemovePermission { function, id } => lambda::forbid(aws, function, id).await,
        TagFunction { function, tags } => lambda::tag(aws, function, tags).await,
        DeleteFunction { function } => lambda::delete(aws, function).await,

        CreateTrail { trail, bucket, tags } => cloudtrail::create(aws, trail, bucket, tags).await,
        UpdateTrail { trail, bucket } => cloudtrail::update(aws, trail, bucket).await,
        SelectWrites { trail } => cloudtrail::select_writes(aws, trail).await,
        StartLogging { trail } => cloudtrail::start(aws, trail).await,
        TagTrail { trail, tags } => cloudtrail::tag(aws, trail, tags).await,
        DeleteTrail { trail } => cloudtrail::delete(aws, trail).await,

        PutRule { rule, description, trigger, tags } => events::put(aws, rule, description, trigger, tags).await,
        DisableRule { rule } => events::disable(aws, rule).await,
        PutTarget { rule, id, arn } => events::put_target(aws, rule, id, arn).await,
        RemoveTargets { rule, ids } => events::remove_targets(aws, rule, ids).await,
        TagRule { rule, tags } => events::tag(aws, rule, tags).await,
        DeleteRule { rule } => events::delete(aws, rule).await,
    }
}
