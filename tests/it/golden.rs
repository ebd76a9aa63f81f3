//! What the engine makes of whole stories, beside files that people can read and edit.
//!
//! `UPDATE_GOLDEN=1 cargo test` rewrites the files; review every changed line.

use nutgraf::options::Options;
use nutgraf::quotes::{QuoteKind, QuoteOptions};
use nutgraf::summarize::{Article, Summary, summarize};
use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

fn path(relative: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests").join(relative)
}

pub(crate) fn fixture(name: &str) -> String {
    fs::read_to_string(path(&format!("fixtures/{name}.txt"))).expect("a fixture")
}

/// Compares with a golden file, or rewrites it if `UPDATE_GOLDEN` is set.
#[track_caller]
pub(crate) fn check_golden(relative: &str, actual: &str) {
    let file = path(&format!("golden/{relative}"));
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::create_dir_all(file.parent().expect("a folder")).expect("the folder of golden files");
        fs::write(&file, actual).expect("the golden file can be written");
        return;
    }
    let expected = fs::read_to_string(&file).unwrap_or_default();
    assert!(
        expected == actual,
        "{} differs\n--- expected\n{expected}\n--- actual\n{actual}",
        file.display()
    );
}

fn render(summary: &Summary<'_>) -> String {
    let document = &summary.document;
    let mut out = String::new();
    let language = document.language();
    let _ = writeln!(out, "language: {}", language.code);
    let _ = writeln!(out, "title: {}", document.title().map_or("-", |title| title.text));
    let headline = summary.headline.as_ref();
    let _ = writeln!(out, "headline: {}", headline.map_or("-", |headline| &headline.text));
    for warning in &summary.warnings {
        let _ = writeln!(out, "warning: {warning}");
    }
    for sentence in &summary.sentences {
        let text = document.slice(document.sentence(sentence.sentence).span);
        let idx = sentence.sentence.0;
        let _ =
            writeln!(out, "sentence {idx} (rank {}, {:.3}): {text}", sentence.rank, sentence.score);
    }
    for quote in &summary.quotes {
        let kind = match quote.kind {
            QuoteKind::Direct => "direct",
            QuoteKind::Partial => "partial",
        };
        let _ =
            writeln!(out, "quote ({kind}, turn {}): {}", quote.turn, document.slice(quote.span));
        if let Some(speaker) = &quote.speaker {
            let role = speaker.role.map_or("-", |role| document.slice(role));
            let name = document.slice(speaker.name);
            let mention = document.slice(speaker.mention);
            let pronoun = if speaker.is_pronoun_resolved { ", a pronoun" } else { "" };
            let _ = writeln!(out, "  said by: {name} ({mention}{pronoun}) | role: {role}");
        }
        if let Some(cue) = quote.cue {
            let _ = writeln!(out, "  cue: {}", document.slice(cue));
        }
    }
    for keyword in &summary.keywords {
        let (text, score) = (document.slice(keyword.span), keyword.score);
        let _ = writeln!(out, "keyword ({score:.3}, {} times): {text}", keyword.count);
    }
    out
}

#[track_caller]
fn check(name: &str, title: &str, text: &str, options: &Options) {
    let article = Article { title, text, language: "" };
    let summary = summarize(&article, options).expect("a good article");
    check_golden(&format!("summaries/{name}.txt"), &render(&summary));
}

#[test]
fn reference_article_with_its_title_in_the_text() {
    check("reference", "", &fixture("reference"), &Options::default());
}

#[test]
fn reference_article_with_its_title_apart() {
    let whole = fixture("reference");
    let (title, text) = whole.split_once('\n').expect("a first line");
    check("reference_title_apart", title, text, &Options::default());
}

#[test]
fn reference_article_with_single_words_as_quotes() {
    let quotes = QuoteOptions { max_quotes: 20, min_words: 1 };
    let options = Options { quotes, ..Options::default() };
    check("reference_min_words_1", "", &fixture("reference"), &options);
}

#[test]
fn match_report() {
    check("match_report", "", &fixture("match_report"), &Options::default());
}

#[test]
fn obituary() {
    check("obituary", "", &fixture("obituary"), &Options::default());
}

#[test]
fn market_report() {
    check("market_report", "", &fixture("market_report"), &Options::default());
}
