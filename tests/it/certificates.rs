//! Certificates of a test's own, files for them, and clients that show or check them.

use rcgen::{
    BasicConstraints, CertificateParams, CertificateRevocationListParams, CertifiedIssuer, DnType,
    IsCa, KeyIdMethod, KeyPair, KeyUsagePurpose, RevokedCertParams, SanType, SerialNumber,
    date_time_ymd,
};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use rustls::{ClientConfig, RootCertStore, ServerConfig};
use std::fs;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::net::TcpStream;
use tokio_rustls::client::TlsStream;
use tokio_rustls::{TlsAcceptor, TlsConnector};
use tonic::transport::{Certificate, Channel, ClientTlsConfig, Endpoint, Identity};
use x509_cert::der::Decode;

/// The name that all servers of these tests have.
const SERVER_NAME: &str = "nutgraf.example";

/// A certificate with its key, as PEM.
#[derive(Clone)]
pub(crate) struct Pair {
    pub(crate) certificate: String,
    pub(crate) key: String,
}

/// Who signs certificates.
pub(crate) struct Authority {
    issuer: CertifiedIssuer<'static, KeyPair>,
    /// The certificates between what it issues and the root.
    between: String,
}

impl Authority {
    pub(crate) fn new(name: &str) -> Self {
        let key = KeyPair::generate().expect("a key");
        let issuer = CertifiedIssuer::self_signed(authority(name), key);
        Self { issuer: issuer.expect("a certificate"), between: String::new() }
    }

    /// Makes an authority that this one vouches for; what it issues holds its own certificate, too.
    pub(crate) fn vouch_for(&self, name: &str) -> Self {
        let key = KeyPair::generate().expect("a key");
        let issuer = CertifiedIssuer::signed_by(authority(name), key, &self.issuer);
        let issuer = issuer.expect("a certificate");
        Self { between: issuer.pem() + &self.between, issuer }
    }

    pub(crate) fn pem(&self) -> String {
        self.issuer.pem()
    }

    fn issue(&self, common_name: &str, alternatives: Vec<SanType>) -> Pair {
        let mut params = CertificateParams::default();
        params.distinguished_name.push(DnType::CommonName, common_name);
        params.subject_alt_names = alternatives;
        let key = KeyPair::generate().expect("a key");
        let certificate = params.signed_by(&key, &self.issuer).expect("a certificate").pem();
        Pair { certificate: certificate + &self.between, key: key.serialize_pem() }
    }

    pub(crate) fn server(&self) -> Pair {
        self.issue("server", vec![SanType::DnsName(SERVER_NAME.try_into().expect("a name"))])
    }

    /// Issues a certificate of a server that is known by its address.
    pub(crate) fn server_on_loopback(&self) -> Pair {
        self.issue("server", vec![SanType::IpAddress(Ipv4Addr::LOCALHOST.into())])
    }

    /// Revokes certificates, in a list that is to be replaced with the year given.
    pub(crate) fn revoke(&self, revoked: &[&Pair], until: i32) -> String {
        let revoked = revoked.iter().map(|pair| RevokedCertParams {
            serial_number: serial_number(pair),
            revocation_time: date_time_ymd(2001, 1, 1),
            reason_code: None,
            invalidity_date: None,
        });
        let list = CertificateRevocationListParams {
            this_update: date_time_ymd(2001, 1, 2),
            next_update: date_time_ymd(until, 1, 1),
            crl_number: 1_u64.into(),
            issuing_distribution_point: None,
            revoked_certs: revoked.collect(),
            key_identifier_method: KeyIdMethod::Sha256,
        };
        list.signed_by(&self.issuer).and_then(|list| list.pem()).expect("a list")
    }

    /// Issues a certificate with a common name only.
    pub(crate) fn caller(&self, common_name: &str) -> Pair {
        self.issue(common_name, Vec::new())
    }

    /// Issues a certificate with a SPIFFE id, beside a common name.
    pub(crate) fn workload(&self, common_name: &str, id: &str) -> Pair {
        self.issue(common_name, vec![SanType::URI(id.try_into().expect("a URI"))])
    }
}

fn authority(name: &str) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params
}

fn serial_number(pair: &Pair) -> SerialNumber {
    let certificate = first_certificate(&pair.certificate);
    let certificate = x509_cert::Certificate::from_der(&certificate).expect("a certificate");
    SerialNumber::from_slice(certificate.tbs_certificate.serial_number.as_bytes())
}

/// A folder with the files of a server, which goes with the test.
pub(crate) struct Files {
    pub(crate) folder: PathBuf,
}

impl Files {
    pub(crate) fn new(server: &Pair, client_ca: &Authority) -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let name = format!("tls-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(&folder).expect("a folder");
        let files = Self { folder };
        files.write("tls.crt", &server.certificate);
        files.write("tls.key", &server.key);
        files.write("ca.crt", &client_ca.pem());
        files
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        fs::write(self.folder.join(name), text).expect("a writable folder");
    }

    /// Returns a flag with the file of that name.
    pub(crate) fn flag(&self, flag: &str, name: &str) -> String {
        format!("--{flag}={}", self.folder.join(name).display())
    }

    pub(crate) fn server_flags(&self) -> Vec<String> {
        vec![self.flag("tls-certificate-file", "tls.crt"), self.flag("tls-key-file", "tls.key")]
    }

    /// Returns the flags of a server that asks callers for certificates.
    pub(crate) fn mutual_flags(&self) -> Vec<String> {
        let mut flags = self.server_flags();
        flags.push(self.flag("tls-client-ca-file", "ca.crt"));
        flags
    }
}

impl Drop for Files {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Connects as users do.
pub(crate) async fn channel(
    address: SocketAddr,
    trusted: &Authority,
    shown: Option<&Pair>,
) -> Result<Channel, tonic::transport::Error> {
    let mut tls = ClientTlsConfig::new()
        .ca_certificate(Certificate::from_pem(trusted.pem()))
        .domain_name(SERVER_NAME);
    if let Some(Pair { certificate, key }) = shown {
        tls = tls.identity(Identity::from_pem(certificate, key));
    }
    let endpoint = Endpoint::from_shared(format!("https://{address}")).expect("a URI");
    endpoint.tls_config(tls).expect("certificates").connect().await
}

/// Makes a client whose connections can be looked into.
pub(crate) fn connector(
    trusted: &Authority,
    shown: Option<&Pair>,
    protocols: &[&str],
) -> TlsConnector {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut roots = RootCertStore::empty();
    roots.add(first_certificate(&trusted.pem())).expect("an authority");
    let builder = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_root_certificates(roots);
    let mut config = match shown {
        None => builder.with_no_client_auth(),
        Some(Pair { certificate, key }) => {
            let key = PrivateKeyDer::from_pem_slice(key.as_bytes()).expect("a key");
            let chain = vec![first_certificate(certificate)];
            builder.with_client_auth_cert(chain, key).expect("a pair")
        }
    };
    config.alpn_protocols = protocols.iter().map(|name| name.as_bytes().to_vec()).collect();
    TlsConnector::from(Arc::new(config))
}

/// Makes a server that shows a certificate and asks for none.
pub(crate) fn acceptor(Pair { certificate, key }: &Pair) -> TlsAcceptor {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let key = PrivateKeyDer::from_pem_slice(key.as_bytes()).expect("a key");
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(vec![first_certificate(certificate)], key)
        .expect("a pair");
    config.alpn_protocols = vec![b"h2".to_vec()];
    TlsAcceptor::from(Arc::new(config))
}

/// Shakes hands over a connection of its own.
pub(crate) async fn connect(
    address: SocketAddr,
    connector: &TlsConnector,
) -> std::io::Result<TlsStream<TcpStream>> {
    let stream = TcpStream::connect(address).await?;
    connector.connect(ServerName::try_from(SERVER_NAME).expect("a name"), stream).await
}

pub(crate) fn first_certificate(pem: &str) -> CertificateDer<'static> {
    CertificateDer::from_pem_slice(pem.as_bytes()).expect("a certificate")
}
