//! Which rules a language has: the one place where the languages with a grammar differ.
//!
//! Depends on the rules of each language. Languages without a grammar are `fallback`'s.

use super::candidate::Candidate;
use super::clause::Clause;
use super::lexicon::Lexicon;
use super::noun_phrase::Phrase;
use super::sentence::EndRule;
use super::story::Story;
use super::token::Tokens;
use super::weights::WeightTable;

/// The rules of one language.
#[derive(Debug)]
pub(super) struct Grammar {
    /// Its words.
    pub(super) lexicon: &'static Lexicon,
    /// Whether a full stop belongs to the word before it.
    pub(super) is_abbreviation: fn(&str) -> bool,
    /// Where sentences end.
    pub(super) ends_sentence: EndRule,
    /// Appends the clauses of a sentence.
    pub(super) read_clauses: fn(Tokens<'_>, usize, usize, &mut Vec<Clause>),
    /// Finds the main subject of a stretch.
    pub(super) main_subject: fn(Tokens<'_>, usize, usize) -> Option<Phrase>,
    /// Appends the attributions that a quote's own sentence offers.
    pub(super) propose_local: fn(&Story<'_>, usize, &WeightTable, &mut Vec<Candidate>),
    /// What features of candidates weigh.
    pub(super) weights: &'static WeightTable,
}
