//! Where a recycle stands.
//!
//! ```text
//!            user came back, excluded, deleted by others
//!          ┌────────────────────────────────────────────► Cancelled(why)
//!        Grace ◄───── the call was not carried out ─────┐
//!          │ nobody connected for the whole grace        │
//!          ▼ (request saved, then TerminateWorkspaces)   │
//!     Terminating ───────────────────────────────────────┘
//!          │ the id is absent           ▲ still there after all
//!          ▼                            │
//!         Gone ─────────────────────────┘
//!          │ absent again, and the owner has no desktop: CreateWorkspaces
//!          ▼
//!       Creating ──► Verifying ──► Done
//!          ▲             │ ERROR at birth: terminate the failed one, try again
//!          └─────────────┘
//! ```
//!
//! `Attention` is not a place of its own but a mark on a row: it stands where it stands, calls for a person, and is
//! still tried again, slowly, because an owed desktop must never be forgotten.

use super::failure::{Failure, FailureKind};
use super::scope::Exclusion;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The phase of a row. Its spelling is the ledger's format: rename none, see `ledger/mod.rs`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    Grace,
    Terminating,
    Gone,
    Creating,
    Verifying,
    Done,
    Cancelled(CancelReason),
}

impl Phase {
    /// Nothing more happens to a closed row.
    pub fn is_closed(&self) -> bool {
        matches!(self, Self::Done | Self::Cancelled(_))
    }

    /// The termination has been asked for. Whether the owner is owed a desktop the row knows: `Row::is_owed`.
    pub(super) fn is_owed(&self) -> bool {
        matches!(self, Self::Terminating | Self::Gone | Self::Creating | Self::Verifying)
    }
}

impl fmt::Display for Phase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Grace => f.pad("Grace"),
            Self::Terminating => f.pad("Terminating"),
            Self::Gone => f.pad("Gone"),
            Self::Creating => f.pad("Creating"),
            Self::Verifying => f.pad("Verifying"),
            Self::Done => f.pad("Done"),
            Self::Cancelled(why) => f.pad(&format!("Cancelled ({why})")),
        }
    }
}

/// Why a recycle ended without touching the desktop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CancelReason {
    UserConnected,
    NeverConnected,
    DeletedByOthers,
    Excluded(Exclusion),
    /// A person gave up what is owed.
    Abandoned,
    /// It goes on in another ledger.
    Moved,
}

impl fmt::Display for CancelReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UserConnected => f.pad("the user is connected"),
            Self::NeverConnected => f.pad("nobody has ever connected to it"),
            Self::DeletedByOthers => f.pad("it was deleted by somebody else"),
            Self::Excluded(why) => f.pad(&format!("it {}", with_verb(*why))),
            Self::Abandoned => f.pad("given up by a person"),
            Self::Moved => f.pad("it goes on in the ledger of the stack"),
        }
    }
}

fn with_verb(why: Exclusion) -> String {
    match why {
        Exclusion::OutOfScope | Exclusion::Held => format!("is {why}"),
        _ => why.to_string(),
    }
}

/// Why a row calls for a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Attention {
    /// AWS denies us a call.
    Denied,
    CallsFail,
    DeletionStuck,
    UserMissing,
    BundleMissing,
    DirectoryMissing,
    Quota,
    Addresses,
    Key,
    CreationFails,
    CreationSlow,
    /// A desktop that we did not create stands in the owner's place and is broken.
    ForeignBroken,
}

impl Attention {
    /// What a failure means for a person.
    pub fn from_failure(failure: &Failure, otherwise: Self) -> Self {
        match failure.kind {
            FailureKind::Denied | FailureKind::Credentials => Self::Denied,
            FailureKind::UserMissing => Self::UserMissing,
            FailureKind::BundleMissing => Self::BundleMissing,
            FailureKind::DirectoryMissing => Self::DirectoryMissing,
            FailureKind::Quota => Self::Quota,
            FailureKind::Addresses => Self::Addresses,
            FailureKind::Key => Self::Key,
            _ => otherwise,
        }
    }

    /// What a person can do about it.
    pub fn remedy(&self) -> &'static str {
        match self {
            Self::Denied => "allow the denied action in the policy of the caller",
            Self::CallsFail => "read the failure below; AWS may have an incident",
            Self::DeletionStuck => "open the desktop in the WorkSpaces console; if it stays, ask AWS Support",
            Self::UserMissing => "restore the user in the directory, or close the row with rebuild --abandon",
            Self::BundleMissing => "restore the bundle, or create the desktop by hand from another one",
            Self::DirectoryMissing => "register the directory with WorkSpaces again",
            Self::Quota => "raise the WorkSpaces quota of this Region, or delete desktops that nobody needs",
            Self::Addresses => "free addresses in the directory's subnets, or add a subnet",
            Self::Key => "enable the KMS key and allow the caller to create grants on it",
            Self::CreationFails => "read the failure below, then create the desktop by hand or wait for the next try",
            Self::CreationSlow => "look at the new desktop in the WorkSpaces console",
            Self::ForeignBroken => "repair or delete the desktop that stands in its place",
        }
    }
}

impl fmt::Display for Attention {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Denied => "a call is denied",
            Self::CallsFail => "calls keep failing",
            Self::DeletionStuck => "the deletion does not end",
            Self::UserMissing => "the user is not in the directory",
            Self::BundleMissing => "the bundle is missing",
            Self::DirectoryMissing => "the directory is missing",
            Self::Quota => "the quota is reached",
            Self::Addresses => "no free IP addresses",
            Self::Key => "the encryption key cannot be used",
            Self::CreationFails => "creations keep failing",
            Self::CreationSlow => "the creation does not end",
            Self::ForeignBroken => "a broken desktop that is not ours stands in its place",
        })
    }
}
