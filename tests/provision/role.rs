//! The functions' role.

use super::{Stand, present, tags, trust};
use serde_json::json;
use wsrecycle::cloud::Provision;
use wsrecycle::recycle::FailureKind;
use wsrecycle::stack::picture::Role;
use wsrecycle::stack::{Document, Seen, Write};

const ROLE: &str = "Workspace_Test_Role";

pub async fn life<P: Provision>(stand: &Stand<'_, P>) {
    let role = || ROLE.to_owned();
    let partition = &stand.identity.partition;
    let managed = format!("arn:{partition}:iam::aws:policy/AmazonWorkSpacesAdmin");
    let policy: Document = json!({ "Version": "2012-10-17", "Statement": [{
        "Effect": "Allow", "Action": ["workspaces:Describe*", "logs:PutLogEvents"], "Resource": "*",
        "Condition": { "StringLike": { "aws:PrincipalTag/note": "50% + ä" } },
    }]})
    .into();

    assert_eq!(stand.aws.role(ROLE).await, Seen::Absent);
    stand.write(Write::DeleteRole { role: role() }).await;
    stand.write(Write::DetachPolicy { role: role(), arn: managed.clone() }).await;
    stand.write(Write::DeleteRolePolicy { role: role(), policy: "least".into() }).await;

    let create = Write::CreateRole {
        role: role(),
        description: "before".into(),
        trust: trust("events.amazonaws.com"),
        tags: tags(&[]),
    };
    stand.write(create.clone()).await;
    let mut expected = Role {
        arn: format!("arn:{partition}:iam::{}:role/{ROLE}", stand.identity.account),
        description: "before".into(),
        trust: trust("events.amazonaws.com"),
        inline: [].into(),
        attached: [].into(),
        tags: tags(&[]),
    };
    assert_eq!(present(stand.aws.role(ROLE).await), expected);
    stand.is_refused(create, None, FailureKind::Exists).await;

    stand.write_twice(Write::SetRoleDescription { role: role(), description: "Runs it.".into() }).await;
    stand.write_twice(Write::SetTrust { role: role(), trust: trust("lambda.amazonaws.com") }).await;
    for name in ["least", "extra"] {
        let put = Write::PutRolePolicy { role: role(), policy: name.into(), document: policy.clone() };
        stand.write_twice(put).await;
    }
    stand.write_twice(Write::AttachPolicy { role: role(), arn: managed.clone() }).await;
    stand.write_twice(Write::TagRole { role: role(), tags: tags(&[("team", "finance")]) }).await;
    expected.description = "Runs it.".into();
    expected.trust = trust("lambda.amazonaws.com");
    expected.inline = ["extra", "least"].map(|name| (name.to_owned(), policy.clone())).into();
    expected.attached = [managed.clone()].into();
    expected.tags = tags(&[("team", "finance")]);
    assert_eq!(present(stand.aws.role(ROLE).await), expected);

    stand.write_twice(Write::DetachPolicy { role: role(), arn: managed }).await;
    for name in ["extra", "least"] {
        stand.write_twice(Write::DeleteRolePolicy { role: role(), policy: name.into() }).await;
    }
    stand.write_twice(Write::DeleteRole { role: role() }).await;
    assert_eq!(stand.aws.role(ROLE).await, Seen::Absent);
}
