//! Where the commands are run: an account with emulators of its own, and names for each trial in it.

use super::cases::Case;
use super::policy::printed;
use super::program::program;
use crate::emulators::{Emulators, Fleet, Member};
use crate::rebuild::shell::Shell;
use serde_json::{Value, json};
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The account in which the commands are run.
pub struct Stand<'a> {
    pub emulators: &'a Emulators,
    fleet: Fleet,
    programs: [PathBuf; 2],
    trials: AtomicUsize,
    _folder: tempfile::TempDir,
}

/// A stack, a desktop and a user of one's own.
pub struct Trial<'a> {
    programs: &'a [PathBuf; 2],
    pub stack: String,
    member: Member,
    pub user: Shell<'a>,
}

impl<'a> Stand<'a> {
    pub fn new(emulators: &'a Emulators) -> Self {
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
        let programs = [1, 2].map(|content| program(folder.path(), content));
        Self { emulators, fleet: emulators.fleet(0), programs, trials: AtomicUsize::new(0), _folder: folder }
    }

    /// The desktop has everything that is asked about when an equal one is created: tags, and encrypted volumes.
    pub fn trial(&'a self) -> Trial<'a> {
        let number = self.trials.fetch_add(1, Ordering::Relaxed);
        let desktop = json!({
            "DirectoryId": self.fleet.directories[0].as_str(),
            "UserName": format!("user{number}"),
            "BundleId": self.fleet.bundles[0].as_str(),
            "VolumeEncryptionKey": "alias/aws/workspaces",
            "RootVolumeEncryptionEnabled": true,
            "WorkspaceProperties": { "RunningMode": "AUTO_STOP" },
            "Tags": [{ "Key": "team", "Value": "finance" }],
        });
        let (stack, user) = (format!("t{number}"), Shell::new(self.emulators, format!("user-{number}")));
        Trial { programs: &self.programs, stack, member: self.emulators.create(&desktop), user }
    }

    /// A trial in which a case can begin, and the whole policy of its user.
    pub fn case(&'a self, case: &Case) -> (Trial<'a>, Value) {
        let trial = self.trial();
        let root = Shell::new(self.emulators, "root");
        for line in case.before {
            let ran = root.run(&trial.filled(line));
            assert_eq!(ran.status, Some(0), "{line}: {ran:#?}");
        }
        (case.spoil)(self.emulators, &trial.stack, &trial.member);
        let policy = printed(&trial.user, case.whom, &trial.stack);
        (trial, policy)
    }
}

impl Trial<'_> {
    /// A line of a case with the names of this trial.
    pub fn filled(&self, line: &str) -> String {
        let [program, other] = self.programs.each_ref().map(|path| path.to_str().expect("a path in UTF-8"));
        line.replace("{stack}", &self.stack)
            .replace("{program}", program)
            .replace("{other}", other)
            .replace("{id}", self.member.id.as_str())
            .replace("{owner}", &self.member.owner())
    }
}
