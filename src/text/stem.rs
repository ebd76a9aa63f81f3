//! The stem of a word: Snowball's algorithms behind guards.
//!
//! Depends on languages alone. Expects keys in lower case (see `term`), never fails: where the
//! algorithm has no answer, the word is its own stem.

use super::Language;
use super::term::fold_greek;
use rust_stemmers::{Algorithm, Stemmer};
use std::borrow::Cow;

/// Longest word that is stemmed, in bytes: the algorithms aren't linear in a word's length.
const MAX_STEMMED_BYTES: usize = 64;

/// Returns the stem of a lower-case word.
pub(crate) fn stem(language: Language, word: &str) -> Cow<'_, str> {
    let is_refused = word.len() > MAX_STEMMED_BYTES
        || !word.contains(char::is_alphabetic)
        || language == Language::Greek && breaks_greek(word);
    if is_refused {
        return Cow::Borrowed(word);
    }
    // No other input is known to panic; should one, the word is its own stem.
    let stemmed = std::panic::catch_unwind(|| Stemmer::create(algorithm(language)).stem(word));
    match stemmed {
        Ok(stemmed) if !stemmed.is_empty() => stemmed,
        _ => Cow::Borrowed(word),
    }
}

/// Tells whether the Greek algorithm of rust-stemmers 1.2.0 indexes out of bounds on a word: it
/// does on those that start with "ισα" and one of its suffixes "ισ…". Refused beforehand, since the
/// panic's message holds the word.
fn breaks_greek(word: &str) -> bool {
    (word.starts_with('ι') || word.starts_with('ί')) && fold_greek(word).starts_with("ισαισ")
}

fn algorithm(language: Language) -> Algorithm {
    match language {
        Language::Arabic => Algorithm::Arabic,
        Language::Danish => Algorithm::Danish,
        Language::German => Algorithm::German,
        Language::Greek => Algorithm::Greek,
        Language::English => Algorithm::English,
        Language::Spanish => Algorithm::Spanish,
        Language::Finnish => Algorithm::Finnish,
        Language::French => Algorithm::French,
        Language::Hungarian => Algorithm::Hungarian,
        Language::Italian => Algorithm::Italian,
        Language::Dutch => Algorithm::Dutch,
        Language::Norwegian => Algorithm::Norwegian,
        Language::Portuguese => Algorithm::Portuguese,
        Language::Romanian => Algorithm::Romanian,
        Language::Russian => Algorithm::Russian,
        Language::Swedish => Algorithm::Swedish,
        Language::Tamil => Algorithm::Tamil,
        Language::Turkish => Algorithm::Turkish,
    }
}

#[cfg(test)]
mod tests {
    use super::stem;
    use crate::text::Language;

    #[test]
    fn words_are_stemmed_by_their_language() {
        assert_eq!(stem(Language::English, "residents"), "resid");
        assert_eq!(stem(Language::German, "häuser"), "haus");
    }

    #[test]
    fn words_that_the_stemmer_cannot_take_are_their_own_stems() {
        assert_eq!(stem(Language::Greek, "ίσα"), "ίσα");
        for word in ["ισαισα", "ίσαισα", "ισαισανε"] {
            assert_eq!(stem(Language::Greek, word), word);
        }
        let long = "a".repeat(100);
        assert_eq!(stem(Language::English, &long), long.as_str());
        assert_eq!(stem(Language::English, "30,000"), "30,000");
    }
}
