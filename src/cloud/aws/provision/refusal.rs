//! What the error codes of these services mean. WorkSpaces' own are told apart by words, which would mislead here: the
//! message of a refused key names a function called `..._Rebuild`, and the one of a role may say "bundle".

use super::super::{AwsCloud, failure::Place};
use crate::recycle::{Failure, FailureKind};
use aws_sdk_workspaces::config::http::HttpResponse;
use aws_sdk_workspaces::error::{ProvideErrorMetadata, SdkError};
use std::error::Error;

impl Place {
    /// What a failed call of one of these services means.
    pub(in super::super) fn refusal<E>(&self, call: &str, error: SdkError<E, HttpResponse>) -> Failure
    where
        E: ProvideErrorMetadata + Error + Send + Sync + 'static,
    {
        let mut failure = self.failure(call, error);
        failure.kind = kind(&failure);
        failure
    }
}

impl AwsCloud {
    /// The same, for those who have the whole of AWS at hand.
    pub(in super::super) fn refused<E>(&self, call: &str, error: SdkError<E, HttpResponse>) -> Failure
    where
        E: ProvideErrorMetadata + Error + Send + Sync + 'static,
    {
        self.place.refusal(call, error)
    }
}

/// What the failure of one item in a good answer means.
pub(in super::super) fn of_item(code: &str, message: String) -> Failure {
    let mut failure = Failure::from_code(code, message);
    failure.kind = kind(&failure);
    failure
}

fn kind(failure: &Failure) -> FailureKind {
    use FailureKind::*;
    // These are told by the answer's status or by codes that all services share.
    if matches!(failure.kind, Unclear | NotSent | Throttled | Credentials | Denied) {
        return failure.kind;
    }
    let code = failure.code.as_str();
    match code.strip_suffix("Exception").unwrap_or(code) {
        "NotFound" | "ResourceNotFound" | "TableNotFound" | "TrailNotFound" => NotFound,
        // S3's missing parts of a bucket: NoSuchBucketPolicy, NoSuchTagSet and so on.
        _ if code.starts_with("NoSuch") || code.ends_with("NotFoundError") => NotFound,
        "AuthorizationError" | "AccessControlListNotSupported" | "NotAuthorized" => Denied,
        "EntityAlreadyExists" | "ResourceAlreadyExists" | "TrailAlreadyExists" => Exists,
        "BucketAlreadyExists" | "BucketAlreadyOwnedByYou" => Exists,
        "ResourceConflict" | "ResourceInUse" if failure.message.contains("exist") => Exists,
        "ResourceConflict" | "ResourceInUse" | "DeleteConflict" | "BucketNotEmpty" | "Conflict" => WrongState,
        "OperationAborted" | "ConcurrentModification" | "ConcurrentAccess" => WrongState,
        "InsufficientS3BucketPolicy" | "ContinuousBackupsUnavailable" => WrongState,
        "LimitExceeded" | "TopicLimitExceeded" | "SubscriptionLimitExceeded" | "TooManyBuckets" => Quota,
        "MaximumNumberOfTrailsExceeded" | "CodeStorageExceeded" | "PolicyLengthExceeded" => Quota,
        _ => Invalid,
    }
}

/// The answer to a question about something that may not be there.
pub(super) fn if_any<T>(answer: Result<T, Failure>) -> Result<Option<T>, Failure> {
    match answer {
        Ok(found) => Ok(Some(found)),
        Err(failure) if failure.kind == FailureKind::NotFound => Ok(None),
        Err(failure) => Err(failure),
    }
}

/// A deletion of what is not there has nothing left to do.
pub(super) fn gone<T>(answer: Result<T, Failure>) -> Result<(), Failure> {
    if_any(answer).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_these_services() {
        use FailureKind::*;
        for (code, message, expected) in [
            ("NoSuchEntity", "The role with name bundle cannot be found.", NotFound),
            ("NotFound", "Topic does not exist", NotFound),
            ("NoSuchBucketPolicy", "The bucket policy does not exist", NotFound),
            ("OwnershipControlsNotFoundError", "", NotFound),
            ("ResourceNotFoundException", "Function not found: arn:aws:lambda:x:function:quota", NotFound),
            ("AuthorizationError", "not authorized to perform: SNS:GetTopicAttributes", Denied),
            ("AccessDenied", "Access Denied", Denied),
            ("ThrottlingException", "Rate exceeded", Throttled),
            ("ResourceConflictException", "Function already exist: Workspace_Alarm_Del", Exists),
            ("ResourceConflictException", "An update is in progress for resource: arn", WrongState),
            ("LimitExceededException", "", Quota),
            ("InvalidParameterValueException", "the KMS key of the directory's bundle", Invalid),
        ] {
            assert_eq!(of_item(code, message.to_owned()).kind, expected, "{code}: {message}");
        }
        assert_eq!(kind(&Failure::new(Unclear, "NotFound", "")), Unclear);
    }

    #[test]
    fn what_is_gone_is_not_deleted_again() {
        let failure = |kind| Err::<(), _>(Failure::new(kind, "", ""));
        assert_eq!(gone(failure(FailureKind::NotFound)), Ok(()));
        assert!(gone(failure(FailureKind::Denied)).is_err());
    }
}
