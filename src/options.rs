//! Stand-in: options of a summary.
#![allow(missing_docs)]
use crate::error::{FieldViolation, ViolationReason};
use crate::{headline::HeadlineOptions, quotes::QuoteOptions, select::SummaryOptions};

pub const MAX_TEXT_BYTES: usize = 1 << 20;
pub const MAX_TITLE_BYTES: usize = 4096;
pub const MAX_LANGUAGE_BYTES: usize = 35;
pub const MAX_ARTICLE_SENTENCES: u32 = 5000;
pub const MAX_SUMMARY_SENTENCES: u32 = 1000;
pub const MAX_SUMMARY_WORDS: u32 = 10_000;
pub const MAX_SUMMARY_CHARACTERS: u32 = 100_000;
pub const MAX_HEADLINE_CHARACTERS: u32 = 1000;
pub const MAX_QUOTES: u32 = 1000;
pub const MAX_QUOTE_MIN_WORDS: u32 = 1000;

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Options {
    pub summary: SummaryOptions,
    pub headline: HeadlineOptions,
    pub quotes: QuoteOptions,
}

impl Options {
    #[must_use]
    pub fn violations(&self) -> Vec<FieldViolation> {
        let mut found = Vec::new();
        let mut check = |field, value: Option<u32>, min, max| {
            if let Some(actual) = value.filter(|v| !(min..=max).contains(v)) {
                found.push(FieldViolation {
                    field,
                    reason: ViolationReason(format!(
                        "must be between {min} and {max}, got {actual}"
                    )),
                });
            }
        };
        check("summary.max_sentences", self.summary.max_sentences, 1, MAX_SUMMARY_SENTENCES);
        check("summary.max_words", self.summary.max_words, 1, MAX_SUMMARY_WORDS);
        check("summary.max_characters", self.summary.max_characters, 1, MAX_SUMMARY_CHARACTERS);
        check(
            "headline.max_characters",
            Some(self.headline.max_characters),
            1,
            MAX_HEADLINE_CHARACTERS,
        );
        check("quotes.max_quotes", Some(self.quotes.max_quotes), 0, MAX_QUOTES);
        check("quotes.min_words", Some(self.quotes.min_words), 0, MAX_QUOTE_MIN_WORDS);
        if let Some(ratio) = self.summary.ratio.filter(|r| !(*r > 0.0 && *r <= 1.0)) {
            found.push(FieldViolation {
                field: "summary.ratio",
                reason: ViolationReason(format!("must be above 0 and at most 1, got {ratio}")),
            });
        }
        found
    }
}
