//! Anything at all as a call: the documented code each time, and no panic.

use crate::harness::{Server, ask, reason, request};
use crate::raw::{End, Raw, SUMMARIZE, frame};
use nutgraf::grpc::pb;
use proptest::prelude::*;
use prost::Message;
use std::net::SocketAddr;
use std::sync::LazyLock;
use tokio::runtime::Runtime;
use tonic::Code;

const STORY: &str = "The council of Port Hallen approved the budget on Monday. Rents had risen.";

const METHODS: [&str; 5] =
    ["Summarize", "ExtractQuotes", "BatchSummarize", "StreamSummarize", "GetServiceInfo"];

struct Shared {
    runtime: Runtime,
    address: SocketAddr,
    admin: SocketAddr,
}

/// One server for all cases; it ends with the process.
static SHARED: LazyLock<Shared> = LazyLock::new(|| {
    let runtime = Runtime::new().expect("a runtime");
    let (address, admin) = runtime.block_on(async {
        let server = Server::start(&["--max-request-bytes", "64KiB"]).await;
        let addresses = (server.address, server.admin);
        std::mem::forget(server);
        addresses
    });
    Shared { runtime, address, admin }
});

fn call(path: &str, headers: &[(&str, &str)], bytes: Vec<u8>) -> (End, String) {
    SHARED.runtime.block_on(async {
        let mut raw = Raw::connect(SHARED.address).await;
        let mut call = raw.open(path, headers).await;
        call.send(bytes);
        (call.end().await, ask(SHARED.admin, "/metrics").await.1)
    })
}

/// A good message of some method, to be spoilt.
fn good(method: usize) -> Vec<u8> {
    let one = request(STORY);
    match method {
        2 => pb::BatchSummarizeRequest { requests: vec![one.clone(), one] }.encode_to_vec(),
        3 => pb::StreamSummarizeRequest { id: "a".into(), request: Some(one) }.encode_to_vec(),
        _ => one.encode_to_vec(),
    }
}

/// Bytes of a request: noise, frames of noise, and good messages with some bytes changed.
fn body(method: usize) -> impl Strategy<Value = Vec<u8>> {
    let noise = prop::collection::vec(any::<u8>(), 0..400);
    let changes = prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6);
    prop_oneof![
        noise.clone(),
        noise.prop_map(|noise| frame(&noise)),
        (changes.clone(), any::<prop::sample::Index>(), any::<bool>()).prop_map(
            move |(changes, end, is_cut)| {
                let mut message = good(method);
                for (at, byte) in changes {
                    let at = at.index(message.len());
                    message[at] = byte;
                }
                let mut bytes = frame(&message);
                if is_cut {
                    bytes.truncate(end.index(bytes.len()));
                }
                bytes
            }
        ),
        changes.prop_map(move |changes| {
            let mut bytes = frame(&good(method)).repeat(2);
            for (at, byte) in changes {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            bytes
        }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_get_an_answer_or_a_documented_code(
        (method, bytes) in (0..METHODS.len()).prop_flat_map(|method| (Just(method), body(method))),
        encoding in prop::sample::select(vec!["identity", "gzip", "zstd"]),
    ) {
        let path = format!("/nutgraf.v1.SummarizerService/{}", METHODS[method]);
        let (end, metrics) = call(&path, &[("grpc-encoding", encoding)], bytes);
        match end.status.code() {
            Code::Ok => {}
            Code::InvalidArgument => {
                let reason = reason(&end.status);
                prop_assert!(["INVALID_FIELDS", "MALFORMED_MESSAGE"].contains(&reason.as_str()));
            }
            Code::OutOfRange | Code::ResourceExhausted => {
                prop_assert_eq!(reason(&end.status), "MESSAGE_TOO_LARGE");
            }
            // A flag that says "compressed" where nothing is, or that is none.
            Code::Internal => prop_assert_eq!(reason(&end.status), "MALFORMED_MESSAGE"),
            code => prop_assert!(false, "{code:?}: {:?}", end.status),
        }
        prop_assert!(metrics.contains("nutgraf_panics_total 0\n"));
    }
}

#[test]
fn what_does_not_say_that_it_is_grpc_is_no_call() {
    let good = frame(&request(STORY).encode_to_vec());
    for kind in ["application/json", "application/grpc-web", "text/plain", ""] {
        let (end, _) = call(SUMMARIZE, &[("content-type", kind)], good.clone());
        assert_eq!(end.http_status, 415, "{kind}");
        assert_eq!(end.status.code(), Code::InvalidArgument);
        assert_eq!(reason(&end.status), "WRONG_CONTENT_TYPE");
    }
    for kind in ["application/grpc", "application/grpc+proto", "application/grpc;charset=utf-8"] {
        let (end, _) = call(SUMMARIZE, &[("content-type", kind)], good.clone());
        assert_eq!((end.http_status.as_u16(), end.status.code()), (200, Code::Ok), "{kind}");
    }
}
