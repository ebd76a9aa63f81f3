//! Reads JSONL with "text" from standard input and prints the language of the first bytes of each:
//! `cargo run --example detect -- 1024 < articles.jsonl`.

use nutgraf::text::detect_language;
use std::io::{BufRead, Write};

fn main() -> std::io::Result<()> {
    let max_bytes =
        std::env::args().nth(1).and_then(|number| number.parse().ok()).unwrap_or(usize::MAX);
    let mut output = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let record: serde_json::Value = serde_json::from_str(&line?)?;
        let text = record["text"].as_str().unwrap_or_default();
        let mut end = max_bytes.min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let detected = detect_language(text.get(..end).unwrap_or_default(), "");
        writeln!(output, "{}\t{:.3}\t{}", detected.code, detected.confidence, record["id"])?;
    }
    Ok(())
}
