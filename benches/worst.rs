//! How does the time grow? Time a byte at 16 KiB and at 1 MiB, for each language and worst case.
//!
//! Prints a table; the exit code is 1 if a language grows by more than 1.3 or a worst case by more
//! than 3 times. A text is measured several times and the fastest run counts, since whatever else
//! the machine does only adds.

use nutgraf::options::Options;
use nutgraf::summarize::{Article, summarize};
use nutgraf_benches::articles::{article, vocabularies};
use std::hint::black_box;
use std::process::ExitCode;
use std::time::{Duration, Instant};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const SMALL: usize = 16 << 10;
const LARGE: usize = 1 << 20;

/// What is repeated, and what stands around it once.
const WORST_CASES: [(&str, &str, &str, &str); 40] = [
    ("all “", "", "“", ""),
    ("all \"", "", "\"", ""),
    ("all '", "", "'", ""),
    ("all «", "", "«", ""),
    ("“ and words", "", "“Yes said ", ""),
    ("“a” pairs", "", "“a” ", ""),
    ("“Yes,” he said.", "", "“Yes we do now,” he said. ", ""),
    ("quotes, a line each", "", "“We will do it,” said Ann Lee.\n\n", ""),
    ("quotes without speakers", "", "“We will do it now.” ", ""),
    ("one name and pronouns", "", "Ann Lee came. “We will do it now,” she said. ", ""),
    ("„ in German", "Der Rat und die Stadt: ", "„Das ist es nun“, sagte er. ", ""),
    ("all dots", "", ".", ""),
    (". . .", "", ". ", ""),
    ("a.a.a.", "", "a.", ""),
    ("Mr. Mr.", "", "Mr. ", ""),
    ("No. 1 No. 2", "", "No. 1 ", ""),
    ("one token", "", "a", ""),
    ("capital token", "", "A", ""),
    ("a Greek word", "", "σ", ""),
    ("an Arabic word", "", "م", ""),
    ("digits", "", "1", ""),
    ("digits with commas", "", "1,", ""),
    ("hyphens", "", "a-", ""),
    ("apostrophes", "", "a’", ""),
    ("only line breaks", "", "\n", ""),
    ("a word a line", "", "word\n", ""),
    ("only spaces", "", " ", "x"),
    ("spaces and dots", "", " .  ", ""),
    ("combining marks", "e", "\u{301}", ""),
    ("right to left", "", "שלום עולם. ", ""),
    ("emoji with joiners", "", "👩\u{200d}👩\u{200d}👧 ", ""),
    ("Han", "", "新闻报道说政府决定", ""),
    ("a URL", "", "https://example.org/a/b?c=d&e=f ", ""),
    ("nested parentheses", "", "(", ""),
    ("one-word sentences", "", "Go. ", ""),
    ("one sentence of words", "", "the council and ", ""),
    ("one sentence of names", "", "Ann Lee, ", ""),
    ("one sentence of capitals", "", "Ann ", ""),
    ("commas", "", ", ", ""),
    ("said said", "", "said ", ""),
];

fn main() -> ExitCode {
    let filter = std::env::args().nth(1).unwrap_or_default();
    let mut is_met = true;
    println!("{:<28} {:>12} {:>12} {:>7} {:>5}", "text", "16 KiB ns/B", "1 MiB ns/B", "ratio", "bar");
    for vocabulary in vocabularies() {
        // Repeated articles: a longer text has no longer sentences, but more people and words.
        let small = article(&vocabulary, SMALL, 7);
        let large = article(&vocabulary, LARGE, 7);
        is_met &= row(vocabulary.code, &filter, &small, &large, 1.3);
    }
    for (name, before, repeated, after) in WORST_CASES {
        let text = |n_bytes: usize| {
            let n = (n_bytes - before.len() - after.len()) / repeated.len();
            format!("{before}{}{after}", repeated.repeat(n))
        };
        is_met &= row(name, &filter, &text(SMALL), &text(LARGE), 3.0);
    }
    // Distinct words and names, which no table of known words helps with.
    let numbered = |n_bytes: usize, pattern: fn(usize) -> String| {
        let mut text = String::new();
        for number in 0.. {
            let next = pattern(number);
            if text.len() + next.len() > n_bytes {
                break;
            }
            text.push_str(&next);
        }
        text
    };
    let patterns: [(&str, fn(usize) -> String); 4] = [
        ("distinct words", |n| format!("{} ", letters(n))),
        ("distinct names", |n| format!("Mr {}n {}t came. ", capital(n), capital(n * 7))),
        ("distinct speakers", |n| {
            format!("“We will do it now,” said {}n {}t. ", capital(n), capital(n * 7))
        }),
        ("distinct surnames, pronouns", |n| {
            format!("Ann {}t came. “We will do it now,” she said. ", capital(n))
        }),
    ];
    for (name, pattern) in patterns {
        let (small, large) = (numbered(SMALL, pattern), numbered(LARGE, pattern));
        is_met &= row(name, &filter, &small, &large, 3.0);
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

/// A number as letters.
fn letters(mut number: usize) -> String {
    let mut word = String::from("w");
    while number > 0 {
        word.push(char::from(b'a' + (number % 26) as u8));
        number /= 26;
    }
    word
}

fn capital(number: usize) -> String {
    letters(number).to_uppercase().chars().take(1).chain(letters(number).chars()).collect()
}
