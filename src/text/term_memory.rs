//! Words that were read before with their stems, and the terms of the current document.
//!
//! One memory a thread, so that no lock is waited for. A word has one place in it, as it is written,
//! and takes it from the older of the two that share it: nothing but speed depends on what it holds. The
//! terms stand in a table of their own, which is emptied for each document.

use super::stem_table::StemTable;
use super::{Language, TermId};
use foldhash::fast::FixedState;
use std::cell::Cell;
use std::hash::{BuildHasher, Hasher};

/// Longest word and stem that are kept, in bytes.
const MAX_BYTES: usize = 40;

/// Number of places, a power of two: with two words of 104 bytes each 1.6 MiB.
const N_PLACES: usize = 1 << 13;

thread_local! {
    static MEMORY: Cell<TermMemory> = const { Cell::new(TermMemory::EMPTY) };
}

/// The words of all documents and the terms of the current one.
#[derive(Debug)]
pub(super) struct TermMemory {
    /// Two words a place, the last one that was asked for first.
    entries: Vec<[Entry; 2]>,
    pub(super) terms: StemTable,
    /// The number of the current document, from 1.
    document: u64,
}

impl TermMemory {
    const EMPTY: Self = Self { entries: Vec::new(), terms: StemTable::EMPTY, document: 0 };

    /// Takes the thread's memory for a new document.
    pub(super) fn take() -> Self {
        let mut memory = MEMORY.replace(Self::EMPTY);
        memory.entries.resize(N_PLACES, [Entry::EMPTY; 2]);
        memory.terms.clear();
        memory.document += 1;
        memory
    }

    /// Gives the memory back to the thread.
    pub(super) fn give_back(&mut self) {
        MEMORY.set(std::mem::replace(self, Self::EMPTY));
    }

    /// Returns the term of a word in the current document; `None` if it has none. `stem` is asked
    /// for the stem of a word that isn't known, `None` if it has no term in any document.
    pub(super) fn term(
        &mut self,
        language: Option<Language>,
        word: &str,
        stem: impl FnOnce() -> Option<String>,
    ) -> Option<TermId> {
        let mut hasher = FixedState::default().build_hasher();
        hasher.write(word.as_bytes());
        let place = usize::try_from(hasher.finish()).unwrap_or(0) & (N_PLACES - 1);
        let [entry, older] = self.entries.get_mut(place)?;
        if !entry.is(language, word) {
            std::mem::swap(entry, older);
        }
        if !entry.is(language, word) {
            let stem = stem();
            match Entry::new(language, word, stem.as_deref()) {
                Some(new) => *entry = new,
                None => return stem.map(|stem| self.terms.intern(stem.as_bytes())),
            }
        }
        if entry.document != self.document {
            entry.term = entry.stem().map(|stem| self.terms.intern(stem));
            entry.document = self.document;
        }
        entry.term
    }
}

/// One word.
#[derive(Debug, Clone, Copy)]
struct Entry {
    /// The document that it was read in last, and its term there.
    document: u64,
    term: Option<TermId>,
    language: Option<Language>,
    word_length: u8,
    /// 0 if the word has no term.
    stem_length: u8,
    word: [u8; MAX_BYTES],
    stem: [u8; MAX_BYTES],
}

impl Entry {
    /// Holds no word: no word is empty.
    const EMPTY: Self = Self {
        document: 0,
        term: None,
        language: None,
        word_length: 0,
        stem_length: 0,
        word: [0; MAX_BYTES],
        stem: [0; MAX_BYTES],
    };

    /// Holds a word and its stem; `None` if they are too long.
    fn new(language: Option<Language>, word: &str, stem: Option<&str>) -> Option<Self> {
        let mut entry = Self { language, ..Self::EMPTY };
        entry.word_length = put(word, &mut entry.word)?;
        entry.stem_length = put(stem.unwrap_or_default(), &mut entry.stem)?;
        Some(entry)
    }

    fn is(&self, language: Option<Language>, word: &str) -> bool {
        self.language == language
            && self.word.get(..usize::from(self.word_length)) == Some(word.as_bytes())
    }

    fn stem(&self) -> Option<&[u8]> {
        self.stem.get(..usize::from(self.stem_length)).filter(|stem| !stem.is_empty())
    }
}

/// Copies a text to the start of `bytes` and returns its length; `None` if it is too long.
fn put(text: &str, bytes: &mut [u8; MAX_BYTES]) -> Option<u8> {
    bytes.get_mut(..text.len())?.copy_from_slice(text.as_bytes());
    u8::try_from(text.len()).ok()
}

#[cfg(test)]
mod tests {
    use super::{TermId, TermMemory};
    use crate::text::Language;
    use crate::text::stem::stem;
    use std::collections::HashMap;

    #[test]
    fn words_keep_their_terms_whatever_the_memory_holds() {
        // More words than places, twice, in two languages.
        for language in [Language::English, Language::German, Language::English] {
            let mut memory = TermMemory::take();
            let mut stems: HashMap<String, TermId> = HashMap::new();
            for round in 0..2 {
                for number in 0..18_000 {
                    let word = format!("{}ings", to_letters(number));
                    let stem = stem(language, &word).into_owned();
                    let next = TermId(u32::try_from(stems.len()).unwrap_or(0));
                    let expected = *stems.entry(stem.clone()).or_insert(next);
                    let term = memory.term(Some(language), &word, || Some(stem));
                    assert_eq!(term, Some(expected), "{word}, round {round}");
                }
            }
            memory.give_back();
        }
    }

    #[test]
    fn long_words_and_words_without_a_term_are_told_apart() {
        let mut memory = TermMemory::take();
        let long = "a".repeat(100);
        assert_eq!(memory.term(None, &long, || Some(long.clone())), Some(TermId(0)));
        assert_eq!(memory.term(None, &long, || Some(long.clone())), Some(TermId(0)));
        assert_eq!(memory.term(None, "the", || None), None);
        assert_eq!(memory.term(None, "the", || None), None);
        assert_eq!(memory.term(None, "boat", || Some(long.clone())), Some(TermId(0)));
    }

    fn to_letters(number: u32) -> String {
        let letter =
            |shift: u32| char::from(b'a' + u8::try_from(number >> shift & 15).unwrap_or(0));
        [letter(12), letter(8), letter(4), letter(0)].iter().collect()
    }
}
