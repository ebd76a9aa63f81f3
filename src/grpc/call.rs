//! What holds for every call, whatever its method: deadline, end on stop, request id, error details.
//!
//! A tower service around all routes. The deadline starts when the headers arrive, so that reading
//! the message and waiting in the queue count. What ends an open response stream is handed to the
//! method that makes it.

use super::compute::Compute;
use super::deadline::{self, StreamEnd};
use super::observe::{Observer, Tracer};
use super::principal::Principal;
use super::record::Record;
use super::service::Measured;
use super::status::{self, CallError};
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderName, HeaderValue, Request, Response, StatusCode};
use std::convert::Infallible;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio_util::sync::CancellationToken;
use tonic::Status;
use tonic::body::Body;
use tower::Service;

/// Names a call in the log and to its caller.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The service around all routes.
#[derive(Clone)]
pub struct Calls<S> {
    routes: S,
    compute: Compute,
    max_timeout: Duration,
    stop: CancellationToken,
    observer: Arc<dyn Observer>,
    tracer: Option<Arc<dyn Tracer>>,
    principal: Option<Principal>,
}

impl<S> Calls<S> {
    /// Wraps the routes. No call takes longer than `max_timeout`; once `stop` is cancelled, those
    /// still open end.
    pub fn new(
        routes: S,
        compute: Compute,
        max_timeout: Duration,
        stop: CancellationToken,
        observer: Arc<dyn Observer>,
    ) -> Self {
        Self { routes, compute, max_timeout, stop, observer, tracer: None, principal: None }
    }

    /// Has spans of the contract's calls made.
    #[must_use]
    pub fn traced_by(mut self, tracer: Option<Arc<dyn Tracer>>) -> Self {
        self.tracer = tracer;
        self
    }

    /// Names the caller of all calls that come this way; each request carries the name.
    #[must_use]
    pub fn called_by(mut self, principal: Option<Principal>) -> Self {
        self.principal = principal;
        self
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
        let limit = deadline::limit(request.headers(), self.max_timeout);
        if !is_grpc(request.headers()) {
            return Box::pin(std::future::ready(Ok(unsupported_media_type())));
        }
        let path = request.uri().path();
        let is_own = !path.starts_with("/grpc.");
        let mut record =
            Record::start(path, request.headers(), Arc::clone(&self.observer), self.tracer.clone());
        if record.is_of_one_article()
            && let Err(error) = self.compute.admit_unread()
        {
            let status = Status::from(error);
            record.is_refused = true;
            record.ended_with(&status);
            let response = with_request_id(status.into_http(), &record);
            return Box::pin(std::future::ready(Ok(response)));
        }
        let stop = self.stop.clone();
        let stream_end = StreamEnd::new(request.headers(), stop.clone());
        request.extensions_mut().insert(stream_end);
        if let Some(principal) = &self.principal {
            request.extensions_mut().insert(principal.clone());
        }
        let answer = self.routes.call(request);
        Box::pin(async move {
            let response = tokio::select! {
                response = answer => response?,
                () = tokio::time::sleep(limit) => refuse(CallError::DeadlineExceeded { limit }),
                () = stop.cancelled() => refuse(CallError::Stopping),
            };
            let response = if is_own { with_error_info(response) } else { response };
            let response = with_request_id(response, &record);
            record.is_refused = response.headers().contains_key(status::RETRY_PUSHBACK);
            record.measured = response.extensions().get::<Measured>().copied();
            if let Some(status) = status_of(&response) {
                record.ended_with(&status);
                return Ok(response);
            }
            Ok(response.map(|body| record.follow(body)))
        })
    }
}

/// Whether a request is a call at all ("Content-Type" in the gRPC specification over HTTP/2).
fn is_grpc(headers: &HeaderMap) -> bool {
    let content_type = headers.get(CONTENT_TYPE).map_or(&b""[..], HeaderValue::as_bytes);
    match content_type.strip_prefix(b"application/grpc") {
        Some(rest) => matches!(rest.first(), None | Some(b'+' | b';')),
        None => false,
    }
}

/// Whoever speaks another protocol must not take the answer for success.
fn unsupported_media_type() -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::UNSUPPORTED_MEDIA_TYPE;
    response
}

fn with_request_id(mut response: Response<Body>, record: &Record) -> Response<Body> {
    if let Ok(mut id) = HeaderValue::from_str(record.request_id()) {
        // Not into the connection's table of headers: it never comes again.
        id.set_sensitive(true);
        response.headers_mut().insert(REQUEST_ID, id);
    }
    response
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

fn with_error_info(response: Response<Body>) -> Response<Body> {
    if response.headers().contains_key(Status::GRPC_STATUS_DETAILS) {
        return response;
    }
    match status_of(&response) {
        Some(status) => status::with_error_info(status).into_http(),
        None => response,
    }
}

#[cfg(test)]
mod tests {
    use super::super::compute::PoolSize;
    use super::{
        Body, Calls, CancellationToken, Compute, Principal, Request, Response, Service, Status,
    };
    use std::convert::Infallible;
    use std::sync::Arc;
    use std::time::Duration;

    /// Answers with the name of the caller as the message of a status.
    fn answer(request: &Request<()>) -> Response<Body> {
        let name = request.extensions().get::<Principal>().map_or("nobody", Principal::name);
        Status::not_found(name).into_http()
    }

    #[tokio::test]
    async fn each_request_carries_the_name_of_its_caller() {
        let routes = tower::service_fn(|request: Request<()>| async move {
            Ok::<_, Infallible>(answer(&request))
        });
        let size = PoolSize { n_workers: 1, max_queued: 1, max_queued_bytes: 1 };
        let compute = Compute::new(size, Arc::new(())).unwrap();
        let stop = CancellationToken::new();
        let calls = Calls::new(routes, compute, Duration::MAX, stop, Arc::new(()));
        for (principal, expected) in [(None, "nobody"), (Some(Principal::new("desk")), "desk")] {
            let mut calls = calls.clone().called_by(principal);
            let request = Request::builder().header("content-type", "application/grpc");
            let response = calls.call(request.body(()).unwrap()).await.unwrap();
            let status = Status::from_header_map(response.headers()).unwrap();
            assert_eq!(status.message(), expected);
        }
    }
}
