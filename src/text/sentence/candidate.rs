//! Places where a sentence may end, with what stands around them.
//!
//! Reads the run of marks, the closing marks behind it, and where the next sentence would start.
//! Decides nothing. All look-aheads are bounded.

use super::neighbour::{word_after, word_before};
use super::rules::SentenceRules;
use crate::text::Span;
use crate::text::character::{
    char_at, char_before, is_closer, is_dash_or_bullet, is_opener, is_space,
};
use crate::text::scan::ByteSet;

/// How far behind a mark its run, its closers and the openers of the next sentence are followed,
/// in bytes.
const MAX_LOOK_AHEAD: usize = 48;

/// What a run of marks amounts to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// One full stop, which may belong to an abbreviation or a number.
    Stop,
    /// Two or more full stops, or `…`.
    Ellipsis,
    /// A mark that means nothing else, before a space.
    Strong,
    /// A mark that needs no space behind it.
    Full,
    /// A semicolon, which ends items of lists.
    Semicolon,
}

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

/// Returns where the mark starts that a scanner's hit belongs to; `None` if it is part of a letter.
pub(super) fn mark_start(bytes: &[u8], hit: usize) -> Option<usize> {
    // ؟ and । are found by their second bytes: their first ones start half of all letters in their
    // scripts.
    let first = match bytes.get(hit)? {
        0x9F => 0xD8,
        0xA5 => 0xE0,
        _ => return Some(hit),
    };
    let before = hit.checked_sub(1)?;
    (bytes.get(before) == Some(&first)).then_some(before)
}

/// Bytes of marks that may end a sentence or a list's number.
#[derive(Debug)]
pub(crate) struct SentenceMarkBytes;

impl ByteSet for SentenceMarkBytes {
    #[expect(clippy::needless_bitwise_bool, reason = "without branches it becomes vector code")]
    fn has(byte: u8) -> bool {
        (byte == b'.')
            | (byte == b'!')
            | (byte == b'?')
            | (byte == b';')
            | (byte == b')')
            | (byte == 0x9F)
            | (byte == 0xA5)
            | (byte == 0xCD)
            | (byte == 0xD6)
            | (byte == 0xDB)
            | (byte.wrapping_sub(0xE1) < 3)
            | (byte == 0xEF)
    }
}

/// Returns the kind of mark that starts at `at`, if it may end a sentence, and its length in bytes.
pub(super) fn terminator_at(
    bytes: &[u8],
    at: usize,
    rules: &SentenceRules,
) -> Option<(Mark, usize)> {
    let byte = |offset: usize| bytes.get(at + offset).copied().unwrap_or(0);
    match byte(0) {
        b'.' => Some((Mark::Stop, 1)),
        b'!' | b'?' => Some((Mark::Strong, 1)),
        b';' if rules.has_greek_question_mark() => Some((Mark::Strong, 1)),
        b';' => Some((Mark::Semicolon, 1)),
        0xCD => (byte(1) == 0xBE && rules.has_greek_question_mark()).then_some((Mark::Strong, 2)),
        // ։ ؟ ۔
        0xD6 => (byte(1) == 0x89).then_some((Mark::Strong, 2)),
        0xD8 => (byte(1) == 0x9F).then_some((Mark::Strong, 2)),
        0xDB => (byte(1) == 0x94).then_some((Mark::Strong, 2)),
        lead @ 0xE0.. => match (lead, byte(1), byte(2)) {
            (0xE2, 0x80, 0xA6) => Some((Mark::Ellipsis, 3)),
            // । ॥, ። ။ ។, ‼ ⁇ ⁈ ⁉
            (0xE0, 0xA5, 0xA4 | 0xA5)
            | (0xE1, 0x8D, 0xA2)
            | (0xE1, 0x81, 0x8B)
            | (0xE1, 0x9F, 0x94)
            | (0xE2, 0x80, 0xBC)
            | (0xE2, 0x81, 0x87..=0x89) => Some((Mark::Strong, 3)),
            // ．
            (0xEF, 0xBC, 0x8E) => Some((Mark::Stop, 3)),
            // 。 ！ ？ ｡
            (0xE3, 0x80, 0x82) | (0xEF, 0xBC, 0x81 | 0x9F) | (0xEF, 0xBD, 0xA1) => {
                Some((Mark::Full, 3))
            }
            _ => None,
        },
        _ => None,
    }
}

/// Reads a run of marks, `. . .` included; returns what it amounts to and where it ends.
fn read_run(
    bytes: &[u8],
    start: usize,
    limit: usize,
    first: Mark,
    rules: &SentenceRules,
) -> (Mark, usize) {
    let mut at = start;
    let mut mark = first;
    let mut n_stops = 0;
    while at < limit {
        let Some((found, length)) = terminator_at(bytes, at, rules) else {
            // ". ...and then" opens a sentence with dots; ". . ." is one ellipsis.
            let is_spaced = n_stops > 0
                && bytes.get(at) == Some(&b' ')
                && bytes.get(at + 1) == Some(&b'.')
                && bytes.get(at + 2) != Some(&b'.')
                && bytes.get(at - 1) == Some(&b'.');
            if is_spaced {
                at += 1;
                continue;
            }
            break;
        };
        n_stops += usize::from(found == Mark::Stop);
        mark = match (mark, found) {
            (Mark::Stop, Mark::Stop) if n_stops > 1 => Mark::Ellipsis,
            (Mark::Stop, Mark::Semicolon) => Mark::Semicolon,
            (Mark::Full, _) | (_, Mark::Full) => Mark::Full,
            (_, Mark::Strong) => Mark::Strong,
            (Mark::Stop, Mark::Ellipsis) => Mark::Ellipsis,
            (before, _) => before,
        };
        at += length;
    }
    (mark, at)
}

/// Reads the closing marks behind a run, with marks that follow them, footnote numbers and smileys;
/// returns where they end and whether any was there.
fn read_closers(text: &str, start: usize, limit: usize, rules: &SentenceRules) -> (usize, bool) {
    let bytes = text.as_bytes();
    let mut end = start;
    let mut is_closed = false;
    while end < limit {
        if bytes.get(end).is_some_and(|&byte| byte == b' ' || byte.is_ascii_alphanumeric()) {
            break;
        }
        match char_at(text, end) {
            Some(c) if is_closer(c) => {
                end += c.len_utf8();
                is_closed = true;
            }
            Some(_)
                if is_closed
                    && terminator_at(bytes, end, rules)
                        .is_some_and(|(mark, _)| mark != Mark::Semicolon) =>
            {
                end = read_run(bytes, end, limit, Mark::Stop, rules).1;
            }
            _ => break,
        }
    }
    // " [6]", ":)", but not the usual " T".
    let may_append = |at: usize| matches!(bytes.get(at), Some(b'[' | b':' | b';'));
    if may_append(end) || bytes.get(end) == Some(&b' ') && may_append(end + 1) {
        end += appended_length(text.get(end..limit).unwrap_or_default());
    }
    (end, is_closed)
}

/// Returns the length of what belongs to the sentence before: footnote numbers (` [6]`, `.11 12`)
/// and smileys (` :-)`).
fn appended_length(rest: &str) -> usize {
    let mut length = 0;
    while let Some(reference) = reference_length(rest.get(length..).unwrap_or_default()) {
        length += reference;
    }
    let mark = rest.strip_prefix(' ').unwrap_or(rest);
    let bytes = mark.as_bytes();
    let is_eyes = matches!(bytes.first(), Some(b':' | b';'));
    let nose = usize::from(bytes.get(1) == Some(&b'-'));
    let is_mouth = matches!(bytes.get(1 + nose), Some(b')' | b'(' | b'D' | b'P'));
    let is_cut = bytes.get(2 + nose).is_none_or(|byte| !byte.is_ascii_alphanumeric());
    if is_eyes && is_mouth && is_cut { rest.len() - mark.len() + 2 + nose } else { length }
}

/// Returns the length of `[6]` or `[1 - 3]`, with a space before it.
fn reference_length(rest: &str) -> Option<usize> {
    let inside = rest.strip_prefix(' ').unwrap_or(rest).strip_prefix('[')?;
    let length = inside
        .bytes()
        .take(12)
        .take_while(|byte| byte.is_ascii_digit() || matches!(byte, b' ' | b'-' | b','))
        .count();
    let has_digit = inside.starts_with(|c: char| c.is_ascii_digit());
    (has_digit && inside.as_bytes().get(length) == Some(&b']'))
        .then(|| rest.len() - inside.len() + length + 1)
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
