//! Desktops that are there before the stack is: which of them a scope would put at risk, and their alarms.

use super::super::context::Context;
use super::super::error::CommandError;
use super::super::stack::Stack;
use super::super::stack::view::counted;
use crate::cloud::{Clock, Cloud, Filter};
use crate::fleet::{Connections, Finding, Fix, Options, findings, plan, read};
use crate::ledger::{Ledger, MemoryLedger};
use crate::recycle::Desktop;
use std::collections::BTreeMap;

/// Without a word about the scope, nothing is built where desktops are at risk by it.
///
/// # Errors
/// If there is any desktop: how many each choice would put at risk.
pub async fn refuse_to_guess<C: Cloud, L: Ledger, K: Clock>(cx: &Context<C, L, K>) -> Result<(), CommandError> {
    let desktops = desktops(cx).await?;
    if desktops.is_empty() {
        return Ok(());
    }
    let many = counted(desktops.len(), "desktop");
    let mut error =
        CommandError::usage(format!("there are {many} here already: choose with --scope which are managed"));
    error
        .causes
        .push("what is in scope is deleted with all that is on its disks, each time after its user has left".into());
    for (scope, count) in choices(&desktops) {
        error.hints.push(format!("--scope {scope} puts {} at risk", counted(count, "desktop")));
    }
    error.hints.push("--scope tag=wsrecycle:managed puts only those at risk that you give this tag".into());
    Err(error)
}

/// Every desktop of the Region.
async fn desktops<C: Cloud, L: Ledger, K: Clock>(cx: &Context<C, L, K>) -> Result<Vec<Desktop>, CommandError> {
    let (mut desktops, mut token) = (vec![], None);
    loop {
        let page = cx.cloud.desktops(&Filter::All, token).await;
        let page = page.map_err(|failure| CommandError::from_failure("count the desktops", &failure))?;
        desktops.extend(page.items);
        token = page.next;
        if token.is_none() {
            return Ok(desktops);
        }
    }
}

/// Scopes and how many desktops are in each: all, then each directory, then each bundle, the larger first. Pure.
fn choices(desktops: &[Desktop]) -> Vec<(String, usize)> {
    let count = |name: fn(&Desktop) -> String| {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        desktops.iter().for_each(|desktop| *counts.entry(name(desktop)).or_default() += 1);
        let mut counts: Vec<(String, usize)> = counts.into_iter().collect();
        counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        counts
    };
    let mut choices = vec![("all".to_owned(), desktops.len())];
    choices.extend(count(|desktop| format!("directories={}", desktop.directory)));
    choices.extend(count(|desktop| format!("bundles={}", desktop.bundle)));
    choices
}

/// The alarms to put on desktops in scope that have none; only counted, unless it was asked for. Looked for at the
/// first set-up or when asked, because a census of a large fleet takes a minute.
pub async fn guards<C: Cloud, L: Ledger, K: Clock>(
    asked: bool,
    stack: &Stack,
    cx: &Context<C, L, K>,
) -> Result<Vec<Fix>, CommandError> {
    if !asked && stack.is_deployed {
        return Ok(vec![]);
    }
    let options = Options {
        filter: Filter::All,
        connections: Connections::None,
        identity: Some(stack.identity.clone()),
        topic_arn: Some(stack.identity.topic_arn(&stack.names.topic)),
    };
    let rules = stack.config().rules();
    // Alarms have nothing to do with rows, and before the first set-up there is no ledger.
    let census = read(&cx.cloud, &MemoryLedger::default(), &cx.clock, &rules, &options, |_| {}).await;
    let census = match census {
        Err(error) if !asked => {
            cx.terminal.warn(format!("Nobody knows whether desktops are here already: {error}."));
            return Ok(vec![]);
        }
        census => census?,
    };
    let unguarded: Vec<Finding> = findings(&census, &rules)
        .into_iter()
        .filter(|finding| matches!(finding, Finding::Unguarded { .. } | Finding::WrongAlarm { .. }))
        .collect();
    let (puts, replacements): (Vec<Fix>, Vec<Fix>) =
        plan(&unguarded).into_iter().partition(|fix| matches!(fix, Fix::PutAlarm { .. }));
    let left = replacements.len() + if asked { 0 } else { puts.len() };
    if left > 0 {
        cx.terminal.note(format!(
            "{} in scope {} not guarded by an alarm of this stack: `wsrecycle status --fix` puts that right.",
            counted(left, "desktop"),
            if left == 1 { "is" } else { "are" }
        ));
    }
    Ok(if asked { puts } else { vec![] })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recycle::desktop::tests::desktop;

    #[test]
    fn every_choice_is_counted_the_larger_first() {
        let mut desktops: Vec<Desktop> = (0..4).map(|n| desktop(&format!("ws-{n:09}"), &format!("u{n}"))).collect();
        desktops[0].directory = "d-0000000000".parse().unwrap();
        let bundle = desktops[0].bundle.to_string();
        assert_eq!(
            choices(&desktops),
            [
                ("all".to_owned(), 4),
                ("directories=d-90670a1b2c".to_owned(), 3),
                ("directories=d-0000000000".to_owned(), 1),
                (format!("bundles={bundle}"), 4)
            ]
        );
    }
}
