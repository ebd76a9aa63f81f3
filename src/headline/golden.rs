//! The golden files of `tests/golden/headlines`: articles with their headlines, and an example for
//! every row of the tables of deletions and guards.
#![allow(clippy::disallowed_methods, reason = "golden files are read and rewritten")]

use super::analysis::Analysis;
use super::clause::Clause;
use super::clean::clean;
use super::deletions::{DELETIONS, Finder, Purpose};
use super::guards::GUARDS;
use super::known_words::KnownWords;
use super::token::{Source, tokenise};
use super::{HeadlineOptions, bullet, compose};
use crate::text::{Document, SentenceId, Span};
use std::fmt::Write;
use std::path::PathBuf;

fn path(name: &str) -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "tests", "golden", "headlines", name].iter().collect()
}

fn read(name: &str) -> String {
    std::fs::read_to_string(path(name)).expect("a readable golden file")
}

/// What an article gets for a key: a number of characters, or "bullet".
fn result(document: &Document<'_>, key: &str) -> String {
    if key == "bullet" {
        return bullet(document, SentenceId(0)).text;
    }
    let options = HeadlineOptions { max_characters: key.parse().expect("a number of characters") };
    compose(document, &options).map_or(String::new(), |headline| headline.text)
}

/// Every article gets the headlines that the file says; `UPDATE_GOLDEN=1` rewrites them.
#[test]
fn articles_get_their_headlines() {
    let golden = read("articles.txt");
    let mut found = String::new();
    let mut failures = Vec::new();
    for (n, article) in golden.split("\n# ").enumerate() {
        if n == 0 {
            found.push_str(article);
            continue;
        }
        let (name, rest) = article.split_once('\n').expect("a name and a text");
        let is_expectation = |line: &str| {
            line.split_once(": ")
                .is_some_and(|(key, _)| key == "bullet" || key.parse::<u32>().is_ok())
        };
        let language = name.split_once(' ').map_or("en", |(language, _)| language);
        let language = if language.len() == 2 { language } else { "en" };
        let text: Vec<&str> = rest.lines().take_while(|line| !is_expectation(line)).collect();
        let text = text.join("\n");
        let document = Document::parse(text.trim_end(), "", language);
        write!(found, "\n# {name}\n{text}").expect("strings can be written");
        for line in rest.lines().filter(|line| is_expectation(line)) {
            let (key, expected) = line.split_once(": ").expect("a key and a headline");
            let headline = result(&document, key);
            if headline != expected {
                failures
                    .push(format!("{name}, {key}:\n  expected {expected}\n  found    {headline}"));
            }
            write!(found, "\n{key}: {headline}").expect("strings can be written");
        }
        found.push('\n');
    }
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(path("articles.txt"), found).expect("a writable golden file");
    } else {
        assert!(failures.is_empty(), "{}", failures.join("\n"));
    }
}

/// An example: a sentence with `|` at a place or `[ ]` around a part.
struct Example {
    text: String,
    place: Option<usize>,
    part: Option<(usize, usize)>,
    /// Whether the rule applies there.
    applies: bool,
}

/// Reads a file of examples: a line with the rule's name, below it indented examples; those that
/// begin with `not:` are places where the rule doesn't apply.
fn examples(file: &str) -> Vec<(String, Vec<Example>)> {
    let mut rules: Vec<(String, Vec<Example>)> = Vec::new();
    for line in read(file).lines().filter(|line| !line.is_empty() && !line.starts_with("//")) {
        if line.starts_with(' ') {
            rules.last_mut().expect("a rule before its examples").1.push(example(line.trim()));
        } else {
            rules.push((line.to_owned(), Vec::new()));
        }
    }
    rules
}

fn example(line: &str) -> Example {
    let (marked, applies) = line.strip_prefix("not: ").map_or((line, true), |rest| (rest, false));
    let (mut text, mut place, mut opened, mut part) = (String::new(), None, None, None);
    for c in marked.chars() {
        match c {
            '|' => place = Some(text.len()),
            '[' => opened = Some(text.len()),
            ']' => part = opened.map(|start| (start, text.len())),
            c => text.push(c),
        }
    }
    Example { text, place, part, applies }
}

fn with_analysis(text: &str, check: impl FnOnce(&Analysis<'_>)) {
    let lower = text.to_ascii_lowercase();
    let source = Source { text, lower: &lower, lower_start: 0 };
    let tokens = tokenise(source, Span::new(0, text.len()), KnownWords::default(), 200);
    let analysis = Analysis::new(clean(Clause::new(tokens), Purpose::Headline)).ok();
    check(&analysis.unwrap_or_else(|| panic!("no main verb: {text}")));
}

/// The token that begins at or behind a byte.
fn token_at(analysis: &Analysis<'_>, byte: usize) -> usize {
    let tokens = &analysis.clause.tokens;
    tokens.iter().position(|token| token.span.start() >= byte).unwrap_or(tokens.len())
}

#[test]
fn every_deletion_applies_where_its_examples_say() {
    let rules = examples("deletions.txt");
    for deletion in DELETIONS {
        let found = rules.iter().find(|(name, _)| name == deletion.name);
        let positive = found.is_some_and(|(_, examples)| examples.iter().any(|e| e.applies));
        assert!(positive, "no example for {}", deletion.name);
    }
    let mut failures = Vec::new();
    for (name, examples) in &rules {
        let deletion = DELETIONS.iter().find(|deletion| deletion.name == name).expect(name);
        for example in examples {
            with_analysis(&example.text, |analysis| {
                if applies(&deletion.finder, analysis, example) != example.applies {
                    failures.push(format!("{name}: {}", example.text));
                }
            });
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

fn applies(finder: &Finder, analysis: &Analysis<'_>, example: &Example) -> bool {
    let place = example.place.map(|byte| token_at(analysis, byte));
    let part = example.part.map(|(start, end)| token_at(analysis, start)..token_at(analysis, end));
    match finder {
        Finder::Start(find) => find(analysis) == Some(place.expect("a mark in the example")),
        Finder::End(find) | Finder::SourceEnd(find) => {
            find(analysis, place.expect("a mark in the example"))
        }
        Finder::Between(find) => {
            let found =
                analysis.breaks.windows(2).filter_map(|pair| find(analysis, pair[0], pair[1]));
            found.into_iter().any(|range| Some(range) == part)
        }
        Finder::Inner(find) => {
            let mut found = Vec::new();
            find(analysis, &mut found);
            found.into_iter().any(|range| Some(range) == part)
        }
    }
}

#[test]
fn every_guard_forbids_what_its_examples_say() {
    let rules = examples("guards.txt");
    for guard in GUARDS {
        let found = rules.iter().find(|(name, _)| name == guard.name);
        let positive = found.is_some_and(|(_, examples)| examples.iter().any(|e| e.applies));
        assert!(positive, "no example for {}", guard.name);
    }
    let mut failures = Vec::new();
    for (name, examples) in &rules {
        let guard = GUARDS.iter().find(|guard| guard.name == name).expect(name);
        for example in examples {
            with_analysis(&example.text, |analysis| {
                let place = token_at(analysis, example.place.expect("a mark in the example"));
                if (guard.forbids)(analysis, place) != example.applies {
                    failures.push(format!("{name}: {}", example.text));
                }
            });
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
