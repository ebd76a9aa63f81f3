//! What does a caller send, and what is wrong with it?

use crate::error::{FieldViolation, ViolationReason};
use crate::options::{MAX_LANGUAGE_BYTES, MAX_TEXT_BYTES, MAX_TITLE_BYTES};

/// One article, as a caller sends it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Article<'t> {
    /// The title, empty if it isn't known or stands in the text; at most [`MAX_TITLE_BYTES`].
    pub title: &'t str,
    /// The text, not empty, at most [`MAX_TEXT_BYTES`].
    pub text: &'t str,
    /// BCP-47 tag of the language; empty to have it detected.
    pub language: &'t str,
}

impl Article<'_> {
    /// Returns every field that is outside its limits.
    #[must_use]
    pub fn violations(&self) -> Vec<FieldViolation> {
        let too_long = |field, text: &str, limit: usize| {
            let reason = ViolationReason::TooManyBytes { limit, actual: text.len() };
            (text.len() > limit).then_some(FieldViolation { field, reason })
        };
        let violation =
            |field, holds: bool, reason| holds.then_some(FieldViolation { field, reason });
        [
            violation("article.text", self.text.is_empty(), ViolationReason::Empty),
            too_long("article.text", self.text, MAX_TEXT_BYTES),
            too_long("article.title", self.title, MAX_TITLE_BYTES),
            violation(
                "article.language",
                !self.language.is_empty() && !is_language_tag(self.language),
                ViolationReason::NotALanguageTag,
            ),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

/// Subtags of 1 to 8 letters or digits, the first of 2 or 3 letters (RFC 5646, section 2.1).
fn is_language_tag(tag: &str) -> bool {
    let mut subtags = tag.split('-');
    let is_language = |subtag: &str| {
        (2..=3).contains(&subtag.len()) && subtag.bytes().all(|byte| byte.is_ascii_alphabetic())
    };
    let is_subtag = |subtag: &str| {
        (1..=8).contains(&subtag.len()) && subtag.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    tag.len() <= MAX_LANGUAGE_BYTES
        && subtags.next().is_some_and(is_language)
        && subtags.all(is_subtag)
}
