//! Lines of JSON that hold a text: read, worked on, and answered with an error if they can't be.

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

/// Appends what `work` makes of the line, or an error; tells whether the line could be read.
pub(super) fn text_line(
    line: Line<'_>,
    output: &mut String,
    work: impl FnOnce(TextLine<'_>) -> serde_json::Result<String>,
) -> bool {
    let record = line.text.ok().and_then(|text| serde_json::from_str::<Record<'_>>(text).ok());
    let answer =
        record.as_ref().map(|Record { id, text, language }| work(TextLine { id, text, language }));
    let is_read = matches!(answer, Some(Ok(_)));
    if let Some(Ok(answer)) = answer {
        output.push_str(&answer);
    } else {
        let message = format!("line {} is not an object with a text", line.number);
        let error = serde_json::json!({"code": "INVALID_ARGUMENT", "message": message});
        output.push_str(&serde_json::json!({"id": "", "error": error}).to_string());
    }
    output.push('\n');
    is_read
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
    fn a_line_without_a_text_is_answered_with_an_error() {
        let (is_read, output) = run(r#"{"id": "a"}"#);
        assert!(!is_read && output.contains("line 3") && output.ends_with('\n'), "{output}");
    }
}
