//! Which values may the fields of a request have? Every rule is told, documented and enforced.

use crate::harness::{Server, request, violations};
use nutgraf::grpc::pb;

const STORY: &str = "The council of Port Hallen approved the budget on Monday. Rents had risen.";

/// A request that breaks a rule, and what it is told.
type Broken = (fn(&mut pb::SummarizeRequest), &'static str);

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
