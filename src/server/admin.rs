//! What operators ask over HTTP, on a port of its own: `/metrics`, `/livez`, `/readyz`, `/version`;
//! and what they change there: `/log-filter`.
//!
//! Speaks plain HTTP/1.1 to few clients; not for the network that callers come from.

use super::health::Health;
use super::log_filter;
use super::metrics::Metrics;
use crate::summarize::ALGORITHM_VERSION;
use http::header::{ALLOW, CONTENT_TYPE};
use http::{HeaderValue, Method, Request, Response, StatusCode};
use http_body::Body;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::convert::Infallible;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;

/// The most connections at once; more wait.
const MAX_CONNECTIONS: usize = 32;

/// How long a client may take to send a request, and to wait before the next.
const HEADER_TIMEOUT: Duration = Duration::from_secs(10);

/// How long a connection lives, however slowly its client reads.
const MAX_AGE: Duration = Duration::from_secs(300);

/// The longest log filter, in bytes.
const MAX_FILTER_BYTES: usize = 4096;

/// What accepting rests after an error such as too many open files.
const REST_AFTER_ERROR: Duration = Duration::from_millis(50);

/// Answers operators.
#[derive(Debug, Clone)]
pub(crate) struct Admin {
    pub(crate) metrics: Arc<Metrics>,
    pub(crate) health: Health,
}

impl Admin {
    /// Serves until the task is aborted.
    pub(crate) async fn serve(self, listener: TcpListener) {
        let places = Arc::new(Semaphore::new(MAX_CONNECTIONS));
        loop {
            let Ok(place) = Arc::clone(&places).acquire_owned().await else { return };
            match listener.accept().await {
                Ok((stream, _)) => {
                    let admin = self.clone();
                    tokio::spawn(async move {
                        let _ = tokio::time::timeout(MAX_AGE, admin.converse(stream)).await;
                        drop(place);
                    });
                }
                Err(_) => tokio::time::sleep(REST_AFTER_ERROR).await,
            }
        }
    }

    async fn converse(self, stream: TcpStream) {
        let service = service_fn(move |request| {
            let admin = self.clone();
            async move { Ok::<_, Infallible>(admin.answer(request).await.into_response()) }
        });
        let ended = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(HEADER_TIMEOUT)
            .serve_connection(TokioIo::new(stream), service)
            .await;
        if let Err(error) = ended {
            tracing::debug!(%error, "admin connection failed");
        }
    }

    async fn answer(&self, request: Request<Incoming>) -> Answer {
        let (parts, body) = request.into_parts();
        match (parts.uri.path(), &parts.method) {
            ("/log-filter", &Method::PUT) => replace_filter(body).await,
            (path, &(Method::GET | Method::HEAD)) => self.show(path),
            ("/log-filter", _) => Answer::only("GET, HEAD, PUT"),
            _ => Answer::only("GET, HEAD"),
        }
    }

    fn show(&self, path: &str) -> Answer {
        match path {
            "/metrics" => Answer::new(StatusCode::OK, METRICS, self.metrics.text()),
            "/livez" => Answer::text(StatusCode::OK, "alive"),
            "/readyz" if self.health.is_serving() => Answer::text(StatusCode::OK, "ready"),
            "/readyz" => Answer::text(StatusCode::SERVICE_UNAVAILABLE, "not ready"),
            "/version" => Answer::new(StatusCode::OK, "application/json", version()),
            "/log-filter" => match log_filter::current() {
                Some(filter) => Answer::text(StatusCode::OK, &filter),
                None => Answer::no_log(),
            },
            _ => Answer::text(StatusCode::NOT_FOUND, "not found"),
        }
    }
}

const TEXT: &str = "text/plain; charset=utf-8";
const METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// What an operator gets.
struct Answer {
    status: StatusCode,
    kind: &'static str,
    allowed: Option<&'static str>,
    body: String,
}

impl Answer {
    fn new(status: StatusCode, kind: &'static str, body: String) -> Self {
        Self { status, kind, allowed: None, body }
    }

    fn text(status: StatusCode, line: &str) -> Self {
        Self::new(status, TEXT, format!("{line}\n"))
    }

    fn only(methods: &'static str) -> Self {
        let answer = Self::text(StatusCode::METHOD_NOT_ALLOWED, &format!("only {methods}"));
        Self { allowed: Some(methods), ..answer }
    }

    fn no_log() -> Self {
        Self::text(StatusCode::NOT_FOUND, "the log of this process isn't nutgraf's own")
    }

    fn into_response(self) -> Response<String> {
        let mut response = Response::new(self.body);
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(self.kind));
        if let Some(methods) = self.allowed {
            headers.insert(ALLOW, HeaderValue::from_static(methods));
        }
        response
    }
}

async fn replace_filter(body: Incoming) -> Answer {
    let Some(before) = log_filter::current() else { return Answer::no_log() };
    let body = read(body, MAX_FILTER_BYTES).await;
    let Some(filter) = body.and_then(|bytes| String::from_utf8(bytes).ok()) else {
        let wrong = format!("the log filter must be text of at most {MAX_FILTER_BYTES} bytes");
        return Answer::text(StatusCode::BAD_REQUEST, &wrong);
    };
    let filter = filter.trim();
    if log_filter::replace(filter).is_none() {
        let wrong = format!("the log filter must be {}", log_filter::EXPECTED);
        return Answer::text(StatusCode::BAD_REQUEST, &wrong);
    }
    tracing::info!(filter, before, "log filter changed");
    Answer::text(StatusCode::OK, filter)
}

/// Reads a body; `None` if it is longer than allowed or breaks off.
async fn read(mut body: Incoming, max_bytes: usize) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    while let Some(frame) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
        bytes.extend_from_slice(&frame.ok()?.into_data().unwrap_or_default());
        if bytes.len() > max_bytes {
            return None;
        }
    }
    Some(bytes)
}

fn version() -> String {
    let version = serde_json::json!({
        "version": env!("CARGO_PKG_VERSION"),
        "git_revision": env!("NUTGRAF_GIT_REVISION"),
        "algorithm_version": ALGORITHM_VERSION,
    });
    format!("{version}\n")
}
