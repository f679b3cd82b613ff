//! CloudWatch: alarms by pages, changed and deleted, and the metric that tells who is connected.

use super::{Controls, Made, ids, unknown_id};
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;
use wsrecycle::cloud::{ALARM_PAGE, Cloud};
use wsrecycle::fleet::alarm::{ALARM_PREFIX, Alarm};

const TOPIC_ARN: &str = "arn:aws:sns:us-east-1:123456789012:Workspace_Disconnected_Topic";

/// More alarms than one page holds, each as it was put.
pub async fn pages<C: Cloud>(cloud: &C, desktops: &[Made]) {
    let alarms: BTreeMap<String, Alarm> = desktops
        .iter()
        .map(|made| Alarm::guarding(&made.id, TOPIC_ARN))
        .map(|alarm| (alarm.name.clone(), alarm))
        .collect();
    for alarm in alarms.values() {
        cloud.put_alarm(alarm).await.expect("PutMetricAlarm");
    }
    let (found, pages) = listed(cloud, ALARM_PREFIX).await;
    assert!(pages > 1, "{} alarms fill more than one page", found.len());
    assert_eq!(found, alarms);
    assert_eq!(listed(cloud, "workspace_disconnected_").await.0, BTreeMap::new(), "case matters");
    assert_eq!(listed(cloud, &alarms.keys().next().expect("there are alarms").clone()).await.0.len(), 1);
}

/// Put overwrites; delete takes a full page and does not mind names that are not there.
pub async fn changes<C: Cloud>(cloud: &C, desktops: &[Made]) {
    let right = Alarm::guarding(&desktops[0].id, TOPIC_ARN);
    let wrong = Alarm {
        statistic: "Average".into(),
        period_s: 60,
        missing_data: "missing".into(),
        actions: vec![],
        actions_enabled: false,
        threshold: 2.5,
        evaluation_periods: 3,
        datapoints_to_alarm: 2,
        comparison: "GreaterThanThreshold".into(),
        ..right.clone()
    };
    for alarm in [wrong, right] {
        cloud.put_alarm(&alarm).await.expect("PutMetricAlarm");
        assert_eq!(listed(cloud, &alarm.name).await.0.remove(&alarm.name), Some(alarm));
    }
    let mut names: Vec<_> = listed(cloud, ALARM_PREFIX).await.0.into_keys().collect();
    let kept = names.split_off(ALARM_PAGE - 1);
    names.insert(50, format!("{ALARM_PREFIX}{}", unknown_id()));
    cloud.delete_alarms(&names).await.expect("a name that is not there is no failure");
    assert_eq!(listed(cloud, ALARM_PREFIX).await.0.into_keys().collect::<Vec<_>>(), kept);
    cloud.delete_alarms(&kept).await.expect("DeleteAlarms");
    cloud.delete_alarms(&kept).await.expect("names that are not there are no failure");
    assert_eq!(listed(cloud, ALARM_PREFIX).await.0, BTreeMap::new());
}

async fn listed<C: Cloud>(cloud: &C, prefix: &str) -> (BTreeMap<String, Alarm>, usize) {
    let (mut found, mut pages, mut token) = (BTreeMap::new(), 0, None);
    loop {
        let page = cloud.alarms(prefix, token).await.expect("DescribeAlarms");
        assert!(page.items.len() <= ALARM_PAGE);
        for alarm in page.items {
            assert!(found.insert(alarm.name.clone(), alarm).is_none(), "an alarm was listed twice");
        }
        pages += 1;
        token = page.next;
        if token.is_none() {
            return (found, pages);
        }
    }
}

/// The latest period with somebody connected, in a window that ends before `to`.
pub async fn user_connected<C: Cloud>(cloud: &C, world: &mut impl Controls, desktops: &[Made]) {
    let grain = SignedDuration::from_mins(5);
    let to = Timestamp::from_second(world.now().as_second() / 300 * 300).expect("a time of today");
    let at = |periods: i32| to - grain * periods;
    let [twice, once, never, before, after, later] =
        [0, 1, 2, 3, 4, 5].map(|number: usize| desktops[number].id.clone());
    for (number, (id, period, value)) in [
        (&twice, 9, 1.0),
        (&twice, 8, 0.0),
        (&twice, 5, 1.0),
        (&twice, 5, 0.0),
        (&twice, 4, 0.0),
        (&once, 12, 1.0),
        (&never, 3, 0.0),
        (&before, 13, 1.0),
        (&after, 0, 1.0),
        (&later, 1, 1.0),
    ]
    .into_iter()
    .enumerate()
    {
        // At most 90 s into its period. The present period is not over yet, but its first second is past in any case.
        let offset = if period == 0 { 0 } else { 10 * number as i64 };
        world.publish_user_connected(id, at(period) + SignedDuration::from_secs(offset), value);
    }
    let mut asked = ids(desktops);
    asked.push(unknown_id());
    let found = cloud.user_connected(&asked, at(12), to).await.expect("GetMetricData");
    assert_eq!(found, [(twice, at(5)), (once, at(12)), (later, at(1))].into_iter().collect());
}
