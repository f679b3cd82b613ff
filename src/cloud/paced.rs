//! A cloud that is never asked faster than AWS documents.
//!
//! [`Paced`] stands in front of any other [`Cloud`]: each call takes a token of its service's bucket, is counted under
//! its API name, and goes on. A question that needs no call (an empty list) costs nothing.
//!
//! To add a call: its line in `impl Cloud`, with the bucket whose rate it spends (quotas pages, see [`Rates`]).

mod logs;
mod provision;

use super::{Bucket, Clock, Cloud, Filter, Identity, Page, Rates, Skew};
use crate::fleet::Alarm;
use crate::recycle::{BundleId, Connection, Desktop, DirectoryId, Failure, FailureKind, Request, Tags, WorkspaceId};
use jiff::{SignedDuration, Timestamp};
use std::{collections::BTreeMap, sync::Mutex};

/// How long TerminateWorkspaces and CreateWorkspaces may wait for a token. Their intent was saved before, and whoever
/// finds it after `recycle::Limits::settle` believes that the call was never made: one that would be sent later than
/// that must not be sent at all.
pub const ACT_WAIT_S_MAX: i64 = 30;

/// A cloud behind token buckets.
#[derive(Debug)]
pub struct Paced<C, K> {
    cloud: C,
    clock: K,
    workspaces: Bucket,
    put_alarm: Bucket,
    delete_alarms: Bucket,
    read_alarms: Bucket,
    tagging: Bucket,
    logs: Bucket,
    calls: Mutex<BTreeMap<&'static str, u64>>,
}

impl<C, K: Clock> Paced<C, K> {
    pub fn new(cloud: C, clock: K, rates: Rates) -> Self {
        Self {
            cloud,
            clock,
            workspaces: Bucket::new(rates.workspaces),
            put_alarm: Bucket::new(rates.put_alarm),
            delete_alarms: Bucket::new(rates.delete_alarms),
            read_alarms: Bucket::new(rates.read_alarms),
            tagging: Bucket::new(rates.tagging),
            logs: Bucket::new(rates.logs),
            calls: Mutex::default(),
        }
    }

    /// The cloud behind the buckets.
    pub fn cloud(&self) -> &C {
        &self.cloud
    }

    /// How often each API was called so far. The SDK's own retries are not seen here.
    pub fn calls(&self) -> BTreeMap<&'static str, u64> {
        self.calls.lock().expect("no panic happens while the counts are held").clone()
    }

    fn count(&self, call: &'static str) {
        *self.calls.lock().expect("no panic happens while the counts are held").entry(call).or_default() += 1;
    }

    /// Wait for a token, unless there is nothing to ask.
    async fn turn<T>(&self, bucket: &Bucket, call: &'static str, about: &[T]) {
        if !about.is_empty() {
            bucket.take(&self.clock).await;
            self.count(call);
        }
    }

    /// Wait for a token for a call that must not be late.
    async fn turn_to_act<T>(&self, call: &'static str, about: &[T]) -> Result<(), Failure> {
        if about.is_empty() {
            return Ok(());
        }
        let wait_max = SignedDuration::from_secs(ACT_WAIT_S_MAX);
        let Some(wait) = self.workspaces.reserve_within(self.clock.now(), wait_max) else {
            let message = format!("more calls are waiting than AWS takes in {ACT_WAIT_S_MAX} s");
            return Err(Failure::new(FailureKind::NotSent, "", message).in_call(call));
        };
        if wait > SignedDuration::ZERO {
            let asked_at = self.clock.now();
            self.clock.sleep(wait).await;
            // A machine that was suspended sleeps for as long as it likes.
            let slept = self.clock.now().duration_since(asked_at);
            if slept > wait_max {
                let message = format!("it had to wait for {wait:#}, and this machine slept for {slept:#}");
                return Err(Failure::new(FailureKind::NotSent, "", message).in_call(call));
            }
        }
        self.count(call);
        Ok(())
    }
}

/// Something that is always asked about.
const ALWAYS: &[()] = &[()];

impl<C: Cloud, K: Clock> Cloud for Paced<C, K> {
    /// Not paced: it is asked once, and no rate is documented that one call could reach.
    async fn whoami(&self) -> Result<Identity, Failure> {
        self.count("GetCallerIdentity");
        self.cloud.whoami().await
    }

    fn skew(&self) -> Option<Skew> {
        self.cloud.skew()
    }

    async fn describe(&self, ids: &[WorkspaceId]) -> Result<Vec<Desktop>, Failure> {
        self.turn(&self.workspaces, "DescribeWorkspaces", ids).await;
        self.cloud.describe(ids).await
    }

    async fn desktops(&self, filter: &Filter, token: Option<String>) -> Result<Page<Desktop>, Failure> {
        self.turn(&self.workspaces, "DescribeWorkspaces", ALWAYS).await;
        self.cloud.desktops(filter, token).await
    }

    async fn connections(&self, ids: &[WorkspaceId]) -> Result<BTreeMap<WorkspaceId, Connection>, Failure> {
        self.turn(&self.workspaces, "DescribeWorkspacesConnectionStatus", ids).await;
        self.cloud.connections(ids).await
    }

    async fn tags(&self, ids: &[WorkspaceId]) -> Result<BTreeMap<WorkspaceId, Tags>, Failure> {
        self.turn(&self.tagging, "GetResources", ids).await;
        self.cloud.tags(ids).await
    }

    async fn all_tags(&self, token: Option<String>) -> Result<Page<(WorkspaceId, Tags)>, Failure> {
        self.turn(&self.tagging, "GetResources", ALWAYS).await;
        self.cloud.all_tags(token).await
    }

    async fn bundles(&self, ids: &[BundleId]) -> Result<BTreeMap<BundleId, bool>, Failure> {
        self.turn(&self.workspaces, "DescribeWorkspaceBundles", ids).await;
        self.cloud.bundles(ids).await
    }

    async fn directories(&self, ids: &[DirectoryId]) -> Result<BTreeMap<DirectoryId, bool>, Failure> {
        self.turn(&self.workspaces, "DescribeWorkspaceDirectories", ids).await;
        self.cloud.directories(ids).await
    }

    async fn terminate(&self, ids: &[WorkspaceId]) -> Result<Vec<(WorkspaceId, Failure)>, Failure> {
        self.turn_to_act("TerminateWorkspaces", ids).await?;
        self.cloud.terminate(ids).await
    }

    async fn create(&self, requests: &[Request]) -> Result<Vec<Result<WorkspaceId, Failure>>, Failure> {
        self.turn_to_act("CreateWorkspaces", requests).await?;
        self.cloud.create(requests).await
    }

    async fn tag(&self, id: &WorkspaceId, key: &str, value: &str) -> Result<(), Failure> {
        self.turn(&self.workspaces, "CreateTags", ALWAYS).await;
        self.cloud.tag(id, key, value).await
    }

    async fn untag(&self, id: &WorkspaceId, key: &str) -> Result<(), Failure> {
        self.turn(&self.workspaces, "DeleteTags", ALWAYS).await;
        self.cloud.untag(id, key).await
    }

    async fn alarms(&self, prefix: &str, token: Option<String>) -> Result<Page<Alarm>, Failure> {
        self.turn(&self.read_alarms, "DescribeAlarms", ALWAYS).await;
        self.cloud.alarms(prefix, token).await
    }

    async fn put_alarm(&self, alarm: &Alarm) -> Result<(), Failure> {
        self.turn(&self.put_alarm, "PutMetricAlarm", ALWAYS).await;
        self.cloud.put_alarm(alarm).await
    }

    async fn delete_alarms(&self, names: &[String]) -> Result<(), Failure> {
        self.turn(&self.delete_alarms, "DeleteAlarms", names).await;
        self.cloud.delete_alarms(names).await
    }

    async fn user_connected(
        &self,
        ids: &[WorkspaceId],
        from: Timestamp,
        to: Timestamp,
    ) -> Result<BTreeMap<WorkspaceId, Timestamp>, Failure> {
        self.turn(&self.read_alarms, "GetMetricData", ids).await;
        self.cloud.user_connected(ids, from, to).await
    }

    /// Not paced: a tick tells of a handful of things, and SNS takes hundreds a second.
    async fn publish(&self, topic_arn: &str, subject: &str, message: &str) -> Result<(), Failure> {
        self.count("Publish");
        self.cloud.publish(topic_arn, subject, message).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cloud::CALL_S_MAX;
    use crate::recycle::{ACT_TAKES_MAX, desktop::tests::desktop};
    use std::future::Future;
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    /// A clock that only waiting moves, and each wait by so much more than it was to take.
    #[derive(Default)]
    struct Waits(Mutex<SignedDuration>, Mutex<SignedDuration>);

    impl Clock for Waits {
        fn now(&self) -> Timestamp {
            Timestamp::UNIX_EPOCH + *self.0.lock().unwrap()
        }

        async fn sleep(&self, time: SignedDuration) {
            *self.0.lock().unwrap() += time + *self.1.lock().unwrap();
        }
    }

    /// A cloud with nothing in it, which answers at once.
    struct Empty;

    impl Cloud for Empty {
        async fn whoami(&self) -> Result<Identity, Failure> {
            Err(Failure::new(FailureKind::Credentials, "", "nobody"))
        }
        async fn describe(&self, _: &[WorkspaceId]) -> Result<Vec<Desktop>, Failure> {
            Ok(vec![])
        }
        async fn desktops(&self, _: &Filter, _: Option<String>) -> Result<Page<Desktop>, Failure> {
            Ok(Page { items: vec![], next: None })
        }
        async fn connections(&self, _: &[WorkspaceId]) -> Result<BTreeMap<WorkspaceId, Connection>, Failure> {
            Ok(BTreeMap::new())
        }
        async fn tags(&self, _: &[WorkspaceId]) -> Result<BTreeMap<WorkspaceId, Tags>, Failure> {
            Ok(BTreeMap::new())
        }
        async fn all_tags(&self, _: Option<String>) -> Result<Page<(WorkspaceId, Tags)>, Failure> {
            Ok(Page { items: vec![], next: None })
        }
        async fn bundles(&self, _: &[BundleId]) -> Result<BTreeMap<BundleId, bool>, Failure> {
            Ok(BTreeMap::new())
        }
        async fn directories(&self, _: &[DirectoryId]) -> Result<BTreeMap<DirectoryId, bool>, Failure> {
            Ok(BTreeMap::new())
        }
        async fn terminate(&self, _: &[WorkspaceId]) -> Result<Vec<(WorkspaceId, Failure)>, Failure> {
            Ok(vec![])
        }
        async fn create(&self, _: &[Request]) -> Result<Vec<Result<WorkspaceId, Failure>>, Failure> {
            Ok(vec![])
        }
        async fn tag(&self, _: &WorkspaceId, _: &str, _: &str) -> Result<(), Failure> {
            Ok(())
        }
        async fn untag(&self, _: &WorkspaceId, _: &str) -> Result<(), Failure> {
            Ok(())
        }
        async fn alarms(&self, _: &str, _: Option<String>) -> Result<Page<Alarm>, Failure> {
            Ok(Page { items: vec![], next: None })
        }
        async fn put_alarm(&self, _: &Alarm) -> Result<(), Failure> {
            Ok(())
        }
        async fn delete_alarms(&self, _: &[String]) -> Result<(), Failure> {
            Ok(())
        }
        async fn user_connected(
            &self,
            _: &[WorkspaceId],
            _: Timestamp,
            _: Timestamp,
        ) -> Result<BTreeMap<WorkspaceId, Timestamp>, Failure> {
            Ok(BTreeMap::new())
        }
        async fn publish(&self, _: &str, _: &str, _: &str) -> Result<(), Failure> {
            Ok(())
        }
    }

    fn paced() -> Paced<Empty, Waits> {
        Paced::new(Empty, Waits::default(), Rates::DOCUMENTED)
    }

    fn waited_ms(paced: &Paced<Empty, Waits>) -> i128 {
        paced.clock.0.lock().unwrap().as_millis()
    }

    /// Run what never has to wait for anything real.
    fn run<T>(work: impl Future<Output = T>) -> T {
        match pin!(work).poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(done) => done,
            Poll::Pending => panic!("the fake clock never makes anybody wait"),
        }
    }

    fn id() -> WorkspaceId {
        "ws-0a1b2c3d4".parse().unwrap()
    }

    #[test]
    fn all_calls_of_workspaces_share_one_bucket() {
        let paced = paced();
        run(async {
            for _ in 0..3 {
                paced.describe(&[id()]).await.unwrap();
                paced.connections(&[id()]).await.unwrap();
                paced.terminate(&[id()]).await.unwrap();
            }
        });
        // Nine calls: four at once, then nine in five seconds.
        assert_eq!(waited_ms(&paced), 2777);
        let expected =
            [("DescribeWorkspaces", 3), ("DescribeWorkspacesConnectionStatus", 3), ("TerminateWorkspaces", 3)];
        assert_eq!(paced.calls(), BTreeMap::from(expected));
    }

    #[test]
    fn each_other_bucket_has_its_own_rate() {
        type Call = fn(&Paced<Empty, Waits>);
        let alarm = || Alarm::guarding(&id(), "arn");
        let cases: [(Call, &str, i128); 6] = [
            (|p| drop(run(p.tags(&[id()]))), "GetResources", 1000),
            (|p| drop(run(p.all_tags(None))), "GetResources", 1000),
            (|p| drop(run(p.alarms("", None))), "DescribeAlarms", 1222),
            (|p| drop(run(p.put_alarm(&Alarm::guarding(&id(), "arn")))), "PutMetricAlarm", 5666),
            (|p| drop(run(p.delete_alarms(&["a".into()]))), "DeleteAlarms", 5666),
            (|p| drop(run(p.user_connected(&[id()], Timestamp::MIN, Timestamp::MAX))), "GetMetricData", 1222),
        ];
        for (call, name, waited) in cases {
            let paced = paced();
            (0..20).for_each(|_| call(&paced));
            assert_eq!(paced.calls(), BTreeMap::from([(name, 20)]));
            assert!((waited..waited + 2).contains(&waited_ms(&paced)), "{name}: {}", waited_ms(&paced));
        }
        // None of them holds up WorkSpaces.
        let paced = paced();
        (0..20).for_each(|_| run(paced.put_alarm(&alarm())).unwrap());
        let before = waited_ms(&paced);
        run(paced.tag(&id(), "key", "value")).unwrap();
        assert_eq!(waited_ms(&paced), before);
    }

    #[test]
    fn every_method_is_counted_under_its_name() {
        let paced = paced();
        let request = Request::capture(&desktop("ws-0a1b2c3d4", "alice"), &Tags::new());
        run(async {
            assert!(paced.whoami().await.is_err());
            paced.desktops(&Filter::All, None).await.unwrap();
            paced.bundles(&["wsb-0a1b2c3d4".parse().unwrap()]).await.unwrap();
            paced.directories(&["d-90670a1b2c".parse().unwrap()]).await.unwrap();
            paced.create(&[request]).await.unwrap();
            paced.untag(&id(), "key").await.unwrap();
        });
        let names: Vec<_> = paced.calls().into_keys().collect();
        let expected = [
            "CreateWorkspaces",
            "DeleteTags",
            "DescribeWorkspaceBundles",
            "DescribeWorkspaceDirectories",
            "DescribeWorkspaces",
            "GetCallerIdentity",
        ];
        assert_eq!(names, expected);
    }

    #[test]
    fn nothing_to_ask_costs_nothing() {
        let paced = paced();
        run(async {
            for _ in 0..50 {
                paced.describe(&[]).await.unwrap();
                paced.connections(&[]).await.unwrap();
                paced.tags(&[]).await.unwrap();
                paced.terminate(&[]).await.unwrap();
                paced.create(&[]).await.unwrap();
                paced.delete_alarms(&[]).await.unwrap();
            }
        });
        assert_eq!((waited_ms(&paced), paced.calls()), (0, BTreeMap::new()));
    }

    #[test]
    fn a_call_that_would_be_late_is_not_sent() {
        let paced = paced();
        let queued = 4 + 9 * ACT_WAIT_S_MAX / 5;
        for _ in 0..queued {
            paced.workspaces.reserve(paced.clock.now());
        }
        let failure = run(paced.terminate(&[id()])).unwrap_err();
        assert_eq!((failure.kind, failure.call.as_str()), (FailureKind::NotSent, "TerminateWorkspaces"));
        assert_eq!((waited_ms(&paced), paced.calls()), (0, BTreeMap::new()));
        // It took no place in the queue, and a moment later there is one.
        run(paced.clock.sleep(SignedDuration::from_millis(600)));
        run(paced.terminate(&[id()])).unwrap();
        assert_eq!(waited_ms(&paced), 555 + 1000 * i128::from(ACT_WAIT_S_MAX));
    }

    #[test]
    fn an_act_is_over_before_it_is_disbelieved() {
        assert_eq!(ACT_TAKES_MAX.as_secs(), ACT_WAIT_S_MAX + CALL_S_MAX as i64);
    }

    /// The lid was closed while an act waited for its token: nobody knows by now who is connected.
    #[test]
    fn an_act_is_not_sent_by_a_machine_that_has_slept() {
        let paced = paced();
        *paced.clock.1.lock().unwrap() = SignedDuration::from_hours(3);
        (0..Rates::DOCUMENTED.workspaces.burst as usize + 1)
            .for_each(|_| _ = paced.workspaces.reserve(paced.clock.now()));
        let failure = run(paced.terminate(&[id()])).unwrap_err();
        assert_eq!((failure.kind, failure.call.as_str()), (FailureKind::NotSent, "TerminateWorkspaces"));
        assert_eq!(paced.calls(), BTreeMap::new());
    }
}
