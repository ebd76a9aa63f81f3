//! What holds for any text and any options, through a gRPC client.

use crate::harness::{Server, request};
use nutgraf::grpc::pb;
use nutgraf::grpc::pb::OffsetEncoding;
use nutgraf::grpc::pb::summarizer_service_client::SummarizerServiceClient;
use proptest::prelude::*;
use prost::Message;
use std::sync::LazyLock;
use tokio::runtime::Runtime;
use tonic::transport::Channel;
use tonic::{Code, Status};

/// What stories are made of, with characters of one to four bytes, marks that combine, line breaks
/// of both kinds and byte order marks.
const PIECES: &[&str] = &[
    "The council of Port Hallen approved the budget on Monday. ",
    "“We will not wait for a better year,” said Mayor Ána Torvald. ",
    "Torvald called it \"a 😀 clear mistake of theirs\". ",
    "Der Bürgermeister sagte: „Das ist 𝒳 ganz falsch.“ ",
    "Цены выросли на 3,5 %, сказал Иван Орлов. ",
    "e\u{301}\u{301}a\u{308}. ",
    "首相は会見で「次は来週だ」と述べた。",
    "He denied it. ",
    "\u{feff}",
    "\r\n",
    "\r\n\r\n",
    "\n\n",
    "\u{1F468}\u{200D}\u{1F469} ",
];

struct Shared {
    runtime: Runtime,
    client: SummarizerServiceClient<Channel>,
}

/// One server for all cases; it ends with the process.
static SHARED: LazyLock<Shared> = LazyLock::new(|| {
    let runtime = Runtime::new().expect("a runtime");
    let client = runtime.block_on(async {
        let server = Server::start(&[]).await;
        let client = server.client().await;
        std::mem::forget(server);
        client
    });
    Shared { runtime, client }
});

fn summarize(request: pb::SummarizeRequest) -> Result<pb::SummarizeResponse, Status> {
    let mut client = SHARED.client.clone();
    SHARED.runtime.block_on(async move { Ok(client.summarize(request).await?.into_inner()) })
}

fn extract_quotes(request: pb::ExtractQuotesRequest) -> Result<pb::ExtractQuotesResponse, Status> {
    let mut client = SHARED.client.clone();
    SHARED.runtime.block_on(async move { Ok(client.extract_quotes(request).await?.into_inner()) })
}

fn text() -> impl Strategy<Value = String> {
    let story = prop::collection::vec(prop::sample::select(PIECES), 1..30)
        .prop_map(|pieces| pieces.concat());
    prop_oneof![4 => story, 1 => "\\PC{1,200}", 1 => "(?s).{1,200}"]
}

fn encoding() -> impl Strategy<Value = OffsetEncoding> {
    prop::sample::select(vec![
        OffsetEncoding::Unspecified,
        OffsetEncoding::Utf8,
        OffsetEncoding::Utf16,
        OffsetEncoding::Utf32,
    ])
}

/// Cuts a span out of a text as a caller would who counts in that unit.
fn cut(text: &str, encoding: OffsetEncoding, span: pb::Span) -> Option<String> {
    let range = span.start as usize..span.end as usize;
    match encoding {
        OffsetEncoding::Unspecified | OffsetEncoding::Utf8 => text.get(range).map(str::to_owned),
        OffsetEncoding::Utf16 => {
            let units: Vec<u16> = text.encode_utf16().collect();
            String::from_utf16(units.get(range)?).ok()
        }
        OffsetEncoding::Utf32 => {
            let points: Vec<char> = text.chars().collect();
            Some(points.get(range)?.iter().collect())
        }
    }
}

fn check_quotes(
    text: &str,
    encoding: OffsetEncoding,
    quotes: &[pb::Quote],
) -> Result<(), TestCaseError> {
    let is_at = |expected: &str, span: Option<pb::Span>| {
        span.and_then(|span| cut(text, encoding, span)).as_deref() == Some(expected)
    };
    for quote in quotes {
        prop_assert!(is_at(&quote.text, quote.span), "{quote:?}");
        prop_assert!(quote.kind() != pb::QuoteKind::Unspecified);
        prop_assert!((0.0..=1.0).contains(&quote.score));
        prop_assert!((0.0..=1.0).contains(&quote.confidence));
        if let Some(cue) = &quote.cue {
            prop_assert!(is_at(&cue.text, cue.span), "{quote:?}");
        }
        if let Some(speaker) = &quote.speaker {
            prop_assert!(!speaker.name.is_empty());
            prop_assert!(is_at(&speaker.name, speaker.name_span), "{quote:?}");
            prop_assert!(is_at(&speaker.mention, speaker.mention_span), "{quote:?}");
            let has_role = !speaker.role.is_empty();
            prop_assert_eq!(has_role, speaker.role_span.is_some());
            prop_assert!(!has_role || is_at(&speaker.role, speaker.role_span), "{quote:?}");
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn every_span_gives_its_text_in_every_encoding(text in text(), encoding in encoding()) {
        let mut request = request(&text);
        request.offset_encoding = encoding.into();
        request.quotes = Some(pb::QuoteOptions { max_quotes: Some(20), min_words: Some(1) });
        let answer = summarize(request.clone()).expect("an answer");
        for sentence in &answer.sentences {
            let span = sentence.span.expect("a span");
            prop_assert_eq!(cut(&text, encoding, span), Some(sentence.text.clone()));
            prop_assert!((0.0..=1.0).contains(&sentence.score));
        }
        if let Some(headline) = &answer.headline {
            let whole = headline.sentence_span.expect("a span");
            prop_assert!(cut(&text, encoding, whole).is_some());
            let mut end = whole.start;
            for kept in &headline.kept_spans {
                prop_assert!(end <= kept.start && kept.start < kept.end && kept.end <= whole.end);
                prop_assert!(cut(&text, encoding, *kept).is_some());
                end = kept.end;
            }
        }
        check_quotes(&text, encoding, &answer.quotes)?;
        let n_bytes = u32::try_from(text.len()).expect("a short text");
        prop_assert_eq!(answer.stats.expect("stats").n_bytes, n_bytes);

        let alone = extract_quotes(pb::ExtractQuotesRequest {
            article: request.article,
            quotes: request.quotes,
            offset_encoding: request.offset_encoding,
        });
        // Only the ranking knows of the summary; with room for all quotes the rest is the same.
        let unranked = |quotes: Vec<pb::Quote>| -> Vec<pb::Quote> {
            quotes.into_iter().map(|quote| pb::Quote { score: 0.0, ..quote }).collect()
        };
        let (alone, answer) = (unranked(alone.expect("an answer").quotes), unranked(answer.quotes));
        prop_assert!(answer.len() == 20 || alone == answer, "{alone:?} {answer:?}");
    }

    #[test]
    fn the_same_request_gives_the_same_bytes(text in text(), encoding in encoding()) {
        let mut request = request(&text);
        request.offset_encoding = encoding.into();
        let once = summarize(request.clone()).expect("an answer").encode_to_vec();
        prop_assert_eq!(once, summarize(request).expect("an answer").encode_to_vec());
    }

    #[test]
    fn any_request_gets_an_answer_or_is_told_what_is_wrong(
        text in prop_oneof![text(), Just(String::new())],
        title in ".{0,50}",
        language in prop_oneof![Just(String::new()), "[a-z]{2}(-[A-Z]{2})?", ".{0,40}"],
        counts in prop::collection::vec(prop::option::of(any::<u32>()), 6),
        small in any::<bool>(),
        ratio in prop::option::of(any::<f64>()),
        order in any::<i32>().prop_map(|order| order % 5),
        style in any::<i32>().prop_map(|style| style % 5),
        query in ".{0,60}",
        offset_encoding in any::<i32>().prop_map(|encoding| encoding % 6),
        view in any::<i32>().prop_map(|view| view % 5),
    ) {
        let count = |idx: usize| counts[idx].map(|count| if small { count % 9 } else { count });
        let request = pb::SummarizeRequest {
            article: Some(pb::Article { id: String::new(), title, text, language }),
            summary: Some(pb::SummaryOptions {
                max_sentences: count(0),
                max_words: count(1),
                max_characters: count(2),
                ratio,
                order,
                style,
                query,
            }),
            headline: Some(pb::HeadlineOptions { max_characters: count(3) }),
            quotes: Some(pb::QuoteOptions { max_quotes: count(4), min_words: count(5) }),
            offset_encoding,
            view,
        };
        let known = [order, style, view].iter().all(|value| (0..=2).contains(value))
            && (0..=3).contains(&offset_encoding);
        match summarize(request.clone()) {
            Ok(answer) => {
                prop_assert!(known);
                let n_sentences = u32::try_from(answer.sentences.len()).expect("few");
                prop_assert!(count(0).is_none_or(|most| n_sentences <= most));
                let joined: Vec<_> = answer.sentences.iter().map(|s| s.text.as_str()).collect();
                let n_characters = joined.join(" ").chars().count();
                prop_assert!(count(2).is_none_or(|most| n_characters <= most as usize));
                prop_assert!(count(4).is_none_or(|most| answer.quotes.len() <= most as usize));
                if let Some(headline) = &answer.headline {
                    let most = count(3).unwrap_or(100) as usize;
                    prop_assert!(headline.text.chars().count() <= most, "{headline:?}");
                }
            }
            Err(status) => prop_assert_eq!(status.code(), Code::InvalidArgument),
        }
    }
}
