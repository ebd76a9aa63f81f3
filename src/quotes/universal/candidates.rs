//! Which attributions a quote's own sentence offers, in a language without a grammar.
//!
//! Depends on the universal clauses and the quote's place.

use super::phrase::{phrase_after, phrase_before};
use crate::quotes::candidate::Candidate;
use crate::quotes::class::{AUXILIARY, QUOTATIVE, SOURCE_POSTPOSITION, SOURCE_WORD};
use crate::quotes::feature::{Feature, Kind};
use crate::quotes::local::{Place, gap_of};
use crate::quotes::local_source::{propose_dash, propose_inner_label};
use crate::quotes::noun_phrase::Phrase;
use crate::quotes::subject::Via;

/// Words between the quote and the tag's verb.
const MAX_STEPS: usize = 4;
/// The most clauses of a sentence that are candidates.
const MAX_CLAUSES: usize = 40;

/// Appends the candidates of the quote's own sentence.
pub(super) fn propose(place: &Place<'_, '_>, candidates: &mut Vec<Candidate>) {
    propose_inner_label(place, candidates);
    propose_clauses(place, candidates);
    propose_sources(place, candidates);
    propose_label(place, candidates);
    propose_dash(place, candidates);
    let main =
        place.main_subject_before(place.quote.token).filter(|main| main.end <= place.quote.token);
    if let Some(main) = main {
        push(place, Kind::MainSubject, main, None, candidates);
    }
}

fn push(
    place: &Place<'_, '_>,
    kind: Kind,
    phrase: Phrase,
    verb: Option<usize>,
    candidates: &mut Vec<Candidate>,
) {
    let mut candidate = place.candidate(kind, phrase, verb);
    candidate.add(place.table, Feature::Phrase, &[phrase.kind as usize]);
    candidates.push(candidate);
}

/// The first token behind the quote, punctuation and the words that introduce a tag.
fn tag_start(place: &Place<'_, '_>) -> usize {
    let (tokens, end) = (place.tokens, place.sentence.end);
    let mut start = place.quote.token + 1;
    while start < end && tokens.at(start).is_punctuation() {
        start += 1;
    }
    if tokens.at(start).is(QUOTATIVE) {
        start += 1;
    }
    start
}

/// The token of a tag's verb behind auxiliaries, if the tag opens with its verb.
fn tag_verb(place: &Place<'_, '_>) -> Option<usize> {
    let (tokens, end) = (place.tokens, place.sentence.end);
    let start = tag_start(place);
    (start..end.min(start + MAX_STEPS))
        .take_while(|&at| at == start || tokens.at(at - 1).is(AUXILIARY))
        .find(|&at| tokens.at(at).is_word() && tokens.at(at).cue.is_some())
}

fn propose_clauses(place: &Place<'_, '_>, candidates: &mut Vec<Candidate>) {
    let quote = place.quote.token;
    let (start, verb_of_tag) = (tag_start(place), tag_verb(place));
    let clauses = place.story.clauses_of(place.sentence);
    let n_before = clauses.partition_point(|clause| clause.verb < quote);
    for (number, clause) in
        clauses.iter().enumerate().skip(n_before.saturating_sub(MAX_CLAUSES / 2)).take(MAX_CLAUSES)
    {
        if clause.verb >= place.next_quote && place.next_quote != quote {
            break;
        }
        let Some(phrase) = clause.subject.phrase else {
            // The subject of a bare verb behind the quote may stand before it.
            let main = place.main_subject_before(quote).filter(|main| main.end <= quote);
            if let Some(main) = main.filter(|_| clause.verb > quote) {
                push(place, Kind::AroundQuote, main, Some(clause.verb), candidates);
            }
            continue;
        };
        if phrase.start <= quote && quote < phrase.end {
            continue;
        }
        if clause.verb < quote {
            if phrase.start > quote {
                continue;
            }
            let gap = gap_of(place.tokens, clause.verb, quote, place.previous_quote) as usize;
            let mut candidate = place.candidate(Kind::Before, phrase, Some(clause.verb));
            candidate.add(place.table, Feature::Phrase, &[phrase.kind as usize]);
            candidate.add(place.table, Feature::Gap, &[gap]);
            candidate.add(place.table, Feature::Distance, &[n_before - 1 - number]);
            candidates.push(candidate);
            continue;
        }
        let kind = if clause.subject.via == Via::Inverted && verb_of_tag == Some(clause.verb) {
            Kind::VerbSubject
        } else if phrase.start < quote {
            Kind::AroundQuote
        } else if clause.subject.via == Via::Direct && phrase.start == start {
            Kind::SubjectVerb
        } else {
            Kind::DistantSubjectVerb
        };
        push(place, kind, phrase, Some(clause.verb), candidates);
    }
}

/// *according to Doe*, before or behind the source.
fn propose_sources(place: &Place<'_, '_>, candidates: &mut Vec<Candidate>) {
    let (tokens, start, end) = (place.tokens, place.sentence.start, place.sentence.end);
    for position in start..end {
        let token = tokens.at(position);
        if !token.is_word() {
            continue;
        }
        let phrase = if token.is(SOURCE_WORD) {
            phrase_after(tokens, position + 1, end)
        } else if token.is(SOURCE_POSTPOSITION) && position > start {
            phrase_before(tokens, start, position - 1)
        } else {
            None
        };
        if let Some(phrase) = phrase {
            push(place, Kind::According, phrase, Some(position), candidates);
        }
    }
}

/// *Doe: «…»*, *le ministre: «…»*.
fn propose_label(place: &Place<'_, '_>, candidates: &mut Vec<Candidate>) {
    let (tokens, start, quote) = (place.tokens, place.sentence.start, place.quote.token);
    if quote < start + 2 || !tokens.at(quote - 1).is_mark(':') {
        return;
    }
    if let Some(phrase) = phrase_before(tokens, start, quote - 2).filter(Phrase::is_name) {
        let mut candidate = place.candidate(Kind::Label, phrase, Some(quote - 1));
        candidate.cue = None;
        candidates.push(candidate);
    }
}

/// Finds the verb of a tag that names nobody: *«…», dijo*, *«…», a-t-il ajouté*.
pub(super) fn subjectless_tag(place: &Place<'_, '_>) -> Option<usize> {
    let verb = tag_verb(place)?;
    let clauses = place.story.clauses_of(place.sentence);
    let has_subject = clauses.iter().any(|clause| {
        clause.verb == verb
            && clause
                .subject
                .phrase
                .is_some_and(|phrase| phrase.start > place.quote.token && !phrase.is_pronoun())
    });
    (!has_subject).then_some(verb)
}
