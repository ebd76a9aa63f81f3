//! Lines of JSON: read, and what went wrong with one in the form that a gRPC client would see.

use super::jsonl::{Line, LineError, MAX_LINE_BYTES};
use crate::grpc::{CallError, ERROR_DOMAIN, Violation};
use serde::{Deserialize, Serialize, Serializer};
use serde_json::Value;
use serde_json::error::Category;

/// A line without a result.
#[derive(Debug)]
pub(super) struct LineFailure {
    /// The line's id as it stands there, an empty string if it has none.
    pub(super) id: Value,
    pub(super) error: CallError,
}

impl Serialize for LineFailure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let error = &self.error;
        let mut details = vec![Detail::ErrorInfo { reason: error.reason(), domain: ERROR_DOMAIN }];
        if let CallError::InvalidArgument(violations) = error {
            let violation = |Violation { field, description }: &Violation| FieldViolation {
                field,
                description: description.clone(),
            };
            let field_violations = violations.iter().map(violation).collect();
            details.push(Detail::BadRequest { field_violations });
        }
        let error = Error { code: error.code_name(), message: error.to_string(), details };
        Failure { id: &self.id, error }.serialize(serializer)
    }
}

#[derive(Serialize)]
struct Failure<'f> {
    id: &'f Value,
    error: Error,
}

/// `google.rpc.Status` as protobuf JSON, with the code by its name.
#[derive(Serialize)]
struct Error {
    code: &'static str,
    message: String,
    details: Vec<Detail>,
}

#[derive(Serialize)]
#[serde(tag = "@type")]
enum Detail {
    #[serde(rename = "type.googleapis.com/google.rpc.ErrorInfo")]
    ErrorInfo { reason: &'static str, domain: &'static str },
    #[serde(rename = "type.googleapis.com/google.rpc.BadRequest", rename_all = "camelCase")]
    BadRequest { field_violations: Vec<FieldViolation> },
}

#[derive(Serialize)]
struct FieldViolation {
    field: &'static str,
    description: String,
}

/// Reads a line of JSON; fields that aren't asked for are ignored.
///
/// # Errors
/// If the line is too long, isn't UTF-8, isn't JSON, or a field is missing or has another type.
pub(super) fn read<'l, T: Deserialize<'l>>(line: Line<'l>) -> Result<T, LineFailure> {
    let Line { number, text } = line;
    let text = text.map_err(|error| {
        let reason = match error {
            LineError::TooLong => format!("has more than {MAX_LINE_BYTES} bytes"),
            LineError::NotUtf8 => "is not UTF-8".to_owned(),
        };
        failure(no_id(), format!("line {number} {reason}"))
    })?;
    serde_json::from_str(text).map_err(|error| {
        // The parser's own message may quote the text, which an error must not.
        let column = error.column();
        let reason = match error.classify() {
            Category::Data => "a field is missing or has another type",
            Category::Eof | Category::Io | Category::Syntax => "no valid JSON",
        };
        let whole = serde_json::from_str::<Value>(text).ok();
        let id =
            whole.and_then(|mut whole| Some(whole.get_mut("id")?.take())).unwrap_or_else(no_id);
        let reason = format!("line {number} is not an article as JSON: {reason} (column {column})");
        failure(id, reason)
    })
}

fn no_id() -> Value {
    Value::String(String::new())
}

fn failure(id: Value, description: String) -> LineFailure {
    let violation = Violation { field: "article", description };
    LineFailure { id, error: CallError::InvalidArgument(vec![violation]) }
}

#[cfg(test)]
mod tests {
    use super::{Line, LineFailure, read};
    use crate::cli::jsonl::LineError;
    use crate::grpc::pb;

    fn article(number: u64, text: Result<&str, LineError>) -> Result<pb::Article, LineFailure> {
        read(Line { number, text })
    }

    #[test]
    fn fields_of_an_archive_are_ignored() {
        let text = r#"{"id": "a", "text": "Rain fell.", "summary": ["Rain."], "n": 5}"#;
        let article = article(1, Ok(text)).expect("an article");
        assert_eq!((article.id.as_str(), article.text.as_str()), ("a", "Rain fell."));
    }

    #[test]
    fn a_failure_keeps_the_id_and_quotes_nothing() {
        for (id, title) in [("\"a\"", "[\"Torvald resigns\"]"), ("7", "\"Torvald resigns\"")] {
            let text = format!(r#"{{"id": {id}, "title": {title}, "text": "Rain fell."}}"#);
            let failure = article(7, Ok(&text)).expect_err("no article");
            let printed = serde_json::to_string(&failure).expect("JSON");
            let head =
                format!(r#"{{"id":{id},"error":{{"code":"INVALID_ARGUMENT","message":"article: "#);
            assert!(printed.starts_with(&head), "{printed}");
            let reason = "line 7 is not an article as JSON: a field is missing or has another type";
            assert!(printed.contains(reason), "{printed}");
            assert!(!printed.contains("Torvald"), "{printed}");
        }
    }

    #[test]
    fn a_line_that_cannot_be_read_says_why() {
        let failure = article(2, Err(LineError::NotUtf8)).expect_err("bytes");
        assert_eq!(failure.error.to_string(), "article: line 2 is not UTF-8");
        let failure = article(3, Ok("{\"text\":")).expect_err("half a line");
        let expected = "article: line 3 is not an article as JSON: no valid JSON (column 8)";
        assert_eq!(failure.error.to_string(), expected);
        assert_eq!(failure.id, "");
    }
}
