//! What `setup`, `drift` and `teardown` have in common: the names of the stack, one look at it, its settings, its
//! trail, and its program.

mod config;
mod doubt;
pub mod view;

pub use config::Resolved;
pub use doubt::{Doubt, settle};

use super::context::Context;
use super::error::CommandError;
use crate::cloud::{Archive, Clock, Cloud, Identity, Provision};
use crate::functions::package::{PackageError, package};
use crate::ledger::Ledger;
use crate::stack::config::VARIABLE;
use crate::stack::picture::{Function, Picture, Trail};
use crate::stack::{
    Adoption, Agreed, Change, Config, Item, Kind, Names, Observed, Plan, ResourceId, STACK_TAG, Seen, Standing,
    TrailChoice, Wanted, addresses, agreed, desired, plan, read, reusable_trail,
};
use std::path::{Path, PathBuf};

/// The stack as it is, and the settings that it should have.
pub struct Stack {
    pub identity: Identity,
    pub names: Names,
    pub observed: Observed,
    pub resolved: Resolved,
    /// Its functions say with which settings they were deployed, or should.
    pub is_deployed: bool,
    /// Why nobody knows which settings it should have.
    pub doubt: Option<Doubt>,
}

/// Where the events of API calls come from.
#[derive(Debug, Clone, PartialEq)]
pub enum Source {
    /// The trail of the stack.
    Own,
    /// Somebody else's, or what is wrong with it.
    Others(Box<Item>),
}

/// What the functions are to run.
pub enum Program {
    Packed(Archive),
    /// There is nothing here that could be uploaded: they keep what they have.
    AsDeployed(PackageError),
}

/// Look at everything of the stack, and find out its settings.
pub async fn look<C: Cloud + Provision, L: Ledger, K: Clock>(cx: &Context<C, L, K>) -> Result<Stack, CommandError> {
    let (identity, names) = (cx.identity().await?.clone(), cx.names().await?);
    let progress = cx.terminal.progress(0);
    progress.at(0, "Reading the stack");
    let observed = read(&cx.cloud, &names).await;
    let agreed = agreed(&observed.picture, &names);
    let is_deployed = agreed != Agreed::Nowhere;
    let (resolved, doubt) = settle(&cx.settings, agreed);
    Ok(Stack { identity, names, observed, resolved, is_deployed, doubt })
}

/// That some addresses hear of nothing yet: for a note, because only whoever reads them can change that.
pub fn tell_unconfirmed<C: Cloud, L: Ledger, K: Clock>(stack: &Stack, cx: &Context<C, L, K>) {
    for address in stack.unconfirmed() {
        cx.terminal.note(format!("{address} hears of nothing yet: the link in AWS's e-mail must be followed first."));
    }
}

impl Stack {
    pub fn config(&self) -> &Config {
        &self.resolved.config
    }

    /// The tag that everything of the stack carries.
    pub fn tag(&self) -> String {
        format!("{STACK_TAG}={}", self.names.stack)
    }

    pub fn place(&self) -> String {
        format!("account {}, region {}", self.identity.account, self.identity.region)
    }

    /// Addresses that AWS waits for.
    pub fn unconfirmed(&self) -> Vec<String> {
        let topic = self.observed.picture.topics.get(&self.names.alerts).and_then(Seen::present);
        let waiting = topic.into_iter().flat_map(|topic| &topic.subscriptions).filter(|it| it.arn.is_none());
        waiting.map(|subscription| subscription.endpoint.clone()).collect()
    }

    /// Whether a resource could not be looked at.
    pub fn is_unread(&self, id: &ResourceId) -> bool {
        fn unknown<T>(seen: Option<&Seen<T>>) -> bool {
            matches!(seen, Some(Seen::Unknown(_)))
        }
        let (is, name) = (&self.observed.picture, &id.name);
        match id.kind {
            Kind::Topic => unknown(is.topics.get(name)),
            Kind::Role => unknown(is.roles.get(name)),
            Kind::Table => unknown(is.tables.get(name)),
            Kind::LogGroup => unknown(is.log_groups.get(name)),
            Kind::Bucket => unknown(is.buckets.get(name)),
            Kind::Function => unknown(is.functions.get(name)),
            Kind::Trail => unknown(is.trails.get(name)),
            Kind::Rule => unknown(is.rules.get(name)),
        }
    }

    /// Pack the program of the functions: the file that is named, else this very executable.
    ///
    /// # Errors
    /// If the named file could not run. If this executable could not, the functions keep theirs, as long as all of them
    /// have one.
    pub fn program<C: Cloud, L: Ledger, K: Clock>(
        &self,
        cx: &Context<C, L, K>,
        binary: Option<&Path>,
    ) -> Result<Program, PackageError> {
        let architecture = &self.config().architecture;
        if let Some(binary) = binary {
            return package(binary, architecture).map(Program::Packed);
        }
        if cx.is_sandbox {
            return Ok(Program::Packed(crate::sandbox::archive()));
        }
        let own = std::env::current_exe()
            .map_err(|source| PackageError::Unreadable { path: PathBuf::from("wsrecycle"), source })
            .and_then(|path| package(&path, architecture));
        Ok(own.map_or_else(Program::AsDeployed, Program::Packed))
    }

    /// Whether every function runs a program of ours on the wanted architecture.
    pub fn has_programs(&self) -> bool {
        let is_ours = |function: &Function| {
            function.environment.contains_key(VARIABLE)
                && function.code.architecture == self.config().architecture
                && function.runtime.starts_with("provided.")
        };
        self.observed.picture.functions.values().all(|seen| seen.present().is_some_and(is_ours))
    }

    /// What should be.
    pub fn desired(&self, program: &Program) -> Picture {
        let source = source(&self.config().trail, &self.observed, &self.names);
        let code_sha256 = match program {
            Program::Packed(archive) => archive.sha256.as_str(),
            Program::AsDeployed(_) => "",
        };
        let mut should = desired(&Wanted {
            names: &self.names,
            identity: &self.identity,
            config: self.config(),
            former_addresses: &addresses(&self.observed.picture),
            code_sha256,
            own_trail: source == Source::Own,
        });
        if let Program::AsDeployed(_) = program {
            keep_code(&mut should, &self.observed.picture);
        }
        should
    }

    /// Compare what is with what should be.
    pub fn plan(&self, program: &Program, adoption: Adoption) -> Plan {
        let should = self.desired(program);
        let source = source(&self.config().trail, &self.observed, &self.names);
        let mut plan = plan(&should, &self.observed.picture, &self.names, adoption);
        if let Source::Others(item) = source {
            plan.items.push(*item);
        }
        plan
    }

    /// Resources that keep a plan from being carried out, a trail that was named and does not serve included.
    pub fn obstacles<'a>(&self, plan: &'a Plan) -> Vec<&'a Item> {
        let is_named_trail = |item: &Item| item.id.kind == Kind::Trail && item.id.name != self.names.trail;
        let is_obstacle = |item: &&Item| {
            matches!(item.standing, Standing::Foreign | Standing::Unknown { .. })
                || is_named_trail(item) && !item.standing.is_good()
        };
        plan.items.iter().filter(is_obstacle).collect()
    }
}

fn keep_code(should: &mut Picture, is: &Picture) {
    for (name, wanted) in &mut should.functions {
        if let (Seen::Present(wanted), Some(there)) = (wanted, is.functions.get(name).and_then(Seen::present)) {
            wanted.code = there.code.clone();
        }
    }
}

/// Which trail, as far as it can be known. Pure.
fn source(choice: &TrailChoice, observed: &Observed, names: &Names) -> Source {
    let is_there = observed.picture.trails.get(&names.trail).is_some_and(|seen| seen.present().is_some());
    let others = |name: &str, standing, changes| {
        Source::Others(Box::new(Item { id: ResourceId::new(Kind::Trail, name), standing, changes }))
    };
    match (choice, &observed.trails) {
        (TrailChoice::Create, _) => Source::Own,
        (TrailChoice::Named(name), _) if *name == names.trail => Source::Own,
        (TrailChoice::Named(name), Err(failure)) => {
            others(name, Standing::Unknown { failure: failure.clone() }, vec![])
        }
        (TrailChoice::Named(name), Ok(trails)) => {
            // Trails of several Regions may have one name.
            let of_name = || trails.iter().filter(|trail| trail.name == *name);
            let trail = of_name().find(|trail| fault(trail).is_none()).or_else(|| of_name().next());
            let change = |field: &str, is: &str, should: &str| Change {
                field: field.to_owned(),
                is: is.to_owned(),
                should: should.to_owned(),
                why: Some("without it no launch and no termination is heard of"),
                is_extra: false,
                writes: vec![],
            };
            match trail {
                None => others(name, Standing::Missing, vec![change("resource", "missing", "present")]),
                Some(trail) => match fault(trail) {
                    Some((field, is, should)) => others(name, Standing::Changed, vec![change(field, is, should)]),
                    None => others(name, Standing::Reused, vec![]),
                },
            }
        }
        // Ours stays once it is there: others come and go.
        (TrailChoice::Auto, Ok(trails)) if !is_there => match reusable_trail(trails, names) {
            Some(trail) => others(&trail.name, Standing::Reused, vec![]),
            None => Source::Own,
        },
        (TrailChoice::Auto, _) => Source::Own,
    }
}

fn fault(trail: &Trail) -> Option<(&'static str, &'static str, &'static str)> {
    if !trail.is_logging {
        return Some(("logging", "off", "on"));
    }
    (trail.logs_writes == Some(false)).then_some(("management events", "no write events", "write events"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recycle::Failure;

    fn trail(name: &str, is_logging: bool, logs_writes: Option<bool>) -> Trail {
        Trail {
            arn: String::new(),
            name: name.into(),
            bucket: "b".into(),
            is_multi_region: true,
            is_organization: false,
            validates_logs: true,
            is_logging,
            logs_writes,
            logs_more: false,
            tags: [].into(),
        }
    }

    #[test]
    fn a_trail_that_serves_is_used_and_one_that_does_not_is_named() {
        let identity = crate::fleet::account::Account::default().identity();
        let names = Names::of("default", &identity);
        let with = |trails| Observed { picture: Picture::default(), trails };
        let standing = |choice: &TrailChoice, trails| match source(choice, &with(trails), &names) {
            Source::Own => "own".to_owned(),
            Source::Others(item) => format!("{} {}", item.id.name, item.standing.name()),
        };
        let named = TrailChoice::Named("org".into());
        let denied = || Failure::from_code("AccessDeniedException", "no");
        for (choice, trails, expected) in [
            (&TrailChoice::Auto, Ok(vec![]), "own"),
            (&TrailChoice::Auto, Ok(vec![trail("org", true, Some(true))]), "org reused"),
            (&TrailChoice::Auto, Ok(vec![trail("org", true, Some(false))]), "own"),
            (&TrailChoice::Auto, Ok(vec![trail("hidden", true, None)]), "hidden reused"),
            (&TrailChoice::Auto, Ok(vec![trail("hidden", true, None), trail("org", true, Some(true))]), "org reused"),
            (&TrailChoice::Auto, Ok(vec![trail(&names.trail, true, Some(true))]), "Workspace_Logging reused"),
            (&named, Ok(vec![trail("org", false, None), trail("org", true, Some(true))]), "org reused"),
            (&TrailChoice::Auto, Err(denied()), "own"),
            (&TrailChoice::Create, Ok(vec![trail("org", true, Some(true))]), "own"),
            (&named, Ok(vec![trail("org", true, None)]), "org reused"),
            (&named, Ok(vec![trail("org", false, Some(true))]), "org changed"),
            (&named, Ok(vec![trail("org", true, Some(false))]), "org changed"),
            (&named, Ok(vec![]), "org missing"),
            (&named, Err(denied()), "org unknown"),
            (&TrailChoice::Named(names.trail.clone()), Ok(vec![]), "own"),
        ] {
            assert_eq!(standing(choice, trails), expected, "{choice:?}");
        }
        let mut both = with(Ok(vec![trail("org", true, Some(true))]));
        let ours = trail(&names.trail, true, Some(true));
        both.picture.trails.insert(names.trail.clone(), Seen::Present(ours));
        assert_eq!(source(&TrailChoice::Auto, &both, &names), Source::Own, "ours stays");
    }
}
