//! Which script a text is in, and the letters that tell languages of one script apart.
//!
//! Counts letters; knows no words.

use crate::text::character::is_word_char;

/// The scripts of our languages, and all others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    /// The text has no letter.
    None,
    Latin,
    Greek,
    Cyrillic,
    Arabic,
    Tamil,
    Other,
}

impl Script {
    /// Returns the script of most letters.
    pub(super) fn of(sample: &str) -> Self {
        const SCRIPTS: [Script; 6] = [
            Script::Latin,
            Script::Greek,
            Script::Cyrillic,
            Script::Arabic,
            Script::Tamil,
            Script::Other,
        ];
        let n_beyond_ascii = count(sample, |byte| byte >= 0x80);
        if count(sample, |byte| byte.is_ascii_alphabetic()) > n_beyond_ascii {
            return Self::Latin;
        }
        let mut counts = [0_usize; 6];
        for c in sample.chars().filter(|&c| is_word_char(c) && !c.is_numeric()) {
            let slot = match u32::from(c) {
                0..=0x02FF | 0x1E00..=0x1EFF => 0,
                0x0370..=0x03FF | 0x1F00..=0x1FFF => 1,
                0x0400..=0x052F => 2,
                0x0600..=0x06FF | 0x0750..=0x077F => 3,
                0x0B80..=0x0BFF => 4,
                // An ideograph says as much as two or three letters.
                0x3041..=0x9FFF | 0xAC00..=0xD7A3 => {
                    counts[5] += 1;
                    5
                }
                _ => 5,
            };
            if let Some(count) = counts.get_mut(slot) {
                *count += 1;
            }
        }
        let best = counts.iter().copied().zip(SCRIPTS).rev().max_by_key(|&(count, _)| count);
        best.filter(|&(count, _)| count > 0).map_or(Self::None, |(_, script)| script)
    }
}

/// Counts the bytes of a kind, in steps that become vector instructions.
fn count(text: &str, is_of_kind: impl Fn(u8) -> bool) -> usize {
    let count_few = |bytes: &[u8]| bytes.iter().map(|&byte| u8::from(is_of_kind(byte))).sum::<u8>();
    text.as_bytes().chunks(128).map(|bytes| usize::from(count_few(bytes))).sum()
}

/// Letters that Arabic has and its relatives in the same script write differently.
pub(super) fn is_arabic_letter(c: char) -> bool {
    matches!(c, 'ي' | 'ك' | 'ة' | 'ى' | 'أ' | 'إ')
}

/// Letters of Persian, Urdu, Pashto and Kurdish.
pub(super) fn is_foreign_arabic_letter(c: char) -> bool {
    matches!(c, 'پ' | 'چ' | 'ژ' | 'گ' | 'ک' | 'ی' | 'ے' | 'ٹ' | 'ڈ' | 'ں' | 'ۆ' | 'ە' | 'ھ' | 'ہ')
}

/// Letters that Russian has and Ukrainian, Bulgarian, Serbian and Macedonian don't.
pub(super) fn is_russian_letter(c: char) -> bool {
    matches!(c, 'ы' | 'э' | 'ё' | 'Ы' | 'Э' | 'Ё')
}

/// Tells whether more than one letter in fifty is one that none of our languages writes.
pub(super) fn has_foreign_letters(sample: &str) -> bool {
    // The first bytes of these letters.
    let may_be_foreign = |any: bool, byte: u8| any | (0xC3..=0xC9).contains(&byte);
    if !sample.bytes().fold(false, may_be_foreign) {
        return false;
    }
    let is_foreign = |c: char| "əřůěłąężśźćńľťďňķļņģųėįơưđčšžāēīūĉĝ".contains(c);
    let n_foreign = sample.chars().filter(|&c| !c.is_ascii() && is_foreign(c)).count();
    n_foreign > 0 && n_foreign * 50 > sample.chars().filter(|c| c.is_alphabetic()).count()
}

/// Letters of other languages in Cyrillic.
pub(super) fn is_foreign_cyrillic_letter(c: char) -> bool {
    matches!(
        c,
        'і' | 'ї'
            | 'є'
            | 'ґ'
            | 'ў'
            | 'ђ'
            | 'ј'
            | 'љ'
            | 'њ'
            | 'ћ'
            | 'џ'
            | 'ѓ'
            | 'ќ'
            | 'ѕ'
            | 'ә'
            | 'ө'
            | 'ү'
            | 'ұ'
            | 'қ'
            | 'ғ'
            | 'ң'
            | 'һ'
            | 'ъ'
            | 'І'
            | 'Ї'
            | 'Є'
    )
}
