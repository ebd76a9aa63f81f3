//! Why is a sentence in the summary or not, as the contract tells it?

use super::response::span;
use crate::grpc::pb;
use crate::score::{Component, Feature};
use crate::select::{SentenceExplanation, Verdict};
use crate::text::Document;

/// Makes the message of one sentence's explanation; features without a value are left out.
pub(super) fn explanation(
    found: &SentenceExplanation,
    document: &Document<'_>,
) -> pb::SentenceExplanation {
    let (verdict, rank) = match found.verdict {
        Verdict::Chosen(rank) => (pb::Verdict::Chosen, rank),
        Verdict::Outranked => (pb::Verdict::Outranked, 0),
        Verdict::Redundant => (pb::Verdict::Redundant, 0),
        Verdict::Dangling => (pb::Verdict::Dangling, 0),
        Verdict::OpensWithQuote => (pb::Verdict::OpensWithQuote, 0),
        Verdict::Boilerplate => (pb::Verdict::Boilerplate, 0),
        Verdict::TooLong => (pb::Verdict::TooLong, 0),
        Verdict::NotReached => (pb::Verdict::NotReached, 0),
    };
    let features = found.components.iter().filter(|component| component.value != 0.0);
    pb::SentenceExplanation {
        span: Some(span(document.sentence(found.sentence).span)),
        sentence_index: found.sentence.0,
        features: features.map(feature).collect(),
        weighted_sum: found.weighted_sum,
        score: found.score,
        redundancy_loss: found.redundancy_loss,
        nearest_sentence_index: found.nearest.map(|nearest| nearest.0),
        dangling_loss: found.dangling_loss,
        verdict: verdict.into(),
        rank,
    }
}

fn feature(component: &Component) -> pb::FeatureContribution {
    let feature = match component.feature {
        Feature::Salience => pb::Feature::Salience,
        Feature::Direction => pb::Feature::Direction,
        Feature::Lead => pb::Feature::Lead,
        Feature::Number => pb::Feature::Number,
        Feature::OpeningQuote => pb::Feature::OpeningQuote,
        Feature::Boilerplate => pb::Feature::Boilerplate,
        Feature::Query => pb::Feature::Query,
    };
    pb::FeatureContribution {
        feature: feature.into(),
        value: component.value,
        contribution: component.contribution(),
    }
}
