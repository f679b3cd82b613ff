//! Each printed policy is enough for its commands, and without any single action of it they fail, and say which action
//! is missing.

use super::cases::{CASES, Case, UNPROVEN};
use super::program::program;
use super::user::{User, actions, printed, without};
use crate::emulators::{Emulators, Fleet, Member};
use crate::rebuild::shell::{Ran, Shell};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Trials at a time: two are at work while another waits for an answer.
const TOGETHER: usize = 3;

/// What all trials of a test share.
struct Stand<'a> {
    emulators: &'a Emulators,
    fleet: Fleet,
    programs: [PathBuf; 2],
    /// Trials so far; each has a stack, a user and a desktop of its own.
    trials: AtomicUsize,
}

/// One trial's own names.
struct Trial {
    stack: String,
    member: Member,
}

impl Stand<'_> {
    fn trial(&self) -> Trial {
        let number = self.trials.fetch_add(1, Ordering::Relaxed);
        let desktop = serde_json::json!({
            "DirectoryId": self.fleet.directories[0].as_str(),
            "UserName": format!("trial{number}"),
            "BundleId": self.fleet.bundles[0].as_str(),
            "VolumeEncryptionKey": "alias/aws/workspaces",
            "RootVolumeEncryptionEnabled": true,
            "Tags": [{ "Key": "team", "Value": "finance" }],
        });
        Trial { stack: format!("t{number}"), member: self.emulators.create(&desktop) }
    }

    fn line(&self, line: &str, trial: &Trial) -> String {
        let shown = |path: &PathBuf| path.to_str().expect("a path in UTF-8").to_owned();
        line.replace("{stack}", &trial.stack)
            .replace("{program}", &shown(&self.programs[0]))
            .replace("{other}", &shown(&self.programs[1]))
            .replace("{id}", trial.member.id.as_str())
            .replace("{owner}", &trial.member.owner())
    }

    /// Make ready what a case begins with, and run its lines as a user who lacks one action, or none: what it asked for,
    /// and how the first line ended that did not end well.
    fn run(&self, case: &Case, missing: Option<&str>) -> (Vec<String>, Option<Ran>) {
        let trial = self.trial();
        let root = Shell::new(self.emulators, format!("root-{}", trial.stack));
        for line in case.before {
            let ran = root.run(&self.line(line, &trial));
            assert_eq!(ran.status, Some(0), "{line}: {ran:#?}");
        }
        (case.spoil)(self.emulators, &trial.stack);
        let policy = printed(&root, case.whom, &trial.stack);
        let policy = missing.map_or(policy.clone(), |action| without(policy, action));
        let user = User::new(self.emulators, &format!("user-{}", trial.stack), &policy);
        for line in case.lines {
            let ran = user.run(&self.line(line, &trial));
            if ran.status != Some(0) {
                return (user.asked(), Some(ran));
            }
        }
        (user.asked(), None)
    }

    /// Leave out each action once; the faults that were found.
    fn leave_out(&self, case: &Case, actions: &[String]) -> Vec<String> {
        let next = AtomicUsize::new(0);
        let work = || {
            let mut faults = vec![];
            while let Some(action) = actions.get(next.fetch_add(1, Ordering::Relaxed)) {
                match self.run(case, Some(action)).1 {
                    None => faults.push(format!("permissions {}: {action} is not needed", case.whom)),
                    Some(ran) if !format!("{}{}", ran.out, ran.err).contains(action.as_str()) => {
                        faults.push(format!("permissions {} without {action}: it is not named in {ran:#?}", case.whom));
                    }
                    Some(_) => {}
                }
            }
            faults
        };
        std::thread::scope(|scope| {
            let workers: Vec<_> = (0..TOGETHER).map(|_| scope.spawn(work)).collect();
            workers.into_iter().flat_map(|worker| worker.join().expect("a worker does not panic")).collect()
        })
    }
}

/// All cases of one policy: nothing is missing from it, and nothing is too much.
fn hold(whom: &str) {
    let Some(emulators) = Emulators::start() else { return };
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
    let stand = Stand {
        emulators: &emulators,
        fleet: emulators.fleet(1),
        programs: [1, 2].map(|content| program(folder.path(), content)),
        trials: AtomicUsize::new(0),
    };
    let (mut proven, mut faults) = (BTreeSet::new(), vec![]);
    for case in CASES.iter().filter(|case| case.whom == whom) {
        let (asked, failed) = stand.run(case, None);
        assert!(failed.is_none(), "the policy is not enough for {:?}: {failed:#?}", case.lines);
        let new: Vec<String> = asked.into_iter().filter(|action| !proven.contains(action)).collect();
        faults.extend(stand.leave_out(case, &new));
        proven.extend(new);
    }
    let shell = Shell::new(&emulators, "printer");
    for action in actions(&printed(&shell, whom, "default")) {
        let is_excused = UNPROVEN.iter().any(|(of, it, _)| *of == whom && *it == action);
        if is_excused == proven.contains(&action) {
            faults.push(format!("permissions {whom}: {action}: asked for {}, excused {is_excused}", !is_excused));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
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
fn of_looking_and_putting_right() {
    hold("status");
    hold("fix");
    hold("hold");
}

#[test]
fn of_rebuild() {
    hold("rebuild");
}
