//! The contract of the port `Provision`, as one body that runs over every world: each kind of resource is made, read
//! back, altered, made again and taken away.
//!
//! A world that deviates from AWS says so in [`Deviations`], with who is wrong; everything else must hold as it stands.
//! To add a write: a line in the file of its kind; `over_aws.rs` says which call of AWS no line leads to.

mod bucket;
mod function;
mod group;
#[cfg(feature = "aws")]
pub mod over_aws;
mod over_sandbox;
mod role;
mod rule;
mod table;
mod topic;
mod trail;

use wsrecycle::cloud::{Archive, Cloud, Identity, Provision};
use wsrecycle::recycle::{Failure, FailureKind};
use wsrecycle::stack::picture::Tags;
use wsrecycle::stack::{Document, STACK_TAG, Seen, Write};

/// What a world is known to do otherwise than AWS.
#[derive(Debug, Clone, Copy, Default)]
pub struct Deviations {
    /// An e-mail subscription shows its ARN before it is confirmed.
    pub addresses_have_arns: bool,
    /// Of several PutFunctionEventInvokeConfig the first one holds.
    pub first_asynchronous_stays: bool,
    /// Functions have no logging configuration.
    pub log_format_is_lost: bool,
    /// UpdateFunctionCode leaves the architecture.
    pub architecture_stays: bool,
    /// AddPermission takes an id twice, and RemovePermission one that is not there.
    pub permissions_are_unchecked: bool,
    /// CreateBucket ignores the tags that it is given.
    pub bucket_tags_are_lost: bool,
    /// CreateTrail overwrites a trail that is there.
    pub trails_are_overwritten: bool,
}

/// Where the body stands.
struct Stand<'a, P> {
    aws: &'a P,
    identity: Identity,
    deviations: Deviations,
}

/// The contract, in an account without any of these things.
pub async fn body<P: Provision + Cloud>(aws: &P, deviations: Deviations) {
    let identity = aws.whoami().await.expect("GetCallerIdentity");
    let stand = Stand { aws, identity, deviations };
    topic::life(&stand).await;
    role::life(&stand).await;
    table::life(&stand).await;
    group::life(&stand).await;
    bucket::life(&stand).await;
    function::life(&stand).await;
    rule::life(&stand).await;
    trail::life(&stand).await;
}

impl<P: Provision> Stand<'_, P> {
    async fn write(&self, write: Write) {
        self.upload(write, None).await;
    }

    async fn upload(&self, write: Write, archive: Option<&Archive>) {
        let answer = self.aws.write(&write, archive).await;
        answer.unwrap_or_else(|failure| panic!("{write:?}: {failure}"));
    }

    /// The write is carried out, and then once more without a failure.
    async fn write_twice(&self, write: Write) {
        self.write(write.clone()).await;
        self.write(write).await;
    }

    async fn is_refused(&self, write: Write, archive: Option<&Archive>, kind: FailureKind) {
        let answer = self.aws.write(&write, archive).await;
        let failure = answer.err().unwrap_or_else(|| panic!("{write:?} must be refused"));
        assert_eq!(failure.kind, kind, "{write:?}: {failure}");
        assert_eq!(failure.call, write.call(), "{failure}");
    }

    fn arn(&self, service: &str, name: &str) -> String {
        let Identity { partition, region, account, .. } = &self.identity;
        format!("arn:{partition}:{service}:{region}:{account}:{name}")
    }
}

fn present<T: std::fmt::Debug>(seen: Seen<T>) -> T {
    match seen {
        Seen::Present(it) => it,
        other => panic!("it should be there: {other:?}"),
    }
}

fn tags(more: &[(&str, &str)]) -> Tags {
    let ours = [(STACK_TAG, "default")];
    ours.iter().chain(more).map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
}

/// Who may assume a role.
fn trust(service: &str) -> Document {
    serde_json::json!({
        "Version": "2012-10-17",
        "Statement": [{ "Effect": "Allow", "Principal": { "Service": service }, "Action": "sts:AssumeRole" }],
    })
    .into()
}

/// A failure as a look shows it.
fn unknown<T: std::fmt::Debug>(seen: Seen<T>) -> Failure {
    match seen {
        Seen::Unknown(failure) => failure,
        other => panic!("nobody may know this: {other:?}"),
    }
}
