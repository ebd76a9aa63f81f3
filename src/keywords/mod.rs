//! What is the story about, in a few names and terms?
//!
//! Reading order: `tokens` (terms as they stand), `lexicon` (word classes), `story` (what the whole
//! shows of each), `unit` (a candidate with its mentions), `names`, `common` (the two kinds of
//! candidates). Depends on the document and the lists under `data/`; knows no summary.

mod common;
mod lexicon;
mod names;
mod story;
mod tokens;
mod unit;

use crate::score::salience::HEADLINE_MENTIONS;
use crate::text::{Document, List, Span};
use common::find_common;
use names::find_names;
use story::Story;
use unit::Unit;

/// The most keywords of a story.
pub const MAX_KEYWORDS: usize = 10;

/// A keyword of less than this share of the first one's weight says nothing of the story.
const LOWEST_SCORE: f64 = 0.1;

/// A name, phrase or word that the story is about.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Keyword {
    /// One place where it stands as it is mostly written.
    pub span: Span,
    /// Its weight relative to the first keyword's, in (0, 1\].
    pub score: f64,
    /// How often the story mentions it, other forms included.
    pub count: u32,
}

/// Ranks the story's keywords, the most important first.
///
/// A unit of n terms with mentions in sentences i is worth `log₂(1 + n) · Σ exp(-i / 18)`, each term
/// of the title counting as three mentions more, shared among the n: the length factor is that of
/// C-value (Frantzi, Ananiadou and Mima 2000, "Automatic recognition of multi-word terms", section
/// 2.2) shifted by one, so that single words count; mentions fade as they do for salience.
///
/// # Shape
/// At most [`MAX_KEYWORDS`]. A word that stands mostly within a better unit isn't repeated.
///
/// # Complexity
/// Linear in the number of words, but for sorting the candidates.
#[must_use]
pub fn rank(document: &Document<'_>) -> Vec<Keyword> {
    let story = Story::read(document);
    let mut is_taken = List::filled(false, story.tokens.len());
    let mut units = find_names(&story, &mut is_taken);
    units.append(&mut find_common(&story, &is_taken));

    let mut is_title = List::filled(false, document.n_terms());
    for term in document.title_terms() {
        is_title[term.index()] = true;
    }
    // A stable order would need room of its own: equal units keep theirs by their numbers.
    let mut weighed: List<(f64, usize)> =
        units.iter().map(|unit| weight(unit, &is_title)).zip(0..).collect();
    weighed.sort_unstable_by(|&(a, one), &(b, other)| {
        let first_form = |at: usize| units.get(at).and_then(Unit::first_form);
        b.total_cmp(&a)
            .then_with(|| first_form(one).cmp(&first_form(other)))
            .then_with(|| one.cmp(&other))
    });

    let mut mentions_within = List::filled(0_u32, document.n_terms());
    let mut keywords: Vec<Keyword> = Vec::with_capacity(MAX_KEYWORDS);
    let mut highest = 0.0;
    for &(weight, number) in &weighed {
        let Some(unit) = units.get(number) else { continue };
        if keywords.len() == MAX_KEYWORDS || weight < LOWEST_SCORE * highest {
            break;
        }
        let terms = unit.terms.as_slice();
        // Alone a word must still be mentioned twice, a name once.
        let n_alone = if unit.is_name { 1 } else { 2 };
        if terms.iter().all(|term| mentions_within[term.index()] + n_alone > unit.n_mentions) {
            continue;
        }
        let Some(span) = unit.best_form(document) else { continue };
        for term in terms {
            let within: &mut u32 = &mut mentions_within[term.index()];
            *within = within.saturating_add(unit.n_mentions);
        }
        highest = weight.max(highest);
        keywords.push(Keyword { span, score: weight / highest, count: unit.n_mentions });
    }
    keywords
}

fn weight(unit: &Unit, is_title: &[bool]) -> f64 {
    let count = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    let terms = unit.terms.as_slice();
    let n_title = terms.iter().filter(|term| is_title[term.index()]).count();
    let title = HEADLINE_MENTIONS * count(n_title) / count(terms.len().max(1));
    (1.0 + count(terms.len())).log2() * (unit.weight + title)
}
