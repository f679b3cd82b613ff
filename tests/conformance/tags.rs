//! Tags: read for chosen desktops, read for all, set and removed.

use super::{Made, ids, unknown_id};
use std::collections::BTreeMap;
use wsrecycle::cloud::{Cloud, TAG_PAGE};
use wsrecycle::recycle::{FailureKind, Tags, WorkspaceId};

/// A full page of ids: each is in the answer, tagged or not, existing or not.
pub async fn of_desktops<C: Cloud>(cloud: &C, desktops: &[Made]) {
    let mut asked = ids(&desktops[..TAG_PAGE - 1]);
    asked.push(unknown_id());
    let found = cloud.tags(&asked).await.expect("GetResources");
    assert_eq!(found.len(), TAG_PAGE);
    for made in &desktops[..TAG_PAGE - 1] {
        assert_eq!(found[&made.id], made.request.tags);
    }
    assert_eq!(found[&unknown_id()], Tags::new());
}

/// Every tagged desktop, by pages.
pub async fn of_all<C: Cloud>(cloud: &C, desktops: &[Made]) {
    let (mut found, mut pages, mut token) = (BTreeMap::new(), 0, None);
    loop {
        let page = cloud.all_tags(token).await.expect("GetResources");
        assert!(page.items.len() <= TAG_PAGE);
        for (id, tags) in page.items {
            assert!(found.insert(id.clone(), tags).is_none(), "{id} was listed twice");
        }
        pages += 1;
        token = page.next;
        if token.is_none() {
            break;
        }
    }
    assert!(pages > 1, "the fleet fills more than one page");
    // AWS goes on showing what was tagged once, with no tags.
    found.retain(|_, tags| !tags.is_empty());
    let tagged: BTreeMap<WorkspaceId, Tags> = desktops
        .iter()
        .filter(|made| !made.request.tags.is_empty())
        .map(|made| (made.id.clone(), made.request.tags.clone()))
        .collect();
    assert_eq!(found, tagged);
}

/// A tag is added, overwritten and removed, and the others stay.
pub async fn changes<C: Cloud>(cloud: &C, desktops: &[Made]) {
    let Made { id, request } = &desktops[9];
    let read = || async { cloud.tags(std::slice::from_ref(id)).await.expect("GetResources").remove(id) };
    let with = |value: &str| {
        let mut tags = request.tags.clone();
        tags.insert("wsrecycle:hold".into(), value.into());
        Some(tags)
    };
    cloud.tag(id, "wsrecycle:hold", "exam until Friday").await.expect("CreateTags");
    assert_eq!(read().await, with("exam until Friday"));
    cloud.tag(id, "wsrecycle:hold", "").await.expect("a tag may be empty");
    assert_eq!(read().await, with(""));
    cloud.untag(id, "wsrecycle:hold").await.expect("DeleteTags");
    assert_eq!(read().await, Some(request.tags.clone()));
    cloud.untag(id, "wsrecycle:hold").await.expect("what is not there is no failure");

    let failed = cloud.tag(&unknown_id(), "wsrecycle:hold", "x").await.expect_err("there is no such desktop");
    assert_eq!((failed.kind, failed.call.as_str()), (FailureKind::NotFound, "CreateTags"));
}
