//! Where a headline may begin instead of the sentence's first word.
//!
//! Finders of the start rows of `deletions`.

use super::analysis::Analysis;
use super::lexicon::Class;
use super::verb::Finite;

/// `Following weeks of talks, | teachers ...`
pub(super) fn leading_part(analysis: &Analysis<'_>) -> Option<usize> {
    (analysis.start > 0 && !analysis.clause.is(0, "according")).then_some(analysis.start)
}

/// `For readers of all ages,` tells for whom the claim holds in at most so many tokens.
const MAX_SCOPE_TOKENS: usize = 6;

/// A [`leading_part`] that tells no event of its own: `After the river burst its banks, ...` stays.
pub(super) fn leading_circumstance(analysis: &Analysis<'_>) -> Option<usize> {
    let clause = &analysis.clause;
    let start = leading_part(analysis)?;
    let opener = (0..start).find(|&i| clause.is(i, "after"));
    let is_event =
        opener.is_some_and(|opener| clause.any_finite(opener..start, Finite::PastOrParticiple));
    // "For readers, ...", "With his mask on, ...": without it the claim holds for all or at all times.
    let is_scope = clause.is(0, "even")
        || (clause.is(0, "for")
            && start <= MAX_SCOPE_TOKENS
            && !clause.any(0..start, Class::TIME_UNIT))
        || (clause.is(0, "with") && clause.is_one_of(start - 2, &["on", "off", "in", "out"]));
    // "When police opened the case, | they ...": the leading part tells who.
    let names_subject = clause.is_one_of(start, &["he", "she", "they", "it"])
        && clause.any_finite(0..start, Finite::PastOrParticiple);
    // "In the audio, | which was posted on Monday, ...": the leading part goes on.
    (!(is_event || is_scope || names_subject || clause.has(start, Class::RELATIVE)))
        .then_some(start)
}

/// `According to the survey, | house prices ...`
pub(super) fn leading_source(analysis: &Analysis<'_>) -> Option<usize> {
    (analysis.start > 0 && analysis.clause.is(0, "according")).then_some(analysis.start)
}

/// The subject of a leading source has at most so many tokens.
const MAX_SOURCE_TOKENS: usize = 9;

/// `Police said that | two men ...`: a source without a name, then a clause with its own verb.
pub(super) fn source_before_claim(analysis: &Analysis<'_>) -> Option<usize> {
    let clause = &analysis.clause;
    let verb = clause.main_verb(0)?;
    let is_source = verb > 0
        && verb < MAX_SOURCE_TOKENS
        && clause.has(verb, Class::REPORTING_VERB)
        && !clause.is_one_of(verb, &["told", "reports", "report"])
        && clause.any(0..verb, Class::SOURCE)
        && !clause.any(1..verb, Class::CAPITAL);
    if !is_source {
        return None;
    }
    let mut claim = verb + 1;
    while clause.has(claim, Class::TIME_ADVERB.or(Class::DAY)) {
        claim += 1;
    }
    let has_that = clause.is(claim, "that");
    claim += usize::from(has_that);
    let has_verb = clause.main_verb(claim).is_some_and(|claimed| claimed > claim);
    (has_verb && (has_that || clause.opens_noun_phrase(claim))).then_some(claim)
}

/// A [`source_before_claim`] that is official, of a claim that neither accuses nor judges.
pub(super) fn official_source_before_claim(analysis: &Analysis<'_>) -> Option<usize> {
    let claim = source_before_claim(analysis)?;
    let is_official = !analysis.clause.any(0..claim, Class::UNOFFICIAL_SOURCE);
    (is_official && !analysis.needs_source(analysis.len())).then_some(claim)
}

/// `It has emerged that | ...`
pub(super) fn expletive(analysis: &Analysis<'_>) -> Option<usize> {
    const VERBS: [&str; 5] = ["emerged", "announced", "revealed", "reported", "confirmed"];
    const MIN_TOKENS: usize = 9;
    let clause = &analysis.clause;
    if !clause.is(0, "it") || clause.main_verb(0) != Some(1) || clause.len() < MIN_TOKENS {
        return None;
    }
    let end = clause.verb_end(1);
    let claim = end + 2;
    let has_verb = clause.main_verb(claim).is_some_and(|verb| verb > claim);
    (clause.is_one_of(end, &VERBS) && clause.is(end + 1, "that") && has_verb).then_some(claim)
}

/// The title stands within so many tokens of the start.
const MAX_TITLE_TOKENS: usize = 7;

/// `Deputy minister | Pavel Orsic has ...`
pub(super) fn title_before_name(analysis: &Analysis<'_>) -> Option<usize> {
    before_name(analysis, |i| {
        analysis.clause.has(i, Class::JOB)
            && analysis.clause.has(i + 2, Class::CAPITAL)
            && i + 2 <= analysis.main_verb
    })
}

/// `Struggling car maker | Corvane has ...`
pub(super) fn description_before_name(analysis: &Analysis<'_>) -> Option<usize> {
    before_name(analysis, |i| {
        analysis.clause.has(i, Class::ORGANISATION)
            && !analysis.clause.has(i, Class::CAPITAL)
            && i + 1 < analysis.main_verb
    })
}

/// Behind the noun before a name that `is_noun` accepts, if nothing but its modifiers stand before.
fn before_name(analysis: &Analysis<'_>, is_noun: impl Fn(usize) -> bool) -> Option<usize> {
    let clause = &analysis.clause;
    let start = analysis.start;
    if clause.has(start, Class::SUBORDINATOR.or(Class::BLOCKER)) {
        return None;
    }
    let limit = start + MAX_TITLE_TOKENS;
    let limit = (start..limit).find(|&i| !clause.is_word(i)).unwrap_or(limit);
    let title = (start..limit).find(|&i| {
        is_noun(i)
            && clause.has(i + 1, Class::CAPITAL)
            && !clause.has(i + 1, Class::FUNCTION.or(Class::JOB))
    })?;
    let is_one_phrase = !(start..title).any(|i| {
        clause.has(i, Class::PREPOSITION)
            || (i > start && clause.has(i, Class::GERUND.or(Class::PAST)))
            || clause.is_one_of(i, &["and", "or", "of"])
            || clause.finite(i) >= Finite::Likely
    });
    is_one_phrase.then_some(title + 1)
}
