//! In which order writes are made: each as soon as those are over that it needs, and no later. Pure.

use super::Names;
use super::plan::Plan;
use super::write::{Kind, ResourceId, Write};
use std::collections::BTreeMap;

/// A write, and which others must be over before it is made, by their place in the [`Order`].
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    pub write: Write,
    pub after: Vec<usize>,
}

/// Writes that wait for nothing but what they need. A step stands behind everything that it waits for.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Order {
    steps: Vec<Step>,
}

impl Order {
    /// The writes of a plan. What is about one resource is made in its order, because AWS answers two changes of one
    /// resource at once with a conflict.
    pub fn of(plan: &Plan, names: &Names) -> Self {
        let mut left: Vec<(&ResourceId, Vec<&Write>)> =
            plan.items.iter().map(|item| (&item.id, item.writes().collect())).collect();
        // The steps whose end completes a resource for those that need it.
        let mut complete: BTreeMap<&ResourceId, usize> = BTreeMap::new();
        let mut order = Self::default();
        // Kinds do not wait for each other in a circle, so every round places at least one resource.
        while !left.is_empty() {
            let open: Vec<&ResourceId> = left.iter().map(|(id, _)| *id).collect();
            let (ready, waiting): (Vec<_>, Vec<_>) = left.into_iter().partition(|(id, writes)| {
                writes.iter().flat_map(|write| needs(write, names)).all(|need| need == **id || !open.contains(&&need))
            });
            assert!(!ready.is_empty(), "resources wait for each other in a circle: {waiting:?}");
            for (id, writes) in ready {
                let mut previous = None;
                for write in writes {
                    let needed = needs(write, names).into_iter().filter_map(|need| complete.get(&need).copied());
                    let after = needed.chain(previous).collect();
                    let place = order.steps.len();
                    order.steps.push(Step { write: write.clone(), after });
                    if is_awaited(write) {
                        complete.insert(id, place);
                    }
                    previous = Some(place);
                }
            }
            left = waiting;
        }
        order
    }

    /// One stage after the other, and all of a stage at once.
    pub fn of_stages(stages: impl IntoIterator<Item = Vec<Write>>) -> Self {
        let mut order = Self::default();
        let mut last = 0..0;
        for stage in stages.into_iter().filter(|stage| !stage.is_empty()) {
            let first = order.steps.len();
            order.steps.extend(stage.into_iter().map(|write| Step { write, after: last.clone().collect() }));
            last = first..order.steps.len();
        }
        order
    }

    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    pub fn len(&self) -> usize {
        self.steps.len()
    }

    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    pub fn writes(&self) -> impl Iterator<Item = &Write> {
        self.steps.iter().map(|step| &step.write)
    }

    /// How many writes the longest chain has that wait for each other: what a set-up takes if every call takes as long.
    pub fn chain(&self) -> usize {
        let mut lengths: Vec<usize> = Vec::with_capacity(self.len());
        for step in &self.steps {
            lengths.push(1 + step.after.iter().map(|place| lengths[*place]).max().unwrap_or(0));
        }
        lengths.into_iter().max().unwrap_or(0)
    }
}

/// What must be complete before a write is made.
pub(super) fn needs(write: &Write, names: &Names) -> Vec<ResourceId> {
    let id = |kind: Kind, name: &str| ResourceId::new(kind, name);
    let function_of = |arn: &str| {
        let name = arn.rsplit(':').next().unwrap_or_default();
        id(Kind::Function, name)
    };
    match write {
        // A function whose log group is not there makes one that never forgets.
        Write::CreateFunction { function, .. } => {
            vec![id(Kind::Role, &names.role), id(Kind::LogGroup, &format!("/aws/lambda/{function}"))]
        }
        // Who is not wanted any more goes before the settings forget them.
        Write::UpdateSettings { .. } => vec![id(Kind::Role, &names.role), id(Kind::Topic, &names.alerts)],
        Write::SetAsynchronous { asynchronous, .. } if asynchronous.on_failure.is_some() => {
            vec![id(Kind::Topic, &names.alerts)]
        }
        Write::Subscribe { protocol, endpoint, .. } if protocol == "lambda" => vec![function_of(endpoint)],
        Write::PutTarget { arn, .. } => vec![function_of(arn)],
        Write::CreateTrail { bucket, .. } | Write::UpdateTrail { bucket, .. } => vec![id(Kind::Bucket, bucket)],
        _ => vec![],
    }
}

/// Whether those that need the resource wait for this write. CloudTrail asks for the bucket's policy and for nothing
/// that comes after it.
pub(super) fn is_awaited(write: &Write) -> bool {
    !matches!(write, Write::SetOwnership { .. } | Write::SetEncryption { .. } | Write::SetLifecycle { .. })
}
