//! The calls of the contract: parse, admit, run, answer.

use super::access::Allowance;
use super::batch::summarize_batch;
use super::compute::{Compute, Finished};
use super::convert;
use super::deadline::StreamEnd;
use super::intake::Intake;
use super::item;
use super::pb;
use super::status::CallError;
use super::stream::Replies;
use super::unread::AnswerBytes;
use prost::Message;
use std::sync::Arc;
use std::time::Duration;
use tonic::metadata::MetadataValue;
use tonic::{Request, Response, Status, Streaming};

/// Below this many bytes an answer is sent as it is, whatever the caller accepts: compression
/// takes longer than the bytes that it saves.
const MIN_COMPRESSED_BYTES: usize = 1024;

/// What the server enforces besides the limits of the core.
#[derive(Debug, Clone, Copy)]
#[allow(clippy::struct_field_names, reason = "named as in the contract")]
pub(crate) struct EnforcedLimits {
    /// The largest request message, in bytes.
    pub(crate) max_request_bytes: usize,
    /// The longest time that a call may take.
    pub(crate) max_timeout: Duration,
    /// The most calls at once on one connection.
    pub(crate) max_concurrent_streams: u32,
}

/// The service of the contract.
#[derive(Debug)]
pub(crate) struct Summarizer {
    compute: Compute,
    limits: EnforcedLimits,
}

impl Summarizer {
    /// Makes the service on a pool.
    pub(crate) fn new(compute: Compute, limits: EnforcedLimits) -> Self {
        Self { compute, limits }
    }
}

#[tonic::async_trait]
impl pb::summarizer_service_server::SummarizerService for Summarizer {
    async fn summarize(
        &self,
        request: Request<pb::SummarizeRequest>,
    ) -> Result<Response<pb::SummarizeResponse>, Status> {
        Ok(answer(item::summarize(&self.compute, request.into_inner()).await?))
    }

    async fn extract_quotes(
        &self,
        request: Request<pb::ExtractQuotesRequest>,
    ) -> Result<Response<pb::ExtractQuotesResponse>, Status> {
        Ok(answer(item::extract_quotes(&self.compute, request.into_inner()).await?))
    }

    async fn batch_summarize(
        &self,
        mut request: Request<pb::BatchSummarizeRequest>,
    ) -> Result<Response<pb::BatchSummarizeResponse>, Status> {
        let (allowance, intake) = (allowance(&mut request), intake(&mut request)?);
        let batch = request.into_inner();
        let answer = summarize_batch(&self.compute, allowance, batch, &intake).await?;
        let n_bytes = answer.encoded_len();
        let mut response = Response::new(answer);
        response.extensions_mut().insert(AnswerBytes(n_bytes));
        Ok(response)
    }

    type StreamSummarizeStream = Replies;

    async fn stream_summarize(
        &self,
        mut request: Request<Streaming<pb::StreamSummarizeRequest>>,
    ) -> Result<Response<Replies>, Status> {
        let end = request.extensions_mut().remove::<StreamEnd>().ok_or(CallError::Stopping)?;
        let (allowance, intake) = (allowance(&mut request), intake(&mut request)?);
        let (compute, requests) = (self.compute.clone(), request.into_inner());
        Ok(Response::new(Replies::new(compute, allowance, requests, intake, end)))
    }

    async fn get_service_info(
        &self,
        mut request: Request<pb::GetServiceInfoRequest>,
    ) -> Result<Response<pb::GetServiceInfoResponse>, Status> {
        let rate_limit = allowance(&mut request).limit();
        Ok(Response::new(convert::service_info(&self.limits, rate_limit)))
    }
}

/// Takes what the call holds of its messages, so that it is held on; without this it is given back
/// with the request.
fn intake<T>(request: &mut Request<T>) -> Result<Arc<Intake>, CallError> {
    request.extensions_mut().remove::<Arc<Intake>>().ok_or(CallError::Stopping)
}

/// Takes what the call layer left for the method; without keys there is no limit.
fn allowance<T>(request: &mut Request<T>) -> Allowance {
    request.extensions_mut().remove().unwrap_or_default()
}

/// What is told of an article, in the log line of its call and in metrics.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Measured {
    pub(crate) language: &'static str,
    pub(crate) n_bytes: u32,
    pub(crate) n_sentences: u32,
}

impl Measured {
    pub(crate) fn of(language: Option<&pb::Language>, stats: Option<pb::Stats>) -> Self {
        let stats = stats.unwrap_or_default();
        // A code that the caller sent is text of the caller: only known ones are told.
        let language = language
            .and_then(|language| crate::text::Language::from_tag(&language.code))
            .map_or("other", crate::text::Language::code);
        Self { language, n_bytes: stats.n_bytes, n_sentences: stats.n_sentences }
    }
}

/// A response that tells what it measured.
trait Measure: prost::Message {
    fn measured(&self) -> Measured;
}

impl Measure for pb::SummarizeResponse {
    fn measured(&self) -> Measured {
        Measured::of(self.language.as_ref(), self.stats)
    }
}

impl Measure for pb::ExtractQuotesResponse {
    fn measured(&self) -> Measured {
        Measured::of(self.language.as_ref(), self.stats)
    }
}

/// Makes the answer; the times go into its metadata, so that equal requests get equal messages.
fn answer<M: Measure>(finished: Finished<M>) -> Response<M> {
    let timing = format!(
        "queue;dur={:.3}, compute;dur={:.3}",
        finished.queue_time.as_secs_f64() * 1e3,
        finished.compute_time.as_secs_f64() * 1e3,
    );
    let measured = finished.value.measured();
    let n_bytes = finished.value.encoded_len();
    let mut response = Response::new(finished.value);
    if let Ok(timing) = MetadataValue::try_from(timing) {
        response.metadata_mut().insert("server-timing", timing);
    }
    response.extensions_mut().insert(measured);
    response.extensions_mut().insert(AnswerBytes(n_bytes));
    if n_bytes < MIN_COMPRESSED_BYTES {
        response.disable_compression();
    }
    response
}
