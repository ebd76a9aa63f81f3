//! Where the words of a stretch of text stand.
//!
//! A word is a run of letters, digits and their marks, joined by single inner `'`, `’`, hyphen or
//! full stop, and between digits also by a comma; an ideograph is a word of its own. Close to
//! UAX 29, except that hyphens join. Knows no language.

use super::Span;
use super::character::{is_ideographic, is_word_char};

/// Iterates over the words within a span of the text, in order.
///
/// # Complexity
/// Linear in the span's length; allocates nothing.
#[must_use]
pub fn words(text: &str, within: Span) -> Words<'_> {
    let end = within.end().min(text.len());
    Words { text, at: within.start().min(end), end }
}

/// The iterator that [`words`] returns.
#[derive(Debug, Clone)]
pub struct Words<'t> {
    text: &'t str,
    at: usize,
    end: usize,
}

impl Iterator for Words<'_> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        while self.at < self.end {
            let (kind, length) = kind_at(self.text, self.at);
            match kind {
                Kind::Other | Kind::Joiner | Kind::Comma => self.at += length,
                Kind::Ideograph => {
                    let start = self.at;
                    self.at += length;
                    while self.at < self.end && is_mark_at(self.text, self.at) {
                        self.at += kind_at(self.text, self.at).1;
                    }
                    return Some(Span::new(start, self.at.min(self.end)));
                }
                Kind::Letter | Kind::Digit => {
                    let start = self.at;
                    self.at = word_end(self.text, start, self.end);
                    return Some(Span::new(start, self.at));
                }
            }
        }
        None
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Other,
    Letter,
    Digit,
    Ideograph,
    Joiner,
    Comma,
}

const ASCII: [Kind; 128] = {
    let mut table = [Kind::Other; 128];
    let mut code = 0;
    while code < 128 {
        #[expect(clippy::cast_possible_truncation, reason = "below 128")]
        let byte = code as u8;
        table[code] = match byte {
            b'0'..=b'9' => Kind::Digit,
            b'A'..=b'Z' | b'a'..=b'z' => Kind::Letter,
            b'\'' | b'-' | b'.' => Kind::Joiner,
            b',' => Kind::Comma,
            _ => Kind::Other,
        };
        code += 1;
    }
    table
};

fn word_end(text: &str, start: usize, end: usize) -> usize {
    let mut at = start;
    let mut last = Kind::Other;
    while at < end {
        let (kind, length) = kind_at(text, at);
        match kind {
            Kind::Letter | Kind::Digit => {
                last = kind;
                at += length;
            }
            Kind::Joiner | Kind::Comma => {
                let behind = at + length;
                let next = if behind < end { kind_at(text, behind).0 } else { Kind::Other };
                let joins = match kind {
                    Kind::Comma => last == Kind::Digit && next == Kind::Digit,
                    _ => matches!(next, Kind::Letter | Kind::Digit),
                };
                if !joins {
                    break;
                }
                at = behind;
            }
            Kind::Other | Kind::Ideograph => break,
        }
    }
    at.min(end)
}

fn kind_at(text: &str, at: usize) -> (Kind, usize) {
    let Some(&byte) = text.as_bytes().get(at) else { return (Kind::Other, 1) };
    if let Some(&kind) = ASCII.get(usize::from(byte)) {
        return (kind, 1);
    }
    let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else {
        return (Kind::Other, 1);
    };
    let kind = match c {
        '’' | '\u{2010}' | '\u{2011}' => Kind::Joiner,
        _ if !is_word_char(c) => Kind::Other,
        _ if is_ideographic(c) => Kind::Ideograph,
        _ => Kind::Letter,
    };
    (kind, c.len_utf8())
}

fn is_mark_at(text: &str, at: usize) -> bool {
    text.get(at..)
        .and_then(|rest| rest.chars().next())
        .is_some_and(|c| is_word_char(c) && !c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::words;
    use crate::text::Span;

    fn cut(text: &str) -> Vec<&str> {
        words(text, Span::new(0, text.len())).map(|span| span.slice(text).unwrap_or("?")).collect()
    }

    #[test]
    fn inner_apostrophes_hyphens_and_stops_join() {
        assert_eq!(
            cut("She didn't say well-known U.S. facts."),
            ["She", "didn't", "say", "well-known", "U.S", "facts"]
        );
        assert_eq!(cut("l’été d'or"), ["l’été", "d'or"]);
    }

    #[test]
    fn outer_joiners_and_double_hyphens_do_not_join() {
        assert_eq!(cut("'tis -- so--said 'he'..."), ["tis", "so", "said", "he"]);
    }

    #[test]
    fn numbers_keep_their_separators() {
        assert_eq!(cut("30,000 or 1.5, then 09:15"), ["30,000", "or", "1.5", "then", "09", "15"]);
    }

    #[test]
    fn indic_vowel_signs_belong_to_their_word() {
        assert_eq!(cut("தமிழ் மொழி"), ["தமிழ்", "மொழி"]);
        assert_eq!(cut("हिन्दी में"), ["हिन्दी", "में"]);
    }

    #[test]
    fn combining_accents_and_arabic_vowels_do_not_cut() {
        assert_eq!(cut("cafe\u{301} noir"), ["cafe\u{301}", "noir"]);
        assert_eq!(cut("كَتَبَ الولد"), ["كَتَبَ", "الولد"]);
    }

    #[test]
    fn each_ideograph_is_a_word() {
        assert_eq!(cut("東京2024 abc"), ["東", "京", "2024", "abc"]);
    }

    #[test]
    fn a_span_limits_the_scan() {
        let text = "one two three";
        let found: Vec<Span> = words(text, Span::new(4, 9)).collect();
        assert_eq!(found, [Span::new(4, 7), Span::new(8, 9)]);
    }
}
