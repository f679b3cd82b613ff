//! The name of this terminal in the leases of its rows. Two terminals must never have the same, or each would take the
//! other's rows for its own: a process id is not enough, since several laptops and containers share one ledger.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::time::SystemTime;

/// So much of a user's or a machine's name is shown.
const PART_MAX: usize = 24;

/// Such as `terminal 4711 of alice@laptop (9f86d081)`: for people to find it, and unlike any other.
pub fn name() -> String {
    let variable = |names: [&str; 2]| names.into_iter().find_map(|name| std::env::var(name).ok());
    let user = variable(["USER", "USERNAME"]).unwrap_or_default();
    // Linux tells it here; elsewhere it is in the environment, if anywhere.
    let host = std::fs::read_to_string("/proc/sys/kernel/hostname").ok();
    let host = host.or_else(|| variable(["HOSTNAME", "COMPUTERNAME"])).unwrap_or_default();
    named(&user, &host, std::process::id(), random())
}

fn named(user: &str, host: &str, process: u32, random: u32) -> String {
    let whose = match (part(user), part(host)) {
        (user, host) if user.is_empty() && host.is_empty() => String::new(),
        (user, host) if host.is_empty() => format!(" of {user}"),
        (user, host) => format!(" of {user}@{host}"),
    };
    format!("terminal {process}{whose} ({random:08x})")
}

/// Short, and harmless wherever it is shown.
fn part(text: &str) -> String {
    text.trim().chars().filter(|c| c.is_alphanumeric() || "-_.".contains(*c)).take(PART_MAX).collect()
}

/// Anew for each call: the keys of a hasher come from the system's chance, and time is added to them.
fn random() -> u32 {
    let mut hasher = RandomState::new().build_hasher();
    hasher.write_u128(SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default().as_nanos());
    // The lower half is as good as any.
    (hasher.finish() & u64::from(u32::MAX)) as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_two_terminals_have_the_same_name() {
        let names: BTreeSet<String> = (0..100).map(|_| name()).collect();
        assert_eq!(names.len(), 100, "of one process");
        assert!(names.iter().all(|name| name.starts_with(&format!("terminal {}", std::process::id()))));
    }

    #[test]
    fn a_name_is_short_and_harmless() {
        let long = "x".repeat(300);
        for (user, host, expected) in [
            ("alice", "laptop\n", "terminal 7 of alice@laptop (0000002a)"),
            ("", "", "terminal 7 (0000002a)"),
            ("alice", "", "terminal 7 of alice (0000002a)"),
            ("", "box", "terminal 7 of @box (0000002a)"),
            ("a\x1b[2Jb c", "h@x", "terminal 7 of a2Jbc@hx (0000002a)"),
        ] {
            assert_eq!(named(user, host, 7, 42), expected);
        }
        assert!(named(&long, &long, u32::MAX, u32::MAX).len() <= 90);
    }
}
