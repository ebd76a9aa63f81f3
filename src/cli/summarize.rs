//! `nutgraf summarize`: the engine without a server, for one article or as a filter over JSONL.

use super::article_options::ArticleOptions;
use super::input::{self, Input};
use super::json_error::{self, LineFailure};
use super::{explain_table, html_report, text_report};
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
    #[arg(
        long,
        value_name = "TAG",
        value_parser = input::language_tag,
        default_value = "",
        hide_default_value = true,
        conflicts_with = "jsonl"
    )]
    language: String,
    /// How to print the result
    #[arg(long, value_enum, default_value_t = Format::Text, conflicts_with = "jsonl")]
    format: Format,
    /// Tell for each sentence why it is in the summary or isn't
    #[arg(long)]
    explain: bool,
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
    /// One page for a browser: the article with what was chosen of it, and why
    Html,
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
        text: text.clone(),
        language: arguments.language.clone(),
        ..pb::Article::default()
    };
    let mut request = request(arguments, article);
    if !matches!(arguments.format, Format::Json) {
        // What is printed for people is cut out of the text here.
        request.offset_encoding = pb::OffsetEncoding::Utf8.into();
    }
    if matches!(arguments.format, Format::Html) {
        request.view = pb::View::Full.into();
    }
    let response = SummarizeJob::read(request)?.run()?;
    let printed = match arguments.format {
        Format::Text if arguments.explain => {
            text_report::render(&response) + &explain_table::render(&text, &response.explanation)
        }
        Format::Text => text_report::render(&response),
        Format::Json => serde_json::to_string_pretty(&response)? + "\n",
        Format::Html => html_report::render(&arguments.title, &text, &response),
    };
    input::ignore_broken_pipe(io::stdout().lock().write_all(printed.as_bytes()))?;
    Ok(ExitCode::SUCCESS)
}

fn request(arguments: &Arguments, article: pb::Article) -> pb::SummarizeRequest {
    let view = if arguments.explain { pb::View::Full } else { pb::View::Basic };
    arguments.options.request(article, view)
}

fn summarize(
    arguments: &Arguments,
    article: pb::Article,
) -> Result<pb::SummarizeResponse, CallError> {
    SummarizeJob::read(request(arguments, article))?.run()
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
        let result = json_error::read(line).and_then(|article: pb::Article| {
            let id = article.id.clone();
            match summarize(arguments, article) {
                Ok(response) => Ok((id, response)),
                Err(error) => Err(LineFailure { id: id.into(), error }),
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
