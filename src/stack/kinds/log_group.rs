//! The functions' log groups. The guide's never expire.

use super::{created, tags};
use crate::stack::picture::LogGroup;
use crate::stack::plan::Change;
use crate::stack::write::Write;

pub fn diff(name: &str, should: &LogGroup, is: Option<&LogGroup>) -> Vec<Change> {
    let group = || name.to_owned();
    let mut changes = vec![];
    if is.is_none() {
        changes.push(created(Write::CreateLogGroup { group: group(), tags: should.tags.clone() }));
    }
    let days = |days: Option<i32>| days.map_or_else(|| "never expire".to_owned(), |days| format!("{days} days"));
    if let Some(wanted) =
        should.retention_days.filter(|_| is.is_none_or(|is| is.retention_days != should.retention_days))
    {
        let present = is.map_or_else(|| "none".to_owned(), |is| days(is.retention_days));
        let write = Write::SetRetention { group: group(), days: wanted };
        let change = Change::new("retention", present, days(Some(wanted)), write);
        changes.push(change.because("logs that never expire are paid for for ever"));
    }
    changes.extend(tags(&should.tags, is.map(|is| &is.tags), |tags| Write::TagLogGroup { group: group(), tags }));
    changes
}
