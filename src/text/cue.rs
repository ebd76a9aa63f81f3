//! Phrases that give service lines away, found by their first word.
//!
//! Reads `data/boilerplate`; knows how to look phrases up, not what they mean for a paragraph.

use super::character::is_word_char;
use super::word_list::entries;
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
    by_first_word: HashMap<&'static str, Vec<(&'static str, CueKind)>, FixedState>,
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
                phrase => {
                    let first = phrase
                        .split(|c: char| !is_word_char(c) && !matches!(c, '\'' | '-' | '.'))
                        .find(|word| !word.is_empty());
                    table
                        .by_first_word
                        .entry(first.unwrap_or(phrase))
                        .or_default()
                        .push((phrase, kind));
                }
            }
        }
        table
    }

    /// Iterates over the phrases found: index of the first word, kind, number of words.
    pub(crate) fn find<'a>(
        &'a self,
        text: &'a str,
        words: &'a [Span],
    ) -> impl Iterator<Item = (usize, CueKind, usize)> + 'a {
        let mut lower = String::new();
        words.iter().enumerate().flat_map(move |(index, span)| {
            lower.clear();
            for c in span.slice(text).unwrap_or_default().chars() {
                lower.extend(c.to_lowercase());
            }
            let phrases = self.by_first_word.get(lower.as_str()).map_or(&[][..], Vec::as_slice);
            phrases.iter().filter_map(move |&(phrase, kind)| {
                let end = match_end(text, span.start(), phrase)?;
                let n_words = words.iter().skip(index).take_while(|word| word.end() <= end).count();
                Some((index, kind, n_words))
            })
        })
    }

    /// Returns how many words at the start open a byline, 0 if none do.
    pub(crate) fn byline_words(&self, text: &str, words: &[Span]) -> usize {
        let first = words.get(..1).unwrap_or_default();
        self.find(text, first)
            .filter(|&(_, kind, _)| kind == CueKind::Byline)
            .map(|(_, _, n)| n.max(1))
            .max()
            .unwrap_or(0)
    }
}

/// Returns the cues of a language; without one, none.
pub(crate) fn cues(language: Option<Language>) -> &'static CueTable {
    static TABLES: LazyLock<Vec<CueTable>> = LazyLock::new(|| {
        Language::ALL.into_iter().map(|language| CueTable::parse(data(language))).collect()
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
    let mut following = text.get(at..)?.chars();
    'phrase: for wanted in phrase.chars() {
        let c = following.next()?;
        end += c.len_utf8();
        if wanted == ' ' && c.is_whitespace() || wanted == '\'' && c == '’' {
            continue;
        }
        let mut wanted = Some(wanted);
        for lower in c.to_lowercase() {
            if wanted != Some(lower) {
                // The dot above that lower-casing `İ` leaves behind.
                if lower == '\u{307}' {
                    continue 'phrase;
                }
                return None;
            }
            wanted = None;
        }
    }
    let is_cut = phrase.ends_with(is_word_char) && following.next().is_some_and(is_word_char);
    (!is_cut).then_some(end)
}

fn data(language: Language) -> &'static str {
    match language {
        Language::Arabic => include_str!("../../data/boilerplate/ar.txt"),
        Language::Danish => include_str!("../../data/boilerplate/da.txt"),
        Language::German => include_str!("../../data/boilerplate/de.txt"),
        Language::Greek => include_str!("../../data/boilerplate/el.txt"),
        Language::English => include_str!("../../data/boilerplate/en.txt"),
        Language::Spanish => include_str!("../../data/boilerplate/es.txt"),
        Language::Finnish => include_str!("../../data/boilerplate/fi.txt"),
        Language::French => include_str!("../../data/boilerplate/fr.txt"),
        Language::Hungarian => include_str!("../../data/boilerplate/hu.txt"),
        Language::Italian => include_str!("../../data/boilerplate/it.txt"),
        Language::Dutch => include_str!("../../data/boilerplate/nl.txt"),
        Language::Norwegian => include_str!("../../data/boilerplate/no.txt"),
        Language::Portuguese => include_str!("../../data/boilerplate/pt.txt"),
        Language::Romanian => include_str!("../../data/boilerplate/ro.txt"),
        Language::Russian => include_str!("../../data/boilerplate/ru.txt"),
        Language::Swedish => include_str!("../../data/boilerplate/sv.txt"),
        Language::Tamil => include_str!("../../data/boilerplate/ta.txt"),
        Language::Turkish => include_str!("../../data/boilerplate/tr.txt"),
    }
}
