//! What a version lacks as a sentence that stands alone: one table of faults and their predicates.
//!
//! `rank` subtracts the penalties; `bullet` takes no version with a fault of its own.

use super::clause::Clause;
use super::draft::Draft;
use super::lexicon::Class;
use super::verb::Finite;

/// Something that a version lacks as a sentence that stands alone.
pub(super) struct Fault {
    pub(super) name: &'static str,
    /// Subtracted from the score.
    pub(super) penalty: f64,
    /// Whether a version with it is worse than a cut that is marked as one.
    pub(super) is_fatal: bool,
    /// Whether a bullet may have it.
    pub(super) is_harmless: bool,
    /// Whether a bullet may have it if its sentence has it.
    pub(super) may_stay: bool,
    pub(super) has: fn(&Version<'_, '_>) -> bool,
}

/// A version that is judged.
pub(super) struct Version<'c, 't> {
    pub(super) clause: &'c Clause<'t>,
    pub(super) main_verb: Option<usize>,
    pub(super) is_first: bool,
    pub(super) is_from_question: bool,
    pub(super) has_odd_quote: bool,
}

const fn fault(name: &'static str, penalty: f64, has: fn(&Version<'_, '_>) -> bool) -> Fault {
    Fault { name, penalty, is_fatal: false, is_harmless: false, may_stay: false, has }
}

const fn fatal(name: &'static str, penalty: f64, has: fn(&Version<'_, '_>) -> bool) -> Fault {
    Fault { name, penalty, is_fatal: true, is_harmless: false, may_stay: false, has }
}

const fn harmless(name: &'static str, penalty: f64, has: fn(&Version<'_, '_>) -> bool) -> Fault {
    Fault { name, penalty, is_fatal: false, is_harmless: true, may_stay: true, has }
}

/// The faults of English.
const FAULTS: &[Fault] = &[
    fatal("dangling", 4.0, is_dangling),
    fatal("unbalanced", 4.0, is_unbalanced),
    fault("odd quotation mark", 1.0, |version| version.has_odd_quote),
    fault("no subject", 2.0, |version| version.main_verb == Some(0)),
    fault("no verb", 0.7, |version| version.main_verb.is_none()),
    Fault { may_stay: true, ..fatal("comma before the verb", 4.0, parts_subject_and_verb) },
    fault("caption", 1.5, opens_with_label),
    fault("short", 1.2, is_short),
    fault("nothing said", 1.2, says_nothing),
    Fault { is_harmless: false, ..harmless("pronoun as subject", 1.2, opens_with_pronoun) },
    Fault { is_harmless: false, ..harmless("points back", 1.2, points_back) },
    harmless("question", 0.9, |version| version.is_from_question),
    harmless("all quoted", 0.6, is_all_quoted),
    harmless("first or second person", 0.8, speaks_of_itself),
    harmless("opinion of nobody", 0.5, judges_without_source),
    harmless("subject named before", 0.4, has_subject_named_before),
];

/// The faults that can be told without word lists.
const NEUTRAL_FAULTS: &[Fault] = &[
    fatal("unbalanced", 4.0, is_unbalanced),
    fault("odd quotation mark", 1.0, |version| version.has_odd_quote),
    harmless("quote first", 0.6, |version| version.clause.is_quoted(0)),
    harmless("question", 0.5, |version| version.is_from_question),
];

/// The faults of a version of a draft.
pub(super) fn faults(
    draft: &Draft<'_>,
    clause: &Clause<'_>,
) -> impl Iterator<Item = &'static Fault> {
    let version = Version {
        clause,
        main_verb: if draft.is_english { clause.main_verb(0) } else { None },
        is_first: draft.sentence.0 == 0,
        is_from_question: draft.is_question,
        has_odd_quote: draft.has_odd_quote,
    };
    let faults = if draft.is_english { FAULTS } else { NEUTRAL_FAULTS };
    faults.iter().filter(move |fault| (fault.has)(&version))
}

fn is_dangling(version: &Version<'_, '_>) -> bool {
    const ALLOWED: [&str; 13] = [
        "up", "out", "down", "all", "one", "two", "three", "four", "five", "six", "seven", "eight",
        "nine",
    ];
    let clause = version.clause;
    let last = clause.len().saturating_sub(1);
    clause.has(last, Class::FUNCTION)
        && clause.is_open(last)
        && !clause.has(last, Class::CAPITAL)
        && !clause.is_one_of(last, &ALLOWED)
        && !clause.is(last, "ten")
}

fn is_unbalanced(version: &Version<'_, '_>) -> bool {
    let count =
        |mark: &str| version.clause.tokens.iter().filter(|token| token.lower == mark).count();
    let is_odd = |mark: &str| count(mark) % 2 == 1;
    (is_odd("\"") && !version.has_odd_quote) || count("“") != count("”") || count("(") != count(")")
}

/// `Varna, are among more than 20 people`: one of a pair of commas is left.
fn parts_subject_and_verb(version: &Version<'_, '_>) -> bool {
    const LEAD: Class = Class::PREPOSITION.or(Class::SUBORDINATOR).or(Class::GERUND);
    let clause = version.clause;
    let comma = version.main_verb.unwrap_or_default().saturating_sub(1);
    comma > 0
        && clause.is_comma(comma)
        && !clause.has(0, LEAD)
        && !(0..comma).any(|i| clause.is_break(i) || clause.is_one_of(i, &["and", "or"]))
}

/// `Terrible: A knitted ...`: a word or two and a colon, as captions have.
fn opens_with_label(version: &Version<'_, '_>) -> bool {
    const MAX_LABEL: usize = 3;
    let clause = version.clause;
    (1..=MAX_LABEL).find(|&i| clause.is(i, ":")).is_some_and(|colon| {
        let label = Class::ALL_CAPITALS.or(Class::NUMBER);
        clause.has(colon + 1, Class::CAPITAL) && !clause.any(0..colon, label)
    })
}

fn is_short(version: &Version<'_, '_>) -> bool {
    version.clause.tokens.iter().filter(|token| token.is_word()).count() < 4
}

fn says_nothing(version: &Version<'_, '_>) -> bool {
    const VERBS: Class = Class::REPORTING_VERB.or(Class::OPINION_VERB);
    let clause = version.clause;
    let last = clause.len().saturating_sub(1);
    let ends_on_verb = clause.is(last, "saying")
        || (version.main_verb == Some(last)
            && (clause.has(last, VERBS) || clause.is(last, "asked")));
    ends_on_verb
        || version.main_verb.is_some_and(|verb| {
            clause.is_one_of(verb, &["said", "says", "told", "added", "tells"])
                && !clause.any_finite(verb + 1..clause.len(), Finite::PastOrParticiple)
                && !(0..clause.len()).any(|i| clause.is_quoted(i))
        })
}

/// Pronouns of the third person that can't stand for the matter as a whole, as "it" and "this" can.
const POINTING_BACK: [&str; 8] = ["he", "she", "they", "his", "her", "their", "these", "those"];

fn opens_with_pronoun(version: &Version<'_, '_>) -> bool {
    const SUBJECTS: [&str; 8] = ["he", "she", "they", "it", "this", "that", "these", "those"];
    let clause = version.clause;
    if let Some(subject) = behind_lead(clause)
        && clause.is_one_of(subject, &SUBJECTS)
    {
        return true;
    }
    // "This week the bridge"; but "This time it's the bridge"
    let is_period = clause.is(0, "this")
        && clause.has(1, Class::TIME_UNIT)
        && !clause.is_one_of(2, &["it", "it's", "it’s", "he", "she", "they"]);
    clause.has(0, Class::PRONOUN) && clause.is_open(0) && !is_period
}

/// Where the subject stands behind a leading part and its comma.
fn behind_lead(clause: &Clause<'_>) -> Option<usize> {
    const MAX_LEAD: usize = 16;
    let has_lead = clause.has(0, Class::SUBORDINATOR.or(Class::PREPOSITION).or(Class::IN_LY))
        || clause.is(0, "if");
    let comma = (1..MAX_LEAD.min(clause.len().saturating_sub(1))).find(|&i| clause.is(i, ","));
    comma.filter(|_| has_lead).map(|comma| comma + 1)
}

/// Whether somebody or something is meant that an earlier sentence names.
fn points_back(version: &Version<'_, '_>) -> bool {
    const MAX_SUBJECT: usize = 6;
    let clause = version.clause;
    let verb = version.main_verb.unwrap_or_default();
    let opens = clause.is_one_of(0, &POINTING_BACK) && clause.is_open(0);
    let has_it_behind_lead =
        behind_lead(clause).is_some_and(|subject| clause.is_one_of(subject, &POINTING_BACK));
    // "A majority of these places are"
    let subject_does =
        (1..verb.min(MAX_SUBJECT)).any(|i| clause.is_one_of(i, &["these", "those", "them"]));
    // "One has received a medal"
    let is_bare_one = clause.is_one_of(0, &["one", "both"])
        && (verb == 1 || (verb == 2 && clause.has(1, Class::IN_LY.or(Class::SKIPPED_ADVERB))));
    // "In the 1950s it was a port"
    let follows_lead = clause.has(0, Class::PREPOSITION)
        && verb > 1
        && clause.is_one_of(verb - 1, &["it", "he", "she", "they"])
        && !clause.any(1..verb, Class::CAPITAL);
    // "Ana Torvald denied them"
    let has_bare_object = version.main_verb.is_some_and(|verb| {
        let object = clause.verb_end(verb) + 1;
        clause.is_one_of(object, &["them", "him"])
            && !clause.has(object + 1, Class::HAVE.or(Class::BE))
    });
    opens
        || has_it_behind_lead
        || subject_does
        || is_bare_one
        || follows_lead
        || has_bare_object
        || has_unnamed_speaker(clause)
}

/// `"We are glad," they said`
fn has_unnamed_speaker(clause: &Clause<'_>) -> bool {
    (1..clause.len()).any(|i| {
        clause.is_one_of(i, &["he", "she", "they"])
            && clause.is_open(i)
            && clause.is_quoted(i - 1)
            && clause.has(i + 1, Class::REPORTING_VERB)
    })
}

fn is_all_quoted(version: &Version<'_, '_>) -> bool {
    let clause = version.clause;
    4 * (0..clause.len()).filter(|&i| clause.is_quoted(i)).count() > 3 * clause.len()
}

fn speaks_of_itself(version: &Version<'_, '_>) -> bool {
    let clause = version.clause;
    (0..clause.len()).any(|i| {
        let is_country = clause.is(i, "us") && clause.has(i, Class::ALL_CAPITALS);
        clause.has(i, Class::FIRST_OR_SECOND_PERSON) && !clause.is_quoted(i) && !is_country
    })
}

/// `Both sides should agree to a ceasefire`: an opinion, and nobody's.
fn judges_without_source(version: &Version<'_, '_>) -> bool {
    const SOURCES: Class = Class::REPORTING_VERB.or(Class::OPINION_VERB).or(Class::STATEMENT_VERB);
    let clause = version.clause;
    version.main_verb.is_some_and(|verb| clause.is_one_of(verb, &["should", "must", "ought"]))
        && !clause.any(0..clause.len(), SOURCES)
}

/// `The airline said ...` in a later sentence: which one, an earlier sentence tells.
fn has_subject_named_before(version: &Version<'_, '_>) -> bool {
    let clause = version.clause;
    let verb = version.main_verb.unwrap_or_default();
    !version.is_first
        && clause.is(0, "the")
        && !clause.any(1..verb, Class::CAPITAL.or(Class::NUMBER))
}
