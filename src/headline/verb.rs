//! Which word is a finite verb, and where its verb group ends.
//!
//! No tagger: closed lists, endings and neighbours. Depends on `clause`. Which of the verbs is the
//! main one is told in `main_verb`.

use super::clause::Clause;
use super::lexicon::Class;

/// How surely a word is a finite verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) enum Finite {
    /// It is none.
    #[default]
    No,
    /// Past tense or participle: its surroundings decide.
    PastOrParticiple,
    /// A form that is also a noun or an infinitive, in a verb's place.
    Likely,
    /// An auxiliary, or a form that is nothing else.
    Certain,
}

const ARTICLES_AND_TO: [&str; 4] = ["to", "the", "a", "an"];

/// What can follow a verb in -s that is also a noun.
const AFTER_NOUN_OR_VERB: [&str; 16] = [
    "to", "for", "with", "up", "out", "down", "into", "off", "over", "on", "as", "after", "in",
    "at", "from", "by",
];

/// `helps residents protect`: verbs behind whose object stands a bare infinitive.
const CAUSATIVES: [&str; 14] = [
    "help", "helps", "helped", "let", "lets", "make", "makes", "made", "see", "sees", "saw",
    "watch", "watched", "hear",
];

impl Clause<'_> {
    /// Reads token `i` as a verb, from its form and its neighbours.
    pub(super) fn read_finite(&self, i: usize) -> Finite {
        /// What has none of these classes is no verb at all.
        const MAY_BE_VERB: Class = Class::AUXILIARY
            .or(Class::NEGATED_AUXILIARY)
            .or(Class::CONTRACTED_VERB)
            .or(Class::FINITE_VERB)
            .or(Class::BASE_VERB)
            .or(Class::IN_S)
            .or(Class::NOUN_OR_VERB)
            .or(Class::PAST);
        let before = i.wrapping_sub(1);
        if !self.has(i, MAY_BE_VERB)
            || !self.is_word(i)
            || !self.is_open(i)
            || (i > 0 && self.has(i, Class::CAPITAL))
            || self.is_one_of(before, &ARTICLES_AND_TO)
        {
            return Finite::No;
        }
        if self.has(i, Class::AUXILIARY.or(Class::NEGATED_AUXILIARY).or(Class::CONTRACTED_VERB)) {
            return Finite::Certain;
        }
        if self.has(i, Class::FINITE_VERB) {
            let is_participle = self.has(before, Class::BE.or(Class::HAVE));
            return if is_participle { Finite::No } else { Finite::Certain };
        }
        if self.is_verb_of_relative(i) {
            return Finite::Likely;
        }
        if self.has(i, Class::NOUN_OR_VERB) {
            return if self.noun_reads_as_verb(i) { Finite::Likely } else { Finite::No };
        }
        if self.has(i, Class::BASE_VERB)
            && self.has(before, Class::PLURAL.or(Class::IN_S))
            && !self.any_word(i.saturating_sub(5)..i, &CAUSATIVES)
        {
            return Finite::Likely;
        }
        if self.is_noun_of_past_form(i) {
            return Finite::No;
        }
        // "the most beloved characters"
        let is_graded = self.is_one_of(before, &["most", "more", "least", "less", "very", "too"]);
        if self.has(i, Class::PAST)
            && !is_graded
            && !self.has(before, Class::BE.or(Class::HAVE).or(Class::POSSESSIVE))
        {
            return Finite::PastOrParticiple;
        }
        Finite::No
    }

    /// `the cost of`, `a bid for`: a past tense that is a noun.
    fn is_noun_of_past_form(&self, i: usize) -> bool {
        let bites = self.has(i + 1, Class::DETERMINER)
            || self.is_one_of(i + 1, &["off", "into", "through"]);
        self.has(i, Class::PAST_OR_NOUN)
            && (self.is(i + 1, "of")
                || (self.is(i, "bit") && !bites)
                || (self.is(i, "bid")
                    && (self.is(i + 1, "to") || self.has(i + 1, Class::PREPOSITION))))
    }

    /// `who treats the`, `that lead`: a present tense straight after its opener.
    fn is_verb_of_relative(&self, i: usize) -> bool {
        let before = i.wrapping_sub(1);
        if !(self.has(before, Class::RELATIVE) || self.is(before, "that")) || !self.is_word(i + 1) {
            return false;
        }
        let has_object = self
            .has(i + 1, Class::DETERMINER.or(Class::PREPOSITION).or(Class::PRONOUN))
            || self.is(i + 1, "to");
        self.has(i, Class::BASE_VERB) || (self.has(i, Class::IN_S) && has_object)
    }

    fn noun_reads_as_verb(&self, i: usize) -> bool {
        let before = i.wrapping_sub(1);
        let has_subject = self.tokens.get(before).is_some()
            && !self.has(before, Class::FUNCTION.or(Class::GENITIVE))
            && (!self.word(before).ends_with('s') || self.has(before, Class::CAPITAL));
        // "horrific attacks in"
        let follows_adjective = !self.has(before, Class::CAPITAL)
            && ["ic", "al", "ous", "ive", "ful", "ble"]
                .iter()
                .any(|ending| self.word(before).ends_with(ending))
            && self.has(i + 1, Class::PREPOSITION);
        has_subject
            && !follows_adjective
            && self.is_word(i + 1)
            && (self.opens_noun_phrase(i + 1)
                || self.is(i + 1, "that")
                || self.is_one_of(i + 1, &AFTER_NOUN_OR_VERB))
    }

    /// The last token of the verb group that starts at `i`: auxiliaries, participles and
    /// infinitives, with the adverbs between them.
    pub(super) fn verb_end(&self, i: usize) -> usize {
        let mut end = i;
        loop {
            let mut next = end + 1;
            while self.has(next, Class::SKIPPED_ADVERB.or(Class::IN_LY)) {
                next += 1;
            }
            if !self.is_word(next) || !self.is_open(next) {
                return end;
            }
            let takes_next = (self.has(end, Class::MODAL)
                && (self.is(end, "to") || !self.has(next, Class::DETERMINER)))
                || (self.has(end, Class::HAVE)
                    && (self.has(next, Class::PARTICIPLE)
                        || self.is_one_of(next, &["been", "had", "to"])))
                || (self.has(end, Class::BE) && self.continues_be(next));
            if takes_next {
                end = next;
            } else if let Some(infinitive) = self.infinitive(i, end, next) {
                end = infinitive;
            } else {
                return end;
            }
        }
    }

    fn continues_be(&self, i: usize) -> bool {
        const AFTER_BE: [&str; 9] =
            ["being", "to", "set", "due", "likely", "able", "unable", "ready", "unlikely"];
        self.has(i, Class::PARTICIPLE.or(Class::GERUND)) || self.is_one_of(i, &AFTER_BE)
    }

    /// The infinitive of `wants to leave`, `has vowed to fight`: where it stands if `to` at `next`
    /// belongs to the verb at `end`.
    fn infinitive(&self, start: usize, end: usize, next: usize) -> Option<usize> {
        const TAKES_TO: Class = Class::ADJECTIVE_WITH_COMPLEMENT
            .or(Class::PARTICIPLE_WITH_COMPLEMENT)
            .or(Class::PAST)
            .or(Class::IRREGULAR_PARTICIPLE)
            .or(Class::IN_ING)
            .or(Class::BASE_VERB)
            .or(Class::BE)
            .or(Class::HAVE);
        const NO_VERB: Class =
            Class::CAPITAL.or(Class::NUMBER).or(Class::DETERMINER).or(Class::PREPOSITION);
        const ADJECTIVES: [&str; 4] = ["ary", "ous", "ful", "ional"];
        let verb = next + 1;
        let is_infinitive = self.is(next, "to")
            && self.is_word(verb)
            && !self.has(verb, NO_VERB)
            && !ADJECTIVES.iter().any(|ending| self.word(verb).ends_with(ending));
        let is_near = end > start || next == end + 1;
        let takes_to = self.has(end, TAKES_TO) || self.word(end).ends_with('s');
        if !(is_infinitive && is_near && takes_to) {
            return None;
        }
        let verb = if self.has(verb, Class::SKIPPED_ADVERB) { verb + 1 } else { verb };
        Some(verb.min(self.len() - 1))
    }
}
