//! Sentences as vectors over the document's own terms, and their cosine similarity.
//!
//! tf·isf is tf·idf (Salton and Buckley 1988, "Term-weighting approaches in automatic text
//! retrieval") with sentences in the place of documents (Neto et al. 2000, "Generating text
//! summaries through the relative importance of topics"): the one article is the whole collection.

use super::features::DocumentFeatures;
use crate::text::{List, TermId};

/// One distinct term of a sentence.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Entry {
    /// The term.
    pub term: TermId,
    /// Its weight in the unit vector, in (0, 1\].
    pub weight: f64,
}

/// A unit vector for each sentence, in one flat list.
///
/// # Shape
/// Entries of a sentence ascend by term id; a sentence without terms has none (the zero vector).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SentenceVectors {
    entries: List<Entry>,
    /// Where each sentence's entries end; they start where those of the one before end.
    ends: List<usize>,
    n_terms: usize,
}

impl SentenceVectors {
    /// Builds the vectors: `weight(t, i) = tf(t, i) · isf(t)`, divided by the Euclidean norm, with
    /// `isf(t) = 1 + ln(N / sf(t))` for N sentences of which `sf(t)` hold t.
    ///
    /// # Complexity
    /// O(T log n) for T term occurrences, n the most in one sentence.
    #[must_use]
    pub fn build(features: &DocumentFeatures<'_>) -> Self {
        let mut entries: List<Entry> = List::new();
        let mut ends = List::new();
        let mut sentence_frequency = List::filled(0_u32, features.n_terms);
        let mut sorted = List::new();
        for sentence in &features.sentences {
            sorted.clear();
            sorted.extend_from_slice(sentence.terms);
            sorted.sort_unstable();
            for occurrences in sorted.chunk_by(|a, b| a == b) {
                let term = occurrences[0];
                sentence_frequency[term.index()] += 1;
                entries.push(Entry { term, weight: count(occurrences.len()) });
            }
            ends.push(entries.len());
        }
        let n_sentences = count(features.sentences.len());
        let isf_of = |frequency: u32| 1.0 + (n_sentences / f64::from(frequency)).ln();
        // Most terms stand in one sentence.
        let isf_of_one = isf_of(1);
        let isf: List<f64> = sentence_frequency
            .iter()
            .map(|&frequency| if frequency <= 1 { isf_of_one } else { isf_of(frequency) })
            .collect();
        let mut vectors = Self { entries, ends, n_terms: features.n_terms };
        for idx in 0..vectors.len() {
            let range = vectors.range(idx);
            let entries = &mut vectors.entries[range];
            for entry in entries.iter_mut() {
                entry.weight *= isf[entry.term.index()];
            }
            let norm = entries.iter().map(|entry| entry.weight * entry.weight).sum::<f64>().sqrt();
            for entry in entries {
                entry.weight /= norm;
            }
        }
        vectors
    }

    /// Returns the number of sentences.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Tells whether there is no sentence.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Returns the number of distinct terms in the document.
    #[must_use]
    pub fn n_terms(&self) -> usize {
        self.n_terms
    }

    /// Returns the vector of a sentence, ascending by term; one entry for each distinct term.
    #[must_use]
    pub fn vector(&self, sentence_idx: usize) -> &[Entry] {
        &self.entries[self.range(sentence_idx)]
    }

    /// Returns the dot product of a sentence's vector with a dense one indexed by term id.
    #[must_use]
    pub fn dot(&self, sentence_idx: usize, dense: &[f64]) -> f64 {
        self.vector(sentence_idx).iter().map(|entry| entry.weight * dense[entry.term.index()]).sum()
    }

    /// Adds a sentence's vector to a dense one indexed by term id.
    pub fn add_to(&self, sentence_idx: usize, dense: &mut [f64]) {
        for entry in self.vector(sentence_idx) {
            dense[entry.term.index()] += entry.weight;
        }
    }

    fn range(&self, sentence_idx: usize) -> std::ops::Range<usize> {
        let start = sentence_idx.checked_sub(1).map_or(0, |before| self.ends[before]);
        start..self.ends[sentence_idx]
    }
}

/// Converts a count that is bounded by the limit on the text's size.
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
pub(super) fn count(n: usize) -> f64 {
    n as f64
}

#[cfg(test)]
mod tests {
    use super::SentenceVectors;
    use crate::score::features::worked_example::{assert_close, features};
    use crate::score::features::{DocumentFeatures, SentenceFeatures};
    use crate::text::TermId;

    fn cosine(vectors: &SentenceVectors, a: usize, b: usize) -> f64 {
        let mut dense = vec![0.0; vectors.n_terms()];
        vectors.add_to(a, &mut dense);
        vectors.dot(b, &dense)
    }

    #[test]
    fn cosines_of_the_worked_example() {
        let vectors = SentenceVectors::build(&features(&[]));
        let pairs = [(0, 1), (0, 2), (0, 3), (0, 4), (1, 2), (2, 3)];
        let cosines: Vec<f64> = pairs.iter().map(|&(a, b)| cosine(&vectors, a, b)).collect();
        assert_close(&cosines, &[0.174_571, 0.206_097, 0.608_940, 0.0, 0.0, 0.0]);
    }

    #[test]
    fn vectors_have_unit_length_and_repeats_count() {
        let terms = [TermId(0), TermId(1), TermId(0)];
        let sentences = vec![SentenceFeatures { terms: &terms, ..Default::default() }];
        let vectors = SentenceVectors::build(&DocumentFeatures {
            sentences,
            title_terms: &[],
            query_terms: &[],
            n_terms: 2,
        });
        let weights: Vec<f64> = vectors.vector(0).iter().map(|entry| entry.weight).collect();
        assert_close(&weights, &[2.0 / 5.0_f64.sqrt(), 1.0 / 5.0_f64.sqrt()]);
    }

    #[test]
    fn a_sentence_without_terms_is_the_zero_vector() {
        let sentences = vec![SentenceFeatures::default(); 2];
        let vectors = SentenceVectors::build(&DocumentFeatures {
            sentences,
            title_terms: &[],
            query_terms: &[],
            n_terms: 0,
        });
        assert_eq!(vectors.len(), 2);
        assert!(vectors.vector(1).is_empty());
    }
}
