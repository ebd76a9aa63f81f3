//! What holds for every call, whatever its method: deadline, end on stop, log line, error details.
//!
//! A tower service around all routes. The deadline starts when the headers arrive, so that reading
//! the message and waiting in the queue count. What ends an open response stream is handed to the
//! method that makes it.

use super::deadline::{self, StreamEnd};
use super::service::Measured;
use super::status::{self, CallError};
use http::{Request, Response};
use std::convert::Infallible;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};
use tokio_util::sync::CancellationToken;
use tonic::Status;
use tonic::body::Body;
use tower::Service;

/// The service around all routes.
#[derive(Debug, Clone)]
pub struct Calls<S> {
    routes: S,
    max_timeout: Duration,
    stop: CancellationToken,
}

impl<S> Calls<S> {
    /// Wraps the routes. No call takes longer than `max_timeout`; once `stop` is cancelled, those
    /// still open end.
    pub fn new(routes: S, max_timeout: Duration, stop: CancellationToken) -> Self {
        Self { routes, max_timeout, stop }
    }
}

impl<S, B> Service<Request<B>> for Calls<S>
where
    S: Service<Request<B>, Response = Response<Body>, Error = Infallible>,
    S::Future: Send + 'static,
{
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response<Body>, Infallible>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.routes.poll_ready(context)
    }

    fn call(&mut self, mut request: Request<B>) -> Self::Future {
        let started = Instant::now();
        let limit = deadline::limit(request.headers(), self.max_timeout);
        let method = request.uri().path().to_owned();
        let stop = self.stop.clone();
        let stream_end = StreamEnd::new(request.headers(), stop.clone());
        request.extensions_mut().insert(stream_end);
        let answer = self.routes.call(request);
        Box::pin(async move {
            let response = tokio::select! {
                response = answer => response?,
                () = tokio::time::sleep(limit) => refuse(CallError::DeadlineExceeded { limit }),
                () = stop.cancelled() => refuse(CallError::Stopping),
            };
            let response = with_error_info(&method, response);
            log(&method, started.elapsed(), &response);
            Ok(response)
        })
    }
}

fn refuse(error: CallError) -> Response<Body> {
    Status::from(error).into_http()
}

/// Returns the status of a response that has no message.
fn status_of(response: &Response<Body>) -> Option<Status> {
    if response.headers().contains_key(Status::GRPC_STATUS) {
        Status::from_header_map(response.headers())
    } else {
        None
    }
}

fn is_own(method: &str) -> bool {
    !method.starts_with("/grpc.")
}

fn with_error_info(method: &str, response: Response<Body>) -> Response<Body> {
    if !is_own(method) || response.headers().contains_key(Status::GRPC_STATUS_DETAILS) {
        return response;
    }
    match status_of(&response) {
        Some(status) => status::with_error_info(status).into_http(),
        None => response,
    }
}

/// One line a call; only the methods of the contract are named, so that a caller can't write logs.
fn log(method: &str, latency: Duration, response: &Response<Body>) {
    let status = status_of(response);
    let code = status::code_name(status.as_ref());
    let latency_ms = latency.as_secs_f64() * 1e3;
    let Some(method) = method.strip_prefix("/nutgraf.v1.SummarizerService/").and_then(known) else {
        tracing::debug!(method = "other", code, latency_ms, "call");
        return;
    };
    if let Some(measured) = response.extensions().get::<Measured>() {
        let Measured { language, n_bytes, n_sentences } = measured;
        tracing::info!(method, code, latency_ms, language, n_bytes, n_sentences, "call");
    } else {
        tracing::info!(method, code, latency_ms, "call");
    }
}

fn known(method: &str) -> Option<&'static str> {
    ["Summarize", "ExtractQuotes", "BatchSummarize", "StreamSummarize", "GetServiceInfo"]
        .into_iter()
        .find(|known| *known == method)
}
