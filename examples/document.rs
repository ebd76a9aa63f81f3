//! Prints how a text read from standard input is taken apart: language, title, paragraphs,
//! sentences. `cargo run --example document < article.txt`.

use nutgraf::text::Document;
use std::io::{Read, Write};

fn main() -> std::io::Result<()> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let title = std::env::args().nth(1).unwrap_or_default();
    let document = Document::parse(&text, &title, "");
    let mut output = std::io::stdout().lock();
    writeln!(output, "{:?} {:?}", document.language(), document.title())?;
    for paragraph in document.paragraphs() {
        writeln!(output, "{:?} {:?}", paragraph.kind, document.slice(paragraph.span))?;
        for sentence in
            paragraph.sentences.clone().filter_map(|index| document.sentences().get(index as usize))
        {
            let flags = (
                sentence.has_number,
                sentence.opens_with_quote,
                sentence.is_dangling,
                sentence.is_boilerplate,
            );
            writeln!(output, "    {flags:?} {:?}", document.slice(sentence.span))?;
        }
    }
    Ok(())
}
