//! What is the story about, in a few names and terms?
//!
//! Units are names, phrases and single words as they are written ([`units`]); the forms of one name
//! are counted together ([`names`]); a unit is worth its mentions, early ones more. Depends on the
//! document's words and terms; knows no sentence scores and no summary.

mod names;
mod units;

use crate::score::DocumentFeatures;
use crate::score::salience::{HEADLINE_MENTIONS, SALIENCE_DECAY};
use crate::text::{Document, Span, TermId};
use names::merge_names;
use units::{Unit, find_units};

/// A name, phrase or word that the story is about.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Keyword {
    /// One place where it stands in full.
    pub span: Span,
    /// Its weight relative to the first keyword's, in (0, 1\].
    pub score: f64,
    /// How often it is mentioned in the story, shorter forms of a name included.
    pub count: u32,
}

/// Ranks the story's keywords, the most important first.
///
/// A unit of n terms with mentions in sentences i is worth `log₂(1 + n) · Σ exp(-i / 18)`, each term
/// of the title counting as three mentions more: the length factor is that of C-value (Frantzi,
/// Ananiadou and Mima 2000, "Automatic recognition of multi-word terms", section 2.2) shifted by
/// one, so that single words count; mentions fade as they do for salience.
///
/// # Shape
/// At most `max` keywords. A word that stands mostly within a better unit isn't repeated.
///
/// # Complexity
/// Linear in the number of words, but for sorting the units.
#[must_use]
pub fn rank(document: &Document<'_>, features: &DocumentFeatures<'_>, max: usize) -> Vec<Keyword> {
    let mut units = find_units(document);
    merge_names(&mut units);
    let mut is_title = vec![false; features.n_terms];
    for term in features.title_terms {
        is_title[term.index()] = true;
    }
    let mut weighed: Vec<(f64, Unit)> =
        units.into_iter().map(|unit| (weight(&unit, &is_title), unit)).collect();
    weighed.sort_by(|(a, one), (b, other)| {
        b.total_cmp(a).then_with(|| one.span.start().cmp(&other.span.start()))
    });

    let mut mentions_within = vec![0; features.n_terms];
    let mut keywords: Vec<Keyword> = Vec::new();
    let mut highest = 0.0;
    for (weight, unit) in weighed {
        if keywords.len() == max {
            break;
        }
        let count = unit.count();
        if unit.terms.iter().all(|term| mentions_within[term.index()] >= count) {
            continue;
        }
        for term in &unit.terms {
            let within: &mut u32 = &mut mentions_within[term.index()];
            *within = count.max(*within);
        }
        highest = weight.max(highest);
        keywords.push(Keyword { span: unit.span, score: weight / highest, count });
    }
    keywords
}

fn weight(unit: &Unit, is_title: &[bool]) -> f64 {
    let mentions: f64 =
        unit.sentences.iter().map(|&idx| (-f64::from(idx) / SALIENCE_DECAY).exp()).sum();
    let count = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    let n_terms = count(unit.terms.len());
    let n_title = count(unit.terms.iter().filter(|term| is_title[term.index()]).count());
    (1.0 + n_terms).log2() * (mentions + HEADLINE_MENTIONS * n_title / n_terms)
}

#[cfg(test)]
mod tests;
