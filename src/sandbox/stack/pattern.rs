//! Whether an event matches a rule's pattern: literals and prefixes, which is what patterns about API calls are made
//! of. Any other comparison matches nothing (EventBridge User Guide, "Event patterns", seen 2026-11-22).

use serde_json::Value;

/// Every field of the pattern must be in the event, with one of the values.
pub fn matches(pattern: &Value, event: &Value) -> bool {
    match pattern {
        Value::Object(fields) => fields.iter().all(|(name, inner)| matches(inner, &event[name])),
        Value::Array(alternatives) => alternatives.iter().any(|one| match event {
            Value::Array(values) => values.iter().any(|value| is(one, value)),
            value => is(one, value),
        }),
        _ => false,
    }
}

fn is(one: &Value, value: &Value) -> bool {
    match one.get("prefix").and_then(Value::as_str) {
        Some(prefix) => value.as_str().is_some_and(|text| text.starts_with(prefix)),
        None => one == value,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn patterns() {
        let event = json!({"source": "aws.workspaces", "detail": {"eventName": "CreateWorkspaces", "ids": ["a", "b"]}});
        for (pattern, fits) in [
            (json!({"source": ["aws.workspaces"]}), true),
            (json!({"source": ["aws.ec2", "aws.workspaces"], "detail": {"eventName": ["CreateWorkspaces"]}}), true),
            (json!({"detail": {"eventName": ["TerminateWorkspaces"]}}), false),
            (json!({"detail": {"eventName": [{"prefix": "Create"}]}}), true),
            (json!({"detail": {"ids": ["b"]}}), true),
            (json!({"region": ["us-east-1"]}), false),
            (json!({"source": [{"anything-but": "x"}]}), false),
            (json!("a text"), false),
        ] {
            assert_eq!(matches(&pattern, &event), fits, "{pattern}");
        }
    }
}
