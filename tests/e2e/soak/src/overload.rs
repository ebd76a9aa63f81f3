//! More calls than the server can answer: how many are answered still, and how soon?
//!
//! The capacity is measured with callers who wait for their answers. Then calls come by a schedule
//! (a Poisson process) that doesn't wait, and a call's time runs from when it was due: a stall isn't
//! hidden by calls that were never made.

use crate::Setup;
use crate::client::{Connection, Outcome};
use crate::report::Report;
use crate::server::Server;
use crate::wire::{self, Random, SUMMARIZE};
use bytes::Bytes;
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

/// A story of ordinary length.
pub const ARTICLE: &str = include_str!("../../../fixtures/reference.txt");

const N_CONNECTIONS: usize = 8;

/// Callers who wait, fewer than the server's queue has places.
const N_CALLERS: usize = 32;

/// The offered loads, in shares of the capacity; the first is what times are compared with.
const LOADS: [f64; 4] = [0.8, 1.0, 2.0, 4.0];

/// The most memory that the server may ever have, in MiB.
pub const MAX_MIB: f64 = 150.0;

pub async fn run(setup: &Setup, report: &mut Report) -> anyhow::Result<()> {
    let seconds = Duration::from_secs(if setup.is_long { 10 } else { 3 });
    let server = Server::start(setup, &[])?;
    let mut connections = Vec::new();
    for _ in 0..N_CONNECTIONS {
        connections.push(Connection::open(server.address).await?);
    }
    // Warm caches on both sides.
    closed(&connections, Duration::from_secs(1)).await;
    let usage = server.usage()?;
    let capacity = closed(&connections, seconds).await;
    let (_, others) = server.shares(&usage)?;
    report.tell(
        format!("capacity, {N_CALLERS} callers who wait"),
        format!("{capacity:.0} answers/s{}", taken(others)),
    );

    let mut phases = Vec::new();
    for (seed, load) in (1..).zip(LOADS) {
        let usage = server.usage()?;
        let phase = open(&connections, capacity * load, seconds, seed).await;
        let (_, others) = server.shares(&usage)?;
        eprintln!("{load}×: {phase:?}");
        phases.push((load, phase, others));
        // What waits still is not the next phase's.
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    let peak = phases.iter().map(|(_, phase, _)| phase.goodput).fold(capacity, f64::max);
    let calm = phases.first().map_or(f64::NAN, |(_, phase, _)| phase.p99_ms);
    for (load, phase, others) in &phases {
        let Phase { goodput, p50_ms, p99_ms, lag_ms, .. } = phase;
        let answered = format!(
            "{goodput:.0} answers/s, {:.0} %; the schedule kept within {lag_ms:.1} ms{}",
            goodput / peak * 100.0,
            taken(*others)
        );
        let times = format!("{p99_ms:.1} ms, {:.1} times; median {p50_ms:.1} ms", p99_ms / calm);
        let (goodput_row, p99_row) =
            (format!("answers at {load}× of it"), format!("p99 of answered calls at {load}×"));
        if *load > 1.0 {
            let bar = format!("≥ 90 % of the peak, {peak:.0}");
            report.time(goodput_row, bar, answered, *goodput >= 0.9 * peak);
            let bar = format!("≤ 5 × that at 0.8×, {calm:.1} ms");
            report.time(p99_row, bar, times, *p99_ms <= 5.0 * calm);
        } else {
            report.tell(goodput_row, answered);
            report.tell(p99_row, times);
        }
    }
    let sum = |count: fn(&Phase) -> usize| phases.iter().map(|(_, p, _)| count(p)).sum::<usize>();
    let (n_refused, n_without_hint) = (sum(|p| p.n_refused), sum(|p| p.n_without_hint));
    report.judge(
        "refusals: RESOURCE_EXHAUSTED with RetryInfo",
        "all",
        format!("{} of {n_refused}", n_refused - n_without_hint),
        n_without_hint == 0 && n_refused > 0,
    );
    let others: Vec<_> = phases.iter().flat_map(|(_, p, _)| &p.others).take(3).collect();
    let n_others = sum(|p| p.n_others);
    report.judge(
        "calls under overload that ended in any other way",
        "0",
        if n_others == 0 { "0".to_owned() } else { format!("{n_others}: {others:?}") },
        n_others == 0,
    );
    let mib = server.peak_mib()?;
    report.judge(
        "peak memory under overload",
        "≤ 150 MiB",
        format!("{mib:.1} MiB"),
        mib <= MAX_MIB,
    );
    let n_panics = server.n_panics();
    report.judge("panics under overload", "0", n_panics.to_string(), n_panics == 0);
    Ok(())
}

/// Says how much of the server's cores other processes took, if it matters.
fn taken(others: f64) -> String {
    if others < 2.0 { String::new() } else { format!(" (others took {others:.0} % of its cores)") }
}

/// Lets callers call who wait for their answers; returns the answers a second.
async fn closed(connections: &[Connection], time: Duration) -> f64 {
    let body = wire::summarize(ARTICLE);
    let mut callers = JoinSet::new();
    let started = Instant::now();
    for connection in connections.iter().cycle().take(N_CALLERS) {
        let (connection, body) = (connection.clone(), body.clone());
        callers.spawn(async move {
            let mut n_answered = 0;
            while started.elapsed() < time {
                if connection.call(SUMMARIZE, &[], body.clone()).await == Outcome::Answered {
                    n_answered += 1;
                }
            }
            n_answered
        });
    }
    let n_answered: u32 = callers.join_all().await.into_iter().sum();
    f64::from(n_answered) / started.elapsed().as_secs_f64()
}

/// What calls by a schedule gave.
#[derive(Debug)]
pub struct Phase {
    pub n_calls: usize,
    /// Answers a second, while calls were due.
    pub goodput: f64,
    pub p50_ms: f64,
    pub p99_ms: f64,
    /// How far the client itself was behind its schedule (99th percentile).
    pub lag_ms: f64,
    pub n_refused: usize,
    pub n_without_hint: usize,
    pub n_others: usize,
    pub others: Vec<Outcome>,
}

struct Made {
    due: Duration,
    sent: Duration,
    ended: Duration,
    outcome: Outcome,
}

/// Calls at a rate, whether answers come or not.
pub async fn open(connections: &[Connection], rate: f64, time: Duration, seed: u64) -> Phase {
    let (calls, mut ended) = tokio::sync::mpsc::unbounded_channel();
    let runtime = tokio::runtime::Handle::current();
    let connections = connections.to_vec();
    let body = wire::summarize(ARTICLE);
    // A thread of its own: the runtime's timers count in milliseconds.
    let pacing = std::thread::spawn(move || {
        let mut random = Random(seed);
        let started = Instant::now();
        let mut due = Duration::ZERO;
        for connection in connections.iter().cycle() {
            due += Duration::from_secs_f64(-random.unit().ln() / rate);
            if due >= time {
                return;
            }
            std::thread::sleep(due.saturating_sub(started.elapsed()));
            runtime.spawn(call(connection.clone(), body.clone(), started, due, calls.clone()));
        }
    });
    let mut made = Vec::new();
    while let Some(call) = ended.recv().await {
        made.push(call);
    }
    pacing.join().expect("no panic");
    summed(made, time)
}

async fn call(
    connection: Connection,
    body: Bytes,
    started: Instant,
    due: Duration,
    calls: tokio::sync::mpsc::UnboundedSender<Made>,
) {
    let sent = started.elapsed();
    let outcome = connection.call(SUMMARIZE, &[], body).await;
    let _ = calls.send(Made { due, sent, ended: started.elapsed(), outcome });
}

fn summed(made: Vec<Made>, time: Duration) -> Phase {
    let (mut times, mut lags, mut others) = (Vec::new(), Vec::new(), Vec::new());
    let (mut n_in_time, mut n_refused, mut n_without_hint) = (0_u32, 0, 0);
    let n_calls = made.len();
    for Made { due, sent, ended, outcome } in made {
        lags.push(sent - due);
        match outcome {
            Outcome::Answered => {
                times.push(ended - due);
                n_in_time += u32::from(ended <= time);
            }
            Outcome::Refused { has_retry_info } => {
                n_refused += 1;
                n_without_hint += usize::from(!has_retry_info);
            }
            other => others.push(other),
        }
    }
    let n_others = others.len();
    others.truncate(3);
    Phase {
        n_calls,
        goodput: f64::from(n_in_time) / time.as_secs_f64(),
        p50_ms: percentile(&mut times, 50),
        p99_ms: percentile(&mut times, 99),
        lag_ms: percentile(&mut lags, 99),
        n_refused,
        n_without_hint,
        n_others,
        others,
    }
}

/// Returns a percentile in milliseconds, by nearest rank.
fn percentile(times: &mut [Duration], percent: usize) -> f64 {
    times.sort_unstable();
    let rank = (times.len() * percent).div_ceil(100).max(1);
    times.get(rank - 1).map_or(f64::NAN, |time| time.as_secs_f64() * 1e3)
}
