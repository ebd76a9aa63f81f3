//! What the reports that people read say of a sentence: why it is in a summary or isn't, in words,
//! and how it begins.

use crate::grpc::pb;

/// The features in the order of the reports, with what they are called there.
pub(super) const FEATURES: [(pb::Feature, &str); 7] = [
    (pb::Feature::Salience, "salience"),
    (pb::Feature::Direction, "direction"),
    (pb::Feature::Lead, "lead"),
    (pb::Feature::Number, "number"),
    (pb::Feature::OpeningQuote, "quote"),
    (pb::Feature::Boilerplate, "service"),
    (pb::Feature::Query, "query"),
];

/// Returns what a feature adds to a sentence's weighted sum.
pub(super) fn contribution(sentence: &pb::SentenceExplanation, feature: pb::Feature) -> f64 {
    let features = sentence.features.iter().filter(|found| found.feature() == feature);
    features.map(|found| found.contribution).sum()
}

/// Returns what the choice went by.
pub(super) fn value(sentence: &pb::SentenceExplanation) -> f64 {
    sentence.weighted_sum - sentence.redundancy_loss - sentence.dangling_loss
}

/// Says what became of a sentence; sentences are counted from 1.
pub(super) fn verdict(sentence: &pb::SentenceExplanation) -> String {
    match sentence.verdict() {
        pb::Verdict::Unspecified => String::new(),
        pb::Verdict::Chosen => format!("chosen, rank {}", sentence.rank),
        pb::Verdict::Outranked => "outranked".to_owned(),
        pb::Verdict::Redundant => match sentence.nearest_sentence_index {
            Some(nearest) => format!("repeats sentence {}", nearest + 1),
            None => "repeats another".to_owned(),
        },
        pb::Verdict::Dangling => {
            format!("points back to sentence {}, which isn't in", sentence.sentence_index)
        }
        pb::Verdict::OpensWithQuote => "opens with a quote".to_owned(),
        pb::Verdict::Boilerplate => "service line".to_owned(),
        pb::Verdict::TooLong => "too long for what was left".to_owned(),
        pb::Verdict::NotReached => "not reached".to_owned(),
    }
}

/// Returns the first characters of a sentence on one line, cut at a word; spans are in bytes.
pub(super) fn beginning(text: &str, span: Option<pb::Span>, max_characters: usize) -> String {
    let span = span.unwrap_or_default();
    let whole = text.get(span.start as usize..span.end as usize).unwrap_or_default();
    let mut line = String::new();
    for word in whole.split_whitespace() {
        if line.chars().count() + word.chars().count() >= max_characters {
            let cut: String = word.chars().take(max_characters).collect();
            line.push_str(if line.is_empty() { &cut } else { " …" });
            break;
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line.chars().filter(|c| !c.is_control()).collect()
}
