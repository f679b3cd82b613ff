//! The configuration file: TOML of texts, a few numbers and lists, and one table `[timing]`.

use super::{SettingsError, TIMING, key, nearest};
use std::path::Path;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// What the file sets: name, text and line.
pub type Entries = Vec<(&'static str, String, usize)>;

const TIMING_TABLE: &str = "timing";

pub fn read(path: &Path) -> Result<Entries, SettingsError> {
    let unreadable = |source| SettingsError::Unreadable { path: path.to_owned(), source };
    let text = std::fs::read_to_string(path).map_err(unreadable)?;
    File { path, text: &text }.entries()
}

struct File<'a> {
    path: &'a Path,
    text: &'a str,
}

impl File<'_> {
    fn entries(&self) -> Result<Entries, SettingsError> {
        let table = DeTable::parse(self.text).map_err(|error| {
            let line = self.line(error.span().map_or(0, |span| span.start));
            self.syntax(line, error.message().to_owned())
        })?;
        let mut entries = Entries::new();
        let timing = || TIMING.iter().map(|(name, _)| *name);
        for (name, value) in table.get_ref() {
            if name.get_ref() == TIMING_TABLE {
                let Some(table) = value.get_ref().as_table() else {
                    return Err(self.syntax(self.line(name.span().start), "timing is a table: write [timing]".into()));
                };
                for (name, value) in table {
                    entries.push(self.entry(name.get_ref(), name.span().start, value, timing(), "timing.")?);
                }
            } else {
                let known = key::ALL.into_iter();
                entries.push(self.entry(name.get_ref(), name.span().start, value, known, "")?);
            }
        }
        Ok(entries)
    }

    fn entry(
        &self,
        name: &str,
        at: usize,
        value: &Spanned<DeValue<'_>>,
        known: impl Iterator<Item = &'static str> + Clone,
        table: &str,
    ) -> Result<(&'static str, String, usize), SettingsError> {
        let line = self.line(at);
        let Some(key) = known.clone().find(|key| *key == name) else {
            // Durations that were put above `[timing]` are a likely slip too.
            let here = nearest(name, known).map(|meant| format!("{table}{meant}"));
            let in_timing = || nearest(name, TIMING.iter().map(|(name, _)| *name)).map(|it| format!("timing.{it}"));
            let (path, key) = (self.path.to_owned(), format!("{table}{name}"));
            return Err(SettingsError::UnknownKey { path, line, key, nearest: here.or_else(in_timing) });
        };
        match text_of(key, value.get_ref()) {
            Some(text) => Ok((key, text, line)),
            None => {
                let kind = value.get_ref().type_str();
                let expected = match () {
                    () if key::NUMBERS.contains(&key) => format!("a number, such as {key} = 90"),
                    () if key::LISTS.contains(&key) => format!("a list of texts, such as {key} = [\"…\"]"),
                    () => format!("text in quotes, such as {key} = \"…\""),
                };
                Err(self.syntax(line, format!("{key} is of type {kind}: expected {expected}")))
            }
        }
    }

    fn line(&self, at: usize) -> usize {
        1 + self.text.as_bytes()[..at.min(self.text.len())].iter().filter(|byte| **byte == b'\n').count()
    }

    fn syntax(&self, line: usize, why: String) -> SettingsError {
        SettingsError::Syntax { path: self.path.to_owned(), line, why }
    }
}

/// The value as a flag would give it, if its type is right for the setting.
fn text_of(key: &str, value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::String(text) => Some(text.to_string()),
        DeValue::Integer(number) if key::NUMBERS.contains(&key) => Some(number.to_string()),
        DeValue::Array(items) if key::LISTS.contains(&key) => {
            let texts: Option<Vec<&str>> = items.iter().map(|item| item.get_ref().as_str()).collect();
            Some(texts?.join(","))
        }
        _ => None,
    }
}
