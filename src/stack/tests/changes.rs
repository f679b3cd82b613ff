//! What is altered under the product's hands: a bucket without tags, another address, a call that AWS puts off.

use super::*;

/// A bucket without our tag may be anybody's, however little is set about it: nothing of ours is made without its tag.
#[tokio::test]
async fn a_bare_bucket_is_not_taken_for_ours() {
    let mut deployed = Account::whole().deployed();
    let bucket = deployed.buckets.values_mut().next().unwrap();
    bucket.tags.clear();
    (bucket.policy, bucket.expires_days) = (None, None);
    let plan = Account::with(deployed).plan(Adoption::Refuse).await;
    let [item] = wrong(&plan)[..] else { panic!("{:#?}", wrong(&plan)) };
    assert_eq!((item.id.kind, &item.standing, plan.writes().count()), (Kind::Bucket, &Standing::Foreign, 0));
    let fresh = Account::empty().plan(Adoption::Refuse).await;
    let tagged = |write: &Write| matches!(write, Write::CreateBucket { tags, .. } if tags.contains_key(STACK_TAG));
    assert!(fresh.writes().any(tagged) && !fresh.writes().any(|write| matches!(write, Write::TagBucket { .. })));
}

#[tokio::test]
async fn an_address_that_is_replaced_hears_of_nothing_any_more() {
    let config = |address: &str| Config { notify: vec![address.to_owned()], ..Config::default() };
    let mut account = Account { config: config("old@example.com"), ..Account::empty() };
    account.set_up(Adoption::Refuse).await;
    {
        // Whoever reads it has confirmed it; and people may add others.
        let mut world = account.sandbox.world();
        let topic = world.deployed.topics.get_mut("Workspace_Recycle_Alerts").unwrap();
        topic.subscriptions[0].arn = Some("arn:old".into());
        let other = json!({"protocol": "email", "endpoint": "boss@example.com", "arn": "arn:boss"});
        topic.subscriptions.push(serde_json::from_value(other).unwrap());
    }
    account.config = config("new@example.com");
    let plan = account.plan(Adoption::Refuse).await;
    let order = Order::of(&plan, &account.names);
    let at = |is: fn(&Write) -> bool| order.writes().position(is).unwrap();
    let gone = at(|write| matches!(write, Write::Unsubscribe { .. }));
    assert!(gone < at(|write| matches!(write, Write::UpdateSettings { .. })), "the settings forget who it was");
    // Dying in between loses nobody.
    account.apply_some(&order, gone).await;
    account.set_up(Adoption::Refuse).await;
    let topic = &account.deployed().topics["Workspace_Recycle_Alerts"];
    let hears: Vec<&str> = topic.subscriptions.iter().map(|it| it.endpoint.as_str()).collect();
    assert_eq!(hears, ["boss@example.com", "new@example.com"]);
    assert!(account.plan(Adoption::Refuse).await.is_clean());
}

/// DynamoDB takes a second change of the time to live within an hour only later; nothing else waits for it.
#[tokio::test]
async fn what_aws_takes_later_stops_nothing() {
    use crate::sandbox::Mishap;
    let message = "Time to live has been modified multiple times within a fixed interval";
    for (message, is_later) in [(message, true), ("One or more parameter values were invalid", false)] {
        let account = Account::empty();
        let (call, code) = ("UpdateTimeToLive".to_owned(), "ValidationException".to_owned());
        account.sandbox.world().mishaps.push(Mishap::RefuseCall { call, code, message: message.into() });
        let order = Order::of(&account.plan(Adoption::Refuse).await, &account.names);
        let applied = apply(&account.sandbox, &order, Some(&archive()), &|_, _| {}).await;
        assert_eq!((applied.later.len(), applied.failed.len()), if is_later { (1, 0) } else { (0, 1) }, "{message}");
        assert!(!is_later || applied.left.is_empty() && applied.done + 1 == order.len());
    }
}
