//! What is known of words as keywords, by language.
//!
//! Reads the lists under `data/`, those of quotes and headlines included. Knows no positions.

use crate::text::{KeyTable, Language, WordKey, sections};
use std::sync::LazyLock;

/// A set of word classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Class(u32);

impl Class {
    /// Tells no topic: time, measure, general nouns and verbs, attribution.
    pub(super) const VAGUE: Self = Self(1);
    /// A finite verb and nothing else.
    pub(super) const VERB: Self = Self(2);
    /// A verb unless a determiner stands before it.
    pub(super) const BASE_VERB: Self = Self(4);
    /// Stands before a noun phrase.
    pub(super) const BEFORE_NOUN: Self = Self(8);
    /// Stands before a verb.
    pub(super) const BEFORE_VERB: Self = Self(16);
    /// A title or job that may stand before a name.
    pub(super) const TITLE: Self = Self(32);
    /// A title that may be part of a name as well: "Prince Edward Island".
    pub(super) const SOFT_TITLE: Self = Self(64);
    /// A given name.
    pub(super) const GIVEN_NAME: Self = Self(128);
    /// A noun that ends the names of bodies and places: "League".
    pub(super) const BODY: Self = Self(256);
    /// An adjective of nationality.
    pub(super) const DEMONYM: Self = Self(512);
    /// A point of the compass.
    pub(super) const DIRECTION: Self = Self(1024);
    /// A noun in spite of its ending: "family", "building", "speed".
    pub(super) const NOUN: Self = Self(2048);
    /// A small word within names.
    pub(super) const PARTICLE: Self = Self(4096);
    /// A weekday, a month and the like: no name in spite of its capital.
    pub(super) const CALENDAR: Self = Self(8192);
    /// Opens a noun phrase.
    pub(super) const DETERMINER: Self = Self(16_384);
    /// Stands before a place.
    pub(super) const BEFORE_PLACE: Self = Self(32_768);
    /// An adjective: never the last word of a phrase.
    pub(super) const ADJECTIVE: Self = Self(65_536);

    /// Tells whether the two sets share a member.
    pub(super) fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The union of two sets.
    pub(super) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// The words of one language.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    /// By their keys alone; the tests hold that no two of the lists share one.
    words: KeyTable<Class>,
    /// Whether words that stand before a noun phrase are listed.
    pub(super) has_determiners: bool,
}

impl Lexicon {
    /// Returns the words of a language.
    pub(super) fn of(language: Option<Language>) -> &'static Self {
        static NEUTRAL: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::other(None));
        static LEXICONS: LazyLock<Vec<Lexicon>> = LazyLock::new(|| {
            Language::ALL
                .iter()
                .map(|&language| match language {
                    Language::English => Lexicon::english(),
                    _ => Lexicon::other(Some(language)),
                })
                .collect()
        });
        language.and_then(|language| LEXICONS.get(language.index())).unwrap_or(&NEUTRAL)
    }

    /// Returns the classes of a word in any case.
    pub(super) fn get(&self, word: &str) -> Class {
        let key = if word.is_ascii() {
            WordKey::of_ascii(word.as_bytes()).0
        } else {
            WordKey::of(word.to_lowercase().replace('’', "'").as_bytes())
        };
        self.words.get(key).copied().unwrap_or_default()
    }

    fn english() -> Self {
        let mut lexicon = Self::default();
        let calendar = Class::VAGUE.or(Class::CALENDAR);
        lexicon.add(include_str!("../../data/months.txt"), |_| calendar);
        lexicon.add(include_str!("../../data/keywords/vague_en.txt"), |_| Class::VAGUE);
        lexicon.add(include_str!("../../data/keywords/english.txt"), |section| match section {
            "before noun" => Class::BEFORE_NOUN,
            "before verb" => Class::BEFORE_VERB,
            "determiner" => Class::DETERMINER,
            "adjective" => Class::ADJECTIVE,
            "before place" => Class::BEFORE_PLACE,
            "demonym" => Class::DEMONYM,
            "direction" => Class::DIRECTION,
            _ => Class::default(),
        });
        lexicon.add(include_str!("../../data/headline/english.txt"), |section| match section {
            "finite verb" | "irregular past" | "participle" | "other participle" => Class::VERB,
            "base verb" | "weak base verb" => Class::BASE_VERB,
            "noun in ing" | "not past" | "past or noun" => Class::NOUN,
            "job" => Class::TITLE,
            "skipped adverb" | "limiting adverb" | "time adverb" | "connective" => Class::VAGUE,
            _ => Class::default(),
        });
        lexicon.add(include_str!("../../data/quotes/en/grammar.txt"), |section| match section {
            "adverb" | "capital-only" | "time-noun" => Class::VAGUE,
            "calendar" => calendar,
            "ly-noun" => Class::NOUN,
            _ => Class::default(),
        });
        lexicon.add(include_str!("../../data/quotes/en/people.txt"), |section| match section {
            "title" => Class::TITLE,
            "soft-title" => Class::SOFT_TITLE,
            "body-name" => Class::BODY,
            _ => Class::default(),
        });
        lexicon.add_names();
        lexicon.add_plural_demonyms();
        lexicon.has_determiners = true;
        lexicon
    }

    fn other(language: Option<Language>) -> Self {
        let mut lexicon = Self::default();
        let calendar = Class::VAGUE.or(Class::CALENDAR);
        lexicon.add(include_str!("../../data/months.txt"), |_| calendar);
        lexicon.add(include_str!("../../data/time_words.txt"), |_| calendar);
        lexicon.add(include_str!("../../data/keywords/vague_other.txt"), |_| Class::VAGUE);
        let code = language.map_or("", Language::code);
        lexicon.add(include_str!("../../data/keywords/determiners.txt"), |section| {
            if section == code { Class::BEFORE_NOUN } else { Class::default() }
        });
        lexicon.has_determiners = lexicon.words.values().any(|c| c.any(Class::BEFORE_NOUN));
        if language == Some(Language::German) {
            lexicon.add(include_str!("../../data/quotes/de/people.txt"), |section| match section {
                "title" | "role" => Class::TITLE,
                _ => Class::default(),
            });
        }
        lexicon.add_names();
        lexicon
    }

    fn add_names(&mut self) {
        self.add(include_str!("../../data/quotes/en/given-names.txt"), |_| Class::GIVEN_NAME);
        self.add(include_str!("../../data/keywords/particles.txt"), |_| Class::PARTICLE);
    }

    /// "Ethiopians" beside "Ethiopian".
    fn add_plural_demonyms(&mut self) {
        let singular = sections(include_str!("../../data/keywords/english.txt"))
            .filter(|(section, word)| *section == "demonym" && word.ends_with('n'));
        for (_, word) in singular {
            self.add_class(&format!("{word}s"), Class::DEMONYM);
        }
    }

    fn add(&mut self, data: &'static str, class_of: impl Fn(&str) -> Class) {
        for (section, word) in sections(data) {
            self.add_class(&word.to_lowercase(), class_of(section));
        }
    }

    fn add_class(&mut self, word: &str, class: Class) {
        let entry = self.words.get_or_insert_with(WordKey::of(word.as_bytes()), Class::default);
        *entry = entry.or(class);
    }
}

#[cfg(test)]
mod tests {
    use super::{Class, Lexicon, WordKey, sections};
    use crate::text::Language;
    use std::collections::BTreeSet;

    #[test]
    fn no_two_words_of_the_lists_share_a_key() {
        let files = [
            include_str!("../../data/months.txt"),
            include_str!("../../data/time_words.txt"),
            include_str!("../../data/headline/english.txt"),
            include_str!("../../data/keywords/determiners.txt"),
            include_str!("../../data/keywords/english.txt"),
            include_str!("../../data/keywords/particles.txt"),
            include_str!("../../data/keywords/vague_en.txt"),
            include_str!("../../data/keywords/vague_other.txt"),
            include_str!("../../data/quotes/de/people.txt"),
            include_str!("../../data/quotes/en/given-names.txt"),
            include_str!("../../data/quotes/en/grammar.txt"),
            include_str!("../../data/quotes/en/people.txt"),
        ];
        let words: BTreeSet<String> =
            files.into_iter().flat_map(sections).map(|(_, word)| word.to_lowercase()).collect();
        let keys: BTreeSet<WordKey> =
            words.iter().map(|word| WordKey::of(word.as_bytes())).collect();
        assert_eq!(keys.len(), words.len());
    }

    #[test]
    fn every_class_of_english_has_words() {
        let english = Lexicon::of(Some(Language::English));
        for (word, class) in [
            ("Monday", Class::VAGUE),
            ("became", Class::VERB),
            ("reach", Class::BASE_VERB),
            ("the", Class::BEFORE_NOUN),
            ("to", Class::BEFORE_VERB),
            ("Minister", Class::TITLE),
            ("midfielder", Class::TITLE),
            ("prince", Class::SOFT_TITLE),
            ("Sergey", Class::GIVEN_NAME),
            ("league", Class::BODY),
            ("Chinese", Class::DEMONYM),
            ("North", Class::DIRECTION),
            ("family", Class::NOUN),
            ("of", Class::PARTICLE),
        ] {
            assert!(english.get(word).any(class), "{word}");
        }
        assert_eq!(english.get("harbour"), Class::default());
    }

    #[test]
    fn every_language_knows_its_weekdays_and_some_their_determiners() {
        for (language, day, determiner) in [
            (Language::German, "Montag", None),
            (Language::French, "mardi", Some("la")),
            (Language::Russian, "Среда", Some("в")),
            (Language::Tamil, "வெள்ளி", None),
        ] {
            let lexicon = Lexicon::of(Some(language));
            assert!(lexicon.get(day).any(Class::VAGUE), "{day}");
            assert_eq!(lexicon.has_determiners, determiner.is_some());
            assert!(determiner.is_none_or(|word| lexicon.get(word).any(Class::BEFORE_NOUN)));
        }
    }
}
