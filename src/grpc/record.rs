//! What is told of a call when it ends: one log line, one count. Whichever way it ends.
//!
//! A record goes with the call, from its headers into its response's body; it is written when it
//! is dropped. One that never learned a status belongs to a caller who left.

use super::admission::OpenCall;
use super::observe::{EndedCall, Observer, Tracer};
use super::pb::summarizer_service_server::SERVICE_NAME;
use super::service::Measured;
use super::status;
use super::unread::Waiting;
use http::HeaderMap;
use std::hash::{BuildHasher, RandomState};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll};
use std::time::Instant;
use tonic::Status;
use tonic::body::Body;
use tonic::codegen::Bytes;

/// The method of calls that aren't the contract's: a caller can't write logs or make labels.
const OTHER: &str = "_OTHER";

const METHODS: [&str; 5] =
    ["Summarize", "ExtractQuotes", "BatchSummarize", "StreamSummarize", "GetServiceInfo"];

/// The longest request id that is taken over from a caller, in bytes.
const MAX_REQUEST_ID_BYTES: usize = 64;

/// One call, until it is written.
pub(super) struct Record {
    observer: Arc<dyn Observer>,
    started: Instant,
    method: &'static str,
    request_id: String,
    trace_id: String,
    trace: Option<Trace>,
    code: Option<&'static str>,
    /// Whether the server had no place for the call.
    is_refused: bool,
    /// The name of the caller's key, or of its certificate; empty where neither is asked for.
    pub(super) principal: Arc<str>,
    pub(super) measured: Option<Measured>,
    /// Counts the call as open; `None` if it was refused.
    pub(super) open: Option<OpenCall>,
}

/// What a call's span needs of its headers.
struct Trace {
    tracer: Arc<dyn Tracer>,
    traceparent: Option<String>,
    tracestate: Option<String>,
}

impl Trace {
    fn start(tracer: Arc<dyn Tracer>, headers: &HeaderMap) -> Self {
        let text = |name| headers.get(name).and_then(|value| value.to_str().ok()?.parse().ok());
        Self { tracer, traceparent: text("traceparent"), tracestate: text("tracestate") }
    }
}

impl Record {
    pub(super) fn start(
        path: &str,
        headers: &HeaderMap,
        observer: Arc<dyn Observer>,
        tracer: Option<Arc<dyn Tracer>>,
    ) -> Self {
        let method = path
            .strip_prefix('/')
            .and_then(|path| path.strip_prefix(SERVICE_NAME)?.strip_prefix('/'))
            .and_then(|name| METHODS.into_iter().find(|known| *known == name))
            .unwrap_or(OTHER);
        observer.call_started(method);
        let header = |name| headers.get(name).and_then(|value| value.to_str().ok());
        Self {
            observer,
            started: Instant::now(),
            method,
            request_id: header("x-request-id")
                .filter(|id| is_request_id(id))
                .map_or_else(new_request_id, str::to_owned),
            trace_id: header("traceparent").and_then(trace_id).unwrap_or_default().to_owned(),
            // Probes and the like would drown the calls.
            trace: tracer.filter(|_| method != OTHER).map(|tracer| Trace::start(tracer, headers)),
            code: None,
            is_refused: false,
            principal: Arc::default(),
            measured: None,
            open: None,
        }
    }

    /// Returns the caller's own id for the call, or the one that it was given.
    pub(super) fn request_id(&self) -> &str {
        &self.request_id
    }

    /// Whether the call's method takes one article and nothing else.
    pub(super) fn is_of_one_article(&self) -> bool {
        matches!(self.method, "Summarize" | "ExtractQuotes")
    }

    pub(super) fn ended_with(&mut self, status: &Status) {
        self.code = Some(status::code_name(status));
        self.is_refused = status::is_overload(status);
    }

    /// Lets the record go with a response's body, which brings the status in its trailers.
    pub(super) fn follow(self, body: Body, waiting: Option<Waiting>) -> Body {
        Body::new(Followed { body, record: self, waiting })
    }
}

impl Drop for Record {
    fn drop(&mut self) {
        let time = self.started.elapsed();
        let code = self.code.unwrap_or("CANCELLED");
        self.observer.call_ended(self.method, code, time);
        if let Some(Trace { tracer, traceparent, tracestate }) = &self.trace {
            self.trace_id = tracer.call_ended(&EndedCall {
                method: self.method,
                code,
                is_fault: status::is_fault(code),
                time,
                request_id: &self.request_id,
                traceparent: traceparent.as_deref(),
                tracestate: tracestate.as_deref(),
                article: self.measured.map(|of| (of.language, of.n_bytes, of.n_sentences)),
            });
        }
        let latency_ms = time.as_secs_f64() * 1e3;
        let Self { method, request_id, trace_id, .. } = self;
        let principal = &*self.principal;
        // Refusals are told together: a line for each would cost more than the refusal.
        if *method == OTHER || self.is_refused {
            tracing::debug!(method, code, latency_ms, request_id, trace_id, principal, "call");
        } else if let Some(Measured { language, n_bytes, n_sentences }) = self.measured {
            tracing::info!(
                method,
                code,
                latency_ms,
                request_id,
                trace_id,
                principal,
                language,
                n_bytes,
                n_sentences,
                "call"
            );
        } else {
            tracing::info!(method, code, latency_ms, request_id, trace_id, principal, "call");
        }
    }
}

/// A body that hands its status to its record.
struct Followed {
    body: Body,
    record: Record,
    waiting: Option<Waiting>,
}

impl http_body::Body for Followed {
    type Data = Bytes;
    type Error = Status;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, Status>>> {
        let polled = Pin::new(&mut self.body).poll_frame(context);
        if let Poll::Ready(Some(Ok(frame))) = &polled
            && let Some(status) = frame.trailers_ref().and_then(status::of_trailers)
        {
            self.record.ended_with(&status);
        }
        polled.map_ok(|frame| {
            frame.map_data(|bytes| match self.waiting.take() {
                Some(waiting) => waiting.with(bytes),
                None => bytes,
            })
        })
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> http_body::SizeHint {
        self.body.size_hint()
    }
}

fn is_request_id(id: &str) -> bool {
    !id.is_empty()
        && id.len() <= MAX_REQUEST_ID_BYTES
        && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
}

/// Makes an id that differs between calls and between processes.
fn new_request_id() -> String {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    format!("{:016x}", RandomState::new().hash_one(number))
}

/// Reads the trace id of a `traceparent` header (W3C Trace Context, section 3.2).
fn trace_id(traceparent: &str) -> Option<&str> {
    let mut parts = traceparent.split('-');
    let (version, id) = (parts.next()?, parts.next()?);
    let is_hex = |text: &str, n| {
        text.len() == n && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    };
    let is_id = is_hex(version, 2) && version != "ff" && is_hex(id, 32);
    (is_id && id.bytes().any(|byte| byte != b'0')).then_some(id)
}

#[cfg(test)]
mod tests {
    use super::{METHODS, SERVICE_NAME, is_request_id, new_request_id, trace_id};
    use crate::grpc::pb::FILE_DESCRIPTOR_SET;
    use prost::Message;

    #[test]
    fn every_method_of_the_contract_has_its_name() {
        let files = prost_types::FileDescriptorSet::decode(FILE_DESCRIPTOR_SET).unwrap();
        let mut names = Vec::new();
        for file in &files.file {
            for service in &file.service {
                assert_eq!(format!("{}.{}", file.package(), service.name()), SERVICE_NAME);
                names.extend(service.method.iter().map(|method| method.name().to_owned()));
            }
        }
        assert_eq!(names, METHODS);
    }

    #[test]
    fn the_trace_id_is_read_and_anything_else_is_not() {
        let id = "4bf92f3577b34da6a3ce929d0e0e4736";
        assert_eq!(trace_id(&format!("00-{id}-00f067aa0ba902b7-01")), Some(id));
        assert_eq!(trace_id(&format!("cc-{id}-00f067aa0ba902b7-01-later")), Some(id));
        let zero = "0".repeat(32);
        let upper = id.to_uppercase();
        let none = [String::new(), "00".into(), format!("ff-{id}-1-01")];
        let wrong = [format!("00-{zero}-1-01"), format!("00-{upper}-1-01"), format!("00-{id}0-1")];
        for traceparent in none.iter().chain(&wrong) {
            assert_eq!(trace_id(traceparent), None, "{traceparent}");
        }
    }

    #[test]
    fn only_short_plain_request_ids_are_taken_over() {
        assert!(is_request_id("a-B_3.f") && is_request_id(&new_request_id()));
        for id in ["", "a b", "a\"b", "é", &"x".repeat(65)] {
            assert!(!is_request_id(id), "{id}");
        }
        assert_ne!(new_request_id(), new_request_id());
    }
}
