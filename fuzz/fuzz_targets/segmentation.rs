//! Sentences and paragraphs of any text in any language: nothing lost, nothing cut, nothing twice.

#![no_main]

use libfuzzer_sys::fuzz_target;
use nutgraf::text::{Language, Span, quotations, split_paragraphs, split_sentences};

fuzz_target!(|input: (u8, &str)| {
    let (choice, text) = input;
    // One number more than languages stands for none.
    let language = Language::ALL.get(usize::from(choice) % (Language::ALL.len() + 1)).copied();
    check(text, &split_paragraphs(text));
    check(text, &split_sentences(text, language));
    for quotation in quotations(text, Span::new(0, text.len())) {
        assert!(quotation.outer.contains(quotation.inner), "a quotation holds its words");
        assert!(quotation.outer.slice(text).is_some() && quotation.inner.slice(text).is_some());
    }
});

/// Checks that spans are ordered, disjoint, not empty, on character boundaries, and that no letter or
/// digit lies between them.
fn check(text: &str, spans: &[Span]) {
    let mut end = 0;
    for span in spans {
        assert!(span.start() >= end && !span.is_empty(), "spans are ordered and not empty");
        assert!(span.slice(text).is_some(), "spans lie on character boundaries");
        check_gap(text, end, span.start());
        end = span.end();
    }
    check_gap(text, end, text.len());
}

fn check_gap(text: &str, start: usize, end: usize) {
    let gap = text.get(start..end).expect("gaps lie on character boundaries");
    let is_seen = |c: char| c.is_alphanumeric() || c.is_ascii_punctuation();
    assert!(!gap.contains(is_seen), "gaps hold no letters, digits or marks");
}
