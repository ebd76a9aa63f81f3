//! How a cleaned sentence is built: its main verb, its breaks, its leading clause, its source.
//!
//! Computed once a sentence; the finders of `deletions` and the guards read it. Depends on
//! `clause`, `verb` and `attribution`.

use super::attribution::Attribution;
use super::clause::Clause;
use super::lexicon::{Class, Lexicon};
use super::verb::Finite;
use crate::text::List;
use std::cell::Cell;
use std::ops::Range;

/// The parts of a cleaned sentence that has a main verb.
pub(super) struct Analysis<'t> {
    pub(super) clause: Clause<'t>,
    /// First token of the main clause: 0, or behind a leading clause that may go.
    pub(super) start: usize,
    pub(super) main_verb: usize,
    /// Last token of the main verb's group.
    pub(super) verb_end: usize,
    /// Whether the group is a passive: a form of "be" and a participle.
    pub(super) is_passive: bool,
    /// The marks between parts: commas, colons, semicolons, dashes outside quotes and brackets.
    pub(super) breaks: List<usize>,
    /// The attribution that ends the sentence.
    pub(super) source: Option<FinalSource>,
    /// The comma that `ends` asked about last, and whether it parts the sentence.
    pub(super) asked_comma: Cell<Option<(usize, bool)>>,
}

/// An attribution at the end of a sentence.
#[derive(Debug, Clone, Copy)]
pub(super) struct FinalSource {
    /// The comma before it.
    pub(super) comma: usize,
    pub(super) kind: Attribution,
    /// Whether the claim itself says that it is uncertain.
    pub(super) is_hedged: bool,
    /// Whether it is official and neutral: what it says on its own matters is a fact to a reader.
    pub(super) is_official: bool,
}

impl<'t> Analysis<'t> {
    /// Reads a sentence; `Err` gives it back if no main verb can be found.
    pub(super) fn new(clause: Clause<'t>) -> Result<Self, Clause<'t>> {
        let breaks: List<usize> = (0..clause.len())
            .filter(|&i| clause.is_open(i) && clause.is_break(i) && !clause.opens_place(i))
            .collect();
        let start = leading_part(&clause, &breaks).unwrap_or(0);
        let Some(main_verb) = clause.main_verb(start) else { return Err(clause) };
        let verb_end = clause.verb_end(main_verb);
        let is_passive = verb_end > main_verb
            && clause.has(verb_end, Class::PARTICIPLE)
            && clause.any(main_verb..verb_end, Class::BE);
        let source = final_source(&clause, &breaks, main_verb);
        let asked_comma = Cell::new(None);
        Ok(Self { clause, start, main_verb, verb_end, is_passive, breaks, source, asked_comma })
    }

    pub(super) fn len(&self) -> usize {
        self.clause.len()
    }

    /// Whether the headline would end at a mark.
    pub(super) fn is_break(&self, i: usize) -> bool {
        self.clause.is_break(i)
    }

    /// Whether the claim before token `end` accuses somebody or is an opinion: it keeps its source.
    pub(super) fn needs_source(&self, end: usize) -> bool {
        (0..end).any(|i| self.is_accusation(i))
    }

    /// Whether token `i` accuses or judges, or quotes how somebody put it.
    pub(super) fn is_accusation(&self, i: usize) -> bool {
        const NAMES_SPEAKER: Class = Class::REPORTING_VERB
            .or(Class::OPINION_VERB)
            .or(Class::STATEMENT_VERB)
            .or(Class::NAMING_VERB);
        // "has had the chance and has failed"
        let is_verdict = self.clause.is(i, "failed")
            && self.clause.has(i.wrapping_sub(1), Class::HAVE)
            && !self.clause.is_word(i + 1);
        // `"short changed" the town`: the words are somebody's, who isn't named before them.
        let is_wording = !self.verb_has(NAMES_SPEAKER)
            && self.clause.is_quoted(i)
            && self.clause.is_word(i)
            && !self.clause.has(i, Class::CAPITAL.or(Class::NUMBER));
        self.clause.has(i, Class::JUDGEMENT)
            || is_verdict
            || is_wording
            || Lexicon::english().is_accusation(self.clause.word(i))
    }

    /// Whether a superlative stands in `range`; "last week" is none.
    pub(super) fn any_superlative(&self, range: Range<usize>) -> bool {
        const PERIOD: Class = Class::TIME_UNIT.or(Class::MONTH).or(Class::DAY);
        range.into_iter().any(|i| {
            self.clause.has(i, Class::SUPERLATIVE)
                && !(self.clause.is(i, "last") && self.clause.has(i + 1, PERIOD))
        })
    }

    /// `, opposition leader Oskar Brandt said as he urged ...`: whether a source with more behind its
    /// verb begins with the comma.
    pub(super) fn opens_source(&self, comma: usize) -> bool {
        const MAX_SOURCE: usize = 9;
        const VERBS: Class = Class::REPORTING_VERB.or(Class::OPINION_VERB);
        let clause = &self.clause;
        let to = (comma + MAX_SOURCE).min(clause.next_point(comma + 1));
        clause.is(comma, ",")
            && (comma + 2..to)
                .find(|&i| {
                    clause.has(i, VERBS)
                        && (clause.has(i, Class::PARTICIPLE) || clause.is(i, "says"))
                })
                .is_some_and(|verb| clause.attribution(comma + 1, verb + 1).is_some())
    }

    /// Whether one of the verbs of the main group has the class: its head or its end.
    pub(super) fn verb_has(&self, class: Class) -> bool {
        self.clause.has(self.main_verb, class) || self.clause.has(self.verb_end, class)
    }

    /// Whether a passive that ends on the participle at `participle` may end before token `i`.
    pub(super) fn is_after_passive(&self, participle: usize, i: usize) -> bool {
        let is_complete = self.clause.has(participle, Class::COMPLETE_PARTICIPLE);
        !self.clause.is_word(i)
            || self.clause.has(i, Class::AFTER_PASSIVE)
            || self.clause.is_one_of(i, &["and", "but"])
            || (is_complete && self.clause.is_one_of(i, &["for", "over", "on", "with"]))
    }

    /// Whether a passive may end before token `i`.
    pub(super) fn passive_may_end(&self, i: usize) -> bool {
        self.is_passive
            && !self.clause.has(self.verb_end, Class::STRICT_PARTICIPLE)
            && i < self.len()
            && self.is_after_passive(self.verb_end, i)
    }
}

fn final_source(clause: &Clause<'_>, breaks: &[usize], main_verb: usize) -> Option<FinalSource> {
    breaks.iter().filter(|&&mark| mark > main_verb && clause.is(mark, ",")).find_map(|&comma| {
        let kind = clause.attribution(comma + 1, clause.len())?;
        let is_hedged = clause.any(0..clause.len(), Class::HEDGE);
        let is_official = clause.is_official(comma + 1, kind);
        Some(FinalSource { comma, kind, is_hedged, is_official })
    })
}

/// Words that may stand before the opener of a leading part: `just after ...`.
const BEFORE_OPENER: [&str; 9] =
    ["even", "just", "only", "shortly", "soon", "hours", "days", "weeks", "minutes"];
const PARTICIPLE_OPENERS: [&str; 8] =
    ["having", "being", "asked", "based", "born", "armed", "given", "speaking"];
/// Openers without which the main clause says something else.
const CONDITIONS: [&str; 7] = ["if", "unless", "until", "only", "not", "without", "unlike"];

/// `Less than two years after` is a leading period of at most so many tokens.
const MAX_PERIOD_TOKENS: usize = 7;

/// Behind the comma of a leading phrase or clause that can go: `Following weeks of talks, ...`.
fn leading_part(clause: &Clause<'_>, breaks: &[usize]) -> Option<usize> {
    let &comma = breaks.first()?;
    let has_adverb = clause.is_one_of(0, &BEFORE_OPENER)
        && clause.has(1, Class::SUBORDINATOR.or(Class::PREPOSITION));
    let opener = usize::from(has_adverb);
    let is_period = (1..MAX_PERIOD_TOKENS.min(comma)).any(|i| {
        clause.has(i - 1, Class::TIME_UNIT)
            && clause.is_one_of(i, &["after", "before", "since"])
            && !clause.any_finite(0..i, Finite::Likely)
    });
    let opens_leading_part = is_period
        || clause.has(opener, Class::SUBORDINATOR.or(Class::PREPOSITION))
        || clause.is_one_of(opener, &PARTICIPLE_OPENERS)
        || clause.is_one_of(opener, &["nearly", "almost", "according"])
        || (clause.has(opener, Class::GERUND) && clause.word(opener).len() > 4);
    if !opens_leading_part
        || !clause.is(comma, ",")
        || clause.is_one_of(0, &CONDITIONS)
        || clause.is_one_of(opener, &CONDITIONS)
        || clause.has(opener, Class::BLOCKER)
        || is_amount(clause, opener)
        || (clause.is(0, "as") && clause.is_one_of(1, &["many", "much", "few", "little"]))
        || is_in_date_or_number(clause, comma)
        || tells_when_it_held(clause, comma)
        || is_main_clause(clause, opener, comma)
        || clause.attribution(comma + 1, clause.len()).is_some()
        || clause.is_one_of(comma + 1, &["and", "or", "but"])
    {
        return None;
    }
    // "on a Hallen, Norvale, street in full view, ...": the phrase goes on behind the place's name.
    if (1..comma).any(|i| clause.opens_place(i)) && clause.is_bare_noun(comma + 1) {
        return None;
    }
    // "As a person of colour, journalist and ..., I am": the leading part goes on.
    let goes_on = (clause.has(opener, Class::SUBORDINATOR) && clause.has(comma + 1, Class::GERUND))
        || (clause.is(0, "as") && clause.is_bare_noun(comma + 1));
    let verb = clause.main_verb(comma + 1).filter(|&verb| verb > comma + 1 && !goes_on)?;
    // "Depriving people of food, shelter and work is ...": the phrase is the subject.
    let is_subject = clause.has(opener, Class::GERUND)
        && clause.is_bare_noun(comma + 1)
        && clause.any_word(comma + 1..verb, &["and"]);
    if is_subject {
        return None;
    }
    let verb_end = clause.verb_end(verb);
    let says_something = verb_end + 1 < clause.len() || clause.has(verb_end, Class::INTRANSITIVE);
    let is_source_says = clause.has(verb, Class::STATEMENT_VERB) && clause.is(verb + 1, ",");
    let is_list = breaks
        .iter()
        .any(|&mark| mark > comma && mark < verb && clause.is_one_of(mark + 1, &["and", "or"]));
    let accepted = says_something
        && !is_source_says
        && has_subject(clause, comma + 1, verb)
        && !is_list
        && !begins_list(clause, breaks, comma, verb);
    accepted.then_some(comma + 1)
}

/// `Over 40 homes, ...`: the opener belongs to a number.
fn is_amount(clause: &Clause<'_>, opener: usize) -> bool {
    clause.is_one_of(opener, &["over", "around", "about", "under", "between", "up"])
        && clause.has(opener + 1, Class::NUMBER)
}

/// `March 3, 2012` and `40, 60`: the comma belongs to a date or a list of numbers.
fn is_in_date_or_number(clause: &Clause<'_>, comma: usize) -> bool {
    let is_number = |i: usize| clause.has(i, Class::NUMBER);
    let before = comma.wrapping_sub(1);
    (is_number(before) && is_number(comma + 1) && !clause.is_word(comma + 2))
        || ((is_number(before) || clause.has(before, Class::MONTH))
            && is_number(comma + 1)
            && clause.word(comma + 1).len() == 4)
}

/// `In 2003, ...`, `Since the late 1980s, ...`, `Before, ...`: without it the claim is of today.
fn tells_when_it_held(clause: &Clause<'_>, comma: usize) -> bool {
    let is_year = |i: usize| {
        let word = clause.word(i);
        word.len() >= 4
            && (word.starts_with('1') || word.starts_with("20"))
            && word.bytes().take(4).all(|byte| byte.is_ascii_digit())
            && matches!(word.get(4..), Some("" | "s"))
    };
    (0..comma).any(is_year) || (comma == 1 && clause.is_one_of(0, &["before", "since"]))
}

/// Whether the part before the comma has a verb that no opener owns.
fn is_main_clause(clause: &Clause<'_>, opener: usize, comma: usize) -> bool {
    const OWNERS: [&str; 5] = ["that", "if", "what", "how", "whether"];
    clause.has(opener, Class::PREPOSITION.or(Class::GERUND))
        && !clause.has(opener, Class::SUBORDINATOR)
        && (2..comma).any(|i| {
            clause.finite(i) >= Finite::Likely
                && !(0..i).any(|j| {
                    clause.has(j, Class::RELATIVE.or(Class::SUBORDINATOR))
                        || clause.is_one_of(j, &OWNERS)
                })
        })
}

fn has_subject(clause: &Clause<'_>, from: usize, verb: usize) -> bool {
    (from..verb).any(|i| {
        clause.has(i, Class::PRONOUN.or(Class::DETERMINER))
            || (clause.is_word(i)
                && !clause.has(i, Class::FUNCTION.or(Class::SKIPPED_ADVERB).or(Class::IN_LY))
                && !clause.is_one_of(i, &["then", "later"]))
    })
}

/// `In Hallen, Norvale and Varna, ...`: the comma is the first of a list.
fn begins_list(clause: &Clause<'_>, breaks: &[usize], comma: usize, verb: usize) -> bool {
    breaks.iter().find(|&&mark| mark > comma).is_some_and(|&second| {
        second < verb
            && (comma + 1..second).any(|i| clause.is_one_of(i, &["and", "or"]))
            && !clause.is_finite(second + 1)
    })
}
