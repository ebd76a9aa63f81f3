//! Which classes an English word belongs to: one look-up into one table.
//!
//! The table is read from `data/headline/english.txt`, whose sections carry the names given here;
//! classes that follow from a word's form (its ending, a capital, a digit) are added by `token`.
//! Doesn't know sentences.

use foldhash::fast::FixedState;
use std::collections::HashMap;
use std::sync::LazyLock;

/// A set of word classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Class(u128);

impl Class {
    /// The union of two sets.
    pub(super) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The set without the members of another.
    pub(super) const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// The members that both sets have.
    pub(super) const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Whether the two sets share a member.
    pub(super) const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(super) fn insert(&mut self, other: Self) {
        *self = self.or(other);
    }
}

/// Declares the classes that are sections of the list file, then those that follow from form.
macro_rules! classes {
    ($($listed:ident = $section:literal,)* ; $($formal:ident,)*) => {
        #[derive(Clone, Copy)]
        #[expect(clippy::upper_case_acronyms, non_camel_case_types, reason = "counts the bits of the constants below")]
        enum Bit { $($listed,)* $($formal,)* }

        impl Class {
            $(pub(super) const $listed: Self = Self(1 << Bit::$listed as u32);)*
            $(pub(super) const $formal: Self = Self(1 << Bit::$formal as u32);)*

            /// The sections of the list file and the classes that they fill.
            const SECTIONS: &[(&str, Self)] = &[$(($section, Self::$listed),)*];
        }
    };
}

classes! {
    DETERMINER = "determiner",
    POSSESSIVE = "possessive",
    PREPOSITION = "preposition",
    PRONOUN = "pronoun",
    SUBORDINATOR = "subordinator",
    RELATIVE = "relative",
    BLOCKER = "blocker",
    OTHER_FUNCTION = "other function word",
    OTHER_STOP = "other stop word",
    AUXILIARY = "auxiliary",
    BE = "be",
    HAVE = "have",
    MODAL = "modal",
    SKIPPED_ADVERB = "skipped adverb",
    LIMITING_ADVERB = "limiting adverb",
    FINITE_VERB = "finite verb",
    IRREGULAR_PAST = "irregular past",
    PAST_OR_NOUN = "past or noun",
    IRREGULAR_PARTICIPLE = "participle",
    OTHER_PARTICIPLE = "other participle",
    NOT_PAST = "not past",
    NOUN_OR_VERB = "noun or verb",
    BASE_VERB = "base verb",
    WEAK_BASE_VERB = "weak base verb",
    STATEMENT_VERB = "statement verb",
    OBJECT_INFINITIVE_VERB = "object infinitive verb",
    PLACING_VERB = "placing verb",
    PARTICIPLE_WITH_COMPLEMENT = "participle with complement",
    STRICT_PARTICIPLE = "strict participle",
    COMPLETE_PARTICIPLE = "complete participle",
    INTRANSITIVE = "intransitive",
    INCOMPLETE_VERB = "incomplete verb",
    PHRASAL_VERB = "phrasal verb",
    PERCEPTION_VERB = "perception verb",
    NAMING_VERB = "naming verb",
    WITH_VERB = "with verb",
    FROM_VERB = "from verb",
    AS_VERB = "as verb",
    PURPOSE_VERB = "purpose verb",
    LINK_VERB = "link verb",
    SPENDING_VERB = "spending verb",
    PLURAL = "plural",
    INFINITIVE_NOUN = "infinitive noun",
    BARE_PLACE = "bare place",
    ADJECTIVE_WITH_COMPLEMENT = "adjective with complement",
    VAGUE_NOUN = "vague noun",
    NOUN_WITH_COMPLEMENT = "noun with complement",
    TIME_UNIT = "time unit",
    NOUN_IN_ING = "noun in ing",
    NOT_SUPERLATIVE = "not superlative",
    LISTED_SUPERLATIVE = "superlative",
    LISTED_COMPARATIVE = "comparative",
    REFLEXIVE = "reflexive",
    AFTER_PASSIVE = "after passive",
    ADJUNCT_OPENER = "adjunct opener",
    LISTED_NEGATION = "negation",
    RESTRICTING_PREPOSITION = "restricting preposition",
    SCOPE_WORD = "scope word",
    DEFINITE_SCOPE_WORD = "definite scope word",
    KEPT_ADVERB = "kept adverb",
    HEDGE = "hedge",
    LISTED_QUALIFIER = "qualifier",
    REPORTING_VERB = "reporting verb",
    OPINION_VERB = "opinion verb",
    SOURCE = "source",
    IMPERSONAL_SOURCE = "impersonal source",
    OFFICIAL_BODY = "official body",
    UNOFFICIAL_SOURCE = "unofficial source",
    PARTISAN_SOURCE = "partisan source",
    JUDGEMENT = "judgement",
    ORGANISATION = "organisation",
    JOB = "job",
    MODIFIER = "modifier",
    FIRST_OR_SECOND_PERSON = "first or second person",
    DAY = "day",
    DAY_PART = "day part",
    MONTH = "month",
    TIME_ADVERB = "time adverb",
    AGENCY = "agency",
    ABBREVIATION = "abbreviation",
    CLOSING_ABBREVIATION = "closing abbreviation",
    ;
    // What follows from a token's form, alone or with the lists.
    WORD, CAPITAL, NUMBER, ALL_CAPITALS, IN_ING, IN_LY, IN_S, GENITIVE, NEGATED_AUXILIARY,
    CONTRACTED_VERB, PAST, TELLS_SERVICE_PHRASE, PARTICIPLE, GERUND, SUPERLATIVE, COMPARATIVE, NEGATION,
    // A preposition with a cost of its own.
    CUT_PREPOSITION,
}

impl Class {
    /// Words that hold a clause together and on which none can end.
    pub(super) const FUNCTION: Self = Self::DETERMINER
        .or(Self::PREPOSITION)
        .or(Self::AUXILIARY)
        .or(Self::SUBORDINATOR)
        .or(Self::RELATIVE)
        .or(Self::BLOCKER)
        .or(Self::OTHER_FUNCTION);
    /// Words that tell nothing of the subject.
    pub(super) const STOP: Self = Self::FUNCTION.or(Self::PRONOUN).or(Self::OTHER_STOP);
}

/// The English lists.
pub(super) struct Lexicon {
    classes: HashMap<&'static str, Class, FixedState>,
    preposition_costs: HashMap<&'static str, f64, FixedState>,
    /// Openers that point back, word by word, the longest first.
    pub(super) connectives: Vec<Vec<&'static str>>,
    /// The same between commas.
    pub(super) inserted_connectives: Vec<Vec<&'static str>>,
    /// Phrases of service lines, in lower case, each with its longest word.
    service_phrases: Vec<(String, &'static str)>,
    /// By the first byte of these words the second ones, a bit each, of their lowest five bits.
    service_openers: [u32; 256],
    /// In the order of the alphabet.
    accusations: Vec<&'static str>,
}

static ENGLISH: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::parse(
        include_str!("../../data/headline/english.txt"),
        include_str!("../../data/headline/english_preposition_costs.txt"),
    )
});

impl Lexicon {
    /// The lists, read at the first use.
    pub(super) fn english() -> &'static Self {
        &ENGLISH
    }

    /// The listed classes of a word in lower case; O(1).
    pub(super) fn classes(&self, word: &str) -> Class {
        self.classes.get(word).copied().unwrap_or_default()
    }

    /// What it costs to end before this preposition; `None` where that is never done.
    pub(super) fn preposition_cost(&self, word: &str) -> Option<f64> {
        self.preposition_costs.get(word).copied()
    }

    /// Whether a claim with this word accuses somebody.
    pub(super) fn is_accusation(&self, word: &str) -> bool {
        let initial = |word: &str| word.bytes().next();
        let first = self.accusations.partition_point(|entry| initial(entry) < initial(word));
        let behind = self.accusations.iter().skip(first);
        behind.take_while(|entry| initial(entry) == initial(word)).any(|entry| {
            match entry.strip_suffix('.') {
                Some(whole) => word == whole,
                None => word.starts_with(entry),
            }
        })
    }

    /// Whether a text in lower case holds a phrase of service lines.
    pub(super) fn has_service_phrase(&self, text: &str) -> bool {
        self.service_phrases.iter().any(|(phrase, _)| text.contains(phrase.as_str()))
    }

    /// Whether a word in lower case holds the longest word of such a phrase, without which there is no
    /// phrase.
    pub(super) fn tells_service_phrase(&self, word: &str) -> bool {
        word.as_bytes().windows(2).enumerate().any(|(at, pair)| {
            let &[first, second] = pair else { return false };
            let may_open = self.service_openers[usize::from(first)] >> (second & 31) & 1 == 1;
            let rest = || word.get(at..).unwrap_or_default();
            may_open && self.service_phrases.iter().any(|(_, longest)| rest().starts_with(longest))
        })
    }

    fn parse(lists: &'static str, costs: &'static str) -> Self {
        let mut classes: HashMap<&'static str, Class, FixedState> = HashMap::default();
        for (section, entries) in sections(lists) {
            if let Some(&(_, class)) = Class::SECTIONS.iter().find(|(name, _)| *name == section) {
                for entry in entries {
                    classes.entry(entry).or_default().insert(class);
                }
            }
        }
        let phrases = |section: &str| {
            let found = sections(lists).into_iter().find(|(name, _)| *name == section);
            let mut phrases: Vec<Vec<&str>> = found
                .map_or(Vec::new(), |(_, entries)| entries)
                .into_iter()
                .map(|entry| entry.split('_').collect())
                .collect();
            phrases.sort_by_key(|phrase| usize::MAX - phrase.len());
            phrases
        };
        let mut preposition_costs: HashMap<&str, f64, FixedState> = HashMap::default();
        for line in crate::text::entries(costs) {
            if let Some((word, cost)) = line.split_once(' ')
                && let Ok(cost) = cost.parse()
            {
                preposition_costs.insert(word, cost);
                classes.entry(word).or_default().insert(Class::CUT_PREPOSITION);
            }
        }
        let mut accusations: Vec<&str> = phrases("accusation").into_iter().flatten().collect();
        accusations.sort_unstable();
        let with_longest = |words: &Vec<&'static str>| {
            let longest = words.iter().copied().max_by_key(|word| word.len());
            (words.join(" "), longest.unwrap_or_default())
        };
        let service_phrases: Vec<_> = phrases("service phrase").iter().map(with_longest).collect();
        let mut service_openers = [0; 256];
        for (_, longest) in &service_phrases {
            if let [first, second, ..] = longest.as_bytes() {
                service_openers[usize::from(*first)] |= 1 << (second & 31);
            }
        }
        Self {
            classes,
            preposition_costs,
            connectives: phrases("connective"),
            inserted_connectives: phrases("inserted connective"),
            service_phrases,
            service_openers,
            accusations,
        }
    }
}

/// Splits a list file into its sections: the name in square brackets and the entries below it.
pub(super) fn sections(lists: &'static str) -> Vec<(&'static str, Vec<&'static str>)> {
    let mut sections: Vec<(&str, Vec<&str>)> = Vec::new();
    for line in crate::text::entries(lists) {
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            sections.push((name, Vec::new()));
        } else if let Some((_, entries)) = sections.last_mut() {
            entries.extend(line.split_whitespace());
        }
    }
    sections
}

#[cfg(test)]
mod tests;
