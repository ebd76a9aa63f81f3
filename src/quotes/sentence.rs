//! Where the sentences of a paragraph end, for the grammar.
//!
//! Depends on tokens. The rule differs from the summary's sentences: a quote is one token, and a
//! tag behind it ("… ?" she asked.) belongs to its sentence.

use super::class::{
    AUXILIARY, CAPITAL_ONLY, CONJUNCTION, DETERMINER, NOUN_LIKE, PERFECT_AUXILIARY,
};
use super::cue::CueClass;
use super::grammar::Grammar;
use super::token::{Token, TokenKind, Tokens};
use std::ops::Range;

/// The longest sentence that rules look at as a whole; a longer one is cut, so that every
/// look-ahead within a sentence is bounded.
pub(super) const MAX_SENTENCE_TOKENS: usize = 400;
/// Tokens within which a tag's verb stands behind its quote.
const MAX_TAG_TOKENS: usize = 9;
/// Tokens within which a dateline's dash stands.
const MAX_DATELINE_TOKENS: usize = 16;
/// The most words of a tag that stands alone behind a quote with a full stop.
const MAX_LONE_TAG_WORDS: usize = 4;

/// Tells whether a sentence ends behind a token. `closers` gives for the number of a quote its
/// last character before marks.
pub(super) type EndRule = fn(Tokens<'_>, usize, &str, &dyn Fn(u32) -> char) -> bool;

/// Splits a paragraph's tokens into sentences.
pub(super) fn split(
    tokens: Tokens<'_>,
    text: &str,
    grammar: &Grammar<'_>,
    closers: &dyn Fn(u32) -> char,
    mut push: impl FnMut(Range<usize>),
) {
    let mut start = tokens.start();
    let dateline = if grammar.has_dateline { dateline_end(tokens, text) } else { None };
    if let Some(end) = dateline {
        push(start..end);
        start = end;
    }
    let first = start;
    for position in first..tokens.end() {
        if (grammar.ends_sentence)(tokens, position, text, closers)
            || position - start >= MAX_SENTENCE_TOKENS
        {
            push(start..position + 1);
            start = position + 1;
        }
    }
    if start < tokens.end() {
        push(start..tokens.end());
    }
}

/// The last character of a quote's text before spaces and nested marks; `…` for three stops.
pub(super) fn closing_char(quote: &str) -> char {
    let trimmed = quote.trim_end_matches(['"', '\'', '‘', '’', '”', ' ', '\u{a0}', '\u{2009}']);
    if trimmed.ends_with("...") { '…' } else { trimmed.chars().next_back().unwrap_or('\0') }
}

/// Finds the end of a dateline at the paragraph's start: *SEOUL, Sept. 14 (Agency) —*.
fn dateline_end(tokens: Tokens<'_>, text: &str) -> Option<usize> {
    let start = tokens.start();
    let first = tokens.at(start);
    let word = first.span().slice(text).unwrap_or_default();
    let is_city = first.is_word()
        && word.chars().nth(2).is_some()
        && word.chars().any(char::is_uppercase)
        && !word.chars().any(char::is_lowercase);
    if !is_city && !matches!(first.mark(), '(' | '[') {
        return None;
    }
    for position in start + 1..(start + MAX_DATELINE_TOKENS).min(tokens.end()) {
        let token = tokens.at(position);
        if token.is_quote() || matches!(token.mark(), '.' | '!' | '?' | ':') {
            return None;
        }
        if matches!(token.mark(), '—' | '–' | '-') && !tokens.before(position).is_quote() {
            return Some(position + 1);
        }
    }
    None
}

/// The English rule.
pub(super) fn ends_english_sentence(
    tokens: Tokens<'_>,
    position: usize,
    text: &str,
    closers: &dyn Fn(u32) -> char,
) -> bool {
    let token = tokens.at(position);
    let next = (position + 1 < tokens.end()).then(|| tokens.at(position + 1));
    match token.kind {
        TokenKind::Punctuation(mark @ ('.' | '!' | '?')) if token.is_short_quoted => next
            .is_some_and(|next| {
                !next.is_short_quoted
                    && (next.is_capital || next.is_quote())
                    && (mark == '.' || !is_tag(tokens, position + 1))
            }),
        TokenKind::Punctuation('.' | '!' | '?') => next.is_none_or(|next| {
            next.is_quote()
                || next.is_capital
                || next.starts_with_digit
                || matches!(next.mark(), '(' | '[' | '—' | '–' | '-' | '*' | '•' | '@' | '#')
                || is_handle(next, text)
        }),
        TokenKind::Quote(number) => {
            next.is_some_and(|next| ends_with_quote(tokens, position, next, closers(number)))
        }
        TokenKind::Punctuation(_) => false,
        TokenKind::Word => {
            next.is_some_and(|next| next.is_capital && next.is(CAPITAL_ONLY))
                && is_final_abbreviation(token.span().slice(text).unwrap_or_default())
        }
    }
}

fn ends_with_quote(tokens: Tokens<'_>, position: usize, next: &Token, closer: char) -> bool {
    if next.is_mark('.') {
        return false;
    }
    match closer {
        '.' => {
            next.is_quote()
                || next.is_capital
                    && !(is_tag(tokens, position + 1) && is_lone_tag(tokens, position + 1))
        }
        '?' | '!' | '…' | '—' | '–' | '-' => {
            // A tag behind a quote that was introduced already opens the next sentence.
            let is_introduced = matches!(tokens.before(position).mark(), ',' | ':');
            next.is_quote() || next.is_capital && (is_introduced || !is_tag(tokens, position + 1))
        }
        _ => false,
    }
}

/// Tells whether the tokens from `start` read like a tag: *Doe said*, *the mayor has added*.
pub(super) fn is_tag(tokens: Tokens<'_>, start: usize) -> bool {
    for position in start..start + MAX_TAG_TOKENS {
        let token = tokens.at(position);
        if !token.is_word() {
            return false;
        }
        let is_noun = token.is(NOUN_LIKE) && tokens.before(position).is(DETERMINER);
        if position > start
            && !is_noun
            && token.verb().is_some_and(|cue| cue.class == CueClass::Say && cue.is_finite())
        {
            return true;
        }
        if token.is(CONJUNCTION) || token.is(AUXILIARY) && !token.is(PERFECT_AUXILIARY) {
            return false;
        }
    }
    false
}

/// Tells whether nothing but a few words stand from `start` to the full stop or the end.
fn is_lone_tag(tokens: Tokens<'_>, start: usize) -> bool {
    let mut end = start;
    while tokens.at(end).is_word() && end - start <= MAX_LONE_TAG_WORDS {
        end += 1;
    }
    end - start <= MAX_LONE_TAG_WORDS && (end >= tokens.end() || tokens.at(end).is_mark('.'))
}

/// *@name* and *#topic* at the start of a post.
fn is_handle(token: &Token, text: &str) -> bool {
    token.is_word() && token.span().slice(text).is_some_and(|word| word.starts_with(['@', '#']))
}

/// Abbreviations that often end a sentence, unlike titles.
fn is_final_abbreviation(word: &str) -> bool {
    matches!(
        word,
        "U.S."
            | "a.m."
            | "p.m."
            | "Inc."
            | "Corp."
            | "Co."
            | "D.C."
            | "Jr."
            | "etc."
            | "U.N."
            | "N.Y."
            | "Fla."
            | "Pa."
            | "Va."
            | "E.U."
            | "U.K."
    )
}
