//! Headline, short summary and attributed key quotes of one news article.
//!
//! Extractive and deterministic: every word returned stands in the article, with its place.
//! Read the modules in this order; each uses only those above it.

pub mod text;

pub mod score;

pub mod select;

pub mod headline;

pub mod quotes;
