//! `nutgraf quotes`: all quotes of texts and who said them, so that anyone can score them.

use super::code_points::CodePoints;
use super::input::{self, Input, LanguageTag};
use super::jsonl::Line;
use super::text_line::{TextLine, text_line};
use crate::quotes::{Quote, QuoteKind, QuoteOptions, Weights, find_all_by};
use crate::text::{Document, Span};
use anyhow::Context;
use clap::Args;
use serde::Serialize;
use serde_json::Value;
use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// What `nutgraf quotes` takes.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    input: Input,
    /// Read an object with "id" and "text" a line, write {"id", "quotes": [...]} with half-open
    /// spans in code points
    #[arg(long)]
    jsonl: bool,
    #[command(flatten)]
    language: LanguageTag,
    /// The fewest words of a quote
    #[arg(long, value_name = "N", default_value_t = QuoteOptions::DEFAULT_MIN_WORDS)]
    min_words: u32,
    /// Weights of attributions in place of the built-in ones, as `scripts/fit-quotes` writes them
    #[arg(long, value_name = "FILE")]
    weights: Option<PathBuf>,
}

/// Runs the command. Exit status 1 if a line of a JSONL input failed.
///
/// # Errors
/// If the input can't be read or the output can't be written.
pub(super) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let weights = match &arguments.weights {
        Some(path) => {
            let data = fs::read_to_string(path)
                .with_context(|| format!("cannot read the weights in {}", path.display()))?;
            Some(Weights::parse(&data))
        }
        None => None,
    };
    let weights = weights.as_ref();
    if arguments.jsonl {
        let input = &arguments.input;
        return input.filter(|line, output| quotes_of_line(line, arguments, weights, output));
    }
    let text = arguments.input.read_text()?;
    let document = Document::parse(&text, "", &arguments.language.tag);
    let mut printed = String::new();
    for quote in find_all_by(&document, arguments.min_words, weights) {
        let speaker = quote.speaker.map_or("?", |speaker| document.slice(speaker.name));
        let role = quote.speaker.and_then(|speaker| speaker.role);
        let separator = if role.is_some() { ", " } else { "" };
        let role = role.map_or("", |role| document.slice(role));
        printed.extend(["“", document.slice(quote.span), "” — ", speaker, separator, role, "\n"]);
    }
    input::ignore_broken_pipe(io::stdout().lock().write_all(printed.as_bytes()))?;
    Ok(ExitCode::SUCCESS)
}

#[derive(Serialize)]
struct Quoted<'t> {
    id: &'t Value,
    quotes: Vec<QuoteRecord<'t>>,
}

/// One quote as the scorer reads it: `speaker` is the mention, `speaker_resolved` the name.
#[derive(Serialize)]
struct QuoteRecord<'t> {
    content: [usize; 2],
    text: &'t str,
    #[serde(rename = "type")]
    form: &'static str,
    kind: &'static str,
    cue: &'t str,
    speaker: &'t str,
    speaker_span: Option<[usize; 2]>,
    speaker_resolved: &'t str,
    role: &'t str,
    is_pronoun_resolved: bool,
    turn: u32,
    score: f64,
    confidence: f64,
}

fn quotes_of_line(
    line: Line<'_>,
    arguments: &Arguments,
    weights: Option<&Weights>,
    output: &mut String,
) -> bool {
    text_line(line, output, |TextLine { id, text, language }| {
        let language = arguments.language.or(language);
        // Quotes need paragraphs, no sentences.
        let document = Document::parse_up_to(text, "", language, "", 0);
        let code_points = CodePoints::of(text);
        let quotes = find_all_by(&document, arguments.min_words, weights);
        let quotes = quotes.iter().map(|quote| record(text, &code_points, quote)).collect();
        serde_json::to_string(&Quoted { id, quotes })
    })
}

fn record<'t>(text: &'t str, code_points: &CodePoints, quote: &Quote) -> QuoteRecord<'t> {
    let slice = |span: Span| span.slice(text).unwrap_or_default();
    let speaker = quote.speaker;
    QuoteRecord {
        content: code_points.span(quote.span),
        text: slice(quote.span),
        form: "direct",
        kind: match quote.kind {
            QuoteKind::Direct => "DIRECT",
            QuoteKind::Partial => "PARTIAL",
        },
        cue: quote.cue.map_or("", slice),
        speaker: speaker.map_or("", |speaker| slice(speaker.mention)),
        speaker_span: speaker.map(|speaker| code_points.span(speaker.mention)),
        speaker_resolved: speaker.map_or("", |speaker| slice(speaker.name)),
        role: speaker.and_then(|speaker| speaker.role).map_or("", slice),
        is_pronoun_resolved: speaker.is_some_and(|speaker| speaker.is_pronoun_resolved),
        turn: quote.turn,
        score: quote.score,
        confidence: quote.confidence,
    }
}
