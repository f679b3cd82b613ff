//! Topics and subscriptions.

use super::{Stand, present, tags};
use serde_json::json;
use wsrecycle::cloud::Provision;
use wsrecycle::stack::picture::{Subscription, Topic};
use wsrecycle::stack::{Document, Seen, Write};

const TOPIC: &str = "Workspace_Test_Topic";

pub async fn life<P: Provision>(stand: &Stand<'_, P>) {
    let topic = || TOPIC.to_owned();
    let delete = Write::DeleteTopic { topic: topic() };
    assert_eq!(stand.aws.topic(TOPIC).await, Seen::Absent);
    stand.write(delete.clone()).await;

    stand.write_twice(Write::CreateTopic { topic: topic(), tags: tags(&[]) }).await;
    let policy: Document = json!({ "Version": "2012-10-17", "Statement": [{
        "Sid": "alarms", "Effect": "Allow", "Principal": { "Service": "cloudwatch.amazonaws.com" },
        "Action": "sns:Publish", "Resource": stand.arn("sns", TOPIC),
        "Condition": { "StringEquals": { "aws:SourceAccount": stand.identity.account } },
    }]})
    .into();
    assert_ne!(present(stand.aws.topic(TOPIC).await).policy, Some(policy.clone()), "a new topic has AWS's policy");
    stand.write_twice(Write::SetTopicPolicy { topic: topic(), policy: policy.clone() }).await;
    stand.write_twice(Write::RemoveTopicKey { topic: topic() }).await;
    let function = stand.arn("lambda", "function:Workspace_Test");
    let subscribe = |protocol: &str, endpoint: &str| {
        let (protocol, endpoint) = (protocol.to_owned(), endpoint.to_owned());
        Write::Subscribe { topic: topic(), protocol, endpoint }
    };
    stand.write_twice(subscribe("lambda", &function)).await;
    stand.write(subscribe("email", "admin@example.com")).await;
    stand.write_twice(Write::TagTopic { topic: topic(), tags: tags(&[("team", "Räte + Co")]) }).await;

    let found = present(stand.aws.topic(TOPIC).await);
    let arn_of = |protocol: &str| found.subscriptions.iter().find(|it| it.protocol == protocol)?.arn.clone();
    let (subscription, address) = (arn_of("lambda"), arn_of("email"));
    assert_eq!(address.is_some(), stand.deviations.addresses_have_arns);
    let expected = Topic {
        arn: stand.identity.topic_arn(TOPIC),
        policy: Some(policy),
        tags: tags(&[("team", "Räte + Co")]),
        subscriptions: vec![
            Subscription { protocol: "email".into(), endpoint: "admin@example.com".into(), arn: address },
            Subscription { protocol: "lambda".into(), endpoint: function, arn: subscription.clone() },
        ],
        key: None,
        unwanted: [].into(),
    };
    assert_eq!(found, expected);

    let subscription_arn = subscription.expect("a function confirms its subscription by itself");
    stand.write_twice(Write::Unsubscribe { topic: topic(), subscription_arn }).await;
    let left = present(stand.aws.topic(TOPIC).await).subscriptions;
    assert_eq!(left, expected.subscriptions[..1]);
    stand.write_twice(delete).await;
    assert_eq!(stand.aws.topic(TOPIC).await, Seen::Absent);
}
