//! Each printed policy is enough for its commands, and nothing in it is too much.
//!
//! A user begins with nothing, and is allowed no more than what the errors name, until the commands end well. So every
//! action was missed by a call and named by the command that made it, and what was never missed is not needed.

use super::cases::{CASES, Case, UNPROVEN};
use super::policy::{actions, only, printed};
use super::stand::Stand;
use crate::emulators::Emulators;
use crate::rebuild::shell::{Ran, Shell};
use std::collections::BTreeSet;

/// More rounds than any command needs.
const ROUNDS_MAX: usize = 60;

impl<'a> Stand<'a> {
    /// Allow what the errors name until all lines of a case end well.
    fn grow(&'a self, case: &Case, allowed: &mut BTreeSet<String>) {
        let (mut trial, mut policy) = self.case(case);
        let mut lines = case.lines.iter().peekable();
        for _ in 0..ROUNDS_MAX {
            let Some(line) = lines.peek() else { return };
            let (line, before) = (trial.filled(line), allowed.len());
            self.emulators.allow(&trial.user.key, &only(policy.clone(), allowed));
            let ran = trial.user.run(&line);
            let named: Vec<String> = actions(&policy).into_iter().filter(|it| is_missed(&ran, it)).collect();
            if named.is_empty() {
                assert_eq!(ran.status, Some(0), "with {allowed:#?}, {line} names no action that is missing: {ran:#?}");
                lines.next();
                continue;
            }
            allowed.extend(named);
            assert!(allowed.len() > before, "{line} misses what is allowed: {ran:#?}");
            if case.is_fresh {
                (trial, policy) = self.case(case);
                lines = case.lines.iter().peekable();
            }
        }
        panic!("{:?} still do not end well with {allowed:#?}", case.lines);
    }
}

/// The command says that it may not do this.
fn is_missed(ran: &Ran, action: &str) -> bool {
    let said = format!("{}\n{}", ran.out, ran.err);
    let forms = [format!("perform: {action}"), format!("permission \"{action}\""), format!("The call needs {action}")];
    forms.iter().any(|form| {
        said.match_indices(form.as_str()).any(|(at, _)| {
            let after = said[at + form.len()..].chars().next();
            !after.is_some_and(|c| c.is_ascii_alphanumeric())
        })
    })
}

/// All cases of one policy.
fn hold(whom: &str) {
    let Some(emulators) = Emulators::start() else { return };
    let stand = Stand::new(&emulators);
    let mut allowed = BTreeSet::new();
    for case in CASES.iter().filter(|case| case.whom == whom) {
        stand.grow(case, &mut allowed);
    }
    let whole = actions(&printed(&Shell::new(&emulators, "printer"), whom, "default"));
    let excused = |action: &&String| UNPROVEN.iter().any(|(of, it, _)| *of == whom && it == action);
    let unneeded: Vec<&String> = whole.difference(&allowed).filter(|it| !excused(it)).collect();
    assert!(unneeded.is_empty(), "no command of `permissions {whom}` needs {unneeded:#?}");
    emulators.finish();
}

#[test]
fn of_setup() {
    hold("setup");
}

#[test]
fn of_drift() {
    hold("drift");
}

#[test]
fn of_teardown() {
    hold("teardown");
}

#[test]
fn of_status() {
    hold("status");
}

#[test]
fn of_putting_right() {
    hold("fix");
}

#[test]
fn of_holds() {
    hold("hold");
}

#[test]
fn of_pauses_and_records() {
    hold("pause");
    hold("history");
    hold("logs");
}

#[test]
fn of_rebuild() {
    hold("rebuild");
}

#[test]
fn of_functions() {
    hold("functions");
}
