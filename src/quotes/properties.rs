//! Properties that hold for every text and every option.

use super::{QuoteOptions, Speaker, extract, find, find_all};
use crate::quotes::story::count_words;
use crate::text::{Document, Language, Span, Wanted};
use proptest::prelude::*;

/// Pieces of which texts are made that look like news, in all their disorder.
const PIECES: [&str; 44] = [
    "“",
    "”",
    "\"",
    "„",
    "«",
    "»",
    "‘",
    "’",
    "'",
    "— ",
    "– ",
    "\n",
    "\n\n",
    " ",
    " ",
    " ",
    ", ",
    ". ",
    "? ",
    ": ",
    "Jane Doe",
    "Doe",
    "Mayor",
    "Mr. ",
    "said",
    "says",
    " told ",
    "calling",
    "she",
    "he ",
    "him ",
    "who ",
    "the ministry",
    "according to ",
    "a plan for the city",
    "never again",
    "sagte ",
    "déclaré ",
    "Präsident",
    "U.S.",
    "’s ",
    "été",
    "திட்டம்",
    "\u{1F600}",
];

fn news() -> impl Strategy<Value = String> {
    let piece =
        prop_oneof![8 => prop::sample::select(&PIECES[..]).prop_map(str::to_owned), 1 => ".{0,6}"];
    prop::collection::vec(piece, 0..120).prop_map(|pieces| pieces.concat())
}

fn language() -> impl Strategy<Value = &'static str> {
    let codes: Vec<&str> = Language::ALL.into_iter().map(Language::code).chain(["xx"]).collect();
    prop_oneof![4 => Just("en"), 2 => Just("de"), 3 => prop::sample::select(codes)]
}

/// Asserts what holds for the quotes of any text.
fn check(text: &str, language: &str, options: &QuoteOptions) -> Result<(), TestCaseError> {
    let document = Document::parse(text, "", language);
    let all = find_all(&document, options.min_words);
    let chosen = extract(&document, options, &[]);
    prop_assert!(chosen.len() <= options.max_quotes as usize);
    prop_assert!(chosen.iter().all(|quote| all.contains(quote)));
    let found = find(&document, options.min_words, None, &[], &Wanted::always());
    let n_key = found.iter().filter(|(_, is_title)| !is_title).count();
    prop_assert_eq!(chosen.len(), n_key.min(options.max_quotes as usize));
    for pair in all.windows(2) {
        prop_assert!(pair[0].span.end() <= pair[1].span.start(), "quotes overlap");
        prop_assert!(pair[0].turn <= pair[1].turn, "turns go back");
    }
    for quote in &all {
        let words = quote.span.slice(text);
        prop_assert!(words.is_some(), "a quote cuts a character");
        let n_words = count_words(words.unwrap_or_default(), usize::MAX);
        prop_assert!(n_words >= options.min_words.max(1) as usize, "{n_words} words");
        prop_assert!((0.0..=1.0).contains(&quote.score) && (0.0..=1.0).contains(&quote.confidence));
        prop_assert!(quote.cue.is_none_or(|cue| is_slice(text, cue)));
        match &quote.speaker {
            None => prop_assert!(quote.confidence == 0.0),
            Some(Speaker { name, mention, role, .. }) => {
                prop_assert!(is_slice(text, *name) && is_slice(text, *mention));
                prop_assert!(role.is_none_or(|role| is_slice(text, role)));
            }
        }
    }
    prop_assert_eq!(find_all(&document, options.min_words), all);
    Ok(())
}

fn is_slice(text: &str, span: Span) -> bool {
    span.slice(text).is_some_and(|slice| !slice.is_empty())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn quotes_of_disordered_news_are_sound(
        text in news(),
        language in language(),
        max_quotes in 0_u32..8,
        min_words in 0_u32..5,
    ) {
        check(&text, language, &QuoteOptions { max_quotes, min_words })?;
    }

    #[test]
    fn quotes_of_arbitrary_text_are_sound(text in "\\PC{0,200}", language in language()) {
        check(&text, language, &QuoteOptions { max_quotes: 5, min_words: 1 })?;
    }
}

#[test]
fn time_grows_linearly_on_hostile_texts() {
    // Counting is not timing: the texts are long enough that a square would never end.
    let sentences = ["“a b c” ", "said ", "Jane Doe, ", "she said ", "\"", "who said, ", "of the "];
    for piece in sentences {
        let text = piece.repeat(40_000 / piece.len());
        let document = Document::parse(&text, "", "en");
        let quotes = find_all(&document, 1);
        assert!(quotes.len() <= text.len());
    }
}
