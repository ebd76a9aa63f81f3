//! The word lists of headlines.

use super::{Class, Lexicon, sections};

const PHRASE_SECTIONS: [&str; 4] =
    ["connective", "inserted connective", "service phrase", "accusation"];

#[test]
fn every_section_of_the_file_is_a_class_and_every_class_has_a_section() {
    let found: Vec<&str> = sections(include_str!("../../../data/headline/english.txt"))
        .into_iter()
        .map(|(name, entries)| {
            assert!(!entries.is_empty(), "{name} is empty");
            name
        })
        .collect();
    let mut known: Vec<&str> = Class::SECTIONS.iter().map(|(name, _)| *name).collect();
    known.extend(PHRASE_SECTIONS);
    for name in &found {
        assert!(known.contains(name), "unknown section {name}");
        assert_eq!(found.iter().filter(|other| *other == name).count(), 1, "{name} twice");
    }
    for name in known {
        assert!(found.contains(&name), "no section {name}");
    }
}

#[test]
fn a_word_has_all_its_classes() {
    let after = Lexicon::english().classes("after");
    assert!(after.any(Class::PREPOSITION) && after.any(Class::SUBORDINATOR));
    assert!(!after.any(Class::PRONOUN));
}

#[test]
fn accusations_are_word_starts_unless_marked_as_whole_words() {
    let lexicon = Lexicon::english();
    assert!(lexicon.is_accusation("murdered") && lexicon.is_accusation("lied"));
    assert!(!lexicon.is_accusation("liedtke") && !lexicon.is_accusation("house"));
}

#[test]
fn a_word_that_tells_a_service_phrase_is_known_by_itself() {
    let lexicon = Lexicon::english();
    for (phrase, _) in &lexicon.service_phrases {
        let text = format!("see {phrase} below");
        assert!(lexicon.has_service_phrase(&text));
        assert!(text.split(' ').any(|word| lexicon.tells_service_phrase(word)), "{phrase}");
    }
    assert!(lexicon.tells_service_phrase("unsubscribed"));
    assert!(!lexicon.tells_service_phrase("by") && !lexicon.tells_service_phrase("s"));
}

#[test]
fn the_longest_connective_comes_first() {
    let connectives = &Lexicon::english().connectives;
    assert!(connectives.windows(2).all(|pair| pair[0].len() >= pair[1].len()));
}
