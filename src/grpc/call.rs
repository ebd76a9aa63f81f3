//! What holds for every call, whatever its method: key and rate, deadline, end on stop, room for its
//! message, request id, error details.
//!
//! A tower service around all routes. The deadline starts when the headers arrive, so that reading
//! the message and waiting in the queue count. A call without a key, or over its rate, is refused
//! before its message is read. What ends an open response stream is handed to the
//! method that makes it.

use super::access::{Access, Allowance};
use super::admission::Admission;
use super::compute::Compute;
use super::deadline::{self, StreamEnd};
use super::intake::{Counted, Intake};
use super::observe::Tracer;
use super::record::Record;
use super::service::{EnforcedLimits, Measured};
use super::status::{self, CallError};
use super::unread::Unread;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderName, HeaderValue, Request, Response};
use std::borrow::Cow;
use std::convert::Infallible;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use tokio_util::sync::CancellationToken;
use tonic::body::Body;
use tonic::{Code, Status};
use tower::Service;

/// Names a call in the log and to its caller.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The service around all routes.
#[derive(Clone)]
pub(crate) struct Calls<S> {
    routes: S,
    admission: Admission,
    limits: EnforcedLimits,
    stop: CancellationToken,
    access: Option<Arc<Access>>,
    tracer: Option<Arc<dyn Tracer>>,
    /// The name in the caller's certificate, or nothing.
    principal: Arc<str>,
    unread: Unread,
}

impl<S> Calls<S> {
    /// Wraps the routes. What calls send counts against the pool's budget of bytes; once `stop` is
    /// cancelled, those still open end. With `access`, callers must show a key.
    pub(crate) fn new(
        routes: S,
        compute: &Compute,
        limits: EnforcedLimits,
        stop: CancellationToken,
        access: Option<Arc<Access>>,
    ) -> Self {
        let admission = compute.admission().clone();
        let unread = Unread::new(admission.clone());
        let principal = Arc::default();
        Self { routes, admission, limits, stop, access, tracer: None, principal, unread }
    }

    /// Has spans of the contract's calls made.
    pub(crate) fn traced_by(mut self, tracer: Option<Arc<dyn Tracer>>) -> Self {
        self.tracer = tracer;
        self
    }

    /// Names the caller of all calls that come this way, unless a key names another.
    pub(crate) fn called_by(mut self, principal: Arc<str>) -> Self {
        self.principal = principal;
        self
    }

    /// Counts the answers of a connection of its own; returns what tells how many aren't read.
    pub(crate) fn on_connection(mut self) -> (Self, Unread) {
        self.unread = Unread::new(self.admission.clone());
        let unread = self.unread.clone();
        (self, unread)
    }

    /// Finds out who calls, takes the call from the caller's rate, and counts it as open.
    fn admit<B>(&self, request: &mut Request<B>, record: &mut Record) -> Result<(), CallError> {
        record.principal = Arc::clone(&self.principal);
        let path = request.uri().path().to_owned();
        if let Some(access) = &self.access {
            let refused = |error: &CallError| self.admission.observer().refused(error.reason());
            let caller = access.identify(&path, request.headers_mut()).inspect_err(refused)?;
            if let Some(caller) = &caller {
                record.principal = Arc::clone(&caller.name);
            }
            let allowance = Allowance::of_call(caller).inspect_err(refused)?;
            request.extensions_mut().insert(allowance);
        }
        record.open = self.admission.open_call(path.starts_with("/grpc."));
        if record.open.is_some() { Ok(()) } else { Err(self.admission.refuse()) }
    }
}

impl<S, B> Service<Request<B>> for Calls<S>
where
    S: Service<Request<Counted<B>>, Response = Response<Body>, Error = Infallible>,
    S::Future: Send + 'static,
{
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response<Body>, Infallible>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.routes.poll_ready(context)
    }

    fn call(&mut self, mut request: Request<B>) -> Self::Future {
        let is_grpc = is_grpc(request.headers());
        let limit = deadline::limit(request.headers(), self.limits.max_timeout);
        let path = request.uri().path();
        let is_own = !path.starts_with("/grpc.");
        let observer = Arc::clone(self.admission.observer());
        let mut record =
            Record::start(path, request.headers(), Arc::clone(&observer), self.tracer.clone());
        let admitted = self.admit(&mut request, &mut record);
        let unread = self.unread.clone();
        let stop = self.stop.clone();
        let stream_end = StreamEnd::new(request.headers(), stop.clone());
        request.extensions_mut().insert(stream_end);
        let intake = Arc::new(Intake::new(self.admission.clone()));
        request.extensions_mut().insert(Arc::clone(&intake));
        let max_bytes = self.limits.max_request_bytes;
        let is_article = record.is_of_one_article();
        let request = request.map(|body| Counted::new(body, intake, max_bytes, is_article));
        let answer = match admitted {
            Err(error) => Err(refuse(error)),
            Ok(()) if is_grpc => Ok(self.routes.call(request)),
            Ok(()) => Err(status::wrong_content_type()),
        };
        Box::pin(async move {
            let response = match answer {
                Err(refusal) => refusal,
                Ok(answer) => tokio::select! {
                    response = answer => response?,
                    () = tokio::time::sleep(limit) => refuse(CallError::DeadlineExceeded { limit }),
                    () = stop.cancelled() => refuse(CallError::Stopping),
                },
            };
            let response = if is_own { with_error_info(response) } else { response };
            let response = with_request_id(response, &record);
            record.measured = response.extensions().get::<Measured>().copied();
            if let Some(status) = status_of(&response) {
                record.ended_with(&status);
                return Ok(response);
            }
            let waiting = response.extensions().get().map(|answer| unread.count(*answer));
            Ok(response.map(|body| record.follow(body, waiting)))
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
fn status_of(response: &Response<Body>) -> Option<Cow<'_, Status>> {
    let headers = response.headers();
    let code = headers.get(Status::GRPC_STATUS)?;
    // Tonic leaves the status with most of them; to read it from the headers takes a decoder.
    match response.extensions().get::<Status>() {
        Some(status) if status.code() == Code::from_bytes(code.as_bytes()) => {
            Some(Cow::Borrowed(status))
        }
        _ => Status::from_header_map(headers).map(Cow::Owned),
    }
}

fn with_error_info(response: Response<Body>) -> Response<Body> {
    if response.headers().contains_key(Status::GRPC_STATUS_DETAILS) {
        return response;
    }
    match status_of(&response) {
        Some(status) => status::with_error_info(status.into_owned()).into_http(),
        None => response,
    }
}
