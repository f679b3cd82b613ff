//! The breaker (promise R7): while creations fail, no desktop is terminated that would need the same thing.
//!
//! A failed creation blames what it names: its bundle, its directory (no addresses, not registered), its key, or the
//! whole account (quota, or a policy that denies the call). Only desktops that depend on the blamed thing are held back, so one broken bundle does not
//! stop the others (R8). A failure that names nothing blames the directory, once several rows have it. A user who is
//! missing or misconfigured blames nobody else.

use super::desktop::Desktop;
use super::failure::{Failure, FailureKind};
use super::ids::DirectoryId;
use super::limits::Limits;
use super::row::Row;
use std::collections::{BTreeMap, BTreeSet};

/// What a failed creation is blamed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Blame {
    Nobody,
    Bundle,
    Directory,
    Key,
    Account,
    /// Nothing is named.
    Unexplained,
}

fn blame(row: &Row) -> Blame {
    if row.attempts == 0 || row.phase.is_closed() {
        return Blame::Nobody;
    }
    // A row of an older program has no failure of its creation alone.
    let Some(failure) = why(row) else { return Blame::Unexplained };
    match failure.kind {
        FailureKind::Denied if failure.message.to_ascii_lowercase().contains("kms:") => Blame::Key,
        FailureKind::Denied => Blame::Account,
        FailureKind::BundleMissing => Blame::Bundle,
        FailureKind::DirectoryMissing | FailureKind::Addresses => Blame::Directory,
        FailureKind::Key => Blame::Key,
        FailureKind::Quota => Blame::Account,
        FailureKind::UserMissing => Blame::Nobody,
        _ => Blame::Unexplained,
    }
}

/// Why its last creation failed.
fn why(row: &Row) -> Option<&Failure> {
    row.creation_failure.as_ref().or(row.last_failure.as_ref())
}

/// Why `desktop` must not be terminated now, given the open rows whose creations have failed.
pub fn held_back(desktop: &Desktop, failing: &[Row], limits: &Limits) -> Option<String> {
    let mut unexplained = 0;
    for row in failing {
        let Some(request) = &row.request else { continue };
        let same_directory = request.directory == desktop.directory;
        let what = match blame(row) {
            Blame::Nobody => None,
            Blame::Bundle => (request.bundle == desktop.bundle).then(|| format!("bundle {}", request.bundle)),
            Blame::Directory => same_directory.then(|| format!("directory {}", request.directory)),
            Blame::Key => {
                (request.encryption.key == desktop.encryption.key).then(|| "the same encryption key".to_owned())
            }
            Blame::Account => Some("this account".to_owned()),
            Blame::Unexplained => {
                unexplained += usize::from(same_directory);
                (unexplained >= limits.breaker_rows).then(|| format!("directory {}", request.directory))
            }
        };
        if let Some(what) = what {
            let failure = why(row).map(ToString::to_string).unwrap_or_default();
            return Some(format!("creations for {what} fail ({}: {failure})", row.owner));
        }
    }
    None
}

/// What creations fail for at present: a sentence for each thing, which stays the same while the thing does.
pub fn causes(failing: &[Row], limits: &Limits) -> Vec<String> {
    let mut unexplained: BTreeMap<&DirectoryId, usize> = BTreeMap::new();
    let mut causes = BTreeSet::new();
    for row in failing {
        let Some(request) = &row.request else { continue };
        let what = match blame(row) {
            Blame::Nobody => continue,
            Blame::Bundle => format!("bundle {}", request.bundle),
            Blame::Directory => format!("directory {}", request.directory),
            Blame::Key => format!("encryption key {}", request.encryption.key.as_deref().unwrap_or("(AWS's own)")),
            Blame::Account => "this account".to_owned(),
            Blame::Unexplained => {
                *unexplained.entry(&request.directory).or_default() += 1;
                continue;
            }
        };
        if let Some(failure) = why(row) {
            causes.insert(format!("creations for {what} fail: {}", failure.kind));
        }
    }
    let many = unexplained.into_iter().filter(|(_, rows)| *rows >= limits.breaker_rows);
    causes
        .extend(many.map(|(directory, _)| format!("creations for directory {directory} fail, and AWS names no cause")));
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
