//! How often may a caller call? Rates of API keys, for calls and for articles within them.

use crate::harness::{Server, ask, reason, request, status_of};
use crate::keys::{KeyFile, STORY, keyed, line};
use nutgraf::grpc::KeyHash;
use nutgraf::grpc::pb;
use nutgraf::grpc::pb::batch_summarize_result::Outcome as BatchOutcome;
use nutgraf::grpc::pb::stream_summarize_response::Outcome as StreamOutcome;
use tonic::codegen::tokio_stream::{self, StreamExt};
use tonic::{Code, Status};
use tonic_types::StatusExt;

/// A file that lets `archive` in by `key` at a rate, and `newsroom` by `other` without one.
fn archive(rate: &str) -> KeyFile {
    let hash = KeyHash::of(b"key");
    KeyFile::new(&format!("archive {hash} {rate}\n{}", line("newsroom", "other")))
}

/// Checks a refusal for the rate `3/h` of the name `archive`.
#[track_caller]
fn assert_rate_limited(status: &Status) {
    assert_eq!((status.code(), reason(status).as_str()), (Code::ResourceExhausted, "RATE_LIMITED"));
    let quota = status.get_details_quota_failure().expect("a QuotaFailure").violations;
    assert_eq!(quota.len(), 1);
    assert_eq!(quota[0].subject, "archive");
    assert_eq!(quota[0].description, "calls and articles: 3 an hour, at most 3 at once");
    let delay = status.get_details_retry_info().expect("a RetryInfo").retry_delay.expect("a delay");
    assert!((1..=1200).contains(&delay.as_secs()), "{delay:?}");
}

#[tokio::test]
async fn a_name_may_call_as_often_as_it_is_told_and_others_as_they_like() {
    let file = archive("rate=3/h");
    let server = Server::start(&["--api-keys-file", file.path()]).await;
    let mut client = server.client().await;
    let info = client.get_service_info(keyed(pb::GetServiceInfoRequest {}, "key")).await;
    let limits = info.expect("an answer").into_inner().limits.expect("limits");
    let told = pb::RateLimit { max_calls: 3, period_seconds: 3600, max_burst: 3 };
    assert_eq!(limits.rate_limit, Some(told));
    // The question took one.
    for _ in 1..told.max_burst {
        client.summarize(keyed(request(STORY), "key")).await.expect("an answer");
    }
    let status = client.summarize(keyed(request(STORY), "key")).await.unwrap_err();
    assert_rate_limited(&status);
    let delay = status.get_details_retry_info().and_then(|info| info.retry_delay);
    let pushback = status.metadata().get("grpc-retry-pushback-ms").expect("a header");
    let pushback: u128 = pushback.to_str().expect("ASCII").parse().expect("a number");
    assert_eq!(delay.expect("a delay").as_millis(), pushback);
    let wrong = client.summarize(keyed(request(""), "key")).await.unwrap_err();
    assert_rate_limited(&wrong);

    let info = client.get_service_info(keyed(pb::GetServiceInfoRequest {}, "other")).await;
    let limits = info.expect("an answer").into_inner().limits.expect("limits");
    assert_eq!(limits.rate_limit, None);
    for _ in 0..5 {
        client.summarize(keyed(request(STORY), "other")).await.expect("an answer");
    }
    let (_, metrics) = ask(server.admin, "/metrics").await;
    let counted = "nutgraf_articles_refused_total{reason=\"RATE_LIMITED\"} 2\n";
    assert!(metrics.contains(counted), "{metrics}");
    server.stop().await;
}

#[tokio::test]
async fn the_flags_limit_those_without_a_rate_of_their_own() {
    let file = archive("rate=off");
    let flags = ["--api-key-rate", "1/h", "--api-key-burst", "2", "--api-keys-file", file.path()];
    let server = Server::start(&flags).await;
    let mut client = server.client().await;
    for n in 0..4 {
        let limited = client.summarize(keyed(request(STORY), "other")).await;
        assert_eq!(limited.is_ok(), n < 2, "{limited:?}");
        client.summarize(keyed(request(STORY), "key")).await.expect("an answer");
    }
    server.stop().await;
}

#[tokio::test]
async fn each_article_of_a_batch_counts() {
    let file = archive("rate=3/h");
    let server = Server::start(&["--api-keys-file", file.path()]).await;
    let mut client = server.client().await;
    let requests = vec![request(STORY); 5];
    let batch = pb::BatchSummarizeRequest { requests };
    let answer = client.batch_summarize(keyed(batch.clone(), "key")).await.expect("an answer");
    for (idx, result) in answer.into_inner().results.into_iter().enumerate() {
        match result.outcome.expect("always set") {
            BatchOutcome::Response(_) => assert!(idx < 3),
            BatchOutcome::Status(item) => {
                assert!(idx >= 3);
                assert_rate_limited(&status_of(&item));
            }
        }
    }
    assert_rate_limited(&client.batch_summarize(keyed(batch, "key")).await.unwrap_err());
    server.stop().await;
}

#[tokio::test]
async fn each_article_of_a_stream_counts() {
    let file = archive("rate=3/h");
    let server = Server::start(&["--api-keys-file", file.path()]).await;
    let mut client = server.client().await;
    let requests = (0..5)
        .map(|n| pb::StreamSummarizeRequest { id: n.to_string(), request: Some(request(STORY)) });
    let requests: Vec<_> = requests.collect();
    let asked = keyed(tokio_stream::iter(requests), "key");
    let mut replies = client.stream_summarize(asked).await.expect("an answer").into_inner();
    let mut n_replies = 0;
    while let Some(reply) = replies.next().await {
        let reply = reply.expect("no error");
        n_replies += 1;
        let is_first_three = reply.id.parse::<u32>().expect("a number") < 3;
        match reply.outcome.expect("always set") {
            StreamOutcome::Response(_) => assert!(is_first_three),
            StreamOutcome::Status(item) => {
                assert!(!is_first_three);
                assert_rate_limited(&status_of(&item));
            }
        }
    }
    assert_eq!(n_replies, 5);
    server.stop().await;
}
