//! The headline: one sentence of the story, shortened by deletion only.

use crate::text::{Document, SentenceId, Span};

/// What the caller asks of the headline.
#[derive(Debug, Clone, PartialEq)]
pub struct HeadlineOptions {
    /// The most characters (Unicode scalar values) that the headline may have; at least 1.
    pub max_characters: u32,
}

impl HeadlineOptions {
    /// Limit on the headline's length when none is given, in characters.
    pub const DEFAULT_MAX_CHARACTERS: u32 = 100;
}

impl Default for HeadlineOptions {
    fn default() -> Self {
        Self { max_characters: Self::DEFAULT_MAX_CHARACTERS }
    }
}

/// A headline: kept spans of one sentence, joined.
#[derive(Debug, Clone, PartialEq)]
pub struct Headline {
    /// The kept spans' text, joined; first letter raised, no full stop at the end.
    pub text: String,
    /// The sentence that it is cut from.
    pub sentence: SentenceId,
    /// The parts of the sentence that were kept, in order, disjoint.
    pub kept_spans: Vec<Span>,
    /// Whether it stands alone; false for the last resort, which ends in "…".
    pub is_complete: bool,
}

/// Composes the headline of a story; `None` if the story has no sentence that could serve.
#[must_use]
pub fn compose(_document: &Document<'_>, _options: &HeadlineOptions) -> Option<Headline> {
    None
}
