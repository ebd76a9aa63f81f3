//! Which attributions stand behind a quote: *“…,” said Doe*, *“…,” Doe said*.
//!
//! Depends on clauses and on what stands right behind the quote.

use super::{Place, count_words, head_of, opener_of};
use crate::quotes::candidate::Candidate;
use crate::quotes::class::{
    CALENDAR, DETERMINER, OBJECT_PRONOUN, PREPOSITION, PRONOUN, ROLE, SUBORDINATOR, TIME_NOUN,
};
use crate::quotes::clause::Clause;
use crate::quotes::cue::{Cue, Lemma};
use crate::quotes::feature::{Feature, Kind};
use crate::quotes::noun_phrase::{Phrase, phrase_after};
use crate::quotes::token::{Token, Tokens};
use crate::quotes::word::Word;

/// Tokens behind *said a spokesman* within which the name is looked for.
const MAX_NAME_DISTANCE: usize = 14;

/// What stands right behind the quote.
pub(super) struct Tag {
    /// The first token behind punctuation and a conjunction.
    pub(super) start: usize,
    /// Whether a conjunction was skipped.
    skips_conjunction: bool,
    /// The first token behind adverbs too.
    verb: usize,
}

impl Tag {
    /// Reads what stands behind the quote.
    pub(super) fn behind(place: &Place<'_, '_>) -> Self {
        let (tokens, end) = (place.tokens, place.sentence.end);
        let mut start = place.quote.token + 1;
        while start < end && matches!(tokens.at(start).mark(), ',' | '—' | '–' | '-' | '.') {
            start += 1;
        }
        let skips_conjunction = start < end
            && matches!(tokens.at(start).word, Word::And | Word::But | Word::As | Word::So);
        start += usize::from(skips_conjunction);
        let mut verb = start;
        while verb < end && tokens.at(verb).is_adverbial() && !tokens.at(verb).is(CALENDAR) {
            verb += 1;
        }
        Self { start, skips_conjunction, verb }
    }
}

/// *“…,” said Doe*: returns the verb if it was read so.
pub(super) fn propose_verb_subject(
    place: &Place<'_, '_>,
    tag: &Tag,
    candidates: &mut Vec<Candidate>,
) -> Option<usize> {
    let (tokens, end) = (place.tokens, place.sentence.end);
    let token = tokens.at(tag.verb);
    let cue = token.verb().filter(|cue| cue.is_finite() && cue.lemma != Lemma::Tell)?;
    if tag.verb >= end || !token.is_word() || tag.skips_conjunction {
        return None;
    }
    let mut first = tag.verb + 1;
    while first < end && tokens.at(first).is_adverbial() {
        first += 1;
    }
    let phrase = phrase_after(tokens, first, end)?;
    let phrase = name_behind_description(tokens, phrase, end).unwrap_or(phrase);
    let mut candidate = place.candidate(Kind::VerbSubject, phrase, Some(tag.verb));
    candidate.add(place.table, Feature::Head, &[head_of(tokens, phrase)]);
    candidate.add(place.table, Feature::Class, &[cue.class as usize]);
    candidate.add(place.table, Feature::Form, &[cue.form as usize]);
    candidate.add(place.table, Feature::Skip, &[0]);
    candidates.push(candidate);
    Some(tag.verb)
}

/// *said a spokesman for the company, Jane Doe*: the name.
fn name_behind_description(tokens: Tokens<'_>, phrase: Phrase, end: usize) -> Option<Phrase> {
    if !phrase.is_nominal() || !phrase.head(tokens).is(ROLE) {
        return None;
    }
    for position in phrase.end..end.min(phrase.end + MAX_NAME_DISTANCE) {
        let token = tokens.at(position);
        if token.is_quote() || matches!(token.mark(), '.' | ';') {
            return None;
        }
        if token.is_mark(',') && position + 1 < end && tokens.at(position + 1).is_name() {
            return phrase_after(tokens, position + 1, end)
                .filter(|name| name.is_name() && name.end - name.name_start >= 2);
        }
    }
    None
}

/// Clauses behind the quote: *“…,” Doe said*; *“…” in a letter that Doe wrote*; *Doe, “…,” said*.
pub(super) fn propose_behind(
    place: &Place<'_, '_>,
    tag: &Tag,
    tag_verb: Option<usize>,
    candidates: &mut Vec<Candidate>,
) {
    let quote = place.quote.token;
    for clause in place.story.clauses_of(place.sentence) {
        if clause.verb <= quote || clause.verb >= place.next_quote || tag_verb == Some(clause.verb)
        {
            continue;
        }
        let Some(phrase) = clause.subject.phrase else {
            // “…” said in a statement: the speaker stands before the quote.
            if clause.verb == tag.verb
                && let Some(main) = place.main_subject_before(quote)
            {
                candidates.push(place.candidate(Kind::MainAndVerb, main, Some(clause.verb)));
            }
            continue;
        };
        if phrase.start <= quote && phrase.end > quote {
            continue;
        }
        let candidate = if phrase.start > quote {
            subject_behind(place, tag, clause, phrase)
        } else {
            let mut candidate = place.candidate(Kind::AroundQuote, phrase, Some(clause.verb));
            candidate.add(place.table, Feature::Head, &[head_of(place.tokens, phrase)]);
            candidate
        };
        candidates.push(candidate.with_subject(&clause.subject));
    }
}

fn subject_behind(place: &Place<'_, '_>, tag: &Tag, clause: &Clause, phrase: Phrase) -> Candidate {
    let (tokens, table) = (place.tokens, place.table);
    let skips = tag.skips_conjunction && phrase.start >= tag.start;
    let n_between = count_words(tokens.range(place.quote.token + 1, phrase.start));
    let (class, head) = (clause.cue.class as usize, head_of(tokens, phrase));
    let is_adjacent = n_between == usize::from(skips);
    let kind = if is_adjacent { Kind::SubjectVerb } else { Kind::DistantSubjectVerb };
    let mut candidate = place.candidate(kind, phrase, Some(clause.verb));
    candidate.add(table, Feature::Head, &[head]);
    candidate.add(table, Feature::Class, &[class]);
    if is_adjacent {
        candidate.add(table, Feature::Form, &[clause.cue.form as usize]);
        candidate.add(table, Feature::Via, &[clause.subject.via.label()]);
        candidate.add(table, Feature::CloserClass, &[place.closer as usize, class]);
        candidate.add(table, Feature::Skip, &[usize::from(tag.skips_conjunction)]);
        candidate.add(table, Feature::Lemma, &[lemma_of(clause.cue)]);
        let after = after_verb(tokens.at(clause.verb + 1), clause.verb + 1 < place.sentence.end);
        candidate.add(table, Feature::AfterVerb, &[after, lemma_of(clause.cue)]);
    } else {
        let opener = opener_of(tokens, Some(place.quote.token), phrase.start);
        candidate.add(table, Feature::Phrase, &[phrase.kind as usize]);
        candidate.add(table, Feature::Opener, &[opener]);
    }
    candidate
}

/// Position of what follows a verb among the labels of `AFTER_VERB`.
fn after_verb(next: &Token, is_inside: bool) -> usize {
    if !is_inside || !next.is_word() {
        0
    } else if next.is(CALENDAR | TIME_NOUN) || next.is_adverbial() {
        1
    } else if next.word == Word::That {
        4
    } else if next.word == Word::To {
        5
    } else if next.is(PREPOSITION) {
        2
    } else if next.is(SUBORDINATOR) {
        3
    } else if next.is(DETERMINER | PRONOUN | OBJECT_PRONOUN) || next.is_capital {
        6
    } else {
        7
    }
}

fn lemma_of(cue: Cue) -> usize {
    match cue.lemma {
        Lemma::Say => 0,
        Lemma::Tell => 1,
        Lemma::Add => 2,
        Lemma::Ask | Lemma::Heissen | Lemma::Other => 3,
    }
}
