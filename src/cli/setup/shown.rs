//! `wsrecycle setup --show-config`: every setting and where it comes from.

use super::super::context::Context;
use super::super::deployed::Place;
use super::super::error::CommandError;
use super::super::exit;
use super::super::stack::Stack;
use crate::cloud::{Clock, Cloud};
use crate::ledger::{Control, Ledger, LedgerError};
use crate::output::{Answer, Sheet};
use crate::settings::key;
use crate::stack::Seen;
use serde::Serialize;

#[derive(Debug, Serialize)]
struct Shown {
    account: String,
    region: String,
    settings: Vec<Setting>,
}

#[derive(Debug, Serialize)]
struct Setting {
    name: &'static str,
    value: String,
    source: String,
}

impl Answer for Shown {
    fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new(["setting", "value", "source"]);
        for Setting { name, value, source } in &self.settings {
            sheet.push([(*name).into(), value.into(), source.into()]);
        }
        sheet
    }
}

pub async fn run<C: Cloud, L: Ledger, K: Clock>(stack: &Stack, cx: &Context<C, L, K>) -> Result<u8, CommandError> {
    if let Some(Seen::Unknown(failure)) = stack.observed.picture.functions.get(&stack.names.term_rebuild) {
        cx.terminal.warn(format!("What is deployed cannot be read: {failure}"));
    }
    if let Some(doubt) = &stack.doubt {
        cx.terminal.warn(doubt.to_string());
    }
    let name = &cx.settings.stack;
    let rows = stack.resolved.rows().into_iter().map(|(name, value, source)| (name, value, source.to_string()));
    let (paused, from) = paused(stack, cx).await?;
    let first = [(key::STACK, name.value.clone(), name.from.to_string())];
    let settings = first.into_iter().chain(rows).chain([("paused", paused, from.to_owned())]);
    cx.answer(&Shown {
        account: stack.identity.account.clone(),
        region: stack.identity.region.clone(),
        settings: settings.map(|(name, value, source)| Setting { name, value, source }).collect(),
    })?;
    Ok(exit::DONE)
}

/// The pause, which is no setting: it stands in the ledger. A function of an older version may have been told of one.
async fn paused<C: Cloud, L: Ledger, K: Clock>(
    stack: &Stack,
    cx: &Context<C, L, K>,
) -> Result<(String, &'static str), CommandError> {
    if stack.config().paused {
        return Ok(("true".into(), "deployed"));
    }
    let Some(control) = control(stack, cx).await? else { return Ok(("false".into(), "default")) };
    Ok(match control {
        Ok(control) if control.is_paused(cx.clock.now()) => {
            (control.paused.map(|pause| pause.to_string()).unwrap_or_default(), "ledger")
        }
        Ok(_) => ("false".into(), "ledger"),
        Err(error) => {
            cx.terminal.warn(format!("Nobody knows whether it is paused: {}", error.in_full()));
            ("unknown".into(), "ledger")
        }
    })
}

/// A pause is never ended by a set-up, not even the one of a teardown that stopped half-way: say so.
pub async fn tell_pause<C: Cloud, L: Ledger, K: Clock>(
    stack: &Stack,
    cx: &Context<C, L, K>,
) -> Result<(), CommandError> {
    if let Some(Ok(control)) = control(stack, cx).await?
        && control.is_paused(cx.clock.now())
        && let Some(pause) = control.paused
    {
        cx.terminal.note(format!("It is {pause}. `wsrecycle resume` ends the pause."));
    }
    Ok(())
}

/// What the ledger of the stack says of itself, if it has one.
async fn control<C: Cloud, L: Ledger, K: Clock>(
    stack: &Stack,
    cx: &Context<C, L, K>,
) -> Result<Option<Result<Control, LedgerError>>, CommandError> {
    let has_table = stack.observed.picture.tables.get(&stack.names.table).is_some_and(|it| it.present().is_some());
    if !has_table {
        return Ok(None);
    }
    let ledger = cx.ledger_at(&Place::Table(stack.names.table.clone())).await?;
    Ok(Some(ledger.control().await))
}
