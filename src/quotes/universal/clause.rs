//! Which clauses report, in a language without a grammar: each reporting verb with the phrases
//! right before and right behind it.
//!
//! Depends on the universal phrases.

use super::phrase::{phrase_after, phrase_before};
use crate::quotes::class::{AUXILIARY, PHRASE_END, QUOTATIVE};
use crate::quotes::clause::{Clause, reporting_verbs};
use crate::quotes::noun_phrase::Phrase;
use crate::quotes::subject::{Subject, Via};
use crate::quotes::token::Tokens;

/// Words between a speaker and the verb.
const MAX_STEPS: usize = 4;
/// Tokens of an insertion between a speaker and the verb.
const MAX_INSERTION_TOKENS: usize = 20;
/// Tokens within which a sentence's main subject starts.
const MAX_SUBJECT_DISTANCE: usize = 8;

/// Appends a clause for every reading of a reporting verb's subject; one without subject if there
/// is none.
pub(super) fn read_clauses(
    tokens: Tokens<'_>,
    start: usize,
    end: usize,
    clauses: &mut Vec<Clause>,
) {
    for (verb, cue) in reporting_verbs(tokens, start, end) {
        let left = subject_before(tokens, start, verb);
        let right = phrase_after(tokens, verb + 1, end);
        let mut push = |phrase: Option<Phrase>, via: Via| {
            let subject = Subject { phrase, via, antecedent: None, pronoun: None };
            clauses.push(Clause { verb, cue, subject });
        };
        if left.is_none() && right.is_none() {
            push(None, Via::Missing);
        }
        if left.is_some() {
            push(left, Via::Direct);
        }
        if right.is_some() {
            push(right, Via::Inverted);
        }
    }
}

/// The phrase before a verb, over auxiliaries or an insertion between commas.
fn subject_before(tokens: Tokens<'_>, start: usize, verb: usize) -> Option<Phrase> {
    let mut last = verb.checked_sub(1).filter(|&at| at >= start)?;
    for _ in 0..MAX_STEPS {
        if !tokens.at(last).is(AUXILIARY | QUOTATIVE) || tokens.at(last).is(PHRASE_END) {
            break;
        }
        last = last.checked_sub(1).filter(|&at| at >= start)?;
    }
    if !tokens.at(last).is_mark(',') {
        return phrase_before(tokens, start, last);
    }
    let lowest = start.max(last.saturating_sub(MAX_INSERTION_TOKENS));
    let opener =
        (lowest..last).rev().find(|&at| tokens.at(at).is_mark(',') || tokens.at(at).is_quote())?;
    if tokens.at(opener).is_quote() {
        return None;
    }
    // "le maire, Jean Dupont, a dit": the inner name.
    let is_inner_name = |phrase: &Phrase| phrase.is_name() && phrase.start == opener + 1;
    let inner = phrase_before(tokens, opener + 1, last.saturating_sub(1)).filter(is_inner_name);
    if inner.is_some_and(|phrase| phrase.end - phrase.start >= 2) {
        return inner;
    }
    phrase_before(tokens, start, opener.checked_sub(1).filter(|&at| at >= start)?)
        .filter(Phrase::is_name)
}

/// Finds the first phrase of a sentence, near its start.
pub(super) fn main_subject(tokens: Tokens<'_>, start: usize, end: usize) -> Option<Phrase> {
    let mut first = start;
    while first < end && tokens.at(first).is_punctuation() {
        first += 1;
    }
    (first..end.min(first + MAX_SUBJECT_DISTANCE)).find_map(|at| {
        let token = tokens.at(at);
        let may_open = token.is_word() && !token.is(AUXILIARY) && token.cue.is_none();
        if may_open { phrase_after(tokens, at, end) } else { None }
    })
}
