//! `wsrecycle alarm list`: every alarm of ours, and whether it is right.

use super::super::context::Context;
use super::super::error::CommandError;
use super::super::exit;
use super::super::target::Target;
use super::{census_of, title, whole_census};
use crate::cloud::{Clock, Cloud};
use crate::fleet::{Alarm, Census, Entry};
use crate::ledger::Ledger;
use crate::output::{Answer, Cell, Sheet, Tone};
use clap::Args;
use serde::Serialize;

const EXAMPLES: &str = "\
Examples:
  wsrecycle alarm list
  wsrecycle alarm list alice@d-90670a1b2c
  wsrecycle alarm list --output csv";

/// List the alarms that guard desktops
///
/// In every spelling that is in use, with every setting that is not the right one.
#[derive(Debug, Clone, Args)]
#[command(before_help = EXAMPLES)]
pub struct ListArgs {
    /// Only the alarms of these desktops, as ws-… or user@directory (can be repeated)
    #[arg(value_name = "DESKTOP")]
    desktops: Vec<Target>,
}

#[derive(Debug, Serialize)]
struct Alarms {
    alarms: Vec<Listed>,
}

#[derive(Debug, Serialize)]
struct Listed {
    alarm: String,
    desktop: String,
    /// Absent if the desktop does not exist.
    #[serde(skip_serializing_if = "Option::is_none")]
    owner: Option<String>,
    state: String,
    /// Every setting that is not the right one; empty if the alarm guards its desktop.
    faults: Vec<String>,
}

impl Answer for Alarms {
    fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new(["alarm", "desktop", "owner", "state", "faults"]);
        for Listed { alarm, desktop, owner, state, faults } in &self.alarms {
            let tone = if state == "ALARM" { Tone::Warn } else { Tone::Plain };
            sheet.push([
                alarm.into(),
                desktop.into(),
                owner.as_deref().unwrap_or_default().into(),
                Cell::toned(state, tone),
                Cell::toned(faults.join("; "), Tone::Bad),
            ]);
        }
        sheet
    }
}

pub async fn run<C: Cloud, L: Ledger, K: Clock>(args: &ListArgs, cx: &Context<C, L, K>) -> Result<u8, CommandError> {
    let census = match args.desktops.as_slice() {
        [] => whole_census(cx).await?,
        desktops => census_of(cx, desktops).await?,
    };
    let alarms = listed(&census);
    if alarms.is_empty() {
        cx.terminal.note("There are no alarms that guard desktops. `wsrecycle alarm create --all` makes them.");
    }
    cx.answer(&Alarms { alarms })?;
    Ok(exit::DONE)
}

fn listed(census: &Census) -> Vec<Listed> {
    let of_desktop = |entry: &Entry, alarm: &Alarm| Listed {
        alarm: alarm.name.clone(),
        desktop: entry.desktop.id.to_string(),
        owner: Some(title(&entry.desktop)),
        state: alarm.state.clone(),
        faults: alarm.faults(&entry.desktop.id, &census.topic_arn),
    };
    let orphan = |alarm: &Alarm| Listed {
        alarm: alarm.name.clone(),
        desktop: alarm.desktop().map(|id| id.to_string()).unwrap_or_default(),
        owner: None,
        state: alarm.state.clone(),
        faults: vec!["the desktop does not exist".to_owned()],
    };
    let desktops = census.desktops.iter();
    desktops
        .flat_map(|entry| entry.alarms.iter().map(move |alarm| of_desktop(entry, alarm)))
        .chain(census.orphans.iter().map(orphan))
        .collect()
}
