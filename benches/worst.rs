//! How does the time grow? Time a byte at 16 KiB and at 1 MiB, for each language and worst case.
//!
//! Prints a table; the exit code is 1 if a language grows by more than 1.3 or a worst case by more
//! than 3 times. A text is measured several times and the fastest run counts, since whatever else
//! the machine does only adds.
#![allow(clippy::disallowed_methods, reason = "only the core has no clock")]

use nutgraf::options::Options;
use nutgraf::summarize::{Article, summarize};
use nutgraf_benches::articles::{article, vocabularies};
use nutgraf_benches::worst_cases;
use std::hint::black_box;
use std::process::ExitCode;
use std::time::{Duration, Instant};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const SMALL: usize = 16 << 10;
const LARGE: usize = 1 << 20;

fn main() -> ExitCode {
    let filter = std::env::args().nth(1).unwrap_or_default();
    let mut is_met = true;
    println!(
        "{:<28} {:>12} {:>12} {:>7} {:>5}",
        "text", "16 KiB ns/B", "1 MiB ns/B", "ratio", "bar"
    );
    for vocabulary in vocabularies() {
        // A longer text has no longer sentences, but more people and words.
        let small = article(&vocabulary, SMALL, 7);
        let large = article(&vocabulary, LARGE, 7);
        is_met &= row(vocabulary.code, &filter, &small, &large, 1.3);
    }
    for name in worst_cases::names() {
        let text = |n_bytes| worst_cases::text(name, n_bytes).unwrap_or_default();
        is_met &= row(name, &filter, &text(SMALL), &text(LARGE), 3.0);
    }
    if is_met { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Prints one line; tells whether the bar is met.
fn row(name: &str, filter: &str, small: &str, large: &str, bar: f64) -> bool {
    if !name.contains(filter) {
        return true;
    }
    let a = nanoseconds_a_byte(small, 12);
    let b = nanoseconds_a_byte(large, 3);
    let ratio = b / a;
    let is_met = ratio <= bar;
    let verdict = if is_met { "" } else { " MISSED" };
    println!("{name:<28} {a:>12.1} {b:>12.1} {ratio:>7.2} {bar:>5.1}{verdict}");
    is_met
}

fn nanoseconds_a_byte(text: &str, n_runs: usize) -> f64 {
    let article = Article { text, ..Article::default() };
    let options = Options::default();
    let mut fastest = Duration::MAX;
    for _ in 0..n_runs {
        let start = Instant::now();
        black_box(summarize(black_box(&article), &options)).ok();
        fastest = fastest.min(start.elapsed());
        if start.elapsed() > Duration::from_secs(5) {
            break;
        }
    }
    fastest.as_secs_f64() * 1e9 / text.len() as f64
}
