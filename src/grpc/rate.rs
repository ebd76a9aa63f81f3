//! How often may a caller call? A rate and a burst, held by the generic cell rate algorithm.

use governor::clock::{Clock, DefaultClock};
use governor::middleware::NoOpMiddleware;
use governor::state::{InMemoryState, NotKeyed};
use governor::{Quota, RateLimiter};
use std::fmt;
use std::num::NonZeroU32;
use std::str::FromStr;
use std::time::Duration;

/// The highest rate in a period and the highest burst.
pub(crate) const MAX_RATE: u32 = 1_000_000;

/// So many calls a second, minute or hour, evenly: `50/s`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    n_calls: NonZeroU32,
    period: Period,
}

/// What a rate's calls are counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Period {
    Second,
    Minute,
    Hour,
}

/// The periods as they are written behind the slash.
const PERIODS: [(&str, Period); 3] =
    [("s", Period::Second), ("m", Period::Minute), ("h", Period::Hour)];

impl Period {
    fn seconds(self) -> u32 {
        match self {
            Self::Second => 1,
            Self::Minute => 60,
            Self::Hour => 3600,
        }
    }

    fn phrase(self) -> &'static str {
        match self {
            Self::Second => "a second",
            Self::Minute => "a minute",
            Self::Hour => "an hour",
        }
    }
}

impl FromStr for Rate {
    type Err = ();

    /// Reads `50/s`, `600/m` or `1000/h`; the number is from 1 to 1,000,000.
    fn from_str(text: &str) -> Result<Self, ()> {
        let (number, unit) = text.split_once('/').ok_or(())?;
        let n_calls = count(number).ok_or(())?;
        let (_, period) = PERIODS.into_iter().find(|(name, _)| *name == unit).ok_or(())?;
        Ok(Self { n_calls, period })
    }
}

/// Reads a number from 1 to [`MAX_RATE`].
pub(crate) fn count(text: &str) -> Option<NonZeroU32> {
    text.parse().ok().filter(|count: &NonZeroU32| count.get() <= MAX_RATE)
}

impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = PERIODS.into_iter().find(|(_, period)| *period == self.period);
        write!(f, "{}/{}", self.n_calls, unit.map_or("", |(name, _)| name))
    }
}

/// A rate, and how many calls may come at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateLimit {
    rate: Rate,
    burst: NonZeroU32,
}

impl RateLimit {
    /// Makes a limit; without a burst, the calls of a whole period may come at once.
    #[must_use]
    pub fn new(rate: Rate, burst: Option<NonZeroU32>) -> Self {
        Self { rate, burst: burst.unwrap_or(rate.n_calls) }
    }

    /// Returns the rate alone.
    pub(crate) fn rate(self) -> Rate {
        self.rate
    }

    /// Returns the number of calls in a period.
    pub(crate) fn n_calls(self) -> u32 {
        self.rate.n_calls.get()
    }

    /// Returns the period's length in seconds.
    pub(crate) fn period_seconds(self) -> u32 {
        self.rate.period.seconds()
    }

    /// Returns how many calls may come at once.
    pub(crate) fn burst(self) -> u32 {
        self.burst.get()
    }

    fn quota(self) -> Quota {
        let period = Duration::from_secs(self.period_seconds().into());
        // At least a microsecond: never zero, the only thing that the library refuses.
        Quota::with_period(period / self.n_calls())
            .unwrap_or(Quota::per_second(self.rate.n_calls))
            .allow_burst(self.burst)
    }
}

impl fmt::Display for RateLimit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Rate { n_calls, period } = self.rate;
        write!(f, "{n_calls} {}, at most {} at once", period.phrase(), self.burst)
    }
}

/// What is left of a limit.
pub(crate) struct Limiter<C: Clock = DefaultClock> {
    limit: RateLimit,
    state: RateLimiter<NotKeyed, InMemoryState, C, NoOpMiddleware<C::Instant>>,
    clock: C,
}

impl Limiter {
    pub(crate) fn new(limit: RateLimit) -> Self {
        Self::with_clock(limit, DefaultClock::default())
    }
}

impl<C: Clock + Clone> Limiter<C> {
    fn with_clock(limit: RateLimit, clock: C) -> Self {
        let state = RateLimiter::direct_with_clock(limit.quota(), clock.clone());
        Self { limit, state, clock }
    }

    /// Returns what is limited to.
    pub(crate) fn limit(&self) -> RateLimit {
        self.limit
    }

    /// Takes one call.
    ///
    /// # Errors
    /// If none is left: the time until the next, in whole milliseconds, at least one.
    pub(crate) fn take(&self) -> Result<(), Duration> {
        self.state.check().map_err(|refused| {
            let wait = refused.wait_time_from(self.clock.now());
            let ms = wait.as_nanos().div_ceil(1_000_000).max(1);
            Duration::from_millis(u64::try_from(ms).unwrap_or(u64::MAX))
        })
    }
}

impl<C: Clock> fmt::Debug for Limiter<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Limiter").field("limit", &self.limit).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::{Limiter, MAX_RATE, Rate, RateLimit};
    use governor::clock::FakeRelativeClock;
    use std::num::NonZeroU32;
    use std::time::Duration;

    fn limit(rate: &str, burst: Option<u32>) -> RateLimit {
        RateLimit::new(rate.parse().unwrap(), burst.and_then(NonZeroU32::new))
    }

    #[test]
    fn rates_are_read_and_written_in_each_unit() {
        for text in ["1/s", "50/s", "600/m", "1000000/h"] {
            assert_eq!(text.parse::<Rate>().unwrap().to_string(), text);
        }
        for text in ["", "50", "/s", "0/s", "50/", "50/d", "50 /s", "1.5/s", "-1/s", "1000001/s"] {
            assert_eq!(text.parse::<Rate>(), Err(()), "{text:?}");
        }
        assert_eq!(limit("600/m", None).to_string(), "600 a minute, at most 600 at once");
    }

    #[test]
    fn a_burst_passes_and_then_the_rate() {
        let clock = FakeRelativeClock::default();
        let limiter = Limiter::with_clock(limit("10/s", Some(3)), clock.clone());
        for _ in 0..3 {
            limiter.take().unwrap();
        }
        assert_eq!(limiter.take(), Err(Duration::from_millis(100)));
        // Who waits as long as told gets one call, and no more.
        clock.advance(Duration::from_micros(99_001));
        assert_eq!(limiter.take(), Err(Duration::from_millis(1)));
        clock.advance(Duration::from_millis(1));
        limiter.take().unwrap();
        assert_eq!(limiter.take(), Err(Duration::from_millis(100)));
        // What isn't used is kept up to the burst.
        clock.advance(Duration::from_secs(3600));
        assert_eq!((0..10).filter(|_| limiter.take().is_ok()).count(), 3);
    }

    #[test]
    fn the_extremes_hold() {
        for rate in [format!("{MAX_RATE}/s"), format!("{MAX_RATE}/h"), "1/h".to_owned()] {
            let clock = FakeRelativeClock::default();
            let limiter = Limiter::with_clock(limit(&rate, Some(MAX_RATE)), clock);
            assert!((0..MAX_RATE).all(|_| limiter.take().is_ok()), "{rate}");
            assert!(limiter.take().is_err(), "{rate}");
        }
    }
}
