//! Between the contract's messages and the core's values: the only file that names both.
//!
//! A request is read whole, and all that is wrong with it is told at once. Spans are byte offsets
//! in the core; here they get the caller's unit.

use super::batch::MAX_BATCH_REQUESTS;
use super::offsets::{self, OffsetEncoding};
use super::pb;
use super::rate::RateLimit;
use super::service::EnforcedLimits;
use super::status::CallError;
use crate::error::{FieldViolation, SummarizeError, ViolationReason};
use crate::headline::{Headline, HeadlineOptions};
use crate::keywords::Keyword;
use crate::options::{self, Options, View};
use crate::quotes::{Quote, QuoteKind, QuoteOptions, Speaker};
use crate::score::{Component, Feature};
use crate::select::{Order, SentenceExplanation, Style, SummaryOptions, Verdict};
use crate::summarize::{
    ALGORITHM_VERSION, Article, ArticleQuotes, Stats, Summary, SummarySentence, Warning,
    extract_quotes_watched, summarize_watched,
};
use crate::text::{DetectedLanguage, Document, Language, Span};
use crate::watch::{Stage, Watch};

/// The longest `article.id`, in bytes.
pub const MAX_ID_BYTES: usize = 256;

/// A request of `Summarize` that keeps all rules.
#[derive(Debug)]
pub(crate) struct SummarizeJob {
    article: pb::Article,
    options: Options,
    encoding: OffsetEncoding,
}

impl SummarizeJob {
    /// Reads a request.
    ///
    /// # Errors
    /// [`CallError::InvalidArgument`] with every violation.
    pub(crate) fn read(request: pb::SummarizeRequest) -> Result<Self, CallError> {
        let article = request.article.unwrap_or_default();
        let mut violations = article_violations(&article);
        let options = Options {
            summary: summary_options(request.summary.unwrap_or_default(), &mut violations),
            headline: headline_options(request.headline.unwrap_or_default()),
            quotes: quote_options(request.quotes.unwrap_or_default()),
            view: view(request.view, &mut violations),
        };
        violations.extend(options.violations());
        let encoding = offset_encoding(request.offset_encoding, &mut violations);
        SummarizeError::check(violations)?;
        Ok(Self { article, options, encoding })
    }

    pub(crate) fn n_bytes(&self) -> usize {
        self.article.text.len()
    }

    /// Does the work.
    pub(crate) fn run(self) -> Result<pb::SummarizeResponse, CallError> {
        self.run_watched(&())
    }

    /// Does the work as long as it is wanted.
    pub(crate) fn run_watched(self, watch: &dyn Watch) -> Result<pb::SummarizeResponse, CallError> {
        let summary = summarize_watched(&borrowed(&self.article), &self.options, watch)?;
        let response = summarize_response(&summary, self.encoding);
        watch.stage_ended(Stage::Answer);
        Ok(response)
    }
}

/// A request of `ExtractQuotes` that keeps all rules.
#[derive(Debug)]
pub(crate) struct ExtractQuotesJob {
    article: pb::Article,
    options: QuoteOptions,
    encoding: OffsetEncoding,
}

impl ExtractQuotesJob {
    /// Reads a request.
    ///
    /// # Errors
    /// [`CallError::InvalidArgument`] with every violation.
    pub(crate) fn read(request: pb::ExtractQuotesRequest) -> Result<Self, CallError> {
        let request = pb::SummarizeRequest {
            article: request.article,
            quotes: request.quotes,
            offset_encoding: request.offset_encoding,
            ..pb::SummarizeRequest::default()
        };
        let SummarizeJob { article, options, encoding } = SummarizeJob::read(request)?;
        Ok(Self { article, options: options.quotes, encoding })
    }

    pub(crate) fn n_bytes(&self) -> usize {
        self.article.text.len()
    }

    /// Does the work as long as it is wanted.
    pub(crate) fn run_watched(
        self,
        watch: &dyn Watch,
    ) -> Result<pb::ExtractQuotesResponse, CallError> {
        let found = extract_quotes_watched(&borrowed(&self.article), &self.options, watch)?;
        let response = extract_quotes_response(&found, self.encoding);
        watch.stage_ended(Stage::Answer);
        Ok(response)
    }
}

/// Makes the response message of a summary.
#[must_use]
pub fn summarize_response(
    summary: &Summary<'_>,
    encoding: OffsetEncoding,
) -> pb::SummarizeResponse {
    let document = &summary.document;
    let mut response = pb::SummarizeResponse {
        headline: summary.headline.as_ref().map(|found| headline(found, document)),
        sentences: summary.sentences.iter().map(|found| sentence(found, document)).collect(),
        quotes: summary.quotes.iter().map(|found| quote(found, document)).collect(),
        keywords: summary.keywords.iter().map(|found| keyword(found, document)).collect(),
        language: Some(language(document.language())),
        warnings: summary.warnings.iter().map(warning).collect(),
        stats: Some(stats(summary.stats)),
        algorithm_version: ALGORITHM_VERSION.to_owned(),
        explanation: summary.explanation.iter().map(|found| explanation(found, document)).collect(),
    };
    let mut spans: Vec<&mut pb::Span> = Vec::new();
    if let Some(headline) = &mut response.headline {
        spans.extend(&mut headline.sentence_span);
        spans.extend(&mut headline.kept_spans);
    }
    for sentence in &mut response.sentences {
        spans.extend(&mut sentence.span);
        spans.extend(&mut sentence.kept_spans);
    }
    spans.extend(response.quotes.iter_mut().flat_map(quote_spans));
    spans.extend(response.explanation.iter_mut().filter_map(|sentence| sentence.span.as_mut()));
    encode(document.text(), encoding, spans);
    response
}

/// Makes the response message of an article's quotes.
#[must_use]
pub fn extract_quotes_response(
    found: &ArticleQuotes<'_>,
    encoding: OffsetEncoding,
) -> pb::ExtractQuotesResponse {
    let document = &found.document;
    let mut response = pb::ExtractQuotesResponse {
        quotes: found.quotes.iter().map(|found| quote(found, document)).collect(),
        language: Some(language(document.language())),
        warnings: found.warnings.iter().map(warning).collect(),
        stats: Some(stats(found.stats)),
        algorithm_version: ALGORITHM_VERSION.to_owned(),
    };
    let spans = response.quotes.iter_mut().flat_map(quote_spans).collect();
    encode(document.text(), encoding, spans);
    response
}

/// Makes the response message that describes this server.
pub(crate) fn service_info(
    limits: &EnforcedLimits,
    rate_limit: Option<RateLimit>,
) -> pb::GetServiceInfoResponse {
    pb::GetServiceInfoResponse {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        git_revision: env!("NUTGRAF_GIT_REVISION").to_owned(),
        algorithm_version: ALGORITHM_VERSION.to_owned(),
        languages: Language::ALL.iter().map(|language| language.code().to_owned()).collect(),
        limits: Some(pb::Limits {
            max_request_bytes: saturated(limits.max_request_bytes),
            max_text_bytes: saturated(options::MAX_TEXT_BYTES),
            max_title_bytes: saturated(options::MAX_TITLE_BYTES),
            max_id_bytes: saturated(MAX_ID_BYTES),
            max_language_bytes: saturated(options::MAX_LANGUAGE_BYTES),
            max_article_sentences: options::MAX_SENTENCES,
            max_summary_sentences: options::MAX_SUMMARY_SENTENCES,
            max_summary_words: options::MAX_SUMMARY_WORDS,
            max_summary_characters: options::MAX_SUMMARY_CHARACTERS,
            max_query_bytes: saturated(options::MAX_QUERY_BYTES),
            max_headline_characters: options::MAX_HEADLINE_CHARACTERS,
            max_quotes: options::MAX_QUOTES,
            max_quote_min_words: options::MAX_QUOTE_MIN_WORDS,
            max_timeout_ms: u32::try_from(limits.max_timeout.as_millis()).unwrap_or(u32::MAX),
            max_concurrent_streams: limits.max_concurrent_streams,
            max_batch_requests: saturated(MAX_BATCH_REQUESTS),
            max_explained_sentences: saturated(options::MAX_EXPLAINED_SENTENCES),
            rate_limit: rate_limit.map(|limit| pb::RateLimit {
                max_calls: limit.n_calls(),
                period_seconds: limit.period_seconds(),
                max_burst: limit.burst(),
            }),
        }),
    }
}

fn borrowed(article: &pb::Article) -> Article<'_> {
    Article { title: &article.title, text: &article.text, language: &article.language }
}

fn article_violations(article: &pb::Article) -> Vec<FieldViolation> {
    let mut violations = borrowed(article).violations();
    if article.id.len() > MAX_ID_BYTES {
        let reason =
            ViolationReason::TooManyBytes { limit: MAX_ID_BYTES, actual: article.id.len() };
        violations.push(FieldViolation { field: "article.id", reason });
    }
    violations
}

fn summary_options(
    given: pb::SummaryOptions,
    violations: &mut Vec<FieldViolation>,
) -> SummaryOptions {
    let order = match pb::Order::try_from(given.order) {
        Ok(pb::Order::Unspecified | pb::Order::Document) => Order::Document,
        Ok(pb::Order::Rank) => Order::Rank,
        Err(_) => {
            violations.push(unknown("summary.order", given.order));
            Order::Document
        }
    };
    let style = match pb::Style::try_from(given.style) {
        Ok(pb::Style::Unspecified | pb::Style::Verbatim) => Style::Verbatim,
        Ok(pb::Style::Highlights) => Style::Highlights,
        Err(_) => {
            violations.push(unknown("summary.style", given.style));
            Style::Verbatim
        }
    };
    SummaryOptions {
        max_sentences: given.max_sentences,
        max_words: given.max_words,
        max_characters: given.max_characters,
        ratio: given.ratio,
        order,
        style,
        query: given.query,
    }
}

fn headline_options(given: pb::HeadlineOptions) -> HeadlineOptions {
    let max_characters = given.max_characters.unwrap_or(HeadlineOptions::DEFAULT_MAX_CHARACTERS);
    HeadlineOptions { max_characters }
}

fn quote_options(given: pb::QuoteOptions) -> QuoteOptions {
    QuoteOptions {
        max_quotes: given.max_quotes.unwrap_or(QuoteOptions::DEFAULT_MAX_QUOTES),
        min_words: given.min_words.unwrap_or(QuoteOptions::DEFAULT_MIN_WORDS),
    }
}

fn offset_encoding(given: i32, violations: &mut Vec<FieldViolation>) -> OffsetEncoding {
    match pb::OffsetEncoding::try_from(given) {
        Ok(pb::OffsetEncoding::Unspecified | pb::OffsetEncoding::Utf8) => OffsetEncoding::Utf8,
        Ok(pb::OffsetEncoding::Utf16) => OffsetEncoding::Utf16,
        Ok(pb::OffsetEncoding::Utf32) => OffsetEncoding::Utf32,
        Err(_) => {
            violations.push(unknown("offset_encoding", given));
            OffsetEncoding::Utf8
        }
    }
}

fn view(given: i32, violations: &mut Vec<FieldViolation>) -> View {
    match pb::View::try_from(given) {
        Ok(pb::View::Unspecified | pb::View::Basic) => View::Basic,
        Ok(pb::View::Full) => View::Full,
        Err(_) => {
            violations.push(unknown("view", given));
            View::Basic
        }
    }
}

fn unknown(field: &'static str, actual: i32) -> FieldViolation {
    FieldViolation { field, reason: ViolationReason::UnknownEnumValue { actual } }
}

fn headline(found: &Headline, document: &Document<'_>) -> pb::Headline {
    pb::Headline {
        text: found.text.clone(),
        sentence_span: Some(span(document.sentence(found.sentence).span)),
        kept_spans: found.kept_spans.iter().copied().map(span).collect(),
        is_complete: found.is_complete,
    }
}

fn sentence(found: &SummarySentence, document: &Document<'_>) -> pb::SummarySentence {
    let sentence = document.sentence(found.sentence);
    let verbatim = || document.slice(sentence.span).to_owned();
    let bullet = found.bullet.as_ref();
    pb::SummarySentence {
        text: bullet.map_or_else(verbatim, |bullet| bullet.text.clone()),
        span: Some(span(sentence.span)),
        kept_spans: bullet
            .map_or(Vec::new(), |bullet| bullet.kept_spans.iter().copied().map(span).collect()),
        sentence_index: found.sentence.0,
        paragraph_index: sentence.paragraph_idx,
        score: found.score,
        rank: found.rank,
    }
}

fn quote(found: &Quote, document: &Document<'_>) -> pb::Quote {
    let kind = match found.kind {
        QuoteKind::Direct => pb::QuoteKind::Direct,
        QuoteKind::Partial => pb::QuoteKind::Partial,
    };
    pb::Quote {
        text: document.slice(found.span).to_owned(),
        span: Some(span(found.span)),
        kind: kind.into(),
        speaker: found.speaker.as_ref().map(|found| speaker(found, document)),
        cue: found
            .cue
            .map(|cue| pb::Cue { text: document.slice(cue).to_owned(), span: Some(span(cue)) }),
        turn: found.turn,
        score: found.score,
        confidence: found.confidence,
    }
}

fn speaker(found: &Speaker, document: &Document<'_>) -> pb::Speaker {
    pb::Speaker {
        name: document.slice(found.name).to_owned(),
        name_span: Some(span(found.name)),
        mention: document.slice(found.mention).to_owned(),
        mention_span: Some(span(found.mention)),
        role: found.role.map(|role| document.slice(role).to_owned()).unwrap_or_default(),
        role_span: found.role.map(span),
        is_pronoun_resolved: found.is_pronoun_resolved,
    }
}

fn keyword(found: &Keyword, document: &Document<'_>) -> pb::Keyword {
    pb::Keyword {
        text: document.slice(found.span).to_owned(),
        score: found.score,
        count: found.count,
    }
}

fn explanation(found: &SentenceExplanation, document: &Document<'_>) -> pb::SentenceExplanation {
    let (verdict, rank) = match found.verdict {
        Verdict::Chosen(rank) => (pb::Verdict::Chosen, rank),
        Verdict::Outranked => (pb::Verdict::Outranked, 0),
        Verdict::Redundant => (pb::Verdict::Redundant, 0),
        Verdict::Dangling => (pb::Verdict::Dangling, 0),
        Verdict::OpensWithQuote => (pb::Verdict::OpensWithQuote, 0),
        Verdict::Boilerplate => (pb::Verdict::Boilerplate, 0),
        Verdict::TooLong => (pb::Verdict::TooLong, 0),
        Verdict::NotReached => (pb::Verdict::NotReached, 0),
    };
    let features = found.components.iter().filter(|component| component.value != 0.0);
    pb::SentenceExplanation {
        span: Some(span(document.sentence(found.sentence).span)),
        sentence_index: found.sentence.0,
        features: features.map(feature).collect(),
        weighted_sum: found.weighted_sum,
        score: found.score,
        redundancy_loss: found.redundancy_loss,
        nearest_sentence_index: found.nearest.map(|nearest| nearest.0),
        dangling_loss: found.dangling_loss,
        verdict: verdict.into(),
        rank,
    }
}

fn feature(component: &Component) -> pb::FeatureContribution {
    let feature = match component.feature {
        Feature::Salience => pb::Feature::Salience,
        Feature::Direction => pb::Feature::Direction,
        Feature::Lead => pb::Feature::Lead,
        Feature::Number => pb::Feature::Number,
        Feature::OpeningQuote => pb::Feature::OpeningQuote,
        Feature::Boilerplate => pb::Feature::Boilerplate,
        Feature::Query => pb::Feature::Query,
    };
    pb::FeatureContribution {
        feature: feature.into(),
        value: component.value,
        contribution: component.contribution(),
    }
}

fn language(found: &DetectedLanguage) -> pb::Language {
    pb::Language {
        code: found.code.clone(),
        confidence: found.confidence,
        is_detected: found.is_detected,
    }
}

fn warning(warning: &Warning) -> pb::Warning {
    let code = match warning {
        Warning::Truncated { .. } => pb::WarningCode::Truncated,
        Warning::LanguageFallback { .. } => pb::WarningCode::LanguageFallback,
        Warning::NoSentences => pb::WarningCode::NoSentences,
        Warning::BudgetUnreachable => pb::WarningCode::BudgetUnreachable,
        Warning::HeadlineCut { .. } => pb::WarningCode::HeadlineCut,
    };
    pb::Warning { code: code.into(), message: warning.to_string() }
}

fn stats(stats: Stats) -> pb::Stats {
    pb::Stats { n_sentences: stats.n_sentences, n_words: stats.n_words, n_bytes: stats.n_bytes }
}

fn span(span: Span) -> pb::Span {
    pb::Span { start: saturated(span.start()), end: saturated(span.end()) }
}

fn quote_spans(quote: &mut pb::Quote) -> impl Iterator<Item = &mut pb::Span> {
    let speaker = quote.speaker.iter_mut().flat_map(|speaker| {
        [&mut speaker.name_span, &mut speaker.mention_span, &mut speaker.role_span]
    });
    let cue = quote.cue.iter_mut().map(|cue| &mut cue.span);
    [&mut quote.span].into_iter().chain(speaker).chain(cue).filter_map(Option::as_mut)
}

fn encode(text: &str, encoding: OffsetEncoding, spans: Vec<&mut pb::Span>) {
    let ends = spans.into_iter().flat_map(|span| [&mut span.start, &mut span.end]).collect();
    offsets::encode(text, encoding, ends);
}

fn saturated(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
