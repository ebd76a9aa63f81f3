//! Where and when does the work of a call run? One bounded pool for the whole process.
//!
//! A small job runs where it stands. A large one takes a place in the queue, or is refused at
//! once, and then runs on one of the workers. Knows jobs, no messages.

use super::status::CallError;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::Semaphore;

/// Up to this many bytes of text a job runs on the thread of its connection.
///
/// A text of this size takes 0.4 ms, and a runtime thread may be blocked for 0.5 ms. It needs no
/// place in the queue either, so that long articles don't hold up short ones.
pub(crate) const MAX_INLINE_BYTES: usize = 4 * 1024;

/// How long a refused caller is asked to wait: several times the time of the largest article.
const RETRY_AFTER: Duration = Duration::from_millis(250);

/// The pool; clones share it.
#[derive(Debug, Clone)]
pub struct Compute {
    /// One permit for each job that runs or waits.
    places: Arc<Semaphore>,
    /// One permit for each job that runs.
    workers: Arc<Semaphore>,
}

/// A job's result and the time that it took.
#[derive(Debug)]
pub(crate) struct Finished<T> {
    pub(crate) value: T,
    pub(crate) queue_time: Duration,
    pub(crate) compute_time: Duration,
}

impl Compute {
    /// Makes a pool of `n_workers` jobs at once and `n_queued` that wait.
    #[must_use]
    pub fn new(n_workers: usize, n_queued: usize) -> Self {
        let n_workers = n_workers.max(1);
        Self {
            places: Arc::new(Semaphore::new(n_workers.saturating_add(n_queued))),
            workers: Arc::new(Semaphore::new(n_workers)),
        }
    }

    /// Runs a job on a text of `n_bytes`.
    ///
    /// A caller that goes away while its job waits frees its place; one that runs is finished.
    ///
    /// # Errors
    /// What the job returns; [`CallError::Overloaded`] if the queue is full;
    /// [`CallError::Panicked`] if the job panics.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        n_bytes: usize,
        job: impl FnOnce() -> Result<T, CallError> + Send + 'static,
    ) -> Result<Finished<T>, CallError> {
        if n_bytes <= MAX_INLINE_BYTES {
            return timed(Duration::ZERO, job);
        }
        let place = Arc::clone(&self.places)
            .try_acquire_owned()
            .map_err(|_| CallError::Overloaded { retry_after: RETRY_AFTER })?;
        let queued = Instant::now();
        let worker =
            Arc::clone(&self.workers).acquire_owned().await.map_err(|_| CallError::Stopping)?;
        let queue_time = queued.elapsed();
        tokio::task::spawn_blocking(move || {
            // Held by the work, not by its caller: who hangs up doesn't free a busy worker.
            let _held = (place, worker);
            timed(queue_time, job)
        })
        .await
        .map_err(|_| CallError::Panicked)?
    }
}

fn timed<T>(
    queue_time: Duration,
    job: impl FnOnce() -> Result<T, CallError>,
) -> Result<Finished<T>, CallError> {
    let started = Instant::now();
    // Nothing that the job could have left half done survives it: it owns its data.
    let value = catch_unwind(AssertUnwindSafe(job)).map_err(|_| CallError::Panicked)??;
    Ok(Finished { value, queue_time, compute_time: started.elapsed() })
}

#[cfg(test)]
mod tests {
    use super::{CallError, Compute, MAX_INLINE_BYTES};
    use std::sync::mpsc;

    const LARGE: usize = MAX_INLINE_BYTES + 1;

    #[tokio::test]
    async fn a_full_queue_refuses_at_once_and_takes_work_again_later() {
        let compute = Compute::new(1, 1);
        let (release, gate) = mpsc::channel::<()>();
        let running = tokio::spawn({
            let compute = compute.clone();
            async move { compute.run(LARGE, move || Ok(gate.recv().is_ok())).await }
        });
        let waiting = tokio::spawn({
            let compute = compute.clone();
            async move { compute.run(LARGE, || Ok(())).await }
        });
        while compute.places.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        let refused = compute.run(LARGE, || Ok(())).await;
        assert!(matches!(refused, Err(CallError::Overloaded { .. })), "{refused:?}");
        let small = compute.run(MAX_INLINE_BYTES, || Ok(7)).await.unwrap();
        assert_eq!(small.value, 7);

        release.send(()).unwrap();
        assert!(running.await.unwrap().unwrap().value);
        waiting.await.unwrap().unwrap();
        compute.run(LARGE, || Ok(())).await.unwrap();
    }

    #[tokio::test]
    async fn work_that_waits_is_never_started_when_its_caller_goes() {
        let compute = Compute::new(1, 1);
        let (release, gate) = mpsc::channel::<()>();
        let running = tokio::spawn({
            let compute = compute.clone();
            async move { compute.run(LARGE, move || Ok(gate.recv().is_ok())).await }
        });
        while compute.workers.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        let (started, starts) = mpsc::channel::<()>();
        let waiting = tokio::spawn({
            let compute = compute.clone();
            async move { compute.run(LARGE, move || Ok(started.send(()).is_ok())).await }
        });
        while compute.places.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        waiting.abort();
        assert!(waiting.await.unwrap_err().is_cancelled());
        assert_eq!(compute.places.available_permits(), 1);
        release.send(()).unwrap();
        running.await.unwrap().unwrap();
        assert!(starts.recv().is_err());
    }

    #[tokio::test]
    async fn a_panic_is_an_error_and_harms_no_other_call() {
        let compute = Compute::new(1, 0);
        for n_bytes in [0, LARGE] {
            let error = compute.run::<()>(n_bytes, || panic!("on purpose")).await.unwrap_err();
            assert_eq!(error, CallError::Panicked);
            assert_eq!(compute.run(n_bytes, || Ok(1)).await.unwrap().value, 1);
        }
    }
}
