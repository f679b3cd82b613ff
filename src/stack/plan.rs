//! The plan: what is, against what should be, resource by resource. Pure.
//!
//! A plan is printed by `setup --dry-run` and `drift` and carried out by `setup`; nobody describes it a second time.

use super::kinds;
use super::picture::{Picture, Seen, Tags, Trail};
use super::write::{Kind, ResourceId, Write};
use super::{Names, STACK_TAG};
use crate::recycle::Failure;
use serde::Serialize;

/// One setting that is not as it should be, and the calls that put it right.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Change {
    /// Such as `timeout`.
    pub field: String,
    pub is: String,
    pub should: String,
    /// Why it should be so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<&'static str>,
    /// Something is there that should not be, rather than being wrong.
    pub is_extra: bool,
    #[serde(skip)]
    pub writes: Vec<Write>,
}

impl Change {
    pub fn new(field: impl Into<String>, is: impl ToString, should: impl ToString, write: Write) -> Self {
        Self {
            field: field.into(),
            is: is.to_string(),
            should: should.to_string(),
            why: None,
            is_extra: false,
            writes: vec![write],
        }
    }

    /// Something that should not be there, and the call that removes it.
    pub fn extra(field: impl Into<String>, is: impl ToString, write: Write) -> Self {
        Self { is_extra: true, ..Self::new(field, is, "none", write) }
    }

    pub fn because(self, why: &'static str) -> Self {
        Self { why: Some(why), ..self }
    }
}

/// How a resource stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "standing", rename_all = "snake_case")]
pub enum Standing {
    Ok,
    Missing,
    Changed,
    /// Only things that should not be there.
    Extra,
    /// We could not look.
    Unknown {
        failure: Failure,
    },
    /// It has the name but not the tag of our stack: not ours to change, unless it is adopted.
    Foreign,
    /// Somebody else's, used as it is.
    Reused,
}

impl Standing {
    pub fn name(&self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Missing => "missing",
            Self::Changed => "changed",
            Self::Extra => "extra",
            Self::Unknown { .. } => "unknown",
            Self::Foreign => "foreign",
            Self::Reused => "reused",
        }
    }

    pub fn is_good(&self) -> bool {
        matches!(self, Self::Ok | Self::Reused)
    }
}

/// One resource in a plan.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Item {
    pub id: ResourceId,
    #[serde(flatten)]
    pub standing: Standing,
    pub changes: Vec<Change>,
}

impl Item {
    pub fn writes(&self) -> impl Iterator<Item = &Write> {
        self.changes.iter().flat_map(|change| &change.writes)
    }
}

/// Everything of a stack, in the order in which it is built.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Plan {
    pub items: Vec<Item>,
}

impl Plan {
    pub fn writes(&self) -> impl Iterator<Item = &Write> {
        self.items.iter().flat_map(Item::writes)
    }

    /// Nothing is to be done, and nothing is unknown or in the way.
    pub fn is_clean(&self) -> bool {
        self.items.iter().all(|item| item.standing.is_good())
    }

    /// The resources that keep the plan from being carried out.
    pub fn obstacles(&self) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(|item| matches!(item.standing, Standing::Foreign | Standing::Unknown { .. }))
    }
}

/// What a plan may do about resources that are not ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Adoption {
    Refuse,
    /// Take over what was made by hand.
    Adopt,
}

/// Compare.
pub fn plan(should: &Picture, is: &Picture, names: &Names, adoption: Adoption) -> Plan {
    let mut items = vec![];
    macro_rules! compare {
        ($field:ident, $kind:ident, $diff:path) => {
            for (name, wanted) in &should.$field {
                let Some(wanted) = wanted.present() else { continue };
                let seen = is.$field.get(name).unwrap_or(&Seen::Absent);
                let mut item = compare(ResourceId::new(Kind::$kind, name), wanted, seen, $diff);
                if let Some(present) = seen.present() {
                    guard(&mut item, &present.tags, names, adoption);
                }
                items.push(item);
            }
        };
    }
    compare!(topics, Topic, kinds::topic::diff);
    compare!(roles, Role, kinds::role::diff);
    compare!(tables, Table, kinds::table::diff);
    compare!(log_groups, LogGroup, kinds::log_group::diff);
    compare!(buckets, Bucket, kinds::bucket::diff);
    compare!(functions, Function, kinds::function::diff);
    compare!(trails, Trail, kinds::trail::diff);
    compare!(rules, Rule, kinds::rule::diff);
    Plan { items }
}

fn compare<T>(id: ResourceId, should: &T, seen: &Seen<T>, diff: fn(&str, &T, Option<&T>) -> Vec<Change>) -> Item {
    match seen {
        Seen::Unknown(failure) => {
            Item { id, standing: Standing::Unknown { failure: failure.clone() }, changes: vec![] }
        }
        Seen::Absent => {
            let changes = diff(&id.name, should, None);
            Item { id, standing: Standing::Missing, changes }
        }
        Seen::Present(is) => {
            let changes = diff(&id.name, should, Some(is));
            let standing = match changes.as_slice() {
                [] => Standing::Ok,
                changes if changes.iter().all(|change| change.is_extra) => Standing::Extra,
                _ => Standing::Changed,
            };
            Item { id, standing, changes }
        }
    }
}

/// Leave alone what does not carry the tag of this stack.
fn guard(item: &mut Item, tags: &Tags, names: &Names, adoption: Adoption) {
    let is_ours = tags.get(STACK_TAG).is_some_and(|stack| *stack == names.stack);
    let is_anothers = tags.contains_key(STACK_TAG) && !is_ours;
    if is_anothers || !is_ours && adoption == Adoption::Refuse {
        item.standing = Standing::Foreign;
        item.changes.clear();
    }
}

/// A trail that already tells EventBridge of write calls in this Region, so that ours would be a second, billed copy.
///
/// Ours does not count. One that is known to log is taken before one that we may not look into; such a one is assumed
/// to log, because a wrong second copy costs money every month while a missing one is found by `drift`.
pub fn reusable_trail<'a>(trails: &'a [Trail], names: &Names) -> Option<&'a Trail> {
    let candidates = || trails.iter().filter(|trail| trail.arn != names.trail_arn && trail.is_logging);
    let logs = |known: Option<bool>| candidates().find(|trail| trail.logs_writes == known);
    logs(Some(true)).or_else(|| logs(None))
}
