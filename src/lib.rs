//! Headline, short summary and attributed key quotes of one news article.
//!
//! Extractive and deterministic: every word returned stands in the article, with its place.
//!
//! ```
//! use nutgraf::options::Options;
//! use nutgraf::summarize::{Article, summarize};
//!
//! let text = "The council of Port Hallen approved the budget on Monday.";
//! let article = Article { text, ..Article::default() };
//! let summary = summarize(&article, &Options::default()).expect("within the limits");
//! let first = summary.document.sentence(summary.sentences[0].sentence);
//! assert_eq!(summary.document.slice(first.span), text);
//! ```
//!
//! Start at [`mod@summarize`]; read the modules in this order, each uses only those above it.

pub mod text;

pub mod score;

pub mod headline;
pub mod keywords;
pub mod quotes;
pub mod select;

pub mod error;
pub mod options;

pub mod watch;

pub mod summarize;

pub mod warm;

pub mod eval;

#[cfg(feature = "server")]
pub mod grpc;

#[cfg(feature = "server")]
pub mod server;

#[cfg(feature = "server")]
pub mod cli;
