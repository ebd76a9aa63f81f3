//! The words of a story whose form is known: their classes and their key, without a second look at
//! their letters.
//!
//! Only plain words, which are words to this module's tokens as well; the others are read by `token`.

use super::form::classify;
use super::lexicon::{Class, Lexicon};
use super::token::{Source, ends_word, word_length};
use crate::text::{Document, FormCursor, FormMemory, Language, SentenceId, Span};
use foldhash::fast::FixedState;
use std::cell::Cell;
use std::hash::BuildHasher;

/// A word without genitive and plural, by its hash: equal words have equal keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct WordKey(u64);

/// What is known of a word.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct KnownWord {
    pub(super) class: Class,
    /// `None` for words that tell nothing of the subject.
    pub(super) key: Option<WordKey>,
}

thread_local! {
    static MEMORY: Cell<FormMemory<KnownWord>> = Cell::default();
}

/// The words of a story, read from its start to its end.
pub(super) struct KnownWords<'d> {
    cursor: FormCursor<'d>,
    memory: FormMemory<KnownWord>,
    has_lists: bool,
}

impl<'d> KnownWords<'d> {
    /// The words of a sentence.
    pub(super) fn of_sentence(document: &'d Document<'_>, id: SentenceId) -> Self {
        let sentence = document.sentence(id);
        let cursor = FormCursor::new(document.words(sentence), document.forms(sentence));
        Self { cursor, ..Self::of(document) }
    }

    /// The words of a whole story.
    pub(super) fn of(document: &'d Document<'_>) -> Self {
        let has_lists = document.language().rules == Some(Language::English);
        Self { cursor: document.form_cursor(), memory: MEMORY.take(), has_lists }
    }
}
