//! One article of a batch or a stream: admitted, refused and worked on like a call of its own.

use super::compute::Compute;
use super::convert::SummarizeJob;
use super::pb;
use super::status::CallError;

/// Answers one request.
///
/// # Errors
/// As for a call of `Summarize`.
pub(super) async fn summarize(
    compute: &Compute,
    request: pb::SummarizeRequest,
) -> Result<pb::SummarizeResponse, CallError> {
    let job = SummarizeJob::read(request)?;
    let finished = compute.run(job.n_bytes(), move |is_wanted| job.run_while(is_wanted)).await?;
    Ok(finished.value)
}
