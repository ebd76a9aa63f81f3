//! Words that were read before with their stems, and the terms of the current document.
//!
//! One memory a thread, so that no lock is waited for. A word has one place in it, as it is written,
//! and takes it from the older of the two that share it: nothing but speed depends on what it holds. The
//! terms stand in a table of their own, which is emptied for each document.

use super::form::{N_FIRST_PLACES, N_NUMBERS};
use super::stem_table::StemTable;
use super::{FormId, Language, TermId};
use foldhash::fast::FixedState;
use std::cell::Cell;
use std::hash::{BuildHasher, Hasher};
use std::sync::atomic::{AtomicU64, Ordering};

/// Longest word and stem that are kept, in bytes.
const MAX_BYTES: usize = 40;

/// Number of places, a power of two: with two words of 112 bytes each 1.8 MiB.
const N_PLACES: usize = 1 << 13;

/// The numbers below this one are taken.
static NEXT_NUMBERS: AtomicU64 = AtomicU64::new(0);

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
    /// The number of the last new word.
    last_number: u64,
}

impl TermMemory {
    const EMPTY: Self =
        Self { entries: Vec::new(), terms: StemTable::EMPTY, document: 0, last_number: 0 };

    /// Takes the thread's memory for a new document.
    pub(super) fn take() -> Self {
        let mut memory = MEMORY.replace(Self::EMPTY);
        if memory.entries.is_empty() {
            memory.entries.resize(N_FIRST_PLACES, [Entry::EMPTY; 2]);
        }
        memory.terms.clear();
        memory.document += 1;
        memory
    }

    /// Gives the memory back to the thread.
    pub(super) fn give_back(&mut self) {
        MEMORY.set(std::mem::replace(self, Self::EMPTY));
    }

    /// Returns the term of a word in the current document, `None` if it has none, and its form. `stem`
    /// is asked for the stem of a word that isn't known, `None` if it has no term in any document.
    pub(super) fn read(
        &mut self,
        language: Option<Language>,
        word: &str,
        stem: impl FnOnce() -> Option<String>,
    ) -> (Option<TermId>, FormId) {
        let mut hasher = FixedState::default().build_hasher();
        hasher.write(word.as_bytes());
        let hash = usize::try_from(hasher.finish()).unwrap_or(0);
        let n_places = self.entries.len();
        let Some([mut entry, older]) =
            self.entries.get_mut(hash & n_places.wrapping_sub(1)).map(<[Entry; 2]>::each_mut)
        else {
            return (None, FormId::UNKNOWN);
        };
        if !entry.is(language, word) {
            std::mem::swap(entry, older);
            if !entry.is(language, word) {
                let stem = stem();
                let Some(new) = Entry::new(language, word, stem.as_deref()) else {
                    let term = stem.map(|stem| self.terms.intern(stem.as_bytes()));
                    return (term, FormId::UNKNOWN);
                };
                if self.last_number.is_multiple_of(N_NUMBERS) {
                    self.last_number = NEXT_NUMBERS.fetch_add(N_NUMBERS, Ordering::Relaxed);
                }
                self.last_number += 1;
                let is_full = self.last_number % N_NUMBERS > N_FIRST_PLACES as u64;
                if is_full && n_places < N_PLACES {
                    self.entries.clear();
                    self.entries.resize(N_PLACES, [Entry::EMPTY; 2]);
                    let Some([place, _]) = self.entries.get_mut(hash & (N_PLACES - 1)) else {
                        return (None, FormId::UNKNOWN);
                    };
                    entry = place;
                }
                *entry = Entry { form: FormId::new(self.last_number, word), ..new };
            }
        }
        if entry.document != self.document {
            entry.term = entry.stem().map(|stem| self.terms.intern(stem));
            entry.document = self.document;
        }
        (entry.term, entry.form)
    }
}

/// One word.
#[derive(Debug, Clone, Copy)]
struct Entry {
    /// The document that it was read in last, and its term there.
    document: u64,
    form: FormId,
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
        form: FormId::UNKNOWN,
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
                    let (term, form) = memory.read(Some(language), &word, || Some(stem));
                    assert_eq!(term, Some(expected), "{word}, round {round}");
                    assert!(form.is_plain());
                }
            }
            memory.give_back();
        }
    }

    #[test]
    fn long_words_and_words_without_a_term_are_told_apart() {
        let mut memory = TermMemory::take();
        let long = "a".repeat(100);
        assert_eq!(memory.read(None, &long, || Some(long.clone())).0, Some(TermId(0)));
        assert_eq!(memory.read(None, &long, || Some(long.clone())).0, Some(TermId(0)));
        assert_eq!(memory.read(None, "the", || None).0, None);
        assert_eq!(memory.read(None, "the", || None).0, None);
        assert_eq!(memory.read(None, "boat", || Some(long.clone())).0, Some(TermId(0)));
    }

    fn to_letters(number: u32) -> String {
        let letter =
            |shift: u32| char::from(b'a' + u8::try_from(number >> shift & 15).unwrap_or(0));
        [letter(12), letter(8), letter(4), letter(0)].iter().collect()
    }
}
