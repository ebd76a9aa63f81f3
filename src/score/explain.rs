//! Why does a sentence have its score? The weighted sum of `model`, taken apart.
//!
//! Serves callers who ask for the explanation; nobody else pays for it.

use super::direction::direction;
use super::features::DocumentFeatures;
use super::lead::lead;
use super::model::{
    Scores, W_BOILERPLATE, W_DIRECTION, W_LEAD, W_NUMBER, W_QUERY, W_QUOTE, W_SALIENCE,
};
use super::query::relevance;
use super::salience::salience;

/// What a score is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Feature {
    /// How early and often the story mentions what the sentence speaks of, in \[0, 1\].
    Salience,
    /// Whether later sentences take it up, or it repeats earlier ones, in \[-1, 1\].
    Direction,
    /// How near to the top it stands, in \[-0.5, 1\]; below 0 for an opening that names nobody.
    Lead,
    /// Whether it holds a decimal digit, 0 or 1.
    Number,
    /// Whether it opens with a quotation mark, 0 or 1.
    OpeningQuote,
    /// Whether it is a service line within the story, 0 or 1.
    Boilerplate,
    /// How much of the query it holds, in \[0, 1\].
    Query,
}

/// One feature of one sentence.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Component {
    /// Which feature.
    pub feature: Feature,
    /// Its value.
    pub value: f64,
    /// Its weight in the sum, negative for what speaks against a sentence.
    pub weight: f64,
}

impl Component {
    /// Returns what it adds to the score: `value · weight`.
    #[must_use]
    pub fn contribution(&self) -> f64 {
        self.value * self.weight
    }
}

/// Returns the components of each sentence's score; their contributions add up to
/// [`Scores::raw`] but for rounding.
///
/// # Complexity
/// As for [`score_sentences`](super::score_sentences) without the vectors.
#[must_use]
pub fn components(features: &DocumentFeatures<'_>, scores: &Scores) -> Vec<[Component; 7]> {
    let salience = salience(features, &scores.vectors);
    let direction = direction(&scores.vectors);
    let lead = lead(features);
    let relevance = relevance(features, &scores.vectors);
    let holds = |holds: bool| if holds { 1.0 } else { 0.0 };
    let of = |feature, value, weight| Component { feature, value, weight };
    features
        .sentences
        .iter()
        .enumerate()
        .map(|(idx, sentence)| {
            [
                of(Feature::Salience, salience[idx], W_SALIENCE),
                of(Feature::Direction, direction[idx], W_DIRECTION),
                of(Feature::Lead, lead[idx], W_LEAD),
                of(Feature::Number, holds(sentence.has_number), W_NUMBER),
                of(Feature::OpeningQuote, holds(sentence.opens_with_quote), -W_QUOTE),
                of(Feature::Boilerplate, holds(sentence.is_boilerplate), -W_BOILERPLATE),
                of(Feature::Query, relevance[idx], W_QUERY),
            ]
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Component, components};
    use crate::score::features::worked_example::{TITLE, assert_close, features};
    use crate::score::score_sentences;

    #[test]
    fn contributions_add_up_to_the_score() {
        for title in [&[], TITLE] {
            let mut features = features(title);
            features.sentences[4].is_boilerplate = true;
            let scores = score_sentences(&features);
            let sums: Vec<f64> = components(&features, &scores)
                .iter()
                .map(|parts| parts.iter().map(Component::contribution).sum())
                .collect();
            assert_close(&sums, &scores.raw);
        }
    }

    #[test]
    fn components_of_the_worked_example() {
        let features = features(&[]);
        let scores = score_sentences(&features);
        let second: Vec<f64> =
            components(&features, &scores)[1].iter().map(Component::contribution).collect();
        assert_close(&second, &[1.019_982, -0.176_404, 0.358_266, 0.2, 0.0, 0.0, 0.0]);
    }
}
