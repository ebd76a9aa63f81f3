//! What does the server bear? Overload, hostile peers and a stop, through real sockets.
//!
//!     nutgraf-soak NUTGRAF [--long]
//!
//! Runs the program on one half of the cores and its peers on the other, and prints one table. Rows
//! that ask whether something is right decide the exit status; those that ask how fast only with
//! `--long`, since other work on a machine can stretch any time.

#![allow(clippy::disallowed_methods, reason = "only the core is pure")]

mod certificates;
mod client;
mod drain;
mod hanging;
mod hostile;
mod machine;
mod malformed;
mod overload;
mod report;
mod server;
mod wire;

use anyhow::{Context, bail};
use report::Report;
use std::path::PathBuf;
use std::process::ExitCode;

/// How a run is set up.
pub struct Setup {
    /// The program.
    pub nutgraf: PathBuf,
    /// Whether times are judged, and phases last as long as the bars ask for.
    pub is_long: bool,
    /// The cores of the program and of its peers.
    pub cores: machine::Cores,
}

fn main() -> anyhow::Result<ExitCode> {
    let mut nutgraf = None;
    let mut is_long = std::env::var_os("NUTGRAF_E2E_LONG").is_some_and(|value| value == "1");
    for argument in std::env::args().skip(1) {
        match argument.as_str() {
            "--long" => is_long = true,
            path => nutgraf = Some(PathBuf::from(path)),
        }
    }
    let Some(nutgraf) = nutgraf else { bail!("usage: nutgraf-soak NUTGRAF [--long]") };
    let cores = machine::Cores::split().context("the cores")?;
    cores.pin_peers().context("taskset")?;
    let setup = Setup { nutgraf, is_long, cores };
    println!("{}", machine::described(&setup.cores));
    let mut report = Report::new(is_long);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        overload::run(&setup, &mut report).await.context("overload")?;
        hostile::run(&setup, &mut report).await.context("hostile peers")?;
        certificates::run(&setup, &mut report).await.context("certificates")?;
        anyhow::Ok(())
    })?;
    // Peers that hang are left where they are.
    runtime.shutdown_background();
    Ok(report.print())
}
