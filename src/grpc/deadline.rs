//! How long may a call take? Reads the caller's `grpc-timeout` and caps it.

use super::status::CallError;
use http::HeaderMap;
use std::time::{Duration, Instant};
use tokio_util::sync::CancellationToken;

/// Returns how long a call may take: what its headers ask for, at most `max_timeout`.
///
/// A header that breaks the format of the gRPC specification ("Timeout → `TimeoutValue`
/// `TimeoutUnit`", at most eight digits) counts as absent.
pub(crate) fn limit(headers: &HeaderMap, max_timeout: Duration) -> Duration {
    asked(headers).map_or(max_timeout, |timeout| timeout.min(max_timeout))
}

/// Returns how long the caller gives the call.
fn asked(headers: &HeaderMap) -> Option<Duration> {
    headers.get("grpc-timeout").and_then(|value| value.to_str().ok()).and_then(parse)
}

/// When does an open response stream end, whatever is still to come?
///
/// The server's longest time isn't among it: a stream lives as long as its connection.
#[derive(Debug, Clone)]
pub(crate) struct StreamEnd {
    started: Instant,
    asked: Option<Duration>,
    stop: CancellationToken,
}

impl StreamEnd {
    pub(crate) fn new(headers: &HeaderMap, stop: CancellationToken) -> Self {
        Self { started: Instant::now(), asked: asked(headers), stop }
    }

    /// Resolves at the caller's deadline or when the server gives up waiting for its calls.
    pub(crate) async fn reached(self) -> CallError {
        let deadline = async {
            match self.asked {
                Some(limit) => {
                    tokio::time::sleep(limit.saturating_sub(self.started.elapsed())).await;
                    CallError::DeadlineExceeded { limit }
                }
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            error = deadline => error,
            () = self.stop.cancelled() => CallError::Stopping,
        }
    }
}

fn parse(value: &str) -> Option<Duration> {
    let (digits, unit) = value.split_at_checked(value.len().checked_sub(1)?)?;
    if digits.is_empty() || digits.len() > 8 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let amount: u64 = digits.parse().ok()?;
    match unit {
        "H" => Some(Duration::from_secs(amount * 3600)),
        "M" => Some(Duration::from_secs(amount * 60)),
        "S" => Some(Duration::from_secs(amount)),
        "m" => Some(Duration::from_millis(amount)),
        "u" => Some(Duration::from_micros(amount)),
        "n" => Some(Duration::from_nanos(amount)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{limit, parse};
    use http::{HeaderMap, HeaderValue};
    use std::time::Duration;

    #[test]
    fn every_unit_of_the_specification_is_read() {
        assert_eq!(parse("1H"), Some(Duration::from_secs(3600)));
        assert_eq!(parse("2M"), Some(Duration::from_secs(120)));
        assert_eq!(parse("3S"), Some(Duration::from_secs(3)));
        assert_eq!(parse("4m"), Some(Duration::from_millis(4)));
        assert_eq!(parse("5u"), Some(Duration::from_micros(5)));
        assert_eq!(parse("99999999n"), Some(Duration::from_nanos(99_999_999)));
    }

    #[test]
    fn what_breaks_the_format_counts_as_absent() {
        for value in ["", "S", "1", "1 S", "-1S", "1.5S", "123456789S", "1h", "1é"] {
            assert_eq!(parse(value), None, "{value:?}");
        }
    }

    #[test]
    fn the_servers_cap_holds_with_and_without_a_header() {
        let cap = Duration::from_secs(30);
        let mut headers = HeaderMap::new();
        assert_eq!(limit(&headers, cap), cap);
        headers.insert("grpc-timeout", HeaderValue::from_static("99999999H"));
        assert_eq!(limit(&headers, cap), cap);
        headers.insert("grpc-timeout", HeaderValue::from_static("10m"));
        assert_eq!(limit(&headers, cap), Duration::from_millis(10));
    }
}
