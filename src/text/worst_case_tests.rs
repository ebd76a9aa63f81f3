//! Work grows linearly with the text, on texts made to defeat that.
//!
//! Counts characters decoded and chunks scanned (`character::steps`) instead of time, at two sizes.

use super::character::steps;
use super::{Document, Language, split_sentences};

/// Sizes that are compared, in bytes.
const SMALL: usize = 1 << 12;
const LARGE: usize = 1 << 15;

/// Most steps a byte that any text may take.
const MAX_STEPS_PER_BYTE: usize = 60;

fn repeated(piece: &str, n_bytes: usize) -> String {
    piece.repeat(n_bytes / piece.len() + 1)
}

/// Texts that made scanners quadratic, here or elsewhere.
const PIECES: [&str; 36] = [
    "“",
    "\"",
    "'",
    "«",
    "»",
    "‘",
    "„",
    ".",
    ". ",
    "a.a.a.",
    "a",
    "\n",
    "\r\n",
    " ",
    "\u{a0}",
    "\u{301}",
    "ש",
    "👩\u{200d}🚀",
    "漢",
    "漢。",
    "ά",
    "ع",
    "http://a.example/b?c=d&e=f ",
    "(",
    ")",
    "((a)) ",
    "Go. ",
    "1. ",
    "1) ",
    "1.",
    "- ",
    "! ",
    "?\" ",
    "a b\n",
    "Dr. ",
    "By A\n",
];

#[test]
fn splitting_is_linear() {
    for piece in PIECES {
        for language in [Some(Language::English), Some(Language::German), None] {
            check(piece, |text| drop(split_sentences(text, language)));
        }
    }
}

#[test]
fn reading_a_document_is_linear() {
    for piece in PIECES {
        for tag in ["", "en", "el"] {
            check(piece, |text| drop(Document::parse(text, "", tag)));
            check(piece, |text| drop(Document::parse(text, text, tag)));
        }
    }
}

fn check(piece: &str, work: impl Fn(&str)) {
    let count = |n_bytes: usize| {
        let text = repeated(piece, n_bytes);
        let before = steps();
        work(&text);
        (steps() - before, text.len())
    };
    let (small, n_small) = count(SMALL);
    let (large, n_large) = count(LARGE);
    assert!(large <= MAX_STEPS_PER_BYTE * n_large, "{piece:?}: {large} steps for {n_large} bytes");
    // A fifth more a byte is allowed for; a quadratic text takes eight times as many.
    let is_linear = large * n_small * 10 <= small * n_large * 12 + 200 * n_small * 10;
    assert!(is_linear, "{piece:?}: {small} steps for {n_small} bytes, {large} for {n_large}");
}
