//! Places where a sentence may end, with what stands around them.
//!
//! Reads the run of marks, the closing marks behind it, and where the next sentence would start.
//! Decides nothing. All look-aheads are bounded.

use super::closing::read_closers;
use super::mark::{Mark, read_run};
use super::neighbour::{word_after, word_before};
use super::rules::SentenceRules;
use crate::text::Span;
use crate::text::character::{char_at, char_before, is_dash_or_bullet, is_opener, is_space};

/// How far behind a mark its run, its closers and the openers of the next sentence are followed,
/// in bytes.
const MAX_LOOK_AHEAD: usize = 48;

/// What the next sentence's first word starts with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Opening {
    /// A lower-case letter, or a comma or colon: the sentence goes on.
    Lower,
    /// A capital, or a letter of a script without case, or a web address.
    Upper,
    Digit,
    /// Anything else.
    Other,
}

/// A place where a sentence may end.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    pub(super) mark: Mark,
    pub(super) sentence_start: usize,
    pub(super) mark_start: usize,
    /// Behind the run of marks.
    pub(super) run_end: usize,
    /// Behind the closing marks: where the sentence would end.
    pub(super) end: usize,
    /// Where the next sentence would start.
    pub(super) next: usize,
    /// Where the next sentence's first word starts.
    pub(super) next_word: usize,
    pub(super) opening: Opening,
    /// Whether white space parts the two.
    pub(super) has_space: bool,
    /// Whether a quotation mark or bracket closes behind the run of marks.
    pub(super) is_closed: bool,
    /// The first opening mark before the next word.
    pub(super) opener: Option<char>,
}

impl Candidate {
    /// Reads what stands around the mark at `mark_start`.
    pub(super) fn read(
        text: &str,
        sentence: Span,
        mark_start: usize,
        first: Mark,
        rules: &SentenceRules,
    ) -> Self {
        let bytes = text.as_bytes();
        let limit = sentence.end().min(mark_start.saturating_add(MAX_LOOK_AHEAD));
        let (mark, run_end) = read_run(bytes, mark_start, limit, first, rules);
        let (end, is_closed) = read_closers(text, run_end, limit, rules);
        let next = skip_spaces(text, end, sentence.end());
        let (next_word, opener) =
            skip_openers(text, next, next.saturating_add(MAX_LOOK_AHEAD).min(sentence.end()));
        Self {
            mark,
            sentence_start: sentence.start(),
            mark_start,
            run_end,
            end,
            next,
            next_word,
            opening: opening(text, next_word, sentence.end()),
            has_space: next > end,
            is_closed,
            opener,
        }
    }

    /// Returns the word before the marks, with inner full stops ("U.S"); empty if none is there.
    pub(super) fn word_before<'t>(&self, text: &'t str) -> &'t str {
        word_before(text, self.sentence_start, self.mark_start)
    }

    /// Returns the next sentence's first word.
    pub(super) fn word_after<'t>(&self, text: &'t str) -> &'t str {
        word_after(text, self.next_word)
    }
}

fn skip_spaces(text: &str, start: usize, end: usize) -> usize {
    let mut at = start;
    let bytes = text.as_bytes();
    while let Some(&byte) = bytes.get(at).filter(|_| at < end) {
        if byte == b' ' {
            at += 1;
        } else if byte > b' ' && byte.is_ascii() {
            break;
        } else {
            match char_at(text, at) {
                Some(c) if is_space(c) => at += c.len_utf8(),
                _ => break,
            }
        }
    }
    at
}

/// Skips opening marks, dashes, bullets and leading dots; returns where the word starts and the
/// first opening mark.
fn skip_openers(text: &str, start: usize, limit: usize) -> (usize, Option<char>) {
    let mut at = start;
    let mut opener = None;
    if text.as_bytes().get(at).is_some_and(u8::is_ascii_alphanumeric) {
        return (at, opener);
    }
    while let Some(c) = char_at(text, at).filter(|_| at < limit) {
        let is_low_mark =
            c == ',' && (char_at(text, at + 1) == Some(',') || char_before(text, at) == Some(','));
        if is_opener(c) || is_low_mark {
            opener = opener.or(Some(if is_low_mark { '„' } else { c }));
        } else if !is_dash_or_bullet(c) && !is_space(c) && !matches!(c, '.' | '…') {
            break;
        }
        at += c.len_utf8();
    }
    (at, opener)
}

fn opening(text: &str, at: usize, end: usize) -> Opening {
    let first = text.as_bytes().get(at).copied().filter(|_| at < end).unwrap_or(0);
    match first {
        b'A'..=b'Z' => return Opening::Upper,
        b'0'..=b'9' => return Opening::Digit,
        b',' | b';' | b':' => return Opening::Lower,
        0..=b'`' | b'{'..=0x7F => return Opening::Other,
        _ => {}
    }
    match char_at(text, at) {
        Some(c) if c.is_lowercase() && !is_brand(text, at) && !is_address(text, at) => {
            Opening::Lower
        }
        Some(c) if c.is_alphabetic() => Opening::Upper,
        Some(c) if c.is_numeric() => Opening::Digit,
        _ => Opening::Other,
    }
}

/// Tells whether a word is spelled like a brand that opens sentences in lower case: "iPhone".
fn is_brand(text: &str, at: usize) -> bool {
    let mut letters = word_after(text, at).chars();
    letters.next().is_some_and(char::is_lowercase) && letters.next().is_some_and(char::is_uppercase)
}

fn is_address(text: &str, at: usize) -> bool {
    text.get(at..).is_some_and(|rest| {
        rest.starts_with("http://") || rest.starts_with("https://") || rest.starts_with("www.")
    })
}
