//! Each printed policy is enough for its commands, and nothing in it is too much.
//!
//! A user begins with nothing, and is allowed no more than what the errors name, until the commands end well. So every
//! action was missed by a call and named by the command that made it, and what was never missed is not needed.

use super::cases::{CASES, Case, UNPROVEN};
use super::program::program;
use super::user::{User, actions, only, printed};
use crate::emulators::{Emulators, Fleet, Member};
use crate::rebuild::shell::{Ran, Shell};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// More rounds than any command needs.
const ROUNDS_MAX: usize = 60;

/// The account in which the commands are run.
struct Stand<'a> {
    emulators: &'a Emulators,
    fleet: Fleet,
    programs: [PathBuf; 2],
}

/// A case with a stack and a desktop of its own.
struct Trial<'a> {
    stand: &'a Stand<'a>,
    case: &'a Case,
    stack: String,
    member: Member,
}

impl<'a> Stand<'a> {
    fn trial(&'a self, case: &'a Case, number: usize) -> Trial<'a> {
        let desktop = json!({
            "DirectoryId": self.fleet.directories[0].as_str(),
            "UserName": format!("user-of-{}-{number}", case.whom),
            "BundleId": self.fleet.bundles[0].as_str(),
            "VolumeEncryptionKey": "alias/aws/workspaces",
            "RootVolumeEncryptionEnabled": true,
            "WorkspaceProperties": { "RunningMode": "AUTO_STOP" },
            "Tags": [{ "Key": "team", "Value": "finance" }],
        });
        let member = self.emulators.create(&desktop);
        let trial = Trial { stand: self, case, stack: format!("{}{number}", case.whom), member };
        let root = Shell::new(self.emulators, "root");
        for line in case.before {
            let ran = root.run(&trial.filled(line));
            assert_eq!(ran.status, Some(0), "{line}: {ran:#?}");
        }
        (case.spoil)(self.emulators, &trial.stack, &trial.member);
        trial
    }
}

impl Trial<'_> {
    fn filled(&self, line: &str) -> String {
        let [program, other] = self.stand.programs.each_ref().map(|path| path.to_str().expect("a path in UTF-8"));
        line.replace("{stack}", &self.stack)
            .replace("{program}", program)
            .replace("{other}", other)
            .replace("{id}", self.member.id.as_str())
            .replace("{owner}", &self.member.owner())
    }

    /// Allow what the errors name until all lines end well: what was allowed at last.
    fn grow(&self, whole: &Value, allowed: &mut BTreeSet<String>) {
        let all = actions(whole);
        for line in self.case.lines {
            let line = self.filled(line);
            for round in 0.. {
                let policy = only(whole.clone(), allowed);
                let user = User::new(self.stand.emulators, &format!("user-{}", self.stack), &policy);
                let ran = user.run(&line);
                let named: Vec<String> = all.iter().filter(|it| is_missed(&ran, it)).cloned().collect();
                if named.is_empty() {
                    assert_eq!(
                        ran.status,
                        Some(0),
                        "with {allowed:#?}, {line} names no action that is missing: {ran:#?}"
                    );
                    break;
                }
                assert!(round < ROUNDS_MAX, "{line}: {named:?} again and again: {ran:#?}");
                let known = named.iter().filter(|it| allowed.contains(*it)).count();
                assert!(known < named.len(), "{line} misses what is allowed, {named:?}: {ran:#?}");
                allowed.extend(named);
            }
        }
    }
}

/// The command says that it may not do this.
fn is_missed(ran: &Ran, action: &str) -> bool {
    let said = format!("{}\n{}", ran.out, ran.err);
    let forms = [format!("perform: {action} "), format!("permission \"{action}\""), format!("The call needs {action}")];
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
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
    let stand = Stand {
        emulators: &emulators,
        fleet: emulators.fleet(0),
        programs: [1, 2].map(|content| program(folder.path(), content)),
    };
    let shell = Shell::new(&emulators, "printer");
    let mut allowed = BTreeSet::new();
    for (number, case) in CASES.iter().filter(|case| case.whom == whom).enumerate() {
        let trial = stand.trial(case, number);
        trial.grow(&printed(&shell, whom, &trial.stack), &mut allowed);
    }
    let unneeded = actions(&printed(&shell, whom, "default")).into_iter().filter(|action| !allowed.contains(action));
    let excused = UNPROVEN.iter().filter(|(of, ..)| *of == whom).map(|(_, action, _)| (*action).to_owned());
    assert_eq!(unneeded.collect::<BTreeSet<_>>(), excused.collect(), "not needed by any command of `{whom}`");
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
fn of_rebuild() {
    hold("rebuild");
}
