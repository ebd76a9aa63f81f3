//! What a noun phrase is, and which one stands at a place.
//!
//! Depends on token classes only: no tagger, no parser. Every scan is bounded by
//! [`MAX_PHRASE_TOKENS`] words.

mod governing;
mod leftward;
mod rightward;

use super::class::ROLE;
use super::token::{Token, Tokens};
use super::word::Word;

pub(super) use governing::governing_phrase;
pub(super) use leftward::phrase_before;
pub(super) use rightward::phrase_after;

/// The most words of a noun phrase that are read in one direction.
const MAX_PHRASE_TOKENS: usize = 10;

/// What a noun phrase is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PhraseKind {
    /// *he, she, who*.
    Pronoun,
    /// Ends in a capitalised name: *Mayor Jane Doe*.
    Name,
    /// A description or a body: *the ministry, two officials*.
    Nominal,
}

/// A noun phrase: tokens `start..end`, the name from `name_start` on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Phrase {
    /// Its first token.
    pub(super) start: usize,
    /// The token behind it.
    pub(super) end: usize,
    /// What it is.
    pub(super) kind: PhraseKind,
    /// The first token of the name in it; `start` unless it is a name.
    pub(super) name_start: usize,
}

impl Phrase {
    /// Makes a phrase that has no name in it.
    pub(super) fn plain(start: usize, end: usize, kind: PhraseKind) -> Self {
        Self { start, end, kind, name_start: start }
    }

    /// Makes a phrase that ends in a name.
    pub(super) fn named(start: usize, end: usize, name_start: usize) -> Self {
        Self { start, end, kind: PhraseKind::Name, name_start }
    }

    /// Returns its last token.
    pub(super) fn head<'s>(&self, tokens: Tokens<'s>) -> &'s Token {
        tokens.before(self.end)
    }

    /// Tells whether it is a name.
    pub(super) fn is_name(&self) -> bool {
        self.kind == PhraseKind::Name
    }

    /// Tells whether it is a pronoun.
    pub(super) fn is_pronoun(&self) -> bool {
        self.kind == PhraseKind::Pronoun
    }

    /// Tells whether it is a description.
    pub(super) fn is_nominal(&self) -> bool {
        self.kind == PhraseKind::Nominal
    }
}

/// *the first minister*: elsewhere *first* is an adverb.
fn is_ordinal_of_role(tokens: Tokens<'_>, position: usize) -> bool {
    tokens.at(position).word == Word::First && tokens.at(position + 1).is(ROLE)
}
