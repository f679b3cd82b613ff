//! `wsrecycle status`: how the desktops stand, what is worth saying about them, and, with `--fix`, putting it right.

mod fix;
mod view;

use super::context::{Consent, Context};
use super::deployed::Deployment;
use super::error::CommandError;
use super::exit;
use super::left_here;
use super::skew;
use crate::cloud::{Clock, Cloud, Filter};
use crate::fleet::{
    Census, Connections, Finding, Options, ReadError, Severity, findings, needs_attention, overall, plan, read,
};
use crate::ledger::{Control, Ledger};
use crate::output::Format;
use crate::recycle::{BundleId, DirectoryId, Limits, Owner, Rules, WorkspaceId};
use crate::settings::{human, parse_duration};
use clap::Args;
use clap::builder::PossibleValuesParser;
use jiff::SignedDuration;
use std::collections::BTreeMap;
use view::Status;

const EXAMPLES: &str = "\
Examples:
  wsrecycle status
  wsrecycle status --directory d-90670a1b2c --finding unguarded
  wsrecycle status --fix --dry-run
  wsrecycle status --watch=2m";

/// Show how the desktops stand, and put right what is wrong
///
/// Lists every desktop with its user's connection, its alarm and its recycle, and says what needs attention. Ends with
/// status 3 if anything does. With --fix, missing, wrong and left-over alarms are put right and forgotten desktops are
/// watched; no desktop is terminated by it.
#[derive(Debug, Clone, Args)]
#[command(before_help = EXAMPLES)]
pub struct StatusArgs {
    /// Only these desktops (can be repeated)
    #[arg(long, value_name = "ID")]
    id: Vec<WorkspaceId>,

    /// Only the desktops of these users (can be repeated)
    #[arg(long, value_name = "NAME")]
    user: Vec<String>,

    /// Only desktops in these directories (can be repeated)
    #[arg(long, value_name = "ID")]
    directory: Vec<DirectoryId>,

    /// Only desktops from these bundles (can be repeated)
    #[arg(long, value_name = "ID")]
    bundle: Vec<BundleId>,

    /// Only desktops with this finding, such as unguarded or overdue (can be repeated)
    #[arg(long, value_name = "CODE")]
    #[arg(value_parser = PossibleValuesParser::new(Finding::CODES), hide_possible_values = true)]
    finding: Vec<String>,

    /// Put right what can be put right without a person's judgement
    #[arg(long)]
    pub(super) fix: bool,

    #[command(flatten)]
    consent: FixConsent,

    /// Look again at this interval until interrupted
    #[arg(
        long, value_name = "DURATION", num_args = 0..=1, require_equals = true, default_missing_value = "1m",
        value_parser = interval, conflicts_with = "fix"
    )]
    watch: Option<SignedDuration>,
}

/// [`Consent`], which means something only with `--fix`.
#[derive(Debug, Clone, Args)]
struct FixConsent {
    /// With --fix, show what would be done, and do nothing
    #[arg(long, requires = "fix")]
    dry_run: bool,

    /// With --fix, do not ask before changing something
    #[arg(short, long, requires = "fix")]
    yes: bool,
}

/// A census of a thousand desktops takes most of a minute at the rate that AWS documents.
const WATCH_MIN: SignedDuration = SignedDuration::from_secs(10);

fn interval(text: &str) -> Result<SignedDuration, String> {
    let interval = parse_duration(text)?;
    if interval < WATCH_MIN {
        return Err(format!("{text} is too often: expected {} or more", human(WATCH_MIN)));
    }
    Ok(interval)
}

pub async fn run<C: Cloud, L: Ledger, K: Clock>(args: &StatusArgs, cx: &Context<C, L, K>) -> Result<u8, CommandError> {
    if args.fix && !args.consent.dry_run {
        skew::check(cx).await?
    } else {
        skew::warn(cx).await?
    }
    let Some(interval) = args.watch else { return once(args, cx).await };
    loop {
        let seen = look(args, cx).await?;
        // Only a person's screen is cleared; in a pipe each look is one more document.
        if cx.terminal.out_is_terminal() && cx.terminal.format() == Format::Table {
            cx.terminal.text("\x1b[2J\x1b[H")?;
        }
        show(args, &seen, cx)?;
        cx.clock.sleep(interval).await;
    }
}

async fn once<C: Cloud, L: Ledger, K: Clock>(args: &StatusArgs, cx: &Context<C, L, K>) -> Result<u8, CommandError> {
    if args.fix {
        cx.announce().await?;
    }
    left_here::warn(cx).await;
    let seen = look(args, cx).await?;
    if args.fix {
        let consent = Consent { dry_run: args.consent.dry_run, yes: args.consent.yes };
        return fix::run(&seen.found, &consent, cx).await;
    }
    show(args, &seen, cx)?;
    Ok(if needs_attention(&seen.found) { exit::ATTENTION } else { exit::DONE })
}

/// Everything that one look shows.
struct Seen<'a> {
    census: Census,
    control: Control,
    deployment: &'a Deployment,
    rules: Rules,
    found: Vec<Finding>,
}

/// Read what was asked for, and keep what was asked for.
async fn look<'a, C: Cloud, L: Ledger, K: Clock>(
    args: &StatusArgs,
    cx: &'a Context<C, L, K>,
) -> Result<Seen<'a>, CommandError> {
    let deployment = cx.deployment().await?;
    let rules = cx.rules(Limits::default()).await?;
    let options = Options {
        filter: filter(args),
        connections: Connections::Managed,
        identity: Some(cx.identity().await?.clone()),
        topic_arn: Some(cx.topic_arn().await?),
    };
    let progress = cx.terminal.progress(0);
    progress.at(0, "Reading the desktops");
    let told = |so_far: crate::fleet::Progress| {
        progress.at(
            0,
            format!(
                "Reading: {} desktops, {} alarms, {} of {} connections",
                so_far.desktops, so_far.alarms, so_far.connections, so_far.connections_wanted
            ),
        );
    };
    let ledger = cx.ledger().await?;
    let (mut census, control) = tokio::try_join!(read(&cx.cloud, ledger, &cx.clock, &rules, &options, told), async {
        ledger.control().await.map_err(ReadError::Ledger)
    })?;
    drop(progress);
    let mut found = overall(&census, &control, deployment.is_deployed(), &rules);
    found.extend(findings(&census, &rules));
    narrow(args, &mut census, &mut found);
    Ok(Seen { census, control, deployment, rules, found })
}

/// The one filter that AWS takes, chosen so that the fewest pages are read. The rest is done by [`narrow`].
fn filter(args: &StatusArgs) -> Filter {
    match (args.directory.as_slice(), args.user.as_slice(), args.bundle.as_slice()) {
        ([directory], [user], _) => Filter::Owner(Owner::new(directory.clone(), user)),
        ([directory], _, _) => Filter::Directory(directory.clone()),
        ([], _, [bundle]) => Filter::Bundle(bundle.clone()),
        _ => Filter::All,
    }
}

/// Keep the desktops and findings that were asked for.
fn narrow(args: &StatusArgs, census: &mut Census, found: &mut Vec<Finding>) {
    let is_wanted = |id: &WorkspaceId, owner: Option<&Owner>| {
        (args.id.is_empty() || args.id.contains(id))
            && owner.map_or(args.user.is_empty() && args.directory.is_empty(), |owner| {
                (args.user.is_empty()
                    || args.user.iter().any(|user| Owner::new(owner.directory.clone(), user) == *owner))
                    && (args.directory.is_empty() || args.directory.contains(&owner.directory))
            })
    };
    census.desktops.retain(|entry| {
        is_wanted(&entry.desktop.id, Some(&entry.desktop.owner()))
            && (args.bundle.is_empty() || args.bundle.contains(&entry.desktop.bundle))
    });
    census.orphans.retain(|alarm| args.bundle.is_empty() && alarm.desktop().is_some_and(|id| is_wanted(&id, None)));
    census.absent.retain(|row| {
        is_wanted(&row.old, Some(&row.owner))
            && (args.bundle.is_empty()
                || row.request.as_ref().is_some_and(|request| args.bundle.contains(&request.bundle)))
    });
    let has_entry = |finding: &Finding| {
        // What is about all desktops is about those that were asked for.
        let Some(id) = finding.desktop() else { return true };
        census.desktops.iter().any(|entry| entry.desktop.id == *id || Some(&entry.desktop.owner()) == finding.owner())
            || census.orphans.iter().any(|alarm| alarm.desktop().as_ref() == Some(id))
            || census.absent.iter().any(|row| Some(&row.owner) == finding.owner())
    };
    found.retain(|finding| {
        has_entry(finding) && (args.finding.is_empty() || args.finding.iter().any(|code| code == finding.code()))
    });
    if !args.finding.is_empty() {
        let about = |id: &WorkspaceId| found.iter().any(|finding| finding.desktop() == Some(id));
        census.desktops.retain(|entry| about(&entry.desktop.id));
        census.orphans.retain(|alarm| alarm.desktop().is_some_and(|id| about(&id)));
        census.absent.retain(|row| about(&row.old));
    }
}

/// Sentences of one kind that are said without being asked for.
const SAID_MAX: usize = 5;

fn show<C: Cloud, L: Ledger, K: Clock>(
    args: &StatusArgs,
    seen: &Seen<'_>,
    cx: &Context<C, L, K>,
) -> Result<(), CommandError> {
    let found = &seen.found;
    // Whoever wonders why nothing happens should not have to read on.
    let (pauses, others): (Vec<&Finding>, Vec<&Finding>) =
        found.iter().partition(|finding| matches!(finding, Finding::Paused { .. }));
    pauses.iter().for_each(|pause| cx.terminal.warn(pause.to_string()));
    cx.answer(&Status::new(seen))?;
    if cx.terminal.format() == Format::Table {
        tell(args, &others, cx);
    }
    cx.terminal.note(view::summary(seen));
    cx.terminal.note(view::driver(seen));
    let fixable = plan(found).len();
    if fixable > 0 {
        cx.terminal.note(format!("{fixable} can be put right: `wsrecycle status --fix` shows how and asks."));
    }
    Ok(())
}

/// The findings as sentences; of each kind only the first ones, unless that kind or everything was asked for.
fn tell<C: Cloud, L: Ledger, K: Clock>(args: &StatusArgs, found: &[&Finding], cx: &Context<C, L, K>) {
    let mut said: BTreeMap<&'static str, usize> = BTreeMap::new();
    for finding in found {
        let line = format!("{}: {finding}", finding.severity());
        let so_far = said.entry(finding.code()).or_default();
        *so_far += 1;
        if finding.severity() < Severity::Note && (*so_far <= SAID_MAX || !args.finding.is_empty()) {
            cx.terminal.note(line);
        } else {
            cx.terminal.detail(line);
        }
    }
    for (code, many) in said {
        let is_loud = found.iter().any(|it| it.code() == code && it.severity() < Severity::Note);
        if is_loud && many > SAID_MAX && args.finding.is_empty() && !cx.terminal.is_verbose() {
            let more = many - SAID_MAX;
            cx.terminal.note(format!("And {more} more of {code}: `wsrecycle status --finding {code}` says which."));
        }
    }
}
