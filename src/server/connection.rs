//! How does one connection live? HTTP/2 with limits, from its first bytes to its end.
//!
//! Tonic's own server has no drain deadline, no jitter in the connection age, no first-byte
//! deadline, and switches hyper's guard against reset floods off (RUSTSEC-2024-0003).

use crate::grpc::Calls;
use hyper::server::conn::http2;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use std::hash::{BuildHasher, RandomState};
use std::io::{self, IoSlice};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use tonic::service::Routes;

/// The client's HTTP/2 preface and the header of the frame that must follow (RFC 9113, 3.4).
const PREFACE_BYTES: usize = 24 + 9;

/// Streams that a client opened and reset and that weren't yet accepted: the default of 20 is
/// tripped by honest clients that cancel a burst of calls; 1024 let two clients who do nothing else
/// make us hold 40 MiB. As many as may be open, and no fewer than this.
const MIN_PENDING_RESET_STREAMS: u32 = 256;

/// Streams that the server reset after errors of the client, before the client is told to go away.
const MAX_LOCAL_ERROR_RESET_STREAMS: usize = 1024;

/// What a client may send before it is read, of one call and of all on a connection. Messages are read
/// as they come, so that this is what a stream whose replies aren't read makes us hold; hyper's 1 MiB
/// were 314 MiB with 200 such peers.
const STREAM_WINDOW_BYTES: u32 = 64 << 10;
const CONNECTION_WINDOW_BYTES: u32 = 128 << 10;

/// How long a connection that hasn't said anything may still do so when the server stops.
pub(super) const LATE_PREFACE_TIMEOUT: Duration = Duration::from_millis(250);

/// Limits of one connection.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ConnectionSettings {
    pub(crate) max_concurrent_streams: u32,
    pub(crate) handshake_timeout: Duration,
    pub(crate) keepalive_interval: Duration,
    pub(crate) keepalive_timeout: Duration,
    pub(crate) max_age: Duration,
    pub(crate) max_age_grace: Duration,
    /// How long none of the answers that wait may be read.
    pub(crate) max_unread: Duration,
}

/// Serves a connection to its end; the first bytes must have come by `deadline`.
pub(crate) async fn serve<S: AsyncRead + AsyncWrite + Unpin>(
    stream: S,
    service: Calls<Routes>,
    settings: ConnectionSettings,
    deadline: Instant,
    go_away: CancellationToken,
    cut: CancellationToken,
) {
    let (service, unread) = service.on_connection();
    let n_read = Arc::new(AtomicUsize::new(0));
    let io = TokioIo::new(Counted { stream, n_read: Arc::clone(&n_read) });
    let mut connection =
        pin!(http2(settings).serve_connection(io, TowerToHyperService::new(service)));
    let mut handshake = pin!(tokio::time::sleep_until(deadline));
    let mut age = pin!(tokio::time::sleep(jittered(settings.max_age)));
    let mut reading = tokio::time::interval(settings.max_unread);
    let mut progress = unread.progress();
    let (mut is_open, mut is_leaving, mut is_old) = (false, false, false);
    loop {
        tokio::select! {
            end = connection.as_mut() => {
                if let Err(error) = end {
                    tracing::debug!(%error, "connection failed");
                }
                return;
            }
            () = handshake.as_mut(), if !is_open => {
                if n_read.load(Ordering::Relaxed) < PREFACE_BYTES {
                    tracing::debug!("no HTTP/2 preface in time");
                    return;
                }
                is_open = true;
            }
            () = go_away.cancelled(), if !is_leaving => {
                is_leaving = true;
                connection.as_mut().graceful_shutdown();
                if n_read.load(Ordering::Relaxed) < PREFACE_BYTES {
                    // Maybe it was accepted just now, and its first call is on the way.
                    let patience = settings.handshake_timeout.min(LATE_PREFACE_TIMEOUT);
                    handshake.as_mut().reset(Instant::now() + patience);
                }
            }
            () = age.as_mut() => {
                if is_old {
                    tracing::debug!("connection cut after its age and grace");
                    return;
                }
                is_old = true;
                connection.as_mut().graceful_shutdown();
                age.as_mut().reset(Instant::now() + settings.max_age_grace);
            }
            _ = reading.tick() => {
                let earlier = std::mem::replace(&mut progress, unread.progress());
                if progress.is_stuck_since(earlier) {
                    tracing::debug!("connection cut, its answers aren't read");
                    return;
                }
            }
            () = cut.cancelled() => return,
        }
    }
}

fn http2(settings: ConnectionSettings) -> http2::Builder<TokioExecutor> {
    let max_pending_resets = settings.max_concurrent_streams.max(MIN_PENDING_RESET_STREAMS);
    let mut builder = http2::Builder::new(TokioExecutor::new());
    builder
        .timer(TokioTimer::new())
        .max_concurrent_streams(settings.max_concurrent_streams)
        .initial_stream_window_size(STREAM_WINDOW_BYTES)
        .initial_connection_window_size(CONNECTION_WINDOW_BYTES)
        .max_pending_accept_reset_streams(max_pending_resets as usize)
        .max_local_error_reset_streams(MAX_LOCAL_ERROR_RESET_STREAMS)
        .keep_alive_interval(settings.keepalive_interval)
        .keep_alive_timeout(settings.keepalive_timeout);
    builder
}

/// Returns `age` less up to a tenth, so that connections opened together don't end together.
fn jittered(age: Duration) -> Duration {
    let random = RandomState::new().hash_one(0_u8) % 1000;
    let permille = u32::try_from(random).unwrap_or_default();
    age.saturating_sub(age / 10 * permille / 1000)
}

/// A stream that counts the bytes read.
struct Counted<S> {
    stream: S,
    n_read: Arc<AtomicUsize>,
}

impl<S: AsyncRead + Unpin> AsyncRead for Counted<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let n_before = buffer.filled().len();
        let polled = Pin::new(&mut self.stream).poll_read(context, buffer);
        self.n_read.fetch_add(buffer.filled().len() - n_before, Ordering::Relaxed);
        polled
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Counted<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(context, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}

#[cfg(test)]
mod tests {
    use super::jittered;
    use std::time::Duration;

    #[test]
    fn the_age_varies_by_at_most_a_tenth() {
        let age = Duration::from_secs(1000);
        let ages: Vec<Duration> = (0..100).map(|_| jittered(age)).collect();
        assert!(ages.iter().all(|a| *a <= age && *a >= Duration::from_secs(900)));
        assert!(ages.iter().any(|a| *a != ages[0]));
    }
}
