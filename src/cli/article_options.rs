//! The flags of an article's options: one for each field of the request.

use crate::grpc::pb;
use clap::{Args, ValueEnum};

/// What to return, as on the wire; the engine checks the limits.
#[derive(Debug, Clone, Args)]
pub(super) struct ArticleOptions {
    /// The most sentences [default: 3 if no limit at all is given]
    #[arg(long, value_name = "N")]
    max_sentences: Option<u32>,
    /// The most words
    #[arg(long, value_name = "N")]
    max_words: Option<u32>,
    /// The most characters, joining spaces included
    #[arg(long, value_name = "N")]
    max_characters: Option<u32>,
    /// The most sentences as a share of the story's, above 0 and at most 1
    #[arg(long, value_name = "SHARE", allow_negative_numbers = true)]
    ratio: Option<f64>,
    /// The order of the sentences
    #[arg(long, value_enum, default_value_t = Order::Document)]
    order: Order,
    /// What to return of each sentence
    #[arg(long, value_enum, default_value_t = Style::Verbatim)]
    style: Style,
    /// What the reader looks for: sentences that speak of it come first
    #[arg(long, value_name = "WORDS", default_value = "", hide_default_value = true)]
    query: String,
    /// The most characters of the headline [default: 100]
    #[arg(long, value_name = "N")]
    headline_max_characters: Option<u32>,
    /// The most quotes; 0 for none [default: 5]
    #[arg(long, value_name = "N")]
    max_quotes: Option<u32>,
    /// The fewest words of a quote [default: 3]
    #[arg(long, value_name = "N")]
    min_words: Option<u32>,
    /// The unit of the spans in JSON
    #[arg(long, value_enum, default_value_t = OffsetEncoding::Utf8)]
    offset_encoding: OffsetEncoding,
}

/// `nutgraf.v1.Order`
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Order {
    /// As in the article
    Document,
    /// The most important first
    Rank,
}

/// `nutgraf.v1.Style`
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Style {
    /// The sentence as it stands
    Verbatim,
    /// The sentence trimmed to a bullet by deletion only
    Highlights,
}

/// `nutgraf.v1.OffsetEncoding`
#[derive(Debug, Clone, Copy, ValueEnum)]
enum OffsetEncoding {
    /// Bytes of UTF-8
    Utf8,
    /// Code units of UTF-16
    Utf16,
    /// Code points
    Utf32,
}

impl ArticleOptions {
    /// Makes the request for an article.
    pub(super) fn request(&self, article: pb::Article, view: pb::View) -> pb::SummarizeRequest {
        let order = match self.order {
            Order::Document => pb::Order::Document,
            Order::Rank => pb::Order::Rank,
        };
        let style = match self.style {
            Style::Verbatim => pb::Style::Verbatim,
            Style::Highlights => pb::Style::Highlights,
        };
        let offset_encoding = match self.offset_encoding {
            OffsetEncoding::Utf8 => pb::OffsetEncoding::Utf8,
            OffsetEncoding::Utf16 => pb::OffsetEncoding::Utf16,
            OffsetEncoding::Utf32 => pb::OffsetEncoding::Utf32,
        };
        pb::SummarizeRequest {
            article: Some(article),
            summary: Some(pb::SummaryOptions {
                max_sentences: self.max_sentences,
                max_words: self.max_words,
                max_characters: self.max_characters,
                ratio: self.ratio,
                order: order.into(),
                style: style.into(),
                query: self.query.clone(),
            }),
            headline: Some(pb::HeadlineOptions { max_characters: self.headline_max_characters }),
            quotes: Some(pb::QuoteOptions {
                max_quotes: self.max_quotes,
                min_words: self.min_words,
            }),
            offset_encoding: offset_encoding.into(),
            view: view.into(),
        }
    }
}
