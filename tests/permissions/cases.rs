//! What each printed policy is for: the commands, what must be there before them, and which of the policy's actions
//! they do not need.
//!
//! `{stack}`, `{program}`, `{other}`, `{id}` and `{owner}` stand for what a case has of its own. To add a command: its
//! line in a case of its policy; an action that no line needs is named in [`UNPROVEN`] with the reason.

use super::spoil;
use crate::emulators::{Emulators, Member};

/// Commands under one policy.
pub struct Case {
    /// As `wsrecycle permissions` calls it.
    pub whom: &'static str,
    /// What root does first, from nothing.
    pub before: &'static [&'static str],
    /// What happens then behind the back of the product, to this stack or this desktop.
    pub spoil: fn(&Emulators, &str, &Member),
    /// What the user does; all of it ends well with the whole policy.
    pub lines: &'static [&'static str],
}

const SETUP: &str = "setup --stack {stack} --scope tag=team=finance --trail create --notify ops@example.com \
                     --function-binary {program} --yes";
const GUIDE: &str = "setup --stack {stack} --policies guide --yes --function-binary {program}";
const LEAST: &str = "setup --stack {stack} --policies least --notify new@example.com --memory 512 --guard-existing \
                     --function-binary {other} --yes";
const DRIFT: &str = "drift --stack {stack} --function-binary {program}";
const TEARDOWN: &str = "teardown --stack {stack} --trail --bucket --confirm {stack}";
const STATUS: &str = "status --stack {stack} --id {id}";
const FIX: &str = "status --stack {stack} --id {id} --fix --yes";
const RECYCLED: &str = "wait --stack {stack} {owner} --for recycled";
const REBUILD: &str = "rebuild --stack {stack} {id} --yes";

pub const CASES: [Case; 13] = [
    Case { whom: "setup", before: &[], spoil: spoil::nothing, lines: &[SETUP] },
    Case { whom: "setup", before: &[SETUP], spoil: spoil::stack, lines: &[LEAST, GUIDE, LEAST] },
    Case { whom: "drift", before: &[SETUP], spoil: spoil::nothing, lines: &[DRIFT] },
    Case { whom: "teardown", before: &[SETUP, GUIDE], spoil: spoil::guard, lines: &[TEARDOWN] },
    Case {
        whom: "status",
        before: &[],
        spoil: spoil::nothing,
        lines: &["alarm list --stack {stack}", "wait {id} --for available", STATUS],
    },
    Case { whom: "status", before: &[SETUP], spoil: spoil::nothing, lines: &["alarm list --stack {stack}", RECYCLED] },
    Case {
        whom: "fix",
        before: &[],
        spoil: spoil::guard,
        lines: &[FIX, "alarm delete --stack {stack} {id} --yes", "alarm create --stack {stack} {id} --yes"],
    },
    Case { whom: "fix", before: &[SETUP], spoil: spoil::forgotten, lines: &[FIX] },
    Case { whom: "hold", before: &[], spoil: spoil::nothing, lines: &["hold {owner}", "release {owner}"] },
    Case { whom: "rebuild", before: &[], spoil: spoil::guard, lines: &[REBUILD] },
    Case { whom: "rebuild", before: &[SETUP], spoil: spoil::nothing, lines: &[REBUILD] },
    Case {
        whom: "all",
        before: &[],
        spoil: spoil::nothing,
        lines: &[SETUP, DRIFT, "hold {owner}", "release {owner}", FIX],
    },
    Case { whom: "all", before: &[SETUP], spoil: spoil::guard, lines: &[REBUILD, TEARDOWN] },
];

/// Actions of a printed policy that no command above needs, and why they are in it all the same.
pub const UNPROVEN: [(&str, &str, &str); 0] = [];
