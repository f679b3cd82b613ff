//! The breaker (promise R7): while creations fail, no desktop is terminated that would need the same thing.
//!
//! A failed creation blames what it names: its bundle, its directory (no addresses, not registered), its key, or the
//! whole account (quota, or a policy that denies the call). Only desktops that depend on the blamed thing are held
//! back, so one broken bundle does not stop the others (R8). A failure that names nothing blames the directory, once
//! several rows have it. A user who is missing or misconfigured blames nobody else.

use super::desktop::Desktop;
use super::failure::{Failure, FailureKind};
use super::ids::{BundleId, DirectoryId};
use super::limits::Limits;
use super::row::Row;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// What a failed creation is blamed on: whatever depends on it is held back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Blame<'a> {
    Bundle(&'a BundleId),
    Directory(&'a DirectoryId),
    /// Of the volumes; `None` is AWS's own.
    Key(Option<&'a str>),
    Account,
    /// AWS names nothing, in this directory. One alone may be that desktop's own fault.
    Unexplained(&'a DirectoryId),
}

impl Blame<'_> {
    fn holds(&self, desktop: &Desktop) -> bool {
        match *self {
            Self::Bundle(id) => desktop.bundle == *id,
            Self::Directory(id) | Self::Unexplained(id) => desktop.directory == *id,
            Self::Key(key) => desktop.encryption.key.as_deref() == key,
            Self::Account => true,
        }
    }
}

impl fmt::Display for Blame<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bundle(id) => write!(f, "bundle {id}"),
            Self::Directory(id) | Self::Unexplained(id) => write!(f, "directory {id}"),
            Self::Key(key) => write!(f, "encryption key {}", key.unwrap_or("(AWS's own)")),
            Self::Account => f.write_str("this account"),
        }
    }
}

/// What the row's last failed creation is blamed on, and the failure.
fn blame(row: &Row) -> Option<(Blame<'_>, Option<&Failure>)> {
    let request = row.request.as_ref().filter(|_| row.attempts > row.forgiven && !row.phase.is_closed())?;
    // A row of an older program does not keep the failure of its creation apart.
    let failure = row.creation_failure.as_ref().or(row.last_failure.as_ref());
    let (directory, key) = (&request.directory, request.encryption.key.as_deref());
    let is_of_key = |failure: &Failure| failure.message.to_ascii_lowercase().contains("kms:");
    let blamed = match failure.map(|failure| failure.kind) {
        Some(FailureKind::UserMissing) => return None,
        Some(FailureKind::BundleMissing) => Blame::Bundle(&request.bundle),
        Some(FailureKind::DirectoryMissing | FailureKind::Addresses) => Blame::Directory(directory),
        Some(FailureKind::Key) => Blame::Key(key),
        Some(FailureKind::Denied) if failure.is_some_and(is_of_key) => Blame::Key(key),
        Some(FailureKind::Quota | FailureKind::Denied) => Blame::Account,
        _ => Blame::Unexplained(directory),
    };
    Some((blamed, failure))
}

/// Why `desktop` must not be terminated now, given the open rows whose creations have failed.
pub fn held_back(desktop: &Desktop, failing: &[Row], limits: &Limits) -> Option<String> {
    let mut unexplained = 0;
    for row in failing {
        let Some((blamed, failure)) = blame(row).filter(|(blamed, _)| blamed.holds(desktop)) else { continue };
        unexplained += usize::from(matches!(blamed, Blame::Unexplained(_)));
        if !matches!(blamed, Blame::Unexplained(_)) || unexplained >= limits.breaker_rows {
            let failure = failure.map(ToString::to_string).unwrap_or_default();
            return Some(format!("creations for {blamed} fail ({}: {failure})", row.owner));
        }
    }
    None
}

/// What creations fail for at present: a sentence for each thing, which stays the same while the thing does.
pub fn causes(failing: &[Row], limits: &Limits) -> Vec<String> {
    let mut unexplained: BTreeMap<Blame<'_>, usize> = BTreeMap::new();
    let mut causes = BTreeSet::new();
    for (blamed, failure) in failing.iter().filter_map(blame) {
        match (blamed, failure) {
            (Blame::Unexplained(_), _) | (_, None) => *unexplained.entry(blamed).or_default() += 1,
            (_, Some(failure)) => _ = causes.insert(format!("creations for {blamed} fail: {}", failure.kind)),
        }
    }
    let many = unexplained.into_iter().filter(|(_, rows)| *rows >= limits.breaker_rows);
    causes.extend(many.map(|(blamed, _)| format!("creations for {blamed} fail, and AWS names no cause")));
    causes.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::super::desktop::{Request, Tags, tests::desktop};
    use super::super::failure::Failure;
    use super::super::phase::Phase;
    use super::super::row::{Cause, Row};
    use super::*;
    use jiff::{SignedDuration, Timestamp};

    fn failing(code: &str, bundle: &str, directory: &str) -> Row {
        let mut failed = desktop("ws-failed000", "bob");
        failed.bundle = bundle.parse().unwrap();
        failed.directory = directory.parse().unwrap();
        failed.encryption.key = Some("key-1".into());
        let mut row =
            Row::open(failed.owner(), failed.id.clone(), Cause::Alarm, Timestamp::UNIX_EPOCH, SignedDuration::ZERO);
        row.request = Some(Request::capture(&failed, &Tags::new()));
        row.attempts = 1;
        row.last_failure = Some(Failure::from_code(code, ""));
        row
    }

    #[test]
    fn only_what_depends_on_the_blamed_thing_is_held_back() {
        let (same, other) = ("wsb-0a1b2c3d4", "wsb-other0000");
        let (here, there) = ("d-90670a1b2c", "d-other00000");
        let limits = Limits::default();
        let mut candidate = desktop("ws-candidate", "alice");
        let held = |candidate: &Desktop, rows: &[Row]| held_back(candidate, rows, &limits).is_some();

        assert!(held(&candidate, &[failing("ResourceNotFound.Bundle", same, there)]));
        assert!(!held(&candidate, &[failing("ResourceNotFound.Bundle", other, here)]));
        assert!(held(&candidate, &[failing("ResourceNotFound.Directory", other, here)]));
        assert!(!held(&candidate, &[failing("ResourceNotFound.Directory", same, there)]));
        assert!(held(&candidate, &[failing("ResourceLimitExceededException", other, there)]));
        assert!(!held(&candidate, &[failing("ResourceNotFound.User", same, here)]));
        assert!(!held(&candidate, &[failing("KmsKeyDisabled", same, here)]), "another key");
        candidate.encryption.key = Some("key-1".into());
        assert!(held(&candidate, &[failing("KmsKeyDisabled", other, there)]));
    }

    #[test]
    fn one_unexplained_failure_is_a_fluke_two_are_not() {
        let limits = Limits::default();
        let candidate = desktop("ws-candidate", "alice");
        let row = failing("Mystery", "wsb-other0000", "d-90670a1b2c");
        assert_eq!(held_back(&candidate, std::slice::from_ref(&row), &limits), None);
        assert!(held_back(&candidate, &[row.clone(), row], &limits).unwrap().contains("Mystery"));
    }

    /// Whenever a desktop is held back there is a cause to tell, and the other way round.
    #[test]
    fn what_is_told_is_what_is_held_back() {
        let limits = Limits::default();
        let (bundle, directory) = ("wsb-0a1b2c3d4", "d-90670a1b2c");
        for (code, times, cause) in [
            ("ResourceNotFound.Bundle", 1, "creations for bundle wsb-0a1b2c3d4 fail: bundle missing"),
            ("ResourceNotFound.Directory", 3, "creations for directory d-90670a1b2c fail: directory missing"),
            ("KmsKeyDisabled", 1, "creations for encryption key key-1 fail: encryption key"),
            ("ResourceLimitExceededException", 2, "creations for this account fail: quota"),
            ("Mystery", 2, "creations for directory d-90670a1b2c fail, and AWS names no cause"),
            ("Mystery", 1, ""),
            ("ResourceNotFound.User", 4, ""),
        ] {
            let rows = vec![failing(code, bundle, directory); times];
            let mut candidate = desktop("ws-candidate", "alice");
            candidate.encryption.key = Some("key-1".into());
            assert_eq!(causes(&rows, &limits).join("|"), cause, "{code}");
            assert_eq!(held_back(&candidate, &rows, &limits).is_some(), !cause.is_empty(), "{code}");
        }
        let closed = Row { phase: Phase::Done, ..failing("ResourceNotFound.Bundle", bundle, directory) };
        assert!(causes(&[closed], &limits).is_empty());
    }
}
