//! What a story is about, and what the reader has been told of it already.
//!
//! Depends on tokens. A topic is a word that the story comes back to.

use crate::quotes::class::STOP_WORD;
use crate::quotes::story::Story;
use crate::quotes::token::Token;
use crate::text::{KeyTable, List, Span};

/// Topics of the story: its most frequent content words.
const N_TOPICS: usize = 12;
/// Bytes of the story's first paragraph that count as its headline.
const HEADLINE_BYTES: usize = 160;

/// What a story is about: its words, how often each stands, which are told elsewhere.
pub(super) struct StoryWords {
    pub(super) words: KeyTable<StoryWord>,
    /// What all topics weigh together.
    pub(super) topic_weight: f64,
    /// Spans that the reader has already, ascending.
    told: List<Span>,
    /// Where the story ends.
    end: usize,
}

/// A content word of a story.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct StoryWord {
    /// How often it stands in the story.
    pub(super) count: u32,
    /// Whether the reader has it already.
    pub(super) is_told: bool,
    /// Whether it stands in the story's first words.
    pub(super) is_in_headline: bool,
}

impl StoryWord {
    /// What the word weighs as a topic: nothing if the story doesn't come back to it.
    pub(super) fn weight(count: u32) -> f64 {
        if count >= 2 { f64::from(count).ln_1p() } else { 0.0 }
    }
}

impl StoryWords {
    /// Counts the words of a story of which the reader has the spans `told`.
    pub(super) fn of(story: &Story<'_>, told: &[Span]) -> Self {
        let mut told: List<Span> = told.iter().copied().collect();
        told.sort_unstable();
        let n_tokens = story.tokens.len() + story.inner_tokens.len();
        let mut words: KeyTable<StoryWord> = KeyTable::with_capacity(n_tokens / 2);
        let first = story.paragraphs.first().map_or(0..0, |p| p.span.start()..p.span.end());
        for token in
            story.tokens.iter().chain(&story.inner_tokens).filter(|token| is_content(token))
        {
            let word = words.get_or_insert_with(token.key, StoryWord::default);
            word.count += 1;
            word.is_told = word.is_told || overlaps(&told, token.span());
            word.is_in_headline |=
                token.span().start() < first.end.min(first.start + HEADLINE_BYTES);
        }
        let mut counts: List<u32> = words.values().map(|word| word.count).collect();
        let n_topics = counts.len().min(N_TOPICS);
        if n_topics < counts.len() {
            counts.select_nth_unstable_by(n_topics, |a, b| b.cmp(a));
        }
        counts.truncate(n_topics);
        counts.sort_unstable_by(|a, b| b.cmp(a));
        let topic_weight: f64 = counts.iter().copied().map(StoryWord::weight).sum();
        let end = story.paragraphs.last().map_or(0, |paragraph| paragraph.span.end());
        Self { words, topic_weight: topic_weight.max(1.0), told, end }
    }

    /// Tells whether the reader has (part of) a span already.
    pub(super) fn is_told(&self, span: Span) -> bool {
        overlaps(&self.told, span)
    }

    /// Returns how early a span stands: 1 at the text's start, 0 at the story's end.
    pub(super) fn earliness(&self, span: Span) -> f64 {
        1.0 - super::ratio(span.start(), self.end.max(1))
    }
}

/// Tells whether one of the ascending spans, which don't overlap, overlaps another span.
fn overlaps(spans: &[Span], span: Span) -> bool {
    let behind = spans.partition_point(|other| other.end() <= span.start());
    spans.get(behind).is_some_and(|other| other.overlaps(span))
}

/// Tells whether a word says what a text is about.
pub(super) fn is_content(token: &Token) -> bool {
    token.is_word() && !token.is(STOP_WORD) && token.span().len() > 2 && !token.starts_with_digit
}
