//! How certain a speaker is.
//!
//! Depends on the candidates' weights and the pronoun resolver's margin. The factors were chosen on
//! the training part of `PolNeAR` so that the value tells the share of right answers.

use super::candidate::Candidate;
use super::decode::Choice;
use super::lexicon::WordKey;
use super::story::Story;
use crate::text::Span;

/// Confidence below which no speaker is given.
pub(super) const ABSTAIN: f64 = 0.30;
/// Factor for a surname of which the story knows several people.
pub(super) const SHARED_SURNAME: f64 = 0.90;
/// Factor for a name that is no person of the registry.
pub(super) const UNREGISTERED_NAME: f64 = 0.97;
/// Factor for *the senator*.
pub(super) const OFFICE_MENTION: f64 = 0.85;

/// Returns the probability of the chosen speaker: the mass of all candidates that end in the same
/// word, by softmax over the weights.
pub(super) fn speaker_mass(story: &Story<'_>, choice: &Choice) -> f64 {
    let best = choice.best();
    if !best.has_speaker() {
        return 0.0;
    }
    let head = head_key(story, best);
    let highest = choice.candidates.iter().map(|candidate| candidate.score).max().unwrap_or(0);
    let (mut same, mut total) = (0.0, 0.0);
    for (at, candidate) in choice.candidates.iter().enumerate() {
        let share = (f64::from(candidate.score - highest) / 10.0).exp();
        total += share;
        let is_same = head.is_some() && head_key(story, candidate) == head;
        if at == choice.best || is_same {
            same += share;
        }
    }
    same / total
}

fn head_key(story: &Story<'_>, candidate: &Candidate) -> Option<WordKey> {
    let phrase = candidate.phrase?;
    Some(phrase.head(story.tokens_of(candidate.paragraph)).key)
}

/// Returns the factor for a pronoun that was resolved with a margin, in hundredths.
pub(super) fn pronoun_factor(margin: i32) -> f64 {
    match margin {
        300.. => 0.98,
        150.. => 0.95,
        100.. => 0.92,
        50.. => 0.80,
        20.. => 0.60,
        _ => 0.50,
    }
}

/// Finds the text of a speaker's mention: a name without what stands before it, else the phrase.
pub(super) fn mention_span(story: &Story<'_>, candidate: &Candidate) -> Option<Span> {
    if let Some(label) = candidate.label {
        return Some(label);
    }
    let tokens = story.tokens_of(candidate.paragraph);
    if let Some(pronoun) = candidate.pronoun {
        return Some(tokens.at(pronoun).span());
    }
    let phrase = candidate.phrase?;
    let first = tokens.at(phrase.name_start).span();
    Some(Span::new(first.start(), phrase.head(tokens).span().end()))
}
