//! What can be set, by flag or by variable? The help of `nutgraf serve` is written from here.

use super::KeyFlags;
use clap::Args;

/// The flags of `nutgraf serve`, as given; defaults suit a small container.
#[derive(Debug, Clone, Args)]
#[command(next_line_help = true)]
pub struct Flags {
    /// Address and port to listen on; port 0 takes a free one and prints it
    #[arg(long, env = "NUTGRAF_LISTEN", value_name = "ADDRESS", default_value = "0.0.0.0:50051")]
    pub listen: String,

    /// Address and port of the metrics and probes for operators (plain HTTP), or `off`
    #[arg(long, env = "NUTGRAF_ADMIN_LISTEN", value_name = "ADDRESS", default_value = "off")]
    pub admin_listen: String,

    /// Address and port of health checks over gRPC without TLS, for probes of Kubernetes, or `off`
    #[arg(long, env = "NUTGRAF_HEALTH_LISTEN", value_name = "ADDRESS", default_value = "off")]
    pub health_listen: String,

    /// The server's certificate and those between it and its root (PEM), or `off` for no TLS; read
    /// anew when it changes and on SIGHUP
    #[arg(long, env = "NUTGRAF_TLS_CERTIFICATE_FILE", value_name = "FILE", default_value = "off")]
    pub tls_certificate_file: String,

    /// The private key of the certificate (PEM, not encrypted), or `off`
    #[arg(long, env = "NUTGRAF_TLS_KEY_FILE", value_name = "FILE", default_value = "off")]
    pub tls_key_file: String,

    /// Authorities that sign certificates of callers (PEM), or `off`; callers without such a
    /// certificate are turned away
    #[arg(long, env = "NUTGRAF_TLS_CLIENT_CA_FILE", value_name = "FILE", default_value = "off")]
    pub tls_client_ca_file: String,

    /// What those authorities have revoked (PEM, a list of each of them), or `off`; callers with a
    /// revoked certificate are turned away
    #[arg(long, env = "NUTGRAF_TLS_CLIENT_CRL_FILE", value_name = "FILE", default_value = "off")]
    pub tls_client_crl_file: String,

    /// Callers that are let in: URIs or DNS names in their certificates, or common names in those
    /// that have neither, exactly, with commas between them; or `any`
    #[arg(
        long,
        env = "NUTGRAF_TLS_CLIENT_SUBJECTS",
        value_name = "NAMES",
        value_delimiter = ',',
        default_value = "any"
    )]
    pub tls_client_subjects: Vec<String>,

    /// File of these names instead, one a line, read anew like the certificates; or `off`
    #[arg(
        long,
        env = "NUTGRAF_TLS_CLIENT_SUBJECTS_FILE",
        value_name = "FILE",
        default_value = "off"
    )]
    pub tls_client_subjects_file: String,

    /// Largest request message, uncompressed: from 1KiB to 64MiB
    #[arg(long, env = "NUTGRAF_MAX_REQUEST_BYTES", value_name = "SIZE", default_value = "2MiB")]
    pub max_request_bytes: String,

    /// Most connections at once; more are closed as they come: from 1 to 1000000
    #[arg(long, env = "NUTGRAF_MAX_CONNECTIONS", value_name = "COUNT", default_value = "1024")]
    pub max_connections: String,

    /// Most calls at once on one connection: from 1 to 100000
    #[arg(
        long,
        env = "NUTGRAF_MAX_CONCURRENT_STREAMS",
        value_name = "COUNT",
        default_value = "256"
    )]
    pub max_concurrent_streams: String,

    /// Threads that work on articles: from 1 to 1024, or `auto` for the cores that the process may
    /// use
    #[arg(long, env = "NUTGRAF_WORKERS", value_name = "COUNT", default_value = "auto")]
    pub workers: String,

    /// Most articles that wait for a worker; more are refused: from 0 to 100000, or `auto` for 32 a
    /// worker, which articles of ordinary length wait some 6 ms behind
    #[arg(long, env = "NUTGRAF_MAX_QUEUED", value_name = "COUNT", default_value = "auto")]
    pub max_queued: String,

    /// Most of messages and texts that is read, waits or is worked on, in all, in bytes; more is
    /// refused: from 2MiB to 4096MiB
    #[arg(long, env = "NUTGRAF_MAX_QUEUED_BYTES", value_name = "SIZE", default_value = "32MiB")]
    pub max_queued_bytes: String,

    /// Longest time that a call may take; longer deadlines are cut to it: from 1ms to 1h
    #[arg(long, env = "NUTGRAF_MAX_TIMEOUT", value_name = "TIME", default_value = "30s")]
    pub max_timeout: String,

    /// How long a new connection may take to speak HTTP/2: from 10ms to 1h
    #[arg(long, env = "NUTGRAF_HANDSHAKE_TIMEOUT", value_name = "TIME", default_value = "10s")]
    pub handshake_timeout: String,

    /// How often connections are asked whether they live: from 100ms to 24h
    #[arg(long, env = "NUTGRAF_KEEPALIVE_INTERVAL", value_name = "TIME", default_value = "30s")]
    pub keepalive_interval: String,

    /// How long they may take to answer: from 100ms to 24h
    #[arg(long, env = "NUTGRAF_KEEPALIVE_TIMEOUT", value_name = "TIME", default_value = "10s")]
    pub keepalive_timeout: String,

    /// Age at which a connection is told to go away, so that load spreads; up to a tenth is taken
    /// off at random: from 100ms to 1000h
    #[arg(long, env = "NUTGRAF_MAX_CONNECTION_AGE", value_name = "TIME", default_value = "30m")]
    pub max_connection_age: String,

    /// How long such a connection may finish its calls: from 0s to 24h
    #[arg(
        long,
        env = "NUTGRAF_MAX_CONNECTION_AGE_GRACE",
        value_name = "TIME",
        default_value = "1m"
    )]
    pub max_connection_age_grace: String,

    /// On SIGTERM, how long calls are served as before while health says no: three times
    /// the interval of the load balancer's checks, from 0s to 1h
    #[arg(long, env = "NUTGRAF_DRAIN_DELAY", value_name = "TIME", default_value = "5s")]
    pub drain_delay: String,

    /// How long calls in flight may take after that: from 0s to 1h
    #[arg(long, env = "NUTGRAF_DRAIN_TIMEOUT", value_name = "TIME", default_value = "20s")]
    pub drain_timeout: String,

    /// Whether reflection is offered, which grpcurl and the like need: true or false
    #[arg(
        long,
        env = "NUTGRAF_REFLECTION",
        value_name = "BOOL",
        default_value = "true",
        default_missing_value = "true",
        num_args = 0..=1
    )]
    pub reflection: String,

    /// Who may call.
    #[command(flatten)]
    pub keys: KeyFlags,

    /// Log format: `auto` (text on a terminal, else json), `json` or `text`
    #[arg(long, env = "NUTGRAF_LOG_FORMAT", value_name = "FORMAT", default_value = "auto")]
    pub log_format: String,

    /// Collector that spans of calls are sent to, as OTLP over gRPC, with TLS if it is an https
    /// address, or `off`; service name, sampling and headers are read from OpenTelemetry's variables
    #[arg(long, env = "OTEL_EXPORTER_OTLP_ENDPOINT", value_name = "URL", default_value = "off")]
    pub otel_exporter_otlp_endpoint: String,

    /// Authorities that sign the collector's certificate (PEM), or `system` for those that the system
    /// trusts
    #[arg(
        long,
        env = "OTEL_EXPORTER_OTLP_CERTIFICATE",
        value_name = "FILE",
        default_value = "system"
    )]
    pub otel_exporter_otlp_certificate: String,

    /// What is logged: a level, or directives such as `info,nutgraf::grpc::record=warn`
    #[arg(long, env = "NUTGRAF_LOG", value_name = "FILTER", default_value = "info")]
    pub log: String,
}

/// Returns the `NUTGRAF_*` variables among `names` that no flag reads: likely misspelt.
///
/// Those that Kubernetes sets for a service named `nutgraf` (`NUTGRAF_SERVICE_HOST`,
/// `NUTGRAF_PORT_50051_TCP`) are not reported, nor the one that the build reads, which `cargo run`
/// passes on.
pub fn unknown_variables(names: impl Iterator<Item = String>) -> Vec<String> {
    let command = Flags::augment_args(clap::Command::new("serve"));
    let known: Vec<String> = command
        .get_arguments()
        .filter_map(|argument| argument.get_env()?.to_str().map(str::to_owned))
        .collect();
    let is_of_kubernetes =
        |rest: &str| rest == "PORT" || rest.starts_with("PORT_") || rest.contains("SERVICE_");
    let mut unknown: Vec<String> = names
        .filter(|name| {
            name.strip_prefix("NUTGRAF_")
                .is_some_and(|rest| !is_of_kubernetes(rest) && rest != "GIT_REVISION")
                && !known.contains(name)
        })
        .collect();
    unknown.sort_unstable();
    unknown
}
