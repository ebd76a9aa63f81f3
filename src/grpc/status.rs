//! Which status does a call end with? The only module that names gRPC codes.
//!
//! Messages hold limits and measured values, never text of an article.

mod code;
mod transport;

use self::code::name_of;
use super::rate::RateLimit;
use crate::error::{FieldViolation, SummarizeError};
use prost::Message;
use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use tonic::metadata::MetadataValue;
use tonic::{Code, Status};
use tonic_types::{ErrorDetails, StatusExt, pb};

pub(super) use code::{code_name, is_fault};
pub(super) use transport::{of_trailers, too_large, with_error_info, wrong_content_type};

/// The domain of every `google.rpc.ErrorInfo` that the service returns.
pub(crate) const ERROR_DOMAIN: &str = "nutgraf";

const QUEUE_FULL: &str = "the queue is full, try again later";

/// Tells clients with a retry policy how long to wait, in milliseconds.
const RETRY_PUSHBACK: &str = "grpc-retry-pushback-ms";

const OVERLOADED: &str = "OVERLOADED";
const RATE_LIMITED: &str = "RATE_LIMITED";
const UNAUTHENTICATED: &str = "UNAUTHENTICATED";

/// Every reason for which work is refused that has nothing wrong in itself.
pub(crate) const REFUSAL_REASONS: [&str; 3] = [OVERLOADED, RATE_LIMITED, UNAUTHENTICATED];

/// Why a call has no answer.
#[derive(Debug, Clone, PartialEq)]
pub enum CallError {
    /// Fields of the request break their rules; all of them, never just the first.
    InvalidArgument(Vec<Violation>),
    /// The queue is full.
    Overloaded {
        /// How long the caller should wait before it tries again.
        retry_after: Duration,
    },
    /// Keys are asked for, and there is none or it isn't known.
    Unauthenticated,
    /// The caller's key has used up its rate.
    RateLimited {
        /// The key's name.
        name: Arc<str>,
        /// What it may do.
        limit: RateLimit,
        /// When it may call again.
        retry_after: Duration,
    },
    /// The caller's deadline or the server's limit ran out.
    DeadlineExceeded {
        /// How long the call was given.
        limit: Duration,
    },
    /// The server stops and gave up waiting for this call.
    Stopping,
    /// Nobody waits for the answer any more.
    Abandoned,
    /// A bug: the work panicked.
    Panicked,
}

/// A field that breaks its rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// Dotted path of the field in the request.
    pub field: &'static str,
    /// The rule, and the value that breaks it unless that is text.
    pub description: String,
}

impl From<FieldViolation> for Violation {
    fn from(violation: FieldViolation) -> Self {
        Self { field: violation.field, description: violation.reason.to_string() }
    }
}

impl From<SummarizeError> for CallError {
    fn from(error: SummarizeError) -> Self {
        match error {
            SummarizeError::InvalidArgument(violations) => {
                Self::InvalidArgument(violations.into_iter().map(Violation::from).collect())
            }
            SummarizeError::Unwanted => Self::Abandoned,
        }
    }
}

impl CallError {
    /// Returns the gRPC code's name, as the specification spells it.
    #[must_use]
    pub fn code_name(&self) -> &'static str {
        name_of(self.code())
    }

    /// Returns the reason of the `google.rpc.ErrorInfo`.
    #[must_use]
    pub fn reason(&self) -> &'static str {
        match self {
            Self::InvalidArgument(_) => "INVALID_FIELDS",
            Self::Overloaded { .. } => OVERLOADED,
            Self::Unauthenticated => UNAUTHENTICATED,
            Self::RateLimited { .. } => RATE_LIMITED,
            Self::DeadlineExceeded { .. } => "DEADLINE_EXCEEDED",
            Self::Stopping => "STOPPING",
            Self::Abandoned => "ABANDONED",
            Self::Panicked => "INTERNAL_ERROR",
        }
    }

    /// Returns the error as the message that stands in for a result among others.
    pub(crate) fn into_message(self) -> pb::Status {
        let status = Status::from(self);
        // The details of a status hold the whole of it, encoded.
        pb::Status::decode(status.details()).unwrap_or_else(|_| pb::Status {
            code: status.code().into(),
            message: status.message().to_owned(),
            details: Vec::new(),
        })
    }

    fn code(&self) -> Code {
        match self {
            Self::InvalidArgument(_) => Code::InvalidArgument,
            Self::Overloaded { .. } | Self::RateLimited { .. } => Code::ResourceExhausted,
            Self::Unauthenticated => Code::Unauthenticated,
            Self::DeadlineExceeded { .. } => Code::DeadlineExceeded,
            Self::Stopping => Code::Unavailable,
            Self::Abandoned => Code::Cancelled,
            Self::Panicked => Code::Internal,
        }
    }
}

impl fmt::Display for CallError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InvalidArgument(violations) => {
                for (idx, violation) in violations.iter().enumerate() {
                    let separator = if idx == 0 { "" } else { "; " };
                    write!(f, "{separator}{}: {}", violation.field, violation.description)?;
                }
                Ok(())
            }
            Self::Overloaded { .. } => f.write_str(QUEUE_FULL),
            Self::Unauthenticated => f.write_str("a valid API key is required"),
            Self::RateLimited { .. } => f.write_str("over the rate limit, try again later"),
            Self::DeadlineExceeded { limit } => {
                write!(f, "not finished within {} ms", limit.as_millis())
            }
            Self::Stopping => f.write_str("the server is stopping"),
            Self::Abandoned => f.write_str("the caller has left"),
            Self::Panicked => f.write_str("internal error"),
        }
    }
}

impl std::error::Error for CallError {}

impl From<CallError> for Status {
    fn from(error: CallError) -> Self {
        // Refusals are made when there is least time for them, and are all the same.
        static REFUSAL: OnceLock<(CallError, Status)> = OnceLock::new();
        if !matches!(error, CallError::Overloaded { .. }) {
            return make_status(error);
        }
        let (of, refusal) = REFUSAL.get_or_init(|| (error.clone(), make_status(error.clone())));
        if *of == error { refusal.clone() } else { make_status(error) }
    }
}

fn make_status(error: CallError) -> Status {
    let (code, message) = (error.code(), error.to_string());
    let mut details = error_info(error.reason());
    let mut pushback = None;
    match error {
        CallError::InvalidArgument(violations) => {
            for violation in violations {
                details.add_bad_request_violation(violation.field, violation.description);
            }
        }
        CallError::Overloaded { retry_after } => pushback = Some(retry_after),
        CallError::RateLimited { name, limit, retry_after } => {
            let description = format!("calls and articles: {limit}");
            details.add_quota_failure_violation(&*name, description);
            pushback = Some(retry_after);
        }
        CallError::Unauthenticated
        | CallError::DeadlineExceeded { .. }
        | CallError::Stopping
        | CallError::Abandoned
        | CallError::Panicked => {}
    }
    if pushback.is_some() {
        details.set_retry_info(pushback);
    }
    let mut status = Status::with_error_details(code, message, details);
    if let Some(pushback) = pushback {
        let pushback_ms = u32::try_from(pushback.as_millis()).unwrap_or(u32::MAX);
        status.metadata_mut().insert(RETRY_PUSHBACK, MetadataValue::from(pushback_ms));
    }
    status
}

/// Whether a status is that of [`CallError::Overloaded`].
pub(super) fn is_overload(status: &Status) -> bool {
    status.code() == Code::ResourceExhausted && status.message() == QUEUE_FULL
}

fn error_info(reason: &str) -> ErrorDetails {
    ErrorDetails::with_error_info(reason, ERROR_DOMAIN, HashMap::new())
}

#[cfg(test)]
mod tests {
    use super::{CallError, ERROR_DOMAIN, RateLimit, Status, Violation};
    use std::time::Duration;
    use tonic_types::StatusExt;

    fn check(error: CallError, code: &str, reason: &str, message: &str) -> Status {
        assert_eq!(error.code_name(), code);
        assert_eq!(error.to_string(), message);
        let status = Status::from(error);
        assert_eq!(super::code_name(&status), code);
        assert_eq!(status.message(), message);
        let info = status.get_details_error_info().unwrap();
        assert_eq!((info.domain.as_str(), info.reason.as_str()), (ERROR_DOMAIN, reason));
        status
    }

    #[test]
    fn every_error_has_its_code_reason_and_message() {
        let violations = ["a.b", "c"]
            .map(|field| Violation { field, description: "must not be empty".to_owned() });
        let status = check(
            CallError::InvalidArgument(violations.to_vec()),
            "INVALID_ARGUMENT",
            "INVALID_FIELDS",
            "a.b: must not be empty; c: must not be empty",
        );
        assert_eq!(status.get_details_bad_request().unwrap().field_violations.len(), 2);

        let retry_after = Duration::from_millis(1500);
        let status = check(
            CallError::Overloaded { retry_after },
            "RESOURCE_EXHAUSTED",
            "OVERLOADED",
            "the queue is full, try again later",
        );
        assert_eq!(status.get_details_retry_info().unwrap().retry_delay, Some(retry_after));
        assert_eq!(status.metadata().get("grpc-retry-pushback-ms").unwrap(), "1500");

        let error = CallError::RateLimited {
            name: "newsroom".into(),
            limit: RateLimit::new("5/s".parse().unwrap(), None),
            retry_after,
        };
        let message = "over the rate limit, try again later";
        let status = check(error, "RESOURCE_EXHAUSTED", "RATE_LIMITED", message);
        let quota = status.get_details_quota_failure().unwrap().violations;
        assert_eq!(quota[0].subject, "newsroom");
        assert_eq!(quota[0].description, "calls and articles: 5 a second, at most 5 at once");
        assert_eq!(status.get_details_retry_info().unwrap().retry_delay, Some(retry_after));
        assert_eq!(status.metadata().get("grpc-retry-pushback-ms").unwrap(), "1500");

        let message = "a valid API key is required";
        check(CallError::Unauthenticated, "UNAUTHENTICATED", "UNAUTHENTICATED", message);

        let limit = Duration::from_millis(20);
        let message = "not finished within 20 ms";
        let error = CallError::DeadlineExceeded { limit };
        check(error, "DEADLINE_EXCEEDED", "DEADLINE_EXCEEDED", message);
        check(CallError::Stopping, "UNAVAILABLE", "STOPPING", "the server is stopping");
        check(CallError::Abandoned, "CANCELLED", "ABANDONED", "the caller has left");
        check(CallError::Panicked, "INTERNAL", "INTERNAL_ERROR", "internal error");
    }
}
