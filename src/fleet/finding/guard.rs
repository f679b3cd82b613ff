//! Findings about alarms: missing, wrong, too many, left behind.

use super::Finding;
use crate::fleet::alarm::Alarm;
use crate::fleet::census::Entry;

/// Only managed desktops are judged: the alarms of the others may belong to somebody else's stack.
pub(super) fn of_desktop(entry: &Entry, topic_arn: &str) -> Vec<Finding> {
    if !entry.is_managed() {
        return vec![];
    }
    let (desktop, owner) = (&entry.desktop.id, entry.desktop.owner());
    let right = Alarm::guarding(desktop, topic_arn);
    let mut findings = vec![];
    if !entry.is_guarded() {
        findings.push(Finding::Unguarded { desktop: desktop.clone(), owner: owner.clone(), right: right.clone() });
    }
    // The alarm with the right name stays, because what is put right is put under that name; or else the least wrong.
    let Some(kept) = entry
        .alarms
        .iter()
        .min_by_key(|alarm| (alarm.name != right.name, alarm.faults(desktop, topic_arn).len(), &alarm.name))
    else {
        return findings;
    };
    let faults = kept.faults(desktop, topic_arn);
    if !faults.is_empty() {
        findings.push(Finding::WrongAlarm {
            desktop: desktop.clone(),
            owner: owner.clone(),
            alarm: kept.name.clone(),
            faults,
            right: right.clone(),
        });
    }
    let surplus = entry.alarms.iter().filter(|alarm| alarm.name != kept.name);
    findings.extend(surplus.map(|alarm| Finding::DuplicateAlarm {
        desktop: desktop.clone(),
        owner: owner.clone(),
        alarm: alarm.name.clone(),
        kept: right.name.clone(),
    }));
    findings
}

/// An alarm whose desktop is not in a complete census.
pub(super) fn orphan(alarm: &Alarm) -> Option<Finding> {
    Some(Finding::OrphanAlarm { desktop: alarm.desktop()?, alarm: alarm.name.clone() })
}

#[cfg(test)]
mod tests {
    use super::super::tests::{alice, codes, found, listing_of};
    use super::*;
    use crate::fleet::alarm::SPELLINGS;
    use crate::fleet::census::Listing;
    use crate::recycle::{Desktop, Scope, State};

    fn with_alarms(change: impl Fn(&mut Vec<Alarm>)) -> Listing {
        let mut listing = listing_of(alice(), None);
        change(&mut listing.alarms);
        listing
    }

    fn spelled(alarm: &Alarm, spelling: &str) -> Alarm {
        Alarm { name: format!("{spelling}{}", alarm.desktop().unwrap()), ..alarm.clone() }
    }

    #[test]
    fn each_way_of_being_guarded_badly() {
        assert_eq!(codes(with_alarms(|alarms| alarms.clear())), ["unguarded"]);
        assert_eq!(codes(with_alarms(|alarms| alarms[0].statistic = "Average".into())), ["wrong_alarm"]);
        let elsewhere = with_alarms(|alarms| alarms[0].dimensions[0].1 = "ws-someother".into());
        assert_eq!(codes(elsewhere), ["unguarded", "wrong_alarm"]);
        for spelling in &SPELLINGS[1..] {
            assert_eq!(codes(with_alarms(|alarms| alarms[0] = spelled(&alarms[0], spelling))), ["wrong_alarm"]);
            let two = with_alarms(|alarms| alarms.push(spelled(&alarms[0], spelling)));
            assert_eq!(codes(two), ["duplicate_alarm"]);
        }
        let orphan = with_alarms(|alarms| alarms.push(Alarm::guarding(&"ws-gonegone1".parse().unwrap(), "arn")));
        assert_eq!(codes(orphan), ["orphan_alarm"]);
    }

    #[test]
    fn the_rightly_named_alarm_stays_even_if_another_has_fewer_faults() {
        let listing = with_alarms(|alarms| {
            alarms.push(spelled(&alarms[0], SPELLINGS[1]));
            alarms[0].statistic = "Average".into();
            alarms[0].period_s = 60;
        });
        let right = Alarm::guarding(&alice().id, &listing.topic_arn).name;
        match found(listing, &Scope::All).as_slice() {
            [Finding::WrongAlarm { alarm, faults, .. }, Finding::DuplicateAlarm { alarm: surplus, kept, .. }] => {
                assert_eq!((alarm, kept, faults.len()), (&right, &right, 2));
                assert!(surplus.starts_with(SPELLINGS[1]));
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn desktops_that_are_left_alone_or_leaving_are_not_judged() {
        for (state, standby) in [(State::Terminating, false), (State::Available, true)] {
            let mut listing = listing_of(Desktop { state, has_standby: standby, ..alice() }, None);
            listing.alarms.clear();
            assert!(!codes(listing).contains(&"unguarded"));
        }
    }
}
