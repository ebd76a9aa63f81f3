//! `nutgraf segment`: the sentences of texts, so that anyone can score the splitter.

use super::code_points::CodePoints;
use super::input::{self, Input, LanguageTag};
use super::jsonl::Line;
use super::text_line::{TextLine, text_line};
use crate::text::{Span, detect_language, split_sentences};
use clap::Args;
use serde::Serialize;
use serde_json::Value;
use std::io::{self, Write};
use std::process::ExitCode;

/// What `nutgraf segment` takes.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    input: Input,
    /// Read an object with "id" and "text" a line, write {"id", "sentences": [[start, end], ...]}
    /// with half-open spans in code points
    #[arg(long)]
    jsonl: bool,
    #[command(flatten)]
    language: LanguageTag,
}

/// Runs the command. Exit status 1 if a line of a JSONL input failed.
///
/// # Errors
/// If the input can't be read or the output can't be written.
pub(super) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    if arguments.jsonl {
        return arguments
            .input
            .filter(|line, output| segment_line(line, &arguments.language, output));
    }
    let text = arguments.input.read_text()?;
    let mut printed = String::with_capacity(text.len());
    for sentence in sentences(&text, &arguments.language.tag) {
        let words = sentence.slice(&text).unwrap_or_default().split_ascii_whitespace();
        printed.push_str(&words.collect::<Vec<_>>().join(" "));
        printed.push('\n');
    }
    input::ignore_broken_pipe(io::stdout().lock().write_all(printed.as_bytes()))?;
    Ok(ExitCode::SUCCESS)
}

#[derive(Serialize)]
struct Segmented<'t> {
    id: &'t Value,
    sentences: Vec<[usize; 2]>,
}

fn segment_line(line: Line<'_>, language: &LanguageTag, output: &mut String) -> bool {
    text_line(line, output, |TextLine { id, text, language: own }| {
        let language = language.or(own);
        let code_points = CodePoints::of(text);
        let spans = sentences(text, language);
        let sentences = spans.into_iter().map(|span| code_points.span(span)).collect();
        serde_json::to_string(&Segmented { id, sentences })
    })
}

fn sentences(text: &str, language: &str) -> Vec<Span> {
    split_sentences(text, detect_language(text, language).rules)
}
