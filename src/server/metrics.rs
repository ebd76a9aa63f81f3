//! What is counted, and when? The metrics of one server, as they are told to it and as they are
//! scraped.
//!
//! Label values come from closed sets: methods and codes of the contract, languages, lanes. Nothing
//! that a caller sends becomes one.

mod table;

use self::table::{
    BUILD, BYTES, COMPUTE, CONNECTIONS, CONNECTIONS_REFUSED, DURATION, HANDLED, IN_FLIGHT, JOBS,
    LANGUAGES, PANICS, QUEUE, REFUSED, RELOADS, STAGES, STARTED, TEXT, TLS_CERTIFICATE_END,
    TLS_CLIENT_CRL_NEXT_UPDATE, TLS_HANDSHAKES_FAILED, WARNINGS,
};
use crate::grpc::{MAX_SHORT_BYTES, Observer, REFUSAL_REASONS};
use crate::options::MAX_TEXT_BYTES;
use crate::summarize::ALGORITHM_VERSION;
use crate::watch::Stage;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::Registry;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

pub use table::{Row, TABLE};

type Labels<const N: usize> = [(&'static str, &'static str); N];

type Stages = Family<Labels<1>, Histogram, fn() -> Histogram>;

/// The metrics of one server.
pub struct Metrics {
    registry: Registry,
    started: Family<Labels<1>, Counter>,
    handled: Family<Labels<2>, Counter>,
    duration: Family<Labels<1>, Histogram>,
    in_flight: Gauge,
    refused: Family<Labels<1>, Counter>,
    jobs: Gauge,
    bytes: Gauge,
    queue: Family<Labels<1>, Histogram>,
    compute: Family<Labels<1>, Histogram>,
    stages: [Histogram; Stage::ALL.len()],
    text: Histogram,
    languages: Family<Labels<1>, Counter>,
    warnings: Family<Labels<1>, Counter>,
    panics: Counter,
    pub(crate) connections: Gauge,
    pub(crate) connections_refused: Counter,
    pub(crate) tls_handshakes_failed: Counter,
    pub(crate) tls_certificate_end: Gauge,
    pub(crate) tls_client_crl_next_update: Gauge,
    reloads: Family<Labels<2>, Counter>,
}

/// What is read again while the server runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reloaded {
    ApiKeys,
    Certificates,
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    Taken,
    Refused,
}

impl Metrics {
    /// Makes the metrics, all zero.
    #[must_use]
    pub fn new() -> Arc<Self> {
        let stages: Stages = Family::new_with_constructor(stage_seconds);
        let mut metrics = Self {
            registry: Registry::default(),
            started: Family::default(),
            handled: Family::default(),
            duration: Family::new_with_constructor(seconds),
            in_flight: Gauge::default(),
            refused: Family::default(),
            jobs: Gauge::default(),
            bytes: Gauge::default(),
            queue: Family::new_with_constructor(seconds),
            compute: Family::new_with_constructor(seconds),
            // Looked up once: an article has several, and may take less than a millisecond.
            stages: Stage::ALL.map(|stage| of_stage(&stages, stage)),
            text: text_bytes(),
            languages: Family::default(),
            warnings: Family::default(),
            panics: Counter::default(),
            connections: Gauge::default(),
            connections_refused: Counter::default(),
            tls_handshakes_failed: Counter::default(),
            tls_certificate_end: Gauge::default(),
            tls_client_crl_next_update: Gauge::default(),
            reloads: Family::default(),
        };
        let m = &mut metrics;
        let mut registry = Registry::default();
        let r = &mut registry;
        register(r, STARTED, m.started.clone());
        register(r, HANDLED, m.handled.clone());
        register(r, DURATION, m.duration.clone());
        register(r, IN_FLIGHT, m.in_flight.clone());
        register(r, REFUSED, m.refused.clone());
        register(r, JOBS, m.jobs.clone());
        register(r, BYTES, m.bytes.clone());
        register(r, QUEUE, m.queue.clone());
        register(r, COMPUTE, m.compute.clone());
        register(r, STAGES, stages);
        register(r, TEXT, m.text.clone());
        register(r, LANGUAGES, m.languages.clone());
        register(r, WARNINGS, m.warnings.clone());
        register(r, PANICS, m.panics.clone());
        register(r, CONNECTIONS, m.connections.clone());
        register(r, CONNECTIONS_REFUSED, m.connections_refused.clone());
        register(r, TLS_HANDSHAKES_FAILED, m.tls_handshakes_failed.clone());
        register(r, TLS_CERTIFICATE_END, m.tls_certificate_end.clone());
        register(r, TLS_CLIENT_CRL_NEXT_UPDATE, m.tls_client_crl_next_update.clone());
        register(r, RELOADS, m.reloads.clone());
        let values = [env!("CARGO_PKG_VERSION"), env!("NUTGRAF_GIT_REVISION"), ALGORITHM_VERSION];
        let build: Vec<_> = BUILD.labels.iter().copied().zip(values).collect();
        register(r, BUILD, Info::new(build));
        // There from the start, so that the first is seen as a change.
        for reason in REFUSAL_REASONS {
            drop(m.refused.get_or_create(&[("reason", reason)]));
        }
        for outcome in [Outcome::Taken, Outcome::Refused] {
            for file in [Reloaded::ApiKeys, Reloaded::Certificates] {
                drop(m.reloads.get_or_create(&reload_labels(file, outcome)));
            }
        }
        metrics.registry = registry;
        Arc::new(metrics)
    }

    /// Counts a file that was read again.
    pub(crate) fn reloaded(&self, file: Reloaded, outcome: Outcome) {
        self.reloads.get_or_create(&reload_labels(file, outcome)).inc();
    }

    /// Returns all metrics in the text format of `OpenMetrics` 1.0.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::new();
        // Writing into a string can't fail.
        let _ = encode(&mut text, &self.registry);
        text
    }
}

impl fmt::Debug for Metrics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Metrics").finish_non_exhaustive()
    }
}

impl Observer for Metrics {
    fn call_started(&self, method: &'static str) {
        self.started.get_or_create(&[("grpc_method", method)]).inc();
        self.in_flight.inc();
    }

    fn call_ended(&self, method: &'static str, code: &'static str, time: Duration) {
        self.in_flight.dec();
        self.handled.get_or_create(&[("grpc_method", method), ("grpc_code", code)]).inc();
        self.duration.get_or_create(&[("rpc_method", method)]).observe(time.as_secs_f64());
    }

    fn refused(&self, reason: &'static str) {
        self.refused.get_or_create(&[("reason", reason)]).inc();
    }

    fn load_changed(&self, n_jobs: usize, n_bytes: usize) {
        self.jobs.set(i64::try_from(n_jobs).unwrap_or(i64::MAX));
        self.bytes.set(i64::try_from(n_bytes).unwrap_or(i64::MAX));
    }

    fn job_ended(&self, lane: &'static str, queue_time: Duration, compute_time: Duration) {
        self.queue.get_or_create(&[("lane", lane)]).observe(queue_time.as_secs_f64());
        self.compute.get_or_create(&[("lane", lane)]).observe(compute_time.as_secs_f64());
    }

    fn stage_ended(&self, stage: Stage, time: Duration) {
        if let Some(histogram) = self.stages.get(stage as usize) {
            histogram.observe(time.as_secs_f64());
        }
    }

    fn job_panicked(&self) {
        self.panics.inc();
    }

    fn article(&self, language: &'static str, n_bytes: u32, warnings: &[&'static str]) {
        self.languages.get_or_create(&[("language", language)]).inc();
        self.text.observe(f64::from(n_bytes));
        for code in warnings {
            self.warnings.get_or_create(&[("code", *code)]).inc();
        }
    }
}

fn reload_labels(file: Reloaded, outcome: Outcome) -> Labels<2> {
    let file = match file {
        Reloaded::ApiKeys => "api_keys",
        Reloaded::Certificates => "certificates",
    };
    let outcome = match outcome {
        Outcome::Taken => "taken",
        Outcome::Refused => "refused",
    };
    [("file", file), ("outcome", outcome)]
}

fn register(registry: &mut Registry, row: Row, metric: impl prometheus_client::registry::Metric) {
    // The library adds the endings itself.
    let name = row.name.trim_end_matches("_total").trim_end_matches("_info");
    registry.register(name, row.help, metric);
}

/// From 0.1 ms, below any call, to 51 s, above the longest by default.
fn seconds() -> Histogram {
    Histogram::new((0..20).map(|power| 1e-4 * f64::from(1_u32 << power)))
}

/// Powers of four from 10 µs, the shorter stages of a short article, to 2.6 s.
fn stage_seconds() -> Histogram {
    Histogram::new((0..10).map(|power| 1e-5 * f64::from(1_u32 << (2 * power))))
}

fn of_stage(stages: &Stages, stage: Stage) -> Histogram {
    stages.get_or_create(&[("stage", stage.name())]).clone()
}

/// Powers of four up to the longest text, with the edge of the lanes among them.
fn text_bytes() -> Histogram {
    const { assert!(MAX_SHORT_BYTES == 16 << 10 && MAX_TEXT_BYTES == 1 << 20) };
    Histogram::new((0..6).map(|power| f64::from(1024_u32 << (2 * power))))
}
