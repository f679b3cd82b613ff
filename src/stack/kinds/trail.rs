//! The trail that tells EventBridge of API calls. It takes no part in anything else.

use super::{created, or_none, tags};
use crate::stack::picture::Trail;
use crate::stack::plan::Change;
use crate::stack::write::Write;

pub fn diff(name: &str, should: &Trail, is: Option<&Trail>) -> Vec<Change> {
    let trail = || name.to_owned();
    let mut changes = vec![];
    if is.is_none() {
        changes.push(created(Write::CreateTrail {
            trail: trail(),
            bucket: should.bucket.clone(),
            tags: should.tags.clone(),
        }));
    }
    if let Some(is) = is {
        let update = || Write::UpdateTrail { trail: trail(), bucket: should.bucket.clone() };
        let fields = [
            ("bucket", is.bucket.clone(), should.bucket.clone()),
            ("multi-Region", is.is_multi_region.to_string(), should.is_multi_region.to_string()),
            ("log validation", is.validates_logs.to_string(), should.validates_logs.to_string()),
        ];
        let mut wrong: Vec<Change> = fields
            .into_iter()
            .filter(|(_, is, should)| is != should)
            .map(|(field, is, should)| Change::new(field, is, should, update()))
            .collect();
        wrong.iter_mut().skip(1).for_each(|change| change.writes.clear());
        changes.extend(wrong);
    }
    if is.is_none_or(|is| is.logs_writes != Some(true)) {
        let present = or_none(is.and_then(|is| is.logs_writes));
        let write = Write::SelectWrites { trail: trail() };
        changes.push(Change::new("write events", present, true, write).because("rules see only what a trail logs"));
    } else if is.is_some_and(|is| is.logs_more) {
        // A new trail logs everything until it is told otherwise: so does one whose set-up died.
        let write = Write::SelectWrites { trail: trail() };
        let change = Change::new("selectors", "more than write events", "write events", write);
        changes.push(change.because("nobody reads the rest, and it is stored"));
    }
    if is.is_none_or(|is| !is.is_logging) {
        let write = Write::StartLogging { trail: trail() };
        changes.push(Change::new("logging", "off", "on", write).because("a trail does not log until it is told to"));
    }
    changes.extend(tags(&should.tags, is.map(|is| &is.tags), |tags| Write::TagTrail { trail: trail(), tags }));
    changes
}
