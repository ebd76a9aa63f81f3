//! Runs the whole engine on the reference article, once to warm up and then as often as it is told:
//! `scripts/instructions` takes the difference of two runs. `instructions N generated` takes a
//! generated article of 4 KiB instead, and `instructions --text` prints that one.

use nutgraf::options::Options;
use nutgraf::summarize::{Article, summarize};
use nutgraf_benches::REFERENCE;
use nutgraf_benches::articles::{article, vocabulary};
use std::hint::black_box;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let generated = article(&vocabulary("en"), 4096, 1);
    if arguments.first().is_some_and(|first| first == "--text") {
        print!("{generated}");
        return;
    }
    let n_calls: usize = arguments.first().and_then(|n| n.parse().ok()).unwrap_or(1);
    let text = if arguments.len() > 1 { generated.as_str() } else { REFERENCE };
    let article = Article { text, ..Article::default() };
    for _ in 0..=n_calls {
        black_box(summarize(black_box(&article), &Options::default())).ok();
    }
}
