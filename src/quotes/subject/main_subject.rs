//! Which noun phrase is the subject of a sentence's main clause.
//!
//! Depends on noun phrases; steps over opening adverbials.

use super::MAX_LOOK_BACK;
use crate::quotes::class::{
    ADVERB, CAPITAL_ONLY, CONJUNCTION, DETERMINER, ENDS_IN_ED, ENDS_IN_ING, ENDS_IN_LY, OPENER,
    PREPOSITION, PRONOUN, SENTENCE_ADVERB, SUBORDINATOR, TIME_DETERMINER, TIME_NOUN, TIME_ORDINAL,
};
use crate::quotes::noun_phrase::{Phrase, phrase_after};
use crate::quotes::token::{Token, Tokens};
use crate::quotes::word::Word;

/// Finds the first noun phrase of the main clause in `low..high`, behind opening adverbials.
pub(in super::super) fn main_subject(
    tokens: Tokens<'_>,
    low: usize,
    high: usize,
) -> Option<Phrase> {
    let mut position = low;
    while position < high && is_skipped_opening(tokens.at(position)) {
        position += 1;
    }
    if position < high && tokens.at(position).is_word() && opens_adverbial(tokens, position, high) {
        for comma in position..high.min(position + MAX_LOOK_BACK) {
            let next = tokens.at(comma + 1);
            if tokens.at(comma).is_mark(',')
                && comma + 1 < high
                && (next.is(PRONOUN | DETERMINER) || next.is_capital)
                && let Some(phrase) = phrase_after(tokens, comma + 1, high)
            {
                return Some(phrase);
            }
        }
        return None;
    }
    phrase_after(tokens, position, high)
}

fn is_skipped_opening(token: &Token) -> bool {
    token.is_punctuation()
        || token.is(CONJUNCTION)
        || token.is(ADVERB) && !matches!(token.word, Word::One | Word::All)
        || token.is(SENTENCE_ADVERB)
        || token.is(ENDS_IN_LY) && !token.is_capital
}

/// Tells whether the sentence opens with something that ends at a comma before the subject.
fn opens_adverbial(tokens: Tokens<'_>, position: usize, high: usize) -> bool {
    let token = tokens.at(position);
    let has_next = position + 1 < high;
    let next = tokens.at(position + 1);
    let is_fronted =
        !matches!(token.word, Word::That | Word::What | Word::Who | Word::How | Word::Which);
    let is_time = token.is(TIME_DETERMINER)
        && has_next
        && (next.is(TIME_NOUN)
            || next.is(TIME_ORDINAL)
                && position + 2 < high
                && tokens.at(position + 2).is(TIME_NOUN));
    token.is(PREPOSITION | OPENER | TIME_NOUN)
        || token.is(SUBORDINATOR) && is_fronted
        || token.is(ENDS_IN_ING)
            && token.is_capital
            && !matches!(token.word, Word::Beijing | Word::King)
        || token.is(ENDS_IN_ED)
            && token.is_capital
            && (token.is(CAPITAL_ONLY)
                || has_next && !next.is_capital && next.is(PREPOSITION | ADVERB))
        || is_time
}
