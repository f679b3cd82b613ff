//! Many callers at once on the virtual clock: each is polled when the moment has come that it waits for.
//!
//! Nothing runs in parallel and nothing is drawn here: at the same moment, whoever began to wait first goes first.

use super::cloud::Sandbox;
use jiff::{SignedDuration, Timestamp};
use std::collections::{BTreeMap, BTreeSet};
use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

pub type Work = Pin<Box<dyn Future<Output = ()> + Send>>;

/// Who is at work, and what each waits for.
pub struct Clockwork {
    sandbox: Sandbox,
    waiting: BTreeSet<(Timestamp, u64)>,
    work: BTreeMap<u64, Work>,
    next_number: u64,
    pub polls: u64,
}

impl Clockwork {
    /// `sandbox` is a timed one.
    pub fn new(sandbox: Sandbox) -> Self {
        Self { sandbox, waiting: BTreeSet::new(), work: BTreeMap::new(), next_number: 0, polls: 0 }
    }

    pub fn spawn(&mut self, work: Work) {
        let now = self.sandbox.world().now;
        self.next_number += 1;
        self.waiting.insert((now, self.next_number));
        self.work.insert(self.next_number, work);
    }

    pub fn is_idle(&self) -> bool {
        self.work.is_empty()
    }

    /// Let those work whose moment has come, then let time pass until the next one, but not past `until`.
    pub fn step(&mut self, until: Timestamp) {
        let now = self.sandbox.world().now;
        while let Some(&(at, number)) = self.waiting.first().filter(|(at, _)| *at <= now) {
            self.waiting.remove(&(at, number));
            self.poll(number);
        }
        let mut world = self.sandbox.world();
        let moments = [self.waiting.first().map(|(at, _)| *at), world.next_at(), Some(until)];
        let next = moments.into_iter().flatten().min().unwrap_or(until);
        world.advance(next.max(now));
    }

    fn poll(&mut self, number: u64) {
        let Some(mut work) = self.work.remove(&number) else { return };
        self.polls += 1;
        self.sandbox.take_wake_at();
        let done = work.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_ready();
        if !done {
            let now = self.sandbox.world().now;
            // Whoever waits for nothing in particular is asked again in a moment.
            let at = self.sandbox.take_wake_at().unwrap_or(now + SignedDuration::from_millis(1));
            // A new number: it goes behind those who wait for that moment already.
            self.next_number += 1;
            self.waiting.insert((at, self.next_number));
            self.work.insert(self.next_number, work);
        }
    }
}

/// Work that is stopped when its time is up: `None` then, as Lambda does it.
pub async fn within<T>(sandbox: &Sandbox, time: SignedDuration, work: impl Future<Output = T>) -> Option<T> {
    let until = sandbox.world().now + time;
    let mut work = pin!(work);
    poll_fn(|context| match work.as_mut().poll(context) {
        Poll::Ready(done) => Poll::Ready(Some(done)),
        Poll::Pending => sandbox.poll_until(until).map(|()| None),
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::super::World;
    use super::*;
    use crate::cloud::Clock;
    use std::sync::{Arc, Mutex};

    #[test]
    fn each_wakes_at_its_moment_and_late_work_is_stopped() {
        let start = Timestamp::UNIX_EPOCH;
        let sandbox = Sandbox::timed(World::new(1, start));
        let (mut clockwork, seen) = (Clockwork::new(sandbox.clone()), Arc::new(Mutex::new(vec![])));
        for (name, s) in [("slow", 30), ("quick", 10), ("endless", 900)] {
            let (sandbox, seen) = (sandbox.clone(), seen.clone());
            clockwork.spawn(Box::pin(async move {
                let slept = sandbox.sleep(SignedDuration::from_secs(s));
                let done = within(&sandbox, SignedDuration::from_secs(60), slept).await;
                let passed = sandbox.now().duration_since(start).as_secs();
                seen.lock().unwrap().push((name, passed, done.is_some()));
            }));
        }
        while !clockwork.is_idle() {
            clockwork.step(start + SignedDuration::from_secs(600));
        }
        assert_eq!(*seen.lock().unwrap(), [("quick", 10, true), ("slow", 30, true), ("endless", 60, false)]);
    }
}
