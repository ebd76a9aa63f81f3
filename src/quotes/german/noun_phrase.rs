//! Which tokens form a German noun phrase.
//!
//! Depends on token classes. Nouns are capitalised, so that a phrase is an article, a few words in
//! lower case and a run of capitals; every phrase counts as a name until the registry knows better.

use crate::quotes::class::{
    ADVERB, AUXILIARY, CALENDAR, CONJUNCTION, DETERMINER, GENITIVE_DETERMINER, LINKING_PREPOSITION,
    PARTICLE, PREPOSITION, PRONOUN, SUBORDINATOR, TITLE,
};
use crate::quotes::noun_phrase::{Phrase, PhraseKind};
use crate::quotes::token::{Token, Tokens};
use crate::quotes::word::Word;

/// The most words in lower case between article and noun.
const MAX_ADJECTIVES: usize = 4;
/// The most phrases that hang on each other.
const MAX_CHAIN: usize = 3;
/// The most capitals of a run.
const MAX_NOUNS: usize = 12;

/// Tells whether a token is a noun.
pub(super) fn is_noun(token: &Token) -> bool {
    token.is_name() && !token.is(CALENDAR | CONJUNCTION)
}

/// Words in lower case that stand between article and noun.
fn is_adjective(token: &Token) -> bool {
    token.is_word()
        && !token.is_capital
        && token.cue.is_none()
        && !token.is(PREPOSITION | DETERMINER | AUXILIARY | CONJUNCTION | SUBORDINATOR)
}

/// Reads the phrase that starts at `first`, not beyond `high`; *the spokesman, Jane Doe,* is the
/// inner name.
pub(super) fn phrase_after(tokens: Tokens<'_>, first: usize, high: usize) -> Option<Phrase> {
    phrase_after_at_depth(tokens, first, high, 0)
}

fn phrase_after_at_depth(
    tokens: Tokens<'_>,
    first: usize,
    high: usize,
    depth: usize,
) -> Option<Phrase> {
    let mut start = first;
    while start < high
        && tokens.at(start).is_word()
        && tokens.at(start).is(ADVERB)
        && !tokens.at(start).is(DETERMINER)
    {
        start += 1;
    }
    let token = tokens.at(start);
    if start >= high || !token.is_word() {
        return None;
    }
    if token.is(PRONOUN) {
        return Some(Phrase::plain(start, start + 1, PhraseKind::Pronoun));
    }
    let has_determiner = token.is(DETERMINER);
    if !has_determiner && !token.is_capital {
        return None;
    }
    let mut noun = start + usize::from(has_determiner);
    let first_adjective = noun;
    while noun < high && is_adjective(tokens.at(noun)) && noun - first_adjective < MAX_ADJECTIVES {
        noun += 1;
    }
    let end = run_end(tokens, noun, high);
    if end == noun {
        return None;
    }
    let phrase = Phrase::named(start, end, skip_titles(tokens, noun, end));
    if depth >= MAX_CHAIN {
        return Some(phrase);
    }
    let behind = complements_end(tokens, end, high, depth);
    Some(inner_name(tokens, behind, high).unwrap_or(phrase))
}

/// Steps over the phrases that hang on the one that ends at `end`: *Sprecher der Polizei in Graz*.
fn complements_end(tokens: Tokens<'_>, end: usize, high: usize, depth: usize) -> usize {
    let mut behind = end;
    for _ in 0..MAX_CHAIN {
        let link = tokens.at(behind);
        if behind >= high || !link.is_word() || !link.is(LINKING_PREPOSITION | GENITIVE_DETERMINER)
        {
            break;
        }
        let is_article = link.is(GENITIVE_DETERMINER) && link.is(DETERMINER);
        let next =
            phrase_after_at_depth(tokens, behind + usize::from(!is_article), high, depth + 1);
        match next.filter(Phrase::is_name) {
            Some(next) => behind = next.end,
            None => break,
        }
    }
    behind
}

/// *…, Jane Doe* before punctuation, a quote or a verb.
fn inner_name(tokens: Tokens<'_>, comma: usize, high: usize) -> Option<Phrase> {
    if comma >= high
        || !tokens.at(comma).is_mark(',')
        || comma + 1 >= high
        || !is_noun(tokens.at(comma + 1))
    {
        return None;
    }
    let mut end = comma + 1;
    while end < high
        && end - comma <= MAX_NOUNS
        && (is_noun(tokens.at(end)) || tokens.at(end).is(PARTICLE))
    {
        end += 1;
    }
    let next = tokens.at(end);
    let closes = end >= high
        || matches!(next.mark(), ',' | '.' | ':')
        || next.is_quote()
        || next.cue.is_some()
        || next.is(AUXILIARY);
    (end - comma > 2 && closes).then(|| Phrase::named(comma + 1, end, comma + 1))
}

/// Finds the end of the run of nouns that starts at `start`, with particles inside.
fn run_end(tokens: Tokens<'_>, start: usize, high: usize) -> usize {
    let mut end = start;
    while end < high && end - start < MAX_NOUNS {
        let token = tokens.at(end);
        let joins = (token.is(PARTICLE) || token.word == Word::Possessive)
            && end > start
            && end + 1 < high
            && is_noun(tokens.at(end + 1))
            && tokens.at(end - 1).is_capital;
        if !token.is_word() || !is_noun(token) && !joins {
            break;
        }
        end += 1;
    }
    end
}

/// Reads the phrase that ends at `last`, not before `low`, and climbs to the noun that governs it:
/// *der Sprecher der Polizei* is the spokesman.
pub(super) fn phrase_before(tokens: Tokens<'_>, low: usize, last: usize) -> Option<Phrase> {
    let mut phrase = simple_phrase_before(tokens, low, last)?;
    for _ in 0..MAX_CHAIN {
        let before = |distance: usize| phrase.start.checked_sub(distance).filter(|&at| at >= low);
        let hangs_on = |at: usize| is_noun(tokens.at(at)).then_some(at);
        let by_genitive = tokens.at(phrase.start).is(GENITIVE_DETERMINER);
        let by_preposition = before(1).is_some_and(|at| tokens.at(at).is(LINKING_PREPOSITION));
        let governor =
            match (by_genitive.then(|| before(1).and_then(hangs_on)).flatten(), by_preposition) {
                (Some(at), _) => at,
                (None, true) => match before(2).and_then(hangs_on) {
                    Some(at) => at,
                    None => break,
                },
                (None, false) => break,
            };
        match simple_phrase_before(tokens, low, governor) {
            Some(next) => phrase = next,
            None => break,
        }
    }
    Some(phrase)
}

/// Reads the phrase that ends at `last`, whatever governs it; a bracket group is stepped over.
fn simple_phrase_before(tokens: Tokens<'_>, low: usize, last: usize) -> Option<Phrase> {
    let last = before_bracket_group(tokens, low, last)?;
    let token = tokens.at(last);
    if last < low || !token.is_word() {
        return None;
    }
    if token.is(PRONOUN) {
        return Some(Phrase::plain(last, last + 1, PhraseKind::Pronoun));
    }
    if !is_noun(token) {
        return None;
    }
    let mut name_start = last;
    while name_start > low && last - name_start < MAX_NOUNS {
        let previous = tokens.at(name_start - 1);
        let joins =
            previous.is(PARTICLE) && name_start >= low + 2 && is_noun(tokens.at(name_start - 2));
        if !previous.is_word() || !is_noun(previous) && !joins {
            break;
        }
        name_start -= 1;
    }
    let mut start = name_start;
    let is_inner_adjective = |at: usize| is_adjective(tokens.at(at)) && !tokens.at(at).is(ADVERB);
    while start > low && name_start - start < MAX_ADJECTIVES && is_inner_adjective(start - 1) {
        start -= 1;
    }
    if start > low && tokens.at(start - 1).is_word() && tokens.at(start - 1).is(DETERMINER) {
        start -= 1;
    } else {
        start = name_start;
    }
    Some(Phrase::named(start, last + 1, skip_titles(tokens, name_start, last + 1)))
}

/// Steps over a bracket group that ends at `last`: *Jens Doe (SPD)*.
fn before_bracket_group(tokens: Tokens<'_>, low: usize, last: usize) -> Option<usize> {
    if !tokens.at(last).is_mark(')') {
        return Some(last);
    }
    let open = (low + 1..=last).rev().find(|&at| tokens.at(at).is_mark('(')).unwrap_or(low);
    open.checked_sub(1).filter(|&at| at >= low)
}

/// Skips titles at the start of a run of nouns that has at least two more: *Ministerin Lea Roth*.
fn skip_titles(tokens: Tokens<'_>, start: usize, end: usize) -> usize {
    let mut first = start;
    while first + 2 < end && tokens.at(first).is(TITLE) {
        first += 1;
    }
    first
}
