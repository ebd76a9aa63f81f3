//! When the end of a headline would part a verb or noun from what it needs: "urged fans to |", "is
//! casting doubt | on".
//!
//! Predicates of the rows of `guards`: each tells whether it forbids to end before a token.

use super::analysis::Analysis;
use super::lexicon::Class;
use super::open_clauses::{MAX_TO_VERB, clause_verb, first_verb, verb_is_complete};
use super::verb::Finite;

const AFTER_PHRASAL_VERB: [&str; 9] =
    ["down", "ahead", "out", "off", "up", "aside", "away", "back", "over"];

/// Words on which no clause ends.
const NEVER_LAST: Class = Class::FUNCTION
    .or(Class::ADJECTIVE_WITH_COMPLEMENT)
    .or(Class::PAST)
    .or(Class::IRREGULAR_PARTICIPLE)
    .or(Class::FINITE_VERB)
    .or(Class::VAGUE_NOUN);

pub(super) fn ends_on_no_noun(analysis: &Analysis<'_>, end: usize) -> bool {
    let clause = &analysis.clause;
    let last = end - 1;
    if !clause.is_word(last) {
        return !(clause.is_quoted(last) || clause.is_one_of(last, &["'", "’", "%"]));
    }
    if !clause.is_open(last)
        || clause.has(last, Class::NUMBER)
        || (clause.has(last, Class::CAPITAL) && !clause.has(last, Class::FUNCTION))
    {
        return false;
    }
    if is_particle(analysis, last) || last == analysis.verb_end {
        return false;
    }
    let is_state = clause.is_one_of(
        last,
        &["risk", "stake", "threat", "pressure", "way", "sale", "talks", "attack"],
    ) && clause.is_one_of(last - 1, &["at", "under", "on", "in"]);
    if is_state {
        return false;
    }
    // "is casting doubt | on"
    if clause.has(last, Class::NOUN_WITH_COMPLEMENT)
        && clause.is_one_of(end, &["on", "of", "in", "into", "to", "with", "for"])
    {
        return true;
    }
    // "suffered a tyre burst"
    let is_noun = clause.has(last, Class::PAST_OR_NOUN)
        && !clause.is_finite(last)
        && clause.any(last.saturating_sub(3)..last, Class::DETERMINER);
    if is_noun && !clause.has(last, Class::VAGUE_NOUN) {
        return false;
    }
    // "made a bid | after talks", "broke the law | and": what follows doesn't tell of what.
    if clause.has(last, Class::VAGUE_NOUN) && opens_other_part(analysis, end) {
        return false;
    }
    // "a 3-2 win | over": the score says enough. "considers a full listing | for"
    let is_score = clause.has(last - 1, Class::NUMBER) && clause.word(last - 1).contains('-');
    let is_noun_in_ing = clause.has(last, Class::GERUND)
        && (last.saturating_sub(2)..last).any(|i| clause.is_one_of(i, &["a", "an"]));
    if is_noun_in_ing || (is_score && clause.has(last, Class::VAGUE_NOUN)) {
        return false;
    }
    if is_embedded_passive(analysis, last) && analysis.is_after_passive(last, end) {
        return false;
    }
    // "said the name starts | with"; but "makes free phone calls | as well as": the clause has its verb.
    let is_verb = clause.has(last, Class::NOUN_OR_VERB)
        && clause.finite(last) >= Finite::Likely
        && !clause.has(last, Class::INTRANSITIVE)
        && may_have_second_verb(analysis, last);
    let is_gerund = clause.has(last, Class::GERUND)
        || (clause.has(last, Class::IN_ING) && !clause.is_word(last - 1));
    let is_infinitive =
        clause.is(last - 1, "to") && !clause.has(last, Class::BARE_PLACE.or(Class::INTRANSITIVE));
    let is_adverb_behind_mark = clause.has(last, Class::IN_LY) && !clause.is_word(last - 1);
    is_verb || clause.has(last, NEVER_LAST) || is_gerund || is_infinitive || is_adverb_behind_mark
}

/// Whether token `i` completes the verb before it: "stood down", or before a mark "had dried up".
pub(super) fn is_particle(analysis: &Analysis<'_>, i: usize) -> bool {
    const VERB: Class = Class::PAST.or(Class::IRREGULAR_PARTICIPLE);
    let clause = &analysis.clause;
    let before = i.wrapping_sub(1);
    clause.is_one_of(i, &AFTER_PHRASAL_VERB)
        && (clause.has(before, Class::PHRASAL_VERB)
            || (clause.has(before, VERB) && clause.is_break(i + 1)))
}

/// Whether what begins at `end` is no phrase of the noun before it.
fn opens_other_part(analysis: &Analysis<'_>, end: usize) -> bool {
    let clause = &analysis.clause;
    !clause.is_word(end)
        || clause.is_one_of(end, &["and", "but"])
        || (clause.has(end, Class::ADJUNCT_OPENER)
            && !clause.is_one_of(end, &["as", "until", "without"]))
}

/// Whether a second clause may have begun between the main verb and token `last`.
fn may_have_second_verb(analysis: &Analysis<'_>, last: usize) -> bool {
    const OPENERS: Class = Class::RELATIVE
        .or(Class::SUBORDINATOR)
        .or(Class::STATEMENT_VERB)
        .or(Class::REPORTING_VERB)
        .or(Class::OPINION_VERB);
    let clause = &analysis.clause;
    clause.has(last - 1, Class::CAPITAL.or(Class::PRONOUN))
        || clause.any(analysis.main_verb..last, OPENERS)
        || clause.any_word(analysis.main_verb..last, &["that", "how", "what", "and", "if"])
}

/// `said two men were | arrested |`: a passive of a clause behind the main verb.
fn is_embedded_passive(analysis: &Analysis<'_>, last: usize) -> bool {
    const NEEDS_COMPLEMENT: Class =
        Class::PARTICIPLE_WITH_COMPLEMENT.or(Class::STRICT_PARTICIPLE).or(Class::FUNCTION);
    let clause = &analysis.clause;
    let from = last.saturating_sub(3).max(analysis.verb_end + 1);
    clause.has(last, Class::PARTICIPLE)
        && !clause.has(last, NEEDS_COMPLEMENT)
        && (from..last).any(|i| clause.is_finite(i) && clause.verb_end(i) == last)
        && clause.any(from..last, Class::BE)
}

/// Verbs that no adjunct completes.
const NEEDS_MORE: Class = Class::INCOMPLETE_VERB
    .or(Class::HAVE)
    .or(Class::PARTICIPLE_WITH_COMPLEMENT)
    .or(Class::STATEMENT_VERB);
/// Ends of a verb group that always need a complement.
const NEVER_COMPLETE: Class =
    Class::FUNCTION.or(Class::ADJECTIVE_WITH_COMPLEMENT).or(Class::GERUND).or(Class::BE);

/// The end straight behind the verb group, or behind a form of "be" with too little after it.
pub(super) fn lacks_complement(analysis: &Analysis<'_>, end: usize) -> bool {
    const ADVERB: Class = Class::IN_LY.or(Class::SKIPPED_ADVERB).or(Class::LIMITING_ADVERB);
    let clause = &analysis.clause;
    let verb = analysis.verb_end;
    let is_link = clause.has(verb, Class::BE.or(Class::HAVE).or(Class::LINK_VERB));
    if is_link && (verb + 1..end).all(|i| clause.has(i, ADVERB)) {
        return true;
    }
    if end != verb + 1 || clause.has(verb, Class::NUMBER) {
        return false;
    }
    if clause.has(verb, NEVER_COMPLETE) {
        return true;
    }
    let before_adjunct = clause.has(end, Class::ADJUNCT_OPENER) && !clause.has(verb, NEEDS_MORE);
    let is_intransitive = clause.has(verb, Class::INTRANSITIVE);
    if clause.is(end, "before") && !is_intransitive {
        return true;
    }
    !(analysis.passive_may_end(end) || is_intransitive || before_adjunct)
}

pub(super) fn lacks_statement(analysis: &Analysis<'_>, end: usize) -> bool {
    let clause = &analysis.clause;
    if !analysis.verb_has(Class::STATEMENT_VERB) {
        return false;
    }
    let that = analysis.verb_end + 1;
    let from = if clause.is(that, "that") { that + 1 } else { that };
    // "said that while prices rose, | sales fell": the statement comes behind the comma.
    let opens_subordinate = clause.has(from, Class::SUBORDINATOR) || clause.is(from, "if");
    let from = if opens_subordinate {
        let Some(comma) = clause.next_comma(from) else { return true };
        comma + 1
    } else {
        from
    };
    let Some(verb) = first_verb(analysis, from) else { return false };
    let has_quote = (0..clause.len()).any(|i| clause.is_quoted(i));
    verb + 1 >= end || (!has_quote && !verb_is_complete(analysis, verb, end))
}

/// `urged fans to | stay`
pub(super) fn lacks_infinitive(analysis: &Analysis<'_>, end: usize) -> bool {
    const MAX_OBJECT: usize = 8;
    let clause = &analysis.clause;
    let verb = analysis.verb_end;
    let takes = (verb == analysis.main_verb && clause.has(verb, Class::OBJECT_INFINITIVE_VERB))
        || clause.has(verb, Class::OBJECT_INFINITIVE_VERB);
    takes
        && (verb + 1..=verb + MAX_OBJECT)
            .find(|&i| clause.is_one_of(i, &["to", "that"]) && clause.is_open(i))
            .is_some_and(|to| {
                end <= to + 1 || (end == to + 2 && !clause.has(to + 1, Class::INTRANSITIVE))
            })
}

/// `put the blame | on`
pub(super) fn lacks_verb_phrase(analysis: &Analysis<'_>, end: usize) -> bool {
    const PLACES: [&str; 7] = ["on", "in", "out", "off", "at", "up", "under"];
    let clause = &analysis.clause;
    // "kept the town | on track", but "kept its shops | despite the row"
    if clause.is_one_of(analysis.verb_end, &["keep", "keeps", "kept"]) {
        return clause.is_one_of(end, &PLACES);
    }
    clause.has(analysis.verb_end, Class::PLACING_VERB)
        && (analysis.verb_end + 1..clause.len())
            .find(|&i| clause.has(i, Class::PREPOSITION) || clause.is_one_of(i, &["as", "to"]))
            .is_some_and(|phrase| end <= phrase + 1)
}

pub(super) fn lacks_name(analysis: &Analysis<'_>, end: usize) -> bool {
    let clause = &analysis.clause;
    clause.has(analysis.verb_end, Class::NAMING_VERB)
        && !analysis.is_passive
        && !analysis.is_break(end)
        && !clause.is_one_of(analysis.verb_end + 1, &AFTER_PHRASAL_VERB)
        // "called for support", "called a strike": the verb names nothing.
        && !clause.has(analysis.verb_end + 1, Class::PREPOSITION)
        && !clause.is_one_of(analysis.verb_end + 1, &["a", "an"])
        && !(analysis.verb_end..end).any(|i| clause.is_quoted(i))
}

pub(super) fn lacks_with(analysis: &Analysis<'_>, end: usize) -> bool {
    analysis.clause.is(end, "with")
        && analysis.clause.any(analysis.main_verb..end, Class::WITH_VERB)
}

/// `accused the mayor | of fraud`
pub(super) fn lacks_charge(analysis: &Analysis<'_>, end: usize) -> bool {
    const MAX_OBJECT: usize = 16;
    let clause = &analysis.clause;
    let verb = analysis.verb_end;
    clause.is_one_of(verb, &["accused", "accuse", "accuses", "accusing", "convicted", "suspected"])
        && (verb + 1..verb + MAX_OBJECT)
            .find(|&i| clause.is(i, "of") && clause.is_open(i) && !clause.is_break(i))
            .is_some_and(|of| end <= of && of < verb + MAX_OBJECT)
        && !clause.any_word(verb + 1..end, &["of"])
}

/// `wrest control | from`
pub(super) fn lacks_from(analysis: &Analysis<'_>, end: usize) -> bool {
    analysis.clause.is(end, "from")
        && analysis.clause.any(analysis.main_verb..end, Class::FROM_VERB)
}

pub(super) fn lacks_as(analysis: &Analysis<'_>, end: usize) -> bool {
    let clause = &analysis.clause;
    if clause.is(end.wrapping_sub(2), "as") {
        return true;
    }
    clause.is(end, "as")
        && ((end == analysis.verb_end + 1 && clause_verb(analysis, end + 1, MAX_TO_VERB).is_none())
            || clause.any(analysis.main_verb..end, Class::AS_VERB)
            || has_first_as(analysis, end)
            || clause.is_one_of(end - 1, &["such", "same", "well", "known"]))
}

/// `as essential to the party | as`: an "as" before an adjective waits for the second.
fn has_first_as(analysis: &Analysis<'_>, end: usize) -> bool {
    const WINDOW: usize = 12;
    const OTHER: Class = Class::DETERMINER.or(Class::CAPITAL).or(Class::PRONOUN).or(Class::GERUND);
    let clause = &analysis.clause;
    (end.saturating_sub(WINDOW)..end).any(|i| clause.is(i, "as") && !clause.has(i + 1, OTHER))
}

pub(super) fn lacks_spending(analysis: &Analysis<'_>, end: usize) -> bool {
    let clause = &analysis.clause;
    let verb = analysis.verb_end;
    clause.has(verb, Class::SPENDING_VERB)
        && !analysis.is_break(end)
        && (verb + 1..clause.len())
            .find(|&i| clause.has(i, Class::PREPOSITION.or(Class::GERUND)))
            .is_none_or(|phrase| end <= phrase + 1)
}

/// `for people to get their hands | on`: the preposition that ends the sentence.
pub(super) fn lacks_last_preposition(analysis: &Analysis<'_>, end: usize) -> bool {
    end + 1 == analysis.len() && analysis.clause.has(end, Class::PREPOSITION)
}

/// Words behind "to" that need no object: those that are no verbs, and verbs that take none.
const NO_INFINITIVE: Class =
    Class::CAPITAL.or(Class::NUMBER).or(Class::DETERMINER).or(Class::INTRANSITIVE);

pub(super) fn lacks_object_of_infinitive(analysis: &Analysis<'_>, end: usize) -> bool {
    let clause = &analysis.clause;
    // "finds it hard | to", "make it mandatory | for"
    if clause.is_one_of(end, &["to", "for", "that"]) && clause.is(end.wrapping_sub(2), "it") {
        return true;
    }
    let mut to = end.wrapping_sub(2);
    while clause.has(to, Class::IN_LY.or(Class::SKIPPED_ADVERB)) {
        to = to.wrapping_sub(1);
    }
    to > analysis.verb_end
        && clause.is(to, "to")
        && clause.is_word(end - 1)
        && !clause.has(end - 1, NO_INFINITIVE)
}
