//! The words beside a mark that may end a sentence.
//!
//! Reads a bounded stretch before and behind it; decides nothing.

use crate::text::character::{char_before, is_ideographic, is_space, is_word_char};

/// Longest word that is looked at before or behind a mark, in bytes.
pub(super) const MAX_WORD_BYTES: usize = 40;

/// Returns the word before `end`, with inner full stops, not reaching back behind `start`.
pub(super) fn word_before(text: &str, start: usize, end: usize) -> &str {
    let floor = start.max(end.saturating_sub(MAX_WORD_BYTES + 8));
    let bytes = text.as_bytes();
    let mut word_end = end;
    while let Some(c) = mark_before(text, word_end).filter(|_| word_end > floor) {
        word_end -= c.len_utf8();
    }
    let mut at = word_end;
    while at > floor {
        match bytes.get(at - 1) {
            Some(&byte) if byte.is_ascii_alphanumeric() || byte == b'.' => at -= 1,
            Some(byte) if byte.is_ascii() => break,
            _ => match char_before(text, at) {
                Some(c) if is_word_char(c) && !is_ideographic(c) => at -= c.len_utf8(),
                _ => break,
            },
        }
    }
    text.get(at..word_end).unwrap_or_default().trim_start_matches('.')
}

/// Returns the invisible mark before `at`: some texts put direction marks between a word and its
/// full stop.
fn mark_before(text: &str, at: usize) -> Option<char> {
    let is_ascii = at == 0 || text.as_bytes().get(at - 1).is_some_and(u8::is_ascii);
    if is_ascii {
        None
    } else {
        char_before(text, at).filter(|&c| is_space(c) && !c.is_whitespace())
    }
}

/// Returns the word that starts at `start`, empty if none does.
pub(super) fn word_after(text: &str, start: usize) -> &str {
    let rest = text.get(start..).unwrap_or_default();
    let mut end = 0;
    for c in rest.chars().take(MAX_WORD_BYTES + 8) {
        let is_inside =
            c.is_ascii_alphanumeric() || c == '\'' || c == '’' || !c.is_ascii() && is_word_char(c);
        if !is_inside {
            break;
        }
        end += c.len_utf8();
    }
    rest.get(..end).unwrap_or_default()
}
