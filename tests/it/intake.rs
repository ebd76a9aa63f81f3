//! How much the server takes in: messages count from their first bytes on, calls from their headers.

use crate::harness::{PATIENCE, Server, ask, reason, request};
use crate::raw::{End, Raw, STREAM, SUMMARIZE, frame};
use nutgraf::grpc::pb;
use prost::Message;
use tokio::sync::mpsc;
use tonic::Code;
use tonic::codegen::tokio_stream::wrappers::ReceiverStream;
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_client::HealthClient;
use tonic_types::StatusExt;

const STORY: &str = "The council of Port Hallen approved the budget on Monday. Rents had risen. ";

fn story(n_bytes: usize) -> pb::SummarizeRequest {
    request(&STORY.repeat(n_bytes / STORY.len()))
}

#[track_caller]
fn assert_overloaded(end: &End) {
    assert_eq!(end.status.code(), Code::ResourceExhausted, "{:?}", end.status);
    assert_eq!(reason(&end.status), "OVERLOADED");
    assert!(end.is_trailers_only && end.bytes.is_empty());
    assert!(end.status.get_details_retry_info().expect("a RetryInfo").retry_delay.is_some());
    assert_eq!(end.headers.get("grpc-retry-pushback-ms").expect("a hint"), "250");
}

/// Waits until the bytes that are held are as expected.
async fn held(server: &Server, is_expected: impl Fn(usize) -> bool) {
    let asked = async {
        loop {
            let (_, metrics) = ask(server.admin, "/metrics").await;
            let line = metrics.lines().find_map(|l| l.strip_prefix("nutgraf_articles_held_bytes "));
            if is_expected(line.expect("the gauge").parse().expect("a number")) {
                return;
            }
        }
    };
    tokio::time::timeout(PATIENCE, asked).await.expect("bytes as expected");
}

#[tokio::test]
async fn a_long_message_that_never_ends_keeps_out_long_ones_and_no_short_ones() {
    let server = Server::start(&["--max-queued-bytes", "3MiB"]).await;
    let mut raw = Raw::connect(server.address).await;
    let long = frame(&story(1 << 20).encode_to_vec());
    let mut slow = raw.open(SUMMARIZE, &[]).await;
    // From 32 KiB on its whole length counts.
    slow.send_part(long[..40_000].to_vec());
    held(&server, |n_bytes| n_bytes == long.len()).await;
    let mut refused = raw.open(SUMMARIZE, &[]).await;
    refused.send_part(long[..40_000].to_vec());
    assert_overloaded(&refused.end().await);
    for n_bytes in [100, 16_000] {
        let mut short = raw.open(SUMMARIZE, &[]).await;
        short.send_message(&story(n_bytes));
        assert_eq!(short.end().await.status.code(), Code::Ok);
    }
    held(&server, |n_bytes| n_bytes == long.len()).await;
    drop(slow);
    held(&server, |n_bytes| n_bytes == 0).await;
    server.client().await.summarize(story(100_000)).await.expect("an answer");
    held(&server, |n_bytes| n_bytes == 0).await;
    server.stop().await;
}

#[tokio::test]
async fn the_longest_message_is_let_in_however_small_the_budget() {
    let flags = ["--max-queued-bytes", "2MiB", "--max-request-bytes", "4MiB"];
    let server = Server::start(&flags).await;
    let requests = vec![story(39_000); 100];
    let mut client = server.client().await;
    let answer = client.batch_summarize(pb::BatchSummarizeRequest { requests }).await;
    assert_eq!(answer.expect("an answer").into_inner().results.len(), 100);
    held(&server, |n_bytes| n_bytes == 0).await;
    server.stop().await;
}

#[tokio::test]
async fn bytes_behind_the_largest_message_are_not_read() {
    let server = Server::start(&["--max-request-bytes", "4KiB"]).await;
    let mut raw = Raw::connect(server.address).await;
    let mut call = raw.open(SUMMARIZE, &[]).await;
    // Many messages in a call that takes one.
    call.send_part(frame(&request(STORY).encode_to_vec()).repeat(1000));
    let end = call.end().await;
    assert_eq!(end.status.code(), Code::OutOfRange);
    assert_eq!(reason(&end.status), "MESSAGE_TOO_LARGE");
    held(&server, |n_bytes| n_bytes == 0).await;
    server.stop().await;
}

#[tokio::test]
async fn a_stream_counts_its_longest_message_until_its_end() {
    let server = Server::start(&[]).await;
    let mut client = server.client().await;
    let (sender, receiver) = mpsc::channel(1);
    let send = async |n_bytes| {
        let request = Some(story(n_bytes));
        sender.send(pb::StreamSummarizeRequest { id: String::new(), request }).await
    };
    send(200_000).await.expect("room");
    let replies = client.stream_summarize(ReceiverStream::new(receiver)).await;
    let mut replies = replies.expect("a stream").into_inner();
    replies.message().await.expect("no error").expect("a reply");
    held(&server, |n_bytes| (195_000..205_000).contains(&n_bytes)).await;
    for n_bytes in [100, 199_000, 190_000] {
        send(n_bytes).await.expect("room");
        replies.message().await.expect("no error").expect("a reply");
    }
    held(&server, |n_bytes| (195_000..205_000).contains(&n_bytes)).await;
    drop(sender);
    assert!(replies.message().await.expect("no error").is_none());
    held(&server, |n_bytes| n_bytes == 0).await;
    server.stop().await;
}

#[tokio::test]
async fn what_came_before_an_error_of_a_stream_is_answered() {
    let server = Server::start(&[]).await;
    let mut raw = Raw::connect(server.address).await;
    let good = pb::StreamSummarizeRequest { id: "good".into(), request: Some(request(STORY)) };
    let mut call = raw.open(STREAM, &[]).await;
    call.send([frame(&good.encode_to_vec()), frame(b"\xff\xff\xff")].concat());
    let end = call.end().await;
    assert_eq!(end.status.code(), Code::InvalidArgument);
    assert_eq!(reason(&end.status), "MALFORMED_MESSAGE");
    let reply = pb::StreamSummarizeResponse::decode(&end.bytes[5..]).expect("one reply");
    assert_eq!(reply.id, "good");
    server.stop().await;
}

#[tokio::test]
async fn open_calls_are_let_in_to_their_limit_and_health_beside_them() {
    let server = Server::start(&["--max-concurrent-streams", "6000"]).await;
    let mut raw = Raw::connect(server.address).await;
    let mut open = Vec::new();
    for _ in 0..4096 {
        open.push(raw.open(SUMMARIZE, &[]).await);
    }
    assert_overloaded(&raw.open(SUMMARIZE, &[]).await.end().await);
    let mut health = HealthClient::new(server.channel().await);
    health.check(HealthCheckRequest::default()).await.expect("an answer");
    // One of them still gets its answer, and its place is free again.
    let mut first = open.pop().expect("a call");
    first.send_message(&request(STORY));
    assert_eq!(first.end().await.status.code(), Code::Ok);
    let mut next = raw.open(SUMMARIZE, &[]).await;
    next.send_message(&request(STORY));
    assert_eq!(next.end().await.status.code(), Code::Ok);
    drop(open);
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn answers_that_are_not_read_keep_out_calls_and_end_their_connection() {
    let flags = ["--max-queued-bytes", "2MiB", "--max-timeout", "4s"];
    let server = Server::start(&flags).await;
    let mut raw = Raw::connect(server.address).await;
    let explained =
        pb::SummarizeRequest { view: pb::View::Full.into(), ..story(80_000) }.encode_to_vec();
    let mut unread = Vec::new();
    // More than the client's window, so that the rest waits in the server.
    let filling = async {
        loop {
            let mut call = raw.open(SUMMARIZE, &[]).await;
            call.send(frame(&explained));
            let answer = call.begun().await;
            if answer.headers().contains_key("grpc-status") {
                return;
            }
            unread.push(answer);
        }
    };
    tokio::time::timeout(PATIENCE, filling).await.expect("a refusal");
    // Those that aren't begun count, too.
    assert!(unread.len() > 1);
    held(&server, |n_bytes| n_bytes > 1_000_000).await;
    let connection = tokio::time::timeout(PATIENCE, raw.connection);
    let _closed = connection.await.expect("its end").expect("no panic");
    held(&server, |n_bytes| n_bytes == 0).await;
    server.client().await.summarize(story(100)).await.expect("an answer");
    server.stop().await;
}
