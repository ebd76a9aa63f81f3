//! Between the contract's messages and the core's values: the only module that names both.
//!
//! A request is read whole, and all that is wrong with it is told at once. Spans are byte offsets
//! in the core; here they get the caller's unit.

mod explanation;
mod request;
mod response;
mod service_info;

use self::response::{extract_quotes_response, summarize_response};
use super::offsets::OffsetEncoding;
use super::pb;
use super::status::CallError;
use crate::error::SummarizeError;
use crate::options::Options;
use crate::quotes::QuoteOptions;
use crate::summarize::{Article, extract_quotes_watched, summarize_watched};
use crate::watch::{Stage, Watch};

pub(super) use service_info::service_info;

/// The longest `article.id`, in bytes.
pub(super) const MAX_ID_BYTES: usize = 256;

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
        let mut violations = request::article_violations(&article);
        let options = Options {
            summary: request::summary_options(request.summary.unwrap_or_default(), &mut violations),
            headline: request::headline_options(request.headline.unwrap_or_default()),
            quotes: request::quote_options(request.quotes.unwrap_or_default()),
            view: request::view(request.view, &mut violations),
        };
        violations.extend(options.violations());
        let encoding = request::offset_encoding(request.offset_encoding, &mut violations);
        SummarizeError::check(violations)?;
        Ok(Self { article, options, encoding })
    }

    /// Returns the length of the article's text.
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

    /// Returns the length of the article's text.
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

fn borrowed(article: &pb::Article) -> Article<'_> {
    Article { title: &article.title, text: &article.text, language: &article.language }
}

/// Makes a length fit the contract's type; none that is accepted comes near its end.
pub(super) fn saturated(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
