//! `nutgraf serve` and `nutgraf probe` as programs: flags, variables, signals, logs.

use crate::certificates::{Authority, Files};
use crate::harness::{ask, request, tell};
use crate::traces::Collector;
use nutgraf::grpc::pb;
use nutgraf::grpc::pb::summarizer_service_client::SummarizerServiceClient;
use nutgraf::server::config::unknown_variables;
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Output, Stdio};

pub(crate) fn nutgraf(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nutgraf"));
    command.args(arguments).env_remove("NUTGRAF_LISTEN").env_remove("NUTGRAF_LOG");
    command
}

pub(crate) fn run(command: &mut Command) -> (Option<i32>, String, String) {
    let Output { status, stdout, stderr } = command.output().expect("the program runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (status.code(), text(stdout), text(stderr))
}

/// Starts `nutgraf serve` on a free port and returns it with its address.
fn serve(command: &mut Command) -> (Child, String) {
    let (child, [address]) = serve_on(command);
    (child, address)
}

/// Starts `nutgraf serve` on a free port and returns it with the addresses that it prints.
pub(crate) fn serve_on<const N: usize>(command: &mut Command) -> (Child, [String; N]) {
    let mut child = command
        .args(["--listen", "127.0.0.1:0"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    let mut lines = BufReader::new(child.stdout.as_mut().expect("a pipe")).lines();
    let addresses = std::array::from_fn(|_| lines.next().expect("an address").expect("UTF-8"));
    (child, addresses)
}

pub(crate) fn send_signal(child: &Child, signal: &str) {
    let kill = format!("kill -{signal} {}", child.id());
    let status = Command::new("sh").args(["-c", &kill]).status().expect("a shell");
    assert!(status.success());
}

pub(crate) fn logs_of(child: &mut Child) -> String {
    let mut logs = String::new();
    child.stderr.take().expect("a pipe").read_to_string(&mut logs).expect("UTF-8");
    logs
}

#[test]
fn the_configuration_is_printed_with_flags_before_variables_before_defaults() {
    let (code, printed, errors) = run(nutgraf(&["serve", "--check-config", "--max-queued", "7"])
        .env("NUTGRAF_MAX_QUEUED", "6")
        .env("NUTGRAF_DRAIN_DELAY", "1500ms"));
    assert_eq!((code, errors.as_str()), (Some(0), ""));
    let lines: Vec<&str> = printed.lines().collect();
    for line in [
        "listen = \"0.0.0.0:50051\"",
        "max-queued = 7",
        "drain-delay = \"1500ms\"",
        "drain-timeout = \"20s\"",
        "max-request-bytes = 2097152",
        "log = \"info\"",
    ] {
        assert!(lines.contains(&line), "{line} not in\n{printed}");
    }
    assert!(lines.iter().all(|line| line.contains(" = ")));
}

#[test]
fn the_printed_configuration_reads_back_as_flags() {
    let (_, printed, _) = run(&mut nutgraf(&["serve", "--check-config"]));
    let flags: Vec<String> = printed
        .lines()
        .map(|line| line.split_once(" = ").expect("name and value"))
        .map(|(name, value)| format!("--{name}={}", value.trim_matches('"')))
        .collect();
    let (code, again, errors) = run(nutgraf(&["serve", "--check-config"]).args(&flags));
    assert_eq!((code, errors.as_str()), (Some(0), ""));
    assert_eq!(again, printed);
}

#[test]
fn all_mistakes_are_told_at_once() {
    let arguments = ["serve", "--max-timeout", "5", "--workers", "0", "--listen", "localhost"];
    let (code, printed, errors) = run(nutgraf(&arguments).env("NUTGRAF_REFLECTION", "maybe"));
    assert_eq!((code, printed.as_str()), (Some(2), ""));
    let lines: Vec<&str> = errors.lines().collect();
    assert_eq!(lines.len(), 4, "{errors}");
    for (line, start, end) in [
        (lines[0], "error: --listen (NUTGRAF_LISTEN) must be", "got \"localhost\""),
        (lines[1], "error: --workers (NUTGRAF_WORKERS) must be a number from 1", "got \"0\""),
        (lines[2], "error: --max-timeout (NUTGRAF_MAX_TIMEOUT) must be a time", "got \"5\""),
        (lines[3], "error: --reflection (NUTGRAF_REFLECTION) must be one of", "got \"maybe\""),
    ] {
        assert!(line.starts_with(start) && line.ends_with(end), "{line}");
    }
}

#[test]
fn half_a_configuration_of_tls_is_a_mistake() {
    for (flags, lines) in [
        (&["--tls-certificate-file=a"][..], &["--tls-key-file (NUTGRAF_TLS_KEY_FILE) must be"][..]),
        (&["--tls-key-file=a"], &["--tls-certificate-file (NUTGRAF_TLS_CERTIFICATE_FILE) must be"]),
        (&["--tls-client-ca-file=a"], &["--tls-certificate-file (NUTGRAF_TLS_CERTIFICATE_FILE)"]),
        (&["--tls-client-subjects=a"], &["--tls-client-ca-file (NUTGRAF_TLS_CLIENT_CA_FILE) must"]),
        (
            &["--tls-client-subjects=a,", "--tls-key-file=a"],
            &[
                "--tls-certificate-file",
                "--tls-client-ca-file",
                "--tls-client-subjects (NUTGRAF_TLS",
            ],
        ),
        (&["--tls-client-subjects=any,a"], &["--tls-client-ca-file", "--tls-client-subjects"]),
    ] {
        let (code, printed, errors) = run(nutgraf(&["serve", "--check-config"]).args(flags));
        assert_eq!((code, printed.as_str()), (Some(2), ""), "{flags:?}");
        let found: Vec<&str> = errors.lines().collect();
        assert_eq!(found.len(), lines.len(), "{errors}");
        for (found, start) in found.iter().zip(lines) {
            assert!(found.starts_with(&format!("error: {start}")), "{errors}");
        }
    }
}

#[test]
fn files_of_tls_are_read_when_the_configuration_is_checked() {
    let ours = Authority::new("ours");
    let files = Files::new(&ours.server(), &ours);
    let mut flags = files.mutual_flags();
    flags.push("--tls-client-subjects=spiffe://example.org/a,desk.example".to_owned());
    let check = || run(nutgraf(&["serve", "--check-config"]).args(&flags));
    let (code, printed, errors) = check();
    assert_eq!((code, errors.as_str()), (Some(0), ""));
    let subjects = "tls-client-subjects = \"spiffe://example.org/a,desk.example\"";
    assert!(printed.lines().any(|line| line == subjects), "{printed}");
    for (name, text, expected) in [
        ("ca.crt", "", "--tls-client-ca-file (NUTGRAF_TLS_CLIENT_CA_FILE) can't be used: "),
        ("tls.key", &*ours.server().key, "--tls-key-file (NUTGRAF_TLS_KEY_FILE) can't be used: "),
        ("tls.crt", "", "--tls-certificate-file (NUTGRAF_TLS_CERTIFICATE_FILE) can't be used: "),
    ] {
        files.write(name, text);
        let (code, printed, errors) = check();
        assert_eq!((code, printed.as_str()), (Some(2), ""), "{name}");
        assert!(errors.starts_with(&format!("error: {expected}")), "{errors}");
    }
    let (code, _, errors) = run(nutgraf(&["serve"])
        .args(["--tls-certificate-file=/no/file"])
        .env("NUTGRAF_TLS_KEY_FILE", "/no/file"));
    assert!(code == Some(2) && errors.contains("No such file"), "{errors}");
}

#[test]
fn misspelt_variables_are_found_and_those_of_kubernetes_are_not() {
    let names = [
        // Of the build; `cargo run` passes it on.
        "NUTGRAF_GIT_REVISION",
        "NUTGRAF_LISTEN",
        "NUTGRAF_MAX_QUEUD",
        "NUTGRAF_PORT",
        "NUTGRAF_PORT_50051_TCP_ADDR",
        "NUTGRAF_SERVICE_HOST",
        "NUTGRAF_SERVICE_PORT_GRPC",
        "PATH",
    ];
    let unknown = unknown_variables(names.into_iter().map(str::to_owned));
    assert_eq!(unknown, ["NUTGRAF_MAX_QUEUD"]);
}

#[test]
fn without_arguments_the_program_prints_help() {
    let (code, _, help) = run(&mut nutgraf(&[]));
    assert_eq!(code, Some(2));
    assert!(help.contains("serve") && help.contains("probe"), "{help}");
}

#[test]
fn every_flag_has_a_description_a_variable_and_a_default() {
    let (code, help, _) = run(&mut nutgraf(&["serve", "--help"]));
    assert_eq!(code, Some(0));
    let n_flags = help.matches("\n      --").count() - "--check-config".matches("--").count();
    let n_variables = help.matches("[env: NUTGRAF_").count() + help.matches("[env: OTEL_").count();
    assert_eq!(n_variables, n_flags, "{help}");
    assert_eq!(help.matches("[default: ").count(), n_flags, "{help}");
}

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
