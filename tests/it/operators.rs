//! What operators see: metrics, probes, and one log line a call.

use crate::harness::{PATIENCE, Server, ask, request, sample};
use crate::raw::{Raw, SUMMARIZE};
use nutgraf::grpc::pb;
use nutgraf::server::Stop;
use nutgraf::server::metrics::{Metrics, TABLE};
use std::fmt::Write as _;

const STORY: &str = "The council of Port Hallen approved the budget on Monday. Rents had risen.";

#[tokio::test]
async fn calls_are_counted_by_method_and_code_however_they_end() {
    let server = Server::start(&[]).await;
    let mut client = server.client().await;
    for _ in 0..3 {
        client.summarize(request(STORY)).await.expect("an answer");
    }
    client.summarize(request("")).await.unwrap_err();
    let requests = vec![request(STORY), request("")];
    client.batch_summarize(pb::BatchSummarizeRequest { requests }).await.expect("an answer");
    let mut raw = Raw::connect(server.address).await;
    let mut unknown = raw.open("/nutgraf.v1.SummarizerService/Nothing", &[]).await;
    unknown.send(Vec::new());
    unknown.end().await;
    let late = raw.open(SUMMARIZE, &[("grpc-timeout", "1m")]).await;
    late.end().await;
    // A caller who leaves, once a later call shows that this one has arrived.
    let leaving = raw.open(SUMMARIZE, &[]).await;
    let mut later = raw.open(SUMMARIZE, &[]).await;
    later.send_message(&request(STORY));
    later.end().await;
    drop(leaving);
    let left = "grpc_server_handled_total{grpc_method=\"Summarize\",grpc_code=\"CANCELLED\"} 1";
    let metrics = tokio::time::timeout(PATIENCE, async {
        loop {
            let (_, metrics) = ask(server.admin, "/metrics").await;
            // The last answer has reached its caller, and may count as unread for a moment.
            if metrics.contains(left) && sample(&metrics, "nutgraf_articles_held_bytes") < 1.0 {
                return metrics;
            }
        }
    });
    let metrics = metrics.await.expect("the call ends");
    for (name, expected) in [
        ("grpc_server_started_total{grpc_method=\"Summarize\"}", 7.0),
        ("grpc_server_handled_total{grpc_method=\"Summarize\",grpc_code=\"OK\"}", 4.0),
        (
            "grpc_server_handled_total{grpc_method=\"Summarize\",grpc_code=\"INVALID_ARGUMENT\"}",
            1.0,
        ),
        (
            "grpc_server_handled_total{grpc_method=\"Summarize\",grpc_code=\"DEADLINE_EXCEEDED\"}",
            1.0,
        ),
        ("grpc_server_handled_total{grpc_method=\"BatchSummarize\",grpc_code=\"OK\"}", 1.0),
        ("grpc_server_handled_total{grpc_method=\"_OTHER\",grpc_code=\"UNIMPLEMENTED\"}", 1.0),
        ("rpc_server_call_duration_seconds_count{rpc_method=\"Summarize\"}", 7.0),
        ("nutgraf_articles_total{language=\"en\"}", 5.0),
        ("nutgraf_compute_seconds_count{lane=\"short\"}", 5.0),
        ("nutgraf_stage_seconds_count{stage=\"document\"}", 5.0),
        ("nutgraf_stage_seconds_count{stage=\"score\"}", 5.0),
        ("nutgraf_stage_seconds_count{stage=\"keywords\"}", 5.0),
        ("nutgraf_stage_seconds_count{stage=\"headline\"}", 5.0),
        ("nutgraf_stage_seconds_count{stage=\"quotes\"}", 5.0),
        ("nutgraf_stage_seconds_count{stage=\"answer\"}", 5.0),
        ("nutgraf_text_bytes_count", 5.0),
        ("nutgraf_articles_held", 0.0),
        ("nutgraf_articles_held_bytes", 0.0),
        ("nutgraf_calls_in_flight", 0.0),
        ("nutgraf_connections", 2.0),
        ("nutgraf_panics_total", 0.0),
    ] {
        assert!((sample(&metrics, name) - expected).abs() < f64::EPSILON, "{name}\n{metrics}");
    }
    assert!(metrics.ends_with("# EOF\n"));
    server.stop().await;
}

#[tokio::test]
async fn refusals_are_counted() {
    let server = Server::start(&["--workers", "1", "--max-queued", "0"]).await;
    let requests = vec![request(&STORY.repeat(100)); 30];
    let mut client = server.client().await;
    client.batch_summarize(pb::BatchSummarizeRequest { requests }).await.expect("an answer");
    let (_, metrics) = ask(server.admin, "/metrics").await;
    assert!(sample(&metrics, "nutgraf_articles_refused_total{reason=\"OVERLOADED\"}") > 0.0);
    server.stop().await;
}

#[tokio::test]
async fn the_probes_tell_life_from_readiness() {
    let server = Server::start(&["--drain-delay", "1h"]).await;
    let admin = server.admin;
    assert_eq!(ask(admin, "/livez").await, (200, "alive\n".to_owned()));
    assert_eq!(ask(admin, "/readyz").await, (200, "ready\n".to_owned()));
    let (status, version) = ask(admin, "/version").await;
    assert_eq!(status, 200);
    assert!(version.contains(&format!("\"version\":\"{}\"", env!("CARGO_PKG_VERSION"))));
    assert_eq!(ask(admin, "/other").await.0, 404);
    let stopping = server.signal(Stop::Terminate);
    while ask(admin, "/readyz").await.0 == 200 {}
    assert_eq!(ask(admin, "/readyz").await.0, 503);
    assert_eq!(ask(admin, "/livez").await.0, 200);
    assert!(!stopping.has_ended());
}

#[tokio::test]
async fn a_call_keeps_its_request_id_or_gets_one() {
    let server = Server::start(&[]).await;
    let mut raw = Raw::connect(server.address).await;
    for (given, is_kept) in [("batch-7.a_1", true), ("no blanks", false)] {
        for text in [STORY, ""] {
            let mut call = raw.open(SUMMARIZE, &[("x-request-id", given)]).await;
            call.send_message(&request(text));
            let end = call.end().await;
            let id = end.headers.get("x-request-id").expect("an id").to_str().expect("ASCII");
            assert_eq!(id == given, is_kept);
            assert!(is_kept || id.len() == 16);
        }
    }
    server.stop().await;
}

/// Writes the table of metrics as Markdown.
fn rendered() -> String {
    let mut text = String::from(
        "# Metrics\n\n\
         `GET /metrics` on the admin port (`--admin-listen`), in the text format of OpenMetrics.\n\
         Labels have closed sets of values; nothing that a caller sends becomes one.\n\n\
         | metric | kind | labels | what it says |\n|---|---|---|---|\n",
    );
    for row in TABLE {
        let labels: Vec<String> = row.labels.iter().map(|label| format!("`{label}`")).collect();
        let labels = labels.join(", ");
        writeln!(text, "| `{}` | {} | {labels} | {} |", row.name, row.kind, row.help)
            .expect("text");
    }
    text
}

#[test]
fn the_documentation_lists_the_metrics_that_are_served() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/metrics.md");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(path, rendered()).expect("a writable file");
    }
    assert_eq!(std::fs::read_to_string(path).expect("docs/metrics.md"), rendered());
    let served = Metrics::new().text();
    let described: Vec<&str> =
        served.lines().filter_map(|line| line.strip_prefix("# TYPE ")?.split(' ').next()).collect();
    let in_table: Vec<&str> = TABLE
        .iter()
        .map(|row| row.name.trim_end_matches("_total").trim_end_matches("_info"))
        .collect();
    for name in &described {
        assert!(in_table.contains(name), "{name} is served and not in the table");
    }
    // A family without samples isn't described.
    for row in TABLE.iter().filter(|row| row.labels.is_empty()) {
        assert!(described.contains(&row.name.trim_end_matches("_total")), "{}", row.name);
    }
}
