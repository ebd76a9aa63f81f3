//! One article: admitted or refused, worked on, counted. The same for a call of its own and for an
//! item of a batch or a stream.

use super::compute::{Compute, Finished};
use super::convert::{ExtractQuotesJob, SummarizeJob};
use super::observe::Observer;
use super::pb;
use super::service::Measured;
use super::status::CallError;

/// Answers one request of `Summarize`.
///
/// # Errors
/// [`CallError::InvalidArgument`], [`CallError::Overloaded`] and [`CallError::Panicked`].
pub(super) async fn summarize(
    compute: &Compute,
    request: pb::SummarizeRequest,
) -> Result<Finished<pb::SummarizeResponse>, CallError> {
    let job = SummarizeJob::read(request)?;
    let finished = compute.run(job.n_bytes(), move |watch| job.run_watched(watch)).await?;
    let answer = &finished.value;
    observe(compute.observer(), answer.language.as_ref(), answer.stats, &answer.warnings);
    Ok(finished)
}

/// Answers one request of `ExtractQuotes`; errors as for [`summarize`].
pub(super) async fn extract_quotes(
    compute: &Compute,
    request: pb::ExtractQuotesRequest,
) -> Result<Finished<pb::ExtractQuotesResponse>, CallError> {
    let job = ExtractQuotesJob::read(request)?;
    let finished = compute.run(job.n_bytes(), move |watch| job.run_watched(watch)).await?;
    let answer = &finished.value;
    observe(compute.observer(), answer.language.as_ref(), answer.stats, &answer.warnings);
    Ok(finished)
}

fn observe(
    observer: &dyn Observer,
    language: Option<&pb::Language>,
    stats: Option<pb::Stats>,
    warnings: &[pb::Warning],
) {
    let Measured { language, n_bytes, .. } = Measured::of(language, stats);
    let warnings: Vec<&'static str> =
        warnings.iter().map(|warning| warning.code().as_str_name()).collect();
    observer.article(language, n_bytes, &warnings);
}
