//! Phrases that give service lines away, found by their first word.
//!
//! Reads `data/boilerplate`; knows how to look phrases up, not what they mean for a paragraph.

use super::character::is_word_char;
use super::language_file::language_file;
use super::lower::{Lower, fold};
use super::word_list::entries;
use super::word_shapes::WordShapes;
use super::{Language, Span};
use foldhash::fast::FixedState;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Where in a paragraph a phrase must stand to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CueKind {
    /// It is the whole paragraph.
    Whole,
    /// The paragraph starts with it.
    Starts,
    /// The paragraph starts with it and a colon follows.
    Label,
    /// Anywhere.
    Contains,
    /// A byline starts with it.
    Byline,
}

/// The phrases of one language.
#[derive(Debug, Default)]
pub(crate) struct CueTable {
    opening: PhraseTable,
    anywhere: PhraseTable,
}

/// A phrase that was found in a paragraph.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cue {
    pub(crate) kind: CueKind,
    /// Where it ends in the text.
    pub(crate) end: usize,
}

impl CueTable {
    fn parse(data: &'static str) -> Self {
        let mut table = Self::default();
        let mut kind = CueKind::Starts;
        for line in entries(data) {
            match line {
                "[whole]" => kind = CueKind::Whole,
                "[starts]" => kind = CueKind::Starts,
                "[label]" => kind = CueKind::Label,
                "[contains]" => kind = CueKind::Contains,
                "[byline]" => kind = CueKind::Byline,
                phrase if kind == CueKind::Contains => table.anywhere.add(phrase, kind),
                phrase => table.opening.add(phrase, kind),
            }
        }
        table
    }

    /// Iterates over the phrases that start with the first word and are no bylines' openings, and over
    /// those that count anywhere.
    pub(crate) fn find<'a>(
        &'a self,
        text: &'a str,
        words: &'a [Span],
    ) -> impl Iterator<Item = Cue> + 'a {
        let first = words.first().into_iter();
        let opening = first.flat_map(move |&word| self.opening.starting_at(text, word));
        opening.chain(words.iter().flat_map(move |&word| self.anywhere.starting_at(text, word)))
    }

    /// Returns where the phrase ends that opens a byline with the first word.
    pub(crate) fn byline_end(&self, text: &str, first: Span) -> Option<usize> {
        let bylines =
            self.opening.starting_at(text, first).filter(|cue| cue.kind == CueKind::Byline);
        bylines.map(|cue| cue.end).max()
    }
}

/// Phrases by their first word.
#[derive(Debug, Default)]
struct PhraseTable {
    phrases: HashMap<&'static [u8], Vec<(&'static str, CueKind)>, FixedState>,
    shapes: WordShapes,
}

impl PhraseTable {
    fn add(&mut self, phrase: &'static str, kind: CueKind) {
        let is_parting = |c: char| !is_word_char(c) && !matches!(c, '\'' | '-' | '.');
        let first = phrase.split(is_parting).find(|word| !word.is_empty()).unwrap_or(phrase);
        self.shapes.add(first);
        self.phrases.entry(first.as_bytes()).or_default().push((phrase, kind));
    }

    fn starting_at<'a>(&'a self, text: &'a str, word: Span) -> impl Iterator<Item = Cue> + 'a {
        let bytes = text.as_bytes().get(word.start()..word.end()).unwrap_or_default();
        let phrases = if self.shapes.may_hold(bytes) {
            let lower = Lower::of(word.slice(text).unwrap_or_default());
            self.phrases.get(lower.as_bytes()).map_or(&[][..], Vec::as_slice)
        } else {
            &[]
        };
        phrases.iter().filter_map(move |&(phrase, kind)| {
            Some(Cue { kind, end: match_end(text, word.start(), phrase)? })
        })
    }
}

/// Returns the cues of a language; without one, none.
pub(crate) fn cues(language: Option<Language>) -> &'static CueTable {
    static TABLES: LazyLock<Vec<CueTable>> = LazyLock::new(|| {
        Language::ALL
            .into_iter()
            .map(|language| CueTable::parse(language_file!("boilerplate", language)))
            .collect()
    });
    static NONE: LazyLock<CueTable> = LazyLock::new(CueTable::default);
    language.and_then(|language| TABLES.get(language.index())).unwrap_or(&NONE)
}

/// Returns the cues of English service lines within the story.
pub(crate) fn sentence_cues() -> &'static CueTable {
    static TABLE: LazyLock<CueTable> =
        LazyLock::new(|| CueTable::parse(include_str!("../../data/boilerplate/sentences.txt")));
    &TABLE
}

/// Returns where a phrase ends that starts at `at`, whatever its case; `None` if it doesn't.
fn match_end(text: &str, at: usize, phrase: &str) -> Option<usize> {
    let mut end = at;
    let mut expected = phrase.chars().peekable();
    let mut following = text.get(at..)?.chars();
    while expected.peek().is_some() {
        let c = following.next()?;
        end += c.len_utf8();
        if c.is_whitespace() {
            expected.next_if_eq(&' ')?;
            continue;
        }
        for lower in fold(c) {
            expected.next_if_eq(&lower)?;
        }
    }
    let is_cut = phrase.ends_with(is_word_char) && following.next().is_some_and(is_word_char);
    (!is_cut).then_some(end)
}
