//! The port `Provision` over AWS's SDK: what a stack is made of, one file for each service.
//!
//! A look asks everything at once that does not depend on another answer, and first reads the answer about the thing
//! itself: if that was not found, it is absent, whatever the others say. What is denied, or fails in any other way, is
//! unknown and never absent; a part that is missing (a bucket without a policy) is a value. A write is one call, made
//! again only while AWS says "not yet" (`waiting.rs`), and a deletion of what is gone is done.
//!
//! To add a write: its function in the file of its service, its line in `write.rs`, and a case in `tests/provision.rs`.
//! What an error code means is in `refusal.rs`.

mod clients;
mod cloudtrail;
mod dynamodb;
mod events;
mod iam;
mod lambda;
mod logs;
mod permission;
mod refusal;
mod s3;
mod schema;
mod selectors;
mod sns;
mod together;
mod waiting;
mod write;

pub(super) use clients::Clients;
pub(super) use refusal::of_item;
pub(super) use sns::publish;
pub(super) use waiting::Waiting;

use super::AwsCloud;
use crate::cloud::{Archive, Provision};
use crate::recycle::Failure;
use crate::stack::picture::{Bucket, Function, LogGroup, Role, Rule, Table, Topic, Trail};
use crate::stack::{Seen, Write};
use std::collections::BTreeMap;
use waiting::Waits;

fn seen<T>(found: Result<Option<T>, Failure>) -> Seen<T> {
    match found {
        Ok(Some(it)) => Seen::Present(it),
        Ok(None) => Seen::Absent,
        Err(failure) => Seen::Unknown(failure),
    }
}

/// Every call is boxed: the SDK's futures are large, a command asks some fifteen of these questions at once, and all of
/// them together would not fit on the stack of a program that is not optimised.
impl Provision for AwsCloud {
    async fn topic(&self, name: &str) -> Seen<Topic> {
        seen(Box::pin(sns::topic(self, name)).await)
    }

    async fn role(&self, name: &str) -> Seen<Role> {
        seen(Box::pin(iam::role(self, name)).await)
    }

    async fn table(&self, name: &str) -> Seen<Table> {
        seen(Box::pin(dynamodb::table(self, name)).await)
    }

    async fn log_group(&self, name: &str) -> Seen<LogGroup> {
        seen(Box::pin(logs::log_group(self, name)).await)
    }

    async fn bucket(&self, name: &str) -> Seen<Bucket> {
        seen(Box::pin(s3::bucket(self, name)).await)
    }

    async fn function(&self, name: &str) -> Seen<Function> {
        seen(Box::pin(lambda::function(self, name)).await)
    }

    async fn settings_of(&self, function: &str) -> Seen<BTreeMap<String, String>> {
        seen(lambda::settings_of(self, function).await)
    }

    async fn rule(&self, name: &str) -> Seen<Rule> {
        seen(Box::pin(events::rule(self, name)).await)
    }

    async fn trails(&self) -> Result<Vec<Trail>, Failure> {
        Box::pin(cloudtrail::trails(self)).await
    }

    async fn write(&self, write: &Write, archive: Option<&Archive>) -> Result<(), Failure> {
        let mut waits = Waits::new(self, write);
        loop {
            // Fifty kinds of call make a large future; it lives here only while it runs.
            match Box::pin(write::once(self, write, archive)).await {
                Ok(()) => return Ok(()),
                Err(failure) => waits.after(failure).await?,
            }
        }
    }
}
