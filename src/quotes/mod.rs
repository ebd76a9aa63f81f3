//! The key quotes of a story and who said them.

use crate::text::{Document, Span};

/// What the caller asks of the quotes.
#[derive(Debug, Clone, PartialEq)]
pub struct QuoteOptions {
    /// The most quotes to return.
    pub max_quotes: u32,
    /// The fewest words that a quote must have.
    pub min_words: u32,
}

impl QuoteOptions {
    /// Number of quotes returned when no limit is given.
    pub const DEFAULT_MAX_QUOTES: u32 = 5;
    /// Fewest words of a quote when no limit is given: below it most marked words are no quotes.
    pub const DEFAULT_MIN_WORDS: u32 = 3;
}

impl Default for QuoteOptions {
    fn default() -> Self {
        Self { max_quotes: Self::DEFAULT_MAX_QUOTES, min_words: Self::DEFAULT_MIN_WORDS }
    }
}

/// How a quote stands in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuoteKind {
    /// A whole utterance.
    Direct,
    /// A fragment woven into the reporter's sentence.
    Partial,
}

/// Who said a quote; every part of it stands in the article.
#[derive(Debug, Clone, PartialEq)]
pub struct Speaker {
    /// The fullest form of the name in the article; for a body or a role, and for a pronoun that
    /// couldn't be resolved, the mention itself.
    pub name: Span,
    /// What stands beside the quote: "he", "Lavrov", "the ministry".
    pub mention: Span,
    /// Title, office or description, without the name.
    pub role: Option<Span>,
    /// Whether the mention is a pronoun and `name` the person it stands for.
    pub is_pronoun_resolved: bool,
}

/// One quote of the story.
#[derive(Debug, Clone, PartialEq)]
pub struct Quote {
    /// The words between the marks, verbatim.
    pub span: Span,
    /// Whole utterance or fragment.
    pub kind: QuoteKind,
    /// Who said it; `None` if the article doesn't tell.
    pub speaker: Option<Speaker>,
    /// The reporting verb or phrase.
    pub cue: Option<Span>,
    /// Number of the utterance, from 0 in order of appearance: parts of one utterance share it.
    pub turn: u32,
    /// How much the quote matters, in \[0, 1\].
    pub score: f64,
    /// How certain the speaker is, in \[0, 1\]; 0 without a speaker.
    pub confidence: f64,
}

/// Finds the key quotes of a story, in order of appearance.
///
/// `sentence_scores` holds a score in \[0, 1\] for each of the document's sentences.
#[must_use]
pub fn extract(
    _document: &Document<'_>,
    _sentence_scores: &[f64],
    _options: &QuoteOptions,
) -> Vec<Quote> {
    Vec::new()
}
