//! Which clauses of a German sentence report, and who may be their subject.
//!
//! Depends on German noun phrases. A verb has up to three readings of its subject, before it, behind
//! it and at the start of a subordinate clause; each is a clause, and the weights decide.

use super::noun_phrase::{is_noun, phrase_after, phrase_before};
use super::placement::{Before, Case, Left, Placement};
use crate::quotes::class::{
    ADVERB, AUXILIARY, DETERMINER, DOCUMENT_PREPOSITION, GENITIVE_DETERMINER,
    NOMINATIVE_DETERMINER, OBLIQUE_DETERMINER, PARTICLE, PREPOSITION, PRONOUN, SENTENCE_ADVERB,
    SUBJECT_PRONOUN, SUBORDINATOR,
};
use crate::quotes::clause::{Clause, reporting_verbs};
use crate::quotes::cue::{Cue, Form, Lemma};
use crate::quotes::noun_phrase::Phrase;
use crate::quotes::subject::{Subject, Via};
use crate::quotes::token::Tokens;

/// Tokens between a participle and its auxiliary.
const MAX_AUXILIARY_DISTANCE: usize = 35;
/// Tokens of an insertion between subject and verb.
const MAX_INSERTION_TOKENS: usize = 30;
/// Prepositional phrases before the verb of a sentence.
const MAX_OPENING_PHRASES: usize = 3;
/// Tokens behind and before *heißt* within which the document stands.
const DOCUMENT_WINDOW: (usize, usize) = (14, 10);

/// Appends the clauses of the sentence `start..end`, all readings of a verb after another.
pub(super) fn read_clauses(
    tokens: Tokens<'_>,
    start: usize,
    end: usize,
    clauses: &mut Vec<Clause>,
) {
    for (verb, cue) in reporting_verbs(tokens, start, end) {
        read_subjects(tokens, start, end, verb, cue, |phrase, placement| {
            let via = Via::Placed(placement.label());
            clauses.push(Clause { verb, cue, subject: Subject::found(phrase, via) });
        });
    }
}

/// Calls `push` for each reading of the subject of the verb at `verb`, with its placement.
fn read_subjects(
    tokens: Tokens<'_>,
    start: usize,
    end: usize,
    verb: usize,
    cue: Cue,
    mut push: impl FnMut(Phrase, Placement),
) {
    let finite = finite_verb(tokens, start, verb, cue);
    let clause_start = clause_start(tokens, start, finite);
    let mut left = subject_on_the_left(tokens, start, clause_start, finite);
    if cue.lemma == Lemma::Heissen {
        if let Some((phrase, left)) = left {
            push(phrase, Placement::Left(left));
        }
        if let Some((phrase, placement)) = document(tokens, start, end, finite) {
            push(phrase, placement);
        }
        return;
    }
    let mut right = phrase_after(tokens, finite + 1, end);
    keep_subjects(tokens, clause_start, &mut left, &mut right);
    if let Some((phrase, left)) = left {
        push(phrase, Placement::Left(left));
    }
    if let Some(phrase) = right {
        let case = case_of(tokens, phrase);
        push(phrase, Placement::Right { case, left: left.map(|(_, left)| left) });
    }
    let opener = tokens.at(clause_start);
    if opener.is_word()
        && opener.is(SUBORDINATOR)
        && let Some(phrase) = phrase_after(tokens, clause_start + 1, finite)
    {
        let first = left.map(|(phrase, _)| phrase).or(right);
        if first.is_none_or(|first| first.start != phrase.start) {
            push(phrase, Placement::Subordinate);
        }
    }
}

/// Drops the reading that can't be the subject where the other one can.
///
/// An oblique article shows an object. A nominative phrase that fills the place before the verb is
/// the subject, unless a pronoun that is always one stands behind the verb.
fn keep_subjects(
    tokens: Tokens<'_>,
    clause_start: usize,
    left: &mut Option<(Phrase, Left)>,
    right: &mut Option<Phrase>,
) {
    let (Some((before, placement)), Some(behind)) = (*left, *right) else { return };
    let is_oblique = |phrase: Phrase| tokens.at(phrase.start).is(OBLIQUE_DETERMINER);
    let is_certain = |phrase: Phrase| tokens.at(phrase.start).is(SUBJECT_PRONOUN);
    let fills_first_place = before.start == clause_start
        && matches!(
            placement,
            Left::Phrase { before: Before::Plain(_) | Before::Subordinate, opens: true }
        );
    let is_left_subject =
        !is_oblique(before) && (is_certain(before) || fills_first_place) && !is_certain(behind);
    if is_oblique(behind) || is_left_subject {
        *right = None;
    } else if is_oblique(before) || is_certain(behind) {
        *left = None;
    }
}

/// The finite verb of a participle or an infinitive: the nearest auxiliary before it.
fn finite_verb(tokens: Tokens<'_>, start: usize, verb: usize, cue: Cue) -> usize {
    if !matches!(cue.form, Form::Participle | Form::Base) {
        return verb;
    }
    let low = start.max(verb.saturating_sub(MAX_AUXILIARY_DISTANCE + 1));
    let is_auxiliary = |at: &usize| tokens.at(*at).is_word() && tokens.at(*at).is(AUXILIARY);
    (low..verb).rev().find(is_auxiliary).unwrap_or(verb)
}

fn clause_start(tokens: Tokens<'_>, start: usize, verb: usize) -> usize {
    let is_border = |at: usize| {
        let token = tokens.at(at);
        matches!(token.mark(), ',' | ';' | ':' | '–' | '—') || token.is_quote()
    };
    (start..verb).rev().find(|&at| is_border(at)).map_or(start, |border| border + 1)
}

/// Tells the case of a phrase by its article.
fn case_of(tokens: Tokens<'_>, phrase: Phrase) -> Case {
    let first = tokens.at(phrase.start);
    if first.is(NOMINATIVE_DETERMINER) || phrase.is_pronoun() {
        Case::Nominative
    } else if first.is_capital {
        Case::Bare
    } else {
        Case::Oblique
    }
}

/// Reads the phrase that ends right before the verb, over adverbs and an insertion between commas.
fn subject_on_the_left(
    tokens: Tokens<'_>,
    start: usize,
    clause_start: usize,
    verb: usize,
) -> Option<(Phrase, Left)> {
    let mut last = verb.checked_sub(1).filter(|&at| at >= start)?;
    while tokens.at(last).is_word() && tokens.at(last).is(ADVERB) && !tokens.at(last).is(DETERMINER)
    {
        last = last.checked_sub(1).filter(|&at| at >= start)?;
    }
    if tokens.at(last).is_mark(',') {
        return subject_before_insertion(tokens, start, last);
    }
    let phrase = phrase_before(tokens, start, last)?;
    let before = (phrase.start > start).then(|| tokens.at(phrase.start - 1));
    let opens = phrase.start == clause_start || phrase.start == start;
    let before = match before {
        Some(before) if before.is(PREPOSITION) => Before::Prepositional,
        Some(before) if before.is(SUBORDINATOR) => Before::Subordinate,
        _ => Before::Plain(case_of(tokens, phrase)),
    };
    Some((phrase, Left::Phrase { before, opens }))
}

/// *Doe, die …, sagte* and *der Sprecher, Jens Doe, sagte*.
fn subject_before_insertion(
    tokens: Tokens<'_>,
    start: usize,
    comma: usize,
) -> Option<(Phrase, Left)> {
    let lowest = (start + 1).max((comma + 1).saturating_sub(MAX_INSERTION_TOKENS + 1));
    for opener in (lowest..comma).rev() {
        if !tokens.at(opener).is_mark(',') {
            continue;
        }
        let Some(phrase) = phrase_before(tokens, start, opener - 1) else { continue };
        let inside = tokens.range(opener + 1, comma);
        let is_name =
            inside.len() >= 2 && inside.iter().all(|token| is_noun(token) || token.is(PARTICLE));
        if is_name {
            return Some((Phrase::named(opener + 1, comma, opener + 1), Left::Apposition));
        }
        return Some((phrase, Left::Relative));
    }
    None
}

/// *heißt es in dem Bericht*, *in dem Bericht heißt es*: the document.
fn document(
    tokens: Tokens<'_>,
    start: usize,
    end: usize,
    verb: usize,
) -> Option<(Phrase, Placement)> {
    let behind = (verb + 1)..end.min(verb + DOCUMENT_WINDOW.0);
    let before = start.max(verb.saturating_sub(DOCUMENT_WINDOW.1))..verb;
    for at in behind.chain(before) {
        let token = tokens.at(at);
        if !token.is_word() || !token.is(DOCUMENT_PREPOSITION) {
            continue;
        }
        if let Some(phrase) = phrase_after(tokens, at + 1, end).filter(Phrase::is_name) {
            let is_behind = at > verb;
            let placement =
                if is_behind { Placement::DocumentBehind } else { Placement::DocumentBefore };
            return Some((phrase, placement));
        }
    }
    None
}

/// Finds the subject of the main clause between `start` and `end`: the first phrase, unless it is
/// no nominative; then the phrase behind the verb, which is the second constituent.
pub(super) fn main_subject(tokens: Tokens<'_>, start: usize, end: usize) -> Option<Phrase> {
    let mut first = start;
    while first < end && tokens.at(first).is_punctuation() {
        first += 1;
    }
    if first >= end {
        return None;
    }
    let opening = phrase_after(tokens, first, end);
    if let Some(phrase) = opening
        && phrase.end < end
    {
        let token = tokens.at(phrase.start);
        let is_nominative =
            token.is(NOMINATIVE_DETERMINER) || token.is_capital || phrase.is_pronoun();
        if is_nominative && !token.is(OBLIQUE_DETERMINER) {
            return Some(phrase);
        }
    }
    let is_verb = |at: &usize| {
        let token = tokens.at(*at);
        token.is_word() && (token.is(AUXILIARY) || token.cue.is_some())
    };
    let verb = second_place(tokens, first, end).or_else(|| (first..end).find(is_verb));
    let behind = verb.and_then(|verb| subject_behind(tokens, verb + 1, end));
    behind.or(opening)
}

/// Finds the finite verb behind an opening adverbial: *Im Mai 2019 warb …*, *Daraufhin sagte …*.
fn second_place(tokens: Tokens<'_>, first: usize, end: usize) -> Option<usize> {
    let opener = tokens.at(first);
    let mut position = if opener.is(PREPOSITION) {
        first
    } else if opener.is(ADVERB | SENTENCE_ADVERB) {
        first + 1
    } else {
        return None;
    };
    for _ in 0..MAX_OPENING_PHRASES {
        if position >= end || !tokens.at(position).is(PREPOSITION) {
            break;
        }
        position = end_of_prepositional_phrase(tokens, position, end);
    }
    let token = tokens.at(position);
    let is_verb =
        position < end && token.is_word() && !token.is_capital && !token.starts_with_digit;
    (is_verb && !token.is(PREPOSITION | DETERMINER | PRONOUN)).then_some(position)
}

/// A preposition with its noun, a date, and the genitives that hang on it.
fn end_of_prepositional_phrase(tokens: Tokens<'_>, preposition: usize, end: usize) -> usize {
    let mut position = preposition + 1;
    let mut has_noun = false;
    while position < end && position - preposition <= MAX_INSERTION_TOKENS {
        let token = tokens.at(position);
        let is_capital = token.is_word() && token.is_capital;
        let is_modifier = token.starts_with_digit
            || token.is_mark('.') && tokens.before(position).starts_with_digit
            || token.is(DETERMINER) && (!has_noun || token.is(GENITIVE_DETERMINER))
            || token.is_word() && !token.is_capital && !has_noun;
        if !is_capital && !is_modifier {
            break;
        }
        has_noun |= is_capital || token.starts_with_digit;
        if token.is(DETERMINER) && has_noun {
            has_noun = false;
        }
        position += 1;
    }
    position
}

/// Reads the first phrase behind a verb that can be its subject, over one object pronoun.
fn subject_behind(tokens: Tokens<'_>, first: usize, end: usize) -> Option<Phrase> {
    phrase_after(tokens, first, end)
        .filter(|phrase| !tokens.at(phrase.start).is(OBLIQUE_DETERMINER))
}
