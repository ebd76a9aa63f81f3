//! Honest calls beside peers that hang, flood and send bombs; then a stop with all of them there.

use crate::client::{Connection, Outcome};
use crate::malformed::{self, Ends};
use crate::overload::{self, MAX_MIB};
use crate::report::Report;
use crate::server::Server;
use crate::wire::{self, SUMMARIZE};
use crate::{Setup, drain, hanging};
use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::fmt::Write as _;
use std::io::Write as _;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;
use tokio::task::JoinSet;

const N_HANGING: usize = 200;
const N_MALFORMED: usize = 4000;
const N_RESETS: u32 = 20_000;
const N_CONNECTIONS: usize = 10_000;
const BOMB_BYTES: usize = 200 << 20;
const WORST_BYTES: usize = 1 << 20;

/// Honest calls a second, a small part of what the server can do.
const HONEST_RATE: f64 = 100.0;

pub async fn run(setup: &Setup, report: &mut Report) -> anyhow::Result<()> {
    let mut flags = vec!["--drain-delay", "2s", "--drain-timeout", "3s"];
    // Those that say nothing are to be there still when it stops.
    flags.extend(["--handshake-timeout", "1m"]);
    let server = Server::start(setup, &flags)?;
    let address = server.address;
    // Honest callers keep their connections: those of a flood can't take them.
    let mut honest = Vec::new();
    for _ in 0..4 {
        honest.push(Connection::open(address).await?);
    }
    let hanging = hanging::start(address, N_HANGING);
    let least = Duration::from_secs(if setup.is_long { 30 } else { 8 });
    let is_over = Arc::new(AtomicBool::new(false));
    let calling = tokio::spawn(honest_until(honest, Arc::clone(&is_over)));
    let bombs = tokio::spawn(bombs_until(address, Arc::clone(&is_over)));
    let worst = tokio::spawn(worst_until(address, Arc::clone(&is_over)));
    let started = std::time::Instant::now();

    let (malformed, n_resets) = tokio::join!(all_malformed(address), all_resets(address));
    let flood = flood(address).await;
    tokio::time::sleep(least.saturating_sub(started.elapsed())).await;
    is_over.store(true, Ordering::Relaxed);
    let seconds = started.elapsed().as_secs();

    let malformed = malformed?;
    let (n, n_wrong) = (malformed.n_streams, malformed.wrong.len());
    let mut reached = format!("{} of {n}", n - n_wrong);
    if let Some(wrong) = malformed.wrong.first() {
        let _ = write!(reached, ": {wrong}");
    }
    let is_met = n >= N_MALFORMED && n_wrong == 0;
    report.judge("malformed streams that ended as documented", "all", reached, is_met);
    report.tell("calls reset as soon as they were opened", format!("{n_resets}"));
    let Flood { n_open, n_closed, n_failed } = flood;
    report.judge(
        "connections tried at once: served or closed",
        "all, at most 1,024 served",
        format!("{n_open} served, {n_closed} closed, {n_failed} neither"),
        n_open <= 1024 && n_failed == 0,
    );
    let (n_right, n_bombs) = bombs.await??;
    let reached = format!("{n_right} of {n_bombs}");
    let is_met = n_bombs > 0 && n_right == n_bombs;
    report.judge("gzip bombs of 200 MB: RESOURCE_EXHAUSTED", "all", reached, is_met);
    let (n_right, n_worst) = worst.await??;
    report.judge(
        "worst-case articles of 1 MiB: answered or refused",
        "all",
        format!("{n_right} of {n_worst}"),
        n_worst > 0 && n_right == n_worst,
    );
    let (n_answered, n_honest, wrong) = calling.await?;
    report.judge(
        format!("honest calls beside all that, {N_HANGING} hanging peers and {seconds} s"),
        "all answered",
        format!("{n_answered} of {n_honest}{}", wrong.map_or(String::new(), |w| format!(": {w}"))),
        n_answered == n_honest,
    );
    let newcomer = newcomer(address).await;
    let reached = format!("{newcomer:?}");
    report.judge("a new caller after it", "answered", reached, newcomer == Outcome::Answered);
    let mib = server.peak_mib()?;
    report.judge("peak memory beside them", "≤ 150 MiB", format!("{mib:.1} MiB"), mib <= MAX_MIB);
    let server = drain::run(server, report).await?;
    report.judge("panics", "0", server.n_panics().to_string(), server.n_panics() == 0);
    drop(hanging);
    Ok(())
}

/// Calls at a steady rate; returns how many were answered, of how many, and what else came.
async fn honest_until(
    connections: Vec<Connection>,
    is_over: Arc<AtomicBool>,
) -> (usize, usize, Option<String>) {
    let (mut n_answered, mut n_calls, mut wrong) = (0, 0, None);
    let mut seed = 100;
    while !is_over.load(Ordering::Relaxed) {
        seed += 1;
        let phase = overload::open(&connections, HONEST_RATE, Duration::from_secs(1), seed).await;
        let n_wrong = phase.n_refused + phase.n_others;
        n_calls += phase.n_calls;
        n_answered += phase.n_calls - n_wrong;
        if n_wrong > 0 {
            wrong = Some(format!("{} refused, others {:?}", phase.n_refused, phase.others));
        }
    }
    (n_answered, n_calls, wrong)
}

/// Sends 200 MB of nothing in a small message, again and again.
async fn bombs_until(
    address: SocketAddr,
    is_over: Arc<AtomicBool>,
) -> anyhow::Result<(usize, usize)> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    for _ in 0..BOMB_BYTES >> 20 {
        packed.write_all(&[0; 1 << 20])?;
    }
    let bomb = wire::message(true, &packed.finish()?);
    let headers = [("grpc-encoding", "gzip")];
    repeated(address, &headers, bomb, is_over, |outcome| matches!(outcome, Outcome::Refused { .. }))
        .await
}

/// Sends the longest article, of words that never come again.
async fn worst_until(
    address: SocketAddr,
    is_over: Arc<AtomicBool>,
) -> anyhow::Result<(usize, usize)> {
    let mut text = String::with_capacity(WORST_BYTES);
    for number in 0_u64.. {
        let mark = if number % 12 == 11 { "." } else { "" };
        let word: String =
            format!("{number:x}").bytes().map(|b| char::from(b % 26 + b'a')).collect();
        if text.len() + word.len() + 4 > WORST_BYTES {
            break;
        }
        let _ = write!(text, "W{word}{mark} ");
    }
    let article = wire::summarize(&text);
    repeated(address, &[], article, is_over, |outcome| {
        matches!(outcome, Outcome::Answered | Outcome::Refused { .. })
    })
    .await
}

/// Makes a call until it is over, one at a time; returns how many ended right, of how many.
async fn repeated(
    address: SocketAddr,
    headers: &[(&str, &str)],
    body: Bytes,
    is_over: Arc<AtomicBool>,
    is_right: fn(&Outcome) -> bool,
) -> anyhow::Result<(usize, usize)> {
    let mut connection = Connection::open(address).await?;
    let (mut n_right, mut n_calls) = (0, 0);
    while !is_over.load(Ordering::Relaxed) {
        let outcome = connection.call(SUMMARIZE, headers, body.clone()).await;
        if outcome == Outcome::NotTaken {
            // The server may have sent the connection away; a flood may have taken its place.
            tokio::time::sleep(Duration::from_millis(100)).await;
            connection = Connection::open(address).await?;
            continue;
        }
        n_calls += 1;
        n_right += usize::from(is_right(&outcome));
        if !is_right(&outcome) {
            eprintln!("{} bytes: {outcome:?}", body.len());
        }
    }
    Ok((n_right, n_calls))
}

async fn all_malformed(address: SocketAddr) -> anyhow::Result<Ends> {
    let mut parts = JoinSet::new();
    for seed in 0..4 {
        parts.spawn(malformed::messages(address, N_MALFORMED / 8));
        parts.spawn(malformed::frames(address, N_MALFORMED / 8, seed));
    }
    let mut ends = Ends::default();
    for part in parts.join_all().await {
        ends.join(part?);
    }
    Ok(ends)
}

async fn all_resets(address: SocketAddr) -> u32 {
    let mut n_sent = 0;
    while n_sent < N_RESETS {
        match malformed::resets(address, N_RESETS / 4).await {
            Ok(n) => n_sent += n,
            Err(_) => tokio::time::sleep(Duration::from_millis(10)).await,
        }
    }
    n_sent
}

/// What became of many connections.
struct Flood {
    n_open: usize,
    n_closed: usize,
    n_failed: usize,
}

/// Tries many connections and keeps those that are served until all were tried.
async fn flood(address: SocketAddr) -> Flood {
    let mut tries = JoinSet::new();
    let mut kept = Vec::new();
    let (mut n_closed, mut n_failed) = (0, 0);
    for n_tried in 1..=N_CONNECTIONS {
        tries.spawn(tokio::time::timeout(Duration::from_secs(20), greeted(address)));
        while tries.len() >= 200 || n_tried == N_CONNECTIONS {
            match tries.join_next().await {
                None => break,
                Some(Ok(Ok(Some(stream)))) => kept.push(stream),
                Some(Ok(Ok(None))) => n_closed += 1,
                Some(_) => n_failed += 1,
            }
        }
    }
    Flood { n_open: kept.len(), n_closed, n_failed }
}

/// Connects and waits for the server's greeting; `None` if it closes instead.
async fn greeted(address: SocketAddr) -> Option<TcpStream> {
    let mut stream = TcpStream::connect(address).await.ok()?;
    let n_bytes = stream.read(&mut [0; 9]).await.ok()?;
    (n_bytes > 0).then_some(stream)
}

async fn newcomer(address: SocketAddr) -> Outcome {
    // The places of the flood are free once the server has seen their ends.
    for _ in 0..50 {
        if let Ok(connection) = Connection::open(address).await {
            let outcome = connection.call(SUMMARIZE, &[], wire::summarize(overload::ARTICLE)).await;
            if outcome != Outcome::NotTaken {
                return outcome;
            }
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    Outcome::NotTaken
}
