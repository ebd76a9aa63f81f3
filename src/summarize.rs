//! The one door of the engine: an article and options in; headline, summary, quotes and keywords
//! out.
//!
//! Pure: no I/O, no clock, no threads. Calls the floors below in order and adds the warnings.

mod article;
mod result;

use crate::error::SummarizeError;
use crate::headline;
use crate::keywords;
use crate::options::{self, MAX_EXPLAINED_SENTENCES, MAX_SENTENCES, Options, View};
use crate::quotes::{self, QuoteOptions};
use crate::score::{DocumentFeatures, score_sentences};
use crate::select::{Candidate, Style, SummaryOptions, candidates, explain, select};
use crate::text::{Document, List, SentenceId, Span, Wanted};
use crate::watch::{Stage, Watch};

pub use article::Article;
pub use result::{ArticleQuotes, Stats, Summary, SummarySentence, Warning};

/// Changes whenever the same request may give another result.
pub const ALGORITHM_VERSION: &str = "5";

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
    let told: List<Span> =
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

#[cfg(test)]
mod tests {
    use super::{Article, summarize};
    use crate::options::Options;
    use crate::select::{Style, SummaryOptions};

    #[test]
    fn limits_measure_bullets_and_not_their_sentences() {
        let text = "The council of Port Hallen approved a new sea wall on Monday, said Mayor Ana \
            Torvald, who has led the town since 1998. Rents rose.";
        let first = |summary: SummaryOptions| {
            let options = Options { summary, ..Options::default() };
            let article = Article { text, language: "en", ..Article::default() };
            let summary = summarize(&article, &options).expect("within the limits");
            let first = summary.sentences.first().expect("a sentence");
            let length = first.bullet.as_ref().expect("a bullet").text.chars().count();
            (first.sentence, length, summary.document.sentence(first.sentence).span.len())
        };
        let bullets = SummaryOptions { style: Style::Highlights, ..SummaryOptions::default() };
        let one = SummaryOptions { max_sentences: Some(1), ..bullets.clone() };
        let (sentence, length, whole) = first(one);
        assert!(length < whole, "nothing was trimmed");
        for (max_characters, fits) in [(length, true), (length - 1, false)] {
            let max_characters = u32::try_from(max_characters).ok();
            let found = first(SummaryOptions { max_characters, ..bullets.clone() }).0;
            assert_eq!(found == sentence, fits, "{max_characters:?}");
        }
    }
}
