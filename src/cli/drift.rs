//! `wsrecycle drift`: what of the stack is not as it should be.

use super::context::Context;
use super::error::CommandError;
use super::exit;
use super::stack::view::{counted, short, tone};
use super::stack::{self, Program};
use crate::cloud::{Clock, Cloud, Provision};
use crate::ledger::Ledger;
use crate::output::{Answer, Cell, Sheet};
use crate::stack::{Adoption, Item, Plan, Standing};
use clap::Args;
use serde::Serialize;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  wsrecycle drift
  wsrecycle drift --output json
  wsrecycle drift --stack lab";

/// Compare the stack with what it should be, and change nothing
///
/// Reads every resource and names each setting that differs, what is missing, and what is there that should not be.
/// Ends with status 3 if anything differs or cannot be read. `wsrecycle setup` puts it right.
#[derive(Debug, Clone, Args)]
#[command(before_help = EXAMPLES)]
pub struct DriftArgs {
    /// Compare the functions' code with this program, and not with this very wsrecycle
    #[arg(long, value_name = "PATH")]
    function_binary: Option<PathBuf>,
}

#[derive(Debug, Serialize)]
struct Drift {
    stack: String,
    account: String,
    region: String,
    /// The whole stack is as it should be.
    is_clean: bool,
    resources: Vec<Item>,
}

impl Answer for Drift {
    fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new(["resource", "standing", "field", "is", "should", "why"]);
        for item in &self.resources {
            let (resource, standing) = (item.id.to_string(), Cell::toned(item.standing.name(), tone(&item.standing)));
            if item.changes.is_empty() {
                let why = match &item.standing {
                    Standing::Unknown { failure } => failure.to_string(),
                    Standing::Foreign => "it does not carry the tag of this stack".to_owned(),
                    Standing::Reused => "it already tells EventBridge of API calls".to_owned(),
                    _ => String::new(),
                };
                sheet.push([resource.into(), standing, "".into(), "".into(), "".into(), why.into()]);
                continue;
            }
            for change in &item.changes {
                sheet.push([
                    resource.as_str().into(),
                    standing.clone(),
                    change.field.as_str().into(),
                    short(&change.is).into(),
                    short(&change.should).into(),
                    change.why.unwrap_or_default().into(),
                ]);
            }
        }
        sheet
    }
}

pub async fn run<C: Cloud + Provision, L: Ledger, K: Clock>(
    args: &DriftArgs,
    cx: &Context<C, L, K>,
) -> Result<u8, CommandError> {
    let stack = stack::look(cx).await?;
    let program = stack.program(cx, args.function_binary.as_deref())?;
    if let Program::AsDeployed(error) = &program {
        cx.terminal.note(format!("The functions' code was not compared: {error}."));
    }
    if let Some(doubt) = &stack.doubt {
        cx.terminal.warn(doubt.to_string());
    }
    let plan = stack.plan(&program, Adoption::Refuse);
    let wrong = plan.items.iter().filter(|item| !item.standing.is_good()).count();
    let all = plan.items.len();
    let (is_clean, hints) = (plan.is_clean(), hints(&plan));
    cx.answer(&Drift {
        stack: stack.names.stack.clone(),
        account: stack.identity.account.clone(),
        region: stack.identity.region.clone(),
        is_clean,
        resources: plan.items,
    })?;
    stack::tell_unconfirmed(&stack, cx);
    let place = stack.place();
    if is_clean {
        cx.terminal
            .note(format!("All {all} resources of stack {} are as they should be ({place}).", stack.names.stack));
        return Ok(exit::DONE);
    }
    cx.terminal.note(format!(
        "{} of {all} differ in stack {} ({place}).",
        counted(wrong, "resource"),
        stack.names.stack
    ));
    hints.into_iter().for_each(|hint| cx.terminal.note(hint));
    Ok(exit::ATTENTION)
}

/// What to type next, by what is wrong. Pure.
fn hints(plan: &Plan) -> Vec<&'static str> {
    let any = |is: fn(&Standing) -> bool| plan.items.iter().any(|item| is(&item.standing));
    let mut hints = vec![];
    if any(|it| matches!(it, Standing::Missing | Standing::Changed | Standing::Extra)) {
        hints.push("`wsrecycle setup --dry-run` shows what would put them right.");
    }
    if any(|it| *it == Standing::Foreign) {
        hints.push(
            "`wsrecycle setup --adopt --dry-run` shows what it would be to take over what does not carry the tag.",
        );
    }
    if any(|it| matches!(it, Standing::Unknown { .. })) {
        hints.push("What could not be read may only need the policy that `wsrecycle permissions drift` prints.");
    }
    hints
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recycle::Failure;
    use crate::stack::{Kind, ResourceId};

    #[test]
    fn the_hint_fits_what_is_wrong() {
        let denied = || Standing::Unknown { failure: Failure::from_code("AccessDenied", "no") };
        for (standings, expected) in [
            (vec![Standing::Ok, Standing::Reused], &[][..]),
            (vec![Standing::Ok, Standing::Missing], &["setup --dry-run"]),
            (vec![Standing::Foreign], &["setup --adopt"]),
            (vec![denied()], &["permissions drift"]),
            (vec![denied(), Standing::Extra, Standing::Foreign], &["setup --dry-run", "--adopt", "permissions drift"]),
        ] {
            let item = |standing| Item { id: ResourceId::new(Kind::Topic, "t"), standing, changes: vec![] };
            let found = hints(&Plan { items: standings.into_iter().map(item).collect() });
            assert_eq!(found.len(), expected.len());
            assert!(found.iter().zip(expected).all(|(hint, part)| hint.contains(part)), "{found:?}");
        }
    }
}
