//! The greedy choice: the best sentence, again and again, until the budget is full.

use super::Choice;
use super::budget::{Budget, Spent};
use super::redundancy::Redundancy;
use crate::score::Scores;
use crate::text::{List, SentenceId};

/// What a sentence that opens with "He" or "This" loses while the one before it isn't chosen, in
/// units of the raw score. It costs no ROUGE and cuts orphaned openers from 2.8 % to 0.7 % of the
/// sentences chosen (`docs/scoring.md`).
pub const DANGLING: f64 = 0.6;
/// After the first choice, so many sentences that don't fit are passed over; the next one ends the
/// summary. Without skips a long sentence ends it early; with endless ones it is filled with
/// whatever is short.
pub const MAX_SKIPS: u32 = 4;
/// Values closer than this are equal, and the earlier sentence wins.
pub const TIE_EPSILON: f64 = 1e-9;

/// What the choice needs to know of a sentence beside its score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Candidate {
    /// Whether its first word points back to an earlier sentence.
    pub is_dangling: bool,
    /// Its length in words.
    pub n_words: u32,
    /// Its length in characters.
    pub n_characters: u32,
}

/// Chooses sentences by value, the best first:
/// `value(i) = score(i) - REDUNDANCY · max cos(i, chosen) - (DANGLING if it points back to a
/// sentence that isn't chosen)`.
///
/// # Shape
/// `candidates` has one entry for each score. The result is in the order of choice; it is empty
/// only if no sentence fits the budget.
///
/// # Complexity
/// O(N + D) for each sentence chosen or passed over, with N sentences and D vector entries.
#[must_use]
pub fn choose(scores: &Scores, candidates: &[Candidate], budget: &Budget) -> Vec<Choice> {
    let mut state = State {
        scores,
        candidates,
        redundancy: Redundancy::new(&scores.vectors),
        is_used: List::filled(false, candidates.len()),
        is_chosen: List::filled(false, candidates.len()),
    };
    let mut choices = Vec::new();
    let Some((first, mut n_misses)) = state.first(budget) else { return choices };
    let mut next = Some(first);
    let mut spent = Spent::default();
    while let Some(idx) = next {
        let candidate = candidates[idx];
        state.is_used[idx] = true;
        if let Some(after) = spent.plus(&candidate, budget) {
            spent = after;
            choices.push(Choice { sentence: sentence_id(idx), rank: spent.sentences });
            if spent.sentences == budget.max_sentences {
                break;
            }
            state.is_chosen[idx] = true;
            state.redundancy.add(idx);
        } else {
            n_misses += 1;
            if n_misses > MAX_SKIPS {
                break;
            }
        }
        next = state.best(|_| true);
    }
    choices
}

/// How far the choice has come; all lists go by the story's sentences.
struct State<'s> {
    scores: &'s Scores,
    candidates: &'s [Candidate],
    redundancy: Redundancy<'s>,
    /// Chosen or passed over.
    is_used: List<bool>,
    is_chosen: List<bool>,
}

impl State<'_> {
    /// What a sentence is worth now: its score less what it repeats and what it leaves dangling.
    fn value(&self, idx: usize) -> f64 {
        let stands_alone = !self.candidates[idx].is_dangling
            || idx.checked_sub(1).is_none_or(|before| self.is_chosen[before]);
        let dangling = if stands_alone { 0.0 } else { DANGLING };
        self.scores.raw[idx] - self.redundancy.penalty(idx) - dangling
    }

    /// Finds the unused sentence of the highest value among those that pass; the earliest of equals.
    fn best(&self, passes: impl Fn(usize) -> bool) -> Option<usize> {
        let mut best: Option<(usize, f64)> = None;
        for idx in (0..self.candidates.len()).filter(|&idx| !self.is_used[idx] && passes(idx)) {
            let value = self.value(idx);
            if best.is_none_or(|(_, highest)| value > highest + TIE_EPSILON) {
                best = Some((idx, value));
            }
        }
        best.map(|(idx, _)| idx)
    }

    /// Finds the first choice, the best sentence that fits at all, and marks as used those that
    /// rank before it and don't fit; returns it with their number. One scan instead of one for each
    /// sentence that doesn't fit keeps tiny budgets linear.
    fn first(&mut self, budget: &Budget) -> Option<(usize, u32)> {
        let fits = |idx: usize| Spent::default().plus(&self.candidates[idx], budget).is_some();
        let first = self.best(fits)?;
        let value = self.value(first);
        let passed_over: List<usize> = (0..self.candidates.len())
            .filter(|&idx| !fits(idx))
            .filter(|&idx| {
                let lead = self.value(idx) - value;
                lead > TIE_EPSILON || (idx < first && lead >= -TIE_EPSILON)
            })
            .collect();
        for &idx in &passed_over {
            self.is_used[idx] = true;
        }
        Some((first, super::saturating(passed_over.len())))
    }
}

fn sentence_id(idx: usize) -> SentenceId {
    SentenceId(super::saturating(idx))
}

#[cfg(test)]
mod tests {
    use super::{Budget, Candidate, choose};
    use crate::score::features::worked_example::{DANGLING, TITLE, WORDS, features};
    use crate::score::features::{DocumentFeatures, SentenceFeatures};
    use crate::score::{Scores, score_sentences};

    fn candidates() -> Vec<Candidate> {
        WORDS
            .into_iter()
            .zip(DANGLING)
            .map(|(n_words, is_dangling)| Candidate { is_dangling, n_words, n_characters: 0 })
            .collect()
    }

    /// Returns the sentences chosen, in the order of choice.
    fn chosen(scores: &Scores, candidates: &[Candidate], budget: &Budget) -> Vec<u32> {
        choose(scores, candidates, budget).iter().map(|choice| choice.sentence.0).collect()
    }

    fn words(max_words: u32) -> Budget {
        Budget { max_words, ..Budget::sentences(u32::MAX) }
    }

    #[test]
    fn the_worked_example_passes_over_what_repeats_and_dangles() {
        let scores = score_sentences(&features(&[]));
        assert_eq!(chosen(&scores, &candidates(), &Budget::sentences(3)), [0, 1, 4]);
        let scores = score_sentences(&features(TITLE));
        assert_eq!(chosen(&scores, &candidates(), &Budget::sentences(3)), [0, 1, 4]);
    }

    #[test]
    fn word_budgets_of_the_worked_example() {
        let scores = score_sentences(&features(&[]));
        assert_eq!(chosen(&scores, &candidates(), &words(20)), [0, 1]);
        assert_eq!(chosen(&scores, &candidates(), &words(15)), [0, 4], "sentence 1 is passed over");
        assert_eq!(chosen(&scores, &candidates(), &words(4)), [0; 0]);
    }

    #[test]
    fn a_number_above_the_storys_gives_the_whole_story() {
        let scores = score_sentences(&features(&[]));
        let mut all = chosen(&scores, &candidates(), &Budget::sentences(9));
        all.sort_unstable();
        assert_eq!(all, [0, 1, 2, 3, 4]);
    }

    /// Sentences without terms: the lead decides.
    fn by_lead(words: &[u32]) -> (Scores, Vec<Candidate>) {
        let sentences = vec![SentenceFeatures::default(); words.len()];
        let scores = score_sentences(&DocumentFeatures { sentences, ..Default::default() });
        let candidates =
            words.iter().map(|&n_words| Candidate { n_words, ..Default::default() }).collect();
        (scores, candidates)
    }

    #[test]
    fn four_sentences_are_passed_over_and_the_fifth_ends_the_summary() {
        let (scores, candidates) = by_lead(&[5, 9, 9, 9, 9, 5]);
        assert_eq!(chosen(&scores, &candidates, &words(10)), [0, 5]);
        let (scores, candidates) = by_lead(&[5, 9, 9, 9, 9, 9, 5]);
        assert_eq!(chosen(&scores, &candidates, &words(10)), [0]);
    }

    #[test]
    fn misses_before_the_first_choice_count_but_do_not_end_the_search() {
        let (scores, candidates) = by_lead(&[99, 99, 99, 99, 99, 99, 5, 99, 5]);
        assert_eq!(chosen(&scores, &candidates, &words(10)), [6]);
        let (scores, candidates) = by_lead(&[99, 99, 99, 99, 5, 5]);
        assert_eq!(chosen(&scores, &candidates, &words(10)), [4, 5]);
    }

    #[test]
    fn a_follow_up_is_free_once_its_predecessor_is_in() {
        let (scores, mut candidates) = by_lead(&[1; 4]);
        candidates[1].is_dangling = true;
        assert_eq!(chosen(&scores, &candidates, &Budget::sentences(2)), [0, 1]);
        let mut scores = scores;
        scores.raw[0] = -2.0;
        assert_eq!(chosen(&scores, &candidates, &Budget::sentences(2)), [2, 3]);
    }

    #[test]
    fn equal_values_go_to_the_earlier_sentence() {
        let (mut scores, candidates) = by_lead(&[1; 3]);
        scores.raw = vec![1.0, 1.0 + 1e-12, 1.0];
        assert_eq!(chosen(&scores, &candidates, &Budget::sentences(3)), [0, 1, 2]);
    }

    #[test]
    fn an_empty_story_gives_an_empty_summary() {
        assert_eq!(chosen(&Scores::default(), &[], &Budget::sentences(3)), [0; 0]);
    }
}
