//! Places where a sentence may end, with what stands around them.
//!
//! Reads the run of marks, the closing marks behind it, and where the next sentence would start.
//! Decides nothing. All look-aheads are bounded.

use super::rules::SentenceRules;
use crate::text::Span;
use crate::text::character::{
    char_at, char_before, is_closer, is_dash_or_bullet, is_ideographic, is_opener, is_space,
    is_word_char,
};

/// How far behind a mark its run, its closers and the openers of the next sentence are followed,
/// in bytes.
const MAX_LOOK_AHEAD: usize = 48;

/// Longest word that is looked at before or behind a mark, in bytes.
pub(super) const MAX_WORD_BYTES: usize = 40;

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
    pub(super) fn read(
        text: &str,
        sentence: Span,
        mark_start: usize,
        first: Mark,
        rules: &SentenceRules,
    ) -> Self {
        let limit = sentence.end().min(mark_start.saturating_add(MAX_LOOK_AHEAD));
        let (mark, run_end) = read_run(text, mark_start, limit, first, rules);
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

/// Tells whether a byte may start a mark that ends a sentence.
pub(super) fn may_end(byte: u8) -> bool {
    MAY_END.get(usize::from(byte)).copied().unwrap_or(false)
}

const MAY_END: [bool; 256] = {
    let mut table = [false; 256];
    // The ASCII marks, and the lead bytes of the others.
    let bytes = [b'.', b'!', b'?', b';', 0xCD, 0xD6, 0xD8, 0xDB, 0xE0, 0xE1, 0xE2, 0xE3, 0xEF];
    let mut index = 0;
    while index < bytes.len() {
        table[bytes[index] as usize] = true;
        index += 1;
    }
    table
};

/// Returns the kind of mark that starts at `at`, if it may end a sentence.
pub(super) fn terminator_at(text: &str, at: usize, rules: &SentenceRules) -> Option<Mark> {
    match char_at(text, at)? {
        '.' | '．' => Some(Mark::Stop),
        '…' => Some(Mark::Ellipsis),
        ';' | '\u{37E}' if rules.has_greek_question_mark() => Some(Mark::Strong),
        ';' => Some(Mark::Semicolon),
        '!' | '?' | '؟' | '‼' | '⁇' | '⁈' | '⁉' | '۔' | '։' | '።' | '။' | '།' | '។' | '؞' | '।'
        | '॥' => Some(Mark::Strong),
        '。' | '！' | '？' | '｡' => Some(Mark::Full),
        _ => None,
    }
}

/// Reads a run of marks, `. . .` included; returns what it amounts to and where it ends.
fn read_run(
    text: &str,
    start: usize,
    limit: usize,
    first: Mark,
    rules: &SentenceRules,
) -> (Mark, usize) {
    let mut at = start;
    let mut mark = first;
    let mut n_stops = 0;
    while at < limit {
        let Some(found) = terminator_at(text, at, rules) else {
            let is_spaced = n_stops > 0
                && char_at(text, at) == Some(' ')
                && char_at(text, at + 1) == Some('.')
                && char_before(text, at) == Some('.');
            // ". ...and then" opens a sentence with dots; ". . ." is one ellipsis.
            if is_spaced && char_at(text, at + 2) != Some('.') {
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
        at += char_at(text, at).map_or(1, char::len_utf8);
    }
    (mark, at)
}

/// Reads the closing marks behind a run, with marks that follow them, footnote numbers and smileys;
/// returns where they end and whether any was there.
fn read_closers(text: &str, start: usize, limit: usize, rules: &SentenceRules) -> (usize, bool) {
    let mut end = start;
    let mut is_closed = false;
    while end < limit {
        match char_at(text, end) {
            Some(c) if is_closer(c) => {
                end += c.len_utf8();
                is_closed = true;
            }
            Some(_)
                if is_closed
                    && terminator_at(text, end, rules)
                        .is_some_and(|mark| mark != Mark::Semicolon) =>
            {
                end = read_run(text, end, limit, Mark::Stop, rules).1;
            }
            _ => break,
        }
    }
    let appended = end + appended_length(text.get(end..limit).unwrap_or_default());
    (appended, is_closed)
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
    while let Some(c) = char_at(text, at).filter(|&c| at < end && is_space(c)) {
        at += c.len_utf8();
    }
    at
}

/// Skips opening marks, dashes, bullets and leading dots; returns where the word starts and the
/// first opening mark.
fn skip_openers(text: &str, start: usize, limit: usize) -> (usize, Option<char>) {
    let mut at = start;
    let mut opener = None;
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
    match char_at(text, at).filter(|_| at < end) {
        Some(',' | ';' | ':') => Opening::Lower,
        Some(c) if c.is_lowercase() && !is_brand(text, at) && !is_address(text, at) => {
            Opening::Lower
        }
        Some(c) if c.is_numeric() => Opening::Digit,
        Some(c) if c.is_alphabetic() => Opening::Upper,
        Some(_) | None => Opening::Other,
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

fn word_before(text: &str, start: usize, end: usize) -> &str {
    let floor = start.max(end.saturating_sub(MAX_WORD_BYTES + 8));
    let mut word_end = end;
    while let Some(c) = char_before(text, word_end)
        .filter(|&c| word_end > floor && is_space(c) && !c.is_whitespace())
    {
        word_end -= c.len_utf8();
    }
    let mut at = word_end;
    while let Some(c) = char_before(text, at)
        .filter(|&c| at > floor && (c == '.' || is_word_char(c) && !is_ideographic(c)))
    {
        at -= c.len_utf8();
    }
    text.get(at..word_end).unwrap_or_default().trim_start_matches('.')
}

fn word_after(text: &str, start: usize) -> &str {
    let rest = text.get(start..).unwrap_or_default();
    let is_inside = |c: char| is_word_char(c) || c == '\'' || c == '’';
    let mut end = 0;
    for c in rest.chars().take_while(|&c| is_inside(c)).take(MAX_WORD_BYTES + 8) {
        end += c.len_utf8();
    }
    rest.get(..end).unwrap_or_default()
}
