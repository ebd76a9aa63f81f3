//! What a language knows of sentence ends: abbreviations, words that open sentences, ordinals.
//!
//! Tables read from `data/abbreviations` and `data/starters`; decides nothing. Depends on
//! languages, stop words and word lists.

use super::Language;
use super::stop_words;
use super::word_list::entries;
use foldhash::fast::FixedState;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// How an abbreviation behaves at the end of a sentence.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Abbreviation {
    /// Stands before a name or within a clause: no sentence ends with it.
    pub(crate) never_ends: bool,
    /// May be a sentence's last word; the next word tells.
    pub(crate) may_end: bool,
    /// Belongs to a number that follows.
    pub(crate) before_number: bool,
}

/// The tables of one language.
#[derive(Debug, Default)]
pub(crate) struct SentenceRules {
    abbreviations: HashMap<&'static str, Abbreviation, FixedState>,
    starters: HashSet<&'static str, FixedState>,
    /// Whether a number with a full stop is an ordinal ("12. Juni").
    pub(crate) has_ordinals: bool,
    /// Whether `;` is the question mark.
    pub(crate) has_greek_question_mark: bool,
}

impl SentenceRules {
    /// Returns how a word (lower case, without final stop) abbreviates; `None` if it doesn't.
    pub(crate) fn abbreviation(&self, word: &str) -> Option<Abbreviation> {
        self.abbreviations.get(word).copied()
    }

    /// Tells whether a word (lower case) is one that commonly opens a sentence.
    pub(crate) fn is_starter(&self, word: &str) -> bool {
        // The lists write Romanian with cedilla.
        self.starters.contains(word)
            || word.contains(['ș', 'ț'])
                && self.starters.contains(word.replace('ș', "ş").replace('ț', "ţ").as_str())
    }

    fn new(language: Language) -> Self {
        let mut rules = Self {
            has_ordinals: matches!(
                language,
                Language::Danish
                    | Language::German
                    | Language::Finnish
                    | Language::Hungarian
                    | Language::Norwegian
                    | Language::Turkish
            ),
            has_greek_question_mark: language == Language::Greek,
            ..Self::default()
        };
        let mut section = "";
        for line in entries(abbreviations(language)) {
            if line.starts_with('[') {
                section = line;
                continue;
            }
            for word in line.split_whitespace() {
                let entry = rules.abbreviations.entry(word).or_default();
                match section {
                    "[never-ends]" => entry.never_ends = true,
                    "[may-end]" => entry.may_end = true,
                    _ => entry.before_number = true,
                }
            }
        }
        rules.starters.extend(stop_words::list(language));
        rules.starters.extend(entries(starters(language)).flat_map(str::split_whitespace));
        rules
    }
}

/// Returns a language's tables; without a language, tables that know no words.
pub(crate) fn sentence_rules(language: Option<Language>) -> &'static SentenceRules {
    static RULES: LazyLock<Vec<SentenceRules>> =
        LazyLock::new(|| Language::ALL.into_iter().map(SentenceRules::new).collect());
    static NEUTRAL: LazyLock<SentenceRules> = LazyLock::new(SentenceRules::default);
    language.and_then(|language| RULES.get(language.index())).unwrap_or(&NEUTRAL)
}

fn abbreviations(language: Language) -> &'static str {
    match language {
        Language::Arabic => include_str!("../../data/abbreviations/ar.txt"),
        Language::Danish => include_str!("../../data/abbreviations/da.txt"),
        Language::German => include_str!("../../data/abbreviations/de.txt"),
        Language::Greek => include_str!("../../data/abbreviations/el.txt"),
        Language::English => include_str!("../../data/abbreviations/en.txt"),
        Language::Spanish => include_str!("../../data/abbreviations/es.txt"),
        Language::Finnish => include_str!("../../data/abbreviations/fi.txt"),
        Language::French => include_str!("../../data/abbreviations/fr.txt"),
        Language::Hungarian => include_str!("../../data/abbreviations/hu.txt"),
        Language::Italian => include_str!("../../data/abbreviations/it.txt"),
        Language::Dutch => include_str!("../../data/abbreviations/nl.txt"),
        Language::Norwegian => include_str!("../../data/abbreviations/no.txt"),
        Language::Portuguese => include_str!("../../data/abbreviations/pt.txt"),
        Language::Romanian => include_str!("../../data/abbreviations/ro.txt"),
        Language::Russian => include_str!("../../data/abbreviations/ru.txt"),
        Language::Swedish => include_str!("../../data/abbreviations/sv.txt"),
        Language::Tamil => include_str!("../../data/abbreviations/ta.txt"),
        Language::Turkish => include_str!("../../data/abbreviations/tr.txt"),
    }
}

fn starters(language: Language) -> &'static str {
    match language {
        Language::English => include_str!("../../data/starters/en.txt"),
        _ => "",
    }
}
