//! What a policy allows: principals, actions, conditions, and resources where they are asked about.
//!
//! Source: IAM User Guide, "Policy evaluation logic" and "IAM JSON policy elements" (seen 2026-11-22). What is not
//! known here allows nothing.

use crate::stack::document::Document;
use serde_json::Value;

/// What is asked for.
pub struct Asked<'a> {
    /// The service that asks; `None` where the policy belongs to whoever asks.
    pub principal: Option<&'a str>,
    pub action: &'a str,
    /// The ARN it is about; `None` where it does not matter which.
    pub resource: Option<&'a str>,
    /// What conditions are about.
    pub context: &'a [(&'a str, &'a str)],
}

/// Whether some statement allows it and none denies it.
pub fn allows<'a>(policies: impl IntoIterator<Item = &'a Document>, asked: &Asked<'_>) -> bool {
    let mut allowed = false;
    for Document(policy) in policies {
        for statement in one_or_many(&policy["Statement"]) {
            if !fits(statement, asked) {
                continue;
            }
            match statement["Effect"].as_str() {
                Some("Allow") => allowed = true,
                _ => return false,
            }
        }
    }
    allowed
}

fn fits(statement: &Value, asked: &Asked<'_>) -> bool {
    let is_asked = |action: &Value| action.as_str().is_some_and(|pattern| like(pattern, asked.action));
    let principal = match asked.principal {
        None => true,
        Some(service) => match &statement["Principal"] {
            Value::String(all) => all == "*",
            principal => {
                one_or_many(&principal["Service"]).iter().any(|it| it.as_str() == Some(service))
                    || one_or_many(&principal["AWS"]).iter().any(|it| it.as_str() == Some("*"))
            }
        },
    };
    let is_about = |resource: &str| {
        one_or_many(&statement["Resource"]).iter().filter_map(Value::as_str).any(|it| like_exactly(it, resource))
    };
    principal
        && one_or_many(&statement["Action"]).iter().any(is_asked)
        && asked.resource.is_none_or(is_about)
        && meets(&statement["Condition"], asked)
}

/// All conditions must be met, each by one of its values.
fn meets(condition: &Value, asked: &Asked<'_>) -> bool {
    let Some(operators) = condition.as_object() else { return condition.is_null() };
    operators.iter().all(|(operator, keys)| {
        keys.as_object().is_some_and(|keys| {
            keys.iter().all(|(key, values)| {
                let given = asked.context.iter().find(|(name, _)| name.eq_ignore_ascii_case(key));
                let Some((_, given)) = given else { return false };
                one_or_many(values).iter().filter_map(Value::as_str).any(|value| match operator.as_str() {
                    "StringEquals" => value == *given,
                    "StringLike" | "ArnLike" | "ArnEquals" => like(value, given),
                    _ => false,
                })
            })
        })
    })
}

fn one_or_many(value: &Value) -> &[Value] {
    match value {
        Value::Null => &[],
        Value::Array(items) => items,
        one => std::slice::from_ref(one),
    }
}

/// `*` stands for any text, `?` for one character; case does not matter in actions.
fn like(pattern: &str, text: &str) -> bool {
    is_like(pattern, text, |a, b| a.eq_ignore_ascii_case(&b))
}

/// The same where case matters, as in ARNs.
fn like_exactly(pattern: &str, text: &str) -> bool {
    is_like(pattern, text, |a, b| a == b)
}

fn is_like(pattern: &str, text: &str, is_same: fn(u8, u8) -> bool) -> bool {
    let (pattern, text) = (pattern.as_bytes(), text.as_bytes());
    let (mut p, mut t, mut star) = (0, 0, None);
    while t < text.len() {
        if pattern.get(p) == Some(&b'*') {
            star = Some((p, t));
            p += 1;
        } else if pattern.get(p).is_some_and(|c| *c == b'?' || is_same(*c, text[t])) {
            p += 1;
            t += 1;
        } else if let Some((at, from)) = star {
            star = Some((at, from + 1));
            p = at + 1;
            t = from + 1;
        } else {
            return false;
        }
    }
    pattern[p..].iter().all(|c| *c == b'*')
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn asked<'a>(action: &'a str, context: &'a [(&'a str, &'a str)]) -> Asked<'a> {
        Asked { principal: None, action, resource: None, context }
    }

    #[test]
    fn wildcards() {
        for (pattern, text, fits) in [
            ("*", "", true),
            ("workspaces:*", "workspaces:DescribeWorkspaces", true),
            ("workspaces:Describe*", "workspaces:TerminateWorkspaces", false),
            ("s3:?etBucketAcl", "s3:GetBucketAcl", true),
            ("SNS:Publish", "sns:Publish", true),
            ("a*b*c", "a1b2b3c", true),
            ("a*b*c", "a1b2b3", false),
            ("", "a", false),
        ] {
            assert_eq!(like(pattern, text), fits, "{pattern} {text}");
        }
    }

    #[test]
    fn a_denial_wins_and_what_is_unknown_allows_nothing() {
        let allow: Document = json!({"Statement": {"Effect": "Allow", "Action": "sns:*", "Resource": "*"}}).into();
        let deny: Document = json!({"Statement": [{"Effect": "Deny", "Action": ["sns:Publish"]}]}).into();
        assert!(allows([&allow], &asked("sns:Publish", &[])));
        assert!(!allows([&allow, &deny], &asked("sns:Publish", &[])));
        assert!(allows([&allow, &deny], &asked("sns:Subscribe", &[])));
        assert!(!allows([], &asked("sns:Publish", &[])));
        let odd: Document =
            json!({"Statement": {"Effect": "Allow", "Action": "*", "Condition": {"Odd": {"a": "b"}}}}).into();
        assert!(!allows([&odd], &asked("sns:Publish", &[("a", "b")])));
    }

    #[test]
    fn resources_are_compared_where_they_are_asked_about() {
        let policy: Document =
            json!({"Statement": {"Effect": "Allow", "Action": "sns:*", "Resource": ["arn:aws:sns:*:1:Alerts"]}}).into();
        for (resource, allowed) in [
            (Some("arn:aws:sns:us-east-1:1:Alerts"), true),
            (Some("arn:aws:sns:us-east-1:1:alerts"), false),
            (Some("arn:aws:sns:us-east-1:1:Alerts2"), false),
            (None, true),
        ] {
            let asked = Asked { principal: None, action: "sns:Publish", resource, context: &[] };
            assert_eq!(allows([&policy], &asked), allowed, "{resource:?}");
        }
        let nowhere: Document = json!({"Statement": {"Effect": "Allow", "Action": "*"}}).into();
        let asked = Asked { principal: None, action: "sns:Publish", resource: Some("arn:aws:sns:x:1:a"), context: &[] };
        assert!(!allows([&nowhere], &asked));
    }

    #[test]
    fn principals_and_conditions() {
        let policy: Document = json!({"Statement": [{
            "Effect": "Allow", "Principal": {"Service": "cloudwatch.amazonaws.com"}, "Action": "sns:Publish",
            "Condition": {"StringEquals": {"aws:SourceAccount": "1"}, "ArnLike": {"aws:SourceArn": "arn:*:alarm:*"}},
        }]})
        .into();
        let by = |principal: &str, account: &str, source: &str| {
            let context = [("aws:SourceAccount", account), ("aws:SourceArn", source)];
            let principal = Some(principal);
            allows([&policy], &Asked { principal, action: "sns:Publish", resource: None, context: &context })
        };
        assert!(by("cloudwatch.amazonaws.com", "1", "arn:aws:alarm:x"));
        assert!(!by("events.amazonaws.com", "1", "arn:aws:alarm:x"));
        assert!(!by("cloudwatch.amazonaws.com", "2", "arn:aws:alarm:x"));
        assert!(!by("cloudwatch.amazonaws.com", "1", "arn:aws:rule:x"));
    }
}
