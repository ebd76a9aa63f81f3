//! Reads JSONL with "id" and "text" from standard input and prints the sentences' spans in code
//! points: `cargo run --example segment -- en < articles.jsonl`.

use nutgraf::text::{Language, split_sentences};
use std::io::{BufRead, Write};

fn main() -> std::io::Result<()> {
    let language = std::env::args().nth(1).and_then(|tag| Language::from_tag(&tag));
    let mut output = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let record: serde_json::Value = serde_json::from_str(&line?)?;
        let text = record["text"].as_str().unwrap_or_default();
        let (mut at, mut position) = (0, 0);
        let mut code_points = |byte: usize| {
            position += text.get(at..byte).unwrap_or_default().chars().count();
            at = byte;
            position
        };
        let mut spans = Vec::new();
        for span in split_sentences(text, language) {
            spans.push([code_points(span.start()), code_points(span.end())]);
        }
        writeln!(output, "{}", serde_json::json!({ "id": record["id"], "sentences": spans }))?;
    }
    Ok(())
}
