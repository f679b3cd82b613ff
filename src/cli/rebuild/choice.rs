//! Which desktops are rebuilt, and why the others are not. What may be recycled is decided by `recycle/`; here it is
//! only asked, so that a person hears it before anything is changed.

use super::super::context::Context;
use super::super::error::CommandError;
use super::super::target::{Target, resolve};
use super::view::{Outcome, Rebuilt};
use crate::cloud::{Clock, Cloud, Filter, PAGE, TAG_PAGE};
use crate::fleet::{self, Connections, Options};
use crate::ledger::Ledger;
use crate::recycle::{
    Connection, ConnectionState, Desktop, DirectoryId, Exclusion, Row, Rules, Tags, WorkspaceId, exclusion,
    postponement,
};

/// Desktops named before the question is asked.
const SHOWN_MAX: usize = 20;

/// A desktop that somebody wants rebuilt.
#[derive(Debug, Clone)]
pub struct Candidate {
    pub desktop: Desktop,
    tags: Tags,
    connection: Option<Connection>,
    pub row: Option<Row>,
}

/// A desktop that is not rebuilt, why, and what could be done about it.
#[derive(Debug, Clone)]
pub struct Refused {
    pub desktop: Desktop,
    pub why: String,
    hint: Option<String>,
}

/// The candidates, judged.
#[derive(Debug, Default)]
pub struct Choice {
    pub ready: Vec<Candidate>,
    pub refused: Vec<Refused>,
}

/// The desktops behind the names, with all that speaks for or against them.
pub async fn named<C: Cloud, L: Ledger, K: Clock>(
    cx: &Context<C, L, K>,
    targets: &[Target],
) -> Result<Vec<Candidate>, CommandError> {
    // All of them: what cannot be read would stop the work later, with a row just opened.
    let rows = cx.ledger().await?.open_rows().await?;
    // Whose desktop is gone by now would only be missed.
    let is_named = |row: &&Row| {
        targets.iter().any(|target| match target {
            Target::Id(id) => *id == row.old,
            Target::Owner(owner) => *owner == row.owner,
        })
    };
    if let Some(row) = rows.iter().filter(is_named).find(|row| row.is_owed()) {
        let (why, hint) = under_way(row);
        return Err(CommandError::failed(format!("not rebuilt: the desktop of {} {why}", row.owner)).hint(hint));
    }
    let desktops = resolve(cx, targets).await?;
    let ids: Vec<WorkspaceId> = desktops.iter().map(|desktop| desktop.id.clone()).collect();
    let (mut tags, mut connections) = (std::collections::BTreeMap::new(), std::collections::BTreeMap::new());
    for chunk in ids.chunks(TAG_PAGE) {
        let read = cx.cloud.tags(chunk).await;
        tags.extend(read.map_err(|failure| CommandError::from_failure("read the tags", &failure))?);
    }
    for chunk in ids.chunks(PAGE) {
        let read = cx.cloud.connections(chunk).await;
        connections.extend(read.map_err(|failure| CommandError::from_failure("read the connections", &failure))?);
    }
    let mut candidates = vec![];
    for desktop in desktops {
        let row = rows.iter().find(|row| row.owner == desktop.owner()).cloned();
        let (tags, connection) = (tags.remove(&desktop.id).unwrap_or_default(), connections.remove(&desktop.id));
        candidates.push(Candidate { desktop, tags, connection, row });
    }
    Ok(candidates)
}

/// Every desktop of a directory.
pub async fn directory<C: Cloud, L: Ledger, K: Clock>(
    cx: &Context<C, L, K>,
    directory: &DirectoryId,
    rules: &Rules,
) -> Result<Vec<Candidate>, CommandError> {
    let options = Options {
        filter: Filter::Directory(directory.clone()),
        connections: Connections::Managed,
        identity: Some(cx.identity().await?.clone()),
        topic_arn: Some(cx.topic_arn().await?),
    };
    let progress = cx.terminal.progress(0);
    let told = |so_far: fleet::Progress| progress.at(0, format!("Reading: {} desktops", so_far.desktops));
    let census = fleet::read(&cx.cloud, cx.ledger().await?, &cx.clock, rules, &options, told).await?;
    drop(progress);
    // As above: while a row cannot be read nobody knows whether creations fail, and nothing would be terminated.
    if !census.unreadable.is_empty() {
        cx.ledger().await?.open_rows().await?;
    }
    if census.desktops.is_empty() {
        return Err(CommandError::failed(format!("directory {directory} has no desktops here"))
            .hint("`wsrecycle status` lists the desktops with their directories"));
    }
    let candidate = |entry: fleet::Entry| Candidate {
        desktop: entry.desktop,
        tags: entry.tags,
        connection: entry.connection,
        row: entry.row,
    };
    Ok(census.desktops.into_iter().map(candidate).collect())
}

/// That a desktop is being recycled, and what to type.
fn under_way(row: &Row) -> (String, String) {
    let hint = format!("`wsrecycle rebuild --resume {}` goes on with it", row.owner);
    (format!("is being recycled already ({})", row.phase), hint)
}

/// What keeps a desktop from being rebuilt, and what to type about it.
fn objection(candidate: &Candidate, rules: &Rules, force: bool) -> Option<(String, Option<String>)> {
    let Candidate { desktop, tags, connection, row } = candidate;
    let id = &desktop.id;
    if let Some(row) = row.as_ref().filter(|row| row.is_owed()) {
        let (why, hint) = under_way(row);
        return Some((why, Some(hint)));
    }
    if desktop.state.is_leaving() {
        return Some(("is being deleted".into(), None));
    }
    if let Some(why) = exclusion(desktop, tags, &rules.scope) {
        let hint = match why {
            Exclusion::Held => Some(format!("`wsrecycle release {id}` ends the hold")),
            Exclusion::OutOfScope => Some(format!("the scope is {}; --scope changes it", rules.scope)),
            Exclusion::AdminMaintenance => Some("end the maintenance in the WorkSpaces console first".into()),
            Exclusion::Suspended => Some("wait until the image has been made".into()),
            Exclusion::Standby | Exclusion::Replicated => {
                Some("remove the standby first; an equal pair cannot be created again by wsrecycle".into())
            }
            Exclusion::UserDecoupled => None,
        };
        let why = match why {
            Exclusion::OutOfScope | Exclusion::Held => format!("is {why}"),
            why => why.to_string(),
        };
        return Some((why, hint));
    }
    if let Some(why) = postponement(desktop) {
        return Some((why, Some(format!("`wsrecycle wait {id} --for available` waits for it"))));
    }
    let connected = connection.as_ref().is_some_and(|connection| connection.state == ConnectionState::Connected);
    if connected && !force {
        let hint = format!("`wsrecycle wait {id} --for disconnected` waits; --force throws the user out");
        return Some((format!("is in use: {} is connected", desktop.user), Some(hint)));
    }
    None
}

impl Choice {
    /// What nobody objects to, and the rest.
    pub fn of(candidates: Vec<Candidate>, rules: &Rules, force: bool) -> Self {
        let mut choice = Self::default();
        for candidate in candidates {
            match objection(&candidate, rules, force) {
                None => choice.ready.push(candidate),
                Some((why, hint)) => choice.refused.push(Refused { desktop: candidate.desktop, why, hint }),
            }
        }
        choice
    }

    /// The refusal as an error, with one hint a reason.
    pub fn refusal(&self) -> CommandError {
        let reasons: Vec<String> =
            self.refused.iter().map(|refused| format!("{} {}", refused.desktop.id, refused.why)).collect();
        let mut error = CommandError::failed(format!("not rebuilt: {}", reasons.join("; ")));
        if !self.ready.is_empty() {
            error.causes.push("one of several was refused, so none was begun".into());
        }
        error.hints.extend(self.refused.iter().filter_map(|refused| refused.hint.clone()));
        error.hints.dedup();
        error
    }

    /// What would be done.
    pub fn plan(&self) -> Rebuilt {
        let mut plan = Rebuilt { dry_run: true, ..Rebuilt::default() };
        for candidate in &self.ready {
            plan.add_desktop(&candidate.desktop, Outcome::Planned, None);
        }
        for refused in &self.refused {
            plan.add_desktop(&refused.desktop, Outcome::Refused, Some(refused.why.clone()));
        }
        plan
    }

    /// What is about to be lost, a line each.
    pub fn lines(&self) -> Vec<String> {
        let line = |candidate: &Candidate| {
            let Desktop { id, bundle, state, .. } = &candidate.desktop;
            format!("terminate {id} of {} ({state}) and create a blank one from {bundle}", candidate.desktop.owner())
        };
        let mut lines: Vec<String> = self.ready.iter().take(SHOWN_MAX).map(line).collect();
        if self.ready.len() > SHOWN_MAX {
            lines.push(format!("and {} more", self.ready.len() - SHOWN_MAX));
        }
        lines
    }
}
