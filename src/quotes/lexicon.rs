//! What is known of a word: its classes, its reporting-verb form, its identity for rules.
//!
//! Depends on the list files under `data/`. One look-up a token; knows nothing of positions.

use super::class::Classes;
use super::cue::{Cue, CueEntry};
use super::word::Word;
use crate::text::{KeyTable, sections};

pub(super) use crate::text::WordKey;

/// What is known of a word form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Entry {
    /// The classes that it belongs to.
    pub(super) classes: Classes,
    /// Its form, if it belongs to a reporting verb.
    pub(super) cue: Option<Cue>,
    /// Its identity, if a rule asks for it by itself.
    pub(super) word: Word,
}

/// A table of word forms in lower case.
///
/// Words are known by their keys alone; the tests of the lists hold that no two share one.
#[derive(Debug)]
pub(super) struct Lexicon {
    words: KeyTable<Entry>,
}

impl Lexicon {
    /// Builds the table from list files, words that rules ask for by themselves, and a cue table.
    ///
    /// A section that is no class is skipped; the tests of each language forbid them.
    pub(super) fn build(files: &[&str], spellings: &[(&str, Word)], cues: Vec<CueEntry>) -> Self {
        let mut lexicon = Self { words: KeyTable::default() };
        for &(text, word) in spellings {
            lexicon.entry(text).word = word;
        }
        for &file in files {
            let mut last = ("", Classes::NONE);
            for (section, text) in sections(file) {
                if section != last.0 {
                    last = (section, Classes::of_section(section).unwrap_or_default());
                }
                let entry = if text.bytes().all(|byte| byte.is_ascii_lowercase()) {
                    lexicon.entry(text)
                } else {
                    lexicon.entry(&text.to_lowercase())
                };
                entry.classes = entry.classes | last.1;
            }
        }
        for (text, cue, classes) in cues {
            let entry = lexicon.entry(&text);
            entry.classes = entry.classes | classes;
            entry.cue = Some(cue);
        }
        lexicon
    }

    /// Adds a class to a word in lower case.
    pub(super) fn add_class(&mut self, word: &str, class: Classes) {
        let entry = self.entry(word);
        entry.classes = entry.classes | class;
    }

    /// Adds `class` to every word that belongs to one of `classes`.
    pub(super) fn extend_classes(&mut self, classes: Classes, class: Classes) {
        for entry in self.words.values_mut() {
            if entry.classes.any(classes) {
                entry.classes = entry.classes | class;
            }
        }
    }

    /// Names every word of a class for rules that ask for it.
    pub(super) fn name_words(&mut self, class: Classes, word: Word) {
        for entry in self.words.values_mut() {
            if entry.classes.any(class) {
                entry.word = word;
            }
        }
    }

    /// Returns what is known of a word; nothing for words that no list holds.
    pub(super) fn get(&self, key: WordKey) -> Entry {
        self.words.get(key).copied().unwrap_or_default()
    }

    fn entry(&mut self, text: &str) -> &mut Entry {
        self.words.get_or_insert_with(WordKey::of(text.as_bytes()), Entry::default)
    }
}

#[cfg(test)]
mod tests {
    use super::{Entry, Lexicon, WordKey, sections};
    use crate::quotes::class::{DETERMINER, TITLE};

    fn look_up(lexicon: &Lexicon, word: &str) -> Entry {
        lexicon.get(WordKey::of(word.as_bytes()))
    }

    #[test]
    fn a_word_has_the_classes_of_all_its_sections() {
        let lexicon = Lexicon::build(&["[determiner]\nthe\n[title]\nthe Mayor"], &[], Vec::new());
        assert!(look_up(&lexicon, "the").classes.any(DETERMINER));
        assert!(look_up(&lexicon, "the").classes.any(TITLE));
        assert!(look_up(&lexicon, "mayor").classes.any(TITLE));
        assert_eq!(look_up(&lexicon, "unheard-of"), Entry::default());
    }

    #[test]
    fn no_two_words_of_the_lists_share_a_key() {
        let files = [
            include_str!("../../data/quotes/en/grammar.txt"),
            include_str!("../../data/quotes/en/people.txt"),
            include_str!("../../data/quotes/en/places.txt"),
            include_str!("../../data/quotes/en/given-names.txt"),
            include_str!("../../data/quotes/en/ranking.txt"),
            include_str!("../../data/quotes/de/grammar.txt"),
            include_str!("../../data/quotes/de/people.txt"),
        ];
        let words: std::collections::BTreeSet<String> =
            files.into_iter().flat_map(sections).map(|(_, word)| word.to_lowercase()).collect();
        let keys: std::collections::BTreeSet<WordKey> =
            words.iter().map(|word| WordKey::of(word.as_bytes())).collect();
        assert_eq!(keys.len(), words.len());
    }
}
