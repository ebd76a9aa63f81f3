//! How much a summary may hold.

use super::{Candidate, SummaryOptions, saturating};

/// The limits of one summary; a sentence is added only if all of them still hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    /// The most sentences.
    pub max_sentences: u32,
    /// The most words.
    pub max_words: u32,
    /// The most characters, the joining spaces included.
    pub max_characters: u32,
}

impl Budget {
    /// A budget of so many sentences, of any length.
    #[cfg(test)]
    pub(crate) fn sentences(max_sentences: u32) -> Self {
        Self { max_sentences, max_words: u32::MAX, max_characters: u32::MAX }
    }

    /// Reads the options for a story of `n_sentences`.
    ///
    /// The default number of sentences applies only if no limit at all was given: who asks for 280
    /// characters wants them filled.
    #[must_use]
    pub fn of(options: &SummaryOptions, n_sentences: usize) -> Self {
        let is_unlimited = options.max_words.is_none()
            && options.max_characters.is_none()
            && options.ratio.is_none();
        let default = if is_unlimited { SummaryOptions::DEFAULT_MAX_SENTENCES } else { u32::MAX };
        let share = options.ratio.map_or(u32::MAX, |ratio| share(ratio, n_sentences));
        Self {
            max_sentences: options.max_sentences.unwrap_or(default).min(share),
            max_words: options.max_words.unwrap_or(u32::MAX),
            max_characters: options.max_characters.unwrap_or(u32::MAX),
        }
    }
}

/// `ratio · n_sentences`, rounded up; the tolerance keeps 0.07 · 100 = 7.000000000000001 from
/// becoming 8.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a ratio in (0, 1] of a 32-bit count, and `as` saturates"
)]
fn share(ratio: f64, n_sentences: usize) -> u32 {
    (ratio * f64::from(saturating(n_sentences)) - 1e-9).ceil().max(1.0) as u32
}

/// What the sentences chosen so far have used of a budget.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Spent {
    /// Sentences chosen.
    pub sentences: u32,
    words: u32,
    characters: u32,
}

impl Spent {
    /// Returns what is spent once a sentence is added, or `None` if it doesn't fit.
    #[must_use]
    pub fn plus(self, candidate: &Candidate, budget: &Budget) -> Option<Self> {
        let joining_space = u32::from(self.sentences > 0);
        let after = Self {
            sentences: self.sentences.checked_add(1)?,
            words: self.words.checked_add(candidate.n_words)?,
            characters: self
                .characters
                .checked_add(candidate.n_characters)?
                .checked_add(joining_space)?,
        };
        let fits = after.sentences <= budget.max_sentences
            && after.words <= budget.max_words
            && after.characters <= budget.max_characters;
        fits.then_some(after)
    }
}

#[cfg(test)]
mod tests {
    use super::{Budget, Candidate, Spent, SummaryOptions, share};

    #[test]
    fn three_sentences_when_nothing_is_asked() {
        assert_eq!(Budget::of(&SummaryOptions::default(), 9), Budget::sentences(3));
    }

    #[test]
    fn another_limit_lifts_the_default_number_of_sentences() {
        let options = SummaryOptions { max_characters: Some(280), ..Default::default() };
        let budget = Budget { max_characters: 280, ..Budget::sentences(u32::MAX) };
        assert_eq!(Budget::of(&options, 9), budget);
    }

    #[test]
    fn the_smaller_of_number_and_ratio_holds() {
        let options =
            SummaryOptions { max_sentences: Some(2), ratio: Some(0.5), ..Default::default() };
        assert_eq!(Budget::of(&options, 3).max_sentences, 2);
        assert_eq!(Budget::of(&options, 2).max_sentences, 1);
    }

    #[test]
    fn a_ratio_is_rounded_up() {
        assert_eq!(share(0.1, 30), 3);
        assert_eq!(share(0.07, 100), 7);
        assert_eq!(share(0.1, 31), 4);
        assert_eq!(share(1e-12, 31), 1);
        assert_eq!(share(0.01, 5), 1);
        assert_eq!(share(1.0, 7), 7);
    }

    #[test]
    fn the_joining_space_counts() {
        let budget = Budget { max_characters: 21, ..Budget::sentences(9) };
        let of_length =
            |n_characters| Candidate { n_words: 2, n_characters, ..Candidate::default() };
        let first = Spent::default().plus(&of_length(10), &budget).expect("10 of 21");
        assert!(first.plus(&of_length(10), &budget).is_some());
        assert!(first.plus(&of_length(11), &budget).is_none());
    }
}
