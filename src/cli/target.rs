//! Desktops as a person names them: by id, or by their owner.

use super::context::Context;
use super::error::CommandError;
use crate::cloud::{Clock, Cloud, Filter, PAGE};
use crate::ledger::Ledger;
use crate::recycle::{Desktop, Failure, NotAnId, Owner, WorkspaceId};
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// `ws-…` or `user@directory`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    Id(WorkspaceId),
    Owner(Owner),
}

impl FromStr for Target {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text.contains('@') {
            return text.parse().map(Self::Owner).map_err(|error: NotAnId| error.to_string());
        }
        let id = text.parse().map(Self::Id);
        id.map_err(|error: NotAnId| format!("{error}; or name its user as user@directory"))
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Id(id) => id.fmt(f),
            Self::Owner(owner) => owner.fmt(f),
        }
    }
}

/// The desktops that an owner has, with those on their way out.
pub async fn owned(cloud: &impl Cloud, owner: &Owner) -> Result<Vec<Desktop>, Failure> {
    let filter = Filter::Owner(owner.clone());
    let (mut found, mut token) = (vec![], None);
    loop {
        let page = cloud.desktops(&filter, token).await?;
        found.extend(page.items);
        token = page.next;
        if token.is_none() {
            return Ok(found);
        }
    }
}

/// Those of the ids that exist.
pub async fn described(cloud: &impl Cloud, ids: &[WorkspaceId]) -> Result<BTreeMap<WorkspaceId, Desktop>, Failure> {
    let mut found = BTreeMap::new();
    for batch in ids.chunks(PAGE) {
        found.extend(cloud.describe(batch).await?.into_iter().map(|desktop| (desktop.id.clone(), desktop)));
    }
    Ok(found)
}

/// What an owner has, without what is on its way out.
pub async fn staying(cloud: &impl Cloud, owner: &Owner) -> Result<Vec<Desktop>, CommandError> {
    let found = owned(cloud, owner).await;
    let found = found.map_err(|failure| CommandError::from_failure(&format!("look up {owner}"), &failure))?;
    Ok(found.into_iter().filter(|desktop| !desktop.state.is_leaving()).collect())
}

/// The desktops behind the names, each once, in the order in which they were named.
///
/// # Errors
/// If any of them does not exist, so that a slip among many names changes nothing.
pub async fn resolve<C: Cloud, L: Ledger, K: Clock>(
    cx: &Context<C, L, K>,
    targets: &[Target],
) -> Result<Vec<Desktop>, CommandError> {
    let ids: Vec<WorkspaceId> = targets
        .iter()
        .filter_map(|target| match target {
            Target::Id(id) => Some(id.clone()),
            Target::Owner(_) => None,
        })
        .collect();
    let by_id = described(&cx.cloud, &ids).await;
    let by_id = by_id.map_err(|failure| CommandError::from_failure("look up the desktops", &failure))?;
    let (mut found, mut missing): (Vec<Desktop>, Vec<String>) = (vec![], vec![]);
    for target in targets {
        let desktops = match target {
            Target::Id(id) => by_id.get(id).cloned().into_iter().collect(),
            Target::Owner(owner) => staying(&cx.cloud, owner).await?,
        };
        if desktops.is_empty() {
            missing.push(match target {
                Target::Id(id) => id.to_string(),
                Target::Owner(owner) => format!("desktop of {owner}"),
            });
        }
        for desktop in desktops {
            if !found.iter().any(|known| known.id == desktop.id) {
                found.push(desktop);
            }
        }
    }
    if missing.is_empty() {
        return Ok(found);
    }
    let identity = cx.identity().await?;
    let place = format!("account {}, region {}", identity.account, identity.region);
    Err(CommandError::failed(format!("there is no {} in {place}", missing.join(", no "))).hint(
        "`wsrecycle status` lists the desktops; a recreated desktop has a new id, so user@directory is the safer name",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_or_an_owner() {
        assert!(matches!("ws-0a1b2c3d4".parse(), Ok(Target::Id(_))));
        assert!(matches!("Alice@d-90670a1b2c".parse(), Ok(Target::Owner(owner)) if owner.user == "Alice"));
        assert!("alice".parse::<Target>().unwrap_err().to_string().contains("WorkSpace id"));
        assert!("alice@corp".parse::<Target>().unwrap_err().to_string().contains("directory id"));
    }
}
