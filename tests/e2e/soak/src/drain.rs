//! SIGTERM while calls come and every hanging peer is still there: how soon does the program end,
//! and is a call lost that it took?

use crate::client::{Connection, Outcome};
use crate::overload::ARTICLE;
use crate::report::Report;
use crate::server::Server;
use crate::wire::{self, SUMMARIZE};
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

/// `--drain-delay` and `--drain-timeout` of the server, and the second that it has beyond them.
const MAX_TIME: Duration = Duration::from_secs(2 + 3 + 1);

/// Callers that keep their connection, and callers with a new one for each call.
const N_KEEPING: usize = 16;
const N_CONNECTING: usize = 4;

#[derive(Default)]
struct Calls {
    n_answered: usize,
    n_refused: usize,
    n_not_taken: usize,
    lost: Vec<Outcome>,
}

pub async fn run(mut server: Server, report: &mut Report) -> anyhow::Result<Server> {
    let address = server.address;
    let mut callers = JoinSet::new();
    for idx in 0..N_KEEPING + N_CONNECTING {
        callers.spawn(call_until_gone(address, idx < N_KEEPING));
    }
    tokio::time::sleep(Duration::from_secs(1)).await;
    let signalled = Instant::now();
    server.signal("TERM")?;
    let status = server.ended(MAX_TIME * 3).await?;
    let time = signalled.elapsed();
    let code = status.and_then(|status| status.code());
    report.judge(
        "SIGTERM under load, with the hanging peers: exit 0 in time",
        "≤ drain-delay 2 s + drain-timeout 3 s + 1 s",
        format!(
            "{} after {:.2} s",
            code.map_or("none".into(), |c| c.to_string()),
            time.as_secs_f64()
        ),
        code == Some(0) && time <= MAX_TIME,
    );
    let mut all = Calls::default();
    for calls in callers.join_all().await {
        all.n_answered += calls.n_answered;
        all.n_refused += calls.n_refused;
        all.n_not_taken += calls.n_not_taken;
        all.lost.extend(calls.lost);
    }
    let Calls { n_answered, n_refused, n_not_taken, lost } = all;
    let mut reached = format!(
        "{} lost; {n_answered} answered, {n_refused} refused, {n_not_taken} not taken",
        lost.len()
    );
    if let Some(first) = lost.first() {
        reached = format!("{reached}: {first:?}");
    }
    report.judge("calls that it took and lost", "0", reached, lost.is_empty() && n_answered > 0);
    Ok(server)
}

/// Calls until nobody listens any more.
async fn call_until_gone(address: SocketAddr, is_keeping: bool) -> Calls {
    let mut calls = Calls::default();
    let body = wire::summarize(ARTICLE);
    while let Ok(connection) = Connection::open(address).await {
        loop {
            match connection.call(SUMMARIZE, &[], body.clone()).await {
                Outcome::Answered => calls.n_answered += 1,
                Outcome::Refused { .. } => calls.n_refused += 1,
                Outcome::NotTaken => {
                    calls.n_not_taken += 1;
                    break;
                }
                lost => calls.lost.push(lost),
            }
            if !is_keeping {
                break;
            }
        }
    }
    calls
}
