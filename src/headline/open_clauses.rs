//! When the end of a headline would tear a clause: its opener or subject kept, its verb behind the cut.
//!
//! Predicates of the rows of `guards`: each tells whether it forbids to end before a token.

use super::analysis::Analysis;
use super::lexicon::Class;
use super::verb::Finite;

/// Words that open a clause wherever they stand.
const ALWAYS_OPENERS: [&str; 11] = [
    "that", "when", "while", "because", "if", "whether", "although", "though", "how", "why", "what",
];
/// Words that open a clause only if its verb follows.
const SOMETIMES_OPENERS: [&str; 6] = ["as", "after", "before", "since", "and", "but"];
/// How far ahead a clause's verb is looked for, in tokens.
pub(super) const MAX_TO_VERB: usize = 22;
/// The same behind "and" and "but".
const MAX_TO_JOINED_VERB: usize = 8;

/// Whether the verb group at `verb` is kept with something after it, or can stand alone.
pub(super) fn verb_is_complete(analysis: &Analysis<'_>, verb: usize, end: usize) -> bool {
    let clause = &analysis.clause;
    let verb_end = clause.verb_end(verb);
    let is_passive = clause.has(verb_end, Class::PAST) && clause.any(verb..verb_end, Class::BE);
    let stands_alone = is_passive || clause.has(verb_end, Class::INTRANSITIVE);
    end > verb_end + 1 || (end == verb_end + 1 && stands_alone)
}

/// The verb of a clause that begins at `from`, past relative clauses; `None` at a mark.
pub(super) fn clause_verb(analysis: &Analysis<'_>, from: usize, window: usize) -> Option<usize> {
    let clause = &analysis.clause;
    let mut n_owned = 0_u32;
    for i in from..clause.len().min(from + window) {
        if !clause.is_open(i) {
            continue;
        }
        if clause.is_break(i) || (clause.is_one_of(i, &["and", "but"]) && i > from + 6) {
            return None;
        }
        if clause.has(i, Class::RELATIVE)
            || clause.is_one_of(i, &["that", "when", "while", "because", "if"])
        {
            n_owned += 1;
        }
        let has_object =
            clause.finite(i) == Finite::PastOrParticiple && clause.opens_noun_phrase(i + 1);
        if clause.finite(i) >= Finite::Likely || has_object {
            if n_owned == 0 {
                return Some(i);
            }
            n_owned -= 1;
        }
    }
    None
}

/// Every clause that is opened in what is kept has its verb and, if it takes one, an object.
pub(super) fn has_unfinished_clause(analysis: &Analysis<'_>, end: usize) -> bool {
    let clause = &analysis.clause;
    let mut i = analysis.verb_end + 1;
    while i < end {
        if !clause.is_open(i) {
            i += 1;
            continue;
        }
        let opener = opened_clause(analysis, i);
        if let Some(verb) = opener {
            if !verb_is_complete(analysis, verb, end) {
                return true;
            }
            i = clause.verb_end(verb).max(i);
        }
        let joins_after_comma = (clause.is_one_of(i, &["and", "but"]) && clause.is(i - 1, ","))
            // "is mayor but the plan|"
            || (clause.is(i, "but") && clause.opens_noun_phrase(i + 1));
        // "in the past, and over the weekend|, a new threat surfaced"
        let least = if clause.has(i + 1, Class::PREPOSITION) {
            Finite::PastOrParticiple
        } else {
            Finite::Likely
        };
        if joins_after_comma
            && clause.any_finite(i + 1..clause.len(), least)
            && !clause.any_finite(i + 1..end, Finite::PastOrParticiple)
        {
            return true;
        }
        i += 1;
    }
    false
}

/// The verb of the clause that the word at `i` opens.
fn opened_clause(analysis: &Analysis<'_>, i: usize) -> Option<usize> {
    let clause = &analysis.clause;
    if clause.is_one_of(i, &SOMETIMES_OPENERS) {
        let window =
            if clause.is_one_of(i, &["and", "but"]) { MAX_TO_JOINED_VERB } else { MAX_TO_VERB };
        clause_verb(analysis, i + 1, window)?;
        return clause_verb(analysis, i + 1, MAX_TO_VERB);
    }
    let opens = clause.has(i, Class::RELATIVE) || clause.is_one_of(i, &ALWAYS_OPENERS);
    let is_pronoun = clause.is(i, "that") && clause.is_one_of(i + 1, &["of", "in"]);
    if !opens || is_pronoun {
        return None;
    }
    first_verb(analysis, i + 1)
}

/// The first finite verb from `from`. A past tense behind a noun and before a preposition is the
/// participle of a relative if another verb follows: "that the firm | involved in two deaths | never
/// obtained".
pub(super) fn first_verb(analysis: &Analysis<'_>, from: usize) -> Option<usize> {
    let clause = &analysis.clause;
    let first = (from..clause.len()).find(|&i| clause.is_finite(i))?;
    let is_bare_participle = clause.finite(first) == Finite::PastOrParticiple
        && first > from
        && !clause.has(first - 1, Class::FUNCTION.or(Class::IN_LY))
        && clause.has(first + 1, Class::PREPOSITION)
        && !clause.has(first + 1, Class::SUBORDINATOR);
    if !is_bare_participle {
        return Some(first);
    }
    let own = (first + 2..clause.len())
        .take_while(|&i| {
            !clause.is_break(i)
                && !clause.has(i, Class::RELATIVE.or(Class::SUBORDINATOR))
                && !clause.is_one_of(i, &["and", "but", "or", "that", "if", "to"])
        })
        .find(|&i| clause.is_finite(i));
    Some(own.unwrap_or(first))
}

const SUBJECT_PRONOUNS: [&str; 7] = ["he", "she", "it", "they", "we", "i", "you"];

/// A finite verb behind the cut whose subject would be kept.
pub(super) fn leaves_verb_behind(analysis: &Analysis<'_>, end: usize) -> bool {
    const OPENERS: [&str; 31] = [
        "suggesting",
        "claiming",
        "saying",
        "showing",
        "reports",
        "claims",
        "rumours",
        "fears",
        "concerns",
        "allegations",
        "suggestions",
        "hopes",
        "speculation",
        "that",
        "if",
        "whether",
        "how",
        "why",
        "what",
        "while",
        "when",
        "who",
        "which",
        "where",
        "as",
        "after",
        "before",
        "since",
        "because",
        "although",
        "though",
    ];
    let clause = &analysis.clause;
    if analysis.is_break(end) || clause.is_one_of(end, &["and", "but"]) {
        return false;
    }
    for i in end..clause.len() {
        if !clause.is_open(i) {
            continue;
        }
        let opens_clause = (i > end
            && (clause.has(i, Class::SUBORDINATOR.or(Class::RELATIVE))
                || clause.is_one_of(i, &["and", "but"])))
            || clause.is_one_of(i, &OPENERS)
            || clause.is_one_of(i, &["whose", "whom"]);
        if clause.is_break(i) || opens_clause {
            return false;
        }
        if clause.finite(i) == Finite::Certain {
            // "the help | it gives": the verb's subject is behind the cut as well.
            return !(i > end + 1 && clause.is_one_of(i - 1, &SUBJECT_PRONOUNS));
        }
    }
    false
}

/// Whether a clause opener before `end` still waits for a verb that is surely one.
pub(super) fn has_open_clause(analysis: &Analysis<'_>, end: usize) -> bool {
    let clause = &analysis.clause;
    (analysis.verb_end + 1..end).rev().take_while(|&i| clause.finite(i) < Finite::Likely).any(|i| {
        clause.has(i, Class::SUBORDINATOR.or(Class::RELATIVE))
            || clause.is_one_of(i, &["that", "if", "whether", "how", "why", "what"])
    })
}

pub(super) fn cuts_open_clause(analysis: &Analysis<'_>, end: usize) -> bool {
    const OPENERS: [&str; 12] = [
        "as", "when", "while", "because", "although", "though", "if", "whether", "that", "where",
        "how", "why",
    ];
    const WINDOW: usize = 14;
    let clause = &analysis.clause;
    if analysis.is_break(end) {
        return false;
    }
    let opener =
        (analysis.verb_end + 1..end).rev().take_while(|&i| !clause.is_finite(i)).find(|&i| {
            (clause.is_one_of(i, &OPENERS) || clause.is(i, "what")) && clause.is_word(i - 1)
        });
    opener.is_some() && clause.any_finite(end..end + WINDOW, Finite::PastOrParticiple)
}

/// `noted that Ana Torvald |, ...`, `as 500 people |, who had come, turned violent`: a clause without
/// any verb before the mark.
pub(super) fn cuts_subject_of_clause(analysis: &Analysis<'_>, end: usize) -> bool {
    let clause = &analysis.clause;
    if !clause.is_comma(end) {
        return false;
    }
    let opener =
        (analysis.verb_end + 1..end).rev().take_while(|&i| !clause.is_finite(i)).find(|&i| {
            clause.is_one_of(i, &["that", "as", "when", "while", "because"])
                && clause.is_word(i - 1)
        });
    let verb_follows =
        |from: usize| clause.next_comma(from).is_some_and(|comma| clause.is_finite(comma + 1));
    opener.is_some_and(|i| {
        let states = clause.is(i, "that") && clause.has(i - 1, Class::REPORTING_VERB);
        states || verb_follows(end + 1)
    })
}

/// `is ten years old and, in short |, ...`: behind "and" and a comma the clause is still to come.
pub(super) fn cuts_joined_clause(analysis: &Analysis<'_>, end: usize) -> bool {
    let clause = &analysis.clause;
    (analysis.verb_end + 1..end)
        .rev()
        .find(|&i| clause.is_break(i))
        .is_some_and(|mark| clause.is(mark, ",") && clause.is_one_of(mark - 1, &["and", "but"]))
        && clause.is_comma(end)
}

/// `what will the new machines mean | for games firms?`: a question that is cut is none.
pub(super) fn cuts_question(analysis: &Analysis<'_>, end: usize) -> bool {
    let clause = &analysis.clause;
    let last = clause.len().saturating_sub(1);
    clause.is(last, "?")
        && clause.is_word(last.wrapping_sub(1))
        && !(0..last).any(|i| clause.is(i, "?"))
        && end < last
}
