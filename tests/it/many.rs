//! Many articles in one call: each has its own result, and none can spoil the others'.

use crate::harness::{PATIENCE, Server, reason, request, status_of, violations};
use crate::raw::{Raw, STREAM, frame};
use nutgraf::grpc::pb;
use nutgraf::grpc::pb::batch_summarize_result::Outcome as BatchOutcome;
use nutgraf::grpc::pb::stream_summarize_response::Outcome as StreamOutcome;
use nutgraf::server::Stop;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::sync::mpsc;
use tonic::codegen::tokio_stream::{self, StreamExt};
use tonic::{Code, Streaming};
use tonic_types::StatusExt;

const STORY: &str = "The council of Port Hallen approved the budget on Monday.\n\n\
    \"We will not wait for a better year,\" said Mayor Ana Torvald. Rents had risen by a tenth.\n";

fn numbered(n: usize) -> pb::SummarizeRequest {
    request(&format!("{STORY}Flat number {n} was let again."))
}

fn batch(requests: Vec<pb::SummarizeRequest>) -> pb::BatchSummarizeRequest {
    pb::BatchSummarizeRequest { requests }
}

fn streamed(id: &str, request: pb::SummarizeRequest) -> pb::StreamSummarizeRequest {
    pb::StreamSummarizeRequest { id: id.to_owned(), request: Some(request) }
}

async fn next(replies: &mut Streaming<pb::StreamSummarizeResponse>) -> pb::StreamSummarizeResponse {
    let reply = tokio::time::timeout(PATIENCE, replies.message()).await.expect("a reply in time");
    reply.expect("no error").expect("a reply")
}

#[tokio::test]
async fn a_batch_gives_what_its_calls_would_in_their_order_and_bad_ones_harm_none() {
    let server = Server::start(&[]).await;
    let mut client = server.client().await;
    let requests: Vec<_> =
        (0..40).map(|n| if n % 7 == 3 { request("") } else { numbered(n) }).collect();
    let answer = client.batch_summarize(batch(requests.clone())).await.expect("an answer");
    let results = answer.into_inner().results;
    assert_eq!(results.len(), requests.len());
    for (request, result) in requests.into_iter().zip(results) {
        match (client.summarize(request).await, result.outcome.expect("always set")) {
            (Ok(alone), BatchOutcome::Response(response)) => {
                assert_eq!(alone.into_inner(), response);
            }
            (Err(alone), BatchOutcome::Status(item)) => {
                assert_eq!(violations(&status_of(&item)), violations(&alone));
                assert_eq!(item.message, alone.message());
            }
            (alone, outcome) => panic!("{alone:?} alone, {outcome:?} in the batch"),
        }
    }
    server.stop().await;
}

#[tokio::test]
async fn a_batch_holds_as_many_requests_as_is_told_and_no_more() {
    let server = Server::start(&[]).await;
    let mut client = server.client().await;
    let info = client.get_service_info(pb::GetServiceInfoRequest {}).await.expect("an answer");
    let limit = info.into_inner().limits.expect("limits").max_batch_requests as usize;
    let answer = client.batch_summarize(batch(vec![numbered(0); limit])).await.expect("an answer");
    assert_eq!(answer.into_inner().results.len(), limit);
    for n_requests in [0, limit + 1] {
        let refused = client.batch_summarize(batch(vec![numbered(0); n_requests])).await;
        let expected = format!("requests: must have between 1 and {limit} items, has {n_requests}");
        assert_eq!(violations(&refused.unwrap_err()), [expected]);
    }
    let contract = include_str!("../../proto/nutgraf/v1/summarizer.proto");
    assert!(contract.contains(&format!("From 1 to {limit}.\n  repeated SummarizeRequest")));
    let readme = include_str!("../../README.md");
    assert!(readme.contains(&format!("| articles of a batch | {limit},")));
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn an_item_that_finds_no_place_is_refused_like_a_call() {
    // Two places, and eight items of a batch at once.
    let server = Server::start(&["--workers", "1", "--max-queued", "0"]).await;
    let mut client = server.client().await;
    let long = request(&STORY.repeat(80));
    let answer = client.batch_summarize(batch(vec![long; 30])).await.expect("an answer");
    let (mut n_answered, mut n_refused) = (0, 0);
    for result in answer.into_inner().results {
        match result.outcome.expect("always set") {
            BatchOutcome::Response(_) => n_answered += 1,
            BatchOutcome::Status(item) => {
                n_refused += 1;
                let status = status_of(&item);
                assert_eq!(
                    (status.code(), reason(&status).as_str()),
                    (Code::ResourceExhausted, "OVERLOADED")
                );
                assert!(
                    status.get_details_retry_info().expect("a RetryInfo").retry_delay.is_some()
                );
            }
        }
    }
    assert!(n_answered > 0 && n_refused > 0, "{n_answered} answered, {n_refused} refused");
    server.stop().await;
}

#[tokio::test]
async fn a_stream_replies_to_every_request_under_its_id() {
    let server = Server::start(&[]).await;
    let mut client = server.client().await;
    let requests = (0..200)
        .map(|n| streamed(&format!("n{n}"), if n % 7 == 3 { request("") } else { numbered(n) }));
    let requests: Vec<_> = requests.collect();
    let stream = client.stream_summarize(tokio_stream::iter(requests)).await.expect("a stream");
    let mut replies = stream.into_inner();
    let mut seen = [false; 200];
    while let Some(reply) = replies.message().await.expect("no error") {
        let n: usize = reply.id.strip_prefix('n').expect("our id").parse().expect("a number");
        assert!(!std::mem::replace(&mut seen[n], true), "{n} twice");
        match reply.outcome.expect("always set") {
            StreamOutcome::Response(response) => {
                assert!(n % 7 != 3);
                let alone = client.summarize(numbered(n)).await.expect("an answer");
                assert_eq!(alone.into_inner(), response);
            }
            StreamOutcome::Status(item) => {
                assert!(n % 7 == 3);
                assert_eq!(violations(&status_of(&item)), ["article.text: must not be empty"]);
            }
        }
    }
    assert!(seen.iter().all(|seen| *seen));
    server.stop().await;
}

#[tokio::test]
async fn a_request_is_answered_before_the_next_is_sent() {
    let server = Server::start(&[]).await;
    let mut client = server.client().await;
    let (sender, receiver) = mpsc::channel(1);
    sender.send(streamed("first", numbered(1))).await.expect("room");
    let requests = tokio_stream::wrappers::ReceiverStream::new(receiver);
    let mut replies = client.stream_summarize(requests).await.expect("a stream").into_inner();
    assert_eq!(next(&mut replies).await.id, "first");
    for (id, is_good) in [("x".repeat(256), true), ("x".repeat(257), false)] {
        sender.send(streamed(&id, numbered(2))).await.expect("room");
        let reply = next(&mut replies).await;
        assert_eq!(reply.id, id);
        match reply.outcome.expect("always set") {
            StreamOutcome::Response(_) => assert!(is_good),
            StreamOutcome::Status(item) => {
                assert!(!is_good);
                let found = violations(&status_of(&item));
                assert_eq!(found, ["id: must have at most 256 bytes, has 257"]);
            }
        }
    }
    drop(sender);
    assert!(replies.message().await.expect("no error").is_none());
    server.stop().await;
}

/// Requests without end, which counts how many of them were taken.
fn endless(
    n_taken: &Arc<AtomicUsize>,
) -> impl tokio_stream::Stream<Item = pb::StreamSummarizeRequest> + use<> {
    let n_taken = Arc::clone(n_taken);
    // Long for the buffers on the way, short for the engine.
    let text = format!("{STORY}{}", " ".repeat(30_000));
    tokio_stream::iter(0_usize..).map(move |n| {
        n_taken.fetch_add(1, Ordering::Relaxed);
        streamed(&n.to_string(), request(&text))
    })
}

#[tokio::test]
async fn a_reader_that_does_not_read_stops_the_intake() {
    let server = Server::start(&[]).await;
    let n_taken = Arc::new(AtomicUsize::new(0));
    let mut client = server.client().await;
    let mut replies =
        client.stream_summarize(endless(&n_taken)).await.expect("a stream").into_inner();
    next(&mut replies).await;
    // Once many calls over another connection have been served and nothing was taken meanwhile,
    // nothing will be: the rest is in the buffers of client, network and server. Everything but
    // the engine runs in the test's own thread, so that whoever could go on gets its turn.
    let mut other = server.client().await;
    let mut before = 0;
    let mut n_still = 0;
    while n_still < 100 {
        other.summarize(numbered(0)).await.expect("an answer");
        let now = n_taken.load(Ordering::Relaxed);
        n_still = if now == before { n_still + 1 } else { 0 };
        before = now;
        assert!(now < 5000, "the intake goes on");
    }
    // And it goes on where it stopped.
    for _ in 0..before {
        next(&mut replies).await;
    }
    assert!(n_taken.load(Ordering::Relaxed) > before);
    drop((replies, client, other));
    server.stop().await;
}

#[tokio::test]
async fn a_stream_ends_at_the_callers_deadline_and_not_at_the_servers_limit() {
    let server = Server::start(&["--max-timeout", "20ms"]).await;
    let mut raw = Raw::connect(server.address).await;
    let call = raw.open(STREAM, &[("grpc-timeout", "100m")]).await;
    let end = call.end().await;
    assert_eq!(end.status.code(), Code::DeadlineExceeded, "{:?}", end.status);
    assert_eq!(reason(&end.status), "DEADLINE_EXCEEDED");
    assert_eq!(end.status.message(), "not finished within 100 ms");
    server.stop().await;
}

#[tokio::test]
async fn what_is_no_message_ends_the_stream_with_details() {
    let server = Server::start(&[]).await;
    let mut raw = Raw::connect(server.address).await;
    let mut call = raw.open(STREAM, &[]).await;
    call.send(frame(b"\xff\xff\xff"));
    let end = call.end().await;
    assert_eq!(
        (end.status.code(), reason(&end.status).as_str()),
        (Code::InvalidArgument, "MALFORMED_MESSAGE")
    );
    server.stop().await;
}

#[tokio::test]
async fn an_open_stream_is_ended_at_the_drain_timeout() {
    let flags = ["--drain-delay", "0s", "--drain-timeout", "100ms"];
    let server = Server::start(&flags).await;
    let mut client = server.client().await;
    let (sender, receiver) = mpsc::channel(1);
    sender.send(streamed("only", numbered(1))).await.expect("room");
    let requests = tokio_stream::wrappers::ReceiverStream::new(receiver);
    let mut replies = client.stream_summarize(requests).await.expect("a stream").into_inner();
    next(&mut replies).await;
    let stopping = server.signal(Stop::Terminate);
    let status = replies.message().await.unwrap_err();
    assert_eq!((status.code(), reason(&status).as_str()), (Code::Unavailable, "STOPPING"));
    stopping.ended().await;
    drop(sender);
}
