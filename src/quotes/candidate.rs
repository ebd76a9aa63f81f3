//! What an attribution is before it is chosen: a phrase, a verb, and features that are weighed.
//!
//! Depends on `feature` and `weights`. Makes no choice; `decode` does.

use super::feature::{Feature, Kind};
use super::noun_phrase::Phrase;
use super::subject::Subject;
use super::weights::{FeatureId, WeightTable};
use crate::text::Span;

/// The most features of one candidate.
const MAX_FEATURES: usize = 16;

/// One possible attribution of a quote.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    /// Where it stands.
    pub(super) kind: Kind,
    /// The paragraph of its phrase and verb.
    pub(super) paragraph: usize,
    /// The speaker's phrase; none for nobody and for labels within the quote.
    pub(super) phrase: Option<Phrase>,
    /// What the relative pronoun that is the phrase stands for.
    pub(super) antecedent: Option<Phrase>,
    /// The token *which* or *that* by which the phrase is mentioned.
    pub(super) pronoun: Option<usize>,
    /// The verb's token.
    pub(super) verb: Option<usize>,
    /// The tokens that introduce the quote: the verb, *according to*, a colon.
    pub(super) cue: Option<(usize, usize)>,
    /// A label within the quote that names the speaker.
    pub(super) label: Option<Span>,
    /// The sum of its features' weights, in tenths.
    pub(super) score: i32,
    features: [FeatureId; MAX_FEATURES],
    n_features: u8,
}

impl Candidate {
    /// Makes a candidate without features; its bias is added.
    pub(super) fn new(
        kind: Kind,
        paragraph: usize,
        phrase: Option<Phrase>,
        table: &WeightTable,
    ) -> Self {
        let mut candidate = Self {
            kind,
            paragraph,
            phrase,
            antecedent: None,
            pronoun: None,
            verb: None,
            cue: None,
            label: None,
            score: 0,
            features: [FeatureId(0); MAX_FEATURES],
            n_features: 0,
        };
        candidate.add(table, Feature::Bias, &[]);
        candidate
    }

    /// Sets what a clause tells of its subject's mention.
    pub(super) fn with_subject(mut self, subject: &Subject) -> Self {
        self.antecedent = subject.antecedent;
        self.pronoun = subject.pronoun;
        self
    }

    /// Sets the verb, which is the cue too.
    pub(super) fn with_verb(mut self, verb: Option<usize>) -> Self {
        self.verb = verb;
        self.cue = verb.map(|verb| (verb, verb + 1));
        self
    }

    /// Adds a feature and its weight.
    pub(super) fn add(&mut self, table: &WeightTable, feature: Feature, values: &[usize]) {
        let id = table.id(self.kind, feature, values);
        self.score += table.weight(id);
        if let Some(slot) = self.features.get_mut(usize::from(self.n_features)) {
            *slot = id;
            self.n_features += 1;
        }
    }

    /// Returns the features that were added.
    pub(super) fn features(&self) -> &[FeatureId] {
        self.features.get(..usize::from(self.n_features)).unwrap_or_default()
    }

    /// Tells whether it names a speaker.
    pub(super) fn has_speaker(&self) -> bool {
        self.phrase.is_some() || self.label.is_some()
    }

    /// Returns the phrase that tells who it is: the antecedent of *who*, or the phrase itself.
    pub(super) fn referring_phrase(&self) -> Option<Phrase> {
        self.antecedent.or(self.phrase)
    }
}
