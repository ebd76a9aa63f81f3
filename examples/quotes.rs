//! Extracts all quotes of articles: one JSON object `{"id", "text"}` a line in, one
//! `{"id", "quotes": [...]}` a line out, offsets in code points.
//!
//! `cargo run --release --example quotes -- IN.jsonl OUT.jsonl [LANGUAGE [MIN_WORDS]]`

use nutgraf::quotes::{Quote, find_all};
use nutgraf::text::{Document, Span};
use serde_json::{Value, json};
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::time::Instant;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(input), Some(output)) = (arguments.next(), arguments.next()) else {
        return Err("usage: quotes IN.jsonl OUT.jsonl [LANGUAGE [MIN_WORDS]]".into());
    };
    let language = arguments.next().unwrap_or_else(|| "en".to_owned());
    let min_words = arguments.next().map_or(Ok(3), |number| number.parse())?;
    let mut articles = Vec::new();
    for line in fs::read_to_string(input)?.lines() {
        let record: Value = serde_json::from_str(line)?;
        let text = record["text"].as_str().unwrap_or_default().to_owned();
        articles.push((record["id"].clone(), text));
    }
    let documents: Vec<Document<'_>> =
        articles.iter().map(|(_, text)| Document::parse(text, "", &language)).collect();
    let start = Instant::now();
    let results: Vec<Vec<Quote>> =
        documents.iter().map(|document| find_all(document, &[], min_words)).collect();
    let seconds = start.elapsed().as_secs_f64();
    let mut lines = String::new();
    for ((id, text), quotes) in articles.iter().zip(&results) {
        let code_points = CodePoints::of(text);
        let quotes: Vec<Value> =
            quotes.iter().map(|quote| describe(text, &code_points, quote)).collect();
        writeln!(lines, "{}", json!({ "id": id, "quotes": quotes }))?;
    }
    fs::write(output, lines)?;
    eprintln!(
        "{} articles in {seconds:.3} s, {:.0} a second",
        articles.len(),
        articles.len() as f64 / seconds
    );
    Ok(())
}

/// Byte offset of every character.
struct CodePoints(Vec<usize>);

impl CodePoints {
    fn of(text: &str) -> Self {
        Self(text.char_indices().map(|(at, _)| at).collect())
    }

    fn span(&self, span: Span) -> Value {
        let at = |byte: usize| self.0.partition_point(|&start| start < byte);
        json!([at(span.start()), at(span.end())])
    }
}

fn describe(text: &str, code_points: &CodePoints, quote: &Quote) -> Value {
    let slice = |span: Span| span.slice(text).unwrap_or_default();
    let speaker = quote.speaker.as_ref();
    json!({
        "content": code_points.span(quote.span),
        "text": slice(quote.span),
        "type": "direct",
        "kind": format!("{:?}", quote.kind).to_uppercase(),
        "cue": quote.cue.map_or("", slice),
        "speaker": speaker.map_or("", |speaker| slice(speaker.mention)),
        "speaker_span": speaker.map(|speaker| code_points.span(speaker.mention)),
        "speaker_resolved": speaker.map_or("", |speaker| slice(speaker.name)),
        "role": speaker.and_then(|speaker| speaker.role).map_or("", slice),
        "is_pronoun_resolved": speaker.is_some_and(|speaker| speaker.is_pronoun_resolved),
        "turn": quote.turn,
        "score": (quote.score * 1000.0).round() / 1000.0,
        "confidence": (quote.confidence * 1000.0).round() / 1000.0,
    })
}
