//! Who may connect, and how is it kept secret? TLS, with the files read again when they change.
//!
//! A bad file keeps what was read before.

mod files;
mod revocation;
mod subject;

pub use files::TlsSettings;
pub(crate) use files::{CERTIFICATE, CLIENT_CA, CLIENT_CRL, CLIENT_SUBJECTS_FILE, KEY};

use super::connection::LATE_PREFACE_TIMEOUT;
use super::metrics::{Metrics, Outcome, Reloaded};
use super::watch_file::{WatchedFiles, read_one};
use files::Certificates;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};
use tokio::net::TcpStream;
use tokio::task::{AbortHandle, spawn_blocking};
use tokio::time::Instant;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;
use tokio_util::sync::CancellationToken;

/// Returns what is wrong with the files, each with the flag that names it.
pub(crate) fn check(settings: &TlsSettings) -> Vec<(&'static str, String)> {
    let mut contents = Vec::new();
    let mut faults = Vec::new();
    for (flag, file) in settings.files() {
        match read_one(file) {
            Ok(bytes) => contents.push(bytes),
            Err(error) => faults.push((flag, error.to_string())),
        }
    }
    if faults.is_empty()
        && let Err(bad) = Certificates::new(settings, &contents)
    {
        faults.push((bad.flag, bad.told_of(settings)));
    }
    faults
}

/// The certificates in use; clones share them.
#[derive(Clone)]
pub(crate) struct Tls {
    settings: Arc<TlsSettings>,
    in_use: Arc<Mutex<InUse>>,
}

/// What a connection begins with.
#[derive(Clone)]
struct InUse {
    acceptor: TlsAcceptor,
    allowed: Arc<[String]>,
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
        let paths = settings.files().into_iter().map(|(_, file)| file.to_owned()).collect();
        let (files, contents) = WatchedFiles::open(paths)?;
        let in_use = taken(make(settings, &contents)?, metrics);
        let tls =
            Self { settings: Arc::new(settings.clone()), in_use: Arc::new(Mutex::new(in_use)) };
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
        let InUse { acceptor, allowed } =
            self.in_use.lock().unwrap_or_else(PoisonError::into_inner).clone();
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
                let principal =
                    certificate.and_then(|certificate| subject::principal(certificate, &allowed));
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
                Ok(certificates) => {
                    let end = certificates.end;
                    let in_use = taken(certificates, &metrics);
                    *self.in_use.lock().unwrap_or_else(PoisonError::into_inner) = in_use;
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

/// Turns certificates into what connections begin with, and tells their ends.
fn taken(certificates: Certificates, metrics: &Metrics) -> InUse {
    let Certificates { config, allowed, end, next_update } = certificates;
    metrics.tls_certificate_end.set(end);
    metrics.tls_client_crl_next_update.set(next_update.unwrap_or_default());
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    if let Some(next_update) = next_update.filter(|due| u64::try_from(*due).unwrap_or(0) < now) {
        tracing::warn!(next_update, "a revocation list is out of date, it counts as it is");
    }
    InUse { acceptor: config.into(), allowed }
}

/// Makes certificates of what the files hold; the error names the file.
fn make(settings: &TlsSettings, contents: &[Vec<u8>]) -> io::Result<Certificates> {
    Certificates::new(settings, contents)
        .map_err(|bad| io::Error::new(io::ErrorKind::InvalidData, bad.told_of(settings)))
}
