//! Stems that were computed before: a bounded memory of words and their stems.
//!
//! One table a thread, so that no lock is waited for; a word has one place in it, and a newer word
//! takes the place of an older one. Nothing but speed depends on what it holds.

use super::Language;
use super::stem::stem;
use foldhash::fast::FixedState;
use std::borrow::Cow;
use std::cell::RefCell;
use std::hash::BuildHasher;

/// Longest word and stem that are kept, in bytes.
pub(crate) const MAX_CACHED_BYTES: usize = 32;

/// Number of words that are kept, a power of two: with 68 bytes each about a megabyte.
const N_ENTRIES: usize = 1 << 14;

/// Returns the stem of a lower-case word; `buffer` holds it if it comes from the cache.
pub(crate) fn cached_stem<'w>(
    language: Language,
    word: &'w str,
    buffer: &'w mut [u8; MAX_CACHED_BYTES],
) -> Cow<'w, str> {
    if word.len() > MAX_CACHED_BYTES {
        return stem(language, word);
    }
    CACHE.with_borrow_mut(|cache| {
        if cache.is_empty() {
            cache.resize(N_ENTRIES, Entry::EMPTY);
        }
        let hash = FixedState::default().hash_one((language.index(), word));
        let place = usize::try_from(hash).unwrap_or(0) & (N_ENTRIES - 1);
        let Some(entry) = cache.get_mut(place) else { return stem(language, word) };
        if !entry.is(language, word) {
            let stemmed = stem(language, word);
            if !entry.keep(language, word, &stemmed) {
                return stemmed;
            }
        }
        *buffer = entry.stem;
        let stem = buffer.get(..usize::from(entry.stem_length)).unwrap_or_default();
        std::str::from_utf8(stem).map_or(Cow::Borrowed(word), Cow::Borrowed)
    })
}

thread_local! {
    static CACHE: RefCell<Vec<Entry>> = const { RefCell::new(Vec::new()) };
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    language: u8,
    word_length: u8,
    stem_length: u8,
    word: [u8; MAX_CACHED_BYTES],
    stem: [u8; MAX_CACHED_BYTES],
}

impl Entry {
    /// Holds no word: no word is empty.
    const EMPTY: Self = Self {
        language: u8::MAX,
        word_length: 0,
        stem_length: 0,
        word: [0; MAX_CACHED_BYTES],
        stem: [0; MAX_CACHED_BYTES],
    };

    fn is(&self, language: Language, word: &str) -> bool {
        usize::from(self.language) == language.index()
            && self.word.get(..usize::from(self.word_length)) == Some(word.as_bytes())
    }

    /// Takes a word and its stem in; false if they are too long.
    fn keep(&mut self, language: Language, word: &str, stem: &str) -> bool {
        let mut entry = Self::EMPTY;
        let (Ok(language), Ok(word_length), Ok(stem_length)) =
            (u8::try_from(language.index()), u8::try_from(word.len()), u8::try_from(stem.len()))
        else {
            return false;
        };
        let (Some(word_place), Some(stem_place)) =
            (entry.word.get_mut(..word.len()), entry.stem.get_mut(..stem.len()))
        else {
            return false;
        };
        word_place.copy_from_slice(word.as_bytes());
        stem_place.copy_from_slice(stem.as_bytes());
        *self = Self { language, word_length, stem_length, ..entry };
        true
    }
}

#[cfg(test)]
mod tests {
    use super::{MAX_CACHED_BYTES, cached_stem};
    use crate::text::Language;
    use crate::text::stem::stem;

    fn cached(language: Language, word: &str) -> String {
        cached_stem(language, word, &mut [0; MAX_CACHED_BYTES]).into_owned()
    }

    #[test]
    fn the_cache_gives_the_stem_whatever_it_holds() {
        // More words than places, twice, in two languages.
        for round in 0..2 {
            for number in 0..18_000 {
                let word = format!("{}ings", to_letters(number));
                for language in [Language::English, Language::German] {
                    assert_eq!(cached(language, &word), stem(language, &word), "round {round}");
                }
            }
        }
    }

    #[test]
    fn long_words_are_stemmed_without_the_cache() {
        let word = "a".repeat(40) + "ings";
        assert_eq!(cached(Language::English, &word), stem(Language::English, &word));
    }

    fn to_letters(number: u32) -> String {
        let letter =
            |shift: u32| char::from(b'a' + u8::try_from(number >> shift & 15).unwrap_or(0));
        [letter(12), letter(8), letter(4), letter(0)].iter().collect()
    }
}
