//! A sentence of the summary as a bullet: trimmed by the safe deletions only.
//!
//! Only sources without a name go, and only those of claims that are neither accusations nor
//! opinions; no word that hedges, denies, concedes or conditions goes at all; phrases and clauses
//! that tell which, where or why stay as well.

use super::clause::Clause;
use super::deletions::Purpose;
use super::draft::{Condition, Draft};
use super::faults::{Fault, faults};
use super::join::{join, spans};
use super::lexicon::Class;
use super::token::{Source, Token};
use crate::text::{Document, SentenceId, Span};

/// A sentence trimmed by deletion only.
#[derive(Debug, Clone, PartialEq)]
pub struct Bullet {
    /// The kept spans' text, joined as a headline's.
    pub text: String,
    /// The parts of the sentence that were kept, in order, disjoint.
    pub kept_spans: Vec<Span>,
}

/// Deletions of a bullet may cost so much in all.
const MAX_COST: f64 = 0.2;
/// What a unit of cost weighs in characters: the shortest version wins, at its cost.
const CHARACTERS_PER_COST: f64 = 100.0;

/// Trims a sentence to a bullet; the sentence as it stands if nothing of it can be deleted safely.
///
/// # Panics
/// If the id comes from another document.
///
/// # Complexity
/// Linear in the length of the sentence.
#[must_use]
pub fn bullet(document: &Document<'_>, id: SentenceId) -> Bullet {
    let span = document.sentence(id).span;
    let lower = document.slice(span).to_ascii_lowercase();
    let source = Source { text: document.text(), lower: &lower, lower_start: span.start() };
    let draft = Draft::read(document, source, id, Purpose::Bullet);
    let was_faulty =
        |fault: &Fault| faults(&draft, &draft.clause).any(|other| other.name == fault.name);
    let n_kept_words = n_qualifying(&draft.clause);
    let mut best: Option<(f64, Bullet)> = None;
    draft.for_each_version(|tokens, cost| {
        let asks_no_more = asks(&draft.clause) && n_last(tokens) != n_last(&draft.clause.tokens);
        if cost > MAX_COST || draft.condition == Condition::Truncated || asks_no_more {
            return;
        }
        let kept_spans = spans(tokens);
        let text = join(source.text, &kept_spans);
        let n_characters = f64::from(u32::try_from(text.chars().count()).unwrap_or(u32::MAX));
        let score = n_characters + CHARACTERS_PER_COST * cost;
        if text.is_empty() || best.as_ref().is_some_and(|(least, _)| score >= *least) {
            return;
        }
        let clause = Clause::new(tokens);
        if n_qualifying(&clause) < n_kept_words {
            return;
        }
        let is_whole = faults(&draft, &clause)
            .all(|fault| fault.is_harmless || (fault.may_stay && was_faulty(fault)));
        if is_whole {
            let (text, kept_spans) = (text.to_string(), kept_spans.to_vec());
            best = Some((score, Bullet { text, kept_spans }));
        }
    });
    best.map_or_else(
        || Bullet { text: join(source.text, &[span]).to_string(), kept_spans: vec![span] },
        |(_, bullet)| bullet,
    )
}

/// Whether a question mark ends it; behind another mark it stands for a lost quotation mark.
fn asks(clause: &Clause<'_>) -> bool {
    let last = clause.len().saturating_sub(1);
    clause.is(last, "?") && !clause.is_one_of(last.wrapping_sub(1), &[".", ",", "...", "…"])
}

/// Which token of the sentence is the last.
fn n_last(tokens: &[Token<'_>]) -> Option<u32> {
    tokens.last().map(|token| token.index)
}

/// The words without which a claim is stronger than it was made.
fn n_qualifying(clause: &Clause<'_>) -> usize {
    const QUALIFYING: Class = Class::HEDGE.or(Class::LISTED_QUALIFIER).or(Class::NEGATION);
    (0..clause.len()).filter(|&i| clause.has(i, QUALIFYING)).count()
}
