//! The names of things: ids that AWS gives out, and the owner of a desktop.
//!
//! An id that a person typed is parsed strictly, so that a slip is told before any call is made. An id that AWS
//! sent is taken as it is.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// Text that is not an id of the wanted kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{text}\" is not a {kind}: expected {shape}")]
pub struct NotAnId {
    pub text: String,
    pub kind: &'static str,
    pub shape: &'static str,
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $kind:literal, $prefixes:expr, $shape:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// An id that AWS gave us: kept as it is.
            pub fn from_aws(id: impl Into<String>) -> Self {
                Self(id.into())
            }

            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;

            fn from_str(text: &str) -> Result<Self, NotAnId> {
                let tail = $prefixes.iter().find_map(|prefix| text.strip_prefix(prefix));
                match tail {
                    Some(tail)
                        if (8..=63).contains(&tail.len())
                            && tail.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_lowercase()) =>
                    {
                        Ok(Self(text.to_owned()))
                    }
                    _ => Err(NotAnId { text: text.to_owned(), kind: $kind, shape: $shape }),
                }
            }
        }
    };
}

id!(
    /// The id of one WorkSpace, `ws-` and 8 to 63 lower-case letters or digits
    /// (WorkSpaces API model, `WorkspaceId`). A recreated desktop has a new one.
    WorkspaceId,
    "WorkSpace id",
    ["ws-"],
    "ws- followed by 8 to 63 lower-case letters or digits, such as ws-0a1b2c3d4"
);
id!(
    /// The id of a directory that is registered with WorkSpaces, `d-…` or `wsd-…`.
    DirectoryId,
    "directory id",
    ["d-", "wsd-"],
    "d- followed by 8 to 63 lower-case letters or digits, such as d-90670a1b2c"
);
id!(
    /// The id of a bundle: the image and hardware that a desktop is created from.
    BundleId,
    "bundle id",
    ["wsb-"],
    "wsb- followed by 8 to 63 lower-case letters or digits, such as wsb-0a1b2c3d4"
);

/// Who a desktop belongs to, and the key of the ledger: a user in a directory.
///
/// WorkSpaces allows one desktop per user and directory, and that pair outlives every desktop, so it is what must
/// never be lost. Directory user names do not distinguish case, so neither do owners; but the spelling is kept, because
/// AWS does not say whether its filters mind it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Owner {
    pub directory: DirectoryId,
    pub user: String,
}

impl Owner {
    pub fn new(directory: DirectoryId, user: &str) -> Self {
        Self { directory, user: user.to_owned() }
    }

    /// One spelling for all: what a ledger may file the owner under.
    pub fn key(&self) -> String {
        format!("{}@{}", self.folded().collect::<String>(), self.directory)
    }

    /// Whether this is how the owner is called, in whatever spelling.
    pub fn is_named(&self, user: &str) -> bool {
        if self.user.is_ascii() && user.is_ascii() {
            return self.user.eq_ignore_ascii_case(user);
        }
        self.folded().eq(user.chars().flat_map(char::to_lowercase))
    }

    /// Letter by letter: lower case of a whole word depends on where a sigma stands, and equal owners have one key.
    fn folded(&self) -> impl Iterator<Item = char> {
        self.user.chars().flat_map(char::to_lowercase)
    }
}

impl PartialEq for Owner {
    fn eq(&self, other: &Self) -> bool {
        self.directory == other.directory && self.is_named(&other.user)
    }
}

impl Eq for Owner {}

impl PartialOrd for Owner {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Owner {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.directory.cmp(&other.directory).then_with(|| self.folded().cmp(other.folded()))
    }
}

impl fmt::Display for Owner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{}@{}", self.user, self.directory))
    }
}

impl FromStr for Owner {
    type Err = NotAnId;

    /// `user@directory`. A user name may itself hold an `@` (a UPN), so the last one divides.
    fn from_str(text: &str) -> Result<Self, NotAnId> {
        match text.rsplit_once('@') {
            Some((user, directory)) if !user.is_empty() => Ok(Self::new(directory.parse()?, user)),
            _ => Err(NotAnId {
                text: text.to_owned(),
                kind: "desktop owner",
                shape: "user@directory, such as alice@d-90670a1b2c",
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_that_people_type_are_checked() {
        assert!("ws-0a1b2c3d4".parse::<WorkspaceId>().is_ok());
        for bad in ["", "ws-", "ws-short", "WS-0a1b2c3d4", "ws-0A1B2C3D4", "d-90670a1b2c", "ws-0a1b2c3d/"] {
            let error = bad.parse::<WorkspaceId>().unwrap_err();
            assert!(error.to_string().contains("ws-0a1b2c3d4"), "{error}");
        }
        assert!("wsd-90670a1b2c".parse::<DirectoryId>().is_ok());
        assert!("wsb-90670a1b2c".parse::<BundleId>().is_ok());
    }

    #[test]
    fn owners_ignore_case_and_keep_upn_names() {
        let owner: Owner = "Alice@corp.example@d-90670a1b2c".parse().unwrap();
        assert_eq!(owner, "alice@CORP.example@d-90670a1b2c".parse().unwrap());
        assert_ne!(owner, "alice@corp.example@d-90670a1b2d".parse().unwrap());
        assert_eq!(owner.to_string(), "Alice@corp.example@d-90670a1b2c");
        assert_eq!(owner.key(), "alice@corp.example@d-90670a1b2c");
        let greek = |user| Owner::new("d-90670a1b2c".parse().unwrap(), user);
        assert_eq!((greek("ΟΔΟΣ"), greek("ΟΔΟΣ").key()), (greek("οδοσ"), greek("οδοσ").key()));
        assert!("alice".parse::<Owner>().is_err());
        assert!("@d-90670a1b2c".parse::<Owner>().is_err());
    }
}
