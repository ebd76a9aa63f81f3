//! What kind of character stands at a place: word character, mark, space, closer, opener.
//!
//! A table for the code points below U+0E00, the standard library's properties above them.
//! Depends on nothing; knows no language.

use std::sync::LazyLock;

/// One bit for each code point below U+0E00, which holds the scripts of all our languages: set for
/// letters and digits (Alphabetic or Numeric), and for marks and joiners that belong to the word they
/// stand in (Unicode 16).
const WORD_BITMAP: [u64; 56] = [
    0x03FF_0000_0000_0000,
    0x07FF_FFFE_07FF_FFFE,
    0x762C_2400_0000_0000,
    0xFF7F_FFFF_FF7F_FFFF,
    0xFFFF_FFFF_FFFF_FFFF,
    0xFFFF_FFFF_FFFF_FFFF,
    0xFFFF_FFFF_FFFF_FFFF,
    0xFFFF_FFFF_FFFF_FFFF,
    0xFFFF_FFFF_FFFF_FFFF,
    0xFFFF_FFFF_FFFF_FFFF,
    0xFFFF_FFFF_FFFF_FFFF,
    0x0000_501F_0003_FFC3,
    0xFFFF_FFFF_FFFF_FFFF,
    0xBCDF_FFFF_FFFF_FFFF,
    0xFFFF_FFFB_FFFF_D740,
    0xFFBF_FFFF_FFFF_FFFF,
    0xFFFF_FFFF_FFFF_FFFF,
    0xFFFF_FFFF_FFFF_FFFF,
    0xFFFF_FFFF_FFFF_FFFB,
    0xFFFF_FFFF_FFFF_FFFF,
    0xFFFE_FFFF_FFFF_FFFF,
    0xFFFF_FFFF_027F_FFFF,
    0xBFFF_FFFF_FFFE_01FF,
    0x0007_87FF_FFFF_00B6,
    0xFFFF_FFFF_07FF_0000,
    0xFFFF_C3FF_FFFF_FFFF,
    0xFFFF_FFFF_FFFF_FFFF,
    0x9FFF_FDFF_9FEF_FFFF,
    0xFFFF_FFFF_FFFF_0000,
    0xFFFF_FFFF_FFFF_E7FF,
    0x0003_FFFF_FFFF_FFFF,
    0x243F_FFFF_FFFF_FFFF,
    0x0000_3FFF_FFFF_FFFF,
    0xFFFF_07FF_0FFF_FFFF,
    0xFFFF_FFFF_FF80_FEFF,
    0xFFFF_FFFF_FFFF_FFFF,
    0xFFFF_FFFF_FFFF_FFFF,
    0xFFFE_FFCF_FFFF_FFFF,
    0xF3C5_FDFF_FFF9_9FEF,
    0x13F3_FFCF_B080_799F,
    0xD36D_FDFF_FFF9_87EE,
    0x003F_FFC0_5E02_3987,
    0xF3ED_FDFF_FFFB_BFEE,
    0xFE00_FFCF_0001_3BBF,
    0xF3ED_FDFF_FFF9_9FEE,
    0x00FE_FFCF_B0E0_399F,
    0xD3FF_C718_D63D_C7EC,
    0x0007_FFC0_0081_3DC7,
    0xF3FF_FDFF_FFFD_DFFF,
    0x7F00_FFCF_3760_3DDF,
    0xF3EF_FDFF_FFFD_DFEF,
    0x000E_FFCF_7060_3DDF,
    0xFFFF_FFFF_FFFD_DFFF,
    0xFDFF_FFCF_FFF0_7DDF,
    0x3FFB_FFFF_FC7F_FFEE,
    0x000C_FFC0_FF5F_A47F,
];

/// Marks and joiners above U+0DFF that continue a word.
const HIGH_MARKS: [(u32, u32); 6] = [
    (0x1AB0, 0x1AFF),
    (0x1DC0, 0x1DFF),
    (0x200C, 0x200D),
    (0x20D0, 0x20FF),
    (0xFE00, 0xFE0F),
    (0xFE20, 0xFE2F),
];

/// Tells whether a character is part of a word: letter, digit, or a mark that belongs to one.
pub(crate) fn is_word_char(c: char) -> bool {
    count_step();
    let code = u32::from(c);
    match WORD_BITMAP.get((code >> 6) as usize) {
        Some(bits) => bits >> (code & 63) & 1 == 1,
        None => is_alphanumeric(c) || in_ranges(&HIGH_MARKS, code),
    }
}

/// Tells whether a character is a letter or digit, as [`char::is_alphanumeric`] does: that searches
/// for each character beyond ASCII, this looks up.
pub(crate) fn is_alphanumeric(c: char) -> bool {
    static TABLE: LazyLock<[u64; 56]> = LazyLock::new(|| {
        let mut table = [0; 56];
        for c in (0..0xE00).filter_map(char::from_u32).filter(|c| c.is_alphanumeric()) {
            if let Some(bits) = table.get_mut(c as usize >> 6) {
                *bits |= 1 << (c as u32 & 63);
            }
        }
        table
    });
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    let code = u32::from(c);
    match TABLE.get((code >> 6) as usize) {
        Some(bits) => bits >> (code & 63) & 1 == 1,
        // Quotation marks and dashes stand here, and no letter.
        None => !(0x2000..0x2070).contains(&code) && c.is_alphanumeric(),
    }
}

/// Tells whether a character stands for a word or syllable of its own and words aren't parted by
/// spaces: Han, hiragana, and the scripts of South-East Asia. Katakana words stand out by
/// themselves.
pub(crate) fn is_ideographic(c: char) -> bool {
    matches!(u32::from(c),
        0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF
        | 0x3005..=0x3007 | 0x3041..=0x309F
        | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x2_0000..=0x3_FFFF)
}

/// Tells whether a character ends a quotation or a bracket, or may do so.
pub(crate) fn is_closer(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | ')'
            | ']'
            | '}'
            | '”'
            | '’'
            | '»'
            | '«'
            | '“'
            | '‘'
            | '›'
            | '‹'
            | '」'
            | '』'
            | '）'
            | '】'
            | '》'
            | '〉'
            | '＂'
            | '〟'
    )
}

/// Tells whether a character opens a quotation, a bracket or an inverted question, or may do so.
pub(crate) fn is_opener(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '('
            | '['
            | '{'
            | '“'
            | '‘'
            | '„'
            | '‚'
            | '«'
            | '»'
            | '‹'
            | '›'
            | '”'
            | '’'
            | '`'
            | '¿'
            | '¡'
            | '「'
            | '『'
            | '（'
            | '【'
            | '《'
            | '〈'
            | '＂'
            | '〝'
    )
}

/// Tells whether a character is a dash or a list bullet that may stand before a sentence.
pub(crate) fn is_dash_or_bullet(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '―' | '−' | '•' | '▪' | '‣' | '·' | '*' | '●' | '■' | '►' | '→')
}

/// Tells whether a character is white space or an invisible mark that takes no part in the text:
/// byte-order mark, zero-width space, direction marks.
pub(crate) fn is_space(c: char) -> bool {
    count_step();
    c.is_whitespace()
        || matches!(
            c,
            '\u{FEFF}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'
                ..='\u{202E}' | '\u{2060}'
        )
}

/// Returns the character at a byte offset; `None` at the end.
pub(crate) fn char_at(text: &str, at: usize) -> Option<char> {
    count_step();
    text.get(at..)?.chars().next()
}

/// Returns the character before a byte offset; `None` at the start.
pub(crate) fn char_before(text: &str, at: usize) -> Option<char> {
    count_step();
    text.get(..at)?.chars().next_back()
}

/// Returns the text's first bytes, `max_bytes` at most, cut on a character boundary.
pub(crate) fn beginning(text: &str, max_bytes: usize) -> &str {
    let mut end = max_bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or(text)
}

/// Counts a step of work, in tests only.
#[inline]
pub(crate) fn count_step() {
    #[cfg(test)]
    STEPS.with(|steps| steps.set(steps.get() + 1));
}

/// Returns how many steps this thread has counted.
#[cfg(test)]
pub(crate) fn steps() -> usize {
    STEPS.with(std::cell::Cell::get)
}

#[cfg(test)]
thread_local! {
    static STEPS: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

fn in_ranges(ranges: &[(u32, u32)], code: u32) -> bool {
    ranges.iter().any(|&(first, last)| (first..=last).contains(&code))
}

#[cfg(test)]
mod tests {
    use super::{is_alphanumeric, is_ideographic, is_space, is_word_char};

    #[test]
    fn letters_digits_and_their_marks_are_word_characters() {
        for c in [
            'a', 'Z', '7', 'é', 'ß', 'я', 'ع', '\u{0301}', '\u{064E}', 'த', '\u{0BCD}', '\u{0BBE}',
            '漢', '\u{200D}',
        ] {
            assert!(is_word_char(c), "{c:?}");
        }
        for c in [' ', '.', '-', '\'', '’', '“', '،', '؟', '।', '。', '\u{00A0}', '😀', '·', '÷']
        {
            assert!(!is_word_char(c), "{c:?}");
        }
    }

    #[test]
    fn the_table_holds_every_letter_and_digit() {
        for c in (0..0xE00).filter_map(char::from_u32) {
            if c.is_alphanumeric() {
                assert!(is_word_char(c), "{c:?}");
            } else if is_word_char(c) {
                // What else is set are marks, joiners and the soft hyphen.
                let is_sign = c.is_ascii() || c.is_whitespace() || "«»“”‘’…·÷×،؛؟۔।॥".contains(c);
                assert!(!is_sign, "{c:?}");
            }
        }
    }

    #[test]
    fn letters_and_digits_are_those_of_the_standard_library() {
        for c in (0..0x1_1000).filter_map(char::from_u32) {
            assert_eq!(is_alphanumeric(c), c.is_alphanumeric(), "{c:?}");
        }
    }

    #[test]
    fn han_and_kana_stand_for_themselves_but_hangul_does_not() {
        assert!(
            is_ideographic('漢')
                && !is_ideographic('カ')
                && is_ideographic('の')
                && is_ideographic('ไ')
        );
        assert!(!is_ideographic('한') && !is_ideographic('த') && !is_ideographic('a'));
    }

    #[test]
    fn the_byte_order_mark_and_the_no_break_space_are_space() {
        assert!(is_space('\u{FEFF}') && is_space('\u{00A0}') && is_space('\u{3000}'));
        assert!(!is_space('a'));
    }
}
