//! Durations as people write them: `90s`, `10m`, `1h30m`.

use jiff::SignedDuration;

/// The shortest and the longest duration that a setting may have.
pub type Bounds = (SignedDuration, SignedDuration);

const DAY: SignedDuration = SignedDuration::from_hours(24);

/// For the grace period and the sweep. Under a minute a user who only changes rooms would lose the desktop; over a day
/// a desktop would not be clean for the next shift.
pub const PATIENCE: Bounds = (SignedDuration::from_secs(60), DAY);
/// For the table `[timing]`.
pub const TIMING: Bounds = (SignedDuration::from_secs(1), DAY);

/// A duration that is not negative. The error says what was expected.
pub fn parse_duration(text: &str) -> Result<SignedDuration, String> {
    match text.trim().parse::<SignedDuration>() {
        Ok(duration) if !duration.is_negative() => Ok(duration),
        _ => Err(format!("\"{text}\" is not a duration: expected a number and a unit, such as 90s, 10m or 1h30m")),
    }
}

/// A duration within bounds.
pub fn within(text: &str, (least, most): Bounds) -> Result<SignedDuration, String> {
    let duration = parse_duration(text)?;
    if duration < least || duration > most {
        return Err(format!("{text} is out of bounds: expected {} to {}", human(least), human(most)));
    }
    Ok(duration)
}

/// A duration as people write it, to the second.
pub fn human(duration: SignedDuration) -> String {
    let total_s = duration.as_secs();
    let parts = [(total_s / 3600, 'h'), (total_s / 60 % 60, 'm'), (total_s % 60, 's')];
    let text: String = parts.iter().filter(|(n, _)| *n != 0).map(|(n, unit)| format!("{n}{unit}")).collect();
    if text.is_empty() { "0s".to_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_read_and_written() {
        for (text, seconds, again) in [
            ("90s", 90, "1m30s"),
            ("10m", 600, "10m"),
            ("1h30m", 5400, "1h30m"),
            ("1h 30m", 5400, "1h30m"),
            ("45 minutes", 2700, "45m"),
            ("0s", 0, "0s"),
            ("26h", 93_600, "26h"),
        ] {
            let duration = parse_duration(text).unwrap();
            assert_eq!((duration.as_secs(), human(duration).as_str()), (seconds, again), "{text}");
        }
        for text in ["", "10", "ten minutes", "-10m", "10m ago", "10x", "99999999999999999999h"] {
            assert!(parse_duration(text).unwrap_err().contains("such as 90s, 10m or 1h30m"), "{text}");
        }
    }

    #[test]
    fn bounds_hold() {
        assert!(within("1m", PATIENCE).is_ok() && within("24h", PATIENCE).is_ok());
        assert_eq!(within("59s", PATIENCE).unwrap_err(), "59s is out of bounds: expected 1m to 24h");
        assert!(within("25h", PATIENCE).is_err() && within("0s", TIMING).is_err());
    }
}
