//! Who may connect, and how is it kept secret? TLS, with the files read anew when they change.
//!
//! A bad file keeps what was read before.

use rustls::RootCertStore;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use std::fs;
use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio_rustls::TlsAcceptor;

/// How often the files are looked at.
const LOOKED_AT_EVERY: Duration = Duration::from_secs(2);

/// Where certificates stand, as PEM.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TlsFiles {
    /// The server's certificate, and those between it and the root.
    pub certificate: PathBuf,
    /// Its private key.
    pub key: PathBuf,
    /// The roots of clients' certificates; clients without one are turned away.
    pub client_ca: Option<PathBuf>,
}

/// What the files hold.
#[derive(PartialEq, Eq)]
struct Contents {
    certificate: Vec<u8>,
    key: Vec<u8>,
    client_ca: Option<Vec<u8>>,
}

/// The certificates in use; clones share them.
#[derive(Clone)]
pub(crate) struct Tls {
    files: TlsFiles,
    acceptor: Arc<Mutex<TlsAcceptor>>,
}

impl Tls {
    /// Reads the files and keeps looking at them, for as long as the runtime lives.
    pub(crate) fn watch(files: TlsFiles) -> io::Result<Self> {
        let contents = read(&files)?;
        let acceptor = Arc::new(Mutex::new(acceptor(&contents)?));
        let tls = Self { files, acceptor };
        tokio::spawn(tls.clone().keep_current(contents));
        Ok(tls)
    }

    /// Returns what a new connection is opened with.
    pub(crate) fn acceptor(&self) -> TlsAcceptor {
        self.acceptor.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    async fn keep_current(self, mut seen: Contents) {
        loop {
            tokio::time::sleep(LOOKED_AT_EVERY).await;
            let read = match read(&self.files) {
                Ok(contents) if contents == seen => continue,
                Ok(contents) => acceptor(&contents).map(|acceptor| (contents, acceptor)),
                Err(error) => Err(error),
            };
            match read {
                Ok((contents, acceptor)) => {
                    seen = contents;
                    *self.acceptor.lock().unwrap_or_else(PoisonError::into_inner) = acceptor;
                    tracing::info!("certificates read anew");
                }
                Err(error) => tracing::warn!(%error, "bad certificates, keeping the old ones"),
            }
        }
    }
}

fn read(files: &TlsFiles) -> io::Result<Contents> {
    Ok(Contents {
        certificate: fs::read(&files.certificate)?,
        key: fs::read(&files.key)?,
        client_ca: files.client_ca.as_ref().map(fs::read).transpose()?,
    })
}

fn acceptor(contents: &Contents) -> io::Result<TlsAcceptor> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let chain = certificates(&contents.certificate)?;
    let key = PrivateKeyDer::from_pem_slice(&contents.key).map_err(io::Error::other)?;
    let builder = rustls::ServerConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()
        .map_err(io::Error::other)?;
    let builder = match &contents.client_ca {
        None => builder.with_no_client_auth(),
        Some(pem) => {
            let mut roots = RootCertStore::empty();
            for root in certificates(pem)? {
                roots.add(root).map_err(io::Error::other)?;
            }
            let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider);
            builder.with_client_cert_verifier(verifier.build().map_err(io::Error::other)?)
        }
    };
    let mut config = builder.with_single_cert(chain, key).map_err(io::Error::other)?;
    config.alpn_protocols = vec![b"h2".to_vec()];
    Ok(TlsAcceptor::from(Arc::new(config)))
}

/// Reads all certificates; none is an error.
fn certificates(pem: &[u8]) -> io::Result<Vec<CertificateDer<'static>>> {
    let read: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
    let read = read.map_err(io::Error::other)?;
    if read.is_empty() {
        return Err(io::Error::other("no certificate in the file"));
    }
    Ok(read)
}
