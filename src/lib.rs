//! Headline, short summary and attributed key quotes of one news article.
//!
//! Extractive and deterministic: every word returned stands in the article, with its place.
//!
//! [`summarize()`] is the one door: an article and options in; headline, summary, quotes and
//! keywords out, as places in the text, which [`Document::slice`](text::Document::slice) reads.
//!
//! ```
//! use nutgraf::{Article, Options, summarize};
//!
//! let text = "The council of Port Hallen approved a new sea wall on Monday.\n\n\
//!     \"We will not wait for the next storm,\" said Mayor Ana Torvald. The work starts in May.";
//! let article = Article { text, ..Article::default() };
//! let mut options = Options::default();
//! options.summary.max_sentences = Some(1);
//! let summary = summarize(&article, &options)?;
//! let document = &summary.document;
//!
//! let headline = summary.headline.expect("one of its sentences can serve");
//! assert_eq!(headline.text, "The council of Port Hallen approved a new sea wall");
//!
//! let first = document.sentence(summary.sentences[0].sentence);
//! assert_eq!(
//!     document.slice(first.span),
//!     "The council of Port Hallen approved a new sea wall on Monday."
//! );
//!
//! let quote = &summary.quotes[0];
//! assert_eq!(document.slice(quote.span), "We will not wait for the next storm");
//! let speaker = quote.speaker.expect("the article tells who spoke");
//! assert_eq!(document.slice(speaker.name), "Ana Torvald");
//! assert_eq!(speaker.role.map(|role| document.slice(role)), Some("Mayor"));
//! assert!(quote.confidence > 0.9);
//! # Ok::<(), nutgraf::error::SummarizeError>(())
//! ```
//!
//! Parts of it stand alone: the quotes of an article, the sentences of any text, and
//! [`eval`](mod@eval), which measures summaries against references.
//!
//! ```
//! use nutgraf::quotes::QuoteOptions;
//! use nutgraf::text::{detect_language, split_sentences};
//! use nutgraf::{Article, extract_quotes};
//!
//! let text = "“It rained,” said Ana Torvald. Mr. Beck disagreed.";
//! let article = Article { text, language: "en", ..Article::default() };
//! let found = extract_quotes(&article, &QuoteOptions { min_words: 2, ..QuoteOptions::default() })?;
//! assert_eq!(found.document.slice(found.quotes[0].span), "It rained");
//!
//! let language = detect_language(text, "en").rules;
//! let sentences = split_sentences(text, language);
//! let sentences: Vec<_> = sentences.iter().filter_map(|span| span.slice(text)).collect();
//! assert_eq!(sentences, ["“It rained,” said Ana Torvald.", "Mr. Beck disagreed."]);
//! # Ok::<(), nutgraf::error::SummarizeError>(())
//! ```
//!
//! All are plain functions that may be called from any number of threads at once.
//! The tables of a language are built at its first use; [`warm`](mod@warm) builds them before.
//!
//! To learn the code, read the modules in the order of this file: each uses only those above it.
//! With `default-features = false` the crate is the engine alone; the feature `server` adds
//! `grpc`, `server` and `cli`.

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

pub use options::Options;
pub use summarize::{Article, Summary, extract_quotes, summarize};

pub mod warm;

pub mod eval;

#[cfg(feature = "server")]
pub mod grpc;

#[cfg(feature = "server")]
pub mod server;

#[cfg(feature = "server")]
pub mod cli;
