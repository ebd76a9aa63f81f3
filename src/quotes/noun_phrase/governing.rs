//! Which noun governs a phrase: *a spokesman for the Doe campaign* is the spokesman.
//!
//! Depends on the phrases that end before it.

use super::{Phrase, phrase_before};
use crate::quotes::class::{
    BODY, CALENDAR, DETERMINER, ENDS_IN_ED, ENDS_IN_ING, LINKING_PREPOSITION, LY_NOUN, NOUN_LIKE,
    PERSON_NOUN, PLURAL_PERSON, PREPOSITION, ROLE, TIME_HEAD,
};
use crate::quotes::cue::Form;
use crate::quotes::token::Tokens;
use crate::quotes::word::Word;

/// The most prepositional phrases that are climbed to the governing noun.
const MAX_PHRASE_CHAIN: usize = 3;

/// Climbs from a phrase behind a preposition to the noun that governs it: *a spokesman for the
/// Doe campaign* is the spokesman.
pub(in super::super) fn governing_phrase(tokens: Tokens<'_>, low: usize, phrase: Phrase) -> Phrase {
    let mut phrase = phrase;
    for _ in 0..MAX_PHRASE_CHAIN {
        if phrase.start < low + 2 {
            break;
        }
        if let Some(governor) = before_reduced_relative(tokens, low, phrase) {
            phrase = governor;
            continue;
        }
        let preposition = tokens.at(phrase.start - 1);
        let noun = tokens.at(phrase.start - 2);
        let is_past_verb =
            noun.verb().is_some_and(|cue| cue.form == Form::Past) && !noun.is(NOUN_LIKE);
        if !preposition.is(LINKING_PREPOSITION)
            || !noun.is_word()
            || noun.stops_phrase()
            || is_past_verb
            || phrase.is_pronoun()
        {
            break;
        }
        let Some(governor) = phrase_before(tokens, low, phrase.start - 2) else { break };
        let head = governor.head(tokens);
        let word = preposition.word;
        let governs = word == Word::Of
            || head.is(ROLE | BODY | PLURAL_PERSON)
            || governor.is_name() && matches!(word, Word::From | Word::In | Word::With | Word::At)
            || tokens.at(governor.start).is(DETERMINER) && matches!(word, Word::For | Word::From);
        if !governs || head.is(CALENDAR | TIME_HEAD) {
            break;
        }
        phrase = governor;
    }
    phrase
}

/// *a letter obtained by Doe*, *sources speaking to Doe*: the noun before the participle.
fn before_reduced_relative(tokens: Tokens<'_>, low: usize, phrase: Phrase) -> Option<Phrase> {
    if phrase.start < low + 3 || phrase.is_pronoun() {
        return None;
    }
    let (preposition, participle) = (tokens.at(phrase.start - 1), tokens.at(phrase.start - 2));
    let is_reduced = preposition.is_word()
        && preposition.is(PREPOSITION)
        && participle.is_word()
        && !participle.is_capital
        && participle.is(ENDS_IN_ED | ENDS_IN_ING)
        && !participle.is(LY_NOUN | NOUN_LIKE | ROLE);
    if !is_reduced {
        return None;
    }
    let governor = phrase_before(tokens, low, phrase.start - 3)?;
    let head = governor.head(tokens);
    let speaks = governor.is_name() || head.is(ROLE | BODY | PLURAL_PERSON | PERSON_NOUN);
    (speaks && !governor.is_pronoun()).then_some(governor)
}
