//! Which parts within a sentence may go: appositions, clauses and sources between marks, adverbs,
//! modifiers of an indefinite subject.
//!
//! Finders of the insertion rows of `deletions`. A finder of a part between two marks gets the
//! places of the marks and tells which tokens go, its marks with it or not.

use super::analysis::Analysis;
use super::attribution::Attribution;
use super::lexicon::Class;
use super::verb::Finite;
use crate::text::List;
use std::ops::Range;

/// What a part between marks may be at all: two marks of a kind, with something after them.
fn is_insertion(analysis: &Analysis<'_>, open: usize, close: usize) -> bool {
    let clause = &analysis.clause;
    clause.is_dash(open) == clause.is_dash(close)
        && !clause.is_one_of(open, &[";", ":"])
        && !clause.is_one_of(close, &[";", ":"])
        && close > open + 1
        && close + 1 < clause.len()
        && !clause.has(open + 1, Class::BLOCKER)
        && !clause.is_one_of(open + 1, &["but", "and", "or", "not"])
}

/// The tokens of an insertion. Where the commas before the main verb don't pair, two insertions
/// share one: the first to go leaves its closing comma to the other.
fn with_marks(analysis: &Analysis<'_>, open: usize, close: usize) -> Range<usize> {
    let is_before_verb = |mark: usize| mark >= analysis.start && mark < analysis.main_verb;
    let n_commas = analysis
        .breaks
        .iter()
        .filter(|&&mark| is_before_verb(mark) && analysis.clause.is(mark, ","))
        .count();
    open..if is_before_verb(open) && n_commas % 2 == 1 { close } else { close + 1 }
}

pub(super) fn between_dashes(
    analysis: &Analysis<'_>,
    open: usize,
    close: usize,
) -> Option<Range<usize>> {
    (is_insertion(analysis, open, close) && analysis.clause.is_dash(open))
        .then_some(open..close + 1)
}

/// `, who joined Calder Rovers in July,` and `, when the river burst its banks,`
pub(super) fn clause(analysis: &Analysis<'_>, open: usize, close: usize) -> Option<Range<usize>> {
    let clause = &analysis.clause;
    let is_clause = is_insertion(analysis, open, close)
        && clause.is(open, ",")
        && clause.has(open + 1, Class::RELATIVE.or(Class::SUBORDINATOR))
        && !clause.is(open + 1, "so")
        && clause.any_finite(open + 1..close, Finite::PastOrParticiple)
        // "who lived in Hallen, Norvale, in June": does the clause go on?
        && (clause.is_finite(close + 1) || !(open + 1..close).any(|i| clause.opens_place(i)))
        // Else the clause goes on: "who wrote songs for Lena, Jonas and Marta, has died".
        && if open > analysis.main_verb {
            clause.has(close + 1, Class::FUNCTION) || clause.is_finite(close + 1)
        } else {
            follows_subject(analysis, close)
        }
        && !clause.is_one_of(close + 1, &["and", "or", "who", "which"]);
    is_clause.then(|| with_marks(analysis, open, close))
}

/// Whether the verb of the subject stands behind the mark at `close`.
fn follows_subject(analysis: &Analysis<'_>, close: usize) -> bool {
    let clause = &analysis.clause;
    clause.is_finite(close + 1)
        || (clause.has(close + 1, Class::IN_LY.or(Class::SKIPPED_ADVERB))
            && clause.is_finite(close + 2))
        || close + 1 == analysis.main_verb
}

/// `Ilmari Foods, the country's largest bakery chain, is ...`
pub(super) fn apposition(
    analysis: &Analysis<'_>,
    open: usize,
    close: usize,
) -> Option<Range<usize>> {
    const OPENERS: Class = Class::DETERMINER
        .or(Class::POSSESSIVE)
        .or(Class::RELATIVE)
        .or(Class::PREPOSITION)
        .or(Class::SUBORDINATOR)
        .or(Class::IRREGULAR_PARTICIPLE)
        .or(Class::CAPITAL)
        .or(Class::NUMBER)
        .or(Class::PAST)
        .or(Class::GERUND);
    const WORDS: [&str; 11] = [
        "including",
        "such",
        "formerly",
        "once",
        "also",
        "best",
        "better",
        "originally",
        "already",
        "now",
        "then",
    ];
    /// Openers after which "and" joins parts of the apposition, not the members of a list.
    const PHRASE_OPENERS: Class = Class::DETERMINER
        .or(Class::POSSESSIVE)
        .or(Class::PREPOSITION)
        .or(Class::GERUND)
        .or(Class::PAST)
        .or(Class::IRREGULAR_PARTICIPLE);
    let clause = &analysis.clause;
    if !is_insertion(analysis, open, close)
        || !clause.is(open, ",")
        || open > analysis.main_verb
        || close > analysis.main_verb
        || !clause.is_finite(close + 1)
    {
        return None;
    }
    let first = open + 1;
    let n_commas_before_verb = analysis
        .breaks
        .iter()
        .filter(|&&mark| mark < analysis.main_verb && clause.is(mark, ","))
        .count();
    let opens =
        clause.has(first, OPENERS) || clause.is_one_of(first, &WORDS) || n_commas_before_verb == 2;
    let is_list = clause.any_word(first..close, &["and", "or"])
        && !clause.has(first, PHRASE_OPENERS)
        && !clause.is(first, "one");
    let has_own_verb = (first..close).any(|i| {
        clause.finite(i) >= Finite::Likely
            && !(first..i).any(|j| clause.has(j, Class::RELATIVE) || clause.is(j, "that"))
    });
    (opens && !is_list && !has_own_verb).then(|| with_marks(analysis, open, close))
}

/// `Lena Marsh, a nurse from Hallen, has ...`: a full name tells who without it.
pub(super) fn indefinite_apposition(
    analysis: &Analysis<'_>,
    open: usize,
    close: usize,
) -> Option<Range<usize>> {
    let clause = &analysis.clause;
    let is_of_name = open >= 2
        && clause.has(open - 1, Class::CAPITAL)
        && clause.has(open - 2, Class::CAPITAL)
        && clause.is_one_of(open + 1, &["a", "an", "one"]);
    apposition(analysis, open, close).filter(|_| is_of_name)
}

/// Longest adjunct between marks that goes, in tokens.
const MAX_ADJUNCT_TOKENS: usize = 12;

/// `..., including two children, were ...` and `..., in a rare move, police said`
pub(super) fn adjunct(analysis: &Analysis<'_>, open: usize, close: usize) -> Option<Range<usize>> {
    let clause = &analysis.clause;
    let first = open + 1;
    let is_adjunct = is_insertion(analysis, open, close)
        && clause.is(open, ",")
        && open > analysis.main_verb
        && close - first <= MAX_ADJUNCT_TOKENS
        && (clause.has(first, Class::PREPOSITION)
            || clause.is_one_of(first, &["including", "such", "especially", "particularly"]))
        && !clause.is_one_of(close + 1, &["and", "or"])
        && clause.is_word(open - 1)
        && !clause.has(close + 1, Class::PAST);
    if !is_adjunct {
        return None;
    }
    if clause.attribution(close + 1, clause.len()).is_some() {
        return Some(open..close);
    }
    (clause.finite(close + 1) >= Finite::Likely).then_some(open..close + 1)
}

pub(super) fn general_source(
    analysis: &Analysis<'_>,
    open: usize,
    close: usize,
) -> Option<Range<usize>> {
    source(analysis, open, close, Attribution::General)
}

pub(super) fn named_source(
    analysis: &Analysis<'_>,
    open: usize,
    close: usize,
) -> Option<Range<usize>> {
    source(analysis, open, close, Attribution::Named)
        .or_else(|| source(analysis, open, close, Attribution::Impersonal))
}

/// `The bridge, officials said, will close`
fn source(
    analysis: &Analysis<'_>,
    open: usize,
    close: usize,
    kind: Attribution,
) -> Option<Range<usize>> {
    let clause = &analysis.clause;
    let is_source = is_insertion(analysis, open, close)
        && open > analysis.main_verb
        && clause.attribution(open + 1, close) == Some(kind)
        // Else what follows belongs to the source: "according to the minister, Pavel Orsic".
        && (clause.is_finite(close + 1)
            || (clause.has(close + 1, Class::FUNCTION) && !clause.opens_noun_phrase(close + 1)))
        && (clause.is_finite(close + 1) || !clause.has(open + 1, Class::REPORTING_VERB));
    is_source.then_some(open..close + 1)
}

/// Several insertions between the subject and its verb, all at once.
pub(super) fn run_of_appositions(analysis: &Analysis<'_>, found: &mut Vec<Range<usize>>) {
    let clause = &analysis.clause;
    let commas: List<usize> = analysis
        .breaks
        .iter()
        .copied()
        .filter(|&mark| mark >= analysis.start && mark < analysis.main_verb && clause.is(mark, ","))
        .collect();
    let &[first, .., before_last, last] = commas.as_slice() else { return };
    let opens_with_clause = clause.has(first + 1, Class::RELATIVE);
    let is_list = commas.iter().any(|&comma| clause.is_one_of(comma + 1, &["and", "or"]));
    // "a small, mountainous state,", "the sequel starring Lena Marsh, Ana Torvald and Jonas Beck,"
    let is_apposition = clause.is_one_of(first + 1, &["a", "an", "the", "one"]) && !is_list;
    let goes = if opens_with_clause || is_apposition {
        last + 1 == analysis.main_verb
    } else {
        let last_goes = self::clause(analysis, before_last, last)
            .or_else(|| apposition(analysis, before_last, last));
        last_goes.is_some() && !is_list
    };
    if goes {
        found.push(first..last + 1);
    }
}

/// `in Hallen | , Norvale, | has ...`
pub(super) fn second_place(analysis: &Analysis<'_>, found: &mut Vec<Range<usize>>) {
    let clause = &analysis.clause;
    for open in (1..clause.len()).filter(|&i| clause.opens_place(i)) {
        let Some(close) = (open + 1..clause.len()).find(|&i| clause.is_comma(i)) else { continue };
        let first_name = (0..open).rev().find(|&i| !clause.has(i, Class::CAPITAL));
        let is_place = first_name.is_some_and(|i| clause.has(i, Class::PREPOSITION));
        let is_inside_another =
            analysis.breaks.iter().filter(|&&mark| mark < open).count() % 2 == 1;
        let goes_on = clause.is_finite(close + 1)
            || (open > analysis.main_verb
                && (clause.has(close + 1, Class::PREPOSITION) || clause.is(close + 1, "to")));
        if is_place && goes_on && !is_inside_another {
            found.push(open..close + 1);
        }
    }
}

/// `said | that | the shop ...`
pub(super) fn complementiser(analysis: &Analysis<'_>, found: &mut Vec<Range<usize>>) {
    const VERBS: [&str; 4] = ["told", "agreed", "indicated", "acknowledged"];
    const SUBJECT: Class = Class::DETERMINER.or(Class::PRONOUN).or(Class::CAPITAL);
    let clause = &analysis.clause;
    for i in analysis.main_verb.max(1)..clause.len() {
        let follows_verb =
            clause.has(i - 1, Class::STATEMENT_VERB) || clause.is_one_of(i - 1, &VERBS);
        if clause.is(i, "that")
            && clause.is_open(i)
            && follows_verb
            && clause.has(i + 1, SUBJECT)
            && clause.main_verb(i + 1).is_some_and(|verb| verb > i + 1)
        {
            found.push(i..i + 1);
        }
    }
}

/// `Five people | including two children | were hurt`
pub(super) fn including(analysis: &Analysis<'_>, found: &mut Vec<Range<usize>>) {
    let clause = &analysis.clause;
    let verb = analysis.main_verb;
    let start = (analysis.start + 1..verb.saturating_sub(1)).find(|&i| {
        clause.is(i, "including")
            && clause.is_word(i - 1)
            && !clause.has(i - 1, Class::FUNCTION)
            && !clause.any_finite(i..verb, Finite::Likely)
            && (i..verb).all(|j| clause.is_open(j))
    });
    found.extend(start.map(|start| start..verb));
}

/// `A nurse | who treated flood victims for three weeks | has been awarded ...`. Only for an
/// indefinite subject: "the man who ..." says which man.
pub(super) fn modifier_of_subject(analysis: &Analysis<'_>, found: &mut Vec<Range<usize>>) {
    const INDEFINITE: [&str; 14] = [
        "a", "an", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "dozens", "hundreds",
    ];
    let clause = &analysis.clause;
    let (start, verb) = (analysis.start, analysis.main_verb);
    let is_indefinite = clause.is_one_of(start, &INDEFINITE)
        || clause.is(start, "thousands")
        || clause.has(start, Class::NUMBER);
    if !is_indefinite || verb < start + 5 {
        return;
    }
    let modifier = (start + 2..verb - 1)
        .take_while(|&i| clause.is_word(i) && clause.is_open(i))
        .find(|&i| opens_modifier(analysis, i));
    let Some(modifier) = modifier else { return };
    let is_plain = (modifier..verb).all(|i| clause.is_open(i) && !clause.is_point(i));
    let is_clause = clause.is_one_of(modifier, &["who", "which", "that"]);
    let is_phrase = !clause.any_finite(modifier..verb, Finite::Certain)
        && !clause.any_word(modifier..verb, &["and"]);
    if is_plain && (is_clause || is_phrase) {
        found.push(modifier..verb);
    }
}

fn opens_modifier(analysis: &Analysis<'_>, i: usize) -> bool {
    const STILL_CLEAR: [&str; 5] = ["member", "group", "number", "couple", "pair"];
    let clause = &analysis.clause;
    let head = i - 1;
    let head_stands_alone = !clause.has(head, Class::FUNCTION.or(Class::IN_LY).or(Class::GERUND))
        && (!clause.has(head, Class::VAGUE_NOUN) || clause.is_one_of(head, &STILL_CLEAR));
    head_stands_alone
        && (clause.is_one_of(i, &["who", "which"])
            || (clause.is(i, "that") && clause.is_finite(i + 1))
            || clause.is_one_of(i, &["in", "at", "from", "near"])
            || (clause.has(i, Class::PAST)
                && !clause.has(i, Class::CAPITAL)
                && i + 1 < analysis.main_verb
                && (clause.has(i + 1, Class::PREPOSITION) || clause.is(i + 1, "of"))))
}
