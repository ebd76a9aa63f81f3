//! What an utterance is worth by itself.
//!
//! Depends on the story's words. Each criterion lies in \[0, 1\]; the shares say how much it counts.
//! They are judgements of what is worth printing: there is no annotated ranking to fit them to.

use super::ratio;
use super::story_words::{StoryWord, StoryWords, is_content};
use crate::quotes::Speaker;
use crate::quotes::attribute::AttributedQuote;
use crate::quotes::class::{AUXILIARY, BE, SENIOR_ROLE, STRONG_WORD};
use crate::quotes::lexicon::WordKey;
use crate::quotes::quote_shape::{Case, case_of};
use crate::quotes::story::Story;
use crate::quotes::token::Token;
use crate::quotes::word::Word;
use crate::text::{List, lower_case};

/// Share of each criterion; they sum to 1.
mod share {
    /// How much of what the story speaks of the words hold.
    pub(super) const INFORMATION: f64 = 0.32;
    /// Whether the length is that of a key quote.
    pub(super) const LENGTH: f64 = 0.14;
    /// Whether it stands alone.
    pub(super) const WHOLE: f64 = 0.15;
    /// Who speaks: named, in office, often mentioned.
    pub(super) const SPEAKER: f64 = 0.18;
    /// Strong words, the speaker's own voice, numbers, exclamations.
    pub(super) const STRONG: f64 = 0.09;
    /// How near to the top it stands.
    pub(super) const EARLY: f64 = 0.06;
    /// How certain the speaker is.
    pub(super) const CONFIDENCE: f64 = 0.06;
}

/// Weight added for words of the headline.
const HEADLINE_BONUS: f64 = 0.08;
/// Weight taken off as the words of the quote are told already, half of them being free.
const TOLD_PENALTY: f64 = 0.2;
/// Factor for an utterance that the reader has verbatim.
const VERBATIM_FACTOR: f64 = 0.75;
/// Factor for an utterance that only asks: the answer is what is printed.
const QUESTION_FACTOR: f64 = 0.75;

/// What an utterance is worth, and what that of others is compared with.
pub(super) struct Worth {
    /// The sum of the criteria.
    pub(super) score: f64,
    /// Its content words, ascending.
    pub(super) words: List<WordKey>,
    /// The speaker's name.
    pub(super) speaker: Option<WordKey>,
}

/// Rates the parts of one utterance together.
pub(super) fn rate(
    story: &Story<'_>,
    words: &StoryWords,
    turn: &[AttributedQuote],
    most_mentions: u32,
) -> Worth {
    let content = turn_tokens(story, turn);
    let mut own: List<WordKey> =
        content.clone().filter(|token| is_content(token)).map(|token| token.key).collect();
    own.sort_unstable();
    own.dedup();
    let n_words: usize = turn.iter().map(|quote| quote.n_words).sum();
    let (mut own_weight, mut n_told, mut n_headline) = (0.0, 0, 0);
    for word in own.iter().filter_map(|&key| words.words.get(key)) {
        own_weight += StoryWord::weight(word.count);
        n_told += usize::from(word.is_told);
        n_headline += usize::from(word.is_in_headline);
    }
    // The root, since a turn gathers topics by its length alone.
    let information = (own_weight / words.topic_weight).min(1.0).sqrt();
    let whole = wholeness(story, turn, n_words);
    let told = ratio(n_told, own.len().max(3));
    let first = turn.first();
    let mut score = share::INFORMATION * information
        + share::LENGTH * length_value(n_words)
        + share::WHOLE * whole
        + share::SPEAKER * first.map_or(0.0, |quote| speaker_value(story, quote, most_mentions))
        + share::STRONG * strength(story, turn, content)
        + share::EARLY * first.map_or(0.0, |quote| words.earliness(quote.span))
        + share::CONFIDENCE * first.map_or(0.0, |quote| quote.confidence)
        - TOLD_PENALTY * (told - 0.5).max(0.0);
    if n_headline >= 2 && whole >= 1.0 && n_words >= 5 {
        score += HEADLINE_BONUS;
    }
    if turn.iter().any(|quote| words.is_told(quote.span)) {
        score *= VERBATIM_FACTOR;
    }
    if turn.iter().all(|quote| story.slice(quote.span).trim_end().ends_with('?')) {
        score *= QUESTION_FACTOR;
    }
    let speaker = first.and_then(|quote| quote.speaker.as_ref());
    let speaker = speaker.map(|speaker| WordKey::of(story.slice(speaker.name).as_bytes()));
    Worth { score, words: own, speaker }
}

fn turn_tokens<'s>(
    story: &'s Story<'_>,
    turn: &[AttributedQuote],
) -> impl Iterator<Item = &'s Token> + Clone + use<'s> {
    let start = turn.first().map_or(0, |quote| quote.span.start());
    let end = turn.last().map_or(0, |quote| quote.span.end());
    let first = story.inner_tokens.partition_point(|token| token.span().start() < start);
    let last = story.inner_tokens.partition_point(|token| token.span().start() < end);
    story.inner_tokens.get(first..last).unwrap_or_default().iter()
}

/// Short quotes say little, long ones are no key quotes.
fn length_value(n_words: usize) -> f64 {
    match n_words {
        0..=4 => 0.1,
        5..=7 => 0.5,
        8..=40 => 1.0,
        _ => (1.0 - ratio(n_words - 40, 60)).max(0.1),
    }
}

/// Whole sentences stand alone, fragments don't.
fn wholeness(story: &Story<'_>, turn: &[AttributedQuote], n_words: usize) -> f64 {
    let Some(first) = turn.first() else { return 0.0 };
    let text = story.slice(first.span);
    if leans_back(story, turn) {
        return 0.55;
    }
    let is_upper = matches!(case_of(text), Case::Upper);
    let closes = text.trim_end().ends_with(['.', ',', '?', '!', '…', '—']);
    if is_upper && (closes || turn.len() > 1 || first.kind == crate::quotes::QuoteKind::Direct) {
        1.0
    } else if n_words >= 7 {
        0.55
    } else {
        0.25
    }
}

/// *That is not much of a problem*: what *that* is stands before the quote.
fn leans_back(story: &Story<'_>, turn: &[AttributedQuote]) -> bool {
    let mut tokens = turn_tokens(story, turn).filter(|token| token.is_word());
    let is_demonstrative = tokens.next().is_some_and(|token| {
        matches!(token.word, Word::That | Word::This | Word::These | Word::Those)
    });
    is_demonstrative
        && tokens
            .next()
            .is_some_and(|next| next.is(AUXILIARY | BE) || next.word == Word::Possessive)
}

/// A named speaker tells more than a described one, an office more than none, a high one most.
fn speaker_value(story: &Story<'_>, quote: &AttributedQuote, most_mentions: u32) -> f64 {
    let Some(speaker) = &quote.speaker else { return 0.0 };
    let is_named = quote.person.is_some() || !quote.is_nominal && speaker.name != speaker.mention;
    let base = if is_named {
        0.6
    } else if quote.is_nominal {
        0.35
    } else {
        return 0.0;
    };
    let role = if speaker.role.is_some() { 0.15 } else { 0.0 };
    let senior = if is_senior(story, speaker) { 0.15 } else { 0.0 };
    base + role + senior + 0.1 * f64::from(quote.n_mentions) / f64::from(most_mentions)
}

/// Tells whether a word of the speaker's role, or of the description, is a high office.
fn is_senior(story: &Story<'_>, speaker: &Speaker) -> bool {
    let role = story.slice(speaker.role.unwrap_or(speaker.name));
    let role = lower_case(role);
    role.split(|c: char| !c.is_alphanumeric() && c != '-').any(|word| {
        story.grammar.lexicon.get(WordKey::of(word.as_bytes())).classes.any(SENIOR_ROLE)
    })
}

/// Strong words, the speaker's own voice, numbers, exclamations.
fn strength<'s>(
    story: &Story<'_>,
    turn: &[AttributedQuote],
    tokens: impl Iterator<Item = &'s Token>,
) -> f64 {
    let mut strong: List<WordKey> = List::new();
    let mut has_first_person = false;
    let mut has_digit = false;
    for token in tokens {
        if token.is(STRONG_WORD) && !strong.contains(&token.key) && strong.len() < 4 {
            strong.push(token.key);
        }
        has_first_person |= matches!(token.word, Word::I | Word::We);
        has_digit |= token.starts_with_digit;
    }
    let has_exclamation = turn.iter().any(|quote| story.slice(quote.span).contains('!'));
    let sum = 0.35 * ratio(strong.len(), 1)
        + if has_first_person { 0.2 } else { 0.0 }
        + if has_digit { 0.25 } else { 0.0 }
        + if has_exclamation { 0.1 } else { 0.0 };
    sum.min(1.0)
}
