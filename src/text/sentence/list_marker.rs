//! Numbers and letters that open the items of a list within a paragraph: `1) … 2) …`.
//!
//! A list is told by its sequence: where an item opens with 1), one that opens with 2) follows.
//! Knows nothing of sentences.

use crate::text::character::{char_at, char_before};

/// The highest number that is followed.
const MAX_VALUE: u32 = 99;

/// The longest marker that is followed, in bytes.
const MAX_MARKER_BYTES: usize = 12;

/// What opens a list item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ListMarker {
    shape: Shape,
    value: u32,
    /// In bytes.
    pub(super) length: usize,
}

/// How a marker is written: those of one list are written alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Shape {
    is_letter: bool,
    /// `(` or a bullet.
    prefix: Option<char>,
    has_stop: bool,
    has_bracket: bool,
}

impl ListMarker {
    /// Reads the marker that starts at `at` and is followed by a space.
    ///
    /// Letters count in lower case only: "A. Moss" opens with an initial.
    pub(super) fn read(text: &str, at: usize, takes_stops: bool) -> Option<Self> {
        let bytes = text.as_bytes().get(at..)?;
        let may_open = match bytes.first()? {
            b'0'..=b'9' | b'(' | b'*' | 0xC2 | 0xE2 => true,
            b'a'..=b'z' => matches!(bytes.get(1), Some(b'.' | b')')),
            _ => false,
        };
        if !may_open {
            return None;
        }
        let mut end = at;
        let prefix = char_at(text, at).filter(|&c| c == '(' || is_bullet(c));
        if let Some(c) = prefix {
            end += c.len_utf8();
            end += usize::from(is_bullet(c) && char_at(text, end) == Some(' '));
        }
        let digits = text
            .as_bytes()
            .get(end..)?
            .iter()
            .take(3)
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        let (is_letter, value) = if digits > 0 {
            (false, text.get(end..end + digits)?.parse().ok().filter(|&value| value <= MAX_VALUE)?)
        } else {
            (true, char_at(text, end).filter(char::is_ascii_lowercase).map(u32::from)?)
        };
        end += digits.max(1);
        let has_stop = char_at(text, end) == Some('.');
        end += usize::from(has_stop);
        let has_bracket = char_at(text, end) == Some(')');
        end += usize::from(has_bracket);
        let is_bracketed = prefix == Some('(');
        let is_marker = has_bracket || has_stop && takes_stops && !is_bracketed;
        let is_parted = char_at(text, end).is_some_and(char::is_whitespace);
        let shape = Shape { is_letter, prefix, has_stop, has_bracket };
        (is_marker && is_parted).then_some(Self { shape, value, length: end - at })
    }

    /// Finds the next item's marker that ends with the stop or bracket at `at`; returns where it
    /// starts.
    pub(super) fn next_at(self, text: &str, at: usize) -> Option<usize> {
        let mut start = at;
        let floor = at.saturating_sub(MAX_MARKER_BYTES);
        while start > floor {
            match char_before(text, start) {
                Some(c) if !c.is_whitespace() || self.is_space_in_prefix(text, start) => {
                    start -= c.len_utf8();
                }
                _ => break,
            }
        }
        let is_parted = char_before(text, start).is_some_and(char::is_whitespace);
        let found = Self::read(text, start, true)?;
        (is_parted
            && found.shape == self.shape
            && found.value == self.value + 1
            && start + found.length > at)
            .then_some(start)
    }

    fn is_space_in_prefix(self, text: &str, at: usize) -> bool {
        self.shape.prefix.is_some_and(is_bullet)
            && at > 0
            && char_before(text, at - 1).is_some_and(is_bullet)
    }
}

fn is_bullet(c: char) -> bool {
    matches!(c, '•' | '▪' | '‣' | '⁃' | '·' | '*' | '●' | '■' | '►')
}

#[cfg(test)]
mod tests {
    use super::ListMarker;

    #[test]
    fn an_item_follows_in_sequence_and_shape() {
        let text = "1) boats 2) nets 4) sails 3. crews";
        let first = ListMarker::read(text, 0, true).expect("a marker");
        assert_eq!(first.length, 2);
        assert_eq!(first.next_at(text, 10), Some(9));
        assert_eq!(first.next_at(text, 18), None);
        let bulleted = "• 9. boats • 10. nets";
        let first = ListMarker::read(bulleted, 0, true).expect("a marker");
        assert_eq!(first.next_at(bulleted, 19), Some(13));
    }

    #[test]
    fn initials_and_plain_numbers_are_no_markers() {
        for text in ["A. Moss", "12 boats", "1.5 boats", "2021. Then", "(a boat)", "I. Kant"] {
            assert_eq!(ListMarker::read(text, 0, true), None, "{text}");
        }
        assert_eq!(ListMarker::read("1. Mai", 0, false), None);
    }
}
