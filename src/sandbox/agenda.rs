//! What is going to happen, by time; at the same time, what was entered first comes first.

use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeMap;

/// Entries by time and number. In a file it is a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Agenda<T>(BTreeMap<(Timestamp, u64), T>);

impl<T> Default for Agenda<T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<T> Agenda<T> {
    /// `number` must be new: it grows with each entry.
    pub fn add(&mut self, at: Timestamp, number: u64, what: T) {
        self.0.insert((at, number), what);
    }

    pub fn next_at(&self) -> Option<Timestamp> {
        self.0.first_key_value().map(|((at, _), _)| *at)
    }

    /// The first entry, if its time has come at `to`.
    pub fn take_until(&mut self, to: Timestamp) -> Option<(Timestamp, T)> {
        self.next_at().filter(|at| *at <= to)?;
        self.0.pop_first().map(|((at, _), what)| (at, what))
    }

    pub fn retain(&mut self, mut keeps: impl FnMut(&T) -> bool) {
        self.0.retain(|_, what| keeps(what));
    }
}

impl<T: Serialize> Serialize for Agenda<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(self.0.iter().map(|((at, number), what)| (at, number, what)))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Agenda<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let entries = Vec::<(Timestamp, u64, T)>::deserialize(from)?;
        Ok(Self(entries.into_iter().map(|(at, number, what)| ((at, number), what)).collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::SignedDuration;

    #[test]
    fn by_time_and_then_by_entry_and_a_list_in_a_file() {
        let at = |s| Timestamp::UNIX_EPOCH + SignedDuration::from_secs(s);
        let mut agenda = Agenda::default();
        for (number, (s, what)) in [(9, "last"), (5, "first"), (5, "second"), (7, "dropped")].into_iter().enumerate() {
            agenda.add(at(s), number as u64, what.to_owned());
        }
        let text = serde_json::to_string(&agenda).unwrap();
        assert!(text.starts_with(r#"[["1970-01-01T00:00:05Z",1,"first"],"#), "{text}");
        let mut agenda: Agenda<String> = serde_json::from_str(&text).unwrap();
        agenda.retain(|what| what != "dropped");
        assert_eq!(agenda.take_until(at(4)), None);
        let taken: Vec<String> = std::iter::from_fn(|| agenda.take_until(at(8))).map(|(_, what)| what).collect();
        assert_eq!(taken, ["first", "second"]);
        assert_eq!(agenda.next_at(), Some(at(9)));
    }
}
