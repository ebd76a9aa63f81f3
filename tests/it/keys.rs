//! Who gets in? API keys, their file and its changes; no key is ever told.

use crate::harness::{PATIENCE, Server, ask, reason, request};
use crate::program::{nutgraf, run, send_signal, serve_on};
use crate::raw::{Raw, SUMMARIZE};
use nutgraf::grpc::pb;
use nutgraf::grpc::pb::summarizer_service_client::SummarizerServiceClient;
use nutgraf::grpc::{CallError, KeyHash};
use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use tonic::codegen::tokio_stream;
use tonic::metadata::{AsciiMetadataKey, AsciiMetadataValue};
use tonic::{Code, Request, Status};
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_client::HealthClient;
use tonic_reflection::pb::v1::ServerReflectionRequest;
use tonic_reflection::pb::v1::server_reflection_client::ServerReflectionClient;
use tonic_reflection::pb::v1::server_reflection_request::MessageRequest;

pub(crate) const STORY: &str =
    "The council of Port Hallen approved the budget on Monday. Rents had risen.";

/// A file of keys for one test.
pub(crate) struct KeyFile(pub(crate) PathBuf);

impl KeyFile {
    pub(crate) fn new(text: &str) -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("nutgraf-keys-{}-{number}", std::process::id());
        let file = Self(std::env::temp_dir().join(name));
        file.write(text);
        file
    }

    /// Replaces the file as a whole.
    pub(crate) fn write(&self, text: &str) {
        let new = self.0.with_extension("new");
        fs::write(&new, text).expect("a writable file");
        fs::rename(&new, &self.0).expect("a writable folder");
    }

    pub(crate) fn path(&self) -> &str {
        self.0.to_str().expect("UTF-8")
    }
}

impl Drop for KeyFile {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

/// Writes the line of a file of keys that lets one in.
pub(crate) fn line(name: &str, key: &str) -> String {
    format!("{name} {}\n", KeyHash::of(key.as_bytes()))
}

/// Adds a header to a request.
fn with<T>(message: T, name: &'static str, value: &str) -> Request<T> {
    let mut request = Request::new(message);
    let value: AsciiMetadataValue = value.parse().expect("ASCII");
    request.metadata_mut().insert(AsciiMetadataKey::from_static(name), value);
    request
}

/// Makes a request that shows a key.
pub(crate) fn keyed<T>(message: T, key: &str) -> Request<T> {
    with(message, "x-api-key", key)
}

#[tokio::test]
async fn a_key_lets_in_by_either_header_and_nothing_else_does() {
    let file = KeyFile::new(&(line("newsroom", "key-one") + &line("archive", "key-two")));
    let server = Server::start(&["--api-keys-file", file.path()]).await;
    let mut client = server.client().await;
    for (name, value) in [
        ("authorization", "Bearer key-one"),
        ("authorization", "bearer key-two"),
        ("x-api-key", "key-one"),
    ] {
        let answer = client.summarize(with(request(STORY), name, value)).await;
        assert!(answer.is_ok(), "{name}: {value}: {answer:?}");
    }
    let long = request(&STORY.repeat(12_000));
    let mut refused = vec![
        client.summarize(request(STORY)).await.map(|_| ()).unwrap_err(),
        // Still being sent when the answer comes.
        client.summarize(long).await.map(|_| ()).unwrap_err(),
        client.get_service_info(pb::GetServiceInfoRequest {}).await.map(|_| ()).unwrap_err(),
        client.stream_summarize(tokio_stream::empty()).await.map(|_| ()).unwrap_err(),
    ];
    for (name, value) in [
        ("authorization", "key-one"),
        ("authorization", "Bearer key-on"),
        ("authorization", "Bearer"),
        ("authorization", "Basic key-one"),
        ("x-api-key", "key-three"),
        ("x-api-key", "Bearer key-one"),
    ] {
        let answer = client.summarize(with(request(STORY), name, value)).await;
        refused.push(answer.map(|_| ()).unwrap_err());
    }
    for status in &refused {
        // The same for a missing and a wrong key.
        assert_eq!(status.code(), Code::Unauthenticated);
        assert_eq!(reason(status), "UNAUTHENTICATED");
        assert_eq!(status.message(), CallError::Unauthenticated.to_string());
        assert_eq!(status.details(), refused[0].details());
        assert!(status.metadata().contains_key("x-request-id"));
    }
    let mut raw = Raw::connect(server.address).await;
    for path in [SUMMARIZE, "/nutgraf.v1.SummarizerService/No", "/other.Service/Call"] {
        // The answer comes before the message does.
        let end = raw.open(path, &[]).await.end().await;
        assert_eq!(end.status.code(), Code::Unauthenticated);
        assert!(end.is_trailers_only && end.bytes.is_empty());
    }
    let (_, metrics) = ask(server.admin, "/metrics").await;
    let n_refused = refused.len() + 3;
    let counted =
        format!("nutgraf_articles_refused_total{{reason=\"UNAUTHENTICATED\"}} {n_refused}\n");
    assert!(metrics.contains(&counted), "{metrics}");
    server.stop().await;
}

/// Asks for the list of services.
async fn list(server: &Server, key: Option<&str>) -> Result<(), Status> {
    let asked = ServerReflectionRequest {
        host: String::new(),
        message_request: Some(MessageRequest::ListServices(String::new())),
    };
    let asked = tokio_stream::once(asked);
    let asked = match key {
        Some(key) => keyed(asked, key),
        None => Request::new(asked),
    };
    let mut client = ServerReflectionClient::new(server.channel().await);
    let mut answers = client.server_reflection_info(asked).await?.into_inner();
    answers.message().await?.expect("an answer");
    Ok(())
}

#[tokio::test]
async fn health_needs_no_key_and_reflection_none_by_choice() {
    let file = KeyFile::new(&line("newsroom", "key-one"));
    for is_open in [false, true] {
        let is_open_text = is_open.to_string();
        let flags =
            ["--api-keys-file", file.path(), "--reflection-without-key", is_open_text.as_str()];
        let server = Server::start(&flags).await;
        let mut health = HealthClient::new(server.channel().await);
        let asked = HealthCheckRequest { service: String::new() };
        health.check(asked.clone()).await.expect("an answer");
        health.watch(asked).await.expect("an answer");
        let without = list(&server, None).await;
        match without {
            Ok(()) => assert!(is_open),
            Err(status) => {
                assert!(!is_open);
                assert_eq!(status.code(), Code::Unauthenticated);
                assert_eq!(reason(&status), "UNAUTHENTICATED");
            }
        }
        list(&server, Some("key-one")).await.expect("an answer");
        server.stop().await;
    }
}

#[tokio::test]
async fn keys_are_rotated_while_running_and_a_bad_file_changes_nothing() {
    let file = KeyFile::new(&line("newsroom", "old"));
    let server = Server::start(&["--api-keys-file", file.path()]).await;
    let mut client = server.client().await;
    let metric = |outcome: &str, n: u32| {
        format!("nutgraf_reloads_total{{file=\"api_keys\",outcome=\"{outcome}\"}} {n}\n")
    };
    let reloaded = async |outcome: &str, n: u32| {
        let seen = async {
            loop {
                let (_, metrics) = ask(server.admin, "/metrics").await;
                if metrics.contains(&metric(outcome, n)) {
                    return;
                }
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(PATIENCE, seen).await.expect("a reload in time");
    };
    let mut is_let_in = async |key: &str| match client.summarize(keyed(request(STORY), key)).await {
        Ok(_) => true,
        Err(status) => {
            assert_eq!(status.code(), Code::Unauthenticated);
            false
        }
    };
    assert!(is_let_in("old").await && !is_let_in("new").await);
    file.write(&(line("newsroom", "old") + &line("newsroom", "new")));
    reloaded("taken", 1).await;
    assert!(is_let_in("old").await && is_let_in("new").await);
    file.write(&line("newsroom", "new"));
    reloaded("taken", 2).await;
    assert!(!is_let_in("old").await && is_let_in("new").await);
    for (n, bad) in [(1, ""), (2, "newsroom old\n")] {
        file.write(bad);
        reloaded("refused", n).await;
        assert!(!is_let_in("old").await && is_let_in("new").await);
    }
    fs::remove_file(&file.0).expect("a file");
    reloaded("refused", 3).await;
    assert!(!is_let_in("old").await && is_let_in("new").await);
    file.write(&line("newsroom", "old"));
    reloaded("taken", 3).await;
    assert!(is_let_in("old").await && !is_let_in("new").await);
    server.stop().await;
}

/// Makes a key with the program; returns the key and its line.
fn made(name: &str) -> (String, String) {
    let (code, line, key) = run(&mut nutgraf(&["key", name]));
    assert_eq!(code, Some(0));
    let key = key.strip_suffix('\n').expect("a line").to_owned();
    assert!(key.starts_with("nutgraf_") && key.len() == "nutgraf_".len() + 64, "{key}");
    (key, line)
}

#[test]
fn a_key_that_the_program_makes_is_let_in_and_only_its_name_is_told() {
    let (old, old_line) = made("newsroom");
    let (new, new_line) = made("archive.2");
    assert_ne!(old, new);
    let file = KeyFile::new(&old_line);
    let flags = ["--api-keys-file", file.path(), "--api-key-rate", "1/h"];
    let admin = ["serve", "--admin-listen", "127.0.0.1:0", "--log", "trace"];
    let (mut child, [address, admin]) = serve_on(nutgraf(&admin).args(flags));
    let stderr = child.stderr.take().expect("a pipe");
    let drained = std::thread::spawn(move || std::io::read_to_string(stderr));
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let told = runtime.block_on(async {
        let url = format!("http://{address}");
        let mut client = SummarizerServiceClient::connect(url).await.expect("a connection");
        client.summarize(keyed(request(STORY), &old)).await.expect("an answer");
        let limited = client.summarize(keyed(request(STORY), &old)).await.unwrap_err();
        let wrong = client.summarize(keyed(request(STORY), &new)).await.unwrap_err();
        file.write(&new_line);
        send_signal(&child, "HUP");
        let bearer = format!("Bearer {new}");
        let seen = async {
            loop {
                let asked = with(request(STORY), "authorization", &bearer);
                if client.summarize(asked).await.is_ok() {
                    return;
                }
            }
        };
        tokio::time::timeout(PATIENCE, seen).await.expect("the new key in time");
        // A key that was written where its hash belongs.
        file.write(&format!("{new_line}newsroom {old}\n"));
        send_signal(&child, "HUP");
        let refused = "nutgraf_reloads_total{file=\"api_keys\",outcome=\"refused\"} 1\n";
        let seen = async {
            loop {
                let (_, metrics) = ask(admin.parse().expect("an address"), "/metrics").await;
                if metrics.contains(refused) {
                    return metrics;
                }
            }
        };
        let metrics = tokio::time::timeout(PATIENCE, seen).await.expect("a refusal in time");
        let errors = [limited, wrong].map(|status| format!("{status:?} {:?}", status.details()));
        errors.concat() + &metrics
    });
    send_signal(&child, "INT");
    assert_eq!(child.wait().expect("an end").code(), Some(0));
    let logs = drained.join().expect("no panic").expect("UTF-8");
    let hashes = [&old_line, &new_line].map(|line| {
        let (_, hash) = line.trim().split_once(' ').expect("a name and a hash");
        hash.to_owned()
    });
    for secret in [&old, &new].into_iter().chain(&hashes) {
        // Neither whole nor in its second half, which nothing else could have.
        let half = secret.get(secret.len() / 2..).expect("ASCII");
        assert!(!told.contains(half), "{told}");
        assert!(!logs.contains(half), "{logs}");
    }
    let fault = format!("{}: line 2: the name must be followed by a SHA-256", file.path());
    assert!(logs.contains(&fault), "{logs}");
    for principal in ["newsroom", "archive.2", ""] {
        assert!(logs.contains(&format!("\"principal\":\"{principal}\"")), "{principal}\n{logs}");
    }
    assert!(logs.contains("\"level\":\"TRACE\""));
}

#[test]
fn a_file_that_cannot_be_used_is_told_before_a_port_opens() {
    let file = KeyFile::new(&format!("{}secret\n", line("newsroom", "one")));
    let missing = file.0.with_extension("missing");
    let missing = missing.to_str().expect("UTF-8");
    for (path, expected) in [
        (file.path(), format!("can't be used: {}: line 2: the name must be followed", file.path())),
        (missing, format!("can't be used: {missing}: No such file")),
    ] {
        for more in [&["--check-config"][..], &["--listen", "127.0.0.1:0"]] {
            let (code, printed, errors) =
                run(nutgraf(&["serve", "--api-keys-file", path]).args(more));
            assert_eq!((code, printed.as_str()), (Some(2), ""));
            let start = "error: --api-keys-file (NUTGRAF_API_KEYS_FILE) ";
            assert!(errors.starts_with(&format!("{start}{expected}")), "{errors}");
            assert!(errors.lines().count() == 1 && !errors.contains("secret"), "{errors}");
        }
    }
    for (flags, expected) in [
        (&["--api-key-rate", "5/s"][..], "--api-key-rate (NUTGRAF_API_KEY_RATE) needs"),
        (&["--api-key-rate", "5"], "--api-key-rate (NUTGRAF_API_KEY_RATE) must be such as 50/s"),
        (&["--api-key-burst", "0"], "--api-key-burst (NUTGRAF_API_KEY_BURST) must be a number"),
    ] {
        let (code, _, errors) = run(nutgraf(&["serve", "--check-config"]).args(flags));
        assert_eq!(code, Some(2));
        assert!(errors.starts_with(&format!("error: {expected}")), "{errors}");
    }
    assert_eq!(run(&mut nutgraf(&["key", "no/name"])).0, Some(2));
}

#[test]
fn the_settings_of_keys_are_printed_and_read_back() {
    let file = KeyFile::new(&line("newsroom", "one"));
    let flags = ["--api-keys-file", file.path(), "--api-key-rate=600/m"];
    let flags = flags.into_iter().chain(["--api-key-burst", "7", "--reflection-without-key"]);
    let (code, printed, _) = run(nutgraf(&["serve", "--check-config"]).args(flags));
    assert_eq!(code, Some(0));
    let path = format!("api-keys-file = \"{}\"", file.path());
    let expected =
        [&path, "api-key-rate = \"600/m\"", "api-key-burst = 7", "reflection-without-key = true"];
    for line in expected {
        assert!(printed.lines().any(|printed| printed == line), "{line} not in\n{printed}");
    }
    let again: Vec<String> = printed
        .lines()
        .map(|line| line.split_once(" = ").expect("name and value"))
        .map(|(name, value)| format!("--{name}={}", value.trim_matches('"')))
        .collect();
    let (code, read_back, _) = run(nutgraf(&["serve", "--check-config"]).args(again));
    assert_eq!((code, read_back), (Some(0), printed));
}
