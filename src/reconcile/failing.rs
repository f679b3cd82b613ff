//! What the ledger says about failing creations, or that it cannot say it.
//!
//! A row that cannot be read (damaged, or of a newer version) may be one that the breaker should know of. Then nobody
//! knows whether creations fail, and no desktop is terminated (promise R7); what is owed is created all the same.

use crate::ledger::{Ledger, LedgerError};
use crate::recycle::{Desktop, Limits, Row, held_back};

/// Open rows with a failed creation.
pub(super) enum Failing {
    Known(Vec<Row>),
    /// Why they are not known.
    Unreadable(String),
}

impl Failing {
    /// # Errors
    /// The ledger's, except that a row cannot be read.
    pub async fn of<L: Ledger>(ledger: &L) -> Result<Self, LedgerError> {
        match ledger.failing().await {
            Ok(rows) => Ok(Self::Known(rows)),
            Err(error) if error.is_unreadable_row() => Ok(Self::Unreadable(error.to_string())),
            Err(error) => Err(error),
        }
    }

    /// Why `desktop` must not be terminated now.
    pub fn held_back(&self, desktop: &Desktop, limits: &Limits) -> Option<String> {
        match self {
            Self::Known(rows) => held_back(desktop, rows, limits),
            Self::Unreadable(why) => Some(format!("nobody knows whether creations fail: {why}")),
        }
    }
}
