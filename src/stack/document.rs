//! JSON documents: policies and event patterns, compared by meaning and not by text.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::fmt;

/// A policy or a pattern.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Document(pub Value);

impl Document {
    /// Text that AWS gave us. What is no JSON is kept as a string, so that it differs from everything of ours.
    pub fn parse(text: &str) -> Self {
        Self(serde_json::from_str(text).unwrap_or_else(|_| Value::String(text.to_owned())))
    }
}

impl fmt::Display for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl From<Value> for Document {
    fn from(value: Value) -> Self {
        Self(value)
    }
}

/// Equal in meaning: one string and a list of that one string are the same, and so are lists in another order and
/// statements under another id.
impl PartialEq for Document {
    fn eq(&self, other: &Self) -> bool {
        meaning(&self.0) == meaning(&other.0)
    }
}

/// A policy without what names it and its statements; anything else, such as an event pattern, as it is.
fn meaning(document: &Value) -> Value {
    let Value::Object(policy) = document else { return normal(document) };
    let Some(statements) = policy.get("Statement") else { return normal(document) };
    let mut policy = policy.clone();
    policy.remove("Id");
    let bare = match statements {
        Value::Array(all) => Value::Array(all.iter().map(statement).collect()),
        one => statement(one),
    };
    policy.insert("Statement".to_owned(), bare);
    normal(&Value::Object(policy))
}

/// Case does not matter in the names of actions, nor in those of condition keys (IAM User Guide, "IAM JSON policy
/// elements: Action" and "Condition", from memory).
fn statement(of: &Value) -> Value {
    let Value::Object(of) = of else { return of.clone() };
    let fields = of.iter().filter(|(key, _)| *key != "Sid").map(|(key, value)| {
        let value = match key.as_str() {
            "Action" | "NotAction" => lower(value),
            "Condition" => conditions(value),
            _ => value.clone(),
        };
        (key.clone(), value)
    });
    Value::Object(fields.collect())
}

fn lower(value: &Value) -> Value {
    match value {
        Value::String(text) => Value::String(text.to_ascii_lowercase()),
        Value::Array(all) => Value::Array(all.iter().map(lower).collect()),
        other => other.clone(),
    }
}

/// By operator, and then by key.
fn conditions(value: &Value) -> Value {
    let Value::Object(operators) = value else { return value.clone() };
    let keyed = operators.iter().map(|(operator, keys)| {
        let keys = match keys {
            Value::Object(keys) => {
                Value::Object(keys.iter().map(|(key, value)| (key.to_ascii_lowercase(), value.clone())).collect())
            }
            other => other.clone(),
        };
        (operator.clone(), keys)
    });
    Value::Object(keyed.collect())
}

/// IAM lets a list of one be written without its brackets, and order never matters in it (IAM User Guide, "Grammar of
/// the IAM JSON policy language", seen 2026-11-22). The same holds for event patterns, whose lists are alternatives.
fn normal(value: &Value) -> Value {
    match value {
        Value::Object(map) => Value::Object(map.iter().map(|(key, value)| (key.clone(), normal(value))).collect()),
        Value::Array(items) => {
            let mut items: Vec<Value> = items.iter().map(normal).collect();
            items.sort_by_key(Value::to_string);
            items.dedup();
            if items.len() == 1 { items.remove(0) } else { Value::Array(items) }
        }
        Value::Bool(flag) => Value::String(flag.to_string()),
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn same(a: Value, b: Value) -> bool {
        Document(a) == Document(b)
    }

    #[test]
    fn meaning_not_text() {
        let one = json!({
            "Version": "2012-10-17",
            "Statement": [{"Sid": "a", "Effect": "Allow", "Action": ["s:B", "s:A"], "Resource": "*"}],
        });
        let two = json!({
            "Statement": {"Effect": "Allow", "Resource": ["*"], "Action": ["s:A", "s:B"]},
            "Version": "2012-10-17",
            "Id": "x",
        });
        assert!(same(one.clone(), two));
        let wider =
            json!({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["s:*"], "Resource": "*"}]});
        assert!(!same(one, wider));
        assert!(same(
            json!({"Bool": {"aws:SecureTransport": false}}),
            json!({"Bool": {"aws:SecureTransport": "false"}})
        ));
        assert!(!same(json!({"source": ["aws.workspaces"]}), json!({"source": ["aws.ec2"]})));
        assert!(Document::parse("{") != Document::parse("{}"));
    }

    #[test]
    fn names_are_dropped_where_they_are_names_and_case_where_it_does_not_matter() {
        let policy = |action: &str, condition: Value| {
            let statement = json!({"Sid": "a", "Effect": "Allow", "Action": action, "Condition": condition});
            json!({ "Statement": [statement] })
        };
        let of = |key: &str, value: &str| json!({"StringEquals": {key: value}});
        let ours = || policy("sns:Publish", of("aws:SourceAccount", "1"));
        assert!(same(ours(), policy("SNS:publish", of("AWS:SourceAccount", "1"))));
        assert!(!same(ours(), policy("sns:Publish", of("aws:SourceAccount", "2"))));
        assert!(!same(policy("a:b", of("aws:x", "Lab")), policy("a:b", of("aws:x", "lab"))), "a value is no name");
        assert!(!same(policy("a:b", of("Id", "1")), policy("a:b", json!({"StringEquals": {}}))), "a key is no id");
        assert!(!same(json!({"detail": {"Id": ["1"]}}), json!({"detail": {}})), "nor is a field of an event");
        let resource = |name: &str| json!({"Statement": {"Effect": "Allow", "Action": "*", "Resource": name}});
        assert!(!same(resource("arn:aws:s3:::A"), resource("arn:aws:s3:::a")));
    }
}
