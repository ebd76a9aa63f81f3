//! Which thread does what comes next? The one that rested last, whose caches are the warmest.
//!
//! A channel of the standard library has one receiver: threads that share it by a lock are woken to
//! wait for the lock, two for every job. Knows no jobs.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::{self, Thread};

/// What waits for the threads of a lane: first come, first served, without a limit of its own.
#[derive(Debug)]
pub(super) struct Queue<T> {
    state: Mutex<State<T>>,
}

#[derive(Debug)]
struct State<T> {
    waiting: VecDeque<T>,
    /// The threads that have nothing to do.
    resting: Vec<Thread>,
    is_closed: bool,
}

impl<T> Queue<T> {
    pub(super) fn new() -> Self {
        let (waiting, resting) = (VecDeque::new(), Vec::new());
        Self { state: Mutex::new(State { waiting, resting, is_closed: false }) }
    }

    /// Appends an item, and wakes a thread if one rests.
    pub(super) fn push(&self, item: T) {
        let mut state = self.state();
        state.waiting.push_back(item);
        let resting = state.resting.pop();
        drop(state);
        if let Some(thread) = resting {
            thread.unpark();
        }
    }

    /// Takes the first item, waiting for it; `None` once the queue is closed and empty.
    pub(super) fn take(&self) -> Option<T> {
        let this_thread = thread::current();
        loop {
            let mut state = self.state();
            // A thread may wake by itself: nobody is to be woken twice for it.
            state.resting.retain(|thread| thread.id() != this_thread.id());
            if let Some(item) = state.waiting.pop_front() {
                return Some(item);
            }
            if state.is_closed {
                return None;
            }
            state.resting.push(this_thread.clone());
            drop(state);
            thread::park();
        }
    }

    /// Ends the waiting of all threads.
    pub(super) fn close(&self) {
        let mut state = self.state();
        state.is_closed = true;
        for thread in state.resting.drain(..) {
            thread.unpark();
        }
    }

    fn state(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::Queue;
    use std::sync::Mutex;
    use std::thread;

    #[test]
    fn each_item_is_taken_once_and_threads_end_with_the_queue() {
        let (queue, taken) = (Queue::new(), Mutex::new(Vec::new()));
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    while let Some(item) = queue.take() {
                        taken.lock().unwrap().push(item);
                    }
                });
            }
            for item in 0..10_000 {
                queue.push(item);
            }
            queue.close();
        });
        let mut taken = taken.into_inner().unwrap();
        taken.sort_unstable();
        assert_eq!(taken, (0..10_000).collect::<Vec<_>>());
    }

    #[test]
    fn the_thread_that_rested_last_is_woken_first() {
        let queue = Queue::new();
        let n_resting = || queue.state().resting.len();
        let wait_for = |n| {
            while n_resting() < n {
                thread::yield_now();
            }
        };
        thread::scope(|scope| {
            let worker = || {
                scope.spawn(|| {
                    let mut n_taken = 0;
                    while queue.take().is_some() {
                        n_taken += 1;
                    }
                    n_taken
                })
            };
            let first = worker();
            wait_for(1);
            let last = worker();
            for _ in 0..100 {
                wait_for(2);
                queue.push(());
            }
            wait_for(2);
            queue.close();
            assert_eq!((first.join().unwrap(), last.join().unwrap()), (0, 100));
        });
    }
}
