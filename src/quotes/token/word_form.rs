//! What a word's letters and the lists tell of it.
//!
//! Depends on the lexicon of the language. Where words start and end is `tokenizer`'s question.

use super::tokenizer::Tokenizer;
use super::{OUTSIDE, Token, TokenKind};
use crate::quotes::class::{self, CAPITAL_ONLY, Classes, GROUP};
use crate::quotes::lexicon::WordKey;
use crate::quotes::word::Word;
use crate::text::block;

/// What a word's letters tell without any list.
struct Letters {
    /// Identity of the word in lower case.
    key: WordKey,
    /// Its last [`ENDING_LENGTH`] bytes in lower case, the last one lowest.
    ending: u64,
    n_capitals: u32,
    /// Whether the first letter is a capital.
    is_upper: bool,
    /// Whether the script of the first letter has no capitals.
    is_caseless: bool,
    starts_with_digit: bool,
}

impl Tokenizer<'_, '_> {
    /// Appends the word `start..end` of `slice`.
    pub(super) fn push(
        &mut self,
        slice: &str,
        base: usize,
        start: usize,
        end: usize,
        to: &mut Vec<Token>,
    ) {
        let word = slice.get(start..end).unwrap_or_default();
        if word.is_ascii() {
            self.push_ascii(word.as_bytes(), base + start, to);
        } else {
            self.push_non_ascii(word, base + start, to);
        }
    }

    /// Appends a word of ASCII letters.
    pub(super) fn push_ascii(&mut self, word: &[u8], start: usize, to: &mut Vec<Token>) {
        let token = self.ascii_token(word);
        to.push(token.moved_to(start, word.len()));
    }

    /// Makes the token of a word of ASCII letters.
    pub(super) fn ascii_token(&mut self, word: &[u8]) -> Token {
        let (key, n_capitals) = WordKey::of_ascii(word);
        let first = word.first().copied().unwrap_or(b' ');
        let is_upper = first.is_ascii_uppercase();
        if is_upper && self.grammar.classes_by_ending.is_some() {
            self.lower.clear();
            self.lower.extend(word.iter().map(u8::to_ascii_lowercase));
        }
        let last = word.get(word.len().saturating_sub(ENDING_LENGTH)..).unwrap_or_default();
        let letters = Letters {
            key,
            ending: ending_of_ascii(last),
            n_capitals,
            is_upper,
            is_caseless: false,
            starts_with_digit: first.is_ascii_digit(),
        };
        self.token_of(word, &letters)
    }

    fn push_non_ascii(&mut self, word: &str, start: usize, to: &mut Vec<Token>) {
        let mut n_capitals = 0_u32;
        self.lower.clear();
        for c in word.chars() {
            n_capitals += u32::from(c.is_uppercase());
            let c = if c == '’' { '\'' } else { c };
            for lower in c.to_lowercase() {
                let mut buffer = [0; 4];
                self.lower.extend_from_slice(lower.encode_utf8(&mut buffer).as_bytes());
            }
        }
        let first = word.chars().next().unwrap_or(' ');
        let last = self.lower.iter().skip(self.lower.len().saturating_sub(ENDING_LENGTH));
        let letters = Letters {
            key: WordKey::of(&self.lower),
            ending: last.fold(0, |ending, &byte| ending << 8 | u64::from(byte)),
            n_capitals,
            is_upper: first.is_uppercase(),
            is_caseless: first.is_alphabetic() && !first.is_uppercase() && !first.is_lowercase(),
            starts_with_digit: first.is_numeric(),
        };
        to.push(self.token_of(word.as_bytes(), &letters).moved_to(start, word.len()));
    }

    /// Makes the token of a word; `lower` holds it in lower case if endings tell of its classes.
    fn token_of(&self, word: &[u8], letters: &Letters) -> Token {
        let entry = self.grammar.lexicon.get(letters.key);
        let is_known = entry.cue.is_some() || entry.classes != Classes::NONE;
        let is_capital = letters.is_upper || letters.is_caseless && !is_known;
        let mut classes = entry.classes | ending_classes(letters.ending);
        if is_capital && let Some(classes_by_ending) = self.grammar.classes_by_ending {
            classes = classes | classes_by_ending(&self.lower);
        }
        if let [b'R' | b'D' | b'I', b'-', ..] = word {
            classes = classes | class::PARTY;
        }
        if !is_capital || letters.n_capitals != 1 {
            classes = classes.without(CAPITAL_ONLY | GROUP);
        }
        Token {
            key: letters.key,
            classes,
            cue: entry.cue,
            word: if ends_in_not(letters.ending) { Word::Not } else { entry.word },
            kind: TokenKind::Word,
            is_capital,
            is_caseless: letters.is_caseless,
            starts_with_digit: letters.starts_with_digit,
            ends_in_s: letters.ending & 0xFF == u64::from(b's'),
            ..OUTSIDE
        }
    }
}

/// Bytes at a word's end that tell of its classes.
const ENDING_LENGTH: usize = 5;

/// An ASCII word's last bytes in lower case, the last one lowest. They get the bit of the lower case;
/// what is no letter becomes none by it.
fn ending_of_ascii(last: &[u8]) -> u64 {
    const LOWER: u64 = u64::from_le_bytes([0x20; 8]);
    let unused = 8 * (8 - last.len().min(8));
    (block(last) | LOWER).swap_bytes().checked_shr(u32::try_from(unused).unwrap_or(64)).unwrap_or(0)
}

/// Classes of a word whose last bytes are these, the last one lowest.
fn ending_classes(ending: u64) -> Classes {
    let is = |bytes: &[u8]| {
        let wanted = bytes.iter().fold(0, |wanted, &byte| wanted << 8 | u64::from(byte));
        ending & ((1 << (8 * bytes.len())) - 1) == wanted
    };
    if is(b"ly") {
        class::ENDS_IN_LY
    } else if is(b"ed") && ending >> (8 * (ENDING_LENGTH - 1)) != 0 {
        class::ENDS_IN_ED
    } else if is(b"ing") {
        class::ENDS_IN_ING
    } else if ends_in_not(ending) {
        class::AUXILIARY
    } else {
        Classes::NONE
    }
}

fn ends_in_not(ending: u64) -> bool {
    ending & 0xFF_FFFF == u64::from_be_bytes(*b"\0\0\0\0\0n't")
}
