//! Moments as people type them: a time, or a distance from now.

use crate::settings::human;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Span, SpanRelativeTo, Timestamp, Zoned};
use std::str::FromStr;

/// What was typed. What it means depends on what time it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum When {
    At(Timestamp),
    /// As far from now; a day has 24 hours.
    Away(SignedDuration),
}

impl FromStr for When {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::parse(text, &TimeZone::system())
    }
}

impl When {
    fn parse(text: &str, here: &TimeZone) -> Result<Self, String> {
        let text = text.trim();
        if let Some(distance) = distance(text) {
            return Ok(Self::Away(distance));
        }
        if let Ok(at) = text.parse::<Timestamp>() {
            return Ok(Self::At(at));
        }
        // With the name of its zone in brackets.
        if let Ok(zoned) = text.parse::<Zoned>() {
            return Ok(Self::At(zoned.timestamp()));
        }
        let is_plain = text.chars().all(|c| c.is_ascii_digit() || "-:. T".contains(c));
        if let Some(local) = text.parse::<DateTime>().ok().filter(|_| is_plain)
            && let Ok(zoned) = local.to_zoned(here.clone())
        {
            return Ok(Self::At(zoned.timestamp()));
        }
        Err(format!(
            "\"{text}\" is neither a time nor a duration: expected 2026-11-24T08:00:00Z, \"2026-11-24 08:00\" in local \
             time, or a distance from now such as 90m, 2h or 7d"
        ))
    }

    /// As a moment that is still to come.
    pub fn to_come(&self, now: Timestamp) -> Result<Timestamp, String> {
        match self {
            Self::At(at) if *at > now => Ok(*at),
            Self::At(at) => Err(format!("{at} is over: it is {} now", to_the_second(now))),
            Self::Away(distance) if distance.is_zero() => Err("0s from now is over at once".to_owned()),
            Self::Away(distance) => {
                let at = now.checked_add(*distance);
                at.map(to_the_second).map_err(|_| format!("{} from now is too far away", human(*distance)))
            }
        }
    }

    /// As a moment that is over.
    pub fn ago(&self, now: Timestamp) -> Result<Timestamp, String> {
        match self {
            Self::At(at) if *at <= now => Ok(*at),
            Self::At(at) => Err(format!("{at} is still to come: it is {} now", to_the_second(now))),
            Self::Away(distance) => {
                now.checked_sub(*distance).map_err(|_| format!("{} ago is too far away", human(*distance)))
            }
        }
    }
}

/// A duration that is not negative, with days and weeks.
fn distance(text: &str) -> Option<SignedDuration> {
    let span: Span = text.parse().ok()?;
    let duration = span.to_duration(SpanRelativeTo::days_are_24_hours()).ok()?;
    (!duration.is_negative()).then_some(duration)
}

/// Nobody means fractions of a second.
fn to_the_second(at: Timestamp) -> Timestamp {
    Timestamp::from_second(at.as_second()).unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: &str = "2026-11-23T08:00:00.5Z";

    fn now() -> Timestamp {
        NOW.parse().unwrap()
    }

    fn parsed(text: &str) -> Result<When, String> {
        When::parse(text, &TimeZone::fixed(jiff::tz::offset(1)))
    }

    #[test]
    fn times_and_distances() {
        for (text, to_come) in [
            ("2h", "2026-11-23T10:00:00Z"),
            ("1h30m", "2026-11-23T09:30:00Z"),
            (" 90 minutes ", "2026-11-23T09:30:00Z"),
            ("7d", "2026-11-30T08:00:00Z"),
            ("1w 1d", "2026-12-01T08:00:00Z"),
            ("2026-11-24T08:00:00Z", "2026-11-24T08:00:00Z"),
            ("2026-11-24T08:00:00+02:00", "2026-11-24T06:00:00Z"),
            ("2026-11-24 08:00", "2026-11-24T07:00:00Z"),
            ("2026-11-24", "2026-11-23T23:00:00Z"),
        ] {
            assert_eq!(parsed(text).unwrap().to_come(now()).unwrap().to_string(), to_come, "{text}");
        }
        assert_eq!(parsed("7d").unwrap().ago(now()).unwrap().to_string(), "2026-11-16T08:00:00.5Z");
        assert_eq!(parsed("2026-11-23").unwrap().ago(now()).unwrap().to_string(), "2026-11-22T23:00:00Z");
    }

    #[test]
    fn what_is_neither_is_refused() {
        for text in
            ["", "10", "tomorrow", "-2h", "2h ago", "1mo", "1y", "2026-13-01", "08:00", "2026-11-24T08:00[Here]"]
        {
            assert!(parsed(text).unwrap_err().contains("neither a time nor a duration"), "{text}");
        }
    }

    #[test]
    fn the_past_is_not_to_come_and_the_future_is_not_over() {
        let message = parsed("2026-11-23T07:59:59Z").unwrap().to_come(now()).unwrap_err();
        assert_eq!(message, "2026-11-23T07:59:59Z is over: it is 2026-11-23T08:00:00Z now");
        assert!(parsed("0s").unwrap().to_come(now()).is_err());
        assert!(parsed(NOW).unwrap().to_come(now()).is_err());
        assert!(parsed("2026-11-24").unwrap().ago(now()).unwrap_err().contains("still to come"));
        assert!(parsed("500000w").unwrap().to_come(now()).unwrap_err().contains("too far away"));
        assert!(parsed("700000w").unwrap().ago(now()).unwrap_err().contains("too far away"));
    }
}
