//! Where does a call stand in its caller's trace? One span a call, sent to a collector in batches.
//!
//! The only file that knows OpenTelemetry. Names are those of its RPC conventions, 1.45; settings
//! beside the endpoint are its own variables, which its library reads (`OTEL_SERVICE_NAME`,
//! `OTEL_TRACES_SAMPLER`, `OTEL_BSP_*`, `OTEL_EXPORTER_OTLP_HEADERS`). A collector that can't be
//! reached, or isn't the right one, harms no call: spans are lost, which is logged seldom.

use super::collector::Collector;
use crate::grpc::pb::summarizer_service_server::SERVICE_NAME;
use crate::grpc::{EndedCall, Seldom, Tracer};
use opentelemetry::propagation::{Extractor, TextMapPropagator};
use opentelemetry::trace::{Span, SpanKind, Status, Tracer as _, TracerProvider};
use opentelemetry::{Context, Key, KeyValue};
use opentelemetry_otlp::{WithExportConfig, WithTonicConfig};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::propagation::TraceContextPropagator;
use opentelemetry_sdk::trace::{SdkTracer, SdkTracerProvider, SpanData, SpanExporter};
use std::future::Future;
use std::io;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// How long the last spans get to be sent when the server stops.
const LAST_BATCH: Duration = Duration::from_millis(500);

/// The longest time that a batch may take.
const EXPORT_TIMEOUT: Duration = Duration::from_secs(10);

/// Makes spans and sends them; clones share the batches.
#[derive(Debug, Clone)]
pub(crate) struct Traces {
    provider: SdkTracerProvider,
    tracer: SdkTracer,
    propagator: Arc<TraceContextPropagator>,
}

impl Traces {
    /// Starts to send spans to a collector, whether it can be reached yet or not.
    ///
    /// # Errors
    /// If the address or the authorities of the collector can't be used.
    pub(crate) fn start(collector: &Collector) -> io::Result<Self> {
        let channel = collector.connect_to()?;
        let channel = channel.timeout(EXPORT_TIMEOUT).connect_timeout(EXPORT_TIMEOUT);
        let exporter = opentelemetry_otlp::SpanExporter::builder()
            .with_tonic()
            .with_channel(channel.connect_lazy())
            .with_timeout(EXPORT_TIMEOUT)
            .build()
            .map_err(io::Error::other)?;
        let provider = SdkTracerProvider::builder()
            .with_batch_exporter(Told { exporter, losses: Seldom::default() })
            .with_resource(resource())
            .build();
        let tracer = provider.tracer(env!("CARGO_PKG_NAME"));
        Ok(Self { provider, tracer, propagator: Arc::default() })
    }

    /// Sends what waits still, within a bound.
    pub(crate) async fn flush(self) {
        let flushing =
            tokio::task::spawn_blocking(move || self.provider.shutdown_with_timeout(LAST_BATCH));
        let _ = tokio::time::timeout(2 * LAST_BATCH, flushing).await;
    }
}

impl Tracer for Traces {
    fn call_ended(&self, call: &EndedCall<'_>) -> String {
        let parent = self.propagator.extract_with_context(&Context::new(), &Headers(call));
        let method = format!("{SERVICE_NAME}/{}", call.method);
        let mut attributes = vec![
            KeyValue::new("rpc.system.name", "grpc"),
            KeyValue::new("rpc.method", method.clone()),
            KeyValue::new("rpc.response.status_code", call.code),
            KeyValue::new("nutgraf.request_id", call.request_id.to_owned()),
        ];
        if call.is_fault {
            attributes.push(KeyValue::new("error.type", call.code));
        }
        if let Some((language, n_bytes, n_sentences)) = call.article {
            attributes.extend([
                KeyValue::new("nutgraf.language", language),
                KeyValue::new("nutgraf.n_bytes", i64::from(n_bytes)),
                KeyValue::new("nutgraf.n_sentences", i64::from(n_sentences)),
            ]);
        }
        let ended = SystemTime::now();
        let span = self
            .tracer
            .span_builder(method)
            .with_kind(SpanKind::Server)
            .with_start_time(ended.checked_sub(call.time).unwrap_or(ended))
            .with_attributes(attributes);
        let mut span = self.tracer.build_with_context(span, &parent);
        if call.is_fault {
            span.set_status(Status::error(""));
        }
        span.end_with_timestamp(ended);
        span.span_context().trace_id().to_string()
    }
}

/// What the process is called in traces: `nutgraf`, unless the environment says otherwise.
fn resource() -> Resource {
    let given = Resource::builder().build();
    let name = given.get(&Key::from_static_str("service.name"));
    let is_given = name.is_some_and(|name| !name.as_str().starts_with("unknown_service"));
    let builder = Resource::builder();
    let builder = if is_given { builder } else { builder.with_service_name("nutgraf") };
    builder.with_attribute(KeyValue::new("service.version", env!("CARGO_PKG_VERSION"))).build()
}

/// The headers that carry a trace context (W3C Trace Context, section 3).
struct Headers<'c>(&'c EndedCall<'c>);

impl Extractor for Headers<'_> {
    fn get(&self, key: &str) -> Option<&str> {
        match key {
            "traceparent" => self.0.traceparent,
            "tracestate" => self.0.tracestate,
            _ => None,
        }
    }

    fn keys(&self) -> Vec<&str> {
        vec!["traceparent", "tracestate"]
    }
}

/// An exporter whose failures are logged, a few of many.
#[derive(Debug)]
struct Told<E> {
    exporter: E,
    losses: Seldom,
}

impl<E: SpanExporter> SpanExporter for Told<E> {
    fn export(&self, batch: Vec<SpanData>) -> impl Future<Output = OTelSdkResult> + Send {
        let export = self.exporter.export(batch);
        async {
            let result = export.await;
            if let Err(error) = &result
                && let Some(n_batches) = self.losses.count()
            {
                tracing::warn!(n_batches, %error, "spans lost, the collector can't take them");
            }
            result
        }
    }

    fn shutdown_with_timeout(&self, timeout: Duration) -> OTelSdkResult {
        self.exporter.shutdown_with_timeout(timeout)
    }

    fn set_resource(&mut self, resource: &Resource) {
        self.exporter.set_resource(resource);
    }
}
