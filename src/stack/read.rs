//! Look at everything of a stack at once: one round of reads that do not wait for each other.

use super::Names;
use super::picture::{Picture, Seen, Trail};
use crate::cloud::Provision;
use crate::functions::Function;
use crate::recycle::Failure;
use std::collections::BTreeMap;

/// What there is.
#[derive(Debug, Clone, PartialEq)]
pub struct Observed {
    pub picture: Picture,
    /// Every trail that is seen here, ours included; or why they cannot be seen.
    pub trails: Result<Vec<Trail>, Failure>,
}

/// Read every resource that the stack's names speak of.
pub async fn read<P: Provision>(cloud: &P, names: &Names) -> Observed {
    let [create, delete, rebuild] = Function::ALL.map(|function| names.log_group(function));
    let (topics, others, functions, groups, rules) = tokio::join!(
        async { tokio::join!(cloud.topic(&names.topic), cloud.topic(&names.alerts)) },
        async {
            tokio::join!(
                cloud.role(&names.role),
                cloud.table(&names.table),
                cloud.bucket(&names.bucket),
                cloud.trails()
            )
        },
        async {
            tokio::join!(
                cloud.function(&names.alarm_create),
                cloud.function(&names.alarm_delete),
                cloud.function(&names.term_rebuild)
            )
        },
        async { tokio::join!(cloud.log_group(&create), cloud.log_group(&delete), cloud.log_group(&rebuild)) },
        async {
            tokio::join!(
                cloud.rule(&names.rule_create),
                cloud.rule(&names.rule_term),
                cloud.rule(&names.rule_reconcile)
            )
        },
    );
    let (role, table, bucket, trails) = others;
    let ours = match &trails {
        Ok(trails) => {
            trails.iter().find(|trail| trail.arn == names.trail_arn).cloned().map_or(Seen::Absent, Seen::Present)
        }
        Err(failure) => Seen::Unknown(failure.clone()),
    };
    let name = |name: &String| name.clone();
    let picture = Picture {
        topics: [(name(&names.topic), topics.0), (name(&names.alerts), topics.1)].into(),
        roles: BTreeMap::from([(name(&names.role), role)]),
        tables: BTreeMap::from([(name(&names.table), table)]),
        log_groups: [(create, groups.0), (delete, groups.1), (rebuild, groups.2)].into(),
        buckets: BTreeMap::from([(name(&names.bucket), bucket)]),
        functions: [
            (name(&names.alarm_create), functions.0),
            (name(&names.alarm_delete), functions.1),
            (name(&names.term_rebuild), functions.2),
        ]
        .into(),
        trails: BTreeMap::from([(name(&names.trail), ours)]),
        rules: [
            (name(&names.rule_create), rules.0),
            (name(&names.rule_term), rules.1),
            (name(&names.rule_reconcile), rules.2),
        ]
        .into(),
    };
    Observed { picture, trails }
}
