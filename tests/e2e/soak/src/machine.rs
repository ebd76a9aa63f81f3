//! Which cores does who get, and how much of them do others take?

use anyhow::{Context, ensure};
use std::fs;
use std::process::{Command, Stdio};

/// The cores of the program and of its peers; the same one if there is only one.
pub struct Cores {
    pub server: Vec<usize>,
    peers: Vec<usize>,
}

impl Cores {
    /// Splits the cores that this process may use in two halves.
    pub fn split() -> anyhow::Result<Self> {
        let status = fs::read_to_string("/proc/self/status")?;
        let list = status.lines().find_map(|line| line.strip_prefix("Cpus_allowed_list:"));
        let mut all = Vec::new();
        for range in list.context("no list of cores")?.trim().split(',') {
            let (first, last) = range.split_once('-').unwrap_or((range, range));
            all.extend(first.parse::<usize>()?..=last.parse()?);
        }
        let (server, peers) = all.split_at(all.len().div_ceil(2));
        let peers = if peers.is_empty() { server } else { peers };
        Ok(Self { server: server.to_vec(), peers: peers.to_vec() })
    }

    /// Moves this process to the cores of the peers.
    pub fn pin_peers(&self) -> anyhow::Result<()> {
        let pid = std::process::id().to_string();
        let mut taskset = Command::new("taskset");
        taskset.args(["-a", "-c", "-p", &listed(&self.peers), &pid]).stdout(Stdio::null());
        ensure!(taskset.status()?.success());
        Ok(())
    }
}

/// Writes cores as `taskset` takes them.
pub fn listed(cores: &[usize]) -> String {
    cores.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
}

/// Names the machine and who has which cores.
pub fn described(cores: &Cores) -> String {
    let processor = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model =
        processor.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    let model = model.map_or("unknown processor", |(_, name)| name);
    let (server, peers) = (listed(&cores.server), listed(&cores.peers));
    let apart = if server == peers { ", the same" } else { "" };
    format!(
        "{model}; the server on core {server}, its peers on core {peers}{apart}; \
         neither is kept free of other processes"
    )
}

/// Seconds that the cores were busy since the start of the system.
pub fn busy_seconds(cores: &[usize]) -> f64 {
    let stat = fs::read_to_string("/proc/stat").unwrap_or_default();
    let of_core = |line: &str| {
        let mut fields = line.split_ascii_whitespace();
        let core: usize = fields.next()?.strip_prefix("cpu")?.parse().ok()?;
        let ticks: Vec<u64> = fields.map_while(|field| field.parse().ok()).collect();
        // user, nice, system, (idle, iowait), irq, softirq
        let busy = ticks.get(..3)?.iter().chain(ticks.get(5..7)?).sum::<u64>();
        cores.contains(&core).then_some(busy)
    };
    ticks_to_seconds(stat.lines().filter_map(of_core).sum())
}

/// Linux reports times in hundredths of seconds, whatever its own clock does.
pub fn ticks_to_seconds(ticks: u64) -> f64 {
    ticks as f64 / 100.0
}
