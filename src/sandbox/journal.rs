//! What the functions log in the sandbox, in the lines that they write in AWS, and the port `Logs` over it.
//!
//! As in AWS, nothing is kept of a function whose log group is missing or whose role may not write to it.

use super::Sandbox;
use super::world::World;
use crate::cloud::{LogLine, Logs, Page};
use crate::functions::Function;
use crate::recycle::{Failure, FailureKind, WorkspaceId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::VecDeque;

const CALL: &str = "FilterLogEvents";
/// Lines kept, of all groups together.
const KEPT_MAX: usize = 2_000;
/// Lines in a page, few, so that whoever reads must turn pages.
const PAGE: usize = 100;

/// What was logged, the newest last.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Journal {
    lines: VecDeque<Line>,
    /// Lines so far, those that are no longer kept included.
    count: u64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Line {
    group: String,
    number: u64,
    at: Timestamp,
    text: String,
}

impl World {
    /// A function writes a line, as `functions::log` makes it.
    pub fn log(&mut self, function: Function, line: &Value) {
        let written = self.deployed.functions.iter().filter(|(_, it)| it.handler == function.aws_name());
        let groups: Vec<String> = written.map(|(name, _)| format!("/aws/lambda/{name}")).collect();
        if self.deployed.function_may(&self.identity, function, "PutLogEvents").is_err() {
            return;
        }
        for group in groups.into_iter().filter(|group| self.deployed.log_groups.contains_key(group)) {
            let Journal { lines, count } = &mut self.journal;
            *count += 1;
            lines.push_back(Line { group, number: *count, at: self.now, text: line.to_string() });
            if lines.len() > KEPT_MAX {
                lines.pop_front();
            }
        }
    }
}

impl Logs for Sandbox {
    async fn log_lines(
        &self,
        group: &str,
        from: Timestamp,
        desktop: Option<&WorkspaceId>,
        token: Option<String>,
    ) -> Result<Page<LogLine>, Failure> {
        self.call(CALL, |world| {
            if !world.deployed.log_groups.contains_key(group) {
                let message = "The specified log group does not exist.";
                return Err(Failure::new(FailureKind::NotFound, "ResourceNotFoundException", message).in_call(CALL));
            }
            let before = match token.as_deref().map(str::parse) {
                None => u64::MAX,
                Some(Ok(number)) => number,
                Some(Err(_)) => {
                    let message = "The specified nextToken is invalid.";
                    return Err(Failure::from_code("InvalidParameterException", message).in_call(CALL));
                }
            };
            let is_asked = |line: &&Line| {
                line.group == group
                    && line.number < before
                    && line.at >= from
                    && desktop.is_none_or(|id| line.text.contains(id.as_str()))
            };
            let mut found: Vec<&Line> = world.journal.lines.iter().rev().filter(is_asked).take(PAGE + 1).collect();
            let has_more = found.len() > PAGE;
            found.truncate(PAGE);
            let next = found.last().filter(|_| has_more).map(|line| line.number.to_string());
            let said = |line: &Line| LogLine { id: line.number.to_string(), at: line.at, text: line.text.clone() };
            Ok(Page { items: found.into_iter().map(said).collect(), next })
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn world() -> World {
        World::new(1, "2026-11-23T08:00:00Z".parse().unwrap())
    }

    async fn read(sandbox: &Sandbox, desktop: Option<&str>) -> Result<Vec<String>, Failure> {
        let desktop: Option<WorkspaceId> = desktop.map(|id| id.parse().unwrap());
        let (mut texts, mut token) = (vec![], None);
        loop {
            let page = sandbox
                .log_lines("/aws/lambda/Workspace_Term_Rebuild", Timestamp::UNIX_EPOCH, desktop.as_ref(), token)
                .await?;
            assert!(page.items.len() <= PAGE);
            texts.extend(page.items.into_iter().map(|line| line.text));
            token = page.next;
            if token.is_none() {
                return Ok(texts);
            }
        }
    }

    #[tokio::test]
    async fn the_newest_first_over_pages_and_not_without_bound() {
        let mut world = world();
        for n in 0..KEPT_MAX + 5 {
            world.log(Function::TermRebuild, &json!({"message": format!("no. {n}")}));
        }
        world.log(Function::TermRebuild, &json!({"message": "no look at ws-0a1b2c3d4"}));
        assert_eq!(world.journal.lines.len(), KEPT_MAX);
        let sandbox = Sandbox::new(world);
        let texts = read(&sandbox, None).await.unwrap();
        assert_eq!(texts.len(), KEPT_MAX);
        assert!(texts[0].contains("ws-0a1b2c3d4") && texts[1].contains(&format!("no. {}", KEPT_MAX + 4)));
        assert_eq!(read(&sandbox, Some("ws-0a1b2c3d4")).await.unwrap().len(), 1);
        let bad =
            sandbox.log_lines("/aws/lambda/Workspace_Term_Rebuild", Timestamp::UNIX_EPOCH, None, Some("x".into()));
        assert_eq!(bad.await.unwrap_err().kind, FailureKind::Invalid);
    }

    #[tokio::test]
    async fn nothing_is_kept_without_a_group_or_a_right_to_write() {
        let mut denied = world();
        denied.deployed.roles.values_mut().for_each(|role| role.inline.clear());
        denied.log(Function::TermRebuild, &json!({}));
        assert_eq!(denied.journal, Journal::default());
        let mut without = world();
        without.deployed.log_groups.clear();
        without.log(Function::TermRebuild, &json!({}));
        assert_eq!(without.journal, Journal::default());
        assert_eq!(read(&Sandbox::new(without), None).await.unwrap_err().kind, FailureKind::NotFound);
    }
}
