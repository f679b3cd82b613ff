//! What each printed policy is for: the commands, what must be there before them, and which of the policy's actions
//! they need.
//!
//! `{stack}`, `{program}`, `{other}`, `{id}`, `{owner}` and `{bundle}` stand for what a trial has of its own. To add a
//! command: its lines in the case of its policy; an action that no line needs is named in [`UNPROVEN`] with the reason.

use super::spoil;
use crate::emulators::Emulators;

/// Commands under one policy.
pub struct Case {
    /// As `wsrecycle permissions` calls it.
    pub whom: &'static str,
    /// What root does first, from nothing.
    pub before: &'static [&'static str],
    /// What happens then behind the back of the product.
    pub spoil: fn(&Emulators, &str),
    /// What the user does; all of it ends well.
    pub lines: &'static [&'static str],
}

fn leave(_: &Emulators, _: &str) {}

const SETUP: &str = "setup --stack {stack} --scope all --trail create --notify ops@example.com \
                     --function-binary {program} --yes";
const GUIDE: &str = "setup --stack {stack} --scope all --trail create --notify ops@example.com --policies guide \
                     --function-binary {program} --yes";
const LEAST: &str = "setup --stack {stack} --policies least --notify new@example.com --memory 512 --guard-existing \
                     --function-binary {other} --yes";
const TEARDOWN: &str = "teardown --stack {stack} --trail --bucket --confirm {stack}";

pub const CASES: [Case; 9] = [
    Case { whom: "setup", before: &[], spoil: leave, lines: &[SETUP] },
    Case { whom: "setup", before: &[SETUP], spoil: spoil::everything, lines: &[LEAST, GUIDE] },
    Case {
        whom: "drift",
        before: &[SETUP],
        spoil: leave,
        lines: &["drift --stack {stack} --function-binary {program}"],
    },
    Case { whom: "teardown", before: &[GUIDE], spoil: spoil::add_alarm, lines: &[TEARDOWN] },
    Case {
        whom: "status",
        before: &[],
        spoil: spoil::guard,
        lines: &["status --id {id}", "alarm list", "wait {id} --for available"],
    },
    Case {
        whom: "fix",
        before: &[],
        spoil: leave,
        lines: &["status --id {id} --fix --yes", "alarm delete {id} --yes", "alarm create {id} --yes"],
    },
    Case { whom: "hold", before: &[], spoil: leave, lines: &["hold {owner}", "release {owner}"] },
    Case { whom: "rebuild", before: &[], spoil: leave, lines: &["rebuild {id} --yes"] },
    Case {
        whom: "all",
        before: &[],
        spoil: leave,
        lines: &[SETUP, "drift --stack {stack} --function-binary {program}", TEARDOWN],
    },
];

/// Actions of a printed policy that no command above needs, and why they are in it all the same.
pub const UNPROVEN: [(&str, &str, &str); 0] = [];
