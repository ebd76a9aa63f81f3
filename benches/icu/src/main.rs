//! How fast sentences are found beside `icu_segmenter`, on 4 KiB of each language in one run.
//!
//! `cargo run --release --manifest-path benches/icu/Cargo.toml [FOLDER]`. The texts are the first 4 KiB
//! of `FOLDER/<language>.txt`; without a folder the cases of `tests/golden/sentences`, repeated, which
//! are dense in abbreviations and so harder than articles. Both work in turn, and each language's
//! figure is the best of many rounds; on a shared machine only the ratio means something.

use icu_segmenter::SentenceSegmenter;
use icu_segmenter::options::SentenceBreakInvariantOptions;
use nutgraf::text::{Language, split_sentences};
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

/// Bytes of an article.
const ARTICLE_BYTES: usize = 4096;

/// Rounds of which the best counts, and articles a round.
const N_ROUNDS: u32 = 60;
const N_ARTICLES: u32 = 20;

fn main() {
    let segmenter = SentenceSegmenter::new(SentenceBreakInvariantOptions::default());
    println!("language  nutgraf MB/s  icu_segmenter MB/s  ratio");
    let mut ratios = Vec::new();
    for language in Language::ALL {
        let text = article(language);
        let ours = || split_sentences(black_box(&text), Some(language)).len();
        let theirs = || segmenter.segment_str(black_box(&text)).collect::<Vec<usize>>().len();
        let (mut own, mut peer) = (Duration::MAX, Duration::MAX);
        for _ in 0..N_ROUNDS {
            own = own.min(time(ours));
            peer = peer.min(time(theirs));
        }
        let speed = |time: Duration| text.len() as f64 * f64::from(N_ARTICLES) / time.as_secs_f64() / 1e6;
        let ratio = peer.as_secs_f64() / own.as_secs_f64();
        println!("{:8} {:13.0} {:19.0} {ratio:6.2}", language.code(), speed(own), speed(peer));
        ratios.push(ratio);
    }
    let n = ratios.len() as f64;
    let geometric = (ratios.iter().map(|ratio| ratio.ln()).sum::<f64>() / n).exp();
    println!("mean     {:41.2} (geometric {geometric:.2})", ratios.iter().sum::<f64>() / n);
}

fn time(work: impl Fn() -> usize) -> Duration {
    let start = Instant::now();
    for _ in 0..N_ARTICLES {
        black_box(work());
    }
    start.elapsed()
}

/// Returns a text of an article's length: the beginning of the language's file in the folder that was
/// named, or its golden story, repeated.
fn article(language: Language) -> String {
    let name = format!("{}.txt", language.code());
    if let Some(folder) = std::env::args_os().nth(1) {
        let text = std::fs::read_to_string(Path::new(&folder).join(name)).expect("a text");
        let end = text.floor_char_boundary(ARTICLE_BYTES);
        return text[..end].to_owned();
    }
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/golden/sentences");
    let golden = std::fs::read_to_string(golden.join(name)).expect("the language's golden file");
    let sentences: Vec<&str> = golden.lines().filter_map(|line| line.strip_prefix("= ")).collect();
    let mut text = String::new();
    for (index, sentence) in sentences.iter().cycle().enumerate() {
        if text.len() + sentence.len() > ARTICLE_BYTES {
            break;
        }
        text.push_str(sentence);
        text.push(if index % 3 == 2 { '\n' } else { ' ' });
    }
    text
}
