//! What a gRPC client gets: answers, and a code with details for what is no message or no call.

use crate::harness::{Server, reason, request};
use crate::raw::{Raw, SUMMARIZE, frame};
use nutgraf::grpc::pb;
use nutgraf::options;
use prost::Message;
use tonic::codec::CompressionEncoding;
use tonic::{Code, Request};

const STORY: &str = "The council of Port Hallen approved the budget on Monday.\n\n\
    \"We will not wait for a better year,\" said Mayor Ana Torvald. Rents had risen by a tenth.\n";

#[tokio::test]
async fn the_same_request_gives_the_same_bytes_whatever_the_compression() {
    let server = Server::start(&[]).await;
    let story = STORY.repeat(40);
    let mut answers = Vec::new();
    for encoding in [None, Some(CompressionEncoding::Gzip), Some(CompressionEncoding::Zstd)] {
        let mut client = server.client().await;
        if let Some(encoding) = encoding {
            client = client.send_compressed(encoding).accept_compressed(encoding);
        }
        let mut request = request(&story);
        request.summary =
            Some(pb::SummaryOptions { max_sentences: Some(30), ..pb::SummaryOptions::default() });
        let answer = client.summarize(request).await.expect("an answer");
        let names = answer.metadata().get("grpc-encoding").map(|name| name.as_bytes().to_vec());
        let expected = encoding.map(|encoding| match encoding {
            CompressionEncoding::Gzip => b"gzip".to_vec(),
            _ => b"zstd".to_vec(),
        });
        assert_eq!(names, expected);
        answers.push(answer.into_inner().encode_to_vec());
    }
    assert!(answers[0].len() > 1024, "long enough to be compressed");
    assert!(answers.iter().all(|answer| *answer == answers[0]));
    server.stop().await;
}

#[tokio::test]
async fn the_times_are_in_the_metadata() {
    let server = Server::start(&[]).await;
    let answer = server.client().await.summarize(request(STORY)).await.expect("an answer");
    let timing = answer.metadata().get("server-timing").expect("a header").to_str().unwrap();
    let (queue, compute) = timing.split_once(", ").expect("two parts");
    let queue = queue.strip_prefix("queue;dur=").expect(timing);
    let compute = compute.strip_prefix("compute;dur=").expect(timing);
    assert!(queue.parse::<f64>().expect(timing) >= 0.0);
    assert!(compute.parse::<f64>().expect(timing) > 0.0);
    server.stop().await;
}

#[tokio::test]
async fn a_message_over_the_limit_is_refused_before_it_is_read() {
    let server = Server::start(&["--max-request-bytes", "4KiB"]).await;
    let mut client = server.client().await;
    let of_length = |n_bytes: usize| {
        let mut request = request("Rents rose.");
        request.summary = Some(pb::SummaryOptions::default());
        // The lengths of text and article take up to two bytes more as they grow.
        let n_missing = n_bytes - request.encoded_len();
        request.article.get_or_insert_default().text += &"x".repeat(n_missing - 8);
        while request.encoded_len() < n_bytes {
            request.article.get_or_insert_default().text.push('x');
        }
        assert_eq!(request.encoded_len(), n_bytes);
        request
    };
    client.summarize(of_length(4096)).await.expect("an answer");
    let status = client.summarize(of_length(4097)).await.unwrap_err();
    assert_eq!(status.code(), Code::OutOfRange);
    assert_eq!(reason(&status), "MESSAGE_TOO_LARGE");
    assert!(status.message().contains("4096"), "{}", status.message());

    // After decompression the transport has another code for the same.
    let mut client = client.send_compressed(CompressionEncoding::Gzip);
    client.summarize(of_length(4096)).await.expect("an answer");
    let status = client.summarize(of_length(1 << 20)).await.unwrap_err();
    assert_eq!(status.code(), Code::ResourceExhausted);
    assert_eq!(reason(&status), "MESSAGE_TOO_LARGE");
    server.stop().await;
}

#[tokio::test]
async fn what_is_no_message_of_the_contract_has_a_code_and_details() {
    type Case<'c> = (&'c str, &'c [(&'c str, &'c str)], Vec<u8>, Code, &'c str);
    let server = Server::start(&[]).await;
    let mut raw = Raw::connect(server.address).await;
    let good = frame(&request(STORY).encode_to_vec());
    // Field 1, a message of 5 bytes: field 3, a string of 3 bytes that is no UTF-8.
    let bad_utf8 = frame(b"\x0a\x05\x1a\x03\xff\xfe\xfd");
    let mut compressed = good.clone();
    compressed[0] = 1;
    let cases: [Case<'_>; 8] = [
        (SUMMARIZE, &[], frame(b"\xff\xff\xff"), Code::InvalidArgument, "MALFORMED_MESSAGE"),
        (SUMMARIZE, &[], bad_utf8, Code::InvalidArgument, "MALFORMED_MESSAGE"),
        (SUMMARIZE, &[], Vec::new(), Code::InvalidArgument, "MALFORMED_MESSAGE"),
        (SUMMARIZE, &[], good[..9].to_vec(), Code::InvalidArgument, "MALFORMED_MESSAGE"),
        (SUMMARIZE, &[], compressed, Code::Internal, "MALFORMED_MESSAGE"),
        (
            SUMMARIZE,
            &[("grpc-encoding", "br")],
            good.clone(),
            Code::Unimplemented,
            "UNSUPPORTED_COMPRESSION",
        ),
        (
            "/nutgraf.v1.SummarizerService/No",
            &[],
            good.clone(),
            Code::Unimplemented,
            "UNKNOWN_METHOD",
        ),
        ("/nutgraf.v9.No/Summarize", &[], good.clone(), Code::Unimplemented, "UNKNOWN_METHOD"),
    ];
    for (path, headers, bytes, code, expected) in cases {
        let mut call = raw.open(path, headers).await;
        call.send(bytes);
        let end = call.end().await;
        assert_eq!(end.status.code(), code, "{path} {headers:?}: {:?}", end.status);
        assert_eq!(reason(&end.status), expected);
        assert!(end.is_trailers_only && end.bytes.is_empty());
    }
    // The connection isn't harmed.
    let mut call = raw.open(SUMMARIZE, &[]).await;
    call.send(good);
    let end = call.end().await;
    assert_eq!(end.status.code(), Code::Ok);
    assert!(end.headers.contains_key("server-timing"));
    server.stop().await;
}

#[tokio::test]
async fn a_text_without_a_story_is_a_result_with_a_warning() {
    let server = Server::start(&[]).await;
    let answer =
        server.client().await.summarize(request("\u{feff} \n\n ")).await.expect("an answer");
    let answer = answer.into_inner();
    assert!(answer.sentences.is_empty() && answer.quotes.is_empty() && answer.headline.is_none());
    let codes: Vec<_> = answer.warnings.iter().map(pb::Warning::code).collect();
    assert!(codes.contains(&pb::WarningCode::NoSentences), "{codes:?}");
    server.stop().await;
}

#[tokio::test]
async fn the_server_tells_what_it_is() {
    let server = Server::start(&["--max-timeout", "7s", "--max-concurrent-streams", "9"]).await;
    let mut client = server.client().await;
    let info = client.get_service_info(Request::new(pb::GetServiceInfoRequest {})).await;
    let info = info.expect("an answer").into_inner();
    assert_eq!(info.version, env!("CARGO_PKG_VERSION"));
    assert_eq!(info.algorithm_version, nutgraf::summarize::ALGORITHM_VERSION);
    assert_eq!(info.languages.len(), 18);
    assert!(info.languages.is_sorted() && info.languages.contains(&"en".to_owned()));
    let limits = info.limits.expect("limits");
    assert_eq!(limits.max_timeout_ms, 7000);
    assert_eq!(limits.max_concurrent_streams, 9);
    assert_eq!(limits.max_request_bytes, 2 << 20);
    assert_eq!(limits.max_article_sentences, options::MAX_SENTENCES);
    server.stop().await;
}

#[tokio::test]
async fn a_query_steers_the_choice_and_none_changes_nothing() {
    let server = Server::start(&[]).await;
    let mut client = server.client().await;
    let text = "The council of Port Hallen approved the budget on Monday. The budget pays for a \
        new sea wall and for schools. Council members argued about the budget until midnight. Two \
        ferries will sail to the island in winter. The council meets again in May.";
    let mut first_choice = async |query: &str| {
        let mut request = request(text);
        let limits = pb::SummaryOptions { max_sentences: Some(1), ..Default::default() };
        request.summary = Some(pb::SummaryOptions { query: query.to_owned(), ..limits });
        let answer = client.summarize(request).await.expect("an answer").into_inner();
        answer.sentences.first().expect("a sentence").clone()
    };
    let lead = first_choice("").await;
    assert_eq!(lead.sentence_index, 0);
    assert_eq!(first_choice("ferry to an island").await.sentence_index, 3);
    assert_eq!(first_choice("Sea walls").await.sentence_index, 1);
    assert_eq!(first_choice("volcano").await, lead);
    server.stop().await;
}
