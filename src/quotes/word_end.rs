//! Where does a word of a story end?
//!
//! Looks at characters only: inner apostrophes, hyphens and full stops belong to a word.

use crate::text::is_alphanumeric;

/// Tells whether a character belongs to words.
pub(super) fn is_word_char(c: char) -> bool {
    is_alphanumeric(c) || c == '_' || is_combining(c)
}

/// Vowel signs and accents that follow their letter (Arabic, Tamil, decomposed Latin).
fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{b82}' | '\u{bbe}'..='\u{bcd}')
}

/// Finds the end of a word of ASCII letters and digits, if nothing that may belong to it follows.
pub(super) fn plain_word_end(bytes: &[u8], start: usize) -> Option<usize> {
    let rest = bytes.get(start..)?;
    let length = rest.iter().position(|b| !b.is_ascii_alphanumeric()).unwrap_or(rest.len());
    (length > 0 && ends_plainly(bytes, start + length)).then_some(start + length)
}

/// Tells whether a word of ASCII letters and digits ends at `end`, as the byte there alone tells.
pub(super) fn ends_plainly(bytes: &[u8], end: usize) -> bool {
    bytes.get(end).is_none_or(|byte| {
        byte.is_ascii()
            && !byte.is_ascii_alphanumeric()
            && !matches!(byte, b'-' | b'\'' | b'&' | b'/' | b'.' | b'_')
    })
}

/// Finds the end of the word that starts at `start` with the character `first`.
pub(super) fn word_end(slice: &str, start: usize, first: char) -> Option<usize> {
    let rest = slice.get(start..)?;
    if let Some(length) = dotted_length(rest) {
        return Some(start + length);
    }
    if matches!(first, '\'' | '’') {
        let behind = rest.get(first.len_utf8()..)?.strip_prefix('s')?;
        let is_possessive = !behind.chars().next().is_some_and(is_word_char);
        return is_possessive.then_some(start + first.len_utf8() + 1);
    }
    let mut chars = rest.char_indices().peekable();
    if matches!(first, '@' | '#') {
        chars.next();
        chars.peek().filter(|&&(_, c)| is_alphanumeric(c))?;
    } else if !is_alphanumeric(first) {
        return None;
    }
    let mut end = 0;
    while let Some((at, c)) = chars.next() {
        let continues = is_word_char(c)
            || matches!(c, '-' | '\'' | '’' | '&' | '/' | '.')
                && chars.peek().is_some_and(|&(_, next)| is_word_char(next));
        if !continues {
            break;
        }
        end = at + c.len_utf8();
    }
    Some(start + end)
}

/// Length of an abbreviation such as *U.S.* or *a.m.* at the start of `rest`.
fn dotted_length(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let is_pair = |at: usize| {
        bytes.get(at).is_some_and(u8::is_ascii_alphabetic) && bytes.get(at + 1) == Some(&b'.')
    };
    let mut end = 0;
    while is_pair(end) {
        end += 2;
    }
    if end < 4 {
        return None;
    }
    // "U.S.S.R" without its last stop.
    let ends_in_letter = bytes.get(end).is_some_and(u8::is_ascii_alphabetic)
        && !rest.get(end + 1..).and_then(|rest| rest.chars().next()).is_some_and(is_word_char);
    Some(end + usize::from(ends_in_letter))
}

/// Tells whether a word is single letters with stops between: *e.g*.
pub(super) fn is_dotted(word: &str) -> bool {
    word.len() >= 3
        && word
            .bytes()
            .enumerate()
            .all(|(at, byte)| if at % 2 == 0 { byte.is_ascii_alphabetic() } else { byte == b'.' })
        && word.len() % 2 == 1
}
