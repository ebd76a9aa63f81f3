//! Which marks may end a sentence, and what does a run of them amount to?

use super::rules::SentenceRules;
use crate::text::scan::ByteSet;

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
pub(super) fn read_run(
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
