//! The bucket of the trail.

use super::{Stand, present, tags};
use serde_json::json;
use wsrecycle::cloud::Provision;
use wsrecycle::stack::picture::Bucket;
use wsrecycle::stack::{Document, Seen, Write};

const BUCKET: &str = "workspace-test-123456789012";

pub fn policy(bucket: &str, trail_arn: &str) -> Document {
    json!({ "Version": "2012-10-17", "Statement": [
        {
            "Sid": "acl", "Effect": "Allow", "Principal": { "Service": "cloudtrail.amazonaws.com" },
            "Action": "s3:GetBucketAcl", "Resource": format!("arn:aws:s3:::{bucket}"),
            "Condition": { "StringEquals": { "aws:SourceArn": trail_arn } },
        },
        {
            "Sid": "files", "Effect": "Allow", "Principal": { "Service": "cloudtrail.amazonaws.com" },
            "Action": "s3:PutObject", "Resource": format!("arn:aws:s3:::{bucket}/AWSLogs/*"),
            "Condition": { "StringEquals": { "aws:SourceArn": trail_arn } },
        },
    ]})
    .into()
}

pub async fn life<P: Provision>(stand: &Stand<'_, P>) {
    let bucket = || BUCKET.to_owned();
    assert_eq!(stand.aws.bucket(BUCKET).await, Seen::Absent);
    stand.write(Write::DeleteBucket { bucket: bucket() }).await;

    stand.write(Write::CreateBucket { bucket: bucket(), tags: tags(&[("team", "law")]) }).await;
    let first = if stand.deviations.bucket_tags_are_lost { [].into() } else { tags(&[("team", "law")]) };
    let bare = present(stand.aws.bucket(BUCKET).await);
    assert_eq!((&bare.policy, bare.expires_days, &bare.tags), (&None, None, &first), "{bare:?}");

    let policy = policy(BUCKET, &stand.arn("cloudtrail", "trail/Workspace_Test"));
    stand.write_twice(Write::BlockPublicAccess { bucket: bucket() }).await;
    stand.write_twice(Write::SetBucketPolicy { bucket: bucket(), policy: policy.clone() }).await;
    stand.write_twice(Write::SetEncryption { bucket: bucket() }).await;
    stand.write_twice(Write::SetLifecycle { bucket: bucket(), days: 90 }).await;
    stand.write_twice(Write::SetOwnership { bucket: bucket() }).await;
    // The second call keeps what the first one set.
    stand.write(Write::TagBucket { bucket: bucket(), tags: [("team".into(), "finance".into())].into() }).await;
    stand.write_twice(Write::TagBucket { bucket: bucket(), tags: tags(&[]) }).await;
    let mut expected = Bucket {
        policy: Some(policy),
        is_private: true,
        encryption: Some("AES256".into()),
        expires_days: Some(90),
        ownership: Some("BucketOwnerEnforced".into()),
        tags: tags(&[("team", "finance")]),
    };
    assert_eq!(present(stand.aws.bucket(BUCKET).await), expected);

    stand.write(Write::SetLifecycle { bucket: bucket(), days: 30 }).await;
    expected.expires_days = Some(30);
    assert_eq!(present(stand.aws.bucket(BUCKET).await), expected);
    stand.write_twice(Write::DeleteBucket { bucket: bucket() }).await;
    assert_eq!(stand.aws.bucket(BUCKET).await, Seen::Absent);
}
