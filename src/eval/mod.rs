//! How good is a summary? ROUGE against references, with intervals, beside simple baselines.
//!
//! Depends on `summarize` and the floors below it; pure functions over articles that are already
//! read. Files, threads and the progress bar belong to the command.

pub mod article;
pub mod baseline;
pub mod bootstrap;
pub mod porter;
pub mod report;
pub mod rouge;

pub use article::{ArticleResult, Record, Setting, System, SystemResult, evaluate};
pub use rouge::{Rouge, Tokenization};
