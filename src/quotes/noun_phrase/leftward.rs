//! Which noun phrase ends at a token.
//!
//! Depends on token classes only.

use super::{MAX_PHRASE_TOKENS, Phrase, PhraseKind, is_ordinal_of_role};
use crate::quotes::class::{
    CALENDAR, CAPITAL_ONLY, COUNTING_DETERMINER, DEFINITE_DETERMINER, DETERMINER, ED_ADJECTIVE,
    ENDS_IN_ED, GROUP, LEADING_DETERMINER, NOUN_LIKE, OBJECT_PRONOUN, PARTICLE, PERSON_NOUN,
    PRONOUN, ROLE, TITLE,
};
use crate::quotes::token::Tokens;
use crate::quotes::word::Word;

/// Reads the noun phrase that ends at token `last`, not before `low`.
pub(in super::super) fn phrase_before(
    tokens: Tokens<'_>,
    low: usize,
    last: usize,
) -> Option<Phrase> {
    let last = before_bracket_group(tokens, low, last)?;
    let token = tokens.at(last);
    if !token.is_word() || last < low {
        return None;
    }
    if token.is(PRONOUN) {
        return Some(Phrase::plain(last, last + 1, PhraseKind::Pronoun));
    }
    if token.is(OBJECT_PRONOUN) {
        return None;
    }
    if token.is_name() && !token.is(CALENDAR) {
        return Some(name_before(tokens, low, last));
    }
    nominal_before(tokens, low, last - usize::from(is_trailing_participle(tokens, low, last)))
}

/// *a statement released Tuesday said*; but *the accused said*, *the newly elected said*.
fn is_trailing_participle(tokens: Tokens<'_>, low: usize, last: usize) -> bool {
    let (token, noun) = (tokens.at(last), tokens.before(last));
    let is_participle = token.is(ENDS_IN_ED) && !token.is(ED_ADJECTIVE | ROLE | PERSON_NOUN);
    let is_noun = noun.is_word()
        && !noun.is_capital
        && !noun.stops_phrase()
        && !noun.is(DETERMINER | ENDS_IN_ED)
        && !noun.is_adverbial();
    is_participle && is_noun && last > low + 1
}

/// Steps over a bracket group that ends at `last`: *Jane Doe (R-Ky.)*.
fn before_bracket_group(tokens: Tokens<'_>, low: usize, last: usize) -> Option<usize> {
    if !matches!(tokens.at(last).mark(), ')' | ']') {
        return Some(last);
    }
    let mut open = last;
    while open > low && !matches!(tokens.at(open).mark(), '(' | '[') {
        open -= 1;
    }
    if matches!(tokens.at(open).mark(), '(' | '[') {
        open.checked_sub(1).filter(|&last| last >= low)
    } else {
        Some(last)
    }
}

/// Reads a run of capitals leftwards, with particles inside, then titles and roles before it.
fn name_before(tokens: Tokens<'_>, low: usize, last: usize) -> Phrase {
    let mut name_start = last;
    while name_start > low {
        let previous = tokens.at(name_start - 1);
        let is_particle_of_name =
            previous.is(PARTICLE) && name_start >= low + 2 && tokens.at(name_start - 2).is_name();
        if previous.is(CALENDAR) || !previous.is_name() && !is_particle_of_name {
            break;
        }
        name_start -= 1;
    }
    let mut start = name_start;
    while start > low {
        let previous = tokens.at(start - 1);
        let belongs = previous.is(ROLE | TITLE)
            || previous.is_name() && !previous.is(CALENDAR)
            || previous.word == Word::Possessive
                && start >= low + 2
                && tokens.at(start - 2).is_word();
        if !previous.is_word() || previous.is_short_quoted || !belongs {
            break;
        }
        start -= 1;
    }
    if start > low && tokens.at(start - 1).is(DEFINITE_DETERMINER) {
        start -= 1;
    }
    if name_start == last && tokens.at(last).is(GROUP) {
        return Phrase { start, end: last + 1, kind: PhraseKind::Nominal, name_start };
    }
    Phrase::named(start, last + 1, name_start)
}

/// Reads common nouns leftwards up to and including their determiner.
fn nominal_before(tokens: Tokens<'_>, low: usize, last: usize) -> Option<Phrase> {
    let mut start = last + 1;
    while start > low && last + 1 - start < MAX_PHRASE_TOKENS {
        let position = start - 1;
        let token = tokens.at(position);
        if !token.is_word() {
            break;
        }
        let owner = tokens.before(position);
        if token.word == Word::Possessive
            && position < last
            && position > low
            && owner.is_word()
            && !owner.is(PRONOUN)
        {
            start = position;
            continue;
        }
        if token.is(DETERMINER) {
            start = position;
            if token.is(COUNTING_DETERMINER)
                && start > low
                && tokens.at(start - 1).is(LEADING_DETERMINER)
            {
                start -= 1;
            }
            break;
        }
        let is_verb = position < last && token.verb().is_some() && !token.is(NOUN_LIKE | ROLE);
        let is_unlisted_verb = position < last
            && !token.is_capital
            && token.is(ENDS_IN_ED)
            && !token.is(ED_ADJECTIVE)
            && !owner.is(DETERMINER)
            && owner.word != Word::Possessive;
        let is_stop = token.stops_phrase() && !is_ordinal_of_role(tokens, position);
        if is_stop || token.is(CAPITAL_ONLY) || is_verb || is_unlisted_verb {
            break;
        }
        start = position;
    }
    (start <= last).then(|| Phrase::plain(start, last + 1, PhraseKind::Nominal))
}
