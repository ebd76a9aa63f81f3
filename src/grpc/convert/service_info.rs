//! What does this server offer, and what are its limits?

use super::{MAX_ID_BYTES, saturated};
use crate::grpc::batch::MAX_BATCH_REQUESTS;
use crate::grpc::pb;
use crate::grpc::rate::RateLimit;
use crate::grpc::service::EnforcedLimits;
use crate::options;
use crate::summarize::ALGORITHM_VERSION;
use crate::text::Language;

/// Makes the response message that describes this server.
pub(in crate::grpc) fn service_info(
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
