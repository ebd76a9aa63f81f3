//! The program under test: started with flags, asked for its memory and time, stopped by a signal.

use crate::Setup;
use crate::machine::{self, listed};
use anyhow::{Context, ensure};
use std::fs;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

pub struct Server {
    pub address: SocketAddr,
    child: Child,
    cores: Vec<usize>,
    n_panics: Arc<AtomicUsize>,
}

/// Processor time of a phase, in seconds.
pub struct Usage {
    started: Instant,
    server: f64,
    cores: f64,
}

impl Server {
    /// Starts the program on a free port, with its log read through a pipe as containers do.
    pub fn start(setup: &Setup, flags: &[&str]) -> anyhow::Result<Self> {
        let mut child = Command::new("taskset")
            .args(["-c", &listed(&setup.cores.server)])
            // What most systems let a program open unless it asks for more.
            .args(["prlimit", "--nofile=1024:"])
            .arg(&setup.nutgraf)
            .args(["serve", "--listen", "127.0.0.1:0", "--log-format", "json"])
            .args(flags)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .context("taskset and prlimit")?;
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().context("a pipe")?).read_line(&mut line)?;
        let address = line.trim().parse().context("the program doesn't start")?;
        let log = BufReader::new(child.stderr.take().context("a pipe")?);
        let n_panics = Arc::<AtomicUsize>::default();
        let counted = Arc::clone(&n_panics);
        std::thread::spawn(move || {
            for line in log.lines().map_while(Result::ok) {
                if line.contains("\"message\":\"panic\"") {
                    eprintln!("{line}");
                    counted.fetch_add(1, Ordering::Relaxed);
                }
            }
        });
        Ok(Self { address, child, cores: setup.cores.server.clone(), n_panics })
    }

    /// The most memory that was resident so far, in MiB.
    pub fn peak_mib(&self) -> anyhow::Result<f64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kib = line.and_then(|line| line.split_ascii_whitespace().next());
        Ok(kib.context("no VmHWM")?.parse::<f64>()? / 1024.0)
    }

    /// Starts to measure processor time.
    pub fn usage(&self) -> anyhow::Result<Usage> {
        let cores = machine::busy_seconds(&self.cores);
        Ok(Usage { started: Instant::now(), server: self.cpu_seconds()?, cores })
    }

    /// The shares of its cores that the program and other processes took since then, in percent.
    pub fn shares(&self, since: &Usage) -> anyhow::Result<(f64, f64)> {
        let seconds = since.started.elapsed().as_secs_f64() * self.cores.len() as f64;
        let own = self.cpu_seconds()? - since.server;
        let others = (machine::busy_seconds(&self.cores) - since.cores - own).max(0.0);
        Ok((own / seconds * 100.0, others / seconds * 100.0))
    }

    fn cpu_seconds(&self) -> anyhow::Result<f64> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id()))?;
        let (_, fields) = stat.rsplit_once(") ").context("a name")?;
        let mut ticks = fields.split(' ').skip(11).map(str::parse::<u64>);
        let mut next = || ticks.next().context("too few fields")?.context("a number");
        Ok(machine::ticks_to_seconds(next()? + next()?))
    }

    /// Sends a signal by its name.
    pub fn signal(&self, name: &str) -> anyhow::Result<()> {
        let pid = self.child.id().to_string();
        ensure!(Command::new("kill").args(["-s", name, &pid]).status()?.success());
        Ok(())
    }

    /// Returns the exit status if the program ended by then.
    pub async fn ended(&mut self, within: Duration) -> anyhow::Result<Option<ExitStatus>> {
        let started = Instant::now();
        loop {
            let status = self.child.try_wait()?;
            if status.is_some() || started.elapsed() > within {
                return Ok(status);
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// Counts the panics in its log.
    pub fn n_panics(&self) -> usize {
        self.n_panics.load(Ordering::Relaxed)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
