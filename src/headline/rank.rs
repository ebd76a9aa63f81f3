//! What a version is worth: how much of the news it holds, at which length and cost.
//!
//! The weights were chosen on three data sets, two of articles with real titles (of 31 and of 56
//! characters) and one with bullets of editors, by search on half of their articles and then rounded,
//! with the other half as a check: the same weights for all, on a plateau where none of them matters by
//! 0.5 points of ROUGE-1 if changed by half. Where they were level the longer headline won. Depends on
//! `salience`; what a version lacks as a sentence is told in `faults`.

use super::lexicon::Class;
use super::salience::TokenWeights;
use super::token::{Inside, Token};

/// The weights of a version's score.
struct Weights {
    /// Times e^(-rank), the rank counting usable sentences from 0.
    position: f64,
    /// Times the share of its sentence's salience.
    kept: f64,
    /// Times the salience as a share of the best of the first sentences'.
    salience: f64,
    /// Times the salience in units of the most salient word.
    mass: f64,
    /// Times the mean salience of its words in the same units.
    density: f64,
    /// Times the length in hundreds of characters, subtracted.
    length: f64,
    /// Times the characters that lack to [`SHORT`], subtracted.
    shortness: f64,
    /// Times the sum of the deletions' costs, subtracted.
    cost: f64,
    /// Subtracted for each comma: it parts something that could have gone.
    comma: f64,
    /// Added if it has a number.
    number: f64,
}

const WEIGHTS: Weights = Weights {
    position: 2.0,
    kept: 0.2,
    salience: 1.2,
    mass: 0.1,
    density: 3.0,
    length: 0.65,
    shortness: 0.05,
    cost: 0.4,
    comma: 0.04,
    number: 0.05,
};

/// Below so many characters a headline says too little.
const SHORT: f64 = 55.0;

/// The length with which a version scores best, all else equal: [`SHORT`].
const BEST_LENGTH: usize = 55;

/// What the versions of a draft are measured against.
pub(super) struct Yardstick<'w> {
    /// e^(-rank) of the draft's sentence.
    pub(super) position: f64,
    pub(super) weights: &'w TokenWeights,
    /// The salience of its whole sentence.
    pub(super) whole: f64,
    /// That of the most salient of the first sentences.
    pub(super) most_salient: f64,
    /// That of the most salient word.
    pub(super) most_salient_word: f64,
}

impl Yardstick<'_> {
    /// The most that a version with at least so many characters can be worth.
    pub(super) fn at_most(&self, tokens: &[Token<'_>], cost: f64, n_least: usize) -> f64 {
        self.score(tokens, cost, n_least.max(BEST_LENGTH))
    }

    /// What a version is worth without faults; the most with [`BEST_LENGTH`] characters.
    pub(super) fn score(&self, tokens: &[Token<'_>], cost: f64, n_characters: usize) -> f64 {
        let (sum, n_distinct) = self.weights.sum(tokens);
        let n_characters = f64::from(u32::try_from(n_characters).unwrap_or(u32::MAX));
        let mut score = WEIGHTS.position * self.position
            + WEIGHTS.kept * ratio(sum, self.whole)
            + WEIGHTS.salience * ratio(sum, self.most_salient)
            + WEIGHTS.mass * ratio(sum, self.most_salient_word)
            + WEIGHTS.density * ratio(sum, f64::from(n_distinct.max(1)) * self.most_salient_word)
            - WEIGHTS.length * n_characters / 100.0
            - WEIGHTS.shortness * (SHORT - n_characters).max(0.0);
        let is_comma = |token: &Token<'_>| token.lower == "," && token.inside == Inside::Sentence;
        let n_commas = tokens.iter().filter(|token| is_comma(token)).count();
        score -= WEIGHTS.comma * f64::from(u32::try_from(n_commas).unwrap_or(u32::MAX));
        if tokens.iter().any(|token| token.class.any(Class::NUMBER)) {
            score += WEIGHTS.number;
        }
        score - WEIGHTS.cost * cost
    }
}

fn ratio(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}
