//! Logs at their own rate, which programs of others spend too.

use super::{ALWAYS, Paced};
use crate::cloud::{Clock, LogLine, Logs, Page};
use crate::recycle::{Failure, WorkspaceId};
use jiff::Timestamp;

impl<C: Logs, K: Clock> Logs for Paced<C, K> {
    async fn log_lines(
        &self,
        group: &str,
        from: Timestamp,
        desktop: Option<&WorkspaceId>,
        token: Option<String>,
    ) -> Result<Page<LogLine>, Failure> {
        self.turn(&self.logs, "FilterLogEvents", ALWAYS).await;
        self.cloud.log_lines(group, from, desktop, token).await
    }
}
