//! Helpers for the tests of this module.

use super::clause::Clause;
use super::deletions::Purpose;
use super::join::{join, spans};
use super::known_words::KnownWords;
use super::token::{Source, tokenise};
use crate::text::Span;

/// What cleaning leaves of a sentence, joined.
pub(super) fn cleaned(sentence: &str) -> String {
    cleaned_for(sentence, Purpose::Headline)
}

/// The same for a headline or a bullet.
pub(super) fn cleaned_for(sentence: &str, purpose: Purpose) -> String {
    let lower = sentence.to_ascii_lowercase();
    let source = Source { text: sentence, lower: &lower, lower_start: 0 };
    let tokens = tokenise(source, Span::new(0, sentence.len()), KnownWords::default(), 200);
    let clause = super::clean::clean(Clause::new(tokens), purpose);
    join(sentence, &spans(&clause.tokens)).to_string()
}
