//! What holds for every text, limit and language.

use super::join::join;
use super::{Headline, HeadlineOptions, bullet, compose};
use crate::text::{Document, Language, SentenceId, Span};
use proptest::prelude::*;

/// Words and marks that rules look for, and odd ones, in any order.
fn text() -> impl Strategy<Value = String> {
    const PIECES: [&str; 64] = [
        "Mayor",
        "Ana",
        "Torvald",
        "has",
        "resigned",
        "after",
        "an",
        "inquiry",
        "found",
        "that",
        "the",
        "council",
        "of",
        "Hallen",
        "paid",
        "for",
        "who",
        ",",
        ",",
        ".",
        ".",
        "\"",
        "“",
        "”",
        "'",
        "’s",
        "(",
        ")",
        "–",
        "--",
        ";",
        ":",
        "?",
        "!",
        "said",
        "police",
        "will",
        "not",
        "to",
        "close",
        "12%",
        "£2.1bn",
        "U.S.",
        "on",
        "Monday",
        "and",
        "but",
        "when",
        "été",
        "straße",
        "İstanbul",
        "東京",
        "🎉",
        "e\u{301}",
        "\u{200b}",
        "\n",
        "\n\n",
        "\t",
        "However,",
        "including",
        "aged",
        "34",
        "between",
        "…",
    ];
    let pieces = prop::collection::vec(prop::sample::select(&PIECES[..]), 0..80);
    prop_oneof![
        pieces.prop_map(|pieces| pieces.join(" ")),
        prop::collection::vec(prop::sample::select(&PIECES[..]), 0..40)
            .prop_map(|pieces| pieces.concat()),
        any::<String>(),
    ]
}

fn language() -> impl Strategy<Value = &'static str> {
    prop_oneof![
        3 => Just("en"),
        1 => prop::sample::select(&Language::ALL[..]).prop_map(Language::code),
        1 => Just("xx"),
    ]
}

fn limit() -> impl Strategy<Value = u32> {
    prop_oneof![1_u32..=10, 11_u32..=200, Just(u32::MAX)]
}

fn are_parts(spans: &[Span], whole: Span, text: &str) -> bool {
    spans.windows(2).all(|pair| pair[0].end() <= pair[1].start())
        && spans.iter().all(|span| {
            !span.is_empty()
                && span.start() >= whole.start()
                && span.end() <= whole.end()
                && span.slice(text).is_some()
        })
}

fn check(
    document: &Document<'_>,
    headline: &Headline,
    max_characters: u32,
) -> Result<(), TestCaseError> {
    let text = document.text();
    prop_assert!(!headline.text.is_empty());
    prop_assert!(headline.text.chars().count() <= max_characters as usize);
    let sentence = document.sentence(headline.sentence).span;
    prop_assert!(are_parts(&headline.kept_spans, sentence, text));
    let joined = join(text, &headline.kept_spans).to_string();
    let is_marked_cut = !headline.is_complete && format!("{joined}…") == headline.text;
    prop_assert!(joined == headline.text || is_marked_cut);
    Ok(())
}

proptest! {
    #[test]
    fn a_headline_is_parts_of_one_sentence_within_the_limit(
        text in text(), language in language(), max_characters in limit(),
    ) {
        let document = Document::parse(&text, "", language);
        let options = HeadlineOptions { max_characters };
        let headline = compose(&document, &options);
        if let Some(headline) = &headline {
            check(&document, headline, max_characters)?;
        }
        prop_assert_eq!(headline, compose(&document, &options));
    }

    #[test]
    fn a_story_with_a_word_gets_a_headline(text in "[A-Z][a-z]{1,8}( [a-z]{1,8}){0,30}\\.", max in 20_u32..200) {
        let document = Document::parse(&text, "", "en");
        let options = HeadlineOptions { max_characters: max };
        prop_assert!(compose(&document, &options).is_some());
    }

    #[test]
    fn a_bullet_is_parts_of_its_sentence(text in text(), language in language()) {
        let document = Document::parse(&text, "", language);
        for id in (0..).map(SentenceId).take(document.sentences().len().min(5)) {
            let bullet = bullet(&document, id);
            prop_assert!(are_parts(&bullet.kept_spans, document.sentence(id).span, &text));
            prop_assert_eq!(&bullet.text, &*join(&text, &bullet.kept_spans));
        }
    }
}

#[test]
fn an_empty_text_has_no_headline() {
    for text in ["", " \n ", "\u{feff}"] {
        let document = Document::parse(text, "", "en");
        assert_eq!(compose(&document, &HeadlineOptions::default()), None);
    }
}

/// Hostile input: one sentence without end, thousands of marks, a word without end.
#[test]
fn work_is_bounded() {
    let unit = "the mayor, who said that, when asked, police found ";
    for text in
        [unit.repeat(4000), "\"(,".repeat(60_000), "x".repeat(200_000), "A b. ".repeat(40_000)]
    {
        let document = Document::parse(&text, "", "en");
        for max_characters in [1, 10, 100, u32::MAX] {
            let headline = compose(&document, &HeadlineOptions { max_characters });
            if let Some(headline) = headline {
                check(&document, &headline, max_characters).expect("a legal headline");
            }
        }
    }
}
