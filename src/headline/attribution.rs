//! Whether a part of a sentence only tells the source of the rest: `the company said on Monday`.
//!
//! Depends on `clause` and the readings of `verb`. Doesn't decide whether the source may go: see
//! `ends`.

use super::clause::Clause;
use super::lexicon::Class;
use super::verb::Finite;

/// What kind of source an attribution names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Attribution {
    /// An official, neutral or collective source.
    General,
    /// A person or a body by its name.
    Named,
    /// A study or figures that suggest, predict or warn.
    Impersonal,
    /// A source with a side, or a verb that leaves the claim to the source.
    Partisan,
}

/// The reporting verb stands within so many tokens.
const MAX_TOKENS_BEFORE_VERB: usize = 14;
const MAX_WORDS: usize = 26;
const MAX_BARE_SOURCE: usize = 4;
/// Reporting verbs that are more often plural nouns unless they end the part.
const ALSO_NOUNS: [&str; 5] = ["report", "reports", "show", "claims", "claim"];
const IMPERSONAL_VERBS: [&str; 6] =
    ["suggest", "suggests", "suggested", "predicts", "warns", "warn"];

impl Clause<'_> {
    /// `legal experts warn`, `say web analysts`: a verb with a few words that are nothing but a noun
    /// phrase.
    fn is_bare_source(&self, start: usize, verb: usize, end: usize) -> bool {
        const NO_NOUN: Class = Class::FUNCTION.or(Class::IN_LY).or(Class::GERUND).or(Class::NUMBER);
        let subject = if verb > start { start..verb } else { verb + 1..end };
        let closes = if verb > start { verb + 1 == end } else { verb == start };
        closes
            && !subject.is_empty()
            && subject.len() <= MAX_BARE_SOURCE
            && subject.into_iter().all(|i| {
                self.is_one_of(i, &["has", "have", "had"])
                    || (self.is_word(i) && !self.has(i, NO_NOUN) && !self.is_finite(i))
            })
    }

    /// Reads the tokens `start..end` as an attribution.
    pub(super) fn attribution(&self, start: usize, end: usize) -> Option<Attribution> {
        let end = end.min(self.len());
        if start >= end {
            return None;
        }
        if self.any(start..end, Class::PARTISAN_SOURCE) {
            return Some(Attribution::Partisan);
        }
        if self.is(start, "according") && self.is(start + 1, "to") {
            let is_general = (start + 2..end).any(|i| self.is_source(i));
            return Some(if is_general { Attribution::General } else { Attribution::Named });
        }
        let n_words = (start..end).filter(|&i| self.is_word(i)).count();
        if n_words > MAX_WORDS || (start..end).any(|i| self.is_word(i) && !self.is_open(i)) {
            return None;
        }
        let verb = self.attributing_verb(start, end)?;
        if !self.has_only_a_subject(start, verb, end) && !self.is_bare_source(start, verb, end) {
            return None;
        }
        let mut source = (start..end).filter(|&i| i != verb);
        if self.has(verb, Class::OPINION_VERB) {
            let is_impersonal = self.is_one_of(verb, &IMPERSONAL_VERBS)
                && source.any(|i| self.has(i, Class::IMPERSONAL_SOURCE));
            return Some(if is_impersonal {
                Attribution::Impersonal
            } else {
                Attribution::Partisan
            });
        }
        let subject = if verb > start { start..verb } else { verb + 1..end };
        let is_general = self.any(subject, Class::SOURCE);
        Some(if is_general { Attribution::General } else { Attribution::Named })
    }

    /// Whether the attribution that begins at `start` names an official body or a news medium: `the
    /// ministry said`, `the National Park Service said`, `the Hallen Echo reported`.
    pub(super) fn is_official(&self, start: usize, kind: Attribution) -> bool {
        const MAX_NAME: usize = 7;
        let verb = (start + 1..start + MAX_NAME).find(|&i| self.has(i, Class::REPORTING_VERB));
        match kind {
            Attribution::General => !self.any(start..self.len(), Class::UNOFFICIAL_SOURCE),
            Attribution::Named => verb.is_some_and(|verb| {
                let is_name = |i: usize| self.is(i, "the") || self.has(i, Class::CAPITAL);
                let is_medium =
                    self.is_one_of(verb, &["reported", "reports"]) && (start..verb).all(is_name);
                let is_body = self.has(verb - 1, Class::OFFICIAL_BODY)
                    && (start..verb).all(|i| self.is_word(i));
                is_medium || is_body
            }),
            Attribution::Impersonal | Attribution::Partisan => false,
        }
    }

    fn is_source(&self, i: usize) -> bool {
        let stem = self.word(i).split(['\'', '’']).next().unwrap_or_default();
        super::lexicon::Lexicon::english().classes(stem).any(Class::SOURCE)
    }

    fn attributing_verb(&self, start: usize, end: usize) -> Option<usize> {
        let limit = end.min(start + MAX_TOKENS_BEFORE_VERB);
        (start..limit).find(|&i| {
            self.has(i, Class::REPORTING_VERB.or(Class::OPINION_VERB))
                && (i + 1 == end || !self.is_one_of(i, &ALSO_NOUNS))
                // "to launch a show": as a verb it has a plural before it.
                && (!self.is_one_of(i, &["show", "report", "claim"])
                    || self.has(i.wrapping_sub(1), Class::IN_S.or(Class::PLURAL))
                    || self.is_one_of(i.wrapping_sub(1), &["media", "data", "police"]))
        })
    }

    /// Whether nothing but a source stands beside the verb: its subject before or after it, no
    /// clause of its own.
    fn has_only_a_subject(&self, start: usize, verb: usize, end: usize) -> bool {
        const SUBJECT: Class =
            Class::CAPITAL.or(Class::DETERMINER).or(Class::SOURCE).or(Class::PRONOUN);
        // One comma before the verb closes nothing: "the firm, Corvane said" is no attribution.
        let last_comma = (start + 1..verb).rev().find(|&i| self.is(i, ","));
        if last_comma.is_some_and(|last| last + 1 < verb) {
            return false;
        }
        let is_clause = (start..verb).any(|i| {
            let is_own_auxiliary = self.is_one_of(i, &["has", "have", "had"])
                || self.has(i, Class::BE) && self.is_one_of(verb, &["told", "informed"])
                || self.is(start, "it") && i == start + 1;
            self.finite(i) >= Finite::Likely && !is_own_auxiliary
                || self.has(i, Class::RELATIVE)
                || self.is_one_of(i, &["that", "but", "after", "when", "while", "as"])
        });
        if is_clause {
            return false;
        }
        if verb == start {
            return verb + 1 < end && self.has(start + 1, SUBJECT);
        }
        let has_subject = self.has(start, SUBJECT) || self.any(start..verb, Class::SOURCE);
        let has_claim = self.any_finite(verb + 1..end, Finite::Likely)
            || (!self.is(verb, "told") && verb + 1 < end && self.has(verb + 1, Class::DETERMINER));
        has_subject && !has_claim
    }
}
