//! Which words point back to an earlier sentence when they open one.
//!
//! Lists in `data/anaphors` (scoring specification, section 7, extended to all languages).

use super::language_file::language_file;
use super::lower::Lower;
use super::term::normalise;
use super::word_list::{WordList, entries};
use super::{Language, Reused};
use std::sync::LazyLock;

/// Tells whether a sentence's first word points back: "He", "This", "There".
pub(crate) fn is_anaphor(word: &str, language: Option<Language>) -> bool {
    static LISTS: LazyLock<Vec<WordList<'static>>> = LazyLock::new(|| {
        let words = |language| {
            entries(language_file!("anaphors", language)).flat_map(str::split_whitespace)
        };
        Language::ALL.into_iter().map(|language| WordList::from_words(words(language))).collect()
    });
    let Some(list) = language.and_then(|language| LISTS.get(language.index())) else {
        return false;
    };
    if language != Some(Language::Turkish) && word.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return list.contains(Lower::of(word).as_str());
    }
    let mut key: Reused<String> = Reused::new();
    normalise(word, language, &mut key);
    // "It's", "He'd", "c'est".
    list.contains(&key) || key.split_once('\'').is_some_and(|(before, _)| list.contains(before))
}

#[cfg(test)]
mod tests {
    use super::is_anaphor;
    use crate::text::Language;

    #[test]
    fn pronouns_and_demonstratives_point_back_whatever_their_case() {
        assert!(
            is_anaphor("He", Some(Language::English))
                && is_anaphor("It’s", Some(Language::English))
        );
        assert!(
            is_anaphor("Bunlar", Some(Language::Turkish))
                && is_anaphor("Acești", Some(Language::Romanian))
        );
        assert!(
            !is_anaphor("But", Some(Language::English))
                && !is_anaphor("Seoul", Some(Language::English))
        );
        assert!(!is_anaphor("he", None));
    }
}
