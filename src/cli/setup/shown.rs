//! `wsrecycle setup --show-config`: every setting and where it comes from.

use super::super::context::Context;
use super::super::error::CommandError;
use super::super::exit;
use super::super::stack::Stack;
use crate::cloud::{Clock, Cloud};
use crate::ledger::Ledger;
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
    let rows = stack.resolved.rows().into_iter();
    let settings = [(key::STACK, name.value.clone(), name.from.clone())].into_iter().chain(rows);
    cx.answer(&Shown {
        account: stack.identity.account.clone(),
        region: stack.identity.region.clone(),
        settings: settings.map(|(name, value, source)| Setting { name, value, source: source.to_string() }).collect(),
    })?;
    Ok(exit::DONE)
}
