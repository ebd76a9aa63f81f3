//! Who may connect, and how is it kept secret? TLS, with the files read anew when they change.
//!
//! A bad file keeps what was read before.

mod files;
mod subject;

pub use files::TlsSettings;
pub(crate) use files::{BadFile, CERTIFICATE, CLIENT_CA, KEY};

use super::connection::LATE_PREFACE_TIMEOUT;
use super::metrics::Metrics;
use super::reload::{Occasion, Occasions};
use crate::grpc::Principal;
use files::{Certificates, Contents};
use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::time::Instant;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;
use tokio_util::sync::CancellationToken;

/// How long files that don't fit each other may take to be replaced one by one.
const REPLACED_WITHIN: Duration = Duration::from_millis(100);

/// Tells whether the files can be used.
pub(crate) fn check(settings: &TlsSettings) -> Result<(), BadFile> {
    Certificates::new(&Contents::read(settings)?, &settings.client_subjects).map(|_| ())
}

/// The certificates in use; clones share them.
#[derive(Clone)]
pub(crate) struct Tls {
    settings: Arc<TlsSettings>,
    acceptor: Arc<Mutex<TlsAcceptor>>,
    metrics: Arc<Metrics>,
}

impl Tls {
    /// Reads the files; returns what keeps the certificates current until it is dropped.
    pub(crate) fn start(
        settings: TlsSettings,
        metrics: Arc<Metrics>,
    ) -> io::Result<(Self, impl Future<Output = ()>)> {
        // Before the files are read: a signal from here on means what comes after.
        let occasions = Occasions::new()?;
        let load = || {
            let contents = Contents::read(&settings)?;
            let certificates = Certificates::new(&contents, &settings.client_subjects)?;
            Ok((contents, certificates))
        };
        let (contents, certificates) =
            load().map_err(|bad: BadFile| io::Error::other(format!("--{}: {bad}", bad.flag)))?;
        metrics.tls_certificate_end.set(certificates.end);
        let acceptor = Arc::new(Mutex::new(TlsAcceptor::from(certificates.config)));
        let tls = Self { settings: Arc::new(settings), acceptor, metrics };
        let watch = tls.clone().keep_current(contents, occasions);
        Ok((tls, watch))
    }

    /// Opens a connection: before the deadline, and soon once it is time to go away. The caller has
    /// a name if it showed a certificate.
    pub(crate) async fn shake_hands(
        &self,
        stream: TcpStream,
        deadline: Instant,
        go_away: CancellationToken,
    ) -> Option<(TlsStream<TcpStream>, Option<Principal>)> {
        let acceptor = self.acceptor.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let too_late = async {
            go_away.cancelled().await;
            tokio::time::sleep(LATE_PREFACE_TIMEOUT).await;
        };
        let shaken = tokio::select! {
            shaken = acceptor.accept(stream) => shaken,
            () = tokio::time::sleep_until(deadline) => Err(io::ErrorKind::TimedOut.into()),
            () = too_late => Err(io::ErrorKind::TimedOut.into()),
        };
        match shaken {
            Ok(stream) => {
                let certificate = stream.get_ref().1.peer_certificates().and_then(<[_]>::first);
                let principal = certificate.and_then(|certificate| {
                    subject::principal(certificate, &self.settings.client_subjects)
                });
                Some((stream, principal))
            }
            Err(error) => {
                tracing::debug!(%error, "TLS handshake failed");
                None
            }
        }
    }

    async fn keep_current(self, contents: Contents, mut occasions: Occasions) {
        let mut tried = Arc::new(Ok(contents));
        loop {
            let occasion = occasions.next().await;
            let look = look(Arc::clone(&self.settings), Arc::clone(&tried), occasion);
            let Ok(found) = tokio::task::spawn_blocking(look).await else { continue };
            let Some((contents, made)) = found else { continue };
            tried = Arc::new(contents);
            let is_good = made.is_ok();
            match made {
                Ok(Certificates { config, end }) => {
                    *self.acceptor.lock().unwrap_or_else(PoisonError::into_inner) = config.into();
                    self.metrics.tls_certificate_end.set(end);
                    tracing::info!(end, "certificates read anew");
                }
                Err(error) => {
                    let flag = error.flag;
                    tracing::warn!(flag, %error, "bad certificates, the old ones are kept");
                }
            }
            self.metrics.tls_reloaded(is_good);
        }
    }
}

type Tried = Result<Contents, BadFile>;

/// Reads the files and makes certificates of them, unless they were tried before.
fn look(
    settings: Arc<TlsSettings>,
    tried: Arc<Tried>,
    occasion: Occasion,
) -> impl FnOnce() -> Option<(Tried, Result<Certificates, BadFile>)> {
    move || {
        let read = || {
            let contents = Contents::read(&settings);
            let made = match &contents {
                Ok(contents) => Certificates::new(contents, &settings.client_subjects),
                Err(bad) => Err(bad.clone()),
            };
            (contents, made)
        };
        if occasion == Occasion::Time && Contents::read(&settings) == *tried {
            return None;
        }
        let (contents, made) = read();
        if made.is_ok() {
            return Some((contents, made));
        }
        std::thread::sleep(REPLACED_WITHIN);
        Some(read())
    }
}
