//! Which finite verb is the main one.
//!
//! An opener (who, that, when ...) owns the next finite verb; the first verb that no opener owns is
//! the main one. Most of the work is to tell a past tense from a participle. Depends on `verb`;
//! `attribution` is asked only to tell a new clause from "the source said".

use super::clause::Clause;
use super::lexicon::Class;
use super::verb::Finite;

const OPENERS: [&str; 8] = ["when", "while", "because", "although", "if", "whether", "how", "why"];
const LINKS: [&str; 3] = ["and", "or", "but"];
/// `main_verb` asks itself about later clauses; hostile text must not make it ask without end.
const MAX_DEPTH: u32 = 2;

impl Clause<'_> {
    /// The first finite verb from `from` that no opener owns.
    pub(super) fn main_verb(&self, from: usize) -> Option<usize> {
        self.search_main_verb(from, 0).or_else(|| self.weak_main_verb(from))
    }

    fn search_main_verb(&self, from: usize, depth: u32) -> Option<usize> {
        if let Some(found) = self.verb_behind_leading_phrase(from, depth) {
            return Some(found);
        }
        let opens_subordinate = self.opens_subordinate(from);
        let mut is_owned = opens_subordinate;
        if is_owned
            && depth < MAX_DEPTH
            && let Some(comma) = self.next_comma(from + 1)
            && let Some(found) = self.search_main_verb(comma + 1, depth + 1)
        {
            return Some(found);
        }
        let mut i = from;
        while i < self.len() {
            if !self.is_open(i) {
                i += 1;
                continue;
            }
            if let Some(after) = self.skip_relative(i) {
                i = after;
                is_owned = false;
                continue;
            }
            if let Some(after) = self.skip_unknown_verb(i) {
                i = after;
                continue;
            }
            // Within a leading subordinate clause any subordinator opens another.
            let opens_another = opens_subordinate && i > from && self.has(i, Class::SUBORDINATOR);
            if opens_another || self.is_opener(i, from) {
                is_owned = true;
            }
            let finite = self.finite(i);
            if finite == Finite::No
                || (finite == Finite::PastOrParticiple
                    && self.is_participle(from, i, is_owned, depth))
            {
                i += 1;
            } else if is_owned {
                is_owned = false;
                i = self.after_owned_verb(i);
            } else {
                return Some(i);
            }
        }
        None
    }

    /// `In a major set back for the mayor, the court ...`: the verb behind the comma if a preposition
    /// opens the sentence and nothing in its phrase is surely a verb.
    fn verb_behind_leading_phrase(&self, from: usize, depth: u32) -> Option<usize> {
        const NO_SUBJECT: Class = Class::RELATIVE.or(Class::SUBORDINATOR).or(Class::GERUND);
        if depth >= MAX_DEPTH
            || !self.has(from, Class::PREPOSITION)
            || self.has(from, Class::SUBORDINATOR)
        {
            return None;
        }
        let comma = self.next_comma(from + 1)?;
        let subject = comma + 1;
        if self.any_finite(from..comma, Finite::Likely)
            || self.is_one_of(subject, &LINKS)
            || self.has(subject, NO_SUBJECT)
            || self.attribution(subject, self.len()).is_some()
        {
            return None;
        }
        let verb = self.search_main_verb(subject, depth + 1)?;
        (verb > subject && self.finite(verb) >= Finite::Likely).then_some(verb)
    }

    /// Whether a subordinate clause opens the sentence: `When ...`, `Two days after ...`.
    fn opens_subordinate(&self, from: usize) -> bool {
        let is_number =
            self.is(from, "as") && self.is_one_of(from + 1, &["many", "much", "few", "little"]);
        if is_number {
            return false;
        }
        let from = if self.is(from, "even") { from + 1 } else { from };
        if self.has(from, Class::SUBORDINATOR) || self.is_one_of(from, &["if", "unless", "until"]) {
            return true;
        }
        let has_verb_or_comma = |end| (from..end).any(|i| self.is_finite(i) || self.is(i, ","));
        (from + 1..from + 7).any(|i| {
            self.has(i, Class::SUBORDINATOR)
                && self.has(i - 1, Class::TIME_UNIT)
                && !has_verb_or_comma(i)
                && self.any_finite(from + 1..from + 12, Finite::PastOrParticiple)
        })
    }

    fn is_opener(&self, i: usize, from: usize) -> bool {
        // "when to go", "while checking": no finite verb of their own.
        if self.is(i + 1, "to") || (self.is_one_of(i, &OPENERS) && self.has(i + 1, Class::GERUND)) {
            return false;
        }
        let is_clause_of_pronoun = self.has(i, Class::SUBORDINATOR)
            && self.is_one_of(i + 1, &["he", "she", "it", "they", "we"]);
        self.has(i, Class::RELATIVE)
            || (i > from
                && (is_clause_of_pronoun
                    || self.is_one_of(i, &OPENERS)
                    || self.is(i, "what")
                    || (self.is(i, "that")
                        && self.is_word(i - 1)
                        && !self.has(i - 1, Class::FUNCTION)
                        && i + 1 < self.len())))
    }

    /// `, who ... ,` before a finite verb: where that verb stands.
    fn skip_relative(&self, i: usize) -> Option<usize> {
        if !self.has(i, Class::RELATIVE) || !self.is(i.wrapping_sub(1), ",") {
            return None;
        }
        let after = self.next_comma(i + 1)? + 1;
        let is_verb =
            self.is_finite(after) || (self.has(after, Class::IN_LY) && self.is_finite(after + 1));
        is_verb.then_some(after)
    }

    /// `who swims and dives`: a verb that no list knows straight after its opener, with the verbs
    /// joined to it.
    fn skip_unknown_verb(&self, i: usize) -> Option<usize> {
        const NO_VERB: Class = Class::CAPITAL
            .or(Class::NUMBER)
            .or(Class::FUNCTION)
            .or(Class::PRONOUN)
            .or(Class::GENITIVE);
        const NO_JOINED_VERB: Class = Class::DETERMINER.or(Class::PREPOSITION).or(Class::PRONOUN);
        if !self.is_one_of(i, &["who", "which"]) || i + 2 >= self.len() {
            return None;
        }
        let mut verb = i + 1;
        while self.has(verb, Class::IN_LY.or(Class::SKIPPED_ADVERB)) {
            verb += 1;
        }
        let has_object =
            self.has(verb + 1, Class::DETERMINER.or(Class::PREPOSITION)) || self.is(verb + 1, "to");
        let is_unknown = self.is_word(verb)
            && !self.has(verb, NO_VERB)
            && !self.is_finite(verb)
            && (self.is(i, "who") || has_object);
        if !is_unknown {
            return None;
        }
        let mut after = verb + 1;
        while self.is_one_of(after, &["and", "or"])
            && !self.has(after + 1, NO_JOINED_VERB)
            && (self.is_finite(after + 1) || !self.has(after + 1, Class::CAPITAL))
            && after + 2 < self.len()
            && !self.has(after + 2, Class::AUXILIARY)
        {
            after += 2;
        }
        Some(after)
    }

    /// Past the verb group that an opener owns, the verbs joined to it, and the verb of
    /// `who police say shot`.
    fn after_owned_verb(&self, i: usize) -> usize {
        let mut after = self.verb_end(i) + 1;
        if self.has(i, Class::STATEMENT_VERB)
            && let Some(second) = (after..after + 4).find(|&j| self.is_finite(j))
            && !(after..second).any(|j| self.is(j, ","))
        {
            after = self.verb_end(second) + 1;
        }
        while self.is_one_of(after, &LINKS)
            && matches!(self.finite(after + 1), Finite::PastOrParticiple | Finite::Likely)
        {
            after = self.verb_end(after + 1) + 1;
        }
        after
    }

    /// Whether a form that is past tense or participle is a participle here: `i` is no finite verb.
    fn is_participle(&self, from: usize, i: usize, is_owned: bool, depth: u32) -> bool {
        if self.is(i + 1, "by") || i == from {
            return true;
        }
        if is_owned {
            return false;
        }
        let n_commas = (from..i).filter(|&j| self.is(j, ",")).count();
        let follows_comma = n_commas > 0;
        if self.is_between_dashes_before_verb(from, i) {
            return true;
        }
        // Straight behind a comma that closes no insertion.
        if self.is(i - 1, ",") && n_commas % 2 == 1 {
            return true;
        }
        if follows_comma && self.next_comma(i + 1).is_some_and(|comma| self.is_finite(comma + 1)) {
            return true;
        }
        let opens_phrase =
            self.has(i + 1, Class::PREPOSITION) || self.is_one_of(i + 1, &["to", "of"]);
        for j in i + 1..self.len() {
            if !self.is_open(j) {
                continue;
            }
            if opens_phrase && j > i + 2 && self.is_past_with_object(j) {
                return true;
            }
            if self.is_break(j) {
                return self.verb_follows_break(i, j, depth);
            }
            let ends_search = self.has(j, Class::SUBORDINATOR.or(Class::RELATIVE))
                || self.is_one_of(j, &["that", "but", "if"])
                || (self.is(j, "and") && !self.has(j + 1, Class::PREPOSITION));
            if ends_search {
                return false;
            }
            let is_finite_noun_form =
                self.has(j, Class::NOUN_OR_VERB) && self.is(j + 1, "to") && self.is_finite(j);
            if self.finite(j) == Finite::Certain || is_finite_noun_form {
                return true;
            }
        }
        false
    }

    /// `One man - a nurse identified only as C. - was ...`
    fn is_between_dashes_before_verb(&self, from: usize, i: usize) -> bool {
        let n_before = (from..i).filter(|&j| self.is_dash(j) && self.is_open(j)).count();
        n_before % 2 == 1
            && (i + 1..self.len())
                .find(|&j| self.is_dash(j) && self.is_open(j))
                .is_some_and(|dash| self.finite(dash + 1) >= Finite::Likely)
    }

    /// `... accused of fraud fled the country`: a second past tense with its object.
    fn is_past_with_object(&self, j: usize) -> bool {
        self.finite(j) == Finite::PastOrParticiple
            && self.is_word(j - 1)
            && !self.has(j - 1, Class::FUNCTION.or(Class::IN_LY))
            && self.opens_noun_phrase(j + 1)
    }

    /// Whether the verb of the sentence comes after the break at `mark`, so that the form at `i`
    /// before it was a participle.
    fn verb_follows_break(&self, i: usize, mark: usize, depth: u32) -> bool {
        if self.finite(mark + 1) >= Finite::Likely {
            return true;
        }
        if !self.is(mark, ",") {
            return false;
        }
        let second = (mark + 1..mark + 9).find(|&j| self.is_comma(j));
        if let Some(second) = second
            && self.finite(second + 1) >= Finite::Likely
            && !self.any_finite(mark + 1..second, Finite::Likely)
        {
            return true;
        }
        let opens_phrase = self.has(i + 1, Class::PREPOSITION) || self.is(i + 1, "of");
        if !opens_phrase
            || depth >= MAX_DEPTH
            || !self.has(mark + 1, Class::CAPITAL.or(Class::DETERMINER))
            || self.attribution(mark + 1, self.len()).is_some()
        {
            return false;
        }
        self.search_main_verb(mark + 1, depth + 1).is_some_and(|verb| {
            verb > mark + 1
                && self.finite(verb) == Finite::Certain
                && !(mark + 1..verb).any(|j| {
                    self.is_point(j)
                        || self.has(j, Class::SUBORDINATOR.or(Class::RELATIVE))
                        || self.is_one_of(j, &["that", "and", "but", "if"])
                })
        })
    }

    /// The guess when nothing else is a verb: an unknown word in -s after a name, a base form after
    /// a plural.
    fn weak_main_verb(&self, from: usize) -> Option<usize> {
        for i in from + 1..self.len().saturating_sub(1) {
            if !self.is_open(i) || self.is_point(i) {
                return None;
            }
            let before = i - 1;
            let has_object = self.is_word(i + 1)
                && (self.opens_noun_phrase(i + 1)
                    || self.has(i + 1, Class::PREPOSITION.or(Class::SUBORDINATOR))
                    || self.is(i + 1, "to"));
            let follows_subject = self.is_word(before)
                && (self.has(before, Class::SKIPPED_ADVERB)
                    || (self.has(before, Class::CAPITAL)
                        && !self.has(before, Class::DETERMINER.or(Class::GENITIVE))));
            let is_unknown_in_s = self.has(i, Class::IN_S)
                && self.word(i).len() > 3
                && !self.has(i, Class::CAPITAL.or(Class::TIME_UNIT))
                && !["is", "ous", "ics"].iter().any(|ending| self.word(i).ends_with(ending));
            if is_unknown_in_s && follows_subject && has_object {
                return Some(i);
            }
            if self.has(i, Class::WEAK_BASE_VERB)
                && i > 1
                && (self.word(before).ends_with('s') || self.has(before, Class::CAPITAL))
                && has_object
            {
                return Some(i);
            }
        }
        None
    }
}
