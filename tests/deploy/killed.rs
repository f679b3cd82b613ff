//! Killed at any write, `setup` and `teardown` are finished by the next one.

use super::stand::Stand;
use crate::emulators::Emulators;
use serde_json::{Value, json};

const SETUP: &str = "setup --yes --scope all";
const TEARDOWN: &str = "teardown --yes --trail --bucket";

/// Dead before its n-th write took effect, for every n: half a stack of every size.
#[test]
fn a_setup_before_any_write() {
    let Some(emulators) = Emulators::start() else { return };
    let stand = Stand::new(&emulators);
    let mut write = 1;
    while stand.killed_at(SETUP, write, false) {
        let ran = stand.run(SETUP);
        assert_eq!(ran.status, Some(0), "killed before write {write}: {ran:#?}");
        assert!(write == 1 || !ran.err.contains("40 writes were made"), "what was done is not done again: {ran:#?}");
        stand.check(json!({}));
        stand.reset();
        write += 1;
    }
    assert_eq!(write, 41, "a set-up has 40 writes");
    assert_eq!(stand.drift(0), Vec::<Value>::new());
    emulators.finish();
}

/// Dead after its first write took effect, and the next one as well, and so on: each death leaves the account a step
/// further, and never in a state from which it goes no further.
#[test]
fn a_setup_after_each_write() {
    let Some(emulators) = Emulators::start() else { return };
    let stand = Stand::new(&emulators);
    let mut deaths = 0;
    while stand.killed_at(SETUP, 1, true) {
        deaths += 1;
        assert!(deaths <= 60, "it does not come to an end: {:?}", stand.drift(3));
    }
    // Two writes less than in one go: a bucket that is there is encrypted and owned by S3's own defaults.
    assert_eq!(deaths, 38);
    assert_eq!(stand.drift(0), Vec::<Value>::new());
    stand.check(json!({}));

    // The same on the way back.
    let mut deaths = 0;
    while stand.killed_at(TEARDOWN, 1, true) {
        deaths += 1;
        assert!(deaths <= 60, "it does not come to an end: {}", stand.left());
    }
    assert!(deaths >= 20, "{deaths} deaths");
    assert_eq!(stand.left(), json!([]));
    emulators.finish();
}

#[test]
fn a_teardown_before_some_writes() {
    let Some(emulators) = Emulators::start() else { return };
    let stand = Stand::new(&emulators);
    for write in [1, 4, 8, 12, 16, 20] {
        stand.ends(SETUP, 0);
        assert!(stand.killed_at(TEARDOWN, write, false), "a teardown has more than {write} writes");
        // While it is half gone, drift says so and changes nothing.
        assert!(write == 1 || !stand.drift(3).is_empty());
        let ran = stand.ends(TEARDOWN, 0);
        assert_eq!(stand.left(), json!([]), "killed before write {write}: {ran:#?}");
        stand.reset();
    }
    emulators.finish();
}
