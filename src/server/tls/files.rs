//! What do the files hold? PEM in; what rustls needs, and when the certificate ends, out.
//!
//! An error never holds bytes of a file: one of them is a key.

use super::subject::OnlyAllowed;
use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::pem::{self, PemObject};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::danger::ClientCertVerifier;
use rustls::server::{NoServerSessionStorage, WebPkiClientVerifier};
use rustls::sign::{CertifiedKey, SingleCertAndKey};
use rustls::{Error, InconsistentKeys, RootCertStore, ServerConfig};
use std::path::PathBuf;
use std::sync::Arc;
use x509_cert::Certificate;
use x509_cert::der::Decode;

pub(crate) const CERTIFICATE: &str = "tls-certificate-file";
pub(crate) const KEY: &str = "tls-key-file";
pub(crate) const CLIENT_CA: &str = "tls-client-ca-file";

/// The flags that name files.
pub(crate) const FLAGS: [&str; 3] = [CERTIFICATE, KEY, CLIENT_CA];

const BROKEN_PEM: &str = "broken PEM";
const NO_X509: &str = "not an X.509 certificate";

/// What TLS is set up with; the files are PEM.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TlsSettings {
    /// The server's certificate, then those between it and its root.
    pub certificate: PathBuf,
    /// The private key of the certificate.
    pub key: PathBuf,
    /// The authorities of callers' certificates; callers without one are turned away.
    pub client_ca: Option<PathBuf>,
    /// The names of callers that are let in; none stands for all.
    pub client_subjects: Vec<String>,
}

impl TlsSettings {
    /// Returns the files, those of [`FLAGS`] in their order.
    pub(crate) fn files(&self) -> Vec<PathBuf> {
        let files = [&self.certificate, &self.key].into_iter().chain(&self.client_ca);
        files.cloned().collect()
    }
}

/// A file that can't be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct BadFile {
    /// The flag that names it.
    pub(crate) flag: &'static str,
    problem: &'static str,
}

impl BadFile {
    fn new(flag: &'static str, problem: &'static str) -> Self {
        Self { flag, problem }
    }

    /// Says what is wrong, with the name of the file among those of [`FLAGS`].
    pub(super) fn told_of(&self, files: &[PathBuf]) -> String {
        let file = FLAGS.iter().zip(files).find(|(flag, _)| **flag == self.flag);
        let file = file.map(|(_, file)| file.display().to_string()).unwrap_or_default();
        format!("{file}: {}", self.problem)
    }
}

/// What connections begin with.
#[derive(Debug)]
pub(super) struct Certificates {
    pub(super) config: Arc<ServerConfig>,
    /// When the first certificate of the server's chain ends, in seconds of Unix time.
    pub(super) end: i64,
}

impl Certificates {
    /// Makes them from what the files hold, those of [`FLAGS`] in their order.
    pub(super) fn new(contents: &[Vec<u8>], allowed: &[String]) -> Result<Self, BadFile> {
        let mut contents = contents.iter().map(Vec::as_slice);
        let chain = certificates(CERTIFICATE, contents.next().unwrap_or_default())?;
        let end = chain.iter().map(end).try_fold(i64::MAX, |first, end| Some(first.min(end?)));
        let end = end.ok_or(BadFile::new(CERTIFICATE, NO_X509))?;
        let provider = Arc::new(ring::default_provider());
        let certified = certified(chain, contents.next().unwrap_or_default(), &provider)?;
        let builder = ServerConfig::builder_with_provider(Arc::clone(&provider))
            .with_safe_default_protocol_versions()
            .map_err(|_| BadFile::new(CERTIFICATE, "no version of TLS"))?;
        let builder = match contents.next() {
            None => builder.with_no_client_auth(),
            Some(pem) => builder.with_client_cert_verifier(verifier(pem, allowed, provider)?),
        };
        let mut config = builder.with_cert_resolver(Arc::new(SingleCertAndKey::from(certified)));
        config.alpn_protocols = vec![b"h2".to_vec()];
        // A session that is taken up again shows no certificate, which may have ended since.
        config.session_storage = Arc::new(NoServerSessionStorage {});
        config.send_tls13_tickets = 0;
        Ok(Self { config: Arc::new(config), end })
    }
}

/// Joins the server's certificates with the key, if it is theirs.
fn certified(
    chain: Vec<CertificateDer<'static>>,
    key: &[u8],
    provider: &CryptoProvider,
) -> Result<CertifiedKey, BadFile> {
    let key = PrivateKeyDer::from_pem_slice(key).map_err(|error| match error {
        pem::Error::NoItemsFound => {
            BadFile::new(KEY, "no private key as PEM in it, or one that is encrypted")
        }
        _ => BadFile::new(KEY, BROKEN_PEM),
    })?;
    let key = provider
        .key_provider
        .load_private_key(key)
        .map_err(|_| BadFile::new(KEY, "no usable key: RSA, ECDSA and Ed25519 are known"))?;
    let certified = CertifiedKey::new(chain, key);
    match certified.keys_match() {
        Ok(()) | Err(Error::InconsistentKeys(InconsistentKeys::Unknown)) => Ok(certified),
        Err(Error::InconsistentKeys(_)) => Err(BadFile::new(KEY, "not the key of the certificate")),
        Err(_) => Err(BadFile::new(CERTIFICATE, NO_X509)),
    }
}

/// Makes what checks the certificates of callers.
fn verifier(
    pem: &[u8],
    allowed: &[String],
    provider: Arc<CryptoProvider>,
) -> Result<Arc<dyn ClientCertVerifier>, BadFile> {
    let bad = BadFile::new(CLIENT_CA, "not the certificate of an authority");
    let mut roots = RootCertStore::empty();
    for root in certificates(CLIENT_CA, pem)? {
        roots.add(root).map_err(|_| bad)?;
    }
    let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider)
        .build()
        .map_err(|_| bad)?;
    if allowed.is_empty() {
        return Ok(verifier);
    }
    Ok(Arc::new(OnlyAllowed { verifier, allowed: allowed.to_vec() }))
}

/// Reads all certificates; none is an error.
fn certificates(flag: &'static str, pem: &[u8]) -> Result<Vec<CertificateDer<'static>>, BadFile> {
    let read: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
    match read {
        Ok(read) if read.is_empty() => Err(BadFile::new(flag, "no certificate as PEM in it")),
        Ok(read) => Ok(read),
        Err(_) => Err(BadFile::new(flag, BROKEN_PEM)),
    }
}

fn end(certificate: &CertificateDer<'_>) -> Option<i64> {
    let certificate = Certificate::from_der(certificate).ok()?;
    let end = certificate.tbs_certificate.validity.not_after.to_unix_duration();
    i64::try_from(end.as_secs()).ok()
}

#[cfg(test)]
mod tests {
    use super::{BadFile, CERTIFICATE, CLIENT_CA, Certificates, KEY};
    use rcgen::{CertificateParams, KeyPair, date_time_ymd};

    fn pair() -> (String, String) {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(["nutgraf.example".to_owned()]).unwrap();
        params.not_after = date_time_ymd(2030, 1, 2);
        (params.self_signed(&key).unwrap().pem(), key.serialize_pem())
    }

    fn made(certificate: &str, key: &str, ca: Option<&str>) -> Result<i64, BadFile> {
        let contents: Vec<Vec<u8>> =
            [certificate, key].into_iter().chain(ca).map(Into::into).collect();
        Certificates::new(&contents, &[]).map(|made| made.end)
    }

    #[test]
    fn the_end_is_that_of_the_certificate_that_ends_first() {
        let (certificate, key) = pair();
        let later = KeyPair::generate().unwrap();
        let later = CertificateParams::default().self_signed(&later).unwrap().pem();
        // 2030-01-02T00:00:00Z.
        assert_eq!(made(&certificate, &key, None), Ok(1_893_542_400));
        assert_eq!(made(&(certificate + &later), &key, None), Ok(1_893_542_400));
    }

    #[test]
    fn each_bad_file_is_named_with_its_problem_and_nothing_of_what_it_holds() {
        let ((certificate, key), (_, other_key)) = (pair(), pair());
        let half = |pem: &str| pem.chars().take(pem.len() / 2).collect::<String>();
        let nonsense = "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n";
        let unreadable = "-----BEGIN CERTIFICATE-----\nc2VjcmV0\n-----END CERTIFICATE-----\n";
        for (certificate_file, key_file, ca, flag, problem) in [
            ("", &*key, None, CERTIFICATE, "no certificate"),
            (&half(&certificate), &key, None, CERTIFICATE, "broken PEM"),
            (unreadable, &key, None, CERTIFICATE, "not an X.509 certificate"),
            (&certificate, "", None, KEY, "no private key"),
            (&certificate, &half(&key), None, KEY, "broken PEM"),
            (&certificate, nonsense, None, KEY, "no usable key"),
            (&certificate, &other_key, None, KEY, "not the key of the certificate"),
            (&certificate, &key, Some(""), CLIENT_CA, "no certificate"),
            (&certificate, &key, Some(unreadable), CLIENT_CA, "not the certificate of"),
        ] {
            let bad = made(certificate_file, key_file, ca).unwrap_err();
            assert_eq!(bad.flag, flag, "{bad:?}");
            assert!(bad.problem.starts_with(problem), "{bad:?}");
            assert!(!format!("{bad:?}").contains("c2Vj"), "{bad:?}");
        }
    }
}
