//! Runs the whole engine on the reference article, once to warm up and then as often as it is told:
//! `scripts/instructions` takes the difference of two runs.

use nutgraf::options::Options;
use nutgraf::summarize::{Article, summarize};
use nutgraf_benches::REFERENCE;
use std::hint::black_box;

fn main() {
    let n_calls: usize = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(1);
    let article = Article { text: REFERENCE, ..Article::default() };
    for _ in 0..=n_calls {
        black_box(summarize(black_box(&article), &Options::default())).ok();
    }
}
