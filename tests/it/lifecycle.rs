//! How a server lives: health, deadlines, overload, and a stop that loses no call.

use crate::harness::{PATIENCE, Server, reason, request};
use crate::raw::{Raw, SUMMARIZE};
use nutgraf::grpc::pb;
use nutgraf::server::Stop;
use std::io::Write;
use std::time::Duration;
use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;
use tonic::Code;
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_check_response::ServingStatus;
use tonic_health::pb::health_client::HealthClient;
use tonic_reflection::pb::{v1, v1alpha};
use tonic_types::StatusExt;

const SERVICE: &str = "nutgraf.v1.SummarizerService";
const STORY: &str = "The council of Port Hallen approved the budget on Monday. Rents had risen.";

fn named(service: &str) -> HealthCheckRequest {
    HealthCheckRequest { service: service.to_owned() }
}

#[tokio::test]
async fn health_knows_the_server_and_the_service() {
    let server = Server::start(&[]).await;
    let mut health = HealthClient::new(server.channel().await);
    for name in ["", SERVICE] {
        let answer = health.check(named(name)).await.expect("an answer").into_inner();
        assert_eq!(answer.status(), ServingStatus::Serving, "{name:?}");
    }
    assert_eq!(health.check(named("other")).await.unwrap_err().code(), Code::NotFound);
    server.stop().await;
}

#[tokio::test]
async fn a_stop_is_seen_by_watchers_while_calls_are_still_served() {
    let server = Server::start(&["--drain-delay", "1s"]).await;
    let mut client = server.client().await;
    let mut health = HealthClient::new(server.channel().await);
    let mut watches = Vec::new();
    for name in ["", SERVICE] {
        let mut watch = health.watch(named(name)).await.expect("a stream").into_inner();
        let first = watch.message().await.expect("a message").expect("one");
        assert_eq!(first.status(), ServingStatus::Serving);
        watches.push(watch);
    }
    let address = server.address;
    let stopping = server.signal(Stop::Terminate);
    for watch in &mut watches {
        let next = watch.message().await.expect("a message").expect("one");
        assert_eq!(next.status(), ServingStatus::NotServing);
    }
    client.summarize(request(STORY)).await.expect("served during the drain delay");
    let mut late = Raw::connect(address).await;
    let mut call = late.open(SUMMARIZE, &[]).await;
    call.send_message(&request(STORY));
    assert_eq!(call.end().await.status.code(), Code::Ok);
    assert!(!stopping.has_ended());
    // The open watches don't hold the server.
    stopping.ended().await;
    for watch in &mut watches {
        assert!(!matches!(watch.message().await, Ok(Some(_))));
    }
    assert!(TcpStream::connect(address).await.is_err());
}

#[tokio::test]
async fn a_call_in_flight_is_finished_before_the_end() {
    let server = Server::start(&["--drain-delay", "0s", "--drain-timeout", "1m"]).await;
    let mut raw = Raw::connect(server.address).await;
    let mut call = raw.open(SUMMARIZE, &[]).await;
    // A second call that is answered shows that the first has arrived.
    let mut other = raw.open(SUMMARIZE, &[]).await;
    other.send_message(&request(STORY));
    assert_eq!(other.end().await.status.code(), Code::Ok);
    let stopping = server.signal(Stop::Terminate);
    assert!(!stopping.has_ended());
    call.send_message(&request(STORY));
    assert_eq!(call.end().await.status.code(), Code::Ok);
    stopping.ended().await;
    raw.connection.await.expect("no panic").expect("a clean end");
}

/// Preface, settings, headers and message of `grpc.health.v1.Health/Check`, all at once, as some
/// proxies send a call.
const CHECK_IN_ONE_PIECE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\
    \x00\x00\x00\x04\x00\x00\x00\x00\x00\
    \x00\x00\x49\x01\x04\x00\x00\x00\x01\
    \x83\x86\x04\x1c/grpc.health.v1.Health/Check\x01\x07nutgraf\
    \x0f\x10\x10application/grpc\x00\x02te\x08trailers\
    \x00\x00\x05\x00\x01\x00\x00\x00\x01\x00\x00\x00\x00\x00";

/// The message `HealthCheckResponse{status: NOT_SERVING}`.
const NOT_SERVING: &[u8] = b"\x00\x00\x00\x00\x02\x08\x02";

#[tokio::test]
async fn calls_in_connections_that_wait_when_it_stops_are_answered() {
    let server = Server::start(&["--drain-timeout", "500ms"]).await;
    // Blocking calls, in the one thread that the server needs to accept them.
    let connect = |_| {
        let mut stream = std::net::TcpStream::connect(server.address).expect("a connection");
        stream.write_all(CHECK_IN_ONE_PIECE).expect("a call");
        stream.set_nonblocking(true).expect("a socket");
        stream
    };
    let waiting: Vec<_> = (0..20).map(connect).collect();
    let stopping = server.signal(Stop::Interrupt);
    for stream in waiting {
        let mut stream = TcpStream::from_std(stream).expect("a socket");
        let mut read = Vec::new();
        while !read.windows(NOT_SERVING.len()).any(|bytes| bytes == NOT_SERVING) {
            let n_bytes = tokio::time::timeout(PATIENCE, stream.read_buf(&mut read)).await;
            assert_ne!(n_bytes.expect("bytes").expect("no reset"), 0, "closed without an answer");
        }
    }
    stopping.ended().await;
}

#[tokio::test]
async fn what_never_ends_is_ended_at_the_drain_timeout() {
    // Nothing but the drain timeout ends them: all other limits are beyond a test's patience.
    let flags = "--drain-delay 0s --drain-timeout 200ms --handshake-timeout 1h --max-timeout 1h \
        --keepalive-interval 1h --keepalive-timeout 1h";
    let flags: Vec<&str> = flags.split_whitespace().collect();
    let server = Server::start(&flags).await;
    let silent = TcpStream::connect(server.address).await.expect("a connection");
    let mut raw = Raw::connect(server.address).await;
    let endless = raw.open(SUMMARIZE, &[]).await;
    let mut other = raw.open(SUMMARIZE, &[]).await;
    other.send_message(&request(STORY));
    other.end().await;
    // A client that never acknowledges the ping of a graceful end.
    let mut deaf = Raw::connect(server.address).await;
    let mut call = deaf.open(SUMMARIZE, &[]).await;
    call.send_message(&request(STORY));
    call.end().await;
    let deaf = deaf.deafen();
    let stopping = server.signal(Stop::Interrupt);
    let end = endless.end().await;
    assert_eq!(end.status.code(), Code::Unavailable);
    assert_eq!(reason(&end.status), "STOPPING");
    stopping.ended().await;
    drop((silent, deaf));
}

#[tokio::test]
async fn a_peer_that_says_nothing_is_closed() {
    let server = Server::start(&["--handshake-timeout", "50ms"]).await;
    let mut silent = TcpStream::connect(server.address).await.expect("a connection");
    let mut bytes = Vec::new();
    let end = tokio::time::timeout(PATIENCE, silent.read_to_end(&mut bytes)).await;
    assert!(end.is_ok(), "still open");
    let mut client = server.client().await;
    client.summarize(request(STORY)).await.expect("an answer");
    server.stop().await;
}

#[tokio::test]
async fn more_connections_than_allowed_are_closed_as_they_come() {
    let server = Server::start(&["--max-connections", "1"]).await;
    let mut client = server.client().await;
    client.summarize(request(STORY)).await.expect("an answer");
    let mut refused = TcpStream::connect(server.address).await.expect("a connection");
    let mut bytes = Vec::new();
    let end = tokio::time::timeout(PATIENCE, refused.read_to_end(&mut bytes)).await;
    assert!(end.is_ok() && bytes.is_empty(), "still open");
    client.summarize(request(STORY)).await.expect("an answer");
    server.stop().await;
}

#[tokio::test]
async fn an_old_connection_is_told_to_go_away_and_its_call_is_finished() {
    let flags = ["--max-connection-age", "100ms", "--max-connection-age-grace", "1m"];
    let server = Server::start(&flags).await;
    let mut raw = Raw::connect(server.address).await;
    let mut call = raw.open(SUMMARIZE, &[]).await;
    // Others are served until the client is told, or not taken at all.
    while let Ok(mut other) = raw.try_open(SUMMARIZE, &[]).await {
        other.send_message(&request(STORY));
        match other.try_end().await {
            Ok(end) => assert_eq!(end.status.code(), Code::Ok),
            Err(error) => assert!(error.is_go_away(), "{error}"),
        }
    }
    call.send_message(&request(STORY));
    assert_eq!(call.end().await.status.code(), Code::Ok);
    let end = tokio::time::timeout(PATIENCE, raw.connection).await.expect("the connection ends");
    end.expect("no panic").expect("a clean end");
    server.stop().await;
}

#[tokio::test]
async fn the_callers_deadline_counts_from_the_headers() {
    let server = Server::start(&[]).await;
    let mut raw = Raw::connect(server.address).await;
    let call = raw.open(SUMMARIZE, &[("grpc-timeout", "20m")]).await;
    let end = call.end().await;
    assert_eq!(end.status.code(), Code::DeadlineExceeded);
    assert_eq!(reason(&end.status), "DEADLINE_EXCEEDED");
    assert_eq!(end.status.message(), "not finished within 20 ms");
    server.stop().await;
}

#[tokio::test]
async fn no_call_takes_longer_than_the_servers_limit() {
    let server = Server::start(&["--max-timeout", "20ms"]).await;
    let mut raw = Raw::connect(server.address).await;
    for headers in [&[][..], &[("grpc-timeout", "1H")][..]] {
        let end = raw.open(SUMMARIZE, headers).await.end().await;
        assert_eq!(end.status.code(), Code::DeadlineExceeded);
        assert_eq!(end.status.message(), "not finished within 20 ms");
    }
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn overload_is_refused_at_once_with_a_hint() {
    // Short articles have no way around the queue.
    for n_repeats in [50, 12_000] {
        overload_is_refused(&STORY.repeat(n_repeats)).await;
    }
}

async fn overload_is_refused(text: &str) {
    let server = Server::start(&["--workers", "1", "--max-queued", "0"]).await;
    let mut calls = Vec::new();
    for _ in 0..24 {
        let mut client = server.client().await;
        let request = request(text);
        calls.push(tokio::spawn(async move { client.summarize(request).await }));
    }
    let (mut n_answered, mut n_refused) = (0, 0);
    for call in calls {
        match call.await.expect("no panic") {
            Ok(_) => n_answered += 1,
            Err(status) => {
                n_refused += 1;
                assert_eq!(status.code(), Code::ResourceExhausted, "{status:?}");
                assert_eq!(reason(&status), "OVERLOADED");
                let retry = status.get_details_retry_info().expect("a RetryInfo");
                assert_eq!(retry.retry_delay, Some(Duration::from_millis(250)));
                let pushback = status.metadata().get("grpc-retry-pushback-ms").expect("a hint");
                assert_eq!(pushback, "250");
            }
        }
    }
    assert!(n_answered > 0 && n_refused > 0, "{n_answered} answered, {n_refused} refused");
    let mut client = server.client().await;
    client.summarize(request(text)).await.expect("free again");
    server.stop().await;
}

#[tokio::test]
async fn reflection_lists_services_and_error_details_in_both_versions() {
    let server = Server::start(&[]).await;
    let channel = server.channel().await;
    let mut client = v1::server_reflection_client::ServerReflectionClient::new(channel.clone());
    let ask = |message| v1::ServerReflectionRequest {
        host: String::new(),
        message_request: Some(message),
    };
    let questions = vec![
        ask(v1::server_reflection_request::MessageRequest::ListServices(String::new())),
        ask(v1::server_reflection_request::MessageRequest::FileContainingSymbol(
            "google.rpc.BadRequest".to_owned(),
        )),
        ask(v1::server_reflection_request::MessageRequest::FileContainingSymbol(
            "nutgraf.v1.SummarizerService.Summarize".to_owned(),
        )),
    ];
    let mut answers = client
        .server_reflection_info(tonic::codegen::tokio_stream::iter(questions))
        .await
        .expect("a stream")
        .into_inner();
    let services = answers.message().await.expect("a message").expect("one").message_response;
    let Some(v1::server_reflection_response::MessageResponse::ListServicesResponse(list)) =
        services
    else {
        panic!("no list");
    };
    let names: Vec<_> = list.service.into_iter().map(|service| service.name).collect();
    assert!(names.contains(&SERVICE.to_owned()), "{names:?}");
    assert!(names.contains(&"grpc.health.v1.Health".to_owned()), "{names:?}");
    for _ in 0..2 {
        let file = answers.message().await.expect("a message").expect("one").message_response;
        assert!(matches!(
            file,
            Some(v1::server_reflection_response::MessageResponse::FileDescriptorResponse(_))
        ));
    }

    let mut client = v1alpha::server_reflection_client::ServerReflectionClient::new(channel);
    let question = v1alpha::ServerReflectionRequest {
        host: String::new(),
        message_request: Some(v1alpha::server_reflection_request::MessageRequest::ListServices(
            String::new(),
        )),
    };
    let mut answers = client
        .server_reflection_info(tonic::codegen::tokio_stream::once(question))
        .await
        .expect("a stream")
        .into_inner();
    let list = answers.message().await.expect("a message").expect("one");
    assert!(format!("{list:?}").contains(SERVICE));
    drop((answers, client));
    server.stop().await;
}

#[tokio::test]
async fn reflection_can_be_switched_off() {
    let server = Server::start(&["--reflection", "false"]).await;
    let mut client =
        v1::server_reflection_client::ServerReflectionClient::new(server.channel().await);
    let questions = tonic::codegen::tokio_stream::iter(Vec::new());
    let status = client.server_reflection_info(questions).await.unwrap_err();
    assert_eq!(status.code(), Code::Unimplemented);
    let mut client = server.client().await;
    client.get_service_info(pb::GetServiceInfoRequest {}).await.expect("an answer");
    server.stop().await;
}
