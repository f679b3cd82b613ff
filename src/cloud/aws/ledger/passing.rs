//! Refusals that pass by themselves.
//!
//! A transaction has its items to itself for some milliseconds. A PutItem that comes across it is refused, and so is
//! another transaction (DynamoDB Developer Guide, "Transaction conflict handling", seen 2026-11-22). Nothing was
//! written then, and the SDK would not try again by itself.

use aws_sdk_dynamodb::config::interceptors::InterceptorContext;
use aws_sdk_dynamodb::config::retry::{ClassifyRetry, RetryAction};
use aws_sdk_dynamodb::operation::put_item::PutItemError;
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::types::CancellationReason;

/// The reason of the parts of a cancelled transaction that nothing stood against.
pub(super) const NONE: &str = "None";
pub(super) const CONDITION: &str = "ConditionalCheckFailed";
pub(super) const CONFLICT: &str = "TransactionConflict";
const PASSING: [&str; 3] = [CONFLICT, "ThrottlingError", "ProvisionedThroughputExceeded"];

/// Has the SDK try again what was refused for a while.
#[derive(Debug)]
pub(super) struct Passing;

impl ClassifyRetry for Passing {
    fn classify_retry(&self, context: &InterceptorContext) -> RetryAction {
        let Some(Err(error)) = context.output_or_error() else { return RetryAction::NoActionIndicated };
        let passes = error.as_operation_error().is_some_and(|error| {
            let put = error.downcast_ref().is_some_and(PutItemError::is_transaction_conflict_exception);
            put || match error.downcast_ref() {
                Some(TransactWriteItemsError::TransactionCanceledException(cancelled)) => {
                    all_pass(cancelled.cancellation_reasons())
                }
                _ => false,
            }
        });
        if passes { RetryAction::transient_error() } else { RetryAction::NoActionIndicated }
    }

    fn name(&self) -> &'static str {
        "passing"
    }
}

/// The reasons of a cancellation that say something.
pub(super) fn told(reasons: &[CancellationReason]) -> impl Iterator<Item = &CancellationReason> {
    reasons.iter().filter(|reason| reason.code().is_some_and(|code| code != NONE))
}

fn all_pass(reasons: &[CancellationReason]) -> bool {
    let mut told = told(reasons).peekable();
    told.peek().is_some() && told.all(|reason| reason.code().is_some_and(|code| PASSING.contains(&code)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_condition_does_not_pass() {
        let reasons = |codes: &[&str]| -> Vec<_> {
            codes.iter().map(|code| CancellationReason::builder().code(*code).build()).collect()
        };
        assert!(all_pass(&reasons(&[CONFLICT, NONE])));
        assert!(all_pass(&reasons(&["ThrottlingError", CONFLICT])));
        assert!(!all_pass(&reasons(&[CONFLICT, CONDITION])));
        assert!(!all_pass(&reasons(&[NONE, "ValidationError"])));
        assert!(!all_pass(&reasons(&[NONE, NONE])));
        assert!(!all_pass(&[]));
    }
}
