//! Which tokens name a speaker: a run of capitals with the noun before it, or such a noun alone.
//!
//! Depends on token classes.

use crate::quotes::class::{
    AUXILIARY, DETERMINER, HE, LINKER, LINKING_PREPOSITION, PARTICLE, PHRASE_END, PRONOUN, ROLE,
    SHE,
};
use crate::quotes::noun_phrase::{Phrase, PhraseKind};
use crate::quotes::token::{Token, Tokens};
use crate::quotes::word::Word;

/// The most tokens of a phrase.
const MAX_PHRASE_TOKENS: usize = 14;
/// The most words in lower case in a row within it.
const MAX_LOWER_WORDS: usize = 3;
/// The most unknown words before a name.
const MAX_UNKNOWN_WORDS: usize = 2;
/// The most words of a name.
const MAX_NAME_WORDS: usize = 6;

/// Tells whether a token stands for a speaker by itself.
fn is_pronoun(token: &Token) -> bool {
    token.is(PRONOUN | HE | SHE)
}

/// Finds the end of the run of capitals that starts at `start`.
fn run_end(tokens: Tokens<'_>, start: usize, high: usize) -> usize {
    let mut end = start;
    while end < high && end - start < MAX_NAME_WORDS {
        let token = tokens.at(end);
        let joins =
            end > start && token.is(PARTICLE) && end + 1 < high && tokens.at(end + 1).is_name();
        if !token.is_name() && !joins {
            break;
        }
        end += 1;
    }
    end
}

/// Skips titles at the start of a run of capitals: *Minister Jan Jansen*.
fn name_start(tokens: Tokens<'_>, start: usize, end: usize) -> usize {
    (start..end).find(|&at| !tokens.at(at).is(ROLE)).unwrap_or(start)
}

/// Reads the phrase that starts at `first`, not beyond `high`: *le président Jean Dupont*, *la
/// ministre de la Santé, Jeanne Dupont*, *le ministère*.
pub(super) fn phrase_after(tokens: Tokens<'_>, first: usize, high: usize) -> Option<Phrase> {
    let mut start = first;
    while start < high && start - first < MAX_LOWER_WORDS && tokens.at(start).is(AUXILIARY | LINKER)
    {
        start += 1;
    }
    if is_pronoun(tokens.at(start)) && start < high {
        return Some(Phrase::plain(start, start + 1, PhraseKind::Pronoun));
    }
    let limit = high.min(start + MAX_PHRASE_TOKENS);
    let mut role_end = None;
    let mut n_lower = 0;
    let mut position = start;
    while position < limit {
        let token = tokens.at(position);
        if token.is_mark(',') && role_end.is_some() && tokens.at(position + 1).is_name() {
            position += 1;
            let end = run_end(tokens, position, high);
            if end - position >= 2 {
                return Some(Phrase::named(position, end, position));
            }
            break;
        }
        if !token.is_word() || token.is(PHRASE_END) || token.verb().is_some() {
            break;
        }
        if token.is(ROLE) {
            role_end = Some(position + 1);
            n_lower = 0;
        } else if token.is_name() {
            let end = run_end(tokens, position, high);
            let before = tokens.before(position);
            let is_complement = role_end.is_some()
                && position > start
                && (before.is(LINKING_PREPOSITION)
                    || before.is(DETERMINER)
                        && tokens.before(position - 1).is(LINKING_PREPOSITION));
            if !is_complement {
                // Unknown words before a name are no part of it: "säger statsministern Lars".
                let start = if role_end.is_some() || n_lower == 0 { start } else { position };
                return Some(Phrase::named(start, end, name_start(tokens, position, end)));
            }
            role_end = Some(end);
            position = end;
            n_lower = 0;
            continue;
        } else {
            n_lower += usize::from(!token.is(DETERMINER | LINKER));
            let limit = if role_end.is_some() { MAX_LOWER_WORDS } else { MAX_UNKNOWN_WORDS };
            if n_lower > limit || token.is(LINKING_PREPOSITION) && role_end.is_none() {
                break;
            }
        }
        position += 1;
    }
    role_end.map(|end| Phrase::plain(start, end, PhraseKind::Nominal))
}

/// Reads the phrase that ends at `last`, not before `low`.
pub(super) fn phrase_before(tokens: Tokens<'_>, low: usize, last: usize) -> Option<Phrase> {
    let mut last = last;
    if tokens.at(last).word == Word::Possessive {
        last = last.checked_sub(1).filter(|&at| at >= low)?;
    }
    let token = tokens.at(last);
    if last < low || !token.is_word() {
        return None;
    }
    if is_pronoun(token) {
        return Some(Phrase::plain(last, last + 1, PhraseKind::Pronoun));
    }
    let mut start = last + 1;
    while start > low && last + 1 - start < MAX_NAME_WORDS {
        let previous = tokens.at(start - 1);
        let joins = start <= last
            && previous.is(PARTICLE)
            && start >= low + 2
            && tokens.at(start - 2).is_name();
        if !previous.is_name() && !joins {
            break;
        }
        start -= 1;
    }
    if start <= last {
        let name_start = name_start(tokens, start, last + 1);
        while start > low && tokens.at(start - 1).is(ROLE) && name_start - start < MAX_LOWER_WORDS {
            start -= 1;
        }
        return Some(Phrase::named(start, last + 1, name_start));
    }
    if !token.is(ROLE) {
        return None;
    }
    let mut start = last;
    while start > low && last - start < MAX_LOWER_WORDS && {
        let previous = tokens.at(start - 1);
        previous.is_name() || previous.is(ROLE | DETERMINER)
    } {
        start -= 1;
    }
    Some(Phrase::plain(start, last + 1, PhraseKind::Nominal))
}
