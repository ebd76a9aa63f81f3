//! Before which words a headline may end, by what the rest is.
//!
//! Finders of the end rows of `deletions`: they tell what kind of phrase begins at a token. Whether
//! what stands before it is complete and still true is decided in `guards`.

use super::analysis::Analysis;
use super::clause::Clause;
use super::lexicon::Class;
use super::verb::Finite;
use crate::text::List;

/// How far a clause's verb may stand behind the word that joins it, in tokens.
const MAX_TO_VERB: usize = 12;
/// How far a subordinate clause's verb may stand behind its opener, in tokens.
const MAX_TO_SUBORDINATE_VERB: usize = 9;
/// How far a joined clause's verb may stand behind "and", in tokens.
const MAX_TO_JOINED_VERB: usize = 8;

/// How far before its infinitive a noun that takes one may stand, in tokens.
const MAX_TO_INFINITIVE_NOUN: usize = 5;

/// Whether any finder of this file may apply: a look at the token alone that saves asking them all.
pub(super) fn may_open_tail(clause: &Clause<'_>, i: usize) -> bool {
    const CLASSES: Class = Class::RELATIVE
        .or(Class::SUBORDINATOR)
        .or(Class::CUT_PREPOSITION)
        .or(Class::GERUND)
        .or(Class::PAST);
    const WORDS: [&str; 10] =
        ["that", "and", "but", "to", "due", "thanks", "owing", "in", "on", "at"];
    !clause.is_word(i) || clause.has(i, CLASSES) || clause.is_one_of(i, &WORDS)
}

fn is_inner_comma(analysis: &Analysis<'_>, i: usize) -> bool {
    if !analysis.clause.is_comma(i) {
        return false;
    }
    // Each of the rows for tails asks this of one comma after the other.
    if let Some((_, is_inner)) = analysis.asked_comma.get().filter(|&(comma, _)| comma == i) {
        return is_inner;
    }
    let is_inner = !analysis.clause.opens_place(i)
        && i + 1 < analysis.len()
        && !analysis.clause.has(i + 1, Class::BLOCKER)
        && !is_source(analysis, i)
        && !analysis.opens_source(i);
    analysis.asked_comma.set(Some((i, is_inner)));
    is_inner
}

fn is_source(analysis: &Analysis<'_>, comma: usize) -> bool {
    analysis.clause.is(comma, ",")
        && analysis.clause.attribution(comma + 1, analysis.len()).is_some()
}

pub(super) fn semicolon(analysis: &Analysis<'_>, i: usize) -> bool {
    analysis.clause.is(i, ";") && i + 1 < analysis.len()
}

pub(super) fn colon(analysis: &Analysis<'_>, i: usize) -> bool {
    analysis.clause.is(i, ":") && i + 1 < analysis.len()
}

/// A dash that opens no pair: behind a pair the sentence may go on.
pub(super) fn dash(analysis: &Analysis<'_>, i: usize) -> bool {
    let clause = &analysis.clause;
    if !clause.is_dash(i) || clause.has(i + 1, Class::BLOCKER) || clause.is(i + 1, "but") {
        return false;
    }
    let dashes: List<usize> =
        analysis.breaks.iter().copied().filter(|&mark| clause.is_dash(mark)).collect();
    let n_before = dashes.iter().filter(|&&mark| mark < i).count();
    let goes_on = dashes.iter().find(|&&mark| mark > i).is_some_and(|&second| {
        clause.is_finite(second + 1) || clause.any_finite(second + 1..second + 5, Finite::Likely)
    });
    i + 1 < analysis.len() && !goes_on && (dashes.len() == 1 || n_before % 2 == 0)
}

pub(super) fn relative_tail(analysis: &Analysis<'_>, i: usize) -> bool {
    is_inner_comma(analysis, i) && analysis.clause.has(i + 1, Class::RELATIVE)
}

pub(super) fn adverbial_tail(analysis: &Analysis<'_>, i: usize) -> bool {
    is_inner_comma(analysis, i)
        && analysis.clause.has(i + 1, Class::SUBORDINATOR)
        && !analysis.clause.is(i + 1, "so")
}

/// `, as the river rose`, `, after an inquiry`: what happened beside the news, neither its cause nor a
/// concession.
pub(super) fn event_tail(analysis: &Analysis<'_>, i: usize) -> bool {
    let clause = &analysis.clause;
    let verb_follows =
        clause.any_finite(i + 2..i + 2 + MAX_TO_SUBORDINATE_VERB, Finite::PastOrParticiple);
    is_inner_comma(analysis, i)
        && (clause.is(i + 1, "after")
            || (clause.is_one_of(i + 1, &["as", "when"])
                && verb_follows
                && !clause.is_one_of(i + 2, &["well", "if", "though", "per", "long"])))
}

pub(super) fn joined_clause(analysis: &Analysis<'_>, i: usize) -> bool {
    is_joined_clause(analysis, i, &["and", "so"])
}

pub(super) fn contrasted_clause(analysis: &Analysis<'_>, i: usize) -> bool {
    is_joined_clause(analysis, i, &["but", "yet"])
}

fn is_joined_clause(analysis: &Analysis<'_>, i: usize, links: &[&str]) -> bool {
    is_inner_comma(analysis, i)
        && analysis.clause.is_one_of(i + 1, links)
        && analysis.clause.any_finite(i + 2..i + 2 + MAX_TO_VERB, Finite::PastOrParticiple)
}

pub(super) fn adjunct_tail(analysis: &Analysis<'_>, i: usize) -> bool {
    const OPENERS: [&str; 12] = [
        "including",
        "especially",
        "particularly",
        "mainly",
        "partly",
        "largely",
        "such",
        "up",
        "down",
        "compared",
        "more",
        "less",
    ];
    is_inner_comma(analysis, i)
        && (analysis.clause.has(i + 1, Class::PREPOSITION)
            || analysis.clause.is_one_of(i + 1, &OPENERS))
}

/// `, to counter the effects of ...`
pub(super) fn purpose_tail(analysis: &Analysis<'_>, i: usize) -> bool {
    is_inner_comma(analysis, i)
        && analysis.clause.is(i + 1, "to")
        && analysis.clause.has(i + 2, Class::PURPOSE_VERB)
}

pub(super) fn gerund_tail(analysis: &Analysis<'_>, i: usize) -> bool {
    is_inner_comma(analysis, i) && analysis.clause.has(i + 1, Class::GERUND)
}

pub(super) fn participle_tail(analysis: &Analysis<'_>, i: usize) -> bool {
    is_inner_comma(analysis, i) && analysis.clause.has(i + 1, Class::PAST)
}

/// `, the country's largest bakery` at the end; no member of a list, no `Hallen, Norvale,`.
pub(super) fn apposition_tail(analysis: &Analysis<'_>, i: usize) -> bool {
    /// Verbs that tell but are nouns as often: `, the order states`.
    const TELLING: [&str; 6] = ["states", "notes", "writes", "reads", "adds", "argues"];
    let clause = &analysis.clause;
    is_inner_comma(analysis, i)
        && !clause.is_one_of(analysis.len().saturating_sub(1), &TELLING)
        && !opens_claim(analysis, i)
        && !clause.is_one_of(i + 1, &["and", "but", "so", "yet"])
        && (clause.has(i + 1, Class::DETERMINER.or(Class::POSSESSIVE).or(Class::CAPITAL)))
        && !is_list(analysis, i)
}

/// `complained that in June |, the owner had asked ...`: the claim has no verb yet.
fn opens_claim(analysis: &Analysis<'_>, comma: usize) -> bool {
    let clause = &analysis.clause;
    let that = (analysis.verb_end..comma).rev().find(|&i| clause.is(i, "that"));
    that.is_some_and(|that| {
        clause.has(that + 1, Class::PREPOSITION)
            && !clause.any_finite(that + 1..comma, Finite::PastOrParticiple)
    })
}

/// Whether "and" follows soon and joins no verb: the comma separates the members of a list.
fn is_list(analysis: &Analysis<'_>, comma: usize) -> bool {
    let clause = &analysis.clause;
    (comma + 1..comma + 9)
        .take_while(|&i| i < clause.len())
        .find(|&i| {
            clause.is_one_of(i, &["and", "or"])
                || clause.is_finite(i)
                || clause.has(i, Class::RELATIVE)
        })
        .is_some_and(|i| {
            clause.is_one_of(i, &["and", "or"]) && clause.finite(i + 1) < Finite::Likely
        })
}

/// `a plan | which was dropped`, `the bill | that cuts ...`
pub(super) fn restrictive_relative(analysis: &Analysis<'_>, i: usize) -> bool {
    let clause = &analysis.clause;
    let is_that_clause = clause.is(i, "that")
        && i > analysis.verb_end + 1
        && clause.is_word(i - 1)
        && !clause.has(i - 1, Class::FUNCTION.or(Class::PAST).or(Class::STATEMENT_VERB))
        && clause.finite(i + 1) >= Finite::Likely;
    (clause.has(i, Class::RELATIVE) || is_that_clause) && !clause.is(i - 1, ",")
}

/// `| when he was arrested`, `| because ...`; without its own verb a clause is a condition.
pub(super) fn subordinate_clause(analysis: &Analysis<'_>, i: usize) -> bool {
    const WITH_VERB_ONLY: [&str; 6] = ["when", "while", "once", "where", "although", "though"];
    const SERVING: [&str; 10] = [
        "emerged",
        "serve",
        "served",
        "act",
        "acted",
        "described",
        "regarded",
        "known",
        "seen",
        "hailed",
    ];
    let clause = &analysis.clause;
    let opens = clause.has(i, Class::SUBORDINATOR.without(Class::RELATIVE))
        && !clause.is_one_of(i, &["so", "whereas"])
        && i + 1 < analysis.len();
    // "rather than films while on the move, says a report": the verb behind the comma is another's.
    let to = (i + 1 + MAX_TO_SUBORDINATE_VERB).min(clause.next_point(i));
    let has_verb = clause.any_finite(i + 1..to, Finite::PastOrParticiple);
    let is_rank = clause.is(i, "as") && clause.is_one_of(analysis.verb_end, &SERVING);
    let is_gerund = clause.is(i, "while") && clause.has(i + 1, Class::GERUND);
    let may_lack_verb = is_gerund
        || !clause.has(i, Class::CUT_PREPOSITION) && !clause.is_one_of(i, &WITH_VERB_ONLY);
    opens && !is_rank && (has_verb || may_lack_verb)
}

pub(super) fn joined_by_and(analysis: &Analysis<'_>, i: usize) -> bool {
    analysis.clause.is(i, "and") && joins_clause(analysis, i)
}

pub(super) fn joined_by_but(analysis: &Analysis<'_>, i: usize) -> bool {
    analysis.clause.is(i, "but") && joins_clause(analysis, i)
}

/// Whether the word at `i` joins a second verb of the subject, or a clause with its own.
fn joins_clause(analysis: &Analysis<'_>, i: usize) -> bool {
    let clause = &analysis.clause;
    if i + 2 >= analysis.len() {
        return false;
    }
    let mut verb = i + 1;
    while verb + 1 < clause.len()
        && (clause.has(verb, Class::SKIPPED_ADVERB.or(Class::IN_LY))
            || clause.is_one_of(verb, &["then", "later"]))
    {
        verb += 1;
    }
    let is_parallel_past = clause.finite(verb) == Finite::PastOrParticiple
        && (clause.has(analysis.verb_end, Class::PAST.or(Class::FINITE_VERB))
            || analysis.verb_end > analysis.main_verb
            || clause.has(analysis.main_verb, Class::IRREGULAR_PAST))
        && (analysis.is_passive || !clause.has(i - 1, Class::PAST));
    // "plans to sell shares | and list itself"
    let is_parallel_infinitive = clause.any(analysis.main_verb..analysis.verb_end, Class::MODAL)
        && !(analysis.verb_end..i).any(|j| clause.is(j, ","))
        && clause.has(verb, Class::PURPOSE_VERB.or(Class::BASE_VERB))
        && !clause.has(verb, Class::CAPITAL);
    if clause.finite(verb) >= Finite::Likely || is_parallel_past || is_parallel_infinitive {
        return true;
    }
    let opens_subject = clause
        .has(i + 1, Class::DETERMINER.or(Class::PRONOUN).or(Class::CAPITAL).or(Class::NUMBER));
    let own_verb = (i + 1..i + 1 + MAX_TO_JOINED_VERB)
        .take_while(|&j| {
            !clause.is_point(j)
                && !clause.has(j, Class::RELATIVE)
                && !clause.is_one_of(j, &["that", "and"])
        })
        .any(|j| j > i + 1 && clause.finite(j) >= Finite::Likely);
    (opens_subject || i == analysis.verb_end + 1) && own_verb
}

/// `built a wall | to protect the town`
pub(super) fn purpose(analysis: &Analysis<'_>, i: usize) -> bool {
    let clause = &analysis.clause;
    clause.is(i, "to")
        && clause.has(i + 1, Class::PURPOSE_VERB)
        && !clause.has(i - 1, Class::PAST)
        && !clause.any(i.saturating_sub(MAX_TO_INFINITIVE_NOUN)..i, Class::INFINITIVE_NOUN)
        && i > analysis.verb_end + 2
        && !clause.any(analysis.main_verb..i, Class::OBJECT_INFINITIVE_VERB)
}

/// `a man | carrying a knife`, `a bridge | built in 1962`
pub(super) fn reduced_relative(analysis: &Analysis<'_>, i: usize) -> bool {
    let clause = &analysis.clause;
    let follows_adjective = ["ous", "ful", "ble", "ish", "ive"]
        .iter()
        .any(|ending| clause.word(i - 1).ends_with(ending));
    let is_gerund = clause.has(i, Class::GERUND)
        && !follows_adjective
        && clause.word(i).len() > 5
        && (clause.has(i + 1, Class::PREPOSITION.or(Class::PRONOUN))
            || clause.opens_noun_phrase(i + 1)
            || (clause.has(i - 1, Class::IN_S)
                && clause.is_word(i + 1)
                && !clause.has(i + 1, Class::FUNCTION)));
    // Behind a name it is the verb of a clause: "the question | Ana Torvald posed on ..."
    let is_participle = clause.has(i, Class::PAST)
        && !clause.has(i - 1, Class::CAPITAL)
        && !clause.has(i, Class::PAST_OR_NOUN)
        && clause.has(i + 1, Class::PREPOSITION)
        && clause.is_finite(i);
    let recent = analysis.verb_end.max(i.saturating_sub(9))..i;
    // "research suggesting ...", "gave the council sweeping powers"
    let belongs_to_noun = clause
        .is_one_of(i, &["suggesting", "claiming", "saying", "showing", "alleging"])
        || clause.any(i.saturating_sub(4)..i, Class::OBJECT_INFINITIVE_VERB);
    i > analysis.verb_end + 2
        && !belongs_to_noun
        && (is_gerund || is_participle)
        && clause.is_word(i - 1)
        && !clause.has(i - 1, Class::IN_LY.or(Class::FUNCTION).or(Class::GENITIVE))
        && !clause.any(analysis.verb_end..i, Class::PERCEPTION_VERB)
        && !clause.any_word(analysis.verb_end + 1..i, &["with"])
        && !super::open_clauses::has_open_clause(analysis, i)
        && !analysis.any_superlative(recent.clone())
        && !recent.into_iter().any(|j| {
            clause.is(j, "one")
                || (clause.has(j, Class::DEFINITE_SCOPE_WORD) && !clause.is(j, "the"))
        })
}

/// `| due to rain`
pub(super) fn cause(analysis: &Analysis<'_>, i: usize) -> bool {
    let clause = &analysis.clause;
    clause.is_one_of(i, &["due", "thanks", "owing"])
        && clause.is(i + 1, "to")
        && !clause.has(i - 1, Class::BE)
        && i > analysis.verb_end
}

/// `| in Port Hallen`, `| at Ellery Park`: a name says where or when.
pub(super) fn named_place_or_time(analysis: &Analysis<'_>, i: usize) -> bool {
    let clause = &analysis.clause;
    (clause.is_one_of(i, &["in", "on", "at"]) && clause.has(i + 1, Class::CAPITAL))
        || (clause.is(i, "in") && clause.is(i + 1, "order"))
}

pub(super) fn preposition(analysis: &Analysis<'_>, i: usize) -> bool {
    analysis.clause.has(i, Class::CUT_PREPOSITION)
}
