//! What holds for any text: lossless, on character boundaries, without a panic, the same twice.

use super::character::is_space;
use super::stem::stem;
use super::{
    Document, Language, Quotation, Span, quotations, split_paragraphs, split_sentences, words,
};
use proptest::prelude::*;

/// Texts dense in what the scanners look at, and arbitrary ones.
fn text() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        ".",
        "!",
        "?",
        "…",
        ";",
        ":",
        ",",
        " ",
        "  ",
        "\n",
        "\r\n",
        "\u{a0}",
        "\u{feff}",
        "\u{200b}",
        "\"",
        "'",
        "“",
        "”",
        "„",
        "‘",
        "’",
        "«",
        "»",
        "(",
        ")",
        "[3]",
        "-",
        "–",
        "--",
        "·",
        "•",
        "1.",
        "2)",
        "12",
        "3,5",
        "a",
        "A",
        "Dr",
        "U.S",
        "p.m",
        "Mr",
        "The",
        "the",
        "he",
        "said",
        "Monday",
        "I",
        "é",
        "ß",
        "İ",
        "ș",
        "ё",
        "Я",
        "я",
        "ά",
        "ς",
        "ع",
        "؟",
        "த்",
        "क",
        "।",
        "漢",
        "。",
        "の",
        "한",
        "😀",
        "👩\u{200d}🚀",
        "\u{301}",
        "www.",
        "http://a.b",
        "@x",
        "#y",
        "(CNN)",
        "SEOUL",
        "©",
        "By",
        "Photo:",
        ". . .",
        ":-)",
        "\u{2028}",
        "\u{85}",
        "\u{202a}",
        "``",
        ",,",
    ]);
    prop_oneof![
        3 => prop::collection::vec(pieces, 0..60).prop_map(|pieces| pieces.concat()),
        1 => any::<String>(),
    ]
}

fn language() -> impl Strategy<Value = Option<Language>> {
    prop::option::of(prop::sample::select(Language::ALL.to_vec()))
}

fn is_gap(text: &str, span: Span) -> bool {
    let breaks = |c: char| matches!(c, '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}');
    span.slice(text).is_some_and(|gap| gap.chars().all(|c| is_space(c) || breaks(c)))
}

/// Checks that spans are ordered, disjoint, not empty, and leave nothing but space out.
fn check_lossless(text: &str, spans: &[Span]) -> Result<(), TestCaseError> {
    let mut end = 0;
    for span in spans {
        prop_assert!(span.start() >= end && !span.is_empty());
        prop_assert!(span.slice(text).is_some());
        prop_assert!(is_gap(text, Span::new(end, span.start())));
        end = span.end();
    }
    prop_assert!(is_gap(text, Span::new(end, text.len())));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn sentences_and_paragraphs_are_lossless(text in text(), language in language()) {
        check_lossless(&text, &split_paragraphs(&text))?;
        let sentences = split_sentences(&text, language);
        check_lossless(&text, &sentences)?;
        prop_assert_eq!(sentences, split_sentences(&text, language));
    }

    #[test]
    fn words_hold_a_word_character_and_are_ordered(text in text()) {
        let mut end = 0;
        for word in words(&text, Span::new(0, text.len())) {
            prop_assert!(word.start() >= end && !word.is_empty());
            let slice = word.slice(&text).expect("words lie in the text");
            prop_assert!(slice.chars().any(super::character::is_word_char));
            end = word.end();
        }
    }

    #[test]
    fn quotations_nest_and_lie_in_the_text(text in text()) {
        let found = quotations(&text, Span::new(0, text.len()));
        let mut around: Vec<Quotation> = Vec::new();
        for quotation in found {
            prop_assert!(quotation.outer.contains(quotation.inner));
            prop_assert!(quotation.outer.slice(&text).is_some() && quotation.inner.slice(&text).is_some());
            around.retain(|outer| outer.outer.end() > quotation.outer.start());
            prop_assert!(around.iter().all(|outer| outer.outer.contains(quotation.outer)));
            prop_assert_eq!(usize::from(quotation.depth), around.len());
            around.push(quotation);
        }
    }

    #[test]
    fn documents_hold_together(text in text(), title in text(), language in language()) {
        let tag = language.map_or("", Language::code);
        let document = Document::parse(&text, &title, tag);
        let mut n_sentences = 0;
        for (index, paragraph) in document.paragraphs().iter().enumerate() {
            prop_assert!(paragraph.span.slice(&text).is_some());
            prop_assert_eq!(paragraph.sentences.start, n_sentences);
            n_sentences = paragraph.sentences.end;
            for sentence in paragraph.sentences.clone() {
                let sentence = &document.sentences()[sentence as usize];
                prop_assert_eq!(sentence.paragraph_idx as usize, index);
                prop_assert!(paragraph.span.contains(sentence.span));
                prop_assert!(document.words(sentence).iter().all(|word| sentence.span.contains(*word)));
                prop_assert!(document.terms(sentence).iter().all(|term| (term.0 as usize) < document.n_terms()));
            }
        }
        prop_assert_eq!(n_sentences as usize, document.sentences().len());
        prop_assert!(document.title_terms().windows(2).all(|pair| pair[0] < pair[1]));
        prop_assert!(document.title_terms().iter().all(|term| (term.0 as usize) < document.n_terms()));
        prop_assert!(document.title().and_then(|title| title.span).is_none_or(|span| span.slice(&text).is_some()));
        let has_words = words(&text, Span::new(0, text.len())).next().is_some();
        prop_assert_eq!(document.sentences().is_empty(), !has_words);
        let again = Document::parse(&text, &title, tag);
        prop_assert_eq!(document.sentences(), again.sentences());
        prop_assert_eq!(document.paragraphs(), again.paragraphs());
        prop_assert_eq!(document.title_terms(), again.title_terms());
    }

    #[test]
    fn stems_are_never_empty(word in "\\PC{1,40}", language in prop::sample::select(Language::ALL.to_vec())) {
        prop_assert!(!stem(language, &word.to_lowercase()).is_empty());
    }
}
