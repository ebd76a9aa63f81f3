//! When the end of a headline would make it say something else: half of a pair, a negation or a
//! superlative without its scope.
//!
//! Predicates of the rows of `guards`: each tells whether it forbids to end before a token.

use super::analysis::Analysis;
use super::lexicon::Class;

/// `between X and Y` with `and` behind the cut, `not only ... but`, `not X but Y`, `so ... that`
pub(super) fn tears_pair(analysis: &Analysis<'_>, end: usize) -> bool {
    const PAIRS: [(&str, &str); 4] =
        [("between", "and"), ("both", "and"), ("either", "or"), ("neither", "nor")];
    const WINDOW: usize = 14;
    let clause = &analysis.clause;
    let lacks_partner = PAIRS.iter().any(|(first, second)| {
        (0..end).rev().find(|&i| clause.is(i, first)).is_some_and(|at| {
            !(at..end).any(|i| clause.is(i, second))
                && (end..end + WINDOW).any(|i| clause.is(i, second))
        })
    });
    let kept = |word: &str, from: usize| (from..end).any(|i| clause.is(i, word));
    // "Not only did the case go the distance |, both sides ..."
    let opens_not_only = clause.is(analysis.start, "not") && clause.is(analysis.start + 1, "only");
    let not_only_but =
        kept("not", 0) && kept("only", 0) && (end..end + WINDOW).any(|i| clause.is(i, "but"));
    let not_but = kept("not", analysis.main_verb) && clause.is(end, "but");
    let so_that = kept("so", end.saturating_sub(6)) && clause.is(end, "that");
    lacks_partner || opens_not_only || not_only_but || not_but || so_that
}

/// `too weak | to`, `enough votes | to`
pub(super) fn tears_measure(analysis: &Analysis<'_>, end: usize) -> bool {
    analysis.clause.is(end, "to")
        && analysis.clause.any_word(end.saturating_sub(8)..end, &["too", "enough", "so"])
}

pub(super) fn tears_comparison(analysis: &Analysis<'_>, end: usize) -> bool {
    let clause = &analysis.clause;
    (end..clause.next_point(end)).any(|i| clause.is(i, "than"))
        && clause.any(0..end, Class::COMPARATIVE)
}

pub(super) fn tears_range(analysis: &Analysis<'_>, end: usize) -> bool {
    analysis.clause.has(end - 1, Class::NUMBER)
        && analysis.clause.is_one_of(end.wrapping_sub(2), &["from", "between"])
}

/// `hours | after`, `time | with`; but `in the last ten minutes | as` is a period that is told.
pub(super) fn tears_time(analysis: &Analysis<'_>, end: usize) -> bool {
    const EVENTS: [&str; 11] =
        ["after", "before", "since", "later", "ago", "earlier", "from", "of", "in", "into", "when"];
    let clause = &analysis.clause;
    let is_dated = clause.is_one_of(end.wrapping_sub(2), &["this", "last", "next"])
        && !clause.is_one_of(end, &["of", "from", "in", "into"]);
    let is_told = is_dated || ends_told_period(analysis, end);
    (clause.has(end - 1, Class::TIME_UNIT) && clause.is_one_of(end, &EVENTS) && !is_told)
        || (clause.is(end - 1, "time") && clause.is_one_of(end, &["with", "on", "for"]))
}

/// `in eight months |`, `in the last ten minutes |`: a preposition opens the period, and it needs no
/// event to be measured from. `in the two hours | after` does.
fn ends_told_period(analysis: &Analysis<'_>, end: usize) -> bool {
    const PREPOSITIONS: [&str; 6] = ["in", "for", "within", "over", "during", "inside"];
    const WHICH: [&str; 6] = ["last", "past", "first", "final", "next", "opening"];
    const LONGEST: usize = 5;
    let clause = &analysis.clause;
    if !clause.is_one_of(end, &["when", "after", "before"]) {
        return false;
    }
    let words = end.saturating_sub(LONGEST)..end;
    let Some(opener) = words.rev().find(|&i| clause.is_one_of(i, &PREPOSITIONS)) else {
        return false;
    };
    let is_definite = clause.is_one_of(opener + 1, &["the", "his", "her", "its", "their"]);
    (opener + 1..end).all(|i| clause.is_word(i))
        && (!is_definite || clause.any_word(opener + 2..end, &WHICH))
}

/// `their lowest level | since 2019`, `the first woman | to`
pub(super) fn widens_superlative(analysis: &Analysis<'_>, end: usize) -> bool {
    const SCOPES: [&str; 11] =
        ["since", "for", "in", "of", "ever", "on", "among", "outside", "to", "by", "before"];
    let clause = &analysis.clause;
    let is_near = analysis.any_superlative(end.saturating_sub(7)..end);
    let from = analysis.start.max(analysis.main_verb.saturating_sub(6));
    let is_latest_to =
        clause.is(end, "to") && clause.any_word(end.saturating_sub(7)..end, &["latest"]);
    is_latest_to
        || (is_near && clause.is_one_of(end, &SCOPES))
        || (clause.has(end, Class::RESTRICTING_PREPOSITION)
            && !clause.is_one_of(end, &["at", "by"])
            && analysis.any_superlative(from..end))
}

/// `no plans to cut jobs | in Norvale`
pub(super) fn widens_negation(analysis: &Analysis<'_>, end: usize) -> bool {
    let clause = &analysis.clause;
    (clause.has(end, Class::RESTRICTING_PREPOSITION.or(Class::RELATIVE))
        || clause.is_one_of(end, &["that", "to"]))
        && clause.any(analysis.start..end, Class::NEGATION)
}

/// `has had the chance to act | and has failed`: what was possible or promised is taken back;
/// `may sound extreme | but`: what is conceded isn't the news.
pub(super) fn loses_turn(analysis: &Analysis<'_>, end: usize) -> bool {
    const REACH: usize = 12;
    const UNREALISED: [&str; 11] = [
        "chance",
        "chances",
        "opportunity",
        "opportunities",
        "promised",
        "pledged",
        "vowed",
        "tried",
        "attempted",
        "hoped",
        "supposed",
    ];
    const TURNS: [&str; 10] = [
        "fail", "fails", "failed", "never", "not", "cannot", "refused", "refuses", "lost",
        "nothing",
    ];
    let clause = &analysis.clause;
    let turn = (end..end + REACH).find(|&i| {
        clause.is_open(i) && (clause.is_one_of(i, &TURNS) || clause.word(i).ends_with("n't"))
    });
    let is_conceded = clause.is_one_of(analysis.main_verb, &["may", "might"])
        && (end..clause.len()).any(|i| clause.is(i, "but") && clause.is_open(i));
    is_conceded
        || clause.any_word(analysis.start..end, &UNREALISED)
            && turn.is_some_and(|turn| {
                (end..turn).any(|i| clause.is_one_of(i, &["and", "but", "only"]))
            })
}

/// `The town must expect more floods | , former engineers said last night`: an opinion keeps who holds it;
/// behind an attribution that is known as one, `deletions` sees to that.
pub(super) fn loses_holder(analysis: &Analysis<'_>, end: usize) -> bool {
    const VERBS: Class = Class::REPORTING_VERB.or(Class::OPINION_VERB);
    let clause = &analysis.clause;
    analysis.source.is_none()
        && clause.is_one_of(analysis.main_verb, &["should", "must", "ought"])
        && clause.any(end..clause.len(), VERBS)
}

/// `will close | if the river rises`: what is kept would hold without its condition.
pub(super) fn loses_condition(analysis: &Analysis<'_>, end: usize) -> bool {
    const BEFORE_WHETHER: [&str; 12] = [
        "see",
        "ask",
        "asked",
        "asking",
        "check",
        "know",
        "wonder",
        "find",
        "determine",
        "decide",
        "learn",
        "even",
    ];
    let clause = &analysis.clause;
    let opens_other_clause = |i: usize| {
        clause.has(i, Class::RELATIVE)
            || clause.is_dash(i)
            || clause.is(i, ";")
            || (clause.is_comma(i) && clause.is_one_of(i + 1, &["and", "but"]))
    };
    (end..clause.len()).take_while(|&i| !opens_other_clause(i)).any(|i| {
        let asks = clause.is_one_of(i.wrapping_sub(1), &BEFORE_WHETHER);
        clause.is_one_of(i, &["if", "unless"]) && clause.is_open(i) && !asks
    }) && !clause.is_one_of(end + 1, &["and", "but"])
}

/// `all flights | to Varna`
pub(super) fn widens_quantity(analysis: &Analysis<'_>, end: usize) -> bool {
    const HARMLESS: [&str; 6] = ["after", "before", "amid", "despite", "during", "following"];
    let clause = &analysis.clause;
    let from = analysis.verb_end.max(end.saturating_sub(5));
    clause.has(end, Class::CUT_PREPOSITION.or(Class::RELATIVE))
        && !clause.is_one_of(end, &HARMLESS)
        && clause.any(from..end, Class::SCOPE_WORD)
}

/// `for people | celebrating their birthday`: a bare plural that means anybody without its participle.
pub(super) fn widens_people(analysis: &Analysis<'_>, end: usize) -> bool {
    const ANYBODY: [&str; 9] = [
        "people",
        "those",
        "anyone",
        "anybody",
        "everyone",
        "everybody",
        "men",
        "women",
        "children",
    ];
    let clause = &analysis.clause;
    let is_bare = clause.has(end.wrapping_sub(2), Class::PREPOSITION)
        || clause.is_one_of(end.wrapping_sub(2), &["to", "of"])
        || end == analysis.verb_end + 2;
    is_bare
        && clause.is_one_of(end - 1, &ANYBODY)
        && clause.has(end, Class::GERUND.or(Class::PAST).or(Class::RELATIVE))
}

/// `the man | who`, `one of those | that`, `a rare group | who`: the relative clause tells which one.
pub(super) fn loses_which(analysis: &Analysis<'_>, end: usize) -> bool {
    const CLASSES: [&str; 6] = ["group", "list", "kind", "type", "sort", "rare"];
    let clause = &analysis.clause;
    let is_relative = clause.has(end, Class::RELATIVE) || clause.is(end, "that");
    is_relative
        && !clause.is(end - 1, ",")
        && (clause.any(end.saturating_sub(4)..end, Class::DEFINITE_SCOPE_WORD)
            || clause.any_word(end.saturating_sub(9)..end, &["one"])
            || clause.any_word(end.saturating_sub(4)..end, &CLASSES)
            || analysis.any_superlative(end.saturating_sub(9)..end))
}

pub(super) fn tears_existence(analysis: &Analysis<'_>, end: usize) -> bool {
    analysis.clause.is_one_of(analysis.start, &["there", "here"]) && !analysis.is_break(end)
}

pub(super) fn tears_cleft(analysis: &Analysis<'_>, end: usize) -> bool {
    let clause = &analysis.clause;
    clause.is(analysis.start, "it")
        && clause.has(analysis.main_verb, Class::BE)
        && (clause.has(end, Class::RELATIVE)
            || clause.is(end, "that")
            || clause.has(end + 1, Class::RELATIVE))
}

/// `..., with two shops | closed`
pub(super) fn tears_with_clause(analysis: &Analysis<'_>, end: usize) -> bool {
    let clause = &analysis.clause;
    !analysis.is_break(end)
        && analysis
            .breaks
            .iter()
            .rev()
            .find(|&&mark| mark < end && clause.is(mark, ","))
            .is_some_and(|&comma| comma > analysis.main_verb && clause.is(comma + 1, "with"))
}

/// `the case | for`, `is the best-known port | for timber`
pub(super) fn tears_definite(analysis: &Analysis<'_>, end: usize) -> bool {
    const MAX_PHRASE: usize = 5;
    let clause = &analysis.clause;
    if !clause.is(end, "for") {
        return false;
    }
    let phrase = end.saturating_sub(MAX_PHRASE).max(analysis.verb_end + 1);
    let is_predicate = clause.has(analysis.verb_end, Class::BE.or(Class::LINK_VERB))
        || clause.is_one_of(analysis.verb_end, &["becoming", "become", "became", "becomes"]);
    clause.is(end.wrapping_sub(2), "the")
        || (is_predicate
            && clause.is(phrase, "the")
            && (phrase + 1..end).all(|i| clause.is_word(i) && !clause.has(i, Class::FUNCTION)))
}

/// `on three counts: fraud |, theft and perjury`: what a colon or dash announces is told in full or not at
/// all.
pub(super) fn tears_announced_list(analysis: &Analysis<'_>, end: usize) -> bool {
    const NUMBERS: [&str; 10] =
        ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "several"];
    let clause = &analysis.clause;
    let announces = |i: usize| clause.has(i, Class::NUMBER) || clause.is_one_of(i, &NUMBERS);
    let goes_on = clause.is_comma(end) || clause.is_one_of(end, &["and", "or"]);
    goes_on
        && (analysis.verb_end + 1..end).any(|i| {
            (clause.is(i, ":") || clause.is_dash(i))
                && clause.is_open(i)
                && (analysis.verb_end..i).any(announces)
        })
}

/// `the chief, Ana |, Ilmari Torvald, ...`: a name behind a comma whose next part is a name as well.
pub(super) fn tears_names(analysis: &Analysis<'_>, end: usize) -> bool {
    let clause = &analysis.clause;
    let is_name = |i: usize| clause.has(i, Class::CAPITAL) && !clause.has(i, Class::FUNCTION);
    if !clause.is_comma(end) || !is_name(end + 1) {
        return false;
    }
    let Some(mark) = (analysis.verb_end + 1..end).rev().find(|&i| !is_name(i)) else {
        return false;
    };
    mark + 1 < end && clause.is_comma(mark) && clause.is_bare_noun(mark - 1)
}

pub(super) fn ends_on_reflexive(analysis: &Analysis<'_>, end: usize) -> bool {
    let clause = &analysis.clause;
    // "says he checked himself | into"
    let before_phrase =
        clause.is_finite(end.wrapping_sub(2)) && clause.has(end, Class::PREPOSITION);
    clause.has(end - 1, Class::REFLEXIVE) && (end == analysis.verb_end + 2 || before_phrase)
}

pub(super) fn ends_on_limiting_adverb(analysis: &Analysis<'_>, end: usize) -> bool {
    analysis.clause.has(end - 1, Class::LIMITING_ADVERB)
        && !super::complements::is_particle(analysis, end - 1)
}
