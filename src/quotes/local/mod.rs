//! Which attributions a quote's own sentence offers.
//!
//! Depends on clauses and the quote's shape; `local_source` adds those without a listed verb.
//! The order of the candidates matters: on equal weight the earlier one is chosen.

mod attributes;
mod before;
mod behind;

use super::candidate::Candidate;
use super::feature::{Feature, Kind};
use super::noun_phrase::Phrase;
use super::quote_shape::{Case, Closer, case_of, closer_of};
use super::story::{MarkedQuote, Sentence, Story};
use super::token::Tokens;
use super::weights::WeightTable;
use super::{local_source, noun_cue, participle};
use before::propose_before;
use behind::{Tag, propose_behind, propose_verb_subject};

pub(super) use attributes::{Gap, START, count_words, gap_of, head_of, opener_of};

/// A quote in its sentence, with what all candidates ask for.
pub(super) struct Place<'s, 't> {
    /// The story.
    pub(super) story: &'s Story<'t>,
    /// The quote.
    pub(super) quote: &'s MarkedQuote,
    /// The paragraph's tokens.
    pub(super) tokens: Tokens<'s>,
    /// The sentence.
    pub(super) sentence: &'s Sentence,
    /// The next quote's token in the sentence, or the sentence's end.
    pub(super) next_quote: usize,
    /// The previous quote's token in the sentence.
    pub(super) previous_quote: Option<usize>,
    /// Case of the quote's first letter.
    pub(super) case: Case,
    /// How the quote closes.
    pub(super) closer: Closer,
    /// What features weigh.
    pub(super) table: &'s WeightTable,
}

impl<'s, 't> Place<'s, 't> {
    /// Makes the place of a quote; `None` if there is no such quote.
    pub(super) fn of(
        story: &'s Story<'t>,
        quote_idx: usize,
        table: &'s WeightTable,
    ) -> Option<Self> {
        let quote = story.quotes.get(quote_idx)?;
        let sentence = story.sentences.get(quote.sentence)?;
        let next = story.quotes.get(quote_idx + 1).map_or(usize::MAX, |next| next.token);
        let previous = quote_idx.checked_sub(1).and_then(|at| story.quotes.get(at));
        Some(Self {
            story,
            quote,
            tokens: story.tokens_of(quote.paragraph),
            sentence,
            next_quote: next.min(sentence.end),
            previous_quote: previous.map(|quote| quote.token).filter(|&at| at >= sentence.start),
            case: case_of(story.quote_text(quote)),
            closer: closer_of(story, quote),
            table,
        })
    }

    /// Makes a candidate of this sentence.
    pub(super) fn candidate(&self, kind: Kind, phrase: Phrase, verb: Option<usize>) -> Candidate {
        Candidate::new(kind, self.quote.paragraph, Some(phrase), self.table).with_verb(verb)
    }

    /// Finds the main subject between the sentence's start and a token.
    pub(super) fn main_subject_before(&self, high: usize) -> Option<Phrase> {
        (self.sentence.start < high)
            .then(|| (self.story.grammar.main_subject)(self.tokens, self.sentence.start, high))
            .flatten()
    }
}

/// Appends the candidates of the quote's own sentence.
pub(super) fn propose(place: &Place<'_, '_>, candidates: &mut Vec<Candidate>) {
    let first = candidates.len();
    local_source::propose_inner_label(place, candidates);
    let tag = Tag::behind(place);
    let tag_verb = propose_verb_subject(place, &tag, candidates);
    propose_behind(place, &tag, tag_verb, candidates);
    propose_before(place, candidates);
    propose_behind_next(place, candidates);
    local_source::propose_according(place, candidates);
    participle::propose(place, candidates);
    noun_cue::propose(place, candidates);
    if candidates.len() == first {
        local_source::propose_unlisted_verb(place, tag.start, candidates);
    }
    propose_main_subject(place, candidates);
    local_source::propose_label(place, candidates);
    local_source::propose_dash(place, candidates);
}

/// The first clause behind the next quote of the sentence.
fn propose_behind_next(place: &Place<'_, '_>, candidates: &mut Vec<Candidate>) {
    let clauses = place.story.clauses_of(place.sentence);
    let first = clauses.iter().find(|clause| clause.verb > place.next_quote);
    if let Some(clause) = first
        && let Some(phrase) = clause.subject.phrase
    {
        let candidate = place.candidate(Kind::BehindNext, phrase, Some(clause.verb));
        candidates.push(candidate.with_subject(&clause.subject));
    }
}

/// The main subject before the quote, whatever its verb.
fn propose_main_subject(place: &Place<'_, '_>, candidates: &mut Vec<Candidate>) {
    let quote = place.quote.token;
    let Some(main) = place.main_subject_before(quote).filter(|main| main.end <= quote) else {
        return;
    };
    let mut next = main.end;
    while next < quote
        && (place.tokens.at(next).is_adverbial() || place.tokens.at(next).is_auxiliary())
    {
        next += 1;
    }
    let token = place.tokens.at(next);
    let is_cue = next < quote && token.is_word() && (token.cue.is_some() || token.is_auxiliary());
    let mut candidate = place.candidate(Kind::MainSubject, main, is_cue.then_some(next));
    candidate.add(place.table, Feature::Head, &[head_of(place.tokens, main)]);
    candidates.push(candidate);
}
