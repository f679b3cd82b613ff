//! The port for what the functions have logged.

use super::Page;
use crate::recycle::{Failure, WorkspaceId};
use jiff::Timestamp;
use std::future::Future;

/// One line of a log group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogLine {
    /// Different for every line of every group.
    pub id: String,
    pub at: Timestamp,
    pub text: String,
}

/// What `logs` asks of AWS. One method is one call, as in [`Cloud`](super::Cloud).
pub trait Logs: Send + Sync {
    /// One page of FilterLogEvents of a group since `from`, the newest first; with a desktop, only lines that name it.
    /// A page may be empty although there are more.
    fn log_lines(
        &self,
        group: &str,
        from: Timestamp,
        desktop: Option<&WorkspaceId>,
        token: Option<String>,
    ) -> impl Future<Output = Result<Page<LogLine>, Failure>> + Send;
}
