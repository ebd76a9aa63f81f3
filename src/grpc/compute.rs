//! Where and when does the work of a call run? On a fixed pool of threads, for the whole process.
//!
//! A job takes a place or is refused at once, waits in the lane of its size, and runs unless its
//! caller has left by then. Each lane has threads of its own: the system shares the cores between
//! them, so that a short article never waits for a long one. None runs where its message was read:
//! that saves processor time with one call at once and costs some with many
//! (docs/performance.md), and what isn't queued can't be refused. Knows jobs, no messages.

mod queue;

use self::queue::Queue;
use super::admission::{Admission, Lane, Load, Place};
use super::observe::Observer;
use super::status::CallError;
use crate::watch::{Stage, Watch};
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use std::{fmt, io, thread};
use tokio::sync::oneshot;

/// From so many jobs a worker on, the pool has work for a while.
const BUSY_JOBS_PER_WORKER: usize = 6;

/// Less than a job takes: a story of ordinary length takes 0.15 to 0.2 ms.
const JOB_AT_LEAST: Duration = Duration::from_micros(100);

/// Who waits for an answer hardly notices it.
const LONGEST_REST: Duration = Duration::from_millis(4);

/// What waits in a lane; empty once its caller has left.
type Slot = Arc<Mutex<Option<Work>>>;

type Work = Box<dyn FnOnce() + Send>;

/// The pool; clones share it, and its threads end with the last of them.
#[derive(Clone)]
pub struct Compute {
    admission: Admission,
    n_workers: usize,
    lanes: Arc<Lanes>,
}

/// What waits in each lane; the threads end with it.
struct Lanes {
    short: Arc<Queue<Slot>>,
    long: Arc<Queue<Slot>>,
}

impl Drop for Lanes {
    fn drop(&mut self) {
        self.short.close();
        self.long.close();
    }
}

/// How large a pool is.
#[derive(Debug, Clone, Copy)]
pub struct PoolSize {
    /// How many short articles are worked on at once; half as many long ones, at least one.
    pub n_workers: usize,
    /// How many articles may wait.
    pub max_queued: usize,
    /// How many bytes of messages and texts may be read, wait or be worked on.
    pub max_queued_bytes: usize,
}

/// A job's result and the time that it took.
#[derive(Debug)]
pub(crate) struct Finished<T> {
    pub(crate) value: T,
    pub(crate) queue_time: Duration,
    pub(crate) compute_time: Duration,
}

impl Compute {
    /// Starts the threads of a pool.
    ///
    /// # Errors
    /// If the system has no more threads.
    pub fn new(size: PoolSize, observer: Arc<dyn Observer>) -> io::Result<Self> {
        let n_short = size.n_workers.max(1);
        let n_long = (n_short / 2).max(1);
        let n_jobs = (n_short + n_long).saturating_add(size.max_queued);
        let lanes = Lanes { short: Arc::new(Queue::new()), long: Arc::new(Queue::new()) };
        start(Lane::Short, n_short, &lanes.short)?;
        start(Lane::Long, n_long, &lanes.long)?;
        Ok(Self {
            admission: Admission::new(Load { n_jobs, n_bytes: size.max_queued_bytes }, observer),
            n_workers: n_short,
            lanes: Arc::new(lanes),
        })
    }

    pub(crate) fn observer(&self) -> &dyn Observer {
        &**self.admission.observer()
    }

    /// Returns the rule by which jobs are let in, for what becomes of a call before it is one.
    pub(super) fn admission(&self) -> &Admission {
        &self.admission
    }

    /// Returns how long others may rest until a worker has nothing to do any more, if that is worth
    /// it.
    pub(crate) fn rest(&self) -> Option<Duration> {
        let n_jobs = self.admission.n_jobs() / self.n_workers;
        let is_busy = n_jobs >= BUSY_JOBS_PER_WORKER;
        let n_jobs = u32::try_from(n_jobs).unwrap_or(u32::MAX);
        is_busy.then(|| JOB_AT_LEAST.saturating_mul(n_jobs).min(LONGEST_REST))
    }

    /// Runs a job on a text of `n_bytes`.
    ///
    /// A caller that goes away while its job waits frees its place, and the job is never started.
    /// One that runs is told by the watch that it gets.
    ///
    /// # Errors
    /// What the job returns; [`CallError::Overloaded`] if there is no place;
    /// [`CallError::Panicked`] if the job panics.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        n_bytes: usize,
        job: impl FnOnce(&dyn Watch) -> Result<T, CallError> + Send + 'static,
    ) -> Result<Finished<T>, CallError> {
        let lane = Lane::of(n_bytes);
        let place = self.admission.admit(lane, n_bytes).ok_or_else(|| self.admission.refuse())?;
        let (sender, receiver) = oneshot::channel();
        let work = work(job, sender, place, lane);
        let slot: Slot = Arc::new(Mutex::new(Some(work)));
        let _leaving = EmptyOnDrop(Arc::clone(&slot));
        match lane {
            Lane::Short => self.lanes.short.push(slot),
            Lane::Long => self.lanes.long.push(slot),
        }
        receiver.await.map_err(|_| CallError::Panicked)?
    }
}

impl fmt::Debug for Compute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Compute").finish_non_exhaustive()
    }
}

/// Takes the work out of a slot when the caller leaves, and with it the text and the place.
struct EmptyOnDrop(Slot);

impl Drop for EmptyOnDrop {
    fn drop(&mut self) {
        drop(take(&self.0));
    }
}

fn take(slot: &Slot) -> Option<Work> {
    slot.lock().unwrap_or_else(PoisonError::into_inner).take()
}

fn start(lane: Lane, n_threads: usize, queue: &Arc<Queue<Slot>>) -> io::Result<()> {
    for _ in 0..n_threads {
        let queue = Arc::clone(queue);
        thread::Builder::new().name(lane.name().to_owned()).spawn(move || work_off(&queue))?;
    }
    Ok(())
}

/// Runs what comes, until nothing can come any more.
fn work_off(queue: &Queue<Slot>) {
    while let Some(slot) = queue.take() {
        if let Some(work) = take(&slot) {
            work();
        }
    }
}

/// A job that runs: unwanted once nobody waits for its result.
struct Watched<'w, T> {
    sender: &'w oneshot::Sender<T>,
    observer: &'w dyn Observer,
    /// When the last stage ended.
    last: Cell<Instant>,
}

impl<T> Watch for Watched<'_, T> {
    fn is_wanted(&self) -> bool {
        !self.sender.is_closed()
    }

    fn stage_ended(&self, stage: Stage) {
        let now = Instant::now();
        self.observer.stage_ended(stage, now.duration_since(self.last.replace(now)));
    }
}

/// Makes the closure that a worker runs.
fn work<T: Send + 'static>(
    job: impl FnOnce(&dyn Watch) -> Result<T, CallError> + Send + 'static,
    sender: oneshot::Sender<Result<Finished<T>, CallError>>,
    place: Place,
    lane: Lane,
) -> Work {
    let queued = Instant::now();
    Box::new(move || {
        let queue_time = queued.elapsed();
        let started = Instant::now();
        // Nothing that the job could have left half done survives it: it owns its data.
        let watched =
            Watched { sender: &sender, observer: place.observer(), last: Cell::new(started) };
        let job = AssertUnwindSafe(|| job(&watched));
        let result = catch_unwind(job).unwrap_or(Err(CallError::Panicked));
        let compute_time = started.elapsed();
        let observer = place.observer();
        observer.job_ended(lane.name(), queue_time, compute_time);
        if matches!(result, Err(CallError::Panicked)) {
            observer.job_panicked();
        }
        let result = result.map(|value| Finished { value, queue_time, compute_time });
        // Before the caller hears of it: who asks again at once must find the place free.
        drop(place);
        let _ = sender.send(result);
    })
}

#[cfg(test)]
mod tests;
