//! What a stack is made of, counted. No bucket stands before it: a stack is some forty reads and as many writes, the
//! narrowest rate among these services is Lambda's with 15 calls a second (Lambda quotas page, seen 2026-11-22), and
//! the SDK's retries absorb that.

use super::Paced;
use crate::cloud::{Archive, Clock, Provision};
use crate::recycle::Failure;
use crate::stack::picture::{Bucket, Function, LogGroup, Role, Rule, Table, Topic, Trail};
use crate::stack::{Seen, Write};
use std::collections::BTreeMap;

/// The calls that each look makes at once. Further pages, and what is asked about an answer (the documents of a role's
/// policies, the status of each trail), are not seen here.
const TOPIC: [&str; 3] = ["GetTopicAttributes", "ListSubscriptionsByTopic", "ListTagsForResource"];
const ROLE: [&str; 3] = ["GetRole", "ListAttachedRolePolicies", "ListRolePolicies"];
const TABLE: [&str; 4] = ["DescribeContinuousBackups", "DescribeTable", "DescribeTimeToLive", "ListTagsOfResource"];
const LOG_GROUP: [&str; 2] = ["DescribeLogGroups", "ListTagsForResource"];
const BUCKET: [&str; 6] = [
    "GetBucketEncryption",
    "GetBucketLifecycleConfiguration",
    "GetBucketOwnershipControls",
    "GetBucketPolicy",
    "GetBucketTagging",
    "GetPublicAccessBlock",
];
const FUNCTION: [&str; 3] = ["GetFunction", "GetFunctionEventInvokeConfig", "GetPolicy"];
const RULE: [&str; 3] = ["DescribeRule", "ListTagsForResource", "ListTargetsByRule"];

impl<C: Provision, K: Clock> Provision for Paced<C, K> {
    async fn topic(&self, name: &str) -> Seen<Topic> {
        self.count_all(&TOPIC);
        self.cloud.topic(name).await
    }

    async fn role(&self, name: &str) -> Seen<Role> {
        self.count_all(&ROLE);
        self.cloud.role(name).await
    }

    async fn table(&self, name: &str) -> Seen<Table> {
        self.count_all(&TABLE);
        self.cloud.table(name).await
    }

    async fn log_group(&self, name: &str) -> Seen<LogGroup> {
        self.count_all(&LOG_GROUP);
        self.cloud.log_group(name).await
    }

    async fn bucket(&self, name: &str) -> Seen<Bucket> {
        self.count_all(&BUCKET);
        self.cloud.bucket(name).await
    }

    async fn function(&self, name: &str) -> Seen<Function> {
        self.count_all(&FUNCTION);
        self.cloud.function(name).await
    }

    async fn settings_of(&self, function: &str) -> Seen<BTreeMap<String, String>> {
        self.count("GetFunctionConfiguration");
        self.cloud.settings_of(function).await
    }

    async fn rule(&self, name: &str) -> Seen<Rule> {
        self.count_all(&RULE);
        self.cloud.rule(name).await
    }

    async fn trails(&self) -> Result<Vec<Trail>, Failure> {
        let trails = self.cloud.trails().await;
        self.count("DescribeTrails");
        for _ in trails.iter().flatten() {
            self.count_all(&["GetEventSelectors", "GetTrailStatus"]);
        }
        trails
    }

    async fn write(&self, write: &Write, archive: Option<&Archive>) -> Result<(), Failure> {
        self.count(write.call());
        self.cloud.write(write, archive).await
    }
}

impl<C, K: Clock> Paced<C, K> {
    fn count_all(&self, calls: &[&'static str]) {
        calls.iter().for_each(|call| self.count(call));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cloud::{Rates, SystemClock};
    use crate::recycle::FailureKind;
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    /// An account in which there is nothing but one trail, and no right to write.
    struct Bare;

    impl Provision for Bare {
        async fn topic(&self, _: &str) -> Seen<Topic> {
            Seen::Absent
        }
        async fn role(&self, _: &str) -> Seen<Role> {
            Seen::Absent
        }
        async fn table(&self, _: &str) -> Seen<Table> {
            Seen::Absent
        }
        async fn log_group(&self, _: &str) -> Seen<LogGroup> {
            Seen::Absent
        }
        async fn bucket(&self, _: &str) -> Seen<Bucket> {
            Seen::Absent
        }
        async fn function(&self, _: &str) -> Seen<Function> {
            Seen::Absent
        }
        async fn settings_of(&self, _: &str) -> Seen<BTreeMap<String, String>> {
            Seen::Absent
        }
        async fn rule(&self, _: &str) -> Seen<Rule> {
            Seen::Absent
        }
        async fn trails(&self) -> Result<Vec<Trail>, Failure> {
            let named = |text: &str| text.to_owned();
            Ok(vec![Trail {
                arn: named("arn"),
                name: named("t"),
                bucket: named("b"),
                is_multi_region: false,
                is_organization: false,
                validates_logs: true,
                is_logging: true,
                logs_writes: Some(true),
                logs_more: false,
                tags: BTreeMap::new(),
            }])
        }
        async fn write(&self, _: &Write, _: Option<&Archive>) -> Result<(), Failure> {
            Err(Failure::new(FailureKind::Denied, "AccessDenied", ""))
        }
    }

    fn run<T>(work: impl Future<Output = T>) -> T {
        match pin!(work).poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(done) => done,
            Poll::Pending => panic!("nothing here waits"),
        }
    }

    #[test]
    fn every_look_and_every_write_is_counted() {
        let paced = Paced::new(Bare, SystemClock, Rates::DOCUMENTED);
        run(async {
            assert_eq!(paced.topic("x").await, Seen::Absent);
            assert_eq!(paced.rule("x").await, Seen::Absent);
            assert_eq!(paced.trails().await.unwrap().len(), 1);
            let delete = Write::DeleteRule { rule: "x".into() };
            assert_eq!(paced.write(&delete, None).await.unwrap_err().kind, FailureKind::Denied);
        });
        let expected = [
            ("DeleteRule", 1),
            ("DescribeRule", 1),
            ("DescribeTrails", 1),
            ("GetEventSelectors", 1),
            ("GetTopicAttributes", 1),
            ("GetTrailStatus", 1),
            ("ListSubscriptionsByTopic", 1),
            ("ListTagsForResource", 2),
            ("ListTargetsByRule", 1),
        ];
        assert_eq!(paced.calls(), BTreeMap::from(expected));
        run(async {
            assert_eq!(paced.role("x").await, Seen::Absent);
            assert_eq!(paced.table("x").await, Seen::Absent);
            assert_eq!(paced.log_group("x").await, Seen::Absent);
            assert_eq!(paced.bucket("x").await, Seen::Absent);
            assert_eq!(paced.function("x").await, Seen::Absent);
        });
        assert_eq!(paced.calls().values().sum::<u64>(), 10 + 18);
    }
}
