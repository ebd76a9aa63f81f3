//! Salience: does the sentence speak of what the story mentions early and often?
//!
//! The idea of `SumBasic` (Nenkova and Vanderwende 2005, "The impact of frequency on
//! summarization": a sentence is worth the average weight of its words) with two changes: mentions
//! fade with the distance from the top, and distinct terms are counted. The constants were chosen
//! on seven summarization data sets, each judged by the choice made on the others
//! (`docs/scoring.md`).

use super::features::DocumentFeatures;
use super::tf_isf::{SentenceVectors, count};

/// Number of sentences after which a mention weighs 1/e of one at the top.
pub const SALIENCE_DECAY: f64 = 18.0;
/// A sentence of fewer terms is averaged as if it had so many, so that "Police said." can't win.
pub const SALIENCE_MIN_TERMS: usize = 8;
/// A term of the title, or of the query, counts as so many mentions at the top.
pub const HEADLINE_MENTIONS: f64 = 3.0;

/// Returns the weight of each term, indexed by term id:
/// `w(t) = Σ exp(-i / SALIENCE_DECAY)` over its occurrences in sentences i, plus
/// [`HEADLINE_MENTIONS`] if it stands in the title or in the query.
#[must_use]
pub fn term_weights(features: &DocumentFeatures<'_>) -> Vec<f64> {
    let mut weights = vec![0.0; features.n_terms];
    for term in features.title_terms.iter().chain(features.query_terms) {
        weights[term.index()] = HEADLINE_MENTIONS;
    }
    for (idx, sentence) in features.sentences.iter().enumerate() {
        let mention = (-count(idx) / SALIENCE_DECAY).exp();
        for term in sentence.terms {
            weights[term.index()] += mention;
        }
    }
    weights
}

/// Returns the salience of each sentence: the sum of `w(t)` over its distinct terms, divided by its
/// number of term occurrences or [`SALIENCE_MIN_TERMS`], relative to the document's highest.
///
/// # Range
/// \[0, 1\]; the highest is 1, all are 0 in a document without terms.
///
/// # Complexity
/// Linear in the number of term occurrences.
#[must_use]
pub fn salience(features: &DocumentFeatures<'_>, vectors: &SentenceVectors) -> Vec<f64> {
    let weights = term_weights(features);
    let mut salience: Vec<f64> = features
        .sentences
        .iter()
        .enumerate()
        .map(|(idx, sentence)| {
            let sum: f64 =
                vectors.vector(idx).iter().map(|entry| weights[entry.term.index()]).sum();
            sum / count(sentence.terms.len().max(SALIENCE_MIN_TERMS))
        })
        .collect();
    let highest = salience.iter().copied().fold(0.0, f64::max);
    if highest > 0.0 {
        for value in &mut salience {
            *value /= highest;
        }
    }
    salience
}

#[cfg(test)]
mod tests {
    use super::{salience, term_weights};
    use crate::score::features::worked_example::{TITLE, assert_close, features};
    use crate::score::tf_isf::SentenceVectors;

    #[test]
    fn term_weights_of_the_worked_example() {
        let weights = term_weights(&features(&[]));
        // storm, flood, town, river, mayor, shelter, concert
        let some: Vec<f64> =
            [0, 1, 2, 5, 8, 10, 11].iter().map(|&id: &usize| weights[id]).collect();
        let expected =
            [1.846_482, 1.945_959, 1.894_839, 0.945_959, 0.894_839, 0.846_482, 0.800_737];
        assert_close(&some, &expected);
    }

    #[test]
    fn a_title_counts_as_three_more_mentions() {
        let weights = term_weights(&features(TITLE));
        assert_close(&weights[..3], &[4.846_482, 4.945_959, 1.894_839]);
    }

    #[test]
    fn salience_of_the_worked_example() {
        let features = features(&[]);
        let values = salience(&features, &SentenceVectors::build(&features));
        assert_close(&values, &[1.0, 0.509_991, 0.392_796, 0.680_785, 0.170_728]);
    }
}
