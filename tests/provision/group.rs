//! Log groups. They are never deleted: what was logged outlives the stack.

use super::{Stand, present, tags};
use wsrecycle::cloud::Provision;
use wsrecycle::recycle::FailureKind;
use wsrecycle::stack::picture::LogGroup;
use wsrecycle::stack::{Seen, Write};

const GROUP: &str = "/aws/lambda/Workspace_Test";

pub async fn life<P: Provision>(stand: &Stand<'_, P>) {
    let create = |group: &str| Write::CreateLogGroup { group: group.to_owned(), tags: tags(&[]) };
    // AWS lists these two with ours.
    stand.write(create("/aws/lambda/Workspace_Test_2")).await;
    stand.write(create("/aws/lambda/Workspace_Test1")).await;
    assert_eq!(stand.aws.log_group(GROUP).await, Seen::Absent);

    stand.write(create(GROUP)).await;
    let expected = LogGroup { retention_days: None, tags: tags(&[]) };
    assert_eq!(present(stand.aws.log_group(GROUP).await), expected);
    stand.is_refused(create(GROUP), None, FailureKind::Exists).await;

    stand.write_twice(Write::SetRetention { group: GROUP.into(), days: 30 }).await;
    stand.write_twice(Write::TagLogGroup { group: GROUP.into(), tags: tags(&[("team", "finance")]) }).await;
    let expected = LogGroup { retention_days: Some(30), tags: tags(&[("team", "finance")]) };
    assert_eq!(present(stand.aws.log_group(GROUP).await), expected);
}
