//! What do the files hold? PEM in; what rustls needs, and when the certificate ends, out.
//!
//! An error never holds bytes of a file: one of them is a key.

use super::revocation::RevocationLists;
use super::subject::{self, OnlyAllowed};
use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::pem::{self, PemObject};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::danger::ClientCertVerifier;
use rustls::server::{NoServerSessionStorage, VerifierBuilderError, WebPkiClientVerifier};
use rustls::sign::{CertifiedKey, SingleCertAndKey};
use rustls::{Error, InconsistentKeys, RootCertStore, ServerConfig};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use x509_cert::Certificate;
use x509_cert::der::Decode;

pub(crate) const CERTIFICATE: &str = "tls-certificate-file";
pub(crate) const KEY: &str = "tls-key-file";
pub(crate) const CLIENT_CA: &str = "tls-client-ca-file";
pub(crate) const CLIENT_CRL: &str = "tls-client-crl-file";
pub(crate) const CLIENT_SUBJECTS_FILE: &str = "tls-client-subjects-file";

pub(super) const BROKEN_PEM: &str = "broken PEM";
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
    /// What those authorities have revoked.
    pub client_crl: Option<PathBuf>,
    /// The names of callers that are let in; none stands for all.
    pub client_subjects: Vec<String>,
    /// A file of these names instead, one a line.
    pub client_subjects_file: Option<PathBuf>,
}

impl TlsSettings {
    /// Returns the files, each with the flag that names it.
    pub(crate) fn files(&self) -> Vec<(&'static str, &Path)> {
        [
            (CERTIFICATE, Some(&self.certificate)),
            (KEY, Some(&self.key)),
            (CLIENT_CA, self.client_ca.as_ref()),
            (CLIENT_CRL, self.client_crl.as_ref()),
            (CLIENT_SUBJECTS_FILE, self.client_subjects_file.as_ref()),
        ]
        .into_iter()
        .filter_map(|(flag, file)| Some((flag, file?.as_path())))
        .collect()
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
    pub(super) fn new(flag: &'static str, problem: &'static str) -> Self {
        Self { flag, problem }
    }

    /// Says what is wrong, with the name of the file.
    pub(super) fn told_of(&self, settings: &TlsSettings) -> String {
        let file = settings.files().into_iter().find(|(flag, _)| *flag == self.flag);
        let file = file.map(|(_, file)| file.display().to_string()).unwrap_or_default();
        format!("{file}: {}", self.problem)
    }
}

/// What connections begin with.
#[derive(Debug)]
pub(super) struct Certificates {
    pub(super) config: Arc<ServerConfig>,
    /// The names of callers that are let in; none stands for all.
    pub(super) allowed: Arc<[String]>,
    /// When the first certificate of the server's chain ends, in seconds of Unix time.
    pub(super) end: i64,
    /// When the first of the revocation lists is to be replaced, in seconds of Unix time.
    pub(super) next_update: Option<i64>,
}

impl Certificates {
    /// Makes them from what the files hold, in the order of [`TlsSettings::files`].
    pub(super) fn new(settings: &TlsSettings, contents: &[Vec<u8>]) -> Result<Self, BadFile> {
        let files = settings.files();
        let held = |flag| {
            let file = files.iter().zip(contents).find(|((of, _), _)| *of == flag);
            file.map(|(_, bytes)| bytes.as_slice())
        };
        let chain = certificates(CERTIFICATE, held(CERTIFICATE).unwrap_or_default())?;
        let end = chain.iter().map(end).try_fold(i64::MAX, |first, end| Some(first.min(end?)));
        let end = end.ok_or(BadFile::new(CERTIFICATE, NO_X509))?;
        let provider = Arc::new(ring::default_provider());
        let certified = certified(chain, held(KEY).unwrap_or_default(), &provider)?;
        let allowed = match held(CLIENT_SUBJECTS_FILE) {
            Some(lines) => subject::parse(lines)
                .map_err(|problem| BadFile::new(CLIENT_SUBJECTS_FILE, problem))?,
            None => settings.client_subjects.clone(),
        };
        let allowed: Arc<[String]> = allowed.into();
        let builder = ServerConfig::builder_with_provider(Arc::clone(&provider))
            .with_safe_default_protocol_versions()
            .map_err(|_| BadFile::new(CERTIFICATE, "no version of TLS"))?;
        let (builder, next_update) = match held(CLIENT_CA) {
            None => (builder.with_no_client_auth(), None),
            Some(pem) => {
                let authorities = certificates(CLIENT_CA, pem)?;
                let lists = held(CLIENT_CRL)
                    .map(|pem| RevocationLists::parse(pem, &authorities))
                    .transpose()?
                    .unwrap_or_default();
                let next_update = lists.next_update;
                let verifier = verifier(authorities, lists, &allowed, provider)?;
                (builder.with_client_cert_verifier(verifier), next_update)
            }
        };
        let mut config = builder.with_cert_resolver(Arc::new(SingleCertAndKey::from(certified)));
        config.alpn_protocols = vec![b"h2".to_vec()];
        // A session that is taken up again shows no certificate, which may have ended since.
        config.session_storage = Arc::new(NoServerSessionStorage {});
        config.send_tls13_tickets = 0;
        Ok(Self { config: Arc::new(config), allowed, end, next_update })
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
    authorities: Vec<CertificateDer<'static>>,
    lists: RevocationLists,
    allowed: &Arc<[String]>,
    provider: Arc<CryptoProvider>,
) -> Result<Arc<dyn ClientCertVerifier>, BadFile> {
    let bad = BadFile::new(CLIENT_CA, "not the certificate of an authority");
    let mut roots = RootCertStore::empty();
    for root in authorities {
        roots.add(root).map_err(|_| bad)?;
    }
    let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider)
        .with_crls(lists.der)
        .build()
        .map_err(|error| match error {
            VerifierBuilderError::InvalidCrl(_) => {
                BadFile::new(CLIENT_CRL, "a revocation list of an unknown kind, such as a delta")
            }
            _ => bad,
        })?;
    if allowed.is_empty() {
        return Ok(verifier);
    }
    Ok(Arc::new(OnlyAllowed { verifier, allowed: Arc::clone(allowed) }))
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
    use super::{BadFile, CERTIFICATE, CLIENT_CA, Certificates, KEY, TlsSettings};
    use rcgen::{CertificateParams, KeyPair, date_time_ymd};

    fn pair() -> (String, String) {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(["nutgraf.example".to_owned()]).unwrap();
        params.not_after = date_time_ymd(2030, 1, 2);
        (params.self_signed(&key).unwrap().pem(), key.serialize_pem())
    }

    fn made(certificate: &str, key: &str, ca: Option<&str>) -> Result<i64, BadFile> {
        let settings = TlsSettings {
            certificate: CERTIFICATE.into(),
            key: KEY.into(),
            client_ca: ca.map(Into::into),
            client_crl: None,
            client_subjects: Vec::new(),
            client_subjects_file: None,
        };
        let contents: Vec<Vec<u8>> =
            [certificate, key].into_iter().chain(ca).map(Into::into).collect();
        Certificates::new(&settings, &contents).map(|made| made.end)
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
