//! A client with the defaults that a caller wants: a deadline for the whole call, retries of what another try may
//! answer, each at another address, and none of them once too many calls fail.

use std::hash::{BuildHasher, RandomState};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::time::{Instant, sleep, timeout_at};
use tonic::transport::{Channel, Endpoint};
use tonic::{Code, Request, Status};
use tonic_types::StatusExt;

/// The generated messages and client.
pub mod pb {
    tonic::include_proto!("nutgraf.v1");
}

use pb::summarizer_service_client::SummarizerServiceClient;

/// How calls are made.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The time for a call and all its tries.
    pub deadline: Duration,
    /// The most tries of a call.
    pub max_attempts: usize,
    /// The longest wait before the second try; it doubles with each further one.
    pub initial_backoff: Duration,
    /// How many calls may fail in a row, all in all, before retries stop; ten successes win one back.
    pub max_failures: usize,
    /// The largest answer, in bytes.
    pub max_response_bytes: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            deadline: Duration::from_secs(5),
            max_attempts: 4,
            initial_backoff: Duration::from_millis(50),
            max_failures: 50,
            max_response_bytes: 16 << 20,
        }
    }
}

/// A client of several copies of nutgraf; connects when it is first used, and again when it must.
#[derive(Debug)]
pub struct Client {
    copies: Vec<SummarizerServiceClient<Channel>>,
    next: AtomicUsize,
    /// Tenths of failures; above ten times `max_failures` nothing is tried again.
    failures: AtomicUsize,
    settings: Settings,
}

impl Client {
    /// Makes a client for addresses such as `http://127.0.0.1:50051`.
    ///
    /// # Errors
    /// If there is no address, or one isn't a URL.
    pub fn new(addresses: &[String], settings: Settings) -> Result<Self, String> {
        if addresses.is_empty() {
            return Err("no address".to_owned());
        }
        let copies = addresses
            .iter()
            .map(|address| {
                let endpoint = Endpoint::from_shared(address.clone())
                    .map_err(|_| format!("not an address: {address}"))?
                    .connect_timeout(Duration::from_secs(1))
                    // Notices a copy that is gone without a word.
                    .http2_keep_alive_interval(Duration::from_secs(10))
                    .keep_alive_timeout(Duration::from_secs(2));
                Ok(SummarizerServiceClient::new(endpoint.connect_lazy())
                    .max_decoding_message_size(settings.max_response_bytes))
            })
            .collect::<Result<_, String>>()?;
        Ok(Self { copies, next: AtomicUsize::new(0), failures: AtomicUsize::new(0), settings })
    }

    /// Headline, summary and key quotes of an article.
    ///
    /// # Errors
    /// The status of the last try; `DEADLINE_EXCEEDED` if the time is over.
    pub async fn summarize(
        &self,
        request: pb::SummarizeRequest,
    ) -> Result<pb::SummarizeResponse, Status> {
        let end = Instant::now() + self.settings.deadline;
        let mut attempt = 1;
        loop {
            let status = match self.try_once(request.clone(), end).await {
                Ok(response) => {
                    self.count_success();
                    return Ok(response);
                }
                Err(status) => status,
            };
            let Some(wait) = self.wait_before_retry(&status, attempt) else {
                return Err(status);
            };
            if Instant::now() + wait >= end {
                return Err(status);
            }
            sleep(wait).await;
            attempt += 1;
        }
    }

    async fn try_once(
        &self,
        request: pb::SummarizeRequest,
        end: Instant,
    ) -> Result<pb::SummarizeResponse, Status> {
        let copy = self.next.fetch_add(1, Ordering::Relaxed) % self.copies.len();
        // Clones share the connection.
        let mut copy = self.copies[copy].clone();
        let mut request = Request::new(request);
        // The server learns the deadline and stops working for nobody.
        request.set_timeout(end.saturating_duration_since(Instant::now()));
        match timeout_at(end, copy.summarize(request)).await {
            Ok(answer) => answer.map(tonic::Response::into_inner),
            Err(_) => Err(Status::deadline_exceeded("no answer in time")),
        }
    }

    /// Returns how long to wait before the next try, if there is to be one.
    fn wait_before_retry(&self, status: &Status, attempt: usize) -> Option<Duration> {
        let is_worth_it = match status.code() {
            // Stopping or gone; busy.
            Code::Unavailable | Code::ResourceExhausted => true,
            // A connection that the other side closed just then.
            Code::Cancelled | Code::Unknown => std::error::Error::source(status).is_some(),
            _ => false,
        };
        if !is_worth_it {
            return None;
        }
        let failures = self.failures.fetch_add(10, Ordering::Relaxed) + 10;
        if attempt >= self.settings.max_attempts || failures > 10 * self.settings.max_failures {
            return None;
        }
        let told = status.get_details_retry_info().and_then(|info| info.retry_delay);
        let doubled = self.settings.initial_backoff * (1 << (attempt - 1).min(10));
        Some(told.unwrap_or_default() + doubled.mul_f64(random_share()))
    }

    fn count_success(&self) {
        let _ = self
            .failures
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |failures| failures.checked_sub(1));
    }
}

/// A number in [0, 1): callers that failed together don't come back together.
fn random_share() -> f64 {
    let random = RandomState::new().hash_one(0_u8) % 1000;
    f64::from(u32::try_from(random).unwrap_or_default()) / 1000.0
}
