//! Trails, ours and others'.

use super::{Stand, bucket, tags};
use wsrecycle::cloud::Provision;
use wsrecycle::recycle::FailureKind;
use wsrecycle::stack::Write;
use wsrecycle::stack::picture::Trail;

const TRAIL: &str = "Workspace_Test";
const BUCKETS: [&str; 2] = ["workspace-test-trail-a", "workspace-test-trail-b"];

pub async fn life<P: Provision>(stand: &Stand<'_, P>) {
    let trail = || TRAIL.to_owned();
    let arn = stand.arn("cloudtrail", &format!("trail/{TRAIL}"));
    for bucket in BUCKETS {
        stand.write(Write::CreateBucket { bucket: bucket.into(), tags: tags(&[]) }).await;
        let policy = bucket::policy(bucket, &arn);
        stand.write(Write::SetBucketPolicy { bucket: bucket.into(), policy }).await;
    }
    assert_eq!(stand.aws.trails().await, Ok(vec![]));
    stand.write(Write::DeleteTrail { trail: trail() }).await;

    let create = Write::CreateTrail { trail: trail(), bucket: BUCKETS[0].into(), tags: tags(&[]) };
    stand.write(create.clone()).await;
    let mut expected = Trail {
        arn,
        name: trail(),
        bucket: BUCKETS[0].into(),
        is_multi_region: false,
        is_organization: false,
        validates_logs: true,
        is_logging: false,
        logs_writes: Some(true),
        logs_more: true,
        tags: tags(&[]),
    };
    assert_eq!(stand.aws.trails().await, Ok(vec![expected.clone()]));
    if !stand.deviations.trails_are_overwritten {
        stand.is_refused(create, None, FailureKind::Exists).await;
    }

    stand.write_twice(Write::SelectWrites { trail: trail() }).await;
    stand.write_twice(Write::StartLogging { trail: trail() }).await;
    stand.write_twice(Write::UpdateTrail { trail: trail(), bucket: BUCKETS[1].into() }).await;
    stand.write_twice(Write::TagTrail { trail: trail(), tags: tags(&[("team", "finance")]) }).await;
    expected.bucket = BUCKETS[1].into();
    expected.is_logging = true;
    expected.logs_more = false;
    expected.tags = tags(&[("team", "finance")]);
    assert_eq!(stand.aws.trails().await, Ok(vec![expected]));

    stand.write_twice(Write::DeleteTrail { trail: trail() }).await;
    assert_eq!(stand.aws.trails().await, Ok(vec![]));
    for bucket in BUCKETS {
        stand.write(Write::DeleteBucket { bucket: bucket.into() }).await;
    }
}
