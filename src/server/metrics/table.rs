//! Which metrics are there, and what does each say? A test writes `docs/metrics.md` from here.

/// One metric, as scraped.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// Its name; counters end in `_total`.
    pub name: &'static str,
    /// Counter, gauge or histogram.
    pub kind: &'static str,
    /// The names of its labels.
    pub labels: &'static [&'static str],
    /// What it says.
    pub help: &'static str,
}

const fn row(
    name: &'static str,
    kind: &'static str,
    labels: &'static [&'static str],
    help: &'static str,
) -> Row {
    Row { name, kind, labels, help }
}

pub(super) const STARTED: Row =
    row("grpc_server_started_total", "counter", &["grpc_method"], "Calls whose headers arrived");
pub(super) const HANDLED: Row = row(
    "grpc_server_handled_total",
    "counter",
    &["grpc_method", "grpc_code"],
    "Calls that ended, by code; CANCELLED if the caller left",
);
pub(super) const DURATION: Row = row(
    "rpc_server_call_duration_seconds",
    "histogram",
    &["rpc_method"],
    "Time from a call's headers to its end",
);
pub(super) const IN_FLIGHT: Row =
    row("nutgraf_calls_in_flight", "gauge", &[], "Calls that are open");
pub(super) const REFUSED: Row = row(
    "nutgraf_articles_refused_total",
    "counter",
    &["reason"],
    "Articles and whole calls refused: OVERLOADED, too many waited; RATE_LIMITED, over the rate of \
     their API key; UNAUTHENTICATED, without a valid one",
);
pub(super) const JOBS: Row =
    row("nutgraf_articles_held", "gauge", &[], "Articles that wait or are worked on");
pub(super) const BYTES: Row = row(
    "nutgraf_articles_held_bytes",
    "gauge",
    &[],
    "Bytes of messages that are read, texts that wait or are worked on, and answers not yet sent",
);
pub(super) const QUEUE: Row = row(
    "nutgraf_queue_wait_seconds",
    "histogram",
    &["lane"],
    "Time that articles waited for a worker, short or long ones",
);
pub(super) const COMPUTE: Row = row(
    "nutgraf_compute_seconds",
    "histogram",
    &["lane"],
    "Time that articles were worked on, short or long ones",
);
pub(super) const STAGES: Row = row(
    "nutgraf_stage_seconds",
    "histogram",
    &["stage"],
    "Time of each part of the work on an article: document, score, keywords, headline, quotes, answer",
);
pub(super) const TEXT: Row =
    row("nutgraf_text_bytes", "histogram", &[], "Length of the texts that got a result");
pub(super) const LANGUAGES: Row = row(
    "nutgraf_articles_total",
    "counter",
    &["language"],
    "Articles that got a result, by language; other for those without rules",
);
pub(super) const WARNINGS: Row =
    row("nutgraf_warnings_total", "counter", &["code"], "Warnings in results");
pub(super) const PANICS: Row =
    row("nutgraf_panics_total", "counter", &[], "Articles that ended in a bug (INTERNAL)");
pub(super) const CONNECTIONS: Row =
    row("nutgraf_connections", "gauge", &[], "Connections that are open");
pub(super) const CONNECTIONS_REFUSED: Row = row(
    "nutgraf_connections_refused_total",
    "counter",
    &[],
    "Connections closed as they came since too many were open",
);
pub(super) const TLS_HANDSHAKES_FAILED: Row = row(
    "nutgraf_tls_handshakes_failed_total",
    "counter",
    &[],
    "Connections that ended before TLS began: no or a wrong certificate, silence, no TLS",
);
pub(super) const TLS_CERTIFICATE_END: Row = row(
    "nutgraf_tls_certificate_expiry_timestamp_seconds",
    "gauge",
    &[],
    "When the server's certificate ends, in Unix time; 0 without TLS",
);
pub(super) const TLS_CLIENT_CRL_NEXT_UPDATE: Row = row(
    "nutgraf_tls_client_crl_next_update_timestamp_seconds",
    "gauge",
    &[],
    "When the first of the revocation lists is out of date, in Unix time; 0 without any",
);
pub(super) const RELOADS: Row = row(
    "nutgraf_reloads_total",
    "counter",
    &["file", "outcome"],
    "Files read again since they changed or on SIGHUP: taken, or refused and those of before kept",
);
pub(super) const BUILD: Row = row(
    "nutgraf_build_info",
    "info",
    &["version", "git_revision", "algorithm_version"],
    "What is running; always 1",
);

/// Every metric.
pub const TABLE: [Row; 21] = [
    STARTED,
    HANDLED,
    DURATION,
    IN_FLIGHT,
    REFUSED,
    JOBS,
    BYTES,
    QUEUE,
    COMPUTE,
    STAGES,
    TEXT,
    LANGUAGES,
    WARNINGS,
    PANICS,
    CONNECTIONS,
    CONNECTIONS_REFUSED,
    TLS_HANDSHAKES_FAILED,
    TLS_CERTIFICATE_END,
    TLS_CLIENT_CRL_NEXT_UPDATE,
    RELOADS,
    BUILD,
];
