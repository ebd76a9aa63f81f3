//! The service on the wire: what a call means, from its headers to its answer.
//!
//! Depends on the pure core and on the contract in `proto/`; opens no ports and reads no
//! configuration. Read `service` first, then `convert`, which alone names both worlds.
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

pub use access::KeyHash;
pub(crate) use access::{Access, ApiKey};
pub use admission::{MAX_OPEN_CALLS, MAX_SHORT_BYTES};
pub(crate) use call::Calls;
pub use compute::{Compute, PoolSize};
pub use observe::Observer;
pub(crate) use observe::{EndedCall, Tracer};
pub use offsets::OffsetEncoding;
pub(crate) use rate::{MAX_RATE, count};
pub use rate::{Rate, RateLimit};
pub(crate) use seldom::Seldom;
pub(crate) use service::{EnforcedLimits, Summarizer};
pub use status::{CallError, Violation};
pub(crate) use status::{ERROR_DOMAIN, REFUSAL_REASONS};
