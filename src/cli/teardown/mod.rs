//! `wsrecycle teardown`: take the stack away, so that nothing fires half-way and nobody loses what is owed.
//!
//! `owed.rs` stops whoever works and knows who is owed a desktop; `alarms.rs` knows which alarms go.

mod alarms;
mod owed;

use super::alarm::delete_named;
use super::context::{Consent, Context};
use super::error::CommandError;
use super::exit;
use super::stack::view::counted;
use super::stack::{self, Stack};
use crate::cloud::{Clock, Cloud, Provision};
use crate::ledger::Ledger;
use crate::output::{Answer, Cell, Sheet, Tone};
use crate::recycle::Failure;
use crate::stack::{Also, Applied, ResourceId, Teardown, Write, apply, teardown};
use alarms::Whose;
use clap::Args;
use owed::Owed;
use serde::Serialize;

const EXAMPLES: &str = "\
Examples:
  wsrecycle teardown --dry-run
  wsrecycle teardown --confirm default
  wsrecycle teardown --expect-account 123456789012 --yes
  wsrecycle teardown --stack lab --trail --bucket --confirm lab";

/// Take away everything that setup has built
///
/// Desktops are not touched. The stack is paused and its rules are disabled; once nobody works any more, its alarms go,
/// and then the rest. Logs stay, and so do a trail and its bucket, unless they are asked for. While a user is owed a
/// desktop, nothing is deleted.
#[derive(Debug, Clone, Args)]
#[command(before_help = EXAMPLES)]
pub struct TeardownArgs {
    /// Take away the stack of this name without asking
    #[arg(long, value_name = "STACK", conflicts_with = "dry_run")]
    confirm: Option<String>,

    /// Take away the stack's trail too
    #[arg(long)]
    trail: bool,

    /// Take away the trail's bucket too, if it is empty
    #[arg(long)]
    bucket: bool,

    /// Give up the desktops that are still owed to users
    #[arg(long)]
    abandon_owed: bool,

    #[command(flatten)]
    consent: Consent,
}

/// What was taken away, or would be, and what stays.
#[derive(Debug, Serialize)]
struct TakenDown {
    stack: String,
    account: String,
    region: String,
    dry_run: bool,
    resources: Vec<View>,
}

#[derive(Debug, Serialize)]
struct View {
    resource: String,
    /// `planned`, `deleted`, `failed`, `not begun` or `stays`.
    result: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<String>,
}

impl Answer for TakenDown {
    fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new(["resource", "result", "why"]);
        for View { resource, result, why } in &self.resources {
            let tone = match *result {
                "failed" => Tone::Bad,
                "not begun" | "stays" => Tone::Warn,
                _ => Tone::Plain,
            };
            sheet.push([resource.into(), Cell::toned(result, tone), why.as_deref().unwrap_or_default().into()]);
        }
        sheet
    }
}

pub async fn run<C: Cloud + Provision, L: Ledger, K: Clock>(
    args: &TeardownArgs,
    cx: &Context<C, L, K>,
) -> Result<u8, CommandError> {
    cx.announce().await?;
    let name = &cx.settings.stack.value;
    if let Some(confirmed) = args.confirm.as_ref().filter(|confirmed| *confirmed != name) {
        return Err(CommandError::usage(format!("--confirm names {confirmed}, not {name}"))
            .hint("name the stack to take away with --stack"));
    }
    let stack = stack::look(cx).await?;
    let down = teardown(&stack.observed.picture, &stack.names, Also { trail: args.trail, bucket: args.bucket });
    let whose = Whose::of(&stack);
    let alarms = alarms::names(&stack, whose, cx).await?;
    let unread = down.left.iter().any(|(id, _)| stack.is_unread(id));
    if down.is_empty() && alarms.is_empty() {
        cx.terminal.note(format!("There is nothing to take away of stack {name}."));
        cx.answer(&answer(&stack, args.consent.dry_run, stays(&down)))?;
        return Ok(if unread { exit::ATTENTION } else { exit::DONE });
    }
    let owed = Owed::of(args.abandon_owed, &stack, &down, cx).await?;
    owed.refuse(cx).await?;
    let planned = |resource: String| View { resource, result: "planned", why: None };
    let mut views: Vec<View> = alarms.iter().map(|alarm| planned(format!("CloudWatch alarm {alarm}"))).collect();
    views.extend(down.removed.iter().map(|id| planned(id.to_string())));
    if args.consent.dry_run {
        views.extend(stays(&down));
        cx.answer(&answer(&stack, true, views))?;
        cx.terminal.note("Nothing was changed, because of --dry-run.");
        return Ok(exit::DONE);
    }
    views.iter().for_each(|view| cx.terminal.note(format!("  delete {}", view.resource)));
    if whose == Whose::Others {
        cx.terminal
            .note(format!("  the alarms that tell topic {} stay, for it is not known to be ours", stack.names.topic));
    }
    down.left.iter().for_each(|(id, why)| cx.terminal.note(format!("  {id} stays: {why}")));
    if args.confirm.is_none() && !args.consent.yes && !confirmed(&stack, cx)? {
        cx.terminal.note("Nothing was changed.");
        return Ok(exit::FAILED);
    }
    take_away(&stack, &down, &owed, cx).await?;
    Ok(if unread { exit::ATTENTION } else { exit::DONE })
}

fn confirmed<C: Cloud, L: Ledger, K: Clock>(stack: &Stack, cx: &Context<C, L, K>) -> Result<bool, CommandError> {
    let name = &stack.names.stack;
    let question = format!("All of this is deleted in {}.", stack.place());
    cx.terminal.confirm_typed(&question, name).map_err(|error| {
        let mut error = CommandError::from(error);
        error.hints = vec![format!("look first with --dry-run, then give --confirm {name}")];
        error
    })
}

/// First everything falls silent; what was owed when nobody works any more decides; then alarms, and then the rest.
async fn take_away<C: Cloud + Provision, L: Ledger, K: Clock>(
    stack: &Stack,
    down: &Teardown,
    owed: &Owed<L>,
    cx: &Context<C, L, K>,
) -> Result<(), CommandError> {
    owed.pause(cx).await?;
    let progress = cx.terminal.progress(down.len() as u64);
    let tell = |write: &Write, failure: Option<&Failure>| {
        let (call, about) = (write.call(), write.about());
        match failure {
            None => progress.event(format!("  done    {call} for {about}")),
            Some(failure) => progress.event(format!("  failed  {call} for {about}: {failure}")),
        }
    };
    let mut applied = apply(&cx.cloud, &down.quiet, None, &tell).await;
    let (mut results, whose) = (vec![], Whose::of(stack));
    if applied.failed.is_empty() {
        owed.wait(cx).await?;
        owed.refuse_at_last(cx).await?;
        // Looked up again: a sweep may have put some meanwhile.
        results = delete_named(cx, &alarms::names(stack, whose, cx).await?).await;
    }
    let is_well = applied.failed.is_empty() && results.iter().all(|(_, why)| why.is_none());
    let rest = match is_well {
        true => apply(&cx.cloud, &down.order, None, &tell).await,
        false => Applied { left: down.order.writes().cloned().collect(), ..Applied::default() },
    };
    if is_well && rest.failed.is_empty() {
        // A function that was called before all this may have put one until it was deleted.
        results.extend(delete_named(cx, &alarms::names(stack, whose, cx).await?).await);
        owed.leave(cx).await?;
    }
    applied.failed.extend(rest.failed);
    applied.left.extend(rest.left);
    let mut causes: Vec<String> =
        results.iter().filter_map(|(alarm, why)| Some(format!("{alarm}: {}", why.as_ref()?))).collect();
    let mut views: Vec<View> = results
        .into_iter()
        .map(|(alarm, why)| {
            let result = if why.is_some() { "failed" } else { "deleted" };
            View { resource: format!("CloudWatch alarm {alarm}"), result, why }
        })
        .collect();
    causes.extend(applied.failed.iter().map(|(write, failure)| format!("{}: {failure}", write.about())));
    views.extend(down.removed.iter().map(|id| removed(id, &applied)));
    let deleted = views.iter().filter(|view| view.result == "deleted").count();
    views.extend(stays(down));
    cx.answer(&answer(stack, false, views))?;
    if causes.is_empty() {
        let were = if deleted == 1 { "was" } else { "were" };
        cx.terminal.note(format!("{} {were} deleted.", counted(deleted, "resource")));
        return Ok(());
    }
    let mut error = CommandError::failed(format!("{deleted} deleted, but not everything"));
    error.causes = causes;
    let error = error.lacking(applied.failed.iter().map(|(_, failure)| failure));
    Err(error.hint("the same command goes on with the rest"))
}

/// What came of one resource: the last of its writes deletes it.
fn removed(id: &ResourceId, applied: &Applied) -> View {
    let failed = applied.failed.iter().find(|(write, _)| write.about() == *id);
    let is_left = applied.left.iter().any(|write| write.about() == *id);
    let (result, why) = match failed {
        Some((_, failure)) => ("failed", Some(failure.to_string())),
        None if is_left => ("not begun", None),
        None => ("deleted", None),
    };
    View { resource: id.to_string(), result, why }
}

fn stays(down: &Teardown) -> Vec<View> {
    let view =
        |(id, why): &(ResourceId, String)| View { resource: id.to_string(), result: "stays", why: Some(why.clone()) };
    down.left.iter().map(view).collect()
}

fn answer(stack: &Stack, dry_run: bool, resources: Vec<View>) -> TakenDown {
    TakenDown {
        stack: stack.names.stack.clone(),
        account: stack.identity.account.clone(),
        region: stack.identity.region.clone(),
        dry_run,
        resources,
    }
}
