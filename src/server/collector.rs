//! Who takes the spans, and how is it known to be the right one? A URL and authorities in, where to
//! connect out.

use super::watch_file::read_one;
use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use std::io;
use std::path::PathBuf;
use tonic::transport::{ClientTlsConfig, Endpoint};

/// A collector of traces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Collector {
    /// Its address, with `http://` or `https://` before it.
    pub endpoint: String,
    /// The file (PEM) of the authorities of its certificate, those of the system if there is none;
    /// read with `https://` only.
    pub authorities: Option<PathBuf>,
}

impl Collector {
    /// Returns where to connect, with TLS if the address asks for it.
    ///
    /// # Errors
    /// `InvalidInput` if the address can't be used; others if the authorities can't.
    pub(super) fn connect_to(&self) -> io::Result<Endpoint> {
        let no_address = |error| io::Error::new(io::ErrorKind::InvalidInput, error);
        let endpoint = Endpoint::from_shared(self.endpoint.clone()).map_err(no_address)?;
        if endpoint.uri().scheme_str() != Some("https") {
            return Ok(endpoint);
        }
        let tls = ClientTlsConfig::new().trust_anchors(self.roots()?.roots);
        endpoint.tls_config(tls).map_err(no_address)
    }

    /// Reads the authorities. Systems and bundles hold odd ones, too, which don't count; none at all
    /// is an error.
    fn roots(&self) -> io::Result<RootCertStore> {
        let (certificates, source) = match &self.authorities {
            Some(file) => {
                let pem = read_one(file)?;
                let read: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&pem).collect();
                let source = file.display().to_string();
                (read.map_err(|_| no_use(&source, "broken PEM"))?, source)
            }
            None => (rustls_native_certs::load_native_certs().certs, "the system".to_owned()),
        };
        let mut roots = RootCertStore::empty();
        roots.add_parsable_certificates(certificates);
        if roots.is_empty() {
            return Err(no_use(&source, "no certificate of an authority in it"));
        }
        Ok(roots)
    }
}

fn no_use(source: &str, problem: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("{source}: {problem}"))
}
