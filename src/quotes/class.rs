//! Which classes a word can belong to: one bit each, named as the sections of the list files.
//!
//! Depends on nothing. Does not say which words are members; `lexicon` reads that from the data.

use std::ops::BitOr;

/// A set of word classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Classes(u128);

impl Classes {
    /// No class at all.
    pub(super) const NONE: Self = Self(0);

    /// Tells whether the two sets share a class.
    pub(super) const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Returns the union of two sets.
    pub(super) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Returns this set without the other's classes.
    pub(super) const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Finds the class of a list file's section.
    pub(super) fn of_section(name: &str) -> Option<Self> {
        SECTIONS.iter().find(|(section, _)| *section == name).map(|&(_, class)| class)
    }
}

impl BitOr for Classes {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        self.with(other)
    }
}

/// Gives each class its bit, a constant and the name of its section in the list files.
macro_rules! classes {
    ($($constant:ident $section:literal),* $(,)?) => {
        #[allow(
            non_camel_case_types,
            clippy::upper_case_acronyms,
            reason = "named as the constants that it numbers"
        )]
        #[derive(Clone, Copy)]
        enum Bit { $($constant),* }
        $(pub(super) const $constant: Classes = Classes(1 << Bit::$constant as u128);)*
        const SECTIONS: &[(&str, Classes)] = &[$(($section, $constant)),*];
    };
}

classes! {
    PRONOUN "pronoun",
    OBJECT_PRONOUN "object-pronoun",
    RELATIVE "relative",
    DETERMINER "determiner",
    COUNTING_DETERMINER "counting-determiner",
    LEADING_DETERMINER "leading-determiner",
    BARE_DETERMINER "bare-determiner",
    DEFINITE_DETERMINER "definite-determiner",
    PRONOMINAL_DETERMINER "pronominal-determiner",
    PREPOSITION "preposition",
    LINKING_PREPOSITION "linking-preposition",
    CONJUNCTION "conjunction",
    SUBORDINATOR "subordinator",
    AUXILIARY "auxiliary",
    PERFECT_AUXILIARY "perfect-auxiliary",
    BE "be",
    BASE_LICENSER "base-licenser",
    PERCEPTION "perception",
    ADVERB "adverb",
    CONTRACTION "contraction",
    TIME_NOUN "time-noun",
    TIME_MODIFIER "time-modifier",
    TIME_HEAD "time-head",
    TIME_DETERMINER "time-determiner",
    TIME_ORDINAL "time-ordinal",
    SENTENCE_ADVERB "sentence-adverb",
    PARTY "party",
    CALENDAR "calendar",
    PARTICLE "particle",
    CONTROL_VERB "control-verb",
    OPENER "opener",
    PREMODIFIER "premodifier",
    LY_NOUN "ly-noun",
    ED_ADJECTIVE "ed-adjective",
    SELF_STANDING "self-standing",
    INSERTION_OPENER "insertion-opener",
    INSERTION_RELATIVE "insertion-relative",
    CLAUSE_OPENER "clause-opener",
    CAPITAL_ONLY "capital-only",
    NAME_OPENER "name-opener",
    NOUN_LIKE "noun-like",
    AMBIGUOUS_FORM "ambiguous-form",
    TITLE "title",
    MALE_TITLE "male-title",
    FEMALE_TITLE "female-title",
    ROLE "role",
    WEAK_ROLE "weak-role",
    PLURAL_PERSON "plural-person",
    PERSON_NOUN "person-noun",
    MALE_NOUN "male-noun",
    FEMALE_NOUN "female-noun",
    GROUP "group",
    BODY "body",
    DISPLAY "display",
    BODY_NAME "body-name",
    SUFFIX "suffix",
    STATE "state",
    NAME_MODIFIED "name-modified",
    WORK "work",
    SO_CALLED "so-called",
    TERM "term",
    DEFINED "defined",
    DEFINING "defining",
    LANGUAGE "language",
    NAMING "naming",
    TITLING "titling",
    NICKNAMING "nicknaming",
    TITLED_WORK "titled-work",
    MEDIA "media",
    AUTHORING "authoring",
    PLACE "place",
    PLACE_PREFIX "place-prefix",
    BODY_SURNAME "body-surname",
    MALE_NAME "male-name",
    FEMALE_NAME "female-name",
    EITHER_NAME "either-name",
    INTRODUCER "introducer",
    QUESTIONER "questioner",
    RELAY "relay",
    NOUN_CUE "noun",
    SURNAME_TITLE "surname-title",
    SURNAME_ROLE "surname-role",
    SOFT_TITLE "soft-title",
    OFFICE_TITLE "office-title",
    PERSONAL_TITLE "personal-title",
    PLAIN_TITLE "plain-title",
    HEADLINE_WORD "headline-word",
    CLAUSE_WORD "clause-word",
    NOMINATIVE_DETERMINER "nominative-determiner",
    OBLIQUE_DETERMINER "oblique-determiner",
    SUBJECT_PRONOUN "subject-pronoun",
    GENITIVE_DETERMINER "genitive-determiner",
    ORDINAL_NOUN "ordinal-noun",
    SUBJUNCTIVE "subjunctive",
    SOURCE_WORD "source-word",
    SOURCE_NOUN "source-noun",
    SOURCE_POSTPOSITION "source-postposition",
    AGENT_WORD "agent-word",
    NAMING_PARTICIPLE "naming-participle",
    DOCUMENT_PREPOSITION "document-preposition",
    ROLE_ENDING "role-ending",
    HE "he",
    SHE "she",
    LINKER "linker",
    PHRASE_END "phrase-end",
    QUOTATIVE "quotative",
    NAMED_BODY "named-body",
    STOP_WORD "stop-word",
    STRONG_WORD "strong-word",
    SENIOR_ROLE "senior-role",
    ENDS_IN_LY "ends-in-ly",
    ENDS_IN_ED "ends-in-ed",
    ENDS_IN_ING "ends-in-ing",
}

/// Words that close a noun phrase to the left: no noun can be one of them.
pub(super) const PHRASE_STOP: Classes = PREPOSITION
    .with(CONJUNCTION)
    .with(SUBORDINATOR)
    .with(AUXILIARY)
    .with(ADVERB)
    .with(PRONOUN)
    .with(OBJECT_PRONOUN)
    .with(RELATIVE)
    .with(CONTRACTION);

/// Given names of any gender.
pub(super) const GIVEN_NAME: Classes = MALE_NAME.with(FEMALE_NAME);

#[cfg(test)]
mod tests {
    use super::{Classes, PLACE, TITLE};

    #[test]
    fn sections_name_classes() {
        assert_eq!(Classes::of_section("title"), Some(TITLE));
        assert_eq!(Classes::of_section("unknown"), None);
    }

    #[test]
    fn sets_share_only_what_both_hold() {
        assert!((TITLE | PLACE).any(PLACE));
        assert!(!TITLE.any(PLACE));
        assert!(!(TITLE | PLACE).without(PLACE).any(PLACE));
    }
}
