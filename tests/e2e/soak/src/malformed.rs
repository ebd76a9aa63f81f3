//! Streams that break the contract, gRPC or HTTP/2: each must end, and in the documented way where
//! one is documented.

use crate::client::{Connection, Outcome, PATIENCE};
use crate::wire::{
    self, DATA, END_HEADERS, END_STREAM, HEADERS, PREFACE, RST_STREAM, Random, SETTINGS, SUMMARIZE,
};
use bytes::Bytes;
use std::net::SocketAddr;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// What became of malformed streams.
#[derive(Debug, Default)]
pub struct Ends {
    pub n_streams: usize,
    /// Those that had no end in time, or another than is documented.
    pub wrong: Vec<String>,
}

impl Ends {
    fn add(&mut self, wrong: Option<String>) {
        self.n_streams += 1;
        self.wrong.extend(wrong);
    }

    pub fn join(&mut self, other: Self) {
        self.n_streams += other.n_streams;
        self.wrong.extend(other.wrong);
    }
}

/// Sends messages that aren't the contract's, each in a stream of its own.
pub async fn messages(address: SocketAddr, n_streams: usize) -> anyhow::Result<Ends> {
    const INVALID: u32 = 3;
    const OUT_OF_RANGE: u32 = 11;
    const UNIMPLEMENTED: u32 = 12;
    const INTERNAL: u32 = 13;
    const UNSUPPORTED_MEDIA_TYPE: u32 = 415;
    type Case = (&'static str, &'static [(&'static str, &'static str)], Bytes, u32);
    let good = wire::summarize("Rents rose on Monday.");
    let mut flagged = good.to_vec();
    flagged[0] = 1;
    let flagged = Bytes::from(flagged);
    let text = [("content-type", "text/plain")];
    // Field 6 of the request is an enum; field 3 of an article a text.
    let cases: [Case; 10] = [
        (SUMMARIZE, &[], wire::message(false, b"\xff\xff\xff"), INVALID),
        (SUMMARIZE, &[], wire::message(false, b"\x0a\x05\x1a\x03\xff\xfe\xfd"), INVALID),
        (SUMMARIZE, &[], wire::message(false, &[0x0a, 0x7f]), INVALID),
        (SUMMARIZE, &[], Bytes::new(), INVALID),
        (SUMMARIZE, &[], good.slice(..9), INVALID),
        (SUMMARIZE, &[], wire::message(false, &[]), INVALID),
        (SUMMARIZE, &[], Bytes::from_static(b"\0\xff\xff\xff\xff"), OUT_OF_RANGE),
        (SUMMARIZE, &[], flagged, INTERNAL),
        ("/nutgraf.v1.SummarizerService/No", &[], good.clone(), UNIMPLEMENTED),
        (SUMMARIZE, &[("grpc-encoding", "br")], good.clone(), UNIMPLEMENTED),
    ];
    let mut ends = Ends::default();
    let mut connection = Connection::open(address).await?;
    while ends.n_streams < n_streams {
        for (path, headers, body, code) in &cases {
            let outcome = connection.call(path, headers, body.clone()).await;
            if outcome == Outcome::NotTaken {
                connection = Connection::open(address).await?;
                continue;
            }
            let is_right = outcome == Outcome::Status(*code);
            ends.add((!is_right).then(|| format!("{path} {body:?}: {outcome:?}, not {code}")));
        }
        let outcome = connection.call(SUMMARIZE, &text, good.clone()).await;
        let is_right = outcome == Outcome::Status(UNSUPPORTED_MEDIA_TYPE);
        ends.add((!is_right).then(|| format!("text/plain: {outcome:?}")));
    }
    Ok(ends)
}

/// Sends frames that are partly HTTP/2 and partly not, each lot on a connection of its own.
pub async fn frames(address: SocketAddr, n_streams: usize, seed: u64) -> anyhow::Result<Ends> {
    let mut random = Random(seed);
    let mut ends = Ends::default();
    for _ in 0..n_streams {
        let bytes = fuzzed(&mut random);
        let end = tokio::time::timeout(PATIENCE, exchange(address, &bytes)).await;
        ends.add(end.is_err().then(|| format!("no end of {}", bytes.escape_ascii())));
    }
    Ok(ends)
}

/// Sends bytes, says that no more come, and waits until the server closes.
async fn exchange(address: SocketAddr, bytes: &[u8]) -> std::io::Result<()> {
    let mut stream = TcpStream::connect(address).await?;
    stream.write_all(bytes).await?;
    stream.shutdown().await?;
    let mut ignored = [0; 4096];
    while stream.read(&mut ignored).await? > 0 {}
    Ok(())
}

/// A call with something wrong in it.
fn fuzzed(random: &mut Random) -> Vec<u8> {
    let mut bytes = [PREFACE, &wire::frame(SETTINGS, 0, 0, &[])].concat();
    let block = wire::headers(SUMMARIZE);
    let message = wire::summarize("Rents rose on Monday.");
    let n_frames = 1 + random.below(4);
    for _ in 0..n_frames {
        let stream = random.below(6) as u32;
        match random.below(6) {
            0 => bytes.extend(wire::frame(HEADERS, END_HEADERS, stream, &block)),
            1 => bytes.extend(wire::frame(DATA, END_STREAM, stream, &message)),
            2 => {
                // Any kind, any flags, a short payload of anything.
                let n_bytes = random.below(40) as usize;
                let (kind, flags) = (random.below(12) as u8, random.next() as u8);
                bytes.extend(wire::frame(kind, flags, stream, &random.bytes(n_bytes)));
            }
            3 => {
                let mut block = block.clone();
                let idx = random.below(block.len() as u64) as usize;
                block[idx] = random.next() as u8;
                bytes.extend(wire::frame(HEADERS, END_HEADERS | END_STREAM, stream, &block));
            }
            4 => bytes.extend(wire::frame(RST_STREAM, 0, stream, &[0, 0, 0, 8])),
            _ => {
                let n_bytes = random.below(60) as usize;
                bytes.extend(random.bytes(n_bytes));
            }
        }
    }
    bytes
}

/// Opens calls and resets each at once; returns how many were sent before the server closed.
pub async fn resets(address: SocketAddr, n_streams: u32) -> std::io::Result<u32> {
    let stream = TcpStream::connect(address).await?;
    let (mut from, mut to) = stream.into_split();
    let hello = [PREFACE, &wire::frame(SETTINGS, 0, 0, &[])].concat();
    let block = wire::headers(SUMMARIZE);
    let reading = tokio::spawn(async move {
        let mut ignored = [0; 4096];
        while matches!(from.read(&mut ignored).await, Ok(1..)) {}
    });
    to.write_all(&hello).await?;
    let mut n_sent = 0;
    while n_sent < n_streams {
        let mut burst = Vec::new();
        for _ in 0..100 {
            let stream = n_sent * 2 + 1;
            burst.extend(wire::frame(HEADERS, END_HEADERS, stream, &block));
            burst.extend(wire::frame(RST_STREAM, 0, stream, &[0, 0, 0, 8]));
            n_sent += 1;
        }
        if to.write_all(&burst).await.is_err() {
            break;
        }
    }
    drop(to);
    let _ = tokio::time::timeout(PATIENCE, reading).await;
    Ok(n_sent)
}
