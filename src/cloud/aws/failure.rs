//! The SDK's errors, as one [`Failure`] each: what kind it is, AWS's own words, and what to do where we know.
//!
//! The line that matters runs between [`FailureKind::Unclear`] (the call may have been carried out) and everything
//! else. A kind other than Unclear is only told where it is sure that AWS did nothing.

use crate::recycle::{Failure, FailureKind};
use crate::stack::permissions::lacking;
use aws_config::SdkConfig;
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
    /// The variables that send single services elsewhere.
    pub redirects: Vec<String>,
}

impl Place {
    /// # Errors
    /// There is no region, or it or the endpoint cannot be one. The SDK would say so at the first call only, and badly.
    pub(super) fn of(config: &SdkConfig, profile: Option<String>) -> Result<Self, Failure> {
        let invalid = |message: String| Err(Failure::new(FailureKind::Invalid, "", message));
        let region = config.region().map(|region| region.as_ref().to_owned()).unwrap_or_default();
        let advice = "give --region, such as --region us-east-1, or set AWS_REGION";
        if region.is_empty() {
            let whose = profile.map(|profile| format!(", and profile {profile} names none")).unwrap_or_default();
            return invalid(format!("no AWS region is set{whose}: {advice}"));
        }
        if !region.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-') {
            return invalid(format!("\"{region}\" is not an AWS region: {advice}"));
        }
        let endpoint = config.endpoint_url().map(str::to_owned);
        if let Some(url) = endpoint.as_ref().filter(|url| !url.starts_with("http://") && !url.starts_with("https://")) {
            let advice = "it must begin with https:// or http:// (see --endpoint-url and AWS_ENDPOINT_URL)";
            return invalid(format!("\"{url}\" is not an endpoint: {advice}"));
        }
        let names = std::env::vars_os().filter_map(|(name, _)| name.into_string().ok());
        let mut redirects: Vec<_> = names.filter(|name| name.starts_with("AWS_ENDPOINT_URL_")).collect();
        redirects.sort();
        Ok(Self { profile, region, endpoint, redirects })
    }

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
                _ if let Some(cause) = find::<CredentialsError>(&error) => self.without_credentials(cause),
                Some(connector) if never_left(connector) => self.unreachable(&error),
                _ => self.unclear(&error),
            },
            SdkError::ResponseError(response) => match response.raw().status().as_u16() {
                status @ 400..500 => {
                    let message = format!("not an answer of AWS {}: a proxy, or another server?", self.where_to());
                    Failure::new(FailureKind::Invalid, &format!("HTTP {status}"), message)
                }
                _ => self.unclear(&error),
            },
            _ => self.unclear(&error),
        };
        failure.request_id = request_id;
        named(failure.in_call(call))
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

    fn without_credentials(&self, cause: &CredentialsError) -> Failure {
        let whose = self.profile.as_ref().map(|profile| format!(" for profile {profile}")).unwrap_or_default();
        let why = chain(cause);
        // The instance's role comes last: that it cannot be had is what a person without any credentials sees.
        let message = if matches!(cause, CredentialsError::CredentialsNotLoaded(_)) || why.contains("IMDS") {
            let where_from = match &self.profile {
                Some(_) => "in AWS's configuration files",
                None => "in the environment, AWS's configuration files or an instance's role",
            };
            format!("no AWS credentials{whose} were found {where_from}. {}", self.sign_in())
        } else {
            format!("the AWS credentials{whose} cannot be used: {why}. {}", self.sign_in())
        };
        Failure::new(FailureKind::Credentials, "", message)
    }

    fn sign_in(&self) -> String {
        match &self.profile {
            Some(profile) => format!("Sign in with `aws sso login --profile {profile}` or name another --profile"),
            None => "Name a profile with --profile or AWS_PROFILE, and sign in with `aws sso login`".to_owned(),
        }
    }

    fn unreachable(&self, error: &(dyn Error + 'static)) -> Failure {
        let is_redirected = self.endpoint.is_some() || !self.redirects.is_empty();
        let check = if is_redirected { "the endpoint" } else { "--region" };
        let message = format!("nothing answers {}: {}. Check {check} and the network", self.where_to(), chain(error));
        Failure::new(FailureKind::NotSent, "", message)
    }

    fn unclear(&self, error: &(dyn Error + 'static)) -> Failure {
        Failure::new(FailureKind::Unclear, "", format!("no clear answer {}: {}", self.where_to(), chain(error)))
    }

    fn where_to(&self) -> String {
        match &self.endpoint {
            Some(url) => format!("at {url} (region {})", self.region),
            None if self.redirects.is_empty() => format!("in region {}", self.region),
            None => format!("in region {} (with {} set)", self.region, self.redirects.join(", ")),
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

/// A denial says which action to allow: S3, for one, may say nothing but "Access Denied".
fn named(mut failure: Failure) -> Failure {
    if failure.denied_action().is_none()
        && let Some(action) = lacking(&failure)
    {
        let stop = if failure.message.is_empty() || failure.message.ends_with('.') { "" } else { "." };
        failure.message = format!("{}{stop} The call needs {action}", failure.message).trim_start().to_owned();
    }
    failure
}

/// The causes of an error, each said once.
fn chain(error: &(dyn Error + 'static)) -> String {
    let mut told: Vec<String> = vec![];
    for words in sources(error).map(|cause| cause.to_string()) {
        // The SDK shows the whole request here.
        let words = words.split(" to request `").next().unwrap_or_default();
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let words = words.trim_end_matches('.');
        if !words.is_empty() && !WRAPPING.contains(&words) && !told.iter().any(|earlier| earlier.contains(words)) {
            told.push(words.to_owned());
        }
    }
    if told.is_empty() { error.to_string() } else { told.join(": ") }
}

#[cfg(test)]
mod tests {
    use super::super::canned::{self, Answer};
    use super::super::workspaces::{create, describe, terminate};
    use super::*;
    use crate::recycle::{Request, Tags, WorkspaceId, desktop::tests::desktop};

    fn id() -> WorkspaceId {
        "ws-0a1b2c3d4".parse().unwrap()
    }

    fn request() -> Request {
        Request::capture(&desktop("ws-0a1b2c3d4", "alice"), &Tags::new())
    }

    const THROTTLED: Answer = Answer(400, r#"{"__type": "ThrottlingException", "message": "Rate exceeded"}"#);
    const BROKEN: Answer = Answer(500, r#"{"__type": "InternalServerException", "message": "Sorry."}"#);
    const CREATED: Answer = Answer(
        200,
        r#"{"PendingRequests": [{"WorkspaceId": "ws-new000000", "DirectoryId": "d-90670a1b2c", "UserName": "Alice"}]}"#,
    );

    #[tokio::test]
    async fn each_answer_has_its_kind_and_says_why() {
        use FailureKind::*;
        let sign_in = "Sign in with `aws sso login --profile lab` or name another --profile";
        let expired = format!(
            "DescribeWorkspaces: ExpiredTokenException: The security token is expired. {sign_in}, and check that \
             region us-east-1 is enabled for the account (request r-1)"
        );
        let cases: [(Answer, FailureKind, &str); 7] = [
            (
                Answer(400, r#"{"__type": "AccessDeniedException", "Message": "User x is not authorized"}"#),
                Denied,
                "DescribeWorkspaces: AccessDeniedException: User x is not authorized. The call needs \
                 workspaces:DescribeWorkspaces (request r-1)",
            ),
            (
                Answer(400, r#"{"__type": "ExpiredTokenException", "message": "The security token is expired"}"#),
                Credentials,
                &expired,
            ),
            (
                Answer(400, r#"{"__type": "InvalidParameterValuesException", "message": "No."}"#),
                Invalid,
                "DescribeWorkspaces: InvalidParameterValuesException: No. (request r-1)",
            ),
            (Answer(403, "<html>proxy</html>"), Invalid, "HTTP 403: not an answer of AWS at http://127.0.0.1:"),
            (Answer(200, "<html>login</html>"), Unclear, "no clear answer at http://127.0.0.1:"),
            (Answer(503, "<html>busy</html>"), Unclear, "no clear answer at http://127.0.0.1:"),
            (canned::HANG_UP, Unclear, "no clear answer at http://127.0.0.1:"),
        ];
        for (answer, kind, words) in cases {
            let (aws, _) = canned::aws(vec![answer; 4]).await;
            let failure = describe(&aws, &[id()]).await.unwrap_err();
            assert_eq!(failure.kind, kind, "{failure}");
            assert_eq!(failure.call, "DescribeWorkspaces");
            assert!(failure.to_string().contains(words), "{failure}");
            assert!(!failure.to_string().contains(" { "), "{failure}");
        }
    }

    #[tokio::test]
    async fn what_only_looks_is_tried_again() {
        let (aws, asked) = canned::aws(vec![BROKEN, canned::HANG_UP, THROTTLED, Answer(200, "{}")]).await;
        assert_eq!(describe(&aws, &[id()]).await, Ok(vec![]));
        assert_eq!(asked.lock().unwrap().len(), 4);
    }

    #[tokio::test]
    async fn what_acts_is_tried_again_only_if_nothing_was_done() {
        let (aws, asked) = canned::aws(vec![THROTTLED, THROTTLED, CREATED]).await;
        let answers = create(&aws, &[request()]).await.unwrap();
        assert_eq!(answers[0].as_ref().unwrap().as_str(), "ws-new000000");
        assert_eq!(asked.lock().unwrap().len(), 3);

        for unclear in [BROKEN, canned::HANG_UP, Answer(200, "<html>"), Answer(504, "")] {
            let (aws, asked) = canned::aws(vec![unclear, CREATED]).await;
            assert!(create(&aws, &[request()]).await.unwrap_err().is_unclear());
            assert_eq!(asked.lock().unwrap().len(), 1);
            let (aws, asked) = canned::aws(vec![unclear, Answer(200, "{}")]).await;
            assert!(terminate(&aws, &[id()]).await.unwrap_err().is_unclear());
            assert_eq!(asked.lock().unwrap().len(), 1);
        }
    }

    #[tokio::test]
    async fn nothing_is_sent_where_nobody_listens() {
        let (aws, _) = canned::aws(vec![]).await;
        let failure = terminate(&aws, &[id()]).await.unwrap_err();
        assert_eq!(failure.kind, FailureKind::NotSent);
        let text = failure.to_string();
        assert!(text.starts_with("TerminateWorkspaces: nothing answers at http://127.0.0.1:"), "{text}");
        assert!(text.ends_with(". Check the endpoint and the network"), "{text}");
    }

    #[test]
    fn regions_and_endpoints_are_checked_before_any_call() {
        let place = |region: &str, url: Option<&str>| {
            let region = aws_config::Region::new(region.to_owned());
            let mut config = SdkConfig::builder().region(region);
            config.set_endpoint_url(url.map(str::to_owned));
            Place::of(&config.build(), Some("lab".into()))
        };
        assert!(place("us-gov-west-1", Some("http://127.0.0.1:4566")).is_ok());
        for (region, url, words) in [
            ("", None, "no AWS region is set, and profile lab names none: give --region"),
            ("us east", None, "\"us east\" is not an AWS region: give --region"),
            ("us-east-1", Some("127.0.0.1:4566"), "\"127.0.0.1:4566\" is not an endpoint: it must begin with https://"),
        ] {
            let failure = place(region, url).unwrap_err();
            assert_eq!(failure.kind, FailureKind::Invalid);
            assert!(failure.to_string().starts_with(words), "{failure}");
        }
    }

    #[test]
    fn missing_credentials_name_the_next_command() {
        let mut place = Place { profile: None, region: "us-east-1".into(), endpoint: None, redirects: vec![] };
        let not_loaded = CredentialsError::not_loaded("no credentials found in chain. Attempted:\n  Environment: no");
        assert_eq!(
            place.without_credentials(&not_loaded).to_string(),
            "no AWS credentials were found in the environment, AWS's configuration files or an instance's role. Name a \
             profile with --profile or AWS_PROFILE, and sign in with `aws sso login`"
        );
        place.profile = Some("lab".into());
        let expired = CredentialsError::provider_error("the SSO session has expired.");
        assert_eq!(
            place.without_credentials(&expired).to_string(),
            "the AWS credentials for profile lab cannot be used: the SSO session has expired. Sign in with \
             `aws sso login --profile lab` or name another --profile"
        );
    }
}
