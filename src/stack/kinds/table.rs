//! The ledger's DynamoDB table.

use super::{created, or_none, tags};
use crate::stack::picture::{LEDGER_KEYS, Table};
use crate::stack::plan::Change;
use crate::stack::write::Write;
use std::collections::BTreeSet;

pub fn keys() -> BTreeSet<String> {
    LEDGER_KEYS.map(str::to_owned).into()
}

pub fn diff(name: &str, should: &Table, is: Option<&Table>) -> Vec<Change> {
    let table = || name.to_owned();
    let mut changes = vec![];
    if is.is_none() {
        changes.push(created(Write::CreateTable { table: table(), tags: should.tags.clone() }));
    }
    if let Some(is) = is.filter(|is| is.keys != should.keys) {
        // Keys cannot be changed, and the table holds what is owed: a person decides.
        let text = |keys: &BTreeSet<String>| keys.iter().cloned().collect::<Vec<_>>().join(", ");
        let mut change = Change::new("keys", text(&is.keys), text(&should.keys), Write::SetBilling { table: table() });
        change.writes.clear();
        changes.push(change.because("keys cannot be changed; move the table away by hand once nothing is owed"));
    }
    if is.is_some_and(|is| !is.is_on_demand) {
        let write = Write::SetBilling { table: table() };
        changes.push(Change::new("billing", "provisioned", "on demand", write).because("five o'clock comes in bursts"));
    }
    if is.is_none_or(|is| !is.recovers_to_a_point_in_time) {
        let write = Write::RecoverToAPointInTime { table: table() };
        changes.push(
            Change::new("point-in-time recovery", "off", "on", write).because("what is owed must survive a slip"),
        );
    }
    if is.is_none_or(|is| is.ttl_attribute != should.ttl_attribute)
        && let Some(attribute) = &should.ttl_attribute
    {
        let write = Write::SetTtl { table: table(), attribute: attribute.clone() };
        let present = or_none(is.and_then(|is| is.ttl_attribute.as_ref()));
        let mut change =
            Change::new("time to live", present, attribute, write).because("closed rows are kept for 90 days");
        if is.is_some_and(|is| is.ttl_attribute.is_some()) {
            // "TimeToLive is active on a different AttributeName": AWS takes no other attribute while one is on.
            change.writes.clear();
            change =
                change.because("another attribute is on; turn that one off by hand, which takes AWS up to an hour");
        }
        changes.push(change);
    }
    changes.extend(tags(&should.tags, is.map(|is| &is.tags), |tags| Write::TagTable { table: table(), tags }));
    changes
}
