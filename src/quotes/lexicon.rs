//! What is known of a word: its classes, its reporting-verb form, its identity for rules.
//!
//! Depends on the list files under `data/`. One look-up a token; knows nothing of positions.

use super::class::Classes;
use super::cue::{Cue, CueEntry};
use crate::text::sections;
use super::word::Word;

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
#[derive(Debug)]
pub(super) struct Lexicon {
    slots: Vec<u32>,
    words: Vec<(WordKey, String, Entry)>,
}

/// A hash of a word in lower case: equal words have equal keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub(super) struct WordKey(pub(super) u64);

impl WordKey {
    /// Hashes a word's bytes, eight at a time.
    pub(super) fn of(word: &[u8]) -> Self {
        const MULTIPLIER: u64 = 0x9E37_79B9_7F4A_7C15;
        let mut hash = word.len() as u64;
        for chunk in word.chunks(8) {
            let mut bytes = [0; 8];
            for (to, from) in bytes.iter_mut().zip(chunk) {
                *to = *from;
            }
            hash = (hash ^ u64::from_le_bytes(bytes)).wrapping_mul(MULTIPLIER);
            hash ^= hash >> 29;
        }
        Self(hash.wrapping_mul(MULTIPLIER))
    }
}

impl Lexicon {
    /// Builds the table from list files, words that rules ask for by themselves, and a cue table.
    ///
    /// A section that is no class is skipped; the tests of each language forbid them.
    pub(super) fn build(files: &[&str], spellings: &[(&str, Word)], cues: Vec<CueEntry>) -> Self {
        let mut lexicon = Self { slots: vec![0; 1 << 15], words: Vec::new() };
        for &(text, word) in spellings {
            lexicon.entry(text).word = word;
        }
        for &file in files {
            for (section, text) in sections(file) {
                let class = Classes::of_section(section).unwrap_or_default();
                let entry = lexicon.entry(&text.to_lowercase());
                entry.classes = entry.classes | class;
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
        for (_, _, entry) in &mut self.words {
            if entry.classes.any(classes) {
                entry.classes = entry.classes | class;
            }
        }
    }

    /// Names every word of a class for rules that ask for it.
    pub(super) fn name_words(&mut self, class: Classes, word: Word) {
        for (_, _, entry) in &mut self.words {
            if entry.classes.any(class) {
                entry.word = word;
            }
        }
    }

    /// Returns what is known of a word in lower case; nothing for words that no list holds.
    pub(super) fn get(&self, key: WordKey, word: &[u8]) -> Entry {
        let mut slot = self.slot_of(key);
        loop {
            match self.slots.get(slot).copied() {
                None | Some(0) => return Entry::default(),
                Some(number) => {
                    if let Some((known, text, entry)) = self.words.get(number as usize - 1)
                        && *known == key
                        && text.as_bytes() == word
                    {
                        return *entry;
                    }
                }
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
    }

    fn slot_of(&self, key: WordKey) -> usize {
        // The high bits of a multiplicative hash are its best ones.
        usize::try_from(key.0 >> 40).unwrap_or_default() & (self.slots.len() - 1)
    }

    fn entry(&mut self, text: &str) -> &mut Entry {
        let key = WordKey::of(text.as_bytes());
        let mut slot = self.slot_of(key);
        let number = loop {
            let number = self.slots[slot];
            if number == 0 {
                self.words.push((key, text.to_owned(), Entry::default()));
                let number = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
                self.slots[slot] = number;
                break number;
            }
            if self.words[number as usize - 1].1 == text {
                break number;
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        };
        &mut self.words[number as usize - 1].2
    }
}

#[cfg(test)]
mod tests {
    use super::{Entry, Lexicon, WordKey};
    use crate::quotes::class::{DETERMINER, TITLE};

    fn look_up(lexicon: &Lexicon, word: &str) -> Entry {
        lexicon.get(WordKey::of(word.as_bytes()), word.as_bytes())
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
    fn keys_tell_words_apart_by_every_byte() {
        assert_ne!(WordKey::of(b"abcdefgh"), WordKey::of(b"abcdefghi"));
        assert_ne!(WordKey::of(b"ab"), WordKey::of(b"ba"));
    }
}
