//! Where the words of a stretch of text stand.
//!
//! A word is a run of letters, digits and their marks, joined by single inner `'`, `’`, hyphen or
//! full stop, between digits also by a comma, and by a colon before an ending in small letters
//! ("EU:n"); an ideograph is a word of its own. Close to
//! UAX 29, except that hyphens join. Knows no language.

use super::Span;
use super::character::{count_step, is_ideographic, is_word_char};

/// What a byte is to a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// An ASCII letter or digit.
    Alphanumeric,
    /// ASCII that may join two pieces of a word.
    Joiner,
    /// A part of a character beyond ASCII.
    BeyondAscii,
    /// Any other ASCII.
    Other,
}

static KINDS: [Kind; 256] = {
    let mut kinds = [Kind::BeyondAscii; 256];
    let mut byte = 0_u8;
    while byte.is_ascii() {
        kinds[byte as usize] = match byte {
            b'\'' | b'-' | b'.' | b',' | b':' => Kind::Joiner,
            _ if byte.is_ascii_alphanumeric() => Kind::Alphanumeric,
            _ => Kind::Other,
        };
        byte += 1;
    }
    kinds
};

fn kind(byte: u8) -> Kind {
    KINDS[usize::from(byte)]
}

/// Iterates over the words within a span of the text, in order; over none if the span is outside the
/// text or cuts a character.
///
/// # Complexity
/// Linear in the span's length; allocates nothing.
#[must_use]
pub fn words(text: &str, within: Span) -> Words<'_> {
    let is_valid = within.slice(text).is_some();
    let end = if is_valid { within.end() } else { 0 };
    let bytes = text.as_bytes().get(..end).unwrap_or_default();
    Words { text, bytes, at: within.start().min(end) }
}

/// The iterator that [`words`] returns.
#[derive(Debug)]
pub struct Words<'t> {
    text: &'t str,
    /// The text's bytes up to the span's end.
    bytes: &'t [u8],
    at: usize,
}

impl Iterator for Words<'_> {
    type Item = Span;

    #[inline]
    fn next(&mut self) -> Option<Span> {
        loop {
            let rest = self.bytes.get(self.at..)?;
            self.at += rest
                .iter()
                .position(|&byte| matches!(kind(byte), Kind::Alphanumeric | Kind::BeyondAscii))?;
            let start = self.at;
            if self.bytes.get(start).is_some_and(u8::is_ascii) {
                return Some(self.word_from(start));
            }
            if let Some(word) = self.word_beyond_ascii(start) {
                return Some(word);
            }
        }
    }
}

impl Words<'_> {
    /// Reads the word that may start with a character beyond ASCII.
    #[cold]
    fn word_beyond_ascii(&mut self, start: usize) -> Option<Span> {
        let c = self.char_at(start)?;
        self.at = start + c.len_utf8();
        if is_ideographic(c) {
            c.is_alphanumeric().then(|| self.ideograph(start))
        } else {
            is_word_char(c).then(|| self.word_from(start))
        }
    }

    /// Reads the word that starts at `start`.
    #[inline]
    fn word_from(&mut self, start: usize) -> Span {
        count_step();
        let mut at = start;
        loop {
            let rest = self.bytes.get(at..).unwrap_or_default();
            let length = rest.iter().position(|&byte| kind(byte) != Kind::Alphanumeric);
            at += length.unwrap_or(rest.len());
            match self.bytes.get(at).map_or(Kind::Other, |&byte| kind(byte)) {
                Kind::Joiner | Kind::BeyondAscii => match self.continued(start, at) {
                    Some(next) => at = next,
                    None => break,
                },
                _ => break,
            }
        }
        self.at = at;
        Span::new(start, at)
    }

    /// Returns from where a word goes on behind the letter or joiner at `at`; `None` if it ends.
    #[inline(never)]
    fn continued(&self, start: usize, at: usize) -> Option<usize> {
        let joiner_length = match self.bytes.get(at)? {
            b'\'' | b'-' | b'.' => 1,
            b',' if at > start && is_digit(self.bytes, at - 1) && is_digit(self.bytes, at + 1) => 1,
            b':' if is_ending(self.bytes, at) => 1,
            0x80.. => match self.char_at(at)? {
                '’' | '\u{2010}' | '\u{2011}' => 3,
                c if is_word_char(c) && !is_ideographic(c) => return Some(at + c.len_utf8()),
                _ => return None,
            },
            _ => return None,
        };
        self.is_word_at(at + joiner_length).then_some(at + joiner_length)
    }

    /// Reads the ideograph from `start` to the current place with the marks that belong to it.
    fn ideograph(&mut self, start: usize) -> Span {
        while let Some(mark) =
            self.char_at(self.at).filter(|&c| is_word_char(c) && !c.is_alphanumeric())
        {
            self.at += mark.len_utf8();
        }
        Span::new(start, self.at)
    }

    fn is_word_at(&self, at: usize) -> bool {
        match self.bytes.get(at) {
            Some(byte) if byte.is_ascii() => byte.is_ascii_alphanumeric(),
            Some(_) => self.char_at(at).is_some_and(|c| is_word_char(c) && !is_ideographic(c)),
            None => false,
        }
    }

    fn char_at(&self, at: usize) -> Option<char> {
        self.text.get(at..self.bytes.len())?.chars().next()
    }
}

/// Tells whether a colon joins an ending to a name, as in Finnish and Swedish: "EU:n".
fn is_ending(bytes: &[u8], colon: usize) -> bool {
    let before = colon.checked_sub(1).and_then(|before| bytes.get(before));
    before.is_some_and(u8::is_ascii_uppercase)
        && bytes.get(colon + 1).is_some_and(u8::is_ascii_lowercase)
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
