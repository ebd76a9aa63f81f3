//! Stand-in: the pure door.
#![allow(missing_docs)]
use crate::error::{FieldViolation, SummarizeError, ViolationReason};
use crate::headline::{self, Headline};
use crate::options::{MAX_LANGUAGE_BYTES, MAX_TEXT_BYTES, MAX_TITLE_BYTES, Options};
use crate::quotes::{self, Quote, QuoteOptions};
use crate::select::Order;
use crate::text::{Document, Language, SentenceId};
use std::fmt;

pub const ALGORITHM_VERSION: &str = "0";

#[derive(Debug, Clone, Copy)]
pub struct Article<'t> {
    pub title: &'t str,
    pub text: &'t str,
    pub language: &'t str,
}

impl Article<'_> {
    #[must_use]
    pub fn violations(&self) -> Vec<FieldViolation> {
        let mut found = Vec::new();
        let mut push =
            |field, reason| found.push(FieldViolation { field, reason: ViolationReason(reason) });
        if self.text.is_empty() {
            push("article.text", "must not be empty".to_owned());
        }
        for (field, value, limit) in [
            ("article.text", self.text, MAX_TEXT_BYTES),
            ("article.title", self.title, MAX_TITLE_BYTES),
            ("article.language", self.language, MAX_LANGUAGE_BYTES),
        ] {
            if value.len() > limit {
                push(field, format!("must have at most {limit} bytes, got {}", value.len()));
            }
        }
        if !self.language.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
            push("article.language", "must be a BCP-47 tag".to_owned());
        }
        found
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SummarySentence {
    pub sentence: SentenceId,
    pub score: f64,
    pub rank: u32,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Warning {
    Truncated { limit_sentences: u32 },
    LanguageFallback { code_len: u32 },
    NoSentences,
    BudgetUnreachable { n: u32 },
}
impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("warning")
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Stats {
    pub n_sentences: u32,
    pub n_words: u32,
    pub n_bytes: u32,
}

#[derive(Debug)]
pub struct Summary<'t> {
    pub document: Document<'t>,
    pub headline: Option<Headline>,
    pub sentences: Vec<SummarySentence>,
    pub quotes: Vec<Quote>,
    pub warnings: Vec<Warning>,
    pub stats: Stats,
}

#[derive(Debug)]
pub struct ArticleQuotes<'t> {
    pub document: Document<'t>,
    pub quotes: Vec<Quote>,
    pub warnings: Vec<Warning>,
    pub stats: Stats,
}

pub fn summarize<'t>(
    article: &Article<'t>,
    options: &Options,
) -> Result<Summary<'t>, SummarizeError> {
    let mut violations = article.violations();
    violations.extend(options.violations());
    if !violations.is_empty() {
        return Err(SummarizeError::InvalidArgument(violations));
    }
    let document = Document::parse(article.text, article.title, article.language);
    let n = document.sentences().len();
    let k = options.summary.max_sentences.unwrap_or(3) as usize;
    let mut sentences: Vec<_> = (0..n.min(k))
        .map(|i| SummarySentence { sentence: SentenceId(i as u32), score: 0.5, rank: i as u32 })
        .collect();
    if options.summary.order == Order::Rank {
        sentences.sort_by_key(|s| s.rank);
    }
    let headline = headline::compose(&document, &options.headline);
    let quotes = quotes::extract(&document, &vec![0.5; n], &options.quotes);
    let warnings = if n == 0 { vec![Warning::NoSentences] } else { vec![] };
    let stats = stats(&document);
    Ok(Summary { document, headline, sentences, quotes, warnings, stats })
}

pub fn extract_quotes<'t>(
    article: &Article<'t>,
    options: &QuoteOptions,
) -> Result<ArticleQuotes<'t>, SummarizeError> {
    let options = Options { quotes: options.clone(), ..Options::default() };
    let s = summarize(article, &options)?;
    Ok(ArticleQuotes {
        document: s.document,
        quotes: s.quotes,
        warnings: s.warnings,
        stats: s.stats,
    })
}

fn stats(document: &Document<'_>) -> Stats {
    Stats {
        n_sentences: document.sentences().len() as u32,
        n_words: document.sentences().iter().map(|s| document.words(s).len() as u32).sum(),
        n_bytes: document.text().len() as u32,
    }
}
const _: Option<Language> = None;
