//! Keywords of whole stories.

use super::{Keyword, rank};
use crate::score::DocumentFeatures;
use crate::text::Document;

fn ranked(text: &str, title: &str, max: usize) -> Vec<(String, u32)> {
    let document = Document::parse(text, title, "en");
    let keywords = rank(&document, &DocumentFeatures::of(&document), max);
    assert!(keywords.len() <= max);
    assert!(keywords.iter().all(|Keyword { score, .. }| *score > 0.0 && *score <= 1.0));
    keywords
        .iter()
        .map(|keyword| (document.slice(keyword.span).to_owned(), keyword.count))
        .collect()
}

fn texts(keywords: &[(String, u32)]) -> Vec<&str> {
    keywords.iter().map(|(text, _)| text.as_str()).collect()
}

const FLOOD: &str = "The Arlen river flooded the town of Marrow on Sunday night. \
    Mayor Mara Lund asked for help with flood barriers. \
    Lund said the flood barriers of the University of Marrow had failed. \
    Volunteers filled sandbags while Mara Lund spoke. \
    Rain is forecast for Monday.";

#[test]
fn a_name_collects_its_shorter_and_its_titled_forms() {
    let keywords = ranked(FLOOD, "", 3);
    assert_eq!(keywords[0], ("Mara Lund".to_owned(), 3));
}

#[test]
fn names_keep_their_small_words_and_phrases_stay_together() {
    let keywords = ranked(FLOOD, "", 12);
    let texts = texts(&keywords);
    assert!(texts.contains(&"University of Marrow"), "{texts:?}");
    assert!(texts.contains(&"flood barriers"), "{texts:?}");
    assert!(!texts.contains(&"barriers") && !texts.contains(&"flood"), "{texts:?}");
}

#[test]
fn vague_words_and_bare_numbers_are_no_keywords() {
    let keywords =
        ranked("Yesterday 40 people told many things. People told 40 things again.", "", 9);
    assert_eq!(keywords, []);
}

#[test]
fn a_word_at_the_start_of_a_sentence_is_a_name_only_by_its_other_mentions() {
    let keywords = ranked("Sandbags came late. The crew of Arlen waited. Arlen Crew won.", "", 9);
    let texts = texts(&keywords);
    assert!(texts.contains(&"Sandbags"), "{texts:?}");
    assert!(!texts.contains(&"Sandbags came"), "{texts:?}");
}

#[test]
fn the_title_raises_its_terms() {
    let text = "A concert drew crowds. The storm took roofs. The concert went on.";
    assert_eq!(texts(&ranked(text, "", 1)), ["concert"]);
    assert_eq!(texts(&ranked(text, "Storm over Marrow", 1)), ["storm"]);
}

#[test]
fn none_are_asked_or_there_are_none() {
    assert_eq!(ranked(FLOOD, "", 0), []);
    assert_eq!(ranked("", "", 5), []);
}
