//! Lead: how near to the top does the sentence stand?
//!
//! News is written as an inverted pyramid: its first sentences are the strongest baseline there is
//! (Nenkova 2005, "Automatic text summarization of newswire: lessons learned from the Document
//! Understanding Conference").

use super::tf_isf::count;

/// Number of sentences after which the bonus has fallen to 1/e.
pub const LEAD_DECAY: f64 = 3.0;

/// Returns `exp(-i / LEAD_DECAY)` for the sentence at position i.
///
/// # Range
/// (0, 1\], 1 for the first sentence.
#[must_use]
pub fn lead(sentence_idx: usize) -> f64 {
    (-count(sentence_idx) / LEAD_DECAY).exp()
}

#[cfg(test)]
mod tests {
    use super::lead;
    use crate::score::features::worked_example::assert_close;

    #[test]
    fn leads_of_the_worked_example() {
        let values: Vec<f64> = (0..5).map(lead).collect();
        assert_close(&values, &[1.0, 0.716_531, 0.513_417, 0.367_879, 0.263_597]);
    }
}
