//! One file per kind of resource, each with its pure `diff`: what is not as it should be, and the calls that put it
//! right. For a resource that is missing, the calls that build it, in order.

pub mod bucket;
pub mod function;
pub mod log_group;
pub mod role;
pub mod rule;
pub mod table;
pub mod topic;
pub mod trail;

use super::picture::Tags;
use super::plan::Change;
use super::write::Write;

/// The tags of ours that are missing or have another value. Tags of others are left alone.
fn tags(should: &Tags, is: Option<&Tags>, write: impl Fn(Tags) -> Write) -> Option<Change> {
    let is = is?;
    let missing: Tags = should.iter().filter(|(key, value)| is.get(*key) != Some(value)).map(own).collect();
    if missing.is_empty() {
        return None;
    }
    let text = |tags: &Tags| tags.iter().map(|(key, value)| format!("{key}={value}")).collect::<Vec<_>>().join(" ");
    let present: Tags = is.iter().filter(|(key, _)| missing.contains_key(*key)).map(own).collect();
    let shown = if present.is_empty() { "none".to_owned() } else { text(&present) };
    Some(Change::new("tags", shown, text(&missing), write(missing.clone())))
}

fn own((key, value): (&String, &String)) -> (String, String) {
    (key.clone(), value.clone())
}

/// A missing thing that is built: `none → present`.
fn created(write: Write) -> Change {
    Change::new("resource", "missing", "present", write)
}

/// Text for a setting that may be absent.
fn or_none<T: ToString>(value: Option<T>) -> String {
    value.map_or_else(|| "none".to_owned(), |value| value.to_string())
}
