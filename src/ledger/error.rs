//! Why a ledger did not do what was asked, whatever it is made of.
//!
//! The texts of [`LedgerError::kind`] are a wire format (the functions log them, and people put alarms on them): add,
//! never rename. What a person can do about each is in `cli/error.rs`.

use crate::recycle::{Failure, FailureKind, Owner};
use std::path::PathBuf;

#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// Somebody else saved the row since it was read: look again.
    #[error("the ledger row of {0} has changed meanwhile")]
    Conflict(Owner),
    #[error("the ledger file {path} cannot be read: {why}")]
    Damaged { path: PathBuf, why: String },
    #[error("the ledger file {path} was written by a newer wsrecycle (schema {found}, this one knows {known})")]
    Newer { path: PathBuf, found: u32, known: u32 },
    #[error("cannot {doing} {path}")]
    Io {
        doing: &'static str,
        path: PathBuf,
        #[source]
        source: std::io::Error,
    },
    /// An item is named as its keys are: `open/alice@d-90670a1b2c`.
    #[error("the item {item} of the ledger table {table} cannot be read: {why}")]
    DamagedItem { table: String, item: String, why: String },
    #[error(
        "the item {item} of the ledger table {table} was written by a newer wsrecycle (schema {found}, this one knows \
         {known})"
    )]
    NewerItem { table: String, item: String, found: u32, known: u32 },
    #[error("cannot {doing} the ledger table {table}")]
    Call {
        doing: &'static str,
        table: String,
        /// In a box, because every answer of a ledger is as large as the largest error.
        #[source]
        source: Box<Failure>,
    },
}

impl LedgerError {
    /// What kind of error it is, for a log that programs read.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Conflict(_) => "ledger_conflict",
            Self::Damaged { .. } | Self::DamagedItem { .. } => "ledger_row_damaged",
            Self::Newer { .. } | Self::NewerItem { .. } => "ledger_row_newer",
            Self::Io { .. } => "ledger_io",
            Self::Call { source, .. } => match source.kind {
                FailureKind::Denied => "ledger_denied",
                FailureKind::Credentials => "ledger_credentials",
                FailureKind::Throttled => "ledger_throttled",
                FailureKind::NotFound => "ledger_table_missing",
                FailureKind::NotSent => "ledger_unreachable",
                FailureKind::Unclear => "ledger_unclear",
                _ => "ledger_refused",
            },
        }
    }

    /// With its cause, for a line of its own. It names what was denied.
    pub fn in_full(&self) -> String {
        match std::error::Error::source(self) {
            Some(cause) => format!("{self}: {cause}"),
            None => self.to_string(),
        }
    }

    /// Whether it is about this one row, such as that it has grown too large: the ledger takes the others.
    pub fn is_of_one_row(&self) -> bool {
        match self {
            Self::Call { source, .. } => source.kind == FailureKind::Invalid,
            Self::Conflict(_) => true,
            Self::Io { .. } => false,
            Self::Damaged { .. } | Self::DamagedItem { .. } => true,
            Self::Newer { .. } | Self::NewerItem { .. } => true,
        }
    }

    /// Whether the ledger answers, but a row in it cannot be read. The others stand; nobody knows what this one says.
    pub fn is_unreadable_row(&self) -> bool {
        use LedgerError::*;
        matches!(self, Damaged { .. } | DamagedItem { .. } | Newer { .. } | NewerItem { .. })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_a_wire_format() {
        let call = |code: &str| LedgerError::Call {
            doing: "read",
            table: "Workspace_Recycle_Ledger".into(),
            source: Box::new(Failure::from_code(code, "no")),
        };
        assert_eq!(call("AccessDeniedException").kind(), "ledger_denied");
        assert_eq!(call("ExpiredTokenException").kind(), "ledger_credentials");
        assert_eq!(call("ProvisionedThroughputExceededException").kind(), "ledger_throttled");
        assert_eq!(call("ResourceNotFoundException").kind(), "ledger_table_missing");
        assert_eq!(call("InternalServerException").kind(), "ledger_unclear");
        assert_eq!(call("ValidationException").kind(), "ledger_refused");
        assert!(call("ValidationException").is_of_one_row());
        for code in ["AccessDeniedException", "ResourceNotFoundException", "InternalServerException", "Throttling"] {
            assert!(!call(code).is_of_one_row(), "{code}");
        }
        assert_eq!(LedgerError::Conflict("a@d-90670a1b2c".parse().unwrap()).kind(), "ledger_conflict");
        let item = || ("t".to_owned(), "open/a@d-90670a1b2c".to_owned());
        let ((table, item), (other, another)) = (item(), item());
        let newer = LedgerError::NewerItem { table, item, found: 2, known: 1 };
        assert_eq!(newer.kind(), "ledger_row_newer");
        assert!(
            newer.to_string().contains("the item open/a@d-90670a1b2c of the ledger table t was written by a newer")
        );
        let damaged = LedgerError::DamagedItem { table: other, item: another, why: "it has no row".into() };
        assert_eq!(damaged.kind(), "ledger_row_damaged");
        let full = "cannot read the ledger table Workspace_Recycle_Ledger: AccessDeniedException: no";
        assert_eq!(call("AccessDeniedException").in_full(), full);
        assert_eq!(damaged.in_full(), damaged.to_string());
    }

    /// Every answer of every ledger carries this size.
    #[test]
    fn errors_stay_small() {
        assert!(size_of::<LedgerError>() <= 96, "{}", size_of::<LedgerError>());
    }
}
