//! Redundancy: does a sentence repeat what was already chosen?
//!
//! Maximal marginal relevance (Carbonell and Goldstein 1998, "The use of MMR, diversity-based
//! reranking for reordering documents and producing summaries"): a candidate loses in proportion to
//! its similarity to the nearest chosen sentence. Here the loss is in units of the raw score.

use crate::score::SentenceVectors;
use crate::text::List;

/// What a sentence identical to a chosen one loses, in units of the raw score.
pub const REDUNDANCY: f64 = 1.5;

/// The highest cosine similarity of each sentence to any that was chosen.
#[derive(Debug)]
pub(super) struct Redundancy<'s> {
    vectors: &'s SentenceVectors,
    highest: List<f64>,
    dense: List<f64>,
}

impl<'s> Redundancy<'s> {
    pub(super) fn new(vectors: &'s SentenceVectors) -> Self {
        Self {
            vectors,
            highest: List::filled(0.0, vectors.len()),
            dense: List::filled(0.0, vectors.n_terms()),
        }
    }

    /// Takes note that a sentence was chosen; linear in the number of vector entries.
    pub(super) fn add(&mut self, chosen: usize) {
        self.dense.fill(0.0);
        self.vectors.add_to(chosen, &mut self.dense);
        for (idx, highest) in self.highest.iter_mut().enumerate() {
            *highest = highest.max(self.vectors.dot(idx, &self.dense));
        }
    }

    /// Returns what a sentence loses, in \[0, [`REDUNDANCY`]\].
    pub(super) fn penalty(&self, sentence_idx: usize) -> f64 {
        REDUNDANCY * self.highest[sentence_idx]
    }
}

#[cfg(test)]
mod tests {
    use super::{REDUNDANCY, Redundancy};
    use crate::score::features::worked_example::{assert_close, features};
    use crate::score::score_sentences;

    #[test]
    fn a_repeated_sentence_loses_the_whole_penalty_and_an_unrelated_one_nothing() {
        let mut features = features(&[]);
        features.sentences[4] = features.sentences[0];
        let scores = score_sentences(&features);
        let mut redundancy = Redundancy::new(&scores.vectors);
        redundancy.add(0);
        assert_close(&[redundancy.penalty(4)], &[REDUNDANCY]);
        redundancy.add(2);
        assert_close(&[redundancy.penalty(4)], &[REDUNDANCY]);
        let mut of_another = Redundancy::new(&scores.vectors);
        of_another.add(1);
        assert_close(&[of_another.penalty(2)], &[0.0]);
    }
}
