//! The service on the wire: what a call means, from its headers to its answer.
//!
//! Depends on the pure core and on the contract in `proto/`; opens no ports and reads no
//! configuration. Read [`service`](Summarizer) first, then `convert`, which alone names both worlds.
#![allow(clippy::disallowed_methods, reason = "only the core is pure")]

pub(crate) mod convert;
pub mod pb;

mod access;
mod admission;
mod batch;
mod call;
mod compute;
mod deadline;
mod intake;
mod item;
mod observe;
mod offsets;
mod rate;
mod record;
mod seldom;
mod service;
mod status;
mod stream;
mod unread;
mod window;

pub use access::{Access, ApiKey, KeyHash};
pub use admission::{MAX_OPEN_CALLS, MAX_SHORT_BYTES};
pub use batch::MAX_BATCH_REQUESTS;
pub use call::Calls;
pub use compute::{Compute, PoolSize};
pub use observe::{EndedCall, Observer, Tracer};
pub use offsets::OffsetEncoding;
pub(crate) use rate::count;
pub use rate::{MAX_RATE, Rate, RateLimit};
pub(crate) use seldom::Seldom;
pub use service::{EnforcedLimits, Summarizer};
pub use status::{CallError, ERROR_DOMAIN, REFUSAL_REASONS, Violation};
