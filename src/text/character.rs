//! What kind of character stands at a place: word character, mark, space, closer, opener.
//!
//! Tables for the first 2,048 code points, the standard library's properties above them.
//! Depends on nothing; knows no language.

use std::sync::LazyLock;

/// Code points that two UTF-8 bytes can reach.
const TABLE_END: u32 = 0x800;

/// Combining marks below U+0800 that aren't alphabetic by themselves but belong to the word they
/// stand in (Unicode 16, general categories Mn and Me).
const LOW_MARKS: [(u32, u32); 21] = [
    (0x0300, 0x036F),
    (0x0483, 0x0489),
    (0x0591, 0x05BD),
    (0x05BF, 0x05BF),
    (0x05C1, 0x05C2),
    (0x05C4, 0x05C5),
    (0x05C7, 0x05C7),
    (0x0610, 0x061A),
    (0x0640, 0x0640),
    (0x064B, 0x065F),
    (0x0670, 0x0670),
    (0x06D6, 0x06DC),
    (0x06DF, 0x06E4),
    (0x06E7, 0x06E8),
    (0x06EA, 0x06ED),
    (0x0711, 0x0711),
    (0x0730, 0x074A),
    (0x07A6, 0x07B0),
    (0x07EB, 0x07F3),
    (0x07FD, 0x07FD),
    (0x00AD, 0x00AD),
];

/// Marks, viramas and joiners above U+07FF that continue a word.
const HIGH_MARKS: [(u32, u32); 12] = [
    (0x0816, 0x082D),
    (0x0859, 0x085B),
    (0x0898, 0x08FF),
    (0x0900, 0x0903),
    (0x093A, 0x094F),
    (0x0951, 0x0957),
    (0x1AB0, 0x1AFF),
    (0x1DC0, 0x1DFF),
    (0x200C, 0x200D),
    (0x20D0, 0x20FF),
    (0xFE00, 0xFE0F),
    (0xFE20, 0xFE2F),
];

static WORD_BITMAP: LazyLock<[u64; 32]> = LazyLock::new(|| {
    let mut bitmap = [0_u64; 32];
    for (index, word) in bitmap.iter_mut().enumerate() {
        for bit in 0..64 {
            let code = u32::try_from(index * 64 + bit).unwrap_or(TABLE_END);
            let is_letter = char::from_u32(code).is_some_and(char::is_alphanumeric);
            if is_letter || in_ranges(&LOW_MARKS, code) {
                *word |= 1 << bit;
            }
        }
    }
    bitmap
});

/// Tells whether a character is part of a word: letter, digit, or a mark that belongs to one.
pub(crate) fn is_word_char(c: char) -> bool {
    let code = u32::from(c);
    if code < TABLE_END {
        let word = WORD_BITMAP.get((code >> 6) as usize).copied().unwrap_or(0);
        return word >> (code & 63) & 1 == 1;
    }
    c.is_alphanumeric() || is_high_mark(code)
}

/// Tells whether a character stands for a word or syllable of its own and words aren't parted by
/// spaces: Han, kana, and the scripts of South-East Asia.
pub(crate) fn is_ideographic(c: char) -> bool {
    matches!(u32::from(c),
        0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF
        | 0x3005..=0x3007 | 0x3041..=0x309F | 0x30A0..=0x30FF | 0x31F0..=0x31FF
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
    c.is_whitespace()
        || matches!(
            c,
            '\u{FEFF}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'
                ..='\u{202E}' | '\u{2060}'
        )
}

/// Returns the character at a byte offset; `None` at the end.
pub(crate) fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// Returns the character before a byte offset; `None` at the start.
pub(crate) fn char_before(text: &str, at: usize) -> Option<char> {
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

fn is_high_mark(code: u32) -> bool {
    // Vowel signs of the Indic blocks are Other_Alphabetic; viramas aren't, and end in 4D or CD.
    (0x0900..0x0E00).contains(&code) && matches!(code & 0x7F, 0x3C | 0x4D)
        || in_ranges(&HIGH_MARKS, code)
}

fn in_ranges(ranges: &[(u32, u32)], code: u32) -> bool {
    ranges.iter().any(|&(first, last)| (first..=last).contains(&code))
}

#[cfg(test)]
mod tests {
    use super::{is_ideographic, is_space, is_word_char};

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
    fn han_and_kana_stand_for_themselves_but_hangul_does_not() {
        assert!(is_ideographic('漢') && is_ideographic('の') && is_ideographic('ไ'));
        assert!(!is_ideographic('한') && !is_ideographic('த') && !is_ideographic('a'));
    }

    #[test]
    fn the_byte_order_mark_and_the_no_break_space_are_space() {
        assert!(is_space('\u{FEFF}') && is_space('\u{00A0}') && is_space('\u{3000}'));
        assert!(!is_space('a'));
    }
}
