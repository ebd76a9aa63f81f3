//! How good a version is: what it lacks as a sentence, and how much of the news it holds.
//!
//! Salience is the weighted frequency of words over the story, the weight of a sentence decaying
//! with its position. The weights of the score were chosen on two data sets of articles with real
//! titles (one whose titles have 31 characters, one with 56), by gradient from several starts and
//! then rounded: the same weights for both, on a plateau where none of them matters by 0.3 points
//! of ROUGE-1 if halved or doubled, but length.

use super::clause::Clause;
use super::draft::Draft;
use super::lexicon::{Class, Lexicon};
use super::token::{Source, Token, for_each_word};
use super::verb::Finite;
use crate::text::Document;
use foldhash::fast::FixedState;
use std::collections::HashMap;

/// The weights of a version's score.
pub(super) struct Weights {
    /// Times e^(-rank), the rank counting usable sentences from 0.
    pub(super) position: f64,
    /// Times the share of its sentence's salience.
    pub(super) kept: f64,
    /// Times the salience as a share of the best of the first sentences'.
    pub(super) salience: f64,
    /// Times the salience in units of the most salient word.
    pub(super) mass: f64,
    /// Times the mean salience of its words in the same units.
    pub(super) density: f64,
    /// Times the length in hundreds of characters, subtracted.
    pub(super) length: f64,
    /// Times the characters that lack to [`SHORT`], subtracted.
    pub(super) shortness: f64,
    /// Times the sum of the deletions' costs, subtracted.
    pub(super) cost: f64,
    /// Subtracted for each comma: it parts something that could have gone.
    pub(super) comma: f64,
    /// Added if it has a number.
    pub(super) number: f64,
}

pub(super) const WEIGHTS: Weights = Weights {
    position: 1.5,
    kept: 0.25,
    salience: 0.8,
    mass: 0.1,
    density: 1.4,
    length: 0.7,
    shortness: 0.04,
    cost: 0.5,
    comma: 0.05,
    number: 0.05,
};

/// Below so many characters a headline says too little.
pub(super) const SHORT: f64 = 45.0;

/// How fast a sentence's weight falls with its position in the story: by e every so many sentences.
const DECAY_SENTENCES: f64 = 8.0;
/// Sentences behind this one weigh under e^-6 and are left out.
const MAX_SENTENCES: usize = 48;

/// The weighted frequency of the story's words.
pub(super) struct Salience<'t> {
    weights: HashMap<&'t str, f64, FixedState>,
    max: f64,
    has_lists: bool,
}

impl<'t> Salience<'t> {
    /// Weighs the words of a story; linear in its length. `has_lists`: the stop words are English.
    pub(super) fn of(document: &Document<'t>, source: Source<'t>, has_lists: bool) -> Self {
        let mut salience = Self { weights: HashMap::default(), max: 0.0, has_lists };
        let mut weight = 1.0;
        for sentence in document.sentences().iter().take(MAX_SENTENCES) {
            for_each_word(source, sentence.span, |word| {
                if let Some(key) = key(word, has_lists) {
                    *salience.weights.entry(key).or_insert(0.0) += weight;
                }
            });
            weight *= (-1.0 / DECAY_SENTENCES).exp();
        }
        salience.max = salience.weights.values().fold(0.0, |max: f64, &weight| max.max(weight));
        salience
    }

    /// The weight of the most salient word.
    pub(super) fn max(&self) -> f64 {
        self.max
    }

    /// The key of a token; its classes are known, so the lists aren't asked again.
    fn key_of(&self, token: &Token<'t>) -> Option<&'t str> {
        let is_stop = self.has_lists && token.class.any(Class::STOP);
        if is_stop { None } else { bare(token.lower, self.has_lists) }
    }

    /// The summed weight of the distinct words and their number.
    pub(super) fn sum(&self, clause: &Clause<'t>) -> (f64, u32) {
        let mut seen: Vec<&str> = Vec::with_capacity(clause.len());
        let mut sum = 0.0;
        for token in clause.tokens.iter().filter(|token| token.is_word()) {
            if let Some(key) = self.key_of(token)
                && !seen.contains(&key)
            {
                seen.push(key);
                sum += self.weights.get(key).copied().unwrap_or(0.0);
            }
        }
        (sum, u32::try_from(seen.len()).unwrap_or(u32::MAX))
    }
}

/// The word without genitive and plural; `None` for words that tell nothing of the subject.
fn key(word: &str, has_lists: bool) -> Option<&str> {
    let is_stop = has_lists && Lexicon::english().classes(word).any(Class::STOP);
    if is_stop { None } else { bare(word, has_lists) }
}

/// The word without genitive and plural; `None` for words that are too short.
fn bare(word: &str, has_lists: bool) -> Option<&str> {
    if word.len() < 2 {
        return None;
    }
    if !has_lists {
        return (word.len() > 3).then_some(word);
    }
    let word = word.strip_suffix("'s").or(word.strip_suffix("’s")).unwrap_or(word);
    let is_plural = word.len() > 4 && word.ends_with('s') && !word.ends_with("ss");
    Some(if is_plural { word.get(..word.len() - 1).unwrap_or(word) } else { word })
}

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
    fatal("dangling", 2.0, is_dangling),
    fatal("unbalanced", 2.0, is_unbalanced),
    fault("odd quotation mark", 1.0, |version| version.has_odd_quote),
    fault("no subject", 2.0, |version| version.main_verb == Some(0)),
    fault("no verb", 0.7, |version| version.main_verb.is_none()),
    Fault { may_stay: true, ..fatal("comma before the verb", 2.0, parts_subject_and_verb) },
    fault("caption", 0.6, opens_with_label),
    fault("short", 1.2, is_short),
    fault("nothing said", 1.2, says_nothing),
    Fault { is_harmless: false, ..harmless("pronoun as subject", 0.9, opens_with_pronoun) },
    Fault { is_harmless: false, ..harmless("points back", 0.9, points_back) },
    harmless("question", 0.6, |version| version.is_from_question),
    harmless("all quoted", 0.6, is_all_quoted),
    harmless("first or second person", 0.4, speaks_of_itself),
];

/// The faults that can be told without word lists.
const NEUTRAL_FAULTS: &[Fault] = &[
    fatal("unbalanced", 2.0, is_unbalanced),
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
    let ends_on_verb =
        version.main_verb == Some(last) && (clause.has(last, VERBS) || clause.is(last, "asked"));
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
    opens || has_it_behind_lead || subject_does || is_bare_one || follows_lead || has_bare_object
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
