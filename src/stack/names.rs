//! The names of everything in a stack. Those of the default stack are the guide's.
//!
//! Another stack's names end in its own, so that two stacks can live in one account and Region.

use crate::cloud::Identity;
use crate::fleet::alarm::TOPIC;
use crate::functions::Function;
use serde::Serialize;

/// The stack whose names are the guide's.
pub const DEFAULT_STACK: &str = "default";
/// The tag that everything of a stack carries; its value is the stack's name.
pub const STACK_TAG: &str = "wsrecycle:stack";

/// How the name of a role's inline policy begins; a Region follows.
const POLICY_PREFIX: &str = "wsrecycle-";

/// Every name of one stack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Names {
    pub stack: String,
    /// Alarms publish here.
    pub topic: String,
    /// What needs a person is published here.
    pub alerts: String,
    pub role: String,
    /// The role's inline policy. Roles are the same in all Regions, so each Region has a policy of its own in it.
    pub policy: String,
    pub alarm_create: String,
    pub alarm_delete: String,
    pub term_rebuild: String,
    pub trail: String,
    /// What tells our trail from one of another Region, which is seen here under the same name if it logs everywhere.
    pub trail_arn: String,
    pub bucket: String,
    pub rule_create: String,
    pub rule_term: String,
    pub rule_reconcile: String,
    pub table: String,
}

impl Names {
    pub fn of(stack: &str, identity: &Identity) -> Self {
        let suffixed = |name: &str| {
            if stack == DEFAULT_STACK { name.to_owned() } else { format!("{name}_{stack}") }
        };
        // The guide's Workspace_Logging_Bucket is no legal bucket name (S3 User Guide, "Bucket naming rules"); bucket
        // names are global, so this one carries account and Region.
        let bucket = match stack {
            DEFAULT_STACK => format!("workspace-logging-{}-{}", identity.account, identity.region),
            stack => format!("workspace-logging-{}-{}-{}", identity.account, identity.region, stack.to_lowercase()),
        };
        Self {
            stack: stack.to_owned(),
            topic: suffixed(TOPIC),
            alerts: suffixed("Workspace_Recycle_Alerts"),
            role: suffixed("Lambda_WorkSpaces_Functions"),
            policy: format!("{POLICY_PREFIX}{}", identity.region),
            alarm_create: suffixed(Function::AlarmCreate.aws_name()),
            alarm_delete: suffixed(Function::AlarmDelete.aws_name()),
            term_rebuild: suffixed(Function::TermRebuild.aws_name()),
            trail_arn: format!(
                "arn:{}:cloudtrail:{}:{}:trail/{}",
                identity.partition,
                identity.region,
                identity.account,
                suffixed("Workspace_Logging")
            ),
            trail: suffixed("Workspace_Logging"),
            bucket,
            rule_create: suffixed("Workspace_Create"),
            rule_term: suffixed("Workspace_Term"),
            rule_reconcile: suffixed("Workspace_Reconcile"),
            table: suffixed("Workspace_Recycle_Ledger"),
        }
    }

    pub fn function(&self, function: Function) -> &str {
        match function {
            Function::AlarmCreate => &self.alarm_create,
            Function::AlarmDelete => &self.alarm_delete,
            Function::TermRebuild => &self.term_rebuild,
        }
    }

    /// The function of this stack that has this name in AWS.
    pub fn function_named(&self, name: &str) -> Option<Function> {
        Function::ALL.into_iter().find(|function| self.function(*function) == name)
    }

    pub fn log_group(&self, function: Function) -> String {
        format!("/aws/lambda/{}", self.function(function))
    }
}

/// Whether an inline policy looks like that of a stack in some Region, such as `wsrecycle-eu-west-1`.
pub fn is_policy_of_a_region(policy: &str) -> bool {
    let Some(region) = policy.strip_prefix(POLICY_PREFIX) else { return false };
    let mut parts = region.rsplit('-');
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_word = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase());
    parts.next().is_some_and(is_number) && parts.clone().count() >= 2 && parts.all(is_word)
}

/// Why a text cannot name a stack: every service must accept the names made of it.
///
/// The narrowest are S3 (63 characters in all, lower case) and IAM (64 in all).
pub fn check_stack_name(text: &str) -> Result<(), String> {
    let good = |c: char| c.is_ascii_alphanumeric() || c == '-';
    if text.is_empty() || text.len() > 15 || !text.chars().all(good) || text.starts_with('-') || text.ends_with('-') {
        return Err(format!("\"{text}\" cannot name a stack: expected 1 to 15 letters, digits or inner hyphens"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn identity() -> Identity {
        Identity {
            account: "123456789012".into(),
            arn: "arn:aws:iam::123456789012:user/a".into(),
            partition: "aws".into(),
            region: "ap-southeast-2".into(),
        }
    }

    #[test]
    fn the_default_stack_has_the_names_of_the_guide() {
        let names = Names::of(DEFAULT_STACK, &identity());
        assert_eq!(names.topic, "Workspace_Disconnected_Topic");
        assert_eq!(names.role, "Lambda_WorkSpaces_Functions");
        assert_eq!(names.function(Function::TermRebuild), "Workspace_Term_Rebuild");
        assert_eq!(names.bucket, "workspace-logging-123456789012-ap-southeast-2");
        assert_eq!(names.log_group(Function::AlarmDelete), "/aws/lambda/Workspace_Alarm_Del");
        let lab = Names::of("lab", &identity());
        for function in Function::ALL {
            assert_eq!(names.function_named(function.aws_name()), Some(function));
            assert_eq!(lab.function_named(&format!("{function}_lab")), Some(function));
            assert_eq!(lab.function_named(function.aws_name()), None, "of another stack");
        }
    }

    #[test]
    fn the_policy_of_each_region_is_told_from_anybody_elses() {
        assert_eq!(Names::of("lab", &identity()).policy, "wsrecycle-ap-southeast-2");
        for (policy, expected) in [
            ("wsrecycle-us-east-1", true),
            ("wsrecycle-us-gov-west-1", true),
            ("wsrecycle-us-east", false),
            ("wsrecycle-1", false),
            ("wsrecycle--1", false),
            ("wsrecycle-us-East-1", false),
            ("wsrecycle", false),
            ("eu-west-1", false),
        ] {
            assert_eq!(is_policy_of_a_region(policy), expected, "{policy}");
        }
    }

    #[test]
    fn names_fit_every_service() {
        let longest = "a23456789012345";
        assert!(check_stack_name(longest).is_ok());
        let names = Names::of(longest, &identity());
        assert!(names.bucket.len() <= 63, "{}", names.bucket);
        for name in [&names.role, &names.term_rebuild, &names.rule_reconcile] {
            assert!(name.len() <= 64, "{name}");
        }
        for bad in ["", "-a", "a-", "a_b", "a23456789012345x", "a b", "é"] {
            assert!(check_stack_name(bad).is_err(), "{bad}");
        }
    }
}
