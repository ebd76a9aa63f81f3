//! Who gets a connection? The accept loop, with its cap.

use super::connection::{self, ConnectionSettings};
use super::metrics::Metrics;
use super::tls::Tls;
use crate::grpc::Calls;
use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::Instant as Deadline;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tonic::service::Routes;

/// How long accepting rests after an error such as too many open files.
const REST_AFTER_ERROR: Duration = Duration::from_millis(50);

/// How long connections are still accepted after the stop, and how many.
const LATE_ACCEPTS: Duration = Duration::from_millis(20);
const MAX_LATE_CONNECTIONS: u32 = 1024;

/// At most one log line about refused connections in this time.
const REFUSALS_LOGGED_EVERY: Duration = Duration::from_secs(10);

/// All that connections share.
#[derive(Clone)]
pub(crate) struct Connections {
    pub(crate) service: Calls<Routes>,
    /// With which connections begin, if any.
    pub(crate) tls: Option<Tls>,
    pub(crate) settings: ConnectionSettings,
    pub(crate) max_open: usize,
    pub(crate) metrics: Arc<Metrics>,
    /// Counts the connections that are open.
    pub(crate) tracker: TaskTracker,
    /// Cancelled to stop accepting and to tell every client to go away.
    pub(crate) go_away: CancellationToken,
    /// Cancelled to cut the connections that are still open.
    pub(crate) cut: CancellationToken,
}

impl Connections {
    /// Accepts connections and serves each in a task of its own, until told to go away; then the
    /// listener closes.
    pub(crate) async fn accept(self, listener: TcpListener) {
        let places = Arc::new(Semaphore::new(self.max_open));
        let mut refusals = Refusals::default();
        // The system resets connections that wait to be accepted when the listener closes, with the
        // calls that may be in them already: those that came before the stop are all taken.
        let mut end = pin!(async {
            self.go_away.cancelled().await;
            tokio::time::sleep(LATE_ACCEPTS).await;
        });
        let mut n_late = 0;
        loop {
            let accepted = tokio::select! {
                biased;
                accepted = listener.accept() => accepted,
                () = end.as_mut() => return,
            };
            if self.go_away.is_cancelled() {
                n_late += 1;
                if n_late > MAX_LATE_CONNECTIONS || accepted.is_err() {
                    return;
                }
            }
            match accepted {
                Ok((stream, _)) => {
                    if let Ok(place) = Arc::clone(&places).try_acquire_owned() {
                        self.tracker.spawn(self.clone().serve(stream, place));
                    } else {
                        // Closed at once: the client learns it now and can try another server.
                        self.metrics.connections_refused.inc();
                        refusals.count(self.max_open);
                    }
                }
                Err(error) if is_of_one_connection(&error) => {}
                Err(error) => {
                    tracing::warn!(%error, "can't accept connections");
                    tokio::time::sleep(REST_AFTER_ERROR).await;
                }
            }
        }
    }

    /// Serves one connection, which holds its place until its end.
    async fn serve(self, stream: TcpStream, _place: OwnedSemaphorePermit) {
        if stream.set_nodelay(true).is_err() {
            return;
        }
        self.metrics.connections.inc();
        let metrics = Arc::clone(&self.metrics);
        self.converse(stream).await;
        metrics.connections.dec();
    }

    /// Shakes hands, in the task of the connection: a slow peer holds up nobody else.
    async fn converse(self, stream: TcpStream) {
        let Self { service, tls, settings, go_away, cut, .. } = self;
        let deadline = Deadline::now() + settings.handshake_timeout;
        let Some(tls) = tls else {
            return connection::serve(stream, service, settings, deadline, go_away, cut).await;
        };
        let shaken = tokio::select! {
            shaken = tls.shake_hands(stream, deadline, go_away.clone()) => shaken,
            () = cut.cancelled() => None,
        };
        let Some((stream, principal)) = shaken else {
            self.metrics.tls_handshakes_failed.inc();
            return;
        };
        let service = service.called_by(principal);
        connection::serve(stream, service, settings, deadline, go_away, cut).await;
    }
}

/// Tells errors of a client that went away from those of the listener.
fn is_of_one_connection(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::ConnectionRefused
    )
}

/// Counts refused connections between two log lines.
#[derive(Debug, Default)]
struct Refusals {
    n_refused: u64,
    logged: Option<Instant>,
}

impl Refusals {
    fn count(&mut self, max_connections: usize) {
        self.n_refused += 1;
        if self.logged.is_none_or(|logged| logged.elapsed() >= REFUSALS_LOGGED_EVERY) {
            tracing::warn!(n_refused = self.n_refused, max_connections, "connections refused");
            *self = Self { n_refused: 0, logged: Some(Instant::now()) };
        }
    }
}
