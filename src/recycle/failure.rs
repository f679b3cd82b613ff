//! What can go wrong with a call, in kinds that decide what happens next.
//!
//! The kinds are part of the ledger's format and of the functions' error types: rename none. A code that AWS has
//! added goes into [`Failure::from_code`].

use serde::{Deserialize, Serialize};
use std::fmt;

/// Longest text of AWS that is kept, in bytes. A row keeps many, and its place in the ledger is bounded.
const MESSAGE_MAX: usize = 1_000;
const CODE_MAX: usize = 200;

/// Why a call, or one item of a batch, was not carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FailureKind {
    /// Too many calls: try later.
    Throttled,
    /// The policy does not allow the call.
    Denied,
    /// No valid credentials: missing, expired, or for another account.
    Credentials,
    /// The thing the call is about does not exist.
    NotFound,
    /// `ResourceExists.WorkSpace`: the user still has, or already has, a desktop. Of another thing: its name is taken.
    Exists,
    /// The user is not in the directory, or is misconfigured there.
    UserMissing,
    BundleMissing,
    DirectoryMissing,
    /// The account may not have more desktops.
    Quota,
    /// No free IP addresses in the directory's subnets.
    Addresses,
    /// The volume key is disabled, gone or not allowed.
    Key,
    /// AWS says the request itself is wrong.
    Invalid,
    /// Not allowed in the present state of the thing.
    WrongState,
    /// No answer, a broken answer or a server error: **the call may have been carried out.**
    Unclear,
    /// We gave up before sending: nothing happened.
    NotSent,
}

/// A failed call with AWS's own words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{}", self.text())]
pub struct Failure {
    pub kind: FailureKind,
    /// The API call, such as `TerminateWorkspaces`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub call: String,
    /// AWS's error code, such as `ResourceExists.WorkSpace`.
    pub code: String,
    pub message: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
}

impl Failure {
    pub fn new(kind: FailureKind, code: &str, message: impl Into<String>) -> Self {
        let (code, message) = (cut(code.to_owned(), CODE_MAX), cut(message.into(), MESSAGE_MAX));
        Self { kind, call: String::new(), code, message, request_id: None }
    }

    /// Classify an error code of AWS.
    ///
    /// The per-item codes of WorkSpaces are strings that no model lists. Those with a dot were seen in public reports
    /// (crossplane-contrib/provider-upjet-aws#569, AWS's troubleshooting page; 2026-11-22); the rest is told by words.
    pub fn from_code(code: &str, message: impl Into<String>) -> Self {
        use FailureKind::*;
        let message = message.into();
        let words = format!("{code} {message}").to_ascii_lowercase();
        let has = |any: &[&str]| any.iter().any(|word| words.contains(word));
        let kind = match code {
            "ResourceExists.WorkSpace" => Exists,
            "ResourceNotFound.User" | "InvalidUserConfiguration.Workspace" => UserMissing,
            "ResourceNotFound.Bundle" => BundleMissing,
            "ResourceNotFound.Directory" => DirectoryMissing,
            "ResourceNotFound.Workspace" | "ResourceNotFound.WorkSpace" => NotFound,
            "ResourceLimitExceededException" => Quota,
            "ThrottlingException"
            | "Throttling"
            | "TooManyRequestsException"
            | "RequestLimitExceeded"
            | "ProvisionedThroughputExceeded"
            | "ProvisionedThroughputExceededException" => Throttled,
            "AccessDeniedException" | "AccessDenied" | "UnauthorizedOperation" => Denied,
            "ExpiredToken"
            | "ExpiredTokenException"
            | "UnrecognizedClientException"
            | "InvalidClientTokenId"
            | "InvalidSignatureException"
            | "SignatureDoesNotMatch"
            | "RequestExpired" => Credentials,
            "OperationNotSupportedException"
            | "OperationNotSupported"
            | "InvalidResourceStateException"
            | "OperationInProgressException" => WrongState,
            "InternalServerException" | "InternalFailure" | "ServiceUnavailable" | "ServiceUnavailableException" => {
                Unclear
            }
            _ if has(&["throttl", "rate exceeded"]) => Throttled,
            _ if has(&["limit exceeded", "limitexceeded", "quota"]) => Quota,
            _ if has(&["ip address", "ipaddress", "insufficientip", "insufficient address", "subnet"]) => Addresses,
            _ if has(&["kms", "encryption key", "cmk"]) => Key,
            _ if has(&["bundle"]) => BundleMissing,
            _ if has(&["directory"]) => DirectoryMissing,
            _ if has(&["notfound", "not found"]) => NotFound,
            _ => Invalid,
        };
        Self::new(kind, code, message)
    }

    /// The same failure, naming the call it came from.
    pub fn in_call(mut self, call: &str) -> Self {
        self.call = call.to_owned();
        self
    }

    /// The IAM action that is missing, where AWS's words name one ("... is not authorized to perform: sns:Publish on
    /// resource: ...", and CloudWatch Logs' `An additional permission "logs:TagResource" is required`; IAM User Guide,
    /// "Troubleshoot access denied error messages", seen 2026-11-22).
    pub fn denied_action(&self) -> Option<&str> {
        let (_, rest) = ["authorized to perform: ", "additional permission \""]
            .iter()
            .find_map(|words| self.message.split_once(words))?;
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, ':' | '-')).unwrap_or(rest.len());
        let action = &rest[..end];
        let (service, name) = action.split_once(':')?;
        (!service.is_empty() && !name.is_empty() && !name.contains(':')).then_some(action)
    }

    /// The call may have been carried out although we saw no good answer.
    pub fn is_unclear(&self) -> bool {
        self.kind == FailureKind::Unclear
    }

    fn text(&self) -> String {
        let mut text = match (self.code.is_empty(), self.message.is_empty()) {
            (false, false) => format!("{}: {}", self.code, self.message),
            (false, true) => self.code.clone(),
            _ => self.message.clone(),
        };
        if !self.call.is_empty() {
            text = format!("{}: {text}", self.call);
        }
        if let Some(id) = &self.request_id {
            text.push_str(&format!(" (request {id})"));
        }
        text
    }
}

/// Cut at the end of a letter, if it is too long.
fn cut(mut text: String, max: usize) -> String {
    if text.len() > max {
        text.truncate(text.floor_char_boundary(max));
        text.push('…');
    }
    text
}

impl fmt::Display for FailureKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Throttled => "throttled",
            Self::Denied => "denied",
            Self::Credentials => "credentials",
            Self::NotFound => "not found",
            Self::Exists => "exists",
            Self::UserMissing => "user missing",
            Self::BundleMissing => "bundle missing",
            Self::DirectoryMissing => "directory missing",
            Self::Quota => "quota",
            Self::Addresses => "no addresses",
            Self::Key => "encryption key",
            Self::Invalid => "invalid request",
            Self::WrongState => "wrong state",
            Self::Unclear => "unclear",
            Self::NotSent => "not sent",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_told_apart() {
        use FailureKind::*;
        for (code, message, kind) in [
            ("ResourceExists.WorkSpace", "A WorkSpace already exists for the specified user.", Exists),
            ("ResourceNotFound.User", "The specified user could not be found.", UserMissing),
            ("ResourceNotFound.Bundle", "", BundleMissing),
            ("ThrottlingException", "Rate exceeded", Throttled),
            ("AccessDeniedException", "User is not authorized to perform: workspaces:TerminateWorkspaces", Denied),
            ("ResourceLimitExceededException", "Your resource limits have been exceeded.", Quota),
            ("InsufficientIps", "There are not enough IP addresses in the subnet.", Addresses),
            ("InvalidKmsKey", "", Key),
            ("Mystery", "Something new", Invalid),
            ("InternalServerException", "", Unclear),
        ] {
            assert_eq!(Failure::from_code(code, message).kind, kind, "{code}");
        }
    }

    #[test]
    fn a_denial_names_its_action_or_does_not() {
        for (message, expected) in [
            (
                "User: arn:aws:iam::1:user/a is not authorized to perform: sns:Publish on resource: x",
                Some("sns:Publish"),
            ),
            ("... is not authorized to perform: SNS:GetTopicAttributes", Some("SNS:GetTopicAttributes")),
            (
                "not authorized with Tags. An additional permission \"logs:TagResource\" is required.",
                Some("logs:TagResource"),
            ),
            ("is not authorized to perform: CreateLogGroup with Tags", None),
            ("is not authorized to perform: arn:aws:x", None),
            ("Access Denied", None),
        ] {
            let failure = Failure::from_code("AccessDenied", message);
            assert_eq!(failure.denied_action(), expected, "{message}");
        }
    }

    /// A row that has grown too large for its place could never be saved again.
    #[test]
    fn no_text_of_aws_is_kept_without_bound() {
        let long = "ä".repeat(300_000);
        let failure = Failure::from_code(&long, long.clone());
        assert_eq!((failure.code.len(), failure.message.len()), (CODE_MAX + 3, MESSAGE_MAX + 3));
        assert!(failure.message.ends_with("ää…"));
        let odd = Failure::new(FailureKind::Invalid, "", format!("x{long}"));
        assert_eq!(odd.message.len(), MESSAGE_MAX - 1 + 3, "a letter is kept whole or not at all");
        let fits = "x".repeat(MESSAGE_MAX);
        assert_eq!(Failure::new(FailureKind::Invalid, "", fits.clone()).message, fits);
    }

    #[test]
    fn the_text_keeps_awss_words_and_request_id() {
        let mut failure = Failure::from_code("ThrottlingException", "Rate exceeded").in_call("CreateWorkspaces");
        failure.request_id = Some("r-1".into());
        assert_eq!(failure.to_string(), "CreateWorkspaces: ThrottlingException: Rate exceeded (request r-1)");
    }
}
