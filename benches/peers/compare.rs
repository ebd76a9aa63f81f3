//! One table of the engine beside the floor and other Rust summarizers, all in one run.
//!
//! `compare [FILE]` measures FILE (a generated 4 KiB article without it), the candidates in turn,
//! round by round; the fastest round of each counts, since whatever else the machine does only adds.
//! With `--sizes` it prints time by size as tab-separated values instead.

use lede::{Mode, summarize as lede_summary};
use nutgraf::options::Options;
use nutgraf::score::{DocumentFeatures, score_sentences};
use nutgraf::select::{SummaryOptions, candidates, select};
use nutgraf::summarize::{Article, summarize};
use nutgraf::text::Document;
use nutgraf_benches::articles::{article, vocabulary};
use nutgraf_benches::floor::Floor;
use pithy::Summariser;
use std::hint::black_box;
use std::time::{Duration, Instant};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

type Candidate<'c> = (&'static str, Box<dyn FnMut(&str) -> usize + 'c>);

fn competitors() -> Vec<Candidate<'static>> {
    let mut floor = Floor::default();
    vec![
        ("floor", Box::new(move |text| floor.top_three(text)[0])),
        ("nutgraf whole", Box::new(whole)),
        ("nutgraf summary only", Box::new(summary_only)),
        ("lede 0.5.1", Box::new(|text| lede_summary(text, 400, Mode::Default).summary.len())),
        ("pithy 0.1.7", Box::new(pithy_summary)),
    ]
}

fn whole(text: &str) -> usize {
    let article = Article { text, ..Article::default() };
    summarize(&article, &Options::default()).map_or(0, |summary| summary.sentences.len())
}

fn summary_only(text: &str) -> usize {
    let document = Document::parse(text, "", "");
    let scores = score_sentences(&DocumentFeatures::of(&document));
    select(&scores, &candidates(&document), &SummaryOptions::default()).len()
}

/// As its documentation does it.
fn pithy_summary(text: &str) -> usize {
    let mut summariser = Summariser::new();
    summariser.add_raw_text("a".to_owned(), text.to_owned(), ".", 10, 500, false);
    summariser.approximate_top_sentences(3, 0.5, 0.1).len()
}

/// The fastest time of one call of each, over rounds in which each has its turn.
fn fastest(candidates: &mut [Candidate<'_>], text: &str, n_rounds: usize) -> Vec<Duration> {
    let mut fastest = vec![Duration::MAX; candidates.len()];
    for _ in 0..n_rounds {
        for ((_, run), fastest) in candidates.iter_mut().zip(&mut fastest) {
            // The first warms what the one before has displaced.
            black_box(run(black_box(text)));
            for _ in 0..4 {
                let start = Instant::now();
                black_box(run(black_box(text)));
                *fastest = start.elapsed().min(*fastest);
            }
        }
    }
    fastest
}

fn main() {
    let argument = std::env::args().nth(1);
    let mut candidates = competitors();
    if argument.as_deref() == Some("--sizes") {
        for n_kib in [1, 4, 16, 64, 256, 1024] {
            let text = article(&vocabulary("en"), n_kib << 10, 1);
            let n_rounds = (2048 / n_kib).clamp(1, 100);
            for (time, (name, _)) in
                fastest(&mut candidates, &text, n_rounds).iter().zip(&candidates)
            {
                println!("{name}\t{}\t{:.1}", text.len(), time.as_secs_f64() * 1e6);
            }
        }
        return;
    }
    let text = match argument {
        Some(file) if file != "--write" => std::fs::read_to_string(file).expect("a text file"),
        _ => article(&vocabulary("en"), 4096, 1),
    };
    if let Some(file) = std::env::args().nth(2) {
        std::fs::write(file, &text).expect("a file that can be written");
    }
    let times = fastest(&mut candidates, &text, 300);
    for ((name, _), time) in candidates.iter().zip(times) {
        println!("{name}\t{}\t{:.1}", text.len(), time.as_secs_f64() * 1e6);
    }
    let cold = (0..20).map(|_| cold(&text)).min().unwrap_or_default();
    println!("nutgraf whole, new thread\t{}\t{:.1}", text.len(), cold.as_secs_f64() * 1e6);
}

/// The first call of a thread, whose caches are empty.
fn cold(text: &str) -> Duration {
    std::thread::scope(|scope| {
        let first = || {
            let start = Instant::now();
            black_box(whole(black_box(text)));
            start.elapsed()
        };
        scope.spawn(first).join().unwrap_or(Duration::MAX)
    })
}
