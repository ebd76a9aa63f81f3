//! The pool: who is refused, who waits, and what a caller who leaves gives back.

use super::{CallError, Compute, LONGEST_REST, Lane, Load, PoolSize, Watch};
use crate::grpc::admission::MAX_SHORT_BYTES;
use std::sync::mpsc;
use std::time::Duration;

const LONG: usize = MAX_SHORT_BYTES + 1;

/// Longer than anything that a test waits for.
const PATIENCE: Duration = Duration::from_secs(60);

fn pool(n_workers: usize, max_queued: usize) -> Compute {
    let max_queued_bytes = 1 << 20;
    let size = PoolSize { n_workers, max_queued, max_queued_bytes };
    Compute::new(size, std::sync::Arc::new(())).unwrap()
}

/// Starts a job and waits until it runs; it ends when the sender that is returned is dropped.
async fn occupy(
    compute: &Compute,
    n_bytes: usize,
) -> (mpsc::Sender<()>, tokio::task::JoinHandle<()>) {
    let (release, gate) = mpsc::channel::<()>();
    let (started, starts) = tokio::sync::oneshot::channel();
    let compute = compute.clone();
    let running = tokio::spawn(async move {
        let job = move |_: &dyn Watch| {
            let _ = started.send(());
            let _ = gate.recv();
            Ok(())
        };
        compute.run(n_bytes, job).await.unwrap();
    });
    starts.await.unwrap();
    (release, running)
}

#[tokio::test]
async fn no_place_is_refused_at_once_and_taken_again_later_whatever_the_size() {
    for n_bytes in [0, 100, LONG] {
        // One worker for each lane and no waiting: two places, one of them for long ones.
        let compute = pool(1, 0);
        let (release, running) = occupy(&compute, n_bytes).await;
        let (other, waiting) = {
            let compute = compute.clone();
            let (other, gate) = mpsc::channel::<()>();
            let job = move |_: &dyn Watch| Ok(gate.recv().is_ok());
            (other, tokio::spawn(async move { compute.run(1, job).await }))
        };
        while compute.admission.load().n_jobs < 2 {
            tokio::task::yield_now().await;
        }
        let refused = compute.run(n_bytes, |_| Ok(())).await;
        assert!(matches!(refused, Err(CallError::Overloaded { .. })), "{refused:?}");
        drop((release, other));
        running.await.unwrap();
        waiting.await.unwrap().unwrap();
        compute.run(n_bytes, |_| Ok(())).await.unwrap();
    }
}

#[tokio::test]
async fn others_rest_while_workers_have_work() {
    let compute = pool(2, 100);
    let mut held = Vec::new();
    let rests: Vec<_> = (0..90)
        .map(|_| {
            held.push(compute.admission.admit(Lane::Short, 1).unwrap());
            compute.rest()
        })
        .collect();
    // Each worker's sixth job is the first that counts.
    assert!(rests.iter().take(11).all(Option::is_none));
    assert_eq!(rests.get(11).copied().flatten(), Some(Duration::from_micros(600)));
    assert_eq!(rests.last().copied().flatten(), Some(LONGEST_REST));
}

#[tokio::test]
async fn more_bytes_than_the_budget_are_refused() {
    let compute = pool(1, 64);
    let (release, running) = occupy(&compute, 1 << 20).await;
    let refused = compute.run(1, |_| Ok(())).await;
    assert!(matches!(refused, Err(CallError::Overloaded { .. })), "{refused:?}");
    drop(release);
    running.await.unwrap();
    compute.run(1, |_| Ok(())).await.unwrap();
}

#[tokio::test]
async fn a_long_article_does_not_hold_up_short_ones() {
    let compute = pool(1, 4);
    let (release, running) = occupy(&compute, LONG).await;
    let short = compute.run(MAX_SHORT_BYTES, |_| Ok(7));
    assert_eq!(tokio::time::timeout(PATIENCE, short).await.unwrap().unwrap().value, 7);
    drop(release);
    running.await.unwrap();
}

#[tokio::test]
async fn work_that_waits_is_never_started_when_its_caller_goes() {
    let compute = pool(1, 4);
    let (release, running) = occupy(&compute, 1).await;
    let (started, starts) = mpsc::channel::<()>();
    let waiting = tokio::spawn({
        let compute = compute.clone();
        async move { compute.run(10, move |_| Ok(started.send(()).is_ok())).await }
    });
    while compute.admission.load().n_jobs < 2 {
        tokio::task::yield_now().await;
    }
    waiting.abort();
    assert!(waiting.await.unwrap_err().is_cancelled());
    assert_eq!(compute.admission.load(), Load { n_jobs: 1, n_bytes: 1 });
    drop(release);
    running.await.unwrap();
    assert!(starts.recv().is_err());
}

#[tokio::test]
async fn work_that_runs_is_told_when_its_caller_goes() {
    let compute = pool(1, 0);
    let (started, starts) = tokio::sync::oneshot::channel();
    let (told, tells) = mpsc::channel::<()>();
    let running = tokio::spawn({
        let compute = compute.clone();
        let job = move |watch: &dyn Watch| {
            let _ = started.send(watch.is_wanted());
            while watch.is_wanted() {
                std::hint::spin_loop();
            }
            let _ = told.send(());
            Ok(())
        };
        async move { compute.run(LONG, job).await }
    });
    assert!(starts.await.unwrap());
    running.abort();
    assert!(running.await.unwrap_err().is_cancelled());
    tells.recv_timeout(PATIENCE).unwrap();
}

#[tokio::test]
async fn a_panic_is_an_error_and_harms_no_other_call() {
    let compute = pool(1, 0);
    for n_bytes in [0, LONG] {
        let error = compute.run::<()>(n_bytes, |_| panic!("on purpose")).await.unwrap_err();
        assert_eq!(error, CallError::Panicked);
        assert_eq!(compute.run(n_bytes, |_| Ok(1)).await.unwrap().value, 1);
    }
}
