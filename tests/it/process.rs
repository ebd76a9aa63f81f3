//! How does the process live? Probe, signals, ports, open files, and what it logs.

use crate::harness::{ask, request, tell};
use crate::program::{logs_of, nutgraf, run, send_signal, serve, serve_on};
use crate::traces::Collector;
use nutgraf::grpc::pb;
use nutgraf::grpc::pb::summarizer_service_client::SummarizerServiceClient;
use std::io::{BufRead, BufReader, Read};
use std::process::Command;

#[test]
fn the_probe_tells_by_its_exit_code_and_a_signal_ends_the_server_with_zero() {
    let (mut child, address) = serve(nutgraf(&["serve"]).env("NUTGRAF_DRAIN_DELAY", "0s"));
    // A busy machine isn't a dead server.
    let probe = ["probe", "--timeout-ms", "60000"];
    let service = "nutgraf.v1.SummarizerService";
    // The address is printed first, and then the tables are built.
    while run(nutgraf(&probe).args(["--address", &address])).0 != Some(0) {
        assert!(child.try_wait().expect("a child").is_none(), "the server has ended");
    }
    let known = ["--address", &address, "--service", service];
    assert_eq!(run(nutgraf(&probe).args(known)).0, Some(0));
    assert_eq!(run(nutgraf(&probe).env("NUTGRAF_LISTEN", &address)).0, Some(0));
    let unknown = ["probe", "--address", &address, "--service", "other"];
    assert_eq!(run(&mut nutgraf(&unknown)).0, Some(1));

    send_signal(&child, "TERM");
    assert_eq!(child.wait().expect("an end").code(), Some(0));
    let logs = logs_of(&mut child);
    assert!(logs.lines().all(|line| line.starts_with('{') && line.ends_with('}')), "{logs}");
    assert!(logs.contains("\"message\":\"listening\"") && logs.contains("\"message\":\"stopped\""));
    let (code, _, error) = run(&mut nutgraf(&["probe", "--address", &address]));
    assert_eq!(code, Some(1));
    assert!(error.contains("no server"), "{error}");
}

#[test]
fn a_second_signal_ends_the_server_at_once() {
    let (mut child, _) = serve(nutgraf(&["serve"]).env("NUTGRAF_DRAIN_DELAY", "1h"));
    send_signal(&child, "TERM");
    // The first must have been seen, or the two count as one.
    let stderr = child.stderr.take().expect("a pipe");
    let mut lines = BufReader::new(stderr).lines();
    assert!(lines.any(|line| line.expect("UTF-8").contains("stopping")));
    send_signal(&child, "TERM");
    assert_eq!(child.wait().expect("an end").code(), Some(1));
}

#[test]
fn a_port_in_use_is_an_error() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = taken.local_addr().expect("an address").to_string();
    let (code, _, logs) = run(&mut nutgraf(&["serve", "--listen", &address]));
    assert_eq!(code, Some(1));
    assert!(logs.contains("can't serve"), "{logs}");
}

#[test]
fn what_is_logged_is_changed_while_running() {
    let flags = ["serve", "--admin-listen", "127.0.0.1:0", "--log", "warn"];
    let (mut child, [address, admin]) = serve_on(&mut nutgraf(&flags));
    let admin = admin.parse().expect("an address");
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let url = format!("http://{address}");
        let mut client = SummarizerServiceClient::connect(url).await.expect("a connection");
        let mut call = async |id: &str| {
            let mut request = tonic::Request::new(request("Rents rose."));
            request.metadata_mut().insert("x-request-id", id.parse().expect("ASCII"));
            client.summarize(request).await.expect("an answer");
        };
        let filter = async || ask(admin, "/log-filter").await;
        assert_eq!(filter().await, (200, "warn\n".to_owned()));
        call("silent-1").await;
        let loud = "info,h2=off";
        assert_eq!(tell(admin, "PUT", "/log-filter", loud).await, (200, format!("{loud}\n")));
        assert_eq!(filter().await, (200, format!("{loud}\n")));
        call("loud-1").await;
        for bad in ["", "inof", "nutgraf=loud", &"x".repeat(5000), "info, debgu"] {
            let (status, told) = tell(admin, "PUT", "/log-filter", bad).await;
            assert_eq!(status, 400, "{bad}");
            assert!(told.starts_with("the log filter must be "), "{told}");
        }
        assert_eq!(filter().await, (200, format!("{loud}\n")));
        for method in ["POST", "DELETE"] {
            assert_eq!(tell(admin, method, "/log-filter", "off").await.0, 405);
        }
        assert_eq!(tell(admin, "PUT", "/metrics", "off").await.0, 405);
        call("loud-2").await;
        assert_eq!(tell(admin, "PUT", "/log-filter", " off\n").await.0, 200);
        call("silent-2").await;
    });
    send_signal(&child, "INT");
    assert_eq!(child.wait().expect("an end").code(), Some(0));
    let logs = logs_of(&mut child);
    for (id, is_logged) in
        [("silent-1", false), ("loud-1", true), ("loud-2", true), ("silent-2", false)]
    {
        assert_eq!(logs.contains(&format!("\"request_id\":\"{id}\"")), is_logged, "{id}: {logs}");
    }
    assert!(logs.contains("\"message\":\"log filter changed\""), "{logs}");
}

#[test]
fn as_many_files_may_be_open_as_connections() {
    let script = "ulimit -S -n 256 && exec \"$@\"";
    let program = env!("CARGO_BIN_EXE_nutgraf");
    let mut shell = Command::new("sh");
    let (mut child, _) = serve(shell.args(["-c", script, "sh", program, "serve"]));
    let limits = std::fs::read_to_string(format!("/proc/{}/limits", child.id()));
    send_signal(&child, "INT");
    assert_eq!(child.wait().expect("an end").code(), Some(0));
    let limits = limits.expect("Linux");
    let line = limits.lines().find_map(|line| line.strip_prefix("Max open files")).expect("a line");
    let soft = line.split_ascii_whitespace().next().expect("a limit");
    assert!(soft == "unlimited" || soft.parse::<u32>().expect("a number") > 1024, "{line}");
}

#[test]
fn refusals_under_overload_share_a_log_line() {
    let (mut child, address) = serve(&mut nutgraf(&["serve", "--workers=1", "--max-queued=0"]));
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let text = "The council of Port Hallen approved the budget on Monday. ".repeat(200);
    let n_answered = runtime.block_on(async {
        let mut calls = Vec::new();
        for _ in 0..24 {
            let url = format!("http://{address}");
            let mut client = SummarizerServiceClient::connect(url).await.expect("a connection");
            let request = request(&text);
            calls.push(tokio::spawn(async move { client.summarize(request).await.is_ok() }));
        }
        let mut n_answered = 0;
        for call in calls {
            n_answered += usize::from(call.await.expect("no panic"));
        }
        n_answered
    });
    send_signal(&child, "INT");
    let logs = logs_of(&mut child);
    assert!(n_answered > 0 && n_answered < 24, "{n_answered} answered");
    assert_eq!(logs.matches("\"message\":\"call\"").count(), n_answered, "{logs}");
    assert_eq!(logs.matches("articles refused, the queue is full").count(), 1, "{logs}");
}

/// A word that stands in text, title, id and language, and nowhere else.
const CANARY: &str = "Zvorbalix";

#[test]
fn text_of_an_article_is_in_no_log_metric_span_or_error_at_any_level() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let (collector, spans_to) = runtime.block_on(Collector::start());
    let endpoint = format!("http://{spans_to}");
    let flags = [
        "serve",
        "--admin-listen",
        "127.0.0.1:0",
        "--otel-exporter-otlp-endpoint",
        endpoint.as_str(),
    ];
    let (mut child, [address, admin]) = serve_on(nutgraf(&flags).env("NUTGRAF_LOG", "trace"));
    let drained = std::thread::spawn({
        let mut stderr = child.stderr.take().expect("a pipe");
        move || {
            let mut logs = String::new();
            stderr.read_to_string(&mut logs).map(|_| logs)
        }
    });
    let story = format!("{CANARY} rose. \"We saw {CANARY} there,\" said {CANARY} Kell on Monday.");
    let article = pb::Article {
        id: CANARY.to_owned(),
        title: format!("{CANARY} is back"),
        text: story.clone(),
        language: String::new(),
    };
    let good = pb::SummarizeRequest { article: Some(article.clone()), ..request("") };
    let mut bad = good.clone();
    bad.offset_encoding = 9;
    let mut worse = good.clone();
    let too_long = pb::Article {
        id: CANARY.repeat(100),
        title: CANARY.repeat(1000),
        language: format!("{CANARY}-{CANARY}"),
        ..article.clone()
    };
    worse.article = Some(too_long);
    let quotes =
        pb::ExtractQuotesRequest { article: Some(article), ..pb::ExtractQuotesRequest::default() };
    let errors = runtime.block_on(async {
        let url = format!("http://{address}");
        let mut client = SummarizerServiceClient::connect(url).await.expect("a connection");
        client.summarize(good).await.expect("an answer");
        client.extract_quotes(quotes).await.expect("an answer");
        let bad = client.summarize(bad).await.unwrap_err();
        let batch = pb::BatchSummarizeRequest { requests: vec![worse.clone()] };
        let in_batch = client.batch_summarize(batch).await.expect("an answer");
        let worse = client.summarize(worse).await.unwrap_err();
        let (status, metrics) = ask(admin.parse().expect("an address"), "/metrics").await;
        assert!(status == 200 && metrics.contains("nutgraf_articles_total"), "{metrics}");
        assert!(!metrics.contains(CANARY), "{metrics}");
        assert!(!format!("{in_batch:?}").contains(CANARY), "{in_batch:?}");
        format!("{bad:?} {worse:?} {:?} {:?}", bad.details(), worse.details())
    });
    assert!(!errors.contains(CANARY), "{errors}");
    send_signal(&child, "INT");
    assert_eq!(child.wait().expect("an end").code(), Some(0));
    let spans = format!("{:?}", collector.kept());
    assert!(spans.matches("rpc.method").count() >= 5, "{spans}");
    assert!(!spans.contains(CANARY), "{spans}");
    let logs = drained.join().expect("no panic").expect("UTF-8");
    let seen = logs.matches("\"message\":\"call\"").count();
    assert!(seen >= 4 && logs.contains("\"level\":\"TRACE\""), "{logs}");
    assert!(!logs.contains(CANARY), "{logs}");
}
