//! Carry out writes in their order: each as soon as what it needs is done, and none after something has failed.
//!
//! It may die at any point. What was done is seen by the next look, and the rest is planned again.

use super::order::Order;
use super::write::Write;
use crate::cloud::{Archive, Provision};
use crate::recycle::Failure;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::Poll;

/// What came of the writes.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Applied {
    pub done: usize,
    pub failed: Vec<(Write, Failure)>,
    /// AWS takes these later, and nothing waits for them.
    pub later: Vec<(Write, Failure)>,
    /// Not begun, because something had failed.
    pub left: Vec<Write>,
}

/// Where a step stands.
enum Stand<F> {
    Waiting,
    Running(Pin<Box<F>>),
    Over,
}

/// Carry out the writes. `tell` hears of every one when it has ended.
pub async fn apply<P: Provision>(
    cloud: &P,
    order: &Order,
    archive: Option<&Archive>,
    tell: &(dyn Fn(&Write, Option<&Failure>) + Sync),
) -> Applied {
    let steps = order.steps();
    let mut applied = Applied::default();
    let mut stands: Vec<Stand<_>> = steps.iter().map(|_| Stand::Waiting).collect();
    poll_fn(|context| {
        loop {
            // Whatever may begin begins before any other is asked how it stands.
            for (place, step) in steps.iter().enumerate() {
                let is_free = step.after.iter().all(|it| matches!(stands[*it], Stand::Over));
                if matches!(stands[place], Stand::Waiting) && applied.failed.is_empty() && is_free {
                    stands[place] = Stand::Running(Box::pin(cloud.write(&step.write, archive)));
                }
            }
            let mut has_moved = false;
            for (place, step) in steps.iter().enumerate() {
                let Stand::Running(running) = &mut stands[place] else { continue };
                let Poll::Ready(ended) = Future::poll(running.as_mut(), context) else { continue };
                stands[place] = Stand::Over;
                has_moved = true;
                tell(&step.write, ended.as_ref().err());
                match ended {
                    Ok(()) => applied.done += 1,
                    Err(failure) if is_taken_later(&step.write, &failure) => {
                        applied.later.push((step.write.clone(), failure));
                    }
                    Err(failure) => applied.failed.push((step.write.clone(), failure)),
                }
            }
            // What ended may let others begin.
            if !has_moved {
                break;
            }
        }
        if stands.iter().any(|stand| matches!(stand, Stand::Running(_))) { Poll::Pending } else { Poll::Ready(()) }
    })
    .await;
    let left = steps.iter().zip(&stands).filter(|(_, stand)| matches!(stand, Stand::Waiting));
    applied.left = left.map(|(step, _)| step.write.clone()).collect();
    applied
}

/// Whether AWS refuses this now, takes it within the hour, and the stack works without it meanwhile.
///
/// "Any additional UpdateTimeToLive calls for the same table during this one hour duration result in a
/// ValidationException" (DynamoDB API reference, seen 2026-11-25); its words are from memory.
pub fn is_taken_later(write: &Write, failure: &Failure) -> bool {
    matches!(write, Write::SetTtl { .. })
        && failure.code == "ValidationException"
        && failure.message.contains("modified multiple times within a fixed interval")
}
