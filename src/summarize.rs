//! The one door of the engine: an article and options in; headline, summary, quotes and keywords
//! out.
//!
//! Pure: no I/O, no clock, no threads. Calls the floors below in order and adds the warnings.

use crate::error::{FieldViolation, SummarizeError, ViolationReason};
use crate::headline::{self, Bullet, Headline};
use crate::keywords::{self, Keyword};
use crate::options::{
    self, MAX_EXPLAINED_SENTENCES, MAX_LANGUAGE_BYTES, MAX_SENTENCES, MAX_TEXT_BYTES,
    MAX_TITLE_BYTES, Options, View,
};
use crate::quotes::{self, Quote, QuoteOptions};
use crate::score::{DocumentFeatures, score_sentences};
use crate::select::{
    Candidate, SentenceExplanation, Style, SummaryOptions, candidates, explain, select,
};
use crate::text::{Document, SentenceId, Span, Wanted};
use crate::watch::{Stage, Watch};
use std::fmt;

/// Changes whenever the same request may give another result.
pub const ALGORITHM_VERSION: &str = "3";

/// One article, as a caller sends it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Article<'t> {
    /// The title, empty if it isn't known or stands in the text; at most [`MAX_TITLE_BYTES`].
    pub title: &'t str,
    /// The text, not empty, at most [`MAX_TEXT_BYTES`].
    pub text: &'t str,
    /// BCP-47 tag of the language; empty to have it detected.
    pub language: &'t str,
}

impl Article<'_> {
    /// Returns every field that is outside its limits.
    #[must_use]
    pub fn violations(&self) -> Vec<FieldViolation> {
        let too_long = |field, text: &str, limit: usize| {
            let reason = ViolationReason::TooManyBytes { limit, actual: text.len() };
            (text.len() > limit).then_some(FieldViolation { field, reason })
        };
        let violation =
            |field, holds: bool, reason| holds.then_some(FieldViolation { field, reason });
        [
            violation("article.text", self.text.is_empty(), ViolationReason::Empty),
            too_long("article.text", self.text, MAX_TEXT_BYTES),
            too_long("article.title", self.title, MAX_TITLE_BYTES),
            violation(
                "article.language",
                !self.language.is_empty() && !is_language_tag(self.language),
                ViolationReason::NotALanguageTag,
            ),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

/// Subtags of 1 to 8 letters or digits, the first of 2 or 3 letters (RFC 5646, section 2.1).
fn is_language_tag(tag: &str) -> bool {
    let mut subtags = tag.split('-');
    let is_language = |subtag: &str| {
        (2..=3).contains(&subtag.len()) && subtag.bytes().all(|byte| byte.is_ascii_alphabetic())
    };
    let is_subtag = |subtag: &str| {
        (1..=8).contains(&subtag.len()) && subtag.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    tag.len() <= MAX_LANGUAGE_BYTES
        && subtags.next().is_some_and(is_language)
        && subtags.all(is_subtag)
}

/// The result of [`summarize`].
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
    /// Why each of the first [`MAX_EXPLAINED_SENTENCES`] sentences is in the summary or isn't, in
    /// the order of the story; empty unless the options ask for [`View::Full`].
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
    /// Its trimmed form; `None` unless the style is [`Style::Highlights`].
    pub bullet: Option<Bullet>,
}

/// The result of [`extract_quotes`].
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

/// Summarises one article.
///
/// # Errors
/// [`SummarizeError::InvalidArgument`] with all fields of the article and the options that are
/// outside their limits.
///
/// # Complexity
/// Linear in the text's length, plus O(N + D) for each summary sentence with N sentences and D
/// distinct terms a sentence, summed.
pub fn summarize<'t>(
    article: &Article<'t>,
    options: &Options,
) -> Result<Summary<'t>, SummarizeError> {
    summarize_watched(article, options, &())
}

/// Summarises one article like [`summarize`], as long as the result is wanted: `watch` is asked
/// between the stages and within the long ones, and told of each but the last as it ends.
///
/// # Errors
/// As for [`summarize`]; [`SummarizeError::Unwanted`] once the result isn't wanted.
pub fn summarize_watched<'t>(
    article: &Article<'t>,
    options: &Options,
    watch: &dyn Watch,
) -> Result<Summary<'t>, SummarizeError> {
    let mut violations = article.violations();
    violations.extend(options.violations());
    SummarizeError::check(violations)?;

    let is_wanted = || watch.is_wanted();
    let watched = Watched { watch, wanted: Wanted::new(&is_wanted) };
    let wanted = &watched.wanted;
    watched.check()?;
    let document = read(article, &options.summary.query, wanted);
    watched.end(Stage::Document)?;
    let features = DocumentFeatures::of(&document);
    let scores = score_sentences(&features);
    let measured = measured(&document, &options.summary);
    let choices = select(&scores, &measured, &options.summary);
    let explanation = match options.view {
        View::Basic => Vec::new(),
        View::Full => {
            let most = MAX_EXPLAINED_SENTENCES;
            explain(&features, &scores, &measured, &options.summary, &choices, most)
        }
    };
    watched.end(Stage::Score)?;
    let keywords = keywords::rank(&document);
    watched.end(Stage::Keywords)?;
    let headline = headline::compose_while(&document, &options.headline, wanted);
    watched.end(Stage::Headline)?;
    let told: Vec<Span> =
        choices.iter().map(|choice| document.sentence(choice.sentence).span).collect();
    let quotes = quotes::extract_while(&document, &options.quotes, &told, wanted);
    watched.end(Stage::Quotes)?;

    let mut warnings = warnings(&document);
    if choices.is_empty() && !document.sentences().is_empty() {
        warnings.push(Warning::BudgetUnreachable);
    }
    if headline.as_ref().is_some_and(|headline| !headline.is_complete) {
        let max_characters = options.headline.max_characters;
        warnings.push(Warning::HeadlineCut { max_characters });
    }
    let sentences = choices
        .into_iter()
        .map(|choice| SummarySentence {
            sentence: choice.sentence,
            score: scores.unit(choice.sentence.index()),
            rank: choice.rank,
            bullet: (options.summary.style == Style::Highlights)
                .then(|| headline::bullet(&document, choice.sentence)),
        })
        .collect();
    let stats = stats(&document);
    Ok(Summary { document, headline, sentences, quotes, keywords, warnings, stats, explanation })
}

/// Finds the key quotes of one article.
///
/// # Errors
/// [`SummarizeError::InvalidArgument`] with all fields of the article and the options that are
/// outside their limits.
///
/// # Complexity
/// Linear in the text's length.
pub fn extract_quotes<'t>(
    article: &Article<'t>,
    options: &QuoteOptions,
) -> Result<ArticleQuotes<'t>, SummarizeError> {
    extract_quotes_watched(article, options, &())
}

/// Finds the key quotes like [`extract_quotes`], as long as they are wanted, and tells of the
/// stages like [`summarize_watched`].
///
/// # Errors
/// As for [`extract_quotes`]; [`SummarizeError::Unwanted`] once they aren't wanted.
pub fn extract_quotes_watched<'t>(
    article: &Article<'t>,
    options: &QuoteOptions,
    watch: &dyn Watch,
) -> Result<ArticleQuotes<'t>, SummarizeError> {
    let mut violations = article.violations();
    violations.extend(options::quote_violations(options));
    SummarizeError::check(violations)?;

    let is_wanted = || watch.is_wanted();
    let watched = Watched { watch, wanted: Wanted::new(&is_wanted) };
    watched.check()?;
    let document = read(article, "", &watched.wanted);
    watched.end(Stage::Document)?;
    let quotes = quotes::extract_while(&document, options, &[], &watched.wanted);
    watched.end(Stage::Quotes)?;
    let warnings = warnings(&document);
    let stats = stats(&document);
    Ok(ArticleQuotes { document, quotes, warnings, stats })
}

/// The work on one article, as it is watched.
struct Watched<'w> {
    watch: &'w dyn Watch,
    wanted: Wanted<'w>,
}

impl Watched<'_> {
    fn check(&self) -> Result<(), SummarizeError> {
        if self.wanted.now() { Ok(()) } else { Err(SummarizeError::Unwanted) }
    }

    /// Ends a stage, unless it was broken off.
    fn end(&self, stage: Stage) -> Result<(), SummarizeError> {
        self.check()?;
        self.watch.stage_ended(stage);
        Ok(())
    }
}

fn read<'t>(article: &Article<'t>, query: &str, wanted: &Wanted<'_>) -> Document<'t> {
    let Article { title, text, language } = *article;
    Document::parse_while(text, title, language, query, MAX_SENTENCES as usize, wanted)
}

/// The sentences with the lengths that the limits measure: their own, or those of their bullets.
fn measured(document: &Document<'_>, options: &SummaryOptions) -> Vec<Candidate> {
    let mut candidates = candidates(document);
    if options.style == Style::Highlights && options.limits_length() {
        for (idx, candidate) in (0..).zip(&mut candidates) {
            let bullet = headline::bullet(document, SentenceId(idx));
            let words = document.words(document.sentence(SentenceId(idx))).iter();
            let is_kept = |word: Span| bullet.kept_spans.iter().any(|kept| kept.overlaps(word));
            candidate.n_words = count(words.filter(|&&word| is_kept(word)).count());
            candidate.n_characters = count(bullet.text.chars().count());
        }
    }
    candidates
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn warnings(document: &Document<'_>) -> Vec<Warning> {
    let mut warnings = Vec::new();
    if document.language().rules.is_none() {
        warnings.push(Warning::LanguageFallback { code: document.language().code.clone() });
    }
    if document.is_truncated() {
        warnings.push(Warning::Truncated { n_sentences: MAX_SENTENCES });
    }
    if document.sentences().is_empty() {
        warnings.push(Warning::NoSentences);
    }
    warnings
}

fn stats(document: &Document<'_>) -> Stats {
    let n_words = document.sentences().iter().map(|sentence| document.words(sentence).len()).sum();
    Stats {
        n_sentences: count(document.sentences().len()),
        n_words: count(n_words),
        n_bytes: count(document.text().len()),
    }
}
