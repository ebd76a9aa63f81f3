//! Direction: does the sentence introduce what later ones take up, or repeat earlier ones?
//!
//! Directed degree centrality after `PacSum` (Zheng and Lapata 2019, "Sentence centrality revisited
//! for unsupervised summarization", eq. 5 with λ₁ = -1, λ₂ = 1), over tf·isf vectors in the place
//! of sentence embeddings. A running sum of the vectors replaces the n² similarities.

use super::tf_isf::SentenceVectors;
use crate::text::List;

/// Below this the largest difference counts as none: all directions are 0.
const NEGLIGIBLE: f64 = 1e-9;

/// Returns the direction of each sentence: `forward - backward`, the sums of cosine similarities
/// to later and to earlier sentences, relative to the document's largest magnitude.
///
/// # Range
/// \[-1, 1\]; all 0 if no two sentences share a term.
///
/// # Complexity
/// Two passes, linear in the number of vector entries.
#[must_use]
pub fn direction(vectors: &SentenceVectors) -> Vec<f64> {
    let n_sentences = vectors.len();
    let mut direction = vec![0.0; n_sentences];
    let mut seen = List::filled(0.0, vectors.n_terms());
    for (idx, value) in direction.iter_mut().enumerate() {
        *value -= vectors.dot(idx, &seen);
        vectors.add_to(idx, &mut seen);
    }
    // Subtracting from the finished sum instead of walking back would cancel digits.
    seen.fill(0.0);
    for (idx, value) in direction.iter_mut().enumerate().rev() {
        *value += vectors.dot(idx, &seen);
        vectors.add_to(idx, &mut seen);
    }
    let largest = direction.iter().map(|value| value.abs()).fold(0.0, f64::max);
    let scale = if largest < NEGLIGIBLE { 0.0 } else { 1.0 / largest };
    for value in &mut direction {
        *value *= scale;
    }
    direction
}

#[cfg(test)]
mod tests {
    use super::direction;
    use crate::score::features::worked_example::{assert_close, features};
    use crate::score::features::{DocumentFeatures, SentenceFeatures};
    use crate::score::tf_isf::SentenceVectors;
    use crate::text::TermId;

    #[test]
    fn directions_of_the_worked_example() {
        let values = direction(&SentenceVectors::build(&features(&[])));
        assert_close(&values, &[1.0, -0.176_404, -0.208_262, -0.615_335, 0.0]);
    }

    #[test]
    fn unrelated_sentences_have_no_direction() {
        let (first, second) = ([TermId(0)], [TermId(1)]);
        let sentences = vec![
            SentenceFeatures { terms: &first, ..Default::default() },
            SentenceFeatures { terms: &second, ..Default::default() },
        ];
        let features =
            DocumentFeatures { sentences, title_terms: &[], query_terms: &[], n_terms: 2 };
        assert_close(&direction(&SentenceVectors::build(&features)), &[0.0, 0.0]);
    }
}
