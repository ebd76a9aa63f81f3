//! The headline: one sentence of the story, shortened by deletion only.
//!
//! Reading order: `lexicon`, `form`, `known_words`, `token`, `clause` (what stands where); `verb`, `main_verb`,
//! `attribution` (grammar without a parser); `clean`, `days` (what always goes); `analysis`;
//! `deletions` with `starts`, `insertions`, `phrases`, `ends`, `source_ends` (what may go, at which cost); `guards`
//! with `complements`, `open_clauses`, `untrue` (when not); `draft`, `salience`, `rank`,
//! `faults`, `join`, `compose`, `last_resort`; `bullet`. Other languages than English are cut by
//! punctuation only: `other_languages`.

mod analysis;
mod attribution;
mod bullet;
mod clause;
mod clean;
mod complements;
mod compose;
mod days;
mod deletions;
mod draft;
mod ends;
mod faults;
mod form;
#[cfg(test)]
mod golden;
mod guards;
mod insertions;
mod join;
mod known_words;
mod last_resort;
mod lexicon;
mod main_verb;
mod open_clauses;
mod other_languages;
mod phrases;
#[cfg(test)]
mod properties;
mod rank;
mod salience;
mod source_ends;
mod starts;
#[cfg(test)]
mod testing;
mod token;
mod tokens;
mod untrue;
mod verb;

pub use bullet::{Bullet, bullet};
pub use compose::compose;
pub(crate) use compose::compose_while;

use crate::text::{SentenceId, Span};

/// What the caller asks of the headline.
#[derive(Debug, Clone, PartialEq)]
pub struct HeadlineOptions {
    /// The most characters (Unicode scalar values) that the headline may have; at least 1.
    pub max_characters: u32,
}

impl HeadlineOptions {
    /// Limit on the headline's length when none is given, in characters.
    pub const DEFAULT_MAX_CHARACTERS: u32 = 100;
}

impl Default for HeadlineOptions {
    fn default() -> Self {
        Self { max_characters: Self::DEFAULT_MAX_CHARACTERS }
    }
}

/// A headline: kept spans of one sentence, joined.
#[derive(Debug, Clone, PartialEq)]
pub struct Headline {
    /// The kept spans' text, joined; first letter raised, no full stop at the end.
    pub text: String,
    /// The sentence that it is cut from.
    pub sentence: SentenceId,
    /// The parts of the sentence that were kept, in order, disjoint.
    pub kept_spans: Vec<Span>,
    /// Whether it stands alone; false for the last resort, which ends in "…".
    pub is_complete: bool,
}
