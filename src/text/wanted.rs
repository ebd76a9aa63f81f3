//! Is the result still wanted? Asked in the loops of long steps, seldom enough to cost nothing.
//!
//! Knows no clock: work is counted in bytes of text.

use std::cell::Cell;
use std::fmt;

/// Work between two questions, in bytes of text: a few milliseconds of the slowest text.
const BYTES_BETWEEN: usize = 32 * 1024;

/// Asks whether a result is still wanted, each time that so much work has been done.
///
/// Loops end early once the answer was no; what they return then is no result and must be
/// dropped.
pub(crate) struct Wanted<'w> {
    ask: &'w dyn Fn() -> bool,
    n_left: Cell<usize>,
    is_over: Cell<bool>,
}

impl<'w> Wanted<'w> {
    /// Makes one that asks `is_wanted`.
    pub(crate) fn new(is_wanted: &'w dyn Fn() -> bool) -> Self {
        Self { ask: is_wanted, n_left: Cell::new(BYTES_BETWEEN), is_over: Cell::new(false) }
    }

    /// Makes one for results that are always wanted.
    pub(crate) fn always() -> Self {
        Self::new(&|| true)
    }

    /// Tells whether the result is wanted before `n_bytes` more are worked on; asks if it is time.
    #[inline]
    pub(crate) fn for_more(&self, n_bytes: usize) -> bool {
        match self.n_left.get().checked_sub(n_bytes) {
            Some(n_left) => {
                self.n_left.set(n_left);
                true
            }
            None => self.now(),
        }
    }

    /// Tells whether the answer was no, without asking.
    pub(crate) fn is_over(&self) -> bool {
        self.is_over.get()
    }

    /// Asks whether the result is wanted; no stays no.
    #[cold]
    pub(crate) fn now(&self) -> bool {
        if !self.is_over.get() {
            self.is_over.set(!(self.ask)());
        }
        self.n_left.set(if self.is_over.get() { 0 } else { BYTES_BETWEEN });
        !self.is_over.get()
    }
}

impl fmt::Debug for Wanted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Wanted").field("is_over", &self.is_over).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::{BYTES_BETWEEN, Wanted};
    use std::cell::Cell;

    #[test]
    fn it_asks_each_time_that_the_work_is_done_and_no_stays_no() {
        let n_asked = Cell::new(0);
        let is_wanted = || {
            n_asked.set(n_asked.get() + 1);
            n_asked.get() < 3
        };
        let wanted = Wanted::new(&is_wanted);
        let is_asked_after = |n_bytes, n| wanted.for_more(n_bytes) && n_asked.get() == n;
        assert!(is_asked_after(BYTES_BETWEEN, 0) && is_asked_after(1, 1));
        assert!(is_asked_after(BYTES_BETWEEN / 2, 1) && is_asked_after(BYTES_BETWEEN, 2));
        assert!(!wanted.for_more(2 * BYTES_BETWEEN));
        assert!(!wanted.for_more(1) && !wanted.now() && n_asked.get() == 3);
    }
}
