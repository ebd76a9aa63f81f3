//! How is the server set up? Flags and `NUTGRAF_*` variables in, a checked [`Config`] out.
//!
//! The only place of the server that reads either. All mistakes are reported at once, before a
//! port opens.

mod keys;
mod tls;
mod value;

use super::connection::ConnectionSettings;
use super::tls::TlsSettings;
use crate::grpc::{EnforcedLimits, PoolSize};
use clap::Args;
use std::fmt;
use std::net::SocketAddr;
use std::time::Duration;
use value::{HOUR, MS, Mistakes, YES_OR_NO, name_of, time_text};

pub use keys::{KeyFlags, KeySettings};
pub use value::Mistake;

/// Enough for bursts; more would make every answer late when the cores can't keep up.
const QUEUED_PER_WORKER: usize = 32;

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
    /// worker, which articles of ordinary length wait some 15 ms behind
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

    /// Collector that spans of calls are sent to, as OTLP over gRPC without TLS, or `off`; service
    /// name and sampling are read from OpenTelemetry's own variables
    #[arg(long, env = "OTEL_EXPORTER_OTLP_ENDPOINT", value_name = "URL", default_value = "off")]
    pub otel_exporter_otlp_endpoint: String,

    /// What is logged: a level, or directives such as `info,nutgraf::grpc::record=warn`
    #[arg(long, env = "NUTGRAF_LOG", value_name = "FILTER", default_value = "info")]
    pub log: String,
}

/// The checked configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// Where to listen.
    pub listen: SocketAddr,
    /// Where to answer operators, if at all.
    pub admin_listen: Option<SocketAddr>,
    /// Where to answer health checks without TLS, if at all.
    pub health_listen: Option<SocketAddr>,
    /// With what to speak TLS, if at all.
    pub tls: Option<TlsSettings>,
    /// The largest request message, in bytes before compression.
    pub max_request_bytes: usize,
    /// The most connections at once.
    pub max_connections: usize,
    /// The most calls at once on one connection.
    pub max_concurrent_streams: u32,
    /// How many articles are worked on at once.
    pub workers: usize,
    /// How many articles may wait.
    pub max_queued: usize,
    /// How many bytes of messages and texts may be read, wait or be worked on.
    pub max_queued_bytes: usize,
    /// The longest time that a call may take.
    pub max_timeout: Duration,
    /// How long a new connection may take to speak HTTP/2.
    pub handshake_timeout: Duration,
    /// How often connections are asked whether they live.
    pub keepalive_interval: Duration,
    /// How long they may take to answer.
    pub keepalive_timeout: Duration,
    /// The age at which a connection is told to go away, before jitter.
    pub max_connection_age: Duration,
    /// How long such a connection may finish its calls.
    pub max_connection_age_grace: Duration,
    /// How long calls are served as before after the stop signal.
    pub drain_delay: Duration,
    /// How long calls in flight may take after that.
    pub drain_timeout: Duration,
    /// Whether reflection is offered.
    pub reflection: bool,
    /// The collector that spans are sent to, if any.
    pub otlp_endpoint: Option<String>,
    /// How callers are told apart, if they are asked for keys.
    pub keys: Option<KeySettings>,
    /// The format of the logs.
    pub log_format: LogFormat,
    /// What is logged.
    pub log: String,
}

/// The format of the logs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// Text on a terminal, else JSON.
    Auto,
    /// One JSON object a line.
    Json,
    /// Text for people.
    Text,
}

impl Config {
    /// Checks flags.
    ///
    /// # Errors
    /// Every mistake, not just the first.
    pub fn read(flags: &Flags) -> Result<Self, Vec<Mistake>> {
        let mut mistakes = Mistakes::default();
        let m = &mut mistakes;
        let f = flags;
        let listen = m.address("listen", &f.listen);
        let admin_listen = m.address_or_off("admin-listen", &f.admin_listen);
        let health_listen = m.address_or_off("health-listen", &f.health_listen);
        let tls = m.tls(f);
        let max_request_bytes =
            m.size("max-request-bytes", &f.max_request_bytes, 1 << 10..=64 << 20);
        let max_connections = m.count("max-connections", &f.max_connections, 1..=1_000_000);
        let max_concurrent_streams =
            m.count("max-concurrent-streams", &f.max_concurrent_streams, 1..=100_000);
        let workers = match f.workers.as_str() {
            "auto" => Some(std::thread::available_parallelism().map_or(1, usize::from)),
            workers => m.count("workers", workers, 1..=1024).map(|n| n as usize),
        };
        let max_queued = match f.max_queued.as_str() {
            "auto" => workers.map(|workers| workers * QUEUED_PER_WORKER),
            count => m.count("max-queued", count, 0..=100_000).map(|n| n as usize),
        };
        let max_queued_bytes = m.size("max-queued-bytes", &f.max_queued_bytes, 2 << 20..=4 << 30);
        let max_timeout = m.time("max-timeout", &f.max_timeout, MS..=HOUR);
        let handshake_timeout = m.time("handshake-timeout", &f.handshake_timeout, 10 * MS..=HOUR);
        let keepalive_interval =
            m.time("keepalive-interval", &f.keepalive_interval, 100 * MS..=24 * HOUR);
        let keepalive_timeout =
            m.time("keepalive-timeout", &f.keepalive_timeout, 100 * MS..=24 * HOUR);
        let max_connection_age =
            m.time("max-connection-age", &f.max_connection_age, 100 * MS..=1000 * HOUR);
        let max_connection_age_grace =
            m.time("max-connection-age-grace", &f.max_connection_age_grace, 0..=24 * HOUR);
        let drain_delay = m.time("drain-delay", &f.drain_delay, 0..=HOUR);
        let drain_timeout = m.time("drain-timeout", &f.drain_timeout, 0..=HOUR);
        let reflection = m.one_of("reflection", &f.reflection, &YES_OR_NO);
        let keys = KeySettings::read(m, &f.keys);
        let otlp_endpoint =
            m.collector("otel-exporter-otlp-endpoint", &f.otel_exporter_otlp_endpoint);
        let log_format = m.one_of("log-format", &f.log_format, &LOG_FORMATS);
        let log = m.filter("log", &f.log);
        let config = || {
            Some(Self {
                listen: listen?,
                admin_listen,
                health_listen,
                tls,
                max_request_bytes: max_request_bytes?,
                max_connections: max_connections? as usize,
                max_concurrent_streams: max_concurrent_streams?,
                workers: workers?,
                max_queued: max_queued?,
                max_queued_bytes: max_queued_bytes?,
                max_timeout: max_timeout?,
                handshake_timeout: handshake_timeout?,
                keepalive_interval: keepalive_interval?,
                keepalive_timeout: keepalive_timeout?,
                max_connection_age: max_connection_age?,
                max_connection_age_grace: max_connection_age_grace?,
                drain_delay: drain_delay?,
                drain_timeout: drain_timeout?,
                reflection: reflection?,
                otlp_endpoint,
                keys,
                log_format: log_format?,
                log: log?,
            })
        };
        match config() {
            Some(config) if mistakes.found.is_empty() => Ok(config),
            _ => Err(mistakes.found),
        }
    }

    /// Returns the limits that callers are told.
    pub(crate) fn enforced_limits(&self) -> EnforcedLimits {
        EnforcedLimits {
            max_request_bytes: self.max_request_bytes,
            max_timeout: self.max_timeout,
            max_concurrent_streams: self.max_concurrent_streams,
        }
    }

    /// Returns how large the pool is.
    pub(crate) fn pool_size(&self) -> PoolSize {
        PoolSize {
            n_workers: self.workers,
            max_queued: self.max_queued,
            max_queued_bytes: self.max_queued_bytes,
        }
    }

    /// Returns the limits of one connection.
    pub(crate) fn connection_settings(&self) -> ConnectionSettings {
        ConnectionSettings {
            max_concurrent_streams: self.max_concurrent_streams,
            handshake_timeout: self.handshake_timeout,
            keepalive_interval: self.keepalive_interval,
            keepalive_timeout: self.keepalive_timeout,
            max_age: self.max_connection_age,
            max_age_grace: self.max_connection_age_grace,
            max_unread: self.max_timeout,
        }
    }
}

/// Writes the settings as TOML, one a line, under the names of their flags.
impl fmt::Display for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "listen = \"{}\"", self.listen)?;
        for (name, address) in
            [("admin-listen", self.admin_listen), ("health-listen", self.health_listen)]
        {
            match address {
                Some(address) => writeln!(f, "{name} = \"{address}\"")?,
                None => writeln!(f, "{name} = \"off\"")?,
            }
        }
        tls::write(self.tls.as_ref(), f)?;
        writeln!(f, "max-request-bytes = {}", self.max_request_bytes)?;
        writeln!(f, "max-connections = {}", self.max_connections)?;
        writeln!(f, "max-concurrent-streams = {}", self.max_concurrent_streams)?;
        writeln!(f, "workers = {}", self.workers)?;
        writeln!(f, "max-queued = {}", self.max_queued)?;
        writeln!(f, "max-queued-bytes = {}", self.max_queued_bytes)?;
        for (name, time) in [
            ("max-timeout", self.max_timeout),
            ("handshake-timeout", self.handshake_timeout),
            ("keepalive-interval", self.keepalive_interval),
            ("keepalive-timeout", self.keepalive_timeout),
            ("max-connection-age", self.max_connection_age),
            ("max-connection-age-grace", self.max_connection_age_grace),
            ("drain-delay", self.drain_delay),
            ("drain-timeout", self.drain_timeout),
        ] {
            writeln!(f, "{name} = \"{}\"", time_text(time))?;
        }
        writeln!(f, "reflection = {}", self.reflection)?;
        KeySettings::write(self.keys.as_ref(), f)?;
        let otlp_endpoint = self.otlp_endpoint.as_deref().unwrap_or("off");
        writeln!(f, "otel-exporter-otlp-endpoint = {otlp_endpoint:?}")?;
        writeln!(f, "log-format = \"{}\"", name_of(&self.log_format, &LOG_FORMATS))?;
        writeln!(f, "log = {:?}", self.log)
    }
}

const LOG_FORMATS: [(&str, LogFormat); 3] =
    [("auto", LogFormat::Auto), ("json", LogFormat::Json), ("text", LogFormat::Text)];

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
