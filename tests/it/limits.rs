//! Limits that aren't of one field: told, documented, and enforced at n and n + 1.

use crate::harness::{Server, request};
use crate::raw::{Raw, SUMMARIZE};
use nutgraf::grpc::pb;
use tonic::Code;

async fn limits(server: &Server) -> pb::Limits {
    let info = server.client().await.get_service_info(pb::GetServiceInfoRequest {}).await;
    info.expect("an answer").into_inner().limits.expect("limits")
}

#[tokio::test]
async fn sentences_beyond_the_limit_are_left_out_with_a_warning() {
    let server = Server::start(&[]).await;
    let limit = limits(&server).await.max_article_sentences;
    for (n_sentences, is_cut) in [(limit, false), (limit + 1, true)] {
        let text = "Rents rose. ".repeat(n_sentences as usize);
        let answer = server.client().await.summarize(request(&text)).await.expect("an answer");
        let answer = answer.into_inner();
        assert_eq!(answer.stats.expect("stats").n_sentences, limit);
        let codes: Vec<_> = answer.warnings.iter().map(pb::Warning::code).collect();
        assert_eq!(codes.contains(&pb::WarningCode::Truncated), is_cut, "{n_sentences}: {codes:?}");
    }
    server.stop().await;
}

#[tokio::test]
async fn so_many_sentences_are_explained_and_no_more() {
    let server = Server::start(&[]).await;
    let limit = limits(&server).await.max_explained_sentences;
    for (n_sentences, n_explained) in [(limit - 1, limit - 1), (limit, limit), (limit + 1, limit)] {
        let mut request = request(&"Rents rose. ".repeat(n_sentences as usize));
        request.view = pb::View::Full.into();
        let answer = server.client().await.summarize(request).await.expect("an answer");
        assert_eq!(answer.into_inner().explanation.len(), n_explained as usize);
    }
    server.stop().await;
}

#[tokio::test]
async fn so_many_calls_are_taken_at_once_on_a_connection() {
    let server = Server::start(&["--max-concurrent-streams", "3"]).await;
    assert_eq!(limits(&server).await.max_concurrent_streams, 3);
    let mut raw = Raw::connect(server.address).await;
    let mut calls = Vec::new();
    for _ in 0..3 {
        calls.push(raw.open(SUMMARIZE, &[]).await);
    }
    let mut first = calls.remove(0);
    first.send_message(&request("Rents rose."));
    assert_eq!(first.end().await.status.code(), Code::Ok);
    // By now the client has been told, and doesn't send a fourth while three are open.
    assert_eq!(raw.max_streams(), 3);
    server.stop().await;
}

/// Groups a number's digits by thousands.
fn grouped(number: u32) -> String {
    match number {
        0..1000 => number.to_string(),
        _ => format!("{},{:03}", grouped(number / 1000), number % 1000),
    }
}

#[tokio::test]
async fn the_readme_tells_the_limits_that_are_enforced() {
    let server = Server::start(&[]).await;
    let limits = limits(&server).await;
    let readme = include_str!("../../README.md");
    let table = readme.split("\n## Limits\n").nth(1).expect("a section");
    let table = table.split("\n\n").next().expect("a table");
    let mib = |n_bytes: u32| format!("{} MiB", n_bytes >> 20);
    for (row, limits) in [
        ("text", vec![grouped(limits.max_text_bytes) + " bytes"]),
        ("sentences of a story that are read", vec![grouped(limits.max_article_sentences)]),
        (
            "title, id, language tag, query",
            vec![
                grouped(limits.max_title_bytes) + " bytes",
                format!("{} bytes", limits.max_id_bytes),
                format!("{} bytes", limits.max_language_bytes),
                format!("{} bytes", limits.max_query_bytes),
            ],
        ),
        ("sentences that are explained", vec![grouped(limits.max_explained_sentences)]),
        (
            "articles of a batch",
            vec![limits.max_batch_requests.to_string(), mib(limits.max_request_bytes)],
        ),
        (
            "what can be asked for",
            vec![
                grouped(limits.max_summary_sentences) + " sentences",
                grouped(limits.max_summary_words) + " words",
                grouped(limits.max_summary_characters) + " characters",
                format!("a headline of {} characters", grouped(limits.max_headline_characters)),
                grouped(limits.max_quotes) + " quotes",
                format!("quotes of {} words or more", limits.max_quote_min_words),
            ],
        ),
        ("a call", vec![format!("{} s", limits.max_timeout_ms / 1000)]),
        (
            "calls at once",
            vec![
                format!("{} on a connection", limits.max_concurrent_streams),
                grouped(u32::try_from(nutgraf::grpc::MAX_OPEN_CALLS).expect("few")),
            ],
        ),
    ] {
        let line = table.lines().find_map(|line| line.strip_prefix(&format!("| {row} | ")));
        let line = line.unwrap_or_else(|| panic!("no row {row}"));
        for limit in limits {
            assert!(line.contains(&limit), "{row}: {limit} not in {line}");
        }
    }
    server.stop().await;
}
