//! What a person reads when something went wrong: what failed, why, and the next command to type.
//!
//! Errors of other rooms become a [`CommandError`] here, in one place for each, so that a command can use `?` and every
//! command gives the same advice.

use super::exit;
use crate::fleet::ReadError;
use crate::functions::package::PackageError;
use crate::ledger::LedgerError;
use crate::output::{NoPrompt, Terminal};
use crate::recycle::{Failure, FailureKind};
use crate::settings::SettingsError;
use crate::stack::permissions::lacking;
use anstyle::{AnsiColor, Style};
use std::collections::BTreeSet;
use std::error::Error;
use std::io;

const ERROR: Style = AnsiColor::Red.on_default().bold();
const HINT: Style = AnsiColor::Cyan.on_default().bold();

/// What the exit status says about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    Usage,
    Failed,
    Interrupted,
    /// Whoever read our answer has seen enough: `wsrecycle status | head`. Not an error to anybody.
    ClosedPipe,
}

/// A command that did not do what was asked.
#[derive(Debug, Clone)]
pub struct CommandError {
    pub kind: ErrorKind,
    pub message: String,
    pub causes: Vec<String>,
    pub hints: Vec<String>,
    /// The actions that a policy must allow.
    denied: BTreeSet<String>,
}

impl CommandError {
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), causes: vec![], hints: vec![], denied: BTreeSet::new() }
    }

    pub fn failed(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Failed, message)
    }

    pub fn usage(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Usage, message)
    }

    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// The error and everything below it.
    fn from_chain(kind: ErrorKind, error: &dyn Error) -> Self {
        let mut made = Self::new(kind, error.to_string());
        let mut below = error.source();
        while let Some(error) = below {
            made.causes.push(error.to_string());
            below = error.source();
        }
        made
    }

    /// A call that failed, and what it was for.
    pub fn from_failure(attempt: &str, failure: &Failure) -> Self {
        let mut made = Self::failed(format!("cannot {attempt}"));
        made.causes.push(failure.to_string());
        made.hints.extend(advice(failure.kind).map(str::to_owned));
        made.lacking([failure])
    }

    /// Some of these calls may have been denied: say which actions to allow.
    #[must_use]
    pub fn lacking<'a>(mut self, failures: impl IntoIterator<Item = &'a Failure>) -> Self {
        let denied = failures.into_iter().filter(|failure| failure.kind == FailureKind::Denied);
        self.denied.extend(denied.map(|failure| lacking(failure).unwrap_or_else(|| "the denied action".to_owned())));
        self
    }

    /// What to allow, and which policy allows all that the command needs.
    #[must_use]
    pub fn with_policy(mut self, whom: &str) -> Self {
        let denied: Vec<String> = std::mem::take(&mut self.denied).into_iter().collect();
        if denied.is_empty() {
            return self;
        }
        self.hint(format!(
            "allow {} in the policy of the caller; `wsrecycle permissions {whom}` prints one that is enough",
            denied.join(", ")
        ))
    }

    pub fn exit_status(&self) -> u8 {
        match self.kind {
            ErrorKind::Usage => exit::USAGE,
            ErrorKind::Failed => exit::FAILED,
            ErrorKind::Interrupted => exit::INTERRUPTED,
            ErrorKind::ClosedPipe => exit::DONE,
        }
    }

    pub fn print(&self, terminal: &Terminal) {
        if self.kind == ErrorKind::ClosedPipe {
            return;
        }
        terminal.say(ERROR, "error: ", &self.message);
        for cause in &self.causes {
            terminal.say(ERROR, "caused by: ", cause);
        }
        for hint in &self.hints {
            terminal.say(HINT, "hint: ", hint);
        }
    }
}

/// What a person can do about a failed call, where it is the same whatever the call was for. What to allow where it was
/// denied depends on the command ([`CommandError::with_policy`]). How to sign in and what to check when nothing answers
/// depends on the profile and the address, so the adapter says it in the failure itself.
fn advice(kind: FailureKind) -> Option<&'static str> {
    match kind {
        FailureKind::Throttled => Some("other programs spend this account's rate too; try again in a minute"),
        FailureKind::Unclear => Some("try again in a minute; AWS may have an incident"),
        _ => None,
    }
}

/// What a person can do about a failed call to the ledger's table.
fn advice_about_the_table(failure: &Failure) -> Option<String> {
    match failure.kind {
        FailureKind::NotFound => Some("run `wsrecycle setup`, which makes the table, or name another --stack".into()),
        FailureKind::Throttled => Some("the table is asked more than it takes just now; try again in a minute".into()),
        kind => advice(kind).map(str::to_owned),
    }
}

impl From<SettingsError> for CommandError {
    fn from(error: SettingsError) -> Self {
        let made = Self::from_chain(ErrorKind::Usage, &error);
        match &error {
            SettingsError::UnknownKey { nearest: Some(nearest), .. } => {
                made.hint(format!("did you mean \"{nearest}\"?"))
            }
            SettingsError::UnknownKey { nearest: None, .. } => made.hint("`man wsrecycle` lists the settings"),
            SettingsError::Unreadable { .. } => made.hint("name another file with --config"),
            SettingsError::Syntax { .. } => made.hint("mend that line, or name another file with --config"),
            SettingsError::Wrong { .. } => made,
        }
    }
}

impl From<LedgerError> for CommandError {
    fn from(error: LedgerError) -> Self {
        let mut made = Self::from_chain(ErrorKind::Failed, &error);
        match error {
            LedgerError::Conflict(_) => made.hint("another wsrecycle works on the same desktop; try again"),
            LedgerError::Damaged { .. } => made
                .hint("nothing was changed; repair the file, or move it away once you have read who is owed a desktop"),
            LedgerError::DamagedItem { .. } => made.hint(
                "nothing was changed; restore the item from the table's point-in-time recovery, or remove it once you \
                 have read who is owed a desktop",
            ),
            LedgerError::Newer { .. } | LedgerError::NewerItem { .. } => {
                made.hint("use the newer wsrecycle, which can finish what it began")
            }
            LedgerError::Io { .. } => made.hint("check the folder's permissions and free space, then try again"),
            LedgerError::Call { source, .. } => {
                made.hints.extend(advice_about_the_table(&source));
                made.lacking([&*source])
            }
        }
    }
}

impl From<ReadError> for CommandError {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::Ledger(ledger) => {
                let mut made = Self::from(ledger);
                let message = std::mem::replace(&mut made.message, "cannot read the open rows of the ledger".into());
                made.causes.insert(0, message);
                made
            }
            ReadError::Cloud { what, failure } => Self::from_failure(&format!("read {what}"), &failure),
        }
    }
}

impl From<PackageError> for CommandError {
    fn from(error: PackageError) -> Self {
        Self::from_chain(ErrorKind::Usage, &error).hint(error.remedy())
    }
}

impl From<NoPrompt> for CommandError {
    fn from(error: NoPrompt) -> Self {
        Self::from_chain(ErrorKind::Usage, &error).hint("look first with --dry-run, then give --yes")
    }
}

impl From<io::Error> for CommandError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::new(ErrorKind::ClosedPipe, ""),
            _ => {
                let mut made = Self::failed("cannot write the answer");
                made.causes.push(error.to_string());
                made
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::TerminalOptions;

    fn printed(error: impl Into<CommandError>) -> (String, u8) {
        let (terminal, captured) = Terminal::captured(TerminalOptions::default(), None);
        let error = error.into();
        error.print(&terminal);
        assert_eq!(captured.out(), "");
        (captured.err(), error.exit_status())
    }

    #[test]
    fn a_failure_says_what_why_and_what_next_once_each() {
        let failure = Failure::from_code("AccessDeniedException", "not allowed").in_call("DescribeWorkspaces");
        let error = CommandError::from(ReadError::Cloud { what: "the desktops", failure });
        let (text, status) = printed(error.with_policy("status"));
        assert_eq!(
            text,
            "error: cannot read the desktops\ncaused by: DescribeWorkspaces: AccessDeniedException: not allowed\n\
             hint: allow workspaces:DescribeWorkspaces in the policy of the caller; `wsrecycle permissions status` \
             prints one that is enough\n"
        );
        assert_eq!(status, exit::FAILED);
    }

    #[test]
    fn a_ledger_error_keeps_its_whole_chain() {
        let source = io::Error::new(io::ErrorKind::StorageFull, "no space");
        let error = LedgerError::Io { doing: "write", path: "/l/open/a.json".into(), source };
        let (text, _) = printed(ReadError::Ledger(error));
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(
            lines[..3],
            [
                "error: cannot read the open rows of the ledger",
                "caused by: cannot write /l/open/a.json",
                "caused by: no space"
            ]
        );
        assert!(lines[3].starts_with("hint: "));
    }

    #[test]
    fn a_table_that_does_not_answer_says_what_to_type() {
        for (code, call, hint) in [
            ("AccessDeniedException", "Query", "allow dynamodb:Query in the policy"),
            (
                "AccessDeniedException",
                "TransactWriteItems",
                "allow dynamodb:DeleteItem, dynamodb:PutItem in the policy",
            ),
            ("ResourceNotFoundException", "GetItem", "run `wsrecycle setup`"),
            ("ProvisionedThroughputExceededException", "PutItem", "the table is asked more than it takes just now"),
            ("InternalServerException", "PutItem", "try again in a minute"),
        ] {
            let source = Box::new(Failure::from_code(code, "no").in_call(call));
            let error = CommandError::from(LedgerError::Call { doing: "read", table: "Ledger".into(), source });
            let (text, _) = printed(error.with_policy("rebuild"));
            let lines: Vec<&str> = text.lines().collect();
            assert_eq!(lines[0], "error: cannot read the ledger table Ledger");
            assert_eq!(lines[1], format!("caused by: {call}: {code}: no"));
            assert!(lines[2].starts_with(&format!("hint: {hint}")), "{text}");
        }
    }

    #[test]
    fn a_reader_who_has_seen_enough_is_no_error() {
        let broken = io::Error::from(io::ErrorKind::BrokenPipe);
        assert_eq!(printed(broken), (String::new(), exit::DONE));
        assert_eq!(printed(NoPrompt).1, exit::USAGE);
    }
}
