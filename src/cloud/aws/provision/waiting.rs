//! Waiting inside a write, where AWS says "not yet": a role that is not known everywhere, a change that is under way.
//!
//! To add a reason: its line in [`reason`], with where it was seen.

use super::super::AwsCloud;
use super::dynamodb;
use crate::recycle::{Failure, FailureKind};
use crate::stack::{Kind, Write};
use std::{fmt, sync::Arc, time::Duration};
use tokio::time::Instant;

/// What the write waits for in all. A new role takes 5 to 15 s as a rule.
const TOTAL_S: u64 = 120;
/// The first pause and the longest; each is half as long again as the one before.
const PAUSE_MS: u64 = 1_000;
const PAUSE_MS_MAX: u64 = 10_000;

/// Who is told why a write waits, and how long it may.
#[derive(Clone)]
pub(in super::super) struct Waiting {
    tell: Arc<dyn Fn(&str) + Send + Sync>,
    pause: Duration,
    total: Duration,
}

impl Default for Waiting {
    fn default() -> Self {
        Self { tell: Arc::new(|_| {}), pause: Duration::from_millis(PAUSE_MS), total: Duration::from_secs(TOTAL_S) }
    }
}

impl fmt::Debug for Waiting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Waiting").field("pause", &self.pause).field("total", &self.total).finish_non_exhaustive()
    }
}

impl AwsCloud {
    /// Tell `hear` why a write waits: one sentence for each reason of each write, without a full stop.
    #[must_use]
    pub fn on_waiting(mut self, hear: impl Fn(&str) + Send + Sync + 'static) -> Self {
        self.waiting.tell = Arc::new(hear);
        self
    }

    /// Shorter waits, for tests of this room.
    #[cfg(test)]
    pub(super) fn hurried(mut self, pause: Duration, total: Duration) -> Self {
        (self.waiting.pause, self.waiting.total) = (pause, total);
        self
    }
}

/// The waits of one write.
pub(super) struct Waits<'a> {
    aws: &'a AwsCloud,
    write: &'a Write,
    since: Instant,
    pause: Duration,
    told: Option<&'static str>,
}

impl<'a> Waits<'a> {
    pub(super) fn new(aws: &'a AwsCloud, write: &'a Write) -> Self {
        Self { aws, write, since: Instant::now(), pause: aws.waiting.pause, told: None }
    }

    /// Return when the write should be tried again.
    ///
    /// # Errors
    /// This failure does not pass by itself, or has not in all the time there is.
    pub(super) async fn after(&mut self, mut failure: Failure) -> Result<(), Failure> {
        let reason = match reason(self.write, &failure) {
            None if may_be_unfinished(self.write, &failure) => {
                let is_unfinished = dynamodb::is_in_progress(self.aws, &self.write.about().name).await;
                is_unfinished.then_some("the table is still being made or changed")
            }
            reason => reason,
        };
        let Some(reason) = reason else { return Err(failure) };
        let waiting = &self.aws.waiting;
        if self.since.elapsed() + self.pause > waiting.total {
            failure.message += &format!(
                " (still so after {} s of waiting: {reason}. Run the same command again in a few minutes)",
                waiting.total.as_secs()
            );
            return Err(failure);
        }
        if self.told != Some(reason) {
            let seconds = waiting.total.as_secs();
            (waiting.tell)(&format!("{}: waiting up to {seconds} s, because {reason}", self.write.about()));
            self.told = Some(reason);
        }
        tokio::time::sleep(self.pause).await;
        self.pause = (self.pause * 3 / 2).min(Duration::from_millis(PAUSE_MS_MAX));
        Ok(())
    }
}

/// A new table is not found by every part of DynamoDB at once.
fn may_be_unfinished(write: &Write, failure: &Failure) -> bool {
    let is_first_or_last = matches!(write, Write::CreateTable { .. } | Write::DeleteTable { .. });
    write.about().kind == Kind::Table && failure.kind == FailureKind::NotFound && !is_first_or_last
}

/// Why AWS will take later what it refuses now; `None` if it will not.
///
/// Codes are from the API references of the services; the messages of Lambda and IAM, which alone tell such a refusal
/// from a final one, from public reports and from the retries of Terraform's AWS provider (seen 2026-11-22). That a new
/// function is not found: hashicorp/terraform-provider-aws#7214; that a destination is invalid:
/// serverless/serverless#7507 (both seen 2026-11-25; that the latter passes for a new topic is from memory).
fn reason(write: &Write, failure: &Failure) -> Option<&'static str> {
    use Write::*;
    let said = |words: &str| failure.message.contains(words);
    let kind = write.about().kind;
    let is_deleted = matches!(write, DeleteBucket { .. } | DeleteRole { .. } | DeleteTable { .. });
    let reason = match (kind, failure.code.as_str()) {
        (Kind::Function, "InvalidParameterValueException")
            if said("cannot be assumed by Lambda") || said("execution role does not have permissions") =>
        {
            "AWS does not know the new role everywhere yet"
        }
        (Kind::Function, "InvalidParameterValueException") if said("KMS key is invalid for CreateGrant") => {
            "AWS does not know the new role's right to the key everywhere yet"
        }
        (Kind::Function, "InvalidParameterValueException")
            if matches!(write, SetAsynchronous { .. }) && said("destination ARN") && said("is invalid") =>
        {
            "Lambda does not know the new topic everywhere yet"
        }
        (Kind::Function, "ResourceNotFoundException")
            if matches!(write, AddPermission { .. } | SetAsynchronous { .. } | TagFunction { .. }) =>
        {
            "Lambda does not know the new function everywhere yet"
        }
        (Kind::Function, "ResourceConflictException")
            if said("in progress") || said("cannot be performed at this time") || said("following state: Pending") =>
        {
            "an earlier change of the function is still in progress"
        }
        (Kind::Table, "ResourceInUseException") => match write {
            CreateTable { .. } if said("being deleted") => "the old table is still being deleted",
            CreateTable { .. } => return None,
            _ => "the table is still being made or changed",
        },
        (Kind::Table, "LimitExceededException") if said("simultaneously") => "many other tables are being changed",
        (Kind::Table, "ContinuousBackupsUnavailableException") => "backups are still being prepared for the table",
        (Kind::Bucket, "NoSuchBucket") if !is_deleted => "S3 does not know the new bucket everywhere yet",
        (Kind::Trail, "InsufficientS3BucketPolicyException") => "CloudTrail does not see the bucket's policy yet",
        (Kind::Trail, "S3BucketDoesNotExistException") => "CloudTrail does not see the new bucket yet",
        (Kind::Trail, "ConflictException") => "CloudTrail is busy with the trail",
        (Kind::Role, "NoSuchEntity") if said("role with name") => "IAM does not know the new role everywhere yet",
        (Kind::Role, "DeleteConflict") if said("all policies first") || said("delete policies first") => {
            "IAM does not know everywhere yet that the role's policies are gone"
        }
        (
            _,
            "OperationAborted"
            | "OperationAbortedException"
            | "ConcurrentModification"
            | "ConcurrentModificationException"
            | "ConcurrentAccess"
            | "ConcurrentAccessException",
        ) => "another change is going on at the same time",
        _ => return None,
    };
    Some(reason)
}

#[cfg(test)]
mod tests {
    use super::super::super::canned::{self, Answer};
    use super::*;
    use crate::cloud::Provision;
    use crate::stack::picture::{Asynchronous, Tags};
    use std::sync::Mutex;

    fn failure(code: &str, message: &str) -> Failure {
        super::super::refusal::of_item(code, message.to_owned())
    }

    #[test]
    fn what_passes_by_itself_is_told_from_what_does_not() {
        let name = || "x".to_owned();
        let code = Write::UpdateCode { function: name(), architecture: "arm64".into() };
        let attach = Write::AttachPolicy { role: name(), arn: name() };
        let tag = Write::TagFunction { function: name(), tags: Tags::new() };
        let to_nobody = Asynchronous { retry_attempts: 0, event_age_s_max: 60, on_failure: None };
        let retry = Write::SetAsynchronous { function: name(), asynchronous: to_nobody };
        let missing = "ResourceNotFoundException";
        let create_table = Write::CreateTable { table: name(), tags: Tags::new() };
        let recover = Write::RecoverToAPointInTime { table: name() };
        let start = Write::StartLogging { trail: name() };
        let private = Write::BlockPublicAccess { bucket: name() };
        let put = Write::PutTarget { rule: name(), id: name(), arn: name() };
        let invalid = "InvalidParameterValueException";
        for (write, code, message, passes) in [
            (&code, invalid, "The role defined for the function cannot be assumed by Lambda.", true),
            (&code, invalid, "The provided execution role does not have permissions to call Publish on SNS", true),
            (&code, invalid, "Lambda was unable to ... the KMS key is invalid for CreateGrant.", true),
            (&code, invalid, "Unzipped size must be smaller than 262144000 bytes", false),
            (&code, "ResourceConflictException", "An update is in progress for resource: arn", true),
            (&code, "ResourceConflictException", "Function already exist: x", false),
            (&tag, missing, "Function not found: arn:aws:lambda:us-east-1:123456789012:function:x", true),
            (&retry, missing, "The function x doesn't exist.", true),
            (&code, missing, "Function not found: x", false),
            (&Write::DeleteFunction { function: name() }, missing, "Function not found: x", false),
            (&retry, invalid, "The destination ARN arn:aws:sns:us-east-1:123456789012:t is invalid.", true),
            (&code, invalid, "The destination ARN arn:aws:sns:us-east-1:123456789012:t is invalid.", false),
            (&attach, "NoSuchEntity", "The role with name x cannot be found.", true),
            (&attach, "NoSuchEntity", "Policy arn:aws:iam::aws:policy/Bogus does not exist", false),
            (&create_table, "ResourceInUseException", "Table already exists: x", false),
            (&create_table, "ResourceInUseException", "Table is being deleted: x", true),
            (&recover, "ResourceInUseException", "Attempt to change a resource which is still in use", true),
            (&recover, "ContinuousBackupsUnavailableException", "Backups are being enabled", true),
            (&recover, "ValidationException", "", false),
            (&start, "InsufficientS3BucketPolicyException", "Incorrect S3 bucket policy is detected", true),
            (&start, "TrailNotFoundException", "", false),
            (&private, "OperationAborted", "A conflicting conditional operation is in progress", true),
            (&private, "NoSuchBucket", "", true),
            (&Write::DeleteBucket { bucket: name() }, "NoSuchBucket", "", false),
            (&Write::DeleteBucket { bucket: name() }, "BucketNotEmpty", "", false),
            (&put, "ConcurrentModificationException", "", true),
            (&Write::DeleteRole { role: name() }, "DeleteConflict", "must detach all policies first.", true),
            (&Write::DeleteRole { role: name() }, "DeleteConflict", "must remove roles from instance profile", false),
            (&put, "AccessDeniedException", "in progress", false),
        ] {
            assert_eq!(reason(write, &failure(code, message)).is_some(), passes, "{write:?}: {code}: {message}");
        }
    }

    #[test]
    fn only_a_table_that_should_be_there_may_be_unfinished() {
        let missing = failure("ResourceNotFoundException", "");
        let table = || "x".to_owned();
        assert!(may_be_unfinished(&Write::SetBilling { table: table() }, &missing));
        assert!(!may_be_unfinished(&Write::DeleteTable { table: table() }, &missing));
        assert!(!may_be_unfinished(&Write::DeleteRule { rule: table() }, &missing));
        assert!(!may_be_unfinished(&Write::SetBilling { table: table() }, &failure("ValidationException", "")));
    }

    const NOT_YET: Answer = Answer(
        400,
        r#"{"__type": "InsufficientS3BucketPolicyException", "message": "Incorrect S3 bucket policy is detected."}"#,
    );

    async fn create(answers: Vec<Answer>, total_ms: u64) -> (Result<(), Failure>, usize, Vec<String>) {
        let (aws, asked) = canned::aws(answers).await;
        let heard = Arc::new(Mutex::new(vec![]));
        let ear = heard.clone();
        let aws = aws.on_waiting(move |why| ear.lock().unwrap().push(why.to_owned()));
        let aws = aws.hurried(Duration::from_millis(5), Duration::from_millis(total_ms));
        let write = Write::CreateTrail { trail: "T".into(), bucket: "b".into(), tags: Tags::new() };
        let answer = aws.write(&write, None).await;
        let (asked, heard) = (asked.lock().unwrap().len(), heard.lock().unwrap().clone());
        (answer, asked, heard)
    }

    #[tokio::test]
    async fn a_write_is_made_again_until_aws_is_ready() {
        let (answer, asked, heard) = create(vec![NOT_YET, NOT_YET, Answer(200, "{}")], 2_000).await;
        assert_eq!((answer, asked), (Ok(()), 3));
        let expected = "CloudTrail trail T: waiting up to 2 s, because CloudTrail does not see the bucket's policy yet";
        assert_eq!(heard, [expected]);
    }

    #[tokio::test]
    async fn patience_ends() {
        let (answer, asked, heard) = create(vec![NOT_YET; 40], 60).await;
        let failure = answer.unwrap_err();
        assert_eq!((failure.kind, failure.call.as_str()), (FailureKind::WrongState, "CreateTrail"));
        assert!(failure.message.contains("still so after 0 s"), "{failure}");
        assert!((2..40).contains(&asked) && heard.len() == 1, "{asked} {heard:?}");
    }

    #[tokio::test]
    async fn what_does_not_pass_is_not_waited_for() {
        let exists = Answer(400, r#"{"__type": "TrailAlreadyExistsException", "message": "Trail T already exists"}"#);
        let (answer, asked, heard) = create(vec![exists, Answer(200, "{}")], 2_000).await;
        assert_eq!((answer.unwrap_err().kind, asked, heard.len()), (FailureKind::Exists, 1, 0));
    }
}
