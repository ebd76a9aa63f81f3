//! What is known of a word: its classes, its reporting-verb form, its identity for rules.
//!
//! Depends on the list files under `data/`. One look-up a token; knows nothing of positions.

use super::class::Classes;
use super::cue::{Cue, CueEntry};
use super::word::Word;
use crate::text::sections;

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

/// A table of word forms in lower case: open addressing, at most half full.
///
/// Words are known by their keys alone; the tests of the lists hold that no two share one.
#[derive(Debug)]
pub(super) struct Lexicon {
    slots: Vec<u16>,
    words: Vec<(WordKey, Entry)>,
}

/// The number of slots: more than twice the words of any language's lists.
const N_SLOTS: usize = 1 << 15;

impl Lexicon {
    /// Builds the table from list files, words that rules ask for by themselves, and a cue table.
    ///
    /// A section that is no class is skipped; the tests of each language forbid them.
    pub(super) fn build(files: &[&str], spellings: &[(&str, Word)], cues: Vec<CueEntry>) -> Self {
        let mut lexicon = Self { slots: vec![0; N_SLOTS], words: Vec::with_capacity(1 << 13) };
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
        for (_, entry) in &mut self.words {
            if entry.classes.any(classes) {
                entry.classes = entry.classes | class;
            }
        }
    }

    /// Names every word of a class for rules that ask for it.
    pub(super) fn name_words(&mut self, class: Classes, word: Word) {
        for (_, entry) in &mut self.words {
            if entry.classes.any(class) {
                entry.word = word;
            }
        }
    }

    /// Returns what is known of a word; nothing for words that no list holds.
    pub(super) fn get(&self, key: WordKey) -> Entry {
        let mut slot = slot_of(key);
        loop {
            match self.slots.get(slot) {
                None | Some(0) => return Entry::default(),
                Some(&number) => {
                    if let Some((known, entry)) = self.words.get(usize::from(number) - 1)
                        && *known == key
                    {
                        return *entry;
                    }
                }
            }
            slot = (slot + 1) % N_SLOTS;
        }
    }

    fn entry(&mut self, text: &str) -> &mut Entry {
        let key = WordKey::of(text.as_bytes());
        let mut slot = slot_of(key);
        let number = loop {
            let number = self.slots[slot];
            if number == 0 {
                self.words.push((key, Entry::default()));
                let number = u16::try_from(self.words.len()).unwrap_or(u16::MAX);
                self.slots[slot] = number;
                break number;
            }
            if self.words[usize::from(number) - 1].0 == key {
                break number;
            }
            slot = (slot + 1) % N_SLOTS;
        };
        &mut self.words[usize::from(number) - 1].1
    }
}

fn slot_of(key: WordKey) -> usize {
    // The high bits of a multiplicative hash are its best ones.
    usize::try_from(key.0 >> 40).unwrap_or_default() % N_SLOTS
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
