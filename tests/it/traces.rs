//! Spans of calls, as a collector gets them.

use crate::certificates::{Authority, Files, Pair, acceptor};
use crate::harness::{PATIENCE, Server, request};
use crate::program::{logs_of, nutgraf, send_signal, serve};
use crate::raw::{Raw, SUMMARIZE};
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::service::TowerToHyperService;
use nutgraf::grpc::pb::summarizer_service_client::SummarizerServiceClient;
use opentelemetry_proto::tonic::collector::trace::v1::trace_service_server::{
    TraceService, TraceServiceServer,
};
use opentelemetry_proto::tonic::collector::trace::v1::{
    ExportTraceServiceRequest, ExportTraceServiceResponse,
};
use opentelemetry_proto::tonic::common::v1::any_value::Value;
use opentelemetry_proto::tonic::common::v1::{AnyValue, KeyValue};
use opentelemetry_proto::tonic::trace::v1::span::SpanKind;
use opentelemetry_proto::tonic::trace::v1::status::StatusCode;
use opentelemetry_proto::tonic::trace::v1::{ResourceSpans, Span};
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Instant;
use tokio::net::TcpListener;
use tonic::{Request, Response, Status};
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_client::HealthClient;

const STORY: &str = "The council of Port Hallen approved the budget on Monday. Rents had risen.";
const TRACE: &str = "4bf92f3577b34da6a3ce929d0e0e4736";

/// A collector that keeps what it gets.
#[derive(Clone, Default)]
pub(crate) struct Collector {
    kept: Arc<Mutex<Vec<ResourceSpans>>>,
    /// The header `api-key` of the last batch.
    api_key: Arc<Mutex<Option<String>>>,
    n_failed_handshakes: Arc<AtomicUsize>,
}

#[tonic::async_trait]
impl TraceService for Collector {
    async fn export(
        &self,
        request: Request<ExportTraceServiceRequest>,
    ) -> Result<Response<ExportTraceServiceResponse>, Status> {
        let api_key = request.metadata().get("api-key").and_then(|key| key.to_str().ok());
        *self.api_key.lock().expect("no panic") = api_key.map(str::to_owned);
        self.kept.lock().expect("no panic").extend(request.into_inner().resource_spans);
        Ok(Response::new(ExportTraceServiceResponse::default()))
    }
}

impl Collector {
    /// Listens on a free port.
    pub(crate) async fn start() -> (Self, SocketAddr) {
        let collector = Self::default();
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let service = TowerToHyperService::new(TraceServiceServer::new(collector.clone()));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let http2 = hyper::server::conn::http2::Builder::new(TokioExecutor::new());
                tokio::spawn(http2.serve_connection(TokioIo::new(stream), service.clone()));
            }
        });
        (collector, address)
    }

    /// Listens on a free port, with TLS.
    async fn start_with(pair: &Pair) -> (Self, SocketAddr) {
        let collector = Self::default();
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let service = TowerToHyperService::new(TraceServiceServer::new(collector.clone()));
        let (acceptor, n_failed) = (acceptor(pair), Arc::clone(&collector.n_failed_handshakes));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let http2 = hyper::server::conn::http2::Builder::new(TokioExecutor::new());
                match acceptor.accept(stream).await {
                    Ok(stream) => {
                        tokio::spawn(http2.serve_connection(TokioIo::new(stream), service.clone()));
                    }
                    Err(_) => drop(n_failed.fetch_add(1, Ordering::Relaxed)),
                }
            }
        });
        (collector, address)
    }

    pub(crate) fn kept(&self) -> Vec<ResourceSpans> {
        self.kept.lock().expect("no panic").clone()
    }

    fn spans(&self) -> Vec<Span> {
        let scopes = self.kept().into_iter().flat_map(|resource| resource.scope_spans);
        let mut spans: Vec<Span> = scopes.flat_map(|scope| scope.spans).collect();
        spans.sort_by_key(|span| span.start_time_unix_nano);
        spans
    }
}

fn text(attributes: &[KeyValue], key: &str) -> Option<String> {
    let found = attributes.iter().find(|attribute| attribute.key == key)?;
    match &found.value {
        Some(AnyValue { value: Some(Value::StringValue(text)) }) => Some(text.clone()),
        Some(AnyValue { value: Some(Value::IntValue(number)) }) => Some(number.to_string()),
        other => panic!("{key}: {other:?}"),
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

#[tokio::test]
async fn each_call_is_a_span_in_the_trace_of_its_caller() {
    let (collector, address) = Collector::start().await;
    let endpoint = format!("http://{address}");
    let server = Server::start(&["--otel-exporter-otlp-endpoint", &endpoint]).await;
    let mut raw = Raw::connect(server.address).await;
    let traced = format!("00-{TRACE}-00f067aa0ba902b7-01");
    let unsampled = format!("00-{TRACE}-00f067aa0ba902b7-00");
    let headers =
        [("traceparent", traced.as_str()), ("tracestate", "desk=7"), ("x-request-id", "a1")];
    let mut call = raw.open(SUMMARIZE, &headers).await;
    call.send_message(&request(STORY));
    call.end().await;
    let mut call = raw.open(SUMMARIZE, &[("traceparent", "nonsense")]).await;
    call.send_message(&request(""));
    call.end().await;
    raw.open(SUMMARIZE, &[("grpc-timeout", "1m")]).await.end().await;
    let mut call = raw.open(SUMMARIZE, &[("traceparent", unsampled.as_str())]).await;
    call.send_message(&request(STORY));
    call.end().await;
    let mut health = HealthClient::new(server.channel().await);
    health.check(HealthCheckRequest::default()).await.expect("an answer");
    drop(health);
    server.stop().await;

    let resources = collector.kept();
    let resource = resources[0].resource.as_ref().expect("a resource");
    assert_eq!(text(&resource.attributes, "service.name").as_deref(), Some("nutgraf"));
    let spans = collector.spans();
    assert_eq!(spans.len(), 3, "{spans:?}");
    for (span, code, is_fault) in [
        (&spans[0], "OK", false),
        (&spans[1], "INVALID_ARGUMENT", false),
        (&spans[2], "DEADLINE_EXCEEDED", true),
    ] {
        let of = |key| text(&span.attributes, key);
        assert_eq!(span.name, "nutgraf.v1.SummarizerService/Summarize");
        assert_eq!(span.kind(), SpanKind::Server);
        assert!(span.end_time_unix_nano > span.start_time_unix_nano);
        assert_eq!(of("rpc.system.name").as_deref(), Some("grpc"));
        assert_eq!(of("rpc.method").as_ref(), Some(&span.name));
        assert_eq!(of("rpc.response.status_code").as_deref(), Some(code));
        assert_eq!(of("error.type"), is_fault.then(|| code.to_owned()));
        let status = span.status.clone().unwrap_or_default();
        assert_eq!(status.code() == StatusCode::Error, is_fault);
    }
    let first = &spans[0];
    assert_eq!(hex(&first.trace_id), TRACE);
    assert_eq!(hex(&first.parent_span_id), "00f067aa0ba902b7");
    assert_eq!(first.trace_state, "desk=7");
    assert_eq!(text(&first.attributes, "nutgraf.request_id").as_deref(), Some("a1"));
    assert_eq!(text(&first.attributes, "nutgraf.language").as_deref(), Some("en"));
    assert_eq!(text(&first.attributes, "nutgraf.n_bytes"), Some(STORY.len().to_string()));
    assert_eq!(text(&first.attributes, "nutgraf.n_sentences").as_deref(), Some("2"));
    assert!(spans[1].parent_span_id.is_empty() && hex(&spans[1].trace_id) != TRACE);
}

#[tokio::test]
async fn a_collector_that_cannot_be_reached_harms_no_call_and_no_stop() {
    // Takes connections and never says a word.
    let silent = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let silent = silent.local_addr().map(|address| (silent, address)).expect("an address");
    for address in ["127.0.0.1:1".to_owned(), silent.1.to_string()] {
        let endpoint = format!("http://{address}");
        let server = Server::start(&["--otel-exporter-otlp-endpoint", &endpoint]).await;
        let mut client = server.client().await;
        for _ in 0..3 {
            client.summarize(request(STORY)).await.expect("an answer");
        }
        drop(client);
        tokio::time::timeout(PATIENCE, server.stop()).await.expect("an end");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn spans_go_to_a_collector_with_tls_whose_authority_is_trusted() {
    let ours = Authority::new("ours");
    let files = Files::new(&ours.server(), &ours);
    let authorities = files.folder.join("ca.crt");
    // The second stands for the authorities of the system.
    for variable in ["OTEL_EXPORTER_OTLP_CERTIFICATE", "SSL_CERT_FILE"] {
        let (collector, address) = Collector::start_with(&ours.server_on_loopback()).await;
        let (mut child, server) = serve(
            nutgraf(&["serve"])
                .env("OTEL_EXPORTER_OTLP_ENDPOINT", format!("https://{address}"))
                .env("OTEL_EXPORTER_OTLP_HEADERS", "api-key=a%20token")
                .env("NUTGRAF_LOG", "trace")
                .env_remove("SSL_CERT_DIR")
                .env(variable, &authorities),
        );
        let stderr = child.stderr.take().expect("a pipe");
        let drained = std::thread::spawn(move || std::io::read_to_string(stderr));
        summarize(&server).await;
        send_signal(&child, "INT");
        assert_eq!(child.wait().expect("an end").code(), Some(0));
        let logs = drained.join().expect("no panic").expect("UTF-8");
        assert_eq!(collector.spans().len(), 1, "{variable}: {logs}");
        assert!(!logs.contains("a token") && !logs.contains("a%20token"), "{logs}");
        let api_key = collector.api_key.lock().expect("no panic").clone();
        assert_eq!(api_key.as_deref(), Some("a token"));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_span_goes_to_a_collector_of_another_authority_and_the_log_tells_once() {
    let (ours, other) = (Authority::new("ours"), Authority::new("other"));
    let files = Files::new(&ours.server(), &other);
    let (collector, address) = Collector::start_with(&ours.server_on_loopback()).await;
    let started = Instant::now();
    let (mut child, server) = serve(
        nutgraf(&["serve", "--log", "warn"])
            .env("OTEL_EXPORTER_OTLP_ENDPOINT", format!("https://{address}"))
            .env("OTEL_EXPORTER_OTLP_CERTIFICATE", files.folder.join("ca.crt"))
            .env("OTEL_BSP_SCHEDULE_DELAY", "10"),
    );
    while collector.n_failed_handshakes.load(Ordering::Relaxed) < 5 {
        summarize(&server).await;
    }
    send_signal(&child, "INT");
    assert_eq!(child.wait().expect("an end").code(), Some(0));
    let may_tell = 1 + started.elapsed().as_secs() / 10;
    let logs = logs_of(&mut child);
    let lines: Vec<&str> = logs.lines().filter(|line| line.contains("spans lost")).collect();
    assert!((1..=may_tell).contains(&(lines.len() as u64)), "{logs}");
    assert!(lines[0].contains("UnknownIssuer"), "{}", lines[0]);
    assert!(collector.spans().is_empty());
}

/// Makes a call over a connection of its own, which must be answered.
async fn summarize(address: &str) {
    let client = SummarizerServiceClient::connect(format!("http://{address}")).await;
    let mut client = client.expect("a connection");
    client.summarize(request(STORY)).await.expect("an answer");
}
