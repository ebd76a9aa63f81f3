//! Words, terms and stems of any text in any language: within the text, in order, the same twice.

#![no_main]

use libfuzzer_sys::fuzz_target;
use nutgraf::text::{Document, Language, Span, words};

fuzz_target!(|input: (u8, &str)| {
    let (choice, text) = input;
    // One number more than languages stands for detection.
    let language = Language::ALL.get(usize::from(choice) % (Language::ALL.len() + 1)).copied();
    let mut end = 0;
    for word in words(text, Span::new(0, text.len())) {
        assert!(word.start() >= end && !word.is_empty(), "words are ordered and not empty");
        assert!(word.slice(text).is_some(), "words lie on character boundaries");
        end = word.end();
    }
    let tag = language.map_or("", Language::code);
    let document = Document::parse(text, "", tag);
    let again = Document::parse(text, "", tag);
    assert_eq!(document.n_terms(), again.n_terms(), "stems don't depend on what was read before");
    for (sentence, other) in document.sentences().iter().zip(again.sentences()) {
        assert_eq!(document.terms(sentence), again.terms(other));
        assert!(document.words(sentence).iter().all(|word| sentence.span.contains(*word)));
        assert!(document.terms(sentence).iter().all(|term| term.index() < document.n_terms()));
    }
});
