//! Which attributions of a quote's sentence have no listed verb: labels, *according to*, credits
//! behind a dash, verbs that no list holds.
//!
//! Depends on the quote's place. The other half of `local`.

use super::candidate::Candidate;
use super::class::{BE, CALENDAR, ENDS_IN_ED, GIVEN_NAME, RELAY};
use super::cue::{CueClass, Form};
use super::feature::{Feature, Kind};
use super::local::Place;
use super::noun_phrase::{Phrase, governing_phrase, phrase_after, phrase_before};
use super::token::{Token, Tokens};
use super::word::Word;
use crate::text::Span;

/// The most words of a label in capitals.
const MAX_LABEL_WORDS: usize = 4;
/// Tokens before a colon within which its name is looked for: *Here's Doe in May 1992:*.
const MAX_LABEL_DISTANCE: usize = 8;

/// *“DOE: I agree.”*, *“Jane Doe: I agree.”*: a label within the quote.
pub(super) fn propose_inner_label(place: &Place<'_, '_>, candidates: &mut Vec<Candidate>) {
    let inner = place.story.inner_tokens.get(place.quote.inner.clone()).unwrap_or_default();
    let Some(colon) = inner.iter().take(MAX_LABEL_WORDS + 1).position(|token| token.is_mark(':'))
    else {
        return;
    };
    let words = inner.get(..colon).unwrap_or_default();
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return };
    let text = |token: &Token| place.story.slice(token.span());
    let is_shout = words.iter().all(|token| {
        let word = text(token);
        token.is_capital && word.len() >= 2 && !word.chars().any(char::is_lowercase)
    });
    let is_full_name = first.is(GIVEN_NAME)
        && (2..=3).contains(&colon)
        && words.iter().all(|word| word.is_capital);
    let spaced = inner.get(colon + 1).is_some_and(|next| {
        inner.get(colon).is_some_and(|colon| colon.span().end() < next.span().start())
    });
    if spaced && (is_shout || is_full_name) {
        let mut candidate =
            Candidate::new(Kind::InnerLabel, place.quote.paragraph, None, place.table);
        candidate.label = Some(Span::new(first.span().start(), last.span().end()));
        candidates.push(candidate);
    }
}

/// *according to Doe*, *per Doe*, *in the words of Doe*, *was called “…” by Doe*.
pub(super) fn propose_according(place: &Place<'_, '_>, candidates: &mut Vec<Candidate>) {
    let (tokens, start, end) = (place.tokens, place.sentence.start, place.sentence.end);
    for position in start..end {
        let next = tokens.at(position + 1);
        let has_next = position + 1 < end;
        let (source, first, cue) = match tokens.at(position).word {
            Word::According if has_next && next.word == Word::To => {
                (0, position + 2, (position, position + 2))
            }
            Word::Per if has_next && next.is_capital => (1, position + 1, (position, position + 1)),
            Word::Words
                if position < place.quote.token
                    && position > start + 1
                    && tokens.at(position - 1).word == Word::The
                    && next.word == Word::Of =>
            {
                (2, position + 2, (position, position + 2))
            }
            Word::By if position > start + 1 && has_next => {
                let Some(participle) = passive_before(place, position) else { continue };
                (3, position + 1, (participle, participle + 1))
            }
            _ => continue,
        };
        let Some(phrase) = phrase_after(tokens, first, end) else { continue };
        let mut candidate = place.candidate(Kind::According, phrase, Some(position));
        candidate.cue = Some(cue);
        candidate.add(place.table, Feature::Source, &[source]);
        candidate.add(place.table, Feature::Phrase, &[phrase.kind as usize]);
        candidate.add(place.table, Feature::Case, &[place.case as usize]);
        candidate.add(place.table, Feature::Closer, &[place.closer as usize]);
        candidates.push(candidate);
    }
}

/// Finds the participle to which *by* belongs: *was called “…” by Doe*, *called the “…” by Doe*,
/// *was said by Doe*.
fn passive_before(place: &Place<'_, '_>, by: usize) -> Option<usize> {
    /// Tokens between a participle and the quote.
    const MAX_DISTANCE: usize = 3;
    let tokens = place.tokens;
    let quote = place.quote.token;
    if by != quote + 1 {
        let participle = by.checked_sub(1)?;
        return is_passive(tokens, participle).then_some(participle);
    }
    let lowest = place.sentence.start.max(quote.saturating_sub(MAX_DISTANCE));
    let participle = (lowest..quote).rev().find(|&at| tokens.at(at).verb().is_some())?;
    let cue = tokens.at(participle).cue?;
    let is_reduced = tokens.before(participle).is_comma_or_dash() && cue.class == CueClass::Call;
    (cue.form == Form::Past && (is_reduced || is_passive(tokens, participle))).then_some(participle)
}

/// *was called*, *is often called*: a participle behind a form of *be*.
fn is_passive(tokens: Tokens<'_>, participle: usize) -> bool {
    let (token, before) = (tokens.at(participle), tokens.before(participle));
    token.cue.is_some_and(|cue| cue.form == Form::Past)
        && !token.is(RELAY)
        && (before.is(BE) || before.is_adverbial())
}

/// *“…” beamed Doe*, *“…” Doe crowed*: for want of anything else, a verb that no list holds.
pub(super) fn propose_unlisted_verb(
    place: &Place<'_, '_>,
    start: usize,
    candidates: &mut Vec<Candidate>,
) {
    let (tokens, end) = (place.tokens, place.sentence.end);
    let token = tokens.at(start);
    if start >= end || !token.is_word() {
        return;
    }
    if !token.is_capital && token.is(ENDS_IN_ED) && token.cue.is_none() {
        if let Some(phrase) = phrase_after(tokens, start + 1, end) {
            candidates.push(place.candidate(Kind::UnlistedVerbSubject, phrase, Some(start)));
        }
        return;
    }
    let Some(phrase) = phrase_after(tokens, start, end).filter(|phrase| phrase.end < end) else {
        return;
    };
    let mut verb = phrase.end;
    while verb < end && (tokens.at(verb).is_adverbial() || tokens.at(verb).is_auxiliary()) {
        verb += 1;
    }
    if verb < end && tokens.at(verb).is_word() && !tokens.at(verb).is_capital {
        candidates.push(place.candidate(Kind::UnlistedSubjectVerb, phrase, Some(verb)));
    }
}

/// *Doe: “…”*; *Here's Doe in May 1992: “…”*.
pub(super) fn propose_label(place: &Place<'_, '_>, candidates: &mut Vec<Candidate>) {
    let (tokens, start, quote) = (place.tokens, place.sentence.start, place.quote.token);
    if quote < start + 2 || !tokens.at(quote - 1).is_mark(':') {
        return;
    }
    let last = quote - 2;
    let nearest =
        phrase_before(tokens, start, last).map(|phrase| governing_phrase(tokens, start, phrase));
    let phrase = match nearest {
        Some(phrase) if phrase.is_name() => Some(phrase),
        _ => last_capital_run(place, last).or(nearest),
    };
    let Some(phrase) = phrase else { return };
    let opener = if phrase.start <= start { 0 } else { label_opener(tokens.before(phrase.start)) };
    let mut candidate = place.candidate(Kind::Label, phrase, Some(quote - 1));
    candidate.add(place.table, Feature::LabelOpener, &[opener]);
    candidate.add(place.table, Feature::Phrase, &[phrase.kind as usize]);
    candidates.push(candidate);
}

fn last_capital_run(place: &Place<'_, '_>, last: usize) -> Option<Phrase> {
    let (tokens, start) = (place.tokens, place.sentence.start);
    let is_run = |at: usize| tokens.at(at).is_capital && !tokens.at(at).is(CALENDAR);
    let lowest = start.max((place.quote.token + 1).saturating_sub(MAX_LABEL_DISTANCE + 1));
    let position = (lowest..=last).rev().find(|&at| is_run(at)).unwrap_or(lowest);
    if position >= last || !tokens.at(position).is_capital {
        return None;
    }
    phrase_before(tokens, start, position)
}

/// Position among the labels of `LABEL_OPENER`.
fn label_opener(token: &Token) -> usize {
    if matches!(token.mark(), '-' | '—' | '–') {
        return 3;
    }
    let is_known = matches!(
        token.word,
        Word::From
            | Word::By
            | Word::Via
            | Word::Possessive
            | Word::And
            | Word::Here
            | Word::To
            | Word::Of
    );
    if is_known { 1 } else { 2 }
}

/// *“…” — Jane Doe*.
pub(super) fn propose_dash(place: &Place<'_, '_>, candidates: &mut Vec<Candidate>) {
    let phrase_after = place.story.grammar.phrase_after;
    let tokens = place.tokens;
    let dash = place.quote.token + 1;
    if !matches!(tokens.at(dash).mark(), '—' | '–' | '-' | '―') {
        return;
    }
    let Some(phrase) = phrase_after(tokens, dash + 1, tokens.end()).filter(Phrase::is_name) else {
        return;
    };
    let closes =
        phrase.end >= tokens.end() || matches!(tokens.at(phrase.end).mark(), ',' | '.' | '(');
    if closes {
        let mut candidate = place.candidate(Kind::Dash, phrase, Some(dash));
        candidate.cue = None;
        candidates.push(candidate);
    }
}
