//! `nutgraf probe`: the health check for container images without a shell.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::process::ExitCode;
use std::time::Duration;
use tonic::transport::Endpoint;
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_check_response::ServingStatus;
use tonic_health::pb::health_client::HealthClient;

/// What `nutgraf probe` takes.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Address of the server; one that it listens on everywhere is asked on this machine
    #[arg(long, env = "NUTGRAF_LISTEN", value_name = "ADDRESS", default_value = "127.0.0.1:50051")]
    address: SocketAddr,

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
    let url = format!("http://{}", reachable(arguments.address));
    let request = HealthCheckRequest { service: arguments.service.clone() };
    let exchange = async {
        let endpoint = Endpoint::from_shared(url).map_err(|error| error.to_string())?;
        let channel =
            endpoint.connect().await.map_err(|_| format!("no server at {}", arguments.address))?;
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
