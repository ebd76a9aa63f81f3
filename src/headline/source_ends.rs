//! Whether the attribution that ends a sentence may go.
//!
//! Finders of the source rows of `deletions`: of headlines by the kind of source, of bullets only where it
//! is official and what it says is no quotation.

use super::analysis::Analysis;
use super::attribution::Attribution;
use super::lexicon::Class;

/// R19: the attribution behind a comma goes if the claim is neither an accusation nor an opinion;
/// a partisan one only if the claim says itself that it is uncertain.
pub(super) fn source(analysis: &Analysis<'_>, i: usize, kind: Attribution) -> bool {
    let Some(source) = analysis.source else { return false };
    let clause = &analysis.clause;
    let n_quoted = || (0..i).filter(|&j| clause.is_quoted(j)).count();
    source.comma == i
        && source.kind == kind
        && 5 * n_quoted() <= 3 * i
        && (clause.is_word(i - 1) || clause.is_quoted(i - 1))
        && if kind == Attribution::Partisan { source.is_hedged } else { !analysis.needs_source(i) }
}

/// R19 for bullets: only a source that is official, by its noun or by its name.
pub(super) fn official_source(analysis: &Analysis<'_>, i: usize) -> bool {
    // "We will arrest them, the minister said": a quotation whose marks are lost.
    let speaks_of_itself = analysis.clause.any(0..i, Class::FIRST_OR_SECOND_PERSON)
        || (0..i).any(|j| analysis.clause.is_quoted(j));
    analysis.source.is_some_and(|found| {
        found.is_official
            && !speaks_of_itself
            // A mark behind the comma is what is left of a quotation's.
            && analysis.clause.is_word(i + 1)
            && source(analysis, i, found.kind)
    })
}
