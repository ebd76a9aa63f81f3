//! Which phrases within a sentence may go: of time and place (`last week`, `in March`, `in Hallen`),
//! adverbs, and what stands before a name (`the Russian oil giant`).
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
        && !clause.any(analysis.start..range.start, Class::NEGATION)
        && !analysis.any_superlative(analysis.start..range.start)
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

/// `this year`, `last month`, `earlier this week`: what a report counts from its own day.
pub(super) fn recent_period(analysis: &Analysis<'_>, found: &mut Vec<Range<usize>>) {
    let clause = &analysis.clause;
    period(analysis, found);
    found.retain(|range| {
        let unit = range.end - 1;
        let is_near = clause.is_one_of(unit, &["week", "weekend", "month"])
            || clause.is(unit - 1, "this")
            || range.len() == 3;
        clause.is_one_of(unit - 1, &["this", "last"]) && is_near
    });
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

/// Longest description before a name, in tokens.
const MAX_DESCRIPTION: usize = 7;

/// `urged | London mayor | Ken Livingstone`, `the owners of | the Russian oil giant | Corvane`
pub(super) fn description(analysis: &Analysis<'_>, found: &mut Vec<Range<usize>>) {
    let clause = &analysis.clause;
    for noun in analysis.start + 1..clause.len() {
        let name = noun + 1;
        let is_person = clause.has(noun, Class::JOB) && clause.has(noun + 2, Class::CAPITAL);
        let is_body = clause.has(noun, Class::ORGANISATION) && !clause.has(noun, Class::CAPITAL);
        let is_described = (is_person || is_body)
            && clause.has(name, Class::CAPITAL)
            // "Chief | Minister Pavel Orsic"
            && !clause.has(name, Class::FUNCTION.or(Class::GENITIVE).or(Class::JOB))
            && clause.is_open(name);
        if is_described
            && let Some(start) = start_of_description(analysis, noun)
            && found.last().is_none_or(|last| last.end <= start)
        {
            found.push(start..name);
        }
    }
}

/// Where the modifiers of the noun before a name begin, its article with them; `None` if they
/// can't be told from what stands before.
fn start_of_description(analysis: &Analysis<'_>, noun: usize) -> Option<usize> {
    const MODIFIERS: Class =
        Class::MODIFIER.or(Class::JOB).or(Class::ORGANISATION).or(Class::CAPITAL);
    const BEFORE: Class = Class::PREPOSITION.or(Class::SUBORDINATOR);
    let clause = &analysis.clause;
    let is_modifier = |i: usize| {
        clause.is_word(i)
            && clause.is_open(i)
            && (clause.has(i, MODIFIERS) || clause.word(i).contains('-'))
            && !clause.has(i, Class::FUNCTION)
    };
    let first_possible = noun.saturating_sub(MAX_DESCRIPTION).max(analysis.start + 1);
    let start = (first_possible..=noun).rev().take_while(|&i| is_modifier(i)).last()?;
    let start = if clause.is_one_of(start - 1, &["the", "a", "an"]) { start - 1 } else { start };
    let before = start.checked_sub(1)?;
    // "Ana Torvald and fellow sprinter Marta Kell", but "former Hallen and Norvale striker Jonas Beck".
    let joins_names = clause.is(before, "and")
        && clause.has(before.wrapping_sub(1), Class::CAPITAL)
        && !clause.has(before.wrapping_sub(1), Class::JOB)
        && !clause.has(start, Class::CAPITAL);
    let begins_phrase = joins_names
        || clause.is_break(before)
        || clause.has(before, BEFORE)
        || clause.is_one_of(before, &["of", "that"])
        || (before > analysis.start && clause.is_finite(before))
        || (before <= analysis.verb_end && before >= analysis.main_verb);
    begins_phrase.then_some(start)
}

/// Endings of words that may be adjectives.
const ADJECTIVE_ENDINGS: [&str; 10] =
    ["er", "al", "ic", "ive", "ous", "ful", "ble", "ly", "ish", "ary"];

/// `close shops | and offices`: the second of two nouns, with nothing but "of" behind it.
pub(super) fn joined_noun(analysis: &Analysis<'_>, i: usize) -> bool {
    let clause = &analysis.clause;
    let (left, right) = (i - 1, i + 1);
    if !clause.is(i, "and") || i <= analysis.verb_end + 1 || i + 2 >= analysis.len() {
        return false;
    }
    let is_last_phrase = !(right..clause.next_point(i))
        .any(|j| clause.has(j, Class::CUT_PREPOSITION) || clause.is(j, "under"));
    let stands_alone = clause.word(left).ends_with('s')
        || !clause.is_word(i + 2)
        || clause.has(i + 2, Class::FUNCTION)
        || clause.has(right, Class::DETERMINER);
    is_last_phrase
        && stands_alone
        && !clause.has(left, Class::CAPITAL.or(Class::NUMBER).or(Class::PAST))
        && clause.is_word(right)
        && !clause.has(right, Class::CAPITAL)
        && clause.is_open(left)
        && clause.is_open(right)
        && !(analysis.verb_end.max(i.saturating_sub(5))..i).any(|j| clause.is(j, ","))
        && !ADJECTIVE_ENDINGS.iter().any(|ending| clause.word(left).ends_with(ending))
}

/// `has | sharply | raised`
pub(super) fn adverb(analysis: &Analysis<'_>, found: &mut Vec<Range<usize>>) {
    const MIN_LETTERS: usize = 6;
    let clause = &analysis.clause;
    for i in 1..clause.len() {
        let is_adverb = clause.has(i, Class::IN_LY)
            && clause.word(i).len() >= MIN_LETTERS
            && !clause.has(i, Class::KEPT_ADVERB.or(Class::CAPITAL))
            && clause.is_open(i);
        if !is_adverb {
            continue;
        }
        let stands_in_verb = clause.has(i - 1, Class::AUXILIARY)
            || clause.is_one_of(i - 1, &["be", "been", "being", "to"])
            || clause.is_finite(i + 1);
        let precedes_verb = clause.is_word(i + 1)
            && !clause.has(i + 1, Class::CAPITAL.or(Class::PREPOSITION))
            && !clause.is_one_of(i + 1, &["and", "or", "as", "than"]);
        if clause.is_word(i - 1) && stands_in_verb && precedes_verb {
            found.push(i..i + 1);
        }
    }
}
