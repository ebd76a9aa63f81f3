//! Which sentences make the summary: greedy choice by score, minus redundancy with what was chosen
//! and minus a penalty for sentences that hang in the air, within every limit that was given.
//!
//! Depends on `score` (scores and vectors) and on the document's flags and lengths; doesn't know
//! what a sentence says.

mod budget;
mod explain;
mod greedy;
mod redundancy;

use crate::score::Scores;
use crate::text::{Document, SentenceId};
pub use budget::{Budget, Spent};
pub use explain::{SentenceExplanation, Verdict, explain};
pub use greedy::{Candidate, DANGLING, MAX_SKIPS, TIE_EPSILON, choose};
pub use redundancy::REDUNDANCY;

/// In which order the summary's sentences are returned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// As they stand in the article.
    #[default]
    Document,
    /// As they were chosen, the most important first.
    Rank,
}

/// What is returned of each sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Style {
    /// The sentence as it stands.
    #[default]
    Verbatim,
    /// The sentence trimmed to a bullet by deletion only; limits on words and characters measure
    /// the bullets.
    Highlights,
}

/// What the caller asks of the summary; all limits that are given hold at once.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SummaryOptions {
    /// The most sentences; [`SummaryOptions::DEFAULT_MAX_SENTENCES`] if no limit at all is given.
    pub max_sentences: Option<u32>,
    /// The most words.
    pub max_words: Option<u32>,
    /// The most characters (Unicode scalar values) of the sentences joined by one space.
    pub max_characters: Option<u32>,
    /// The most sentences as a share of the story's, in (0, 1\], rounded up.
    pub ratio: Option<f64>,
    /// In which order they are returned.
    pub order: Order,
    /// What is returned of each sentence.
    pub style: Style,
}

impl SummaryOptions {
    /// Number of sentences when no limit is given.
    pub const DEFAULT_MAX_SENTENCES: u32 = 3;

    /// Returns whether the choice depends on how long the sentences are.
    #[must_use]
    pub fn limits_length(&self) -> bool {
        self.max_words.is_some() || self.max_characters.is_some()
    }
}

/// A sentence that was chosen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Choice {
    /// Which sentence.
    pub sentence: SentenceId,
    /// Position in the order of choice, from 1: the most important first.
    pub rank: u32,
}

/// Chooses the summary's sentences, in the order that the options ask for. Empty only if no
/// sentence fits the limits, or if there is none.
///
/// # Shape
/// `candidates` has one entry for each score, with the lengths that the limits measure.
///
/// # Complexity
/// O(N + D) for each sentence chosen or passed over, with N sentences and D vector entries.
#[must_use]
pub fn select(scores: &Scores, candidates: &[Candidate], options: &SummaryOptions) -> Vec<Choice> {
    let mut choices = choose(scores, candidates, &Budget::of(options, candidates.len()));
    if options.order == Order::Document {
        choices.sort_unstable_by_key(|choice| choice.sentence);
    }
    choices
}

/// Returns what the choice needs to know of each sentence, in their order; linear in the text.
#[must_use]
pub fn candidates(document: &Document<'_>) -> Vec<Candidate> {
    document
        .sentences()
        .iter()
        .map(|sentence| Candidate {
            is_dangling: sentence.is_dangling,
            n_words: saturating(document.words(sentence).len()),
            n_characters: saturating(document.slice(sentence.span).chars().count()),
        })
        .collect()
}

fn saturating(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
