//! Which rules a language has: the one place where the languages with a grammar differ.
//!
//! Depends on the rules of each language. Languages without a grammar are `fallback`'s.

use super::candidate::Candidate;
use super::clause::Clause;
use super::decode::Choice;
use super::lexicon::Lexicon;
use super::noun_phrase::Phrase;
use super::sentence::EndRule;
use super::story::{MarkedQuote, Story};
use super::token::Tokens;
use super::weights::WeightTable;

/// The rules of one language.
#[derive(Debug)]
pub(super) struct Grammar {
    /// Its words.
    pub(super) lexicon: &'static Lexicon,
    /// Whether a full stop belongs to the word before it.
    pub(super) is_abbreviation: fn(&str) -> bool,
    /// Whether stories open with *SEOUL, Sept. 14 —*.
    pub(super) has_dateline: bool,
    /// Whether all nouns have a capital, so that a capital alone shows no name.
    pub(super) capitalises_nouns: bool,
    /// Where sentences end.
    pub(super) ends_sentence: EndRule,
    /// Appends the clauses of a sentence.
    pub(super) read_clauses: fn(Tokens<'_>, usize, usize, &mut Vec<Clause>),
    /// Finds the main subject of a stretch.
    pub(super) main_subject: fn(Tokens<'_>, usize, usize) -> Option<Phrase>,
    /// Reads the noun phrase that starts at a token.
    pub(super) phrase_after: fn(Tokens<'_>, usize, usize) -> Option<Phrase>,
    /// Appends the attributions that a quote's own sentence offers.
    pub(super) propose_local: fn(&Story<'_>, usize, &WeightTable, &mut Vec<Candidate>),
    /// Weighs what speaks for a region being no quote.
    pub(super) weigh_rejection: fn(&Story<'_>, &MarkedQuote, &Choice, &WeightTable) -> Candidate,
    /// Sum of those weights, in tenths, above which a region is no quote.
    pub(super) rejection_threshold: i32,
    /// The first clauses of another sentence that are offered, besides its last one.
    pub(super) n_first_clauses: usize,
    /// What features of candidates weigh.
    pub(super) weights: &'static WeightTable,
}
