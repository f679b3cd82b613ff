//! Carry out writes, wave by wave: all of a wave at once, and no wave after one in which something failed.
//!
//! It may die at any point. What was done is seen by the next look, and the rest is planned again.

use super::write::Write;
use crate::cloud::{Archive, Provision};
use crate::recycle::Failure;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::Poll;

/// What came of the writes.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Applied {
    pub done: usize,
    pub failed: Vec<(Write, Failure)>,
    /// Not begun, because something before them failed.
    pub left: usize,
}

/// Carry out the waves. `tell` hears of every write when it has ended.
pub async fn apply<P: Provision>(
    cloud: &P,
    waves: &[Vec<Write>],
    archive: Option<&Archive>,
    tell: &(dyn Fn(&Write, Option<&Failure>) + Sync),
) -> Applied {
    let mut applied = Applied::default();
    for wave in waves {
        if !applied.failed.is_empty() {
            applied.left += wave.len();
            continue;
        }
        let ended = all(wave.iter().map(|write| async move {
            let ended = cloud.write(write, archive).await;
            tell(write, ended.as_ref().err());
            ended
        }))
        .await;
        for (write, ended) in wave.iter().zip(ended) {
            match ended {
                Ok(()) => applied.done += 1,
                Err(failure) => applied.failed.push((write.clone(), failure)),
            }
        }
    }
    applied
}

/// Wait for all of some futures at once; their outputs in the order in which they were given.
async fn all<F: Future>(futures: impl Iterator<Item = F>) -> Vec<F::Output> {
    let mut running: Vec<Pin<Box<F>>> = futures.map(Box::pin).collect();
    let mut outputs: Vec<Option<F::Output>> = running.iter().map(|_| None).collect();
    poll_fn(|context| {
        for (future, output) in running.iter_mut().zip(&mut outputs).filter(|(_, output)| output.is_none()) {
            if let Poll::Ready(value) = future.as_mut().poll(context) {
                *output = Some(value);
            }
        }
        if outputs.iter().all(Option::is_some) { Poll::Ready(()) } else { Poll::Pending }
    })
    .await;
    outputs.into_iter().flatten().collect()
}
