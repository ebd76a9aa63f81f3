//! The model: one transparent weighted sum of the components.
//!
//! ```text
//! score = 2.0·salience + 1.0·direction + 0.5·lead
//!         + 0.2·has_number - 0.6·opens_with_quote - 0.5·is_boilerplate
//!         + 3.0·relevance    (to a query, if there is one)
//! ```
//!
//! The weights were chosen among 700 random settings on seven data sets, each judged by the
//! choice made on the others; models learned on 22 features did worse on every set that they
//! hadn't seen (`docs/scoring.md`).

use super::direction::direction;
use super::features::{DocumentFeatures, SentenceFeatures};
use super::lead::lead;
use super::query::relevance;
use super::salience::salience;
use super::tf_isf::SentenceVectors;

/// Weight of salience.
pub const W_SALIENCE: f64 = 2.0;
/// Weight of direction.
pub const W_DIRECTION: f64 = 1.0;
/// Weight of lead.
pub const W_LEAD: f64 = 0.5;
/// Bonus for a sentence with a decimal digit.
pub const W_NUMBER: f64 = 0.2;
/// Penalty for a sentence that opens with a quotation mark: it needs the one before.
pub const W_QUOTE: f64 = 0.6;
/// Penalty for a service line within the story.
pub const W_BOILERPLATE: f64 = 0.5;
/// Weight of relevance to a query: of two sentences, one that holds all of the query comes before
/// the most salient one that holds none of it, unless it repeats much of what went before. A
/// judgement; no data with queries was there to choose it on.
pub const W_QUERY: f64 = 3.0;

/// The lowest score that the weights allow.
pub const LOWEST_SCORE: f64 = -(W_DIRECTION + W_QUOTE + W_BOILERPLATE);
/// The highest score that the weights allow without a query; with one, [`W_QUERY`] more.
pub const HIGHEST_SCORE: f64 = W_SALIENCE + W_DIRECTION + W_LEAD + W_NUMBER;

/// The scores of a document's sentences, with the vectors that they were computed from.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Scores {
    /// The score of each sentence, in \[[`LOWEST_SCORE`], [`HIGHEST_SCORE`]\], up to [`W_QUERY`]
    /// higher with a query.
    pub raw: Vec<f64>,
    /// Whether a query that the document holds something of steered them.
    pub has_query: bool,
    /// The unit vector of each sentence.
    pub vectors: SentenceVectors,
}

impl Scores {
    /// Returns a sentence's score mapped to \[0, 1\].
    ///
    /// One fixed affine map for all documents (another for those with a query), so order is kept.
    /// It ranks the sentences of one document; salience and direction are relative to that
    /// document's highest, so the value does not compare documents.
    #[must_use]
    pub fn unit(&self, sentence_idx: usize) -> f64 {
        let highest = HIGHEST_SCORE + if self.has_query { W_QUERY } else { 0.0 };
        (self.raw[sentence_idx] - LOWEST_SCORE) / (highest - LOWEST_SCORE)
    }
}

/// Scores each sentence of a document.
///
/// # Complexity
/// Linear in the number of term occurrences, but for sorting the terms within each sentence.
#[must_use]
pub fn score_sentences(features: &DocumentFeatures<'_>) -> Scores {
    let vectors = SentenceVectors::build(features);
    let salience = salience(features, &vectors);
    let direction = direction(&vectors);
    let mut raw: Vec<f64> = features
        .sentences
        .iter()
        .enumerate()
        .map(|(idx, sentence)| {
            W_SALIENCE * salience[idx]
                + W_DIRECTION * direction[idx]
                + W_LEAD * lead(idx)
                + readability(sentence)
        })
        .collect();
    let has_query = !features.query_terms.is_empty();
    if has_query {
        for (score, relevance) in raw.iter_mut().zip(relevance(features, &vectors)) {
            *score += W_QUERY * relevance;
        }
    }
    Scores { raw, has_query, vectors }
}

/// The terms that move ROUGE little and make a summary read better.
fn readability(sentence: &SentenceFeatures<'_>) -> f64 {
    let term = |holds: bool, weight: f64| if holds { weight } else { 0.0 };
    term(sentence.has_number, W_NUMBER)
        - term(sentence.opens_with_quote, W_QUOTE)
        - term(sentence.is_boilerplate, W_BOILERPLATE)
}

#[cfg(test)]
mod tests {
    use super::{Scores, score_sentences};
    use crate::score::features::worked_example::{TITLE, assert_close, features};
    use crate::score::features::{DocumentFeatures, SentenceFeatures};
    use crate::text::TermId;

    fn units(scores: &Scores) -> Vec<f64> {
        (0..scores.raw.len()).map(|idx| scores.unit(idx)).collect()
    }

    #[test]
    fn scores_of_the_worked_example() {
        let scores = score_sentences(&features(&[]));
        assert_close(&scores.raw, &[3.5, 1.401_844, 0.234_038, 0.930_175, 0.473_256]);
        assert_close(&units(&scores), &[0.965_517, 0.603_766, 0.402_420, 0.522_444, 0.443_665]);
    }

    #[test]
    fn scores_of_the_worked_example_with_its_title() {
        let scores = score_sentences(&features(TITLE));
        assert_close(&scores.raw, &[3.5, 1.394_049, -0.072_430, 0.789_122, 0.340_049]);
    }

    #[test]
    fn a_service_line_scores_lower() {
        let mut features = features(&[]);
        let before = score_sentences(&features).raw[4];
        features.sentences[4].is_boilerplate = true;
        assert_close(&[score_sentences(&features).raw[4]], &[before - 0.5]);
    }

    #[test]
    fn a_sentence_that_holds_the_query_comes_first() {
        let query_terms: &[TermId] = &[TermId(11), TermId(12)];
        let scores = score_sentences(&DocumentFeatures { query_terms, ..features(&[]) });
        let is_first = |idx: usize| scores.raw.iter().all(|&score| score <= scores.raw[idx]);
        assert!(is_first(4), "{:?}", scores.raw);
        assert!(units(&scores).iter().all(|unit| (0.0..=1.0).contains(unit)));
    }

    #[test]
    fn an_empty_document_has_no_scores() {
        assert_eq!(score_sentences(&DocumentFeatures::default()), Scores::default());
    }

    #[test]
    fn without_terms_the_lead_decides() {
        let sentences = vec![SentenceFeatures::default(); 3];
        let scores = score_sentences(&DocumentFeatures { sentences, ..Default::default() });
        assert_close(&scores.raw, &[0.5, 0.358_266, 0.256_709]);
    }

    #[test]
    fn one_sentence_with_terms_has_full_salience_and_no_direction() {
        let mut features = features(&[]);
        features.sentences.truncate(1);
        assert_close(&score_sentences(&features).raw, &[2.5]);
    }
}
