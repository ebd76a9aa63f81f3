//! The command line: which commands there are and how they exit.
#![allow(clippy::disallowed_methods, reason = "only the core is pure")]

mod article_options;
mod code_points;
mod descriptor;
mod eval;
mod explain_table;
mod html_report;
mod input;
mod json_error;
mod jsonl;
mod key;
mod probe;
mod quotes;
mod segment;
mod serve;
mod summarize;
mod text_line;
mod text_report;
mod verdict;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// What a newcomer tries first.
const EXAMPLES: &str = "\
Examples:
  nutgraf summarize article.txt                             headline, summary and quotes for reading
  nutgraf summarize --jsonl articles.jsonl > results.jsonl  an archive, an article a line
  nutgraf serve                                             the service, on port 50051";

/// Headline, summary and key quotes of news articles, verbatim from the article
#[derive(Debug, Parser)]
#[command(name = "nutgraf", version, arg_required_else_help = true, max_term_width = 100)]
#[command(after_help = EXAMPLES)]
struct Command {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Serves articles over gRPC
    Serve(Box<serve::Arguments>),
    /// Prints headline, summary and key quotes of articles, without a server
    Summarize(Box<summarize::Arguments>),
    /// Prints all quotes of texts and who said them
    Quotes(quotes::Arguments),
    /// Prints the sentences of texts
    Segment(segment::Arguments),
    /// Measures summaries against references, beside the lead and other baselines
    Eval(eval::Arguments),
    /// Prints the contract as a compiled descriptor set, for proxies and tools
    Descriptor(descriptor::Arguments),
    /// Makes an API key: prints its line for the file of `serve --api-keys-file`, and the key itself
    /// on standard error
    Key(key::Arguments),
    /// Asks a server for its health: exits with 0 if it serves, else with 1
    Probe(probe::Arguments),
}

/// Runs the program; returns its exit code: 0 on success, 1 on failure, 2 for a command line or
/// configuration that can't be used.
#[must_use]
pub fn main() -> ExitCode {
    match Command::parse().action {
        Action::Serve(arguments) => serve::run(&arguments),
        Action::Summarize(arguments) => reported(summarize::run(&arguments)),
        Action::Quotes(arguments) => reported(quotes::run(&arguments)),
        Action::Segment(arguments) => reported(segment::run(&arguments)),
        Action::Eval(arguments) => reported(eval::run(&arguments)),
        Action::Descriptor(arguments) => reported(descriptor::run(&arguments)),
        Action::Key(arguments) => reported(key::run(&arguments)),
        Action::Probe(arguments) => probe::run(&arguments),
    }
}

fn reported(result: anyhow::Result<ExitCode>) -> ExitCode {
    result.unwrap_or_else(|error| {
        eprintln!("error: {error:#}");
        ExitCode::FAILURE
    })
}
