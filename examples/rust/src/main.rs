//! `nutgraf-example FILE ADDRESS...`: headline, summary and quotes of an article, cut out of the text that was sent.

mod client;

use client::{Client, Settings, pb};
use std::error::Error;
use tonic::Code;
use tonic_types::StatusExt;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some((file, addresses)) = arguments.split_first() else {
        return Err("usage: nutgraf-example FILE ADDRESS...".into());
    };
    let text = std::fs::read_to_string(file)?;
    let client = Client::new(addresses, Settings::default())?;
    print_summary(&client, &text).await?;
    print_error(&client, &text).await;
    Ok(())
}

/// Rust counts bytes of UTF-8: `OFFSET_ENCODING_UTF8`.
fn cut(text: &str, span: Option<pb::Span>) -> Option<&str> {
    let span = span?;
    text.get(usize::try_from(span.start).ok()?..usize::try_from(span.end).ok()?)
}

fn verified<'t>(text: &'t str, span: Option<pb::Span>, expected: &str) -> Result<&'t str, String> {
    cut(text, span)
        .filter(|words| *words == expected)
        .ok_or_else(|| "a span doesn't fit".to_owned())
}

fn article(text: &str) -> Option<pb::Article> {
    Some(pb::Article { text: text.to_owned(), ..Default::default() })
}

async fn print_summary(client: &Client, text: &str) -> Result<(), Box<dyn Error>> {
    let request = pb::SummarizeRequest {
        article: article(text),
        offset_encoding: pb::OffsetEncoding::Utf8.into(),
        ..Default::default()
    };
    let summary = client.summarize(request).await?;
    println!("headline: {}", summary.headline.unwrap_or_default().text);
    for sentence in summary.sentences {
        println!("sentence: {}", verified(text, sentence.span, &sentence.text)?);
    }
    for quote in summary.quotes {
        let name = quote.speaker.map_or_else(String::new, |speaker| speaker.name);
        println!("quote: {} ({name})", verified(text, quote.span, &quote.text)?);
    }
    Ok(())
}

/// Asks for what isn't allowed, to show how an error is read.
async fn print_error(client: &Client, text: &str) {
    let summary = pb::SummaryOptions { max_sentences: Some(0), ..Default::default() };
    let request = pb::SummarizeRequest {
        article: article(text),
        summary: Some(summary),
        ..Default::default()
    };
    let Err(status) = client.summarize(request).await else { return };
    if status.code() == Code::InvalidArgument {
        println!("error: INVALID_ARGUMENT");
    }
    let details = status.get_error_details();
    if let Some(info) = details.error_info() {
        println!("reason: {} {}", info.domain, info.reason);
    }
    for violation in details.bad_request().map_or(&[][..], |bad| &bad.field_violations) {
        println!("field: {} {}", violation.field, violation.description);
    }
}
