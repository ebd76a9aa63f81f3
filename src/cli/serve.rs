//! `nutgraf serve`: reads the configuration, opens the port, serves until a signal.

use crate::server::config::{Config, Flags, unknown_variables};
use crate::server::{self, Listeners, Stop, telemetry};
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

fn serve(config: Config) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(config.workers)
        .enable_all()
        .build()?;
    runtime.block_on(async {
        // Before the port opens: whoever sees it open may send a signal.
        let mut signals = Signals::new()?;
        if config.keys.is_some() || config.tls.is_some() {
            // Who reads files again isn't to be ended by the signal for it.
            drop(signal(SignalKind::hangup())?);
        }
        let calls = bind(config.listen).await?;
        let admin = match config.admin_listen {
            Some(address) => Some(bind(address).await?),
            None => None,
        };
        let health = match config.health_listen {
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
        server::run(config, listeners, async { stop.await.unwrap_or(Stop::Interrupt) }).await
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
