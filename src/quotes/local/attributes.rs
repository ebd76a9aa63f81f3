//! What features ask of a place: heads, openers, gaps.
//!
//! Each value is a position among the labels of its attribute.

use crate::quotes::class::{BODY, GROUP, PLURAL_PERSON, ROLE};
use crate::quotes::noun_phrase::{Phrase, PhraseKind};
use crate::quotes::token::{Token, Tokens};
use crate::quotes::word::Word;

/// Position of a phrase's head among the labels of `HEAD`.
pub(in super::super) fn head_of(tokens: Tokens<'_>, phrase: Phrase) -> usize {
    match phrase.kind {
        PhraseKind::Pronoun => 0,
        PhraseKind::Name => 1,
        PhraseKind::Nominal => {
            let head = phrase.head(tokens);
            if head.is(PLURAL_PERSON | GROUP) || head.is(ROLE) && !head.is(BODY) {
                2
            } else if head.is(BODY) {
                3
            } else {
                4
            }
        }
    }
}

/// Position of a phrase at its sentence's start among the labels of `OPENER`.
pub(in super::super) const START: usize = 1;

/// Position of the word before `start` among the labels of `OPENER`; `floor` is a token that
/// doesn't count.
pub(in super::super) fn opener_of(tokens: Tokens<'_>, floor: Option<usize>, start: usize) -> usize {
    const WORDS: [Word; 18] = [
        Word::That,
        Word::As,
        Word::When,
        Word::If,
        Word::Because,
        Word::While,
        Word::After,
        Word::Before,
        Word::Where,
        Word::What,
        Word::How,
        Word::Who,
        Word::Which,
        Word::And,
        Word::But,
        Word::Since,
        Word::Although,
        Word::Though,
    ];
    if floor.is_some_and(|floor| start == floor + 1) {
        return 0;
    }
    let token = tokens.before(start);
    if matches!(token.mark(), ',' | ';') {
        return 2;
    }
    WORDS.iter().position(|&word| word == token.word).map_or(0, |at| at + 3)
}

/// What stands between a verb and its quote; the value's position among the labels of `GAP`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(in super::super) enum Gap {
    /// The quote follows at once.
    Nothing,
    /// Another quote.
    Quote,
    /// Up to twelve words and a colon.
    Colon,
    /// More words and a colon.
    FarColon,
    /// Up to three words and a comma.
    Comma,
    /// More words and a comma.
    FarComma,
    /// Up to four words, the last one *that*.
    That,
    /// More words, the last one *that*.
    FarThat,
    /// Up to two words.
    Words2,
    /// Up to six words.
    Words6,
    /// Up to fourteen words.
    Words14,
    /// More.
    Far,
}

/// Tells what stands between a verb and its quote.
pub(in super::super) fn gap_of(
    tokens: Tokens<'_>,
    verb: usize,
    quote: usize,
    previous_quote: Option<usize>,
) -> Gap {
    if verb + 1 >= quote {
        return Gap::Nothing;
    }
    if previous_quote.is_some_and(|previous| previous > verb) {
        return Gap::Quote;
    }
    let n_words = count_words(tokens.range(verb + 1, quote));
    let last = tokens.before(quote);
    match last.mark() {
        ':' if n_words <= 12 => return Gap::Colon,
        ':' => return Gap::FarColon,
        ',' if n_words <= 3 => return Gap::Comma,
        ',' => return Gap::FarComma,
        _ => {}
    }
    match n_words {
        0..=4 if last.word == Word::That => Gap::That,
        _ if last.word == Word::That => Gap::FarThat,
        0..=2 => Gap::Words2,
        3..=6 => Gap::Words6,
        7..=14 => Gap::Words14,
        _ => Gap::Far,
    }
}

/// Counts the words among tokens.
pub(in super::super) fn count_words(tokens: &[Token]) -> usize {
    tokens.iter().filter(|token| token.is_word()).count()
}
