//! Rules and their targets.

use super::{Stand, present, tags};
use serde_json::json;
use wsrecycle::cloud::Provision;
use wsrecycle::recycle::FailureKind;
use wsrecycle::stack::picture::{Rule, Trigger};
use wsrecycle::stack::{Seen, Write};

const RULE: &str = "Workspace_Test";

pub async fn life<P: Provision>(stand: &Stand<'_, P>) {
    let rule = || RULE.to_owned();
    let remove = |ids: &[&str]| Write::RemoveTargets { rule: rule(), ids: ids.iter().map(|id| (*id).into()).collect() };
    assert_eq!(stand.aws.rule(RULE).await, Seen::Absent);
    stand.write(remove(&["1"])).await;
    stand.write(Write::DeleteRule { rule: rule() }).await;

    let pattern = |event: &str| {
        let detail = json!({ "eventSource": ["workspaces.amazonaws.com"], "eventName": [event] });
        let kinds = ["AWS API Call via CloudTrail"];
        Trigger::Pattern(json!({ "source": ["aws.workspaces"], "detail-type": kinds, "detail": detail }).into())
    };
    let put = |description: &str, trigger: Trigger| {
        let description = description.to_owned();
        Write::PutRule { rule: rule(), description, trigger, tags: tags(&[]) }
    };
    stand.write_twice(put("before", pattern("CreateWorkspaces"))).await;
    let mut expected = Rule {
        arn: stand.arn("events", &format!("rule/{RULE}")),
        description: "before".into(),
        trigger: pattern("CreateWorkspaces"),
        is_enabled: true,
        targets: [].into(),
        tags: tags(&[]),
    };
    assert_eq!(present(stand.aws.rule(RULE).await), expected);

    let function = stand.arn("lambda", "function:Workspace_Test");
    let target = |id: &str, arn: &str| Write::PutTarget { rule: rule(), id: id.into(), arn: arn.into() };
    stand.write_twice(target("1", &function)).await;
    stand.write(target("2", "arn:aws:lambda:us-east-1:123456789012:function:Foreign")).await;
    stand.write_twice(Write::DisableRule { rule: rule() }).await;
    stand.write_twice(Write::TagRule { rule: rule(), tags: tags(&[("team", "finance")]) }).await;
    expected.is_enabled = false;
    expected.tags = tags(&[("team", "finance")]);
    expected.targets = [
        ("1".to_owned(), function.clone()),
        ("2".to_owned(), "arn:aws:lambda:us-east-1:123456789012:function:Foreign".to_owned()),
    ]
    .into();
    assert_eq!(present(stand.aws.rule(RULE).await), expected);

    stand.write_twice(remove(&["2"])).await;
    // Overwritten as a whole: the pattern is gone, and the rule enabled.
    stand.write_twice(put("The clock.", Trigger::Schedule("rate(1 minute)".into()))).await;
    expected.description = "The clock.".into();
    expected.trigger = Trigger::Schedule("rate(1 minute)".into());
    expected.is_enabled = true;
    expected.targets.remove("2");
    assert_eq!(present(stand.aws.rule(RULE).await), expected);

    let lost = Write::PutTarget { rule: "Nowhere".into(), id: "1".into(), arn: function };
    stand.is_refused(lost, None, FailureKind::NotFound).await;
    stand.write_twice(remove(&["1"])).await;
    stand.write_twice(Write::DeleteRule { rule: rule() }).await;
    assert_eq!(stand.aws.rule(RULE).await, Seen::Absent);
}
