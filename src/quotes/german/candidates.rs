//! Which attributions a German quote's own sentence offers.
//!
//! Depends on German clauses and the quote's place.

use super::noun_phrase::{phrase_after, phrase_before};
use crate::quotes::candidate::Candidate;
use crate::quotes::class::{
    AGENT_WORD, NAMING_PARTICIPLE, SOURCE_NOUN, SOURCE_POSTPOSITION, SOURCE_WORD, SUBJUNCTIVE,
};
use crate::quotes::clause::Clause;
use crate::quotes::feature::{Feature, Kind};
use crate::quotes::local::{Gap, Place, count_words};
use crate::quotes::local_source::propose_inner_label;
use crate::quotes::noun_phrase::Phrase;
use crate::quotes::subject::Via;
use crate::quotes::token::Tokens;
use crate::quotes::word::Word;

/// Tokens behind the quote within which the participle of *von X als “…” bezeichnet* stands.
const MAX_PARTICIPLE_DISTANCE: usize = 6;
/// The most clauses of a sentence that are candidates.
const MAX_CLAUSES: usize = 40;

/// Appends the candidates of the quote's own sentence.
pub(super) fn propose(place: &Place<'_, '_>, candidates: &mut Vec<Candidate>) {
    propose_inner_label(place, candidates);
    let tag = tag_start(place);
    propose_sources(place, candidates);
    propose_clauses(place, tag, candidates);
    propose_main_subject(place, candidates);
    propose_label(place, candidates);
}

/// The first token behind the quote and punctuation.
fn tag_start(place: &Place<'_, '_>) -> usize {
    let mut start = place.quote.token + 1;
    while start < place.sentence.end
        && matches!(place.tokens.at(start).mark(), ',' | '–' | '—' | '-' | '.')
    {
        start += 1;
    }
    start
}

/// *so Doe*, *laut Doe*, *nach Angaben von Doe*, *Doe zufolge*, *von Doe als “…” bezeichnet*.
fn propose_sources(place: &Place<'_, '_>, candidates: &mut Vec<Candidate>) {
    let (tokens, start, end) = (place.tokens, place.sentence.start, place.sentence.end);
    for position in start..end {
        let token = tokens.at(position);
        if !token.is_word() {
            continue;
        }
        let next = tokens.at(position + 1);
        let phrase = if token.is(SOURCE_WORD) {
            let has_source_noun = position + 1 < end
                && next.is_word()
                && (next.is(SOURCE_NOUN) || next.word == Word::The);
            if token.word == Word::After && !has_source_noun {
                continue;
            }
            source_behind(place, position, token.word == Word::So)
        } else if token.is(AGENT_WORD) && position < place.quote.token {
            let behind = tokens
                .range(place.quote.token, end.min(place.quote.token + MAX_PARTICIPLE_DISTANCE));
            let names = behind.iter().any(|token| token.is(NAMING_PARTICIPLE));
            names.then(|| phrase_after(tokens, position + 1, end)).flatten()
        } else if token.is(SOURCE_POSTPOSITION) && position > start {
            phrase_before(tokens, start, position - 1)
        } else {
            None
        };
        if let Some(phrase) = phrase {
            let mut candidate = place.candidate(Kind::According, phrase, Some(position));
            candidate.add(place.table, Feature::Phrase, &[phrase.kind as usize]);
            candidates.push(candidate);
        }
    }
}

/// The source behind *laut*, *so*, *nach*: for *nach Angaben von Doe* whose statement it is.
fn source_behind(place: &Place<'_, '_>, position: usize, is_so: bool) -> Option<Phrase> {
    let (tokens, end) = (place.tokens, place.sentence.end);
    let phrase = phrase_after(tokens, position + 1, end)?;
    if phrase.head(tokens).is(SOURCE_NOUN) {
        let link = tokens.at(phrase.end);
        let skips = phrase.end < end && link.is_word() && link.is(AGENT_WORD);
        return phrase_after(tokens, phrase.end + usize::from(skips), end).or(Some(phrase));
    }
    // "so Doe meinte" has a verb of its own.
    let next = tokens.at(phrase.end);
    let has_verb = phrase.end < end && next.is_word() && next.cue.is_some();
    (!is_so || !has_verb).then_some(phrase)
}

/// The reporting clauses of the sentence, the nearest ones around the quote.
fn propose_clauses(place: &Place<'_, '_>, tag: usize, candidates: &mut Vec<Candidate>) {
    let quote = place.quote.token;
    let clauses = place.story.clauses_of(place.sentence);
    let near =
        clauses.partition_point(|clause| clause.verb < quote).saturating_sub(MAX_CLAUSES / 2);
    for clause in clauses.iter().skip(near).take(MAX_CLAUSES) {
        let Some(phrase) = clause.subject.phrase else { continue };
        if phrase.start <= quote && quote < phrase.end {
            continue;
        }
        if clause.verb < quote {
            candidates.push(clause_before(place, clause, phrase));
            continue;
        }
        let kind = if phrase.start < quote {
            Kind::AroundQuote
        } else if clause.verb == tag {
            Kind::VerbSubject
        } else if clause.verb < place.next_quote {
            Kind::DistantSubjectVerb
        } else {
            continue;
        };
        let mut candidate = place.candidate(kind, phrase, Some(clause.verb));
        if kind == Kind::VerbSubject {
            candidate.add(place.table, Feature::Class, &[clause.cue.class as usize]);
        }
        candidates.push(candidate);
    }
}

/// Weighs a clause whose verb stands before the quote.
fn clause_before(place: &Place<'_, '_>, clause: &Clause, phrase: Phrase) -> Candidate {
    let quote = place.quote.token;
    if phrase.start > quote {
        return place.candidate(Kind::BeforeWithSubjectBehind, phrase, Some(clause.verb));
    }
    let (class, form) = (clause.cue.class as usize, clause.cue.form as usize);
    let gap = gap_of(place.tokens, clause.verb, quote, place.previous_quote);
    let placement = match clause.subject.via {
        Via::Placed(placement) => usize::from(placement),
        _ => 0,
    };
    let mut candidate = place.candidate(Kind::Before, phrase, Some(clause.verb));
    candidate.add(place.table, Feature::Class, &[class]);
    candidate.add(place.table, Feature::Form, &[form]);
    candidate.add(place.table, Feature::Placement, &[placement]);
    candidate.add(place.table, Feature::Phrase, &[phrase.kind as usize]);
    candidate.add(place.table, Feature::GapClass, &[gap, class]);
    candidate.add(place.table, Feature::PlacementForm, &[placement, form]);
    candidate
}

/// The main subject before the quote, whatever its verb.
fn propose_main_subject(place: &Place<'_, '_>, candidates: &mut Vec<Candidate>) {
    let quote = place.quote.token;
    let start = place.sentence.start;
    let main =
        (start < quote).then(|| super::clause::main_subject(place.tokens, start, quote)).flatten();
    let Some(main) = main.filter(|main| main.end <= quote) else { return };
    let clauses = place.story.clauses_of(place.sentence);
    let mut n_verbs = 0;
    let mut last_verb = None;
    for clause in clauses.iter().take_while(|clause| clause.verb < quote) {
        n_verbs += usize::from(last_verb != Some(clause.verb));
        last_verb = Some(clause.verb);
    }
    let next = (main.end < quote).then_some(main.end);
    let mut candidate = place.candidate(Kind::MainSubject, main, next);
    candidate.add(place.table, Feature::Phrase, &[main.kind as usize]);
    candidate.add(place.table, Feature::Case, &[place.case as usize]);
    candidate.add(place.table, Feature::ClausesBefore, &[n_verbs]);
    let is_subjunctive = [place.tokens.at(main.end), place.tokens.before(main.start)]
        .iter()
        .any(|verb| verb.is_word() && verb.is(SUBJUNCTIVE));
    candidate.add(place.table, Feature::Subjunctive, &[usize::from(is_subjunctive)]);
    candidates.push(candidate);
}

/// *Doe: “…”* where the label is all that stands before.
fn propose_label(place: &Place<'_, '_>, candidates: &mut Vec<Candidate>) {
    let (tokens, start, quote) = (place.tokens, place.sentence.start, place.quote.token);
    if quote < start + 2 || !tokens.at(quote - 1).is_mark(':') {
        return;
    }
    if let Some(phrase) =
        phrase_before(tokens, start, quote - 2).filter(|phrase| phrase.start == start)
    {
        candidates.push(place.candidate(Kind::Label, phrase, Some(quote - 1)));
    }
}

/// What stands between verb and quote, as a position among the labels of `GAP`. The steps of German
/// are 5 and 12 words, under the labels of the next higher ones, *6-words* and *14-words*.
fn gap_of(tokens: Tokens<'_>, verb: usize, quote: usize, previous_quote: Option<usize>) -> usize {
    if verb + 1 >= quote {
        return Gap::Nothing as usize;
    }
    if previous_quote.is_some_and(|previous| previous > verb) {
        return Gap::Quote as usize;
    }
    let n_words = count_words(tokens.range(verb + 1, quote));
    let gap = match (tokens.before(quote).mark(), n_words) {
        (':', 0..=12) => Gap::Colon,
        (':', _) => Gap::FarColon,
        (',', _) => Gap::Comma,
        (_, 0..=5) => Gap::Words6,
        (_, 6..=12) => Gap::Words14,
        _ => Gap::Far,
    };
    gap as usize
}
