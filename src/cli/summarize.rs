//! `nutgraf summarize`: the engine without a server, for one article or as a filter over JSONL.

use super::article_options::ArticleOptions;
use super::input::{self, Input};
use super::json_error::{self, LineFailure};
use super::text_report;
use crate::grpc::convert::SummarizeJob;
use crate::grpc::{CallError, pb};
use clap::{Args, ValueEnum};
use serde::Serialize;
use std::io::{self, Write};
use std::process::ExitCode;

/// What `nutgraf summarize` takes.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    input: Input,
    /// The title, if it isn't in the text
    #[arg(long, default_value = "", hide_default_value = true, conflicts_with = "jsonl")]
    title: String,
    /// The language as a BCP-47 tag [default: detected]
    #[arg(long, default_value = "", hide_default_value = true, conflicts_with = "jsonl")]
    language: String,
    /// How to print the result
    #[arg(long, value_enum, default_value_t = Format::Text, conflicts_with = "jsonl")]
    format: Format,
    /// Read an article a line as JSON ({"id", "title", "text", "language"}), write a result a line
    #[arg(long)]
    jsonl: bool,
    #[command(flatten)]
    options: ArticleOptions,
}

/// How one result is printed.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// For reading
    Text,
    /// The response message as protobuf JSON
    Json,
}

/// Runs the command. Exit status 1 if a line of a JSONL input failed.
///
/// # Errors
/// If the input can't be read, the output can't be written, or the one article is refused.
pub(super) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    if arguments.jsonl { filter(arguments) } else { summarize_one(arguments) }
}

fn summarize_one(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let text = arguments.input.read_text()?;
    let article = pb::Article {
        title: arguments.title.clone(),
        text,
        language: arguments.language.clone(),
        ..pb::Article::default()
    };
    let response = summarize(arguments, article)?;
    let printed = match arguments.format {
        Format::Text => text_report::render(&response),
        Format::Json => serde_json::to_string_pretty(&response)? + "\n",
    };
    input::ignore_broken_pipe(io::stdout().lock().write_all(printed.as_bytes()))?;
    Ok(ExitCode::SUCCESS)
}

fn summarize(
    arguments: &Arguments,
    article: pb::Article,
) -> Result<pb::SummarizeResponse, CallError> {
    SummarizeJob::read(arguments.options.request(article, pb::View::Basic))?.run()
}

/// A response with the article's id before it.
#[derive(Serialize)]
struct Identified<'r> {
    id: &'r str,
    #[serde(flatten)]
    response: &'r pb::SummarizeResponse,
}

fn filter(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    arguments.input.filter(|line, output| {
        let result = json_error::article(line).and_then(|article| {
            let id = article.id.clone();
            match summarize(arguments, article) {
                Ok(response) => Ok((id, response)),
                Err(error) => Err(LineFailure { id, error }),
            }
        });
        let (is_ok, printed) = match &result {
            Ok((id, response)) => (true, serde_json::to_string(&Identified { id, response })),
            Err(failure) => (false, serde_json::to_string(failure)),
        };
        output.push_str(&printed.unwrap_or_default());
        output.push('\n');
        is_ok
    })
}
