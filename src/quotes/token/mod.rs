//! What a token is, and how the tokens of a paragraph are read.
//!
//! A quote is one token, a noun to the grammar; its own words are tokenised apart. Knows nothing of
//! sentences.

mod tokenizer;
mod word_form;

use super::class::{
    ADVERB, AUXILIARY, CALENDAR, CAPITAL_ONLY, Classes, ENDS_IN_LY, LY_NOUN, PHRASE_STOP,
};
use super::cue::Cue;
use super::lexicon::WordKey;
use super::word::Word;
use crate::text::Span;

pub(super) use tokenizer::Tokenizer;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// Letters and digits, with inner apostrophes, hyphens and full stops.
    Word,
    /// One punctuation character, or an ellipsis of three full stops.
    Punctuation(char),
    /// A marked region that may be a quote; the number of the region.
    Quote(u32),
}

/// One token.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts of a token")]
pub(super) struct Token {
    start: u32,
    end: u32,
    /// Identity of the word in lower case.
    pub(super) key: WordKey,
    classes: Classes,
    /// The word's form as a reporting verb, whatever its case.
    pub(super) cue: Option<Cue>,
    /// The word, if a rule asks for it by itself.
    pub(super) word: Word,
    /// What the token is.
    pub(super) kind: TokenKind,
    /// Whether it is a word that starts with a capital.
    pub(super) is_capital: bool,
    /// Whether its script has no capitals; such a word counts as a capital unless a list holds it.
    pub(super) is_caseless: bool,
    /// Whether it stands within marks that are too short for a quote.
    pub(super) is_short_quoted: bool,
    /// Whether the word's first character is a digit.
    pub(super) starts_with_digit: bool,
    /// Whether the word ends in *s*.
    pub(super) ends_in_s: bool,
}

/// Stands for every position outside the tokens: belongs to no class and matches no rule.
static OUTSIDE: Token = Token {
    start: 0,
    end: 0,
    key: WordKey(0),
    classes: Classes::NONE,
    cue: None,
    word: Word::Other,
    kind: TokenKind::Punctuation('\0'),
    is_capital: false,
    is_caseless: false,
    is_short_quoted: false,
    starts_with_digit: false,
    ends_in_s: false,
};

impl Default for Token {
    fn default() -> Self {
        OUTSIDE
    }
}

impl Token {
    /// Returns the token as it stands elsewhere.
    fn moved_to(self, start: usize, length: usize) -> Self {
        Self { start: offset(start), end: offset(start + length), ..self }
    }

    /// Returns where the token stands.
    pub(super) fn span(&self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }

    /// Makes it a word of which nothing is known.
    pub(super) fn forget_classes(&mut self) {
        self.classes = Classes::NONE;
        self.cue = None;
        self.word = Word::Other;
    }

    /// Makes it a capital that can be part of a name, whatever it is at a sentence's start.
    pub(super) fn allow_in_names(&mut self) {
        self.classes = self.classes.without(CAPITAL_ONLY);
    }

    /// Tells whether it belongs to one of the classes.
    pub(super) fn is(&self, classes: Classes) -> bool {
        self.classes.any(classes)
    }

    /// Tells whether it is a word.
    pub(super) fn is_word(&self) -> bool {
        self.kind == TokenKind::Word
    }

    /// Tells whether it is a quote.
    pub(super) fn is_quote(&self) -> bool {
        matches!(self.kind, TokenKind::Quote(_))
    }

    /// Tells whether it is punctuation.
    pub(super) fn is_punctuation(&self) -> bool {
        matches!(self.kind, TokenKind::Punctuation(_))
    }

    /// Returns the punctuation character; NUL for a word or a quote.
    pub(super) fn mark(&self) -> char {
        match self.kind {
            TokenKind::Punctuation(mark) => mark,
            TokenKind::Word | TokenKind::Quote(_) => '\0',
        }
    }

    /// Tells whether it is this punctuation character.
    pub(super) fn is_mark(&self, mark: char) -> bool {
        self.kind == TokenKind::Punctuation(mark)
    }

    /// Tells whether it is a comma or a long dash.
    pub(super) fn is_comma_or_dash(&self) -> bool {
        matches!(self.mark(), ',' | '—' | '–')
    }

    /// Returns the verb form, if the word is in lower case: a capital is a name or a headline.
    pub(super) fn verb(&self) -> Option<Cue> {
        if self.is_capital { None } else { self.cue }
    }

    /// Tells whether it is a capitalised word that can be (part of) a name.
    pub(super) fn is_name(&self) -> bool {
        self.is_capital && !self.is(CAPITAL_ONLY)
    }

    /// Tells whether it can stand between a subject and its verb: adverb, *-ly* word, day, month.
    pub(super) fn is_adverbial(&self) -> bool {
        let ends_as_adverb = self.is(ENDS_IN_LY) && !self.is(LY_NOUN) && !self.is_capital;
        self.is_word() && (self.is(ADVERB | CALENDAR) || ends_as_adverb)
    }

    /// Tells whether it is an auxiliary or a negation.
    pub(super) fn is_auxiliary(&self) -> bool {
        self.is(AUXILIARY)
    }

    /// Tells whether no noun phrase reaches over it to the left.
    pub(super) fn stops_phrase(&self) -> bool {
        self.is(PHRASE_STOP) && self.word != Word::All
    }
}

/// The tokens of one paragraph under their numbers in the story. Every position can be read:
/// outside the paragraph there is only punctuation that no rule knows.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tokens<'s> {
    /// All tokens up to the paragraph's last.
    tokens: &'s [Token],
    /// Number of the paragraph's first token.
    start: usize,
}

impl<'s> Tokens<'s> {
    /// Makes the view of the tokens `start..end` of the story.
    pub(super) fn new(all: &'s [Token], start: usize, end: usize) -> Self {
        Self { tokens: all.get(..end).unwrap_or(all), start }
    }

    /// Returns the number of the paragraph's first token.
    pub(super) fn start(self) -> usize {
        self.start
    }

    /// Returns the number behind the paragraph's last token.
    pub(super) fn end(self) -> usize {
        self.tokens.len()
    }

    /// Returns the token at a position.
    pub(super) fn at(self, position: usize) -> &'s Token {
        if position < self.start {
            return &OUTSIDE;
        }
        self.tokens.get(position).unwrap_or(&OUTSIDE)
    }

    /// Returns the token before a position.
    pub(super) fn before(self, position: usize) -> &'s Token {
        position.checked_sub(1).map_or(&OUTSIDE, |previous| self.at(previous))
    }

    /// Returns the tokens from `start` up to `end`.
    pub(super) fn range(self, start: usize, end: usize) -> &'s [Token] {
        let end = end.min(self.tokens.len());
        self.tokens.get(start.max(self.start)..end).unwrap_or_default()
    }
}

/// Makes a token of which only the place is known.
fn token(start: usize, end: usize) -> Token {
    Token { start: offset(start), end: offset(end), kind: TokenKind::Word, ..OUTSIDE }
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
