//! What the service tells of its work while it works: a door for metrics and traces.
//!
//! Depends on nothing that counts: `server` implements it. Values that end in a label come from
//! closed sets.

use crate::watch::Stage;
use std::time::Duration;

/// Gets to know what happens. Called on the paths of calls: must be fast and never block.
pub trait Observer: Send + Sync + 'static {
    /// A call's headers have arrived.
    fn call_started(&self, method: &'static str) {
        let _ = method;
    }
    /// A call has ended with the code, `time` after its headers.
    fn call_ended(&self, method: &'static str, code: &'static str, time: Duration) {
        let _ = (method, code, time);
    }
    /// A call or an article was refused, for one of `REFUSAL_REASONS`.
    fn refused(&self, reason: &'static str) {
        let _ = reason;
    }
    /// What waits or is worked on has changed.
    fn load_changed(&self, n_jobs: usize, n_bytes: usize) {
        let _ = (n_jobs, n_bytes);
    }
    /// A job has ended, well or not.
    fn job_ended(&self, lane: &'static str, queue_time: Duration, compute_time: Duration) {
        let _ = (lane, queue_time, compute_time);
    }
    /// A stage of a job has ended, `time` after the one before or the job's start.
    fn stage_ended(&self, stage: Stage, time: Duration) {
        let _ = (stage, time);
    }
    /// A job has panicked.
    fn job_panicked(&self) {}
    /// An article has got its result; `language` is a known code or `other`.
    fn article(&self, language: &'static str, n_bytes: u32, warnings: &[&'static str]) {
        let _ = (language, n_bytes, warnings);
    }
}

/// Keeps nothing.
impl Observer for () {}

/// A call that has ended, as its caller's trace gets to know it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct EndedCall<'c> {
    /// The method's name, without its service.
    pub(crate) method: &'static str,
    /// The code that it ended with.
    pub(crate) code: &'static str,
    /// Whether the code says that the server failed, not the caller.
    pub(crate) is_fault: bool,
    /// From its headers to its end.
    pub(crate) time: Duration,
    /// The id that it has in the log.
    pub(crate) request_id: &'c str,
    /// The caller's `traceparent` header.
    pub(crate) traceparent: Option<&'c str>,
    /// The caller's `tracestate` header.
    pub(crate) tracestate: Option<&'c str>,
    /// Language, bytes and sentences of its article, if it was one that got a result.
    pub(crate) article: Option<(&'static str, u32, u32)>,
}

/// Makes spans of calls. Called on the paths of calls: must be fast and never block.
pub(crate) trait Tracer: Send + Sync + 'static {
    /// A call of the contract has ended; returns the id of its trace, in hex.
    fn call_ended(&self, call: &EndedCall<'_>) -> String;
}
