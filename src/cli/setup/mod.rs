//! `wsrecycle setup`: build the stack, or bring it back to what it should be.
//!
//! It can be run again at any time: what is as it should be is not written. `first.rs` looks after desktops that are
//! there already, `work.rs` carries out and reports, `shown.rs` shows the settings.

mod first;
mod shown;
mod work;

use super::context::{Consent, Context, Go};
use super::error::CommandError;
use super::exit;
use super::globals::Flag;
use super::stack::view::{counted, line, obstacle};
use super::stack::{self, Program, Stack};
use crate::cloud::{Clock, Cloud, Provision};
use crate::ledger::Ledger;
use crate::recycle::FailureKind;
use crate::settings::{Source, key};
use crate::stack::kinds::role;
use crate::stack::{Adoption, Item, Order, Plan, Seen, Standing};
use clap::Args;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  wsrecycle setup --scope directories=d-90670a1b2c --dry-run
  wsrecycle setup --scope tag=wsrecycle:managed --notify ops@example.com --yes
  wsrecycle setup --grace 15m
  wsrecycle setup --show-config";

/// Build everything that the recycler needs in this account and region, or put it right
///
/// Shows what is not as it should be and why, asks, and makes only the calls that are needed; run again, it makes none.
/// Settings that are not given stay as they are deployed. Resources of the same name that somebody else made are left
/// alone, unless --adopt takes them over.
#[derive(Debug, Clone, Args)]
#[command(before_help = EXAMPLES)]
pub struct SetupArgs {
    /// How long nobody may be connected before a desktop is recycled, 1m to 24h
    #[arg(long, value_name = "DURATION")]
    grace: Option<String>,

    /// How often all desktops are looked at, whatever events say, 1m to 24h
    #[arg(long, value_name = "DURATION")]
    sweep: Option<String>,

    /// Keep the functions' logs for so many days
    #[arg(long, value_name = "DAYS")]
    retention: Option<String>,

    /// Send what needs a person to this address (can be repeated)
    #[arg(long, value_name = "EMAIL")]
    notify: Vec<String>,

    /// Give the functions these rights: least, or guide for two wide policies of AWS
    #[arg(long, value_name = "least|guide")]
    policies: Option<String>,

    /// Hear of API calls through this trail: auto, create, or the name of one that is there
    #[arg(long, value_name = "auto|create|NAME")]
    trail: Option<String>,

    /// Run the functions on this architecture: x86_64 or arm64
    #[arg(long, value_name = "x86_64|arm64")]
    architecture: Option<String>,

    /// Give the functions so much memory, in MB
    #[arg(long, value_name = "MB")]
    memory: Option<String>,

    /// Take over resources of these names that somebody made by hand
    #[arg(long)]
    adopt: bool,

    /// Put an alarm on every desktop in scope that is there already
    #[arg(long)]
    guard_existing: bool,

    /// Upload this program, and not this very wsrecycle
    #[arg(long, value_name = "PATH")]
    function_binary: Option<PathBuf>,

    /// Show every setting and where it comes from, and do nothing
    #[arg(long, conflicts_with_all = ["yes", "dry_run", "adopt", "guard_existing"])]
    show_config: bool,

    #[command(flatten)]
    consent: Consent,
}

impl SetupArgs {
    /// The settings that the flags give.
    pub fn flags(&self) -> Vec<Flag> {
        let notify = (!self.notify.is_empty()).then(|| self.notify.join(","));
        [
            (key::GRACE, "--grace", &self.grace),
            (key::SWEEP, "--sweep", &self.sweep),
            (key::RETENTION_DAYS, "--retention", &self.retention),
            (key::NOTIFY, "--notify", &notify),
            (key::POLICIES, "--policies", &self.policies),
            (key::TRAIL, "--trail", &self.trail),
            (key::ARCHITECTURE, "--architecture", &self.architecture),
            (key::MEMORY_MB, "--memory", &self.memory),
        ]
        .into_iter()
        .filter_map(|(key, flag, value)| Some((key, flag, value.clone()?)))
        .collect()
    }

    fn adoption(&self) -> Adoption {
        if self.adopt { Adoption::Adopt } else { Adoption::Refuse }
    }
}

pub async fn run<C: Cloud + Provision, L: Ledger, K: Clock>(
    args: &SetupArgs,
    cx: &Context<C, L, K>,
) -> Result<u8, CommandError> {
    cx.announce().await?;
    let stack = stack::look(cx).await?;
    if args.show_config {
        return shown::run(&stack, cx).await;
    }
    if let Some(doubt) = &stack.doubt {
        return Err(doubt.refusal());
    }
    if !stack.is_deployed && *stack.resolved.origin(key::SCOPE) == Source::Default {
        first::refuse_to_guess(cx).await?;
    }
    if let Some(clash) = stack.config().rules().limits.clash() {
        // What is set here and what was deployed are each well; together they are not.
        let origin = stack.resolved.origin(clash.bound);
        let error = CommandError::failed(format!("nothing was changed: {clash}"));
        return Err(error
            .hint(format!("set {} under [timing] in the configuration file; now it is from: {origin}", clash.bound)));
    }
    let program = program(args, &stack, cx)?;
    let plan = stack.plan(&program, args.adoption());
    refuse_obstacles(args, &stack, &plan, cx)?;
    refuse_a_full_role(&stack, &program)?;
    for item in plan.items.iter().filter(|item| item.standing == Standing::Reused) {
        cx.terminal.note(format!("{} tells of API calls already and is used as it is.", item.id));
    }
    let guards = first::guards(args.guard_existing, &stack, cx).await?;
    let order = Order::of(&plan, &stack.names);
    let writes = order.len();
    if writes == 0 && guards.is_empty() {
        cx.answer(&work::SetUp::planned(&stack, &plan, &guards, args.consent.dry_run))?;
        if !plan.is_clean() {
            return Ok(beyond_us(&plan, &stack, cx));
        }
        cx.terminal.note("No write was needed: everything is as it should be.");
        shown::tell_pause(&stack, cx).await?;
        return Ok(exit::DONE);
    }
    let changes = plan.items.iter().flat_map(|item| item.changes.iter().map(|change| line(item, change)));
    let lines: Vec<String> = changes.chain(guards.iter().map(|fix| format!("{}: {fix}", fix.desktop()))).collect();
    let question = format!("Make {} in {}?", counted(writes + guards.len(), "write"), stack.place());
    match cx.consent(&args.consent, &lines, &question)? {
        Go::Back => Ok(exit::FAILED),
        Go::DryRun => {
            cx.answer(&work::SetUp::planned(&stack, &plan, &guards, true))?;
            cx.terminal.note(format!("{} would be made.", counted(writes + guards.len(), "write")));
            Ok(exit::DONE)
        }
        Go::Ahead => {
            let archive = match &program {
                Program::Packed(archive) => Some(archive),
                Program::AsDeployed(_) => None,
            };
            work::carry_out(&stack, &plan, &order, archive, &guards, cx).await?;
            look_again(args, &program, cx).await
        }
    }
}

fn program<C: Cloud, L: Ledger, K: Clock>(
    args: &SetupArgs,
    stack: &Stack,
    cx: &Context<C, L, K>,
) -> Result<Program, CommandError> {
    let program = stack.program(cx, args.function_binary.as_deref())?;
    match program {
        Program::AsDeployed(error) if !stack.has_programs() => Err(error.into()),
        Program::AsDeployed(error) => {
            cx.terminal.warn(format!("The functions keep the program that they have: {error}."));
            cx.terminal.note(format!("To renew it, {}.", error.remedy()));
            Ok(Program::AsDeployed(error))
        }
        packed => Ok(packed),
    }
}

/// Nothing is written while something is in the way: half a stack would be worse than none.
fn refuse_obstacles<C: Cloud, L: Ledger, K: Clock>(
    args: &SetupArgs,
    stack: &Stack,
    plan: &Plan,
    cx: &Context<C, L, K>,
) -> Result<(), CommandError> {
    let obstacles = stack.obstacles(plan);
    if obstacles.is_empty() {
        return Ok(());
    }
    let mut error = CommandError::failed(format!(
        "{} {} in the way; nothing was changed",
        counted(obstacles.len(), "resource"),
        if obstacles.len() == 1 { "is" } else { "are" }
    ));
    error.causes = obstacles.iter().map(|item| obstacle(item, &stack.tag())).collect();
    let any = |is: fn(&Item) -> bool| obstacles.iter().any(|item| is(item));
    let unread = obstacles.iter().filter_map(|item| match &item.standing {
        Standing::Unknown { failure } => Some(failure),
        _ => None,
    });
    if unread.clone().any(|failure| failure.kind != FailureKind::Denied) {
        error.hints.push("what could not be read may be readable in a minute: try again".to_owned());
    }
    error = error.lacking(unread);
    if any(|item| item.standing == Standing::Foreign) {
        error.hints.push(match args.adopt {
            false => "--adopt takes over what was made by hand; look first with --adopt --dry-run".to_owned(),
            true => "they carry the tag of another stack: name that one with --stack".to_owned(),
        });
    }
    if any(|item| matches!(item.standing, Standing::Missing | Standing::Changed)) {
        error.hints.push("name another trail with --trail, or let --trail auto choose".to_owned());
    }
    cx.terminal.detail(format!("{} resources were read", plan.items.len()));
    Err(error)
}

/// A Region more than the role has room for would fail half-way.
fn refuse_a_full_role(stack: &Stack, program: &Program) -> Result<(), CommandError> {
    let (should, name) = (stack.desired(program), &stack.names.role);
    let wanted = should.roles.get(name).and_then(Seen::present);
    let there = stack.observed.picture.roles.get(name).and_then(Seen::present);
    let (Some(wanted), Some(there)) = (wanted, there) else { return Ok(()) };
    let Some((size, others)) = role::overfull(wanted, there) else { return Ok(()) };
    let max = role::INLINE_MAX;
    let mut error = CommandError::failed(format!(
        "IAM role {name} has no room for the policy of this Region: {size} of {max} characters; nothing was changed"
    ));
    error.causes.push(format!("stacks of other Regions have theirs in it: {}", others.join(", ")));
    Err(error
        .hint("take away the stack of a Region that needs none any more, with `wsrecycle teardown --region`")
        .hint("or give this one another name with --stack: it has a role of its own then"))
}

/// What AWS says now is what counts.
async fn look_again<C: Cloud + Provision, L: Ledger, K: Clock>(
    args: &SetupArgs,
    program: &Program,
    cx: &Context<C, L, K>,
) -> Result<u8, CommandError> {
    let stack = stack::look(cx).await?;
    let plan = stack.plan(program, args.adoption());
    stack::tell_unconfirmed(&stack, cx);
    shown::tell_pause(&stack, cx).await?;
    if plan.is_clean() {
        return Ok(exit::DONE);
    }
    if plan.writes().next().is_none() {
        return Ok(beyond_us(&plan, &stack, cx));
    }
    for item in plan.items.iter().filter(|item| !item.standing.is_good()) {
        cx.terminal.warn(format!("Still not as it should be: {}", obstacle(item, &stack.tag())));
    }
    cx.terminal.note("AWS may need a moment: `wsrecycle drift` looks again.");
    Ok(exit::ATTENTION)
}

/// What differs and no call of ours can put right, such as the keys of a table.
fn beyond_us<C: Cloud, L: Ledger, K: Clock>(plan: &Plan, stack: &Stack, cx: &Context<C, L, K>) -> u8 {
    for item in plan.items.iter().filter(|item| !item.standing.is_good()) {
        cx.terminal.warn(format!("This must be put right by hand: {}", obstacle(item, &stack.tag())));
    }
    exit::ATTENTION
}
