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
    /// What a failed run leaves behind would spare the next one some of the calls: each begins anew.
    pub is_fresh: bool,
}

const SETUP: &str = "setup --stack {stack} --scope tag=team=finance --trail create --notify ops@example.com \
                     --function-binary {program} --yes";
const GUIDE: &str = "setup --stack {stack} --policies guide --yes --function-binary {program}";
const LEAST: &str = "setup --stack {stack} --policies least --notify new@example.com --memory 512 --guard-existing \
                     --adopt --function-binary {other} --yes";
const DRIFT: &str = "drift --stack {stack} --function-binary {program}";
const TEARDOWN: &str = "teardown --stack {stack} --trail --bucket --confirm {stack}";
const STATUS: &str = "status --stack {stack} --id {id}";
const FIX: &str = "status --stack {stack} --id {id} --fix --yes";
const RECYCLED: &str = "wait --stack {stack} {owner} --for recycled";
const REBUILD: &str = "rebuild --stack {stack} {id} --yes";

const fn case(whom: &'static str, lines: &'static [&'static str]) -> Case {
    Case { whom, before: &[], spoil: spoil::nothing, lines, is_fresh: false }
}

pub const CASES: [Case; 16] = [
    Case { is_fresh: true, ..case("setup", &[SETUP]) },
    Case { before: &[SETUP], spoil: spoil::stack, ..case("setup", &[LEAST, GUIDE, LEAST]) },
    Case { before: &[SETUP], ..case("setup", &["setup --stack {stack} --show-config"]) },
    Case { before: &[SETUP], ..case("drift", &[DRIFT]) },
    Case { before: &[SETUP, GUIDE], spoil: spoil::guard, ..case("teardown", &[TEARDOWN]) },
    Case {
        spoil: spoil::guard,
        ..case("status", &["alarm list --stack {stack}", "wait {id} --for available", STATUS])
    },
    Case { before: &[SETUP], ..case("status", &["alarm list --stack {stack}", RECYCLED]) },
    case("fix", &[FIX, "alarm delete --stack {stack} {id} --yes", "alarm create --stack {stack} {id} --yes"]),
    Case { before: &[SETUP], spoil: spoil::forgotten, ..case("fix", &[FIX]) },
    case("hold", &["hold {owner}", "release {owner}"]),
    Case { spoil: spoil::guard, is_fresh: true, ..case("rebuild", &[REBUILD]) },
    Case { before: &[SETUP], is_fresh: true, ..case("rebuild", &[REBUILD]) },
    Case {
        before: &[SETUP],
        ..case("pause", &["pause --stack {stack} --reason maintenance --yes", "resume --stack {stack}"])
    },
    Case { before: &[SETUP], ..case("history", &["history --stack {stack}"]) },
    Case { before: &[SETUP], ..case("logs", &["logs --stack {stack}"]) },
    // The functions turn rows and put alarms with the same code; in the sandbox they do it as themselves.
    Case {
        spoil: spoil::guard,
        is_fresh: true,
        ..case("functions", &["rebuild {id} --yes --standalone", "alarm delete {owner} --yes"])
    },
];

/// Every command in an order in which each finds what it needs, and the policy that is for it.
pub const DAY: [(&str, &str); 15] = [
    ("setup", SETUP),
    ("setup", LEAST),
    ("drift", "drift --stack {stack} --function-binary {other}"),
    ("status", STATUS),
    ("status", "alarm list --stack {stack}"),
    ("status", "wait {id} --for available"),
    ("fix", "alarm delete --stack {stack} {id} --yes"),
    ("fix", FIX),
    ("hold", "hold {owner}"),
    ("hold", "release {owner}"),
    ("rebuild", REBUILD),
    ("history", "history --stack {stack}"),
    ("logs", "logs --stack {stack}"),
    ("pause", "pause --stack {stack} --reason maintenance --yes"),
    ("pause", "resume --stack {stack}"),
];
/// The last thing that is done to a stack.
pub const EVENING: (&str, &str) = ("teardown", TEARDOWN);

const LEDGER: &str = "the functions alone turn the ledger in the table with this policy, see `src/sandbox/stack`";
const LOG: &str = "Lambda writes the log with the rights of the function";

/// Actions of a printed policy that no command above needs, and why they are in it all the same.
pub const UNPROVEN: [(&str, &str, &str); 9] = [
    ("setup", "s3:TagResource", "MiniStack does not ask for it where a bucket is made with tags"),
    ("functions", "dynamodb:DeleteItem", LEDGER),
    ("functions", "dynamodb:GetItem", LEDGER),
    ("functions", "dynamodb:PutItem", LEDGER),
    ("functions", "dynamodb:Query", LEDGER),
    ("functions", "dynamodb:UpdateItem", LEDGER),
    ("functions", "sns:Publish", "the functions alone tell what needs a person, and Lambda tells of lost events"),
    ("functions", "logs:CreateLogStream", LOG),
    ("functions", "logs:PutLogEvents", LOG),
];
