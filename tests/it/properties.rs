//! What holds for any text and any options.

use nutgraf::headline::HeadlineOptions;
use nutgraf::options::Options;
use nutgraf::quotes::QuoteOptions;
use nutgraf::select::{Order, Style, SummaryOptions};
use nutgraf::summarize::{Article, Summary, SummarySentence, summarize};
use nutgraf::text::{Language, Span};
use proptest::prelude::*;

/// Pieces that stories are made of, and what breaks naive readers of them.
const PIECES: &[&str] = &[
    "The council of Port Hallen approved the budget on Monday.",
    "\"We will not wait,\" said Mayor Ana Torvald. \"Not for a day.\"",
    "“Nobody asked us,” he told reporters, “and nobody will",
    "Torvald called it \"a clear mistake\".",
    "Er sagte: „Das ist falsch“, und ging.",
    "Elle a dit : « Jamais », selon l'agence.",
    "— Non, dit-il.",
    "U.S. officials met at 5 p.m. Dr. A. B. Kell spoke.",
    "ORLO, March 3 (Pressnet) -",
    "Read more: what we know",
    "Follow us on social media",
    "He denied it.",
    "Цены выросли на 3,5 %.",
    "முதலமைச்சர் இன்று கூறினார்.",
    "قال الوزير إن الأمر انتهى؟",
    "首相は会見で述べた。次は来週だ。",
    "👩‍👩‍👧 e\u{301}\u{301}a\u{308} 𝒳",
    "\u{feff}",
    "\r\n",
    "\n\n",
    "\n",
    " ",
    "\u{a0}",
    "\t",
    "\"",
    "'",
    "’",
    "«",
    "»",
    "“",
    "”",
    "„",
    ".",
    "...",
    "…",
    "?",
    "!",
    ";",
    "-",
    "--",
    "–",
    "(",
    ")",
    "[",
    "]",
    "\0",
    "\u{200f}",
    "I",
    "a.a.a.",
];

fn text() -> impl Strategy<Value = String> {
    let pieces = prop::collection::vec(prop::sample::select(PIECES), 1..40)
        .prop_map(|pieces| pieces.concat());
    let spaced = prop::collection::vec(prop::sample::select(PIECES), 1..40)
        .prop_map(|pieces| pieces.join(" "));
    prop_oneof![pieces, spaced, "\\PC{1,200}", "(?s).{1,200}"]
}

fn language() -> impl Strategy<Value = &'static str> {
    let codes: Vec<&str> = Language::ALL.iter().map(|language| language.code()).collect();
    prop_oneof![Just(""), Just("zh"), prop::sample::select(codes)]
}

fn options() -> impl Strategy<Value = Options> {
    let summary = (
        prop::option::of(1..8_u32),
        prop::option::of(1..60_u32),
        prop::option::of(1..300_u32),
        prop::option::of(0.01..=1.0_f64),
        prop::bool::ANY,
        prop::bool::ANY,
    )
        .prop_map(
            |(max_sentences, max_words, max_characters, ratio, is_ranked, is_trimmed)| {
                SummaryOptions {
                    max_sentences,
                    max_words,
                    max_characters,
                    ratio,
                    order: if is_ranked { Order::Rank } else { Order::Document },
                    style: if is_trimmed { Style::Highlights } else { Style::Verbatim },
                }
            },
        );
    (summary, 1..120_u32, 0..8_u32, 1..6_u32).prop_map(
        |(summary, max_characters, max_quotes, min_words)| Options {
            summary,
            headline: HeadlineOptions { max_characters },
            quotes: QuoteOptions { max_quotes, min_words },
        },
    )
}

/// Fails unless the span slices the text, on character boundaries and not to nothing.
fn slices(text: &str, span: Span) -> bool {
    span.slice(text).is_some_and(|slice| !slice.is_empty())
}

fn all_spans(summary: &Summary<'_>) -> Vec<Span> {
    let mut spans: Vec<Span> = summary
        .sentences
        .iter()
        .map(|found| summary.document.sentence(found.sentence).span)
        .collect();
    spans.extend(
        summary
            .sentences
            .iter()
            .filter_map(|s| s.bullet.as_ref())
            .flat_map(|b| b.kept_spans.clone()),
    );
    spans.extend(summary.headline.iter().flat_map(|headline| headline.kept_spans.clone()));
    for quote in &summary.quotes {
        spans.push(quote.span);
        spans.extend(quote.cue);
        if let Some(speaker) = &quote.speaker {
            spans.extend([speaker.name, speaker.mention]);
            spans.extend(speaker.role);
        }
    }
    spans
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn every_span_slices_the_text(text in text(), language in language(), options in options()) {
        let article = Article { title: "", text: &text, language };
        let summary = summarize(&article, &options).expect("valid options");
        for span in all_spans(&summary) {
            prop_assert!(slices(&text, span), "{span:?}");
        }
    }

    #[test]
    fn budgets_hold(text in text(), language in language(), options in options()) {
        let article = Article { title: "", text: &text, language };
        let summary = summarize(&article, &options).expect("valid options");
        let document = &summary.document;
        let kept = |found: &SummarySentence| {
            let span = document.sentence(found.sentence).span;
            found.bullet.as_ref().map_or(vec![span], |bullet| bullet.kept_spans.clone())
        };
        let texts: Vec<&str> = summary
            .sentences
            .iter()
            .map(|found| {
                let verbatim = document.slice(document.sentence(found.sentence).span);
                found.bullet.as_ref().map_or(verbatim, |bullet| bullet.text.as_str())
            })
            .collect();
        let limits = &options.summary;
        let n_sentences = u32::try_from(texts.len()).expect("few");
        let n_characters = texts.join(" ").chars().count();
        let n_words: usize = summary
            .sentences
            .iter()
            .map(|found| {
                let words = document.words(document.sentence(found.sentence)).iter();
                let kept = kept(found);
                words.filter(|word| kept.iter().any(|kept| kept.overlaps(**word))).count()
            })
            .sum();
        prop_assert!(limits.max_sentences.is_none_or(|most| n_sentences <= most));
        prop_assert!(limits.max_characters.is_none_or(|most| n_characters <= most as usize));
        prop_assert!(limits.max_words.is_none_or(|most| n_words <= most as usize));
        for found in &summary.sentences {
            let whole = document.sentence(found.sentence).span;
            let kept = kept(found);
            prop_assert!(kept.windows(2).all(|pair| pair[0].end() <= pair[1].start()));
            prop_assert!(kept.iter().all(|span| whole.contains(*span)));
            prop_assert_eq!(found.bullet.is_some(), limits.style == Style::Highlights);
        }
        if let Some(ratio) = limits.ratio {
            let most = ratio * f64::from(summary.stats.n_sentences);
            prop_assert!(f64::from(n_sentences) < most + 1.0);
        }
        if let Some(headline) = &summary.headline {
            let n_characters = headline.text.chars().count();
            prop_assert!(n_characters <= options.headline.max_characters as usize);
        }
        prop_assert!(summary.quotes.len() <= options.quotes.max_quotes as usize);
    }

    #[test]
    fn sentences_are_in_the_order_asked_for_and_ranks_are_whole(
        text in text(), options in options(),
    ) {
        let article = Article { title: "", text: &text, language: "" };
        let summary = summarize(&article, &options).expect("valid options");
        let sorted = match options.summary.order {
            Order::Document => summary.sentences.is_sorted_by(|a, b| a.sentence < b.sentence),
            Order::Rank => summary.sentences.is_sorted_by(|a, b| a.rank < b.rank),
        };
        prop_assert!(sorted);
        let mut ranks: Vec<u32> = summary.sentences.iter().map(|found| found.rank).collect();
        ranks.sort_unstable();
        prop_assert!(ranks.iter().zip(1..).all(|(rank, expected)| *rank == expected));
        for found in &summary.sentences {
            prop_assert!((0.0..=1.0).contains(&found.score), "{}", found.score);
        }
        for quote in &summary.quotes {
            prop_assert!((0.0..=1.0).contains(&quote.score), "{}", quote.score);
            prop_assert!((0.0..=1.0).contains(&quote.confidence), "{}", quote.confidence);
        }
    }

    #[test]
    fn the_same_request_gives_the_same_result(text in text(), options in options()) {
        let article = Article { title: "", text: &text, language: "" };
        let once = format!("{:?}", summarize(&article, &options));
        prop_assert_eq!(once, format!("{:?}", summarize(&article, &options)));
    }

    #[test]
    fn unrelated_options_change_nothing(text in text(), options in options(), others in options()) {
        let article = Article { title: "", text: &text, language: "" };
        let mixed = Options { summary: options.summary.clone(), ..others };
        let summary = summarize(&article, &options).expect("valid options");
        let same_summary = summarize(&article, &mixed).expect("valid options");
        prop_assert_eq!(&summary.sentences, &same_summary.sentences);
        let mixed = Options { summary: mixed.summary, ..options };
        let same_rest = summarize(&article, &mixed).expect("valid options");
        prop_assert_eq!(&summary.headline, &same_rest.headline);
        prop_assert_eq!(&summary.quotes, &same_rest.quotes);
    }

    #[test]
    fn any_title_is_fine(text in text(), title in text()) {
        let article = Article { title: &title, text: &text, language: "" };
        let result = summarize(&article, &Options::default());
        prop_assert_eq!(result.is_ok(), title.len() <= nutgraf::options::MAX_TITLE_BYTES);
    }
}
