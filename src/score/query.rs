//! Relevance: how much of what the reader asks for does the sentence hold?
//!
//! Term overlap as in query-biased summaries (Tombros and Sanderson 1998, "Advantages of query
//! biased summaries in information retrieval", section 3.1), with rare terms counting for more, and
//! with neighbours in the query counting again where they are neighbours in the sentence.

use super::features::DocumentFeatures;
use super::tf_isf::{SentenceVectors, count};
use crate::text::TermId;

/// Returns the relevance of each sentence to the query: of the weights of the query's distinct terms
/// and of its pairs of neighbours, the share that the sentence holds. A term weighs
/// `isf(t) = 1 + ln(N / sf(t))`, a pair the mean of its two.
///
/// # Range
/// \[0, 1\]; all 0 without a query, and if no sentence holds a term of it.
///
/// # Complexity
/// O(T · Q) for T term occurrences and Q query terms.
#[must_use]
pub fn relevance(features: &DocumentFeatures<'_>, vectors: &SentenceVectors) -> Vec<f64> {
    let n_sentences = features.sentences.len();
    let mut relevance = vec![0.0; n_sentences];
    let mut frequency = vec![0_u32; features.query_terms.len()];
    for idx in 0..n_sentences {
        for (term, frequency) in features.query_terms.iter().zip(&mut frequency) {
            *frequency += u32::from(holds(vectors, idx, *term));
        }
    }
    let isf = |frequency: u32| 1.0 + (count(n_sentences) / f64::from(frequency.max(1))).ln();
    let mut total = 0.0;
    for (at, (&term, &held_by)) in features.query_terms.iter().zip(&frequency).enumerate() {
        if held_by == 0 || features.query_terms[..at].contains(&term) {
            continue;
        }
        let weight = isf(held_by);
        total += weight;
        for (idx, value) in relevance.iter_mut().enumerate() {
            if holds(vectors, idx, term) {
                *value += weight;
            }
        }
    }
    for (pair, held_by) in features.query_terms.windows(2).zip(frequency.windows(2)) {
        if held_by.contains(&0) {
            continue;
        }
        let weight = f64::midpoint(isf(held_by[0]), isf(held_by[1]));
        total += weight;
        for (sentence, value) in features.sentences.iter().zip(&mut relevance) {
            if sentence.terms.windows(2).any(|neighbours| neighbours == pair) {
                *value += weight;
            }
        }
    }
    if total > 0.0 {
        for value in &mut relevance {
            *value /= total;
        }
    }
    relevance
}

fn holds(vectors: &SentenceVectors, sentence_idx: usize, term: TermId) -> bool {
    vectors.vector(sentence_idx).binary_search_by_key(&term, |entry| entry.term).is_ok()
}

#[cfg(test)]
mod tests {
    use super::relevance;
    use crate::score::features::worked_example::{assert_close, features};
    use crate::score::tf_isf::SentenceVectors;
    use crate::text::TermId;

    fn relevant(query_terms: &'static [TermId]) -> Vec<f64> {
        let features = crate::score::DocumentFeatures { query_terms, ..features(&[]) };
        relevance(&features, &SentenceVectors::build(&features))
    }

    #[test]
    fn a_term_counts_by_its_rarity_and_a_phrase_again() {
        // "storm flood": isf 1.916291 each, in sentences 0 and 3, 0 and 1; as neighbours in 0.
        assert_close(&relevant(&[TermId(0), TermId(1)]), &[1.0, 1.0 / 3.0, 0.0, 1.0 / 3.0, 0.0]);
        // The other way round they are no phrase.
        let half = 1.0 / 3.0;
        assert_close(&relevant(&[TermId(1), TermId(0)]), &[2.0 / 3.0, half, 0.0, half, 0.0]);
        // "concert" (isf 2.609438, sentence 4) beside "town" (1.916291, 0 and 2), no neighbours.
        let total = 2.609_438 + 1.916_291 + 2.262_864;
        let town = 1.916_291 / total;
        assert_close(
            &relevant(&[TermId(11), TermId(2)]),
            &[town, 0.0, town, 0.0, 2.609_438 / total],
        );
    }

    #[test]
    fn a_repeated_term_counts_once() {
        let once = relevant(&[TermId(11)]);
        assert_close(&once, &[0.0, 0.0, 0.0, 0.0, 1.0]);
        assert!(relevant(&[TermId(11), TermId(11)])[4] < 1.0, "the pair stands nowhere");
    }

    #[test]
    fn without_a_query_nothing_is_relevant() {
        assert_close(&relevant(&[]), &[0.0; 5]);
    }
}
