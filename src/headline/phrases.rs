//! Which phrases of time and place within a sentence may go: `last week`, `in March`, `in Hallen`.
//!
//! Finders of insertion rows of `deletions` for phrases without marks. What follows must not depend
//! on them, and what stands before must be whole without them.

use super::analysis::Analysis;
use super::guards;
use super::lexicon::Class;
use std::ops::Range;

/// Whether the phrase at `range` can go: nothing before it is narrowed by it, nothing after it is
/// part of it.
fn is_detachable(analysis: &Analysis<'_>, range: &Range<usize>) -> bool {
    const NARROWED: Class = Class::SUPERLATIVE.or(Class::NEGATION);
    const OWNERS: Class = Class::PREPOSITION.or(Class::DETERMINER).or(Class::GENITIVE);
    let clause = &analysis.clause;
    let before = range.start - 1;
    range.start > analysis.verb_end + 1
        && clause.is_word(before)
        && clause.is_open(before)
        && !clause.any_word(range.start.saturating_sub(4)..range.start, &["will", "would", "to"])
        && range.clone().all(|i| clause.is_open(i))
        && !clause.has(before, OWNERS)
        && !clause.is_one_of(before, &["and", "or", "to", "of", "than", "as"])
        && !clause.any(analysis.start..range.start, NARROWED)
        && !clause.any_word(analysis.start..range.start, &["than"])
        && is_followed_by_new_phrase(analysis, range)
}

fn is_followed_by_new_phrase(analysis: &Analysis<'_>, range: &Range<usize>) -> bool {
    const OPENERS: Class = Class::SUBORDINATOR.or(Class::CUT_PREPOSITION);
    let clause = &analysis.clause;
    let next = range.end;
    let ends_here =
        next >= clause.len() || (clause.is_comma(next) && !clause.opens_noun_phrase(next + 1));
    (ends_here && guards::allow(analysis, range.start))
        || (clause.has(next, OPENERS) && !clause.has(next, Class::CAPITAL))
        || clause.is(next, "to")
}

/// `earlier this week`, `last month`, `two years ago`
pub(super) fn period(analysis: &Analysis<'_>, found: &mut Vec<Range<usize>>) {
    const SEASONS: [&str; 8] =
        ["season", "summer", "autumn", "winter", "spring", "weekend", "decade", "century"];
    let clause = &analysis.clause;
    for i in analysis.verb_end + 1..clause.len() {
        let start =
            if clause.is_one_of(i, &["earlier", "late", "later", "early"]) { i + 1 } else { i };
        let is_unit = |i: usize| clause.has(i, Class::TIME_UNIT) || clause.is_one_of(i, &SEASONS);
        let end = if clause.is_one_of(start, &["this", "last", "next"]) && is_unit(start + 1) {
            start + 2
        } else if clause.is(i + 2, "ago") && is_unit(i + 1) {
            i + 3
        } else {
            continue;
        };
        if found.last().is_none_or(|last| last.end <= i) && is_detachable(analysis, &(i..end)) {
            found.push(i..end);
        }
    }
}

/// `in March`, `in 2004`, `on March 3`, `on 27 March`
pub(super) fn date(analysis: &Analysis<'_>, found: &mut Vec<Range<usize>>) {
    let clause = &analysis.clause;
    let is_year =
        |i: usize| clause.word(i).len() == 4 && clause.word(i).bytes().all(|b| b.is_ascii_digit());
    for i in analysis.verb_end + 1..clause.len() {
        let end = if clause.is(i, "in") && clause.has(i + 1, Class::MONTH) && is_year(i + 2) {
            i + 3
        } else if clause.is(i, "in") && (clause.has(i + 1, Class::MONTH) || is_year(i + 1)) {
            i + 2
        } else if clause.is(i, "on") && is_day_and_month(analysis, i + 1) {
            i + 3
        } else {
            continue;
        };
        if is_detachable(analysis, &(i..end)) {
            found.push(i..end);
        }
    }
}

fn is_day_and_month(analysis: &Analysis<'_>, i: usize) -> bool {
    let (month, number) = (Class::MONTH, Class::NUMBER);
    let clause = &analysis.clause;
    (clause.has(i, month) && clause.has(i + 1, number))
        || (clause.has(i, number) && clause.has(i + 1, month))
}

/// `in Hallen` before another phrase.
pub(super) fn place(analysis: &Analysis<'_>, found: &mut Vec<Range<usize>>) {
    let clause = &analysis.clause;
    for i in analysis.verb_end + 1..clause.len() {
        let name = if clause.is(i + 1, "the") { i + 2 } else { i + 1 };
        if !clause.is_one_of(i, &["in", "at", "near"]) || !clause.has(name, Class::CAPITAL) {
            continue;
        }
        let end =
            (name..clause.len()).find(|&j| !clause.has(j, Class::CAPITAL)).unwrap_or(clause.len());
        let is_last = end >= clause.len() || clause.is_break(end);
        if !is_last && is_detachable(analysis, &(i..end)) && guards::allow(analysis, i) {
            found.push(i..end);
        }
    }
}
