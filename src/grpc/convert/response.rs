//! What does a caller get? Messages out of results: the only place that copies text of an article.
//!
//! Every span is written as byte offsets first; all of a response get the caller's unit in one pass.

use super::explanation::explanation;
use super::saturated;
use crate::grpc::offsets::{self, OffsetEncoding};
use crate::grpc::pb;
use crate::headline::Headline;
use crate::keywords::Keyword;
use crate::quotes::{Quote, QuoteKind, Speaker};
use crate::summarize::{
    ALGORITHM_VERSION, ArticleQuotes, Stats, Summary, SummarySentence, Warning,
};
use crate::text::{DetectedLanguage, Document, Span};

/// Makes the response message of a summary.
pub(super) fn summarize_response(
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
pub(super) fn extract_quotes_response(
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

/// Makes the message of a span, in bytes still.
pub(super) fn span(span: Span) -> pb::Span {
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
