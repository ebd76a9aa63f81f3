//! What is known of a story's words: classes, and the key under which mentions of a word meet.
//!
//! Found out once for each form that a thread meets, not for each occurrence. Holds for plain words
//! only, which are words by `token`'s rules as well as by the document's.

use super::form::classify;
use super::lexicon::{Class, Lexicon};
use super::token::{Source, is_plain, word_length};
use crate::text::{Document, FormCursor, FormId, FormMemory, Language, SentenceId, Span, WordKey};
use std::cell::Cell;

/// The key of a word in lower case with its classes, without genitive and plural; `None` if it tells
/// nothing of the subject. `has_lists`: the stop words are English.
pub(super) fn subject_key(lower: &str, class: Class, has_lists: bool) -> Option<WordKey> {
    if has_lists && class.any(Class::STOP) {
        return None;
    }
    bare(lower, has_lists).map(|bare| WordKey::of(bare.as_bytes()))
}

/// The word without genitive and plural; `None` for words that are too short.
fn bare(word: &str, has_lists: bool) -> Option<&str> {
    if word.len() < 2 {
        return None;
    }
    if !has_lists {
        return (word.len() > 3).then_some(word);
    }
    let word = word.strip_suffix("'s").or(word.strip_suffix("’s")).unwrap_or(word);
    let is_plural = word.len() > 4 && word.ends_with('s') && !word.ends_with("ss");
    Some(if is_plural { word.get(..word.len() - 1).unwrap_or(word) } else { word })
}

thread_local! {
    static MEMORY: Cell<(FormMemory<Class>, FormMemory<Option<WordKey>>)> = Cell::default();
}

/// The words of a story or a sentence, read from the start to the end.
#[derive(Default)]
pub(super) struct KnownWords<'d> {
    cursor: FormCursor<'d>,
    classes: FormMemory<Class>,
    keys: FormMemory<Option<WordKey>>,
    has_lists: bool,
}

impl<'d> KnownWords<'d> {
    /// The words of a whole story.
    pub(super) fn of(document: &'d Document<'_>) -> Self {
        let has_lists = document.language().rules == Some(Language::English);
        let (classes, keys) = MEMORY.take();
        Self { cursor: document.form_cursor(), classes, keys, has_lists }
    }

    /// The words of one sentence.
    pub(super) fn of_sentence(document: &'d Document<'_>, id: SentenceId) -> Self {
        let sentence = document.sentence(id);
        let cursor = FormCursor::new(document.words(sentence), document.forms(sentence));
        let mut words = Self::of(document);
        words.cursor = cursor;
        words
    }

    /// The plain word that starts at `at` in a piece of text that ends at `end`, and its classes; `None`
    /// if `token`'s rules have to be asked.
    #[inline]
    pub(super) fn class_at(
        &mut self,
        source: Source<'_>,
        at: usize,
        end: usize,
    ) -> Option<(Span, Class)> {
        let (word, form) = self.plain_word(source, at, end)?;
        let class = self.classes.find(form).unwrap_or_else(|| {
            let class = classify(source.text(word), source.lower(word));
            self.classes.keep(form, class);
            class
        });
        Some((word, class))
    }

    /// The same with the word's key.
    fn key_at(
        &mut self,
        source: Source<'_>,
        at: usize,
        end: usize,
    ) -> Option<(Span, Option<WordKey>)> {
        let (word, form) = self.plain_word(source, at, end)?;
        let key = self.keys.find(form).unwrap_or_else(|| {
            let key = self.listed_key(source.lower(word));
            self.keys.keep(form, key);
            key
        });
        Some((word, key))
    }

    #[inline]
    fn plain_word(&mut self, source: Source<'_>, at: usize, end: usize) -> Option<(Span, FormId)> {
        let (length, form) = self.cursor.plain_word_at(at)?;
        let rest = source.text.as_bytes().get(at..end)?;
        is_plain(rest, length).then(|| (Span::new(at, at + length), form))
    }

    /// The key of a word in lower case of which nothing is known.
    fn listed_key(&self, lower: &str) -> Option<WordKey> {
        subject_key(lower, Lexicon::english().classes(lower), self.has_lists)
    }

    /// Calls `visit` with the key of each word of a piece of text that has one.
    pub(super) fn for_each_key(
        &mut self,
        source: Source<'_>,
        piece: Span,
        mut visit: impl FnMut(WordKey),
    ) {
        let mut at = piece.start();
        while at < piece.end() {
            if source.text.as_bytes().get(at) == Some(&b' ') {
                at += 1;
                continue;
            }
            if let Some((word, key)) = self.key_at(source, at, piece.end()) {
                key.into_iter().for_each(&mut visit);
                at = word.end();
                continue;
            }
            let Some(rest) = source.text.get(at..piece.end()) else { break };
            let Some(first) = rest.chars().next() else { break };
            let length = word_length(rest);
            if length > 0 {
                let lower = source.lower(Span::new(at, at + length));
                self.listed_key(lower).into_iter().for_each(&mut visit);
            }
            at += length.max(first.len_utf8());
        }
    }
}

impl Drop for KnownWords<'_> {
    fn drop(&mut self) {
        MEMORY.set((std::mem::take(&mut self.classes), std::mem::take(&mut self.keys)));
    }
}
