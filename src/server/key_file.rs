//! How are API keys written down? One a line: name, hash, and a rate limit if it has its own.
//!
//! ```text
//! # Two keys of one name: the old one goes when everyone has the new one.
//! newsroom  2b1c… rate=50/s burst=200
//! newsroom  9e07… rate=50/s burst=200
//! archive   77aa… rate=off             # whatever --api-key-rate says
//! ```
//!
//! Says of a bad line which it is and what is wrong, never what stands there: it may be a key.

use crate::grpc::{ApiKey, KeyHash, MAX_RATE, Rate, RateLimit, count};
use std::collections::HashMap;
use std::fmt;
use std::num::NonZeroU32;

/// The longest name of a key, in bytes.
pub(crate) const MAX_NAME_BYTES: usize = 64;

/// Why a file of keys can't be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// A line is wrong.
    Line {
        /// The line's number, from 1.
        number: usize,
        /// What is wrong with it.
        kind: LineFault,
    },
    /// No line has a key: nobody could call.
    NoKeys,
}

/// What is wrong with a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LineFault {
    /// Bytes that aren't UTF-8.
    NotText,
    /// The name has other characters than allowed, or too many.
    Name,
    /// No SHA-256 follows the name.
    Hash,
    /// The hash is that of no key at all.
    EmptyKey,
    /// Something follows the hash that has no meaning, or a second time.
    Field,
    /// The rate can't be read.
    Rate,
    /// The burst can't be read, or has no rate.
    Burst,
    /// The key is on an earlier line.
    SameKey(usize),
    /// The name has another limit on an earlier line.
    OtherLimit(usize),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line { number, kind } => write!(f, "line {number}: {kind}"),
            Self::NoKeys => f.write_str("there is no key"),
        }
    }
}

impl std::error::Error for Fault {}

impl fmt::Display for LineFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotText => f.write_str("isn't UTF-8"),
            Self::Name => write!(
                f,
                "the name must have 1 to {MAX_NAME_BYTES} characters of a-z, A-Z, 0-9, '.', '_', '-'"
            ),
            Self::Hash => f.write_str("the name must be followed by a SHA-256 in 64 hex digits"),
            Self::EmptyKey => f.write_str("the hash is that of an empty key"),
            Self::Field => f.write_str("only rate= and burst= may follow the hash, once each"),
            Self::Rate => write!(f, "the rate must be 'off' or such as 50/s, 600/m or 1000/h"),
            Self::Burst => {
                write!(f, "the burst must be a number from 1 to {MAX_RATE}, beside a rate")
            }
            Self::SameKey(earlier) => write!(f, "the key stands on line {earlier} already"),
            Self::OtherLimit(earlier) => {
                write!(f, "the limit differs from that of the same name on line {earlier}")
            }
        }
    }
}

/// Reads a file of keys; those without a rate get `default`.
///
/// # Errors
/// The first fault.
pub(crate) fn parse(bytes: &[u8], default: Option<RateLimit>) -> Result<Vec<ApiKey>, Fault> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let mut keys = Vec::new();
    let mut hashes = HashMap::new();
    let mut limits = HashMap::new();
    for (idx, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
        let number = idx + 1;
        let fault = |kind| Fault::Line { number, kind };
        let Some(key) = parse_line(line, default).map_err(fault)? else { continue };
        if let Some(earlier) = hashes.insert(key.hash, number) {
            return Err(fault(LineFault::SameKey(earlier)));
        }
        let (earlier, limit) = *limits.entry(key.name.clone()).or_insert((number, key.limit));
        if limit != key.limit {
            return Err(fault(LineFault::OtherLimit(earlier)));
        }
        keys.push(key);
    }
    if keys.is_empty() { Err(Fault::NoKeys) } else { Ok(keys) }
}

/// Reads a line; `None` if it is blank or a comment.
fn parse_line(line: &[u8], default: Option<RateLimit>) -> Result<Option<ApiKey>, LineFault> {
    let line = std::str::from_utf8(line).map_err(|_| LineFault::NotText)?;
    let mut fields = line.split_whitespace().take_while(|field| !field.starts_with('#'));
    let Some(name) = fields.next() else { return Ok(None) };
    if !is_name(name) {
        return Err(LineFault::Name);
    }
    let hash = fields.next().and_then(parse_hash).ok_or(LineFault::Hash)?;
    if hash == KeyHash::of(b"") {
        return Err(LineFault::EmptyKey);
    }
    let (mut rate, mut burst) = (None, None);
    for field in fields {
        match field.split_once('=') {
            Some(("rate", value)) if rate.is_none() => rate = Some(value),
            Some(("burst", value)) if burst.is_none() => burst = Some(value),
            _ => return Err(LineFault::Field),
        }
    }
    let burst: Option<NonZeroU32> =
        burst.map(|value| count(value).ok_or(LineFault::Burst)).transpose()?;
    let limit = match (rate, burst) {
        (None, None) => default,
        (Some("off"), None) => None,
        (None | Some("off"), Some(_)) => return Err(LineFault::Burst),
        (Some(rate), burst) => {
            let rate: Rate = rate.parse().map_err(|()| LineFault::Rate)?;
            Some(RateLimit::new(rate, burst))
        }
    };
    Ok(Some(ApiKey { name: name.to_owned(), hash, limit }))
}

/// Tells whether a key may have this name.
pub(crate) fn is_name(name: &str) -> bool {
    (1..=MAX_NAME_BYTES).contains(&name.len())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte))
}

fn parse_hash(text: &str) -> Option<KeyHash> {
    let mut hash = [0; 32];
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    if pairs.len() != hash.len() || !rest.is_empty() {
        return None;
    }
    for (byte, pair) in hash.iter_mut().zip(pairs) {
        let [high, low] = pair.map(|digit| char::from(digit).to_digit(16));
        *byte = u8::try_from(high? * 16 + low?).ok()?;
    }
    Some(KeyHash(hash))
}

#[cfg(test)]
mod tests {
    use super::{Fault, LineFault, parse};
    use crate::grpc::{KeyHash, RateLimit};
    use std::num::NonZeroU32;

    fn hash(key: &str) -> String {
        KeyHash::of(key.as_bytes()).to_string()
    }

    fn limit(rate: &str, burst: Option<u32>) -> RateLimit {
        RateLimit::new(rate.parse().unwrap(), burst.and_then(NonZeroU32::new))
    }

    #[test]
    fn every_form_of_a_line_is_read() {
        let [a, b, c, d] = ["a", "b", "c", "d"].map(hash);
        let upper = d.to_uppercase();
        let text = format!(
            "\u{feff}# keys\n\n  \t\r\nnewsroom {a}\nnewsroom\t{b}  # until May\r\n\
             A.b_c-9 {c} burst=9 rate=5/m #\n#old {a}\nopen {upper} rate=off"
        );
        let default = limit("3/s", None);
        let keys = parse(text.as_bytes(), Some(default)).unwrap();
        let read: Vec<_> =
            keys.iter().map(|key| (key.name.as_str(), key.hash.to_string(), key.limit)).collect();
        assert_eq!(
            read,
            [
                ("newsroom", a, Some(default)),
                ("newsroom", b, Some(default)),
                ("A.b_c-9", c, Some(limit("5/m", Some(9)))),
                ("open", d, None),
            ]
        );
        assert_eq!(KeyHash::of(b"abc").to_string().get(..16), Some("ba7816bf8f01cfea"));
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(
            bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200),
            text in "(a|b|#|rate=1/s|burst=2|[0-9a-f]{64}|[ \t]|\n){0,30}",
        ) {
            for bytes in [&bytes, text.as_bytes()] {
                let n_lines = bytes.split(|byte| *byte == b'\n').count();
                match parse(bytes, None) {
                    Ok(keys) => assert!((1..=n_lines).contains(&keys.len())),
                    Err(Fault::Line { number, .. }) => assert!((1..=n_lines).contains(&number)),
                    Err(Fault::NoKeys) => {}
                }
            }
        }
    }

    #[test]
    fn each_fault_names_its_line_and_says_nothing_of_what_stands_there() {
        let a = hash("a");
        let long = "n".repeat(65);
        for (line, kind) in [
            (format!("na/me {a}"), LineFault::Name),
            (format!("{long} {a}"), LineFault::Name),
            ("newsroom".into(), LineFault::Hash),
            ("newsroom secret".into(), LineFault::Hash),
            (format!("newsroom {a}0"), LineFault::Hash),
            (format!("newsroom g{}", a.get(1..).unwrap()), LineFault::Hash),
            (format!("newsroom é{}", a.get(2..).unwrap()), LineFault::Hash),
            (format!("newsroom {}", hash("")), LineFault::EmptyKey),
            (format!("newsroom {a} secret"), LineFault::Field),
            (format!("newsroom {a} rate=1/s rate=1/s"), LineFault::Field),
            (format!("newsroom {a} rate=1"), LineFault::Rate),
            (format!("newsroom {a} rate="), LineFault::Rate),
            (format!("newsroom {a} rate=1/s burst=0"), LineFault::Burst),
            (format!("newsroom {a} burst=5"), LineFault::Burst),
            (format!("newsroom {a} rate=off burst=5"), LineFault::Burst),
            (format!("second {}", hash("first")), LineFault::SameKey(2)),
            (format!("first {a} rate=1/s"), LineFault::OtherLimit(2)),
        ] {
            let text = format!("# \nfirst {}\n\n{line}\n", hash("first"));
            let fault = parse(text.as_bytes(), None).unwrap_err();
            assert_eq!(fault, Fault::Line { number: 4, kind }, "{line}");
            let message = fault.to_string();
            assert!(message.starts_with("line 4: ") && !message.contains("secret"), "{message}");
        }
        let number = 1;
        let fault = parse(b"newsroom \xff", None).unwrap_err();
        assert_eq!(fault, Fault::Line { number, kind: LineFault::NotText });
        for empty in ["", "\n# none\n"] {
            assert_eq!(parse(empty.as_bytes(), None), Err(Fault::NoKeys));
        }
    }
}
