//! Why a quote has its speaker: every attribution that was weighed, with its features.
//!
//! Depends on the chosen attributions. Serves people who wonder and scripts that fit weights; no
//! request needs it.

use super::candidate::Candidate;
use super::confidence::mention_span;
use super::decode::decode;
use super::regions::marked_regions_of;
use super::story::Story;
use super::{MIN_CERTAIN_WORDS, Weights, grammar_of};
use crate::text::{Document, Span, Wanted};

/// One attribution that was weighed.
#[derive(Debug, Clone, PartialEq)]
pub struct WeighedAttribution {
    /// The speaker's mention; `None` for nobody.
    pub mention: Option<Span>,
    /// What the mention stands for, if it is a relative pronoun.
    pub antecedent: Option<Span>,
    /// The reporting verb or phrase.
    pub cue: Option<Span>,
    /// The sum of its features' weights, in logits.
    pub score: f64,
    /// Its features as they stand in the weight file: kind, feature, value.
    pub features: Vec<String>,
}

/// All attributions of one marked region.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The words between the marks.
    pub span: Span,
    /// The attributions in the order of their finding; the last one is nobody.
    pub attributions: Vec<WeighedAttribution>,
    /// Number of the chosen one.
    pub chosen: usize,
    /// What speaks for the region being no quote.
    pub rejection: WeighedAttribution,
}

/// Explains all marked regions of a story that have at least three words, accepted or not; by the
/// built-in weights or others.
///
/// # Complexity
/// Linear in the text's length.
#[must_use]
pub fn explain(document: &Document<'_>, weights: Option<&Weights>) -> Vec<Explanation> {
    let rules = grammar_of(document);
    let grammar = &weights.map_or(*rules, |weights| weights.apply_to(rules));
    let wanted = Wanted::always();
    let regions = marked_regions_of(document, &wanted);
    let story = Story::read(document, rules, &regions, MIN_CERTAIN_WORDS, &wanted);
    let choices = decode(&story, grammar, &wanted);
    let weigh = |candidate: &Candidate| {
        let tokens = story.tokens_of(candidate.paragraph);
        let span_of = |start: usize, end: usize| {
            Span::new(tokens.at(start).span().start(), tokens.before(end).span().end())
        };
        WeighedAttribution {
            mention: mention_span(&story, candidate),
            antecedent: candidate
                .antecedent
                .or(candidate.phrase.filter(|_| candidate.pronoun.is_some()))
                .map(|phrase| span_of(phrase.name_start, phrase.end)),
            cue: candidate.cue.map(|(start, end)| span_of(start, end)),
            score: f64::from(candidate.score) / 10.0,
            features: candidate.features().iter().map(|&id| grammar.weights.describe(id)).collect(),
        }
    };
    let explained = story.quotes.iter().zip(&choices).map(|(quote, choice)| Explanation {
        span: quote.region.content,
        attributions: choice.candidates.iter().map(weigh).collect(),
        chosen: choice.best,
        rejection: weigh(&(grammar.weigh_rejection)(&story, quote, choice, grammar.weights)),
    });
    explained.collect()
}
