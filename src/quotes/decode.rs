//! Which attribution each quote gets: the candidate of the highest weight, from left to right.
//!
//! Depends on `local` and `neighbour` for candidates. A choice becomes a candidate of the quotes
//! behind it: turns go on in the paragraph and over its end.

use super::candidate::Candidate;
use super::cue::{CueClass, Form};
use super::feature::{Feature, Kind};
use super::grammar::Grammar;
use super::local::Place;
use super::neighbour::{
    Surroundings, is_alone, propose_credit, propose_next_sentence, propose_previous_paragraph,
    propose_previous_sentences,
};
use super::quote_shape::title_case_of;
use super::story::Story;
use super::token::Tokens;
use super::word::Word;
use crate::text::{List, Wanted};

/// What the choice for a quote counts as work.
const BYTES_A_QUOTE: usize = 128;

/// A quote's choice with what it was chosen from.
#[derive(Debug, Clone)]
pub(super) struct Choice {
    /// All candidates; the last one is nobody.
    pub(super) candidates: List<Candidate>,
    /// The best of them.
    pub(super) best: usize,
    /// The attribution: the best candidate, with its final cue.
    pub(super) attribution: Candidate,
}

impl Choice {
    /// Returns the best candidate.
    pub(super) fn best(&self) -> &Candidate {
        self.candidates.get(self.best).unwrap_or(&self.attribution)
    }

    /// Returns how far the best named candidate lies above nobody, in tenths.
    pub(super) fn margin(&self) -> i32 {
        let nobody = self.candidates.last().map_or(0, |candidate| candidate.score);
        let named = self.candidates.iter().filter(|candidate| candidate.kind != Kind::Nobody);
        named.map(|candidate| candidate.score).max().unwrap_or(-90) - nobody
    }
}

/// Chooses the attributions of all quotes of a story, in order; of fewer once they aren't `wanted`.
pub(super) fn decode(
    story: &Story<'_>,
    grammar: &Grammar<'_>,
    wanted: &Wanted<'_>,
) -> List<Choice> {
    let mut choices: List<Choice> = List::new();
    let mut last_speaker: Option<(usize, Candidate)> = None;
    for paragraph in &story.paragraphs {
        if !wanted.for_more(paragraph.span.len()) {
            break;
        }
        let places = paragraph
            .quotes
            .clone()
            .filter_map(|quote| Some((quote, Place::of(story, quote, grammar.weights)?)));
        let local = places.map(|(quote, place)| {
            let mut candidates = List::new();
            (grammar.propose_local)(&place, &mut candidates);
            (quote, place, candidates)
        });
        let mut places = local.enumerate().peekable();
        let tokens = Tokens::new(&story.tokens, paragraph.tokens.start, paragraph.tokens.end);
        let is_alone_in_paragraph = is_alone(tokens);
        while let Some((number, (quote, place, mut candidates))) = places.next() {
            if !wanted.for_more(BYTES_A_QUOTE) {
                return choices;
            }
            let previous = (number > 0).then(|| choices.last()).flatten();
            let around = Surroundings {
                number,
                previous_quote_sentence: (number > 0).then(|| story.quotes[quote - 1].sentence),
                is_last: quote + 1 == paragraph.quotes.end,
                is_alone: is_alone_in_paragraph,
            };
            propose_continued(&place, quote, previous, &mut candidates);
            let next = places.peek().and_then(|(_, (_, _, local))| Some(local[best_of(local)?]));
            propose_next(&place, quote, next, &mut candidates);
            propose_previous_sentences(&place, grammar, &around, &mut candidates);
            propose_next_sentence(&place, grammar, &mut candidates);
            let is_first_sentence = place.quote.sentence == paragraph.sentences.start;
            let is_whole = place.sentence.is_whole_quote;
            if number == 0 || is_first_sentence || is_whole {
                propose_carried(&place, last_speaker.as_ref(), &mut candidates);
                if number == 0 && (is_first_sentence || is_whole) {
                    propose_previous_paragraph(&place, grammar, &around, &mut candidates);
                }
            }
            propose_credit(&place, grammar, &around, &mut candidates);
            candidates.push(nobody(&place));
            let best = best_of(&candidates).unwrap_or_default();
            let attribution = with_final_cue(&place, candidates[best], &candidates);
            if attribution.has_speaker() {
                last_speaker = Some((quote, attribution));
            }
            choices.push(Choice { candidates, best, attribution });
        }
    }
    choices
}

/// Position of the candidate of the highest weight: of equals the first, but of verbs before the
/// quote the nearest. Weights are rounded, so that equals are common.
fn best_of(candidates: &[Candidate]) -> Option<usize> {
    let highest = candidates.iter().map(|candidate| candidate.score).max()?;
    let mut equals = candidates.iter().enumerate().filter(|(_, other)| other.score == highest);
    let (mut best, mut chosen) = equals.next()?;
    for (at, other) in equals {
        let are_before = chosen.kind == Kind::Before && other.kind == Kind::Before;
        if are_before && other.verb > chosen.verb {
            (best, chosen) = (at, other);
        }
    }
    Some(best)
}

/// The speaker of the paragraph's previous quote.
fn propose_continued(
    place: &Place<'_, '_>,
    quote: usize,
    previous: Option<&Choice>,
    candidates: &mut Vec<Candidate>,
) {
    let Some(earlier) = previous.map(|choice| &choice.attribution).filter(|c| c.has_speaker())
    else {
        return;
    };
    let previous_token = story_token(place.story, quote.wrapping_sub(1));
    let is_tagged = earlier.paragraph == place.quote.paragraph
        && earlier.verb.is_some_and(|verb| previous_token < verb && verb < place.quote.token);
    let mut candidate = carried_on(place, Kind::Continued, earlier);
    let distance = sentences_between(place.story, quote.wrapping_sub(1), quote);
    let whole = usize::from(place.sentence.is_whole_quote);
    candidate.add(place.table, Feature::Tagged, &[usize::from(is_tagged)]);
    candidate.add(place.table, Feature::Closer, &[place.closer as usize]);
    candidate.add(place.table, Feature::Distance, &[distance]);
    candidate.add(place.table, Feature::WholeDistance, &[whole, distance]);
    candidates.push(candidate);
}

fn story_token(story: &Story<'_>, quote: usize) -> usize {
    story.quotes.get(quote).map_or(usize::MAX, |quote| quote.token)
}

fn sentences_between(story: &Story<'_>, first: usize, second: usize) -> usize {
    let sentence = |quote: usize| story.quotes.get(quote).map_or(0, |quote| quote.sentence);
    sentence(second).saturating_sub(sentence(first))
}

/// The speaker whom the next quote of the paragraph would get in its own sentence.
fn propose_next(
    place: &Place<'_, '_>,
    quote: usize,
    next: Option<Candidate>,
    candidates: &mut Vec<Candidate>,
) {
    if let Some(next) = next
        && next.phrase.is_some()
        && next.kind != Kind::MainSubject
    {
        let mut candidate = carried_on(place, Kind::Next, &next);
        let distance = sentences_between(place.story, quote, quote + 1);
        candidate.add(place.table, Feature::Distance, &[distance]);
        candidates.push(candidate);
    }
}

/// The last speaker of the article.
fn propose_carried(
    place: &Place<'_, '_>,
    last: Option<&(usize, Candidate)>,
    candidates: &mut Vec<Candidate>,
) {
    let Some((quote, earlier)) = last else { return };
    let is_unclosed = place.story.quotes.get(*quote).is_some_and(|quote| quote.region.is_unclosed);
    let mut candidate = carried_on(place, Kind::Carried, earlier);
    candidate.add(place.table, Feature::Unclosed, &[usize::from(is_unclosed)]);
    candidate.add(place.table, Feature::Whole, &[usize::from(place.sentence.is_whole_quote)]);
    if let Some(verb) = (place.story.grammar.subjectless_tag)(place) {
        // Languages that drop subject pronouns: "…", dijo.
        candidate.add(place.table, Feature::Subjectless, &[1]);
        candidate.verb = Some(verb);
        candidate.cue = Some((verb, verb + 1));
    }
    candidates.push(candidate);
}

/// A candidate of another kind with the same speaker, verb and cue.
fn carried_on(place: &Place<'_, '_>, kind: Kind, earlier: &Candidate) -> Candidate {
    let mut candidate = Candidate::new(kind, earlier.paragraph, earlier.phrase, place.table);
    candidate.antecedent = earlier.antecedent;
    candidate.pronoun = earlier.pronoun;
    candidate.verb = earlier.verb;
    candidate.cue = earlier.cue;
    candidate.label = earlier.label;
    candidate
}

fn nobody(place: &Place<'_, '_>) -> Candidate {
    let mut candidate = Candidate::new(Kind::Nobody, place.quote.paragraph, None, place.table);
    let title_case = title_case_of(place.story.quote_text(place.quote));
    candidate.add(place.table, Feature::TitleCase, &[title_case as usize]);
    candidate.add(place.table, Feature::Closer, &[place.closer as usize]);
    candidate.add(place.table, Feature::Words, &[place.quote.n_words.saturating_sub(1)]);
    candidate.add(place.table, Feature::Whole, &[usize::from(place.sentence.is_whole_quote)]);
    candidate
}

/// *Doe attacked the plan, calling it “…”*: a participle nearer to the quote with the same subject
/// gives the cue.
fn with_final_cue(place: &Place<'_, '_>, best: Candidate, candidates: &[Candidate]) -> Candidate {
    if !matches!(best.kind, Kind::Before | Kind::MainSubject | Kind::Continued) {
        return best;
    }
    let Some(phrase) = best.phrase else { return best };
    let (tokens, quote) = (place.tokens, place.quote);
    let mut attribution = best;
    for other in candidates {
        let Some(verb) = other.verb else { continue };
        let is_same = matches!(other.kind, Kind::Before | Kind::Participle)
            && other.phrase.is_some_and(|other| other.start == phrase.start);
        let is_nearer = attribution.paragraph != quote.paragraph
            || attribution.verb.is_none_or(|earlier| verb > earlier);
        let is_between = verb < quote.token && place.previous_quote.is_none_or(|at| at < verb);
        if is_same && is_nearer && is_between && is_reporting_participle(tokens, verb) {
            attribution.verb = Some(verb);
            attribution.cue = other.cue;
        }
    }
    attribution
}

/// A participle of saying or calling behind a comma, a quote, *and*, *but* or *as*.
fn is_reporting_participle(tokens: Tokens<'_>, verb: usize) -> bool {
    let is_participle = tokens
        .at(verb)
        .cue
        .is_some_and(|cue| cue.form == Form::Ing && cue.class != CueClass::Other);
    let before = tokens.before(verb);
    is_participle
        && (before.is_mark(',')
            || before.is_quote()
            || matches!(before.word, Word::And | Word::But | Word::As))
}
