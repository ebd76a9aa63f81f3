//! What a language knows of sentence ends: abbreviations, words that open sentences, ordinals.
//!
//! Tables read from `data/abbreviations` and `data/starters`; decides nothing. Depends on
//! languages, stop words and word lists.

use crate::text::Language;
use crate::text::language_file::language_file;
use crate::text::stop_words;
use crate::text::word_list::entries;
use crate::text::word_shapes::WordShapes;
use foldhash::fast::FixedState;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// How an abbreviation behaves at the end of a sentence.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "four independent findings, not a state")]
pub(crate) struct Abbreviation {
    /// Stands before a name or within a clause: no sentence ends with it.
    pub(crate) never_ends: bool,
    /// May be a sentence's last word; the next word tells.
    pub(crate) may_end: bool,
    /// Belongs to a number that follows.
    pub(crate) before_number: bool,
    /// Ends a clock time: a capital behind it opens a sentence unless it goes on with the time.
    pub(crate) is_clock: bool,
}

/// The tables of one language.
#[derive(Debug, Default)]
pub(crate) struct SentenceRules {
    abbreviations: HashMap<&'static str, Abbreviation, FixedState>,
    shapes: WordShapes,
    starters: HashSet<&'static str, FixedState>,
    language: Option<Language>,
}

impl SentenceRules {
    /// Returns how a word (lower case, without final stop) abbreviates; `None` if it doesn't.
    pub(crate) fn abbreviation(&self, word: &str) -> Option<Abbreviation> {
        if self.shapes.may_hold(word.as_bytes()) {
            self.abbreviations.get(word).copied()
        } else {
            None
        }
    }

    /// Tells whether a word (lower case) is one that commonly opens a sentence.
    pub(crate) fn is_starter(&self, word: &str) -> bool {
        self.starters.contains(word)
    }

    /// Tells whether a number with a full stop is an ordinal: "12. Juni".
    pub(crate) fn has_ordinals(&self) -> bool {
        use Language::{Danish, Finnish, German, Hungarian, Norwegian, Turkish};
        matches!(self.language, Some(Danish | German | Finnish | Hungarian | Norwegian | Turkish))
    }

    /// Tells whether nearly all words end in a vowel, so that others are cut short.
    pub(crate) fn words_end_in_vowels(&self) -> bool {
        self.language == Some(Language::Italian)
    }

    /// Tells whether a stop behind a whole word ends a sentence even before a lower-case letter. Not in
    /// English, where scraped pages carry stray stops at the ends of lines.
    pub(crate) fn may_start_small(&self) -> bool {
        self.language != Some(Language::English)
    }

    /// Tells whether `;` is the question mark.
    pub(crate) fn has_greek_question_mark(&self) -> bool {
        self.language == Some(Language::Greek)
    }

    fn new(language: Language) -> Self {
        let mut rules = Self { language: Some(language), ..Self::default() };
        let mut section = "";
        for line in entries(language_file!("abbreviations", language)) {
            if line.starts_with('[') {
                section = line;
                continue;
            }
            for word in line.split_whitespace() {
                rules.shapes.add(word);
                let entry = rules.abbreviations.entry(word).or_default();
                match section {
                    "[never-ends]" => entry.never_ends = true,
                    "[may-end]" => entry.may_end = true,
                    "[clock]" => entry.is_clock = true,
                    _ => entry.before_number = true,
                }
            }
        }
        rules.starters.extend(stop_words::list(language));
        rules
            .starters
            .extend(entries(language_file!("starters", language)).flat_map(str::split_whitespace));
        rules
    }
}

/// Tells whether a name is written with an exclamation mark: "Yahoo!".
pub(crate) fn is_exclaimed_name(word: &str) -> bool {
    static NAMES: LazyLock<Vec<&'static str>> =
        LazyLock::new(|| entries(include_str!("../../../data/exclaimed_names.txt")).collect());
    NAMES.contains(&word)
}

/// Returns a language's tables; without a language, tables that know no words.
pub(crate) fn sentence_rules(language: Option<Language>) -> &'static SentenceRules {
    static RULES: LazyLock<Vec<SentenceRules>> =
        LazyLock::new(|| Language::ALL.into_iter().map(SentenceRules::new).collect());
    static NEUTRAL: LazyLock<SentenceRules> = LazyLock::new(SentenceRules::default);
    language.and_then(|language| RULES.get(language.index())).unwrap_or(&NEUTRAL)
}
