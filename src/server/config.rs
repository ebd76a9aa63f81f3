//! How is the server set up? Flags and `NUTGRAF_*` variables in, a checked [`Config`] out.
//!
//! The only place of the server that reads either. All mistakes are reported at once, before a
//! port opens.

mod collector;
mod flags;
mod keys;
mod tls;
mod value;

use super::collector::Collector;
use super::connection::ConnectionSettings;
use super::tls::TlsSettings;
use crate::grpc::{EnforcedLimits, PoolSize};
use std::fmt;
use std::net::SocketAddr;
use std::time::Duration;
use value::{HOUR, MS, Mistakes, YES_OR_NO, name_of, time_text};

pub use flags::{Flags, unknown_variables};
pub use keys::{KeyFlags, KeySettings};
pub use value::Mistake;

/// Enough for bursts; more would make every answer late when the cores can't keep up.
const QUEUED_PER_WORKER: usize = 32;

/// How long answers may lie unread at least, however short calls must be: less would take a slow
/// network for a caller who doesn't read, and have each connection looked at all the time.
const SHORTEST_UNREAD: Duration = Duration::from_secs(5);

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
    pub collector: Option<Collector>,
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
        let collector = m.collector(f);
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
                collector,
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
            max_unread: self.max_timeout.max(SHORTEST_UNREAD),
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
        collector::write(self.collector.as_ref(), f)?;
        writeln!(f, "log-format = \"{}\"", name_of(&self.log_format, &LOG_FORMATS))?;
        writeln!(f, "log = {:?}", self.log)
    }
}

const LOG_FORMATS: [(&str, LogFormat); 3] =
    [("auto", LogFormat::Auto), ("json", LogFormat::Json), ("text", LogFormat::Text)];
