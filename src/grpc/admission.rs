//! Who may wait? One bounded rule for the whole process: so many jobs, so many bytes, so many calls.
//!
//! Counts messages that are read, jobs that wait or run, in two lanes by size, and answers that
//! aren't sent yet; long ones get at most half of either limit, so that they can't take the places of
//! short ones. Knows sizes, no jobs.

use super::observe::Observer;
use super::seldom::Seldom;
use super::status::CallError;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How long a refused caller is asked to wait: several times the time of the largest article.
const RETRY_AFTER: Duration = Duration::from_millis(250);

/// Up to this many bytes of text an article is short: most wire stories are.
pub const MAX_SHORT_BYTES: usize = 16 * 1024;

/// Up to this many bytes of a message that is being read are short: a short article with all that
/// may be sent beside it.
pub(crate) const MAX_SHORT_MESSAGE_BYTES: usize = 2 * MAX_SHORT_BYTES;

/// The most calls of the contract that are open at once: one that waits for its message takes
/// about 10 KiB.
pub const MAX_OPEN_CALLS: usize = 4096;

/// The most calls of other services that are open at once: health and reflection.
pub(crate) const MAX_OTHER_CALLS: usize = 1024;

/// Which articles a job queues with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lane {
    Short,
    Long,
}

impl Lane {
    pub(crate) fn of(n_bytes: usize) -> Self {
        if n_bytes <= MAX_SHORT_BYTES { Self::Short } else { Self::Long }
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Short => "short",
            Self::Long => "long",
        }
    }
}

/// The places of a process; clones share them.
#[derive(Clone)]
pub(crate) struct Admission {
    max: Load,
    observer: Arc<dyn Observer>,
    held: Arc<Mutex<Held>>,
    open: Arc<Open>,
    refusals: Arc<Seldom>,
}

#[derive(Debug, Default)]
struct Open {
    calls: AtomicUsize,
    others: AtomicUsize,
}

/// A number of jobs and the bytes of their texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Load {
    pub(crate) n_jobs: usize,
    pub(crate) n_bytes: usize,
}

#[derive(Debug, Default)]
struct Held {
    all: Load,
    long: Load,
}

impl Load {
    /// Returns the load with one more job, unless it would be above `max`.
    fn plus(self, n_bytes: usize, max: Self) -> Option<Self> {
        let n_jobs = self.n_jobs + 1;
        let n_bytes = self.n_bytes.checked_add(n_bytes)?;
        (n_jobs <= max.n_jobs && n_bytes <= max.n_bytes).then_some(Self { n_jobs, n_bytes })
    }

    fn less(self, n_bytes: usize) -> Self {
        Self {
            n_jobs: self.n_jobs.saturating_sub(1),
            n_bytes: self.n_bytes.saturating_sub(n_bytes),
        }
    }
}

impl Admission {
    pub(crate) fn new(max: Load, observer: Arc<dyn Observer>) -> Self {
        let (held, open, refusals) = Default::default();
        Self { max, observer, held, open, refusals }
    }

    pub(crate) fn observer(&self) -> &Arc<dyn Observer> {
        &self.observer
    }

    /// Takes a place for a job, or refuses at once.
    ///
    /// A job that finds its lane empty is let in whatever its size, if the whole has room: a limit
    /// below the longest article's would refuse it for ever.
    pub(crate) fn admit(&self, lane: Lane, n_bytes: usize) -> Option<Place> {
        let mut held = self.held();
        let all = held.all.plus(n_bytes, self.max)?;
        if lane == Lane::Long {
            let half = Load { n_jobs: self.max.n_jobs / 2, n_bytes: self.max.n_bytes / 2 };
            let max = if held.long.n_jobs == 0 { self.max } else { half };
            held.long = held.long.plus(n_bytes, max)?;
        }
        held.all = all;
        self.observer.load_changed(all.n_jobs, all.n_bytes);
        drop(held);
        Some(Place { admission: self.clone(), lane, n_bytes })
    }

    /// Tells whether a job may find a place, for what can be refused before it is one.
    pub(crate) fn has_place(&self) -> bool {
        self.n_jobs() < self.max.n_jobs
    }

    /// Returns the refusal of what found no place, and counts it.
    pub(crate) fn refuse(&self) -> CallError {
        let error = CallError::Overloaded { retry_after: RETRY_AFTER };
        self.observer.refused(error.reason());
        if let Some(n_refused) = self.refusals.count() {
            tracing::warn!(n_refused, "articles refused, the queue is full");
        }
        error
    }

    /// Returns how many jobs wait or run.
    pub(crate) fn n_jobs(&self) -> usize {
        self.held().all.n_jobs
    }

    /// Changes the bytes that a call holds of its messages to `n_bytes`, unless they grow and there
    /// is no room. `holds` belongs to the call and is changed nowhere else.
    ///
    /// A long message is let into an empty lane whatever its size, like a job, and any message while
    /// nothing else is held: a limit below the longest message's would refuse it for ever.
    pub(crate) fn hold(&self, holds: &AtomicUsize, n_bytes: usize) -> bool {
        let long_part = |n_bytes: usize| n_bytes.saturating_sub(MAX_SHORT_MESSAGE_BYTES);
        let mut held = self.held();
        let before = holds.load(Ordering::Relaxed);
        let others = held.long.n_bytes.saturating_sub(long_part(before));
        let max_long = if others == 0 { self.max.n_bytes } else { self.max.n_bytes / 2 };
        let all = held.all.n_bytes.saturating_sub(before).saturating_add(n_bytes);
        let long = others.saturating_add(long_part(n_bytes));
        let is_alone = held.all.n_bytes == before;
        let is_long = long_part(n_bytes) > 0;
        let has_room = all <= self.max.n_bytes && !(is_long && long > max_long);
        if n_bytes > before && !is_alone && !has_room {
            return false;
        }
        holds.store(n_bytes, Ordering::Relaxed);
        held.all.n_bytes = all;
        held.long.n_bytes = long;
        self.observer.load_changed(held.all.n_jobs, all);
        true
    }

    /// Counts the bytes of an answer, for which there is always room: it is there already.
    pub(crate) fn hold_answer(&self, n_bytes: usize) {
        self.change_bytes(|held| held.saturating_add(n_bytes));
    }

    pub(crate) fn release_answer(&self, n_bytes: usize) {
        self.change_bytes(|held| held.saturating_sub(n_bytes));
    }

    fn change_bytes(&self, change: impl Fn(usize) -> usize) {
        let mut held = self.held();
        held.all.n_bytes = change(held.all.n_bytes);
        self.observer.load_changed(held.all.n_jobs, held.all.n_bytes);
    }

    /// Counts a call as open, unless too many are.
    pub(crate) fn open_call(&self, is_other: bool) -> Option<OpenCall> {
        let call = OpenCall { open: Arc::clone(&self.open), is_other };
        let max = if is_other { MAX_OTHER_CALLS } else { MAX_OPEN_CALLS };
        let n_before = call.counter().fetch_add(1, Ordering::Relaxed);
        (n_before < max).then_some(call)
    }

    /// Returns what waits or runs.
    #[cfg(test)]
    pub(crate) fn load(&self) -> Load {
        self.held().all
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The place of one job; free again when it is dropped.
pub(crate) struct Place {
    admission: Admission,
    lane: Lane,
    n_bytes: usize,
}

impl Place {
    pub(crate) fn observer(&self) -> &dyn Observer {
        &**self.admission.observer()
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut held = self.admission.held();
        held.all = held.all.less(self.n_bytes);
        if self.lane == Lane::Long {
            held.long = held.long.less(self.n_bytes);
        }
        self.admission.observer.load_changed(held.all.n_jobs, held.all.n_bytes);
    }
}

/// A call that is counted as open until this is dropped.
pub(crate) struct OpenCall {
    open: Arc<Open>,
    is_other: bool,
}

impl OpenCall {
    fn counter(&self) -> &AtomicUsize {
        if self.is_other { &self.open.others } else { &self.open.calls }
    }
}

impl Drop for OpenCall {
    fn drop(&mut self) {
        self.counter().fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::{Admission, Lane, Load, MAX_OPEN_CALLS, MAX_OTHER_CALLS, MAX_SHORT_MESSAGE_BYTES};
    use std::sync::atomic::AtomicUsize;

    fn admission(n_jobs: usize, n_bytes: usize) -> Admission {
        Admission::new(Load { n_jobs, n_bytes }, std::sync::Arc::new(()))
    }

    #[test]
    fn jobs_are_counted_to_their_limit_and_a_place_is_free_again() {
        let admission = admission(3, 1000);
        let mut places: Vec<_> = (0..3).map(|_| admission.admit(Lane::Short, 1)).collect();
        assert!(places.iter().all(Option::is_some));
        assert!(admission.admit(Lane::Short, 0).is_none());
        places.pop();
        assert!(admission.admit(Lane::Short, 0).is_some());
        drop(places);
        assert_eq!(admission.load(), Load::default());
    }

    #[test]
    fn bytes_are_counted_to_their_limit() {
        let admission = admission(100, 1000);
        let place = admission.admit(Lane::Short, 400);
        assert!(admission.admit(Lane::Short, 601).is_none());
        assert!(admission.admit(Lane::Short, 600).is_some());
        assert!(admission.admit(Lane::Short, usize::MAX).is_none());
        assert_eq!(admission.load(), Load { n_jobs: 1, n_bytes: 400 });
        drop(place);
    }

    #[test]
    fn long_articles_leave_half_of_all_to_short_ones() {
        let by_count = admission(4, 1000);
        let long: Vec<_> = (0..4).filter_map(|_| by_count.admit(Lane::Long, 1)).collect();
        assert_eq!(long.len(), 2);
        assert!(by_count.admit(Lane::Short, 1).is_some());

        let by_bytes = admission(100, 1000);
        let long: Vec<_> = (0..4).filter_map(|_| by_bytes.admit(Lane::Long, 250)).collect();
        assert_eq!(long.len(), 2);
        assert!(by_bytes.admit(Lane::Short, 500).is_some());
    }

    #[test]
    fn one_long_article_is_let_in_however_small_its_share() {
        let admission = admission(1, 1000);
        let place = admission.admit(Lane::Long, 1000);
        assert!(place.is_some() && admission.admit(Lane::Long, 0).is_none());
    }

    #[test]
    fn messages_and_jobs_share_the_bytes_and_long_messages_leave_half() {
        const MIB: usize = 1 << 20;
        let admission = admission(100, 4 * MIB);
        let calls: Vec<_> = (0..3).map(|_| AtomicUsize::new(0)).collect();
        let hold = |idx: usize, n_bytes| admission.hold(&calls[idx], n_bytes);
        // Alone it may have all, as it comes.
        assert!(hold(0, MIB) && hold(0, 5 * MIB) && hold(0, 3 * MIB));
        assert_eq!(admission.load(), Load { n_jobs: 0, n_bytes: 3 * MIB });
        assert!(!hold(1, MAX_SHORT_MESSAGE_BYTES + 1) && hold(1, MAX_SHORT_MESSAGE_BYTES));
        assert!(!hold(0, 4 * MIB));
        assert!(admission.admit(Lane::Long, MIB).is_none());
        let job = admission.admit(Lane::Short, MIB / 2);
        assert!(job.is_some());
        // Less is always possible.
        assert!(hold(0, MIB) && hold(1, MIB) && !hold(2, MIB) && hold(1, 0) && hold(2, MIB));
        assert!((0..3).all(|idx| hold(idx, 0)));
        drop(job);
        assert_eq!(admission.load(), Load::default());
    }

    #[test]
    fn open_calls_are_counted_to_their_limits_apart() {
        let admission = admission(1, 1);
        for (is_other, max) in [(false, MAX_OPEN_CALLS), (true, MAX_OTHER_CALLS)] {
            let mut open: Vec<_> = (0..max).map(|_| admission.open_call(is_other)).collect();
            assert!(open.iter().all(Option::is_some));
            assert!(admission.open_call(is_other).is_none());
            open.pop();
            let last = admission.open_call(is_other);
            assert!(last.is_some() && admission.open_call(is_other).is_none());
        }
    }
}
