//! Headline, short summary and attributed key quotes of one news article.
//!
//! Extractive and deterministic: every word returned stands in the article, with its place.
//! Read the modules in this order; each uses only those above it.

pub mod text;

pub mod score;

pub mod select;

pub mod headline;

pub mod quotes;

pub mod options;

pub mod error;

pub mod summarize;

#[cfg(feature = "server")]
#[allow(clippy::disallowed_methods, reason = "only the core is pure")]
pub mod grpc;

#[cfg(feature = "server")]
#[allow(clippy::disallowed_methods, reason = "only the core is pure")]
pub mod server;

#[cfg(feature = "server")]
#[allow(clippy::disallowed_methods, reason = "only the core is pure")]
pub mod cli;
