//! The golden files of sentences: `tests/golden/sentences/<language>.txt`.
//!
//! `UPDATE_GOLDEN=1 cargo test` rewrites the expected sentences; review every changed line.
#![allow(clippy::disallowed_methods, reason = "golden files are read and rewritten")]

use super::split_sentences;
use crate::text::Language;
use std::fmt::Write;
use std::path::PathBuf;

#[test]
fn golden_files_of_all_languages() {
    let mut failures = String::new();
    for language in Language::ALL.into_iter().map(Some).chain([None]) {
        check(language, &mut failures);
    }
    assert!(failures.is_empty(), "{failures}");
}

fn check(language: Option<Language>, failures: &mut String) {
    let code = language.map_or("und", Language::code);
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden/sentences")
        .join(format!("{code}.txt"));
    let expected = std::fs::read_to_string(&path).expect("every language has a golden file");
    let mut actual = String::new();
    let mut is_header = true;
    for line in expected.lines() {
        if let Some(input) = line.strip_prefix("= ") {
            is_header = false;
            let text = input.replace("\\r", "\r").replace("\\n", "\n");
            writeln!(actual, "{line}").expect("strings take all text");
            for span in split_sentences(&text, language) {
                writeln!(actual, "{}", span.slice(&text).expect("spans lie in the text"))
                    .expect("strings take all text");
            }
            actual.push('\n');
        } else if is_header {
            writeln!(actual, "{line}").expect("strings take all text");
        }
    }
    let actual = actual.trim_end();
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, format!("{actual}\n")).expect("golden files can be written");
    } else if actual != expected.trim_end() {
        for (wanted, got) in
            expected.lines().zip(actual.lines()).filter(|(wanted, got)| wanted != got)
        {
            let _ = writeln!(failures, "{code}\n  wanted {wanted}\n  got    {got}");
        }
    }
}
