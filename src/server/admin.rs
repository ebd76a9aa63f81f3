//! What operators ask over HTTP, on a port of its own: `/metrics`, `/livez`, `/readyz`, `/version`.
//!
//! Speaks plain HTTP/1.1 to few clients; not for the network that callers come from.

use super::health::Health;
use super::metrics::Metrics;
use crate::summarize::ALGORITHM_VERSION;
use http::header::CONTENT_TYPE;
use http::{Method, Request, Response, StatusCode};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::convert::Infallible;
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
        let service = service_fn(move |request: Request<_>| {
            let answer = self.answer(request.method(), request.uri().path());
            async move { Ok::<_, Infallible>(answer) }
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

    fn answer(&self, method: &Method, path: &str) -> Response<String> {
        const TEXT: &str = "text/plain; charset=utf-8";
        const METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";
        let ok = |kind, body| (StatusCode::OK, kind, body);
        let (status, kind, body) = match path {
            _ if method != Method::GET && method != Method::HEAD => {
                (StatusCode::METHOD_NOT_ALLOWED, TEXT, "only GET and HEAD\n".to_owned())
            }
            "/metrics" => ok(METRICS, self.metrics.text()),
            "/livez" => ok(TEXT, "alive\n".to_owned()),
            "/readyz" if self.health.is_serving() => ok(TEXT, "ready\n".to_owned()),
            "/readyz" => (StatusCode::SERVICE_UNAVAILABLE, TEXT, "not ready\n".to_owned()),
            "/version" => ok("application/json", version()),
            _ => (StatusCode::NOT_FOUND, TEXT, "not found\n".to_owned()),
        };
        let mut response = Response::new(body);
        *response.status_mut() = status;
        response.headers_mut().insert(CONTENT_TYPE, http::HeaderValue::from_static(kind));
        response
    }
}

fn version() -> String {
    let version = serde_json::json!({
        "version": env!("CARGO_PKG_VERSION"),
        "git_revision": env!("NUTGRAF_GIT_REVISION"),
        "algorithm_version": ALGORITHM_VERSION,
    });
    format!("{version}\n")
}
