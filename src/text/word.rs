//! Where the words of a stretch of text stand.
//!
//! A word is a run of letters, digits and their marks, joined by single inner `'`, `’`, hyphen or
//! full stop, between digits also by a comma, and by a colon before an ending in small letters
//! ("EU:n"); an ideograph is a word of its own. Close to
//! UAX 29, except that hyphens join. Knows no language.

use super::Span;
use super::character::{is_ideographic, is_word_char};

/// Iterates over the words within a span of the text, in order; over none if the span is outside the
/// text or cuts a character.
///
/// # Complexity
/// Linear in the span's length; allocates nothing.
#[must_use]
pub fn words(text: &str, within: Span) -> Words<'_> {
    let is_valid = within.slice(text).is_some();
    let end = if is_valid { within.end() } else { 0 };
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
        let bytes = self.text.as_bytes().get(..self.end).unwrap_or_default();
        loop {
            while bytes.get(self.at).is_some_and(|&byte| is_between(byte)) {
                self.at += 1;
            }
            match class(*bytes.get(self.at)?) {
                Class::Other | Class::Joiner | Class::Comma => self.at += 1,
                Class::Word => return Some(self.word_from(bytes, self.at)),
                Class::Beyond => {
                    let c = self.char_at(self.at)?;
                    if is_ideographic(c) && c.is_alphanumeric() {
                        return Some(self.ideograph(c));
                    }
                    if is_word_char(c) && !is_ideographic(c) {
                        return Some(self.word_from(bytes, self.at));
                    }
                    self.at += c.len_utf8();
                }
            }
        }
    }
}

impl Words<'_> {
    /// Reads the word that starts at `start`.
    fn word_from(&mut self, bytes: &[u8], start: usize) -> Span {
        let mut at = start;
        loop {
            while bytes.get(at).is_some_and(|&byte| class(byte) == Class::Word) {
                at += 1;
            }
            let Some(&byte) = bytes.get(at) else { break };
            let joiner_length = match class(byte) {
                Class::Word => continue,
                Class::Joiner => 1,
                Class::Comma
                    if at > start && is_digit(bytes, at - 1) && is_digit(bytes, at + 1) =>
                {
                    1
                }
                Class::Other if byte == b':' && is_ending(bytes, at) => 1,
                Class::Other | Class::Comma => break,
                Class::Beyond => match self.char_at(at) {
                    Some('’' | '\u{2010}' | '\u{2011}') => 3,
                    Some(c) if is_word_char(c) && !is_ideographic(c) => {
                        at += c.len_utf8();
                        continue;
                    }
                    _ => break,
                },
            };
            if !self.is_word_at(bytes, at + joiner_length) {
                break;
            }
            at += joiner_length;
        }
        self.at = at.min(self.end);
        Span::new(start, self.at)
    }

    /// Reads an ideograph with the marks that belong to it.
    fn ideograph(&mut self, c: char) -> Span {
        let start = self.at;
        self.at += c.len_utf8();
        while let Some(mark) =
            self.char_at(self.at).filter(|&c| is_word_char(c) && !c.is_alphanumeric())
        {
            self.at += mark.len_utf8();
        }
        Span::new(start, self.at)
    }

    fn is_word_at(&self, bytes: &[u8], at: usize) -> bool {
        match bytes.get(at).map(|&byte| class(byte)) {
            Some(Class::Word) => true,
            Some(Class::Beyond) => {
                self.char_at(at).is_some_and(|c| is_word_char(c) && !is_ideographic(c))
            }
            _ => false,
        }
    }

    fn char_at(&self, at: usize) -> Option<char> {
        self.text.get(at..self.end)?.chars().next()
    }
}

/// What a byte is for the scanner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Other,
    /// An ASCII letter or digit.
    Word,
    /// An apostrophe, hyphen or full stop.
    Joiner,
    Comma,
    /// Part of a character beyond ASCII.
    Beyond,
}

const CLASSES: [Class; 256] = {
    let mut table = [Class::Beyond; 256];
    let mut code = 0_u8;
    while code < 128 {
        table[code as usize] = match code {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => Class::Word,
            b'\'' | b'-' | b'.' => Class::Joiner,
            b',' => Class::Comma,
            _ => Class::Other,
        };
        code += 1;
    }
    table
};

fn class(byte: u8) -> Class {
    CLASSES[usize::from(byte)]
}

/// Tells whether a colon joins an ending to a name, as in Finnish and Swedish: "EU:n".
fn is_ending(bytes: &[u8], colon: usize) -> bool {
    let before = colon.checked_sub(1).and_then(|before| bytes.get(before));
    before.is_some_and(u8::is_ascii_uppercase)
        && bytes.get(colon + 1).is_some_and(u8::is_ascii_lowercase)
}

fn is_between(byte: u8) -> bool {
    matches!(class(byte), Class::Other | Class::Joiner | Class::Comma)
}

fn is_digit(bytes: &[u8], at: usize) -> bool {
    bytes.get(at).is_some_and(u8::is_ascii_digit)
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
        assert_eq!(cut("EU:n päätös: ei a:b"), ["EU:n", "päätös", "ei", "a", "b"]);
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
        assert_eq!(cut("東フェリーは"), ["東", "フェリー", "は"]);
    }

    #[test]
    #[allow(clippy::disallowed_methods, reason = "the golden files are read")]
    fn counts_agree_with_uax_29_apart_from_hyphens() {
        // The stories of the golden files.
        let folder =
            std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/sentences");
        let (mut n_ours, mut n_theirs) = (0, 0);
        for file in std::fs::read_dir(folder).expect("the golden files are there") {
            let path = file.expect("a file").path();
            let text = std::fs::read_to_string(&path).expect("a text");
            for line in text.lines().filter_map(|line| line.strip_prefix("= ")) {
                n_ours += cut(line).iter().flat_map(|word| word.split('-')).count();
                n_theirs += unicode_segmentation::UnicodeSegmentation::unicode_words(line).count();
            }
        }
        assert!(n_theirs > 1_000);
        assert!(
            n_ours.abs_diff(n_theirs) * 1_000 <= n_theirs,
            "{n_ours} words, UAX 29 has {n_theirs}"
        );
    }

    #[test]
    fn a_span_limits_the_scan() {
        let text = "one two three";
        let found: Vec<Span> = words(text, Span::new(4, 9)).collect();
        assert_eq!(found, [Span::new(4, 7), Span::new(8, 9)]);
    }
}
