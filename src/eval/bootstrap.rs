//! How sure is a mean over articles?
//!
//! Percentile bootstrap (Efron and Tibshirani 1993, "An introduction to the bootstrap",
//! section 13.3): articles are drawn with replacement, and the middle 95 % of the means is the
//! interval. Brings its own small generator, so that a seed gives the same interval everywhere.

/// A mean with its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Interval {
    /// The mean of the values.
    pub mean: f64,
    /// 2.5th percentile of the means of the draws.
    pub low: f64,
    /// 97.5th percentile of the means of the draws.
    pub high: f64,
}

/// Returns the mean, 0 for no values.
#[must_use]
pub fn mean(values: impl IntoIterator<Item = f64>) -> f64 {
    let (sum, n) = values.into_iter().fold((0.0, 0_u32), |(sum, n), value| (sum + value, n + 1));
    if n == 0 { 0.0 } else { sum / f64::from(n) }
}

/// Returns the mean of the values with its interval over `n_draws` draws. For the difference of two
/// systems give their differences article by article: that pairs them.
///
/// # Complexity
/// O(values · draws).
#[must_use]
pub fn interval(values: &[f64], n_draws: usize, seed: u64) -> Interval {
    let mut random = SplitMix64::new(seed);
    let mut means: Vec<f64> = (0..n_draws)
        .map(|_| mean((0..values.len()).map(|_| values[random.below(values.len())])))
        .collect();
    means.sort_unstable_by(f64::total_cmp);
    let mean = mean(values.iter().copied());
    if means.is_empty() {
        return Interval { mean, low: mean, high: mean };
    }
    Interval { mean, low: percentile(&means, 0.025), high: percentile(&means, 0.975) }
}

/// Interpolates linearly between the two nearest ranks; `sorted` isn't empty.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a rank between 0 and the number of draws"
)]
fn percentile(sorted: &[f64], share: f64) -> f64 {
    let rank = share * (sorted.len() - 1) as f64;
    let below = rank.floor() as usize;
    let above = (below + 1).min(sorted.len() - 1);
    sorted[below] + (sorted[above] - sorted[below]) * rank.fract()
}

/// `SplitMix64` (Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators",
/// figure 17).
#[derive(Debug, Clone)]
pub struct SplitMix64 {
    state: u64,
}

impl SplitMix64 {
    /// Starts a generator.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// Returns the next 64 random bits.
    pub fn next_u64(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.state ^ (self.state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Returns a number below `n`, which is above 0; the bias is below n / 2^64.
    #[expect(clippy::cast_possible_truncation, reason = "the high half of the product is below n")]
    pub fn below(&mut self, n: usize) -> usize {
        ((u128::from(self.next_u64()) * n as u128) >> 64) as usize
    }

    /// Puts a list in random order (Fisher and Yates).
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for idx in (1..list.len()).rev() {
            list.swap(idx, self.below(idx + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Interval, SplitMix64, interval, percentile};

    #[test]
    fn the_generator_gives_its_published_numbers() {
        let mut random = SplitMix64::new(1_234_567);
        let numbers: Vec<u64> = (0..3).map(|_| random.next_u64()).collect();
        let published =
            [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423];
        assert_eq!(numbers, published);
    }

    #[test]
    fn the_interval_of_a_normal_mean_is_about_two_standard_errors_wide() {
        // 0, 1, ... 99: standard deviation 28.87, standard error of the mean 2.887.
        let values: Vec<f64> = (0..100).map(f64::from).collect();
        let Interval { mean, low, high } = interval(&values, 4000, 7);
        assert!((mean - 49.5).abs() < 1e-12);
        assert!((low - (49.5 - 1.96 * 2.887)).abs() < 0.3, "{low}");
        assert!((high - (49.5 + 1.96 * 2.887)).abs() < 0.3, "{high}");
        assert_eq!(interval(&values, 50, 7), interval(&values, 50, 7));
    }

    #[test]
    fn percentiles_are_interpolated() {
        assert!((percentile(&[1.0, 2.0, 4.0], 0.75) - 3.0).abs() < 1e-12);
        assert!((percentile(&[5.0], 0.975) - 5.0).abs() < 1e-12);
    }

    #[test]
    fn no_articles_and_no_draws_give_no_width() {
        assert_eq!(interval(&[], 10, 1), Interval::default());
        assert_eq!(interval(&[2.0], 0, 1), Interval { mean: 2.0, low: 2.0, high: 2.0 });
    }
}
