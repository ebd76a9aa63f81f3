//! TLS: who gets a call through, and what a peer that says nothing costs.

use crate::certificates::{Authority, Files, Pair, channel, connect, connector};
use crate::harness::{PATIENCE, Server, ask, request, sample};
use crate::keys::{KeyFile, line};
use crate::program::{logs_of, nutgraf, send_signal, serve_on};
use crate::raw::{Raw, SUMMARIZE};
use nutgraf::grpc::pb;
use nutgraf::grpc::pb::summarizer_service_client::SummarizerServiceClient;
use nutgraf::server::Stop;
use rustls::HandshakeKind;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tonic::Code;
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_check_response::ServingStatus;
use tonic_health::pb::health_client::HealthClient;

const STORY: &str = "The council of Port Hallen approved the budget on Monday. Rents had risen.";
const EDITOR: &str = "spiffe://example.org/ns/desk/sa/editor";
const ARCHIVE: &str = "spiffe://example.org/ns/desk/sa/archive";

async fn start(tls: &[String], flags: &[&str]) -> Server {
    let flags: Vec<&str> = tls.iter().map(String::as_str).chain(flags.iter().copied()).collect();
    Server::start(&flags).await
}

/// Tells whether a call gets an answer, over a connection of its own.
async fn gets_through(server: &Server, trusted: &Authority, shown: Option<&Pair>) -> bool {
    let Ok(channel) = channel(server.address, trusted, shown).await else { return false };
    SummarizerServiceClient::new(channel).summarize(request(STORY)).await.is_ok()
}

/// Returns how many calls of `Summarize` began and how many handshakes failed.
async fn started_and_failed(server: &Server) -> (f64, f64) {
    let (_, metrics) = ask(server.admin, "/metrics").await;
    let started = "grpc_server_started_total{grpc_method=\"Summarize\"}";
    let started = if metrics.contains(started) { sample(&metrics, started) } else { 0.0 };
    (started, sample(&metrics, "nutgraf_tls_handshakes_failed_total"))
}

#[tokio::test]
async fn a_server_with_a_certificate_speaks_tls_and_nothing_else() {
    let (ours, other) = (Authority::new("ours"), Authority::new("other"));
    let files = Files::new(&ours.server(), &ours);
    let server = start(&files.server_flags(), &[]).await;
    assert!(gets_through(&server, &ours, None).await);
    assert!(!gets_through(&server, &other, None).await, "trusts the wrong authority");
    let plain = SummarizerServiceClient::connect(format!("http://{}", server.address)).await;
    if let Ok(mut client) = plain {
        client.summarize(request(STORY)).await.expect_err("no plain text");
    }
    // A caller without ALPN is taken at its word; one that can't speak HTTP/2 is not.
    for (protocols, expected) in [
        (&["h2", "http/1.1"][..], Some(Some(&b"h2"[..]))),
        (&[], Some(None)),
        (&["http/1.1"], None),
    ] {
        let connected = connect(server.address, &connector(&ours, None, protocols)).await;
        let chosen = connected.as_ref().ok().map(|stream| stream.get_ref().1.alpn_protocol());
        assert_eq!(chosen, expected, "{protocols:?}");
    }
    let (_, metrics) = ask(server.admin, "/metrics").await;
    // The year 4096.
    let end = sample(&metrics, "nutgraf_tls_certificate_expiry_timestamp_seconds");
    assert!((end - 67_090_118_400.0).abs() < 1.0, "{end}");
    server.stop().await;
}

#[tokio::test]
async fn only_callers_with_a_certificate_of_the_authority_get_through() {
    let (ours, other) = (Authority::new("ours"), Authority::new("other"));
    let files = Files::new(&ours.server(), &ours);
    let server = start(&files.mutual_flags(), &[]).await;
    let name_alike = Authority::new("ours");
    assert!(!gets_through(&server, &ours, None).await, "no certificate");
    assert!(!gets_through(&server, &ours, Some(&other.caller("desk"))).await, "wrong authority");
    assert!(!gets_through(&server, &ours, Some(&name_alike.caller("desk"))).await, "wrong key");
    assert!(gets_through(&server, &ours, Some(&ours.caller("desk"))).await);
    assert!(gets_through(&server, &ours, Some(&ours.workload("desk", EDITOR))).await);
    let (started, failed) = started_and_failed(&server).await;
    assert!((started - 2.0).abs() < f64::EPSILON && failed >= 3.0, "{started} {failed}");
    server.stop().await;
}

#[tokio::test]
async fn with_a_list_of_subjects_no_other_caller_gets_through() {
    let ours = Authority::new("ours");
    let files = Files::new(&ours.server(), &ours);
    let subjects = format!("--tls-client-subjects=batch,{EDITOR}");
    let server = start(&files.mutual_flags(), &[&subjects]).await;
    for (caller, is_let_in) in [
        (ours.workload("anything", EDITOR), true),
        (ours.caller("batch"), true),
        (ours.workload("anything", ARCHIVE), false),
        (ours.caller("other"), false),
        // The common name doesn't count beside a SPIFFE id, nor is it one.
        (ours.workload("batch", ARCHIVE), false),
        (ours.caller("spiffe://example.org"), false),
    ] {
        assert_eq!(gets_through(&server, &ours, Some(&caller)).await, is_let_in);
    }
    let (started, failed) = started_and_failed(&server).await;
    assert!((started - 2.0).abs() < f64::EPSILON && failed >= 4.0, "{started} {failed}");
    server.stop().await;
}

#[tokio::test]
async fn every_connection_shows_its_certificate_anew() {
    let ours = Authority::new("ours");
    let files = Files::new(&ours.server(), &ours);
    let server = start(&files.mutual_flags(), &[]).await;
    let connector = connector(&ours, Some(&ours.caller("desk")), &["h2"]);
    for _ in 0..3 {
        let stream = connect(server.address, &connector).await.expect("a connection");
        assert_ne!(stream.get_ref().1.handshake_kind(), Some(HandshakeKind::Resumed));
        // Sessions would come with the first bytes of the server.
        let mut raw = Raw::over(stream).await;
        let mut call = raw.open(SUMMARIZE, &[]).await;
        call.send_message(&request(STORY));
        assert_eq!(call.end().await.status.code(), Code::Ok);
    }
    server.stop().await;
}

#[tokio::test]
async fn health_checks_have_a_port_without_tls_and_nothing_else_there() {
    let ours = Authority::new("ours");
    let files = Files::new(&ours.server(), &ours);
    let server = start(&files.mutual_flags(), &["--drain-delay", "1h"]).await;
    let url = format!("http://{}", server.health_checks);
    let channel = tonic::transport::Endpoint::from_shared(url).expect("a URI");
    let channel = channel.connect().await.expect("a connection");
    let mut health = HealthClient::new(channel.clone());
    let question = |service: &str| HealthCheckRequest { service: service.to_owned() };
    for service in ["", "nutgraf.v1.SummarizerService"] {
        let answer = health.check(question(service)).await.expect("an answer").into_inner();
        assert_eq!(answer.status(), ServingStatus::Serving);
    }
    let mut client = SummarizerServiceClient::new(channel);
    let refused = client.get_service_info(pb::GetServiceInfoRequest {}).await.unwrap_err();
    assert_eq!(refused.code(), Code::Unimplemented);
    let mut watch = health.watch(question("")).await.expect("a stream").into_inner();
    let mut next = async || watch.message().await.expect("a message").expect("one").status();
    assert_eq!(next().await, ServingStatus::Serving);
    let stopping = server.signal(Stop::Terminate);
    assert_eq!(next().await, ServingStatus::NotServing);
    assert!(!stopping.has_ended());
}

/// The first bytes of a handshake; the rest never comes.
const BEGUN: &[u8] = &[0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xfc, 0x03, 0x03];

async fn peers_that_stop_halfway(server: &Server, ours: &Authority) -> Vec<TcpStream> {
    let silent = TcpStream::connect(server.address).await.expect("a connection");
    let mut halfway = TcpStream::connect(server.address).await.expect("a connection");
    halfway.write_all(BEGUN).await.expect("an open connection");
    // One that has shaken hands and says no more.
    let shaken = connect(server.address, &connector(ours, None, &["h2"])).await;
    let (shaken, _) = shaken.expect("a connection").into_inner();
    vec![silent, halfway, shaken]
}

#[tokio::test]
async fn a_peer_that_doesnt_finish_its_handshake_is_closed_at_the_deadline() {
    let ours = Authority::new("ours");
    let files = Files::new(&ours.server(), &ours);
    let server = start(&files.server_flags(), &["--handshake-timeout", "500ms"]).await;
    for mut peer in peers_that_stop_halfway(&server, &ours).await {
        let mut bytes = Vec::new();
        let end = tokio::time::timeout(PATIENCE, peer.read_to_end(&mut bytes)).await;
        assert!(end.is_ok(), "still open");
    }
    assert!(gets_through(&server, &ours, None).await);
    server.stop().await;
}

#[tokio::test]
async fn peers_that_stop_halfway_count_as_connections_and_hold_up_nobody() {
    let ours = Authority::new("ours");
    let files = Files::new(&ours.server(), &ours);
    let flags = ["--handshake-timeout", "1h", "--drain-timeout", "1h", "--max-connections", "3"];
    let server = start(&files.server_flags(), &flags).await;
    let mut peers = peers_that_stop_halfway(&server, &ours).await;
    assert!(!gets_through(&server, &ours, None).await, "over the cap");
    peers.pop();
    while !gets_through(&server, &ours, None).await {}
    // Neither timeout is within a test's patience.
    server.signal(Stop::Interrupt).ended().await;
    drop(peers);
}

#[tokio::test]
async fn a_call_in_flight_over_tls_is_finished_before_the_end() {
    let ours = Authority::new("ours");
    let files = Files::new(&ours.server(), &ours);
    let server = start(&files.server_flags(), &["--drain-timeout", "1h"]).await;
    let stream = connect(server.address, &connector(&ours, None, &["h2"])).await;
    let mut raw = Raw::over(stream.expect("a connection")).await;
    let mut call = raw.open(SUMMARIZE, &[]).await;
    // A second call that is answered shows that the first has arrived.
    let mut other = raw.open(SUMMARIZE, &[]).await;
    other.send_message(&request(STORY));
    assert_eq!(other.end().await.status.code(), Code::Ok);
    let stopping = server.signal(Stop::Interrupt);
    assert!(!stopping.has_ended());
    call.send_message(&request(STORY));
    assert_eq!(call.end().await.status.code(), Code::Ok);
    stopping.ended().await;
    raw.connection.await.expect("no panic").expect("a clean end");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_log_names_a_caller_by_its_certificate_or_its_key() {
    let ours = Authority::new("ours");
    let files = Files::new(&ours.server(), &ours);
    for (caller, asks_for_keys, expected) in [
        (ours.caller("batch"), false, "batch"),
        (ours.workload("batch", EDITOR), false, EDITOR),
        (ours.caller("batch"), true, "newsroom"),
    ] {
        let keys = KeyFile::new(&line("newsroom", "a key"));
        let mut command = nutgraf(&["serve"]);
        if asks_for_keys {
            command.args(["--api-keys-file", keys.path()]);
        }
        let (mut child, [address]) = serve_on(command.args(files.mutual_flags()));
        let address = address.parse().expect("an address");
        let channel = channel(address, &ours, Some(&caller)).await.expect("a connection");
        let mut client = SummarizerServiceClient::new(channel);
        let mut asked = tonic::Request::new(request(STORY));
        if asks_for_keys {
            client.summarize(request(STORY)).await.expect_err("no key");
            asked.metadata_mut().insert("x-api-key", "a key".parse().expect("ASCII"));
        }
        client.summarize(asked).await.expect("an answer");
        send_signal(&child, "INT");
        assert_eq!(child.wait().expect("an end").code(), Some(0));
        let logs = logs_of(&mut child);
        let call = logs.lines().rfind(|line| line.contains("\"message\":\"call\""));
        let principal = format!("\"principal\":\"{expected}\"");
        assert!(call.expect("a line for the call").contains(&principal), "{logs}");
    }
}
