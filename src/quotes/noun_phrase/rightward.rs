//! Which noun phrase starts at a token.
//!
//! Depends on token classes only.

use super::{MAX_PHRASE_TOKENS, Phrase, PhraseKind, is_ordinal_of_role};
use crate::quotes::class::{
    ADVERB, AUXILIARY, BARE_DETERMINER, BODY, CALENDAR, CAPITAL_ONLY, CONJUNCTION, DETERMINER,
    ED_ADJECTIVE, ENDS_IN_ED, ENDS_IN_ING, ENDS_IN_LY, GROUP, LY_NOUN, NOUN_LIKE, OBJECT_PRONOUN,
    PARTICLE, PREMODIFIER, PREPOSITION, PRONOUN, RELATIVE, ROLE, SUBORDINATOR, TIME_MODIFIER,
    TIME_NOUN, TITLE,
};
use crate::quotes::token::{Token, Tokens};
use crate::quotes::word::Word;

/// Reads the noun phrase that starts at token `first`, not beyond `high`.
pub(in super::super) fn phrase_after(
    tokens: Tokens<'_>,
    first: usize,
    high: usize,
) -> Option<Phrase> {
    let mut start = first;
    while start < high && is_leading_adverb(tokens.at(start)) {
        start += 1;
    }
    let token = tokens.at(start);
    if start >= high || !token.is_word() {
        return None;
    }
    if token.is(PRONOUN) {
        return Some(Phrase::plain(start, start + 1, PhraseKind::Pronoun));
    }
    if token.is(OBJECT_PRONOUN) && !matches!(token.word, Word::Her | Word::You) {
        return None;
    }
    let is_time = token.is(TIME_MODIFIER) && !token.is_capital;
    if is_time && tokens.at(start + 1).is(TIME_NOUN | CALENDAR) {
        return None;
    }
    let has_determiner = token.is(DETERMINER);
    let blocked = PREPOSITION | CONJUNCTION | SUBORDINATOR | AUXILIARY | ADVERB | ENDS_IN_LY;
    if !has_determiner && !token.is_capital && token.is(blocked) {
        return None;
    }
    let noun_start = start + usize::from(has_determiner);
    let end = phrase_end(tokens, noun_start, high, has_determiner);
    let end = if tokens.before(end).word == Word::Possessive { end - 1 } else { end };
    if end <= noun_start {
        let stands_alone = has_determiner && token.is(BARE_DETERMINER);
        return stands_alone.then(|| Phrase::plain(start, noun_start, PhraseKind::Nominal));
    }
    let last = tokens.before(end);
    if !last.is_capital || last.is(GROUP) {
        return Some(Phrase::plain(start, end, PhraseKind::Nominal));
    }
    let mut name_start = end - 1;
    while name_start > noun_start {
        let previous = tokens.at(name_start - 1);
        let is_particle_of_name = previous.is(PARTICLE)
            && name_start >= noun_start + 2
            && tokens.at(name_start - 2).is_capital;
        if !previous.is_capital && !is_particle_of_name {
            break;
        }
        name_start -= 1;
    }
    Some(Phrase::named(start, end, name_start))
}

/// Adverbs that may stand before a subject: *then the mayor*.
fn is_leading_adverb(token: &Token) -> bool {
    matches!(
        token.word,
        Word::Then
            | Word::Also
            | Word::Once
            | Word::Even
            | Word::Only
            | Word::Just
            | Word::Both
            | Word::Simply
            | Word::Again
    )
}

/// Finds where the nouns that start at `start` end.
fn phrase_end(tokens: Tokens<'_>, start: usize, high: usize, has_determiner: bool) -> usize {
    let mut last_capital = None;
    let mut position = start;
    while position < high && position - start < MAX_PHRASE_TOKENS - 1 {
        let token = tokens.at(position);
        if !token.is_word() {
            break;
        }
        if token.word == Word::Possessive || continues_name(tokens, start, position, high) {
            position += 1;
            continue;
        }
        let is_first = position == start;
        let previous_is_capital = position > start && last_capital == Some(position - 1);
        if ends_at_calendar(tokens, position, high, has_determiner && is_first)
            || token.is(CAPITAL_ONLY) && !is_capital_in_name(token)
            || !token.is_capital && ends_phrase(token) && !is_ordinal_of_role(tokens, position)
            || ends_at_verb(token, is_first, has_determiner)
            || !token.is_capital
                && previous_is_capital
                && !continues_after_capital(tokens, position, high)
            || !is_first && ends_at_participle(tokens, start, position, high)
            || !is_first && ends_at_clause(tokens, position, high)
        {
            break;
        }
        if token.is_name() {
            last_capital = Some(position);
        }
        position += 1;
    }
    position
}

/// A particle between two capitals: *Ursula von der Leyen*.
fn continues_name(tokens: Tokens<'_>, start: usize, position: usize, high: usize) -> bool {
    tokens.at(position).is(PARTICLE)
        && position > start
        && tokens.at(position - 1).is_capital
        && position + 1 < high
        && tokens.at(position + 1).is_capital
}

/// Days and months end a phrase, except right behind the determiner and as a given name.
fn ends_at_calendar(
    tokens: Tokens<'_>,
    position: usize,
    high: usize,
    follows_determiner: bool,
) -> bool {
    let token = tokens.at(position);
    let is_given_name = matches!(token.word, Word::May | Word::April | Word::June | Word::August)
        && position + 1 < high
        && tokens.at(position + 1).is_capital;
    token.is(CALENDAR) && !follows_determiner && !is_given_name
}

/// Words that are capitalised at sentence starts and also begin names: *New York, First Lady*.
fn is_capital_in_name(token: &Token) -> bool {
    matches!(
        token.word,
        Word::New | Word::West | Word::First | Word::Second | Word::Third | Word::Up
    )
}

/// Lower-case words that no noun phrase contains.
fn ends_phrase(token: &Token) -> bool {
    let closed = PREPOSITION
        | CONJUNCTION
        | AUXILIARY
        | RELATIVE
        | PRONOUN
        | OBJECT_PRONOUN
        | ADVERB
        | SUBORDINATOR;
    token.is(closed) || token.is(ENDS_IN_LY) && !token.is(LY_NOUN)
}

fn ends_at_verb(token: &Token, is_first: bool, has_determiner: bool) -> bool {
    token.verb().is_some_and(|cue| {
        if is_first {
            !has_determiner && !token.is(NOUN_LIKE)
        } else {
            cue.is_finite() && !token.is(ROLE)
        }
    })
}

/// Behind a capital a lower-case word goes on only as part of a title: *Doe campaign manager*.
fn continues_after_capital(tokens: Tokens<'_>, position: usize, high: usize) -> bool {
    let token = tokens.at(position);
    let next = tokens.at(position + 1);
    let is_verb = token.is(ENDS_IN_ED | AUXILIARY);
    token.is(ROLE | BODY | TITLE | PREMODIFIER)
        || position + 1 < high && (next.is_capital || next.is(ROLE)) && !is_verb
}

/// An unlisted word in *-ed* is a verb, unless a role or a capital follows: *the disgraced mayor*.
fn ends_at_participle(tokens: Tokens<'_>, start: usize, position: usize, high: usize) -> bool {
    let token = tokens.at(position);
    let follows_adverb = position == start + 1 && tokens.at(position - 1).is(ENDS_IN_LY);
    let next = tokens.at(position + 1);
    !token.is_capital
        && token.is(ENDS_IN_ED)
        && !token.is(ED_ADJECTIVE)
        && !follows_adverb
        && !(position + 1 < high && (next.is(ROLE) || next.is_capital && !next.is(CALENDAR)))
}

/// *one girl explaining her past*, *an aide speaking on condition of anonymity*.
fn ends_at_clause(tokens: Tokens<'_>, position: usize, high: usize) -> bool {
    let (token, next) = (tokens.at(position), tokens.at(position + 1));
    token.is(ENDS_IN_ING)
        && !token.is_capital
        && !token.is(NOUN_LIKE | ROLE)
        && position + 1 < high
        && next.is(DETERMINER | OBJECT_PRONOUN | PREPOSITION)
}
