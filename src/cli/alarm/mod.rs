//! `wsrecycle alarm`: the CloudWatch alarms that tell when a user has left.

mod create;
mod delete;
mod list;

use super::context::Context;
use super::error::CommandError;
use super::target::{Target, resolve};
use crate::cloud::{ALARM_PAGE, Clock, Cloud, Filter, TAG_PAGE};
use crate::fleet::alarm::SPELLINGS;
use crate::fleet::census::Listing;
use crate::fleet::{Alarm, Census, Connections, Options, read};
use crate::ledger::Ledger;
use crate::recycle::{Desktop, Limits, Tags, WorkspaceId};
use clap::{Args, Subcommand};
use std::collections::BTreeMap;

const EXAMPLES: &str = "\
Examples:
  wsrecycle alarm list
  wsrecycle alarm create --all --dry-run
  wsrecycle alarm delete ws-0a1b2c3d4";

/// Manage the alarms that guard desktops
///
/// Each guarded desktop has one alarm, which tells the recycler that its user has disconnected. A desktop without an
/// alarm is still recycled, but only the periodic sweep notices.
#[derive(Debug, Clone, Args)]
#[command(before_help = EXAMPLES)]
pub struct AlarmArgs {
    #[command(subcommand)]
    command: AlarmCommand,
}

#[derive(Debug, Clone, Subcommand)]
enum AlarmCommand {
    Create(create::CreateArgs),
    Delete(delete::DeleteArgs),
    List(list::ListArgs),
}

impl AlarmArgs {
    /// It changes something.
    pub fn changes(&self) -> bool {
        !matches!(self.command, AlarmCommand::List(_))
    }
}

pub async fn run<C: Cloud, L: Ledger, K: Clock>(args: &AlarmArgs, cx: &Context<C, L, K>) -> Result<u8, CommandError> {
    match &args.command {
        AlarmCommand::Create(args) => create::run(args, cx).await,
        AlarmCommand::Delete(args) => delete::run(args, cx).await,
        AlarmCommand::List(args) => list::run(args, cx).await,
    }
}

/// Which desktops: some, or all in scope.
#[derive(Debug, Clone, Args)]
#[group(required = true, multiple = false)]
struct Selection {
    /// The desktops, as ws-… or user@directory (can be repeated)
    #[arg(value_name = "DESKTOP")]
    desktops: Vec<Target>,

    /// Every desktop in scope
    #[arg(long)]
    all: bool,
}

/// More desktops than this, and listing all alarms takes fewer calls than asking for each.
const ASK_EACH_MAX: usize = 5;

/// How the whole region stands, as far as alarms matter.
async fn whole_census<C: Cloud, L: Ledger, K: Clock>(cx: &Context<C, L, K>) -> Result<Census, CommandError> {
    let options = Options {
        filter: Filter::All,
        connections: Connections::None,
        identity: Some(cx.identity().await?.clone()),
        topic_arn: Some(cx.topic_arn().await?),
    };
    let progress = cx.terminal.progress(0);
    let told = |so_far: crate::fleet::Progress| {
        progress.at(0, format!("Reading: {} desktops, {} alarms", so_far.desktops, so_far.alarms));
    };
    let rules = cx.rules(Limits::default()).await?;
    Ok(read(&cx.cloud, cx.ledger().await?, &cx.clock, &rules, &options, told).await?)
}

/// How some desktops stand, as far as alarms matter.
///
/// # Errors
/// Also if one of them does not exist.
async fn census_of<C: Cloud, L: Ledger, K: Clock>(
    cx: &Context<C, L, K>,
    targets: &[Target],
) -> Result<Census, CommandError> {
    let desktops = resolve(cx, targets).await?;
    let ids: Vec<WorkspaceId> = desktops.iter().map(|desktop| desktop.id.clone()).collect();
    let listing = Listing {
        identity: cx.identity().await?.clone(),
        taken_at: cx.clock.now(),
        topic_arn: cx.topic_arn().await?,
        // Whatever is not all: nothing can be said about alarms and rows that were not asked for.
        filter: desktops.first().map_or(Filter::All, |desktop| Filter::Owner(desktop.owner())),
        tags: tags_of(cx, &ids).await?,
        connections: BTreeMap::new(),
        alarms: alarms_of(cx, &ids).await?,
        rows: vec![],
        unreadable: vec![],
        desktops,
    };
    Ok(Census::join(listing, &cx.rules(Limits::default()).await?.scope))
}

async fn tags_of<C: Cloud, L: Ledger, K: Clock>(
    cx: &Context<C, L, K>,
    ids: &[WorkspaceId],
) -> Result<BTreeMap<WorkspaceId, Tags>, CommandError> {
    let mut tags = BTreeMap::new();
    for batch in ids.chunks(TAG_PAGE) {
        let found = cx.cloud.tags(batch).await;
        tags.extend(found.map_err(|failure| CommandError::from_failure("read the tags", &failure))?);
    }
    Ok(tags)
}

/// The alarms that bear these ids, in every spelling.
async fn alarms_of<C: Cloud, L: Ledger, K: Clock>(
    cx: &Context<C, L, K>,
    ids: &[WorkspaceId],
) -> Result<Vec<Alarm>, CommandError> {
    let prefixes: Vec<String> = if ids.len() > ASK_EACH_MAX {
        crate::fleet::alarm::SEARCH_PREFIXES.map(str::to_owned).to_vec()
    } else {
        ids.iter().flat_map(|id| SPELLINGS.map(|spelling| format!("{spelling}{id}"))).collect()
    };
    let mut alarms = vec![];
    for prefix in prefixes {
        let mut token = None;
        loop {
            let page = cx.cloud.alarms(&prefix, token).await;
            let page = page.map_err(|failure| CommandError::from_failure("read the alarms", &failure))?;
            alarms.extend(page.items.into_iter().filter(|alarm| alarm.desktop().is_some_and(|id| ids.contains(&id))));
            token = page.next;
            if token.is_none() {
                break;
            }
        }
    }
    Ok(alarms)
}

/// Delete alarms by name, as many in a call as AWS takes: how many went, and what failed.
pub(super) async fn delete_named<C: Cloud, L: Ledger, K: Clock>(
    cx: &Context<C, L, K>,
    names: &[String],
) -> Vec<(String, Option<String>)> {
    let mut results = vec![];
    for batch in names.chunks(ALARM_PAGE) {
        let failed = cx.cloud.delete_alarms(batch).await.err().map(|failure| failure.to_string());
        results.extend(batch.iter().map(|name| (name.clone(), failed.clone())));
    }
    results
}

/// `user@directory` as AWS spells the user.
fn title(desktop: &Desktop) -> String {
    format!("{}@{}", desktop.user, desktop.directory)
}
