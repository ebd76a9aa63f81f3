//! Which sentences would a simpler way take, or a perfect one?
//!
//! All keep the same budget as the engine and return positions in the story, ascending. Depends on
//! the lengths of the sentences; only the oracle looks at the references.

use super::bootstrap::{SplitMix64, mean};
use super::rouge::{Tokens, rouge_n};
use crate::select::{Budget, Candidate, Spent};

/// Takes sentences from the top and stops at the first that doesn't fit.
#[must_use]
pub fn lead(candidates: &[Candidate], budget: &Budget) -> Vec<usize> {
    let mut spent = Spent::default();
    let fits = |candidate: &&Candidate| match spent.plus(candidate, budget) {
        Some(after) => {
            spent = after;
            true
        }
        None => false,
    };
    (0..candidates.iter().take_while(fits).count()).collect()
}

/// Takes sentences from the top and passes over those that don't fit.
#[must_use]
pub fn filled_lead(candidates: &[Candidate], budget: &Budget) -> Vec<usize> {
    fill(0..candidates.len(), candidates, budget)
}

/// Takes sentences in random order and passes over those that don't fit.
#[must_use]
pub fn random(candidates: &[Candidate], budget: &Budget, random: &mut SplitMix64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    random.shuffle(&mut order);
    fill(order, candidates, budget)
}

/// Takes the shortest sentence: what stands in for a summary where nothing fits.
#[must_use]
pub fn shortest(candidates: &[Candidate]) -> Vec<usize> {
    let by_length = |&idx: &usize| (candidates[idx].n_words, candidates[idx].n_characters);
    (0..candidates.len()).min_by_key(by_length).into_iter().collect()
}

/// Knows the references: adds the sentence that raises the sum of ROUGE-1 and ROUGE-2 most, while
/// one does (Nallapati et al. 2017, "`SummaRuNNer`", section 3). Close to the best that extraction
/// can reach.
///
/// # Complexity
/// O(sentences · words) for each sentence taken, times the logarithm of sorting.
#[must_use]
pub fn oracle(
    candidates: &[Candidate],
    budget: &Budget,
    sentences: &[Tokens],
    references: &[Tokens],
) -> Vec<usize> {
    let worth =
        |summary: &Tokens| {
            mean(references.iter().map(|reference| {
                rouge_n::<1>(reference, summary) + rouge_n::<2>(reference, summary)
            }))
        };
    let mut chosen = Vec::new();
    let mut summary = Tokens::default();
    let mut spent = Spent::default();
    let mut reached = 0.0;
    loop {
        let mut best = None;
        for (idx, candidate) in candidates.iter().enumerate() {
            let Some(after) = spent.plus(candidate, budget) else { continue };
            if chosen.contains(&idx) {
                continue;
            }
            let mut longer = summary.clone();
            longer.extend(&sentences[idx]);
            let value = worth(&longer);
            if value > reached {
                reached = value;
                best = Some((idx, longer, after));
            }
        }
        let Some((idx, longer, after)) = best else { break };
        chosen.push(idx);
        (summary, spent) = (longer, after);
    }
    chosen.sort_unstable();
    chosen
}

fn fill(
    order: impl IntoIterator<Item = usize>,
    candidates: &[Candidate],
    budget: &Budget,
) -> Vec<usize> {
    let mut spent = Spent::default();
    let mut chosen = Vec::new();
    for idx in order {
        if let Some(after) = spent.plus(&candidates[idx], budget) {
            spent = after;
            chosen.push(idx);
        }
    }
    chosen.sort_unstable();
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::rouge::{Tokenization, Vocabulary};

    fn candidates(words: &[u32]) -> Vec<Candidate> {
        words.iter().map(|&n_words| Candidate { n_words, ..Candidate::default() }).collect()
    }

    fn words(max_words: u32) -> Budget {
        Budget { max_words, ..Budget::sentences(u32::MAX) }
    }

    #[test]
    fn the_lead_stops_where_the_filled_lead_goes_on() {
        let candidates = candidates(&[5, 9, 4, 1]);
        assert_eq!(lead(&candidates, &words(10)), [0]);
        assert_eq!(filled_lead(&candidates, &words(10)), [0, 2, 3]);
        assert_eq!(lead(&candidates, &Budget::sentences(2)), [0, 1]);
    }

    #[test]
    fn random_keeps_the_budget_and_its_seed() {
        let candidates = candidates(&[3; 20]);
        let draw = |seed| random(&candidates, &words(10), &mut SplitMix64::new(seed));
        assert_eq!(draw(1).len(), 3);
        assert_eq!(draw(1), draw(1));
        assert!((2..9).any(|seed| draw(seed) != draw(1)));
    }

    #[test]
    fn the_oracle_takes_what_the_reference_says_and_no_more() {
        let texts = ["The mayor spoke.", "A flood hit the town.", "It rained.", "Two people died."];
        let mut vocabulary = Vocabulary::new(Tokenization::English);
        let sentences: Vec<_> = texts.iter().map(|&text| vocabulary.read([text])).collect();
        let references = [vocabulary.read(["Two people died when a flood hit the town."])];
        let candidates = candidates(&[3, 5, 2, 3]);
        let all = Budget::sentences(4);
        assert_eq!(oracle(&candidates, &all, &sentences, &references), [1, 3]);
        assert_eq!(oracle(&candidates, &words(3), &sentences, &references), [3]);
    }

    #[test]
    fn the_shortest_of_equals_is_the_first() {
        assert_eq!(shortest(&candidates(&[4, 2, 2])), [1]);
        assert_eq!(shortest(&[]), [0; 0]);
    }
}
