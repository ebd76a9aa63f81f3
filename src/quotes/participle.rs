//! Whose participle stands before the quote: *…, saying “…”*, *a sign reading “…”*.
//!
//! Depends on the quote's place. Clauses give a participle the subject of the finite verb before it;
//! here are the other readings.

use super::candidate::Candidate;
use super::class::{AUXILIARY, BE, CONJUNCTION, DETERMINER, ENDS_IN_ED, PREPOSITION};
use super::clause::Clause;
use super::cue::Form;
use super::feature::{Feature, Kind};
use super::local::{Place, gap_of, head_of};
use super::noun_phrase::{Phrase, governing_phrase, phrase_before};
use super::subject::subject_of;
use super::token::Tokens;
use super::word::Word;

/// Tokens before a participle within which its finite verb stands.
const MAX_FINITE_DISTANCE: usize = 25;

/// Appends the readings of the last participle before the quote.
pub(super) fn propose(place: &Place<'_, '_>, candidates: &mut Vec<Candidate>) {
    let clauses = place.story.clauses_of(place.sentence).iter().rev();
    let last = clauses
        .skip_while(|clause| clause.verb > place.quote.token)
        .find(|clause| clause.cue.form == Form::Ing);
    let Some(clause) = last else { return };
    propose_main_subject(place, clause, candidates);
    propose_noun(place, clause, candidates);
    propose_nearest_subject(place, clause, candidates);
}

/// *…, saying “…”*: the main subject, where the clause found another.
fn propose_main_subject(place: &Place<'_, '_>, clause: &Clause, candidates: &mut Vec<Candidate>) {
    let Some(main) = place.main_subject_before(clause.verb) else { return };
    if main.end > clause.verb || is_known(clause, main) {
        return;
    }
    let mark = match place.tokens.before(clause.verb) {
        token if !token.is_punctuation() => 0,
        token if token.is_mark(',') => 1,
        _ => 2,
    };
    let mut candidate = place.candidate(Kind::Participle, main, Some(clause.verb));
    candidate.add(place.table, Feature::Head, &[head_of(place.tokens, main)]);
    candidate.add(place.table, Feature::Class, &[clause.cue.class as usize]);
    candidate.add(place.table, Feature::MarkBefore, &[mark]);
    candidates.push(candidate);
}

/// *a sign reading “…”*, *the crowd chanting “…”*: the noun right before the participle.
fn propose_noun(place: &Place<'_, '_>, clause: &Clause, candidates: &mut Vec<Candidate>) {
    let (tokens, start) = (place.tokens, place.sentence.start);
    let Some(last) = clause.verb.checked_sub(1).filter(|&last| last >= start) else { return };
    let Some(phrase) = phrase_before(tokens, start, last) else { return };
    let phrase = governing_phrase(tokens, start, phrase);
    if !phrase.is_pronoun() && !is_known(clause, phrase) {
        push(place, Kind::NounParticiple, phrase, clause, candidates);
    }
}

/// *when protesters interrupted her, shouting “…”*: the subject of the nearest finite verb, listed
/// or not.
fn propose_nearest_subject(
    place: &Place<'_, '_>,
    clause: &Clause,
    candidates: &mut Vec<Candidate>,
) {
    let (tokens, start) = (place.tokens, place.sentence.start);
    let lowest = (start + 1).max(clause.verb.saturating_sub(MAX_FINITE_DISTANCE));
    let nearest = (lowest..clause.verb).rev().find(|&at| is_finite_verb(tokens, at));
    let Some(phrase) = nearest.and_then(|verb| subject_of(tokens, start, verb).phrase) else {
        return;
    };
    if !is_known(clause, phrase) {
        push(place, Kind::NearParticiple, phrase, clause, candidates);
    }
}

/// A word in *-ed* or an auxiliary that is no part of a noun phrase.
fn is_finite_verb(tokens: Tokens<'_>, at: usize) -> bool {
    let (token, before) = (tokens.at(at), tokens.before(at));
    let is_verb = token.is(ENDS_IN_ED) && !token.is_capital
        || token.is(BE | AUXILIARY)
            && !matches!(token.word, Word::To | Word::Possessive | Word::Also);
    token.is_word() && is_verb && !before.is(DETERMINER | PREPOSITION | CONJUNCTION)
}

fn is_known(clause: &Clause, phrase: Phrase) -> bool {
    clause.subject.phrase.is_some_and(|known| known.start == phrase.start)
}

fn push(
    place: &Place<'_, '_>,
    kind: Kind,
    phrase: Phrase,
    clause: &Clause,
    candidates: &mut Vec<Candidate>,
) {
    let gap = gap_of(place.tokens, clause.verb, place.quote.token, place.previous_quote);
    let mut candidate = place.candidate(kind, phrase, Some(clause.verb));
    candidate.add(place.table, Feature::Head, &[head_of(place.tokens, phrase)]);
    candidate.add(place.table, Feature::Class, &[clause.cue.class as usize]);
    candidate.add(place.table, Feature::Gap, &[gap as usize]);
    candidates.push(candidate);
}
