//! IAM roles. IAM hands policy documents out URL-encoded (RFC 3986) and takes them in plain.

use super::super::AwsCloud;
use super::super::convert::repeated;
use super::refusal::{gone, if_any};
use super::together;
use crate::recycle::Failure;
use crate::stack::Document;
use crate::stack::picture::{Role, Tags};
use aws_sdk_iam::types::Tag;
use std::collections::{BTreeMap, BTreeSet};

pub(super) async fn role(aws: &AwsCloud, name: &str) -> Result<Option<Role>, Failure> {
    let call = async {
        let answer = aws.iam().get_role().role_name(name).send().await;
        answer.map_err(|error| aws.refused("GetRole", error))
    };
    let (role, inline, attached) = tokio::join!(call, inline(aws, name), attached(aws, name));
    let Some(role) = if_any(role)?.and_then(|answer| answer.role) else { return Ok(None) };
    Ok(Some(Role {
        arn: role.arn,
        description: role.description.unwrap_or_default(),
        trust: document(&role.assume_role_policy_document.unwrap_or_default()),
        inline: inline?,
        attached: attached?,
        tags: role.tags.unwrap_or_default().into_iter().map(|tag| (tag.key, tag.value)).collect(),
    }))
}

async fn inline(aws: &AwsCloud, role: &str) -> Result<BTreeMap<String, Document>, Failure> {
    const CALL: &str = "ListRolePolicies";
    let (mut names, mut marker) = (Vec::new(), None);
    loop {
        let call = aws.iam().list_role_policies().role_name(role).set_marker(marker.clone());
        let answer = call.send().await.map_err(|error| aws.refused(CALL, error))?;
        names.extend(answer.policy_names);
        marker = repeated(CALL, marker, answer.marker.filter(|_| answer.is_truncated))?;
        if marker.is_none() {
            break;
        }
    }
    let documents = together::all(names.iter().map(|name| policy(aws, role, name))).await;
    let mut found = BTreeMap::new();
    for (name, document) in names.into_iter().zip(documents) {
        // One that went away after the list is not there.
        if let Some(document) = if_any(document)? {
            found.insert(name, document);
        }
    }
    Ok(found)
}

async fn policy(aws: &AwsCloud, role: &str, name: &str) -> Result<Document, Failure> {
    let call = aws.iam().get_role_policy().role_name(role).policy_name(name);
    let answer = call.send().await.map_err(|error| aws.refused("GetRolePolicy", error))?;
    Ok(document(&answer.policy_document))
}

async fn attached(aws: &AwsCloud, role: &str) -> Result<BTreeSet<String>, Failure> {
    const CALL: &str = "ListAttachedRolePolicies";
    let (mut found, mut marker) = (BTreeSet::new(), None);
    loop {
        let call = aws.iam().list_attached_role_policies().role_name(role).set_marker(marker.clone());
        let answer = call.send().await.map_err(|error| aws.refused(CALL, error))?;
        found.extend(answer.attached_policies.unwrap_or_default().into_iter().filter_map(|policy| policy.policy_arn));
        marker = repeated(CALL, marker, answer.marker.filter(|_| answer.is_truncated))?;
        if marker.is_none() {
            return Ok(found);
        }
    }
}

pub(super) async fn create(
    aws: &AwsCloud,
    role: &str,
    description: &str,
    trust: &Document,
    tags: &Tags,
) -> Result<(), Failure> {
    let call = aws.iam().create_role().role_name(role).description(description);
    let call = call.assume_role_policy_document(trust.to_string()).set_tags(Some(list(tags)));
    call.send().await.map(drop).map_err(|error| aws.refused("CreateRole", error))
}

pub(super) async fn describe(aws: &AwsCloud, role: &str, description: &str) -> Result<(), Failure> {
    let call = aws.iam().update_role().role_name(role).description(description);
    call.send().await.map(drop).map_err(|error| aws.refused("UpdateRole", error))
}

pub(super) async fn set_trust(aws: &AwsCloud, role: &str, trust: &Document) -> Result<(), Failure> {
    let call = aws.iam().update_assume_role_policy().role_name(role).policy_document(trust.to_string());
    call.send().await.map(drop).map_err(|error| aws.refused("UpdateAssumeRolePolicy", error))
}

pub(super) async fn put_policy(aws: &AwsCloud, role: &str, name: &str, document: &Document) -> Result<(), Failure> {
    let call = aws.iam().put_role_policy().role_name(role).policy_name(name).policy_document(document.to_string());
    call.send().await.map(drop).map_err(|error| aws.refused("PutRolePolicy", error))
}

pub(super) async fn delete_policy(aws: &AwsCloud, role: &str, name: &str) -> Result<(), Failure> {
    let call = aws.iam().delete_role_policy().role_name(role).policy_name(name);
    gone(call.send().await.map_err(|error| aws.refused("DeleteRolePolicy", error)))
}

pub(super) async fn attach(aws: &AwsCloud, role: &str, arn: &str) -> Result<(), Failure> {
    let call = aws.iam().attach_role_policy().role_name(role).policy_arn(arn);
    call.send().await.map(drop).map_err(|error| aws.refused("AttachRolePolicy", error))
}

pub(super) async fn detach(aws: &AwsCloud, role: &str, arn: &str) -> Result<(), Failure> {
    let call = aws.iam().detach_role_policy().role_name(role).policy_arn(arn);
    gone(call.send().await.map_err(|error| aws.refused("DetachRolePolicy", error)))
}

pub(super) async fn tag(aws: &AwsCloud, role: &str, tags: &Tags) -> Result<(), Failure> {
    let call = aws.iam().tag_role().role_name(role).set_tags(Some(list(tags)));
    call.send().await.map(drop).map_err(|error| aws.refused("TagRole", error))
}

pub(super) async fn delete(aws: &AwsCloud, role: &str) -> Result<(), Failure> {
    gone(aws.iam().delete_role().role_name(role).send().await.map_err(|error| aws.refused("DeleteRole", error)))
}

fn list(tags: &Tags) -> Vec<Tag> {
    let tag = |(key, value)| Tag::builder().key(key).value(value).build().expect("key and value are set");
    tags.iter().map(tag).collect()
}

fn document(encoded: &str) -> Document {
    Document::parse(&decoded(encoded))
}

/// Undo URL encoding; what is no encoding stays as it is.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let digits = tail.get(..2).filter(|two| *first == b'%' && two.iter().all(u8::is_ascii_hexdigit));
        match digits.and_then(|two| u8::from_str_radix(str::from_utf8(two).ok()?, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn documents_are_decoded() {
        let text = "%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%5B%7B%22Sid%22%3A%22a+%C3%A4%22%7D%5D%7D";
        assert_eq!(document(text).0, json!({"Version": "2012-10-17", "Statement": [{"Sid": "a+ä"}]}));
        assert_eq!(document(r#"{"a": "b"}"#).0, json!({"a": "b"}));
        for (encoded, plain) in [("50%", "50%"), ("%zz%4", "%zz%4"), ("%+1", "%+1"), ("%41", "A"), ("", "")] {
            assert_eq!(decoded(encoded), plain);
        }
    }
}
