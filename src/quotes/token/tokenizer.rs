//! Where the tokens of a text start and end.
//!
//! Depends on `word_end` for what a word is. A full stop belongs to an abbreviation, a possessive
//! *'s* is a token of its own.

use super::{Token, TokenKind, token};
use crate::quotes::grammar::Grammar;
use crate::quotes::lexicon::{Entry, WordKey};
use crate::quotes::word::Word;
use crate::quotes::word_end::{ends_plainly, is_dotted, plain_word_end, word_end};
use crate::text::{FormCursor, FormMemory, List, Span};
use std::cell::Cell;

thread_local! {
    static MEMORY: Cell<FormMemory<Token>> = Cell::default();
}

/// Makes tokens of text, from its start to its end; keeps its buffers between calls.
#[derive(Debug)]
pub(in super::super) struct Tokenizer<'t, 'g> {
    text: &'t str,
    /// Lists and rules of the language.
    pub(super) grammar: &'g Grammar<'static>,
    /// A word in lower case.
    pub(super) lower: List<u8>,
    /// The story's words whose tokens may be remembered.
    words: FormCursor<'t>,
    memory: FormMemory<Token>,
}

impl<'t, 'g> Tokenizer<'t, 'g> {
    /// Makes a tokenizer for one text with the words that are known in it.
    pub(in super::super) fn new(
        text: &'t str,
        words: FormCursor<'t>,
        grammar: &'g Grammar<'static>,
    ) -> Self {
        Self { text, grammar, lower: List::new(), words, memory: MEMORY.take() }
    }

    /// Appends the tokens of `span` to `tokens`.
    pub(in super::super) fn read(
        &mut self,
        span: Span,
        is_short_quoted: bool,
        tokens: &mut Vec<Token>,
    ) {
        let Some(slice) = span.slice(self.text) else { return };
        let base = span.start();
        let first_token = tokens.len();
        let mut at = 0;
        while let Some(first) = char_at(slice, at) {
            let start = at;
            if first == ' ' {
                at += 1;
                continue;
            }
            if let Some((token, length)) = self.known_token(slice.as_bytes(), start, base) {
                tokens.push(token.moved_to(base + start, length));
                at += length;
                continue;
            }
            if let Some(end) = plain_word_end(slice.as_bytes(), start) {
                let word = slice.as_bytes().get(start..end).unwrap_or_default();
                self.push_ascii(word, base + start, tokens);
                at = end;
                continue;
            }
            at = match word_end(slice, start, first) {
                Some(end) => self.push_word(slice, base, start, end, tokens),
                None if first.is_whitespace() => start + first.len_utf8(),
                None => {
                    let (mark, length) = match slice.get(start..start + 3) {
                        Some("...") => ('…', 3),
                        _ => (first, first.len_utf8()),
                    };
                    let mut token = token(base + start, base + start + length);
                    token.kind = TokenKind::Punctuation(mark);
                    tokens.push(token);
                    start + length
                }
            };
        }
        if is_short_quoted {
            for token in tokens.iter_mut().skip(first_token) {
                token.is_short_quoted = true;
            }
        }
    }

    /// Returns the token of the plain word that starts at `start`, and its length, if its form is known.
    fn known_token(&mut self, bytes: &[u8], start: usize, base: usize) -> Option<(Token, usize)> {
        let (length, form) = self.words.plain_word_at(base + start)?;
        if !ends_plainly(bytes, start + length) {
            return None;
        }
        if let Some(token) = self.memory.find(form) {
            return Some((token, length));
        }
        let token = self.ascii_token(bytes.get(start..start + length)?);
        self.memory.keep(form, token);
        Some((token, length))
    }

    /// Appends one token for the quote `number`.
    pub(in super::super) fn push_quote(span: Span, number: u32, tokens: &mut Vec<Token>) {
        let mut token = token(span.start(), span.end());
        token.kind = TokenKind::Quote(number);
        tokens.push(token);
    }

    /// Appends the word `start..end`, a possessive *'s* as a token of its own; returns where the
    /// next token starts (behind a full stop that belongs to the word).
    fn push_word(
        &mut self,
        slice: &str,
        base: usize,
        start: usize,
        end: usize,
        tokens: &mut Vec<Token>,
    ) -> usize {
        let word = slice.get(start..end).unwrap_or_default();
        let stem = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s"));
        if let Some(stem) = stem.filter(|stem| !stem.is_empty()) {
            let split = start + stem.len();
            self.push(slice, base, start, split, tokens);
            self.push(slice, base, split, end, tokens);
            return end;
        }
        if let Some(split) = self.apostrophe(word).map(|length| start + length) {
            self.push(slice, base, start, split, tokens);
            self.push(slice, base, split, end, tokens);
            if self.grammar.has_suffixes
                && let Some(suffix) = tokens.last_mut()
            {
                suffix.word = Word::Possessive;
            }
            return end;
        }
        if slice.get(end..).is_some_and(|rest| rest.starts_with('.')) {
            let with_stop = slice.get(start..=end).unwrap_or_default();
            let is_initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
            if is_initial || is_dotted(word) || (self.grammar.is_abbreviation)(with_stop) {
                self.push(slice, base, start, end + 1, tokens);
                return end + 1;
            }
        }
        self.push(slice, base, start, end, tokens);
        end
    }

    /// Where a word divides at its apostrophe: behind an article, before an ending.
    fn apostrophe(&self, word: &str) -> Option<usize> {
        /// The longest elided word in characters: *quell'*.
        const MAX_ELIDED_CHARS: usize = 6;
        if !self.grammar.has_elision && !self.grammar.has_suffixes {
            return None;
        }
        let at = word.find(['\'', '’'])?;
        let lower = word.to_lowercase().replace('’', "'");
        if self.grammar.lexicon.get(WordKey::of(lower.as_bytes())) != Entry::default() {
            // "d'après" and "aujourd'hui" are words of the lists.
            return None;
        }
        let length = word.get(at..)?.chars().next()?.len_utf8();
        let elided = word.get(..at)?;
        if self.grammar.has_suffixes {
            return elided.chars().next().is_some_and(char::is_uppercase).then_some(at);
        }
        (elided.chars().count() <= MAX_ELIDED_CHARS).then_some(at + length)
    }
}

impl Drop for Tokenizer<'_, '_> {
    fn drop(&mut self) {
        MEMORY.set(std::mem::take(&mut self.memory));
    }
}

fn char_at(slice: &str, at: usize) -> Option<char> {
    match slice.as_bytes().get(at) {
        Some(byte) if byte.is_ascii() => Some(char::from(*byte)),
        _ => slice.get(at..).and_then(|rest| rest.chars().next()),
    }
}
