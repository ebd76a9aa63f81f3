//! Which rules a language has: the one place where languages differ.
//!
//! Depends on the types of each step. English, German and `universal`, for all other languages, fill
//! it in.

use super::candidate::Candidate;
use super::class::Classes;
use super::clause::Clause;
use super::decode::Choice;
use super::lexicon::Lexicon;
use super::local::Place;
use super::noun_phrase::Phrase;
use super::sentence::EndRule;
use super::story::{MarkedQuote, Story};
use super::token::Tokens;
use super::weights::WeightTable;

/// The rules of one language.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts of a language")]
pub(super) struct Grammar<'w> {
    /// Its words.
    pub(super) lexicon: &'static Lexicon,
    /// Whether a full stop belongs to the word before it.
    pub(super) is_abbreviation: fn(&str) -> bool,
    /// Whether articles and prepositions are joined to words by an apostrophe: *l'eau*.
    pub(super) has_elision: bool,
    /// Whether endings are joined to names by an apostrophe: *Ankara'da*.
    pub(super) has_suffixes: bool,
    /// Whether stories open with *SEOUL, Sept. 14 —*.
    pub(super) has_dateline: bool,
    /// Whether all nouns have a capital, so that a capital alone shows no name.
    pub(super) capitalises_nouns: bool,
    /// Classes of a capitalised word that its ending tells: *Außenminister*.
    pub(super) classes_by_ending: Option<fn(&[u8]) -> Classes>,
    /// Where sentences end.
    pub(super) ends_sentence: EndRule,
    /// Appends the clauses of a sentence.
    pub(super) read_clauses: fn(Tokens<'_>, usize, usize, &mut Vec<Clause>),
    /// Finds the main subject of a stretch.
    pub(super) main_subject: fn(Tokens<'_>, usize, usize) -> Option<Phrase>,
    /// Reads the noun phrase that starts at a token.
    pub(super) phrase_after: fn(Tokens<'_>, usize, usize) -> Option<Phrase>,
    /// Appends the attributions that a quote's own sentence offers.
    pub(super) propose_local: fn(&Place<'_, '_>, &mut Vec<Candidate>),
    /// Finds a reporting verb right behind the quote that has no subject.
    pub(super) subjectless_tag: fn(&Place<'_, '_>) -> Option<usize>,
    /// Weighs what speaks for a region being no quote.
    pub(super) weigh_rejection: fn(&Story<'_>, &MarkedQuote, &Choice, &WeightTable) -> Candidate,
    /// Sum of those weights, in tenths, above which a region is no quote.
    pub(super) rejection_threshold: i32,
    /// The first clauses of another sentence that are offered, besides its last one.
    pub(super) n_first_clauses: usize,
    /// Whether titles have capitals throughout, which tells them from speech.
    pub(super) has_title_case: bool,
    /// Factor of all confidence: 1 if the weights' own certainty was found to hold, see
    /// `docs/quotes.md`.
    pub(super) certainty: f64,
    /// What features of candidates weigh.
    pub(super) weights: &'w WeightTable,
}
