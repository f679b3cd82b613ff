//! The SDK's errors, as one [`Failure`] each: what kind it is, AWS's own words, and what to do where we know.
//!
//! The line that matters runs between [`FailureKind::Unclear`] (the call may have been carried out) and everything
//! else. A kind other than Unclear is only told where it is sure that AWS did nothing.

use crate::recycle::{Failure, FailureKind};
use aws_credential_types::provider::error::CredentialsError;
use aws_sdk_workspaces::config::http::HttpResponse;
use aws_sdk_workspaces::config::interceptors::InterceptorContext;
use aws_sdk_workspaces::config::retry::{ClassifyRetry, RetryAction};
use aws_sdk_workspaces::error::{ConnectorError, ProvideErrorMetadata, SdkError};
use aws_sdk_workspaces::operation::RequestId;
use std::{error::Error, io};

/// Where calls go and as whom, for sentences about failures.
#[derive(Debug)]
pub(super) struct Place {
    pub profile: Option<String>,
    pub region: String,
    pub endpoint: Option<String>,
}

impl Place {
    /// What a failed call means.
    pub(super) fn failure<E>(&self, call: &str, error: SdkError<E, HttpResponse>) -> Failure
    where
        E: ProvideErrorMetadata + Error + Send + Sync + 'static,
    {
        let request_id = error.request_id().map(str::to_owned);
        let mut failure = match &error {
            SdkError::ServiceError(service) => self.refused(service.err(), service.raw().status().as_u16()),
            SdkError::ConstructionFailure(_) => {
                Failure::new(FailureKind::Invalid, "", format!("the call cannot be made: {}", chain(&error)))
            }
            SdkError::DispatchFailure(dispatch) => match dispatch.as_connector_error() {
                _ if find::<CredentialsError>(&error).is_some() => self.without_credentials(&error),
                Some(connector) if never_left(connector) => self.unreachable(&error),
                _ => self.unclear(&error),
            },
            SdkError::ResponseError(response) => match response.raw().status().as_u16() {
                status @ 400..500 => {
                    let message = format!("not an answer of AWS {}: {}", self.where_to(), chain(&error));
                    Failure::new(FailureKind::Invalid, &format!("HTTP {status}"), message)
                }
                _ => self.unclear(&error),
            },
            _ => self.unclear(&error),
        };
        failure.request_id = request_id;
        failure.in_call(call)
    }

    /// AWS answered, and said no.
    fn refused<E: ProvideErrorMetadata + Error + 'static>(&self, error: &E, status: u16) -> Failure {
        let message = error.message().unwrap_or_default();
        let Some(code) = error.code() else {
            let kind = match status {
                401 | 403 => FailureKind::Denied,
                429 => FailureKind::Throttled,
                400..500 => FailureKind::Invalid,
                _ => FailureKind::Unclear,
            };
            let message =
                if message.is_empty() { format!("no reason given {}", self.where_to()) } else { message.into() };
            return Failure::new(kind, &format!("HTTP {status}"), message);
        };
        let mut failure = Failure::from_code(code, message);
        if status >= 500 && failure.kind != FailureKind::Throttled {
            failure.kind = FailureKind::Unclear;
        }
        if failure.kind == FailureKind::Credentials {
            let advice = self.sign_in();
            let stop = if failure.message.ends_with('.') { "" } else { "." };
            let region = &self.region;
            failure.message += &format!("{stop} {advice}, and check that region {region} is enabled for the account");
        }
        failure
    }

    fn without_credentials(&self, error: &(dyn Error + 'static)) -> Failure {
        let whose = self.profile.as_ref().map(|profile| format!(" for profile {profile}")).unwrap_or_default();
        let message = format!("no usable AWS credentials{whose}: {}. {}", chain(error), self.sign_in());
        Failure::new(FailureKind::Credentials, "", message)
    }

    fn sign_in(&self) -> String {
        match &self.profile {
            Some(profile) => format!("Sign in with `aws sso login --profile {profile}` or name another --profile"),
            None => "Name a profile with --profile or AWS_PROFILE, and sign in with `aws sso login`".to_owned(),
        }
    }

    fn unreachable(&self, error: &(dyn Error + 'static)) -> Failure {
        let check = if self.endpoint.is_some() { "the endpoint" } else { "--region" };
        let message = format!("nothing answers {}: {}. Check {check} and the network", self.where_to(), chain(error));
        Failure::new(FailureKind::NotSent, "", message)
    }

    fn unclear(&self, error: &(dyn Error + 'static)) -> Failure {
        Failure::new(FailureKind::Unclear, "", format!("no clear answer {}: {}", self.where_to(), chain(error)))
    }

    fn where_to(&self) -> String {
        match &self.endpoint {
            Some(url) => format!("at {url} (region {})", self.region),
            None => format!("in region {}", self.region),
        }
    }
}

/// Lets the SDK try again only where AWS surely did nothing.
///
/// For TerminateWorkspaces and CreateWorkspaces: were a second try made after a first one that may have been carried
/// out, its answer ("no such desktop", "exists", "quota") would hide what the first one did.
#[derive(Debug)]
pub(super) struct OnlyRefused;

impl ClassifyRetry for OnlyRefused {
    fn classify_retry(&self, context: &InterceptorContext) -> RetryAction {
        let Some(Err(error)) = context.output_or_error() else {
            return RetryAction::NoActionIndicated;
        };
        let did_nothing = match error.as_connector_error() {
            Some(connector) => never_left(connector),
            None => {
                error.is_operation_error()
                    && context.response().is_some_and(|response| response.status().as_u16() < 500)
            }
        };
        // Other classifiers say whether a refusal is worth a second try.
        if did_nothing { RetryAction::NoActionIndicated } else { RetryAction::RetryForbidden }
    }

    fn name(&self) -> &'static str {
        "only refused"
    }
}

/// No connection was made, so nothing was sent. The HTTP client's own error types are not public: its words are.
fn never_left(error: &ConnectorError) -> bool {
    sources(error).any(|cause| {
        let refused = cause.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == io::ErrorKind::ConnectionRefused);
        let words = cause.to_string();
        refused || words.contains("(Connect)") || words.contains("HTTP connect timeout")
    })
}

fn sources<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(error), |&error| error.source())
}

fn find<'a, T: Error + 'static>(error: &'a (dyn Error + 'static)) -> Option<&'a T> {
    sources(error).find_map(|cause| cause.downcast_ref())
}

/// What the SDK puts around a cause without adding to it.
const WRAPPING: [&str; 9] = [
    "dispatch failure",
    "request has timed out",
    "response error",
    "failed to construct request",
    "io error",
    "timeout",
    "other",
    "client error (Connect)",
    "an error occurred while loading credentials",
];

/// The causes of an error, each said once.
fn chain(error: &(dyn Error + 'static)) -> String {
    let mut told: Vec<String> = vec![];
    for words in sources(error).map(|cause| cause.to_string()) {
        let words = words.trim().trim_end_matches('.');
        if !words.is_empty() && !WRAPPING.contains(&words) && !told.iter().any(|earlier| earlier.contains(words)) {
            told.push(words.to_owned());
        }
    }
    if told.is_empty() { error.to_string() } else { told.join(": ") }
}
