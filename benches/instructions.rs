//! Runs the whole engine on the reference article, once to warm up and then as often as it is told:
//! `scripts/instructions` takes the difference of two runs. `instructions N generated` takes a
//! generated article of 4 KiB instead, and `instructions --text` prints that one.
//!
//! `instructions read FILE` warms up with the reference article and runs the text of a file once.
//! `instructions worst NAME BYTES` prints a worst case or the generated article of a language,
//! `instructions --worst` their names: `scripts/worst-cases` counts what they cost.
#![allow(clippy::disallowed_methods, reason = "only the core reads no files")]

use nutgraf::options::Options;
use nutgraf::summarize::{Article, summarize};
use nutgraf_benches::REFERENCE;
use nutgraf_benches::articles::{article, vocabularies, vocabulary};
use nutgraf_benches::worst_cases;
use std::hint::black_box;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["--text"] => print!("{}", generated()),
        ["--worst"] => {
            vocabularies().iter().for_each(|vocabulary| println!("{}", vocabulary.code));
            worst_cases::names().for_each(|name| println!("{name}"));
        }
        ["worst", name, n_bytes] => {
            let n_bytes = n_bytes.parse().expect("a number of bytes");
            let case = worst_cases::text(name, n_bytes);
            print!("{}", case.unwrap_or_else(|| article(&vocabulary(name), n_bytes, 7)));
        }
        ["read", path] => {
            let text = std::fs::read_to_string(path).expect("a file of text");
            run(REFERENCE);
            run(&text);
        }
        _ => {
            let n_calls: usize = arguments.first().and_then(|n| n.parse().ok()).unwrap_or(1);
            let text = if arguments.len() > 1 { generated() } else { REFERENCE.to_owned() };
            (0..=n_calls).for_each(|_| run(&text));
        }
    }
}

fn generated() -> String {
    article(&vocabulary("en"), 4096, 1)
}

fn run(text: &str) {
    let article = Article { text, ..Article::default() };
    black_box(summarize(black_box(&article), &Options::default())).ok();
}
