//! Golden cases of `tests/golden/quotes` and properties of all results.
#![allow(clippy::disallowed_methods, reason = "golden files are read and rewritten")]

use super::regions::marked_regions_of;
use super::sentence::MAX_SENTENCE_TOKENS;
use super::story::Story;
use super::{Quote, QuoteOptions, english, extract, find_all};
use crate::text::{Document, Span, Wanted};
use std::fmt::Write as _;
use std::path::PathBuf;
use std::{env, fs};

/// One case of a golden file.
struct Case {
    name: String,
    settings: Vec<String>,
    story: String,
    expected: Vec<String>,
}

fn golden_files() -> Vec<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden/quotes");
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the golden folder exists")
        .map(|entry| entry.expect("a readable entry").path())
        .filter(|path| {
            path.extension().is_some_and(|end| end == "txt") && !path.ends_with("README.txt")
        })
        .collect();
    files.sort();
    files
}

fn parse(text: &str) -> Vec<Case> {
    text.split("=== ").skip(1).map(parse_case).collect()
}

fn parse_case(block: &str) -> Case {
    let (name, rest) = block.split_once('\n').expect("a name line");
    let (body, expected) = rest.split_once("\n---").expect("a line ---");
    let is_setting =
        |line: &&str| line.starts_with("language: ") || line.starts_with("min words: ");
    let settings: Vec<String> = body.lines().take_while(is_setting).map(str::to_owned).collect();
    let story: Vec<&str> = body.lines().skip(settings.len()).collect();
    Case {
        name: name.trim().to_owned(),
        settings,
        story: story.join("\n"),
        expected: expected
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .map(str::to_owned)
            .collect(),
    }
}

/// Writes the quotes of a case as its expected lines.
fn results(case: &Case) -> Vec<String> {
    let setting = |name: &str| case.settings.iter().find_map(|line| line.strip_prefix(name));
    let language = setting("language: ").unwrap_or("en");
    let min_words = setting("min words: ").map_or(3, |number| number.parse().expect("a number"));
    let document = Document::parse(&case.story, "", language);
    let slice = |span: Span| span.slice(&case.story).expect("a span of the story").to_owned();
    let line = |quote: &Quote| {
        let speaker = quote.speaker.as_ref();
        let or_none = |text: Option<String>| text.unwrap_or_else(|| "-".to_owned());
        format!(
            "{} | {} | {} | {}",
            slice(quote.span),
            or_none(speaker.map(|speaker| slice(speaker.name))),
            or_none(speaker.and_then(|speaker| speaker.role).map(slice)),
            or_none(quote.cue.map(slice)),
        )
    };
    find_all(&document, min_words).iter().map(line).collect()
}

#[test]
fn golden_cases_hold() {
    let updates = env::var_os("UPDATE_GOLDEN").is_some();
    let mut failures = String::new();
    for path in golden_files() {
        let text = fs::read_to_string(&path).expect("a readable golden file");
        let mut rewritten = String::new();
        for case in parse(&text) {
            let found = results(&case);
            if found != case.expected {
                let file = path.file_name().unwrap_or_default().to_string_lossy();
                writeln!(failures, "{file}: {}", case.name).expect("a string");
                for line in &case.expected {
                    writeln!(failures, "  expected {line}").expect("a string");
                }
                for line in &found {
                    writeln!(failures, "  found    {line}").expect("a string");
                }
            }
            let settings: String = case.settings.iter().flat_map(|line| [line, "\n"]).collect();
            let lines: String = found.iter().flat_map(|line| [line, "\n"]).collect();
            write!(rewritten, "=== {}\n{settings}{}\n---\n{lines}\n", case.name, case.story)
                .expect("a string");
        }
        if updates {
            fs::write(&path, format!("{}\n", rewritten.trim_end()))
                .expect("a writable golden file");
        }
    }
    assert!(updates || failures.is_empty(), "{failures}");
}

#[test]
fn the_sentences_that_rules_look_at_are_bounded() {
    let text = format!("Orsic said {}“nothing at all.”", "the pier was old and ".repeat(400));
    let document = Document::parse(&text, "", "en");
    let regions = marked_regions_of(&document, &Wanted::always());
    let story = Story::read(&document, &english::GRAMMAR, &regions, 1, &Wanted::always());
    let longest = story.sentences.iter().map(|sentence| sentence.end - sentence.start).max();
    assert_eq!(longest, Some(MAX_SENTENCE_TOKENS + 1));
}

#[test]
fn an_object_that_opens_a_german_sentence_is_no_speaker() {
    let story = "Den Fischern war Uwe Grahn stets ein Freund: „Wir brauchen die Mole jetzt.“";
    let quotes = find_all(&Document::parse(story, "", "de"), 3);
    let speaker = quotes[0].speaker.and_then(|speaker| speaker.name.slice(story));
    assert_eq!(speaker, Some("Uwe Grahn"));
}

#[test]
fn the_best_quotes_are_returned_in_order_of_appearance() {
    let story = "“We waited for it here,” a clerk said. It rained.\n\n\
        Oldfield called the queue “sort of long.”\n\n\
        “Nobody in this town believed that the terminal would open before the end of the winter,” \
        said Prime Minister Pavel Orsic. Orsic had opened the terminal in the town on Monday.";
    let document = Document::parse(story, "", "en");
    let options = QuoteOptions { max_quotes: 2, min_words: 3 };
    let quotes = extract(&document, &options, &[]);
    let texts: Vec<_> = quotes.iter().filter_map(|quote| quote.span.slice(story)).collect();
    assert_eq!(texts.len(), 2);
    assert!(texts[0].starts_with("We waited") && texts[1].starts_with("Nobody"), "{texts:?}");
    assert!(quotes[0].score < quotes[1].score, "{quotes:?}");
}

#[test]
fn a_title_is_no_key_quote_unless_someone_beside_it_says_it() {
    let key = |story: &str| {
        let document = Document::parse(story, "", "en");
        let options = QuoteOptions { max_quotes: 9, min_words: 2 };
        let quotes = extract(&document, &options, &[]);
        quotes
            .iter()
            .filter_map(|quote| quote.span.slice(story))
            .map(String::from)
            .collect::<Vec<_>>()
    };
    let titles = "Oldfield returned to work with “Nights on the Pier” and “The Gulls of Carrow.” In 1990 Orsic wrote \
        “Go and Ask the Tide” for his son.";
    assert_eq!(key(titles), [""; 0]);
    assert!(!find_all(&Document::parse(titles, "", "en"), 2).is_empty());
    let said = "“I'm a Harbour Man,” the mayor of Carrow said. The crowd chanted “Open the Pier Now.” Orsic \
        called him “The Man from the Harbour.” A sign read “STAY OUT OF CARROW.” He praised “the Gulls of Carrow.”";
    assert_eq!(key(said).len(), 5, "{:?}", key(said));
}
