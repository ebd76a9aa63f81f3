//! Certificates swapped under load: does a call fail, and does anyone get in without the right one?

use crate::Setup;
use crate::client::{Connection, Outcome};
use crate::overload::ARTICLE;
use crate::report::Report;
use crate::server::Server;
use crate::wire::{self, SUMMARIZE};
use anyhow::{Context, bail};
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, KeyUsagePurpose,
    SanType,
};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use std::fs;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

const N_SWAPS: usize = 20;

/// How soon a swap must be seen: the server looks at its files every two seconds, and on SIGHUP.
const SEEN_WITHIN: Duration = Duration::from_secs(5);

/// Callers that keep their connection, and callers with a new one for each call.
const N_KEEPING: usize = 8;
const N_CONNECTING: usize = 4;

const SERVER_NAME: &str = "nutgraf.example";

struct Authority(CertifiedIssuer<'static, KeyPair>);

/// A certificate and its key, as PEM.
struct Pair {
    certificate: String,
    key: String,
}

impl Authority {
    fn new(name: &str) -> anyhow::Result<Self> {
        let mut params = CertificateParams::default();
        params.distinguished_name.push(DnType::CommonName, name);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
        Ok(Self(CertifiedIssuer::self_signed(params, KeyPair::generate()?)?))
    }

    fn issue(&self, name: &str) -> anyhow::Result<Pair> {
        let mut params = CertificateParams::default();
        params.distinguished_name.push(DnType::CommonName, name);
        params.subject_alt_names = vec![SanType::DnsName(name.try_into()?)];
        let key = KeyPair::generate()?;
        let certificate = params.signed_by(&key, &self.0)?.pem();
        Ok(Pair { certificate, key: key.serialize_pem() })
    }

    /// Makes what connects to servers of this authority and shows a pair.
    fn connector(&self, shown: Option<&Pair>) -> anyhow::Result<TlsConnector> {
        let mut roots = RootCertStore::empty();
        roots.add(CertificateDer::from_pem_slice(self.0.pem().as_bytes())?)?;
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let builder = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_root_certificates(roots);
        let mut config = match shown {
            None => builder.with_no_client_auth(),
            Some(Pair { certificate, key }) => {
                let chain = vec![CertificateDer::from_pem_slice(certificate.as_bytes())?];
                let key = PrivateKeyDer::from_pem_slice(key.as_bytes())?;
                builder.with_client_auth_cert(chain, key)?
            }
        };
        // Each handshake is a whole one.
        config.resumption = rustls::client::Resumption::disabled();
        config.alpn_protocols = vec![b"h2".to_vec()];
        Ok(TlsConnector::from(Arc::new(config)))
    }
}

pub async fn run(setup: &Setup, report: &mut Report) -> anyhow::Result<()> {
    let folder = std::env::temp_dir().join(format!("nutgraf-soak-{}", std::process::id()));
    fs::create_dir_all(&folder)?;
    let result = swap(setup, report, &folder).await;
    fs::remove_dir_all(&folder)?;
    result
}

async fn swap(setup: &Setup, report: &mut Report, folder: &Path) -> anyhow::Result<()> {
    let (own, foreign) = (Authority::new("own")?, Authority::new("foreign")?);
    let path = |name: &str| folder.join(name);
    let text = |name: &str| path(name).display().to_string();
    write(&path("ca.crt"), &own.0.pem())?;
    let first = own.issue(SERVER_NAME)?;
    put(folder, &first)?;
    let server = Server::start(
        setup,
        &[
            "--tls-certificate-file",
            &text("tls.crt"),
            "--tls-key-file",
            &text("tls.key"),
            "--tls-client-ca-file",
            &text("ca.crt"),
        ],
    )?;
    let address = server.address;
    let right = own.connector(Some(&own.issue("caller.example")?))?;
    // The port is printed before the server answers.
    seen(address, &right, &first).await?;
    let is_over = Arc::new(AtomicBool::new(false));
    let mut callers = JoinSet::new();
    for idx in 0..N_KEEPING + N_CONNECTING {
        callers.spawn(call_until(address, right.clone(), idx < N_KEEPING, Arc::clone(&is_over)));
    }
    let mut intruders = JoinSet::new();
    let foreigner = foreign.issue("caller.example")?;
    for shown in [None, Some(&foreigner)] {
        let wrong = own.connector(shown)?;
        intruders.spawn(intrude_until(address, wrong, Arc::clone(&is_over)));
    }

    let mut longest = Duration::ZERO;
    for _ in 0..N_SWAPS {
        let pair = own.issue(SERVER_NAME)?;
        let swapped = Instant::now();
        put(folder, &pair)?;
        server.signal("HUP")?;
        seen(address, &right, &pair).await?;
        longest = longest.max(swapped.elapsed());
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    is_over.store(true, Ordering::Relaxed);
    let (mut n_answered, mut failed) = (0, Vec::new());
    for (n, wrong) in callers.join_all().await {
        n_answered += n;
        failed.extend(wrong);
    }
    let mut reached = format!(
        "{} of {} calls failed, the slowest swap was in use after {:.0} ms",
        failed.len(),
        n_answered + failed.len(),
        longest.as_secs_f64() * 1e3
    );
    if let Some(first) = failed.first() {
        reached = format!("{reached}: {first}");
    }
    let measure = format!("certificates swapped {N_SWAPS} times under load");
    report.judge(measure, "0 failed", reached, failed.is_empty() && n_answered > 0);
    let (n_in, n_tries) = intruders
        .join_all()
        .await
        .into_iter()
        .fold((0, 0), |(n_in, n_tries), (n, of)| (n_in + n, n_tries + of));
    report.judge(
        "callers without the right certificate that got through",
        "0",
        format!("{n_in} of {n_tries}"),
        n_in == 0 && n_tries > 0,
    );
    let n_panics = server.n_panics();
    report.judge("panics with TLS", "0", n_panics.to_string(), n_panics == 0);
    Ok(())
}

/// Replaces the files of the server, one after the other as operators do.
fn put(folder: &Path, pair: &Pair) -> anyhow::Result<()> {
    write(&folder.join("tls.crt"), &pair.certificate)?;
    write(&folder.join("tls.key"), &pair.key)
}

fn write(path: &Path, text: &str) -> anyhow::Result<()> {
    let new = path.with_extension("new");
    fs::write(&new, text)?;
    Ok(fs::rename(new, path)?)
}

/// Waits until new connections are shown the pair.
async fn seen(address: SocketAddr, connector: &TlsConnector, pair: &Pair) -> anyhow::Result<()> {
    let expected = CertificateDer::from_pem_slice(pair.certificate.as_bytes())?;
    let started = Instant::now();
    while started.elapsed() < SEEN_WITHIN {
        let stream = connect(address, connector).await.context("a handshake")?;
        if stream.get_ref().1.peer_certificates().and_then(<[_]>::first) == Some(&expected) {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    bail!("a swap isn't seen within {SEEN_WITHIN:?}")
}

async fn connect(
    address: SocketAddr,
    connector: &TlsConnector,
) -> std::io::Result<TlsStream<TcpStream>> {
    let stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    connector.connect(ServerName::try_from(SERVER_NAME).expect("a name"), stream).await
}

/// Calls until it is over; returns the number of answers, and what else came.
async fn call_until(
    address: SocketAddr,
    connector: TlsConnector,
    is_keeping: bool,
    is_over: Arc<AtomicBool>,
) -> (usize, Vec<String>) {
    let (mut n_answered, mut failed) = (0, Vec::new());
    let body = wire::summarize(ARTICLE);
    let mut kept = None;
    while !is_over.load(Ordering::Relaxed) {
        let connection = match kept.take() {
            Some(connection) => connection,
            None => match open(address, &connector).await {
                Ok(connection) => connection,
                Err(error) => {
                    failed.push(error.to_string());
                    continue;
                }
            },
        };
        match connection.call(SUMMARIZE, &[], body.clone()).await {
            Outcome::Answered => n_answered += 1,
            other => failed.push(format!("{other:?}")),
        }
        if is_keeping {
            kept = Some(connection);
        }
    }
    (n_answered, failed)
}

/// Tries to call with a certificate that isn't right, or none; returns how often that went well.
async fn intrude_until(
    address: SocketAddr,
    connector: TlsConnector,
    is_over: Arc<AtomicBool>,
) -> (usize, usize) {
    let (mut n_in, mut n_tries) = (0, 0);
    let body = wire::summarize(ARTICLE);
    while !is_over.load(Ordering::Relaxed) {
        n_tries += 1;
        if let Ok(connection) = open(address, &connector).await {
            let outcome = connection.call(SUMMARIZE, &[], body.clone()).await;
            n_in += usize::from(!matches!(outcome, Outcome::NotTaken | Outcome::Lost(_)));
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    (n_in, n_tries)
}

async fn open(address: SocketAddr, connector: &TlsConnector) -> anyhow::Result<Connection> {
    Connection::over(connect(address, connector).await?).await
}
