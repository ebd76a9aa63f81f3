//! Prints a headline for each article of a JSONL file: `{"id", "text", "lang"?}` a line in,
//! `{"id", "summary": [headline]}` a line out.
//!
//! Usage: `cargo run --release --example headline -- FILE.jsonl [MAX_CHARACTERS] [sentences]`.
//! With `sentences`, the sentence that the headline is cut from is added to each line.

use nutgraf::headline::{HeadlineOptions, compose};
use nutgraf::text::Document;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("expected the path of a JSONL file")?;
    let max_characters = match arguments.next() {
        Some(number) => number.parse()?,
        None => HeadlineOptions::DEFAULT_MAX_CHARACTERS,
    };
    let with_sentences = arguments.next().is_some();
    let options = HeadlineOptions { max_characters };
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in BufReader::new(std::fs::File::open(path)?).lines() {
        let article: Value = serde_json::from_str(&line?)?;
        let field = |name: &str| article.get(name).and_then(Value::as_str).unwrap_or_default();
        let language = if field("lang").is_empty() { "en" } else { field("lang") };
        let document = Document::parse(field("text"), "", language);
        let headline = compose(&document, &options);
        let text = headline.as_ref().map_or("", |headline| headline.text.as_str());
        let mut record = json!({ "id": field("id"), "summary": [text] });
        if with_sentences && let Some(headline) = &headline {
            record["complete"] = json!(headline.is_complete);
            record["index"] = json!(headline.sentence.0);
            record["sentence"] = json!(document.slice(document.sentence(headline.sentence).span));
        }
        writeln!(out, "{record}")?;
    }
    Ok(())
}
