//! The server: a listener, a configuration and a stop signal in; calls served until it stops.
//!
//! Depends on `grpc` for what calls mean. [`Server::run`] is a function that tests call; only `config`
//! reads flags and the environment.
#![allow(clippy::disallowed_methods, reason = "only the core is pure")]

pub mod collector;
pub mod config;
pub mod metrics;
pub mod tls;

pub(crate) mod key_file;
pub(crate) mod telemetry;

mod accept;
mod admin;
mod connection;
mod health;
mod keys;
mod log_filter;
mod services;
mod traces;
mod watch_file;

use crate::grpc::{Calls, Compute, Tracer};
use crate::text::Language;
use crate::warm::{warm as warm_language, warm_detection};
use accept::Connections;
use admin::Admin;
use config::Config;
use health::Health;
use metrics::Metrics;
use std::future::Future;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;
use tls::Tls;
use tokio::net::TcpListener;
use tokio::runtime::{self, Runtime};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use traces::Traces;

/// How long calls that are ended at the drain deadline get to send their status.
const LAST_WORDS: Duration = Duration::from_millis(250);

/// The most threads that build tables: more would save no time worth their memory.
const MAX_WARM_THREADS: usize = 4;

/// The most connections at once for health checks.
const MAX_HEALTH_CONNECTIONS: usize = 64;

/// Why the server stops.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// An orchestrator wants it: load balancers get the drain delay to notice.
    Terminate,
    /// A person wants it: without the drain delay.
    Interrupt,
}

/// Where the server listens.
#[derive(Debug)]
pub struct Listeners {
    /// For calls.
    pub calls: TcpListener,
    /// For operators, if they get a port.
    pub admin: Option<TcpListener>,
    /// For health checks in plain text, if they get a port.
    pub health: Option<TcpListener>,
}

/// A server that isn't running yet.
#[derive(Debug)]
pub struct Server {
    config: Config,
    metrics: Arc<Metrics>,
    compute: Compute,
}

impl Server {
    /// Starts the threads that work on articles.
    ///
    /// # Errors
    /// If the system has no more threads.
    pub fn new(config: Config) -> io::Result<Self> {
        let metrics = Metrics::new();
        let compute = Compute::new(config.pool_size(), metrics.clone())?;
        Ok(Self { config, metrics, compute })
    }

    /// Makes the runtime that suits the server: while every worker has work, its threads rest before
    /// they wait for the network.
    ///
    /// What comes meanwhile is read, and what is ready is sent, together: with fewer system calls, and
    /// without taking the core from an article each time.
    ///
    /// # Errors
    /// If the system has no more threads or files.
    pub fn runtime(&self) -> io::Result<Runtime> {
        let compute = self.compute.clone();
        runtime::Builder::new_multi_thread()
            .worker_threads(self.config.workers)
            .on_thread_park(move || {
                if let Some(rest) = compute.rest() {
                    thread::sleep(rest);
                }
            })
            .enable_all()
            .build()
    }

    /// Serves on `listeners` until `stop` resolves, then drains.
    ///
    /// While it starts, until the tables of all languages are built, health is `NOT_SERVING` and
    /// nothing is accepted. When `stop` resolves: health turns `NOT_SERVING`; for the drain delay
    /// calls are served as before; then no connection is accepted any more, every connection is told
    /// to go away and health watches end; calls in flight get the drain timeout, then end with
    /// UNAVAILABLE.
    ///
    /// # Errors
    /// If the listener has no address, the reflection service can't be made, or certificates, API
    /// keys or the authorities of the collector can't be read.
    pub async fn run(
        self,
        listeners: Listeners,
        stop: impl Future<Output = Stop>,
    ) -> io::Result<()> {
        let Self { config, metrics, compute } = self;
        let address = listeners.calls.local_addr()?;
        let health = Health::new().await;
        let end_calls = CancellationToken::new();
        let routes = services::routes(&config, &health, compute.clone())?;
        let tls = config.tls.as_ref().map(|settings| Tls::start(settings, &metrics)).transpose()?;
        let (tls, renewing) = tls.unzip();
        let keys =
            config.keys.as_ref().map(|settings| keys::start(settings, &metrics)).transpose()?;
        let (access, refreshing) = keys.unzip();
        let admin = listeners.admin.map(|listener| {
            let admin = Admin { metrics: Arc::clone(&metrics), health: health.clone() };
            tokio::spawn(admin.serve(listener))
        });

        let traces = config.collector.as_ref().map(Traces::start).transpose()?;
        let spans = traces.clone().map(|traces| Arc::new(traces) as Arc<dyn Tracer>);
        let calls = |routes, access| {
            Calls::new(routes, &compute, config.enforced_limits(), end_calls.clone(), access)
                .traced_by(spans.clone())
        };
        let connections = Connections {
            service: calls(routes, access),
            tls,
            settings: config.connection_settings(),
            max_open: config.max_connections,
            metrics: Arc::clone(&metrics),
            tracker: TaskTracker::new(),
            go_away: CancellationToken::new(),
            cut: CancellationToken::new(),
        };
        let open = connections.clone();
        warm(config.workers).await?;
        // Before anything is accepted: a connection that waits already is told the truth.
        health.set_serving(true).await;
        let health_checks = listeners.health.map(|listener| {
            let connections = Connections {
                service: calls(services::health_routes(&health), None),
                tls: None,
                max_open: MAX_HEALTH_CONNECTIONS,
                ..connections.clone()
            };
            tokio::spawn(connections.accept(listener))
        });
        let accepting = [Some(tokio::spawn(connections.accept(listeners.calls))), health_checks];
        tracing::info!(%address, version = env!("CARGO_PKG_VERSION"), "listening");

        let reason = stop.await;
        health.set_serving(false).await;
        tracing::info!(?reason, "stopping");
        if reason == Stop::Terminate {
            tokio::time::sleep(config.drain_delay).await;
        }
        drain(&open, accepting, &health, &end_calls, config.drain_timeout).await?;
        if let Some(traces) = traces {
            traces.flush().await;
        }
        let admin = admin.map(|task| task.abort_handle());
        for beside in [admin, renewing, refreshing].into_iter().flatten() {
            beside.abort();
        }
        tracing::info!("stopped");
        Ok(())
    }
}

/// Ends all connections: tells them to go away, ends the calls that are left after the timeout, and
/// cuts what still hangs then.
async fn drain(
    open: &Connections,
    accepting: impl IntoIterator<Item = Option<JoinHandle<()>>>,
    health: &Health,
    end_calls: &CancellationToken,
    timeout: Duration,
) -> io::Result<()> {
    let Connections { tracker, go_away, cut, .. } = open;
    go_away.cancel();
    for task in accepting.into_iter().flatten() {
        task.await?;
    }
    health.end_watches().await;
    tracker.close();
    if tokio::time::timeout(timeout, tracker.wait()).await.is_err() {
        tracing::warn!(n_connections = tracker.len(), "drain timeout, ending the calls left");
        end_calls.cancel();
        let _ = tokio::time::timeout(LAST_WORDS, tracker.wait()).await;
        cut.cancel();
        tracker.wait().await;
    }
    Ok(())
}

/// Builds the tables of all languages, so that no call has to; on threads of their own, whose
/// caches end with them.
async fn warm(n_threads: usize) -> io::Result<()> {
    let languages: Vec<Option<Language>> =
        Language::ALL.into_iter().map(Some).chain([None]).collect();
    let next = AtomicUsize::new(0);
    let work_off = move || {
        thread::scope(|scope| {
            for _ in 0..n_threads.min(MAX_WARM_THREADS) {
                scope.spawn(|| {
                    warm_detection();
                    while let Some(&language) = languages.get(next.fetch_add(1, Ordering::Relaxed))
                    {
                        warm_language(language);
                    }
                });
            }
        });
    };
    tokio::task::spawn_blocking(work_off).await.map_err(io::Error::other)
}
