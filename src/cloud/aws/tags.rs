//! Tags: read in bulk through the tagging API, written through WorkSpaces.
//!
//! A tag may hold a desktop back, so tags that cannot be read are a failure and never "no tags".

use super::convert::{arn_desktop, next_token, repeated};
use super::{AwsCloud, Page, identity::whoami};
use crate::cloud::TAG_PAGE;
use crate::recycle::{Failure, FailureKind, Tags, WorkspaceId};
use aws_sdk_resourcegroupstagging::types::ResourceTagMapping;
use aws_sdk_workspaces::types::Tag;
use std::collections::BTreeMap;

const READ: &str = "GetResources";

/// The tags of these desktops. AWS leaves out what was never tagged; here it has an empty entry.
///
/// A list of ARNs cannot be paged (GetResources, ResourceARNList, seen 2026-11-22): an answer that has a token all the
/// same is not whole, and the list is asked again in halves.
pub(super) async fn of(aws: &AwsCloud, ids: &[WorkspaceId]) -> Result<BTreeMap<WorkspaceId, Tags>, Failure> {
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let identity = whoami(aws).await?;
    let mut found: BTreeMap<_, _> = ids.iter().map(|id| (id.clone(), Tags::new())).collect();
    let mut lists = vec![ids];
    while let Some(list) = lists.pop() {
        let arns = list.iter().map(|id| identity.workspace_arn(id)).collect();
        let call = aws.tagging().get_resources().set_resource_arn_list(Some(arns));
        let answer = call.send().await.map_err(|error| aws.place.failure(READ, error))?;
        if next_token(answer.pagination_token).is_some() {
            if let [_] = list {
                let message = "AWS shows the tags of one desktop on several pages";
                return Err(Failure::new(FailureKind::Unclear, "", message).in_call(READ));
            }
            lists.extend([&list[..list.len() / 2], &list[list.len() / 2..]]);
            continue;
        }
        for (id, tags) in answer.resource_tag_mapping_list.unwrap_or_default().into_iter().filter_map(entry) {
            if let Some(kept) = found.get_mut(&id) {
                *kept = tags;
            }
        }
    }
    Ok(found)
}

/// One page of all desktops that have, or once had, a tag.
pub(super) async fn all(aws: &AwsCloud, token: Option<String>) -> Result<Page<(WorkspaceId, Tags)>, Failure> {
    let call = aws.tagging().get_resources().resource_type_filters("workspaces:workspace");
    let call = call.resources_per_page(TAG_PAGE as i32).set_pagination_token(token.clone());
    let answer = call.send().await.map_err(|error| aws.place.failure(READ, error))?;
    let items = answer.resource_tag_mapping_list.unwrap_or_default().into_iter().filter_map(entry).collect();
    Ok(Page { items, next: repeated(READ, token, answer.pagination_token)? })
}

fn entry(mapping: ResourceTagMapping) -> Option<(WorkspaceId, Tags)> {
    let id = arn_desktop(mapping.resource_arn.as_deref()?)?;
    Some((id, mapping.tags.unwrap_or_default().into_iter().map(|tag| (tag.key, tag.value)).collect()))
}

pub(super) async fn add(aws: &AwsCloud, id: &WorkspaceId, key: &str, value: &str) -> Result<(), Failure> {
    const CALL: &str = "CreateTags";
    let tag = Tag::builder().key(key).value(value).build().expect("the key is set");
    let call = aws.workspaces().create_tags().resource_id(id.as_str()).tags(tag);
    call.send().await.map(drop).map_err(|error| aws.place.failure(CALL, error))
}

pub(super) async fn remove(aws: &AwsCloud, id: &WorkspaceId, key: &str) -> Result<(), Failure> {
    const CALL: &str = "DeleteTags";
    let call = aws.workspaces().delete_tags().resource_id(id.as_str()).tag_keys(key);
    call.send().await.map(drop).map_err(|error| aws.place.failure(CALL, error))
}

#[cfg(test)]
mod tests {
    use super::super::canned::{self, Answer};
    use super::*;

    const WHO: Answer = Answer(
        200,
        "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><GetCallerIdentityResult>\
         <Arn>arn:aws-cn:iam::123456789012:root</Arn><Account>123456789012</Account></GetCallerIdentityResult>\
         </GetCallerIdentityResponse>",
    );
    const CUT_SHORT: Answer = Answer(200, r#"{"PaginationToken": "more", "ResourceTagMappingList": []}"#);
    const HELD: Answer = Answer(
        200,
        r#"{"PaginationToken": "", "ResourceTagMappingList": [
            {"ResourceARN": "arn:aws-cn:workspaces:us-east-1:123456789012:workspace/ws-bbbbbbbbb",
             "Tags": [{"Key": "wsrecycle:hold", "Value": ""}]}, {"Tags": []},
            {"ResourceARN": "arn:aws-cn:workspaces:us-east-1:123456789012:workspace/ws-strange00", "Tags": []}]}"#,
    );
    const NONE: Answer = Answer(200, "{}");

    fn ids() -> Vec<WorkspaceId> {
        ["ws-aaaaaaaaa", "ws-bbbbbbbbb"].map(|id| id.parse().unwrap()).to_vec()
    }

    #[tokio::test]
    async fn a_list_that_is_cut_short_is_asked_in_halves() {
        let (aws, asked) = canned::aws(vec![WHO, CUT_SHORT, HELD, NONE]).await;
        let held = Tags::from([("wsrecycle:hold".to_owned(), String::new())]);
        let expected = BTreeMap::from([(ids()[0].clone(), Tags::new()), (ids()[1].clone(), held)]);
        assert_eq!(of(&aws, &ids()).await, Ok(expected));
        let asked = asked.lock().unwrap().clone();
        let arn =
            |id| format!(r#"{{"ResourceARNList":["arn:aws-cn:workspaces:us-east-1:123456789012:workspace/{id}"]}}"#);
        assert_eq!(asked[2..], [arn("ws-bbbbbbbbb"), arn("ws-aaaaaaaaa")]);
    }

    #[tokio::test]
    async fn tags_that_cannot_be_read_are_not_no_tags() {
        let denied =
            Answer(400, r#"{"__type": "AccessDeniedException", "Message": "not authorized: tag:GetResources"}"#);
        let (aws, _) = canned::aws(vec![WHO, denied]).await;
        let failure = of(&aws, &ids()).await.unwrap_err();
        assert_eq!((failure.kind, failure.call.as_str()), (FailureKind::Denied, "GetResources"));
        let (aws, _) = canned::aws(vec![WHO, CUT_SHORT, CUT_SHORT]).await;
        assert!(of(&aws, &ids()).await.unwrap_err().is_unclear());
    }

    #[tokio::test]
    async fn an_empty_page_may_lead_on_and_an_empty_token_does_not() {
        let (aws, asked) = canned::aws(vec![CUT_SHORT, HELD]).await;
        let first = all(&aws, None).await.unwrap();
        assert_eq!(first, Page { items: vec![], next: Some("more".into()) });
        let second = all(&aws, first.next).await.unwrap();
        assert_eq!((second.items.len(), second.next), (2, None));
        assert!(asked.lock().unwrap()[1].contains(r#""PaginationToken":"more""#));
    }
}
