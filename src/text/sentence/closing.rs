//! What belongs to a sentence behind its last mark? Closing marks, footnote numbers, smileys.

use super::mark::{Mark, read_run, terminator_at};
use super::rules::SentenceRules;
use crate::text::character::{char_at, is_closer};

/// Reads the closing marks behind a run, with marks that follow them, footnote numbers and smileys;
/// returns where they end and whether any was there.
pub(super) fn read_closers(
    text: &str,
    start: usize,
    limit: usize,
    rules: &SentenceRules,
) -> (usize, bool) {
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
