//! What a caller may ask for, and the limits of an article: every enforced limit of the engine.

use crate::error::{FieldViolation, ViolationReason};
use crate::headline::HeadlineOptions;
use crate::quotes::QuoteOptions;
use crate::select::SummaryOptions;

/// The longest text, in bytes of UTF-8: 1 MiB, some 150,000 words.
pub const MAX_TEXT_BYTES: usize = 1 << 20;
/// The longest title, in bytes of UTF-8.
pub const MAX_TITLE_BYTES: usize = 2_000;
/// The longest language tag, in bytes: what RFC 5646, section 4.4.1, asks a buffer to hold.
pub const MAX_LANGUAGE_BYTES: usize = 35;
/// The most sentences of a story that are read; what follows is left out with a warning.
pub const MAX_SENTENCES: u32 = 5_000;
/// The most sentences that can be asked for.
pub const MAX_SUMMARY_SENTENCES: u32 = 1_000;
/// The most words that can be asked for.
pub const MAX_SUMMARY_WORDS: u32 = 100_000;
/// The most characters that can be asked for.
pub const MAX_SUMMARY_CHARACTERS: u32 = 1_000_000;
/// The longest query, in bytes of UTF-8.
pub const MAX_QUERY_BYTES: usize = 500;
/// The longest headline that can be asked for, in characters.
pub const MAX_HEADLINE_CHARACTERS: u32 = 1_000;
/// The most quotes that can be asked for.
pub const MAX_QUOTES: u32 = 1_000;
/// The longest quote that can be demanded, in words.
pub const MAX_QUOTE_MIN_WORDS: u32 = 100;

/// How many sentences of a story are explained at most.
pub const MAX_EXPLAINED_SENTENCES: usize = 1_000;

/// How much of the engine's work is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum View {
    /// The result.
    #[default]
    Basic,
    /// The result and why each sentence is in the summary or isn't.
    Full,
}

/// All options of one call; the default of each is documented beside it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Options {
    /// How long the summary may be and how it is ordered.
    pub summary: SummaryOptions,
    /// How long the headline may be.
    pub headline: HeadlineOptions,
    /// Which quotes are returned.
    pub quotes: QuoteOptions,
    /// Whether the choice of sentences is explained.
    pub view: View,
}

impl Options {
    /// Returns every option that is outside its limits.
    #[must_use]
    pub fn violations(&self) -> Vec<FieldViolation> {
        let SummaryOptions {
            max_sentences,
            max_words,
            max_characters,
            ratio,
            order: _,
            style: _,
            ref query,
        } = self.summary;
        let counts = [
            ("summary.max_sentences", max_sentences, MAX_SUMMARY_SENTENCES),
            ("summary.max_words", max_words, MAX_SUMMARY_WORDS),
            ("summary.max_characters", max_characters, MAX_SUMMARY_CHARACTERS),
        ];
        let mut violations: Vec<FieldViolation> = counts
            .into_iter()
            .filter_map(|(field, count, most)| range_violation(field, count?, 1, most))
            .collect();
        if let Some(actual) = ratio.filter(|&ratio| !(ratio > 0.0 && ratio <= 1.0)) {
            let reason = ViolationReason::NotAShare { actual };
            violations.push(FieldViolation { field: "summary.ratio", reason });
        }
        if query.len() > MAX_QUERY_BYTES {
            let reason =
                ViolationReason::TooManyBytes { limit: MAX_QUERY_BYTES, actual: query.len() };
            violations.push(FieldViolation { field: "summary.query", reason });
        }
        violations.extend(range_violation(
            "headline.max_characters",
            self.headline.max_characters,
            1,
            MAX_HEADLINE_CHARACTERS,
        ));
        violations.extend(quote_violations(&self.quotes));
        violations
    }
}

/// Returns every option of quotes that is outside its limits.
pub(crate) fn quote_violations(options: &QuoteOptions) -> Vec<FieldViolation> {
    let QuoteOptions { max_quotes, min_words } = *options;
    [
        range_violation("quotes.max_quotes", max_quotes, 0, MAX_QUOTES),
        range_violation("quotes.min_words", min_words, 1, MAX_QUOTE_MIN_WORDS),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn range_violation(
    field: &'static str,
    actual: u32,
    least: u32,
    most: u32,
) -> Option<FieldViolation> {
    let reason = ViolationReason::OutOfRange { least, most, actual };
    (actual < least || actual > most).then_some(FieldViolation { field, reason })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(options: &Options) -> Vec<&'static str> {
        options.violations().iter().map(|violation| violation.field).collect()
    }

    fn with_summary(summary: SummaryOptions) -> Options {
        Options { summary, ..Options::default() }
    }

    #[test]
    fn the_defaults_are_within_the_limits() {
        assert_eq!(Options::default().violations(), []);
    }

    #[test]
    fn every_limit_holds_at_its_edge_and_not_beyond() {
        let at = |n_over: u32| Options {
            summary: SummaryOptions {
                max_sentences: Some(MAX_SUMMARY_SENTENCES + n_over),
                max_words: Some(MAX_SUMMARY_WORDS + n_over),
                max_characters: Some(MAX_SUMMARY_CHARACTERS + n_over),
                ratio: Some(1.0 + f64::from(n_over)),
                query: "q".repeat(MAX_QUERY_BYTES + n_over as usize),
                ..SummaryOptions::default()
            },
            headline: HeadlineOptions { max_characters: MAX_HEADLINE_CHARACTERS + n_over },
            quotes: QuoteOptions {
                max_quotes: MAX_QUOTES + n_over,
                min_words: MAX_QUOTE_MIN_WORDS + n_over,
            },
            view: View::Basic,
        };
        assert_eq!(fields(&at(0)), [""; 0]);
        let all = [
            "summary.max_sentences",
            "summary.max_words",
            "summary.max_characters",
            "summary.ratio",
            "summary.query",
            "headline.max_characters",
            "quotes.max_quotes",
            "quotes.min_words",
        ];
        assert_eq!(fields(&at(1)), all);
    }

    #[test]
    fn zero_is_no_length_but_no_quotes_can_be_asked_for() {
        let options = Options {
            summary: SummaryOptions {
                max_sentences: Some(0),
                max_words: Some(0),
                max_characters: Some(0),
                ratio: Some(0.0),
                ..SummaryOptions::default()
            },
            headline: HeadlineOptions { max_characters: 0 },
            quotes: QuoteOptions { max_quotes: 0, min_words: 0 },
            view: View::Basic,
        };
        assert_eq!(fields(&options).len(), 6);
        assert!(!fields(&options).contains(&"quotes.max_quotes"));
    }

    #[test]
    fn a_ratio_must_be_a_number_above_zero() {
        for ratio in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -0.1, -0.0] {
            let options =
                with_summary(SummaryOptions { ratio: Some(ratio), ..SummaryOptions::default() });
            assert_eq!(fields(&options), ["summary.ratio"], "{ratio}");
        }
    }
}
