//! What does a request ask for? Options and units out of messages, with all that is wrong.
//!
//! An enum's number that the contract doesn't know is a violation; its default stands in, so that
//! the other fields are read too.

use super::{MAX_ID_BYTES, borrowed};
use crate::error::{FieldViolation, ViolationReason};
use crate::grpc::offsets::OffsetEncoding;
use crate::grpc::pb;
use crate::headline::HeadlineOptions;
use crate::options::View;
use crate::quotes::QuoteOptions;
use crate::select::{Order, Style, SummaryOptions};

/// Returns what is wrong with an article.
pub(super) fn article_violations(article: &pb::Article) -> Vec<FieldViolation> {
    let mut violations = borrowed(article).violations();
    if article.id.len() > MAX_ID_BYTES {
        let reason =
            ViolationReason::TooManyBytes { limit: MAX_ID_BYTES, actual: article.id.len() };
        violations.push(FieldViolation { field: "article.id", reason });
    }
    violations
}

/// Reads the options of the summary; their ranges are checked with all other options.
pub(super) fn summary_options(
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

/// Reads the options of the headline.
pub(super) fn headline_options(given: pb::HeadlineOptions) -> HeadlineOptions {
    let max_characters = given.max_characters.unwrap_or(HeadlineOptions::DEFAULT_MAX_CHARACTERS);
    HeadlineOptions { max_characters }
}

/// Reads the options of the quotes.
pub(super) fn quote_options(given: pb::QuoteOptions) -> QuoteOptions {
    QuoteOptions {
        max_quotes: given.max_quotes.unwrap_or(QuoteOptions::DEFAULT_MAX_QUOTES),
        min_words: given.min_words.unwrap_or(QuoteOptions::DEFAULT_MIN_WORDS),
    }
}

/// Reads the unit of offsets; bytes if none is given.
pub(super) fn offset_encoding(given: i32, violations: &mut Vec<FieldViolation>) -> OffsetEncoding {
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

/// Reads how much of the work is told.
pub(super) fn view(given: i32, violations: &mut Vec<FieldViolation>) -> View {
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
