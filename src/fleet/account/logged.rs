//! The still account's logs: lines that a test has put there, two in a page. A group is there once it has a line.

use super::{Account, page};
use crate::cloud::{LogLine, Logs, Page};
use crate::recycle::{Failure, FailureKind, WorkspaceId};
use jiff::Timestamp;

impl Account {
    /// A line is logged; the account gives it an id.
    pub fn log(&self, group: &str, at: Timestamp, text: &str) {
        let mut content = self.content();
        let id = content.logs.values().map(Vec::len).sum::<usize>().to_string();
        let line = LogLine { id, at, text: text.to_owned() };
        content.logs.entry(group.to_owned()).or_default().push(line);
    }
}

impl Logs for Account {
    async fn log_lines(
        &self,
        group: &str,
        from: Timestamp,
        desktop: Option<&WorkspaceId>,
        token: Option<String>,
    ) -> Result<Page<LogLine>, Failure> {
        let content = self.call("log_lines")?;
        let Some(lines) = content.logs.get(group) else {
            let message = "The specified log group does not exist.";
            return Err(Failure::new(FailureKind::NotFound, "ResourceNotFoundException", message).in_call("log_lines"));
        };
        let is_asked = |line: &&LogLine| line.at >= from && desktop.is_none_or(|id| line.text.contains(id.as_str()));
        let mut found: Vec<LogLine> = lines.iter().rev().filter(is_asked).cloned().collect();
        found.sort_by_key(|line| std::cmp::Reverse(line.at));
        Ok(page(found.into_iter(), token, 2))
    }
}
