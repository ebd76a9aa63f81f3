//! What a gRPC client gets: answers, and a code with details for each thing that is wrong.

use crate::harness::{Server, reason, request, violations};
use crate::raw::{Raw, SUMMARIZE, frame};
use nutgraf::grpc::pb;
use nutgraf::options;
use prost::Message;
use tonic::codec::CompressionEncoding;
use tonic::{Code, Request};

const STORY: &str = "The council of Port Hallen approved the budget on Monday.\n\n\
    \"We will not wait for a better year,\" said Mayor Ana Torvald. Rents had risen by a tenth.\n";

/// A request that breaks a rule, and what it is told.
type Broken = (fn(&mut pb::SummarizeRequest), &'static str);

#[tokio::test]
async fn the_same_request_gives_the_same_bytes_whatever_the_compression() {
    let server = Server::start(&[]).await;
    let story = STORY.repeat(40);
    let mut answers = Vec::new();
    for encoding in [None, Some(CompressionEncoding::Gzip), Some(CompressionEncoding::Zstd)] {
        let mut client = server.client().await;
        if let Some(encoding) = encoding {
            client = client.send_compressed(encoding).accept_compressed(encoding);
        }
        let mut request = request(&story);
        request.summary =
            Some(pb::SummaryOptions { max_sentences: Some(30), ..pb::SummaryOptions::default() });
        let answer = client.summarize(request).await.expect("an answer");
        let names = answer.metadata().get("grpc-encoding").map(|name| name.as_bytes().to_vec());
        let expected = encoding.map(|encoding| match encoding {
            CompressionEncoding::Gzip => b"gzip".to_vec(),
            _ => b"zstd".to_vec(),
        });
        assert_eq!(names, expected);
        answers.push(answer.into_inner().encode_to_vec());
    }
    assert!(answers[0].len() > 1024, "long enough to be compressed");
    assert!(answers.iter().all(|answer| *answer == answers[0]));
    server.stop().await;
}

#[tokio::test]
async fn the_times_are_in_the_metadata() {
    let server = Server::start(&[]).await;
    let answer = server.client().await.summarize(request(STORY)).await.expect("an answer");
    let timing = answer.metadata().get("server-timing").expect("a header").to_str().unwrap();
    let (queue, compute) = timing.split_once(", ").expect("two parts");
    let queue = queue.strip_prefix("queue;dur=").expect(timing);
    let compute = compute.strip_prefix("compute;dur=").expect(timing);
    assert!(queue.parse::<f64>().expect(timing) >= 0.0);
    assert!(compute.parse::<f64>().expect(timing) > 0.0);
    server.stop().await;
}

#[tokio::test]
async fn every_violation_is_told_at_once() {
    let server = Server::start(&[]).await;
    let request = pb::SummarizeRequest {
        article: Some(pb::Article { language: "english!".to_owned(), ..pb::Article::default() }),
        summary: Some(pb::SummaryOptions {
            max_words: Some(0),
            ratio: Some(f64::NAN),
            order: 99,
            ..pb::SummaryOptions::default()
        }),
        headline: Some(pb::HeadlineOptions { max_characters: Some(u32::MAX) }),
        quotes: Some(pb::QuoteOptions { min_words: Some(101), ..pb::QuoteOptions::default() }),
        offset_encoding: -1,
        view: 7,
    };
    let status = server.client().await.summarize(request).await.unwrap_err();
    let mut found = violations(&status);
    found.sort_unstable();
    assert_eq!(
        found,
        [
            "article.language: must be a BCP-47 language tag such as \"en\" or \"pt-BR\", or empty",
            "article.text: must not be empty",
            "headline.max_characters: must be between 1 and 1000, is 4294967295",
            "offset_encoding: has no value with number -1",
            "quotes.min_words: must be between 1 and 100, is 101",
            "summary.max_words: must be between 1 and 100000, is 0",
            "summary.order: has no value with number 99",
            "summary.ratio: must be above 0 and at most 1, is NaN",
            "view: has no value with number 7",
        ]
    );
    for violation in found {
        assert!(status.message().contains(&violation), "{}", status.message());
    }
    server.stop().await;
}

#[tokio::test]
async fn every_absurd_value_is_a_violation_of_its_field() {
    let broken: [Broken; 15] = [
        (|r| r.article = None, "article.text"),
        (|r| r.summary.get_or_insert_default().max_sentences = Some(0), "summary.max_sentences"),
        (|r| r.summary.get_or_insert_default().max_words = Some(u32::MAX), "summary.max_words"),
        (|r| r.summary.get_or_insert_default().max_characters = Some(0), "summary.max_characters"),
        (|r| r.summary.get_or_insert_default().ratio = Some(0.0), "summary.ratio"),
        (|r| r.summary.get_or_insert_default().ratio = Some(1.000_001), "summary.ratio"),
        (|r| r.summary.get_or_insert_default().ratio = Some(f64::INFINITY), "summary.ratio"),
        (|r| r.summary.get_or_insert_default().ratio = Some(f64::NAN), "summary.ratio"),
        (|r| r.summary.get_or_insert_default().order = i32::MIN, "summary.order"),
        (|r| r.summary.get_or_insert_default().order = 3, "summary.order"),
        (|r| r.summary.get_or_insert_default().style = 3, "summary.style"),
        (
            |r| r.headline.get_or_insert_default().max_characters = Some(0),
            "headline.max_characters",
        ),
        (|r| r.quotes.get_or_insert_default().max_quotes = Some(u32::MAX), "quotes.max_quotes"),
        (|r| r.quotes.get_or_insert_default().min_words = Some(0), "quotes.min_words"),
        (|r| r.offset_encoding = 4, "offset_encoding"),
    ];
    let server = Server::start(&[]).await;
    let mut client = server.client().await;
    for (break_rule, field) in broken {
        let mut request = request(STORY);
        break_rule(&mut request);
        let status = client.summarize(request.clone()).await.unwrap_err();
        let found = violations(&status);
        assert!(found.len() == 1 && found[0].starts_with(field), "{field}: {found:?}");
        // The other call has the same rules for the fields that it shares.
        let is_shared = !field.starts_with("summary") && !field.starts_with("headline");
        let request = pb::ExtractQuotesRequest {
            article: request.article,
            quotes: request.quotes,
            offset_encoding: request.offset_encoding,
        };
        match client.extract_quotes(request).await {
            Ok(_) => assert!(!is_shared, "{field}"),
            Err(status) => assert_eq!(violations(&status), found),
        }
    }
    server.stop().await;
}

#[tokio::test]
async fn every_limit_that_is_told_is_enforced_at_n_and_not_before() {
    type Limited = (u32, fn(&mut pb::SummarizeRequest, u32), &'static str);
    let server = Server::start(&[]).await;
    let mut client = server.client().await;
    let info = client.get_service_info(pb::GetServiceInfoRequest {}).await.expect("an answer");
    let limits = info.into_inner().limits.expect("limits");
    let limited: [Limited; 11] = [
        (
            limits.max_text_bytes,
            |r, n| article(r).text = first_bytes("Rents rose. ", n),
            "article.text",
        ),
        (limits.max_title_bytes, |r, n| article(r).title = "x".repeat(n as usize), "article.title"),
        (limits.max_id_bytes, |r, n| article(r).id = "x".repeat(n as usize), "article.id"),
        (
            limits.max_language_bytes,
            |r, n| article(r).language = first_bytes("enx-abcdefgh-", n),
            "article.language",
        ),
        (
            limits.max_summary_sentences,
            |r, n| r.summary.get_or_insert_default().max_sentences = Some(n),
            "summary.max_sentences",
        ),
        (
            limits.max_summary_words,
            |r, n| r.summary.get_or_insert_default().max_words = Some(n),
            "summary.max_words",
        ),
        (
            limits.max_summary_characters,
            |r, n| r.summary.get_or_insert_default().max_characters = Some(n),
            "summary.max_characters",
        ),
        (
            limits.max_query_bytes,
            |r, n| r.summary.get_or_insert_default().query = "q".repeat(n as usize),
            "summary.query",
        ),
        (
            limits.max_headline_characters,
            |r, n| r.headline.get_or_insert_default().max_characters = Some(n),
            "headline.max_characters",
        ),
        (
            limits.max_quotes,
            |r, n| r.quotes.get_or_insert_default().max_quotes = Some(n),
            "quotes.max_quotes",
        ),
        (
            limits.max_quote_min_words,
            |r, n| r.quotes.get_or_insert_default().min_words = Some(n),
            "quotes.min_words",
        ),
    ];
    for (limit, set, field) in limited {
        let mut at_limit = request(STORY);
        set(&mut at_limit, limit);
        let answer = client.summarize(at_limit).await;
        assert!(answer.is_ok(), "{field} at {limit}: {answer:?}");
        let mut beyond = request(STORY);
        set(&mut beyond, limit + 1);
        let found = violations(&client.summarize(beyond).await.unwrap_err());
        assert!(found.len() == 1 && found[0].starts_with(field), "{field}: {found:?}");
        if field != "article.language" {
            assert!(found[0].contains(&limit.to_string()), "{found:?}");
            assert!(found[0].contains(&(limit + 1).to_string()), "{found:?}");
        }
    }
    server.stop().await;
}

/// Groups a number's digits by thousands, as the contract's comments write it.
fn grouped(number: u32) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (idx, digit) in digits.chars().enumerate() {
        if idx > 0 && (digits.len() - idx).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[tokio::test]
async fn the_contract_tells_the_limits_that_are_enforced() {
    let server = Server::start(&[]).await;
    let info = server.client().await.get_service_info(pb::GetServiceInfoRequest {}).await;
    let limits = info.expect("an answer").into_inner().limits.expect("limits");
    let contract = include_str!("../../proto/nutgraf/v1/summarizer.proto");
    for (field, limit) in [
        ("string text", limits.max_text_bytes),
        ("string text", limits.max_article_sentences),
        ("string title", limits.max_title_bytes),
        ("string id", limits.max_id_bytes),
        ("string language", limits.max_language_bytes),
        ("optional uint32 max_sentences", limits.max_summary_sentences),
        ("optional uint32 max_words", limits.max_summary_words),
        ("optional uint32 max_characters = 3", limits.max_summary_characters),
        ("string query", limits.max_query_bytes),
        ("optional uint32 max_characters = 1", limits.max_headline_characters),
        ("optional uint32 max_quotes", limits.max_quotes),
        ("optional uint32 min_words", limits.max_quote_min_words),
    ] {
        let (before, _) = contract.split_once(&format!("  {field}")).expect(field);
        let comment = before.rsplit("\n\n").next().expect("a comment");
        assert!(comment.contains(&grouped(limit)), "{field}: {limit} not in\n{comment}");
    }
    server.stop().await;
}

/// Repeats ASCII text to a length.
fn first_bytes(text: &str, n_bytes: u32) -> String {
    text.chars().cycle().take(n_bytes as usize).collect()
}

fn article(request: &mut pb::SummarizeRequest) -> &mut pb::Article {
    request.article.get_or_insert_default()
}

#[tokio::test]
async fn a_message_over_the_limit_is_refused_before_it_is_read() {
    let server = Server::start(&["--max-request-bytes", "4KiB"]).await;
    let mut client = server.client().await;
    let of_length = |n_bytes: usize| {
        let mut request = request("Rents rose.");
        request.summary = Some(pb::SummaryOptions::default());
        // The lengths of text and article take up to two bytes more as they grow.
        let n_missing = n_bytes - request.encoded_len();
        article(&mut request).text += &"x".repeat(n_missing - 8);
        while request.encoded_len() < n_bytes {
            article(&mut request).text.push('x');
        }
        assert_eq!(request.encoded_len(), n_bytes);
        request
    };
    client.summarize(of_length(4096)).await.expect("an answer");
    let status = client.summarize(of_length(4097)).await.unwrap_err();
    assert_eq!(status.code(), Code::OutOfRange);
    assert_eq!(reason(&status), "MESSAGE_TOO_LARGE");
    assert!(status.message().contains("4096"), "{}", status.message());

    // After decompression the transport has another code for the same.
    let mut client = client.send_compressed(CompressionEncoding::Gzip);
    client.summarize(of_length(4096)).await.expect("an answer");
    let status = client.summarize(of_length(1 << 20)).await.unwrap_err();
    assert_eq!(status.code(), Code::ResourceExhausted);
    assert_eq!(reason(&status), "MESSAGE_TOO_LARGE");
    server.stop().await;
}

#[tokio::test]
async fn what_is_no_message_of_the_contract_has_a_code_and_details() {
    type Case<'c> = (&'c str, &'c [(&'c str, &'c str)], Vec<u8>, Code, &'c str);
    let server = Server::start(&[]).await;
    let mut raw = Raw::connect(server.address).await;
    let good = frame(&request(STORY).encode_to_vec());
    // Field 1, a message of 5 bytes: field 3, a string of 3 bytes that is no UTF-8.
    let bad_utf8 = frame(b"\x0a\x05\x1a\x03\xff\xfe\xfd");
    let mut compressed = good.clone();
    compressed[0] = 1;
    let cases: [Case<'_>; 8] = [
        (SUMMARIZE, &[], frame(b"\xff\xff\xff"), Code::InvalidArgument, "MALFORMED_MESSAGE"),
        (SUMMARIZE, &[], bad_utf8, Code::InvalidArgument, "MALFORMED_MESSAGE"),
        (SUMMARIZE, &[], Vec::new(), Code::InvalidArgument, "MALFORMED_MESSAGE"),
        (SUMMARIZE, &[], good[..9].to_vec(), Code::InvalidArgument, "MALFORMED_MESSAGE"),
        (SUMMARIZE, &[], compressed, Code::Internal, "MALFORMED_MESSAGE"),
        (
            SUMMARIZE,
            &[("grpc-encoding", "br")],
            good.clone(),
            Code::Unimplemented,
            "UNSUPPORTED_COMPRESSION",
        ),
        (
            "/nutgraf.v1.SummarizerService/No",
            &[],
            good.clone(),
            Code::Unimplemented,
            "UNKNOWN_METHOD",
        ),
        ("/nutgraf.v9.No/Summarize", &[], good.clone(), Code::Unimplemented, "UNKNOWN_METHOD"),
    ];
    for (path, headers, bytes, code, expected) in cases {
        let mut call = raw.open(path, headers).await;
        call.send(bytes);
        let end = call.end().await;
        assert_eq!(end.status.code(), code, "{path} {headers:?}: {:?}", end.status);
        assert_eq!(reason(&end.status), expected);
        assert!(end.is_trailers_only && end.bytes.is_empty());
    }
    // The connection isn't harmed.
    let mut call = raw.open(SUMMARIZE, &[]).await;
    call.send(good);
    let end = call.end().await;
    assert_eq!(end.status.code(), Code::Ok);
    assert!(end.headers.contains_key("server-timing"));
    server.stop().await;
}

#[tokio::test]
async fn what_is_no_grpc_is_no_call() {
    let server = Server::start(&[]).await;
    let mut raw = Raw::connect(server.address).await;
    for (content_type, expected) in [
        ("text/plain", 415),
        ("application/json", 415),
        ("application/grpc-web", 415),
        ("", 415),
        ("application/grpc+proto", 200),
        ("application/grpc;charset=utf-8", 200),
    ] {
        let mut call = raw.open(SUMMARIZE, &[("content-type", content_type)]).await;
        call.send_message(&request(STORY));
        assert_eq!(call.http_status().await, expected, "{content_type:?}");
    }
    server.stop().await;
}

#[tokio::test]
async fn a_text_without_a_story_is_a_result_with_a_warning() {
    let server = Server::start(&[]).await;
    let answer =
        server.client().await.summarize(request("\u{feff} \n\n ")).await.expect("an answer");
    let answer = answer.into_inner();
    assert!(answer.sentences.is_empty() && answer.quotes.is_empty() && answer.headline.is_none());
    let codes: Vec<_> = answer.warnings.iter().map(pb::Warning::code).collect();
    assert!(codes.contains(&pb::WarningCode::NoSentences), "{codes:?}");
    server.stop().await;
}

#[tokio::test]
async fn the_server_tells_what_it_is() {
    let server = Server::start(&["--max-timeout", "7s", "--max-concurrent-streams", "9"]).await;
    let mut client = server.client().await;
    let info = client.get_service_info(Request::new(pb::GetServiceInfoRequest {})).await;
    let info = info.expect("an answer").into_inner();
    assert_eq!(info.version, env!("CARGO_PKG_VERSION"));
    assert_eq!(info.algorithm_version, nutgraf::summarize::ALGORITHM_VERSION);
    assert_eq!(info.languages.len(), 18);
    assert!(info.languages.is_sorted() && info.languages.contains(&"en".to_owned()));
    let limits = info.limits.expect("limits");
    assert_eq!(limits.max_timeout_ms, 7000);
    assert_eq!(limits.max_concurrent_streams, 9);
    assert_eq!(limits.max_request_bytes, 2 << 20);
    assert_eq!(limits.max_article_sentences, options::MAX_SENTENCES);
    server.stop().await;
}

#[tokio::test]
async fn a_query_steers_the_choice_and_none_changes_nothing() {
    let server = Server::start(&[]).await;
    let mut client = server.client().await;
    let text = "The council of Port Hallen approved the budget on Monday. The budget pays for a \
        new sea wall and for schools. Council members argued about the budget until midnight. Two \
        ferries will sail to the island in winter. The council meets again in May.";
    let mut first_choice = async |query: &str| {
        let mut request = request(text);
        let limits = pb::SummaryOptions { max_sentences: Some(1), ..Default::default() };
        request.summary = Some(pb::SummaryOptions { query: query.to_owned(), ..limits });
        let answer = client.summarize(request).await.expect("an answer").into_inner();
        answer.sentences.first().expect("a sentence").clone()
    };
    let lead = first_choice("").await;
    assert_eq!(lead.sentence_index, 0);
    assert_eq!(first_choice("ferry to an island").await.sentence_index, 3);
    assert_eq!(first_choice("Sea walls").await.sentence_index, 1);
    assert_eq!(first_choice("volcano").await, lead);
    server.stop().await;
}
