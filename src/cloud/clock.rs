//! Time as drivers see it: the present moment, and waiting. The sandbox has a clock of its own.

use jiff::{SignedDuration, Timestamp};
use std::future::Future;

/// The second port: what time it is, and waiting.
pub trait Clock: Send + Sync {
    fn now(&self) -> Timestamp;
    fn sleep(&self, time: SignedDuration) -> impl Future<Output = ()> + Send;
}

/// The clock on the wall.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    async fn sleep(&self, time: SignedDuration) {
        tokio::time::sleep(time.unsigned_abs()).await;
    }
}
