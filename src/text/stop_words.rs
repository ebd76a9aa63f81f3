//! Which words carry no content of their own.
//!
//! English has a list of its own (`data/stop_words/en.txt`); the other languages use the lists of
//! the `stop-words` crate. Depends on languages and word lists.

use super::Language;
use super::word_list::{WordList, entries};
use std::sync::LazyLock;

static STOP_WORDS: LazyLock<Vec<WordList<'static>>> = LazyLock::new(|| {
    Language::ALL.into_iter().map(|language| WordList::from_words(list(language))).collect()
});

/// Returns the stop words of a language, in lower case; Greek ones without accents,
/// Romanian ones with cedilla.
pub(crate) fn stop_words(language: Language) -> &'static WordList<'static> {
    static EMPTY: LazyLock<WordList<'static>> = LazyLock::new(WordList::default);
    STOP_WORDS.get(language.index()).unwrap_or(&EMPTY)
}

/// Returns the words of a language's list in their order.
pub(crate) fn list(language: Language) -> Vec<&'static str> {
    match language {
        Language::English => entries(include_str!("../../data/stop_words/en.txt"))
            .flat_map(str::split_whitespace)
            .collect(),
        _ => ::stop_words::lookup(language.code()).unwrap_or_default().to_vec(),
    }
}

#[cfg(test)]
mod tests {
    use super::stop_words;
    use crate::text::Language;

    #[test]
    fn every_language_has_stop_words() {
        for (language, word) in Language::ALL.into_iter().zip([
            "في",
            "og",
            "und",
            "και",
            "the",
            "de",
            "ja",
            "le",
            "és",
            "di",
            "het",
            "ikke",
            "não",
            "şi",
            "и",
            "och",
            "என்று",
            "ve",
        ]) {
            assert!(stop_words(language).contains(word), "{language:?} {word}");
        }
    }

    #[test]
    fn english_drops_reporting_verbs_but_no_content_words() {
        let english = stop_words(Language::English);
        assert!(english.contains("said") && english.contains("says") && english.contains("say"));
        assert!(!english.contains("minister") && !english.contains("new"));
    }
}
