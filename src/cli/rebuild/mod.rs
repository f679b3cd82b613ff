//! `wsrecycle rebuild`: recycle desktops by hand, and go on with what was begun.
//!
//! The terminal is one more driver of the same step and the same ledger as the functions. It may die at any point; the
//! rows stay, and `--resume`, or the functions, go on with them. With `--detach` it only opens the rows.

mod choice;
mod grounds;
mod holder;
mod view;
mod work;

use super::context::{Context, Go};
use super::error::CommandError;
use super::exit;
use super::left_here;
use super::skew;
use super::target::Target;
use crate::cloud::{Clock, Cloud};
use crate::ledger::Ledger;
use crate::recycle::{CancelReason, DirectoryId, Event, Happening, Limits, Owner, Phase, Row, Rules};
use crate::settings::parse_duration;
use choice::Choice;
use clap::{ArgGroup, Args};
use jiff::SignedDuration;
use view::{Outcome, Rebuilt};
use work::Work;

const EXAMPLES: &str = "\
Examples:
  wsrecycle rebuild ws-0a1b2c3d4 --dry-run
  wsrecycle rebuild alice@d-90670a1b2c --yes
  wsrecycle rebuild alice@d-90670a1b2c --yes --detach
  wsrecycle rebuild --directory d-90670a1b2c --all --confirm d-90670a1b2c --batch-size 20
  wsrecycle rebuild --resume";

/// Recycle desktops now: terminate each and create an equal, blank one for the same user
///
/// Everything on the disks of the desktop is lost. A desktop whose user is connected is refused unless --force is
/// given; one that is held, out of scope or not to be recycled at all is always refused. The whole request is saved
/// before a desktop is terminated, so that a rebuild that was stopped at any point can be resumed.
///
/// Where a stack is deployed, its ledger is used: its functions see the rebuild, go on with it if this terminal dies,
/// and do all of it with --detach.
#[derive(Debug, Clone, Args)]
#[command(before_help = EXAMPLES)]
#[command(group = ArgGroup::new("what").required(true).multiple(true).args(["desktops", "all", "resume", "abandon"]))]
pub struct RebuildArgs {
    /// The desktops, as ws-… or user@directory (can be repeated)
    #[arg(value_name = "DESKTOP", conflicts_with = "all")]
    desktops: Vec<Target>,

    /// With --all, the directory whose desktops are rebuilt
    // What `requires` asks for is not asked for where it would conflict with what was typed: hence the conflicts.
    #[arg(long, value_name = "ID", requires = "all", conflicts_with_all = ["desktops", "resume", "abandon"])]
    directory: Option<DirectoryId>,

    /// Rebuild every desktop of the directory that may be rebuilt, one first and then in batches
    #[arg(long, requires = "directory")]
    all: bool,

    /// With --all, the directory once more, instead of typing it when asked
    #[arg(long, value_name = "ID", requires = "all", conflicts_with_all = ["desktops", "resume", "abandon"])]
    confirm: Option<DirectoryId>,

    /// Only begin, with all of them at once: the deployed functions do the work, at a rate of their own, and hold
    /// desktops back while creations fail
    #[arg(long, conflicts_with_all = ["resume", "abandon", "standalone", "batch_size", "max_failures", "timeout"])]
    detach: bool,

    /// Say that no stack is deployed here where that cannot be seen, and work in this machine's ledger
    #[arg(long)]
    standalone: bool,

    /// With --all, how many desktops are rebuilt at a time
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=500))]
    #[arg(conflicts_with_all = ["desktops", "resume", "abandon"])]
    batch_size: u32,

    /// With --all, stop once more than this many desktops have failed
    #[arg(long, value_name = "N", default_value_t = 0, conflicts_with_all = ["desktops", "resume", "abandon"])]
    max_failures: usize,

    /// Rebuild even under a connected user, who is thrown out
    ///
    /// This holds for 15 minutes. A desktop that could not be terminated by then, such as for want of its bundle, is
    /// rebuilt later only if nobody is connected.
    #[arg(long)]
    force: bool,

    /// Go on with every recycle that is under way, or only with those of the desktops named as user@directory
    #[arg(long, conflicts_with_all = ["all", "force", "abandon"])]
    resume: bool,

    /// Give up the desktops that the users named as user@directory are owed
    #[arg(long, conflicts_with_all = ["all", "force"], requires = "desktops")]
    abandon: bool,

    /// Stop watching after this time; what is under way stays in the ledger
    #[arg(long, value_name = "DURATION", default_value = "2h", value_parser = timeout)]
    timeout: SignedDuration,

    #[command(flatten)]
    consent: super::Consent,
}

fn timeout(text: &str) -> Result<SignedDuration, String> {
    let timeout = parse_duration(text)?;
    if timeout < SignedDuration::from_secs(1) {
        return Err(format!("{text} is too short: expected 1s or more"));
    }
    Ok(timeout)
}

impl RebuildArgs {
    /// What holds after Ctrl-C.
    pub(super) fn after_interrupt(&self) -> &'static str {
        if self.consent.dry_run {
            return "nothing was changed";
        }
        "deletions and creations under way go on in AWS, and what is owed stands in the ledger; \
         `wsrecycle rebuild --resume` goes on with it, and so do the functions of a deployed stack, by themselves"
    }
}

pub async fn run<C: Cloud, L: Ledger, K: Clock>(args: &RebuildArgs, cx: &Context<C, L, K>) -> Result<u8, CommandError> {
    if let (Some(directory), Some(confirmed)) = (&args.directory, &args.confirm)
        && confirmed != directory
    {
        let message = format!("--confirm names {confirmed}, not {directory}");
        return Err(CommandError::usage(message).hint("name the directory that is meant in both places"));
    }
    if args.detach && args.all && args.confirm.is_none() && !args.consent.dry_run {
        let message = "--detach with --all begins with every desktop at once";
        return Err(
            CommandError::usage(message).hint("look first with --dry-run, then name the directory in --confirm")
        );
    }
    cx.announce().await?;
    if args.consent.dry_run {
        skew::warn(cx).await?
    } else {
        skew::check(cx).await?
    }
    grounds::check(args, cx).await?;
    if args.consent.dry_run {
        left_here::warn(cx).await
    } else {
        left_here::move_in(cx).await?
    }
    let rules = cx.rules(Limits::at_a_terminal()).await?;
    let work = Work::new(cx, &rules, args.timeout).await?;
    if args.abandon {
        return abandon(args, cx).await;
    }
    if args.resume {
        return resume(args, &work, cx).await;
    }
    let choice = match &args.directory {
        Some(directory) => choice::directory(cx, directory, &rules).await?,
        None => choice::named(cx, &args.desktops).await?,
    };
    let choice = Choice::of(choice, &rules, args.force);
    if !args.all && !choice.refused.is_empty() && !args.consent.dry_run {
        return Err(choice.refusal());
    }
    if args.consent.dry_run || choice.ready.is_empty() {
        cx.answer(&choice.plan())?;
        cx.terminal.note(if args.consent.dry_run {
            "Nothing was changed, because of --dry-run."
        } else {
            "There is nothing to rebuild."
        });
        return Ok(if choice.refused.is_empty() || args.all { exit::DONE } else { exit::FAILED });
    }
    refuse_a_pause(cx, &rules).await?;
    if !agreed(args, cx, &choice)? {
        return Ok(exit::FAILED);
    }
    let mut rebuilt = Rebuilt::default();
    if args.all {
        rebuilt.skip(&choice.refused);
    }
    if args.detach {
        work.begin(choice.ready, args.force, &mut rebuilt).await?;
        return finish(&rebuilt, &work, cx).await;
    }
    let (batch_size, max_failures) =
        if args.all { (args.batch_size as usize, Some(args.max_failures)) } else { (usize::MAX, None) };
    work.rebuild(choice.ready, args.force, batch_size, max_failures, &mut rebuilt).await?;
    finish(&rebuilt, &work, cx).await
}

/// Ask, in the way that fits what is at stake.
fn agreed<C: Cloud, L: Ledger, K: Clock>(
    args: &RebuildArgs,
    cx: &Context<C, L, K>,
    choice: &Choice,
) -> Result<bool, CommandError> {
    let plan = choice.lines();
    let Some(directory) = &args.directory else {
        let count = choice.ready.len();
        let question = if count == 1 { "Rebuild it?".to_owned() } else { format!("Rebuild these {count} desktops?") };
        return Ok(cx.consent(&args.consent, &plan, &question)? == Go::Ahead);
    };
    plan.iter().for_each(|line| cx.terminal.note(format!("  {line}")));
    match &args.confirm {
        Some(_) => Ok(true),
        None => {
            let question = format!("Everything on the disks of these {} desktops will be lost.", choice.ready.len());
            let typed = cx.terminal.confirm_typed(&question, directory.as_str());
            let typed = typed.map_err(|error| {
                let mut error = CommandError::from(error);
                error.hints = vec![format!("look first with --dry-run, then give --confirm {directory}")];
                error
            })?;
            if !typed {
                cx.terminal.note("Nothing was changed.");
            }
            Ok(typed)
        }
    }
}

async fn refuse_a_pause<C: Cloud, L: Ledger, K: Clock>(
    cx: &Context<C, L, K>,
    rules: &Rules,
) -> Result<(), CommandError> {
    if rules.paused {
        return Err(CommandError::failed("wsrecycle is paused by the settings of the stack")
            .hint("`wsrecycle setup --show-config` shows them"));
    }
    let control = cx.ledger().await?.control().await?;
    match &control.paused {
        Some(pause) if control.is_paused(cx.clock.now()) => {
            Err(CommandError::failed(format!("wsrecycle is {pause}")).hint("`wsrecycle resume` ends the pause"))
        }
        _ => Ok(()),
    }
}

/// Go on with open rows.
async fn resume<C: Cloud, L: Ledger, K: Clock>(
    args: &RebuildArgs,
    work: &Work<'_, C, L, K>,
    cx: &Context<C, L, K>,
) -> Result<u8, CommandError> {
    let wanted = owners(&args.desktops)?;
    let ledger = cx.ledger().await?;
    let mut open = vec![];
    if wanted.is_empty() {
        open = ledger.open_rows().await?;
    }
    // One by one, so that a damaged row of somebody else does not stand in their way.
    for owner in &wanted {
        open.extend(ledger.get(owner).await?);
    }
    let mut rebuilt = Rebuilt { dry_run: args.consent.dry_run, ..Rebuilt::default() };
    if args.consent.dry_run {
        let pause = work.pause().await?;
        for row in &open {
            let waits = !row.is_owed() && (pause.is_some() || work.is_paused_for_good());
            rebuilt.add(row, if waits { Outcome::Paused } else { Outcome::Planned });
        }
        cx.answer(&rebuilt)?;
        if let Some(pause) = &pause {
            cx.terminal.note(format!("It is {pause}."));
        }
        cx.terminal.note("Nothing was changed, because of --dry-run.");
        return Ok(exit::DONE);
    }
    if !open.is_empty() {
        let owners = work.take_up(open).await?;
        work.resume(owners, &mut rebuilt).await?;
    }
    let handed_over = work.hand_over_left(&wanted).await;
    if rebuilt.desktops.is_empty() && handed_over == 0 {
        cx.terminal.note("There is nothing to resume.");
    }
    finish(&rebuilt, work, cx).await
}

/// Close rows for good: what they owe is given up.
async fn abandon<C: Cloud, L: Ledger, K: Clock>(args: &RebuildArgs, cx: &Context<C, L, K>) -> Result<u8, CommandError> {
    let ledger = cx.ledger().await?;
    let mut rows = vec![];
    for owner in owners(&args.desktops)? {
        match ledger.get(&owner).await? {
            Some(row) => rows.push(row),
            None => {
                return Err(CommandError::failed(format!("{owner} has no open row in the ledger"))
                    .hint("`wsrecycle status` lists what is owed"));
            }
        }
    }
    let line = |row: &Row| {
        let owed = if row.is_owed() { "is owed a desktop" } else { "is watched" };
        format!("{} {owed} ({})", row.owner, row.phase)
    };
    let now = cx.clock.now();
    let in_hand = rows.iter().find_map(|row| row.lease.as_ref().filter(|it| it.until > now).map(|lease| (row, lease)));
    if let Some((row, lease)) = in_hand {
        let message = format!("{} has the desktop of {} in hand", lease.holder, row.owner);
        return Err(CommandError::failed(message).hint("nothing was changed; try again in two minutes"));
    }
    let plan: Vec<String> = rows.iter().map(line).collect();
    match cx.consent(&args.consent, &plan, "Give that up for good?")? {
        Go::Ahead => {}
        Go::DryRun => {
            let mut plan = Rebuilt { dry_run: true, ..Rebuilt::default() };
            rows.iter().for_each(|row| plan.add(row, Outcome::Planned));
            cx.answer(&plan)?;
            return Ok(exit::DONE);
        }
        Go::Back => return Ok(exit::FAILED),
    }
    let mut rebuilt = Rebuilt::default();
    for mut row in rows {
        row.phase = Phase::Cancelled(CancelReason::Abandoned);
        row.attention = None;
        row.abandoned_by = Some(cx.identity().await?.arn.clone());
        let now = cx.clock.now();
        row.phase_since = now;
        row.record(Event { at: now, what: Happening::Cancelled { reason: CancelReason::Abandoned } });
        ledger.save(&mut row).await?;
        rebuilt.add(&row, Outcome::Abandoned);
    }
    cx.answer(&rebuilt)?;
    Ok(exit::DONE)
}

fn owners(targets: &[Target]) -> Result<Vec<Owner>, CommandError> {
    targets
        .iter()
        .map(|target| match target {
            Target::Owner(owner) => Ok(owner.clone()),
            Target::Id(id) => Err(CommandError::usage(format!("{id} may be gone by now"))
                .hint("name the user as user@directory; `wsrecycle status` lists what is owed")),
        })
        .collect()
}

/// Answer, and say what to type next for whatever is not done.
async fn finish<C: Cloud, L: Ledger, K: Clock>(
    rebuilt: &Rebuilt,
    work: &Work<'_, C, L, K>,
    cx: &Context<C, L, K>,
) -> Result<u8, CommandError> {
    cx.answer(rebuilt)?;
    if let Some(begun) = rebuilt.desktops.iter().find(|one| one.result == Outcome::Begun) {
        cx.terminal.note(format!(
            "The deployed functions look within a minute and do the rest. `wsrecycle status` shows how far they are, \
             `wsrecycle wait {} --for recycled` waits, and `wsrecycle history` tells how it ended.",
            begun.owner
        ));
    }
    if rebuilt.count(Outcome::Open) > 0 {
        cx.terminal.note("Some are still under way: `wsrecycle rebuild --resume` goes on with them.");
    }
    if rebuilt.count(Outcome::Attention) > 0 {
        cx.terminal
            .warn("Some need a person, see above. They stay in the ledger; `wsrecycle rebuild --resume` tries again.");
    }
    let (paused, not_begun) = (rebuilt.count(Outcome::Paused), rebuilt.count(Outcome::NotBegun));
    let pause = if paused + not_begun > 0 { work.pause().await? } else { None };
    if let Some(pause) = &pause {
        cx.terminal.warn(format!("wsrecycle is {pause}. `wsrecycle resume` ends the pause."));
    }
    if paused > 0 {
        cx.terminal
            .note("What waits for the end of the pause stays in the ledger: `wsrecycle rebuild --resume` goes on.");
    }
    if not_begun > 0 {
        let why =
            if pause.is_some() { "because of the pause" } else { "because too many had failed or the time was up" };
        cx.terminal.warn(format!("Some were not begun, {why}: the same command begins them."));
    }
    Ok(rebuilt.exit_status())
}
