//! Which quotes matter most.
//!
//! Depends on attributed quotes and their words. Takes the best utterance after the other, each time
//! lowering what the same speaker or the same words would add. What an utterance is worth by itself
//! is `worth`'s question.

mod story_words;
mod turn;
mod worth;

use super::attribute::AttributedQuote;
use super::lexicon::WordKey;
use super::story::Story;
use crate::text::{List, Span, Wanted};
use story_words::StoryWords;
use turn::turns_of;
use worth::{Worth, rate};

/// Factor for each quote already taken from the speaker.
const SAME_SPEAKER_FACTOR: f64 = 0.85;
/// Factor for the parts of a turn before its best one, which leans on them.
const LEADING_PART_FACTOR: f64 = 0.92;
/// Factor for scraps and for the parts behind the best one: one turn doesn't take all places.
const FURTHER_PART_FACTOR: f64 = 0.75;
/// Words below which a part is a scrap: *I would say this*.
const MIN_PART_WORDS: usize = 5;
/// Share of common words that costs nothing.
const FREE_OVERLAP: f64 = 0.3;
/// Turns that are ordered one by one; those behind are ordered by their own weight.
const MAX_GREEDY_TURNS: usize = 40;

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

/// Ranks quotes; the result is parallel to them. The reader has the spans `told` already.
pub(super) fn rank(
    story: &Story<'_>,
    quotes: &[AttributedQuote],
    told: &[Span],
    wanted: &Wanted<'_>,
) -> List<Rank> {
    let turns = turns_of(quotes);
    let words = StoryWords::of(story, told);
    let most_mentions = quotes.iter().map(|quote| quote.n_mentions).max().unwrap_or(0).max(1);
    let rate = |parts: &[AttributedQuote]| rate(story, &words, parts, most_mentions);
    let mut rated: List<RatedTurn> = turns
        .iter()
        .take_while(|turn| wanted.for_more(BYTES_A_TURN + 8 * turn.len()))
        .map(|turn| RatedTurn::new(rate(quotes.get(turn.clone()).unwrap_or_default())))
        .collect();
    order(&mut rated, wanted);
    let mut ranks = List::new();
    for (number, (turn, rated)) in turns.iter().zip(&rated).enumerate() {
        let turn = quotes.get(turn.clone()).unwrap_or_default();
        let worth = |part: &AttributedQuote| rate(std::slice::from_ref(part)).score;
        let best = if turn.len() > 1 { best_of(turn.iter().map(worth)) } else { 0 };
        for (at, part) in turn.iter().enumerate() {
            let factor = if at == best {
                1.0
            } else if at < best && part.n_words >= MIN_PART_WORDS {
                LEADING_PART_FACTOR
            } else {
                FURTHER_PART_FACTOR
            };
            let score = (rated.score * factor).clamp(0.0, 1.0);
            ranks.push(Rank { turn: u32::try_from(number).unwrap_or(u32::MAX), score });
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

/// A turn with its weight.
struct RatedTurn {
    score: f64,
    /// Its content words, ascending.
    words: List<WordKey>,
    /// The speaker's name.
    speaker: Option<WordKey>,
    is_ordered: bool,
    /// Turns of the speaker that were taken before.
    n_same: i32,
    /// The largest share of words in common with one of the turns that were taken before.
    overlap: f64,
}

impl RatedTurn {
    fn new(worth: Worth) -> Self {
        let Worth { score, words, speaker } = worth;
        Self { score, words, speaker, is_ordered: false, n_same: 0, overlap: 0.0 }
    }
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
