//! On which grounds a rebuild stands: which ledger it works in, and who goes on with it.

use super::super::context::Context;
use super::super::deployed::Deployment;
use super::super::error::CommandError;
use super::RebuildArgs;
use crate::cloud::{Clock, Cloud};
use crate::ledger::Ledger;

/// Refuse to work in a ledger that may be the wrong one: a second row for an owner could end in a second desktop.
pub async fn check<C: Cloud, L: Ledger, K: Clock>(
    args: &RebuildArgs,
    cx: &Context<C, L, K>,
) -> Result<(), CommandError> {
    match cx.look_at_deployment().await? {
        Deployment::Deployed(_) if args.standalone => {
            Err(CommandError::failed("a stack is deployed here, and its ledger counts, not this machine's")
                .hint("leave --standalone out"))
        }
        Deployment::Unknown(why) if !args.standalone => Err(why
            .refusal()
            .hint("--standalone says that no stack is deployed here, and works in this machine's ledger")),
        Deployment::Absent if args.detach => Err(CommandError::failed(
            "nobody is here to leave it to: no stack is deployed, so only a terminal does the work",
        )
        .hint("leave --detach out, or deploy the stack first: `wsrecycle setup`")),
        Deployment::Deployed(_) | Deployment::Absent | Deployment::Unknown(_) => Ok(()),
    }
}
