//! Lines of JSON that hold a text: read, worked on, and answered with an error if they can't be.

use super::json_error;
use super::jsonl::Line;
use serde::Deserialize;
use serde_json::Value;
use std::borrow::Cow;

/// A text with the name that its results are known by.
#[derive(Debug, Clone, Copy)]
pub(super) struct TextLine<'l> {
    pub(super) id: &'l Value,
    pub(super) text: &'l str,
    /// BCP-47 tag, empty if the line has none.
    pub(super) language: &'l str,
}

#[derive(Deserialize)]
struct Record<'l> {
    #[serde(default)]
    id: Value,
    #[serde(borrow)]
    text: Cow<'l, str>,
    #[serde(default, borrow, alias = "lang")]
    language: Cow<'l, str>,
}

/// Appends what `work` makes of the line, or an error; tells whether the line succeeded.
pub(super) fn text_line(
    line: Line<'_>,
    output: &mut String,
    work: impl FnOnce(TextLine<'_>) -> serde_json::Result<String>,
) -> bool {
    let (is_ok, printed) = match json_error::read::<Record<'_>>(line) {
        Ok(Record { id, text, language }) => {
            (true, work(TextLine { id: &id, text: &text, language: &language }))
        }
        Err(failure) => (false, serde_json::to_string(&failure)),
    };
    // Strings, numbers and lists of them can always be written as JSON.
    output.push_str(&printed.unwrap_or_default());
    output.push('\n');
    is_ok
}

#[cfg(test)]
mod tests {
    use super::{Line, text_line};

    fn run(text: &str) -> (bool, String) {
        let mut output = String::new();
        let line = Line { number: 3, text: Ok(text) };
        let is_read = text_line(line, &mut output, |line| {
            serde_json::to_string(&(line.id, line.text, line.language))
        });
        (is_read, output)
    }

    #[test]
    fn an_id_of_any_type_is_kept() {
        let (is_read, output) = run(r#"{"id": 7, "text": "a\nb", "lang": "de", "more": []}"#);
        assert_eq!((is_read, output.as_str()), (true, "[7,\"a\\nb\",\"de\"]\n"));
    }

    #[test]
    fn a_line_without_a_text_is_answered_with_an_error_under_its_id() {
        let (is_ok, output) = run(r#"{"id": 7}"#);
        assert!(!is_ok && output.starts_with("{\"id\":7,\"error\":"), "{output}");
        assert!(output.contains("line 3") && output.ends_with('\n'), "{output}");
    }
}
