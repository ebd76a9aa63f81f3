//! Who stands before an insertion between commas: *Jane Doe, an engineer in Ohio, said*.
//!
//! Depends on noun phrases. Tells insertions that describe the noun before them (strong) from
//! circumstances (weak: *Doe, speaking in Ohio, said*) and from other commas.

use super::class::{
    BODY, DETERMINER, INSERTION_OPENER, INSERTION_RELATIVE, PARTICLE, PARTY, PLACE, PREPOSITION,
    ROLE, STATE, TITLE,
};
use super::noun_phrase::{Phrase, governing_phrase, phrase_before};
use super::token::{Token, Tokens};
use super::word::Word;

/// Tokens that an insertion may have.
const MAX_INSERTION_TOKENS: usize = 38;
/// Tokens that an insertion may have if nothing marks it as a description.
const MAX_WEAK_INSERTION_TOKENS: usize = 14;
/// Tokens within which an inserted full name ends: *a senior adviser, Jane van der Doe, said*.
const MAX_INNER_NAME_TOKENS: usize = 6;

/// Finds the noun phrase before the insertion that ends at the comma or dash `comma`; for a
/// description with a name inserted, the inner name.
pub(super) fn phrase_before_insertion(
    tokens: Tokens<'_>,
    low: usize,
    comma: usize,
) -> Option<Phrase> {
    if comma > low
        && tokens.at(comma - 1).is_mark(')')
        && let Some(phrase) = phrase_before(tokens, low, comma - 1).filter(Phrase::is_name)
    {
        return Some(governing_phrase(tokens, low, phrase));
    }
    let mut weak = None;
    for opener in (low.max(comma.saturating_sub(MAX_INSERTION_TOKENS))..comma).rev() {
        let token = tokens.at(opener);
        if token.is_quote() || token.is_mark(';') {
            break;
        }
        if !token.is_comma_or_dash() || opener + 1 >= comma || opener <= low {
            continue;
        }
        let Some(phrase) =
            phrase_before(tokens, low, opener - 1).filter(|phrase| !phrase.is_pronoun())
        else {
            continue;
        };
        let phrase = governing_phrase(tokens, low, phrase);
        let is_inner_name = is_capital_run(tokens, opener + 1, comma);
        let is_place = tokens.range(opener + 1, comma).iter().all(|token| {
            token.is(STATE | PLACE) || token.is_name() && comma - opener == 2 && phrase.is_name()
        });
        if phrase.is_nominal()
            && is_inner_name
            && !is_place
            && comma - opener <= MAX_INNER_NAME_TOKENS
            && let Some(name) = phrase_before(tokens, opener + 1, comma - 1)
        {
            return Some(name);
        }
        let head = phrase.head(tokens);
        if phrase.is_nominal() && !head.is(ROLE | BODY) && !tokens.at(phrase.start).is(DETERMINER) {
            continue;
        }
        if describes(tokens, opener + 1, comma) {
            return Some(phrase);
        }
        let is_place = is_place || is_inner_name && comma - opener <= 3;
        let first = tokens.at(opener + 1);
        if weak.is_none()
            && !is_place
            && phrase.is_name()
            && comma - opener <= MAX_WEAK_INSERTION_TOKENS
            && (first.is_capital || first.is(PREPOSITION | INSERTION_OPENER))
        {
            weak = Some(phrase);
        }
    }
    weak.or_else(|| name_before_place(tokens, low, comma))
}

/// Tells whether the insertion `start..end` describes the noun before it.
fn describes(tokens: Tokens<'_>, start: usize, end: usize) -> bool {
    let first = tokens.at(start);
    let has_role = || tokens.range(start, end).iter().any(|token| token.is(ROLE));
    first.is(DETERMINER | INSERTION_RELATIVE)
        || first.starts_with_digit
        || first.is_word() && first.is(ROLE)
        || is_party(first)
        || first.is_word() && !first.is_capital && has_role()
}

/// *R-Ky.*, *D*: a party with or without its state.
fn is_party(token: &Token) -> bool {
    matches!(token.word, Word::R | Word::D) && token.is_capital || token.is(PARTY)
}

/// Tells whether all words of `start..end` are capitals, particles or titles, and no state.
fn is_capital_run(tokens: Tokens<'_>, start: usize, end: usize) -> bool {
    let first = tokens.at(start);
    first.is_word()
        && !first.is(STATE)
        && tokens
            .range(start, end)
            .iter()
            .filter(|token| token.is_word())
            .all(|token| token.is_capital || token.is(PARTICLE | TITLE))
}

/// *Doe, Ky., said*: a short insertion that opens with a capital, as the last resort.
fn name_before_place(tokens: Tokens<'_>, low: usize, comma: usize) -> Option<Phrase> {
    let nearest = (low + 1..comma).rev().take(4).find(|&opener| tokens.at(opener).is_mark(','))?;
    if !tokens.at(nearest + 1).is_capital {
        return None;
    }
    let phrase = phrase_before(tokens, low, nearest - 1).filter(Phrase::is_name)?;
    Some(governing_phrase(tokens, low, phrase))
}
