//! Which quotes matter most.
//!
//! Depends on attributed quotes and their words. Weighs what the quote says about the story's
//! topics, its length and wholeness, who speaks, strong wording and the certainty of the speaker;
//! then takes the best one after the other, each time lowering what the same speaker or the same
//! words would add. The criteria are judgements of what is worth printing: there is no annotated
//! ranking to fit them to.

use super::attribute::AttributedQuote;
use super::class::{STOP_WORD, STRONG_WORD};
use super::lexicon::{KeyMap, WordKey};
use super::quote_shape::Case;
use super::quote_shape::case_of;
use super::story::Story;
use super::token::Token;
use crate::text::Wanted;
use std::hash::BuildHasherDefault;

/// Share of each criterion; they sum to 1.
mod share {
    pub(super) const INFORMATION: f64 = 0.34;
    pub(super) const LENGTH: f64 = 0.16;
    pub(super) const WHOLE: f64 = 0.15;
    pub(super) const SPEAKER: f64 = 0.16;
    pub(super) const STRONG: f64 = 0.12;
    pub(super) const CONFIDENCE: f64 = 0.07;
}

/// Weight taken off for words that the story's opening has already.
const REDUNDANCY_PENALTY: f64 = 0.10;
/// Weight added for words of the headline.
const HEADLINE_BONUS: f64 = 0.08;
/// Factor for each quote already taken from the speaker.
const SAME_SPEAKER_FACTOR: f64 = 0.88;
/// Factor for the parts of a turn behind its best one: one turn doesn't take all places.
const FURTHER_PART_FACTOR: f64 = 0.75;
/// Share of common words that costs nothing.
const FREE_OVERLAP: f64 = 0.3;
/// Topics of the story: its most frequent content words.
const N_TOPICS: usize = 12;
/// Turns that are ordered one by one; those behind are ordered by their own weight.
const MAX_GREEDY_TURNS: usize = 40;
/// Characters between two parts of one turn.
const MAX_TURN_GAP: usize = 160;
/// Bytes of the story's first paragraph that count as its headline.
const HEADLINE_BYTES: usize = 160;
/// Bytes of the story that count as its opening.
const OPENING_BYTES: usize = 500;

/// A quote's utterance and rank.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rank {
    /// Number of the utterance, in order of appearance.
    pub(super) turn: u32,
    /// How much it matters, in \[0, 1\].
    pub(super) score: f64,
}

/// What comparing a turn with one that was taken counts as work, in bytes.
const BYTES_A_TURN: usize = 32;

/// Ranks quotes; the result is parallel to them.
pub(super) fn rank(
    story: &Story<'_>,
    quotes: &[AttributedQuote],
    wanted: &Wanted<'_>,
) -> Vec<Rank> {
    let turns = turns_of(quotes);
    let words = StoryWords::of(story);
    let most_mentions = quotes.iter().map(|quote| quote.n_mentions).max().unwrap_or(0).max(1);
    let mut rated: Vec<RatedTurn> = turns
        .iter()
        .take_while(|turn| wanted.for_more(BYTES_A_TURN + 8 * turn.len()))
        .map(|turn| {
            rate(story, &words, quotes.get(turn.clone()).unwrap_or_default(), most_mentions)
        })
        .collect();
    order(&mut rated, wanted);
    let mut ranks = Vec::with_capacity(quotes.len());
    for (number, (turn, rated)) in turns.iter().zip(&rated).enumerate() {
        let turn_number = u32::try_from(number).unwrap_or(u32::MAX);
        let parts = quotes.get(turn.clone()).unwrap_or_default();
        let worth = |part: &AttributedQuote| {
            rate(story, &words, std::slice::from_ref(part), most_mentions).score
        };
        let best = if parts.len() > 1 { best_of(parts.iter().map(worth)) } else { 0 };
        for at in 0..parts.len() {
            // What a part leans on comes with it.
            let factor = if at <= best { 1.0 } else { FURTHER_PART_FACTOR };
            let score = (rated.score * factor).clamp(0.0, 1.0);
            ranks.push(Rank { turn: turn_number, score });
        }
    }
    ranks
}

/// Position of the first of the highest values.
fn best_of(values: impl Iterator<Item = f64>) -> usize {
    let mut best = (0, f64::NEG_INFINITY);
    for (at, value) in values.enumerate() {
        if value > best.1 {
            best = (at, value);
        }
    }
    best.0
}

/// Groups consecutive quotes of one utterance.
fn turns_of(quotes: &[AttributedQuote]) -> Vec<std::ops::Range<usize>> {
    let mut turns: Vec<std::ops::Range<usize>> = Vec::new();
    for (number, quote) in quotes.iter().enumerate() {
        let goes_on =
            number.checked_sub(1).and_then(|before| quotes.get(before)).is_some_and(|before| {
                let same = before.speaker.as_ref().map(|s| s.name)
                    == quote.speaker.as_ref().map(|s| s.name);
                let is_near = quote.span.start() < before.span.end() + MAX_TURN_GAP;
                let has_same_cue = quote.cue.is_some() && quote.cue == before.cue;
                (quote.continues_turn || has_same_cue) && same && is_near
            });
        match turns.last_mut() {
            Some(turn) if goes_on => turn.end = number + 1,
            _ => turns.push(number..number + 1),
        }
    }
    turns
}

/// What a story is about: its words, how often each stands, which stand at its top.
struct StoryWords {
    words: KeyMap<StoryWord>,
    topic_weight: f64,
}

/// A content word of a story.
#[derive(Debug, Clone, Copy, Default)]
struct StoryWord {
    count: u32,
    is_in_opening: bool,
    is_in_headline: bool,
}

impl StoryWord {
    /// What the word weighs as a topic: nothing if the story doesn't come back to it.
    fn weight(count: u32) -> f64 {
        if count >= 2 { f64::from(count).ln_1p() } else { 0.0 }
    }
}

impl StoryWords {
    fn of(story: &Story<'_>) -> Self {
        let n_tokens = story.tokens.len() + story.inner_tokens.len();
        let mut words: KeyMap<StoryWord> =
            KeyMap::with_capacity_and_hasher(n_tokens / 2, BuildHasherDefault::default());
        let first = story.paragraphs.first().map_or(0..0, |p| p.span.start()..p.span.end());
        for token in
            story.tokens.iter().chain(&story.inner_tokens).filter(|token| is_content(token))
        {
            let word = words.entry(token.key).or_default();
            let at = token.span().start();
            word.count += 1;
            word.is_in_opening |= at < first.start + OPENING_BYTES;
            word.is_in_headline |= at < first.end.min(first.start + HEADLINE_BYTES);
        }
        let mut counts: Vec<u32> = words.values().map(|word| word.count).collect();
        let n_topics = counts.len().min(N_TOPICS);
        if n_topics < counts.len() {
            counts.select_nth_unstable_by(n_topics, |a, b| b.cmp(a));
        }
        counts.truncate(n_topics);
        counts.sort_unstable_by(|a, b| b.cmp(a));
        let topic_weight: f64 = counts.into_iter().map(StoryWord::weight).sum();
        Self { words, topic_weight: topic_weight.max(1.0) }
    }
}

fn is_content(token: &Token) -> bool {
    token.is_word() && !token.is(STOP_WORD) && token.span().len() > 2 && !token.starts_with_digit
}

/// A turn with its weight.
struct RatedTurn {
    score: f64,
    /// Its content words, ascending.
    words: Vec<WordKey>,
    /// The speaker's name.
    speaker: Option<WordKey>,
    is_ordered: bool,
    /// Turns of the speaker that were taken before.
    n_same: i32,
    /// The largest share of words in common with one of the turns that were taken before.
    overlap: f64,
}

fn rate(
    story: &Story<'_>,
    words: &StoryWords,
    turn: &[AttributedQuote],
    most_mentions: u32,
) -> RatedTurn {
    let content = turn_tokens(story, turn);
    let mut own: Vec<WordKey> =
        content.clone().filter(|token| is_content(token)).map(|token| token.key).collect();
    own.sort_unstable();
    own.dedup();
    let n_words: usize = turn.iter().map(|quote| quote.n_words).sum();
    let (mut own_weight, mut n_opening, mut n_headline) = (0.0, 0, 0);
    for word in own.iter().filter_map(|key| words.words.get(key)) {
        own_weight += StoryWord::weight(word.count);
        n_opening += usize::from(word.is_in_opening);
        n_headline += usize::from(word.is_in_headline);
    }
    // The root, since a turn gathers topics by its length alone.
    let information = (own_weight / words.topic_weight).min(1.0).sqrt();
    let whole = wholeness(story, turn, n_words);
    let redundancy = ratio(n_opening, own.len().max(3));
    let first = turn.first();
    let confidence = first.map_or(0.0, |quote| quote.confidence);
    let mut score = share::INFORMATION * information
        + share::LENGTH * length_value(n_words)
        + share::WHOLE * whole
        + share::SPEAKER * first.map_or(0.0, |quote| speaker_value(quote, most_mentions))
        + share::STRONG * strength(story, turn, content)
        + share::CONFIDENCE * confidence
        - REDUNDANCY_PENALTY * (redundancy - 0.5).max(0.0);
    if n_headline >= 2 && whole >= 1.0 && n_words >= 5 {
        score += HEADLINE_BONUS;
    }
    let speaker = first.and_then(|quote| quote.speaker.as_ref());
    let speaker = speaker.map(|speaker| WordKey::of(story.slice(speaker.name).as_bytes()));
    RatedTurn { score, words: own, speaker, is_ordered: false, n_same: 0, overlap: 0.0 }
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
        0..=4 => 0.2,
        5..=7 => 0.5,
        8..=40 => 1.0,
        _ => (1.0 - ratio(n_words - 40, 80)).max(0.2),
    }
}

/// Whole sentences stand alone, fragments don't.
fn wholeness(story: &Story<'_>, turn: &[AttributedQuote], n_words: usize) -> f64 {
    let Some(first) = turn.first() else { return 0.0 };
    let text = story.slice(first.span);
    let is_upper = matches!(case_of(text), Case::Upper);
    let closes = text.trim_end().ends_with(['.', ',', '?', '!', '…', '—']);
    if is_upper && (closes || turn.len() > 1) {
        1.0
    } else if n_words >= 7 {
        0.55
    } else {
        0.25
    }
}

fn speaker_value(quote: &AttributedQuote, most_mentions: u32) -> f64 {
    let Some(speaker) = &quote.speaker else { return 0.0 };
    let is_named = quote.person.is_some() || !quote.is_nominal && speaker.name != speaker.mention;
    let base = if is_named {
        0.7
    } else if quote.is_nominal {
        0.4
    } else {
        0.0
    };
    let role = if speaker.role.is_some() { 0.2 } else { 0.0 };
    base + role + 0.1 * f64::from(quote.n_mentions) / f64::from(most_mentions)
}

/// Strong words, the speaker's own voice, numbers, exclamations.
fn strength<'s>(
    story: &Story<'_>,
    turn: &[AttributedQuote],
    tokens: impl Iterator<Item = &'s Token>,
) -> f64 {
    let mut strong: Vec<WordKey> = Vec::new();
    let mut has_first_person = false;
    let mut has_digit = false;
    for token in tokens {
        if token.is(STRONG_WORD) && !strong.contains(&token.key) && strong.len() < 4 {
            strong.push(token.key);
        }
        has_first_person |= matches!(token.word, super::word::Word::I | super::word::Word::We);
        has_digit |= token.starts_with_digit;
    }
    let has_exclamation = turn.iter().any(|quote| story.slice(quote.span).contains('!'));
    let sum = 0.35 * ratio(strong.len(), 1)
        + if has_first_person { 0.25 } else { 0.0 }
        + if has_digit { 0.2 } else { 0.0 }
        + if has_exclamation { 0.2 } else { 0.0 };
    sum.min(1.0)
}

/// Takes the best turn after the other and sets each one's score to what it was worth then.
fn order(turns: &mut [RatedTurn], wanted: &Wanted<'_>) {
    let mut lowest = 1.0_f64;
    for _ in 0..turns.len().min(MAX_GREEDY_TURNS) {
        if !wanted.for_more(turns.len().saturating_mul(BYTES_A_TURN)) {
            return;
        }
        let mut best: Option<(usize, f64)> = None;
        for (at, turn) in turns.iter().enumerate().filter(|(_, turn)| !turn.is_ordered) {
            let value = turn.score
                * SAME_SPEAKER_FACTOR.powi(turn.n_same)
                * (1.0 - 0.5 * (turn.overlap - FREE_OVERLAP).max(0.0));
            if best.is_none_or(|(_, highest)| value > highest) {
                best = Some((at, value));
            }
        }
        let Some((at, value)) = best else { return };
        let Some(taken) = turns.get_mut(at) else { return };
        taken.score = value;
        taken.is_ordered = true;
        let (words, speaker) = (std::mem::take(&mut taken.words), taken.speaker);
        lowest = lowest.min(value);
        for turn in turns.iter_mut().filter(|turn| !turn.is_ordered) {
            turn.n_same += i32::from(turn.speaker == speaker);
            turn.overlap = turn.overlap.max(overlap(&turn.words, &words));
        }
    }
    // The rest never ranks above what was ordered.
    for turn in turns.iter_mut().filter(|turn| !turn.is_ordered) {
        turn.score = turn.score.min(lowest);
    }
}

/// The share of the shorter list's words that both ascending lists hold.
fn overlap(first: &[WordKey], second: &[WordKey]) -> f64 {
    let (mut n_common, mut rest) = (0, second);
    for word in first {
        while let [next, behind @ ..] = rest
            && next < word
        {
            rest = behind;
        }
        n_common += usize::from(rest.first() == Some(word));
    }
    ratio(n_common, first.len().min(second.len()).max(1))
}

fn ratio(part: usize, whole: usize) -> f64 {
    let part = u32::try_from(part).unwrap_or(u32::MAX);
    let whole = u32::try_from(whole).unwrap_or(u32::MAX);
    f64::from(part) / f64::from(whole)
}
