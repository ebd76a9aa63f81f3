//! Who may connect, and how is it kept secret? TLS, with the files read again when they change.
//!
//! A bad file keeps what was read before.

mod files;
mod subject;

pub use files::TlsSettings;
pub(crate) use files::{CERTIFICATE, CLIENT_CA, KEY};

use super::connection::LATE_PREFACE_TIMEOUT;
use super::metrics::{Metrics, Outcome, Reloaded};
use super::watch_file::{WatchedFiles, read_one};
use files::{Certificates, FLAGS};
use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::net::TcpStream;
use tokio::task::{AbortHandle, spawn_blocking};
use tokio::time::Instant;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;
use tokio_util::sync::CancellationToken;

/// Returns what is wrong with the files, each with the flag that names it.
pub(crate) fn check(settings: &TlsSettings) -> Vec<(&'static str, String)> {
    let files = settings.files();
    let mut contents = Vec::new();
    let mut faults = Vec::new();
    for (flag, file) in FLAGS.into_iter().zip(&files) {
        match read_one(file) {
            Ok(bytes) => contents.push(bytes),
            Err(error) => faults.push((flag, error.to_string())),
        }
    }
    if faults.is_empty()
        && let Err(bad) = Certificates::new(&contents, &settings.client_subjects)
    {
        faults.push((bad.flag, bad.told_of(&files)));
    }
    faults
}

/// The certificates in use; clones share them.
#[derive(Clone)]
pub(crate) struct Tls {
    settings: Arc<TlsSettings>,
    acceptor: Arc<Mutex<TlsAcceptor>>,
}

impl Tls {
    /// Reads the files, and keeps the certificates fresh in a task that never ends by itself.
    ///
    /// # Errors
    /// If a file can't be read or is wrong.
    pub(crate) fn start(
        settings: &TlsSettings,
        metrics: &Arc<Metrics>,
    ) -> io::Result<(Self, AbortHandle)> {
        let (files, contents) = WatchedFiles::open(settings.files())?;
        let Certificates { config, end } = make(settings, &contents)?;
        metrics.tls_certificate_end.set(end);
        let acceptor = Arc::new(Mutex::new(config.into()));
        let tls = Self { settings: Arc::new(settings.clone()), acceptor };
        let renewing = tokio::spawn(tls.clone().renew(files, Arc::clone(metrics)));
        Ok((tls, renewing.abort_handle()))
    }

    /// Opens a connection: before the deadline, and soon once it is time to go away. The caller has
    /// a name if it showed a certificate.
    pub(crate) async fn shake_hands(
        &self,
        stream: TcpStream,
        deadline: Instant,
        go_away: CancellationToken,
    ) -> Option<(TlsStream<TcpStream>, Arc<str>)> {
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
                Some((stream, principal.unwrap_or_default().into()))
            }
            Err(error) => {
                tracing::debug!(%error, "TLS handshake failed");
                None
            }
        }
    }

    async fn renew(self, mut files: WatchedFiles, metrics: Arc<Metrics>) {
        loop {
            let contents = files.changed().await;
            let settings = Arc::clone(&self.settings);
            let making = spawn_blocking(move || make(&settings, &contents?));
            match making.await.unwrap_or_else(|error| Err(io::Error::other(error))) {
                Ok(Certificates { config, end }) => {
                    *self.acceptor.lock().unwrap_or_else(PoisonError::into_inner) = config.into();
                    metrics.tls_certificate_end.set(end);
                    metrics.reloaded(Reloaded::Certificates, Outcome::Taken);
                    tracing::info!(end, "certificates loaded");
                }
                Err(error) => {
                    metrics.reloaded(Reloaded::Certificates, Outcome::Refused);
                    tracing::warn!(%error, "certificates not loaded, those of before stay");
                }
            }
        }
    }
}

/// Makes certificates of what the files hold; the error names the file.
fn make(settings: &TlsSettings, contents: &[Vec<u8>]) -> io::Result<Certificates> {
    Certificates::new(contents, &settings.client_subjects)
        .map_err(|bad| io::Error::new(io::ErrorKind::InvalidData, bad.told_of(&settings.files())))
}
