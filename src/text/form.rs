//! Words as they are written, numbered, so that what is known of one need not be found out again.
//!
//! The numbers come from the thread's memory of words; no two words of a process share one, and a word
//! that was forgotten gets another when it comes back. What is kept by them is nothing but speed.

use super::Span;

/// The number of a word as it is written in a language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct FormId(u64);

impl FormId {
    /// Of words that aren't remembered.
    pub(crate) const UNKNOWN: Self = Self(0);

    /// Makes the id of the word with a number from 1.
    pub(crate) fn new(number: u64, word: &str) -> Self {
        let is_plain = word.bytes().all(|byte| byte.is_ascii_alphanumeric());
        Self(number << 1 | u64::from(is_plain))
    }

    /// Tells whether the word holds nothing but ASCII letters and digits.
    pub(crate) fn is_plain(self) -> bool {
        self.0 & 1 == 1
    }
}

/// The number of places, a power of two.
const N_PLACES: usize = 1 << 12;

/// The number of places of the thread's memories while it has read no more words than these: a short text,
/// or a few sentences of each language when a program builds its tables, need no more.
pub(super) const N_FIRST_PLACES: usize = 1 << 10;

/// Words are numbered from 1, each memory taking so many numbers at a time.
pub(super) const N_NUMBERS: u64 = 1 << 16;

/// What a reader knows of the words that it met last, by their forms.
#[derive(Debug)]
pub(crate) struct FormMemory<T> {
    places: Vec<(FormId, T)>,
}

impl<T> Default for FormMemory<T> {
    /// Holds nothing and takes no room.
    fn default() -> Self {
        Self { places: Vec::new() }
    }
}

impl<T: Copy + Default> FormMemory<T> {
    /// Returns what is known of a form, if it is remembered.
    #[inline]
    pub(crate) fn find(&self, form: FormId) -> Option<T> {
        let (known, value) = self.places.get(self.place_of(form))?;
        (*known == form && form != FormId::UNKNOWN).then_some(*value)
    }

    /// Remembers what is known of a form.
    #[cold]
    pub(crate) fn keep(&mut self, form: FormId, value: T) {
        let n_words = (form.0 >> 1) % N_NUMBERS;
        let n_places = if n_words < N_FIRST_PLACES as u64 { N_FIRST_PLACES } else { N_PLACES };
        if self.places.len() < n_places {
            self.places.resize(n_places, (FormId::UNKNOWN, T::default()));
        }
        let place = self.place_of(form);
        if let Some(place) = self.places.get_mut(place) {
            *place = (form, value);
        }
    }

    fn place_of(&self, form: FormId) -> usize {
        usize::try_from(form.0 >> 1).unwrap_or(0) & self.places.len().wrapping_sub(1)
    }
}

/// The words of a stretch of text with their forms, for whoever reads it by rules of its own.
#[derive(Debug, Clone, Default)]
pub(crate) struct FormCursor<'d> {
    words: &'d [Span],
    forms: &'d [FormId],
    /// How many words were passed.
    n_passed: usize,
}

impl<'d> FormCursor<'d> {
    pub(crate) fn new(words: &'d [Span], forms: &'d [FormId]) -> Self {
        Self { words, forms, n_passed: 0 }
    }

    /// Returns the length and the form of the plain word that starts at an offset, if one does and is
    /// remembered. The offsets of the calls must ascend.
    #[inline]
    pub(crate) fn plain_word_at(&mut self, at: usize) -> Option<(usize, FormId)> {
        loop {
            let word = self.words.get(self.n_passed)?;
            if word.start() > at {
                return None;
            }
            let form = *self.forms.get(self.n_passed)?;
            self.n_passed += 1;
            if word.start() == at {
                return form.is_plain().then_some((word.len(), form));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{FormCursor, FormId, FormMemory, N_PLACES, Span};

    #[test]
    fn what_is_known_is_that_of_the_form_whatever_was_remembered() {
        let mut memory = FormMemory::default();
        let forms = [1, 2, N_PLACES as u64 + 1].map(|number| FormId::new(number, "word"));
        assert_eq!(memory.find(forms[0]), None);
        for (form, value) in forms.into_iter().zip(1..) {
            memory.keep(form, value);
            assert_eq!(memory.find(form), Some(value));
        }
        assert_eq!(memory.find(forms[1]), Some(2));
        assert_eq!(memory.find(forms[0]), None, "the third shares its place");
        memory.keep(FormId::UNKNOWN, 7);
        assert_eq!(memory.find(FormId::UNKNOWN), None);
    }

    #[test]
    fn only_plain_words_are_found_and_only_where_they_start() {
        let words = [Span::new(0, 3), Span::new(4, 9), Span::new(10, 12)];
        let forms = [FormId::new(1, "the"), FormId::new(2, "l’été"), FormId::new(3, "is")];
        let mut cursor = FormCursor::new(&words, &forms);
        let found: Vec<_> = (0..14).filter_map(|at| cursor.plain_word_at(at)).collect();
        assert_eq!(found, [(3, forms[0]), (2, forms[2])]);
    }
}
