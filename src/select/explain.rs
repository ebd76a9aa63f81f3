//! Why is a sentence in the summary, or why not?
//!
//! Looks at the finished choice; the choice itself knows nothing of explanations, so that nobody
//! pays for one who doesn't ask. Depends on scores, candidates and budget.

use super::budget::{Budget, Spent};
use super::greedy::{DANGLING, TIE_EPSILON};
use super::redundancy::REDUNDANCY;
use super::{Candidate, Choice, SummaryOptions};
use crate::score::{Component, DocumentFeatures, Feature, Scores, components};
use crate::text::SentenceId;

/// What became of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is in the summary, chosen at this rank, from 1.
    Chosen(u32),
    /// The summary was full of sentences of higher value.
    Outranked,
    /// It would be in, but for its likeness to a chosen sentence.
    Redundant,
    /// It would be in, but that it opens with "He", "This" and the like, and the sentence before it
    /// isn't chosen.
    Dangling,
    /// It would be in, but that it opens with a quotation mark.
    OpensWithQuote,
    /// It would be in, but that it is a service line.
    Boilerplate,
    /// It has more words or characters than were left.
    TooLong,
    /// It would have fitted, but the search had ended: too many better ones were too long.
    NotReached,
}

/// Why one sentence is in the summary, or isn't.
#[derive(Debug, Clone, PartialEq)]
pub struct SentenceExplanation {
    /// Which sentence.
    pub sentence: SentenceId,
    /// What its score is made of; the contributions add up to it.
    pub components: [Component; 6],
    /// The weighted sum.
    pub weighted_sum: f64,
    /// The same mapped to \[0, 1\], as in the summary.
    pub score: f64,
    /// The chosen sentence that it is most like, of those chosen before it; `None` if it shares no
    /// term with any.
    pub nearest: Option<SentenceId>,
    /// What it loses for that, at least 0, in units of the weighted sum.
    pub redundancy_loss: f64,
    /// What it loses for opening with a word that points back to a sentence that isn't chosen.
    pub dangling_loss: f64,
    /// What became of it.
    pub verdict: Verdict,
}

impl SentenceExplanation {
    /// Returns what the choice went by: the weighted sum less the losses.
    #[must_use]
    pub fn value(&self) -> f64 {
        self.weighted_sum - self.redundancy_loss - self.dangling_loss
    }
}

/// Explains the choice `choices`, made by [`select`](super::select) with the same arguments, for the
/// first `max_sentences` sentences.
///
/// # Shape
/// In the order of the story.
///
/// # Complexity
/// That of scoring, plus O(N + D) for each sentence chosen.
#[must_use]
pub fn explain(
    features: &DocumentFeatures<'_>,
    scores: &Scores,
    candidates: &[Candidate],
    options: &SummaryOptions,
    choices: &[Choice],
    max_sentences: usize,
) -> Vec<SentenceExplanation> {
    let budget = Budget::of(options, candidates.len());
    let losses = losses(scores, candidates, choices);
    let end = End::of(scores, candidates, &losses, choices, &budget);
    components(features, scores)
        .into_iter()
        .zip(losses)
        .zip(candidates)
        .enumerate()
        .take(max_sentences)
        .map(|(idx, ((components, loss), candidate))| {
            let mut explanation = SentenceExplanation {
                sentence: SentenceId(super::saturating(idx)),
                components,
                weighted_sum: scores.raw[idx],
                score: scores.unit(idx),
                nearest: loss.nearest,
                redundancy_loss: loss.redundancy(),
                dangling_loss: loss.dangling(),
                verdict: Verdict::Outranked,
            };
            explanation.verdict = match loss.rank {
                Some(rank) => Verdict::Chosen(rank),
                None => end.verdict(&explanation, candidate, &budget),
            };
            explanation
        })
        .collect()
}

/// What a sentence loses against those chosen before it.
#[derive(Debug, Clone, Copy, Default)]
struct Loss {
    rank: Option<u32>,
    nearest: Option<SentenceId>,
    likeness: f64,
    dangles: bool,
}

impl Loss {
    fn redundancy(&self) -> f64 {
        REDUNDANCY * self.likeness
    }

    fn dangling(&self) -> f64 {
        if self.dangles { DANGLING } else { 0.0 }
    }
}

fn losses(scores: &Scores, candidates: &[Candidate], choices: &[Choice]) -> Vec<Loss> {
    let mut losses = vec![Loss::default(); candidates.len()];
    let mut is_chosen = vec![false; candidates.len()];
    let mut dense = vec![0.0; scores.vectors.n_terms()];
    let dangles = |idx: usize, is_chosen: &[bool]| {
        candidates[idx].is_dangling && idx.checked_sub(1).is_some_and(|before| !is_chosen[before])
    };
    for choice in in_rank_order(choices) {
        let chosen = choice.sentence.index();
        losses[chosen].rank = Some(choice.rank);
        losses[chosen].dangles = dangles(chosen, &is_chosen);
        is_chosen[chosen] = true;
        dense.fill(0.0);
        scores.vectors.add_to(chosen, &mut dense);
        for (idx, loss) in losses.iter_mut().enumerate().filter(|(_, loss)| loss.rank.is_none()) {
            let likeness = scores.vectors.dot(idx, &dense);
            if likeness > loss.likeness {
                (loss.likeness, loss.nearest) = (likeness, Some(choice.sentence));
            }
        }
    }
    for (idx, loss) in losses.iter_mut().enumerate().filter(|(_, loss)| loss.rank.is_none()) {
        loss.dangles = dangles(idx, &is_chosen);
    }
    losses
}

fn in_rank_order(choices: &[Choice]) -> Vec<Choice> {
    let mut ordered = choices.to_vec();
    ordered.sort_unstable_by_key(|choice| choice.rank);
    ordered
}

/// How things stood when the choice ended.
struct End {
    spent: Spent,
    is_full: bool,
    /// The lowest value at which a sentence was taken.
    lowest: f64,
}

impl End {
    fn of(
        scores: &Scores,
        candidates: &[Candidate],
        losses: &[Loss],
        choices: &[Choice],
        budget: &Budget,
    ) -> Self {
        let mut end = Self { spent: Spent::default(), is_full: false, lowest: f64::INFINITY };
        for choice in in_rank_order(choices) {
            let idx = choice.sentence.index();
            end.spent = end.spent.plus(&candidates[idx], budget).unwrap_or(end.spent);
            let value = scores.raw[idx] - losses[idx].redundancy() - losses[idx].dangling();
            end.lowest = end.lowest.min(value);
        }
        end.is_full = end.spent.sentences >= budget.max_sentences;
        end
    }

    /// Tells why a sentence wasn't taken: what it lost by, if without that it would have been.
    fn verdict(
        &self,
        explanation: &SentenceExplanation,
        candidate: &Candidate,
        budget: &Budget,
    ) -> Verdict {
        let fits = self.spent.plus(candidate, budget).is_some();
        if !self.is_full && !fits {
            return Verdict::TooLong;
        }
        let penalty = |feature: Feature| -> f64 {
            let components = explanation.components.iter();
            components.filter(|c| c.feature == feature).map(|c| -c.contribution()).sum()
        };
        let causes = [
            (Verdict::Boilerplate, penalty(Feature::Boilerplate)),
            (Verdict::Redundant, explanation.redundancy_loss),
            (Verdict::Dangling, explanation.dangling_loss),
            (Verdict::OpensWithQuote, penalty(Feature::OpeningQuote)),
        ];
        let mut cause = if self.is_full { Verdict::Outranked } else { Verdict::NotReached };
        let mut largest = 0.0;
        for (verdict, loss) in causes {
            if loss > largest && explanation.value() + loss > self.lowest + TIE_EPSILON {
                (cause, largest) = (verdict, loss);
            }
        }
        cause
    }
}

#[cfg(test)]
mod tests {
    use super::{SentenceExplanation, Verdict, explain};
    use crate::score::{Component, DocumentFeatures, score_sentences};
    use crate::select::{SummaryOptions, candidates, select};
    use crate::text::{Document, SentenceId};

    const STORY: &str = "The river Orl flooded the town of Hallen on Monday night.\n\n\
        The town of Hallen was flooded by the river Orl on Monday night.\n\n\
        It left the school under water.\n\n\
        \"The river is still rising in Hallen,\" said the mayor of the flooded town.\n\n\
        The mayor opened a shelter in the theatre.\n\n\
        A concert was called off.";

    fn explained(options: &SummaryOptions) -> Vec<SentenceExplanation> {
        let document = Document::parse(STORY, "Flood", "en");
        let features = DocumentFeatures::of(&document);
        let scores = score_sentences(&features);
        let candidates = candidates(&document);
        let choices = select(&scores, &candidates, options);
        explain(&features, &scores, &candidates, options, &choices, usize::MAX)
    }

    fn verdicts(options: &SummaryOptions) -> Vec<Verdict> {
        explained(options).iter().map(|explanation| explanation.verdict).collect()
    }

    #[test]
    fn each_sentence_is_told_what_it_lost_by() {
        let options = SummaryOptions { max_sentences: Some(2), ..SummaryOptions::default() };
        let expected = [
            Verdict::Chosen(1),
            Verdict::Redundant,
            Verdict::Outranked,
            Verdict::Redundant,
            Verdict::Chosen(2),
            Verdict::Outranked,
        ];
        assert_eq!(verdicts(&options), expected);
        let second = &explained(&options)[1];
        assert_eq!(second.nearest, Some(SentenceId(0)));
        assert!(second.redundancy_loss > 1.0 && second.value() < second.weighted_sum);
    }

    #[test]
    fn what_does_not_fit_is_too_long() {
        let options = SummaryOptions { max_words: Some(10), ..SummaryOptions::default() };
        assert_eq!(verdicts(&options)[1], Verdict::TooLong);
        let options = SummaryOptions { max_words: Some(1), ..SummaryOptions::default() };
        assert_eq!(verdicts(&options), [Verdict::TooLong; 6]);
    }

    #[test]
    fn contributions_add_up_and_the_first_sentences_are_explained() {
        for explanation in explained(&SummaryOptions::default()) {
            let sum: f64 = explanation.components.iter().map(Component::contribution).sum();
            assert!((sum - explanation.weighted_sum).abs() < 1e-9);
        }
        let document = Document::parse(STORY, "", "en");
        let features = DocumentFeatures::of(&document);
        let scores = score_sentences(&features);
        let options = SummaryOptions::default();
        let candidates = candidates(&document);
        let choices = select(&scores, &candidates, &options);
        assert_eq!(explain(&features, &scores, &candidates, &options, &choices, 2).len(), 2);
    }
}
