//! `wsrecycle alarm delete`: stop guarding desktops.

use super::super::context::{Consent, Context, Go};
use super::super::error::CommandError;
use super::super::exit;
use super::super::target::{Target, staying};
use super::{Selection, alarms_of, delete_named, whole_census};
use crate::cloud::{Clock, Cloud};
use crate::ledger::Ledger;
use crate::output::{Answer, Cell, Sheet, Tone};
use crate::recycle::Exclusion;
use clap::Args;
use serde::Serialize;
use std::collections::BTreeSet;

const EXAMPLES: &str = "\
Examples:
  wsrecycle alarm delete ws-0a1b2c3d4
  wsrecycle alarm delete --all --scope directories=d-90670a1b2c --yes";

/// Delete the alarms of desktops
///
/// In every spelling that is in use. The desktop need not exist any more. To keep a desktop from being recycled, use
/// hold instead: without its alarm it is only noticed later.
#[derive(Debug, Clone, Args)]
#[command(before_help = EXAMPLES)]
pub struct DeleteArgs {
    #[command(flatten)]
    selection: Selection,

    #[command(flatten)]
    consent: Consent,
}

#[derive(Debug, Serialize)]
struct Deleted {
    dry_run: bool,
    alarms: Vec<One>,
}

#[derive(Debug, Serialize)]
struct One {
    alarm: String,
    /// `planned`, `deleted` or `failed`.
    result: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<String>,
}

impl Answer for Deleted {
    fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new(["alarm", "result", "why"]);
        for One { alarm, result, why } in &self.alarms {
            let tone = if *result == "failed" { Tone::Bad } else { Tone::Plain };
            sheet.push([alarm.into(), Cell::toned(result, tone), why.as_deref().unwrap_or_default().into()]);
        }
        sheet
    }
}

pub async fn run<C: Cloud, L: Ledger, K: Clock>(args: &DeleteArgs, cx: &Context<C, L, K>) -> Result<u8, CommandError> {
    cx.announce().await?;
    let names: Vec<String> = names(&args.selection, cx).await?.into_iter().collect();
    if names.is_empty() {
        cx.terminal.note("Nothing to do: there is no such alarm.");
        cx.answer(&Deleted { dry_run: args.consent.dry_run, alarms: vec![] })?;
        return Ok(exit::DONE);
    }
    let lines: Vec<String> = names.iter().map(|name| format!("delete {name}")).collect();
    let question = format!("Delete {} alarm{}?", names.len(), if names.len() == 1 { "" } else { "s" });
    match cx.consent(&args.consent, &lines, &question)? {
        Go::Ahead => {}
        Go::Back => return Ok(exit::FAILED),
        Go::DryRun => {
            let alarms = names.into_iter().map(|alarm| One { alarm, result: "planned", why: None }).collect();
            cx.answer(&Deleted { dry_run: true, alarms })?;
            return Ok(exit::DONE);
        }
    }
    let results = delete_named(cx, &names).await;
    let failed = results.iter().filter(|(_, why)| why.is_some()).count();
    let done = results.len() - failed;
    let alarms = results
        .into_iter()
        .map(|(alarm, why)| One { alarm, result: if why.is_some() { "failed" } else { "deleted" }, why })
        .collect();
    cx.answer(&Deleted { dry_run: false, alarms })?;
    if done > 0 {
        cx.terminal.note("Those desktops are still recycled, but only the sweep notices that their users left.");
    }
    Ok(exit::of_many(done, failed))
}

async fn names<C: Cloud, L: Ledger, K: Clock>(
    selection: &Selection,
    cx: &Context<C, L, K>,
) -> Result<BTreeSet<String>, CommandError> {
    if selection.all {
        let census = whole_census(cx).await?;
        let in_scope = census.desktops.into_iter().filter(|entry| entry.exclusion != Some(Exclusion::OutOfScope));
        return Ok(in_scope.flat_map(|entry| entry.alarms).map(|alarm| alarm.name).collect());
    }
    let mut ids = BTreeSet::new();
    for target in &selection.desktops {
        match target {
            Target::Id(id) => {
                ids.insert(id.clone());
            }
            Target::Owner(owner) => {
                let desktops = staying(&cx.cloud, owner).await?;
                if desktops.is_empty() {
                    return Err(CommandError::failed(format!("{owner} has no desktop"))
                        .hint("name the alarm's desktop by its id; `wsrecycle alarm list` shows both"));
                }
                ids.extend(desktops.into_iter().map(|desktop| desktop.id));
            }
        }
    }
    let ids: Vec<_> = ids.into_iter().collect();
    Ok(alarms_of(cx, &ids).await?.into_iter().map(|alarm| alarm.name).collect())
}
