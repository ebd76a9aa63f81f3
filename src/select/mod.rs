//! Which sentences make the summary.

use crate::text::SentenceId;

/// In which order the summary's sentences are returned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// As they stand in the article.
    #[default]
    Document,
    /// As they were chosen, the most important first.
    Rank,
}

/// What the caller asks of the summary; all limits that are given hold at once.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SummaryOptions {
    /// The most sentences; [`SummaryOptions::DEFAULT_MAX_SENTENCES`] if no limit at all is given.
    pub max_sentences: Option<u32>,
    /// The most words.
    pub max_words: Option<u32>,
    /// The most characters (Unicode scalar values) of the sentences joined by one space.
    pub max_characters: Option<u32>,
    /// The most sentences as a share of the story's, in (0, 1\], rounded up.
    pub ratio: Option<f64>,
    /// In which order they are returned.
    pub order: Order,
}

impl SummaryOptions {
    /// Number of sentences when no limit is given.
    pub const DEFAULT_MAX_SENTENCES: u32 = 3;
}

/// A sentence that was chosen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Choice {
    /// Which sentence.
    pub sentence: SentenceId,
    /// Position in the order of choice, from 0.
    pub rank: u32,
}
