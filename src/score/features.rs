//! What scoring needs to know of a document: term ids and a few flags for each sentence.

use crate::text::{Document, TermId};

/// What is known of one sentence before it is scored.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "four independent findings, not a state")]
pub struct SentenceFeatures<'d> {
    /// Its term occurrences in order, with repeats.
    pub terms: &'d [TermId],
    /// Whether it holds a decimal digit.
    pub has_number: bool,
    /// Whether a word behind its first starts with a capital, as names do.
    pub has_name: bool,
    /// Whether it opens with a quotation mark.
    pub opens_with_quote: bool,
    /// Whether it is a service line within the story.
    pub is_boilerplate: bool,
}

/// What is known of a document before it is scored.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DocumentFeatures<'d> {
    /// Its sentences in order.
    pub sentences: Vec<SentenceFeatures<'d>>,
    /// Distinct terms of the title; empty without one.
    pub title_terms: &'d [TermId],
    /// Terms of the query that the document holds, in the query's order; empty without one.
    pub query_terms: &'d [TermId],
    /// Number of distinct terms; every id in the other fields is below it.
    pub n_terms: usize,
}

impl<'d> DocumentFeatures<'d> {
    /// Reads the features of a document; O(number of sentences).
    #[must_use]
    pub fn of(document: &'d Document<'_>) -> Self {
        let sentences = document
            .sentences()
            .iter()
            .map(|sentence| SentenceFeatures {
                terms: document.terms(sentence),
                has_number: sentence.has_number,
                has_name: sentence.has_name,
                opens_with_quote: sentence.opens_with_quote,
                is_boilerplate: sentence.is_boilerplate,
            })
            .collect();
        Self {
            sentences,
            title_terms: document.title_terms(),
            query_terms: document.query_terms(),
            n_terms: document.n_terms(),
        }
    }
}

/// The worked example that the tests of this floor and of `select` share: a flood, five
/// sentences, and a headline. Terms are numbered in order of appearance.
#[cfg(test)]
pub(crate) mod worked_example {
    use super::{DocumentFeatures, SentenceFeatures, TermId};

    /// storm flood town resid flee | river bank night | mayor help | shelter | concert delai
    const TERMS: [&[TermId]; 5] = [
        &[TermId(0), TermId(1), TermId(2), TermId(3), TermId(4)],
        &[TermId(5), TermId(1), TermId(6), TermId(7)],
        &[TermId(8), TermId(2), TermId(9)],
        &[TermId(3), TermId(4), TermId(0), TermId(10)],
        &[TermId(11), TermId(12)],
    ];

    /// "Storm flood"
    pub(crate) const TITLE: &[TermId] = &[TermId(0), TermId(1)];

    /// Words of each sentence.
    pub(crate) const WORDS: [u32; 5] = [9, 8, 7, 8, 5];

    /// Whether each sentence opens with a word that points back.
    pub(crate) const DANGLING: [bool; 5] = [false, false, false, true, false];

    pub(crate) fn features(title_terms: &'static [TermId]) -> DocumentFeatures<'static> {
        let mut sentences: Vec<_> = TERMS
            .iter()
            .map(|terms| SentenceFeatures { terms, ..SentenceFeatures::default() })
            .collect();
        sentences[1].has_number = true;
        sentences[2].opens_with_quote = true;
        DocumentFeatures { sentences, title_terms, query_terms: &[], n_terms: 13 }
    }

    /// Asserts that two lists agree to the six decimals that the example gives.
    #[track_caller]
    pub(crate) fn assert_close(actual: &[f64], expected: &[f64]) {
        assert_eq!(actual.len(), expected.len());
        for (idx, (a, e)) in actual.iter().zip(expected).enumerate() {
            assert!((a - e).abs() < 1e-6, "at {idx}: {a} is not {e}");
        }
    }
}
