//! How good is a summary? ROUGE against references, with intervals, beside simple baselines.
//!
//! Depends on `summarize` and the floors below it; pure functions over articles that are already
//! read. Files, threads and the progress bar belong to the command.
//!
//! ```
//! use nutgraf::eval::{Record, Setting, System, evaluate, report};
//!
//! let record = Record {
//!     text: "The river rose in Marrow. Two hundred people fled. A concert was put off.".to_owned(),
//!     language: "en".to_owned(),
//!     references: vec![vec!["Two hundred people fled.".to_owned()]],
//!     ..Record::default()
//! };
//! let mut setting = Setting::default();
//! setting.summary.max_sentences = Some(1);
//! let result = evaluate(&record, &setting)?;
//! assert_eq!(result.of(System::Oracle).rouge.rouge1, 1.0);
//! assert!(result.of(System::Nutgraf).rouge.mean() <= 1.0);
//! println!("{}", report::table(&[result], 2_000, 13));
//! # Ok::<(), nutgraf::error::SummarizeError>(())
//! ```

pub mod article;
pub mod baseline;
pub mod bootstrap;
pub mod porter;
pub mod report;
pub mod rouge;

pub use article::{ArticleResult, Record, Setting, System, SystemResult, evaluate};
pub use rouge::{Rouge, Tokenization};
