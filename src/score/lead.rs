//! Lead: how near to the top does the sentence stand?
//!
//! News is written as an inverted pyramid: its first sentences are the strongest baseline there is
//! (Nenkova 2005, "Automatic text summarization of newswire: lessons learned from the Document
//! Understanding Conference"). An opening that names nobody and nothing ("It was meant to be the
//! happiest day of her life.") is no such lead but a teaser: what happened, and to whom, comes
//! behind it.

use super::features::DocumentFeatures;
use super::tf_isf::count;

/// Number of sentences after which the bonus has fallen to 1/e.
pub const LEAD_DECAY: f64 = 3.0;
/// The lead of a sentence that teases. Chosen among 0, -0.3, -0.5, -0.6 and -1, which all gain
/// (`docs/scoring.md`).
pub const TEASER_LEAD: f64 = -0.5;
/// A name is looked for in so many sentences; without one there is no telling, as in scripts
/// without capitals.
pub const MAX_TEASERS: usize = 4;

/// Returns the lead of each sentence: `exp(-i / LEAD_DECAY)` at position i, and [`TEASER_LEAD`]
/// before the first that names somebody or something, if at most [`MAX_TEASERS`] stand before it.
///
/// # Range
/// \[[`TEASER_LEAD`], 1\], 1 for a first sentence with a name.
///
/// # Complexity
/// Linear in the number of sentences.
#[must_use]
pub fn lead(features: &DocumentFeatures<'_>) -> Vec<f64> {
    let sentences = &features.sentences;
    let named = sentences.iter().take(MAX_TEASERS + 1).position(|sentence| sentence.has_name);
    let n_teasers = named.unwrap_or(0);
    (0..sentences.len())
        .map(|idx| if idx < n_teasers { TEASER_LEAD } else { (-count(idx) / LEAD_DECAY).exp() })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::lead;
    use crate::score::features::worked_example::{assert_close, features};

    #[test]
    fn leads_of_the_worked_example() {
        let leads = lead(&features(&[]));
        assert_close(&leads, &[1.0, 0.716_531, 0.513_417, 0.367_879, 0.263_597]);
    }

    /// The leads of five sentences, of which only one has a name.
    fn with_a_name(idx: usize) -> Vec<f64> {
        let mut features = features(&[]);
        features.sentences[idx].has_name = true;
        lead(&features)
    }

    #[test]
    fn sentences_before_the_first_name_tease() {
        assert_close(&with_a_name(0), &lead(&features(&[])));
        assert_close(&with_a_name(2), &[-0.5, -0.5, 0.513_417, 0.367_879, 0.263_597]);
    }

    #[test]
    fn a_name_far_from_the_top_makes_no_teasers() {
        let mut features = features(&[]);
        features.sentences.insert(0, features.sentences[4]);
        let plain = lead(&features);
        features.sentences[5].has_name = true;
        assert_close(&lead(&features), &plain);
    }
}
