//! `nutgraf serve`: reads the configuration, opens the port, serves until a signal.

use crate::server::config::{Config, Flags, unknown_variables};
use crate::server::{Listeners, Server, Stop, telemetry};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use std::io::{self, Write};
use std::net::SocketAddr;
use std::process::ExitCode;
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};

/// What `nutgraf serve` takes.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    flags: Flags,

    /// Prints the configuration in effect and exits
    #[arg(long)]
    check_config: bool,
}

/// Serves; the exit code is 0 after a stop signal, 1 if serving fails, 2 if the configuration
/// can't be used.
pub(super) fn run(arguments: &Arguments) -> ExitCode {
    let config = match Config::read(&arguments.flags) {
        Ok(config) => config,
        Err(mistakes) => {
            for mistake in mistakes {
                eprintln!("error: {mistake}");
            }
            return ExitCode::from(2);
        }
    };
    if arguments.check_config {
        return match write!(io::stdout(), "{config}") {
            Ok(()) => ExitCode::SUCCESS,
            Err(_) => ExitCode::FAILURE,
        };
    }
    telemetry::start(config.log_format, &config.log);
    let names = std::env::vars_os().filter_map(|(name, _)| name.into_string().ok());
    for variable in unknown_variables(names) {
        tracing::warn!(variable, "unknown environment variable");
    }
    match serve(config) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!(%error, "can't serve");
            ExitCode::FAILURE
        }
    }
}

/// Open files beside those of connections: ports, files that are read again, a collector.
const OTHER_FILES: u64 = 64;

/// Raises the limit of open files as far as the system lets, since its usual 1024 is less than the
/// connections that are allowed. Returns how many connections it allows for: those beyond would hang,
/// and not be closed.
fn raise_open_files(max_connections: usize) -> usize {
    let wanted = max_connections as u64 + OTHER_FILES;
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    if current.is_none_or(|current| current >= wanted) {
        return max_connections;
    }
    let possible = maximum.map_or(wanted, |maximum| maximum.min(wanted));
    let raised = setrlimit(Resource::Nofile, Rlimit { current: Some(possible), maximum });
    let possible = if raised.is_ok() { possible } else { current.unwrap_or(possible) };
    if possible == wanted {
        return max_connections;
    }
    let possible = usize::try_from(possible.saturating_sub(OTHER_FILES)).unwrap_or(1).max(1);
    tracing::warn!(max_connections, possible, "fewer connections, for want of open files");
    possible
}

fn serve(mut config: Config) -> io::Result<()> {
    config.max_connections = raise_open_files(config.max_connections);
    let (listen, admin_listen) = (config.listen, config.admin_listen);
    let health_listen = config.health_listen;
    let rereads_files = config.keys.is_some() || config.tls.is_some();
    let server = Server::new(config)?;
    server.runtime()?.block_on(async {
        // Before the port opens: whoever sees it open may send a signal.
        let mut signals = Signals::new()?;
        if rereads_files {
            // Who reads files again isn't to be ended by the signal for it.
            drop(signal(SignalKind::hangup())?);
        }
        let calls = bind(listen).await?;
        let admin = match admin_listen {
            Some(address) => Some(bind(address).await?),
            None => None,
        };
        let health = match health_listen {
            Some(address) => Some(bind(address).await?),
            None => None,
        };
        let listeners = Listeners { calls, admin, health };
        let (stopping, stop) = tokio::sync::oneshot::channel();
        tokio::spawn(async move {
            let _ = stopping.send(signals.next().await);
            signals.next().await;
            tracing::warn!("second signal, exiting at once");
            std::process::exit(1);
        });
        server.run(listeners, async { stop.await.unwrap_or(Stop::Interrupt) }).await
    })
}

/// Listens, and prints the address where the system chose the port.
async fn bind(address: SocketAddr) -> io::Result<TcpListener> {
    let listener = TcpListener::bind(address).await?;
    if address.port() == 0 {
        writeln!(io::stdout(), "{}", listener.local_addr()?)?;
    }
    Ok(listener)
}

struct Signals {
    terminate: Signal,
    interrupt: Signal,
}

impl Signals {
    fn new() -> io::Result<Self> {
        Ok(Self {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
        })
    }

    async fn next(&mut self) -> Stop {
        tokio::select! {
            _ = self.terminate.recv() => Stop::Terminate,
            _ = self.interrupt.recv() => Stop::Interrupt,
        }
    }
}
