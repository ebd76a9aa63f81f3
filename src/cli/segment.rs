//! `nutgraf segment`: the sentences of texts, so that anyone can score the splitter.

use super::input::{self, Input};
use super::jsonl::Line;
use crate::text::{Span, detect_language, split_sentences};
use anyhow::{Context, bail};
use clap::Args;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::io::{self, Read, Write};
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
    /// The language as a BCP-47 tag [default: detected]
    #[arg(long, default_value = "", hide_default_value = true)]
    language: String,
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
    let mut bytes = Vec::new();
    arguments.input.open()?.read_to_end(&mut bytes).context("cannot read the input")?;
    let Ok(text) = String::from_utf8(bytes) else { bail!("the input is not UTF-8") };
    let mut printed = String::with_capacity(text.len());
    for sentence in sentences(&text, &arguments.language) {
        let words = sentence.slice(&text).unwrap_or_default().split_ascii_whitespace();
        printed.push_str(&words.collect::<Vec<_>>().join(" "));
        printed.push('\n');
    }
    input::ignore_broken_pipe(io::stdout().lock().write_all(printed.as_bytes()))?;
    Ok(ExitCode::SUCCESS)
}

#[derive(Deserialize)]
struct Text {
    #[serde(default)]
    id: Value,
    text: String,
}

#[derive(Serialize)]
struct Segmented<'t> {
    id: &'t Value,
    sentences: Vec<[usize; 2]>,
}

fn segment_line(line: Line<'_>, language: &str, output: &mut String) -> bool {
    let parsed = line.text.ok().and_then(|text| serde_json::from_str::<Text>(text).ok());
    let printed = if let Some(Text { id, text }) = &parsed {
        let sentences = in_code_points(text, &sentences(text, language));
        serde_json::to_string(&Segmented { id, sentences })
    } else {
        let message = format!("line {} is not an object with a text", line.number);
        let error = serde_json::json!({"code": "INVALID_ARGUMENT", "message": message});
        serde_json::to_string(&serde_json::json!({"id": "", "error": error}))
    };
    output.push_str(&printed.unwrap_or_default());
    output.push('\n');
    parsed.is_some()
}

fn sentences(text: &str, language: &str) -> Vec<Span> {
    split_sentences(text, detect_language(text, language).rules)
}

/// Converts ordered byte spans in one pass.
fn in_code_points(text: &str, spans: &[Span]) -> Vec<[usize; 2]> {
    let (mut n_bytes, mut n_points) = (0, 0);
    let mut point_at = |offset: usize| {
        n_points += text.get(n_bytes..offset).map_or(0, |piece| piece.chars().count());
        n_bytes = offset;
        n_points
    };
    spans.iter().map(|span| [point_at(span.start()), point_at(span.end())]).collect()
}
