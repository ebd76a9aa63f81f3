//! What does a caller get? Summaries, quotes, and what to know about them.

use crate::headline::{Bullet, Headline};
use crate::keywords::Keyword;
use crate::quotes::Quote;
use crate::select::SentenceExplanation;
use crate::text::{Document, SentenceId};
use std::fmt;

/// The result of [`summarize`](super::summarize()).
#[derive(Debug)]
pub struct Summary<'t> {
    /// The article that everything below points into.
    pub document: Document<'t>,
    /// The headline; `None` if no sentence can serve.
    pub headline: Option<Headline>,
    /// The summary's sentences, in the order that the options ask for.
    pub sentences: Vec<SummarySentence>,
    /// The key quotes, in order of appearance.
    pub quotes: Vec<Quote>,
    /// The story's names and terms, the most important first.
    pub keywords: Vec<Keyword>,
    /// What the caller should know about the result.
    pub warnings: Vec<Warning>,
    /// How much was read.
    pub stats: Stats,
    /// Why each of the first [`MAX_EXPLAINED_SENTENCES`](crate::options::MAX_EXPLAINED_SENTENCES)
    /// sentences is in the summary or isn't, in the order of the story; empty unless the options
    /// ask for [`View::Full`](crate::options::View::Full).
    pub explanation: Vec<SentenceExplanation>,
}

/// One sentence of a summary.
#[derive(Debug, Clone, PartialEq)]
pub struct SummarySentence {
    /// Which sentence of the document.
    pub sentence: SentenceId,
    /// Its score within the document, in \[0, 1\].
    pub score: f64,
    /// Position in the order of choice, from 1.
    pub rank: u32,
    /// Its trimmed form; `None` unless the style is
    /// [`Style::Highlights`](crate::select::Style::Highlights).
    pub bullet: Option<Bullet>,
}

/// The result of [`extract_quotes`](super::extract_quotes).
#[derive(Debug)]
pub struct ArticleQuotes<'t> {
    /// The article that the quotes point into.
    pub document: Document<'t>,
    /// The key quotes, in order of appearance.
    pub quotes: Vec<Quote>,
    /// What the caller should know about the result.
    pub warnings: Vec<Warning>,
    /// How much was read.
    pub stats: Stats,
}

/// How much was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stats {
    /// Sentences of the story; title, standfirst and service lines are none.
    pub n_sentences: u32,
    /// Words of those sentences.
    pub n_words: u32,
    /// Bytes of the whole text.
    pub n_bytes: u32,
}

/// What a caller should know about a result that is still useful.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Warning {
    /// The story has more sentences than are read.
    Truncated {
        /// Sentences that were read.
        n_sentences: u32,
    },
    /// The language has no rules of its own.
    LanguageFallback {
        /// The language's code, `und` if it couldn't be told.
        code: String,
    },
    /// The text has no sentence.
    NoSentences,
    /// No sentence fits the limits of the summary.
    BudgetUnreachable,
    /// No shorter form of a sentence that stands alone fits: the headline is cut off with "…".
    HeadlineCut {
        /// The limit that was given.
        max_characters: u32,
    },
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Truncated { n_sentences } => {
                write!(f, "only the first {n_sentences} sentences were read")
            }
            Self::LanguageFallback { code } => {
                write!(f, "no rules for language \"{code}\": language-neutral ones were used")
            }
            Self::NoSentences => f.write_str("the text has no sentence"),
            Self::BudgetUnreachable => f.write_str("no sentence fits the limits of the summary"),
            Self::HeadlineCut { max_characters } => {
                write!(f, "no complete headline fits {max_characters} characters")
            }
        }
    }
}
