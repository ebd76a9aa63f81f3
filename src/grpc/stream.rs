//! Any number of articles over one call: replies as they are ready, under the caller's own ids.
//!
//! Nothing runs beside the response: it is read from, and only then are requests taken in. A
//! reader that doesn't read stops the intake, and one that leaves stops the work. An error of the
//! stream comes after the replies to what was taken in before it.

use super::access::Allowance;
use super::compute::Compute;
use super::convert::MAX_ID_BYTES;
use super::deadline::StreamEnd;
use super::intake::Intake;
use super::item::summarize;
use super::pb;
use super::status::{self, CallError, Violation};
use super::window::Window;
use crate::error::{FieldViolation, ViolationReason};
use prost::Message;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use tonic::codegen::tokio_stream::Stream;
use tonic::{Status, Streaming};

/// The response stream of one call.
pub(crate) struct Replies {
    compute: Compute,
    allowance: Allowance,
    requests: Streaming<pb::StreamSummarizeRequest>,
    window: Window<pb::StreamSummarizeResponse>,
    end: Pin<Box<dyn Future<Output = CallError> + Send>>,
    intake: Arc<Intake>,
    /// Whether more requests may come.
    is_open: bool,
    /// Why no more come, unless the caller said so.
    error: Option<Status>,
    /// Whether the last reply or error has been returned.
    is_over: bool,
}

impl Replies {
    pub(super) fn new(
        compute: Compute,
        allowance: Allowance,
        requests: Streaming<pb::StreamSummarizeRequest>,
        intake: Arc<Intake>,
        end: StreamEnd,
    ) -> Self {
        Self {
            compute,
            allowance,
            requests,
            window: Window::new(),
            end: Box::pin(end.reached()),
            intake,
            is_open: true,
            error: None,
            is_over: false,
        }
    }

    fn take_in(&mut self, context: &mut Context<'_>) {
        while self.is_open && self.window.has_room() {
            match Pin::new(&mut self.requests).poll_next(context) {
                Poll::Ready(Some(request)) => {
                    let settled = request.map_err(status::with_error_info).and_then(|request| {
                        // The transport keeps buffers as large as the longest so far.
                        self.intake.keep(self.intake.n_kept().max(request.encoded_len()))?;
                        Ok(request)
                    });
                    match settled {
                        Ok(request) => {
                            let allowed = self.allowance.take(self.compute.observer());
                            self.window.push(reply(self.compute.clone(), allowed, request));
                        }
                        Err(status) => {
                            self.is_open = false;
                            self.error = Some(status);
                        }
                    }
                }
                Poll::Ready(None) => self.is_open = false,
                Poll::Pending => break,
            }
        }
    }

    fn poll_reply(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<pb::StreamSummarizeResponse, Status>>> {
        if let Poll::Ready(error) = self.end.as_mut().poll(context) {
            return Poll::Ready(Some(Err(error.into())));
        }
        self.take_in(context);
        match self.window.poll_next(context) {
            Poll::Ready(Some(reply)) => Poll::Ready(Some(Ok(reply))),
            Poll::Ready(None) if !self.is_open => Poll::Ready(self.error.take().map(Err)),
            Poll::Ready(None) | Poll::Pending => Poll::Pending,
        }
    }
}

impl Stream for Replies {
    type Item = Result<pb::StreamSummarizeResponse, Status>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.is_over {
            return Poll::Ready(None);
        }
        let polled = self.poll_reply(context);
        if matches!(polled, Poll::Ready(None | Some(Err(_)))) {
            self.is_over = true;
            self.window = Window::new();
        }
        polled
    }
}

/// Works on one request of a stream, if it is allowed.
async fn reply(
    compute: Compute,
    allowed: Result<(), CallError>,
    request: pb::StreamSummarizeRequest,
) -> pb::StreamSummarizeResponse {
    let pb::StreamSummarizeRequest { id, request } = request;
    let result = match (allowed, id_violation(&id)) {
        (Err(error), _) => Err(error),
        (_, Some(violation)) => Err(CallError::InvalidArgument(vec![violation])),
        (Ok(()), None) => summarize(&compute, request.unwrap_or_default()).await,
    };
    let outcome = match result {
        Ok(finished) => pb::stream_summarize_response::Outcome::Response(finished.value),
        Err(error) => pb::stream_summarize_response::Outcome::Status(error.into_message()),
    };
    pb::StreamSummarizeResponse { id, outcome: Some(outcome) }
}

fn id_violation(id: &str) -> Option<Violation> {
    let reason = ViolationReason::TooManyBytes { limit: MAX_ID_BYTES, actual: id.len() };
    (id.len() > MAX_ID_BYTES).then(|| FieldViolation { field: "id", reason }.into())
}
