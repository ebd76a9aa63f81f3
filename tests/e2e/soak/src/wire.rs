//! Bytes that peers send: messages of the contract, gRPC frames, HTTP/2 frames.

use bytes::Bytes;

pub const SUMMARIZE: &str = "/nutgraf.v1.SummarizerService/Summarize";

/// What a client says first (RFC 9113, 3.4).
pub const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

/// `SummarizeRequest{article: {text}}` in a gRPC frame.
pub fn summarize(text: &str) -> Bytes {
    message(false, &field(1, &field(3, text.as_bytes())))
}

/// A gRPC frame.
pub fn message(is_compressed: bool, message: &[u8]) -> Bytes {
    let length = u32::try_from(message.len()).expect("a short message").to_be_bytes();
    [&[u8::from(is_compressed)], &length[..], message].concat().into()
}

/// A field with a length before it.
fn field(number: u8, value: &[u8]) -> Vec<u8> {
    let mut bytes = vec![number << 3 | 2];
    let mut length = value.len();
    while length > 127 {
        bytes.push((length & 127) as u8 | 128);
        length >>= 7;
    }
    bytes.push(length as u8);
    bytes.extend_from_slice(value);
    bytes
}

/// An HTTP/2 frame (RFC 9113, 4.1).
pub fn frame(kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Vec<u8> {
    let length = u32::try_from(payload.len()).expect("a short frame").to_be_bytes();
    let stream = stream.to_be_bytes();
    [&length[1..], &[kind, flags], &stream[..], payload].concat()
}

pub const DATA: u8 = 0;
pub const HEADERS: u8 = 1;
pub const RST_STREAM: u8 = 3;
pub const SETTINGS: u8 = 4;
pub const WINDOW_UPDATE: u8 = 8;
pub const END_STREAM: u8 = 1;
pub const END_HEADERS: u8 = 4;

/// The headers of a call, without use of the dynamic table (RFC 7541).
pub fn headers(path: &str) -> Vec<u8> {
    let mut block = b"\x83\x86\x04".to_vec();
    block.push(u8::try_from(path.len()).expect("a short path"));
    block.extend_from_slice(path.as_bytes());
    block.extend_from_slice(b"\x01\x07nutgraf\x0f\x10\x10application/grpc\x00\x02te\x08trailers");
    block
}

/// A small generator of random numbers (Steele et al. 2014, `SplitMix64`): runs can be repeated.
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }

    /// A number from 0 up to 1, 0 itself excluded.
    pub fn unit(&mut self) -> f64 {
        ((self.next() >> 11) + 1) as f64 / (1_u64 << 53) as f64
    }

    pub fn bytes(&mut self, n: usize) -> Vec<u8> {
        (0..n).map(|_| self.next() as u8).collect()
    }
}
