//! `nutgraf probe`: the health check for container images without a shell.

use std::error::Error;
use std::fs;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;
use tonic::transport::{Certificate, ClientTlsConfig, Endpoint, Identity};
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_check_response::ServingStatus;
use tonic_health::pb::health_client::HealthClient;

/// What `nutgraf probe` takes.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Address of the server; one that it listens on everywhere is asked on this machine [default:
    /// `NUTGRAF_HEALTH_LISTEN`, else `NUTGRAF_LISTEN`, else 127.0.0.1:50051]
    #[arg(long, value_name = "ADDRESS")]
    address: Option<SocketAddr>,

    #[arg(long, hide = true, env = "NUTGRAF_HEALTH_LISTEN")]
    health_listen: Option<String>,

    #[arg(long, hide = true, env = "NUTGRAF_LISTEN", default_value = "127.0.0.1:50051")]
    listen: SocketAddr,

    /// Speaks TLS, with a server whose certificate was signed by one of these authorities (PEM)
    #[arg(long, value_name = "FILE")]
    tls_ca_file: Option<PathBuf>,

    /// Name that the server's certificate must hold [default: its address]
    #[arg(long, value_name = "NAME", requires = "tls_ca_file")]
    tls_server_name: Option<String>,

    /// Certificate to show to the server (PEM)
    #[arg(long, value_name = "FILE", requires_all = ["tls_ca_file", "tls_key_file"])]
    tls_certificate_file: Option<PathBuf>,

    /// Private key of that certificate (PEM)
    #[arg(long, value_name = "FILE", requires = "tls_certificate_file")]
    tls_key_file: Option<PathBuf>,

    /// Name of the service; empty asks for the whole server
    #[arg(long, value_name = "NAME", default_value = "")]
    service: String,

    /// How long the answer may take, in milliseconds
    #[arg(long, value_name = "MS", default_value = "1000")]
    timeout_ms: u64,
}

/// Asks; the exit code is 0 if the answer is SERVING, else 1.
pub(super) fn run(arguments: &Arguments) -> ExitCode {
    match ask(arguments) {
        Ok(ServingStatus::Serving) => ExitCode::SUCCESS,
        Ok(status) => {
            eprintln!("{}", status.as_str_name());
            ExitCode::FAILURE
        }
        Err(problem) => {
            eprintln!("error: {problem}");
            ExitCode::FAILURE
        }
    }
}

fn ask(arguments: &Arguments) -> Result<ServingStatus, String> {
    let timeout = Duration::from_millis(arguments.timeout_ms);
    let address = reachable(arguments.address()?);
    let request = HealthCheckRequest { service: arguments.service.clone() };
    let endpoint = endpoint(address, arguments)?;
    let exchange = async {
        let channel = endpoint
            .connect()
            .await
            .map_err(|error| format!("no server at {address}: {}", cause(&error)))?;
        let answer = HealthClient::new(channel).check(request).await;
        answer.map(|answer| answer.into_inner().status()).map_err(|s| s.message().to_owned())
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| error.to_string())?;
    runtime
        .block_on(async { tokio::time::timeout(timeout, exchange).await })
        .unwrap_or_else(|_| Err(format!("no answer within {} ms", arguments.timeout_ms)))
}

impl Arguments {
    /// Returns where to ask: the port for health checks speaks no TLS and asks for no certificate.
    fn address(&self) -> Result<SocketAddr, String> {
        match (self.address, self.health_listen.as_deref()) {
            (Some(address), _) => Ok(address),
            (None, None | Some("off")) => Ok(self.listen),
            (None, Some(address)) => address
                .parse()
                .map_err(|_| format!("NUTGRAF_HEALTH_LISTEN is no address: {address:?}")),
        }
    }
}

fn endpoint(address: SocketAddr, arguments: &Arguments) -> Result<Endpoint, String> {
    let Some(authorities) = &arguments.tls_ca_file else {
        let endpoint = Endpoint::from_shared(format!("http://{address}"));
        return endpoint.map_err(|error| error.to_string());
    };
    let name = arguments.tls_server_name.clone().unwrap_or_else(|| address.ip().to_string());
    let mut tls = ClientTlsConfig::new()
        .ca_certificate(Certificate::from_pem(read(authorities)?))
        .domain_name(name);
    if let Some((certificate, key)) =
        arguments.tls_certificate_file.as_ref().zip(arguments.tls_key_file.as_ref())
    {
        tls = tls.identity(Identity::from_pem(read(certificate)?, read(key)?));
    }
    Endpoint::from_shared(format!("https://{address}"))
        .and_then(|endpoint| endpoint.tls_config(tls))
        .map_err(|error| cause(&error))
}

fn read(file: &Path) -> Result<Vec<u8>, String> {
    fs::read(file).map_err(|error| format!("{}: {error}", file.display()))
}

/// Returns what an error was caused by at last.
fn cause(error: &dyn Error) -> String {
    let mut error = error;
    while let Some(source) = error.source() {
        error = source;
    }
    error.to_string()
}

/// Replaces "every address of this machine" by one that can be connected to.
fn reachable(address: SocketAddr) -> SocketAddr {
    let ip = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::V6(Ipv6Addr::LOCALHOST),
        ip => ip,
    };
    SocketAddr::new(ip, address.port())
}

#[cfg(test)]
mod tests {
    use super::reachable;

    #[test]
    fn a_server_that_listens_everywhere_is_asked_on_this_machine() {
        for (address, expected) in [
            ("0.0.0.0:50051", "127.0.0.1:50051"),
            ("[::]:1", "[::1]:1"),
            ("192.0.2.7:50051", "192.0.2.7:50051"),
        ] {
            assert_eq!(reachable(address.parse().unwrap()), expected.parse().unwrap());
        }
    }
}
