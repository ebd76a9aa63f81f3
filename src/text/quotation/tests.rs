//! Marks of every style, apostrophes, nesting, and marks that never close.

use super::{QuotationStyle, quotations};
use crate::text::Span;

fn inner(text: &str) -> Vec<&str> {
    quotations(text, Span::new(0, text.len()))
        .iter()
        .map(|q| q.inner.slice(text).unwrap_or("?"))
        .collect()
}

fn closed(text: &str) -> Vec<bool> {
    quotations(text, Span::new(0, text.len())).iter().map(|q| q.is_closed).collect()
}

#[test]
fn every_style_of_the_languages_is_paired() {
    for text in [
        "He said \"we go\" then.",
        "He said “we go” then.",
        "Er sagte „we go“ dann.",
        "Azt mondta: „we go” akkor.",
        "Il dit « we go » puis.".replace("« we go »", "«we go»").as_str(),
        "Han sagde »we go« da.",
        "Hän sanoi ”we go” sitten.",
        "Hän sanoi »we go» sitten.",
        "Hij zei ‘we go’ toen.",
        "He said ``we go'' then.",
        "彼は「we go」と言った。",
        "Er sagte ‚we go‘ dann.",
        "Hij zei 'we go' toen.",
    ] {
        assert_eq!(inner(text), ["we go"], "{text}");
        assert_eq!(closed(text), [true], "{text}");
    }
}

#[test]
fn spaces_within_guillemets_are_kept_inside() {
    assert_eq!(inner("Il dit\u{a0}: « nous\u{a0}partons » puis."), [" nous\u{a0}partons "]);
}

#[test]
fn apostrophes_are_no_marks() {
    for text in [
        "It didn't matter.",
        "The workers' union in the '90s",
        "It’s the boys’ ’90s.",
        "rock ’n’ roll isn’t",
    ] {
        assert!(inner(text).iter().all(|quote| *quote == "n"), "{text}: {:?}", inner(text));
    }
}

#[test]
fn nested_quotations_have_a_depth() {
    let text = "“They said ‘no’ to us,” she said.";
    let found = quotations(text, Span::new(0, text.len()));
    assert_eq!(found.iter().map(|q| q.depth).collect::<Vec<_>>(), [0, 1]);
    assert_eq!(found[1].style, QuotationStyle::CurlySingle);
}

#[test]
fn an_unclosed_quotation_runs_to_the_end_of_its_paragraph() {
    let text = "“We go on.\n“We stay.”";
    let first = quotations(text, Span::new(0, 12));
    assert_eq!(first.len(), 1);
    assert!(!first[0].is_closed);
    assert_eq!(first[0].inner.slice(text), Some("We go on."));
}

#[test]
fn spaced_guillemets_close_before_a_comma() {
    assert_eq!(inner("« Un », dit-il. « Deux »."), [" Un ", " Deux "]);
}

#[test]
fn two_straight_quotations_do_not_swap_their_insides() {
    assert_eq!(inner("\"One,\" he said. \"Two.\""), ["One,", "Two."]);
}
