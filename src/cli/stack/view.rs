//! A plan in words: a line for a person, a record for a table.

use crate::output::Tone;
use crate::stack::{Change, Item, Standing};

/// The longest text of a value in a line or a cell; policies are longer. JSON has them whole.
const VALUE_MAX: usize = 90;

/// A value, cut where it would drown the rest.
pub fn short(value: &str) -> String {
    if value.chars().count() <= VALUE_MAX {
        return value.to_owned();
    }
    value.chars().take(VALUE_MAX - 1).chain(['…']).collect()
}

/// `SNS topic a: policy: none → … (why)`.
pub fn line(item: &Item, change: &Change) -> String {
    let Change { field, is, should, why, .. } = change;
    let why = why.map(|why| format!(" ({why})")).unwrap_or_default();
    format!("{}: {field}: {} → {}{why}", item.id, short(is), short(should))
}

/// Why a resource keeps a plan from being carried out.
pub fn obstacle(item: &Item, tag: &str) -> String {
    match &item.standing {
        Standing::Unknown { failure } => format!("{} cannot be read: {failure}", item.id),
        Standing::Foreign => format!("{} is there and does not carry the tag {tag}", item.id),
        _ => item.changes.iter().map(|change| line(item, change)).collect::<Vec<_>>().join("; "),
    }
}

pub fn tone(standing: &Standing) -> Tone {
    match standing {
        Standing::Ok | Standing::Reused => Tone::Good,
        Standing::Missing | Standing::Changed | Standing::Foreign => Tone::Bad,
        Standing::Extra | Standing::Unknown { .. } => Tone::Warn,
    }
}

pub fn counted(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_values_are_cut_between_characters() {
        assert_eq!(short("é"), "é");
        assert_eq!(short(&"é".repeat(91)).chars().count(), 90);
        assert!(short(&"é".repeat(91)).ends_with('…'));
    }
}
