//! Several calls at once, where their number is only known from an answer.

use std::future::{Future, poll_fn};
use std::task::Poll;

/// Run them all at once; the answers are in the order of the calls.
pub(super) async fn all<F: Future>(calls: impl IntoIterator<Item = F>) -> Vec<F::Output> {
    let mut running: Vec<_> = calls.into_iter().map(|call| (Box::pin(call), None)).collect();
    poll_fn(|context| {
        let mut is_done = true;
        for (call, answer) in running.iter_mut().filter(|(_, answer)| answer.is_none()) {
            match call.as_mut().poll(context) {
                Poll::Ready(got) => *answer = Some(got),
                Poll::Pending => is_done = false,
            }
        }
        if is_done { Poll::Ready(()) } else { Poll::Pending }
    })
    .await;
    running.into_iter().map(|(_, answer)| answer.expect("every call has ended")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, Instant};

    #[tokio::test]
    async fn calls_overlap_and_keep_their_order() {
        let started = Instant::now();
        let call = |ms| async move {
            tokio::time::sleep(Duration::from_millis(ms)).await;
            ms
        };
        assert_eq!(all([150, 50, 100].map(call)).await, [150, 50, 100]);
        assert!(started.elapsed() < Duration::from_millis(290), "{:?}", started.elapsed());
        assert!(all([0; 0].map(call)).await.is_empty());
    }
}
