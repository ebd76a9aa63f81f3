//! Times, threads and allocations of the stages and of the whole engine.
//!
//! `cargo bench --manifest-path benches/Cargo.toml [FILTER]`. Times of small pieces of work on a
//! shared machine move by a fifth; `scripts/bench` compares within one run, and
//! `scripts/instructions` counts.
#![allow(clippy::disallowed_methods, reason = "only the core has no threads")]

use divan::counter::BytesCount;
use divan::{AllocProfiler, Bencher, black_box};
use nutgraf::options::Options;
use nutgraf::score::{DocumentFeatures, score_sentences};
use nutgraf::summarize::{Article, summarize};
use nutgraf::text::{self, Document, Span};
use nutgraf::{headline, quotes, select};
use nutgraf_benches::REFERENCE;
use nutgraf_benches::articles::{article, vocabulary};
use nutgraf_benches::floor::Floor;

#[global_allocator]
static ALLOCATOR: AllocProfiler = AllocProfiler::system();

/// Languages with rules of their own for quotes and headlines, and one of each script.
const LANGUAGES: [&str; 8] = ["en", "de", "fr", "fi", "ru", "el", "ar", "ta"];

fn main() {
    divan::main();
}

fn english() -> String {
    article(&vocabulary("en"), 4096, 1)
}

fn whole(text: &str) -> usize {
    let article = Article { text, ..Article::default() };
    summarize(&article, &Options::default()).map_or(0, |summary| summary.sentences.len())
}

/// What a call consists of, on 4 KiB of English or on the reference article.
mod stages {
    use super::*;

    const TEXTS: [&str; 2] = ["generated", "reference"];

    fn text_of(name: &str) -> String {
        if name == "reference" { REFERENCE.to_owned() } else { english() }
    }

    #[divan::bench(args = TEXTS)]
    fn a_floor(bencher: Bencher<'_, '_>, name: &str) {
        let text = text_of(name);
        let mut floor = Floor::default();
        floor.top_three(&text);
        bencher.bench_local(|| floor.top_three(black_box(&text)));
    }

    #[divan::bench(args = TEXTS)]
    fn b_words_alone(bencher: Bencher<'_, '_>, name: &str) {
        let text = text_of(name);
        bencher.bench(|| text::words(black_box(&text), Span::new(0, text.len())).count());
    }

    #[divan::bench(args = TEXTS)]
    fn c_paragraphs_alone(bencher: Bencher<'_, '_>, name: &str) {
        let text = text_of(name);
        bencher.bench(|| text::split_paragraphs(black_box(&text)).len());
    }

    #[divan::bench(args = TEXTS)]
    fn d_language_alone(bencher: Bencher<'_, '_>, name: &str) {
        let text = text_of(name);
        bencher.bench(|| text::detect_language(black_box(&text), ""));
    }

    #[divan::bench(args = TEXTS)]
    fn e_document(bencher: Bencher<'_, '_>, name: &str) {
        let text = text_of(name);
        bencher.bench(|| Document::parse(black_box(&text), "", "").n_terms());
    }

    #[divan::bench(args = TEXTS)]
    fn f_scores(bencher: Bencher<'_, '_>, name: &str) {
        let text = text_of(name);
        let document = Document::parse(&text, "", "");
        bencher.bench(|| score_sentences(&DocumentFeatures::of(black_box(&document))));
    }

    #[divan::bench(args = TEXTS)]
    fn g_selection(bencher: Bencher<'_, '_>, name: &str) {
        let text = text_of(name);
        let document = Document::parse(&text, "", "");
        let scores = score_sentences(&DocumentFeatures::of(&document));
        let options = Options::default();
        let candidates = select::candidates(&document);
        bencher.bench(|| select::select(black_box(&scores), &candidates, &options.summary));
    }

    #[divan::bench(args = TEXTS)]
    fn h_headline(bencher: Bencher<'_, '_>, name: &str) {
        let text = text_of(name);
        let document = Document::parse(&text, "", "");
        let options = Options::default();
        bencher.bench(|| headline::compose(black_box(&document), &options.headline));
    }

    #[divan::bench(args = TEXTS)]
    fn i_quotes(bencher: Bencher<'_, '_>, name: &str) {
        let text = text_of(name);
        let document = Document::parse(&text, "", "");
        let options = Options::default();
        bencher.bench(|| quotes::extract(black_box(&document), &options.quotes, &[]));
    }

    #[divan::bench(args = TEXTS)]
    fn j_whole(bencher: Bencher<'_, '_>, name: &str) {
        let text = text_of(name);
        bencher.bench(|| whole(black_box(&text)));
    }

    /// The first call of a thread: its caches are empty.
    #[divan::bench(args = TEXTS, sample_size = 1, sample_count = 50)]
    fn k_whole_cold(bencher: Bencher<'_, '_>, name: &str) {
        let text = text_of(name);
        whole(&text);
        bencher
            .bench(|| std::thread::scope(|scope| scope.spawn(|| whole(black_box(&text))).join()));
    }
}

/// The whole engine by size.
#[divan::bench(args = [1, 4, 16, 64, 256, 1024])]
fn size_kib(bencher: Bencher<'_, '_>, n_kib: usize) {
    let text = article(&vocabulary("en"), n_kib << 10, 1);
    bencher.counter(BytesCount::of_str(&text)).bench(|| whole(black_box(&text)));
}

/// The whole engine by language, on 4 KiB.
#[divan::bench(args = LANGUAGES)]
fn language(bencher: Bencher<'_, '_>, code: &str) {
    let text = article(&vocabulary(code), 4096, 1);
    bencher.counter(BytesCount::of_str(&text)).bench(|| whole(black_box(&text)));
}

/// The whole engine on one thread and on one for each core: time a call and thread.
#[divan::bench(threads = [1, 0])]
fn threads(bencher: Bencher<'_, '_>) {
    let text = english();
    bencher.bench(|| whole(black_box(&text)));
}
