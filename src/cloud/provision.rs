//! The port for everything that `setup` builds: a look at each kind of resource, and one write at a time.

use crate::recycle::Failure;
use crate::stack::Write;
use crate::stack::picture::{Bucket, Function, LogGroup, Role, Rule, Seen, Table, Topic, Trail};
use std::collections::BTreeMap;
use std::future::Future;

/// What is uploaded to Lambda.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Archive {
    pub bytes: Vec<u8>,
    /// Base 64 of their SHA-256, as Lambda shows it.
    pub sha256: String,
}

/// What `setup`, `drift` and `teardown` ask of AWS, in our own nouns. A look may take several calls; what is denied is
/// `Seen::Unknown` with its failure and never taken for absent. A write is exactly one call, except that the adapter
/// waits where AWS says "in progress" or a new role is not known everywhere yet.
pub trait Provision: Send + Sync {
    fn topic(&self, name: &str) -> impl Future<Output = Seen<Topic>> + Send;
    fn role(&self, name: &str) -> impl Future<Output = Seen<Role>> + Send;
    fn table(&self, name: &str) -> impl Future<Output = Seen<Table>> + Send;
    fn log_group(&self, name: &str) -> impl Future<Output = Seen<LogGroup>> + Send;
    fn bucket(&self, name: &str) -> impl Future<Output = Seen<Bucket>> + Send;
    fn function(&self, name: &str) -> impl Future<Output = Seen<Function>> + Send;
    /// The environment of a function, in one light call: what commands ask that build nothing.
    fn settings_of(&self, function: &str) -> impl Future<Output = Seen<BTreeMap<String, String>>> + Send;
    fn rule(&self, name: &str) -> impl Future<Output = Seen<Rule>> + Send;
    /// Every trail that is seen from this Region, shadow trails and those of the organization included.
    fn trails(&self) -> impl Future<Output = Result<Vec<Trail>, Failure>> + Send;

    /// Carry out one write. The archive is what `CreateFunction` and `UpdateCode` upload.
    ///
    /// # Errors
    /// The call's failure; nothing else was changed then.
    fn write(&self, write: &Write, archive: Option<&Archive>) -> impl Future<Output = Result<(), Failure>> + Send;
}
