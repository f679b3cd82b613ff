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
        normal(&self.0) == normal(&other.0)
    }
}

/// IAM lets a list of one be written without its brackets, and order never matters in it (IAM User Guide, "Grammar of
/// the IAM JSON policy language", seen 2026-11-22). The same holds for event patterns, whose lists are alternatives.
fn normal(value: &Value) -> Value {
    match value {
        Value::Object(map) => {
            let fields = map.iter().filter(|(key, _)| !matches!(key.as_str(), "Sid" | "Id"));
            Value::Object(fields.map(|(key, value)| (key.clone(), normal(value))).collect())
        }
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
}
