//! Explains the attributions of articles: one JSON object `{"id", "text"}` a line in, one
//! `{"id", "quotes": [...]}` a line out, offsets in code points. `scripts/fit-quotes` fits weights
//! to its output.
//!
//! `cargo run --release --example explain_quotes -- IN.jsonl OUT.jsonl [LANGUAGE [WEIGHTS]]`
#![allow(clippy::disallowed_methods, reason = "only the core is pure")]

use nutgraf::quotes::{WeighedAttribution, Weights, explain};
use nutgraf::text::{Document, Span};
use serde_json::{Value, json};
use std::error::Error;
use std::fs;
use std::io::{BufWriter, Write};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(input), Some(output)) = (arguments.next(), arguments.next()) else {
        return Err("usage: explain_quotes IN.jsonl OUT.jsonl [LANGUAGE [WEIGHTS]]".into());
    };
    let language = arguments.next().unwrap_or_else(|| "en".to_owned());
    let weights = arguments.next().map(fs::read_to_string).transpose()?;
    let weights = weights.map(|data| Weights::parse(&data));
    let mut writer = BufWriter::new(fs::File::create(output)?);
    for line in fs::read_to_string(input)?.lines() {
        let record: Value = serde_json::from_str(line)?;
        let text = record["text"].as_str().unwrap_or_default();
        let document = Document::parse(text, "", &language);
        let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        let place = |span: Span| {
            let at = |byte: usize| starts.partition_point(|&start| start < byte);
            json!([at(span.start()), at(span.end())])
        };
        let describe = |weighed: &WeighedAttribution| {
            json!({
                "mention": weighed.mention.map(place),
                "antecedent": weighed.antecedent.map(place),
                "cue": weighed.cue.map(place),
                "score": weighed.score,
                "features": weighed.features,
            })
        };
        let quotes: Vec<Value> = explain(&document, weights.as_ref())
            .iter()
            .map(|explanation| {
                json!({
                    "content": place(explanation.span),
                    "attributions": explanation.attributions.iter().map(describe).collect::<Vec<_>>(),
                    "chosen": explanation.chosen,
                    "rejection": describe(&explanation.rejection),
                })
            })
            .collect();
        writeln!(writer, "{}", json!({ "id": record["id"], "quotes": quotes }))?;
    }
    Ok(())
}
