//! A log line for something that may happen thousands of times a second: one in ten seconds, with
//! the number since the last.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// At most one line in this time.
const EVERY: Duration = Duration::from_secs(10);

/// Counts between two log lines.
#[derive(Debug, Default)]
pub(crate) struct Seldom {
    state: Mutex<State>,
}

/// What has come since the last line, and when that was.
#[derive(Debug, Default)]
struct State {
    n_since: u64,
    logged: Option<Instant>,
}

impl Seldom {
    /// Counts one more; returns the number since the last line if it is time for another.
    pub(crate) fn count(&self) -> Option<u64> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.n_since += 1;
        if state.logged.is_some_and(|logged| logged.elapsed() < EVERY) {
            return None;
        }
        let n_since = state.n_since;
        *state = State { n_since: 0, logged: Some(Instant::now()) };
        Some(n_since)
    }
}

#[cfg(test)]
mod tests {
    use super::{EVERY, Seldom};

    #[test]
    fn the_first_is_logged_and_later_ones_are_counted() {
        let seldom = Seldom::default();
        assert_eq!(seldom.count(), Some(1));
        assert_eq!((seldom.count(), seldom.count()), (None, None));
        seldom.state.lock().unwrap().logged = std::time::Instant::now().checked_sub(EVERY);
        assert_eq!(seldom.count(), Some(3));
    }
}
