//! The still account's stack: looks and writes go to what the sandbox would have deployed. A look is denied by
//! `look <kind>`, a write by `write <call>`, and put off by `later <call>`.

use super::Account;
use crate::cloud::{Archive, Provision};
use crate::recycle::Failure;
use crate::sandbox::Deployed;
use crate::stack::Write;
use crate::stack::picture::{Bucket, Function, LogGroup, Role, Rule, Seen, Table, Topic, Trail};
use std::collections::BTreeMap;

impl Account {
    /// Change by hand what is deployed.
    pub fn deployed<T>(&self, change: impl FnOnce(&mut Deployed) -> T) -> T {
        change(&mut self.content().deployed)
    }

    /// Let it take so many writes and no more, as if whoever makes them were killed then.
    pub fn dies_after(&self, writes: usize) {
        self.content().writes_left = Some(writes);
    }

    /// The writes that were made, by the names of their calls.
    pub fn writes(&self) -> Vec<String> {
        self.calls().iter().filter_map(|call| call.strip_prefix("write ")).map(str::to_owned).collect()
    }

    fn look<T>(&self, kind: &str, find: impl FnOnce(&Deployed) -> Option<T>) -> Seen<T> {
        match self.call(&format!("look {kind}")) {
            Ok(content) => find(&content.deployed).map_or(Seen::Absent, Seen::Present),
            Err(failure) => Seen::Unknown(failure),
        }
    }
}

impl Provision for Account {
    async fn topic(&self, name: &str) -> Seen<Topic> {
        self.look("topic", |deployed| deployed.topics.get(name).cloned())
    }

    async fn role(&self, name: &str) -> Seen<Role> {
        self.look("role", |deployed| deployed.roles.get(name).cloned())
    }

    async fn table(&self, name: &str) -> Seen<Table> {
        self.look("table", |deployed| deployed.tables.get(name).cloned())
    }

    async fn log_group(&self, name: &str) -> Seen<LogGroup> {
        self.look("log group", |deployed| deployed.log_groups.get(name).cloned())
    }

    async fn bucket(&self, name: &str) -> Seen<Bucket> {
        self.look("bucket", |deployed| deployed.buckets.get(name).cloned())
    }

    async fn function(&self, name: &str) -> Seen<Function> {
        self.look("function", |deployed| deployed.functions.get(name).cloned())
    }

    async fn settings_of(&self, function: &str) -> Seen<BTreeMap<String, String>> {
        match self.call("GetFunctionConfiguration") {
            Ok(content) => {
                let found = content.deployed.functions.get(function).map(|function| function.environment.clone());
                found.map_or(Seen::Absent, Seen::Present)
            }
            Err(failure) => Seen::Unknown(failure),
        }
    }

    async fn rule(&self, name: &str) -> Seen<Rule> {
        self.look("rule", |deployed| deployed.rules.get(name).cloned())
    }

    async fn trails(&self) -> Result<Vec<Trail>, Failure> {
        Ok(self.call("look trails")?.deployed.trails.values().cloned().collect())
    }

    async fn write(&self, write: &Write, archive: Option<&Archive>) -> Result<(), Failure> {
        let identity = self.identity();
        if let Some(left) = &mut self.content().writes_left {
            *left = left.checked_sub(1).ok_or_else(|| Failure::from_code("Killed", "nothing was sent"))?;
        }
        if self.content().denied.contains(&format!("later {}", write.call())) {
            let message = "Time to live has been modified multiple times within a fixed interval";
            return Err(Failure::from_code("ValidationException", message).in_call(write.call()));
        }
        let denied = |failure: Failure| failure.in_call(write.call());
        self.call(&format!("write {}", write.call())).map_err(denied)?.deployed.write(&identity, write, archive)
    }
}
