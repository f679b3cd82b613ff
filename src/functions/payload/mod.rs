//! What the functions are given: events of AWS, read into nouns of ours.
//!
//! Whatever may be null or absent is optional, unknown fields are ignored, and one item that cannot be read does not
//! spoil the others. Nothing is believed here beyond its shape; the handlers look desktops up before they act.
//!
//! To add a payload: a file here, its published shape as a test, and junk of every kind.

pub mod notification;
pub mod schedule;
pub mod trail;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::{fmt, io};

/// What SNS, EventBridge and CloudTrail can put into one event (quotas pages of SNS and EventBridge, seen
/// 2026-11-22). Anything larger was not sent by them.
pub const SIZE_MAX: usize = 256 * 1024;
/// Items read of one event. AWS sends one SNS record, and at most 25 desktops, in each.
pub const RECORDS_MAX: usize = 100;

/// Kinds of unreadable payloads. Their spelling is part of the functions' error types: rename none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PayloadErrorKind {
    TooLarge,
    TooManyRecords,
    /// A well-formed event that this function is not for.
    NotForUs,
    Malformed,
}

impl PayloadErrorKind {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::TooLarge => "payload_too_large",
            Self::TooManyRecords => "payload_too_many_records",
            Self::NotForUs => "payload_not_for_us",
            Self::Malformed => "payload_malformed",
        }
    }
}

impl fmt::Display for PayloadErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Why a payload, or one item of it, cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("the event cannot be used: {at}: {why}")]
pub struct PayloadError {
    pub kind: PayloadErrorKind,
    /// Where, such as `detail.responseElements.pendingRequests[3]`.
    pub at: String,
    pub why: String,
}

impl PayloadError {
    fn new(kind: PayloadErrorKind, at: impl Into<String>, why: impl Into<String>) -> Self {
        Self { kind, at: at.into(), why: why.into() }
    }

    pub(super) fn malformed(at: impl Into<String>, why: impl fmt::Display) -> Self {
        Self::new(PayloadErrorKind::Malformed, at, why.to_string())
    }

    pub(super) fn not_for_us(at: impl Into<String>, is: &str, should: &str) -> Self {
        Self::new(PayloadErrorKind::NotForUs, at, format!("is \"{}\", should be {should}", shortened(is)))
    }
}

/// The items of a list with their places, each readable or not.
pub type Items<T> = Vec<(String, Result<T, PayloadError>)>;

/// Refuse what AWS could not have sent, before anything is read.
pub fn check_size(payload: &Value) -> Result<(), PayloadError> {
    struct Room(usize);
    impl io::Write for Room {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0 = self.0.checked_sub(bytes.len()).ok_or(io::ErrorKind::StorageFull)?;
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    serde_json::to_writer(Room(SIZE_MAX), payload).map_err(|_| {
        PayloadError::new(PayloadErrorKind::TooLarge, "payload", format!("is larger than {} KiB", SIZE_MAX / 1024))
    })
}

/// Read one object; unknown fields are ignored.
fn read<'v, T: Deserialize<'v>>(value: &'v Value, at: &str) -> Result<T, PayloadError> {
    if value.is_null() {
        return Err(PayloadError::malformed(at, "is missing"));
    }
    // A list would be read field by field.
    if !value.is_object() {
        return Err(PayloadError::malformed(at, "is not an object"));
    }
    T::deserialize(value).map_err(|error| PayloadError::malformed(at, shortened(&error.to_string())))
}

/// Read every item of a list that may be null, each for itself.
fn read_items<'v, T: Deserialize<'v>>(list: Option<&'v Vec<Value>>, at: &str) -> Result<Items<T>, PayloadError> {
    let items = list.map(Vec::as_slice).unwrap_or_default();
    if items.len() > RECORDS_MAX {
        let why = format!("has {} items, at most {RECORDS_MAX} are read", items.len());
        return Err(PayloadError::new(PayloadErrorKind::TooManyRecords, at, why));
    }
    let read_one = |(n, item)| {
        let at = format!("{at}[{n}]");
        let item = read(item, &at);
        (at, item)
    };
    Ok(items.iter().enumerate().map(read_one).collect())
}

/// A foreign text, short enough for a log line.
pub(super) fn shortened(text: &str) -> String {
    const MAX: usize = 120;
    match text.char_indices().nth(MAX) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use serde_json::json;

    /// Things that are no event at all.
    pub(crate) fn junk() -> Vec<Value> {
        let deep = (0..100).fold(json!(1), |inner, _| json!([inner]));
        vec![
            json!(null),
            json!(true),
            json!(7),
            json!("CreateWorkspaces"),
            json!([]),
            json!([{"detail": {}}]),
            json!({}),
            json!({"detail": null}),
            json!({"detail-type": 5, "source": [], "detail": "x"}),
            json!({"detail-type": "AWS API Call via CloudTrail", "source": "aws.workspaces", "detail": []}),
            json!({"Records": null}),
            json!({"Records": "x"}),
            json!({"Records": {"0": {}}}),
            deep,
        ]
    }

    #[test]
    fn sizes_are_measured_as_they_are_sent() {
        let exactly = Value::String("x".repeat(SIZE_MAX - 2));
        assert!(check_size(&exactly).is_ok());
        let error = check_size(&json!({"Records": [exactly]})).unwrap_err();
        assert_eq!((error.kind.as_str(), error.at.as_str()), ("payload_too_large", "payload"));
    }

    #[test]
    fn kinds_are_spelled_alike_everywhere() {
        use PayloadErrorKind::*;
        for kind in [TooLarge, TooManyRecords, NotForUs, Malformed] {
            let json = serde_json::to_value(kind).unwrap();
            assert_eq!(format!("payload_{}", json.as_str().unwrap()), kind.as_str());
        }
    }

    #[test]
    fn foreign_text_is_shortened_between_letters() {
        assert_eq!(shortened("short"), "short");
        let long = shortened(&"ä".repeat(500));
        assert_eq!(long.chars().count(), 121);
    }
}
