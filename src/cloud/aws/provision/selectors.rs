//! Whether a trail's event selectors let the calls through that our rules wait for.

use aws_sdk_cloudtrail::types::{AdvancedEventSelector, AdvancedFieldSelector, EventSelector, ReadWriteType};
use std::collections::BTreeSet;

/// What every event of ours has in the fields that a selector may name.
const OURS: [(&str, &[&str]); 5] = [
    ("eventCategory", &["Management"]),
    ("readOnly", &["false"]),
    ("eventSource", &["workspaces.amazonaws.com"]),
    ("eventName", &["CreateWorkspaces", "TerminateWorkspaces"]),
    ("eventType", &["AwsApiCall"]),
];

/// Sources whose events are many, billed and of no use here.
const LEFT_OUT: [&str; 2] = ["kms.amazonaws.com", "rdsdata.amazonaws.com"];

/// Write management events and nothing else.
pub(super) fn ours() -> EventSelector {
    EventSelector::builder()
        .read_write_type(ReadWriteType::WriteOnly)
        .include_management_events(true)
        .set_exclude_management_event_sources(Some(LEFT_OUT.map(str::to_owned).into()))
        .build()
}

/// Whether a trail logs what ours logs, and nothing more.
pub(super) fn are_ours(basic: &[EventSelector], advanced: &[AdvancedEventSelector]) -> bool {
    let [only] = basic else { return false };
    let left_out: BTreeSet<&str> = only.exclude_management_event_sources().iter().map(String::as_str).collect();
    advanced.is_empty()
        && only.read_write_type() == Some(&ReadWriteType::WriteOnly)
        && only.include_management_events() == Some(true)
        && only.data_resources().is_empty()
        && left_out == BTreeSet::from(LEFT_OUT)
}

/// A trail without selectors logs all management events.
pub(super) fn log_writes(basic: &[EventSelector], advanced: &[AdvancedEventSelector]) -> bool {
    (basic.is_empty() && advanced.is_empty())
        || basic.iter().any(basic_logs_writes)
        || advanced.iter().any(|selector| selector.field_selectors().iter().all(lets_ours_through))
}

/// The sources that a basic selector can leave out are KMS and RDS's data API alone, never WorkSpaces.
fn basic_logs_writes(selector: &EventSelector) -> bool {
    let is_read_only = selector.read_write_type() == Some(&ReadWriteType::ReadOnly);
    selector.include_management_events() != Some(false) && !is_read_only
}

/// Of the fields that we know nothing of, such as who called, none may be restricted.
fn lets_ours_through(selector: &AdvancedFieldSelector) -> bool {
    let Some((_, values)) = OURS.iter().find(|(field, _)| *field == selector.field()) else { return false };
    values.iter().all(|value| holds(selector, value))
}

/// Each operator that is given must hold; one operator holds with any of its values, or, if it says "not", with all.
fn holds(selector: &AdvancedFieldSelector, value: &str) -> bool {
    let any = |list: &[String], test: &dyn Fn(&str) -> bool| list.is_empty() || list.iter().any(|it| test(it));
    let none = |list: &[String], test: &dyn Fn(&str) -> bool| !list.iter().any(|it| test(it));
    any(selector.equals(), &|it| it == value)
        && any(selector.starts_with(), &|it| value.starts_with(it))
        && any(selector.ends_with(), &|it| value.ends_with(it))
        && none(selector.not_equals(), &|it| it == value)
        && none(selector.not_starts_with(), &|it| value.starts_with(it))
        && none(selector.not_ends_with(), &|it| value.ends_with(it))
}

#[cfg(test)]
mod tests {
    use super::*;
    use aws_sdk_cloudtrail::types::builders::AdvancedFieldSelectorBuilder;
    use std::slice;

    type Field = fn(AdvancedFieldSelectorBuilder) -> AdvancedFieldSelectorBuilder;

    fn advanced(fields: &[(&str, Field)]) -> AdvancedEventSelector {
        let field = |(name, of): &(&str, Field)| of(AdvancedFieldSelector::builder().field(*name)).build().unwrap();
        AdvancedEventSelector::builder().set_field_selectors(Some(fields.iter().map(field).collect())).build().unwrap()
    }

    #[test]
    fn basic_selectors() {
        let of = |kind: ReadWriteType, management| {
            EventSelector::builder().read_write_type(kind).include_management_events(management).build()
        };
        assert!(log_writes(&[], &[]));
        for (selector, expected) in [
            (of(ReadWriteType::All, true), true),
            (of(ReadWriteType::WriteOnly, true), true),
            (of(ReadWriteType::ReadOnly, true), false),
            (of(ReadWriteType::All, false), false),
            (EventSelector::builder().build(), true),
        ] {
            assert_eq!(log_writes(slice::from_ref(&selector), &[]), expected, "{selector:?}");
        }
        assert!(log_writes(&[of(ReadWriteType::ReadOnly, true), of(ReadWriteType::WriteOnly, true)], &[]));
    }

    #[test]
    fn what_logs_more_than_ours_is_told() {
        assert!(are_ours(&[ours()], &[]) && log_writes(&[ours()], &[]));
        assert!(!are_ours(&[], &[]), "a new trail logs everything");
        let mut reads_too = ours();
        reads_too.read_write_type = Some(ReadWriteType::All);
        let mut chatty = ours();
        chatty.exclude_management_event_sources = None;
        for other in [reads_too, chatty] {
            assert!(!are_ours(slice::from_ref(&other), &[]), "{other:?}");
            assert!(!are_ours(&[ours(), other], &[]));
        }
        let data = advanced(&[("eventCategory", |it| it.equals("Data"))]);
        assert!(!are_ours(&[ours()], slice::from_ref(&data)));
    }

    #[test]
    fn advanced_selectors() {
        const MANAGEMENT: (&str, Field) = ("eventCategory", |it| it.equals("Management"));
        let cases: [(&[(&str, Field)], bool); 13] = [
            (&[MANAGEMENT], true),
            (&[("eventCategory", |it| it.equals("Data"))], false),
            (&[MANAGEMENT, ("readOnly", |it| it.equals("false"))], true),
            (&[MANAGEMENT, ("readOnly", |it| it.equals("true"))], false),
            (&[MANAGEMENT, ("eventSource", |it| it.not_equals("kms.amazonaws.com"))], true),
            (&[MANAGEMENT, ("eventSource", |it| it.not_equals("workspaces.amazonaws.com"))], false),
            (&[MANAGEMENT, ("eventSource", |it| it.equals("ec2.amazonaws.com"))], false),
            (&[MANAGEMENT, ("eventSource", |it| it.starts_with("work").not_ends_with(".cn"))], true),
            (&[MANAGEMENT, ("eventName", |it| it.equals("CreateWorkspaces"))], false),
            (&[MANAGEMENT, ("eventName", |it| it.ends_with("Workspaces"))], true),
            (&[MANAGEMENT, ("eventName", |it| it.not_starts_with("Terminate"))], false),
            (&[MANAGEMENT, ("eventType", |it| it.equals("AwsApiCall"))], true),
            (&[MANAGEMENT, ("userIdentity.arn", |it| it.not_equals("arn:aws:iam::123456789012:role/robot"))], false),
        ];
        for (fields, expected) in cases {
            let selector = advanced(fields);
            assert_eq!(log_writes(&[], slice::from_ref(&selector)), expected, "{selector:?}");
        }
    }
}
