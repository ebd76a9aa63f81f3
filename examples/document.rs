//! Prints how texts are taken apart: language, title, paragraphs, sentences.
//!
//! `cargo run --example document < article.txt`; with `--jsonl`, one object with "text" and
//! perhaps "title" a line.

use nutgraf::text::Document;
use std::io::{BufRead, Read, Write};

fn main() -> std::io::Result<()> {
    let mut input = std::io::stdin().lock();
    if std::env::args().nth(1).as_deref() == Some("--jsonl") {
        for line in input.lines() {
            let record: serde_json::Value = serde_json::from_str(&line?)?;
            let part = |name: &str| record[name].as_str().unwrap_or_default().to_owned();
            print(&part("text"), &part("title"))?;
        }
        return Ok(());
    }
    let mut text = String::new();
    input.read_to_string(&mut text)?;
    print(&text, "")
}

fn print(text: &str, title: &str) -> std::io::Result<()> {
    let document = Document::parse(text, title, "");
    let mut output = std::io::stdout().lock();
    writeln!(output, "{:?} {:?}", document.language(), document.title())?;
    for paragraph in document.paragraphs() {
        writeln!(output, "{:?} {:?}", paragraph.kind, document.slice(paragraph.span))?;
        let sentences = paragraph.sentences.clone();
        for sentence in sentences.filter_map(|index| document.sentences().get(index as usize)) {
            let flags = [
                (sentence.has_number, "number"),
                (sentence.opens_with_quote, "quote"),
                (sentence.is_dangling, "dangling"),
                (sentence.is_boilerplate, "boilerplate"),
            ];
            let flags: Vec<&str> =
                flags.into_iter().filter(|flag| flag.0).map(|flag| flag.1).collect();
            writeln!(output, "    {flags:?} {:?}", document.slice(sentence.span))?;
        }
    }
    Ok(())
}
