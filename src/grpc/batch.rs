//! Many articles in one message: the results in their order, each an answer or its own error.

use super::access::Allowance;
use super::compute::{Compute, Finished};
use super::intake::Intake;
use super::item::summarize;
use super::pb;
use super::status::{CallError, Violation};
use super::window::Window;
use prost::Message;
use std::future::poll_fn;

/// The most requests of one batch.
pub(super) const MAX_BATCH_REQUESTS: usize = 100;

/// Works on a batch, a few items at a time; dropping the future ends the work. Items that wait for
/// their turn count as read; those that the caller isn't allowed get that error as their result.
///
/// # Errors
/// [`CallError::InvalidArgument`] if the batch as a whole is empty or too long;
/// [`CallError::Overloaded`] if it was compressed and there is no room for what it holds; an item's
/// own error is its result.
pub(super) async fn summarize_batch(
    compute: &Compute,
    mut allowance: Allowance,
    batch: pb::BatchSummarizeRequest,
    intake: &Intake,
) -> Result<pb::BatchSummarizeResponse, CallError> {
    let n_requests = batch.requests.len();
    if n_requests == 0 || n_requests > MAX_BATCH_REQUESTS {
        let description =
            format!("must have between 1 and {MAX_BATCH_REQUESTS} items, has {n_requests}");
        return Err(CallError::InvalidArgument(vec![Violation { field: "requests", description }]));
    }
    intake.keep(batch.encoded_len())?;
    let mut results = vec![pb::BatchSummarizeResult::default(); n_requests];
    let mut waiting = batch.requests.into_iter().enumerate();
    let mut window = Window::new();
    loop {
        while window.has_room()
            && let Some((idx, request)) = waiting.next()
        {
            let allowed = allowance.take(compute.observer());
            let compute = compute.clone();
            // Its own place is taken when it is polled, which is next.
            intake.keep(intake.n_kept().saturating_sub(request.encoded_len()))?;
            window.push(async move {
                match allowed {
                    Ok(()) => (idx, summarize(&compute, request).await),
                    Err(error) => (idx, Err(error)),
                }
            });
        }
        let Some((idx, result)) = poll_fn(|context| window.poll_next(context)).await else {
            return Ok(pb::BatchSummarizeResponse { results });
        };
        if let Some(place) = results.get_mut(idx) {
            place.outcome = Some(outcome(result));
        }
    }
}

fn outcome(
    result: Result<Finished<pb::SummarizeResponse>, CallError>,
) -> pb::batch_summarize_result::Outcome {
    match result {
        Ok(finished) => pb::batch_summarize_result::Outcome::Response(finished.value),
        Err(error) => pb::batch_summarize_result::Outcome::Status(error.into_message()),
    }
}
