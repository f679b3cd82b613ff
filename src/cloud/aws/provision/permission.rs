//! The resource policy of a function, as permissions. What a statement says beyond that goes into
//! [`Permission::rest`], so that nothing of it is overlooked.

use crate::stack::picture::Permission;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The statements of a policy by id. What is no policy is one statement that is like none of ours.
pub(super) fn of_policy(text: &str) -> BTreeMap<String, Permission> {
    if text.is_empty() {
        return BTreeMap::new();
    }
    let policy: Value = serde_json::from_str(text).unwrap_or_else(|_| json!({ "Statement": [text] }));
    let statements = match &policy["Statement"] {
        Value::Array(all) => all.clone(),
        Value::Null => vec![],
        one => vec![one.clone()],
    };
    let mut found = BTreeMap::new();
    for (number, statement) in statements.into_iter().enumerate() {
        let id = statement["Sid"].as_str().map_or_else(|| format!("statement {}", number + 1), str::to_owned);
        found.insert(id, permission(statement));
    }
    found
}

fn permission(statement: Value) -> Permission {
    let Value::Object(mut rest) = statement else {
        let (principal, action) = (String::new(), String::new());
        return Permission { principal, action, source_arn: None, source_account: None, rest: statement.to_string() };
    };
    rest.remove("Sid");
    if rest.get("Effect").is_some_and(|effect| effect == "Allow") {
        rest.remove("Effect");
    }
    // A version or an alias has its name behind the function's.
    let is_whole_function = |arn: &Value| arn.as_str().is_some_and(|arn| arn.split(':').count() == 7);
    if rest.get("Resource").is_some_and(is_whole_function) {
        rest.remove("Resource");
    }
    let principal = rest.remove("Principal").map(principal).unwrap_or_default();
    let action = rest.remove("Action").map(text).unwrap_or_default();
    let (source_arn, source_account) = match rest.get_mut("Condition") {
        Some(Value::Object(condition)) => {
            (taken(condition, "ArnLike", "aws:sourcearn"), taken(condition, "StringEquals", "aws:sourceaccount"))
        }
        _ => (None, None),
    };
    if rest.get("Condition").is_some_and(|condition| *condition == json!({})) {
        rest.remove("Condition");
    }
    let rest = if rest.is_empty() { String::new() } else { Value::Object(rest).to_string() };
    Permission { principal, action, source_arn, source_account, rest }
}

/// The one service or account that a statement names; anything else as JSON.
fn principal(value: Value) -> String {
    let only = value.as_object().filter(|map| map.len() == 1).and_then(|map| map.values().next());
    match only {
        Some(Value::String(name)) => name.clone(),
        _ => text(value),
    }
}

/// Take one value out of a condition. The names of condition keys have no case (IAM User Guide, "Condition", seen
/// 2026-11-22).
fn taken(condition: &mut Map<String, Value>, operator: &str, key: &str) -> Option<String> {
    let keys = condition.get_mut(operator)?.as_object_mut()?;
    let spelled = keys.keys().find(|spelled| spelled.eq_ignore_ascii_case(key))?.clone();
    let value = keys.get(&spelled)?.as_str()?.to_owned();
    keys.remove(&spelled);
    if keys.is_empty() {
        condition.remove(operator);
    }
    Some(value)
}

fn text(value: Value) -> String {
    match value {
        Value::String(text) => text,
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FUNCTION: &str = "arn:aws:lambda:us-east-1:123456789012:function:Workspace_Alarm_Del";

    fn statement() -> Value {
        json!({
            "Sid": "s", "Effect": "Allow", "Principal": {"Service": "sns.amazonaws.com"},
            "Action": "lambda:InvokeFunction", "Resource": FUNCTION,
            "Condition": {"ArnLike": {"AWS:SourceArn": "arn:aws:sns:us-east-1:123456789012:t"}}
        })
    }

    fn read(statement: &Value) -> Permission {
        let found = of_policy(&json!({ "Version": "2012-10-17", "Statement": [statement] }).to_string());
        found["s"].clone()
    }

    fn ours() -> Permission {
        Permission {
            principal: "sns.amazonaws.com".into(),
            action: "lambda:InvokeFunction".into(),
            source_arn: Some("arn:aws:sns:us-east-1:123456789012:t".into()),
            source_account: None,
            rest: String::new(),
        }
    }

    #[test]
    fn our_own_statements_have_nothing_left_over() {
        assert_eq!(read(&statement()), ours());
        let mut both = statement();
        both["Condition"]["StringEquals"] = json!({"aws:SourceAccount": "123456789012"});
        assert_eq!(read(&both), Permission { source_account: Some("123456789012".into()), ..ours() });
        let mut bare = statement();
        bare.as_object_mut().unwrap().remove("Condition");
        assert_eq!(read(&bare), Permission { source_arn: None, ..ours() });
    }

    #[test]
    fn nothing_unusual_is_overlooked() {
        for (path, value, rest) in [
            ("/Effect", json!("Deny"), r#"{"Effect":"Deny"}"#.to_owned()),
            ("/Resource", json!("*"), r#"{"Resource":"*"}"#.to_owned()),
            ("/Resource", json!(format!("{FUNCTION}:live")), format!(r#"{{"Resource":"{FUNCTION}:live"}}"#)),
            (
                "/Condition/ArnLike",
                json!({"AWS:SourceArn": "arn:aws:sns:us-east-1:123456789012:t", "aws:PrincipalArn": "x"}),
                r#"{"Condition":{"ArnLike":{"aws:PrincipalArn":"x"}}}"#.to_owned(),
            ),
        ] {
            let mut changed = statement();
            *changed.pointer_mut(path).unwrap() = value;
            assert_eq!(read(&changed), Permission { rest, ..ours() }, "{path}");
        }
        for (principal, shown) in [
            (json!("*"), "*"),
            (json!({"AWS": "arn:aws:iam::210987654321:root"}), "arn:aws:iam::210987654321:root"),
            (json!({"AWS": ["1", "2"]}), r#"{"AWS":["1","2"]}"#),
        ] {
            let mut changed = statement();
            changed["Principal"] = principal;
            assert_eq!(read(&changed).principal, shown);
        }
        let mut many = statement();
        many["Condition"]["ArnLike"]["AWS:SourceArn"] = json!(["a", "b"]);
        assert_eq!(read(&many).source_arn, None);
        assert!(read(&many).rest.contains(r#"["a","b"]"#));
    }

    #[test]
    fn odd_policies_are_read_too() {
        assert!(of_policy("").is_empty());
        assert!(of_policy("{}").is_empty());
        assert_eq!(of_policy("nonsense")["statement 1"].rest, "\"nonsense\"");
        let mut nameless = statement();
        nameless.as_object_mut().unwrap().remove("Sid");
        assert_eq!(of_policy(&json!({ "Statement": nameless }).to_string())["statement 1"], ours());
    }
}
